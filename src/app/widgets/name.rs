//! Names in every script: labels and fields with the right order of right-to-left and mixed texts.
//!
//! egui shapes words but does not order them. A text is cut here into pieces in their visual order, and each piece is
//! laid out as a run of its own. A field keeps its letters in logical order, so that caret and typing work, and puts each
//! where the picture shows it.

use std::borrow::Cow;
use std::sync::Arc;

use egui::text::{Galley, LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align, Color32, CursorIcon, FontId, Id, Response, Role, Sense, TextBuffer, TextEdit, Ui, Widget, WidgetInfo,
};
use unicode_bidi::{BidiInfo, Level};

use crate::text::caret::grapheme_bounds;

use super::super::theme::{self, Type, letters, size};
use super::field::{framed, id_of};
use super::focus_ring;

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

/// Whether a text is written from right to left, by its first letter.
pub fn is_right_to_left(text: &str) -> bool {
    let info = BidiInfo::new(text, None);
    info.paragraphs
        .first()
        .is_some_and(|paragraph| paragraph.level.is_rtl())
}

/// Says that what follows runs from left to right.
const FROM_THE_LEFT: char = '\u{200e}';

/// A sentence of the window in which names of any direction stand: it runs from left to right, also where it begins with
/// a right-to-left name, and the words of that stand in their order.
pub fn sentence(text: &str) -> Cow<'_, str> {
    match text.chars().any(is_rtl) {
        true => Cow::Owned(format!("{FROM_THE_LEFT}{text}")),
        false => Cow::Borrowed(text),
    }
}

/// So many letters at the end of a file's name are kept: its ending and what tells it from its neighbours.
const END: usize = 10;

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

/// A text that is too long, with as many of its first letters as fit before its last ones.
fn without_middle(text: &str, fits: impl Fn(&str) -> bool) -> String {
    let bounds = grapheme_bounds(text);
    // Where the end begins that is kept: so many letters before the last bound, which is the text's end.
    let (before, _) = bounds.split_at(bounds.len().saturating_sub(END));
    let (first, last) = before.last().map_or(("", text), |end| text.split_at(*end));
    let with = |end: usize| format!("{}…{last}", first.get(..end).unwrap_or(first));
    let fitting = before.partition_point(|end| fits(&with(*end)));
    with(
        fitting
            .checked_sub(1)
            .and_then(|at| before.get(at))
            .copied()
            .unwrap_or(0),
    )
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
    let response = framed(ui, edit, label);
    let changed = response.changed().then_some(edited);
    (response, changed)
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
pub(super) fn job(text: &str, font: &FontId, color: Color32) -> LayoutJob {
    let mut job = LayoutJob {
        break_on_newline: false,
        ..LayoutJob::default()
    };
    for piece in pieces(text) {
        job.append(&piece.text, 0.0, format(font, color));
    }
    if job.sections.is_empty() {
        job.append("", 0.0, format(font, color));
    }
    job
}

/// A stretch of a text as it is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    /// What is given to the shaper.
    text: String,
    /// The place of the first of its characters in the logical text.
    start: usize,
    chars: usize,
    rtl: bool,
    /// Whether its characters were turned around, because the shaper would not.
    turned: bool,
}

/// The pieces of a text in visual order, from the left.
fn pieces(text: &str) -> Vec<Piece> {
    let clean: String = text
        .chars()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .collect();
    if !clean.chars().any(is_rtl) {
        let chars = clean.chars().count();
        let whole = Piece {
            text: clean,
            start: 0,
            chars,
            rtl: false,
            turned: false,
        };
        return if whole.chars == 0 { Vec::new() } else { vec![whole] };
    }
    let info = BidiInfo::new(&clean, None);
    let Some(paragraph) = info.paragraphs.first() else {
        return Vec::new();
    };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    let mut pieces = Vec::new();
    for run in runs {
        let level: Level = levels.get(run.start).copied().unwrap_or(paragraph.level);
        let start = clean[..run.start].chars().count();
        let stretch = &clean[run.clone()];
        if level.is_rtl() {
            pieces.extend(right_to_left(stretch, start));
        } else {
            pieces.push(Piece {
                text: stretch.to_owned(),
                start,
                chars: stretch.chars().count(),
                rtl: false,
                turned: false,
            });
        }
    }
    pieces
}

/// A right-to-left run: its words and what stands between them, the last first.
fn right_to_left(run: &str, start: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, c) in run.chars().enumerate() {
        let strong = is_rtl(c) || is_mark(c);
        match pieces.last_mut() {
            // A mark belongs to the letter before it.
            Some(last) if last.turned != strong || (is_mark(c) && !last.turned) => {
                last.text.push(c);
                last.chars += 1;
            }
            _ => pieces.push(Piece {
                text: c.to_string(),
                start: start + at,
                chars: 1,
                rtl: true,
                turned: !strong,
            }),
        }
    }
    for piece in pieces.iter_mut().filter(|piece| piece.turned) {
        piece.text = piece.text.chars().rev().map(mirrored).collect();
    }
    pieces.reverse();
    pieces
}

