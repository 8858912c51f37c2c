//! What a screen reader hears in a field: the text as it was typed.
//!
//! egui tells the letter of every glyph that it laid out. Where the shaper makes several glyphs of the letters of one
//! cluster, it repeats the first of them; where it makes more glyphs than there are letters, the caret counts them too.

use std::sync::Arc;

use egui::epaint::text::{Glyph, PlacedRow};
use egui::text::{Galley, LayoutJob, TextFormat};
use egui::{FontId, TextBuffer, Ui};

use super::super::super::theme;
use super::field::{field_galley, orders};

/// Lays out what is typed into one line.
pub fn in_one_line(font: FontId) -> impl FnMut(&Ui, &dyn TextBuffer, f32) -> Arc<Galley> {
    move |ui, buffer, _| {
        let text = buffer.as_str();
        if orders(text) {
            return field_galley(ui, text, &font, theme::of(ui).text);
        }
        let job = LayoutJob {
            break_on_newline: false,
            ..LayoutJob::default()
        };
        laid_out(ui, job, text, &font)
    }
}

/// As egui lays out what is typed: the space at the end of a line is seen, and all lines are as high as those of the
/// first face.
pub(super) fn laid_out(ui: &Ui, mut job: LayoutJob, text: &str, font: &FontId) -> Arc<Galley> {
    let mut format = TextFormat::simple(font.clone(), theme::of(ui).text);
    let high = ui.fonts_mut(|fonts| fonts.row_height(font));
    format.line_height = Some(high + ui.spacing().extra_text_line_spacing);
    job.keep_trailing_whitespace = true;
    job.append(text, 0.0, format);
    heard(ui.painter().layout_job(job), text)
}

/// A picture of a text whose glyphs tell the text, one for each of its characters.
pub(super) fn heard(galley: Arc<Galley>, text: &str) -> Arc<Galley> {
    if tells(&galley, text) {
        return galley;
    }
    let mut told = Galley::clone(&galley);
    let paragraphs: Vec<&str> = match told.job.break_on_newline {
        true => text.split('\n').collect(),
        false => vec![text],
    };
    let rows = told.rows.split_inclusive_mut(|row| row.ends_with_newline);
    for (rows, paragraph) in rows.zip(paragraphs) {
        tell(rows, paragraph);
    }
    match tells(&told, text) {
        true => Arc::new(told),
        // Where a word is too long for its line and has other glyphs than letters, it stays as egui tells it.
        false => galley,
    }
}

fn tells(galley: &Galley, text: &str) -> bool {
    let of_row = |row: &PlacedRow| {
        let end = row.ends_with_newline.then_some('\n');
        row.glyphs.iter().map(|glyph| glyph.chr).chain(end).collect::<Vec<_>>()
    };
    galley.rows.iter().flat_map(of_row).eq(text.chars())
}

/// Gives the glyphs of a paragraph its letters.
fn tell(rows: &mut [PlacedRow], paragraph: &str) {
    let letters: Vec<char> = paragraph.chars().collect();
    let count: usize = rows.iter().map(|row| row.glyphs.len()).sum();
    let mut words = letters.chunk_by(|a, b| a.is_whitespace() == b.is_whitespace());
    let mut rest = letters.as_slice();
    for placed in rows {
        let row = Arc::make_mut(&mut placed.row);
        row.glyphs = if count == letters.len() {
            let (now, later) = rest.split_at(row.glyphs.len());
            rest = later;
            spread(&row.glyphs, now)
        } else {
            let groups = row
                .glyphs
                .chunk_by(|a, b| a.chr.is_whitespace() == b.chr.is_whitespace());
            groups
                .flat_map(|glyphs| spread(glyphs, words.next().unwrap_or_default()))
                .collect()
        };
    }
}

/// A glyph for each letter: those that are there, or else as many in equal steps over their room.
fn spread(glyphs: &[Glyph], letters: &[char]) -> Vec<Glyph> {
    let is_one_each = glyphs.len() == letters.len();
    let left = glyphs.iter().map(|glyph| glyph.pos.x).fold(f32::INFINITY, f32::min);
    let right = glyphs.iter().map(Glyph::max_x).fold(left, f32::max);
    let step = (right - left) / letters.len().max(1) as f32;
    let one = |(at, chr): (usize, &char)| {
        let mut glyph = *glyphs.get(at * glyphs.len() / letters.len().max(1))?;
        glyph.chr = *chr;
        if !is_one_each {
            glyph.pos.x = left + step * at as f32;
            glyph.advance_width = step;
        }
        Some(glyph)
    };
    letters.iter().enumerate().filter_map(one).collect()
}
