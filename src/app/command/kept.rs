//! Commands of what the workspace keeps for all designs: the brand, components, pictures.

use std::path::PathBuf;

use crate::model::BlobId;
use crate::store::{Kept, KeptId, Shelf};
use crate::units::Point;

use super::Command as AnyCommand;

/// What is done there.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Puts a colour or a font on its shelf: its name, and the colour's number or the family.
    Add(Shelf, String, String),
    /// Asks for a picture with the system's dialog.
    Pick(Shelf),
    AddFiles(Shelf, Vec<PathBuf>),
    /// Gives something another name or a colour another value.
    Change(KeptId, String, Option<String>),
    /// Opens the dialog that renames, or types the name in it; `None` closes it.
    EditName(Option<(KeptId, String)>),
    Rename,
    Remove(KeptId),
    /// Takes a removal back.
    PutBack(Box<Kept>),
    /// Opens the dialog that keeps what is selected as a component, or types its name; `None` closes it.
    EditComponent(Option<String>),
    SaveComponent,
    /// The words that filter what can be put on the page.
    Filter(String),
    /// Puts a component on the page: its middle at a point, or in the middle of what is seen.
    Insert(KeptId, Option<Point>),
    /// Puts a picture of the workspace on the page, under the name of its file.
    Place(String, BlobId, Option<Point>),
}

impl From<Command> for AnyCommand {
    fn from(command: Command) -> AnyCommand {
        AnyCommand::Kept(command)
    }
}
