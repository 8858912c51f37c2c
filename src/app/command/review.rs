//! Commands of what is under review.

use super::Listed;

/// What is done there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Command {}

impl From<Command> for super::Command {
    fn from(command: Command) -> super::Command {
        super::Command::Review(command)
    }
}

pub const LISTED: &[Listed] = &[];
