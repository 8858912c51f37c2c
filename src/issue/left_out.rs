//! Rows that a person has left out of a list, and that stay left out in its later versions while they say the same.
//!
//! What is kept is digests: of each row that was left out, with how many of its kind were not, and of a few other rows, by
//! which a later version is known. Another list of the group has other rows, and nothing is left out of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Result};
use crate::import::Table;
use crate::model::Group;

use super::desk::Desk;
use super::remember::{keep, kept};
use super::row_digest;

/// By so many rows a list is known again, of which at least half must be there.
const KNOWN_BY: usize = 64;
/// So many lists of a group are remembered, the newest ones.
const MOST_LISTS: usize = 8;
/// So many kinds of rows are remembered of a list; nobody leaves out more one by one.
const MOST_ROWS: usize = 5000;

/// What a row says, in short.
type Said = u64;

/// What is remembered of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct List {
    /// The rows with the smallest digests of those that were not left out: any few, and the same ones in a later version.
    some: BTreeSet<Said>,
    /// What was left out: how many rows that say this were not left out, and how many were.
    left_out: BTreeMap<Said, (usize, usize)>,
}

fn key(group: &Group) -> String {
    format!("rows left out in group {}", group.id)
}

/// The headings of a row with what the file has below them, in an order that does not follow the columns; empty cells say
/// nothing.
fn said(table: &Table, row: usize) -> Said {
    let columns = table.sheet().columns.iter().enumerate();
    let cells = columns.filter_map(|(at, column)| {
        let cell = table.original(row, at).unwrap_or_else(|| table.cell(row, at));
        let text = cell.text().trim().to_owned();
        (!text.is_empty()).then(|| (column.name(), text))
    });
    let hash = row_digest::of(cells.collect::<Vec<(&str, String)>>());
    hash.first_chunk().map_or(0, |first| Said::from_le_bytes(*first))
}

/// The places of the rows by what they say, from top to bottom.
fn rows_of(table: &Table) -> BTreeMap<Said, Vec<usize>> {
    let mut rows: BTreeMap<Said, Vec<usize>> = BTreeMap::new();
    for row in 0..table.len() {
        rows.entry(said(table, row)).or_default().push(row);
    }
    rows
}

impl List {
    fn of(table: &Table, rows: &BTreeMap<Said, Vec<usize>>) -> List {
        let mut list = List::default();
        for (said, rows) in rows {
            let out = rows.iter().filter(|row| table.is_left_out(**row)).count();
            if out < rows.len() && list.some.len() < KNOWN_BY {
                list.some.insert(*said);
            }
            if out > 0 && list.left_out.len() < MOST_ROWS {
                list.left_out.insert(*said, (rows.len() - out, out));
            }
        }
        list
    }

    /// Whether rows are those of a later version of this list.
    fn is_of(&self, rows: &BTreeMap<Said, Vec<usize>>) -> bool {
        let known_by = || self.some.iter().chain(self.left_out.keys().take(KNOWN_BY));
        let there = known_by().filter(|said| rows.contains_key(said)).count();
        there * 2 >= known_by().count()
    }
}

fn lists(desk: &Desk, group: &Group) -> Result<Vec<List>> {
    Ok(kept(desk, &key(group))?.unwrap_or_default())
}

/// Leaves out again what was left out of the last version of the list and says the same as then, as a step that can be
/// undone; a note says so.
///
/// # Errors
/// The workspace cannot be read.
pub fn leave_out_again(desk: &Desk, group: &Group, table: &mut Table) -> Result<Option<Problem>> {
    let lists = lists(desk, group)?;
    if lists.is_empty() {
        return Ok(None);
    }
    let rows = rows_of(table);
    let Some(list) = lists.iter().rev().find(|list| list.is_of(&rows)) else {
        return Ok(None);
    };
    let mut out: Vec<usize> = Vec::new();
    for (said, (stayed, left)) in &list.left_out {
        // Of rows that say the same as one that was not left out, the first ones are not.
        let alike = rows.get(said).into_iter().flatten().skip(*stayed);
        out.extend(alike.take(*left).filter(|row| !table.is_left_out(**row)));
    }
    out.sort_unstable();
    if !table.leave_out(&out, true) {
        return Ok(None);
    }
    Ok(Some(note(table, &out)))
}

