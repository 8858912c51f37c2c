//! What is said above every screen of a workspace that can only be looked at, and the way out.

use egui::{Id, Ui};

use super::super::View;
use super::super::command::Command as AnyCommand;
use super::super::command::workspace::{Choice, Command};
use super::super::state::workspace::Snapshot;
use super::super::theme::space;
use super::super::widgets::{Button, Dialog, Left, PathEvent, banner, dialog, labelled, path_field, problem_box};
use super::super::words;

/// Draws it when there is something to say.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    let Some(why) = &snapshot.reading else { return };
    let hint = words::hints(why).next().unwrap_or_default();
    let text = format!("{}. {hint}.", why.message);
    banner(ui, "only reading", &text, |ui| ways_ui(ui, view, &snapshot));
    copy_ui(ui, view);
}

/// What can be done about it.
fn ways_ui(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    ui.spacing_mut().item_spacing.x = space::S;
    if Button::secondary("Copy to…").dense().show(ui).clicked() {
        view.send(Command::EditCopy(Some(String::new())));
    }
    if Button::quiet("Try again").dense().show(ui).clicked() {
        view.send(Command::Open(snapshot.dir.clone()));
    }
}

fn copy_ui(ui: &Ui, view: &mut View<'_>) {
    let Some(folder) = view.state.start.copy.clone() else {
        return;
    };
    let about = Dialog {
        title: "Copy the workspace",
        text: "The copy has all designs, credentials and published files, and is opened when it is made.",
        confirm: "Copy",
        danger: false,
        refused: folder.trim().is_empty().then_some("Choose a folder first"),
    };
    let left = dialog(ui, Id::unique("copy the workspace"), about, |ui| {
        ui.add_space(space::M);
        if let Some(problems) = &view.state.start.copy_failed
            && let Some(text) = problem_box(ui, problems)
        {
            view.out.send(AnyCommand::CopyText(text));
        }
        let note = "In a folder that is not empty, the copy gets one of its own.";
        labelled(ui, "Folder", note, |ui| {
            match path_field(ui, "Folder of the copy", &folder, "").1 {
                Some(PathEvent::Typed(folder)) => view.send(Command::EditCopy(Some(folder))),
                Some(PathEvent::Browse) => view.send(Command::Choose(Choice::Copy)),
                None => {}
            }
        });
    });
    match left {
        Some(Left::Confirmed) => view.send(Command::Copy),
        Some(Left::Cancelled) => view.send(Command::EditCopy(None)),
        None => {}
    }
}
