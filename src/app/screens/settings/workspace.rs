//! The workspace: where it is, backup and restore, and whether it is in order.

use egui::{Align, Layout, Ui};

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::JobCommand;
use super::super::super::command::settings::{Choice, Command};
use super::super::super::command::workspace::Command as OfWorkspace;
use super::super::super::state::settings::{BACKING_UP, CHECKING, Check, RESTORING};
use super::super::super::theme::{self, Type, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, NameLabel, PathEvent, Tone, chip, count, labelled, path_field, problem_box, progress_line,
};
use super::block;
use crate::diag::Problems;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    folder_ui(ui, view);
    backup_ui(ui, view);
    check_ui(ui, view);
    restore_ui(ui, view);
}

fn folder_ui(ui: &mut Ui, view: &mut View<'_>) {
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    block(
        ui,
        "Folder",
        "Everything is in it: designs, recipients, published files.",
        |ui| {
            let path = snapshot.dir.to_string_lossy();
            ui.add(NameLabel::new(&path));
            ui.horizontal(|ui| {
                if Button::secondary("Open the folder")
                    .icon(icons::OPEN_OUTSIDE)
                    .show(ui)
                    .clicked()
                {
                    view.send(Command::OpenFolder);
                }
                if Button::quiet("Copy the path").icon(icons::COPY).show(ui).clicked() {
                    view.send(AnyCommand::CopyText(path.to_string()));
                }
                if Button::quiet("Close the workspace").show(ui).clicked() {
                    view.send(OfWorkspace::Close);
                }
            });
        },
    );
}

/// The progress of the job with this title, with a way to stop it; whether there is one.
fn progress_ui(ui: &mut Ui, view: &mut View<'_>, title: &str) -> bool {
    let job = view
        .state
        .jobs
        .iter()
        .find(|job| job.title == title && job.failed.is_none());
    let Some(job) = job else { return false };
    progress_line(ui, title, &job.progress);
    if Button::secondary("Stop").dense().show(ui).clicked() {
        view.out.send(AnyCommand::Job(job.id, JobCommand::Cancel));
    }
    true
}

fn problems_ui(ui: &mut Ui, view: &mut View<'_>, problems: &Problems) {
    if let Some(text) = problem_box(ui, problems) {
        view.send(AnyCommand::CopyText(text));
    }
}

fn backup_ui(ui: &mut Ui, view: &mut View<'_>) {
    let about = "One file with everything in it. Keep it on another disk: it can be restored on any computer.";
    block(ui, "Back up", about, |ui| {
        let backup = view.state.settings.backup.clone();
        if progress_ui(ui, view, BACKING_UP) {
            return;
        }
        match path_field(ui, "Backup file", &backup.path, "A file, or a folder to put it into").1 {
            Some(PathEvent::Typed(path)) => view.send(Command::EditBackup(path)),
            Some(PathEvent::Browse) => view.send(Command::Browse(Choice::Backup)),
            None => {}
        }
        let refused = backup.path.trim().is_empty().then_some("Choose where it is written");
        right(ui, |ui| {
            if Button::secondary("Back up").unless(refused).show(ui).clicked() {
                view.send(Command::Backup);
            }
            // Beside the button, which stays where it is when this goes.
            if let Some(done) = &backup.done {
                let text = format!("Written: {}", done.display());
                let width = ui.available_width();
                ui.add(
                    NameLabel::new(&text)
                        .kind(Type::Small)
                        .color(theme::of(ui).ok)
                        .width(width),
                );
            }
        });
        if let Some(problems) = &backup.failed {
            problems_ui(ui, view, problems);
        }
    });
}

fn right(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), add);
    });
}

fn check_ui(ui: &mut Ui, view: &mut View<'_>) {
    let about = "Reads everything that is kept and published, finds what is lost or was changed since, and repairs what can be.";
    block(ui, "Check", about, |ui| {
        if progress_ui(ui, view, CHECKING) {
            return;
        }
        let muted = theme::of(ui).muted;
        match view.state.settings.check.clone() {
            Check::Never => {}
            Check::Running => drop(ui.label(Type::Small.text("Checking…").color(muted))),
            Check::Done(found) if found.is_empty() => {
                chip(ui, Tone::Ok, icons::CHECK_CIRCLE, "The workspace is in order");
            }
            Check::Done(found) => {
                let number = found.iter().count() as u64;
                ui.label(Type::Body.text(format!("Found: {}", count(number))));
                problems_ui(ui, view, &found);
            }
            Check::Failed(problems) => problems_ui(ui, view, &problems),
        }
        let refused = matches!(view.state.settings.check, Check::Running).then_some("It is being checked");
        right(ui, |ui| {
            if Button::secondary("Check now")
                .changing()
                .unless(refused)
                .show(ui)
                .clicked()
            {
                view.send(Command::Check);
            }
        });
    });
}

fn restore_ui(ui: &mut Ui, view: &mut View<'_>) {
    let about = "Makes a new workspace from a backup. This one stays as it is.";
    block(ui, "Restore", about, |ui| {
        let restore = view.state.settings.restore.clone();
        if let Some(problems) = &restore.failed {
            problems_ui(ui, view, problems);
        }
        if progress_ui(ui, view, RESTORING) {
            return;
        }
        ui.spacing_mut().item_spacing.y = space::M;
        let mut form = restore.form;
        labelled(ui, "Backup", "", |ui| {
            match path_field(ui, "Backup to restore", &form.file, "").1 {
                Some(PathEvent::Typed(file)) => form.file = file,
                Some(PathEvent::Browse) => view.send(Command::Browse(Choice::RestoreFile)),
                None => {}
            }
        });
        labelled(ui, "Folder", "New or empty.", |ui| {
            match path_field(ui, "Folder to restore into", &form.folder, "").1 {
                Some(PathEvent::Typed(folder)) => form.folder = folder,
                Some(PathEvent::Browse) => view.send(Command::Browse(Choice::RestoreFolder)),
                None => {}
            }
        });
        let refused = form.refused();
        if form != view.state.settings.restore.form {
            view.send(Command::EditRestore(form));
        }
        restored_ui(ui, view);
        right(ui, |ui| {
            if Button::secondary("Restore").unless(refused).show(ui).clicked() {
                view.send(Command::Restore);
            }
        });
    });
}

fn restored_ui(ui: &mut Ui, view: &mut View<'_>) {
    let Some((dir, problems)) = view.state.settings.restore.done.clone() else {
        return;
    };
    if !problems.is_empty() {
        problems_ui(ui, view, &problems);
    }
    ui.horizontal(|ui| {
        chip(ui, Tone::Ok, icons::CHECK_CIRCLE, "Restored");
        if Button::secondary("Open the restored workspace")
            .dense()
            .show(ui)
            .clicked()
        {
            view.send(OfWorkspace::Open(dir));
        }
    });
}
