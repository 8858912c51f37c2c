//! Changes of a table, and the way back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::import::check::{self, CheckOptions, DateOrder, Finding, Fix, Repair};
use crate::import::map::Mapping;
use crate::import::sheet::Cell;
use crate::model::DuplicatePolicy;

use super::Table;

/// What was done and can be undone, the last one last.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Arc<Step>>,
    undone: Vec<Arc<Step>>,
}

#[derive(Clone, Debug)]
struct Step {
    name: String,
    /// What leads to the other side of the step.
    back: Delta,
}

/// What a step sets.
#[derive(Clone, Debug)]
enum Delta {
    Rows(RowsDelta),
    Setup(Box<(Mapping, CheckOptions)>),
}

/// What a step sets of rows.
#[derive(Clone, Debug, Default)]
struct RowsDelta {
    cells: Vec<(u32, u32, Cell)>,
    left_out: Vec<(u32, bool)>,
    /// The kinds of warnings that are accepted; none where it is empty.
    accepted: Vec<(u32, BTreeSet<String>)>,
    decisions: Vec<(u32, Option<DuplicatePolicy>)>,
}

/// What a step is called that says what stands first.
fn name_of(order: DateOrder) -> &'static str {
    match order {
        DateOrder::DayFirst => "Read dates with the day first",
        DateOrder::MonthFirst => "Read dates with the month first",
    }
}

impl Table {
    /// Writes a text into a cell; the text that was read brings back what was read. Whether that changed anything.
    pub fn edit(&mut self, row: usize, column: usize, text: &str) -> bool {
        let (Some(line), Some(title)) = (self.sheet.rows.get(row), self.sheet.columns.get(column)) else {
            return false;
        };
        let name = format!("Edit {} in row {}", title.name(), line.number);
        self.write(name, &[(row, column, text)], &[]) > 0
    }

    /// Applies a fix of a row. Whether that changed anything: a fix that the row no longer has does nothing.
    pub fn apply(&mut self, row: usize, fix: &Fix) -> bool {
        if !self.findings(row).any(|finding| finding.fixes.contains(fix)) {
            return false;
        }
        match &fix.repair {
            Repair::Cells(cells) => {
                let cells: Vec<(usize, usize, &str)> = cells
                    .iter()
                    .map(|(column, text)| (row, *column, text.as_str()))
                    .collect();
                self.write(fix.label.clone(), &cells, &[]) > 0
            }
            Repair::LeaveOut => self.write(fix.label.clone(), &[], &[(row, true)]) > 0,
            Repair::DateOrder(order) => self.set_date_order(*order),
            Repair::SwapDates => self.apply_all(check::DATES_SWAPPED, None) > 0,
            Repair::YearFirst => self.apply_all(check::DATES_YEAR_FIRST, None) > 0,
            Repair::Roc => self.apply_all(check::DATES_ROC, None) > 0,
            Repair::KeepDates => {
                let of = |finding: Finding| finding.column.filter(|_| finding.fixes.contains(fix));
                let columns: BTreeSet<usize> = self.findings(row).filter_map(of).collect();
                self.keep_dates(columns)
            }
            Repair::Decide(policy) => self.decide(fix.label.clone(), &[(row, *policy)]) > 0,
        }
    }

    /// Answers a question of [`Table::questions`] by one of its fixes. Whether that changed anything.
    pub fn answer(&mut self, fix: &Fix) -> bool {
        let mut questions = self.questions.iter();
        let Some(question) = questions.find(|question| question.fixes.contains(fix)) else {
            return false;
        };
        match fix.repair {
            Repair::DateOrder(order) => self.set_date_order(order),
            Repair::SwapDates => self.apply_all(check::DATES_SWAPPED, question.column) > 0,
            Repair::YearFirst => self.apply_all(check::DATES_YEAR_FIRST, question.column) > 0,
            Repair::Roc => self.apply_all(check::DATES_ROC, question.column) > 0,
            Repair::KeepDates => {
                let columns = question.column.into_iter().collect();
                self.keep_dates(columns)
            }
            Repair::Cells(_) | Repair::Decide(_) | Repair::LeaveOut => false,
        }
    }

    /// Applies all fixes of a kind, in one column or in any, as one step. How many rows changed. Where a finding has
    /// several fixes of the kind, a person has to choose, and nothing is done.
    pub fn apply_all(&mut self, kind: &str, column: Option<usize>) -> usize {
        self.apply_alike(kind, None, column)
    }

