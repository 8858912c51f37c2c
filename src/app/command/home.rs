//! Commands of the issuer's home.

use crate::model::{BatchId, GroupId, State as Life};

use super::Listed;

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
    /// Shows the fields for them, or hides them.
    /// Shows all that is published, whatever was searched before.
    SearchAll,
    ShowDates(bool),
    /// Makes the rest of a batch that was interrupted.
    Resume(BatchId),
    /// Opens the rows that a batch has left, as they were corrected until then.
    GoOnWith(BatchId),
    /// The next page of what was found.
    MoreFound,
    /// Reads all counts anew.
    Refresh,
}

impl From<Command> for super::Command {
    fn from(command: Command) -> super::Command {
        super::Command::Home(command)
    }
}

pub const LISTED: &[Listed] = &[];
