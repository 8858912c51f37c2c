//! The table of rows while it is corrected: where the cursor is, what is typed, which rows are shown.

use std::sync::Arc;

use crate::diag::Severity;
use crate::import::{Finding, Table};

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
    /// Counts up when the cursor must be brought into sight.
    pub reveal: u64,
}

impl Rows {
    /// How many rows are shown.
    pub fn count(&self, table: &Table) -> usize {
        self.shown.as_ref().map_or(table.len(), |shown| shown.len())
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

    /// Looks anew which rows are shown.
    pub fn sift(&mut self, table: &Table) {
        self.shown = match &self.filter {
            Filter::All => None,
            Filter::Problems => Some(table.rows_at_least(Severity::Warning)),
            Filter::Waiting => Some(table.rows_at_least(Severity::Error)),
            Filter::LeftOut => Some((0..table.len()).filter(|row| table.is_left_out(*row)).collect()),
            Filter::Kind { code, column } => Some(table.rows_with(code, *column)),
        }
        .map(Arc::new);
    }
}

/// The worst finding of a cell.
pub fn worst_of(table: &Table, row: usize, column: usize) -> Option<&Finding> {
    table
        .findings(row)
        .filter(|finding| finding.column == Some(column))
        .max_by_key(|finding| finding.problem.severity)
}

/// How the kinds of fixes of a finding that may be applied to all alike are called: the kind and the label of the first.
pub fn fix_for_all(table: &Table, code: &str, column: Option<usize>, first: usize) -> Option<String> {
    let mut findings = table.findings(first);
    let finding = findings.find(|finding| finding.problem.code == code && finding.column == column)?;
    Some(finding.only_fix()?.kind.clone().into_owned())
}

/// What a kind of problem says: the message of the first row that has it.
pub fn message_of(table: &Table, code: &str, column: Option<usize>, first: usize) -> String {
    let mut findings = table.findings(first);
    let finding = findings.find(|finding| finding.problem.code == code && finding.column == column);
    finding.map_or_else(|| code.to_owned(), |finding| finding.problem.message.clone())
}