    /// The same for one kind of problems only, by its code: others may have fixes of that kind, too.
    pub fn apply_alike(&mut self, kind: &str, code: Option<&str>, column: Option<usize>) -> usize {
        let mut cells: Vec<(usize, usize, String)> = Vec::new();
        let mut left_out = Vec::new();
        let mut decisions = Vec::new();
        let (mut kept, mut kept_columns) = (0, BTreeSet::new());
        let mut message = String::new();
        for row in self.index.mendable(&self.rows, kind, column) {
            let findings = self
                .findings(row)
                .filter(|finding| column.is_none() || finding.column == column)
                .filter(|finding| code.is_none_or(|code| finding.problem.code == code));
            for finding in findings {
                let Some(fix) = finding.fix_of(kind).cloned() else {
                    continue;
                };
                if message.is_empty() {
                    message = finding.problem.message;
                }
                match fix.repair {
                    Repair::Cells(new) => cells.extend(new.into_iter().map(|(column, text)| (row, column, text))),
                    Repair::LeaveOut => left_out.push((row, true)),
                    Repair::Decide(policy) => decisions.push((row, policy)),
                    Repair::KeepDates => {
                        kept += 1;
                        kept_columns.extend(finding.column);
                    }
                    Repair::DateOrder(_) | Repair::SwapDates | Repair::YearFirst | Repair::Roc => {}
                }
            }
        }
        let cells: Vec<(usize, usize, &str)> = cells
            .iter()
            .map(|(row, column, text)| (*row, *column, text.as_str()))
            .collect();
        if self.keep_dates(kept_columns) {
            return kept;
        }
        if !decisions.is_empty() {
            return self.decide(format!("Decide about {} rows", decisions.len()), &decisions);
        }
        let name = match cells.is_empty() {
            true => leaving_out(left_out.len(), true),
            false => format!("Mend all alike: {message}"),
        };
        self.write(name, &cells, &left_out)
    }

    /// Decides what is done with rows whose recipients have a credential already; `Ask` leaves it to the group. How many
    /// rows changed.
    fn decide(&mut self, name: String, rows: &[(usize, DuplicatePolicy)]) -> usize {
        let decided = rows.iter().filter_map(|(row, policy)| {
            let at = u32::try_from(*row).ok().filter(|_| *row < self.rows.len())?;
            let policy = Some(*policy).filter(|policy| *policy != DuplicatePolicy::Ask);
            (self.decisions.get(at).copied() != policy).then_some((at, policy))
        });
        let decisions: Vec<_> = decided.collect();
        let count = decisions.len();
        if count > 0 {
            self.step(
                name,
                Delta::Rows(RowsDelta {
                    decisions,
                    ..RowsDelta::default()
                }),
            );
        }
        count
    }

    /// Accepts the warnings of a kind in rows, or takes that back. Changing a cell of such a row takes it back, too. How
    /// many rows changed.
    pub fn accept(&mut self, rows: &[usize], code: &str, yes: bool) -> usize {
        let has = |at: &u32| self.accepted.get(*at).is_some_and(|codes| codes.contains(code));
        let places = rows.iter().filter(|row| **row < self.rows.len());
        let accepted: Vec<_> = places
            .filter_map(|row| u32::try_from(*row).ok())
            .filter(|at| has(at) != yes)
            .map(|at| {
                let mut codes = self.accepted.get(at).cloned().unwrap_or_default();
                match yes {
                    true => codes.insert(code.to_owned()),
                    false => codes.remove(code),
                };
                (at, codes)
            })
            .collect();
        let count = accepted.len();
        if count > 0 {
            let what = match count {
                1 => "a row".to_owned(),
                count => format!("{count} rows"),
            };
            let name = match yes {
                true => format!("Accept the warning of {what}"),
                false => format!("Withdraw the acceptance of {what}"),
            };
            self.step(
                name,
                Delta::Rows(RowsDelta {
                    accepted,
                    ..RowsDelta::default()
                }),
            );
        }
        count
    }

    /// The kinds of fixes that write cells and need no choice, in alphabetical order. Leaving rows out is none of them.
    pub fn fix_kinds(&self) -> Vec<String> {
        self.index.fix_kinds(false)
    }

    /// Those of them that change the form only, not what is meant.
    pub fn safe_fix_kinds(&self) -> Vec<String> {
        self.index.fix_kinds(true)
    }

    /// Leaves rows out, or takes them in again. Whether that changed anything.
    pub fn leave_out(&mut self, rows: &[usize], yes: bool) -> bool {
        let name = leaving_out(rows.len(), yes);
        let rows: Vec<(usize, bool)> = rows.iter().map(|row| (*row, yes)).collect();
        self.write(name, &[], &rows) > 0
    }

    /// Maps the columns to other fields and checks all rows.
    pub fn set_mapping(&mut self, mapping: Mapping) {
        if mapping != self.mapping {
            let options = self.options.clone();
            self.set_up("Map the columns".to_owned(), mapping, options);
        }
    }

