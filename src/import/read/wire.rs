//! Rows on their way from the child: numbers as LEB128, texts with their length, one tag for each cell.

use crate::diag::{Place, Problem, Result};
use crate::model::Date;
use crate::worker::Replies;

use super::super::sheet::Cell;
use super::assemble::Rows;
use super::merged::{self, Merged};
use super::number;

/// What a piece of the answer is, as its first byte.
pub(super) const ROWS: u8 = b'R';
pub(super) const BOOK: u8 = b'B';
pub(super) const MERGED: u8 = b'M';
pub(super) const HIDDEN: u8 = b'H';
pub(super) const OTHER: u8 = b'O';

/// What stands behind the numbers of hidden rows where there are more than are told; rows count from 1.
const MORE: u64 = 0;

/// Of another sheet so many rows are sent at most, and so many are counted below them.
const HEAD_ROWS: u64 = 40;
pub(super) const MOST_COUNTED: u64 = 100_000;

/// The first rows of another sheet are no larger, in bytes.
const HEAD_BYTES: usize = 1 << 20;

/// Rows are sent when so many bytes have come together.
const CHUNK: usize = 64 << 10;

/// No row may be longer, in bytes; a frame holds 16 MB.
const MAX_ROW: usize = 12 << 20;

/// No sheet may have more text than that, in bytes. A file may hold a long text once for a million cells; what is made of
/// it (cells, recipients, reports) has it in every one, and all of that has to fit into a gigabyte.
const MAX_SHEET: u64 = 250_000_000;

/// Collects cells into rows and sends them.
pub(super) struct RowWriter<'a, 'b> {
    replies: &'a mut Replies<'b>,
    chunk: Vec<u8>,
    /// The row that is being collected: its number, the count of its cells, and their bytes.
    row: u32,
    count: u64,
    cells: Vec<u8>,
    sent: u64,
    pending: u64,
    /// How many bytes the rows before have.
    bytes: u64,
    /// The merged cells near the top, and all that span rows.
    merged: Vec<Merged>,
    high: Vec<Merged>,
    /// Rows that the spreadsheet does not show, from 1; and whether there are more.
    hidden: Vec<u32>,
    more_hidden: bool,
    /// Of a sheet that is only looked at: how many rows it has. Nothing of it is sent by itself.
    counted: Option<u64>,
}

impl<'a, 'b> RowWriter<'a, 'b> {
    pub(super) fn new(replies: &'a mut Replies<'b>) -> RowWriter<'a, 'b> {
        RowWriter {
            replies,
            chunk: vec![ROWS],
            row: 0,
            count: 0,
            cells: Vec::new(),
            sent: 0,
            pending: 0,
            bytes: 0,
            merged: Vec::new(),
            high: Vec::new(),
            hidden: Vec::new(),
            more_hidden: false,
            counted: None,
        }
    }

    /// For a sheet of which the first rows are kept and the others counted.
    pub(super) fn looking(replies: &'a mut Replies<'b>) -> RowWriter<'a, 'b> {
        RowWriter {
            counted: Some(0),
            ..RowWriter::new(replies)
        }
    }

    /// Whether so many rows were counted that the others do not matter; reading was stopped by an error then.
    pub(super) fn has_enough(&self) -> bool {
        self.counted.is_some_and(|rows| rows > HEAD_ROWS + MOST_COUNTED)
    }

    /// Sends what was seen of a sheet that was only looked at.
    pub(super) fn finish_looking(mut self, name: &str) -> Result<()> {
        if !self.has_enough() {
            self.end_row()?;
        }
        let mut message = vec![OTHER];
        put_varint(&mut message, name.len() as u64);
        message.extend_from_slice(name.as_bytes());
        put_varint(&mut message, self.counted.unwrap_or_default());
        message.extend_from_slice(self.chunk.get(1..).unwrap_or_default());
        self.replies.data(&message)
    }

    /// Adds a text without a copy of its own.
    pub(super) fn text(&mut self, row: u32, column: u32, text: &str) -> Result<()> {
        self.begin(row, column)?;
        put_text(&mut self.cells, b't', text);
        Ok(())
    }

