//! The files of the design.

use egui::Ui;

use super::super::super::super::View;
use super::super::super::super::command::studio::Command;
use super::super::super::super::state::studio::Open;
use super::super::super::super::theme::Type;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    for path in open.editor.files().keys() {
        ui.label(Type::Small.text(path));
    }
    if ui.button("Place an image…").clicked() {
        view.send(Command::PickImage);
    }
}
