//! Text: glyphs by number at exact places, each with the text it stands for.
//!
//! Readers give a text back in its order when every glyph stands for one part of it and stands where the last one ended.
//! So of a letter with its dots and vowels the letter stands for all of them, and the others, which take no room, are
//! drawn as areas. Where that cannot be (a part of the text made of several wide glyphs) the part is marked with its
//! actual text. A run in reverse order is marked as reversed, and interrupted at spaces (ISO 32000-1, 14.8.2.3.3).

use std::borrow::Cow;
use std::ops::Range;

use pdf_writer::types::{LineJoinStyle, TextRenderingMode};
use pdf_writer::{Name, Str, TextStr};

use super::content::{Content, parts};
use super::objects::resource;
use super::outline::Outline;
use crate::render::{EMBOLDEN_MITER_LIMIT, is_flat, run_transform};
use crate::scene::{Glyph, GlyphRun};
use crate::units::Affine;

/// How far a glyph may be from where its forerunner's advance ends before it is moved, in points. Below this is the
/// noise of adding up.
const NOISE: f32 = 2e-3;

/// A glyph that is written as text.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Written {
    code: u16,
    /// Thousandths of an em.
    width: f32,
    x: f32,
    y: f32,
}

/// What a run comes to.
#[derive(Debug, Default)]
struct Parts<'r> {
    written: Vec<Written>,
    fragments: Vec<Fragment>,
    /// Glyphs that are drawn as areas.
    drawn: Vec<&'r Glyph>,
}

/// Glyphs that are written in one go.
#[derive(Debug)]
struct Fragment {
    written: Range<usize>,
    /// The range of the text that they stand for as a whole, where they do not say it one by one.
    actual: Option<Range<u32>>,
}

impl Content<'_, '_> {
    pub(super) fn glyphs(&mut self, run: &GlyphRun) -> Option<()> {
        if run.glyphs.is_empty() || run.color.a == 0 || is_flat(run.transform) {
            return Some(());
        }
        // Letters that touch must not show through each other, which takes a group.
        if run.color.a != 255 || run.glyphs.iter().any(|glyph| glyph.id == 0) {
            return None;
        }
        let face = self.used.face(&run.face)?;
        let reversed = is_reversed(&run.glyphs);
        let parts = self.parts(run, face, reversed)?;
        self.out.save_state();
        let transform = run_transform(run);
        if transform != Affine::IDENTITY {
            self.transform(transform);
        }
        self.ink(run);
        self.out.begin_text();
        self.out.set_font(Name(&resource('F', face)), run.size);
        for fragment in &parts.fragments {
            self.fragment(run, parts.written.get(fragment.written.clone())?, fragment, reversed)?;
        }
        self.out.end_text();
        for glyph in parts.drawn {
            self.area(run, face, glyph)?;
        }
        self.out.restore_state();
        Some(())
    }

    /// Sets what letters are drawn with.
    fn ink(&mut self, run: &GlyphRun) {
        let [r, g, b] = parts(run.color);
        self.out.set_fill_rgb(r, g, b);
        if run.embolden > 0.0 {
            self.out
                .set_stroke_rgb(r, g, b)
                .set_line_width(run.embolden)
                .set_miter_limit(EMBOLDEN_MITER_LIMIT as f32)
                .set_line_join(LineJoinStyle::MiterJoin)
                .set_text_rendering_mode(TextRenderingMode::FillStroke);
        }
    }

