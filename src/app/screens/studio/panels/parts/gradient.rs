//! A gradient: its stops on a bar, and where it runs.

use egui::{
    Color32, CornerRadius, CursorIcon, Key, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
};

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::{Command, inside};
use super::super::super::super::super::state::studio::{Open, delete_id};
use super::super::super::super::super::theme::{self, size};
use super::super::super::super::super::widgets::{dragged_until_escape, focus_ring, icon_button, icons};
use super::color::sample_ui;
use super::{Came, Measure, NumberField, bare, color_field, part, picker, row, toggle};
use crate::model::{ColorStop, Gradient};
use crate::studio::{GradientOf, color_at, directed, direction, limits, stops, with_stop, with_stops};
use crate::units;

const BAR: f32 = 18.0;
const HANDLE: f32 = 14.0;
/// Rows for a gradient: the bar, the stop that is chosen and its place, the direction.
pub(super) fn rows(
    ui: &mut Ui,
    view: &mut View<'_>,
    open: &Open,
    name: &str,
    gradient: &Gradient,
) -> Option<Came<Gradient>> {
    let stops = stops(gradient);
    let id = ui.make_persistent_id(("stop", name));
    let chosen: usize = ui.data(|data| data.get_temp(id)).unwrap_or(0);
    // The stop that is selected on the page is the one here.
    let on_page = open.editor.gradient().and_then(|line| line.chosen);
    let chosen = on_page.unwrap_or(chosen);
    let mut chosen = chosen.min(stops.len().saturating_sub(1));
    let mut came = bare(ui, |ui| bar_ui(ui, name, stops, &mut chosen));
    if let Some(stop) = stops.get(chosen) {
        came = row(ui, "Stop", |ui| stop_ui(ui, view, open, name, stops, chosen, stop)).or(came);
        came = row(ui, "Place", |ui| place_ui(ui, name, stops, chosen, stop)).or(came);
    }
    ui.data_mut(|data| data.insert_temp(id, chosen));
    let turned = row(ui, direction_label(gradient), |ui| {
        let turned = direction_ui(ui, name, gradient, open.editor.gradient_frame());
        on_page_ui(ui, view, open, name);
        turned
    });
    turned.or(came.map(|came| came.map(|stops| with_stops(gradient, stops))))
}

/// The way to the handles on the page.
fn on_page_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, name: &str) {
    let of = match (name, open.editor.selection()) {
        ("Fill", [only]) => GradientOf::Fill(only.clone()),
        ("Line", [only]) => GradientOf::Line(only.clone()),
        ("Ground", [only]) => GradientOf::Ground(only.clone()),
        (_, []) => GradientOf::Page,
        _ => return,
    };
    let is_on = open.editor.edited_gradient() == Some(&of);
    if toggle(ui, icons::GRADIENT, &format!("{name}: edit on the page"), is_on) {
        view.send(Command::Inside(inside::Command::Gradient(of)));
    }
}

fn direction_label(gradient: &Gradient) -> &'static str {
    match gradient {
        Gradient::Linear { .. } => "Direction",
        Gradient::Radial { .. } => "Radius",
    }
}

/// The stops with a change of one of them.
fn changed(stops: &[ColorStop], chosen: usize, change: impl Fn(&mut ColorStop)) -> Vec<ColorStop> {
    let mut stops = stops.to_vec();
    if let Some(stop) = stops.get_mut(chosen) {
        change(stop);
    }
    stops
}

fn stop_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    open: &Open,
    name: &str,
    stops: &[ColorStop],
    chosen: usize,
    stop: &ColorStop,
) -> Option<Came<Vec<ColorStop>>> {
    let room = ui.available_width() - size::CONTROL_DENSE - ui.spacing().item_spacing.x;
    let color_name = format!("{name}: colour of the stop");
    let colored = color_field(ui, view, open, &color_name, Some(stop.color), room);
    let refused = (stops.len() < 3).then_some("A gradient has two stops at least");
    let removed = icon_button(ui, icons::REMOVE, &format!("{name}: remove the stop"), refused).clicked();
    if removed {
        let mut stops = stops.to_vec();
        stops.remove(chosen);
        return Some(Came::Set(stops));
    }
    colored.map(|came| came.map(|color| changed(stops, chosen, |stop| stop.color = color)))
}

fn place_ui(
    ui: &mut Ui,
    name: &str,
    stops: &[ColorStop],
    chosen: usize,
    stop: &ColorStop,
) -> Option<Came<Vec<ColorStop>>> {
    let name = format!("{name}: place of the stop");
    let (least, most) = limits(stops, chosen);
    let width = part(ui, 2);
    let placed = NumberField::new(&name, Some(stop.at), Measure::Percent)
        .range(least, most)
        .show(ui, width);
    placed.map(|came| came.map(|at| changed(stops, chosen, |stop| stop.at = at)))
}

