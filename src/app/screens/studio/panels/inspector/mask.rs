//! What cuts a masked group, and the way to it and out of it.

use egui::Ui;

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::{Action, Command};
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::widgets::Button;
use super::super::parts::{bare, note, section};
use crate::model::Element;

/// For a masked group: what masks it, and whether it does now.
pub(super) fn of_group(ui: &mut Ui, view: &mut View<'_>, open: &Open, group: &Element) {
    let Some(mask) = group.mask() else { return };
    let name = &mask.name;
    let holds = mask.show.as_ref().is_none_or(|when| when.holds(&open.values.fields));
    let text = match (mask.hidden, holds) {
        (true, _) => format!("“{name}” is hidden, so that the group is seen whole."),
        (false, false) => format!("“{name}” is left out for the row that is shown, so that the group is seen whole."),
        (false, true) => format!("“{name}” cuts what else is in the group to its outline."),
    };
    section(ui, "Mask", |ui| {
        note(ui, &text);
        let select = format!("Select “{name}”");
        if wide(ui, &select) {
            view.send(Command::Select(vec![name.clone()]));
        }
        release_ui(ui, view);
    });
}

/// For the mask of a group: why nothing of its paint is seen.
pub(super) fn of_mask(ui: &mut Ui, view: &mut View<'_>, open: &Open, element: &Element) {
    let Some(group) = open.editor.group_masked_by(&element.name) else {
        return;
    };
    section(ui, "Mask", |ui| {
        let text = format!(
            "It cuts what else is in “{}” to its outline, and is not painted.",
            group.name
        );
        note(ui, &text);
        release_ui(ui, view);
    });
}

fn release_ui(ui: &mut Ui, view: &mut View<'_>) {
    if wide(ui, "Release mask") {
        view.send(Command::Do(Action::Mask));
    }
}

fn wide(ui: &mut Ui, label: &str) -> bool {
    bare(ui, |ui| {
        let width = ui.available_width();
        Button::secondary(label).dense().width(width).show(ui).clicked()
    })
}
