//! The dialogs of what is kept for all designs: a new component, another name.

use egui::{Id, Ui};

use super::super::View;
use super::super::command::Command as AnyCommand;
use super::super::command::kept::Command;
use super::super::theme::space;
use super::super::widgets::{Dialog, Left, dialog, entered, first_thing, name_field, problem_box};

pub(super) fn dialogs(ui: &Ui, view: &mut View<'_>) {
    if let Some(name) = view.state.kept.component.clone() {
        let about = Dialog {
            title: "Save as component",
            text: "A copy of what is selected, with its pictures and fonts, is at hand in every design of the workspace.",
            confirm: "Save",
            danger: false,
            refused: name.trim().is_empty().then_some("Give it a name"),
        };
        match name_ui(ui, view, about, "Name of the component", &name) {
            Asked::Typed(name) => view.send(Command::EditComponent(Some(name))),
            Asked::Confirmed => view.send(Command::SaveComponent),
            Asked::Cancelled => view.send(Command::EditComponent(None)),
            Asked::Nothing => {}
        }
    } else if let Some((id, name)) = view.state.kept.rename.clone() {
        let about = Dialog {
            title: "Rename",
            text: "Designs that have a copy keep it as it is.",
            confirm: "Rename",
            danger: false,
            refused: name.trim().is_empty().then_some("Give it a name"),
        };
        match name_ui(ui, view, about, "New name", &name) {
            Asked::Typed(name) => view.send(Command::EditName(Some((id, name)))),
            Asked::Confirmed => view.send(Command::Rename),
            Asked::Cancelled => view.send(Command::EditName(None)),
            Asked::Nothing => {}
        }
    }
}

enum Asked {
    Nothing,
    Typed(String),
    Confirmed,
    Cancelled,
}

/// A dialog that asks for a name; Enter confirms it.
fn name_ui(ui: &Ui, view: &mut View<'_>, about: Dialog<'_>, label: &str, name: &str) -> Asked {
    let (mut enters, mut typed) = (false, None);
    let refused = about.refused.is_some();
    let left = dialog(ui, Id::unique(label), about, |ui| {
        ui.add_space(space::M);
        if let Some(problems) = &view.state.kept.failed
            && let Some(text) = problem_box(ui, problems)
        {
            view.out.send(AnyCommand::CopyText(text));
        }
        let (response, changed) = name_field(ui, label, name, "");
        first_thing(ui, &response);
        enters = entered(ui, &response);
        typed = changed;
    });
    match (left, typed) {
        (Some(Left::Confirmed), _) => Asked::Confirmed,
        (Some(Left::Cancelled), _) => Asked::Cancelled,
        (None, Some(name)) => Asked::Typed(name),
        (None, None) if enters && !refused => Asked::Confirmed,
        (None, None) => Asked::Nothing,
    }
}
