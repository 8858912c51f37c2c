//! Rulers in the chosen unit, out of which guides are dragged.

use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::super::super::super::View;
use super::super::super::super::state::studio::Open;
use super::super::super::super::theme::{self, Theme};
use super::RULER;
use super::input::guide_drag;
use crate::studio::bounds_of;
use crate::studio::measure::number;
use crate::units::{Point, Rect as PageRect};

/// Numbers stand at least so far from each other.
const NUMBERS: f64 = 56.0;
const LETTERS: f32 = 9.0;
/// Between a tick and its number.
const GAP: f32 = 3.0;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Top,
    Left,
}

pub(super) fn show(ui: &Ui, view: &mut View<'_>, open: &Open, all: Rect) {
    let theme = theme::of(ui);
    let top = Rect::from_min_max(
        [all.left() + RULER, all.top()].into(),
        [all.right(), all.top() + RULER].into(),
    );
    let left = Rect::from_min_max(
        [all.left(), all.top() + RULER].into(),
        [all.left() + RULER, all.bottom()].into(),
    );
    for (side, rect) in [(Side::Top, top), (Side::Left, left)] {
        ui.painter().rect_filled(rect, 0, theme.surface);
        ruler_ui(&ui.painter().with_clip_rect(rect), open, side, rect, theme);
        let name = match side {
            Side::Top => "Ruler across: drag a guide out of it",
            Side::Left => "Ruler down: drag a guide out of it",
        };
        let id = egui::Id::unique(("ruler", side == Side::Top));
        let response = ui.interact(rect, id, Sense::drag());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::GraphicsObject, true, name));
        guide_drag(ui, view, open, &response, side == Side::Left);
    }
    let corner = Rect::from_min_size(all.min, Vec2::splat(RULER));
    ui.painter().rect_filled(corner, 0, theme.surface);
    let at = corner.center();
    let font = FontId::proportional(LETTERS);
    let unit = open.editor.settings.unit.symbol();
    ui.painter().text(at, Align2::CENTER_CENTER, unit, font, theme.faint);
    let stroke = Stroke::new(1.0, theme.line);
    ui.painter().hline(all.x_range(), all.top() + RULER - 0.5, stroke);
    ui.painter().vline(all.left() + RULER - 0.5, all.y_range(), stroke);
}

/// The distance of numbers, in units, and into how many parts it is divided.
fn step(points_per_unit: f64, scale: f64) -> (f64, u32) {
    let wanted = NUMBERS / (points_per_unit * scale);
    let power = 10_f64.powf(wanted.log10().floor());
    let (factor, parts) = match wanted / power {
        x if x <= 1.0 => (1.0, 10),
        x if x <= 2.0 => (2.0, 4),
        x if x <= 5.0 => (5.0, 5),
        _ => (10.0, 10),
    };
    (factor * power, parts)
}

fn ruler_ui(painter: &Painter, open: &Open, side: Side, rect: Rect, theme: &Theme) {
    let (unit, camera) = (open.editor.settings.unit, &open.camera);
    selected_ui(painter, open, side, rect, theme);
    let (step, parts) = step(unit.points(), camera.scale);
    let seen = camera.seen();
    let (from, to) = match side {
        Side::Top => (seen.x0, seen.x1),
        Side::Left => (seen.y0, seen.y1),
    };
    let small = step / f64::from(parts);
    let points = small * unit.points();
    let first = (from / points).floor() as i64 - i64::from(parts);
    let last = (to / points).ceil() as i64;
    for tick in first..=last {
        let at = tick as f64 * points;
        let place = match side {
            Side::Top => camera.to_screen(Point::new(at, 0.0)).x,
            Side::Left => camera.to_screen(Point::new(0.0, at)).y,
        };
        let is_numbered = tick.rem_euclid(i64::from(parts)) == 0;
        let is_half = tick.rem_euclid(i64::from(parts)) * 2 == i64::from(parts);
        let length = if is_numbered {
            RULER
        } else if is_half {
            7.0
        } else {
            4.0
        };
        tick_ui(painter, side, rect, place, length, theme.line_strong);
        if is_numbered {
            let text = number(tick as f64 * small, 3);
            number_ui(painter, side, rect, place, &text, theme.muted);
        }
    }
}

