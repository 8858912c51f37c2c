//! The page: its shadow, its paper, and the newest picture of it that there is.

use egui::{CornerRadius, Rect, Ui};

use super::super::super::super::state::studio::Open;
use super::super::super::super::state::studio::picture::Drawn;
use super::super::super::super::theme;
use super::super::super::super::widgets::squares;
use crate::units;

/// The squares that shine through where the page has no ground.
const SQUARE: f32 = 8.0;
/// What letters may reach out of the frame of a text that is typed beside the page.
const AROUND: f32 = 2.0;

pub(super) fn show(ui: &Ui, open: &Open) {
    let camera = &open.camera;
    let page = units::Rect::from_origin_size(units::Point::ZERO, open.page_size());
    let sheet = if open.shows.bleed && !open.preview {
        open.sheet()
    } else {
        page
    };
    // What is under the picture ends where that does, which is on whole pixels.
    let whole = open.pictures.whole.as_ref();
    let whole = whole.filter(|drawn| drawn.of.page == open.seen_page() && drawn.of.region == sheet);
    let sheet = whole.map_or_else(|| camera.rect_to_screen(sheet), |drawn| place(ui, open, drawn));
    let aside = open.aside().map(|aside| camera.rect_to_screen(aside).expand(AROUND));
    if let Some(aside) = aside {
        // A slip of paper: letters are made to be read on it, whatever the window looks like.
        ui.painter().rect_filled(aside, 0, theme::PAPER);
    }
    let shadow = theme::float_shadow(theme::of(ui));
    ui.painter().add(shadow.as_shape(sheet, CornerRadius::same(1)));
    let clear = open.pictures.whole.as_ref().is_some_and(|drawn| !drawn.opaque);
    if clear {
        squares(ui, sheet.intersect(camera.room), SQUARE, theme::PAPER);
    } else {
        ui.painter().rect_filled(sheet, 0, theme::PAPER);
    }
    let pictures = &open.pictures;
    for drawn in [&pictures.whole, &pictures.near].into_iter().flatten() {
        if drawn.of.page == open.seen_page() {
            picture(ui, open, drawn, sheet);
            if let Some(aside) = aside {
                picture(ui, open, drawn, aside);
            }
        }
    }
}

/// Where a picture lies on the screen.
fn place(ui: &Ui, open: &Open, drawn: &Drawn) -> Rect {
    let rect = open.camera.rect_to_screen(drawn.of.region);
    let ppp = ui.ctx().pixels_per_point();
    let is_sharp = (f64::from(drawn.of.px_per_pt) - open.camera.scale * f64::from(ppp)).abs() < 1e-6;
    if !is_sharp {
        return rect;
    }
    // Pixel on pixel.
    let snap = |x: f32| (x * ppp).round() / ppp;
    Rect::from_min_size(
        [snap(rect.left()), snap(rect.top())].into(),
        drawn.texture.size_vec2() / ppp,
    )
}

/// A part of a picture: it may have more than the page while a text is typed beside that.
fn picture(ui: &Ui, open: &Open, drawn: &Drawn, part: Rect) {
    let rect = place(ui, open, drawn);
    let uv = Rect::from_min_max([0.0, 0.0].into(), [1.0, 1.0].into());
    let painter = ui.painter().with_clip_rect(part.intersect(ui.clip_rect()));
    painter.image(drawn.texture.id(), rect, uv, theme::PAPER);
}
