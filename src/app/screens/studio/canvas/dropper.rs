//! The magnifier of the eyedropper: the pixels around the pointer, and the colour under it as a number.

use egui::{Color32, CornerRadius, Mesh, Rect, Stroke, StrokeKind, Ui, Vec2};

use super::super::super::super::state::studio::Open;
use super::super::super::super::theme;
use super::input::Under;
use super::selection::pill;
use crate::studio::Tool;

/// So many pixels are shown to all sides of the one in the middle.
const REACH: i64 = 5;
/// How large a pixel is shown, in points of the screen.
const PIXEL: f32 = 11.0;
/// How far from the pointer the magnifier is.
const BESIDE: f32 = 22.0;

pub(super) fn show(ui: &Ui, open: &Open, under: Option<&Under>) {
    let Some(under) = under.filter(|_| *open.editor.tool() == Tool::Eyedropper) else {
        return;
    };
    let (at, page) = (under.pointer.at, open.editor.page());
    let Some(pixels) = open.pictures.around(at, page, REACH) else {
        return;
    };
    let side = PIXEL * (2 * REACH + 1) as f32;
    let place = open.camera.to_screen(at);
    // On the other side of the pointer where there is no room.
    let beyond = |at: f32, end: f32| {
        if at + BESIDE + side + 30.0 > end {
            -BESIDE - side
        } else {
            BESIDE
        }
    };
    let clip = ui.clip_rect();
    let corner = place + Vec2::new(beyond(place.x, clip.right()), beyond(place.y, clip.bottom()));
    let rect = Rect::from_min_size(corner, Vec2::splat(side));
    let theme = theme::of(ui);
    ui.painter()
        .add(theme::float_shadow(theme).as_shape(rect, CornerRadius::same(6)));
    let mut mesh = Mesh::default();
    let mut shown = pixels.iter();
    for row in 0..=2 * REACH {
        for column in 0..=2 * REACH {
            let color = shown.next().copied().flatten().unwrap_or(theme.sunken);
            let at = rect.min + Vec2::new(column as f32, row as f32) * PIXEL;
            mesh.add_colored_rect(Rect::from_min_size(at, Vec2::splat(PIXEL)), color);
        }
    }
    ui.painter().rect_filled(rect, 0, theme::PAPER);
    ui.painter().add(mesh);
    frame_ui(ui, rect, theme.line_strong);
    let text = match open.pictures.color_at(at, page) {
        Some(color) => color.to_string(),
        None => "Nothing here".to_owned(),
    };
    pill(
        ui,
        rect.center_bottom() + Vec2::new(0.0, 16.0),
        text,
        theme::LIGHT.select,
    );
}

/// Around all, and around the pixel that is taken.
fn frame_ui(ui: &Ui, rect: Rect, line: Color32) {
    let painter = ui.painter();
    painter.rect_stroke(rect, 0, Stroke::new(1.0, line), StrokeKind::Outside);
    let middle = Rect::from_center_size(rect.center(), Vec2::splat(PIXEL));
    painter.rect_stroke(middle, 0, Stroke::new(1.5, theme::CARET), StrokeKind::Outside);
    painter.rect_stroke(middle, 0, Stroke::new(1.5, theme::HANDLE), StrokeKind::Inside);
}
