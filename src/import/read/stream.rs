//! XLSX: cells out of the library's reader, one at a time, as what they mean.

use std::collections::HashMap;
use std::io::{Read, Seek};

use calamine::{DataRef, ExcelDateTime, XlsxCellReader, XlsxError};

use crate::diag::Result;

use super::super::sheet::Cell;
use super::container::damaged;
use super::number::{self, Pattern};
use super::wire::RowWriter;
use super::workbook::xlsx_problem;

/// So many unreadable cells are passed over; a sheet with more is not what it claims to be.
const MAX_PASSED_OVER: usize = 1000;

/// Why a workbook is damaged whose cells refer to texts that it does not have.
const NO_TEXTS: &str = "the texts of its cells are missing";

/// After so many cells the parent hears from the child, even when they are all empty.
pub(super) const SIGN_OF_LIFE: u64 = 50_000;

/// What the first reading of a sheet could not settle.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// How many cells have no value; some may have a formula.
    pub(super) empty: u64,
    /// Cells that the reader refuses, by their place in the order of the file, and what they show.
    pub(super) passed_over: HashMap<u64, String>,
}

/// Reads an XLSX sheet.
pub(super) fn xlsx<RS: Read + Seek>(
    cells: &mut XlsxCellReader<'_, RS>,
    is_1904: bool,
    rows: &mut RowWriter<'_, '_>,
) -> Result<Found> {
    let mut found = Found::default();
    let mut formats = Formats::default();
    let mut order = 0u64;
    let (mut has_texts, mut lacks_texts) = (false, false);
    loop {
        match cells.next_cell_with_style_id() {
            // Where one is missing, its cell says so; where all are, nobody can correct that in a cell.
            Ok(None) if lacks_texts && !has_texts => return Err(damaged(NO_TEXTS).into()),
            Ok(None) => return Ok(found),
            Ok(Some((cell, style))) => {
                let (row, column) = cell.get_position();
                match cell.get_value() {
                    DataRef::Empty => found.empty += 1,
                    DataRef::Float(value) => {
                        let text = formats.show(style, *value, cells);
                        rows.number(row, column, *value, text.as_deref())?;
                    }
                    value => {
                        has_texts |= matches!(value, DataRef::SharedString(_));
                        put(row, column, value, is_1904, rows)?;
                    }
                }
            }
            Err(error) => {
                lacks_texts |= matches!(error, XlsxError::Unexpected(why) if why.contains("shared strings"));
                let Some(shows) = may_pass_over(&error).filter(|_| found.passed_over.len() < MAX_PASSED_OVER) else {
                    let is_bare = lacks_texts && !has_texts;
                    return Err(if is_bare {
                        damaged(NO_TEXTS)
                    } else {
                        xlsx_problem(&error)
                    }
                    .into());
                };
                found.passed_over.insert(order, shows);
            }
        }
        order += 1;
        if order.is_multiple_of(SIGN_OF_LIFE) {
            rows.alive()?;
        }
    }
}

/// What a cell shows that the reader refuses, when it can go on with the next one. It knows seven error values; Excel
/// has more (`#SPILL!`, `#CALC!`), and so have other programs.
fn may_pass_over(error: &XlsxError) -> Option<String> {
    match error {
        XlsxError::CellError(text) => Some(text.clone()),
        XlsxError::CellTAttribute(_) | XlsxError::ParseFloat(_) | XlsxError::Unexpected(_) => {
            Some("#UNREADABLE!".to_owned())
        }
        _ => None,
    }
}

/// Reads a sheet again for the places of the cells that were passed over: this way it never looks at values. The order
/// of the cells in the file is what both readings have in common.
pub(super) fn xlsx_places<RS: Read + Seek>(
    cells: &mut XlsxCellReader<'_, RS>,
    passed_over: &HashMap<u64, String>,
    rows: &mut RowWriter<'_, '_>,
) -> Result<()> {
    let (mut order, mut failures) = (0u64, 0);
    loop {
        match cells.next_formula() {
            Ok(None) => return Ok(()),
            Ok(Some(cell)) => {
                if let Some(shows) = passed_over.get(&order) {
                    let (row, column) = cell.get_position();
                    rows.cell(row, column, &Cell::Error(shows.as_str().into()))?;
                }
            }
            Err(error) => {
                failures += 1;
                if may_pass_over(&error).is_none() || failures > MAX_PASSED_OVER {
                    return Err(xlsx_problem(&error).into());
                }
            }
        }
        order += 1;
        if order.is_multiple_of(SIGN_OF_LIFE) {
            rows.alive()?;
        }
    }
}

/// Reads a sheet again for its formulas without a value, as programs write them that do not calculate.
pub(super) fn xlsx_formulas<RS: Read + Seek>(
    cells: &mut XlsxCellReader<'_, RS>,
    rows: &mut RowWriter<'_, '_>,
) -> Result<()> {
    let (mut order, mut failures) = (0u64, 0);
    loop {
        match cells.next_cell_with_formula_metadata() {
            Ok(None) => return Ok(()),
            Ok(Some(cell)) => {
                let (row, column) = cell.pos;
                if cell.formula.is_some() && cell.value == DataRef::Empty {
                    rows.cell(row, column, &Cell::Formula)?;
                }
            }
            Err(error) => {
                failures += 1;
                if may_pass_over(&error).is_none() || failures > MAX_PASSED_OVER {
                    return Err(xlsx_problem(&error).into());
                }
            }
        }
        order += 1;
        if order.is_multiple_of(SIGN_OF_LIFE) {
            rows.alive()?;
        }
    }
}

