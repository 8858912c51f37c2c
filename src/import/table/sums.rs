//! What the findings of a row come to: of which kinds they are, in which columns, and how they can be mended.
//!
//! Rows have much in common. However many there are, there are few different lists of what is wrong with one, and each is
//! kept once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::diag::Severity;
use crate::import::check::{Finding, Fix, Repair};

/// The place of a list in [`Sums`]; 0 is the empty one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import::table) struct Sum(u32);

impl Sum {
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn place(self) -> usize {
        self.0 as usize
    }
}

/// A finding without its words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Mark {
    pub severity: Severity,
    pub code: Cow<'static, str>,
    pub column: Option<usize>,
    pub fixes: Vec<FixMark>,
}

/// A fix without what it writes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct FixMark {
    pub kind: Cow<'static, str>,
    pub writes_cells: bool,
    pub is_safe: bool,
}

impl Mark {
    fn of(finding: &Finding) -> Mark {
        let fix = |fix: &Fix| FixMark {
            kind: fix.kind.clone(),
            writes_cells: matches!(fix.repair, Repair::Cells(_)),
            is_safe: fix.is_safe(),
        };
        Mark {
            severity: finding.problem.severity,
            code: finding.problem.code.clone(),
            column: finding.column,
            fixes: finding.fixes.iter().map(fix).collect(),
        }
    }

    /// As [`Finding::only_fix`].
    pub(super) fn only_fix(&self) -> Option<&FixMark> {
        match &self.fixes[..] {
            [fix] => Some(fix),
            _ => None,
        }
    }

    /// Whether [`Finding::fix_of`] would give one.
    pub(super) fn has_one_fix_of(&self, kind: &str) -> bool {
        self.fixes.iter().filter(|fix| fix.kind == kind).count() == 1
    }
}

/// All lists that any row has had.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    known: Arc<Known>,
    /// How many rows have each.
    rows: Vec<u32>,
}

#[derive(Clone, Debug, Default)]
struct Known {
    /// Without the empty one.
    lists: Vec<Arc<[Mark]>>,
    places: HashMap<Arc<[Mark]>, u32>,
}

impl Sums {
    /// What findings come to.
    pub(super) fn of(&mut self, findings: &[Finding]) -> Sum {
        if findings.is_empty() {
            return Sum::default();
        }
        let list: Vec<Mark> = findings.iter().map(Mark::of).collect();
        if let Some(place) = self.known.places.get(list.as_slice()) {
            return Sum(*place);
        }
        let list: Arc<[Mark]> = list.into();
        let known = Arc::make_mut(&mut self.known);
        known.lists.push(Arc::clone(&list));
        let place = known.lists.len() as u32;
        known.places.insert(list, place);
        Sum(place)
    }

    pub(super) fn list(&self, sum: Sum) -> &[Mark] {
        let list = sum.place().checked_sub(1).and_then(|at| self.known.lists.get(at));
        list.map_or(&[], |list| list)
    }

    /// Counts a row that has a list now, or has it no more.
    pub(super) fn count(&mut self, sum: Sum, more: bool) {
        if sum.is_empty() {
            return;
        }
        if self.rows.len() <= sum.place() {
            self.rows.resize(self.known.lists.len() + 1, 0);
        }
        if let Some(rows) = self.rows.get_mut(sum.place()) {
            *rows = match more {
                true => rows.saturating_add(1),
                false => rows.saturating_sub(1),
            };
        }
    }

    /// What some row has.
    pub(super) fn all_counted(&self) -> impl Iterator<Item = &Mark> {
        let lists = self.known.lists.iter().zip(self.rows.iter().skip(1));
        lists.filter(|(_, rows)| **rows > 0).flat_map(|(list, _)| list.iter())
    }

    /// By the places of the lists: whether they have a mark that is looked for.
    pub(super) fn which(&self, wanted: impl Fn(&Mark) -> bool) -> Vec<bool> {
        let lists = self.known.lists.iter().map(|list| list.iter().any(&wanted));
        std::iter::once(false).chain(lists).collect()
    }
}
