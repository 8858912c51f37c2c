//! A field for a name: its letters stay in logical order, so that caret and typing work, and each is put where the picture
//! shows it.

use std::sync::Arc;

use egui::text::{Galley, LayoutJob};
use egui::{Color32, FontId, Id, Response, TextBuffer, TextEdit, Ui, WidgetText};

use super::super::super::theme::{self, Type};
use super::super::field::{framed, id_of};
use super::heard::heard;
use super::order::{Piece, is_rtl, pieces_of_line};
use super::{job, job_of};

/// A field for a name. Returns the new text when it was changed.
pub fn name_field(ui: &mut Ui, label: &str, text: &str, hint: &str) -> (Response, Option<String>) {
    name_field_of(ui, None, label, text, hint)
}

/// The same, which keeps its focus by an id of its own.
pub fn name_field_of(ui: &mut Ui, id: Option<Id>, label: &str, text: &str, hint: &str) -> (Response, Option<String>) {
    let mut edited = text.to_owned();
    let color = theme::of(ui).text;
    let font = Type::Body.font();
    let mut layouter = |ui: &Ui, buffer: &dyn TextBuffer, _width: f32| field_galley(ui, buffer.as_str(), &font, color);
    let edit = TextEdit::singleline(&mut edited)
        .id(id.unwrap_or_else(|| id_of(ui, label)))
        .hint_text(hint.to_owned())
        .font(font.clone())
        .layouter(&mut layouter);
    let response = framed(ui, text, edit, label);
    let changed = response.changed().then_some(edited);
    (response, changed)
}

/// Whether a text has words that are put in their order here, because egui would not.
pub(super) fn orders(text: &str) -> bool {
    text.chars().any(is_rtl)
}

/// What stands in an empty field, in its order.
pub fn hint_text(hint: &str, font: &FontId, color: Color32) -> WidgetText {
    match orders(hint) {
        true => WidgetText::from(job(hint, font, color)),
        false => WidgetText::from(hint),
    }
}

/// The picture of a text in its order, with one glyph for every character in logical order at its place in the picture.
pub(super) fn field_galley(ui: &Ui, text: &str, font: &FontId, color: Color32) -> Arc<Galley> {
    line_galley(ui, text, font, color, None)
}

/// The same for one line of a text that is longer; `rtl` says how that is written.
pub(super) fn line_galley(ui: &Ui, text: &str, font: &FontId, color: Color32, rtl: Option<bool>) -> Arc<Galley> {
    let pieces = pieces_of_line(text, rtl);
    let painted = ui.painter().layout_job(job_of(&pieces, font, color));
    if !pieces.iter().any(|piece| piece.rtl) || painted.rows.len() != 1 {
        return heard(painted, text);
    }
    // A piece has more glyphs than letters or fewer, and is shaped by itself: its width is what matters.
    let wide = |piece: &Piece| {
        let mut job = job_of(std::slice::from_ref(piece), font, color);
        job.keep_trailing_whitespace = true;
        ui.painter().layout_job(job).size().x
    };
    let placed: Vec<(Piece, f32)> = pieces.into_iter().map(|piece| (piece.clone(), wide(&piece))).collect();
    logical(painted, &placed, text)
}

fn logical(painted: Arc<Galley>, placed: &[(Piece, f32)], text: &str) -> Arc<Galley> {
    let mut galley = Arc::unwrap_or_clone(painted);
    let Some(line) = galley.rows.first_mut() else {
        return Arc::new(galley);
    };
    let mut row = (*line.row).clone();
    let Some(pattern) = row.glyphs.first().copied() else {
        return Arc::new(galley);
    };
    let count = text.chars().count();
    let mut edges: Vec<(f32, f32, bool)> = vec![(0.0, 0.0, false); count];
    let mut left = 0.0;
    for (piece, width) in placed {
        let step = width / piece.chars.max(1) as f32;
        for n in 0..piece.chars {
            let x = left + step * n as f32;
            let place = if piece.rtl { piece.chars - 1 - n } else { n };
            if let Some(edge) = edges.get_mut(piece.start + place) {
                *edge = (x, step, piece.rtl);
            }
        }
        left += width;
    }
    // The caret before a right-to-left letter stands at its right edge: such a glyph begins there and has no width.
    row.glyphs = text
        .chars()
        .zip(&edges)
        .map(|(chr, (x, width, rtl))| {
            let mut glyph = pattern;
            glyph.chr = chr;
            glyph.pos.x = if *rtl { x + width } else { *x };
            glyph.advance_width = if *rtl { 0.0 } else { *width };
            glyph
        })
        .collect();
    if let Some((x, width, rtl)) = edges.last() {
        row.size.x = if *rtl { *x } else { x + width };
    }
    line.row = Arc::new(row);
    // What is selected by a double click and copied is the text as it is read, not as it stands.
    let mut job = LayoutJob::clone(&galley.job);
    text.clone_into(&mut job.text);
    galley.job = Arc::new(job);
    Arc::new(galley)
}
