//! Elements that show nothing because their field is empty: an outline with what would stand there.

use egui::{Align2, Color32, FontId, Pos2, Rect, Shape, Stroke, Ui, Vec2};

use super::super::super::super::state::studio::Open;
use super::super::super::super::theme::{self, Type};
use super::super::super::super::widgets::icons;
use crate::model::{ElementContent, Paint};
use crate::studio::{Stand, color_at, ghost, label_of, stops};
use crate::units::Point;

pub(super) fn show(ui: &Ui, open: &Open) {
    let design = open.seen();
    let here = open.seen_page() as u32 + 1;
    let theme = theme::of(ui);
    for (_, element) in design.elements().into_iter().filter(|(page, _)| *page == here) {
        let is_typed = open.typing.as_ref().is_some_and(|typing| typing.name == element.name);
        let Some(field) = ghost(element, &open.values.fields).filter(|_| !is_typed) else {
            continue;
        };
        let Some(stand) = Stand::find(design, &element.name) else {
            continue;
        };
        let [a, b, c, d] = stand.corners().map(|corner| open.camera.to_screen(corner));
        let color = color_on(open, stand.center);
        let stroke = Stroke::new(1.0, theme.select.gamma_multiply(0.6));
        ui.painter()
            .extend(Shape::dashed_line(&[a, b, c, d, a], stroke, 4.0, 3.0));
        let mut middle = open.camera.to_screen(stand.center);
        let room = Rect::from_points(&[a, b, c, d]).intersect(ui.clip_rect());
        if matches!(element.content, ElementContent::Image(_)) {
            middle.y += picture_ui(ui, [a, b, c, d], middle, room, color);
        }
        let label = label_of(&field);
        let font = Type::Small.font();
        let width = ui.painter().layout_no_wrap(label.clone(), font.clone(), color).size().x;
        let font = FontId {
            size: fitting(font.size, width, stand.width as f32 * open.camera.scale as f32),
            ..font
        };
        ui.painter()
            .with_clip_rect(room)
            .text(middle, Align2::CENTER_CENTER, label, font, color);
    }
}

/// The luminance of a ground on which both colours of what would stand there are seen equally well.
const HALF: f64 = 0.32;

/// The colour of what would stand at a point of the page: it is written on what is seen there, whichever the theme is.
fn color_on(open: &Open, at: Point) -> Color32 {
    let page = open.seen_page();
    // While a gesture runs no picture is there to look at.
    let ground = || match &open.seen().pages.get(page)?.background.paint {
        Some(Paint::Solid(color)) => Some(*color),
        Some(Paint::Gradient(gradient)) => Some(color_at(stops(gradient), 0.5)),
        None => None,
    };
    match open.pictures.color_at(at, page).or_else(ground) {
        Some(seen) if seen.a > 127 && seen.luminance() < HALF => theme::GHOST_ON_DARK,
        _ => theme::GHOST,
    }
}

/// The size of the sign for a picture, where there is room for it and for a label.
const SIGN: f32 = 20.0;

/// Shows that a picture will stand here. How far below the middle there is room for the label.
fn picture_ui(ui: &Ui, corners: [Pos2; 4], middle: Pos2, room: Rect, color: Color32) -> f32 {
    let ground = color.gamma_multiply(0.12);
    ui.painter()
        .add(Shape::convex_polygon(corners.to_vec(), ground, Stroke::NONE));
    if room.height() < 2.5 * SIGN {
        return 0.0;
    }
    let painter = ui.painter().with_clip_rect(room);
    icons::PICTURES.paint(&painter, middle - Vec2::new(0.0, SIGN / 2.0), SIGN, color);
    SIGN / 2.0 + 2.0
}

/// The smallest letters, in points of the screen.
const SMALLEST: f32 = 6.0;

/// The size in which words that are so wide have room.
fn fitting(size: f32, width: f32, room: f32) -> f32 {
    let part = (room - 4.0) / width.max(1.0);
    (size * part.min(1.0)).max(SMALLEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_smaller_before_they_are_cut() {
        assert_eq!(fitting(13.0, 40.0, 100.0), 13.0);
        assert_eq!(fitting(13.0, 40.0, 24.0), 6.5);
        assert_eq!(fitting(13.0, 40.0, 5.0), SMALLEST);
    }
}
