//! What was changed in a table as plain data, so that an interrupted import can go on.

use serde::{Deserialize, Serialize};

use crate::diag::{Place, Problem, Problems};
use crate::import::check::DateOrder;
use crate::import::map::{Field, Mapping, NamePart};
use crate::import::sheet::Column;
use crate::model::DuplicatePolicy;

use super::Table;
use super::edit::History;

/// One thing that differs from the sheet as it was read and from the mapping as it was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// The field of a column, by its letters in the spreadsheet; none for a column that is not used.
    Map { column: String, field: Option<String> },
    /// Whether family names come first in names that are joined.
    FamilyFirst { yes: bool },
    /// What stands first in dates whose column does not tell; with a column in all of its dates, whatever few of them tell.
    Dates {
        day_first: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        column: Option<String>,
    },
    /// Real dates of a column are right, whatever the texts beside them look like; without a column those of all.
    KeepDates {
        #[serde(default)]
        column: Option<String>,
    },
    /// The text of a cell, by its row and the letters of its column in the spreadsheet.
    Cell { row: u32, column: String, text: String },
    /// A row that makes no credential.
    LeaveOut { row: u32 },
    /// Warnings of a kind in a row, which a person has accepted.
    Accept { row: u32, code: String },
    /// What is done with a row whose recipient has a credential already: `skip`, `replace` or `allow`.
    Decide { row: u32, policy: String },
}

impl Change {
    pub(super) fn map(column: &Column, field: Option<&Field>) -> Change {
        Change::Map {
            column: column.letter.clone(),
            field: field.map(name_of),
        }
    }
}

impl Table {
    /// Everything that was decided and changed, in the order in which [`Table::replay`] takes it.
    pub fn changes(&self) -> Vec<Change> {
        let columns = self.sheet.columns.iter().zip(&self.mapping.fields);
        let mut changes: Vec<Change> = columns
            .map(|(column, field)| Change::map(column, field.as_ref()))
            .collect();
        changes.extend(self.setup_changes());
        changes.extend(self.row_changes());
        changes
    }

    /// What was said about all rows.
    pub(super) fn setup_changes(&self) -> Vec<Change> {
        let mut changes = vec![Change::FamilyFirst {
            yes: self.mapping.family_first,
        }];
        changes.extend(self.options.date_order.map(|order| Change::Dates {
            day_first: order == DateOrder::DayFirst,
            column: None,
        }));
        changes.extend(self.options.column_orders.iter().filter_map(|(column, order)| {
            Some(Change::Dates {
                day_first: *order == DateOrder::DayFirst,
                column: Some(self.sheet.columns.get(*column)?.letter.clone()),
            })
        }));
        let kept = self.options.kept_dates.iter();
        changes.extend(kept.filter_map(|column| {
            let column = Some(self.sheet.columns.get(*column)?.letter.clone());
            Some(Change::KeepDates { column })
        }));
        changes
    }

    /// What was changed in single rows and decided about them.
    pub(super) fn row_changes(&self) -> Vec<Change> {
        let mut changes = self.corrections();
        changes.extend(self.verdicts());
        changes
    }

    /// The changes of cells and the rows that are left out: nothing when the sheet is as it was read.
    pub fn corrections(&self) -> Vec<Change> {
        let changed = self.originals.iter();
        let changed = changed.flat_map(|(row, cells)| cells.iter().map(move |(column, _)| (row, *column)));
        let cells = changed.filter_map(|(row, column)| {
            Some(Change::Cell {
                row: self.number(row)?,
                column: self.sheet.columns.get(column as usize)?.letter.clone(),
                text: self.cell(row as usize, column as usize).text().into_owned(),
            })
        });
        let left_out = self
            .left_out
            .iter()
            .filter_map(|row| Some(Change::LeaveOut { row: self.number(row)? }));
        cells.chain(left_out).collect()
    }

