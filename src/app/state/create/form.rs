//! Recipients typed into a form: a grid of texts that becomes a sheet.

use crate::import::Sheet;
use crate::model::{FieldKind, Group};

/// So many rows have fields in the form; those after them are seen, and edited, when they are checked.
pub const SHOWN_ROWS: usize = 500;

/// More than these are a spreadsheet.
pub const MOST_ROWS: usize = 20_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    pub rows: Vec<Vec<String>>,
    /// How many rows of what was pasted last found no room.
    pub missing: usize,
}

/// A column of the form: its heading, and what it holds by the name that a mapping gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormColumn {
    pub title: String,
    pub field: String,
    pub required: bool,
    pub hint: String,
    /// The values between which one chooses; none where anything can be written.
    pub choices: Vec<String>,
}

/// The columns for a group.
pub fn columns(group: &Group) -> Vec<FormColumn> {
    let built_in = |title: &str, field: &str, required, hint: &str| FormColumn {
        title: title.to_owned(),
        field: field.to_owned(),
        required,
        hint: hint.to_owned(),
        choices: Vec::new(),
    };
    let mut columns = vec![
        built_in("Name", "name", true, "As it stands on the certificate"),
        built_in("E-mail", "email", false, ""),
    ];
    columns.extend(group.fields.iter().map(|field| FormColumn {
        title: field.key.clone(),
        field: format!("recipient.{}", field.key),
        required: field.required && field.default.is_none(),
        hint: field.default.clone().unwrap_or_else(|| hint_of(&field.kind).to_owned()),
        choices: match &field.kind {
            FieldKind::Choice(values) => values.clone(),
            _ => Vec::new(),
        },
    }));
    columns
}

/// What is written into a field of a kind, as an example.
fn hint_of(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "",
        FieldKind::Number => "91.5",
        FieldKind::Date => "2026-05-31",
        FieldKind::Choice(_) => "Choose",
        FieldKind::List => "One; another",
        FieldKind::Link => "https://example.org",
        FieldKind::Image => "photo.jpg",
    }
}

impl Form {
    pub fn is_blank(&self) -> bool {
        self.rows.iter().flatten().all(|cell| cell.trim().is_empty())
    }

    /// How many recipients are typed.
    pub fn filled(&self) -> usize {
        let blank = |row: &&Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
        self.rows.iter().filter(blank).count()
    }

    /// Writes a cell; there is always one empty row below the last one.
    pub fn set(&mut self, row: usize, column: usize, text: String) {
        if row >= MOST_ROWS {
            return;
        }
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        if let Some(cells) = self.rows.get_mut(row) {
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(column) {
                *cell = text;
            }
        }
    }

    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows
            .get(row)
            .and_then(|row| row.get(column))
            .map_or("", String::as_str)
    }

    /// Takes over what was corrected in the sheet that was made of it.
    pub fn take(&mut self, sheet: &Sheet) {
        for row in sheet.rows.iter() {
            // The first row of the sheet is that of the headings, and rows are counted from 1.
            let Some(at) = (row.number as usize).checked_sub(2) else {
                continue;
            };
            for (column, cell) in row.cells.iter().enumerate() {
                self.set(at, column, cell.text().into_owned());
            }
        }
    }

    pub fn remove(&mut self, row: usize) {
        if row < self.rows.len() {
            self.rows.remove(row);
        }
    }

    /// Writes a block copied from a spreadsheet from a cell on; how many rows it has.
    pub fn paste(&mut self, row: usize, column: usize, block: &str) -> usize {
        let lines: Vec<&str> = block.trim_end_matches(['\n', '\r']).lines().collect();
        self.missing = (row + lines.len()).saturating_sub(MOST_ROWS);
        for (down, line) in lines.iter().enumerate() {
            for (right, cell) in line.split('\t').enumerate() {
                let cell = cell.trim().trim_matches('"').replace("\"\"", "\"");
                self.set(row + down, column + right, cell);
            }
        }
        lines.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_of_a_spreadsheet_fills_rows_and_columns() {
        let mut form = Form::default();
        form.set(0, 0, "Ann".to_owned());
        assert_eq!(form.paste(1, 0, "Ben\tben@example.org\r\nمحمد علي\t\n"), 2);
        assert_eq!(form.filled(), 3);
        assert_eq!(form.cell(1, 1), "ben@example.org");
        assert_eq!(form.cell(2, 0), "محمد علي");
        form.remove(1);
        assert_eq!(form.cell(1, 0), "محمد علي");
        let block: String = (0..2000).map(|at| format!("Name {at}\n")).collect();
        form.paste(2, 0, &block);
        assert_eq!((form.filled(), form.missing), (2002, 0), "all of them");
        form.paste(MOST_ROWS - 1, 0, "Ann\nBen\nCem\n");
        assert_eq!((form.rows.len(), form.missing), (MOST_ROWS, 2));
        assert!(Form::default().is_blank());
        assert_eq!(form.cell(9, 9), "");
    }
}
