//! What the commands of publishing do, and what their answers change.

use super::super::command::publish::Command;
use super::super::jobs::publish::Answer;
use super::Work;

pub(super) fn command(_work: &mut Work<'_>, command: Command) {
    match command {}
}

pub(super) fn answer(_work: &mut Work<'_>, answer: Answer) {
    match answer {}
}