fn tick_ui(painter: &Painter, side: Side, rect: Rect, place: f32, length: f32, color: Color32) {
    let stroke = Stroke::new(1.0, color);
    match side {
        Side::Top => painter.vline(place, rect.bottom() - length..=rect.bottom(), stroke),
        Side::Left => painter.hline(rect.right() - length..=rect.right(), place, stroke),
    };
}

/// A number beside its tick, where it has room: half of one would be another.
fn number_ui(painter: &Painter, side: Side, rect: Rect, place: f32, text: &str, color: Color32) {
    let galley = painter.layout_no_wrap(text.to_owned(), FontId::proportional(LETTERS), color);
    if !has_room(side, rect, place, galley.size().x) {
        return;
    }
    match side {
        Side::Top => {
            painter.galley(Pos2::new(place + GAP, rect.top() + 1.0), galley, color);
        }
        Side::Left => {
            let at = Pos2::new(rect.left() + 1.0, place - GAP);
            let shape = egui::epaint::TextShape::new(at, galley, color).with_angle(-std::f32::consts::FRAC_PI_2);
            painter.add(shape);
        }
    }
}

/// Whether a number of this length is seen whole.
fn has_room(side: Side, rect: Rect, place: f32, length: f32) -> bool {
    match side {
        Side::Top => place + GAP >= rect.left() && place + GAP + length <= rect.right(),
        Side::Left => place - GAP <= rect.bottom() && place - GAP - length >= rect.top(),
    }
}

/// How far the selection reaches.
fn selected_ui(painter: &Painter, open: &Open, side: Side, rect: Rect, theme: &Theme) {
    let names = open.editor.selection().iter().map(String::as_str);
    let Some(bounds) = bounds_of(open.editor.shown(), names) else {
        return;
    };
    let PageRect { x0, y0, x1, y1 } = bounds;
    let (from, to) = (
        open.camera.to_screen(Point::new(x0, y0)),
        open.camera.to_screen(Point::new(x1, y1)),
    );
    let band = match side {
        Side::Top => Rect::from_x_y_ranges(from.x..=to.x, rect.y_range()),
        Side::Left => Rect::from_x_y_ranges(rect.x_range(), from.y..=to.y),
    };
    painter.rect_filled(band, 0, theme.select.gamma_multiply(0.18));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::studio::measure::Unit;

    #[test]
    fn numbers_at_the_ends_are_seen_whole_or_not_at_all() {
        let rect = Rect::from_min_max(Pos2::ZERO, Pos2::new(100.0, 100.0));
        assert!(has_room(Side::Left, rect, 50.0, 20.0) && has_room(Side::Top, rect, 50.0, 20.0));
        assert!(!has_room(Side::Left, rect, 110.0, 20.0), "below");
        assert!(!has_room(Side::Left, rect, 10.0, 20.0), "above");
        assert!(!has_room(Side::Top, rect, 90.0, 20.0), "on the right");
        assert!(!has_room(Side::Top, rect, -10.0, 20.0), "on the left");
    }

    #[test]
    fn numbers_are_round_and_far_enough_from_each_other() {
        for unit in Unit::ALL {
            for zoom in [0.05, 0.3, 1.0, 2.7, 40.0] {
                let scale = zoom * 4.0 / 3.0;
                let (step, parts) = step(unit.points(), scale);
                let apart = step * unit.points() * scale;
                assert!(
                    (NUMBERS - 1e-6..2.6 * NUMBERS).contains(&apart),
                    "{unit:?} {zoom}: {apart}"
                );
                let mantissa = step / 10_f64.powf(step.log10().floor() + 1e-9).max(f64::MIN_POSITIVE);
                assert!(
                    [1.0, 2.0, 5.0, 10.0]
                        .iter()
                        .any(|round| (mantissa - round).abs() < 1e-6),
                    "{step}"
                );
                assert!(parts >= 4);
            }
        }
    }
}
