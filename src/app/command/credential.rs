//! Commands of a published credential.

use std::path::PathBuf;

use crate::model::CredentialId;

use super::super::state::credential::Question;
use super::Listed;

/// What is done there.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Reads it.
    Enter(CredentialId),
    ShowPage(bool),
    ShowBadge(bool),
    /// Opens a dialog, changes what is typed in it, or closes it.
    Ask(Option<Question>),
    /// Does what the open dialog asks about.
    Confirm,
    Reinstate(CredentialId),
    Open(PathBuf),
}

impl From<Command> for super::Command {
    fn from(command: Command) -> super::Command {
        super::Command::Credential(command)
    }
}

pub const LISTED: &[Listed] = &[];
