//! Corrections that are made again in a later version of the file: by what rows and columns held when they were read,
//! not by where they stood, so that nobody gets what was typed for somebody else.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::diag::{Problem, Problems};
use crate::import::map::Field;

use super::Table;
use super::replay::Change;

/// How many rows are named whose corrections are lost.
const NAMED: usize = 5;

impl Table {
    /// Makes again what was decided and changed in the table of an earlier version of the file. It cannot be undone, nor
    /// can what was done before.
    ///
    /// A column is the same by its heading, a row by what all of these columns held in the file: where columns are gone, only
    /// if no other row held that, and not without the person. Where another cell of a row is another now, its person is found by name and e-mail, and what was written into a cell is written again if
    /// the file still has there what it had. The rest is reported, as one `change-lost`.
    pub fn carry(&mut self, before: &Table) -> Problems {
        let numbers = before.row_changes().iter().filter_map(row_of).collect();
        let Carried { changes, lost } = Pairs::new(before, self, &numbers).carry();
        let mut problems = self.replay(&changes);
        problems.extend(said(&lost, before));
        problems
    }

    /// Makes again what was decided and changed in single rows of the same sheet when it was read below another row of
    /// headings, and what was said of its dates unless that is to be decided anew; what the columns hold, this reading tells.
    /// It cannot be undone, nor can what was done before. What was said of rows that are no rows here is reported, as one
    /// `change-lost`.
    pub fn replay_rows(&mut self, before: &Table, is_anew: bool) -> Problems {
        let has_column = |column: &str| self.column_at(column).is_some();
        let mut changes = before.setup_changes();
        changes.retain(|change| match change {
            Change::Dates { column, .. } | Change::KeepDates { column } => {
                !is_anew && column.as_deref().is_none_or(has_column)
            }
            _ => false,
        });
        let mut lost = BTreeSet::new();
        for change in before.row_changes() {
            let has_cell = match &change {
                Change::Cell { column, .. } => has_column(column),
                _ => true,
            };
            match row_of(&change) {
                Some(row) if !has_cell || self.place_of(row).is_none() => drop(lost.insert(row)),
                _ => changes.push(change),
            }
        }
        let mut problems = self.replay(&changes);
        problems.extend(said(&Vec::from_iter(lost), before));
        problems
    }

    /// Whether anything was changed in single rows, or decided about them.
    pub fn has_row_changes(&self) -> bool {
        !self.row_changes().is_empty()
    }

    /// Where the rows of an earlier version with these numbers are in this one, by their people: as [`Table::carry`] finds
    /// them. Those of which nobody is found are not among them.
    pub fn followed(&self, before: &Table, numbers: BTreeSet<u32>) -> BTreeMap<u32, u32> {
        let pairs = Pairs::new(before, self, &numbers);
        let followed = numbers.into_iter().filter_map(|number| {
            let from = before.place_of(number)?;
            let to = pairs.rows.get(&from).or_else(|| pairs.people.get(&from))?;
            Some((number, self.sheet.rows.get(*to)?.number))
        });
        followed.collect()
    }

    /// What the file has in a cell, whatever was written into it since.
    pub(super) fn read(&self, row: usize, column: usize) -> std::borrow::Cow<'_, str> {
        self.original(row, column)
            .unwrap_or_else(|| self.cell(row, column))
            .text()
    }

    /// A digest of what the file has in some cells of a row; none where they are all blank.
    fn digest(&self, row: usize, columns: impl Iterator<Item = usize>) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        let mut blank = true;
        for column in columns {
            let text = self.read(row, column);
            blank &= text.trim().is_empty();
            text.hash(&mut hasher);
        }
        (!blank).then(|| hasher.finish())
    }
}

/// What is made again, by the rows and columns of the later version.
struct Carried {
    changes: Vec<Change>,
    /// The rows of the earlier version, by their numbers, of which something is not made again.
    lost: Vec<u32>,
}

/// Which columns and rows of two versions are the same.
struct Pairs<'a> {
    before: &'a Table,
    after: &'a Table,
    /// The places of the columns that both have, in the earlier and in the later version.
    columns: Vec<(usize, usize)>,
    /// Rows that are the same, by their places, for those that are looked for.
    rows: HashMap<usize, usize>,
    /// Rows with the same person, where only one in each version has that.
    people: HashMap<usize, usize>,
}

