//! Choosing a colour: by the eye, by its number, from the design's swatches, from those that were used.

use std::collections::BTreeMap;

use egui::ecolor::{Hsva, HsvaGamma};
use egui::{
    Color32, CornerRadius, CursorIcon, Id, Key, Mesh, Modifiers, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    Vec2, WidgetInfo, lerp,
};

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::{Command, inside};
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::super::widgets::{
    dragged_until_escape, focus_ring, icon_button, icons, pressed_escape, select_all,
};
use super::color::sample_ui;
use super::{Came, number};
use crate::model::{DesignProperty, Edit};
use crate::units::Color;

const WIDTH: f32 = 232.0;
const SQUARE: f32 = 140.0;
const BAR: f32 = 16.0;
const SAMPLE: f32 = 22.0;

/// The colour that was chosen last, while its picker is unfolded.
#[derive(Clone, Copy, Debug)]
struct Picked {
    field: Id,
    color: Color,
    /// The pass in which the picker was drawn last.
    pass: u64,
}

fn picked_id() -> Id {
    Id::unique("colour that was picked in the studio")
}

/// Notes that a picker is drawn, and what came of it.
fn note_picked(ui: &Ui, view: &mut View<'_>, field: Id, came: Option<Color>) {
    let pass = ui.ctx().cumulative_pass_nr();
    let known: Option<Picked> = ui.data(|data| data.get_temp(picked_id()));
    if let Some(other) = known.filter(|known| known.field != field) {
        view.send(Command::UsedColor(other.color));
    }
    let own = known.filter(|known| known.field == field).map(|known| known.color);
    ui.data_mut(|data| match came.or(own) {
        Some(color) => drop(data.insert_temp(picked_id(), Picked { field, color, pass })),
        None => data.remove::<Picked>(picked_id()),
    });
}

/// The colour that was chosen in a picker which is folded again. To be asked when all is drawn.
pub(in super::super) fn left_with(ui: &Ui) -> Option<Color> {
    let pass = ui.ctx().cumulative_pass_nr();
    let known: Option<Picked> = ui.data(|data| data.get_temp(picked_id()));
    let left = known.filter(|known| known.pass < pass)?;
    ui.data_mut(|data| data.remove::<Picked>(picked_id()));
    Some(left.color)
}

/// The colour as it is being chosen: greys forget their hue, the hand does not.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Chosen {
    hsva: HsvaGamma,
    of: Color,
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, field: Id, color: Color) -> Option<Came<Color>> {
    ui.set_width(WIDTH);
    ui.spacing_mut().item_spacing = Vec2::splat(space::S);
    let id = ui.make_persistent_id("chosen colour");
    let known: Option<Chosen> = ui.data(|data| data.get_temp(id));
    let mut chosen = known.filter(|known| known.of == color).unwrap_or_else(|| Chosen {
        hsva: Hsva::from(theme::on_screen(color)).into(),
        of: color,
    });
    chosen.hsva.a = f32::from(color.a) / 255.0;
    let moved = sliders(ui, &mut chosen.hsva);
    if matches!(moved, Some(Came::Shown(()) | Came::Set(()) | Came::Stepped(()))) {
        chosen.of = of_hsva(chosen.hsva);
    }
    ui.data_mut(|data| data.insert_temp(id, chosen));
    let mut came = moved.map(|moved| moved.map(|()| chosen.of));
    came = hex_ui(ui, view, open, field, color).map(Came::Set).or(came);
    if let Some(snapshot) = view.state.workspace.snapshot() {
        let brand = snapshot.shelves.brand_colors();
        came = samples(ui, "Brand", &brand).map(Came::Set).or(came);
    }
    let swatches: Vec<(String, Color)> = open.editor.design().swatches.clone().into_iter().collect();
    came = samples(ui, "Swatches of the design", &swatches).map(Came::Set).or(came);
    let recent: Vec<(String, Color)> = recent(view).map(|color| (color.to_string(), color)).collect();
    came = samples(ui, "Used last", &recent).map(Came::Set).or(came);
    note_picked(ui, view, field, came.clone().and_then(Came::done));
    came
}

fn of_hsva(hsva: HsvaGamma) -> Color {
    let [r, g, b, a] = Hsva::from(hsva).to_srgba_unmultiplied();
    Color { r, g, b, a }
}

