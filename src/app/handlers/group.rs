//! What the commands of credential groups do, and what their answers change.

use super::super::command::group::Command;
use super::super::jobs::group::Answer;
use super::Work;

pub(super) fn command(_work: &mut Work<'_>, command: Command) {
    match command {}
}

pub(super) fn answer(_work: &mut Work<'_>, answer: Answer) {
    match answer {}
}