    /// The parts of a run, whose glyphs are in the typeface's map from now on.
    fn parts<'r>(&mut self, run: &'r GlyphRun, face: usize, reversed: bool) -> Option<Parts<'r>> {
        let face = self.used.faces.get_mut(face)?;
        let mut parts = Parts::default();
        // Where the fragment begins that is not yet ended.
        let mut begin = 0;
        for (cluster, range) in clusters(&run.glyphs) {
            let text = in_order_of_glyphs(run.text.get(range.start as usize..range.end as usize)?, run.rtl);
            let before = parts.written.len();
            let carrier = carrier(cluster);
            let mut is_said = carrier.is_some();
            for glyph in cluster {
                if carrier.is_some_and(|carrier| !std::ptr::eq(carrier, glyph)) {
                    parts.drawn.push(glyph);
                    continue;
                }
                let (said, width) = face.say(glyph.id as u16, &text)?;
                is_said &= said.is_said;
                parts.written.push(Written {
                    code: said.code,
                    width,
                    x: glyph.x,
                    y: glyph.y,
                });
            }
            if !is_said {
                parts.end(begin, before, None);
                parts.end(before, parts.written.len(), Some(range));
                begin = parts.written.len();
            } else if reversed && text == " " && before > begin {
                parts.end(begin, parts.written.len(), None);
                begin = parts.written.len();
            }
        }
        parts.end(begin, parts.written.len(), None);
        Some(parts)
    }

    fn fragment(&mut self, run: &GlyphRun, written: &[Written], fragment: &Fragment, reversed: bool) -> Option<()> {
        if let Some(range) = &fragment.actual {
            let text = run.text.get(range.start as usize..range.end as usize)?;
            let mut marked = self.out.begin_marked_content_with_properties(Name(b"Span"));
            marked.properties().actual_text(TextStr(text));
        }
        if reversed {
            self.out.begin_marked_content(Name(b"ReversedChars"));
        }
        // A glyph that is raised or lowered stands on a line of its own.
        for line in written.chunk_by(|a, b| a.y == b.y) {
            self.line(run.size, line)?;
        }
        if reversed {
            self.out.end_marked_content();
        }
        if fragment.actual.is_some() {
            self.out.end_marked_content();
        }
        Some(())
    }

    /// Glyphs on one line, from left to right.
    fn line(&mut self, size: f32, glyphs: &[Written]) -> Option<()> {
        let first = glyphs.first()?;
        self.out.set_text_matrix([1.0, 0.0, 0.0, -1.0, first.x, first.y]);
        let mut pen = first.x;
        let mut codes: Vec<u8> = Vec::with_capacity(glyphs.len() * 2);
        // The distances that glyphs are moved by, each before the code at that place.
        let mut moves: Vec<(usize, f32)> = Vec::new();
        for glyph in glyphs {
            if (pen - glyph.x).abs() > NOISE {
                moves.push((codes.len(), (pen - glyph.x) / size * 1000.0));
                pen = glyph.x;
            }
            codes.extend_from_slice(&glyph.code.to_be_bytes());
            pen += glyph.width / 1000.0 * size;
        }
        if moves.is_empty() {
            self.out.show(Str(&codes));
            return Some(());
        }
        let mut shown = self.out.show_positioned();
        let mut items = shown.items();
        let mut start = 0;
        for (place, distance) in moves {
            if place > start {
                items.show(Str(codes.get(start..place)?));
            }
            items.adjust((distance * 100.0).round() / 100.0);
            start = place;
        }
        items.show(Str(codes.get(start..)?));
        Some(())
    }

    /// A glyph as an area, in the units of its face.
    fn area(&mut self, run: &GlyphRun, face: usize, glyph: &Glyph) -> Option<()> {
        let typeface = &self.used.faces.get(face)?.typeface;
        let scale = run.size / typeface.units_per_em();
        self.out.save_state();
        self.out.transform([scale, 0.0, 0.0, -scale, glyph.x, glyph.y]);
        if run.embolden > 0.0 {
            self.out.set_line_width(run.embolden / scale);
        }
        let mut outline = Outline::onto(&mut self.out);
        typeface.draw(glyph.id, &mut outline)?;
        match (outline.is_empty(), run.embolden > 0.0) {
            (true, _) => {}
            (false, true) => {
                self.out.fill_nonzero_and_stroke();
            }
            (false, false) => {
                self.out.fill_nonzero();
            }
        }
        self.out.restore_state();
        Some(())
    }
}

impl Parts<'_> {
    /// Ends a fragment, unless there is nothing in it.
    fn end(&mut self, from: usize, to: usize, actual: Option<Range<u32>>) {
        if from < to {
            self.fragments.push(Fragment {
                written: from..to,
                actual,
            });
        }
    }
}

