//! Fonts: those that the program has, those that designs bring, and those that are nowhere.

use egui::{Align, Id, Layout, Role, Sense, Ui, Vec2, WidgetInfo};

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::settings::{Choice, Command};
use super::super::super::preview::{FONT_ASPECT as STRIP, Subject};
use super::super::super::state::settings::{AddFont, Family, FontList, Fonts};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, Dialog, Left, NameLabel, PathEvent, Tone, chip, count, counted, dialog, entered, first_thing, icon_button,
    labelled, only_reading, path_field, picture, problem_box, search_field,
};
use super::block;
use crate::model::BlobId;

/// The height of a font in the list, and the width of its name.
const LINE: f32 = 44.0;
const NAMES: f32 = 240.0;
/// So many of the computer's fonts are listed at first.
const MOST: usize = 12;

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
    if view.state.settings.system.is_wanted() {
        view.send(Command::FindSystemFonts);
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
                    let add = Button::secondary("Add the font…").changing().dense().show(ui);
                    let add = add.accessible_name(format!("Add the font {}", missing.family));
                    if add.clicked() {
                        view.send(Command::EditFont(Some(AddFont {
                            family: Some(missing.family.clone()),
                            path: String::new(),
                        })));
                    }
                });
            });
        }
    });
    own_ui(ui, view, list);
    if !list.imported.is_empty() {
        block(
            ui,
            "In designs",
            "They belong to the designs that brought them.",
            |ui| {
                for font in &list.imported {
                    ui.horizontal(|ui| {
                        ui.set_min_height(size::CONTROL_DENSE);
                        ui.label(Type::Body.text(&font.file));
                        names_ui(ui, &font.designs, 0.0);
                    });
                }
            },
        );
    }
    system_ui(ui, view);
    let about = counted(list.bundled.len() as u64, "family", "families");
    block(
        ui,
        "Bundled",
        &format!("{about} in the program, for every script."),
        |ui| {
            for family in &list.bundled {
                family_ui(ui, view, family);
            }
        },
    );
}

/// The fonts of the workspace, and the way to more.
fn own_ui(ui: &mut Ui, view: &mut View<'_>, list: &FontList) {
    let about = "They are in this workspace, for all its designs. Drop font files on the window, or choose one.";
    block(ui, "Your fonts", about, |ui| {
        for font in &list.own {
            let name = font.families.join(", ");
            line_ui(
                ui,
                view,
                &name,
                &font.file,
                (font.families.first(), Some(font.blob)),
                |ui, view| {
                    if icon_button(ui, icons::DELETE, &format!("Remove {name}"), only_reading(ui)).clicked() {
                        view.send(Command::RemoveFont(font.file.clone()));
                    }
                    if font.forbidden {
                        let chip = chip(ui, Tone::Warn, icons::WARNING, "Not to be embedded");
                        chip.on_hover_text("The licence of this font forbids that a PDF carries it; ask who made it");
                    }
                },
            );
        }
        if Button::secondary("Import a font…")
            .changing()
            .icon(icons::ADD)
            .show(ui)
            .clicked()
        {
            view.send(Command::EditFont(Some(AddFont::default())));
        }
    });
}

/// The fonts of this computer that can be imported: the first ones, or those that are searched.
fn system_ui(ui: &mut Ui, view: &mut View<'_>) {
    let state = view.state;
    let system = &state.settings.system;
    let about = "Import one to use it in designs. The workspace gets a copy of its own, so that what is issued looks the \
                 same on every computer.";
    block(ui, "On this computer", about, |ui| {
        let muted = theme::of(ui).muted;
        if let Some(problems) = &system.failed
            && let Some(text) = problem_box(ui, problems)
        {
            view.out.send(AnyCommand::CopyText(text));
        }
        if system.found.is_none() {
            ui.label(Type::Body.text("Looking for the fonts of this computer…").color(muted));
            return;
        }
        let id = Id::unique("search of system fonts");
        let label = "Search fonts of this computer";
        let width = ui.available_width().min(320.0);
        if let Some(words) = search_field(ui, id, label, &system.words, "Search", width) {
            view.send(Command::SearchSystemFonts(words));
        }
        let found: Vec<_> = system.matching(&system.words).collect();
        if found.is_empty() {
            let sentence = match system.words.trim() {
                "" => "No fonts were found on this computer",
                _ => "No font of this computer is called so",
            };
            ui.label(Type::Body.text(sentence).color(muted));
        }
        let most = if system.all { found.len() } else { MOST };
        for family in found.iter().take(most) {
            system_line_ui(ui, view, &family.name, family.files.len(), family.is_forbidden());
        }
        let rest = found.len().saturating_sub(most);
        if rest > 0 {
            let label = format!("Show {} more", count(rest as u64));
            if Button::quiet(&label).dense().show(ui).clicked() {
                view.send(Command::ShowAllSystemFonts);
            }
        }
    });
}

