//! The page: its shadow, its paper, and the newest picture of it that there is.

use egui::{CornerRadius, Painter, Rect, Ui};

use super::super::super::super::state::studio::Open;
use super::super::super::super::state::studio::picture::Drawn;
use super::super::super::super::theme;
use crate::units;

/// The squares that shine through where the page has no ground.
const SQUARE: f32 = 8.0;
/// More of them are not drawn one by one.
const MOST_SQUARES: f32 = 20_000.0;

pub(super) fn show(ui: &Ui, open: &Open) {
    let camera = &open.camera;
    let page = units::Rect::from_origin_size(units::Point::ZERO, open.page_size());
    let paper = camera.rect_to_screen(page);
    let sheet = if open.shows.bleed && !open.preview {
        camera.rect_to_screen(open.sheet())
    } else {
        paper
    };
    let shadow = theme::float_shadow(theme::of(ui));
    ui.painter().add(shadow.as_shape(sheet, CornerRadius::same(1)));
    let clear = open.pictures.whole.as_ref().is_some_and(|drawn| !drawn.opaque);
    if clear {
        squares(ui.painter(), sheet.intersect(camera.room));
    } else {
        ui.painter().rect_filled(sheet, 0, theme::PAPER);
    }
    let pictures = &open.pictures;
    for drawn in [&pictures.whole, &pictures.near].into_iter().flatten() {
        if drawn.of.page == open.seen_page() {
            picture(ui, open, drawn);
        }
    }
}

fn picture(ui: &Ui, open: &Open, drawn: &Drawn) {
    let mut rect = open.camera.rect_to_screen(drawn.of.region);
    let ppp = ui.ctx().pixels_per_point();
    let is_sharp = (f64::from(drawn.of.px_per_pt) - open.camera.scale * f64::from(ppp)).abs() < 1e-6;
    if is_sharp {
        // Pixel on pixel.
        let snap = |x: f32| (x * ppp).round() / ppp;
        rect = Rect::from_min_size(
            [snap(rect.left()), snap(rect.top())].into(),
            drawn.texture.size_vec2() / ppp,
        );
    }
    let uv = Rect::from_min_max([0.0, 0.0].into(), [1.0, 1.0].into());
    ui.painter().image(drawn.texture.id(), rect, uv, theme::PAPER);
}

/// What shines through where nothing is painted.
fn squares(painter: &Painter, rect: Rect) {
    let (light, dark) = (theme::CLEAR_LIGHT, theme::CLEAR_DARK);
    painter.rect_filled(rect, 0, light);
    let side = SQUARE.max((rect.area() / MOST_SQUARES).max(0.0).sqrt());
    let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let (columns, rows) = (
        (rect.width() / side).ceil() as i32,
        (rect.height() / side).ceil() as i32,
    );
    let mut mesh = egui::Mesh::default();
    for row in 0..rows {
        for column in (row % 2..columns).step_by(2) {
            let at = rect.min + egui::Vec2::new(column as f32 * side, row as f32 * side);
            mesh.add_colored_rect(Rect::from_min_size(at, egui::Vec2::splat(side)), dark);
        }
    }
    painter.add(mesh);
}
