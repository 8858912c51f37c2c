//! What a drawing becomes that is imported: the background of a new design, or elements.

use egui::{
    Align, CornerRadius, CursorIcon, Id, Layout, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    Vec2, WidgetInfo,
};

use super::super::super::View;
use super::super::super::command::design::Command;
use super::super::super::preview::fit;
use super::super::super::state::design::{ImportChoice, Way};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::{Button, NameLabel, Sentence, escaped, focus_ring, modal, squares, within};
use crate::diag::{Problem, Severity};

const WIDTH: f32 = 760.0;
const PICTURE: f32 = 230.0;
const NOTES: f32 = 140.0;
/// The squares that shine through its picture.
const SQUARE: f32 = 5.0;

pub(super) fn show(ui: &Ui, view: &mut View<'_>) {
    let Some(choice) = view.state.design.choice.clone() else {
        return;
    };
    let shown = modal(ui, Id::unique("how a drawing is imported")).show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().width();
        ui.set_width(WIDTH.min(room - 4.0 * space::XL));
        let name = choice
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        ui.add(NameLabel::new(&format!("Import {name}")).kind(Type::Title));
        ui.label(Type::Body.text("What should it become?").color(theme::of(ui).muted));
        ui.add_space(space::M);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            let width = (ui.available_width() - space::L) / 2.0;
            let text = "Texts, shapes and pictures that can be changed one by one.";
            let way = choice.elements.as_ref().map_err(String::as_str);
            if way_ui(ui, "Elements", text, way, choice.as_elements, width) {
                view.send(Command::ChooseElements(true));
            }
            let text = "One picture that stays as it is, with the recipient’s name over it.";
            if way_ui(
                ui,
                "Background",
                text,
                choice.background.as_ref().map_err(String::as_str),
                !choice.as_elements,
                width,
            ) {
                view.send(Command::ChooseElements(false));
            }
        });
        ui.add_space(space::M);
        buttons_ui(ui, &choice)
    });
    if let Some(yes) = shown.inner.or(escaped(ui, &shown).then_some(false)) {
        view.send(Command::ImportChosen(yes));
    }
}

/// A way to read it: how it looks, and what is lost. Whether it was chosen.
fn way_ui(ui: &mut Ui, label: &str, text: &str, way: Result<&Way, &str>, chosen: bool, width: f32) -> bool {
    let theme = theme::of(ui);
    let height = 58.0 + PICTURE + NOTES;
    let sense = if way.is_ok() { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, height), sense);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, way.is_ok(), chosen, label));
    let stroke = match (chosen, response.hovered() && way.is_ok()) {
        (true, _) => Stroke::new(size::FOCUS, theme.accent),
        (false, true) => Stroke::new(1.0, theme.line_strong),
        (false, false) => Stroke::new(1.0, theme.line),
    };
    let corner = CornerRadius::same(size::CORNER_CARD);
    // What cannot be chosen lies in the ground and has no colours.
    let (ground, strong) = match way {
        Ok(_) => (theme.surface, theme.text),
        Err(_) => (theme.sunken, theme.muted),
    };
    ui.painter().rect(rect, corner, ground, stroke, StrokeKind::Inside);
    focus_ring(ui, &response, size::CORNER_CARD);
    let top = Rect::from_min_size(rect.min, Vec2::new(width, PICTURE)).shrink(space::S);
    ui.painter()
        .rect_filled(top, CornerRadius::same(size::CORNER), theme.sunken);
    match way {
        Ok(Way {
            picture: Some(picture), ..
        }) => {
            let place = Rect::from_center_size(top.center(), fit(picture.size_vec2(), top.shrink(space::S).size()));
            let uv = Rect::from_min_max([0.0, 0.0].into(), [1.0, 1.0].into());
            // A drawing may have no ground.
            squares(ui, place, SQUARE, theme::PAPER);
            ui.painter().image(picture.id(), place, uv, theme::PAPER);
            let edge = Stroke::new(1.0, theme.line_strong);
            ui.painter().rect_stroke(place, 0, edge, StrokeKind::Outside);
        }
        Ok(_) => instead_ui(ui, top, "There is nothing of it to be seen"),
        Err(why) => instead_ui(ui, top, why),
    }
    let below = Rect::from_min_max([rect.left(), top.bottom()].into(), rect.max);
    let builder = UiBuilder::new()
        .max_rect(below.shrink2(Vec2::new(space::M, space::S)))
        .layout(Layout::top_down(Align::Min))
        .id_salt(label);
    within(ui, builder, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(Type::Strong.text(label).color(strong));
        ui.label(Type::Small.text(text).color(theme.muted));
        ui.add_space(space::XS);
        notes_ui(ui, way);
    });
    match way {
        Ok(_) => response.on_hover_cursor(CursorIcon::PointingHand).clicked(),
        Err(_) => false,
    }
}

/// What stands where there is no picture.
fn instead_ui(ui: &mut Ui, place: Rect, why: &str) {
    let text = Type::Small.text(why).color(theme::of(ui).warn);
    let builder = UiBuilder::new()
        .max_rect(place.shrink(space::L))
        .layout(Layout::left_to_right(Align::Center))
        .id_salt(why);
    within(ui, builder, |ui| ui.add(egui::Label::new(text).wrap()));
}

/// What becomes of it that it was not; why it cannot be stands in the place of its picture.
fn notes_ui(ui: &mut Ui, way: Result<&Way, &str>) {
    let theme = theme::of(ui);
    // What stands above it may have more than one line.
    ScrollArea::vertical().max_height(ui.available_height()).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        match way {
            Err(_) => {}
            Ok(way) if way.notes.is_empty() => {
                ui.label(Type::Caption.text("Nothing is lost.").color(theme.ok));
            }
            Ok(way) => {
                for note in way.notes.iter() {
                    let color = match note.severity {
                        Severity::Note => theme.muted,
                        Severity::Warning | Severity::Error => theme.warn,
                    };
                    ui.add(Sentence::new(said(note)).kind(Type::Caption).color(color));
                }
            }
        }
    });
}

/// A note with the element and the page that it is about.
fn said(note: &Problem) -> String {
    let page = note
        .place
        .page
        .filter(|page| *page > 1)
        .map(|page| format!("Page {page}: "));
    let element = note.place.element.as_ref().map(|element| format!("“{element}”: "));
    let about: String = [page, element].into_iter().flatten().collect();
    about + &note.message
}

fn buttons_ui(ui: &mut Ui, choice: &ImportChoice) -> Option<bool> {
    let label = match choice.as_elements {
        true => "Import as elements",
        false => "Import as background",
    };
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if Button::primary(label).show(ui).clicked() {
                return Some(true);
            }
            Button::secondary("Cancel").show(ui).clicked().then_some(false)
        })
        .inner
    })
    .inner
}
