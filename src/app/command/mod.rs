//! Commands as data: all that a person can do, as values that screens send and handlers carry out.
//!
//! [`Command`] is what is done. [`listed`] are those that stand in the palette, in menus and behind shortcuts, each with
//! its label, icon, shortcut and the rule that says when it can be done, or why not. A part of the program has its own
//! commands in a file of its own here.

pub mod create;
pub mod credential;
pub mod design;
pub mod group;
pub mod home;
pub mod kept;
pub mod keys;
pub mod publish;
pub mod reading;
pub mod review;
pub mod settings;
pub mod studio;
pub mod synonyms;
pub mod workspace;

use egui::{Key, KeyboardShortcut, Modifiers};

use super::jobs::JobId;
use super::route::{Route, Section};
use super::state::State;
use super::widgets::icons::{self, Icon};

/// Something that is done.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Go(Route),
    Back,
    Forward,
    OpenPalette,
    ClosePalette,
    /// The words typed into the palette.
    SearchPalette(String),
    FoldSidebar,
    /// The window may close, or the workspace be left, although something is at work.
    Leave,
    /// It stays as it is.
    Stay,
    Job(JobId, JobCommand),
    /// Takes a toast away.
    DismissToast(u64),
    /// Does what a toast offers, such as Undo.
    ActOnToast(u64),
    /// Takes back what was done last, as its toast offered to.
    TakeBack,
    /// Does again what was taken back last.
    DoAgain,
    /// Opens the field for the path that a dialog of the system was asked for, or types in it; `None` closes it.
    TypePath(Option<String>),
    /// Takes that path as the answer of the dialog.
    TakePath,
    CopyText(String),
    Workspace(workspace::Command),
    Home(home::Command),
    Group(group::Command),
    Create(create::Command),
    Review(review::Command),
    Publish(publish::Command),
    Credential(credential::Command),
    Design(design::Command),
    Settings(settings::Command),
    Kept(kept::Command),
    Studio(studio::Command),
}

/// What is done to a job in the tray.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobCommand {
    Pause,
    Resume,
    Cancel,
    /// Takes a finished or failed one out of the tray.
    Dismiss,
}

/// Where screens put what they want done. It is carried out after the frame is drawn.
#[derive(Debug, Default)]
pub struct Outbox(Vec<Command>);

impl Outbox {
    pub fn send(&mut self, command: impl Into<Command>) {
        self.0.push(command.into());
    }

    pub fn go(&mut self, route: Route) {
        self.0.push(Command::Go(route));
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.0)
    }
}

/// A command as the palette, menus and shortcuts know it.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// Stable, for settings and tests.
    pub id: &'static str,
    pub label: &'static str,
    pub icon: Icon,
    pub shortcut: Option<KeyboardShortcut>,
    pub command: fn() -> Command,
    /// Why it cannot be done now.
    pub enabled: fn(&State) -> Result<(), &'static str>,
}

impl Listed {
    /// Whether it can be done now, or why not.
    ///
    /// # Errors
    /// The reason, for the person.
    pub fn allowed(&self, state: &State) -> Result<(), &'static str> {
        match state.only_reading() {
            Some(reason) if reading::changes(&(self.command)()) => Err(reason),
            _ => (self.enabled)(state),
        }
    }
}

/// Ctrl, or ⌘ on a Mac, and a key.
pub const fn ctrl(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND, key))
}

pub const fn alt(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::ALT, key))
}

pub fn always(_: &State) -> Result<(), &'static str> {
    Ok(())
}

/// Only while a workspace is open.
pub fn in_workspace(state: &State) -> Result<(), &'static str> {
    match state.workspace.snapshot() {
        Some(_) => Ok(()),
        None => Err("Open a workspace first"),
    }
}

