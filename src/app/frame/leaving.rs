//! The question that is asked when the window is to close while something is at work.

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
    // Whoever wanted to close it need not say so again when what was at work is done meanwhile.
    if text.is_empty() {
        view.out.send(Command::Leave);
        return;
    }
    let about = Dialog {
        title: "Close while this is at work?",
        text: &text,
        confirm: "Stop and close",
        danger: false,
        refused: None,
    };
    match dialog(ui, Id::unique("leaving"), about, |_| {}) {
        Some(Left::Confirmed) => view.out.send(Command::Leave),
        Some(Left::Cancelled) => view.out.send(Command::Stay),
        None => {}
    }
}
