//! The rows of a table by their problems, so that counts and the next problem need no walk over all rows.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::diag::{Problem, Severity};
use crate::import::pieces::RowSet;

use super::RowState;

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
    /// Those in which one fix is enough.
    fixable: RowSet,
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
}

impl Index {
    pub(super) fn add(&mut self, row: u32, state: &RowState) {
        for finding in state.all() {
            let rows = self.kinds.entry(key(&finding.problem, finding.column)).or_default();
            rows.all.insert(row);
            if finding.only_fix().is_some() {
                rows.fixable.insert(row);
            }
        }
        if let Some(worst) = worst(state) {
            self.of(worst).insert(row);
        }
        if state.findings.iter().any(|finding| finding.problem.is_error()) {
            self.waiting.insert(row);
        }
    }

    pub(super) fn remove(&mut self, row: u32, state: &RowState) {
        for finding in state.all() {
            let key = key(&finding.problem, finding.column);
            if let Some(rows) = self.kinds.get_mut(&key) {
                rows.all.remove(row);
                rows.fixable.remove(row);
                if rows.all.is_empty() {
                    self.kinds.remove(&key);
                }
            }
        }
        if let Some(worst) = worst(state) {
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

    pub(super) fn waiting(&self) -> usize {
        self.waiting.len()
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
                    fixable: rows.fixable.len(),
                    first: rows.all.first()? as usize,
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

    /// The rows in which a fix needs no choice.
    pub(super) fn fixable(&self) -> RowSet {
        RowSet::union(self.kinds.values().map(|rows| &rows.fixable))
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

fn key(problem: &Problem, column: Option<usize>) -> Key {
    Key {
        severity: Reverse(problem.severity),
        code: problem.code.clone(),
        column,
    }
}

fn worst(state: &RowState) -> Option<Severity> {
    state.all().map(|finding| finding.problem.severity).max()
}
