//! The fields that the design can show.

use egui::Ui;

use super::super::super::super::View;
use super::super::super::super::command::studio::Command;
use super::super::super::super::state::studio::Open;
use crate::studio::Tool;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    for field in open.editor.shown().fields() {
        if ui.selectable_label(false, field.as_str()).clicked() {
            view.send(Command::Take(Tool::Field(field)));
        }
    }
}
