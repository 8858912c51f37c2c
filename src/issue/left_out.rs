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

/// What is done with the rows that are remembered.
#[derive(Clone, Copy)]
enum What {
    /// They are in none of it.
    Out,
    /// They are compared, and nothing of them is carried out.
    AsTheyAre,
}

fn key(what: What, group: &Group) -> String {
    let what = match what {
        What::Out => "left out",
        What::AsTheyAre => "left as they are",
    };
    format!("rows {what} in group {}", group.id)
}

/// The headings of a row with what the file has below them, in an order that does not follow the columns; empty cells say
/// nothing, and neither do those in some columns.
fn said(table: &Table, without: &BTreeSet<usize>, row: usize) -> Said {
    let columns = table.sheet().columns.iter().enumerate();
    let cells = columns
        .filter(|(at, _)| !without.contains(at))
        .filter_map(|(at, column)| {
            let cell = table.original(row, at).unwrap_or_else(|| table.cell(row, at));
            let text = cell.text().trim().to_owned();
            (!text.is_empty()).then(|| (column.name(), text))
        });
    let hash = row_digest::of(cells.collect::<Vec<(&str, String)>>());
    hash.first_chunk().map_or(0, |first| Said::from_le_bytes(*first))
}

/// The places of the rows by what they say, from top to bottom.
type Rows = BTreeMap<Said, Vec<usize>>;

fn rows_of(table: &Table, without: &BTreeSet<usize>) -> Rows {
    let mut rows = Rows::new();
    for row in 0..table.len() {
        rows.entry(said(table, without, row)).or_default().push(row);
    }
    rows
}

/// The rows without the columns that only number them, and with those, as lists were remembered once.
fn readings(table: &Table) -> Vec<Rows> {
    let numbering = row_digest::numbering(table.sheet(), table.mapping());
    let mut readings = vec![rows_of(table, &numbering)];
    if !numbering.is_empty() {
        readings.push(rows_of(table, &BTreeSet::new()));
    }
    readings
}

