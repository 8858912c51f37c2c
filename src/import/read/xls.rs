//! XLS workbooks: the cells of one sheet, streamed from the records of the workbook stream.
//!
//! Own code: the library's reader keeps every sheet as a full rectangle (42 kB of file became 1 GB), follows damaged
//! files without end, and does not tell how numbers are shown, so that 00123 became 123.

use std::collections::HashMap;

use crate::diag::{Problem, Result};

use super::super::sheet::Cell;
use super::biff::{Record, Records, Writing, error_text, rk_at, shared_texts};
use super::cfb::{Cfb, f64_at, u16_at, u32_at};
use super::codec::Codec;
use super::container::damaged;
use super::detect::{SAVE_AS, not_a_sheet};
use super::format::Format;
use super::stream::SIGN_OF_LIFE;
use super::wire::RowWriter;
use super::workbook::password;

/// An opened workbook.
pub(super) struct Xls {
    stream: Vec<u8>,
    /// The tables: name, whether it is hidden, and where it is in the stream.
    sheets: Vec<(String, bool, usize)>,
    texts: Vec<Box<str>>,
    /// Of each cell style.
    formats: Vec<Format>,
    pub(super) is_1904: bool,
    writing: Writing,
}

// Kinds of records.
const BOF: u16 = 0x809;
const END: u16 = 0x0a;

impl Xls {
    pub(super) fn open(bytes: &[u8]) -> Result<Xls> {
        let cfb = Cfb::open(bytes)?;
        if cfb.has("EncryptedPackage") {
            return Err(password().into());
        }
        let stream = match cfb.stream("Workbook")? {
            Some(stream) => stream,
            None => cfb.stream("Book")?.ok_or_else(|| something_else(&cfb))?,
        };
        let mut book = Xls {
            stream: Vec::new(),
            sheets: Vec::new(),
            texts: Vec::new(),
            formats: Vec::new(),
            is_1904: false,
            writing: Writing {
                is_unicode: true,
                codec: Codec::of_page(1252),
            },
        };
        let mut codes = HashMap::new();
        let mut styles = Vec::new();
        let mut ended = false;
        for record in Records::new(&stream, 0) {
            if record.kind == END {
                ended = true;
                break;
            }
            book.global(&record, &mut codes, &mut styles)?;
        }
        if !ended {
            return Err(damaged("it breaks off before its sheets").into());
        }
        let format = |id: &u16| codes.get(id).cloned().unwrap_or_else(|| Format::builtin(*id));
        book.formats = styles.iter().map(format).collect();
        book.stream = stream;
        Ok(book)
    }

    /// Takes a record about the whole workbook.
    fn global(&mut self, record: &Record<'_>, codes: &mut HashMap<u16, Format>, styles: &mut Vec<u16>) -> Result<()> {
        let data = record.data;
        match record.kind {
            BOF => match u16_at(data, 0) {
                0x0600 => self.writing.is_unicode = true,
                0x0500 => self.writing.is_unicode = false,
                _ => return Err(not_a_sheet("a workbook of Excel 2 to 4", SAVE_AS).into()),
            },
            // FILEPASS
            0x2f => return Err(password().into()),
            // CODEPAGE
            0x42 => self.writing.codec = Codec::of_page(u16_at(data, 0)),
            // DATEMODE
            0x22 => self.is_1904 = u16_at(data, 0) == 1,
            // FORMAT: its number and its code
            0x41e => {
                let code = self
                    .writing
                    .text(data.get(2..).unwrap_or_default(), self.writing.is_unicode);
                codes.insert(u16_at(data, 0), Format::parse(&code));
            }
            // XF
            0xe0 => styles.push(u16_at(data, 2)),
            // BOUNDSHEET: a table has kind 0; others are charts, macros and modules
            0x85 if data.get(5) == Some(&0) => {
                let mut name = self.writing.text(data.get(6..).unwrap_or_default(), false);
                name.retain(|c| c != '\0');
                let hidden = data.get(4).is_some_and(|state| state & 3 != 0);
                self.sheets.push((name, hidden, u32_at(data, 0) as usize));
            }
            // SST
            0xfc => self.texts = shared_texts(record),
            _ => {}
        }
        Ok(())
    }

    /// The names of the tables and whether they are hidden.
    pub(super) fn sheets(&self) -> Vec<(String, bool)> {
        self.sheets
            .iter()
            .map(|(name, hidden, _)| (name.clone(), *hidden))
            .collect()
    }

    /// Sends the cells of a table.
    pub(super) fn read(&self, name: &str, rows: &mut RowWriter<'_, '_>) -> Result<()> {
        let place = self.sheets.iter().find(|(sheet, ..)| sheet == name).map(|(.., at)| *at);
        let mut records = Records::new(&self.stream, place.unwrap_or(usize::MAX - 8));
        if records.next().is_none_or(|record| record.kind != BOF) {
            return Err(damaged("a sheet is not where it should be").into());
        }
        let mut sheet = SheetReader {
            book: self,
            rows,
            awaited: None,
        };
        // Charts within the sheet have records like those of cells.
        let mut depth = 0usize;
        let mut count = 0u64;
        for record in records {
            match (record.kind, depth) {
                (BOF, _) => depth += 1,
                (END, 0) => {
                    sheet.missing_text()?;
                    return Ok(());
                }
                (END, _) => depth -= 1,
                (_, 0) => sheet.record(&record)?,
                _ => {}
            }
            count += 1;
            if count.is_multiple_of(SIGN_OF_LIFE) {
                sheet.rows.alive()?;
            }
        }
        Err(damaged("a sheet breaks off before its end").into())
    }
}

