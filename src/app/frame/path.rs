//! The folder of a workspace typed by hand, where the system shows no dialog for it.

use std::path::PathBuf;

use egui::{Id, Key, Ui};

use super::super::View;
use super::super::command::workspace::{Choice, Command};
use super::super::theme::space;
use super::super::widgets::{Dialog, Left, PathEvent, dialog, labelled, path_field};

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
    let left = dialog(ui, Id::unique("open a workspace"), about, |ui| {
        ui.add_space(space::M);
        let note = "The folder that has the file workspace.json in it.";
        labelled(ui, "Folder", note, |ui| {
            match path_field(ui, "Folder of the workspace", &path, "") {
                Some(PathEvent::Typed(path)) => view.send(Command::EditPath(Some(path))),
                Some(PathEvent::Browse) => view.send(Command::Choose(Choice::Workspace)),
                None => {}
            }
        });
    });
    // In the field, and not on a button.
    let in_field = ui.memory(|memory| memory.focused().is_none());
    let entered = !path.trim().is_empty() && in_field && ui.input(|input| input.key_pressed(Key::Enter));
    match left {
        Some(Left::Confirmed) => view.send(Command::Open(PathBuf::from(path.trim()))),
        Some(Left::Cancelled) => view.send(Command::EditPath(None)),
        None if entered => view.send(Command::Open(PathBuf::from(path.trim()))),
        None => {}
    }
}
