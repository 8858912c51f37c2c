//! The caret and the selection in a field with right-to-left letters. egui looks for the caret from the left of a line to
//! its right, where the first of such letters is the last, and paints what is selected from where a line begins at the left.

use egui::epaint::text::PlacedRow;
use egui::text::{CCursor, CCursorRange, Galley};
use egui::text_edit::TextEditOutput;
use egui::{Color32, Id, Key, Rect, Response, Shape, TextEdit, Ui, Vec2};

use super::field::orders;
use crate::text::caret::word_pieces;

/// Shows a field of one line that says `text`.
pub fn text_edit(ui: &mut Ui, text: &str, edit: TextEdit<'_>) -> Response {
    match orders(text) {
        true => ordered(ui, edit, 0.0),
        false => ui.add(edit),
    }
}

/// The same with several lines, through which the arrow keys lead.
pub fn text_edit_in_lines(ui: &mut Ui, id: Id, text: &str, edit: TextEdit<'_>) -> Response {
    if !orders(text) {
        return ui.add(edit);
    }
    let has_keys = ui.memory(|memory| memory.has_focus(id));
    let down = if has_keys { lines_down(ui) } else { 0.0 };
    ordered(ui, edit, down)
}

/// How many lines the arrow keys lead down, or up below 0. egui does not see them.
fn lines_down(ui: &Ui) -> f32 {
    ui.input_mut(|input| {
        if input.modifiers.command || input.modifiers.alt {
            return 0.0;
        }
        let modifiers = input.modifiers;
        let mut times = |key| input.count_and_consume_key(modifiers, key) as f32;
        times(Key::ArrowDown) - times(Key::ArrowUp)
    })
}

fn ordered(ui: &mut Ui, edit: TextEdit<'_>, down: f32) -> Response {
    let below = ui.painter().add(Shape::Noop);
    let fill = std::mem::replace(&mut ui.visuals_mut().selection.bg_fill, Color32::TRANSPARENT);
    let output = edit.show(ui);
    ui.visuals_mut().selection.bg_fill = fill;
    let response = &output.response.response;
    let moved = pointed(ui, &output).or_else(|| stepped(ui, &output, down));
    if let Some(range) = moved {
        let mut state = output.state.clone();
        state.cursor.set_char_range(Some(range));
        state.store(ui.ctx(), response.id);
    }
    let range = moved.or(output.cursor_range).filter(|_| response.has_focus());
    let parts = range.iter().flat_map(|range| selected(&output.galley, *range));
    let painted = parts.map(|part| Shape::rect_filled(part.translate(output.galley_pos.to_vec2()), 0.0, fill));
    let painter = ui.painter_at(output.text_clip_rect);
    painter.set(below, Shape::Vec(painted.collect()));
    output.response.response
}

/// What is selected by the pointer.
fn pointed(ui: &Ui, output: &TextEditOutput) -> Option<CCursorRange> {
    let (response, galley) = (&output.response.response, &output.galley);
    let at = response.interact_pointer_pos()?;
    let cursor = nearest(galley, at - output.galley_pos);
    let (pressed, shift) = ui.input(|input| (input.pointer.any_pressed(), input.modifiers.shift));
    let pressed = pressed && response.hovered();
    let (text, at) = (galley.text(), cursor.index.0);
    match output.state.cursor.char_range() {
        _ if response.triple_clicked() => Some(around(text.split_inclusive('\n'), at)),
        _ if response.double_clicked() => Some(around(word_pieces(text), at)),
        Some(before) if (pressed && shift) || (!pressed && ui.ctx().is_being_dragged(response.id)) => {
            Some(CCursorRange {
                primary: cursor,
                ..before
            })
        }
        _ => pressed.then(|| CCursorRange::one(cursor)),
    }
}

/// Where the arrow keys lead.
fn stepped(ui: &Ui, output: &TextEditOutput, down: f32) -> Option<CCursorRange> {
    let before = output.cursor_range.filter(|_| down != 0.0)?;
    let place = output.galley.pos_from_cursor(before.primary);
    let cursor = nearest(
        &output.galley,
        place.center().to_vec2() + Vec2::new(0.0, down * place.height()),
    );
    let secondary = match ui.input(|input| input.modifiers.shift) {
        true => before.secondary,
        false => cursor,
    };
    Some(CCursorRange {
        primary: cursor,
        secondary,
        h_pos: None,
    })
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

/// The part that is at a place between two letters; at its end, too, where words end with a letter.
fn around<'t>(parts: impl Iterator<Item = &'t str>, at: usize) -> CCursorRange {
    let mut start = 0;
    for part in parts {
        let end = start + part.chars().count();
        if at < end || (at == end && part.ends_with(char::is_alphanumeric)) {
            return CCursorRange::two(CCursor::new(start), CCursor::new(end));
        }
        start = end;
    }
    CCursorRange::one(CCursor::new(start))
}

/// Where what is selected stands in the picture.
fn selected(galley: &Galley, range: CCursorRange) -> Vec<Rect> {
    let range = range.as_sorted_char_range();
    let (from, to) = (range.start.0, range.end.0);
    let (mut first, mut parts) = (0, Vec::new());
    for row in &galley.rows {
        let letters = row.glyphs.len();
        let within = |at: usize| at.saturating_sub(first).min(letters);
        let (start, end) = (within(from), within(to));
        if start < end {
            let (left, right) = if end - start == letters {
                extent(row)
            } else {
                let [a, b] = [start, end].map(|column| row.x_offset(column.into()));
                (a.min(b), a.max(b))
            };
            let x = row.pos.x;
            parts.push(Rect::from_x_y_ranges(x + left..=x + right, row.min_y()..=row.max_y()));
        }
        first += letters + usize::from(row.ends_with_newline);
    }
    parts
}

/// From where to where the letters of a row stand.
fn extent(row: &PlacedRow) -> (f32, f32) {
    let ends = row.glyphs.iter().flat_map(|glyph| [glyph.pos.x, glyph.max_x()]);
    ends.fold((row.size.x, row.size.x), |(left, right), x| (left.min(x), right.max(x)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_click_takes_the_word_and_a_triple_click_the_paragraph() {
        let text = "دورة في الإسعافات\nعلي";
        let part = |range: CCursorRange| {
            let range = range.as_sorted_char_range();
            text.chars()
                .skip(range.start.0)
                .take(range.end.0 - range.start.0)
                .collect::<String>()
        };
        for (at, word) in [(0, "دورة"), (3, "دورة"), (4, "دورة"), (6, "في"), (21, "علي")] {
            assert_eq!(part(around(word_pieces(text), at)), word, "{at}");
        }
        assert_eq!(part(around(text.split_inclusive('\n'), 19)), "علي");
    }
}
