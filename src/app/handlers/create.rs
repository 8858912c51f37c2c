//! What the commands of making credentials: group, recipients, check, generate do, and what their answers change.

use super::super::command::create::Command;
use super::super::jobs::create::Answer;
use super::Work;

pub(super) fn command(_work: &mut Work<'_>, command: Command) {
    match command {}
}

pub(super) fn answer(_work: &mut Work<'_>, answer: Answer) {
    match answer {}
}
