//! The brand: colours, fonts, logos and signatures that every design has at hand.

use egui::{Align, Id, Layout, Rect, Role, Sense, Ui, Vec2, WidgetInfo};

use super::super::super::View;
use super::super::super::command::kept::Command;
use super::super::super::preview::Subject;
use super::super::super::state::kept::{Kept, KeptId, Shelf};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{Button, changing, field, icon_button, name_field, picture};
use super::{block, brand_fonts};
use crate::units::Color;

pub(super) const NAMES: f32 = 220.0;
/// The picture of a logo or a signature.
const PICTURE: Vec2 = Vec2::new(120.0, 56.0);

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    let shelves = snapshot.shelves.clone();
    let about = "They stand first wherever a colour is chosen in the studio.";
    block(ui, "Colours", about, |ui| {
        changing(ui, |ui| {
            for kept in &shelves.colors {
                color_ui(ui, view, kept);
            }
            new_color_ui(ui, view);
        });
    });
    let about =
        "Families that stand first where a font is chosen in the studio. Fonts of your own are imported under Fonts.";
    block(ui, "Fonts", about, |ui| {
        changing(ui, |ui| brand_fonts::show(ui, view, &shelves.fonts));
    });
    let about = "PNG, JPEG, WebP, SVG or PDF. They stand under Assets in the studio.";
    block(ui, "Logos", about, |ui| {
        changing(ui, |ui| {
            pictures_ui(ui, view, &shelves.logos, Shelf::Logo, "Add a logo…");
        });
    });
    let about = "Pictures of signatures, with whose they are. They stand under Assets in the studio.";
    block(ui, "Signatures", about, |ui| {
        changing(ui, |ui| {
            pictures_ui(ui, view, &shelves.signatures, Shelf::Signature, "Add a signature…");
        });
    });
}

/// What is typed of a name or a colour until the field is left.
fn typed(
    ui: &mut Ui,
    id: Id,
    now: &str,
    add: impl FnOnce(&mut Ui, &str) -> (egui::Response, Option<String>),
) -> Option<String> {
    let draft: Option<String> = ui.data(|data| data.get_temp(id));
    let shown = draft.clone().unwrap_or_else(|| now.to_owned());
    let (response, changed) = add(ui, &shown);
    if let Some(text) = changed {
        ui.data_mut(|data| data.insert_temp(id, text));
        return None;
    }
    if response.lost_focus() || (draft.is_some() && !response.has_focus()) {
        ui.data_mut(|data| data.remove::<String>(id));
        return draft.filter(|text| text.trim() != now);
    }
    None
}

fn sample_ui(ui: &mut Ui, name: &str, color: Option<Color>) {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size::CONTROL), Sense::hover());
    let said = color.map_or_else(|| "no colour".to_owned(), |color| color.to_string());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("{name}: {said}")));
    let theme = theme::of(ui);
    let corner = egui::CornerRadius::same(size::CORNER);
    let fill = color.map_or(theme.sunken, theme::on_screen);
    let stroke = egui::Stroke::new(1.0, theme.line_strong);
    ui.painter().rect(rect, corner, fill, stroke, egui::StrokeKind::Inside);
}

fn color_ui(ui: &mut Ui, view: &mut View<'_>, kept: &Kept) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        sample_ui(ui, &kept.name, kept.text.parse().ok());
        rename_ui(ui, view, kept, NAMES);
        let id = Id::unique(("brand colour", kept.id));
        let value = sized(ui, 130.0, |ui| {
            typed(ui, id, &kept.text, |ui, shown| {
                field(ui, &format!("Value of {}", kept.name), shown, "#1F4D3A")
            })
        });
        if let Some(value) = value {
            view.send(Command::Change(kept.id, kept.name.clone(), Some(as_color(&value))));
        }
        remove_ui(ui, view, kept.id, &kept.name);
    });
}

/// `1f4d3a` as `#1F4D3A`; what is no colour stays, and is refused with its reason.
fn as_color(text: &str) -> String {
    let plain = text.trim().trim_start_matches('#');
    let read: Result<Color, _> = format!("#{plain}").parse();
    read.map_or_else(|_| text.trim().to_owned(), |color| color.to_string())
}

fn rename_ui(ui: &mut Ui, view: &mut View<'_>, kept: &Kept, width: f32) {
    let id = Id::unique(("brand name", kept.id));
    let name = sized(ui, width, |ui| {
        typed(ui, id, &kept.name, |ui, shown| {
            name_field(ui, &format!("Name of {}", kept.name), shown, "Name")
        })
    });
    if let Some(name) = name {
        view.send(Command::Change(kept.id, name, None));
    }
}

pub(super) fn remove_ui(ui: &mut Ui, view: &mut View<'_>, id: KeptId, name: &str) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if icon_button(ui, icons::DELETE, &format!("Remove {name}"), None).clicked() {
            view.send(Command::Remove(id));
        }
    });
}

fn sized<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui(Vec2::new(width, size::CONTROL), |ui| {
        ui.set_width(width);
        add(ui)
    })
    .inner
}

fn new_color_ui(ui: &mut Ui, view: &mut View<'_>) {
    let id = Id::unique("new colour of the brand");
    let mut new: [String; 2] = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let color: Option<Color> = as_color(&new[1]).parse().ok();
        sample_ui(ui, "New colour", color);
        if let Some(name) = sized(ui, NAMES, |ui| {
            name_field(ui, "Name of the new colour", &new[0], "Forest").1
        }) {
            new[0] = name;
        }
        let value = sized(ui, 130.0, |ui| {
            field(ui, "Value of the new colour", &new[1], "#1F4D3A").1
        });
        if let Some(value) = value {
            new[1] = value;
        }
        let refused = match (new[0].trim().is_empty(), color) {
            (true, _) => Some("Give it a name"),
            (false, None) => Some("Write the colour as #1F4D3A"),
            (false, Some(_)) => None,
        };
        let add = Button::secondary("Add the colour").unless(refused).show(ui);
        if add.clicked() {
            view.send(Command::Add(Shelf::Color, new[0].trim().to_owned(), as_color(&new[1])));
            new = Default::default();
        }
    });
    ui.data_mut(|data| data.insert_temp(id, new));
}

fn pictures_ui(ui: &mut Ui, view: &mut View<'_>, kept: &[Kept], shelf: Shelf, add: &str) {
    for one in kept {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            let (rect, response) = ui.allocate_exact_size(PICTURE, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &one.name));
            let corner = egui::CornerRadius::same(size::CORNER);
            ui.painter().rect_filled(rect, corner, theme::of(ui).sunken);
            if let Some(blob) = one.files.values().next() {
                let frame: Rect = rect.shrink(space::XS);
                picture(ui, view.previews, response.id, &Subject::Picture(*blob), frame, 2.0);
            }
            rename_ui(ui, view, one, NAMES);
            remove_ui(ui, view, one.id, &one.name);
        });
    }
    if kept.is_empty() {
        ui.label(Type::Small.text("None yet").color(theme::of(ui).muted));
    }
    if Button::secondary(add).icon(icons::ADD).show(ui).clicked() {
        view.send(Command::Pick(shelf));
    }
}
