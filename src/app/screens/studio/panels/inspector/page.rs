//! The page and the design, when nothing is selected.

use std::collections::BTreeMap;

use egui::Ui;

use super::super::super::super::super::View;
use super::super::super::super::super::command::Command as AnyCommand;
use super::super::super::super::super::command::studio::{Action, Command};
use super::super::super::super::super::state::group::language_name;
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::state::studio::new::Preset;
use super::super::super::super::super::theme::{self, Type};
use super::super::super::super::super::widgets::{Button, check_box, icon_button, icons, select_dense};
use super::super::parts::{
    Came, Face, Measure, NumberField, bare, checked_field, color_field, language_typed, note, paint_rows, part, row,
    section, segments, send, text_field, wrong_language,
};
use super::aids;
use crate::model::{Background, DesignKind, DesignProperty, Edit, Page, PageProperty};
use crate::units::Color;

/// Sides that differ by less are the same, in points.
const SAME: f64 = 0.5;
const NONE: &str = "None";

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let index = open.editor.page();
    ui.add_enabled_ui(!open.editor.is_locked(), |ui| {
        if let Some(page) = open.editor.shown().pages.get(index) {
            section(ui, "Page", |ui| page_ui(ui, view, open, page));
            section(ui, "Background", |ui| background_ui(ui, view, open, page));
            section(ui, "Guides", |ui| aids::guides(ui, view, open, page));
        }
        section(ui, "Design", |ui| design_ui(ui, view, open));
        section(ui, "Swatches", |ui| swatches_ui(ui, view, open));
    });
    section(ui, "Template", |ui| template_ui(ui, view, open));
}

/// Whether issuers change only what is left open.
fn template_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let is_template = open.editor.shown().template;
    if open.editor.is_locked() {
        note(ui, "Only what the designer left open can be changed.");
        bare(ui, |ui| {
            let unlock = Button::secondary("Unlock template…").icon(icons::UNLOCK).dense();
            if unlock.show(ui).clicked() {
                view.send(Command::AskUnlock(true));
            }
        });
        return;
    }
    note(
        ui,
        "What issuers may change of an element is under “Issuers may” when it is selected; the rest is locked for them.",
    );
    bare(ui, |ui| {
        if check_box(ui, "Lock as a template", is_template) {
            let name = if is_template {
                "Unlock for good"
            } else {
                "Lock as a template"
            };
            set_design(view, name, DesignProperty::Template(!is_template));
        }
    });
}

pub(super) fn set_page(view: &mut View<'_>, open: &Open, name: &str, came: Came<PageProperty>) {
    let index = open.editor.page();
    send(
        view,
        name.to_owned(),
        came.map(|property| Edit::SetPage { index, property }),
    );
}

fn set_design(view: &mut View<'_>, name: &str, property: DesignProperty) {
    view.send(Command::Edit(name.to_owned(), Edit::SetDesign(property)));
}

fn preset_of(page: &Page) -> Preset {
    let sides = [page.width.0.max(page.height.0), page.width.0.min(page.height.0)];
    let is_it = |preset: &&Preset| {
        preset
            .sides()
            .is_some_and(|known| (known[0] - sides[0]).abs() < SAME && (known[1] - sides[1]).abs() < SAME)
    };
    Preset::ALL.iter().find(is_it).copied().unwrap_or(Preset::Free)
}

fn page_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, page: &Page) {
    let measure = Measure::Length(open.editor.settings.unit);
    let is_portrait = page.height > page.width;
    let scales = view.state.choices.used.scale_page;
    let resize = |view: &mut View<'_>, came: Came<[f64; 2]>| {
        let came = came.map(|[width, height]| open.editor.page_resized(width, height, scales));
        send(view, "Resize the page".to_owned(), came);
    };
    row(ui, "Size", |ui| {
        let preset = preset_of(page);
        let names = Preset::ALL.map(Preset::label);
        let at = Preset::ALL.iter().position(|known| *known == preset);
        let width = ui.available_width();
        let picked = select_dense(ui, "Size of the page", preset.label(), width, names, at);
        let sides = picked
            .and_then(|at| Preset::ALL.get(at))
            .and_then(|preset| preset.sides());
        if let Some([long, short]) = sides {
            let size = if is_portrait { [short, long] } else { [long, short] };
            resize(view, Came::Set(size));
        }
    });
    bare(ui, |ui| {
        let each = part(ui, 2);
        let (width, height) = (page.width.0, page.height.0);
        let w = NumberField::new("Width of the page", Some(width), measure)
            .mark("W")
            .range(10.0, 15_000.0)
            .show(ui, each);
        let h = NumberField::new("Height of the page", Some(height), measure)
            .mark("H")
            .range(10.0, 15_000.0)
            .show(ui, each);
        let w = w.map(|came| came.map(|width| [width, height]));
        let h = h.map(|came| came.map(|height| [width, height]));
        if let Some(came) = w.or(h) {
            resize(view, came);
        }
    });
    if (page.width.0 - page.height.0).abs() > SAME {
        row(ui, "Orientation", |ui| {
            let options = [
                (Face::Word("Landscape"), "Landscape", false),
                (Face::Word("Portrait"), "Portrait", true),
            ];
            let width = ui.available_width();
            let picked = segments(ui, width, &options, Some(is_portrait));
            if picked.is_some_and(|picked| picked != is_portrait) {
                resize(view, Came::Set([page.height.0, page.width.0]));
                // What was in sight lies beyond the edge of the window now.
                view.send(AnyCommand::from(Action::ZoomFit));
            }
        });
    }
    row(ui, "Elements", |ui| {
        let options = [
            (Face::Word("Stay"), "Keep elements where they are", false),
            (Face::Word("Scale"), "Scale with the page", true),
        ];
        let width = ui.available_width();
        let picked = segments(ui, width, &options, Some(scales));
        if let Some(picked) = picked.filter(|picked| *picked != scales) {
            view.send(Command::ScaleWithPage(picked));
        }
    });
    note(
        ui,
        match scales {
            true => "When the page is resized, what is on it is scaled with it.",
            false => "When the page is resized, what is on it keeps its size and its place.",
        },
    );
    aids::show(ui, view, open, page);
}

