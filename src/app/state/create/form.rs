//! Recipients typed into a form: a grid of texts that becomes a sheet.
//!
//! Texts belong to fields by their names: the group may get other fields, lose some or order them anew while the form is
//! filled in, and what was typed into a field is there again when the group has the field again.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::import::Sheet;
use crate::model::{BlobId, FieldDef, FieldKind, Group, GroupId};

use super::pasted::Block;

/// More than these are a spreadsheet.
pub const MOST_ROWS: usize = 20_000;

/// The texts of a row, in the order of [`Form::fields`]; a copy of the form shares them.
pub type Row = Arc<Vec<String>>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Whose fields the columns are; none while nothing is begun.
    group: Option<GroupId>,
    /// The fields into which something was typed, by the names that a mapping gives them.
    fields: Vec<String>,
    rows: Vec<Row>,
    /// The name of the batch that is made of it, whatever is typed; none while nothing is.
    key: Option<BlobId>,
    /// The numbers of its first people, where others between them have left the form since they were made; the people after
    /// them are counted on from the last.
    numbers: Vec<u32>,
    /// The highest number that somebody had who is not counted on.
    last: u32,
    /// Counts up with what a person types.
    revision: u64,
    /// How many of them have a text.
    filled: usize,
    /// How many rows of what was pasted last found no room, and have not been filled in since.
    missing: usize,
}

/// A column of the form: its heading, and what it holds by the name that a mapping gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormColumn {
    pub title: String,
    pub field: String,
    pub required: bool,
    /// What it is where nothing is written.
    pub hint: String,
    /// What is written into it, for example; empty where that needs no saying.
    pub example: &'static str,
    /// Whether it takes a picture.
    pub is_picture: bool,
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
        example: "",
        is_picture: false,
        choices: Vec::new(),
    };
    let mut columns = vec![
        built_in("Name", "name", true, "As it stands on the certificate"),
        built_in("E-mail", "email", false, ""),
    ];
    columns.extend(group.fields.iter().map(|field| FormColumn {
        title: field.title(),
        field: field_of(field),
        required: field.required && field.default.is_none(),
        hint: field.default.clone().unwrap_or_else(|| match &field.kind {
            FieldKind::Choice(_) => "Choose".to_owned(),
            _ => String::new(),
        }),
        example: example_of(&field.kind),
        is_picture: field.kind == FieldKind::Image,
        choices: match &field.kind {
            FieldKind::Choice(values) => values.clone(),
            _ => Vec::new(),
        },
    }));
    columns
}

/// What they hold, by name.
pub fn field_names(group: &Group) -> Vec<String> {
    columns(group).into_iter().map(|column| column.field).collect()
}

/// The name that a mapping gives a field of a group.
pub fn field_of(field: &FieldDef) -> String {
    format!("recipient.{}", field.key)
}

/// What is written into a field of a kind, as an example.
fn example_of(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text | FieldKind::Choice(_) => "",
        FieldKind::Number => "91.5",
        FieldKind::Date => "2026-05-31",
        FieldKind::List => "One; another",
        FieldKind::Link => "https://example.org",
        FieldKind::Image => "…/photos/anna.jpg",
    }
}

impl Form {
    /// A form whose rows have a text for each of these fields, by their names.
    pub fn new(group: GroupId, fields: Vec<String>, rows: Vec<Row>) -> Form {
        Form {
            group: Some(group),
            fields,
            key: None,
            numbers: Vec::new(),
            last: 0,
            revision: 0,
            filled: rows.iter().filter(|row| is_filled(row)).count(),
            rows,
            missing: 0,
        }
    }

    /// The first rows, which are empty.
    pub fn empty(group: GroupId) -> Form {
        Form::new(group, Vec::new(), vec![Row::default(); 3])
    }

    pub fn group(&self) -> Option<GroupId> {
        self.group
    }

    /// The same form, of which a batch with this name is made, and whose first people have these numbers.
    pub fn numbered(self, key: Option<BlobId>, numbers: Vec<u32>, last: u32) -> Form {
        Form {
            key,
            numbers,
            last,
            ..self
        }
    }

    /// The name of the batch that is made of it.
    pub fn key(&self) -> Option<BlobId> {
        self.key
    }

    /// Gives it the name of its batch.
    pub fn set_key(&mut self, key: BlobId) {
        self.key = Some(key);
    }

    /// The numbers that are not counted on, and the last of all that were given so.
    pub fn numbers(&self) -> (Vec<u32>, u32) {
        (self.numbers.clone(), self.last)
    }

