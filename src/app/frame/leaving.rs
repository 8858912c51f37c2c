//! The question that is asked when the window is to close while something is at work, or could not be kept.

use egui::{Id, Ui};

use super::super::View;
use super::super::command::Command;
use super::super::state::leaving::Leaving;
use super::super::widgets::{Dialog, Left, dialog};

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    if view.state.leaving != Leaving::Asked {
        return;
    }
    let text = view.state.at_work().collect::<Vec<_>>().join("\n");
    // It came to an end meanwhile, for good or ill: that is to be seen.
    if text.is_empty() {
        view.out.send(Command::Stay);
        return;
    }
    let (title, confirm) = match view.state.unkept() {
        Some(_) => ("Close without keeping all changes?", "Close all the same"),
        None => ("Close while this is at work?", "Stop and close"),
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
