//! How the rows of a list are called: by the lines of a sheet, or as the people of a form.

use std::borrow::Cow;

use super::people::{counted_rows, people_of, row_word};
use super::{Import, rows};

impl Import {
    /// How a row is numbered: as its spreadsheet does, and in a form from the first person.
    pub fn number(&self, row: usize) -> u32 {
        let number = self.table.sheet().rows.get(row).map_or(0, |row| row.number);
        self.shown_number(number)
    }

    /// The same for a row that is known by its number in the sheet.
    pub fn shown_number(&self, number: u32) -> u32 {
        number.saturating_sub(u32::from(self.is_form()))
    }

    /// What a row is called: a form has people, a spreadsheet rows.
    pub fn row_word(&self) -> &'static str {
        row_word(self.is_form())
    }

    /// How many rows, such as “3 rows” or “3 people”.
    pub fn counted(&self, rows: usize) -> String {
        counted_rows(rows, self.is_form())
    }

    /// A row by its word and number, such as “Row 3” or “Person 2”.
    pub fn row_name(&self, row: usize) -> String {
        format!("{} {}", self.row_word(), self.number(row))
    }

    /// A text of the library that names rows, in which a form has people.
    pub fn named<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.is_form() {
            true => people_of(text).map_or(Cow::Borrowed(text), Cow::Owned),
            false => Cow::Borrowed(text),
        }
    }

    /// What a problem of a kind says; only those that name another row hold none of its own texts that could look like one.
    pub fn message<'a>(&self, code: &str, text: &'a str) -> Cow<'a, str> {
        match rows::OF_TWO.contains(&code) {
            true => self.named(text),
            false => Cow::Borrowed(text),
        }
    }
}