fn note(table: &Table, out: &[usize]) -> Problem {
    let number = |row: &usize| table.sheet().rows.get(*row).map(|row| row.number.to_string());
    let mut numbers: Vec<String> = out.iter().take(SHOWN).filter_map(number).collect();
    let more = out.len().saturating_sub(numbers.len());
    numbers.extend((more > 0).then(|| format!("{more} more")));
    let rows = match &numbers[..] {
        [one] => format!("Row {one} is left out, as the same row was"),
        several => format!("Rows {} are left out, as the same rows were", several.join(", ")),
    };
    Problem::note("left-out-again", format!("{rows} of an earlier version of the list"))
        .hint("Take in again what is meant now")
}

/// How many rows are named that are left out.
const SHOWN: usize = 12;

/// Remembers what is left out of a list, in place of what was of its last version.
///
/// # Errors
/// The workspace cannot be written.
pub fn remember_left_out(desk: &Desk, group: &Group, table: &Table) -> Result<()> {
    let mut lists = lists(desk, group)?;
    if lists.is_empty() && table.counts().left_out == 0 {
        return Ok(());
    }
    let rows = rows_of(table);
    let list = List::of(table, &rows);
    lists.retain(|earlier| !earlier.is_of(&rows));
    if !list.left_out.is_empty() {
        lists.push(list);
    }
    let surplus = lists.len().saturating_sub(MOST_LISTS);
    lists.drain(..surplus);
    keep(desk, key(group), &lists)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{CheckOptions, ReadOptions, map, read};
    use crate::issue::NewGroup;
    use crate::issue::testing::TestDesk;
    use crate::progress::Progress;

    fn table(desk: &TestDesk, group: &Group, csv: &str) -> Table {
        let path = std::env::temp_dir().join(format!("accolade-left-out-{}.csv", std::process::id()));
        std::fs::write(&path, csv).expect("the sheet");
        let sheet = read(&path, &ReadOptions::default(), &desk.launcher, &Progress::new());
        std::fs::remove_file(&path).expect("it is there");
        let sheet = sheet.expect("read").value;
        let mapping = map(&sheet, &group.fields, &[], &[]).expect("mapped").value;
        Table::new(sheet, mapping, CheckOptions::default())
    }

    fn out(table: &Table) -> Vec<u32> {
        let rows = (0..table.len()).filter(|row| table.is_left_out(*row));
        rows.map(|row| table.sheet().rows[row].number).collect()
    }

    const FIRST: &str = "Name,E-mail\nAnna Lee,a@example.org\nBen Ito,b@example.org\nBen Ito,b@example.org\n\
                         Test Person,t@example.org\nCleo Fox,c@example.org\n";
    const LATER: &str = "E-mail,Name\nt@example.org,Test Person\nnew@example.org,Dora Kim\na@example.org,Anna Lee\n\
                         b@example.org,Ben Ito\nb@example.org,Ben Ito\ncleo@example.org,Cleo Fox\n";

    #[test]
    fn what_was_left_out_and_says_the_same_stays_so_in_a_later_version() {
        let desk = TestDesk::new("left-out");
        let group = desk.group(NewGroup {
            title: "T".to_owned(),
            ..NewGroup::default()
        });
        let again = |csv: &str| {
            let mut table = table(&desk, &group, csv);
            let note = leave_out_again(&desk, &group, &mut table).expect("read");
            (note, table)
        };
        assert_eq!(again(FIRST).0, None, "nothing is known yet");
        let (_, mut first) = again(FIRST);
        first.leave_out(&[2, 3], true);
        remember_left_out(&desk, &group, &first).expect("written");

        let (note, mut later) = again(LATER);
        assert_eq!(out(&later), [2, 6], "the second of the two, wherever they stand");
        let note = note.expect("it is said");
        assert_eq!(
            note.message,
            "Rows 2, 6 are left out, as the same rows were of an earlier version of the list"
        );
        later.undo();
        assert_eq!(out(&later), [0_u32; 0]);
        // What was taken in again, is in.
        later.leave_out(&[4], true);
        remember_left_out(&desk, &group, &later).expect("written");
        assert_eq!(out(&again(LATER).1), [6]);
        assert_eq!(out(&again(FIRST).1), [4], "it is the last version that counts");

        let other = LATER
            .replace("example.org", "example.com")
            .replace("t@example.com", "t@example.org");
        assert_eq!(out(&again(&other).1), [0_u32; 0], "another list");
        let changed = LATER.replace("b@example.org,Ben Ito\ncleo", "b@example.org,Ben Itô\ncleo");
        assert_eq!(out(&again(&changed).1), [0_u32; 0], "another row");
        later.leave_out(&[4], false);
        remember_left_out(&desk, &group, &later).expect("written");
        assert_eq!(again(LATER).0, None);
    }
}
