//! The life of a credential: which step is allowed in which state, and where it leads.
//!
//! A correction is a draft beside what is published. While there is one, the steps of review (edit, accept, regenerate,
//! hold, release, publish, delete) are steps of the draft, and the credential itself can still be suspended, reinstated
//! or revoked. The draft is published only while the credential stands; revoking ends the draft too.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where a credential stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    UnderReview,
    Held,
    Published,
    Suspended,
    Revoked,
}

/// What can be done to a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Edit,
    Accept,
    Regenerate,
    Hold,
    Release,
    Publish,
    Delete,
    Suspend,
    Reinstate,
    Revoke,
    Correct,
}

impl State {
    pub const ALL: [State; 5] = [
        State::UnderReview,
        State::Held,
        State::Published,
        State::Suspended,
        State::Revoked,
    ];

    /// The state after a step of a credential without a draft; `None` when the step is not allowed.
    /// Deleting and correcting leave the state as it is: the one ends the credential, the other begins a draft.
    pub fn after(self, step: Step) -> Option<State> {
        match (self, step) {
            (State::UnderReview, Step::Edit | Step::Accept | Step::Regenerate | Step::Delete) => {
                Some(State::UnderReview)
            }
            (State::UnderReview, Step::Hold) => Some(State::Held),
            (State::UnderReview, Step::Publish) => Some(State::Published),
            (State::Held, Step::Edit | Step::Delete) => Some(State::Held),
            (State::Held, Step::Release) => Some(State::UnderReview),
            (State::Published, Step::Suspend) => Some(State::Suspended),
            (State::Published | State::Suspended, Step::Revoke) => Some(State::Revoked),
            (State::Published, Step::Correct) => Some(State::Published),
            (State::Suspended, Step::Reinstate) => Some(State::Published),
            _ => None,
        }
    }

    /// The word for a command line or a file.
    pub fn word(self) -> &'static str {
        match self {
            State::UnderReview => "under-review",
            State::Held => "held",
            State::Published => "published",
            State::Suspended => "suspended",
            State::Revoked => "revoked",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            State::UnderReview => "under review",
            other => other.word(),
        })
    }
}

impl Step {
    pub const ALL: [Step; 11] = [
        Step::Edit,
        Step::Accept,
        Step::Regenerate,
        Step::Hold,
        Step::Release,
        Step::Publish,
        Step::Delete,
        Step::Suspend,
        Step::Reinstate,
        Step::Revoke,
        Step::Correct,
    ];

    /// Whether the step says why it is taken.
    pub fn wants_reason(self) -> bool {
        matches!(self, Step::Hold | Step::Suspend | Step::Revoke | Step::Correct)
    }

    /// The word for the log.
    pub fn word(self) -> &'static str {
        match self {
            Step::Edit => "edit",
            Step::Accept => "accept",
            Step::Regenerate => "regenerate",
            Step::Hold => "hold",
            Step::Release => "release",
            Step::Publish => "publish",
            Step::Delete => "delete",
            Step::Suspend => "suspend",
            Step::Reinstate => "reinstate",
            Step::Revoke => "revoke",
            Step::Correct => "correct",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A step that is not allowed where the credential stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub state: State,
    pub step: Step,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the life of a credential, cell by cell; `-` is not allowed.
    const TABLE: &str = "
        step        under-review  held          published  suspended  revoked
        edit        under-review  held          -          -          -
        accept      under-review  -             -          -          -
        regenerate  under-review  -             -          -          -
        hold        held          -             -          -          -
        release     -             under-review  -          -          -
        publish     published     -             -          -          -
        delete      under-review  held          -          -          -
        suspend     -             -             suspended  -          -
        reinstate   -             -             -          published  -
        revoke      -             -             revoked    revoked    -
        correct     -             -             published  -          -
    ";

    #[test]
    fn every_cell_of_the_table_holds() {
        let mut rows = TABLE.lines().map(str::trim).filter(|line| !line.is_empty()).skip(1);
        for step in Step::ALL {
            let cells: Vec<&str> = rows.next().expect("a row for every step").split_whitespace().collect();
            assert_eq!(cells[0], step.word());
            for (state, expected) in State::ALL.into_iter().zip(&cells[1..]) {
                let after = state.after(step).map_or("-", State::word);
                assert_eq!(after, *expected, "{step} while {state}");
            }
        }
        assert_eq!(rows.next(), None);
    }
}
