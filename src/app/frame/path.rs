//! The folder of a workspace typed by hand, where the system shows no dialog for it.

use std::path::PathBuf;

use egui::{Id, Ui};

use super::super::View;
use super::super::command::workspace::{Choice, Command};
use super::super::theme::space;
use super::super::widgets::{Dialog, Left, PathEvent, dialog, entered, first_thing, labelled, path_field};

/// Draws it while it is asked for.
pub(super) fn show(ui: &Ui, view: &mut View<'_>) {
    let Some(path) = view.state.start.path.clone() else {
        return;
    };
    let about = Dialog {
        title: "Open a workspace",
        text: "",
        confirm: "Open",
        danger: false,
        refused: path.trim().is_empty().then_some("Type the folder first"),
    };
    let mut enters = false;
    let left = dialog(ui, Id::unique("open a workspace"), about, |ui| {
        ui.add_space(space::M);
        let note = "The folder that has the file workspace.json in it.";
        labelled(ui, "Folder", note, |ui| {
            let (response, event) = path_field(ui, "Folder of the workspace", &path, "");
            first_thing(ui, &response);
            enters = entered(ui, &response) && about.refused.is_none();
            match event {
                Some(PathEvent::Typed(path)) => view.send(Command::EditPath(Some(path))),
                Some(PathEvent::Browse) => view.send(Command::Choose(Choice::Workspace)),
                None => {}
            }
        });
    });
    match left {
        Some(Left::Confirmed) => view.send(Command::Open(PathBuf::from(path.trim()))),
        Some(Left::Cancelled) => view.send(Command::EditPath(None)),
        None if enters => view.send(Command::Open(PathBuf::from(path.trim()))),
        None => {}
    }
}
