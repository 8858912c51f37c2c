//! What the commands of the settings do, and what their answers change.

use super::super::command::settings::Command;
use super::super::jobs::settings::Answer;
use super::Work;

pub(super) fn command(_work: &mut Work<'_>, command: Command) {
    match command {}
}

pub(super) fn answer(_work: &mut Work<'_>, answer: Answer) {
    match answer {}
}
