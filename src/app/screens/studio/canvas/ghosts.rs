//! Elements that show nothing because their field is empty: an outline with what would stand there.

use egui::{Align2, FontId, Shape, Stroke, Ui};

use super::super::super::super::state::studio::Open;
use super::super::super::super::theme::{self, Type};
use crate::studio::{Stand, ghost, label_of};

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
        let stroke = Stroke::new(1.0, theme.select.gamma_multiply(0.6));
        ui.painter()
            .extend(Shape::dashed_line(&[a, b, c, d, a], stroke, 4.0, 3.0));
        let middle = open.camera.to_screen(stand.center);
        let room = egui::Rect::from_points(&[a, b, c, d]).intersect(ui.clip_rect());
        let label = label_of(&field);
        let font = Type::Small.font();
        let width = ui
            .painter()
            .layout_no_wrap(label.clone(), font.clone(), theme::GHOST)
            .size()
            .x;
        let font = FontId {
            size: fitting(font.size, width, stand.width as f32 * open.camera.scale as f32),
            ..font
        };
        // Written on the paper, which is light in every theme.
        ui.painter()
            .with_clip_rect(room)
            .text(middle, Align2::CENTER_CENTER, label, font, theme::GHOST);
    }
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
