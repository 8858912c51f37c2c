//! Fields of several lines, and right-to-left paragraphs in them. egui breaks and orders them as if they ran from the left, so they
//! are broken here, each line is put in its order, and those of a right-to-left paragraph stand at the right.

use std::sync::Arc;

use egui::text::{Galley, LayoutJob};
use egui::{FontId, TextBuffer, Ui};

use super::super::super::theme;
use super::field::{line_galley, orders};
use super::heard::laid_out;
use super::job;
use super::order::is_right_to_left;
use crate::text::caret::grapheme_bounds;

/// Lays out what is typed into several lines.
pub fn in_lines(font: FontId) -> impl FnMut(&Ui, &dyn TextBuffer, f32) -> Arc<Galley> {
    move |ui, buffer, width| {
        let text = buffer.as_str();
        match orders(text) && width.is_finite() {
            true => in_their_order(ui, text, &font, width),
            false => wrapped(ui, text, &font, width),
        }
    }
}

/// As egui breaks it.
fn wrapped(ui: &Ui, text: &str, font: &FontId, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    laid_out(ui, job, text, font)
}

/// The picture of paragraphs in so much room, with one glyph for every character in logical order.
fn in_their_order(ui: &Ui, text: &str, font: &FontId, width: f32) -> Arc<Galley> {
    let paragraphs: Vec<Arc<Galley>> = text
        .split('\n')
        .map(|paragraph| match orders(paragraph) {
            true => paragraph_galley(ui, paragraph, font, width),
            false => wrapped(ui, paragraph, font, width),
        })
        .collect();
    let mut galley = joined(ui, text, font, &paragraphs);
    // The rows end where the caret does, which is at the left; what is beyond the picture is not painted. A space that
    // hangs over makes it no wider.
    galley.rect.min.x = 0.0;
    galley.rect.max.x = galley.rect.max.x.max(width);
    Arc::new(galley)
}

fn joined(ui: &Ui, text: &str, font: &FontId, parts: &[Arc<Galley>]) -> Galley {
    let job = LayoutJob::simple(text.to_owned(), font.clone(), theme::of(ui).text, f32::INFINITY);
    Galley::concat(Arc::new(job), parts, ui.ctx().pixels_per_point())
}

fn paragraph_galley(ui: &Ui, paragraph: &str, font: &FontId, width: f32) -> Arc<Galley> {
    let color = theme::of(ui).text;
    let wide = |text: &str| ui.painter().layout_job(job(text, font, color)).size().x;
    let rtl = is_right_to_left(paragraph);
    let lines: Vec<Arc<Galley>> = lines(paragraph, width, wide)
        .into_iter()
        .map(|line| {
            let mut galley = line_galley(ui, line, font, color, Some(rtl));
            let row = Arc::make_mut(&mut galley).rows.first_mut();
            if let Some(row) = row.filter(|_| rtl) {
                // The space at the end of a line that is full hangs over its left end.
                row.pos.x = width - wide(line);
            }
            galley
        })
        .collect();
    let mut joined = joined(ui, paragraph, font, &lines);
    // It is one paragraph, however many lines it has.
    joined.rows.iter_mut().for_each(|row| row.ends_with_newline = false);
    Arc::new(joined)
}

/// A paragraph in lines that fit: broken behind spaces, and inside of a word only where that is longer than a line.
fn lines(paragraph: &str, width: f32, wide: impl Fn(&str) -> f32) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = paragraph;
    loop {
        // Up to the first break that is too far: what is behind it is not looked at.
        let breaks = rest.split_inclusive(' ').scan(0, |end, word| {
            *end += word.len();
            Some(*end)
        });
        let fits = |end: &usize| wide(rest[..*end].trim_end()) <= width;
        let end = breaks.take_while(fits).last().or_else(|| {
            // One letter stands in every line, however narrow it is.
            let mut letters = grapheme_bounds(rest).into_iter().filter(|end| *end > 0);
            let first = letters.next()?;
            Some(letters.take_while(fits).last().unwrap_or(first))
        });
        let (line, more) = rest.split_at(end.unwrap_or(rest.len()));
        lines.push(line);
        if more.is_empty() {
            return lines;
        }
        rest = more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter is as wide as any other.
    fn broken(paragraph: &str, width: f32) -> Vec<&str> {
        lines(paragraph, width, |text| (grapheme_bounds(text).len() - 1) as f32)
    }

    #[test]
    fn lines_are_broken_behind_spaces() {
        assert_eq!(broken("محمد بن عبد الله", 8.0), ["محمد بن ", "عبد الله"]);
        assert_eq!(broken("محمد بن عبد الله", 100.0), ["محمد بن عبد الله"]);
        assert_eq!(broken("", 8.0), [""]);
        // Spaces at the end of a line do not make another.
        assert_eq!(broken("محمد   بن", 4.0), ["محمد   ", "بن"]);
    }

    #[test]
    fn a_word_that_is_longer_than_a_line_is_broken_inside() {
        assert_eq!(broken("إسماعيلية", 4.0), ["إسما", "عيلي", "ة"]);
        assert_eq!(broken("إسماعيلية", 0.0).len(), 9, "one letter a line");
        // A mark stays at its letter.
        assert_eq!(broken("مُحَمَّد", 2.0), ["مُحَ", "مَّد"]);
    }

    #[test]
    fn nothing_is_lost() {
        let text = "دورة First aid (2026) في الإسعافات، الأولية  للمبتدئين";
        for width in 0..60 {
            assert_eq!(broken(text, width as f32).concat(), text, "{width}");
        }
    }
}
