//! The dialogs of designs: import, a new name, export.

use egui::{Align, Id, Label, Layout, Role, Sense, Ui, Vec2, WidgetInfo};

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::design::{Command, Pick};
use super::super::super::route::Route;
use super::super::super::state::design::{Export, ExportKind};
use super::super::super::state::path::typed_path;
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, Dialog, Left, PathEvent, check_box, dialog, entered, first_thing, labelled, name_field, path_field,
    problem_box, progress_line, select,
};
use crate::model::DesignId;
use crate::progress::Snapshot as Progress;

pub(super) fn show(ui: &Ui, view: &mut View<'_>) {
    if view.state.design.choice.is_some() {
        super::choice::show(ui, view);
    } else if view.state.design.import.is_some() {
        import_ui(ui, view);
    } else if view.state.design.rename.is_some() {
        rename_ui(ui, view);
    } else if view.state.design.export.is_some() {
        export_ui(ui, view);
    }
}

fn failure_ui(ui: &mut Ui, view: &mut View<'_>) {
    ui.add_space(space::M);
    if let Some(problems) = &view.state.design.failed {
        if let Some(text) = problem_box(ui, problems) {
            view.send(AnyCommand::CopyText(text));
        }
        ui.add_space(space::S);
    }
}

/// How far what was begun in a dialog is.
fn at_work_ui(ui: &mut Ui, job: Option<(&str, &Progress)>) {
    if let Some((title, progress)) = job {
        ui.add_space(space::S);
        progress_line(ui, title, progress);
    }
}

fn import_ui(ui: &Ui, view: &mut View<'_>) {
    let Some(path) = view.state.design.import.clone() else {
        return;
    };
    let about = Dialog {
        title: "Import a design",
        text: "A PNG, a JPEG or each page of a PDF becomes the background of a page, an SVG becomes a background or elements. \
               A PPTX from Canva or PowerPoint keeps its texts, pictures and shapes. A design folder, .zip or .accolade file \
               comes as it is.",
        confirm: "Import",
        danger: false,
        refused: view
            .state
            .design
            .importing
            .map(|_| "It is being read")
            .or(path.trim().is_empty().then_some("Choose a file or folder first")),
    };
    let mut enters = false;
    let left = dialog(ui, Id::unique("import a design"), about, |ui| {
        failure_ui(ui, view);
        let note = "You can also drop it on the page of designs.";
        labelled(ui, "File or folder", note, |ui| {
            let (response, event) = path_field(ui, "File or folder", &path, "");
            first_thing(ui, &response);
            enters = entered(ui, &response) && about.refused.is_none();
            match event {
                Some(PathEvent::Typed(typed)) => view.send(Command::EditImport(typed)),
                Some(PathEvent::Browse) => view.send(Command::Browse(Pick::File)),
                None => {}
            }
        });
        let folder = Button::quiet("Choose a folder…").icon(icons::FOLDER).dense();
        if folder.show(ui).clicked() {
            view.send(Command::Browse(Pick::Folder));
        }
        at_work_ui(ui, view.state.progress_of(view.state.design.importing));
        guide_ui(ui, view);
    });
    match left {
        Some(Left::Confirmed) => view.send(Command::Import(vec![typed_path(&path)])),
        Some(Left::Cancelled) => view.send(Command::ShowImport(false)),
        None if enters => view.send(Command::Import(vec![typed_path(&path)])),
        None => {}
    }
}

/// How a design comes from Canva.
const GUIDE: [&str; 4] = [
    "In Canva, type a placeholder where something differs from one certificate to the next: {{name}}, {{course}}, \
     {{date}}. <<name>> and [Name] are understood, too. Give the name a wide text box: a longer one is made smaller so \
     that it fits on one line.",
    "Choose Share, Download, and PPTX as the file type. Of Canva’s exports it is the only one in which texts stay texts \
     with their fonts.",
    "Choose the file above and press Import.",
    "Read what is said then: which field each placeholder became, and what could not be kept. Everything can be changed \
     in the studio.",
];

/// A line that folds out to the steps.
fn guide_ui(ui: &mut Ui, view: &mut View<'_>) {
    let theme = theme::of(ui);
    let shown = view.state.design.guide;
    let icon = if shown { icons::EXPAND } else { icons::RIGHT };
    let button = Button::quiet("Bring your design from Canva")
        .icon(icon)
        .dense()
        .show(ui);
    button.widget_info(|| {
        WidgetInfo::selected(
            Role::DisclosureTriangle,
            ui.is_enabled(),
            shown,
            "Bring your design from Canva",
        )
    });
    if button.clicked() {
        view.send(Command::ShowGuide(!shown));
    }
    if !shown {
        return;
    }
    for (number, step) in (1..).zip(GUIDE) {
        ui.horizontal_top(|ui| {
            ui.add_space(space::M);
            // All steps begin at the same place, whatever their numbers are wide.
            ui.allocate_ui_with_layout(Vec2::new(space::L, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(space::L);
                ui.label(Type::Small.text(format!("{number}.")).color(theme.muted));
            });
            ui.add(Label::new(Type::Small.text(step).color(theme.text)).wrap());
        });
    }
}

