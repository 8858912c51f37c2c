//! Commands of what is under review.

use std::path::PathBuf;

use egui::Key;

use crate::model::{CredentialId, FieldName};

use super::super::route::{Route, Scope};
use super::super::state::State;
use super::super::state::review::{Filter, Question};
use super::super::widgets::icons;
use super::{Listed, ctrl};

/// What is done there.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Reads what waits.
    Show(Scope),
    Filter(Filter),
    FilterKind(Option<String>),
    Search(String),
    ShowList(bool),
    /// The width of thumbnails, in points.
    Resize(f32),
    Pick(CredentialId, Pick),
    PickAll,
    /// All that nothing holds.
    PickReady,
    PickNone,
    /// Begins a rubber band; what is selected stays when `true`.
    BeginBand(bool),
    /// What the rubber band encloses.
    Band(Vec<CredentialId>),
    /// Reads a credential for the review page.
    Enter(CredentialId),
    /// Goes to the next one, or the one before.
    Next,
    Previous,
    Edit(FieldName, String),
    /// Does something about the picture of a field: on the review page, or in the dialog of a correction.
    Picture(FieldName, PictureAct),
    /// Keeps what was typed.
    Save,
    Discard,
    ShowPage(bool),
    ShowBadge(bool),
    /// Opens a dialog, changes what is typed in it, or closes it.
    Ask(Option<Question>),
    Act(Vec<CredentialId>, Act),
    /// Accepts the warnings of the one on the review page and goes on.
    AcceptAndNext,
    /// Shows the page that will be published in the browser.
    OpenInBrowser(CredentialId),
    /// Goes to the page where these are published.
    Publish(Option<Vec<CredentialId>>),
}

/// How a click changes the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    Toggle,
    /// All from the last one that was picked.
    Range,
}

/// A step of review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    Accept,
    /// Takes an acceptance back.
    Withdraw,
    Hold(String),
    Release,
    Delete,
    /// Draws it with the newest group and designs.
    Regenerate,
    /// Changes fields.
    Save(Vec<(FieldName, String)>),
}

/// What is done about the picture of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureAct {
    TakeOut,
    /// The path of another one is typed.
    Type(String),
    /// Asks for the file of another one.
    Browse,
    /// Puts the picture of a file into the field.
    Take(PathBuf),
}

impl From<Command> for super::Command {
    fn from(command: Command) -> super::Command {
        super::Command::Review(command)
    }
}

pub const LISTED: &[Listed] = &[
    Listed {
        id: "review",
        label: "Go to what is under review",
        icon: icons::REVIEW,
        shortcut: ctrl(Key::Num4),
        command: || super::Command::Go(Route::Review(Scope::All)),
        enabled: super::in_workspace,
    },
    Listed {
        id: "accept-next",
        label: "Accept and go to the next credential",
        icon: icons::CHECK,
        shortcut: ctrl(Key::Enter),
        command: || Command::AcceptAndNext.into(),
        enabled: on_review_page,
    },
    Listed {
        id: "publish-pending",
        label: "Publish what is under review…",
        icon: icons::PUBLISHED,
        shortcut: None,
        command: || super::publish::Command::Begin(Scope::All).into(),
        enabled: something_waits,
    },
];

fn on_review_page(state: &State) -> Result<(), &'static str> {
    match state.route.now() {
        Route::ReviewOne { .. } if state.review.asked.is_none() => Ok(()),
        _ => Err("Open a credential that is under review first"),
    }
}

fn something_waits(state: &State) -> Result<(), &'static str> {
    match state.workspace.snapshot() {
        Some(snapshot) if snapshot.counts.pending > 0 => Ok(()),
        _ => Err("Nothing is under review"),
    }
}