fn something_else(cfb: &Cfb<'_>) -> Problem {
    const CHOOSE: &str = "Choose a spreadsheet";
    if cfb.has("WordDocument") {
        return not_a_sheet("a text document (Word)", CHOOSE);
    }
    if cfb.has("PowerPoint Document") {
        return not_a_sheet("a presentation (PowerPoint)", CHOOSE);
    }
    if cfb.has("__properties_version1.0") {
        return not_a_sheet("a message of Outlook", "Save the attached spreadsheet and choose that");
    }
    not_a_sheet("a document of another program of Microsoft Office", CHOOSE)
}

struct SheetReader<'x, 'r, 'b> {
    book: &'x Xls,
    rows: &'x mut RowWriter<'r, 'b>,
    /// A formula gives a text, which a later record has.
    awaited: Option<(u32, u32)>,
}

impl SheetReader<'_, '_, '_> {
    fn record(&mut self, record: &Record<'_>) -> Result<()> {
        let data = record.data;
        let place = (u32::from(u16_at(data, 0)), u32::from(u16_at(data, 2)));
        match record.kind {
            // NUMBER
            0x203 if data.len() >= 14 => self.number(place, u16_at(data, 4), f64_at(data, 6)),
            // RK
            0x27e if data.len() >= 10 => self.number(place, u16_at(data, 4), rk_at(data, 6)),
            // MULRK: a row, a column, six bytes for each cell, the last column
            0xbd => {
                let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                for (cell, column) in cells.chunks_exact(6).zip(place.1..) {
                    self.number((place.0, column), u16_at(cell, 0), rk_at(cell, 2))?;
                }
                Ok(())
            }
            // LABELSST
            0xfd if data.len() >= 10 => match self.book.texts.get(u32_at(data, 6) as usize) {
                Some(text) => self.rows.text(place.0, place.1, text),
                None => self.cell(place, &Cell::Error("#UNREADABLE!".into())),
            },
            // LABEL and RSTRING
            0x204 | 0xd6 => {
                let mut whole = data.get(6..).unwrap_or_default().to_vec();
                record.continued.iter().for_each(|more| whole.extend_from_slice(more));
                let text = self.book.writing.text(&whole, true);
                self.rows.text(place.0, place.1, &text)
            }
            // BOOLERR
            0x205 if data.len() >= 8 => match (data.get(6), data.get(7)) {
                (Some(value), Some(0)) => self.cell(place, &Cell::Bool(*value != 0)),
                (Some(code), _) => self.cell(place, &Cell::Error(error_text(*code).into())),
                _ => Ok(()),
            },
            // ROW: its number, and far behind whether it is hidden
            0x208 if data.get(12).is_some_and(|flags| flags & 0x20 != 0) => {
                self.rows.hidden(place.0);
                Ok(())
            }
            // FORMULA
            0x06 if data.len() >= 20 => self.formula(place, data),
            // MERGEDCELLS: how many, then the first and last rows and columns of each
            0xe5 => {
                for area in data.get(2..).unwrap_or_default().chunks_exact(8) {
                    let number = |at| u32::from(u16_at(area, at));
                    self.rows.merged((number(0), number(2)), (number(4), number(6)));
                }
                Ok(())
            }
            // STRING: the text of the formula before
            0x207 => {
                let Some((row, column)) = self.awaited.take() else {
                    return Ok(());
                };
                let text = match record.continued.is_empty() {
                    true => self.book.writing.text(data, true),
                    false => self.long_text(record),
                };
                self.rows.text(row, column, &text)
            }
            _ => Ok(()),
        }
    }

    /// A text over several records, each of which tells the width of its characters again.
    fn long_text(&self, record: &Record<'_>) -> String {
        let whole = Record {
            kind: record.kind,
            // As if it were the first of the shared texts, which have eight bytes before them.
            data: &[[0u8; 8].as_slice(), record.data].concat(),
            continued: record.continued.clone(),
        };
        shared_texts(&whole).into_iter().next().unwrap_or_default().into()
    }

    fn formula(&mut self, place: (u32, u32), data: &[u8]) -> Result<()> {
        self.missing_text()?;
        let special = u16_at(data, 12) == 0xffff;
        let (kind, value) = (data.get(6).copied(), data.get(8).copied().unwrap_or(0));
        match (special, kind) {
            (false, _) => self.number(place, u16_at(data, 4), f64_at(data, 6)),
            (_, Some(0)) => {
                self.awaited = Some(place);
                Ok(())
            }
            (_, Some(1)) => self.cell(place, &Cell::Bool(value != 0)),
            (_, Some(2)) => self.cell(place, &Cell::Error(error_text(value).into())),
            // An empty text.
            _ => Ok(()),
        }
    }

    /// A formula whose text did not come.
    fn missing_text(&mut self) -> Result<()> {
        match self.awaited.take() {
            Some(place) => self.cell(place, &Cell::Formula),
            None => Ok(()),
        }
    }

    fn cell(&mut self, (row, column): (u32, u32), cell: &Cell) -> Result<()> {
        self.rows.cell(row, column, cell)
    }

    fn number(&mut self, place: (u32, u32), style: u16, value: f64) -> Result<()> {
        let format = self.book.formats.get(usize::from(style)).unwrap_or(&Format::General);
        format.send(self.rows, place, value, self.book.is_1904)
    }
}
