//! Fonts: those that the program has, those that designs bring, and those that are nowhere.

use egui::{Align, Id, Layout, Ui};

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::settings::{Choice, Command};
use super::super::super::state::settings::{AddFont, Family, FontList, Fonts};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, Dialog, Left, NameLabel, PathEvent, Tone, chip, counted, dialog, labelled, path_field, problem_box,
};
use super::block;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    match &view.state.settings.fonts {
        Fonts::Unread => view.send(Command::ReadFonts),
        Fonts::Reading => {
            let muted = theme::of(ui).muted;
            ui.label(Type::Body.text("Looking for the fonts of all designs…").color(muted));
        }
        Fonts::Failed(problems) => {
            if let Some(text) = problem_box(ui, problems) {
                view.out.send(AnyCommand::CopyText(text));
            }
        }
        Fonts::Read(list) => list_ui(ui, view, &list.clone()),
    }
    add_font_ui(ui, view);
}

fn list_ui(ui: &mut Ui, view: &mut View<'_>, list: &FontList) {
    let about =
        "Designs name them, but neither the program nor the design has them. Others stand in until they are added.";
    block(ui, "Missing", about, |ui| {
        if list.missing.is_empty() {
            chip(ui, Tone::Ok, icons::CHECK_CIRCLE, "No font is missing");
        }
        for missing in &list.missing {
            ui.horizontal(|ui| {
                ui.set_min_height(size::ROW);
                chip(ui, Tone::Warn, icons::WARNING, &missing.family);
                names_ui(ui, &missing.designs, 130.0);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let add = Button::secondary("Add the font…").dense().show(ui);
                    let add = add.accessible_name(format!("Add the font {}", missing.family));
                    if add.clicked() {
                        view.send(Command::EditFont(Some(AddFont {
                            family: missing.family.clone(),
                            path: String::new(),
                        })));
                    }
                });
            });
        }
    });
    block(ui, "Imported", "They belong to the designs that brought them.", |ui| {
        if list.imported.is_empty() {
            let muted = theme::of(ui).muted;
            ui.label(Type::Body.text("No design brings a font of its own.").color(muted));
        }
        for font in &list.imported {
            ui.horizontal(|ui| {
                ui.set_min_height(size::CONTROL_DENSE);
                ui.label(Type::Body.text(&font.file));
                names_ui(ui, &font.designs, 0.0);
            });
        }
    });
    let about = counted(list.bundled.len() as u64, "family", "families");
    block(
        ui,
        "Bundled",
        &format!("{about} in the program, for every script."),
        |ui| {
            let half = list.bundled.len().div_ceil(2);
            ui.columns(2, |columns| {
                for (column, families) in columns.iter_mut().zip(list.bundled.chunks(half.max(1))) {
                    for family in families {
                        family_ui(column, family);
                    }
                }
            });
        },
    );
}

/// The designs in one line, leaving room at the right.
fn names_ui(ui: &mut Ui, designs: &[String], room: f32) {
    let names = designs.join(", ");
    let width = (ui.available_width() - room).max(40.0);
    let muted = theme::of(ui).muted;
    ui.add(NameLabel::new(&names).kind(Type::Small).color(muted).width(width));
}

fn family_ui(ui: &mut Ui, family: &Family) {
    ui.spacing_mut().item_spacing.y = space::XS;
    let mut about = counted(family.styles as u64, "style", "styles");
    if family.italic {
        about.push_str(", italic");
    }
    ui.horizontal(|ui| {
        ui.label(Type::Body.text(&family.name));
        ui.label(Type::Caption.text(about).color(theme::of(ui).muted));
    });
}

fn add_font_ui(ui: &Ui, view: &mut View<'_>) {
    let Some(AddFont { family, path }) = view.state.settings.add_font.clone() else {
        return;
    };
    let title = format!("Add the font {family}");
    let about = Dialog {
        title: &title,
        text: "Every design that misses it gets a copy. Credentials that are made already keep what they have.",
        confirm: "Add",
        danger: false,
        refused: path.trim().is_empty().then_some("Choose a file first"),
    };
    let left = dialog(ui, Id::unique("add a font"), about, |ui| {
        ui.add_space(space::M);
        if let Some(problems) = &view.state.settings.font_failed
            && let Some(text) = problem_box(ui, problems)
        {
            view.out.send(AnyCommand::CopyText(text));
        }
        labelled(ui, "File", "A .ttf, .otf or .ttc file.", |ui| {
            match path_field(ui, "Font file", &path, "") {
                Some(PathEvent::Typed(path)) => {
                    let family = family.clone();
                    view.send(Command::EditFont(Some(AddFont { family, path })));
                }
                Some(PathEvent::Browse) => view.send(Command::Browse(Choice::Font)),
                None => {}
            }
        });
    });
    match left {
        Some(Left::Confirmed) => view.send(Command::AddFont),
        Some(Left::Cancelled) => view.send(Command::EditFont(None)),
        None => {}
    }
}
