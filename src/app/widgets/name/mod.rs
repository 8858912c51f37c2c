//! Names in every script: labels and fields with the right order of right-to-left and mixed texts.
//!
//! egui shapes words but does not order them. A text is cut here into pieces in their visual order, and each piece is
//! laid out as a run of its own.

mod caret;
mod field;
mod heard;
mod lines;
mod order;
mod sentence;

use std::borrow::Cow;
use std::sync::Arc;

use egui::text::{Galley, LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Color32, CursorIcon, FontId, Response, Role, Sense, Ui, Widget, WidgetInfo};

use crate::text::caret::grapheme_bounds;

use super::super::theme::{self, Type, letters, size};
use super::super::words::without_middle;
use super::focus_ring;
use order::{Piece, is_rtl, pieces};
use sentence::FROM_THE_LEFT;

pub use caret::{text_edit, text_edit_in_lines};
pub use field::{hint_text, name_field, name_field_of};
pub use heard::in_one_line;
pub use lines::in_lines;
pub use order::is_right_to_left;
pub use sentence::Sentence;

/// A name in one line, elided at its end when it is too long; the whole of it is shown on hover.
#[derive(Clone, Debug)]
pub struct NameLabel<'a> {
    text: &'a str,
    font: FontId,
    color: Option<Color32>,
    width: Option<f32>,
    rows: usize,
    link: bool,
    keeps_end: bool,
}

impl<'a> NameLabel<'a> {
    pub fn new(text: &'a str) -> NameLabel<'a> {
        NameLabel {
            text,
            font: Type::Body.font(),
            color: None,
            width: None,
            rows: 1,
            link: false,
            keeps_end: false,
        }
    }

    pub fn kind(self, kind: Type) -> NameLabel<'a> {
        NameLabel {
            font: kind.font(),
            ..self
        }
    }

    pub fn font(self, font: FontId) -> NameLabel<'a> {
        NameLabel { font, ..self }
    }

    pub fn color(self, color: Color32) -> NameLabel<'a> {
        NameLabel {
            color: Some(color),
            ..self
        }
    }

    /// At most so wide; else as wide as there is room.
    pub fn width(self, width: f32) -> NameLabel<'a> {
        NameLabel {
            width: Some(width),
            ..self
        }
    }

    /// In so many lines at most. Those of a right-to-left text stand at the right of their room.
    pub fn rows(self, rows: usize) -> NameLabel<'a> {
        NameLabel { rows, ..self }
    }

    /// Leads somewhere: it takes clicks and the keyboard's focus.
    pub fn link(self) -> NameLabel<'a> {
        NameLabel { link: true, ..self }
    }

    /// A name of a file, whose ending tells what it is: too long a one is elided before its last letters.
    pub fn keeps_end(self) -> NameLabel<'a> {
        NameLabel {
            keeps_end: true,
            ..self
        }
    }

    /// The laid out text.
    pub fn galley(&self, ui: &Ui, width: f32) -> Arc<Galley> {
        let color = self.color.unwrap_or(theme::of(ui).text);
        let job = |text: &str| match self.keeps_end {
            true => job(&ending_last(text), &self.font, color),
            false => job(text, &self.font, color),
        };
        let whole = |text: &str| ui.painter().layout_job(job(text));
        let fits = |text: &str| whole(text).size().x <= width;
        if self.text.chars().any(is_rtl) && !fits(self.text) {
            // The painter would cut at the right of the picture, where such a name may begin.
            let mut short = whole(&beginning(self.text, fits));
            Arc::make_mut(&mut short).elided = true;
            return short;
        }
        let mut job = job(self.text);
        job.wrap = TextWrapping::truncate_at_width(width);
        if self.rows > 1 && !self.text.chars().any(is_rtl) {
            job.wrap.max_rows = self.rows;
            job.wrap.break_anywhere = false;
        }
        ui.painter().layout_job(job)
    }
}

