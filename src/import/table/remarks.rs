//! What others found in rows, without what it has in common.
//!
//! The words of a finding take half a kilobyte, and there may be one in each of a million rows. But they are of few kinds,
//! and in each kind only the number of the row and perhaps the message differ.

use std::collections::HashMap;
use std::sync::Arc;

use crate::import::check::Finding;
use crate::import::pieces::RowMap;

/// So many kinds with one code are kept; a finding beyond them is kept as it is.
const MOST_OF_A_CODE: usize = 64;

/// In place of the number of its row, in what is kept of a finding: rows count from 1.
const OWN_ROW: u32 = 0;

/// What others found, by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Remarks {
    rows: RowMap<Box<[Remark]>>,
    kinds: Arc<Kinds>,
}

/// A finding of a row.
#[derive(Clone, Debug)]
enum Remark {
    /// As the kind, but for its message where that differs.
    Of(u32, Option<Box<str>>),
    Whole(Box<Finding>),
}

#[derive(Clone, Debug, Default)]
struct Kinds {
    list: Vec<Finding>,
    /// The places in the list by the codes of the problems.
    by_code: HashMap<String, Vec<u32>>,
}

impl Remarks {
    /// What was found in a row; `number` is the one of the row in the spreadsheet.
    pub(super) fn of(&self, row: u32, number: u32) -> Vec<Finding> {
        let remarks = self.rows.get(row).map_or(&[][..], |remarks| remarks);
        let mut found: Vec<Finding> = remarks.iter().filter_map(|remark| self.kinds.finding(remark)).collect();
        for finding in &mut found {
            let own = finding.problem.place.row.filter(|row| *row == OWN_ROW);
            if own.is_some() {
                finding.problem.place.row = Some(number);
            }
        }
        found
    }

    /// Sets what was found in a row.
    pub(super) fn set(&mut self, row: u32, number: u32, found: Vec<Finding>) {
        if found.is_empty() {
            self.remove(row);
            return;
        }
        let kept = found.into_iter().map(|mut finding| {
            let own = finding.problem.place.row.filter(|row| *row == number);
            if own.is_some() {
                finding.problem.place.row = Some(OWN_ROW);
            }
            self.keep(finding)
        });
        let kept: Box<[Remark]> = kept.collect();
        self.rows.insert(row, kept);
    }

    pub(super) fn remove(&mut self, row: u32) {
        self.rows.remove(row);
    }

    fn keep(&mut self, mut finding: Finding) -> Remark {
        if let Some(kind) = self.kinds.like(&finding) {
            let is_same = (self.kinds.list.get(kind as usize))
                .is_some_and(|kind| kind.problem.message == finding.problem.message);
            let message = std::mem::take(&mut finding.problem.message);
            return Remark::Of(kind, (!is_same).then(|| message.into()));
        }
        let kinds = Arc::make_mut(&mut self.kinds);
        let of_code = kinds.by_code.entry(finding.problem.code.to_string()).or_default();
        let Some(place) = u32::try_from(kinds.list.len())
            .ok()
            .filter(|_| of_code.len() < MOST_OF_A_CODE)
        else {
            return Remark::Whole(Box::new(finding));
        };
        of_code.push(place);
        kinds.list.push(finding);
        Remark::Of(place, None)
    }
}

impl Kinds {
    fn finding(&self, remark: &Remark) -> Option<Finding> {
        match remark {
            Remark::Whole(finding) => Some(finding.as_ref().clone()),
            Remark::Of(kind, message) => {
                let mut finding = self.list.get(*kind as usize)?.clone();
                if let Some(message) = message {
                    finding.problem.message = message.to_string();
                }
                Some(finding)
            }
        }
    }

    /// The kind that a finding is of: it differs by nothing but the message.
    fn like(&self, finding: &Finding) -> Option<u32> {
        let of_code = self.by_code.get(&*finding.problem.code)?;
        let is_alike = |place: &&u32| {
            self.list.get(**place as usize).is_some_and(|kind| {
                let (a, b) = (&kind.problem, &finding.problem);
                a.severity == b.severity
                    && a.hints == b.hints
                    && a.place == b.place
                    && a.unexpected == b.unexpected
                    && kind.column == finding.column
                    && kind.fixes == finding.fixes
            })
        };
        of_code.iter().find(is_alike).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Place, Problem};

    fn finding(message: &str, hint: &str, row: u32) -> Finding {
        Finding {
            problem: Problem::warning("w", message).hint(hint).at(Place::row(row)),
            column: None,
            fixes: Vec::new(),
        }
    }

    #[test]
    fn what_is_kept_of_findings_gives_them_back() {
        let mut remarks = Remarks::default();
        let of = |row: u32| {
            let of_other_row = finding("Another", "Compare", 3);
            let mut all = vec![
                finding("The same", "Do it", row + 2),
                finding(&format!("Number {row}"), "Do it", row + 2),
            ];
            all.extend((row == 7).then_some(of_other_row));
            all
        };
        for row in 0..500 {
            remarks.set(row, row + 2, of(row));
        }
        assert_eq!(remarks.kinds.list.len(), 2, "one for all, and that of another row");
        for row in [0, 7, 499] {
            assert_eq!(remarks.of(row, row + 2), of(row));
        }
        remarks.set(7, 9, Vec::new());
        assert_eq!(remarks.of(7, 9), []);
        for row in 0..200 {
            let unlike = vec![finding("A", &format!("Hint {row}"), 1)];
            remarks.set(row, row + 2, unlike.clone());
            assert_eq!(remarks.of(row, row + 2), unlike, "too many kinds for all to be kept");
        }
        assert_eq!(remarks.kinds.list.len(), MOST_OF_A_CODE);
    }
}
