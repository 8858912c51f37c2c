//! What the commands of published credentials do, and what their answers change.

use super::super::command::credential::Command;
use super::super::jobs::credential::Answer;
use super::Work;

pub(super) fn command(_work: &mut Work<'_>, command: Command) {
    match command {}
}

pub(super) fn answer(_work: &mut Work<'_>, answer: Answer) {
    match answer {}
}
