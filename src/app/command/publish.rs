//! Commands of publishing.

use super::Listed;

/// What is done there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Command {}

impl From<Command> for super::Command {
    fn from(command: Command) -> super::Command {
        super::Command::Publish(command)
    }
}

pub const LISTED: &[Listed] = &[];
