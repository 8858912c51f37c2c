//! What was done, with names, and the way back to any of it.

use crate::diag::Problem;
use crate::model::{Design, Edit};

/// A step that can be undone.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What the designer reads, such as “Move 3 elements”.
    pub name: String,
    pub edit: Edit,
    /// Undoes it exactly.
    pub inverse: Edit,
    /// The page and the selection before and after.
    pub before: Place,
    pub after: Place,
    /// What it made copies of, which are selected after it; empty when it made none.
    pub copied: Vec<String>,
}

/// Where the designer was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub page: usize,
    pub entered: Option<String>,
    pub selection: Vec<String>,
}

/// Everything that was done since the design was opened; as long as the memory allows.
#[derive(Clone, Debug, Default)]
pub struct History {
    steps: Vec<Step>,
    /// How many of the steps are done; the others were undone.
    done: usize,
    /// Whether the last that was done is a step of the arrow keys.
    nudged: bool,
}

impl History {
    /// All steps, the first one first; those from [`History::position`] on are undone.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How many steps are done.
    pub fn position(&self) -> usize {
        self.done
    }

    /// What would be undone next.
    pub fn undo_name(&self) -> Option<&str> {
        Some(&self.steps.get(self.done.checked_sub(1)?)?.name)
    }

    /// What would be done again next.
    pub fn redo_name(&self) -> Option<&str> {
        Some(&self.steps.get(self.done)?.name)
    }

    /// Says of the last step what it made copies of.
    pub(super) fn note_copied(&mut self, names: Vec<String>) {
        if let Some(step) = self.done.checked_sub(1).and_then(|last| self.steps.get_mut(last)) {
            step.copied = names;
        }
    }

    pub(super) fn push(&mut self, step: Step) {
        self.steps.truncate(self.done);
        self.steps.push(step);
        self.done += 1;
        self.nudged = false;
    }

    /// Forgets what was undone: it was given up, and is not to be done again.
    pub(super) fn forget_undone(&mut self) {
        self.steps.truncate(self.done);
    }

    pub(super) fn note_nudged(&mut self) {
        self.nudged = true;
    }

    pub(super) fn is_nudged(&self) -> bool {
        self.nudged
    }

    /// Makes the last two steps of the arrow keys one, where the second alone leads from before both to the design as it
    /// is; otherwise they stay two.
    ///
    /// # Errors
    /// Those of [`Edit::apply`], which an exact history has none of.
    pub(super) fn join_last(&mut self, design: &Design) -> Result<(), Problem> {
        let Some([.., first, second]) = self.steps.get(..self.done) else {
            return Ok(());
        };
        if first.name != second.name || first.after != second.before {
            return Ok(());
        }
        let before = first.inverse.apply(&second.inverse.apply(design)?)?;
        let joined = match second.edit.apply_with_inverse(&before) {
            Ok((after, inverse)) if after == *design => Step {
                inverse,
                before: first.before.clone(),
                ..second.clone()
            },
            // It needs what the first one did.
            _ => return Ok(()),
        };
        self.done -= 2;
        self.push(joined);
        self.note_nudged();
        Ok(())
    }

    /// The design before the last step that is done, and where the designer was.
    pub(super) fn undo(&mut self, design: &Design) -> Result<Option<(Design, Place)>, Problem> {
        let Some(step) = self.done.checked_sub(1).and_then(|last| self.steps.get(last)) else {
            return Ok(None);
        };
        let before = step.inverse.apply(design)?;
        let place = step.before.clone();
        self.done -= 1;
        self.nudged = false;
        Ok(Some((before, place)))
    }

    /// The design after the first step that is undone, and where the designer was.
    pub(super) fn redo(&mut self, design: &Design) -> Result<Option<(Design, Place)>, Problem> {
        let Some(step) = self.steps.get(self.done) else {
            return Ok(None);
        };
        let after = step.edit.apply(design)?;
        let place = step.after.clone();
        self.done += 1;
        self.nudged = false;
        Ok(Some((after, place)))
    }
}
