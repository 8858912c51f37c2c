//! What the commands of designs do, and what their answers change.

use super::super::command::design::Command;
use super::super::jobs::design::Answer;
use super::Work;

pub(super) fn command(_work: &mut Work<'_>, command: Command) {
    match command {}
}

pub(super) fn answer(_work: &mut Work<'_>, answer: Answer) {
    match answer {}
}