    /// Checks all rows against something else.
    pub fn set_options(&mut self, options: CheckOptions) {
        if options != self.options {
            let mapping = self.mapping.clone();
            self.set_up("Change what is checked".to_owned(), mapping, options);
        }
    }

    /// Says what stands first in dates whose column does not tell. Whether that changed anything.
    pub fn set_date_order(&mut self, order: DateOrder) -> bool {
        if self.options.date_order == Some(order) {
            return false;
        }
        let options = CheckOptions {
            date_order: Some(order),
            ..self.options.clone()
        };
        self.set_up(name_of(order).to_owned(), self.mapping.clone(), options);
        true
    }

    /// Says what stands first in the dates of a column, whatever few of them tell. Whether that changed anything.
    pub fn set_column_order(&mut self, column: usize, order: DateOrder) -> bool {
        if self.options.column_orders.get(&column) == Some(&order) {
            return false;
        }
        let mut options = self.options.clone();
        options.column_orders.insert(column, order);
        self.set_up(name_of(order).to_owned(), self.mapping.clone(), options);
        true
    }

    /// Says that the real dates of columns are right, whatever the texts beside them look like. Whether that changed
    /// anything.
    fn keep_dates(&mut self, columns: BTreeSet<usize>) -> bool {
        if columns.is_subset(&self.options.kept_dates) {
            return false;
        }
        let mut options = self.options.clone();
        options.kept_dates.extend(columns);
        self.set_up("Keep the dates".to_owned(), self.mapping.clone(), options);
        true
    }

    /// Undoes the last step; its name.
    pub fn undo(&mut self) -> Option<String> {
        let step = Arc::unwrap_or_clone(self.history.done.pop()?);
        let back = self.set(step.back);
        let name = step.name.clone();
        self.history.undone.push(Arc::new(Step { name, back }));
        Some(step.name)
    }

    /// Does again what was undone last; its name.
    pub fn redo(&mut self) -> Option<String> {
        let step = Arc::unwrap_or_clone(self.history.undone.pop()?);
        let back = self.set(step.back);
        let name = step.name.clone();
        self.history.done.push(Arc::new(Step { name, back }));
        Some(step.name)
    }

    /// The name of the step that [`Table::undo`] would undo.
    pub fn undo_name(&self) -> Option<&str> {
        self.history.done.last().map(|step| step.name.as_str())
    }

    /// How many steps can be undone.
    pub fn steps(&self) -> usize {
        self.history.done.len()
    }

    /// How much the last step set: cells, rows that were left out or taken in, and rows decided about. Nothing where it set
    /// how all rows are read.
    pub fn undo_size(&self) -> [usize; 3] {
        match self.history.done.last().map(|step| &step.back) {
            Some(Delta::Rows(rows)) => [rows.cells.len(), rows.left_out.len(), rows.decisions.len()],
            Some(Delta::Setup(_)) | None => [0; 3],
        }
    }

    /// The name of the step that [`Table::redo`] would do again.
    pub fn redo_name(&self) -> Option<&str> {
        self.history.undone.last().map(|step| step.name.as_str())
    }

    /// Does a step of texts and rows that are left out; how many rows it changed.
    fn write(&mut self, name: String, cells: &[(usize, usize, &str)], left_out: &[(usize, bool)]) -> usize {
        let place = |at: usize, count: usize| u32::try_from(at).ok().filter(|_| at < count);
        let mut changed = BTreeSet::new();
        let mut new_cells = Vec::new();
        for (row, column, text) in cells {
            let rows = place(*row, self.rows.len());
            let (Some(row), Some(column)) = (rows, place(*column, self.sheet.columns.len())) else {
                continue;
            };
            let cell = self.cell_of(row, column, text);
            if cell != *self.cell(row as usize, column as usize) {
                changed.insert(row);
                new_cells.push((row, column, cell));
            }
        }
        let mut new_left_out = BTreeMap::new();
        for (row, yes) in left_out {
            if let Some(row) = place(*row, self.rows.len())
                && self.left_out.contains(row) != *yes
            {
                changed.insert(row);
                new_left_out.insert(row, *yes);
            }
        }
        if changed.is_empty() {
            return 0;
        }
        // What was accepted was another text.
        let written: BTreeSet<u32> = new_cells.iter().map(|(row, ..)| *row).collect();
        let accepted = written.into_iter().filter(|row| self.accepted.contains(*row));
        let accepted = accepted.map(|row| (row, BTreeSet::new())).collect();
        self.step(
            name,
            Delta::Rows(RowsDelta {
                cells: new_cells,
                left_out: new_left_out.into_iter().collect(),
                accepted,
                decisions: Vec::new(),
            }),
        );
        changed.len()
    }

