//! Commands that make, open and change the workspace.

use std::path::PathBuf;

use egui::Key;

use super::super::route::Route;
use super::super::settings::Appearance;
use super::super::state::State;
use super::super::state::start::{Draft, Restoring};
use super::super::widgets::icons;
use super::{Listed, always, ctrl, in_workspace};

/// What is done.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Makes the workspace with sample data, or opens the one of an earlier time.
    LookAround,
    /// Shows the form for a workspace of one's own, or goes back to the choice.
    ShowForm(bool),
    /// What was typed into that form.
    EditDraft(Draft),
    /// Asks for a logo, a folder for the new workspace, or a workspace to open.
    Choose(Choice),
    /// Makes the workspace of the form.
    Create,
    Open(PathBuf),
    /// Opens a workspace that was opened before.
    Switch(PathBuf),
    /// Stops waiting for the workspace that is being opened.
    CancelOpening,
    /// Opens what another window has, to look at it.
    LookAt(PathBuf),
    /// Opens the dialog that copies the open workspace, or types the folder in it; `None` closes it.
    EditCopy(Option<String>),
    /// Copies the open workspace and opens the copy.
    Copy,
    /// Opens the form that restores a backup, or types into it; `None` closes it.
    EditRestore(Option<Restoring>),
    /// Makes a workspace from the backup of the form, and opens it.
    Restore,
    /// Goes back to the start screen.
    Close,
    SetAppearance(Appearance),
    SetScale(f32),
    /// Makes everything larger by a step, or smaller.
    StepScale {
        larger: bool,
    },
}

/// What a file dialog is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Logo,
    NewFolder,
    Workspace,
    /// Where the open workspace is copied to.
    Copy,
    /// The backup that is to be restored, and where to.
    Backup,
    RestoreFolder,
}

impl From<Command> for super::Command {
    fn from(command: Command) -> super::Command {
        super::Command::Workspace(command)
    }
}

/// In the studio the same keys are for its page.
fn beside_studio(state: &State) -> Result<(), &'static str> {
    match state.route.now() {
        Route::Studio(_) => Err("In the studio these keys zoom the page"),
        _ => Ok(()),
    }
}

pub const LISTED: &[Listed] = &[
    Listed {
        id: "open-workspace",
        label: "Open a workspace…",
        icon: icons::FOLDER,
        shortcut: ctrl(Key::O),
        command: || Command::Choose(Choice::Workspace).into(),
        enabled: always,
    },
    Listed {
        id: "close-workspace",
        label: "Close the workspace",
        icon: icons::CLOSE,
        shortcut: None,
        command: || Command::Close.into(),
        enabled: in_workspace,
    },
    Listed {
        id: "light",
        label: "Appearance: light",
        icon: icons::LIGHT,
        shortcut: None,
        command: || Command::SetAppearance(Appearance::Light).into(),
        enabled: always,
    },
    Listed {
        id: "dark",
        label: "Appearance: dark",
        icon: icons::DARK,
        shortcut: None,
        command: || Command::SetAppearance(Appearance::Dark).into(),
        enabled: always,
    },
    Listed {
        id: "system",
        label: "Appearance: as the system",
        icon: icons::SYSTEM,
        shortcut: None,
        command: || Command::SetAppearance(Appearance::System).into(),
        enabled: always,
    },
    Listed {
        id: "larger",
        label: "Make everything larger",
        icon: icons::ZOOM_IN,
        shortcut: ctrl(Key::Plus),
        command: || Command::StepScale { larger: true }.into(),
        enabled: beside_studio,
    },
    Listed {
        id: "smaller",
        label: "Make everything smaller",
        icon: icons::ZOOM_OUT,
        shortcut: ctrl(Key::Minus),
        command: || Command::StepScale { larger: false }.into(),
        enabled: beside_studio,
    },
    Listed {
        id: "as-designed",
        label: "Show everything at 100 %",
        icon: icons::FIT,
        shortcut: ctrl(Key::Num0),
        command: || Command::SetScale(1.0).into(),
        enabled: beside_studio,
    },
];