    /// The number of a person, counted from 1, by which they are known in the batch of the form.
    pub fn number(&self, row: usize) -> u32 {
        let counted_on = || {
            let after = row.saturating_sub(self.numbers.len());
            u32::try_from(after).map_or(u32::MAX, |after| self.last.saturating_add(after).saturating_add(1))
        };
        self.numbers.get(row).copied().unwrap_or_else(counted_on)
    }

    /// Where somebody with a number is.
    pub fn place_of(&self, number: u32) -> Option<usize> {
        match number.checked_sub(self.last + 1) {
            Some(after) => Some(self.numbers.len() + after as usize),
            None => self.numbers.binary_search(&number).ok(),
        }
    }

    /// Keeps the numbers that everybody has now, whoever leaves the form.
    pub fn fix_numbers(&mut self) {
        let filled = self.filled_rows().last().map_or(0, |last| last + 1);
        let numbers: Vec<u32> = (0..filled.max(self.numbers.len())).map(|at| self.number(at)).collect();
        self.last = numbers.last().map_or(self.last, |last| self.last.max(*last));
        self.numbers = numbers;
    }

    /// Leaves only some of the people, by their numbers, which they keep. Whether anybody is gone.
    pub fn keep(&mut self, is_kept: impl Fn(u32) -> bool) -> bool {
        let all: Vec<usize> = self.filled_rows().collect();
        let kept: Vec<usize> = all.iter().copied().filter(|at| is_kept(self.number(*at))).collect();
        if kept.len() == all.len() {
            return false;
        }
        let (numbers, rows) = (kept.iter())
            .filter_map(|at| Some((self.number(*at), self.rows.get(*at)?.clone())))
            .unzip();
        self.last = all.last().map_or(self.last, |at| self.number(*at).max(self.last));
        (self.numbers, self.rows, self.filled) = (numbers, rows, kept.len());
        self.grow();
        true
    }

    /// The same form in the place of another one, none of whose revisions it is.
    pub fn after(self, other: &Form) -> Form {
        Form {
            revision: other.revision + 1,
            ..self
        }
    }

    /// The fields of which the rows have texts, by their names; the group may have others by now.
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Tells what was typed from what was typed before.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// A person has typed something.
    pub fn typed(&mut self) {
        self.revision += 1;
    }

    pub fn is_blank(&self) -> bool {
        self.filled == 0
    }

    /// How many recipients are typed.
    pub fn filled(&self) -> usize {
        self.filled
    }

    /// How many rows of what was pasted are not there.
    pub fn missing(&self) -> usize {
        self.missing
    }

    /// Writes what a row has of a field.
    pub fn set(&mut self, row: usize, field: &str, text: String) {
        if row >= MOST_ROWS {
            return;
        }
        let column = self.column(field).unwrap_or_else(|| {
            self.fields.push(field.to_owned());
            self.fields.len() - 1
        });
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Row::default());
        }
        let Some(cells) = self.rows.get_mut(row).map(Arc::make_mut) else {
            return;
        };
        let before = is_filled(cells);
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = text;
        }
        match (before, is_filled(cells)) {
            (false, true) => {
                self.filled += 1;
                self.missing = self.missing.saturating_sub(1);
            }
            (true, false) => self.filled -= 1,
            (true, true) | (false, false) => {}
        }
    }

    /// What a row has of a field.
    pub fn cell(&self, row: usize, field: &str) -> &str {
        let cell = || self.rows.get(row)?.get(self.column(field)?);
        cell().map_or("", String::as_str)
    }

    fn column(&self, field: &str) -> Option<usize> {
        self.fields.iter().position(|known| known == field)
    }

    /// The rows in which something is typed, by their places.
    pub fn filled_rows(&self) -> impl Iterator<Item = usize> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| is_filled(row)).map(|(at, _)| at)
    }

    /// Takes over what was corrected in the sheet that was made of it, with these columns.
    pub fn take(&mut self, sheet: &Sheet, columns: &[FormColumn]) {
        for row in sheet.rows.iter() {
            // The first row of the sheet is that of the headings. Who was made since is not in the form any more.
            let place = row.number.checked_sub(1).and_then(|number| self.place_of(number));
            let Some(at) = place.filter(|at| *at < self.rows.len()) else {
                continue;
            };
            for (column, cell) in columns.iter().zip(&row.cells) {
                let text = cell.text();
                // What was typed with spaces around it is the same.
                if text != self.cell(at, &column.field).trim() {
                    self.set(at, &column.field, text.into_owned());
                }
            }
        }
    }

    /// Writes out what is typed into the date fields of its group, as `stored` gives it.
    pub fn write_out_dates(&mut self, group: &Group, stored: impl Fn(&str) -> String) {
        let dates = group.fields.iter().filter(|field| field.kind == FieldKind::Date);
        for field in dates.map(field_of) {
            for row in 0..self.rows.len() {
                let typed = self.cell(row, &field);
                let text = stored(typed);
                if text != typed {
                    self.set(row, &field, text);
                }
            }
        }
    }

    pub fn remove(&mut self, row: usize) {
        if row < self.rows.len() {
            self.filled -= usize::from(is_filled(&self.rows.remove(row)));
            if row < self.numbers.len() {
                self.numbers.remove(row);
            }
        }
    }

    /// Writes a block copied from a spreadsheet from a row on; how many of its columns have something and found no field.
    pub fn paste(&mut self, row: usize, block: &Block) -> usize {
        let mut surplus = BTreeSet::new();
        for (down, cells) in block.rows.iter().enumerate() {
            for (right, cell) in cells.iter().enumerate() {
                match block.fields.get(right) {
                    Some(Some(field)) => self.set(row + down, field, cell.clone()),
                    _ if !cell.is_empty() => {
                        surplus.insert(right);
                    }
                    _ => {}
                }
            }
        }
        self.missing = (row + block.rows.len()).saturating_sub(MOST_ROWS);
        surplus.len()
    }

    /// Adds an empty row to go on in where there is none at the end.
    pub fn grow(&mut self) {
        if self.rows.last().is_none_or(|row| is_filled(row)) && self.rows.len() < MOST_ROWS {
            self.rows.push(Row::default());
        }
    }
}