fn is_rtl(c: char) -> bool {
    use unicode_bidi::BidiClass;
    matches!(
        unicode_bidi::bidi_class(c),
        BidiClass::R | BidiClass::AL | BidiClass::RLE | BidiClass::RLO | BidiClass::RLI
    )
}

fn is_mark(c: char) -> bool {
    unicode_bidi::bidi_class(c) == unicode_bidi::BidiClass::NSM || c == '\u{200D}' || c == '\u{200C}'
}

fn mirrored(c: char) -> char {
    let pairs = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›')];
    for (open, close) in pairs {
        if c == open {
            return close;
        }
        if c == close {
            return open;
        }
    }
    c
}

/// The same picture, with one glyph for every character in logical order at its place in the picture.
fn field_galley(ui: &Ui, text: &str, font: &FontId, color: Color32) -> Arc<Galley> {
    let pieces = pieces(text);
    let painted = ui.painter().layout_job(job(text, font, color));
    if !pieces.iter().any(|piece| piece.rtl) || painted.rows.len() != 1 {
        return painted;
    }
    logical(painted, &pieces, text)
}

fn logical(painted: Arc<Galley>, pieces: &[Piece], text: &str) -> Arc<Galley> {
    let mut galley = Arc::unwrap_or_clone(painted);
    let Some(placed) = galley.rows.first_mut() else {
        return Arc::new(galley);
    };
    let mut row = (*placed.row).clone();
    let Some(pattern) = row.glyphs.first().copied() else {
        return Arc::new(galley);
    };
    let count = text.chars().count();
    let mut edges: Vec<(f32, f32, bool)> = vec![(0.0, 0.0, false); count];
    let mut glyphs = row.glyphs.iter().peekable();
    let mut left = 0.0;
    for piece in pieces {
        // Each piece has as many glyphs as it has clusters; its width is what matters.
        let right = piece_end(&mut glyphs, piece, left);
        let step = (right - left) / piece.chars.max(1) as f32;
        for n in 0..piece.chars {
            let x = left + step * n as f32;
            let place = if piece.rtl { piece.chars - 1 - n } else { n };
            if let Some(edge) = edges.get_mut(piece.start + place) {
                *edge = (x, step, piece.rtl);
            }
        }
        left = right;
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
    placed.row = Arc::new(row);
    Arc::new(galley)
}

/// Takes the glyphs of a piece and returns where they end.
fn piece_end<'g>(
    glyphs: &mut std::iter::Peekable<impl Iterator<Item = &'g egui::epaint::text::Glyph>>,
    piece: &Piece,
    left: f32,
) -> f32 {
    let mut right = left;
    for _ in 0..piece.chars {
        if let Some(glyph) = glyphs.next() {
            right = right.max(glyph.pos.x + glyph.advance_width);
        }
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<String> {
        pieces(text).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn words_of_right_to_left_names_stand_in_their_order() {
        assert_eq!(seen("Zoë Müller"), ["Zoë Müller"]);
        assert_eq!(seen("محمد علي"), ["علي", " ", "محمد"]);
        assert_eq!(seen("שרה כהן"), ["כהן", " ", "שרה"]);
        assert_eq!(seen("李 (Lee) محمد Smith"), ["李 (Lee) ", "محمد", " Smith"]);
        assert_eq!(seen("محمد (أ)"), ["(", "أ", ") ", "محمد"]);
        assert!(seen("").is_empty());
    }

    #[test]
    fn a_long_name_of_a_file_keeps_its_ending() {
        let fits = |room: usize| move |text: &str| text.chars().count() <= room;
        let name = "Zertifikat Maximiliane Brandenburg.pdf";
        assert_eq!(without_middle(name, fits(20)), "Zertifika…enburg.pdf");
        assert_eq!(without_middle(name, fits(5)), "…enburg.pdf");
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
    fn names_in_a_sentence_have_their_words_in_order() {
        let drawn = |text: &str| {
            let marks = |c: char| c == FROM_THE_LEFT;
            seen(&sentence(text)).concat().replace(marks, "")
        };
        assert_eq!(drawn("With محمد بن عبد:"), "With عبد بن محمد:");
        assert_eq!(drawn("محمد بن is held"), "بن محمد is held", "not from the right");
        assert_eq!(sentence("With Anna:"), "With Anna:");
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

    #[test]
    fn every_character_has_its_place() {
        for text in [
            "محمد بن عبد الله",
            "李 (Lee) محمد Smith 12",
            "שָׂרָה כהן, Jr.",
            "a\u{200D}b",
            "X",
        ] {
            let mut places: Vec<usize> = pieces(text).iter().flat_map(|p| p.start..p.start + p.chars).collect();
            places.sort_unstable();
            assert_eq!(places, (0..text.chars().count()).collect::<Vec<_>>(), "{text}");
        }
    }
}