/// The square and the bars, and what the hand or the keys do to them.
fn sliders(ui: &mut Ui, hsva: &mut HsvaGamma) -> Option<Came<()>> {
    let was = *hsva;
    let square = square_ui(ui, hsva);
    let hue = bar_ui(ui, "Hue", &mut hsva.h, |part| {
        HsvaGamma {
            h: part,
            s: 1.0,
            v: 1.0,
            a: 1.0,
        }
        .into()
    });
    let solid = HsvaGamma { a: 1.0, ..*hsva };
    let alpha = bar_ui(ui, "Opacity of the colour", &mut hsva.a, |part| {
        Color32::from(solid).gamma_multiply(part)
    });
    let hands = [&square, &hue, &alpha];
    let is_held = hands
        .iter()
        .any(|hand| hand.dragged() || hand.is_pointer_button_down_on());
    let is_done = hands.iter().any(|hand| hand.drag_stopped() || hand.clicked());
    if (is_held || is_done) && pressed_escape(ui.ctx()) {
        if dragged_until_escape(ui.ctx()).is_some() {
            // It was for the drag, and what is unfolded stays.
            ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        }
        *hsva = was;
        return Some(Came::Back);
    }
    match (is_done, *hsva != was) {
        (true, _) => Some(Came::Set(())),
        (false, true) if is_held => Some(Came::Shown(())),
        (false, true) => Some(Came::Stepped(())),
        (false, false) => None,
    }
}

/// Saturation across and value up.
fn square_ui(ui: &mut Ui, hsva: &mut HsvaGamma) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(WIDTH, SQUARE), Sense::click_and_drag());
    let (saturation, value) = (f64::from(hsva.s), f64::from(hsva.v));
    response.widget_info(|| {
        let mut info = WidgetInfo::slider(true, saturation, "Saturation and brightness");
        info.current_text_value = Some(format!("{:.0} %, {:.0} %", saturation * 100.0, value * 100.0));
        info
    });
    if let Some(at) = response.interact_pointer_pos() {
        hsva.s = ((at.x - rect.left()) / rect.width()).clamp(0.0, 1.0);
        hsva.v = 1.0 - ((at.y - rect.top()) / rect.height()).clamp(0.0, 1.0);
    }
    let [right, up] = arrows(ui, &response);
    hsva.s = (hsva.s + right).clamp(0.0, 1.0);
    hsva.v = (hsva.v + up).clamp(0.0, 1.0);
    let shown = *hsva;
    let color = move |x: f32, y: f32| {
        Color32::from(HsvaGamma {
            s: x,
            v: 1.0 - y,
            a: 1.0,
            ..shown
        })
    };
    ui.painter().add(mesh(rect, 16, 16, color));
    let at = rect.min + Vec2::new(rect.width() * hsva.s, rect.height() * (1.0 - hsva.v));
    knob(ui, at, Color32::from(HsvaGamma { a: 1.0, ..*hsva }));
    focus_ring(ui, &response, 0);
    response.on_hover_cursor(CursorIcon::Crosshair)
}

fn bar_ui(ui: &mut Ui, name: &str, part: &mut f32, color: impl Fn(f32) -> Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(WIDTH, BAR), Sense::click_and_drag());
    let value = f64::from(*part);
    response.widget_info(|| WidgetInfo::slider(true, value, name));
    if let Some(at) = response.interact_pointer_pos() {
        *part = ((at.x - rect.left()) / rect.width()).clamp(0.0, 1.0);
    }
    let [right, up] = arrows(ui, &response);
    *part = (*part + right + up).clamp(0.0, 1.0);
    let track = rect.shrink2(Vec2::new(0.0, 3.0));
    sample_ui(ui, track, None);
    ui.painter().add(mesh(track, 36, 1, |x, _| color(x)));
    let at = [rect.left() + rect.width() * *part, rect.center().y].into();
    knob(ui, at, color(*part));
    focus_ring(ui, &response, 3);
    response.on_hover_cursor(CursorIcon::ResizeHorizontal)
}

/// By how much the arrow keys move what has the focus: to the right, and up.
fn arrows(ui: &Ui, response: &Response) -> [f32; 2] {
    if !response.has_focus() {
        return [0.0; 2];
    }
    ui.memory_mut(|memory| {
        let filter = egui::EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..Default::default()
        };
        memory.set_focus_lock_filter(response.id, filter);
    });
    ui.input(|input| {
        let step = if input.modifiers.shift { 0.1 } else { 0.01 };
        let pressed = |key| if input.key_pressed(key) { step } else { 0.0 };
        [
            pressed(Key::ArrowRight) - pressed(Key::ArrowLeft),
            pressed(Key::ArrowUp) - pressed(Key::ArrowDown),
        ]
    })
}

fn knob(ui: &Ui, at: egui::Pos2, color: Color32) {
    let painter = ui.painter();
    painter.circle(at, 7.0, theme::HANDLE, Stroke::new(1.0, theme::CARET));
    painter.circle_filled(at, 5.0, color);
}

