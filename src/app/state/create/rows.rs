//! The table of rows while it is corrected: where the cursor is, what is typed, which rows are shown.

use std::sync::Arc;

use crate::diag::Severity;
use crate::import::{Finding, Group, Table};

/// Which rows are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    #[default]
    All,
    /// With an error or a warning.
    Problems,
    /// With an error.
    Waiting,
    LeftOut,
    /// To which the designs have something to say, by their places.
    OnDesign(Arc<Vec<usize>>),
    /// With a problem of a kind, in a column.
    Kind {
        code: String,
        column: Option<usize>,
    },
}

#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Row and column of the cell that is chosen, by their places in the sheet.
    pub cursor: Option<(usize, usize)>,
    /// What is typed into it.
    pub typing: Option<String>,
    pub filter: Filter,
    /// The rows that the filter lets through; none for all.
    pub shown: Option<Arc<Vec<usize>>>,
    /// The row that is shown only because the cursor is in it: mended, and not left yet.
    pub kept: Option<usize>,
    /// What was typed while all rows are changed on a thread, with row and column: it is written afterwards.
    pub waiting: Vec<(usize, usize, String)>,
    /// Counts up when the cursor must be brought into sight.
    pub reveal: u64,
    /// Counts up when the keys must go to the table.
    pub focus: u64,
    /// The problem of a row that is being mended, or accepted, until the next one is gone to.
    pub mended: Option<Mended>,
    /// The kinds of problems in the order in which they stand beside the rows: it stays while the rows are mended.
    pub kinds: Vec<Kind>,
    /// While problems are being mended, how many steps were done before, until it is said what came of it.
    pub mending: Option<usize>,
}

/// A kind of problem: its code, and the column it is in.
pub type Kind = (String, Option<usize>);

/// A problem of a row that somebody does something about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    pub row: usize,
    pub kind: Kind,
}

