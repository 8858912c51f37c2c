//! Commands of designs.

use std::path::PathBuf;

use egui::Key;

use crate::model::{DesignId, DesignKind};

use super::super::route::{Route, Section};
use super::super::state::State;
use super::super::state::design::Export;
use super::super::widgets::icons;
use super::{Command as AnyCommand, Listed, ctrl, in_workspace};

/// What is done there.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// The words that filter the gallery.
    Filter(String),
    ShowKind(Option<DesignKind>),
    /// Opens the dialog that imports, or closes it.
    ShowImport(bool),
    /// Shows in that dialog how a design comes from Canva, or hides it.
    ShowGuide(bool),
    /// The path in that dialog.
    EditImport(String),
    /// Asks for a file, or for a folder.
    Browse(Pick),
    /// Reads designs from files and folders; what a single drawing becomes is asked.
    Import(Vec<PathBuf>),
    /// Chooses that a drawing becomes elements, or the background.
    ChooseElements(bool),
    /// Imports the drawing as it was chosen, or leaves it.
    ImportChosen(bool),
    Duplicate(DesignId),
    /// Begins to rename, or types the new name.
    EditName(DesignId, String),
    CancelRename,
    Rename,
    Delete(DesignId),
    Restore(DesignId),
    /// Opens the dialog that exports, or types the path in it; `None` closes it.
    EditExport(Option<Export>),
    /// Opens the dialog for the design that is shown.
    ExportShown,
    BrowseExport,
    /// Chooses whether drawings are written with their bleed.
    ExportBleed(bool),
    /// Writes the design with its files, or as a drawing.
    Export,
    /// The name with which the design is shown large.
    ShowSample(usize),
    /// Shows the page with this index on the page of a design.
    ShowPage(usize),
    /// Looks how the design on the page holds with all sample names.
    Inspect(DesignId),
}

/// What the dialog is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    File,
    Folder,
}

impl From<Command> for AnyCommand {
    fn from(command: Command) -> AnyCommand {
        AnyCommand::Design(command)
    }
}

pub const LISTED: &[Listed] = &[
    Listed {
        id: "designs",
        label: "Go to designs",
        icon: icons::DESIGN,
        shortcut: ctrl(Key::Num3),
        command: || AnyCommand::Go(Section::Designs.route()),
        enabled: in_workspace,
    },
    Listed {
        id: "import-design",
        label: "Import a design…",
        icon: icons::SHEET,
        shortcut: None,
        command: || Command::ShowImport(true).into(),
        enabled: in_workspace,
    },
    Listed {
        id: "design-from-canva",
        label: "Bring your design from Canva…",
        icon: icons::SHEET,
        shortcut: None,
        command: || Command::ShowGuide(true).into(),
        enabled: in_workspace,
    },
    Listed {
        id: "export-design",
        label: "Export the design…",
        icon: icons::EXPORT,
        shortcut: None,
        command: || Command::ExportShown.into(),
        enabled: with_design,
    },
];

/// A design has the page, or is worked on.
fn with_design(state: &State) -> Result<(), &'static str> {
    match state.route.now() {
        Route::Design(_) | Route::Studio(_) => Ok(()),
        _ => Err("Open a design first"),
    }
}
