//! What was done, with the way back to any of it.

use egui::Ui;

use super::super::super::super::View;
use super::super::super::super::command::studio::Command;
use super::super::super::super::state::studio::Open;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let history = open.editor.history();
    for (at, step) in history.steps().iter().enumerate() {
        if ui.selectable_label(at + 1 == history.position(), &step.name).clicked() {
            view.send(Command::JumpTo(at + 1));
        }
    }
}
