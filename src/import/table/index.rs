//! The rows of a table by their problems, so that counts and the next problem need no walk over all rows.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::diag::Severity;
use crate::import::check::Finding;
use crate::import::pieces::{Pieces, RowSet};

use super::RowState;
use super::sums::{Mark, Sums};

pub(super) use super::sums::Sum;

/// Problems of one kind in one column.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// The code of the problems.
    pub code: &'a str,
    pub severity: Severity,
    /// The column they are in; `None` for problems of whole rows.
    pub column: Option<usize>,
    /// How many rows have it.
    pub rows: usize,
    /// In how many rows one fix is enough, without a choice.
    pub fixable: usize,
    /// The first row that has it.
    pub first: usize,
    /// The same by the kinds of these fixes, in alphabetical order.
    pub mends: Vec<Mend<'a>>,
}

/// The rows of a group in which one fix is enough, and all of these fixes are of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mend<'a> {
    pub kind: &'a str,
    pub rows: usize,
    /// The first of them.
    pub first: usize,
}

/// How many rows there are of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub rows: usize,
    /// Those that make a credential.
    pub good: usize,
    /// Those that wait because of an error.
    pub waiting: usize,
    /// Those that make a credential which cannot be published as it is: what others found who know more is an error.
    /// They are among the good ones.
    pub held: usize,
    /// Those whose worst problem is a warning.
    pub warned: usize,
    /// Those whose worst problem is a note.
    pub noted: usize,
    pub left_out: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    severity: Reverse<Severity>,
    code: Cow<'static, str>,
    column: Option<usize>,
}

/// The rows of a kind.
#[derive(Clone, Debug, Default)]
struct Rows {
    all: RowSet,
    /// Those in which one fix is enough, by its kind.
    fixable: BTreeMap<Cow<'static, str>, RowSet>,
}

impl Rows {
    fn mends(&self) -> Vec<Mend<'_>> {
        let mends = self.fixable.iter().filter_map(|(kind, rows)| {
            let first = rows.first()? as usize;
            let rows = rows.len();
            Some(Mend { kind, rows, first })
        });
        mends.collect()
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    kinds: BTreeMap<Key, Rows>,
    /// Rows by their worst problem.
    errors: RowSet,
    warnings: RowSet,
    notes: RowSet,
    /// Rows with errors of their own, not only those that others found.
    waiting: RowSet,
    sums: Sums,
}

impl Index {
    /// What findings come to.
    pub(super) fn sum(&mut self, findings: &[Finding]) -> Sum {
        self.sums.of(findings)
    }

    pub(super) fn add(&mut self, row: u32, state: RowState) {
        let mut worst = None;
        for (sum, is_own) in sums_of(state) {
            self.sums.count(sum, true);
            let list = self.sums.list(sum);
            for mark in list {
                let rows = self.kinds.entry(key(mark)).or_default();
                rows.all.insert(row);
                if let Some(fix) = mark.only_fix() {
                    rows.fixable.entry(fix.kind.clone()).or_default().insert(row);
                }
                worst = worst.max(Some(mark.severity));
            }
            if is_own && list.iter().any(|mark| mark.severity == Severity::Error) {
                self.waiting.insert(row);
            }
        }
        if let Some(worst) = worst {
            self.of(worst).insert(row);
        }
    }

    pub(super) fn remove(&mut self, row: u32, state: RowState) {
        let mut worst = None;
        for (sum, _) in sums_of(state) {
            self.sums.count(sum, false);
            for mark in self.sums.list(sum) {
                let key = key(mark);
                if let Some(rows) = self.kinds.get_mut(&key) {
                    rows.all.remove(row);
                    if let Some(of_kind) = mark.only_fix().and_then(|fix| rows.fixable.get_mut(&fix.kind)) {
                        of_kind.remove(row);
                    }
                    if rows.all.is_empty() {
                        self.kinds.remove(&key);
                    }
                }
                worst = worst.max(Some(mark.severity));
            }
        }
        if let Some(worst) = worst {
            self.of(worst).remove(row);
        }
        self.waiting.remove(row);
    }