fn background_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, page: &Page) {
    let paints = [page.background.paint.clone()];
    if let Some(came) = paint_rows(ui, view, open, "Background", &paints, Color::WHITE, true) {
        let came = came.map(|paint| {
            PageProperty::Background(Background {
                paint,
                ..page.background.clone()
            })
        });
        set_page(view, open, "Background of the page", came);
    }
    let files: Vec<String> = open.editor.all_files().keys().cloned().collect();
    row(ui, "Picture", |ui| {
        let width = ui.available_width();
        let shown = page.background.image.as_deref().unwrap_or(NONE);
        let names = std::iter::once(NONE).chain(files.iter().map(String::as_str));
        let at = match &page.background.image {
            None => Some(0),
            Some(path) => files.iter().position(|known| known == path).map(|at| at + 1),
        };
        let picked = select_dense(ui, "Picture of the background", shown, width, names, at);
        if let Some(picked) = picked {
            let background = Background {
                image: picked.checked_sub(1).and_then(|at| files.get(at)).cloned(),
                ..page.background.clone()
            };
            let property = PageProperty::Background(background);
            set_page(view, open, "Background of the page", Came::Set(property));
        }
    });
}

fn design_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let design = open.editor.shown();
    let name = row(ui, "Name", |ui| {
        text_field(ui, "Name of this design", &design.name, "Name")
    });
    if let Some(name) = name.filter(|name| !name.trim().is_empty()) {
        set_design(view, "Rename the design", DesignProperty::Name(name.trim().to_owned()));
    }
    row(ui, "It is a", |ui| {
        let options = [
            (
                Face::Word("Certificate"),
                "It is a certificate",
                DesignKind::Certificate,
            ),
            (Face::Word("Badge"), "It is a badge", DesignKind::Badge),
        ];
        let width = ui.available_width();
        if let Some(kind) = segments(ui, width, &options, Some(design.kind)) {
            set_design(view, "Kind of the design", DesignProperty::Kind(kind));
        }
    });
    let about = ("Language of the fixed words", design.language.as_str(), "en");
    let language = checked_field(ui, "Language", about, wrong_language);
    // A code alone says little.
    if let Some(name) = language_name(&design.language) {
        row(ui, "", |ui| {
            ui.label(Type::Caption.text(name).color(theme::of(ui).muted))
        });
    }
    if let Some(language) = language.as_deref().and_then(language_typed) {
        let property = DesignProperty::Language(language);
        set_design(view, "Language of the design", property);
    }
    let about = row(ui, "About", |ui| {
        text_field(ui, "Description of the design", &design.description, "What it is for")
    });
    if let Some(description) = about {
        set_design(
            view,
            "Description of the design",
            DesignProperty::Description(description),
        );
    }
}

fn swatches_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let swatches = open.editor.shown().swatches.clone();
    let with = |change: &dyn Fn(&mut BTreeMap<String, Color>)| {
        let mut changed = swatches.clone();
        change(&mut changed);
        Edit::SetDesign(DesignProperty::Swatches(changed))
    };
    if swatches.is_empty() {
        note(ui, "Colours that you keep at hand. They stand in every colour field.");
    }
    for (name, color) in &swatches {
        bare(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let label = format!("Swatch {name}");
            let width = 104.0;
            if let Some(came) = color_field(ui, view, open, &label, Some(*color), width) {
                let came = came.map(|color| {
                    with(&|all| {
                        all.insert(name.clone(), color);
                    })
                });
                send(view, "Change a swatch".to_owned(), came);
            }
            let room = ui.available_width() - 34.0;
            let renamed = ui
                .allocate_ui(egui::Vec2::new(room, 28.0), |ui| {
                    ui.set_width(room);
                    text_field(ui, &format!("Name of the swatch {name}"), name, "Name")
                })
                .inner;
            if let Some(to) = renamed.filter(|to| !to.trim().is_empty() && !swatches.contains_key(to.trim())) {
                let edit = with(&|all| {
                    all.remove(name);
                    all.insert(to.trim().to_owned(), *color);
                });
                view.send(Command::Edit("Rename a swatch".to_owned(), edit));
            }
            if icon_button(ui, icons::REMOVE, &format!("Remove the swatch {name}"), None).clicked() {
                let edit = with(&|all| {
                    all.remove(name);
                });
                view.send(Command::Edit("Remove a swatch".to_owned(), edit));
            }
        });
    }
}