/// The stops on the gradient: dragged, added by a click between them, removed by Delete.
fn bar_ui(ui: &mut Ui, name: &str, stops: &[ColorStop], chosen: &mut usize) -> Option<Came<Vec<ColorStop>>> {
    let theme = theme::of(ui);
    let wanted = Vec2::new(ui.available_width(), BAR + HANDLE);
    let (area, _) = ui.allocate_exact_size(wanted, Sense::hover());
    let bar = Rect::from_min_size(area.min, Vec2::new(area.width(), BAR)).shrink2(Vec2::new(HANDLE / 2.0, 0.0));
    sample_ui(ui, bar, None);
    let color = |x: f32, _: f32| theme::on_screen(color_at(stops, f64::from(x)));
    ui.painter().add(picker::mesh(bar, 48, 1, color));
    let stroke = Stroke::new(1.0, theme.line_strong);
    ui.painter()
        .rect_stroke(bar, CornerRadius::ZERO, stroke, StrokeKind::Inside);
    let id = ui.scope_id().with(("gradient", name));
    let track = ui.interact(bar, id, Sense::click()).on_hover_cursor(CursorIcon::Copy);
    let label = format!("{name}: add a stop");
    track.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    focus_ring(ui, &track, 3);
    if track.clicked() {
        // A key has no place: the stop comes into the middle.
        let at = track.interact_pointer_pos().map_or(0.5, |at| part_of(bar, at));
        let (stops, place) = with_stop(stops, at);
        *chosen = place;
        return Some(Came::Set(stops));
    }
    let mut came = None;
    for (index, stop) in stops.iter().enumerate() {
        let middle = Pos2::new(bar.left() + bar.width() * stop.at as f32, area.bottom() - HANDLE / 2.0);
        let rect = Rect::from_center_size(middle, Vec2::splat(HANDLE));
        let handle = ui.interact(rect, id.with(index), Sense::click_and_drag());
        handle.widget_info(|| WidgetInfo::slider(true, stop.at, format!("{name}: stop {}", index + 1)));
        handle_ui(ui, middle, theme::on_screen(stop.color), *chosen == index, &handle);
        if handle.drag_started() || handle.clicked() || handle.gained_focus() {
            *chosen = index;
        }
        let (least, most) = limits(stops, index);
        let moved = |at: f64| {
            let mut stops = stops.to_vec();
            if let Some(stop) = stops.get_mut(index) {
                stop.at = at.clamp(least, most);
            }
            stops
        };
        if let Some(at) = handle.interact_pointer_pos().filter(|_| handle.dragged()) {
            let at = (part_of(bar, at) * 100.0).round() / 100.0;
            if at != stop.at {
                came = Some(Came::Shown(moved(at)));
            }
        }
        if handle.drag_stopped() {
            came = Some(match dragged_until_escape(ui.ctx()) {
                Some(_) => Came::Back,
                None => Came::Set(moved(stop.at)),
            });
        }
        if handle.has_focus() {
            ui.data_mut(|data| data.insert_temp(delete_id(), handle.id));
        }
        let deleted = handle.has_focus() && ui.input(|input| input.key_pressed(Key::Delete));
        if deleted && stops.len() > 2 {
            let mut stops = stops.to_vec();
            stops.remove(index);
            came = Some(Came::Set(stops));
        }
        handle.on_hover_cursor(CursorIcon::ResizeHorizontal);
    }
    came
}

fn handle_ui(ui: &Ui, at: Pos2, color: Color32, is_chosen: bool, response: &Response) {
    let theme = theme::of(ui);
    let line = match is_chosen || response.has_focus() {
        true => Stroke::new(2.0, theme.select),
        false => Stroke::new(1.0, theme.line_strong),
    };
    ui.painter().circle(at, HANDLE / 2.0 - 1.0, theme::HANDLE, line);
    ui.painter().circle_filled(at, HANDLE / 2.0 - 3.0, color);
}

fn part_of(bar: Rect, at: Pos2) -> f64 {
    f64::from(((at.x - bar.left()) / bar.width()).clamp(0.0, 1.0))
}

fn direction_ui(ui: &mut Ui, name: &str, gradient: &Gradient, frame: units::Size) -> Option<Came<Gradient>> {
    match gradient {
        Gradient::Linear { from, to, stops } => {
            let angle = direction(*from, *to, frame);
            let label = format!("{name}: direction");
            let width = part(ui, 2);
            let came =
                NumberField::new(&label, Some((angle * 100.0).round() / 100.0), Measure::Degrees).show(ui, width);
            let turned = |angle: f64, stops: Vec<ColorStop>| {
                let (from, to) = directed(angle, frame);
                Gradient::Linear { from, to, stops }
            };
            let reversed = icon_button(ui, icons::SWAP, &format!("{name}: reverse"), None).clicked();
            if reversed {
                let stops = stops.iter().rev().map(|stop| ColorStop {
                    at: 1.0 - stop.at,
                    ..*stop
                });
                return Some(Came::Set(Gradient::Linear {
                    from: *from,
                    to: *to,
                    stops: stops.collect(),
                }));
            }
            came.map(|came| came.map(|angle| turned(angle, stops.clone())))
        }
        Gradient::Radial { center, radius, stops } => {
            let label = format!("{name}: radius");
            let width = part(ui, 2);
            let came = NumberField::new(&label, Some(*radius), Measure::Percent)
                .range(0.01, 4.0)
                .show(ui, width);
            came.map(|came| {
                came.map(|radius| Gradient::Radial {
                    center: *center,
                    radius,
                    stops: stops.clone(),
                })
            })
        }
    }
}