pub(super) fn is_filled(row: &[String]) -> bool {
    row.iter().any(|cell| !cell.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::pasted;
    use super::*;
    use crate::store::testing::group;

    /// Pastes a text from a row on into these fields.
    fn paste(form: &mut Form, row: usize, fields: &[&str], text: &str) -> usize {
        let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
        form.paste(row, &pasted::read(text, &group(1, "T"), &fields))
    }

    #[test]
    fn a_block_of_a_spreadsheet_fills_rows_and_columns() {
        let mut form = Form::default();
        let fields = ["name", "email"];
        form.set(0, "name", "Ann".to_owned());
        assert_eq!(
            paste(&mut form, 1, &fields, "Ben\tben@example.org\r\nمحمد علي\t\t\n"),
            0
        );
        assert_eq!(form.filled(), 3);
        assert_eq!(form.cell(1, "email"), "ben@example.org");
        assert_eq!(form.cell(2, "name"), "محمد علي");
        form.remove(1);
        assert_eq!(form.cell(1, "name"), "محمد علي");
        let more = paste(
            &mut form,
            2,
            &fields[1..],
            "cem@example.org\t91\nd@example.org\t\tgold\n",
        );
        assert_eq!((more, form.cell(3, "email")), (2, "d@example.org"));
        let block: String = (0..2000).map(|at| format!("Name {at}\n")).collect();
        paste(&mut form, 2, &fields, &block);
        assert_eq!((form.filled(), form.missing()), (2002, 0), "all of them");
        assert!(Form::default().is_blank());
        assert_eq!(form.cell(9, "email"), "");
    }
    #[test]
    fn what_found_no_room_is_said_until_it_is_filled_in() {
        let mut form = Form::default();
        paste(&mut form, MOST_ROWS - 1, &["name"], "Ann\nBen\nCem\n");
        assert_eq!((form.rows().len(), form.filled(), form.missing()), (MOST_ROWS, 1, 2));
        form.grow();
        assert_eq!(form.rows().len(), MOST_ROWS, "it is full");
        for name in ["Ben", "Cem"] {
            form.remove(0);
            form.grow();
            assert_eq!(form.rows().len(), MOST_ROWS);
            form.set(MOST_ROWS - 1, "name", name.to_owned());
        }
        assert_eq!((form.filled(), form.missing()), (3, 0));
    }

    #[test]
    fn those_that_are_filled_in_are_counted_as_they_come_and_go() {
        let mut form = Form::new(
            GroupId(1),
            vec!["name".to_owned()],
            vec![Arc::new(vec!["Ann".to_owned()]), Row::default()],
        );
        let copy = form.clone();
        let counts = |form: &Form| {
            let counted = form.rows().iter().filter(|row| is_filled(row)).count();
            assert_eq!(form.filled(), counted);
            (form.rows().len(), counted)
        };
        form.set(1, "email", "x@example.org".to_owned());
        form.set(1, "name", "  ".to_owned());
        assert_eq!(counts(&form), (2, 2));
        assert!(
            Arc::ptr_eq(&form.rows()[0], &copy.rows()[0]),
            "only what changes is copied"
        );
        form.grow();
        form.grow();
        assert_eq!(counts(&form), (3, 2));
        form.set(1, "email", String::new());
        form.remove(0);
        assert_eq!(counts(&form), (2, 0));
        assert!(form.is_blank());
    }
}