    /// Adds a number; the text is what its format shows where that is not the plain number.
    pub(super) fn number(&mut self, row: u32, column: u32, value: f64, text: Option<&str>) -> Result<()> {
        if !value.is_finite() {
            return self.cell(row, column, &Cell::Error("#NUM!".into()));
        }
        self.begin(row, column)?;
        self.cells.push(if text.is_some() { b'f' } else { b'n' });
        self.cells.extend_from_slice(&value.to_le_bytes());
        if let Some(text) = text {
            put_varint(&mut self.cells, text.len() as u64);
            self.cells.extend_from_slice(text.as_bytes());
        }
        Ok(())
    }

    /// Adds a cell of any kind. `row` and `column` count from 0.
    pub(super) fn cell(&mut self, row: u32, column: u32, cell: &Cell) -> Result<()> {
        match cell {
            Cell::Empty => return Ok(()),
            Cell::Text(text) => return self.text(row, column, text),
            Cell::Number { value, text } => return self.number(row, column, *value, Some(text)),
            _ => self.begin(row, column)?,
        }
        let out = &mut self.cells;
        match cell {
            Cell::Empty | Cell::Text(_) | Cell::Number { .. } => {}
            Cell::Date(date) => {
                out.push(b'd');
                out.extend_from_slice(&date.days_from_epoch().to_le_bytes());
            }
            Cell::DateTime(date, seconds) => {
                out.push(b'm');
                out.extend_from_slice(&date.days_from_epoch().to_le_bytes());
                put_varint(out, u64::from(*seconds));
            }
            Cell::Bool(value) => out.push(if *value { b'1' } else { b'0' }),
            Cell::Error(text) => put_text(out, b'e', text),
            Cell::Formula => out.push(b'='),
            Cell::BadDate(serial) => {
                out.push(b'x');
                out.extend_from_slice(&serial.to_le_bytes());
            }
        }
        Ok(())
    }

    /// How many cells were added.
    pub(super) fn cells(&self) -> u64 {
        self.sent + self.count
    }

    /// Tells which cells are merged, by their first and last rows and columns, from 0.
    pub(super) fn merged(&mut self, rows: (u32, u32), columns: (u32, u32)) {
        let Some(cell) = Merged::of(rows, columns) else { return };
        if cell.is_near_top() && self.merged.len() < merged::MOST {
            self.merged.push(cell);
        } else if cell.is_high() && self.high.len() < merged::MOST_HIGH {
            self.high.push(cell);
        }
    }

    /// Tells that a row, from 0, is not shown.
    pub(super) fn hidden(&mut self, row: u32) {
        let number = row.saturating_add(1);
        // A row may be told with each of its cells.
        if self.hidden.last() == Some(&number) {
            return;
        }
        if self.hidden.len() < super::LIMITS.rows {
            self.hidden.push(number);
        } else {
            self.more_hidden = true;
        }
    }

    /// Sends what is left.
    pub(super) fn finish(mut self) -> Result<()> {
        self.end_row()?;
        self.send()?;
        let mut message = vec![MERGED];
        for cell in self.merged.iter().chain(&self.high) {
            for number in [cell.rows.0, cell.rows.1, cell.columns.0, cell.columns.1] {
                put_varint(&mut message, u64::from(number));
            }
        }
        self.replies.data(&message)?;
        let mut message = vec![HIDDEN];
        self.hidden
            .iter()
            .for_each(|row| put_varint(&mut message, u64::from(*row)));
        if self.more_hidden {
            put_varint(&mut message, MORE);
        }
        self.replies.data(&message)
    }

    /// Lets the parent know that the child is alive where there is nothing to send.
    pub(super) fn alive(&mut self) -> Result<()> {
        self.replies.advance(0)
    }

    fn begin(&mut self, row: u32, column: u32) -> Result<()> {
        if row != self.row {
            self.end_row()?;
            self.row = row;
        }
        self.count += 1;
        put_varint(&mut self.cells, u64::from(column));
        Ok(())
    }

