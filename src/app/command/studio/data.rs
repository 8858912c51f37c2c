//! What is done with the data under the page, and with the fields that they fill.

use std::path::PathBuf;

use crate::model::{GroupId, Token};
use crate::studio::rows::Kind;
use crate::units::Point;

#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Shows the recipients of a group.
    AttachGroup(GroupId),
    /// Asks for a spreadsheet with the system's dialog.
    PickSheet,
    AttachSheet(PathBuf),
    /// Goes back to the design's own sample.
    Detach,
    /// Shows the row with this index.
    GoTo(usize),
    /// So many rows on, or back.
    Step(isize),
    /// The next row of a kind, the best example first.
    Find(Kind),
    /// Shows or hides where the texts of all rows lie.
    Heat,
    /// Shows the design as to a recipient who speaks a language (BCP 47); `None` for who speaks that of the design, or as
    /// the row says.
    Speak(Option<String>),
    /// Puts a field into the text that is edited, else as a new text: at a point of the page or in the middle of it.
    Insert(Token, As, Option<Point>),
    /// Puts a file of the design on the page.
    PlaceFile(String, Option<Point>),
}

/// As what a field is put on the page; in a text that is edited it is one of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    Text,
    Picture,
}
