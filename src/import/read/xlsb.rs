//! XLSB workbooks (MS-XLSB): the cells of one sheet, streamed from its records.
//!
//! Own code: the library's reader panics on records that are shorter than they should be, and does not tell how numbers
//! are shown.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Cursor};

use crate::diag::{Problem, Result};

use super::super::sheet::Cell;
use super::biff::{error_text, rk_at};
use super::cfb::{f64_at, u16_at, u32_at};
use super::container::{Parts, damaged};
use super::format::Format;
use super::stream::SIGN_OF_LIFE;
use super::wire::RowWriter;
use super::xml::{Event, Xml};

/// No record may be longer, in bytes.
const MAX_RECORD: usize = 16 << 20;

/// An opened workbook.
pub(super) struct Xlsb<'a> {
    parts: Parts<Cursor<&'a [u8]>>,
    /// The tables: name, whether it is hidden, and its part.
    sheets: Vec<(String, bool, String)>,
    texts: Vec<Box<str>>,
    /// Of each cell style.
    formats: Vec<Format>,
    pub(super) is_1904: bool,
}

/// A part that another one leads to: its kind and its place.
struct Target {
    kind: String,
    part: String,
}

impl<'a> Xlsb<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Xlsb<'a>> {
        let mut parts = Parts::open(Cursor::new(bytes))?;
        let main = parts.ending_with("workbook.bin").unwrap_or_default().to_owned();
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let targets = targets(&mut parts, &folder)?;
        let mut book = Xlsb {
            parts,
            sheets: Vec::new(),
            texts: Vec::new(),
            formats: Vec::new(),
            is_1904: false,
        };
        book.workbook(&main, &targets)?;
        let part_of = |kind: &str| {
            targets
                .values()
                .find(|target| target.kind.ends_with(kind))
                .map(|t| t.part.clone())
        };
        if let Some(part) = part_of("/sharedStrings") {
            book.shared_texts(&part)?;
        }
        if let Some(part) = part_of("/styles") {
            book.styles(&part)?;
        }
        Ok(book)
    }

    fn workbook(&mut self, main: &str, targets: &HashMap<String, Target>) -> Result<()> {
        let mut records = Records::new(self.parts.part(main)?);
        while let Some((kind, data)) = records.next()? {
            match kind {
                // BrtWbProp
                153 => self.is_1904 = data.first().is_some_and(|flags| flags & 1 != 0),
                // BrtBundleSh: state, number, the id of its part, its name
                156 => {
                    let hidden = u32_at(data, 0) & 3 != 0;
                    let mut rest = data.get(8..).unwrap_or_default();
                    let (id, name) = (wide_text(&mut rest), wide_text(&mut rest));
                    let target = targets.get(&id).filter(|target| target.kind.ends_with("/worksheet"));
                    if let Some(target) = target {
                        self.sheets.push((name, hidden, target.part.clone()));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn shared_texts(&mut self, part: &str) -> Result<()> {
        let mut records = Records::new(self.parts.part(part)?);
        while let Some((kind, data)) = records.next()? {
            // BrtSSTItem: flags, then the text and what is spoken or formatted about it
            if kind == 19 {
                let mut rest = data.get(1..).unwrap_or_default();
                self.texts.push(wide_text(&mut rest).into());
            }
        }
        Ok(())
    }

    fn styles(&mut self, part: &str) -> Result<()> {
        let mut codes: HashMap<u16, Format> = HashMap::new();
        let mut in_cell_styles = false;
        let mut records = Records::new(self.parts.part(part)?);
        while let Some((kind, data)) = records.next()? {
            match kind {
                // BrtFmt
                44 => {
                    let code = wide_text(&mut data.get(2..).unwrap_or_default());
                    codes.insert(u16_at(data, 0), Format::parse(&code));
                }
                // BrtBeginCellXFs and its end
                617 => in_cell_styles = true,
                618 => in_cell_styles = false,
                // BrtXF
                47 if in_cell_styles => {
                    let id = u16_at(data, 2);
                    let format = codes.get(&id).cloned().unwrap_or_else(|| Format::builtin(id));
                    self.formats.push(format);
                }
                _ => {}
            }
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
    pub(super) fn read(&mut self, name: &str, rows: &mut RowWriter<'_, '_>) -> Result<()> {
        let found = self.sheets.iter().find(|(sheet, ..)| sheet == name);
        let part = found.map(|(.., part)| part.clone()).unwrap_or_default();
        let number = |rows: &mut RowWriter<'_, '_>, place, style: u32, value| {
            let format = self.formats.get(style as usize).unwrap_or(&Format::General);
            format.send(rows, place, value, self.is_1904)
        };
        let mut records = Records::new(self.parts.part(&part)?);
        let (mut row, mut next_column, mut count) = (0u32, 0u32, 0u64);
        while let Some((kind, data)) = records.next()? {
            count += 1;
            if count.is_multiple_of(SIGN_OF_LIFE) {
                rows.alive()?;
            }
            let (column, style, value) = match kind {
                // BrtEndSheetData
                146 => {
                    merged(&mut records, rows);
                    return Ok(());
                }
                // BrtRowHdr
                0 => {
                    row = u32_at(data, 0);
                    if row > 0x000f_ffff {
                        return Err(damaged("it has rows that no sheet has").into());
                    }
                    if data.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                        rows.hidden(row);
                    }
                    continue;
                }
                1..=11 | 62 => (
                    u32_at(data, 0),
                    u32_at(data, 4) & 0x00ff_ffff,
                    data.get(8..).unwrap_or_default(),
                ),
                // Short ones stand right of the cell before.
                12..=18 => (
                    next_column,
                    u32_at(data, 0) & 0x00ff_ffff,
                    data.get(4..).unwrap_or_default(),
                ),
                _ => continue,
            };
            next_column = column.saturating_add(1);
            let place = (row, column);
            match kind {
                2 | 13 => number(rows, place, style, rk_at(value, 0))?,
                5 | 9 | 16 => number(rows, place, style, f64_at(value, 0))?,
                3 | 11 | 14 => {
                    let code = value.first().copied().unwrap_or(0x2a);
                    rows.cell(row, column, &Cell::Error(error_text(code).into()))?;
                }
                4 | 10 | 15 => rows.cell(row, column, &Cell::Bool(value.first().is_some_and(|v| *v != 0)))?,
                6 | 8 | 17 => rows.text(row, column, &wide_text(&mut &*value))?,
                62 => rows.text(row, column, &wide_text(&mut value.get(1..).unwrap_or_default()))?,
                7 | 18 => match self.texts.get(u32_at(value, 0) as usize) {
                    Some(text) => rows.text(row, column, text)?,
                    None => rows.cell(row, column, &Cell::Error("#UNREADABLE!".into()))?,
                },
                // Blank ones.
                _ => {}
            }
        }
        Err(damaged("a sheet breaks off before its end").into())
    }
}

/// Tells which cells are merged, behind the cells of a sheet. What is damaged there takes nothing away from them.
fn merged<R: std::io::Read>(records: &mut Records<R>, rows: &mut RowWriter<'_, '_>) {
    while let Ok(Some((kind, data))) = records.next() {
        match kind {
            // BrtMergeCell: the first and the last row, the first and the last column
            176 if data.len() >= 16 => {
                rows.merged((u32_at(data, 0), u32_at(data, 4)), (u32_at(data, 8), u32_at(data, 12)));
            }
            // BrtEndMergeCells and BrtEndSheet
            178 | 130 => return,
            _ => {}
        }
    }
}

/// Where the workbook's own parts are, by their ids.
fn targets(parts: &mut Parts<Cursor<&[u8]>>, folder: &str) -> Result<HashMap<String, Target>> {
    let prefix = if folder.is_empty() {
        String::new()
    } else {
        format!("{folder}/")
    };
    let name = format!("{prefix}_rels/workbook.bin.rels");
    let part = parts.part(&name)?;
    let mut xml = Xml::new(BufReader::new(part));
    let mut targets = HashMap::new();
    loop {
        match xml.next().map_err(|error| damaged(&error.why()))? {
            Event::Eof => return Ok(targets),
            Event::Start(tag) if tag.name == "Relationship" => {
                let place = tag.attribute("Target").unwrap_or_default();
                let part = match place.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("{prefix}{}", place.trim_start_matches("./")),
                };
                let kind = tag.attribute("Type").unwrap_or_default();
                targets.insert(tag.attribute("Id").unwrap_or_default(), Target { kind, part });
            }
            _ => {}
        }
    }
}

/// Takes a text: the number of its characters, then two bytes each. What is cut is cut.
fn wide_text(from: &mut &[u8]) -> String {
    let length = u32_at(from, 0);
    let rest = from.get(4..).unwrap_or_default();
    // An absent text has an impossible length.
    let bytes = if length == u32::MAX {
        0
    } else {
        (length as usize).saturating_mul(2).min(rest.len())
    };
    let (text, rest) = rest.split_at_checked(bytes).unwrap_or((rest, &[]));
    *from = rest;
    let units: Vec<u16> = text.chunks_exact(2).map(|pair| u16_at(pair, 0)).collect();
    String::from_utf16(&units).unwrap_or_else(|_| String::from_utf16_lossy(&units))
}

/// The records of a part: a kind of one or two bytes, a length of up to four, seven bits in each.
struct Records<R> {
    from: BufReader<R>,
    data: Vec<u8>,
}

impl<R: std::io::Read> Records<R> {
    fn new(part: R) -> Records<R> {
        Records {
            from: BufReader::with_capacity(64 << 10, part),
            data: Vec::new(),
        }
    }

    /// `None` at the end.
    fn next(&mut self) -> Result<Option<(u16, &[u8])>> {
        let at_end = self.from.fill_buf().map_err(|_| cut())?.is_empty();
        if at_end {
            return Ok(None);
        }
        let mut kind = u16::from(self.byte()?);
        if kind & 0x80 != 0 {
            kind = (kind & 0x7f) | (u16::from(self.byte()? & 0x7f) << 7);
        }
        let mut length = 0usize;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            length |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        if length > MAX_RECORD {
            return Err(damaged("a piece of it is out of all proportion").into());
        }
        self.data.clear();
        self.data.resize(length, 0);
        std::io::Read::read_exact(&mut self.from, &mut self.data).map_err(|_| cut())?;
        Ok(Some((kind, &self.data)))
    }

    fn byte(&mut self) -> Result<u8> {
        let mut byte = [0];
        std::io::Read::read_exact(&mut self.from, &mut byte).map_err(|_| cut())?;
        let [byte] = byte;
        Ok(byte)
    }
}

fn cut() -> Problem {
    damaged("a part of it breaks off")
}