const SHELL: &[Listed] = &[
    Listed {
        id: "palette",
        label: "Search everything",
        icon: icons::SEARCH,
        shortcut: ctrl(Key::K),
        command: || Command::OpenPalette,
        enabled: always,
    },
    Listed {
        id: "back",
        label: "Back",
        icon: icons::BACK,
        shortcut: alt(Key::ArrowLeft),
        command: || Command::Back,
        enabled: |state| {
            if state.route.can_go_back() {
                Ok(())
            } else {
                Err("This is where you began")
            }
        },
    },
    Listed {
        id: "forward",
        label: "Forward",
        icon: icons::FORWARD,
        shortcut: alt(Key::ArrowRight),
        command: || Command::Forward,
        enabled: |state| {
            if state.route.can_go_forward() {
                Ok(())
            } else {
                Err("There is nothing ahead")
            }
        },
    },
    Listed {
        id: "sidebar",
        label: "Fold or unfold the sidebar",
        icon: icons::SIDEBAR,
        shortcut: Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::B)),
        command: || Command::FoldSidebar,
        enabled: always,
    },
    Listed {
        id: "home",
        label: "Go to the home page",
        icon: icons::HOME,
        shortcut: ctrl(Key::Num1),
        command: || Command::Go(Section::Home.route()),
        enabled: in_workspace,
    },
];

/// The last, for their keys take back something else on a screen with steps of its own, and do it again.
const TAKE_BACK: &[Listed] = &[
    Listed {
        id: keys::TAKE_BACK,
        label: "Undo what was done last",
        icon: icons::UNDO,
        shortcut: ctrl(Key::Z),
        command: || Command::TakeBack,
        enabled: |state| match (state.has_own_steps(), state.toasts.last_undo()) {
            (true, _) => Err("What is done here has an undo of its own"),
            (false, None) => Err("There is nothing to undo"),
            (false, Some(_)) => Ok(()),
        },
    },
    Listed {
        id: keys::DO_AGAIN,
        label: "Redo what was undone last",
        icon: icons::REDO,
        shortcut: ctrl(Key::Y),
        command: || Command::DoAgain,
        enabled: |state| match (state.has_own_steps(), state.toasts.last_redo()) {
            (true, _) => Err("What is done here has a redo of its own"),
            (false, None) => Err("There is nothing to redo"),
            (false, Some(_)) => Ok(()),
        },
    },
];

/// All listed commands: what one comes for, then the frame and the settings.
pub fn listed() -> impl Iterator<Item = &'static Listed> {
    let parts: [&'static [Listed]; 13] = [
        create::LISTED,
        review::LISTED,
        publish::LISTED,
        credential::LISTED,
        group::LISTED,
        home::LISTED,
        design::LISTED,
        SHELL,
        workspace::LISTED,
        settings::LISTED,
        studio::ENTRY,
        studio::LISTED,
        TAKE_BACK,
    ];
    parts.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_two_commands_share_a_shortcut_or_an_id() {
        let mut shortcuts = BTreeMap::new();
        let mut ids = BTreeMap::new();
        for listed in listed() {
            if let Some(shortcut) = listed.shortcut {
                let keys = format!("{:?} {:?}", shortcut.modifiers, shortcut.logical_key);
                let others: &mut Vec<&str> = shortcuts.entry(keys.clone()).or_default();
                for other in &*others {
                    assert!(!keys::may_clash(other, listed.id), "{keys}: {other} and {}", listed.id);
                }
                others.push(listed.id);
            }
            if let Some(other) = ids.insert(listed.id, listed.label) {
                panic!("{}: {other} and {}", listed.id, listed.label);
            }
        }
        assert!(ids.len() > 5);
    }

    #[test]
    fn shortcuts_leave_the_keys_of_text_fields_alone() {
        // Ctrl with these edits text; a command behind them would take them away from every field.
        let of_fields = [Key::A, Key::C, Key::V, Key::X, Key::ArrowLeft, Key::ArrowRight];
        for listed in listed() {
            let Some(shortcut) = listed.shortcut else { continue };
            // Those are taken only while no field has the focus.
            if keys::is_of_canvas(listed.id) {
                continue;
            }
            assert!(
                !shortcut.modifiers.is_none() || shortcut.logical_key >= Key::F1,
                "{}",
                listed.id
            );
            let takes = shortcut.modifiers == Modifiers::COMMAND && of_fields.contains(&shortcut.logical_key);
            assert!(!takes, "{}", listed.id);
        }
    }
}
