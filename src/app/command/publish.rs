//! Commands of publishing.

use std::path::PathBuf;

use super::super::route::Scope;
use super::super::state::publish::Parts;
use super::Listed;

/// What is done there.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Goes to the page where all that waits is published.
    Begin(Scope),
    /// Looks at what would be published.
    Plan(Scope),
    AcceptWarnings(bool),
    /// Which files are made of each credential.
    Files(Parts),
    Copy(bool),
    Folder(String),
    /// Asks for the folder of the copy.
    ChooseFolder,
    /// Which files the copy gets.
    Parts(Parts),
    Start,
    /// Goes on with a publication that was interrupted.
    Resume,
    /// Leaves the rest of it under review.
    Forget,
    /// Tries those again that failed.
    Retry,
    /// Forgets what came of the last publication.
    Again,
    /// Shows a folder or a file in the program that the system has for it.
    Open(PathBuf),
    /// Asks where the list of what was published is written.
    ExportList,
}

impl From<Command> for super::Command {
    fn from(command: Command) -> super::Command {
        super::Command::Publish(command)
    }
}

pub const LISTED: &[Listed] = &[];