    fn end_row(&mut self) -> Result<()> {
        if self.count == 0 {
            return Ok(());
        }
        if self.cells.len() > MAX_ROW {
            return Err(
                Problem::error("row-too-large", "A row has more text than any program could show")
                    .hint("Shorten its cells")
                    .at(Place::row(self.row.saturating_add(1)))
                    .into(),
            );
        }
        self.bytes += self.cells.len() as u64;
        if self.bytes > MAX_SHEET {
            return Err(too_much_text().into());
        }
        if let Some(rows) = &mut self.counted {
            *rows += 1;
            if *rows > HEAD_ROWS + MOST_COUNTED {
                return Err(Problem::note("enough", "No more rows are counted").into());
            }
            if *rows > HEAD_ROWS || self.chunk.len() + self.cells.len() > HEAD_BYTES {
                self.cells.clear();
                self.count = 0;
                return if rows.is_multiple_of(4096) {
                    self.alive()
                } else {
                    Ok(())
                };
            }
        }
        put_varint(&mut self.chunk, u64::from(self.row) + 1);
        put_varint(&mut self.chunk, self.count);
        self.chunk.append(&mut self.cells);
        self.sent += self.count;
        self.count = 0;
        self.pending += 1;
        if self.chunk.len() >= CHUNK && self.counted.is_none() {
            self.send()
        } else {
            Ok(())
        }
    }

    fn send(&mut self) -> Result<()> {
        if self.chunk.len() > 1 {
            self.replies.data(&self.chunk)?;
            self.chunk.truncate(1);
        }
        self.replies.advance(std::mem::take(&mut self.pending))
    }
}

fn too_much_text() -> Problem {
    let message = format!(
        "The sheet has more than {} MB of text, counted in every cell in which it stands",
        MAX_SHEET / 1_000_000
    );
    Problem::error("too-much-text", message)
        .hint("Remove the columns with long texts that no certificate needs, or split the sheet into several files")
}

fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn put_text(out: &mut Vec<u8>, tag: u8, text: &str) {
    out.push(tag);
    put_varint(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Why rows could not be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// They are not what [`RowWriter`] writes.
    Nonsense,
    TooMany,
}

/// Takes the merged cells of a piece without its first byte.
pub(super) fn take_merged(mut bytes: &[u8]) -> Option<Vec<Merged>> {
    let from = &mut bytes;
    let mut found = Vec::new();
    while !from.is_empty() {
        let mut number = || u32::try_from(varint(from)?).ok();
        let (rows, columns) = ((number()?, number()?), (number()?, number()?));
        if rows.0 > rows.1 || columns.0 > columns.1 {
            return None;
        }
        found.push(Merged { rows, columns });
    }
    Some(found)
}

/// A sheet that was only looked at.
#[derive(Debug)]
pub(super) struct Glimpse {
    pub(super) name: String,
    /// How many rows it has, up to a limit.
    pub(super) count: u64,
    /// The first of them.
    pub(super) rows: Rows,
}

/// Takes what was seen of another sheet, of a piece without its first byte.
pub(super) fn take_glimpse(mut bytes: &[u8]) -> Option<Glimpse> {
    let from = &mut bytes;
    let name = text(from)?.to_owned();
    let count = varint(from)?;
    let mut rows = Rows::new(super::LIMITS);
    take_rows(from, &mut rows).ok()?;
    Some(Glimpse { name, count, rows })
}

/// Takes the hidden rows of a piece without its first byte; and whether there are more.
pub(super) fn take_hidden(mut bytes: &[u8]) -> Option<(Vec<u32>, bool)> {
    let from = &mut bytes;
    let (mut found, mut are_more) = (Vec::new(), false);
    while !from.is_empty() {
        match varint(from)? {
            MORE => are_more = true,
            row => found.push(u32::try_from(row).ok()?),
        }
    }
    Some((found, are_more))
}

/// Takes the rows of a piece without its first byte.
pub(super) fn take_rows(mut bytes: &[u8], rows: &mut Rows) -> std::result::Result<(), Refused> {
    let from = &mut bytes;
    while !from.is_empty() {
        let number = varint(from)
            .and_then(|n| u32::try_from(n).ok())
            .ok_or(Refused::Nonsense)?;
        let count = varint(from).ok_or(Refused::Nonsense)?;
        // Each cell has two bytes at least, so a false count cannot reserve much.
        let count = usize::try_from(count)
            .ok()
            .filter(|count| *count <= from.len())
            .ok_or(Refused::Nonsense)?;
        let mut cells = Vec::with_capacity(count);
        for _ in 0..count {
            cells.push(cell(from).ok_or(Refused::Nonsense)?);
        }
        rows.add(number, cells.into_iter()).map_err(|()| Refused::TooMany)?;
    }
    Ok(())
}

fn cell(from: &mut &[u8]) -> Option<(u32, Cell)> {
    let column = u32::try_from(varint(from)?).ok()?;
    let cell = match from.split_off_first()? {
        b't' => Cell::Text(text(from)?.into()),
        b'n' => {
            let value = f64::from_le_bytes(chunk(from)?);
            Cell::Number {
                value,
                text: number::general(value).into(),
            }
        }
        b'f' => Cell::Number {
            value: f64::from_le_bytes(chunk(from)?),
            text: text(from)?.into(),
        },
        b'd' => Cell::Date(date(from)?),
        b'm' => Cell::DateTime(date(from)?, u32::try_from(varint(from)?).ok()?),
        b'1' => Cell::Bool(true),
        b'0' => Cell::Bool(false),
        b'e' => Cell::Error(text(from)?.into()),
        b'=' => Cell::Formula,
        b'x' => Cell::BadDate(f64::from_le_bytes(chunk(from)?)),
        _ => return None,
    };
    Some((column, cell))
}

fn date(from: &mut &[u8]) -> Option<Date> {
    Date::from_days(i64::from_le_bytes(chunk(from)?))
}

fn chunk(from: &mut &[u8]) -> Option<[u8; 8]> {
    let (head, rest) = from.split_first_chunk::<8>()?;
    *from = rest;
    Some(*head)
}

fn text<'a>(from: &mut &'a [u8]) -> Option<&'a str> {
    let length = usize::try_from(varint(from)?).ok()?;
    std::str::from_utf8(from.split_off(..length)?).ok()
}

