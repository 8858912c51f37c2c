//! The properties of what is selected.

use egui::Ui;

use super::super::super::super::View;
use super::super::super::super::state::studio::Open;
use super::super::super::super::theme::Type;

pub(super) fn show(ui: &mut Ui, _view: &mut View<'_>, open: &Open) {
    for element in open.editor.selected() {
        ui.label(Type::Strong.text(&element.name));
    }
}
