//! Commands of credential groups.

use crate::model::{Group, GroupId};

use super::super::route::Route;
use super::super::state::group::{FieldRow, Form};
use super::super::widgets::icons;
use super::{Listed, in_workspace};

/// What is done there.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Looks up a group, or begins a new one.
    Load(Option<GroupId>),
    /// What was typed or chosen.
    Edit(Box<Form>),
    /// Takes back what was done last in the form, or does it again.
    Step {
        back: bool,
    },
    RemoveField(usize),
    /// Puts a field that was removed from a group back where it was.
    RestoreField {
        group: Option<GroupId>,
        at: usize,
        field: FieldRow,
    },
    Save,
    /// Makes a group as it was before it was saved last, with what it was then.
    TakeBack {
        saved: Box<Group>,
        before: Box<Group>,
    },
    /// Goes back to the group as it is stored.
    Reset,
    /// Brings back what was given up, with the revision into which it was typed where that was in another run.
    BringBack {
        form: Box<Form>,
        base: Option<Option<u32>>,
    },
    Search(String),
}

impl From<Command> for super::Command {
    fn from(command: Command) -> super::Command {
        super::Command::Group(command)
    }
}

pub const LISTED: &[Listed] = &[
    Listed {
        id: "groups",
        label: "Go to the credential groups",
        icon: icons::GROUPS,
        shortcut: None,
        command: || super::Command::Go(Route::Groups),
        enabled: in_workspace,
    },
    Listed {
        id: "new-group",
        label: "Make a credential group",
        icon: icons::ADD,
        shortcut: None,
        command: || super::Command::Go(Route::Group(None)),
        enabled: in_workspace,
    },
];