fn rename_ui(ui: &Ui, view: &mut View<'_>) {
    let Some(rename) = view.state.design.rename.clone() else {
        return;
    };
    let about = Dialog {
        title: "Rename the design",
        text: "Groups keep it under its new name. What is published does not change.",
        confirm: "Rename",
        danger: false,
        refused: rename.name.trim().is_empty().then_some("Give it a name"),
    };
    let mut enters = false;
    let left = dialog(ui, Id::unique("rename a design"), about, |ui| {
        failure_ui(ui, view);
        let (response, changed) = name_field(ui, "Name of the design", &rename.name, "");
        first_thing(ui, &response);
        enters = entered(ui, &response);
        if let Some(name) = changed {
            view.send(Command::EditName(rename.id, name));
        }
    });
    match left {
        Some(Left::Confirmed) => view.send(Command::Rename),
        Some(Left::Cancelled) => view.send(Command::CancelRename),
        None if enters => view.send(Command::Rename),
        None => {}
    }
}

/// Whether a design is written from the gallery with more than is saved; the studio shows what it writes.
fn has_changes(view: &View<'_>, id: DesignId) -> bool {
    let snapshot = view.state.workspace.snapshot();
    let card = snapshot.and_then(|snapshot| snapshot.gallery.iter().find(|card| card.pin.design == id));
    *view.state.route.now() != Route::Studio(id) && card.is_some_and(|card| card.draft)
}

/// Whether what is written has a bleed.
fn has_bleed(view: &View<'_>, id: DesignId) -> bool {
    let state = view.state;
    let worked_on = state.studio.open().filter(|open| open.id == id);
    if *state.route.now() == Route::Studio(id)
        && let Some(open) = worked_on
    {
        return open.editor.design().pages.iter().any(|page| page.bleed.0 > 0.0);
    }
    let snapshot = state.workspace.snapshot();
    let card = snapshot.and_then(|snapshot| snapshot.gallery.iter().find(|card| card.pin.design == id));
    card.is_some_and(|card| card.bleed)
}

/// The dialog that writes a design, when it is open.
pub(in super::super) fn export_ui(ui: &Ui, view: &mut View<'_>) {
    let Some(Export { id, path }) = view.state.design.export.clone() else {
        return;
    };
    let kind = ExportKind::of(&path);
    let is_busy = view.state.design.exporting.is_some();
    let refused = match kind {
        _ if is_busy => Some("It is being written"),
        _ if path.trim().is_empty() => Some("Choose where it is written"),
        None => Some("End the name with .accolade, .zip, .pdf, .png or .svg, or choose what it becomes"),
        Some(_) => None,
    };
    let text = match kind {
        Some(kind) if !kind.is_design() => {
            "As it looks with the values that are shown; further pages of a PNG or SVG \
                                            are files of their own."
        }
        // As many lines, so that nothing moves when another kind is chosen.
        _ => "One file with everything in it, its fonts and pictures as well, to keep or to import elsewhere.",
    };
    let text = match has_changes(view, id) {
        true => format!("{text} With what was changed and not saved yet."),
        false => text.to_owned(),
    };
    let about = Dialog {
        title: "Export the design",
        text: &text,
        confirm: "Export",
        danger: false,
        refused,
    };
    let mut enters = false;
    let left = dialog(ui, Id::unique("export a design"), about, |ui| {
        failure_ui(ui, view);
        // What is being written stays as it was asked for.
        ui.add_enabled_ui(!is_busy, |ui| {
            labelled(ui, "As", "", |ui| {
                let shown = kind.map_or("By the end of the name", ExportKind::label);
                let at = kind.and_then(|kind| ExportKind::ALL.iter().position(|known| *known == kind));
                let names = ExportKind::ALL.map(ExportKind::label);
                let width = ui.available_width();
                let picked = select(ui, "What it becomes", shown, width, names, at);
                if let Some(picked) = picked.and_then(|at| ExportKind::ALL.get(at)) {
                    let path = picked.named(&path);
                    view.send(Command::EditExport(Some(Export { id, path })));
                }
            });
            ui.add_space(space::S);
            labelled(ui, "File", "", |ui| {
                let (response, event) = path_field(ui, "File to write", &path, "");
                first_thing(ui, &response);
                enters = entered(ui, &response) && about.refused.is_none();
                match event {
                    Some(PathEvent::Typed(path)) => view.send(Command::EditExport(Some(Export { id, path }))),
                    Some(PathEvent::Browse) => view.send(Command::BrowseExport),
                    None => {}
                }
            });
            let draws = matches!(kind, Some(ExportKind::Pdf | ExportKind::Png));
            if has_bleed(view, id) {
                ui.add_space(space::S);
                let with = view.state.choices.bleed;
                if !draws {
                    // Its room, so that nothing moves when another kind is chosen.
                    ui.allocate_exact_size(Vec2::new(1.0, size::CONTROL_DENSE), Sense::hover());
                } else if check_box(ui, "With bleed", with) {
                    view.send(Command::ExportBleed(!with));
                }
            }
        });
        at_work_ui(ui, view.state.progress_of(view.state.design.exporting));
    });
    match left {
        Some(Left::Confirmed) => view.send(Command::Export),
        Some(Left::Cancelled) => view.send(Command::EditExport(None)),
        None if enters => view.send(Command::Export),
        None => {}
    }
}
