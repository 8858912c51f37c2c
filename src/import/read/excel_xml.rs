//! Workbooks in the XML of Excel 2002 and 2003 (“XML Spreadsheet”), which systems of universities still write.
//!
//! [MS-XMLSS]: rows and cells with an `Index` where some are left out, data with its type, styles with number formats.

use std::collections::HashMap;

use crate::diag::{Problem, Problems, Result};

use super::super::sheet::Cell;
use super::container::{NO_PLACE, damaged, hostile};
use super::format::Format;
use super::number;
use super::wire::RowWriter;
use super::xml::{Event, Xml, XmlError};

/// The largest sheets there are.
const MAX_ROWS: u64 = 1_048_576;
const MAX_COLUMNS: u64 = 16_384;

/// After so many rows the parent hears from the child.
const SIGN_OF_LIFE: u64 = 10_000;

/// An opened workbook.
pub(super) struct ExcelXml<'a> {
    text: &'a str,
    /// The number formats of its styles.
    formats: HashMap<String, Format>,
    /// Whether days are counted from 1904.
    pub(super) is_1904: bool,
    /// The worksheets, and whether they are hidden.
    pub(super) sheets: Vec<(String, bool)>,
}

enum Stop {
    Xml(XmlError),
    Said(Problems),
}

impl From<XmlError> for Stop {
    fn from(error: XmlError) -> Stop {
        Stop::Xml(error)
    }
}

impl From<Problems> for Stop {
    fn from(problems: Problems) -> Stop {
        Stop::Said(problems)
    }
}

impl From<Stop> for Problems {
    fn from(stop: Stop) -> Problems {
        match stop {
            Stop::Xml(error) => broken(&error).into(),
            Stop::Said(problems) => problems,
        }
    }
}

fn broken(error: &XmlError) -> Problem {
    damaged(&error.why())
}