impl Rows {
    /// The kinds of problems: those that were there before in their places, and the others after them.
    pub fn groups<'a>(&self, table: &'a Table) -> Vec<Group<'a>> {
        let mut groups = table.groups();
        let is = |group: &Group<'_>, (code, column): &Kind| group.code == code && group.column == *column;
        let place = |group: &Group<'_>| self.kinds.iter().position(|kind| is(group, kind)).unwrap_or(usize::MAX);
        groups.sort_by_key(place);
        groups
    }

    /// Notes in which order the kinds of problems stand; with `anew` the worst first.
    pub fn note_kinds(&mut self, table: &Table, anew: bool) {
        if anew {
            self.kinds.clear();
        }
        for group in table.groups() {
            let kind = (group.code.to_owned(), group.column);
            if !self.kinds.contains(&kind) {
                self.kinds.push(kind);
            }
        }
    }

    /// Where to go when the problem of a row is mended: another one of that row, else the next row with that kind, else
    /// the next with any; nothing where none is left. Where one kind is shown, other problems of its rows can wait.
    pub fn after(&self, mended: &Mended, table: &Table) -> Option<usize> {
        let (code, column) = &mended.kind;
        let waits = |row: usize| table.worst(row).is_some_and(|worst| worst >= Severity::Warning);
        if !matches!(self.filter, Filter::Kind { .. }) && waits(mended.row) {
            return Some(mended.row);
        }
        let rows = table.rows_with(code, *column);
        let from = rows.partition_point(|row| *row <= mended.row);
        let (above, below) = rows.split_at_checked(from)?;
        let mut same = below.iter().chain(above).copied();
        let same = same.find(|row| *row != mended.row && !table.is_accepted(*row, code));
        same.or_else(|| table.next_problem(Some(mended.row), Severity::Warning))
    }

    /// What will stand in a cell as soon as it can be written.
    pub fn waiting_in(&self, row: usize, column: usize) -> Option<&str> {
        let mut last = self.waiting.iter().rev();
        let found = last.find(|(at, of, _)| (*at, *of) == (row, column))?;
        Some(&found.2)
    }

    /// Whether a cell is chosen, or not all rows are shown.
    pub fn is_narrowed(&self) -> bool {
        self.cursor.is_some() || self.filter != Filter::All
    }

    /// How many rows are shown.
    pub fn count(&self, table: &Table) -> usize {
        self.shown.as_ref().map_or(table.len(), |shown| shown.len())
    }

    /// How many rows are shown beside those that the filter means: doubled ones, and the one that was mended just now.
    pub fn beside(&self, table: &Table) -> usize {
        let meant = match &self.filter {
            Filter::Kind { .. } => self.with_problem(table),
            _ => self.count(table) - usize::from(self.kept.is_some()),
        };
        self.count(table).saturating_sub(meant)
    }

    /// How many rows have the kind of problem that is shown.
    pub fn with_problem(&self, table: &Table) -> usize {
        let Filter::Kind { code, column } = &self.filter else {
            return 0;
        };
        let groups = table.groups();
        let of_kind = groups
            .iter()
            .filter(|group| group.code == code && (column.is_none() || group.column == *column));
        of_kind.map(|group| group.rows).sum()
    }

    /// The first of the rows that are shown, and not only beside others, for something in them.
    pub fn first(&self, table: &Table) -> Option<usize> {
        match &self.filter {
            Filter::Kind { code, column } => table.rows_with(code, *column).first().copied(),
            _ => self.shown.as_ref()?.first().copied(),
        }
    }

    /// The row at a place of what is shown.
    pub fn row(&self, at: usize) -> Option<usize> {
        match &self.shown {
            Some(shown) => shown.get(at).copied(),
            None => Some(at),
        }
    }

    /// The place of a row in what is shown.
    pub fn place(&self, row: usize) -> Option<usize> {
        match &self.shown {
            Some(shown) => shown.binary_search(&row).ok(),
            None => Some(row),
        }
    }

    /// The next row below the cursor that has a problem, of those that are shown, and from the top again after the last;
    /// where one kind is shown, the next that has it, be it only a note.
    pub fn next_problem(&self, table: &Table) -> Option<usize> {
        let after = self.cursor.map(|(row, _)| row);
        let Some(shown) = &self.shown else {
            return table.next_problem(after, Severity::Warning);
        };
        let least = match self.filter {
            Filter::Kind { .. } => Severity::Note,
            _ => Severity::Warning,
        };
        let from = after.map_or(0, |after| shown.partition_point(|row| *row <= after));
        let (above, below) = shown.split_at_checked(from)?;
        let mut rows = below.iter().chain(above).copied();
        rows.find(|row| table.worst(*row).is_some_and(|worst| worst >= least))
    }

    /// Looks anew which rows are shown. The row of the cursor stays until the cursor leaves it, though it was mended.
    pub fn sift(&mut self, table: &Table) {
        self.note_kinds(table, false);
        let here = self.cursor.map(|(row, _)| row);
        let here = here.filter(|row| {
            self.shown
                .as_ref()
                .is_some_and(|shown| shown.binary_search(row).is_ok())
        });
        let mut shown = self.passing(table);
        self.kept = None;
        if let (Some(shown), Some(row)) = (&mut shown, here)
            && row < table.len()
            && let Err(at) = shown.binary_search(&row)
        {
            shown.insert(at, row);
            self.kept = Some(row);
        }
        self.shown = shown.map(Arc::new);
    }

    /// Puts the cursor into a cell. A row that was shown only for the cursor is not shown any longer when it is left.
    pub fn put_cursor(&mut self, row: usize, column: usize, table: Option<&Table>) {
        self.cursor = Some((row, column));
        self.reveal += 1;
        if let Some(table) = table.filter(|_| self.kept.is_some_and(|kept| kept != row)) {
            self.sift(table);
        }
    }

    /// The rows that the filter lets through.
    fn passing(&self, table: &Table) -> Option<Vec<usize>> {
        match &self.filter {
            Filter::All => None,
            Filter::Problems => Some(table.rows_at_least(Severity::Warning)),
            Filter::Waiting => Some(table.rows_at_least(Severity::Error)),
            Filter::LeftOut => Some((0..table.len()).filter(|row| table.is_left_out(*row)).collect()),
            Filter::OnDesign(places) => {
                let is_there = |row: &usize| *row < table.len() && !table.is_left_out(*row);
                Some(places.iter().copied().filter(is_there).collect())
            }
            Filter::Kind { code, column } => Some(with_doubled(table, code, table.rows_with(code, *column))),
        }
    }
}