fn put(row: u32, column: u32, value: &DataRef<'_>, is_1904: bool, rows: &mut RowWriter<'_, '_>) -> Result<()> {
    match value {
        DataRef::Empty => Ok(()),
        DataRef::String(text) => rows.text(row, column, text),
        DataRef::SharedString(text) => rows.text(row, column, text),
        DataRef::Int(value) => rows.number(row, column, *value as f64, None),
        DataRef::Float(value) => rows.number(row, column, *value, None),
        DataRef::Bool(value) => rows.cell(row, column, &Cell::Bool(*value)),
        DataRef::DateTime(value) => rows.cell(row, column, &date(*value, is_1904)),
        DataRef::DateTimeIso(text) => rows.cell(row, column, &number::iso(text)),
        DataRef::DurationIso(text) => rows.text(row, column, &iso_duration(text)),
        DataRef::Error(error) => rows.cell(row, column, &Cell::Error(error.to_string().into())),
    }
}

fn date(value: ExcelDateTime, is_1904: bool) -> Cell {
    if value.is_duration() {
        number::duration(value.as_f64())
    } else {
        number::date(value.as_f64(), is_1904)
    }
}

/// `PT14H30M00S` as `14:30:00`; anything else as it is.
pub(super) fn iso_duration(text: &str) -> String {
    let parts = text.strip_prefix("PT").and_then(|rest| {
        let (hours, rest) = rest.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S')?.split('.').next()?;
        Some((hours, minutes, seconds))
    });
    match parts {
        Some((hours, minutes, "00" | "0")) => format!("{hours}:{minutes}"),
        Some((hours, minutes, seconds)) => format!("{hours}:{minutes}:{seconds}"),
        None => text.to_owned(),
    }
}

/// The number formats of a workbook's styles, parsed when first met.
#[derive(Default)]
struct Formats(HashMap<usize, Option<Pattern>>);

impl Formats {
    /// What the format of a style shows, where that is not the plain number.
    fn show<RS: Read + Seek>(&mut self, style: usize, value: f64, cells: &XlsxCellReader<'_, RS>) -> Option<String> {
        if style == 0 {
            return None;
        }
        let pattern = self.0.entry(style).or_insert_with(|| {
            let format = cells.styles().get(style)?.number_format.as_ref()?;
            Pattern::parse(&format.format_code)
        });
        pattern.as_ref()?.show(value)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::super::super::testing::read_bytes;

    const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

    /// A workbook with one sheet, whose texts stand in a part of their own or are missing.
    fn workbook(about: &str, cells: &str, texts: Option<&str>) -> Vec<u8> {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006";
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let to = |id: &str, kind: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="{office}/{kind}" Target="{target}"/>"#)
        };
        let list = |all: String| format!(r#"<Relationships xmlns="{package}/relationships">{all}</Relationships>"#);
        let sheets =
            to("rId1", "worksheet", "worksheets/sheet1.xml") + &to("rId2", "sharedStrings", "sharedStrings.xml");
        let mut parts = vec![
            (
                "[Content_Types].xml",
                format!(r#"<Types xmlns="{package}/content-types"/>"#),
            ),
            ("_rels/.rels", list(to("rId1", "officeDocument", "xl/workbook.xml"))),
            (
                "xl/workbook.xml",
                format!(
                    r#"<workbook xmlns="{main}" xmlns:r="{office}">{about}<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#
                ),
            ),
            ("xl/_rels/workbook.xml.rels", list(sheets)),
            (
                "xl/worksheets/sheet1.xml",
                format!(r#"<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>"#),
            ),
        ];
        if let Some(texts) = texts {
            parts.push(("xl/sharedStrings.xml", format!(r#"<sst xmlns="{main}">{texts}</sst>"#)));
        }
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, xml) in parts {
            zip.start_file(name, SimpleFileOptions::default()).expect("a part");
            write!(zip, "{HEAD}{xml}").expect("written");
        }
        zip.finish().expect("a workbook").into_inner()
    }

    const NAMES: &str = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row><row r="3"><c r="A3" t="s"><v>99</v></c></row>"#;

    #[test]
    fn a_workbook_without_its_texts_is_damaged() {
        let refused = read_bytes("a.xlsx", &workbook("", NAMES, None)).expect_err("damaged");
        assert!(
            refused.0[0].message.contains("texts of its cells are missing"),
            "{refused}"
        );
        let texts = "<si><t>Name</t></si><si><t>Anna</t></si>";
        let sheet = read_bytes("a.xlsx", &workbook("", NAMES, Some(texts)))
            .expect("read")
            .value;
        let shown: Vec<_> = sheet.rows.iter().map(|row| row.cell(0).text().into_owned()).collect();
        assert_eq!(shown, ["Anna", "#UNREADABLE!"], "one cell is said by itself");
        assert!(!sheet.is_1904);
    }

    #[test]
    fn a_workbook_says_from_when_it_counts_days() {
        let texts = "<si><t>Name</t></si><si><t>Anna</t></si>";
        let book = workbook(r#"<workbookPr date1904="1"/>"#, NAMES, Some(texts));
        assert!(read_bytes("a.xlsx", &book).expect("read").value.is_1904);
    }
}
