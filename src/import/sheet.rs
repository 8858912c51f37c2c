//! A sheet as it was read: columns with headings, rows with cells that know what they are.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::pieces::Pieces;
use crate::locale::thin_thousands;
use crate::model::{BlobId, Date};

/// One table of a spreadsheet file.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The name of the file, without its folders.
    pub file: String,
    /// The name of the sheet in its workbook; empty for a text file.
    pub name: String,
    /// Whether the workbook hides it.
    pub is_hidden: bool,
    /// The row of the headings, as the spreadsheet numbers it, from 1; 0 when the sheet has none.
    pub header_row: u32,
    /// The columns with a heading or with something below it, from left to right.
    pub columns: Vec<Column>,
    /// The rows below the headings that have something in them, in order.
    pub rows: Pieces<Row>,
    /// The other sheets of the workbook, visible ones first.
    pub others: Vec<OtherSheet>,
    /// How the text of a text file was decoded; `None` for a workbook.
    pub encoding: Option<Encoding>,
    /// What was noticed about rows beyond what is in their cells, by their numbers.
    pub noticed: Arc<BTreeMap<u32, Vec<Noticed>>>,
    /// The sign between the values of a text file; `None` for a workbook, and where there is one column.
    pub separator: Option<char>,
    /// Whether the workbook counts days from 1904, as those of old Macintoshes do.
    pub is_1904: bool,
    /// SHA-256 of the bytes of the file.
    pub hash: BlobId,
}

impl Sheet {
    /// A sheet that no file holds, such as what was typed or pasted, with its headings in the first row.
    pub fn of_rows(titles: impl IntoIterator<Item = String>, rows: impl IntoIterator<Item = Row>) -> Sheet {
        let column = |(at, title)| Column {
            letter: column_letters(at),
            title,
        };
        Sheet {
            file: String::new(),
            name: String::new(),
            is_hidden: false,
            header_row: 1,
            columns: (0..).zip(titles).map(column).collect(),
            rows: rows.into_iter().collect(),
            others: Vec::new(),
            encoding: None,
            noticed: Arc::default(),
            separator: None,
            is_1904: false,
            hash: BlobId([0; 32]),
        }
    }
}

/// What was noticed about a row beyond what is in its cells. The row is read all the same; a person decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Noticed {
    /// It looks like totals.
    Totals,
    /// It looks like a remark, a signature or the number of a page.
    Remark,
    /// It looks like a heading of the rows below it.
    Section,
    /// It looks like headings once more, in other words.
    Headings,
    /// It is the first one, which is taken for a person as it looks like the others, and may be a heading.
    First,
    /// The spreadsheet does not show it: a filter or a person has hidden it.
    Hidden,
    /// It has values beyond the last heading, which are these.
    Wide(String),
    /// The cell of a column, by its place in [`Sheet::columns`], is merged with one in a row above, whose value counts.
    Merged { column: usize, above: u32 },
}

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// `A` to `XFD`.
    pub letter: String,
    /// The heading, without surrounding white space; may be empty.
    pub title: String,
}

impl Column {
    /// What a person calls it: its heading, or its letter where it has none.
    pub fn name(&self) -> &str {
        if self.title.is_empty() {
            &self.letter
        } else {
            &self.title
        }
    }
}

/// A row of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// As the spreadsheet numbers it, from 1.
    pub number: u32,
    /// In the order of the sheet's columns; empty ones at the end are left out.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column, by the place of the column in [`Sheet::columns`].
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }
}

/// What is in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    #[default]
    Empty,
    Text(Box<str>),
    Number {
        value: f64,
        /// As the spreadsheet shows it: with leading zeros and fixed decimals, never with an exponent.
        text: Box<str>,
    },
    Date(Date),
    /// A day, and the seconds since its midnight.
    DateTime(Date, u32),
    Bool(bool),
    /// An error value, such as `#REF!`.
    Error(Box<str>),
    /// A formula whose value was not stored in the file.
    Formula,
    /// A day number formatted as a date that no calendar has, or that spreadsheets disagree about (before March 1900).
    BadDate(f64),
}

impl Cell {
    /// Whether there is nothing to see: no value, or white space only.
    pub fn is_blank(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.chars().all(char::is_whitespace),
            _ => false,
        }
    }

    /// The cell as text: what it shows, dates in ISO 8601. Nothing is trimmed.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty | Cell::Formula => Cow::Borrowed(""),
            Cell::Text(text) | Cell::Number { text, .. } | Cell::Error(text) => Cow::Borrowed(text),
            Cell::Date(date) => Cow::Owned(date.to_string()),
            Cell::DateTime(date, seconds) => Cow::Owned(format!("{date} {}", clock(*seconds))),
            Cell::Bool(true) => Cow::Borrowed("TRUE"),
            Cell::Bool(false) => Cow::Borrowed("FALSE"),
            Cell::BadDate(serial) => Cow::Owned(serial.to_string()),
        }
    }
}

/// `14:30`, or `14:30:05` where there are seconds.
pub(super) fn clock(seconds: u32) -> String {
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match seconds % 60 {
        0 => format!("{hours:02}:{minutes:02}"),
        rest => format!("{hours:02}:{minutes:02}:{rest:02}"),
    }
}

/// A sheet of the workbook beside the one that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherSheet {
    pub name: String,
    pub hidden: bool,
    /// How many rows it has, where it is a list with the same headings and nobody has said which is meant.
    pub alike: Option<RowCount>,
}

/// What a sheet is called where one of several is chosen or named: whoever looks into the workbook does not see one that is
/// hidden.
pub fn sheet_label(name: &str, hidden: bool) -> String {
    format!("{name}{}", if hidden { " (hidden)" } else { "" })
}

/// How many rows a sheet has that was only looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowCount {
    /// At most 100 000 of a sheet that was not read.
    pub rows: u64,
    /// Whether there are more, which were not counted.
    pub more: bool,
}

impl RowCount {
    /// All of these.
    pub fn exactly(rows: u64) -> RowCount {
        RowCount { rows, more: false }
    }
}

impl fmt::Display for RowCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = if self.more { "more than " } else { "" };
        let rows = if self.rows == 1 { "row" } else { "rows" };
        write!(f, "{more}{} {rows}", thin_thousands(&self.rows.to_string()))
    }
}

/// How a text file was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// The WHATWG name, such as `UTF-8` or `windows-1250`.
    pub name: &'static str,
    /// Whether it was guessed from the text rather than told or certain.
    pub guessed: bool,
    /// Whether another reading is as plausible, so that a person has to choose before anything is made of the text.
    pub unsure: bool,
    /// The next best guesses, best first.
    pub others: Vec<&'static str>,
}

/// A text file read in one of several encodings, for a person to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The name of the encoding, as in [`Encoding::name`].
    pub encoding: &'static str,
    /// Some rows, with their number from 1 and their values.
    pub rows: Vec<(u32, Vec<String>)>,
}

/// The letters of a column by its place in the spreadsheet, from 0: `A`, `Z`, `AA`.
pub fn column_letters(index: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(index) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (index, letters) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(column_letters(index), letters);
        }
    }

    #[test]
    fn cells_show_what_the_spreadsheet_shows() {
        let day = Date::new(2026, 3, 1).expect("day");
        assert_eq!(Cell::Date(day).text(), "2026-03-01");
        assert_eq!(Cell::DateTime(day, 52_200).text(), "2026-03-01 14:30");
        assert_eq!(Cell::DateTime(day, 52_205).text(), "2026-03-01 14:30:05");
        assert!(Cell::Text("\u{a0} \n".into()).is_blank());
        assert!(!Cell::Formula.is_blank());
    }
}
