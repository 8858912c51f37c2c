//! What helps on the page and is never published: grid, margins, safe area, bleed, guides.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui};

use super::super::super::super::state::studio::Open;
use super::super::super::super::theme;
use crate::model::{Aids, Grid, Page};
use crate::units::{self, Pt};

/// Lines nearer to each other than this are left out, in points of the screen.
const NEAREST: f64 = 6.0;

pub(super) fn show(ui: &Ui, open: &Open) {
    let Some(page) = open.editor.shown().pages.get(open.editor.page()) else {
        return;
    };
    let select = theme::of(ui).select;
    if open.shows.grid {
        grid_ui(ui.painter(), open, &page.aids.grid_or_usual(), select);
    }
    if open.shows.margins
        && let Some(margins) = page.aids.margins
    {
        let [top, right, bottom, left] = margins.map(|margin| margin.0);
        inset_ui(
            ui,
            open,
            page,
            [left, top, right, bottom],
            select.gamma_multiply(0.7),
            false,
        );
    }
    if open.shows.bleed {
        bleed_ui(ui, open, page);
    }
    if open.shows.guides {
        guides_ui(ui, open, &page.aids, select);
    }
}

fn grid_ui(painter: &Painter, open: &Open, grid: &Grid, color: Color32) {
    let size = open.page_size();
    let [across, down] = grid.step.map(|step| step.0);
    let faint = Stroke::new(0.5, color.gamma_multiply(0.25));
    let strong = Stroke::new(0.5, color.gamma_multiply(0.55));
    let stroke = |number: u32| {
        let is_major = grid.major > 0 && number.is_multiple_of(grid.major);
        if is_major { strong } else { faint }
    };
    // A grid that is too fine for the zoom shows its stronger lines, or nothing.
    let every = |step: f64| {
        let factor = if step * open.camera.scale >= NEAREST {
            1
        } else {
            grid.major.max(1)
        };
        (step > 0.0 && step * f64::from(factor) * open.camera.scale >= NEAREST).then_some(factor)
    };
    let seen = open.camera.seen();
    let line = |number: u32, from: units::Point, to: units::Point| {
        painter.line_segment([open.camera.to_screen(from), open.camera.to_screen(to)], stroke(number));
    };
    if let Some(factor) = every(across) {
        for number in numbers(across, size.width, (seen.x0, seen.x1), factor) {
            let x = f64::from(number) * across;
            line(number, units::Point::new(x, 0.0), units::Point::new(x, size.height));
        }
    }
    if let Some(factor) = every(down) {
        for number in numbers(down, size.height, (seen.y0, seen.y1), factor) {
            let y = f64::from(number) * down;
            line(number, units::Point::new(0.0, y), units::Point::new(size.width, y));
        }
    }
}

/// The numbers of the lines of a grid that are seen.
fn numbers(step: f64, length: f64, seen: (f64, f64), factor: u32) -> impl Iterator<Item = u32> {
    let first = (seen.0.max(0.0) / step).ceil() as u32;
    let last = (seen.1.min(length) / step).floor().max(0.0) as u32;
    (first..=last).filter(move |number| number.is_multiple_of(factor))
}

/// A line within the page's edges, by its distances from them: left, top, right, bottom.
fn inset_ui(ui: &Ui, open: &Open, page: &Page, by: [f64; 4], color: Color32, dashed: bool) {
    let [left, top, right, bottom] = by;
    let inset = units::Rect::new(left, top, page.width.0 - right, page.height.0 - bottom);
    if inset.width() <= 0.0 || inset.height() <= 0.0 {
        return;
    }
    outline(
        ui.painter(),
        open.camera.rect_to_screen(inset),
        Stroke::new(1.0, color),
        dashed,
    );
}

fn outline(painter: &Painter, rect: Rect, stroke: Stroke, dashed: bool) {
    if dashed {
        let corners: [Pos2; 5] = [
            rect.left_top(),
            rect.right_top(),
            rect.right_bottom(),
            rect.left_bottom(),
            rect.left_top(),
        ];
        painter.extend(Shape::dashed_line(&corners, stroke, 4.0, 4.0));
    } else {
        painter.rect_stroke(rect, 0, stroke, StrokeKind::Middle);
    }
}

/// Where the page is cut, when its picture goes further; and what cutting may reach.
fn bleed_ui(ui: &Ui, open: &Open, page: &Page) {
    let theme = theme::of(ui);
    let stroke = Stroke::new(1.0, theme.error);
    if page.bleed > Pt::ZERO {
        let edge = units::Rect::new(0.0, 0.0, page.width.0, page.height.0);
        outline(ui.painter(), open.camera.rect_to_screen(edge), stroke, false);
    }
    if page.aids.safe > Pt::ZERO {
        inset_ui(ui, open, page, [page.aids.safe.0; 4], theme.ok, true);
    }
}

fn guides_ui(ui: &Ui, open: &Open, aids: &Aids, color: Color32) {
    let color = if aids.locked { color.gamma_multiply(0.5) } else { color };
    let (room, stroke) = (open.camera.room, Stroke::new(1.0, color));
    for x in &aids.vertical {
        let at = open.camera.to_screen(units::Point::new(x.0, 0.0)).x;
        ui.painter().vline(at, room.y_range(), stroke);
    }
    for y in &aids.horizontal {
        let at = open.camera.to_screen(units::Point::new(0.0, y.0)).y;
        ui.painter().hline(room.x_range(), at, stroke);
    }
}
