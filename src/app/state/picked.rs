//! What is selected among what is published, and what is asked about it.

use std::collections::{BTreeMap, HashMap};

use crate::model::{CredentialId, State as Life, Step};

use super::home::{Found, FoundRow};

#[derive(Clone, Debug, Default)]
pub struct Picked {
    /// With the state in which each was found.
    pub states: HashMap<CredentialId, Life>,
    /// Where a range begins.
    pub anchor: Option<CredentialId>,
    /// Whether all that was found was taken at once: it stands and falls with what is looked for.
    pub is_all: bool,
    /// A dialog that is open.
    pub asked: Option<Question>,
}

/// A step of all that is selected, with one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub step: Step,
    pub reason: String,
}

/// How many of the selected ones are in each state. They may be very many: a screen counts them once a frame.
#[derive(Clone, Debug, Default)]
pub struct Tally(BTreeMap<Life, u64>);

impl Tally {
    pub fn all(&self) -> u64 {
        self.0.values().sum()
    }

    /// How many of them a step is possible for.
    pub fn able(&self, step: Step) -> u64 {
        let able = self.0.iter().filter(|(state, _)| state.after(step).is_some());
        able.map(|(_, number)| number).sum()
    }

    /// How many of them are in a state.
    pub fn count(&self, state: Life) -> u64 {
        self.0.get(&state).copied().unwrap_or_default()
    }
}

impl Picked {
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for state in self.states.values() {
            *tally.0.entry(*state).or_default() += 1;
        }
        tally
    }

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
        self.is_all = false;
    }

    /// Something else is looked for: all that was found before is not all that is found now. What was picked one by one
    /// stays, so that people can be looked for one after the other.
    pub fn searched(&mut self) {
        if self.is_all {
            self.clear();
        }
    }

    /// How many of the selected ones are not in the list, of which all rows are there.
    pub fn hidden(&self, found: &Found) -> u64 {
        if found.busy || found.next.is_some() {
            return 0;
        }
        let listed = found.rows.iter().filter(|row| self.has(row.id)).count();
        self.states.len().saturating_sub(listed) as u64
    }

    /// The selected ones that a step is possible for.
    pub fn ids(&self, step: Step) -> Vec<CredentialId> {
        let able = self.states.iter().filter(|(_, state)| state.after(step).is_some());
        let mut ids: Vec<_> = able.map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids
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
        let tally = picked.tally();
        assert_eq!((tally.able(Step::Suspend), tally.able(Step::Revoke)), (1, 2));
        assert_eq!((tally.able(Step::Reinstate), tally.count(Life::Revoked)), (1, 1));
        assert_eq!((tally.all(), tally.count(Life::Held)), (3, 0));
        assert_eq!(picked.ids(Step::Revoke), [rows[0].id, rows[1].id]);
        picked.toggle(&rows[2]);
        assert!(!picked.has(rows[2].id));
        picked.clear();
        picked.range(&rows, rows[3].id);
        assert_eq!(picked.states.len(), 1, "without a beginning it is the one");
    }

    #[test]
    fn all_that_was_found_falls_with_the_search_and_what_was_picked_is_counted() {
        let mut picked = Picked::default();
        picked.toggle(&row(1, Life::Published));
        picked.toggle(&row(2, Life::Published));
        picked.searched();
        let mut found = Found {
            rows: vec![row(2, Life::Published), row(3, Life::Published)],
            ..Found::default()
        };
        assert_eq!((picked.states.len(), picked.hidden(&found)), (2, 1));
        found.busy = true;
        assert_eq!(picked.hidden(&found), 0, "not known yet");
        picked.is_all = true;
        picked.searched();
        assert!(picked.states.is_empty() && !picked.is_all);
    }
}