/// The name of a file with its ending at the right, whatever the rest is written in: a right-to-left name before it is
/// ordered by itself.
fn ending_last(name: &str) -> Cow<'_, str> {
    match name.rsplit_once('.') {
        Some((stem, ending)) if stem.chars().any(is_rtl) => {
            Cow::Owned(format!("\u{200e}\u{2068}{stem}\u{2069}\u{200e}.{ending}"))
        }
        _ => Cow::Borrowed(name),
    }
}

/// A text that is too long, with as many of its first letters as fit, as they are read.
fn beginning(text: &str, fits: impl Fn(&str) -> bool) -> String {
    let bounds = grapheme_bounds(text);
    let with = |end: usize| format!("{}…", text.get(..end).unwrap_or_default().trim_end());
    let fitting = bounds.partition_point(|end| fits(&with(*end)));
    with(
        fitting
            .checked_sub(1)
            .and_then(|at| bounds.get(at))
            .copied()
            .unwrap_or(0),
    )
}

/// The lines of a text that has to be cut before its pieces are put in order: as many words in each as fit.
fn lines(text: &str, width: f32, measure: impl Fn(&str) -> f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let longer = match line.is_empty() {
                true => word.to_owned(),
                false => format!("{line} {word}"),
            };
            if line.is_empty() || measure(&longer) <= width {
                line = longer;
            } else {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            }
        }
        lines.push(line);
    }
    lines
}

impl NameLabel<'_> {
    /// A name of a file for which there is no room.
    fn short_ui(self, ui: &mut Ui, width: f32) -> Response {
        let short = |text: &str| NameLabel { text, ..self.clone() }.galley(ui, width);
        let galley = short(&without_middle(self.text, |text| !short(text).elided));
        let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, self.text));
        ui.painter().galley(rect.min, galley, theme::of(ui).text);
        response.on_hover_ui(|ui| whole_ui(ui, self.text))
    }

    /// A text in several lines with right-to-left words in it.
    fn paragraph_ui(self, ui: &mut Ui, width: f32) -> Response {
        let line = |text: &str, width: f32| {
            NameLabel {
                text,
                rows: 1,
                ..self.clone()
            }
            .galley(ui, width)
        };
        let mut texts = lines(self.text, width, |text| line(text, f32::INFINITY).size().x);
        if self.text.starts_with(FROM_THE_LEFT) {
            texts.iter_mut().skip(1).for_each(|text| text.insert(0, FROM_THE_LEFT));
        }
        if texts.len() > self.rows {
            // What is too much is elided in the last one.
            let rest = texts.split_off(self.rows.saturating_sub(1));
            texts.push(rest.join(" "));
        }
        let galleys: Vec<Arc<Galley>> = texts.iter().map(|text| line(text, width)).collect();
        let height = galleys.iter().map(|galley| galley.size().y).sum();
        let widest = galleys.iter().map(|galley| galley.size().x).fold(0.0, f32::max);
        let (rect, response) = ui.allocate_exact_size([widest, height].into(), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, self.text));
        let rtl = is_right_to_left(self.text);
        let mut top = rect.top();
        for galley in galleys {
            let size = galley.size();
            let left = if rtl { rect.right() - size.x } else { rect.left() };
            ui.painter().galley([left, top].into(), galley, theme::of(ui).text);
            top += size.y;
        }
        response
    }
}

/// More lines than these are not read on hover.
const MOST_LINES: usize = 20;

/// What was cut, in as many lines as it takes.
fn whole_ui(ui: &mut Ui, text: &str) {
    ui.add(NameLabel::new(text).rows(MOST_LINES));
}

