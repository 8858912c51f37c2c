//! The question that is asked when the window is to close, or the workspace to be left, while something is at work, not saved,
//! or could not be kept.

use egui::{Id, Ui};

use super::super::View;
use super::super::command::Command;
use super::super::state::leaving::Leaving;
use super::super::widgets::{Dialog, Left, dialog};

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    if !view.state.leaving.is_asked() {
        return;
    }
    let text = view.state.at_work().collect::<Vec<_>>().join("\n");
    // It came to an end meanwhile, for good or ill: that is to be seen.
    if text.is_empty() {
        view.out.send(Command::Stay);
        return;
    }
    let is_of_workspace = matches!(view.state.leaving, Leaving::Workspace(_));
    let is_working = view.state.jobs.iter().any(|job| job.failed.is_none());
    let (title, confirm) = match (is_of_workspace, view.state.unkept(), is_working) {
        (false, Some(_), _) => ("Close without keeping all changes?", "Close all the same"),
        (false, None, true) => ("Close while this is at work?", "Stop and close"),
        (false, None, false) => ("Close without saving your changes?", "Close without saving"),
        (true, Some(_), _) => (
            "Leave this workspace without keeping all changes?",
            "Leave all the same",
        ),
        (true, None, true) => ("Leave this workspace while this is at work?", "Stop and leave"),
        (true, None, false) => (
            "Leave this workspace without saving your changes?",
            "Leave without saving",
        ),
    };
    let about = Dialog {
        title,
        text: &text,
        confirm,
        danger: true,
        refused: None,
    };
    match dialog(ui, Id::unique("leaving"), about, |_| {}) {
        Some(Left::Confirmed) => view.out.send(Command::Leave),
        Some(Left::Cancelled) => view.out.send(Command::Stay),
        None => {}
    }
}
