//! What a dialog of the system was asked for and has not answered, and the path that is typed in its stead.

use std::collections::BTreeMap;

pub use super::super::jobs::dialogs::AskKind;

/// A dialog that does not show for so long may never do, in seconds.
const PATIENCE: f64 = 3.0;

/// What was typed last in place of each dialog, by its title: it may only have to be corrected.
pub type TypedPaths = BTreeMap<String, String>;

#[derive(Clone, Debug)]
pub struct Asked {
    /// No other ask of this run has it.
    pub number: u64,
    pub title: String,
    pub kind: AskKind,
    /// The path as it is typed, while its dialog is open.
    pub path: Option<String>,
    /// What stands in the field at first.
    pub proposed: String,
    /// Whether the system has no dialog.
    pub is_missing: bool,
    /// Why what was typed is not taken.
    pub refused: Option<String>,
    /// The time of egui when it was asked, in seconds.
    pub since: f64,
    /// Whether it takes so long that the path is offered to be typed.
    pub is_late: bool,
}

impl Asked {
    /// Looks at the clock; the seconds until it is late.
    pub fn wait(&mut self, now: f64) -> Option<f64> {
        let left = self.since + PATIENCE - now;
        self.is_late = left <= 0.0;
        (!self.is_late).then_some(left)
    }
}