/// The kinds of problems that two rows have with each other.
pub(super) const OF_TWO: [&str; 4] = [
    "duplicate-in-sheet",
    "email-in-sheet",
    "likely-duplicate",
    "name-in-sheet",
];

/// Rows with a kind of problem, and, to be compared with them, those that they double.
fn with_doubled(table: &Table, code: &str, rows: Vec<usize>) -> Vec<usize> {
    if !OF_TWO.contains(&code) {
        return rows;
    }
    let doubled = rows.iter().filter_map(|row| table.doubled(*row));
    let mut all: Vec<usize> = doubled.chain(rows.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The worst finding of a cell.
pub fn worst_of(table: &Table, row: usize, column: usize) -> Option<Finding> {
    table
        .findings(row)
        .filter(|finding| finding.column == Some(column))
        .max_by_key(|finding| finding.problem.severity)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::import::{Cell, CheckOptions, Row, Sheet, map};

    pub(in super::super) fn table(titles: &[&str], rows: &[&[&str]]) -> Table {
        let row = |(number, cells): (u32, &&[&str])| Row {
            number,
            cells: cells.iter().map(|cell| Cell::Text((*cell).into())).collect(),
        };
        let sheet = Sheet {
            file: "a.csv".to_owned(),
            ..Sheet::of_rows(titles.iter().map(|title| (*title).to_owned()), (2..).zip(rows).map(row))
        };
        let mapping = map(&sheet, &[], &[], &[]).expect("mapped").value;
        Table::new(sheet, mapping, CheckOptions::default())
    }

    #[test]
    fn a_filter_lets_rows_through_and_keeps_their_places() {
        let mut table = table(
            &["Name", "E-mail"],
            &[
                &["Ann", "a@example.org"],
                &["", "b@example.org"],
                &["Cem", "c(at)example.org"],
            ],
        );
        let mut rows = Rows {
            filter: Filter::Waiting,
            ..Rows::default()
        };
        rows.sift(&table);
        assert_eq!((rows.count(&table), rows.row(0), rows.row(1)), (2, Some(1), Some(2)));
        assert_eq!((rows.place(2), rows.place(0)), (Some(1), None));
        table.leave_out(&[1], true);
        rows.sift(&table);
        assert_eq!(rows.count(&table), 1);
        rows.filter = Filter::LeftOut;
        rows.sift(&table);
        assert_eq!(rows.row(0), Some(1));
        rows.filter = Filter::All;
        rows.sift(&table);
        assert_eq!((rows.count(&table), rows.place(0)), (3, Some(0)));
    }

    #[test]
    fn a_doubled_recipient_is_shown_with_the_row_that_it_doubles() {
        let ann = ["Ann Lee", "ann@example.org"];
        let rows: [&[&str]; 4] = [
            &["Ben Okafor", "ben@example.org"],
            &ann,
            &["Cem Li", "cem@example.org"],
            &ann,
        ];
        let mut table = table(&["Name", "E-mail"], &rows);
        let mut rows = Rows {
            filter: Filter::Kind {
                code: "duplicate-in-sheet".to_owned(),
                column: None,
            },
            ..Rows::default()
        };
        rows.sift(&table);
        assert_eq!((rows.row(0), rows.row(1), rows.count(&table)), (Some(1), Some(3), 2));
        assert_eq!(rows.with_problem(&table), 1, "the first of them has no problem");
        assert_eq!(rows.beside(&table), 1);
        assert_eq!(rows.first(&table), Some(3));
        table.leave_out(&[3], true);
        rows.sift(&table);
        assert_eq!((rows.count(&table), rows.with_problem(&table)), (0, 0));
    }

    #[test]
    fn a_mended_row_stays_until_the_cursor_leaves_it() {
        let columns = ["Given name", "Family name"];
        let mut table = table(&columns, &[&["", ""], &["Ann", "Lee"], &["", ""]]);
        let mut rows = Rows {
            filter: Filter::Waiting,
            ..Rows::default()
        };
        rows.sift(&table);
        let before = rows.count(&table);
        rows.put_cursor(0, 0, Some(&table));
        table.edit(0, 0, "Zoë");
        table.edit(0, 1, "Bell");
        rows.sift(&table);
        assert_eq!((rows.count(&table), rows.place(0)), (before, Some(0)));
        assert_eq!(
            rows.beside(&table),
            1,
            "what is counted and what is mended are all that is shown"
        );
        rows.put_cursor(0, 1, Some(&table));
        assert_eq!(rows.place(0), Some(0));
        rows.put_cursor(2, 0, Some(&table));
        assert_eq!((rows.count(&table), rows.place(0)), (before - 1, None));
        assert_eq!(rows.beside(&table), 0);
    }

    #[test]
    fn the_next_problem_is_one_of_the_rows_that_are_shown() {
        let mut table = table(
            &["Name", "E-mail"],
            &[
                &["", "a@example.org"],
                &["Ann  Lee", "b@example.org"],
                &["Cem", "c(at)example.org"],
                &["Dan  Li", "d@example.org"],
            ],
        );
        let spaces = Filter::Kind {
            code: "doubled-spaces".to_owned(),
            column: Some(0),
        };
        let way = |table: &Table, filter: &Filter| {
            let mut rows = Rows {
                filter: filter.clone(),
                ..Rows::default()
            };
            rows.sift(table);
            let mut way = Vec::new();
            for _ in 0..4 {
                let Some(row) = rows.next_problem(table) else { break };
                rows.cursor = Some((row, 0));
                way.push(row);
            }
            way
        };
        assert_eq!(way(&table, &Filter::Waiting), [0, 2, 0, 2]);
        assert_eq!(way(&table, &spaces), [1, 3, 1, 3]);
        // Where the last one of a kind is mended, nothing else is gone to.
        table.apply_all("doubled-spaces", Some(0));
        assert_eq!(way(&table, &spaces), [0; 0]);
        assert_eq!(way(&table, &Filter::All), [0, 2, 0, 2]);
        table.leave_out(&[2], true);
        assert_eq!(way(&table, &Filter::LeftOut), [0; 0]);
    }

    #[test]
    fn kinds_stay_in_their_places_while_rows_are_mended() {
        let rows: &[&[&str]] = &[
            &["Ann  Lee", "ann(at)example.org"],
            &["Ben  Ode", "ben(at)example.org"],
            &["Cem  Aky", "cem@example.org"],
            &["", "dov@example.org"],
            &["", "eve@example.org"],
            &["", "fay@example.org"],
        ];
        let mut table = table(&["Name", "E-mail"], rows);
        let mut shown = Rows::default();
        shown.note_kinds(&table, true);
        let codes = |shown: &Rows, table: &Table| -> Vec<String> {
            let groups = shown.groups(table);
            groups.iter().map(|group| group.code.to_owned()).collect()
        };
        assert_eq!(codes(&shown, &table), ["required", "email-shape", "doubled-spaces"]);
        for row in [3, 4] {
            table.edit(row, 0, "Somebody Else");
            shown.sift(&table);
        }
        assert_eq!(table.groups()[0].code, "email-shape", "it has the most rows now");
        assert_eq!(codes(&shown, &table), ["required", "email-shape", "doubled-spaces"]);
        // What is gone moves nothing that is above it, and what comes is below.
        table.apply_all("email-shape", None);
        table.edit(2, 1, "c,d");
        table.edit(5, 0, "GUS OTT");
        shown.sift(&table);
        let after = codes(&shown, &table);
        assert_eq!(after[..2], ["email-shape", "doubled-spaces"], "{after:?}");
        shown.note_kinds(&table, true);
        assert_eq!(codes(&shown, &table).len(), after.len());
    }
}