fn varint(from: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let byte = *from.split_off_first()?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::LIMITS;
    use super::*;

    #[test]
    fn nonsense_is_refused() {
        for bytes in [
            &[1u8][..],
            &[1, 200],
            &[1, 1, 0, b'?'],
            &[1, 1, 0, b't', 5, b'a'],
            &[0xff; 20],
        ] {
            let taken = take_rows(bytes, &mut Rows::new(LIMITS));
            assert_eq!(taken, Err(Refused::Nonsense), "{bytes:?}");
        }
    }

    #[test]
    fn a_hidden_row_counts_once_and_too_many_are_said() {
        let mut out = Vec::new();
        let mut replies = Replies::new(&mut out);
        let mut rows = RowWriter::new(&mut replies);
        for row in [3, 3, 3, 7, 7] {
            rows.hidden(row);
        }
        assert_eq!((rows.hidden.as_slice(), rows.more_hidden), (&[4, 8][..], false));
        (10..LIMITS.rows as u32 + 8).for_each(|row| rows.hidden(row));
        assert!(!rows.more_hidden, "as many as a list may have");
        rows.hidden(u32::MAX);
        assert!(rows.more_hidden);
        assert_eq!(take_hidden(&[4, 8]), Some((vec![4, 8], false)));
        assert_eq!(take_hidden(&[4, 0]), Some((vec![4], true)));
    }

    #[test]
    fn a_long_text_in_very_many_cells_is_refused_in_time() {
        let mut out = std::io::sink();
        let mut replies = Replies::new(&mut out);
        let mut rows = RowWriter::new(&mut replies);
        let long = "x".repeat(1 << 20);
        let refused = (0..1000).find_map(|row| rows.text(row, 0, &long).err());
        assert_eq!(refused.expect("a gigabyte").0[0].code, "too-much-text");
        assert!(rows.cells() < 250, "no more than is promised");
    }

    #[test]
    fn numbers_of_any_size_round_trip() {
        for value in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut bytes = Vec::new();
            put_varint(&mut bytes, value);
            assert_eq!(varint(&mut bytes.as_slice()), Some(value));
        }
    }
}