impl Widget for NameLabel<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let width = self.width.unwrap_or_else(|| ui.available_width());
        if self.keeps_end && self.galley(ui, width).elided {
            return self.short_ui(ui, width);
        }
        if self.rows > 1 && !self.link && self.text.chars().any(is_rtl) {
            return self.paragraph_ui(ui, width);
        }
        let galley = self.galley(ui, width);
        let (sense, role) = match self.link {
            true => (Sense::click(), Role::Link),
            false => (Sense::hover(), Role::Label),
        };
        let (rect, mut response) = ui.allocate_exact_size(galley.size(), sense);
        response.widget_info(|| WidgetInfo::labeled(role, true, self.text));
        if self.link {
            focus_ring(ui, &response, size::CORNER);
            response = response.on_hover_cursor(CursorIcon::PointingHand);
        }
        let elided = galley.elided;
        if ui.is_rect_visible(rect) {
            ui.painter().galley(rect.min, galley, theme::of(ui).text);
        }
        if elided {
            response.on_hover_ui(|ui| whole_ui(ui, self.text))
        } else {
            response
        }
    }
}

fn format(font: &FontId, color: Color32) -> TextFormat {
    TextFormat {
        font_id: font.clone(),
        color,
        line_height: Some((font.size * letters::NAME_LINE).round()),
        valign: Align::Center,
        ..TextFormat::default()
    }
}

/// A layout job whose sections stand in visual order.
pub(in super::super) fn job(text: &str, font: &FontId, color: Color32) -> LayoutJob {
    job_of(&pieces(text), font, color)
}

fn job_of(pieces: &[Piece], font: &FontId, color: Color32) -> LayoutJob {
    let mut job = LayoutJob {
        break_on_newline: false,
        ..LayoutJob::default()
    };
    for piece in pieces {
        job.append(&piece.text, 0.0, format(font, color));
    }
    if job.sections.is_empty() {
        job.append("", 0.0, format(font, color));
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<String> {
        pieces(text).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn the_ending_of_a_right_to_left_file_stands_at_the_right() {
        let drawn = |name: &str| -> String {
            let marks = ['\u{200e}', '\u{2068}', '\u{2069}'];
            seen(&ending_last(name)).concat().replace(marks, "")
        };
        assert_eq!(drawn("محمد بن.pdf"), "بن محمد.pdf");
        assert_eq!(drawn("محمد badge.png"), "badge محمد.png");
        assert_eq!(drawn("Anna محمد.pdf"), "Anna محمد.pdf");
        assert_eq!(ending_last("Anna.pdf"), "Anna.pdf");
    }

    #[test]
    fn a_long_name_keeps_the_letters_with_which_it_is_read() {
        let fits = |room: usize| move |text: &str| text.chars().count() <= room;
        for (name, room, short) in [
            ("محمد Papadopoulou-Konstantinou", 12, "محمد Papado…"),
            ("شهادة تقدير وامتياز Test 2026", 12, "شهادة تقدير…"),
            ("محمد", 0, "…"),
        ] {
            assert_eq!(beginning(name, fits(room)), short);
        }
        // At the right, where the eye begins.
        assert_eq!(seen("محمد Papado…").last().map(String::as_str), Some("محمد"));
        let output = egui::Context::default().run_ui(egui::RawInput::default(), |ui| {
            for (name, first) in [
                ("محمد Papadopoulou-Konstantinou", 'م'),
                ("شهادة تقدير وامتياز Test 2026", 'ش'),
            ] {
                let galley = NameLabel::new(name).galley(ui, 90.0);
                assert!(galley.elided && galley.size().x <= 90.0, "{name}");
                let letters: Vec<char> = galley
                    .rows
                    .iter()
                    .flat_map(|row| &row.glyphs)
                    .map(|glyph| glyph.chr)
                    .collect();
                assert!(letters.contains(&first), "{letters:?}");
            }
        });
        output.drop_without_applying_deltas();
    }

    #[test]
    fn words_are_cut_into_lines_in_the_order_in_which_they_are_read() {
        let measure = |text: &str| text.chars().count() as f32;
        assert_eq!(lines("محمد بن عبد الله", 8.0, measure), ["محمد بن", "عبد الله"]);
        assert_eq!(lines("abcdefghijkl x\ny", 4.0, measure), ["abcdefghijkl", "x", "y"]);
        assert!(is_right_to_left("(محمد) Smith") && !is_right_to_left("Smith محمد"));
    }
}
