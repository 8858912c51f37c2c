//! Commands of the issuer's home.

use crate::model::{BatchId, CredentialId, GroupId, State as Life};

use super::super::state::State;
use super::super::state::picked::Question;
use super::super::widgets::icons;
use super::review::Pick;
use super::{Listed, in_workspace};

/// What is done there.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// The words that filter the groups.
    FilterGroups(String),
    /// The words that are searched in what is published.
    Search(String),
    SearchState(Option<Life>),
    SearchGroup(Option<GroupId>),
    /// The first and the last day of issue, as they are typed.
    SearchDates(String, String),
    /// Shows all that is published, whatever was searched before.
    SearchAll,
    /// Shows the fields for the days, or hides them.
    ShowDates(bool),
    /// Makes the rest of a batch that was interrupted.
    Resume(BatchId),
    /// Opens the rows that a batch has left, as they were corrected until then.
    GoOnWith(BatchId),
    /// Takes a batch without credentials out of the lists.
    TakeOut(BatchId),
    /// Takes that back.
    PutBack(BatchId),
    /// Shows all batches of the snapshot.
    ShowAllBatches,
    /// The next page of what was found.
    MoreFound,
    /// Selects something that is published, or all up to it.
    Pick(CredentialId, Pick),
    /// Selects all that the search and the filters find.
    PickFound,
    PickNone,
    /// Opens the dialog of a step of all that is selected, changes what is typed in it, or closes it.
    AskStep(Option<Question>),
    /// Does what that dialog asks about.
    TakeStep,
    /// Takes back the suspension of these.
    ReinstateAll(Vec<CredentialId>),
    /// Shows what is published, and asks where the list of what is found there is written.
    AskList,
    /// Types the path of that list; `None` closes the dialog.
    EditList(Option<String>),
    /// Asks for the path with the system's dialog.
    BrowseList,
    WriteList,
    /// Reads all counts anew.
    Refresh,
}

impl From<Command> for super::Command {
    fn from(command: Command) -> super::Command {
        super::Command::Home(command)
    }
}

pub const LISTED: &[Listed] = &[Listed {
    id: "export-published",
    label: "Export list of published…",
    icon: icons::SHEET,
    shortcut: None,
    command: || super::Command::Home(Command::AskList),
    enabled: has_published,
}];

/// Only where something is published.
fn has_published(state: &State) -> Result<(), &'static str> {
    in_workspace(state)?;
    let counts = state
        .workspace
        .snapshot()
        .map(|snapshot| snapshot.counts)
        .unwrap_or_default();
    match counts.published + counts.suspended + counts.revoked {
        0 => Err("Nothing is published yet"),
        _ => Ok(()),
    }
}
