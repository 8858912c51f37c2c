//! What is selected among what is published, and what is asked about it.

use std::collections::HashMap;

use crate::model::{CredentialId, State as Life, Step};

use super::home::FoundRow;

#[derive(Clone, Debug, Default)]
pub struct Picked {
    /// With the state in which each was found.
    pub states: HashMap<CredentialId, Life>,
    /// Where a range begins.
    pub anchor: Option<CredentialId>,
    /// A dialog that is open.
    pub asked: Option<Question>,
}

/// A step of all that is selected, with one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub step: Step,
    pub reason: String,
}

impl Picked {
    pub fn has(&self, id: CredentialId) -> bool {
        self.states.contains_key(&id)
    }

    pub fn toggle(&mut self, row: &FoundRow) {
        if self.states.remove(&row.id).is_none() {
            self.states.insert(row.id, row.state);
        }
        self.anchor = Some(row.id);
    }

    /// Selects all between the last one that was picked and this one, among those that are listed.
    pub fn range(&mut self, rows: &[FoundRow], id: CredentialId) {
        let place = |id: CredentialId| rows.iter().position(|row| row.id == id);
        let Some(to) = place(id) else { return };
        let from = self.anchor.and_then(place).unwrap_or(to);
        let all = rows.get(from.min(to)..=from.max(to)).unwrap_or_default();
        self.states.extend(all.iter().map(|row| (row.id, row.state)));
    }

    pub fn clear(&mut self) {
        self.states.clear();
        self.anchor = None;
    }

    /// How many of the selected ones a step is possible for.
    pub fn able(&self, step: Step) -> u64 {
        let able = self.states.values().filter(|state| state.after(step).is_some());
        able.count() as u64
    }

    /// The selected ones that a step is possible for.
    pub fn ids(&self, step: Step) -> Vec<CredentialId> {
        let able = self.states.iter().filter(|(_, state)| state.after(step).is_some());
        let mut ids: Vec<_> = able.map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids
    }

    /// How many of the selected ones are in a state.
    pub fn count(&self, state: Life) -> u64 {
        self.states.values().filter(|other| **other == state).count() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: u8, state: Life) -> FoundRow {
        FoundRow {
            id: CredentialId([id; 16]),
            name: "Anna".to_owned(),
            email: String::new(),
            number: String::new(),
            group: String::new(),
            state,
            issued: "2026-01-01".parse().expect("a date"),
            correction: false,
        }
    }

    #[test]
    fn a_range_goes_from_the_last_that_was_picked_and_steps_take_whom_they_can() {
        let rows: Vec<_> = [Life::Published, Life::Suspended, Life::Revoked, Life::Published]
            .into_iter()
            .zip(1..)
            .map(|(state, id)| row(id, state))
            .collect();
        let mut picked = Picked::default();
        picked.toggle(&rows[2]);
        picked.range(&rows, rows[0].id);
        assert_eq!(picked.states.len(), 3);
        assert_eq!((picked.able(Step::Suspend), picked.able(Step::Revoke)), (1, 2));
        assert_eq!((picked.able(Step::Reinstate), picked.count(Life::Revoked)), (1, 1));
        assert_eq!(picked.ids(Step::Revoke), [rows[0].id, rows[1].id]);
        picked.toggle(&rows[2]);
        assert!(!picked.has(rows[2].id));
        picked.clear();
        picked.range(&rows, rows[3].id);
        assert_eq!(picked.states.len(), 1, "without a beginning it is the one");
    }
}