/// What a glyph says, as readers want it: from right to left they turn a text round letter by letter, those that one glyph
/// stands for included.
fn in_order_of_glyphs(text: &str, rtl: bool) -> Cow<'_, str> {
    if rtl && text.chars().nth(1).is_some() {
        Cow::Owned(text.chars().rev().collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The glyphs that stand for one part of the text, in the order of the run. A mark that is a part of its own belongs to the
/// letter it stands on.
fn clusters(glyphs: &[Glyph]) -> Vec<(&[Glyph], Range<u32>)> {
    let mut clusters: Vec<(Range<usize>, Range<u32>)> = Vec::new();
    let is_mark = |range: &Range<usize>| {
        glyphs
            .get(range.clone())
            .is_some_and(|glyphs| glyphs.iter().all(takes_no_room))
    };
    let mut at = 0;
    for cluster in glyphs.chunk_by(|a, b| a.text == b.text) {
        let range = at..at + cluster.len();
        at = range.end;
        let Some(text) = cluster.first().map(|glyph| glyph.text.clone()) else {
            continue;
        };
        match clusters.last_mut() {
            // From left to right the mark follows, from right to left it comes before.
            Some((last, said)) if is_mark(&range) && !is_mark(last) && text.start == said.end => {
                last.end = range.end;
                said.end = text.end;
            }
            Some((last, said)) if is_mark(last) && said.start == text.end => {
                last.end = range.end;
                said.start = text.start;
            }
            _ => clusters.push((range, text)),
        }
    }
    clusters
        .into_iter()
        .filter_map(|(range, text)| Some((glyphs.get(range)?, text)))
        .collect()
}

fn takes_no_room(glyph: &Glyph) -> bool {
    glyph.advance.abs() <= NOISE
}

/// The one glyph of several that can stand for all of them: the others take no room.
fn carrier(cluster: &[Glyph]) -> Option<&Glyph> {
    if let [only] = cluster {
        return Some(only);
    }
    let mut wide = cluster.iter().filter(|glyph| !takes_no_room(glyph));
    match (wide.next(), wide.next()) {
        (Some(carrier), None) => Some(carrier),
        _ => None,
    }
}

/// Whether each part of the text stands before its forerunner's.
fn is_reversed(glyphs: &[Glyph]) -> bool {
    let clusters = clusters(glyphs);
    clusters.len() > 1
        && clusters
            .windows(2)
            .all(|pair| matches!(pair, [(_, a), (_, b)] if a.start >= b.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(advance: f32, text: Range<u32>) -> Glyph {
        Glyph {
            id: 1,
            x: 0.0,
            y: 0.0,
            advance,
            text,
        }
    }

    #[test]
    fn the_one_wide_glyph_stands_for_its_marks() {
        let [letter, dot] = [glyph(5.0, 0..4), glyph(0.0, 0..4)];
        let pair = [dot.clone(), letter.clone()];
        assert_eq!(carrier(&pair), Some(&letter));
        assert_eq!(carrier(&pair[..1]), Some(&dot), "alone");
        assert_eq!(carrier(&[letter.clone(), letter]), None);
        assert_eq!(carrier(&[dot.clone(), dot]), None);
    }

    #[test]
    fn marks_belong_to_the_letter_they_stand_on() {
        let found = |glyphs: &[Glyph]| -> Vec<(usize, Range<u32>)> {
            clusters(glyphs)
                .into_iter()
                .map(|(glyphs, text)| (glyphs.len(), text))
                .collect()
        };
        let (wide, mark) = (|text| glyph(5.0, text), |text| glyph(0.0, text));
        assert_eq!(
            found(&[wide(0..3), mark(3..6), mark(6..9), wide(9..12)]),
            [(3, 0..9), (1, 9..12)]
        );
        assert_eq!(found(&[mark(4..6), wide(2..4), wide(0..2)]), [(2, 2..6), (1, 0..2)]);
        assert_eq!(found(&[mark(0..2), mark(2..4)]), [(1, 0..2), (1, 2..4)]);
    }

    #[test]
    fn runs_are_reversed_as_clusters() {
        let marked = [glyph(5.0, 4..6), glyph(0.0, 4..6), glyph(5.0, 2..4), glyph(5.0, 0..2)];
        assert!(is_reversed(&marked));
        assert!(!is_reversed(&marked[..2]), "one cluster");
        assert!(!is_reversed(&[glyph(5.0, 0..2), glyph(5.0, 2..4)]));
    }
}
