//! Commands of the settings.

use std::collections::BTreeMap;
use std::path::PathBuf;

use egui::{Key, KeyboardShortcut};

use super::super::route::{Route, SettingsPage};
use super::super::settings::Dates;
use super::super::state::settings::{AddFont, IssuerEdit};
use super::super::state::start::Restoring;
use super::super::widgets::icons;
use super::{Command as AnyCommand, Listed, ctrl, in_workspace};

/// What is done there.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// What was typed of the issuer; `None` goes back to what the workspace has.
    EditIssuer(Option<IssuerEdit>),
    SaveIssuer,
    SetDates(Dates),
    /// The name in which steps are logged.
    SetWho(String),
    /// Its field was left.
    LeaveWho,
    /// The widths of the columns of a table, by its name.
    SetColumns(&'static str, Vec<f32>),
    /// Reads which fonts there are, and which are missing.
    ReadFonts,
    /// Opens the dialog that adds a missing font, or types the path in it; `None` closes it.
    EditFont(Option<AddFont>),
    AddFont,
    /// Takes font files, such as those that were dropped on the window, into the workspace.
    ImportFonts(Vec<PathBuf>),
    RemoveFont(String),
    /// Looks for the fonts of this computer.
    FindSystemFonts,
    SearchSystemFonts(String),
    ShowAllSystemFonts,
    /// Copies a family of this computer into the workspace.
    ImportSystemFont(String),
    /// Asks with the system's dialog.
    Browse(Choice),
    EditBackup(String),
    Backup,
    /// The file and the new folder.
    EditRestore(Restoring),
    Restore,
    /// Checks the whole workspace.
    Check,
    /// Shows the workspace's folder.
    OpenFolder,
    /// Waits for the keys of the command with this id, or stops waiting.
    Record(Option<&'static str>),
    /// Gives a command other keys, or none.
    SetKeys(&'static str, Option<KeyboardShortcut>),
    /// Gives a command its own keys back; all of them without an id.
    ResetKeys(Option<&'static str>),
    /// Gives all commands the keys that they had, by their ids.
    PutKeys(BTreeMap<String, String>),
    FilterKeys(String),
    FilterLicences(String),
    /// Shows the text of a licence, or hides it.
    ShowLicence(Option<usize>),
}

/// What the dialog is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Logo,
    Font,
    Backup,
    RestoreFile,
    RestoreFolder,
}

impl From<Command> for AnyCommand {
    fn from(command: Command) -> AnyCommand {
        AnyCommand::Settings(command)
    }
}

pub const LISTED: &[Listed] = &[
    Listed {
        id: "settings",
        label: "Go to the settings",
        icon: icons::SETTINGS,
        shortcut: ctrl(Key::Comma),
        command: || AnyCommand::Go(Route::Settings(SettingsPage::default())),
        enabled: in_workspace,
    },
    Listed {
        id: "issuer",
        label: "Settings: name and logo of the issuer",
        icon: icons::SETTINGS,
        shortcut: None,
        command: || AnyCommand::Go(Route::Settings(SettingsPage::Issuer)),
        enabled: in_workspace,
    },
    Listed {
        id: "brand",
        label: "Settings: brand colours, fonts, logos and signatures",
        icon: icons::SETTINGS,
        shortcut: None,
        command: || AnyCommand::Go(Route::Settings(SettingsPage::Brand)),
        enabled: in_workspace,
    },
    Listed {
        id: "appearance",
        label: "Settings: appearance and size",
        icon: icons::SETTINGS,
        shortcut: None,
        command: || AnyCommand::Go(Route::Settings(SettingsPage::Appearance)),
        enabled: in_workspace,
    },
    Listed {
        id: "language",
        label: "Settings: language, dates and numbers",
        icon: icons::SETTINGS,
        shortcut: None,
        command: || AnyCommand::Go(Route::Settings(SettingsPage::Language)),
        enabled: in_workspace,
    },
    Listed {
        id: "fonts",
        label: "Settings: fonts",
        icon: icons::SETTINGS,
        shortcut: None,
        command: || AnyCommand::Go(Route::Settings(SettingsPage::Fonts)),
        enabled: in_workspace,
    },
    Listed {
        id: "about",
        label: "About Accolade, with licences",
        icon: icons::INFO,
        shortcut: None,
        command: || AnyCommand::Go(Route::Settings(SettingsPage::About)),
        enabled: in_workspace,
    },
    Listed {
        id: "shortcuts",
        label: "Change keyboard shortcuts",
        icon: icons::SETTINGS,
        shortcut: None,
        command: || AnyCommand::Go(Route::Settings(SettingsPage::Shortcuts)),
        enabled: in_workspace,
    },
    Listed {
        id: "backup",
        label: "Back up or restore a workspace",
        icon: icons::FOLDER,
        shortcut: None,
        command: || AnyCommand::Go(Route::Settings(SettingsPage::Workspace)),
        enabled: in_workspace,
    },
    Listed {
        id: "check-workspace",
        label: "Check the workspace",
        icon: icons::CHECK_CIRCLE,
        shortcut: None,
        command: || Command::Check.into(),
        enabled: in_workspace,
    },
    Listed {
        id: "workspace-folder",
        label: "Open the workspace's folder",
        icon: icons::OPEN_OUTSIDE,
        shortcut: None,
        command: || Command::OpenFolder.into(),
        enabled: in_workspace,
    },
];