impl<'a> Pairs<'a> {
    /// For the rows of the earlier version with these numbers.
    fn new(before: &'a Table, after: &'a Table, numbers: &BTreeSet<u32>) -> Pairs<'a> {
        let columns = same_columns(before, after);
        let changed: Vec<usize> = numbers.iter().filter_map(|row| before.place_of(*row)).collect();
        let fields = &before.mapping.fields;
        let person = |(column, _): &(usize, usize)| {
            let field = fields.get(*column).and_then(Option::as_ref);
            matches!(field, Some(Field::Name(_) | Field::Email))
        };
        let people: Vec<(usize, usize)> = columns.iter().copied().filter(person).collect();
        let one = |old: usize, new: usize| old == 1 && new == 1;
        // Rows that say the same of everything are as good as each other; of a part of it several people may say the same.
        let rows = match (columns.len() == before.sheet.columns.len(), people.is_empty()) {
            (true, _) => same_rows(before, after, &changed, &columns, |old, new| old == new),
            (false, false) => same_rows(before, after, &changed, &columns, one),
            (false, true) => HashMap::new(),
        };
        Pairs {
            rows,
            people: same_rows(before, after, &changed, &people, one),
            before,
            after,
            columns,
        }
    }

    fn carry(&self) -> Carried {
        let mut changes = self.mapped();
        let mut lost = Vec::new();
        let set_up = self.before.setup_changes();
        changes.extend(set_up.into_iter().filter_map(|change| self.set_up(change)));
        for change in self.before.row_changes() {
            match (self.moved(&change), row_of(&change)) {
                (Some(moved), _) => changes.extend(moved),
                (None, Some(row)) => lost.push(row),
                (None, None) => {}
            }
        }
        lost.sort_unstable();
        lost.dedup();
        Carried { changes, lost }
    }

    /// What the columns hold: as before where there was such a column. A new one gives way where both would hold the same.
    fn mapped(&self) -> Vec<Change> {
        let (old, new) = (&self.before.mapping.fields, &self.after.mapping.fields);
        let field_of = |fields: &[Option<Field>], at: usize| fields.get(at).cloned().flatten();
        let kept: Vec<(usize, Option<Field>)> = self
            .columns
            .iter()
            .map(|(from, to)| (*to, field_of(old, *from)))
            .collect();
        let taken = |at: &usize| {
            let field = field_of(new, *at);
            let known = kept.iter().any(|(to, _)| to == at);
            !known && field.is_some() && kept.iter().any(|(_, kept)| *kept == field)
        };
        let given_up = (0..new.len()).filter(taken).map(|at| (at, None));
        let all: Vec<(usize, Option<Field>)> = given_up.chain(kept.iter().cloned()).collect();
        let maps = all
            .into_iter()
            .filter_map(|(to, field)| Some(Change::map(self.after.sheet.columns.get(to)?, field.as_ref())));
        maps.collect()
    }

    fn set_up(&self, change: Change) -> Option<Change> {
        match change {
            Change::KeepDates { column: Some(column) } => Some(Change::KeepDates {
                column: Some(self.letter(&column)?),
            }),
            Change::Dates {
                day_first,
                column: Some(column),
            } => Some(Change::Dates {
                day_first,
                column: Some(self.letter(&column)?),
            }),
            other => Some(other),
        }
    }

    /// A change of a row where it belongs now: none where that is unknown, nothing where the file itself has it now.
    fn moved(&self, change: &Change) -> Option<Option<Change>> {
        let from = self.before.place_of(row_of(change)?)?;
        let same = self.rows.get(&from).copied();
        let person = || self.people.get(&from).copied();
        let number = |to: usize| Some(self.after.sheet.rows.get(to)?.number);
        Some(Some(match change {
            Change::Cell { column, text, .. } => {
                let (old, new) = self.pair(column)?;
                let to = same.or_else(person)?;
                let read = self.after.read(to, new);
                if same.is_none() && read == *text {
                    return Some(None);
                }
                if read != self.before.read(from, old) {
                    return None;
                }
                Change::Cell {
                    row: number(to)?,
                    column: self.letter(column)?,
                    text: text.clone(),
                }
            }
            Change::LeaveOut { .. } => Change::LeaveOut {
                row: number(same.or_else(person)?)?,
            },
            Change::Decide { policy, .. } => Change::Decide {
                row: number(same.or_else(person)?)?,
                policy: policy.clone(),
            },
            // What was accepted was the row as it stood.
            Change::Accept { code, .. } => Change::Accept {
                row: number(same?)?,
                code: code.clone(),
            },
            _ => return None,
        }))
    }

    fn pair(&self, letters: &str) -> Option<(usize, usize)> {
        let old = self.before.column_at(letters)?;
        self.columns.iter().copied().find(|(from, _)| *from == old)
    }

    fn letter(&self, letters: &str) -> Option<String> {
        let (_, new) = self.pair(letters)?;
        Some(self.after.sheet.columns.get(new)?.letter.clone())
    }
}

