//! Worksheets of Excel 2 to 4 (“BIFF” 2 to 4), which have no compound file around them: records of one sheet, texts in a
//! code page, formats by their place in a list.

use crate::diag::{Problem, Result};

use super::super::sheet::Cell;
use super::biff::{Record, Records, error_text, rk_at};
use super::cfb::{f64_at, u16_at};
use super::codec::Codec;
use super::container::damaged;
use super::detect::{SAVE_AS, not_a_sheet};
use super::format::Format;
use super::stream::SIGN_OF_LIFE;
use super::wire::RowWriter;
use super::workbook::password;

/// What such a sheet is called, which has no name.
const NAME: &str = "Sheet1";

const WORKSHEET: u16 = 0x10;
const END: u16 = 0x0a;
const DATE_MODE: u16 = 0x22;

/// An opened worksheet.
pub(super) struct OldXls<'a> {
    bytes: &'a [u8],
}

impl<'a> OldXls<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<OldXls<'a>> {
        match u16_at(bytes, 6) {
            WORKSHEET => Ok(OldXls { bytes }),
            0x20 => Err(not_a_sheet("a chart of Excel 2 to 4", SAVE_AS).into()),
            0x40 => Err(not_a_sheet("a macro sheet of Excel 2 to 4", SAVE_AS).into()),
            _ => Err(not_a_sheet("a workbook of several sheets of Excel 4", SAVE_AS).into()),
        }
    }

    pub(super) fn sheets() -> Vec<(String, bool)> {
        vec![(NAME.to_owned(), false)]
    }

    /// Whether days are counted from 1904.
    pub(super) fn is_1904(&self) -> bool {
        Records::new(self.bytes, 0).any(|record| record.kind == DATE_MODE && u16_at(record.data, 0) == 1)
    }

    /// Sends the cells.
    pub(super) fn read(&self, rows: &mut RowWriter<'_, '_>) -> Result<()> {
        let mut reader = Reader {
            rows,
            codec: Codec::of_page(1252),
            is_1904: false,
            formats: Vec::new(),
            styles: Vec::new(),
            long_style: None,
            awaited: None,
        };
        for (record, count) in Records::new(self.bytes, 0).skip(1).zip(1u64..) {
            if record.kind == END {
                return reader.missing_text();
            }
            reader.record(&record)?;
            if count.is_multiple_of(SIGN_OF_LIFE) {
                reader.rows.alive()?;
            }
        }
        Err(cut().into())
    }
}

/// Whether a cell is written as Excel 2 does, with three bytes of looks, where the others have the number of a style in
/// two. The record tells it, not the file: some programs write such records into the sheets of later versions.
fn is_of_excel_2(record: &Record<'_>) -> bool {
    record.kind < 0x100
}

fn cut() -> Problem {
    damaged("a sheet breaks off before its end")
}

struct Reader<'x, 'r, 'b> {
    rows: &'x mut RowWriter<'r, 'b>,
    codec: Codec,
    is_1904: bool,
    /// In their order, which is how styles name them.
    formats: Vec<Format>,
    /// The formats of the cell styles, by their places.
    styles: Vec<usize>,
    /// The style of the next cell of Excel 2, where it has no room for its number.
    long_style: Option<usize>,
    /// A formula gives a text, which a later record has.
    awaited: Option<(u32, u32)>,
}

