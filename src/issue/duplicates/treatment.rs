//! What is done with a row whose recipient is in the group already.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use crate::diag::{Problem, Result};
use crate::import::CheckedRow;
use crate::model::{DuplicatePolicy, Group, State};

use super::super::desk::Desk;
use super::super::earlier;
use super::{Alike, Person, Roster};

/// What will be done with a row whose recipient has a credential already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// A credential is made, with a warning to be accepted.
    Warn,
    /// Nothing is made.
    Skip,
    /// The credential under review is changed.
    Edit,
    /// The published credential gets a correction under review.
    Correct,
    /// A credential is made without a word.
    Make,
}

impl Treatment {
    /// The word for another program.
    pub fn word(self) -> &'static str {
        match self {
            Treatment::Warn => "warn",
            Treatment::Skip => "skip",
            Treatment::Edit => "edit",
            Treatment::Correct => "correct",
            Treatment::Make => "make",
        }
    }
}

/// A row whose recipient has a credential of the group, surely or likely.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicate {
    /// As the spreadsheet numbers it, from 1.
    pub row: u32,
    /// Who it is like, the likeliest first.
    pub others: Vec<(Alike, Person)>,
    pub treatment: Treatment,
    /// To be shown with the row.
    pub problem: Problem,
    /// What of the likeliest credential stays although the row would change it, because the row is damaged; in words.
    pub stays: Option<String>,
}

impl Duplicate {
    /// What is done with the row by the policy of its group, and by a decision for the row.
    pub fn treated(&self, policy: DuplicatePolicy, decision: Option<DuplicatePolicy>) -> Treatment {
        self.others.first().map_or(Treatment::Make, |(alike, first)| {
            treatment(policy, decision, *alike, first.state)
        })
    }
}

/// Which rows have recipients that are in the group already, and what [`generate`](super::super::generate()) will do with
/// them: by the group's policy, or by a decision for the row.
pub fn find_duplicates(
    desk: &Desk,
    group: &Group,
    rows: impl IntoIterator<Item = impl Borrow<CheckedRow>>,
    decisions: &BTreeMap<u32, DuplicatePolicy>,
) -> Result<Vec<Duplicate>> {
    let roster = Roster::of(&desk.store, group.id)?;
    let mut found = Vec::new();
    for row in rows {
        let row = row.borrow();
        let Some(mut duplicate) = duplicate(&roster, group, row, decisions) else {
            continue;
        };
        // Only what is doubtful can be worse than what is there.
        if let Some((_, first)) = duplicate.others.first().filter(|_| !row.problems.is_empty()) {
            let credential = desk.store.credential(&first.id)?;
            duplicate.stays = credential.and_then(|credential| earlier::stays(&credential, row, &group.fields));
        }
        found.push(duplicate);
    }
    Ok(found)
}

/// The same for one row, without what stays.
pub(in super::super) fn duplicate(
    roster: &Roster,
    group: &Group,
    row: &CheckedRow,
    decisions: &BTreeMap<u32, DuplicatePolicy>,
) -> Option<Duplicate> {
    if row.recipient.name.is_empty() {
        return None;
    }
    let others = roster.alike(&row.recipient);
    let (alike, first) = others.first()?;
    let decision = decisions.get(&row.row).copied();
    let place = crate::diag::Place {
        field: Some("recipient.name".to_owned()),
        ..crate::diag::Place::row(row.row)
    };
    Some(Duplicate {
        row: row.row,
        treatment: treatment(group.duplicates, decision, *alike, first.state),
        problem: alike.problem(first).at(place),
        stays: None,
        others: others
            .into_iter()
            .map(|(alike, person)| (alike, person.clone()))
            .collect(),
    })
}

/// What is done with a row: a likely duplicate follows a decision for the row, never the policy alone.
fn treatment(policy: DuplicatePolicy, decision: Option<DuplicatePolicy>, alike: Alike, state: State) -> Treatment {
    match (state, decision) {
        // Whose credential was revoked gets no other one without a word, and nothing of it is corrected.
        (State::Revoked, Some(DuplicatePolicy::Skip)) => return Treatment::Skip,
        (State::Revoked, _) => return Treatment::Warn,
        (State::Suspended, None) if policy == DuplicatePolicy::Allow => return Treatment::Warn,
        _ => {}
    }
    let policy = match (decision, alike) {
        (Some(decision), _) => decision,
        (None, Alike::Same) => policy,
        (None, _) if policy == DuplicatePolicy::Allow => DuplicatePolicy::Allow,
        (None, _) => DuplicatePolicy::Ask,
    };
    match (policy, state) {
        (DuplicatePolicy::Allow, _) => Treatment::Make,
        (DuplicatePolicy::Ask, _) => Treatment::Warn,
        (DuplicatePolicy::Skip, _) => Treatment::Skip,
        (DuplicatePolicy::Replace, State::Suspended) => Treatment::Warn,
        (DuplicatePolicy::Replace, State::Published) => Treatment::Correct,
        (DuplicatePolicy::Replace, _) => Treatment::Edit,
    }
}