/// The row of the spreadsheet that a change is about.
fn row_of(change: &Change) -> Option<u32> {
    match change {
        Change::Cell { row, .. }
        | Change::LeaveOut { row }
        | Change::Accept { row, .. }
        | Change::Decide { row, .. } => Some(*row),
        Change::Map { .. } | Change::FamilyFirst { .. } | Change::Dates { .. } | Change::KeepDates { .. } => None,
    }
}

/// Columns with the same heading, the first with the first where several have it; those without headings by their letters.
fn same_columns(before: &Table, after: &Table) -> Vec<(usize, usize)> {
    let names = |table: &Table| {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let name = |column: &crate::import::sheet::Column| {
            let name = column.name().to_owned();
            let nth = seen.entry(name.clone()).or_default();
            *nth += 1;
            (name, column.title.is_empty(), *nth)
        };
        table.sheet.columns.iter().map(name).collect::<Vec<_>>()
    };
    let (old, new) = (names(before), names(after));
    let found = old.iter().enumerate();
    found
        .filter_map(|(from, name)| Some((from, new.iter().position(|other| other == name)?)))
        .collect()
}

/// For the changed rows of the earlier version the row of the later one that has the same in some columns; where several
/// have, the first is the first, as long as their numbers, before and now, are as they should be.
fn same_rows(
    before: &Table,
    after: &Table,
    changed: &[usize],
    columns: &[(usize, usize)],
    fit: impl Fn(usize, usize) -> bool,
) -> HashMap<usize, usize> {
    let old = |row: usize| before.digest(row, columns.iter().map(|(from, _)| *from));
    let new = |row: usize| after.digest(row, columns.iter().map(|(_, to)| *to));
    let wanted: HashSet<u64> = changed.iter().filter_map(|row| old(*row)).collect();
    let alike = |count: usize, digest: &dyn Fn(usize) -> Option<u64>| {
        let mut rows: HashMap<u64, Vec<usize>> = HashMap::new();
        for row in 0..count {
            if let Some(digest) = digest(row).filter(|digest| wanted.contains(digest)) {
                rows.entry(digest).or_default().push(row);
            }
        }
        rows
    };
    let (were, are) = (alike(before.len(), &old), alike(after.len(), &new));
    let pairs = were.iter().filter_map(|(digest, were)| {
        let are = are.get(digest).filter(|are| fit(were.len(), are.len()))?;
        Some(were.iter().copied().zip(are.iter().copied()))
    });
    pairs.flatten().collect()
}

/// What is said of the rows of which something is not made again.
fn said(lost: &[u32], before: &Table) -> Option<Problem> {
    let named = lost.iter().take(NAMED).map(|number| {
        let person = before.place_of(*number).and_then(|row| before.checked_row(row));
        let name = person.map(|person| person.recipient.name).unwrap_or_default();
        match name.is_empty() {
            true => format!("row {number}"),
            false => format!("row {number} ({name})"),
        }
    });
    let mut named: Vec<String> = named.collect();
    if lost.len() > NAMED {
        named.push(format!("{} more", lost.len() - NAMED));
    }
    let what = match lost.len() {
        0 => return None,
        1 => {
            "What was corrected in a row was not made again, because the row is another now or is not there".to_owned()
        }
        count => format!(
            "What was corrected in {count} rows was not made again, because they are others now or are not there"
        ),
    };
    let message = format!("{what}: as they were numbered before, {}", named.join(", "));
    Some(
        Problem::warning("change-lost", message)
            .hint("Look at these people, and correct them again if it is still wanted"),
    )
}
