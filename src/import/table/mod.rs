//! The table in which an import is corrected: the sheet, what is wrong in it, and what was changed.
//!
//! A [`Table`] owns the sheet and re-checks what a change touches: the row itself, the few rows that are
//! compared with it, and the dates of a column only when the order in it changes. So a change of one cell takes the same time
//! in ten rows and in a hundred thousand. A copy costs next to nothing, and shares what is the same. Everything that is changed can be undone, and is plain data that a later
//! table of the same sheet can [replay](Table::replay), and one of a later version of it [carry over](Table::carry).
//!
//! Rows are named by their places in [`Sheet::rows`], columns by those in [`Sheet::columns`].

mod carry;
mod edit;
mod index;
mod remarks;
mod replay;
mod sums;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Problem, Severity};

use super::check::{
    self, CheckOptions, Checked, CheckedRow, DateOrder, Duplicates, Evidence, Finding, LikelyKey, Plan, SameKey,
};
use super::map::Mapping;
use super::pieces::{Pieces, RowMap, RowSet};
use super::sheet::{Cell, Row, Sheet};
use crate::model::{Date, DuplicatePolicy};
use edit::History;
use index::{Index, Sum};
use remarks::Remarks;

pub use index::{Counts, Group, Mend};
pub use replay::Change;

/// A sheet while it is corrected.
#[derive(Clone, Debug)]
pub struct Table {
    /// With the changes.
    sheet: Sheet,
    mapping: Mapping,
    options: CheckOptions,
    /// What was read where the cell is another one now, by row and in the order of the columns.
    originals: RowMap<Vec<(u32, Cell)>>,
    left_out: RowSet,
    /// The kinds of warnings that a person has accepted, by row.
    accepted: RowMap<BTreeSet<String>>,
    /// What a person decided about rows whose recipients have a credential already.
    decisions: RowMap<DuplicatePolicy>,
    /// Rows whose remarks may no longer be right, because they were checked or decided about anew.
    unremarked: RowSet,
    /// What others found who know more, such as the design.
    remarks: Remarks,
    plan: Plan,
    evidence: Vec<(usize, Evidence)>,
    questions: Vec<Finding>,
    rows: Pieces<RowState>,
    duplicates: Duplicates,
    index: Index,
    history: History,
    revision: u64,
}

/// What is known of a row: not the findings, which it takes microseconds to make again, but what they come to. The words
/// of all findings would take gigabytes where everything is wrong in very many rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct RowState {
    key: Option<LikelyKey>,
    /// What the row itself tells.
    own: Sum,
    /// What its neighbours tell.
    twin: Sum,
    remarks: Sum,
}

/// Warnings that a person has accepted are only worth a note.
fn accept_in(findings: &mut [Finding], accepted: Option<&BTreeSet<String>>) {
    let Some(accepted) = accepted else { return };
    for finding in findings {
        let problem = &mut finding.problem;
        if problem.severity == Severity::Warning && accepted.contains(&*problem.code) {
            problem.severity = Severity::Note;
        }
    }
}

impl Table {
    /// Checks every row of a sheet.
    pub fn new(sheet: Sheet, mapping: Mapping, options: CheckOptions) -> Table {
        let mut table = Table {
            plan: Plan::new(&sheet, &mapping, &options),
            sheet,
            mapping,
            options,
            originals: RowMap::default(),
            left_out: RowSet::default(),
            accepted: RowMap::default(),
            decisions: RowMap::default(),
            unremarked: RowSet::default(),
            remarks: Remarks::default(),
            evidence: Vec::new(),
            questions: Vec::new(),
            rows: Pieces::default(),
            duplicates: Duplicates::default(),
            index: Index::default(),
            history: History::default(),
            revision: 0,
        };
        table.check_all();
        table
    }

