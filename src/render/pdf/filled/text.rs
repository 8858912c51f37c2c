//! Text: glyphs by number at exact places, in parts that say what they stand for.
//!
//! A glyph that stands for one part of the text says so in its typeface's map. Where a map cannot say it (several glyphs
//! for one part, a glyph that stands for something else elsewhere) the part is marked with its actual text. A run in
//! reverse order is marked as reversed, and interrupted at spaces (ISO 32000-1, 14.8.2.3.3).

use std::ops::Range;

use pdf_writer::types::{LineJoinStyle, TextRenderingMode};
use pdf_writer::{Name, Str, TextStr};

use super::content::{Content, parts};
use super::objects::resource;
use crate::render::{EMBOLDEN_MITER_LIMIT, is_flat, run_transform};
use crate::scene::{Glyph, GlyphRun};
use crate::units::Affine;

/// How far a glyph may be from where its forerunner's advance ends before it is moved, in points. Below this is the
/// noise of adding up.
const NOISE: f32 = 2e-3;

/// Glyphs that are written in one go.
#[derive(Debug, PartialEq)]
struct Fragment<'a> {
    glyphs: &'a [Glyph],
    /// The range of the text that they stand for as a whole, where the map does not say it.
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
        self.out.save_state();
        let transform = run_transform(run);
        if transform != Affine::IDENTITY {
            self.transform(transform);
        }
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
        self.out.begin_text();
        self.out.set_font(Name(&resource('F', face)), run.size);
        let reversed = is_reversed(&run.glyphs);
        for fragment in self.fragments(run, face, reversed)? {
            self.fragment(run, face, &fragment, reversed)?;
        }
        self.out.end_text();
        self.out.restore_state();
        Some(())
    }

    /// The parts of a run, whose glyphs are in the typeface's map from now on.
    fn fragments<'r>(&mut self, run: &'r GlyphRun, face: usize, reversed: bool) -> Option<Vec<Fragment<'r>>> {
        let conformance = self.used.conformance;
        let face = self.used.faces.get_mut(face)?;
        let mut fragments: Vec<Fragment<'r>> = Vec::new();
        // Where the plain part that is not yet ended begins.
        let mut begin = 0;
        let mut at = 0;
        let plain = |begin: usize, end: usize, fragments: &mut Vec<Fragment<'r>>| {
            if let Some(glyphs @ [_, ..]) = run.glyphs.get(begin..end) {
                fragments.push(Fragment { glyphs, actual: None });
            }
        };
        while let Some(first) = run.glyphs.get(at) {
            let cluster = run
                .glyphs
                .iter()
                .skip(at)
                .take_while(|glyph| glyph.text == first.text)
                .count();
            let text = run.text.get(first.text.start as usize..first.text.end as usize)?;
            let glyphs = run.glyphs.get(at..at + cluster)?;
            let mut fits = cluster == 1;
            for (index, glyph) in glyphs.iter().enumerate() {
                fits &= face.add(glyph.id as u16, text, index, conformance)?;
            }
            if !fits {
                plain(begin, at, &mut fragments);
                fragments.push(Fragment {
                    glyphs,
                    actual: Some(first.text.clone()),
                });
                begin = at + cluster;
            } else if reversed && text == " " && at > begin {
                plain(begin, at + 1, &mut fragments);
                begin = at + 1;
            }
            at += cluster;
        }
        plain(begin, run.glyphs.len(), &mut fragments);
        Some(fragments)
    }

    fn fragment(&mut self, run: &GlyphRun, face: usize, fragment: &Fragment<'_>, reversed: bool) -> Option<()> {
        if let Some(range) = &fragment.actual {
            let text = run.text.get(range.start as usize..range.end as usize)?;
            let mut marked = self.out.begin_marked_content_with_properties(Name(b"Span"));
            marked.properties().actual_text(TextStr(text));
        }
        if reversed {
            self.out.begin_marked_content(Name(b"ReversedChars"));
        }
        // Marks stand on lines of their own.
        for line in fragment.glyphs.chunk_by(|a, b| a.y == b.y) {
            self.line(run.size, face, line)?;
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
    fn line(&mut self, size: f32, face: usize, glyphs: &[Glyph]) -> Option<()> {
        let face = self.used.faces.get(face)?;
        let first = glyphs.first()?;
        self.out.set_text_matrix([1.0, 0.0, 0.0, -1.0, first.x, first.y]);
        let mut pen = first.x;
        let mut codes: Vec<u8> = Vec::with_capacity(glyphs.len() * 2);
        // The distances that glyphs are moved by, each before the code at that place.
        let mut moves: Vec<(usize, f32)> = Vec::new();
        for glyph in glyphs {
            let (code, width) = face.code(glyph.id as u16)?;
            if (pen - glyph.x).abs() > NOISE {
                moves.push((codes.len(), (pen - glyph.x) / size * 1000.0));
                pen = glyph.x;
            }
            codes.extend_from_slice(&code.to_be_bytes());
            pen += width / 1000.0 * size;
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
}

/// Whether each glyph stands for what is before its forerunner's text.
fn is_reversed(glyphs: &[Glyph]) -> bool {
    glyphs.len() > 1
        && glyphs
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if a.text.start >= b.text.end))
}
