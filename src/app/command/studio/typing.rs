//! What is done to the text that is edited in its place.

use crate::studio::text::{Clicks, Motion, StyleChange, TextEdit};
use crate::units::Point;

#[derive(Clone, Debug, PartialEq)]
pub enum Typing {
    Edit(TextEdit),
    /// Shows another style of what is selected without doing it, as while a number is dragged.
    Show(StyleChange),
    /// Moves the caret; with `true` the selection goes along.
    Go(Motion, bool),
    SelectAll,
    /// What an input method shows, with its caret in bytes; an empty text ends it.
    Compose(String, Option<usize>),
    /// A press at a point of the page; with `true` the selection goes there.
    Press(Point, Clicks, bool),
    Drag(Point),
    Release,
    Copy,
    Cut,
    Paste(String),
    /// Asks the system for what was copied, which then comes as when its keys are pressed.
    AskPaste,
    Undo,
    Redo,
    /// Ends it; the element stays selected.
    Leave,
}
