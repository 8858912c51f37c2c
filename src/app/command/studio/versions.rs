//! Commands of the versions of a design.

use super::super::super::state::studio::versions::Ask;

/// What is done with versions.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Reads which there are.
    Read,
    /// Opens the dialog that names a version, or types in it; `None` closes it.
    Ask(Option<Ask>),
    /// Does what that dialog asks.
    Save,
    /// Shows a revision on the canvas, which cannot be changed there.
    View(u32),
    /// Back to what is worked on.
    Leave,
    /// Brings a revision back as the newest one.
    Restore(u32),
    /// Shows a revision beside what is worked on, or closes that.
    Compare(Option<u32>),
    /// The page that is compared, from 0.
    ComparePage(usize),
    /// Takes the name of a revision away.
    Forget(u32),
}