fn system_line_ui(ui: &mut Ui, view: &mut View<'_>, family: &str, files: usize, is_forbidden: bool) {
    let system = &view.state.settings.system;
    let (is_own, is_busy) = (system.is_own(family), system.importing.as_deref() == Some(family));
    ui.horizontal(|ui| {
        ui.set_min_height(size::ROW);
        let side = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(Vec2::new(NAMES, size::ROW), side, |ui| {
            ui.set_width(NAMES);
            ui.add(NameLabel::new(family));
        });
        let about = counted(files as u64, "file", "files");
        ui.label(Type::Caption.text(about).color(theme::of(ui).muted));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if is_own {
                chip(ui, Tone::Ok, icons::CHECK, "In this workspace");
                return;
            }
            if is_forbidden {
                let chip = chip(ui, Tone::Warn, icons::WARNING, "Not to be embedded");
                chip.on_hover_text(
                    "The licence of this font forbids that documents carry it, so that no certificate can have it",
                );
                return;
            }
            let button = Button::secondary("Import").dense().changing();
            let import = button.unless(is_busy.then_some("It is being copied")).show(ui);
            let import = import.accessible_name(format!("Import {family}"));
            if import.clicked() {
                view.send(Command::ImportSystemFont(family.to_owned()));
            }
        });
    });
}

/// A font: its name, what is said of it, how it looks, and what can be done with it.
fn line_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    name: &str,
    about: &str,
    (family, blob): (Option<&String>, Option<BlobId>),
    add: impl FnOnce(&mut Ui, &mut View<'_>),
) {
    ui.horizontal(|ui| {
        ui.set_min_height(LINE);
        let side = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(Vec2::new(NAMES, LINE), side, |ui| {
            ui.set_width(NAMES);
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add(NameLabel::new(name));
            ui.add(NameLabel::new(about).kind(Type::Caption).color(theme::of(ui).muted));
        });
        let (rect, response) = ui.allocate_exact_size(Vec2::new(STRIP * LINE, LINE), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("Sample of {name}")));
        if let Some(family) = family.filter(|_| ui.is_rect_visible(rect)) {
            let subject = Subject::Font {
                family: family.clone(),
                blob,
            };
            picture(ui, view.previews, response.id, &subject, rect, STRIP);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| add(ui, view));
    });
}

/// The designs in one line, leaving room at the right.
fn names_ui(ui: &mut Ui, designs: &[String], room: f32) {
    let names = designs.join(", ");
    let width = (ui.available_width() - room).max(40.0);
    let muted = theme::of(ui).muted;
    ui.add(NameLabel::new(&names).kind(Type::Small).color(muted).width(width));
}

fn family_ui(ui: &mut Ui, view: &mut View<'_>, family: &Family) {
    let mut about = counted(family.styles as u64, "style", "styles");
    if family.italic {
        about.push_str(", italic");
    }
    line_ui(ui, view, &family.name, &about, (Some(&family.name), None), |_, _| {});
}

fn add_font_ui(ui: &Ui, view: &mut View<'_>) {
    let Some(AddFont { family, path }) = view.state.settings.add_font.clone() else {
        return;
    };
    let title = match &family {
        Some(family) => format!("Add the font {family}"),
        None => "Import a font".to_owned(),
    };
    let about = Dialog {
        title: &title,
        text: "Every design that misses it gets a copy. Credentials that are made already keep what they have.",
        confirm: if family.is_some() { "Add" } else { "Import" },
        danger: false,
        refused: path.trim().is_empty().then_some("Choose a file first"),
    };
    let mut enters = false;
    let left = dialog(ui, Id::unique("add a font"), about, |ui| {
        ui.add_space(space::M);
        if let Some(problems) = &view.state.settings.font_failed
            && let Some(text) = problem_box(ui, problems)
        {
            view.out.send(AnyCommand::CopyText(text));
        }
        labelled(ui, "File", "A .ttf, .otf or .ttc file.", |ui| {
            let (response, event) = path_field(ui, "Font file", &path, "");
            first_thing(ui, &response);
            enters = entered(ui, &response) && about.refused.is_none();
            match event {
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
        None if enters => view.send(Command::AddFont),
        None => {}
    }
}
