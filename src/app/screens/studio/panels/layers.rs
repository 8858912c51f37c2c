//! The elements of the page, the front one first.

use egui::Ui;

use super::super::super::super::View;
use super::super::super::super::command::studio::Command;
use super::super::super::super::state::studio::Open;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let page = open.editor.page();
    for element in open.editor.shown().list(page, None).unwrap_or_default().iter().rev() {
        let chosen = open.editor.selection().contains(&element.name);
        if ui.selectable_label(chosen, &element.name).clicked() {
            view.send(Command::Select(vec![element.name.clone()]));
        }
    }
}