    /// The sheet with the changes.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    pub fn options(&self) -> &CheckOptions {
        &self.options
    }

    /// Counts up with every change, so that whoever shows the table knows when to look again.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The number of rows, those that are left out included.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The place of a row by its number in the spreadsheet.
    pub fn place_of(&self, number: u32) -> Option<usize> {
        self.sheet.rows.place_of(&number, |row| row.number)
    }

    /// The cell with the changes; an empty one where there is none.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        self.sheet.rows.get(row).map_or(&Cell::Empty, |row| row.cell(column))
    }

    /// What was read from the file, where the cell is another one now.
    pub fn original(&self, row: usize, column: usize) -> Option<&Cell> {
        let (row, column) = (u32::try_from(row).ok()?, u32::try_from(column).ok()?);
        let mut cells = self.originals.get(row)?.iter();
        cells.find(|(of, _)| *of == column).map(|(_, cell)| cell)
    }

    /// Whether a row makes no credential because a person said so.
    pub fn is_left_out(&self, row: usize) -> bool {
        u32::try_from(row).is_ok_and(|row| self.left_out.contains(row))
    }

    /// Whether a person has accepted the warnings of a kind in a row.
    pub fn is_accepted(&self, row: usize, code: &str) -> bool {
        let codes = u32::try_from(row).ok().and_then(|row| self.accepted.get(row));
        codes.is_some_and(|codes| codes.contains(code))
    }

    /// The kinds of warnings that were accepted, by the numbers of the rows in the spreadsheet.
    pub fn accepted(&self) -> BTreeMap<u32, BTreeSet<String>> {
        let numbered = |(row, codes): (u32, &BTreeSet<String>)| Some((self.number(row)?, codes.clone()));
        self.accepted.iter().filter_map(numbered).collect()
    }

    /// What was decided about a row whose recipient has a credential already.
    pub fn decision(&self, row: usize) -> Option<DuplicatePolicy> {
        self.decisions.get(u32::try_from(row).ok()?).copied()
    }

    /// The same for all rows that make a credential, by their numbers in the spreadsheet.
    pub fn decisions(&self) -> BTreeMap<u32, DuplicatePolicy> {
        let kept = self.decisions.iter().filter(|(row, _)| !self.left_out.contains(*row));
        kept.filter_map(|(row, policy)| Some((self.number(row)?, *policy)))
            .collect()
    }

    fn number(&self, row: u32) -> Option<u32> {
        Some(self.sheet.rows.get(row as usize)?.number)
    }

    /// What is wrong in a row, by itself and beside its neighbours; nothing for a row that is left out.
    ///
    /// They are made anew each time, which takes some microseconds.
    pub fn findings(&self, row: usize) -> impl Iterator<Item = Finding> {
        let mut findings = self.own_findings(row);
        findings.extend(self.remarks(row));
        findings.into_iter()
    }

    /// The same without the remarks.
    fn own_findings(&self, row: usize) -> Vec<Finding> {
        let (Some(source), Some(state)) = (self.sheet.rows.get(row), self.rows.get(row)) else {
            return Vec::new();
        };
        let mut findings = match state.own.is_empty() {
            true => Vec::new(),
            false => self.plan.check(source).findings,
        };
        findings.extend(self.twin(row, state));
        let accepted = u32::try_from(row).ok().and_then(|row| self.accepted.get(row));
        accept_in(&mut findings, accepted);
        findings
    }

    /// What the neighbours of a row tell.
    fn twin(&self, row: usize, state: &RowState) -> Option<Finding> {
        let number = |row: u32| self.number(row).unwrap_or_default();
        self.duplicates.finding(state.key?, u32::try_from(row).ok()?, number)
    }

    /// The row that a row doubles, surely or likely.
    pub fn doubled(&self, row: usize) -> Option<usize> {
        let key = self.rows.get(row)?.key?;
        let other = self.duplicates.other(key, u32::try_from(row).ok()?)?;
        Some(other as usize)
    }

    /// What others found in a row, by [`Table::set_remarks`].
    pub fn remarks(&self, row: usize) -> Vec<Finding> {
        let at = u32::try_from(row).ok();
        at.map_or_else(Vec::new, |at| self.remarks.of(at, self.number(at).unwrap_or_default()))
    }

    /// The worst problem of a row.
    pub fn worst(&self, row: usize) -> Option<Severity> {
        self.rows
            .get(row)
            .and_then(|state| self.index.worst_of(state, |_| true))
    }

    /// The worst problem of a cell.
    pub fn worst_in(&self, row: usize, column: usize) -> Option<Severity> {
        let state = self.rows.get(row)?;
        self.index.worst_of(state, |of| of == Some(column))
    }

    /// What whole columns leave open, such as the order of day and month.
    pub fn questions(&self) -> &[Finding] {
        &self.questions
    }

    /// The order of day and month that was chosen, where a column's dates depend on it.
    pub fn asked_date_order(&self) -> Option<DateOrder> {
        let depends = |(_, evidence): &(usize, Evidence)| evidence.depends_on_choice();
        self.options.date_order.filter(|_| self.evidence.iter().any(depends))
    }

    /// The question what stands first in the dates of a column, as it was asked before it was answered for all of them;
    /// none where the dates do not depend on that answer.
    pub fn answered(&self, column: usize) -> Option<(DateOrder, Finding)> {
        let order = self.options.date_order?;
        let (_, evidence) = self.evidence.iter().find(|(known, _)| *known == column)?;
        let question = self.plan.order_question(&self.sheet, column, evidence, None)?;
        Some((order, question))
    }

    /// How the dates of a column are read where few of them decide it, or where that was chosen, with both readings as fixes.
    pub fn told_order(&self, column: usize) -> Option<(DateOrder, Finding)> {
        let (_, evidence) = self.evidence.iter().find(|(known, _)| *known == column)?;
        self.plan.told_order(&self.sheet, column, evidence)
    }

    /// The date that a text in a column of dates is read as.
    pub fn date_in(&self, row: usize, column: usize) -> Option<Date> {
        self.plan.date_in(self.cell(row, column), column)
    }

    /// Whether dates of a column are surely written with the day first, and others with the month first.
    pub fn is_in_two_orders(&self, column: usize) -> bool {
        let of = |(known, evidence): &(usize, Evidence)| *known == column && evidence.is_in_two_orders();
        self.evidence.iter().any(of)
    }

    /// The problems by kind and column: errors first, then those of most rows.
    pub fn groups(&self) -> Vec<Group<'_>> {
        self.index.groups()
    }

    /// The rows that have a problem of a kind, from top to bottom; in any column when none is given.
    pub fn rows_with(&self, code: &str, column: Option<usize>) -> Vec<usize> {
        self.index.rows_with(code, column)
    }

    /// The rows of a group, from top to bottom.
    pub fn rows_of(&self, group: &Group<'_>) -> Vec<usize> {
        self.index.rows_of(group)
    }

    /// The rows whose worst problem is at least as bad, from top to bottom.
    pub fn rows_at_least(&self, severity: Severity) -> Vec<usize> {
        self.index.rows_at_least(severity)
    }

    pub fn counts(&self) -> Counts {
        let left_out = self.left_out.len();
        let waiting = self.index.waiting().len();
        Counts {
            rows: self.rows.len(),
            left_out,
            waiting,
            held: self.index.worst(Severity::Error).saturating_sub(waiting),
            good: self.rows.len() - left_out - waiting,
            warned: self.index.worst(Severity::Warning),
            noted: self.index.worst(Severity::Note),
        }
    }

    /// The next row after one that has a problem at least as bad, from the top again after the last row.
    pub fn next_problem(&self, after: Option<usize>, severity: Severity) -> Option<usize> {
        self.index.next(after, severity)
    }

    /// Adds to a row what others found who know more, such as the design or the workspace; it takes the place of what
    /// they found before, and is dropped when the row changes. It makes no row wait.
    pub fn set_remarks(&mut self, row: usize, mut remarks: Vec<Finding>) {
        let Ok(at) = u32::try_from(row) else { return };
        accept_in(&mut remarks, self.accepted.get(at));
        if self.left_out.contains(at) || remarks == self.remarks(row) {
            return;
        }
        let Some(state) = self.rows.get_mut(row) else { return };
        self.index.remove(at, *state);
        state.remarks = self.index.sum(&remarks);
        self.index.add(at, *state);
        let number = self.number(at).unwrap_or_default();
        self.remarks.set(at, number, remarks);
        self.revision += 1;
    }

    /// Whether there is something for [`Table::take_unremarked`].
    pub fn has_unremarked(&self) -> bool {
        !self.unremarked.is_empty()
    }

    /// The rows that were checked or decided about anew since this was last asked, from top to bottom. They have lost
    /// their remarks, or what their remarks say may be otherwise now.
    pub fn take_unremarked(&mut self) -> Vec<usize> {
        let rows = std::mem::take(&mut self.unremarked);
        rows.iter().map(|row| row as usize).collect()
    }

    /// A row as it would be issued, with its recipient; `None` when it is left out or not there.
    pub fn checked_row(&self, row: usize) -> Option<CheckedRow> {
        let (source, state) = (self.sheet.rows.get(row)?, self.rows.get(row)?);
        if self.is_left_out(row) {
            return None;
        }
        let mut checked = self.plan.check(source);
        // What was accepted is a warning still, with somebody who accepted it.
        checked.findings.extend(self.twin(row, state));
        Some(checked.into_row(&self.sheet, source))
    }

    /// The rows that are not left out, for [`generate`](crate::issue::generate).
    pub fn checked(&self) -> Checked {
        Checked {
            rows: (0..self.len()).filter_map(|row| self.checked_row(row)).collect(),
            fields: self.mapping.fields.iter().flatten().cloned().collect(),
            problems: self.questions.iter().map(|finding| finding.problem.clone()).collect(),
        }
    }

    /// The same without the cells as they are shown, which take most of the memory.
    pub fn checked_recipients(&self) -> impl Iterator<Item = CheckedRow> {
        (0..self.len()).filter_map(|row| self.checked_recipient(row))
    }

    /// One of them.
    pub fn checked_recipient(&self, row: usize) -> Option<CheckedRow> {
        let mut row = self.checked_row(row)?;
        row.cells = Vec::new();
        Some(row)
    }

    /// Whether a row has an error of its own, which keeps it from making a credential.
    pub fn waits(&self, row: usize) -> bool {
        u32::try_from(row).is_ok_and(|row| self.index.waiting().contains(row))
    }

    /// The rows that wait: each with its cells and with what is wrong.
    pub fn waiting(&self) -> impl Iterator<Item = (&Row, Vec<Problem>)> {
        self.index.waiting().iter().filter_map(|at| {
            let findings = self.own_findings(at as usize).into_iter();
            Some((
                self.sheet.rows.get(at as usize)?,
                findings.map(|finding| finding.problem).collect(),
            ))
        })
    }

    /// Whether a picture that was missed lies where a row says by now.
    pub fn has_new_pictures(&self) -> bool {
        self.options.pictures.as_ref().is_some_and(|folder| folder.has_news())
    }

    /// Looks for the pictures of all rows again.
    pub fn look_for_pictures(&mut self) {
        if let Some(folder) = &self.options.pictures {
            folder.forget();
            self.check_all();
        }
    }

    /// Checks all rows anew.
    fn check_all(&mut self) {
        (self.plan, self.evidence, self.questions) = check::plan_for(&self.sheet, &self.mapping, &self.options);
        let mut plan = self.plan.clone();
        plan.look_for_numbers(self.sheet.rows.len(), |row, column| self.read(row, column));
        self.plan = plan;
        self.duplicates = Duplicates::default();
        self.index = Index::default();
        self.remarks = Remarks::default();
        self.rows = self.sheet.rows.iter().map(|_| RowState::default()).collect();
        let all = 0..self.rows.len() as u32;
        all.clone().for_each(|at| self.check_row(at));
        // A row is compared with others when all are known.
        all.for_each(|at| self.find_twin(at));
        self.revision += 1;
    }

    /// Finds what a row itself tells; what its neighbours tell, and the index, are left to the caller.
    fn check_row(&mut self, at: u32) {
        let (Some(row), Some(state)) = (self.sheet.rows.get(at as usize), self.rows.get_mut(at as usize)) else {
            return;
        };
        if let Some(key) = state.key.take() {
            self.duplicates.remove(key, at);
        }
        *state = RowState::default();
        self.remarks.remove(at);
        self.unremarked.insert(at);
        if self.left_out.contains(at) {
            return;
        }
        let mut checked = self.plan.check(row);
        accept_in(&mut checked.findings, self.accepted.get(at));
        state.own = self.index.sum(&checked.findings);
        state.key = LikelyKey::of(&checked.recipient);
        if let Some(key) = state.key {
            let (plan, rows) = (&self.plan, &self.sheet.rows);
            self.duplicates.add(key, at, |row| match rows.get(row as usize) {
                Some(other) if row != at => SameKey::of(&plan.check(other).recipient),
                _ => SameKey::of(&checked.recipient),
            });
        }
    }

    /// Finds what the neighbours of a row tell, and adds the row to the index.
    fn find_twin(&mut self, at: u32) {
        let Some(mut state) = self.rows.get(at as usize).copied() else {
            return;
        };
        let mut twin: Vec<Finding> = self.twin(at as usize, &state).into_iter().collect();
        accept_in(&mut twin, self.accepted.get(at));
        let before = std::mem::replace(&mut state.twin, self.index.sum(&twin));
        if before != state.twin
            && let Some(kept) = self.rows.get_mut(at as usize)
        {
            *kept = state;
        }
        self.index.add(at, state);
    }

    /// Checks again what a change of rows and columns touches.
    fn check_again(&mut self, rows: &BTreeSet<u32>, columns: &BTreeSet<u32>) {
        let mut rows = rows.clone();
        let mut dates_changed = false;
        for (column, evidence) in &self.evidence {
            if !u32::try_from(*column).is_ok_and(|column| columns.contains(&column)) {
                continue;
            }
            dates_changed = true;
            if self.plan.set_order(*column, evidence) {
                rows.extend(evidence.rows());
            }
        }
        if dates_changed {
            let question = |(column, evidence): &(usize, Evidence)| self.plan.question(&self.sheet, *column, evidence);
            self.questions = self.evidence.iter().filter_map(question).collect();
        }
        for at in &rows {
            if let Some(state) = self.rows.get(*at as usize) {
                self.index.remove(*at, *state);
            }
        }
        let mut neighbours = BTreeSet::new();
        for at in &rows {
            // Each coming and going counts: what a row says to its neighbours may change with the first and the last one.
            self.collect_neighbours(*at, &mut neighbours);
            self.check_row(*at);
            self.collect_neighbours(*at, &mut neighbours);
        }
        for at in neighbours.difference(&rows) {
            if let Some(state) = self.rows.get(*at as usize) {
                self.index.remove(*at, *state);
            }
        }
        for at in rows.union(&neighbours) {
            self.find_twin(*at);
        }
        self.revision += 1;
    }

    fn collect_neighbours(&self, at: u32, into: &mut BTreeSet<u32>) {
        if let Some(key) = self.rows.get(at as usize).and_then(|state| state.key) {
            into.extend(self.duplicates.neighbours(key, at));
        }
    }
}