impl<'a> ExcelXml<'a> {
    pub(super) fn open(text: &'a str) -> Result<ExcelXml<'a>> {
        let mut book = ExcelXml {
            text,
            formats: HashMap::new(),
            is_1904: false,
            sheets: Vec::new(),
        };
        book.look().map_err(|error| broken(&error))?;
        Ok(book)
    }

    /// Finds the worksheets and the number formats.
    fn look(&mut self) -> std::result::Result<(), XmlError> {
        let mut xml = Xml::new(self.text.as_bytes());
        let mut style = None;
        let mut in_visibility = false;
        loop {
            match xml.next()? {
                Event::Eof => return Ok(()),
                Event::Start(tag) => {
                    in_visibility = false;
                    match tag.name {
                        "Worksheet" => self.sheets.push((tag.attribute("Name").unwrap_or_default(), false)),
                        "Style" => style = tag.attribute("ID"),
                        "NumberFormat" => {
                            if let (Some(style), Some(format)) = (style.clone(), tag.attribute("Format")) {
                                self.formats.insert(style, named_format(&format));
                            }
                        }
                        "Date1904" => self.is_1904 = true,
                        "Visible" => in_visibility = true,
                        "Table" => xml.skip()?,
                        _ => {}
                    }
                }
                Event::Text(text) if in_visibility && text.trim() != "SheetVisible" => {
                    if let Some((_, hidden)) = self.sheets.last_mut() {
                        *hidden = true;
                    }
                }
                Event::End(_) => in_visibility = false,
                Event::Text(_) => {}
            }
        }
    }

    /// Sends the cells of a worksheet.
    pub(super) fn read(&self, name: &str, rows: &mut RowWriter<'_, '_>) -> Result<()> {
        let mut xml = Xml::new(self.text.as_bytes());
        let mut wanted = false;
        let found = loop {
            match xml.next().map_err(|error| broken(&error))? {
                Event::Eof => return Ok(()),
                Event::Start(tag) if tag.name == "Worksheet" => {
                    wanted = tag.attribute("Name").unwrap_or_default() == name;
                }
                Event::Start(tag) if tag.name == "Table" => match wanted {
                    true => break self.table(&mut xml, rows),
                    false => xml.skip().map_err(|error| broken(&error))?,
                },
                _ => {}
            }
        };
        Ok(found?)
    }

    fn table(&self, xml: &mut Xml<&[u8]>, rows: &mut RowWriter<'_, '_>) -> std::result::Result<(), Stop> {
        // Numbers from 1; 0 is before the first one.
        let (mut row, mut column, mut sent) = (0u64, 0u64, 0u64);
        let mut covered = 0;
        loop {
            match xml.next()? {
                Event::Eof => return Err(XmlError::Cut.into()),
                Event::End("Table") => return Ok(()),
                Event::Start(tag) if tag.name == "Row" => {
                    row = tag.number("Index").unwrap_or(row.saturating_add(1) + covered);
                    covered = tag.number("Span").unwrap_or(0).min(MAX_ROWS);
                    column = 0;
                    if tag.attribute("Hidden").is_some_and(|hidden| hidden == "1") {
                        rows.hidden(u32::try_from(row.saturating_sub(1)).unwrap_or(u32::MAX));
                    }
                    if row == 0 || row > MAX_ROWS {
                        return Err(damaged(NO_PLACE).into());
                    }
                    if row.is_multiple_of(SIGN_OF_LIFE) {
                        rows.alive()?;
                    }
                }
                Event::Start(tag) if tag.name == "Cell" => {
                    column = tag.number("Index").unwrap_or(column.saturating_add(1));
                    let across = tag.number("MergeAcross").unwrap_or(0);
                    let down = tag.number("MergeDown").unwrap_or(0);
                    if column == 0 || column > MAX_COLUMNS || row == 0 {
                        return Err(damaged(NO_PLACE).into());
                    }
                    let format = tag.attribute("StyleID").and_then(|style| self.formats.get(&style));
                    let has_formula = tag.attribute("Formula").is_some();
                    let cell = cell(xml, has_formula, (format.unwrap_or(&Format::General), self.is_1904))?;
                    sent += 1;
                    if sent > super::LIMITS.cells as u64 {
                        return Err(hostile("it has more cells than any table").into());
                    }
                    // Both fit: they were bounded above.
                    let (at, of) = (
                        u32::try_from(row - 1).unwrap_or(0),
                        u32::try_from(column - 1).unwrap_or(0),
                    );
                    rows.cell(at, of, &cell)?;
                    if across > 0 || down > 0 {
                        let last =
                            |first: u32, more: u64| first.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
                        rows.merged((at, last(at, down)), (of, last(of, across)));
                    }
                    column = column.saturating_add(across);
                }
                _ => {}
            }
        }
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Stop {
        Stop::Said(problem.into())
    }
}

/// A format by its code, or by the name that some have.
fn named_format(format: &str) -> Format {
    Format::parse(match format {
        "Fixed" | "Standard" => "0.00",
        "Percent" => "0.00%",
        "General Date" | "Long Date" | "Medium Date" | "Short Date" => "yyyy-mm-dd",
        "Long Time" | "Medium Time" | "Short Time" => "hh:mm:ss",
        named if named.len() > 4 && named.chars().all(|c| c.is_ascii_alphabetic() || c == ' ') => "General",
        code => code,
    })
}

/// The data of the cell that has just begun.
fn cell(
    xml: &mut Xml<&[u8]>,
    has_formula: bool,
    (format, is_1904): (&Format, bool),
) -> std::result::Result<Cell, XmlError> {
    let mut data: Option<(String, String)> = None;
    let mut depth = 1usize;
    let mut in_data = None;
    while depth > 0 {
        match xml.next()? {
            Event::Eof => return Err(XmlError::Cut),
            Event::Start(tag) if matches!(tag.name, "Comment" | "PhoneticText") => xml.skip()?,
            Event::Start(tag) => {
                depth += 1;
                if tag.name == "Data" && in_data.is_none() {
                    in_data = Some(depth);
                    data = Some((tag.attribute("Type").unwrap_or_default(), String::new()));
                }
            }
            Event::End(_) => {
                if in_data == Some(depth) {
                    in_data = None;
                }
                depth -= 1;
            }
            // Parts of the text may be in elements of their own, for their look.
            Event::Text(text) => {
                if let (Some((_, shown)), Some(_)) = (&mut data, in_data) {
                    shown.push_str(text);
                }
            }
        }
    }
    Ok(match data {
        None if has_formula => Cell::Formula,
        None => Cell::Empty,
        Some((kind, shown)) => meaning(&kind, shown, format, is_1904),
    })
}

fn meaning(kind: &str, shown: String, format: &Format, is_1904: bool) -> Cell {
    match kind {
        "Number" => match shown.trim().parse::<f64>() {
            Ok(value) if value.is_finite() => format.cell(value, is_1904),
            _ => Cell::Text(shown.into()),
        },
        "DateTime" => number::iso(shown.trim()),
        "Boolean" => Cell::Bool(shown.trim() == "1"),
        "Error" => Cell::Error(shown.trim().into()),
        _ => Cell::Text(shown.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::read_bytes;

    fn book(epoch: &str) -> String {
        let row = |cells: &str| format!("<Row>{cells}</Row>");
        let cell = |style: &str, kind: &str, value: &str| {
            format!(r#"<Cell ss:StyleID="{style}"><Data ss:Type="{kind}">{value}</Data></Cell>"#)
        };
        let format =
            |id: &str, code: &str| format!(r#"<Style ss:ID="{id}"><NumberFormat ss:Format="{code}"/></Style>"#);
        let head = ["Name", "Day", "Named", "Points"].map(|title| cell("g", "String", title));
        let values = [
            cell("g", "String", "Ann"),
            cell("d", "Number", "46086"),
            cell("s", "Number", "46086"),
            cell("g", "Number", "46086"),
        ];
        format!(
            r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">{epoch}<Styles>{}{}{}</Styles><Worksheet ss:Name="A"><Table>{}{}</Table></Worksheet></Workbook>"#,
            format("g", "General"),
            format("d", "m/d/yy"),
            format("s", "Short Date"),
            row(&head.concat()),
            row(&values.concat())
        )
    }

    #[test]
    fn numbers_with_the_format_of_a_date_are_dates() {
        let since_1904 = "<x:ExcelWorkbook><x:Date1904/></x:ExcelWorkbook>";
        for (epoch, day) in [("", "2026-03-05"), (since_1904, "2030-03-06")] {
            let sheet = read_bytes("book.xls", book(epoch).as_bytes()).expect("read").value;
            let cells = [1, 2, 3].map(|column| sheet.rows[0].cell(column).text().into_owned());
            assert_eq!(cells, [day, day, "46086"], "{epoch}");
        }
    }
}