    /// What a typed text makes of a cell.
    pub(super) fn cell_of(&self, row: u32, column: u32, text: &str) -> Cell {
        let now = self.cell(row as usize, column as usize);
        let read = self.original(row as usize, column as usize).unwrap_or(now);
        if read.text() == text {
            read.clone()
        } else if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Text(text.into())
        }
    }

    fn set_up(&mut self, name: String, mapping: Mapping, options: CheckOptions) {
        self.step(name, Delta::Setup(Box::new((mapping, options))));
    }

    fn step(&mut self, name: String, delta: Delta) {
        let back = self.set(delta);
        self.history.done.push(Arc::new(Step { name, back }));
        self.history.undone.clear();
    }

    /// Sets what a delta says; gives what leads back.
    fn set(&mut self, delta: Delta) -> Delta {
        match delta {
            Delta::Rows(delta) => Delta::Rows(self.set_rows(delta)),
            Delta::Setup(new) => {
                let (mapping, options) = *new;
                let mapping = std::mem::replace(&mut self.mapping, mapping);
                let options = std::mem::replace(&mut self.options, options);
                self.check_all();
                Delta::Setup(Box::new((mapping, options)))
            }
        }
    }

    fn set_rows(&mut self, delta: RowsDelta) -> RowsDelta {
        let RowsDelta {
            cells,
            left_out,
            accepted,
            decisions,
        } = delta;
        let mut rows = BTreeSet::new();
        let mut columns = BTreeSet::new();
        let mut cells_back = Vec::with_capacity(cells.len());
        // The last text of a cell counts, and so the first one is the last on the way back.
        for (row, column, cell) in cells {
            rows.insert(row);
            columns.insert(column);
            cells_back.push((row, column, self.put(row, column, cell)));
        }
        cells_back.reverse();
        let mut left_out_back = Vec::with_capacity(left_out.len());
        for (row, yes) in left_out {
            rows.insert(row);
            let was = if yes {
                !self.left_out.insert(row)
            } else {
                self.left_out.remove(row)
            };
            left_out_back.push((row, was));
        }
        let mut accepted_back = Vec::with_capacity(accepted.len());
        for (row, codes) in accepted {
            rows.insert(row);
            let was = match codes.is_empty() {
                true => self.accepted.remove(row),
                false => self.accepted.insert(row, codes),
            };
            accepted_back.push((row, was.unwrap_or_default()));
        }
        let mut decisions_back = Vec::with_capacity(decisions.len());
        for (row, policy) in decisions {
            let was = match policy {
                None => self.decisions.remove(row),
                Some(policy) => self.decisions.insert(row, policy),
            };
            self.unremarked.insert(row);
            decisions_back.push((row, was));
        }
        self.check_again(&rows, &columns);
        RowsDelta {
            cells: cells_back,
            left_out: left_out_back,
            accepted: accepted_back,
            decisions: decisions_back,
        }
    }

    /// Puts a cell into its place and gives the one that was there; nothing is checked by that.
    pub(super) fn put(&mut self, row: u32, column: u32, cell: Cell) -> Cell {
        let Some(cells) = self.sheet.rows.get_mut(row as usize).map(|row| &mut row.cells) else {
            return Cell::Empty;
        };
        let at = column as usize;
        if cells.len() <= at {
            cells.resize(at + 1, Cell::Empty);
        }
        let Some(slot) = cells.get_mut(at) else {
            return Cell::Empty;
        };
        let before = std::mem::replace(slot, cell);
        for (of, evidence) in &mut self.evidence {
            if *of == at {
                evidence.remove(row, check::sign(&before));
                evidence.add(row, check::sign(slot));
            }
        }
        let originals = self.originals.of(row);
        let place = originals.partition_point(|(of, _)| *of < column);
        match originals.get(place).filter(|(of, _)| *of == column) {
            Some((_, original)) if original == slot => {
                originals.remove(place);
            }
            Some(_) => {}
            None if before != *slot => originals.insert(place, (column, before.clone())),
            None => {}
        }
        let is_edited = originals.iter().any(|(of, _)| *of == column);
        if originals.is_empty() {
            self.originals.remove(row);
        }
        if let (true, Some(folder), Cell::Text(text)) = (is_edited, &self.options.pictures, &*slot) {
            folder.choose(text);
        }
        before
    }
}

/// What it is called when so many rows are left out, or taken in again.
fn leaving_out(rows: usize, yes: bool) -> String {
    match (rows, yes) {
        (1, true) => "Leave the row out".to_owned(),
        (1, false) => "Take the row in".to_owned(),
        (count, true) => format!("Leave {count} rows out"),
        (count, false) => format!("Take {count} rows in"),
    }
}