    /// What was accepted and decided.
    fn verdicts(&self) -> impl Iterator<Item = Change> + '_ {
        let accepted = self.accepted.iter().flat_map(|(row, codes)| {
            let number = self.number(row);
            codes.iter().filter_map(move |code| {
                let code = code.clone();
                Some(Change::Accept { row: number?, code })
            })
        });
        let decided = self.decisions.iter().filter_map(|(row, policy)| {
            let policy = word_of(*policy).to_owned();
            Some(Change::Decide {
                row: self.number(row)?,
                policy,
            })
        });
        accepted.chain(decided)
    }

    /// Makes changes of an earlier table of the same sheet. They cannot be undone, nor can what was done before; what fits
    /// no more is reported.
    pub fn replay(&mut self, changes: &[Change]) -> Problems {
        let mut problems = Problems::default();
        let mut mapping = self.mapping.clone();
        for change in changes {
            if let Err(place) = self.replay_one(change, &mut mapping) {
                let problem = Problem::warning("change-lost", "A change that was made before fits the sheet no more")
                    .hint("Make it again, if it is still wanted");
                problems.push(problem.at(place));
            }
        }
        self.mapping = mapping;
        self.history = History::default();
        self.check_all();
        problems
    }

    fn replay_one(&mut self, change: &Change, mapping: &mut Mapping) -> Result<(), Place> {
        match change {
            Change::Map { column, field } => {
                let place = || Place::default().column(column.as_str());
                let at = self.column_at(column).ok_or_else(place)?;
                let field = match field {
                    Some(name) => Some(self.field_of(name).ok_or_else(place)?),
                    None => None,
                };
                *mapping.fields.get_mut(at).ok_or_else(place)? = field;
            }
            Change::FamilyFirst { yes } => mapping.family_first = *yes,
            Change::Dates { day_first, column } => {
                let order = match day_first {
                    true => DateOrder::DayFirst,
                    false => DateOrder::MonthFirst,
                };
                match column {
                    None => self.options.date_order = Some(order),
                    Some(column) => {
                        let place = || Place::default().column(column.as_str());
                        let at = self.column_at(column).ok_or_else(place)?;
                        self.options.column_orders.insert(at, order);
                    }
                }
            }
            Change::KeepDates { column: None } => self.options.kept_dates.extend(0..self.sheet.columns.len()),
            Change::KeepDates { column: Some(column) } => {
                let place = || Place::default().column(column.as_str());
                self.options
                    .kept_dates
                    .insert(self.column_at(column).ok_or_else(place)?);
            }
            Change::Cell { row, column, text } => {
                let place = || Place::row(*row).column(column.as_str());
                let at = self.row_at(*row).ok_or_else(place)?;
                let column = self.column_at(column).and_then(|at| u32::try_from(at).ok());
                let column = column.ok_or_else(place)?;
                let cell = self.cell_of(at, column, text);
                self.put(at, column, cell);
            }
            Change::LeaveOut { row } => {
                let at = self.row_at(*row).ok_or_else(|| Place::row(*row))?;
                self.left_out.insert(at);
            }
            Change::Accept { row, code } => {
                let at = self.row_at(*row).ok_or_else(|| Place::row(*row))?;
                self.accepted.of(at).insert(code.clone());
            }
            Change::Decide { row, policy } => {
                let at = self.row_at(*row).ok_or_else(|| Place::row(*row))?;
                self.decisions
                    .insert(at, policy_of(policy).ok_or_else(|| Place::row(*row))?);
            }
        }
        Ok(())
    }

    fn row_at(&self, number: u32) -> Option<u32> {
        self.place_of(number).and_then(|at| u32::try_from(at).ok())
    }

    pub(super) fn column_at(&self, letters: &str) -> Option<usize> {
        self.sheet.columns.iter().position(|column| column.letter == letters)
    }

    fn field_of(&self, name: &str) -> Option<Field> {
        if let Some(key) = name.strip_prefix("recipient.") {
            let known = self.options.fields.iter().any(|field| field.key == key);
            return known.then(|| Field::Custom(key.to_owned()));
        }
        BUILT_IN.into_iter().find(|field| field.to_string() == name)
    }
}

const BUILT_IN: [Field; 11] = [
    Field::Name(NamePart::Full),
    Field::Name(NamePart::Given),
    Field::Name(NamePart::Middle),
    Field::Name(NamePart::Prefix),
    Field::Name(NamePart::Family),
    Field::Name(NamePart::SecondFamily),
    Field::Name(NamePart::Suffix),
    Field::Email,
    Field::Language,
    Field::IssueDate,
    Field::ExpiryDate,
];

fn word_of(policy: DuplicatePolicy) -> &'static str {
    match policy {
        DuplicatePolicy::Ask => "ask",
        DuplicatePolicy::Skip => "skip",
        DuplicatePolicy::Replace => "replace",
        DuplicatePolicy::Allow => "allow",
    }
}

fn policy_of(word: &str) -> Option<DuplicatePolicy> {
    use DuplicatePolicy::{Allow, Ask, Replace, Skip};
    [Ask, Skip, Replace, Allow]
        .into_iter()
        .find(|policy| word_of(*policy) == word)
}

/// A custom field by its full name, as its key alone may be that of a built-in one.
fn name_of(field: &Field) -> String {
    match field {
        Field::Custom(_) => field.full_name(),
        _ => field.to_string(),
    }
}