impl List {
    fn of(rows: &Rows, is_out: impl Fn(usize) -> bool) -> List {
        let mut list = List::default();
        for (said, rows) in rows {
            let out = rows.iter().filter(|row| is_out(**row)).count();
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
    fn is_of(&self, rows: &Rows) -> bool {
        let known_by = || self.some.iter().chain(self.left_out.keys().take(KNOWN_BY));
        let there = known_by().filter(|said| rows.contains_key(said)).count();
        there * 2 >= known_by().count()
    }
}

fn lists(desk: &Desk, what: What, group: &Group) -> Result<Vec<List>> {
    Ok(kept(desk, &key(what, group))?.unwrap_or_default())
}

/// The places of the rows with which that was done in the last version of the list and that say the same as then.
fn again(desk: &Desk, what: What, group: &Group, table: &Table) -> Result<Vec<usize>> {
    let lists = lists(desk, what, group)?;
    let mut out: Vec<usize> = Vec::new();
    if lists.is_empty() {
        return Ok(out);
    }
    for rows in readings(table) {
        let Some(list) = lists.iter().rev().find(|list| list.is_of(&rows)) else {
            continue;
        };
        for (said, (stayed, left)) in &list.left_out {
            // Of rows that say the same as one that was not left out, the first ones are not.
            let alike = rows.get(said).into_iter().flatten().skip(*stayed);
            out.extend(alike.take(*left).filter(|row| !table.is_left_out(**row)));
        }
        break;
    }
    out.sort_unstable();
    Ok(out)
}

/// Leaves out again what was left out of the last version of the list and says the same as then, as a step that can be
/// undone; a note says so.
///
/// # Errors
/// The workspace cannot be read.
pub fn leave_out_again(desk: &Desk, group: &Group, table: &mut Table) -> Result<Option<Problem>> {
    let out = again(desk, What::Out, group, table)?;
    if !table.leave_out(&out, true) {
        return Ok(None);
    }
    let said = note(&numbers(table, &out), "left out");
    let note = Problem::note("left-out-again", said).hint("Take in again what is meant now");
    Ok(Some(note))
}

/// The rows of which nothing was carried out when the last version of the list was compared, and that say the same as
/// then, by their numbers.
///
/// # Errors
/// The workspace cannot be read.
pub fn left_as_they_were(desk: &Desk, group: &Group, table: &Table) -> Result<BTreeSet<u32>> {
    let rows = again(desk, What::AsTheyAre, group, table)?;
    Ok(numbers(table, &rows).into_iter().collect())
}

/// That rows are left as they are again.
pub fn left_again(rows: &BTreeSet<u32>) -> Problem {
    let said = note(&rows.iter().copied().collect::<Vec<u32>>(), "left as they are");
    Problem::note("left-as-it-is-again", said).hint("Choose in the comparison what is meant now")
}

fn numbers(table: &Table, rows: &[usize]) -> Vec<u32> {
    let rows = rows.iter().filter_map(|row| table.sheet().rows.get(*row));
    rows.map(|row| row.number).collect()
}

/// What is done with rows again, such as “left out”.
fn note(rows: &[u32], what: &str) -> String {
    let mut named: Vec<String> = rows.iter().take(SHOWN).map(u32::to_string).collect();
    let more = rows.len().saturating_sub(named.len());
    named.extend((more > 0).then(|| format!("{more} more")));
    let rows = match &named[..] {
        [one] => {
            let what = what.replace("they are", "it is");
            format!("Row {one} is {what}, as the same row was")
        }
        several => format!("Rows {} are {what}, as the same rows were", several.join(", ")),
    };
    format!("{rows} of an earlier version of the list")
}

/// How many rows are named that are left out.
const SHOWN: usize = 12;

/// Remembers what is left out of a list, in place of what was of its last version.
///
/// # Errors
/// The workspace cannot be written.
pub fn remember_left_out(desk: &Desk, group: &Group, table: &Table) -> Result<()> {
    let is_any = table.counts().left_out > 0;
    remember(desk, What::Out, group, table, is_any, |row| table.is_left_out(row))
}

/// The same for the rows of which nothing was carried out when the list was compared, by their numbers.
///
/// # Errors
/// The workspace cannot be written.
pub fn remember_left_as_they_are(desk: &Desk, group: &Group, table: &Table, rows: &BTreeSet<u32>) -> Result<()> {
    let left: BTreeSet<usize> = rows.iter().filter_map(|row| table.place_of(*row)).collect();
    let is_left = |row: usize| left.contains(&row);
    remember(desk, What::AsTheyAre, group, table, !left.is_empty(), is_left)
}

fn remember(
    desk: &Desk,
    what: What,
    group: &Group,
    table: &Table,
    is_any: bool,
    is_out: impl Fn(usize) -> bool,
) -> Result<()> {
    let mut lists = lists(desk, what, group)?;
    if lists.is_empty() && !is_any {
        return Ok(());
    }
    let readings = readings(table);
    lists.retain(|earlier| !readings.iter().any(|rows| earlier.is_of(rows)));
    let list = readings.first().map(|rows| List::of(rows, is_out)).unwrap_or_default();
    if !list.left_out.is_empty() {
        lists.push(list);
    }
    let surplus = lists.len().saturating_sub(MOST_LISTS);
    lists.drain(..surplus);
    keep(desk, key(what, group), &lists)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{CheckOptions, ReadOptions, map, read};
    use crate::issue::NewGroup;
    use crate::issue::testing::TestDesk;
    use crate::progress::Progress;

    fn table(desk: &TestDesk, group: &Group, csv: &str) -> Table {
        // Beside the workspace, which is another one in each test.
        let path = desk.store.dir().join("list.csv");
        std::fs::write(&path, csv).expect("the sheet");
        let sheet = read(&path, &ReadOptions::default(), &desk.launcher, &Progress::new());
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

    /// A list with numbers, of which a row was left out once, and the same where somebody was put in above.
    const NUMBERED: &str =
        "No.,Name,E-mail\n1,Anna Lee,a@example.org\n2,Ben Ito,b@example.org\n3,Test Person,t@example.org\n";
    const SHIFTED: &str = "No.,Name,E-mail\n1,New One,n@example.org\n2,Anna Lee,a@example.org\n3,Ben Ito,b@example.org\n\
                           4,Test Person,t@example.org\n";

    #[test]
    fn a_row_with_another_number_says_the_same() {
        let desk = TestDesk::new("left-out-numbers");
        let group = desk.group(NewGroup {
            title: "T".to_owned(),
            ..NewGroup::default()
        });
        let again = |csv: &str| {
            let mut table = table(&desk, &group, csv);
            leave_out_again(&desk, &group, &mut table).expect("read");
            out(&table)
        };
        let mut first = table(&desk, &group, NUMBERED);
        first.leave_out(&[2], true);
        remember_left_out(&desk, &group, &first).expect("written");
        assert_eq!(again(SHIFTED), [5]);
        assert_eq!(again(&SHIFTED.replace("No.", "Nr")), [5]);

        // As it was remembered once, with the numbers: the same file is known, and the new way takes its place.
        let rows = rows_of(&first, &BTreeSet::new());
        let old = List::of(&rows, |row| first.is_left_out(row));
        keep(&desk, key(What::Out, &group), &vec![old]).expect("written");
        assert_eq!(again(NUMBERED), [4]);
        assert_eq!(again(SHIFTED), [0_u32; 0]);
        remember_left_out(&desk, &group, &first).expect("written");
        assert_eq!(lists(&desk, What::Out, &group).expect("read").len(), 1);
        assert_eq!(again(SHIFTED), [5]);
    }

    #[test]
    fn what_was_left_as_it_is_is_so_again_while_it_says_the_same() {
        let desk = TestDesk::new("left-as-it-is");
        let group = desk.group(NewGroup {
            title: "T".to_owned(),
            ..NewGroup::default()
        });
        let again = |csv: &str| left_as_they_were(&desk, &group, &table(&desk, &group, csv)).expect("read");
        let first = table(&desk, &group, FIRST);
        let rows = BTreeSet::from([3, 5]);
        remember_left_as_they_are(&desk, &group, &first, &rows).expect("written");
        assert_eq!(again(LATER), BTreeSet::from([2, 6]));
        assert_eq!(again(&LATER.replace("Test", "Text")), BTreeSet::from([6]));
        assert_eq!(
            left_again(&again(LATER)).message,
            "Rows 2, 6 are left as they are, as the same rows were of an earlier version of the list"
        );
        let one = left_again(&BTreeSet::from([4])).message;
        assert!(one.starts_with("Row 4 is left as it is, as"), "{one}");
        // They are another matter than those that are left out.
        assert_eq!(
            leave_out_again(&desk, &group, &mut table(&desk, &group, LATER)).expect("read"),
            None
        );
        remember_left_as_they_are(&desk, &group, &first, &BTreeSet::new()).expect("written");
        assert_eq!(again(LATER), BTreeSet::new());
    }
}
