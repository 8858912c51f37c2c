//! Where a press of the mouse puts the caret in a field with right-to-left letters. egui looks for it from the left of a
//! line to its right, where the first of such letters is the last.

use egui::text::{CCursor, CCursorRange, Galley};
use egui::text_edit::TextEditOutput;
use egui::{Response, TextEdit, Ui, Vec2};
use unicode_segmentation::UnicodeSegmentation;

use super::field::orders;

/// Shows a field whose caret goes to where the pointer is nearest.
pub fn shown(ui: &mut Ui, edit: TextEdit<'_>) -> Response {
    let output = edit.show(ui);
    if orders(output.galley.text()) {
        follow_pointer(ui, &output);
    }
    output.response.response
}

fn follow_pointer(ui: &Ui, output: &TextEditOutput) {
    let response = &output.response.response;
    let Some(at) = response.interact_pointer_pos() else {
        return;
    };
    let (galley, before) = (&output.galley, output.state.cursor.char_range());
    let cursor = nearest(galley, at - output.galley_pos);
    let (pressed, shift) = ui.input(|input| (input.pointer.any_pressed(), input.modifiers.shift));
    let pressed = pressed && response.hovered();
    let range = match before {
        _ if response.triple_clicked() => CCursorRange::select_all_str(galley.text()),
        _ if response.double_clicked() => word_at(galley.text(), cursor.index.0),
        Some(before) if (pressed && shift) || (!pressed && ui.ctx().is_being_dragged(response.id)) => CCursorRange {
            primary: cursor,
            ..before
        },
        _ if pressed => CCursorRange::one(cursor),
        _ => return,
    };
    let mut state = output.state.clone();
    state.cursor.set_char_range(Some(range));
    state.store(ui.ctx(), response.id);
}

/// The place between two letters that is nearest, of the line that is.
fn nearest(galley: &Galley, at: Vec2) -> CCursor {
    let (mut first, mut best, mut least) = (0, CCursor::default(), f32::INFINITY);
    for row in &galley.rows {
        let letters = row.glyphs.len();
        let off = (row.min_y() - at.y).max(at.y - row.max_y()).max(0.0);
        if off < least {
            least = off;
            let far = |column: &usize| (row.pos.x + row.x_offset((*column).into()) - at.x).abs();
            let column = (0..=letters)
                .min_by(|a, b| far(a).total_cmp(&far(b)))
                .unwrap_or_default();
            best = CCursor {
                index: (first + column).into(),
                prefer_next_row: column < letters,
            };
        }
        first += letters + usize::from(row.ends_with_newline);
    }
    best
}

/// The word around the letter with this number.
fn word_at(text: &str, at: usize) -> CCursorRange {
    let mut start = 0;
    for word in text.split_word_bounds() {
        let end = start + word.chars().count();
        if at < end {
            return CCursorRange::two(CCursor::new(start), CCursor::new(end));
        }
        start = end;
    }
    CCursorRange::one(CCursor::new(start))
}
