//! What the commands of what is under review do, and what their answers change.

use super::super::command::review::Command;
use super::super::jobs::review::Answer;
use super::Work;

pub(super) fn command(_work: &mut Work<'_>, command: Command) {
    match command {}
}

pub(super) fn answer(_work: &mut Work<'_>, answer: Answer) {
    match answer {}
}