    fn of(&mut self, severity: Severity) -> &mut RowSet {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        }
    }

    fn at_least(&self, severity: Severity) -> impl Iterator<Item = &RowSet> {
        [
            (Severity::Error, &self.errors),
            (Severity::Warning, &self.warnings),
            (Severity::Note, &self.notes),
        ]
        .into_iter()
        .filter(move |(of, _)| *of >= severity)
        .map(|(_, rows)| rows)
    }

    /// The rows with errors of their own.
    pub(super) fn waiting(&self) -> &RowSet {
        &self.waiting
    }

    /// The worst of what a row has in some columns.
    pub(super) fn worst_of(&self, state: &RowState, wanted: impl Fn(Option<usize>) -> bool) -> Option<Severity> {
        let marks = sums_of(*state).into_iter().flat_map(|(sum, _)| self.sums.list(sum));
        marks.filter(|mark| wanted(mark.column)).map(|mark| mark.severity).max()
    }

    /// How many rows have this as their worst problem.
    pub(super) fn worst(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors.len(),
            Severity::Warning => self.warnings.len(),
            Severity::Note => self.notes.len(),
        }
    }

    pub(super) fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = self
            .kinds
            .iter()
            .filter_map(|(key, rows)| {
                Some(Group {
                    code: &key.code,
                    severity: key.severity.0,
                    column: key.column,
                    rows: rows.all.len(),
                    fixable: rows.mends().iter().map(|mend| mend.rows).sum(),
                    first: rows.all.first()? as usize,
                    mends: rows.mends(),
                })
            })
            .collect();
        groups.sort_by_key(|group| (Reverse(group.severity), Reverse(group.rows)));
        groups
    }

    pub(super) fn rows_with(&self, code: &str, column: Option<usize>) -> Vec<usize> {
        let of_kind = |key: &Key| key.code == code && (column.is_none() || key.column == column);
        let kinds = self.kinds.iter().filter(|(key, _)| of_kind(key));
        places(&RowSet::union(kinds.map(|(_, rows)| &rows.all)))
    }

    pub(super) fn rows_of(&self, group: &Group<'_>) -> Vec<usize> {
        let key = Key {
            severity: Reverse(group.severity),
            code: Cow::Owned(group.code.to_owned()),
            column: group.column,
        };
        self.kinds.get(&key).map_or_else(Vec::new, |rows| places(&rows.all))
    }

    /// The kinds of fixes that write cells and need no choice, in alphabetical order; only those that change the form and
    /// not what is meant, if that is asked for.
    pub(super) fn fix_kinds(&self, only_safe: bool) -> Vec<String> {
        let fixes = self.sums.all_counted().filter_map(Mark::only_fix);
        let mut kinds: Vec<String> = fixes
            .filter(|fix| fix.writes_cells && (fix.is_safe || !only_safe))
            .map(|fix| fix.kind.to_string())
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// The rows that have one fix of a kind, in one column or in any, from top to bottom.
    pub(super) fn mendable(&self, rows: &Pieces<RowState>, kind: &str, column: Option<usize>) -> Vec<usize> {
        let with_fix = |mark: &Mark| (column.is_none() || mark.column == column) && mark.has_one_fix_of(kind);
        let has = self.sums.which(with_fix);
        let has = |sum: Sum| has.get(sum.place()).copied().unwrap_or_default();
        let rows = rows.iter().enumerate();
        rows.filter(|(_, state)| sums_of(**state).into_iter().any(|(sum, _)| has(sum)))
            .map(|(row, _)| row)
            .collect()
    }

    pub(super) fn rows_at_least(&self, severity: Severity) -> Vec<usize> {
        places(&RowSet::union(self.at_least(severity)))
    }

    pub(super) fn next(&self, after: Option<usize>, severity: Severity) -> Option<usize> {
        let from = after.map_or(0, |row| row.saturating_add(1));
        let from = u32::try_from(from).unwrap_or(u32::MAX);
        let below = self.at_least(severity).filter_map(|rows| rows.from(from)).min();
        let first = || self.at_least(severity).filter_map(RowSet::first).min();
        below.or_else(first).map(|row| row as usize)
    }
}

fn places(rows: &RowSet) -> Vec<usize> {
    rows.iter().map(|row| row as usize).collect()
}

fn key(mark: &Mark) -> Key {
    Key {
        severity: Reverse(mark.severity),
        code: mark.code.clone(),
        column: mark.column,
    }
}

/// What is found in a row, and whether it is so by the sheet alone.
fn sums_of(state: RowState) -> [(Sum, bool); 3] {
    [(state.own, true), (state.twin, true), (state.remarks, false)]
}