/// A rectangle in colours that go over into each other.
pub(super) fn mesh(rect: Rect, columns: u32, rows: u32, color: impl Fn(f32, f32) -> Color32) -> Mesh {
    let mut mesh = Mesh::default();
    for row in 0..=rows {
        for column in 0..=columns {
            let (x, y) = (column as f32 / columns as f32, row as f32 / rows as f32);
            let at = [lerp(rect.x_range(), x), lerp(rect.y_range(), y)].into();
            mesh.colored_vertex(at, color(x, y));
            if row < rows && column < columns {
                let corner = row * (columns + 1) + column;
                let below = corner + columns + 1;
                mesh.add_triangle(corner, corner + 1, below);
                mesh.add_triangle(corner + 1, below, below + 1);
            }
        }
    }
    mesh
}

/// The colour as a number, and the way into the swatches.
fn hex_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, asks: Id, color: Color) -> Option<Color> {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(size::CONTROL_DENSE), Sense::hover());
        sample_ui(ui, rect.shrink(2.0), Some(color));
        let id = ui.make_persistent_id("number of the colour");
        let draft: Option<String> = ui.data(|data| data.get_temp(id));
        let mut text = draft.unwrap_or_else(|| color.to_string());
        let field = Vec2::new(96.0, size::CONTROL_DENSE);
        let response = ui
            .allocate_ui(field, |ui| {
                ui.set_width(field.x);
                number::dense_edit(ui, id, "Number of the colour", &mut text, "#1F4D3A")
            })
            .inner;
        if unfolded_now(ui, id) {
            // What is typed now is a colour, and nothing for the canvas.
            response.request_focus();
            select_all(ui, &response, &text);
        }
        let is_there = open.editor.design().swatches.values().any(|known| *known == color);
        let refused = is_there.then_some("It is among the swatches");
        if icon_button(ui, icons::ADD, "Add to the swatches of the design", refused).clicked() {
            view.send(add_swatch(&open.editor.design().swatches, color));
        }
        if icon_button(ui, icons::EYEDROPPER, "Take a colour from the page", None).clicked() {
            view.send(Command::Inside(inside::Command::Pick(Some(asks))));
            ui.close();
        }
        if response.lost_focus() {
            ui.data_mut(|data| data.remove::<String>(id));
            return read(&text).filter(|read| *read != color && !pressed_escape(ui.ctx()));
        }
        if response.changed() {
            ui.data_mut(|data| data.insert_temp(id, text));
        }
        None
    })
    .inner
}

/// Whether what has this id was not drawn in the pass before.
fn unfolded_now(ui: &Ui, id: Id) -> bool {
    let (id, now) = (id.with("drawn in"), ui.ctx().cumulative_pass_nr());
    let before = ui.data_mut(|data| {
        let before = data.get_temp::<u64>(id);
        data.insert_temp(id, now);
        before
    });
    before.is_none_or(|before| before + 1 < now)
}

/// `#1F4D3A`, with or without its sign, and the short form `#1f4`.
fn read(text: &str) -> Option<Color> {
    let digits = text.trim().trim_start_matches('#');
    let long = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => digits.to_owned(),
    };
    format!("#{long}").parse().ok()
}

fn add_swatch(swatches: &BTreeMap<String, Color>, color: Color) -> Command {
    let free = (1_u32..).map(|number| format!("Colour {number}"));
    let name = free.into_iter().find(|name| !swatches.contains_key(name));
    let mut changed = swatches.clone();
    changed.insert(name.unwrap_or_default(), color);
    let edit = Edit::SetDesign(DesignProperty::Swatches(changed));
    Command::Edit("Add a swatch".to_owned(), edit)
}

fn samples(ui: &mut Ui, title: &str, colors: &[(String, Color)]) -> Option<Color> {
    if colors.is_empty() {
        return None;
    }
    let theme = theme::of(ui);
    ui.label(Type::Caption.text(title).color(theme.muted));
    let mut picked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
        for (name, color) in colors {
            let (rect, response) = ui.allocate_exact_size(Vec2::splat(SAMPLE), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name}, {color}")));
            sample_ui(ui, rect, Some(*color));
            if response.hovered() {
                let stroke = Stroke::new(2.0, theme.select);
                ui.painter()
                    .rect_stroke(rect, CornerRadius::same(3), stroke, StrokeKind::Inside);
            }
            focus_ring(ui, &response, 3);
            if response.on_hover_text(format!("{name} {color}")).clicked() {
                picked = Some(*color);
            }
        }
    });
    picked
}

fn recent(view: &View<'_>) -> impl Iterator<Item = Color> {
    view.state.choices.used.colors.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_with_and_without_their_sign() {
        let green = Some(Color::rgb(0x1F, 0x4D, 0x3A));
        assert_eq!(read("#1F4D3A"), green);
        assert_eq!(read(" 1f4d3a "), green);
        assert_eq!(read("f0a"), Some(Color::rgb(0xFF, 0x00, 0xAA)));
        assert_eq!(read("green"), None);
        assert_eq!(read("#12"), None);
    }
}