impl Reader<'_, '_, '_> {
    fn record(&mut self, record: &Record<'_>) -> Result<()> {
        let data = record.data;
        let place = (u32::from(u16_at(data, 0)), u32::from(u16_at(data, 2)));
        let at = if is_of_excel_2(record) { 7 } else { 6 };
        let value = data.get(at..).unwrap_or_default();
        match record.kind {
            // CODEPAGE, where Excel 2 for the Macintosh has a number that is no page
            0x42 => {
                self.codec = match u16_at(data, 0) {
                    0x8000 => Codec::of_page(10_000),
                    0x8001 => Codec::of_page(1252),
                    page => Codec::of_page(page),
                }
            }
            DATE_MODE => self.is_1904 = u16_at(data, 0) == 1,
            0x2f => return Err(password().into()),
            // FORMAT: its code, behind two bytes in Excel 4
            0x1e | 0x21e => self.format(data),
            0x41e => self.format(data.get(2..).unwrap_or_default()),
            // XF: the number of the format is the second byte, in Excel 2 a part of the third
            0x43 => self.styles.push(usize::from(data.get(2).copied().unwrap_or(0) & 0x3f)),
            0x243 | 0x443 => self.styles.push(usize::from(data.get(1).copied().unwrap_or(0))),
            // IXFE
            0x44 => self.long_style = Some(usize::from(u16_at(data, 0))),
            // INTEGER, NUMBER and RK
            0x02 if value.len() >= 2 => return self.number(place, record, f64::from(u16_at(value, 0))),
            0x03 | 0x203 if value.len() >= 8 => return self.number(place, record, f64_at(value, 0)),
            0x27e if value.len() >= 4 => return self.number(place, record, rk_at(value, 0)),
            0x04 | 0x204 => {
                let text = self.text(value, record);
                return self.rows.text(place.0, place.1, &text);
            }
            // BOOLERR
            0x05 | 0x205 if value.len() >= 2 => {
                let code = value.first().copied().unwrap_or(0);
                let cell = match value.get(1) {
                    Some(0) => Cell::Bool(code != 0),
                    _ => Cell::Error(error_text(code).into()),
                };
                return self.rows.cell(place.0, place.1, &cell);
            }
            0x06 | 0x206 | 0x406 if value.len() >= 8 => return self.formula(place, record, value),
            // STRING
            0x07 | 0x207 => {
                if let Some((row, column)) = self.awaited.take() {
                    let text = self.text(data, record);
                    return self.rows.text(row, column, &text);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn format(&mut self, data: &[u8]) {
        let length = usize::from(data.first().copied().unwrap_or(0));
        let bytes = data.get(1..).unwrap_or_default();
        let code = self
            .codec
            .decode(bytes.get(..length.min(bytes.len())).unwrap_or_default())
            .0;
        self.formats.push(Format::parse(&code));
    }

    /// A text behind its length, which has one byte in Excel 2.
    fn text(&self, data: &[u8], record: &Record<'_>) -> String {
        let (length, head) = match is_of_excel_2(record) {
            true => (usize::from(data.first().copied().unwrap_or(0)), 1),
            false => (usize::from(u16_at(data, 0)), 2),
        };
        let mut bytes = data.get(head..).unwrap_or_default().to_vec();
        record.continued.iter().for_each(|more| bytes.extend_from_slice(more));
        bytes.truncate(length);
        self.codec.decode(&bytes).0.into_owned()
    }

    fn formula(&mut self, place: (u32, u32), record: &Record<'_>, value: &[u8]) -> Result<()> {
        self.missing_text()?;
        let (kind, code) = (value.first().copied(), value.get(2).copied().unwrap_or(0));
        match (u16_at(value, 6) == 0xffff, kind) {
            (false, _) => return self.number(place, record, f64_at(value, 0)),
            (_, Some(0)) => self.awaited = Some(place),
            (_, Some(1)) => return self.rows.cell(place.0, place.1, &Cell::Bool(code != 0)),
            (_, Some(2)) => return self.rows.cell(place.0, place.1, &Cell::Error(error_text(code).into())),
            _ => {}
        }
        Ok(())
    }

    /// A formula whose text did not come.
    fn missing_text(&mut self) -> Result<()> {
        match self.awaited.take() {
            Some((row, column)) => self.rows.cell(row, column, &Cell::Formula),
            None => Ok(()),
        }
    }

    fn number(&mut self, place: (u32, u32), record: &Record<'_>, value: f64) -> Result<()> {
        let byte = |at: usize| usize::from(record.data.get(at).copied().unwrap_or(0));
        let long = self.long_style.take();
        let format = match is_of_excel_2(record) {
            // The looks name the format themselves, unless they say that a style does.
            true if byte(4) & 0x3f == 0x3f => long.and_then(|style| self.styles.get(style).copied()),
            true => Some(byte(5) & 0x3f),
            false => self.styles.get(usize::from(u16_at(record.data, 4))).copied(),
        };
        let format = format
            .and_then(|format| self.formats.get(format))
            .unwrap_or(&Format::General);
        format.send(self.rows, place, value, self.is_1904)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::read_bytes;
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).expect("short");
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    #[test]
    fn records_of_excel_2_are_read_in_the_sheets_of_later_versions() {
        for bof in [0x009, 0x209, 0x409] {
            let place = |row: u8, column: u8| [row, 0, column, 0, 0, 0, 0];
            let label = |column, text: &[u8]| {
                let length = u8::try_from(text.len()).expect("short");
                record(0x04, &[&place(0, column)[..], &[length], text].concat())
            };
            let bytes = [
                record(bof, &[3, 0, 0x10, 0, 0, 0]),
                label(0, b"Name"),
                label(1, b"Points"),
                record(0x02, &[&place(1, 0)[..], &46_086u16.to_le_bytes()].concat()),
                record(0x03, &[&place(1, 1)[..], &8.5f64.to_le_bytes()].concat()),
                record(END, &[]),
            ];
            let sheet = read_bytes("records.xls", &bytes.concat()).expect("read").value;
            let titles: Vec<&str> = sheet.columns.iter().map(|column| column.title.as_str()).collect();
            assert_eq!(titles, ["Name", "Points"], "{bof:x}");
            let cells = [0, 1].map(|column| sheet.rows[0].cell(column).text().into_owned());
            assert_eq!(cells, ["46086", "8.5"], "{bof:x}");
        }
    }
}
