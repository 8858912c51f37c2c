//! Text in a PDF: glyphs by number, at exact places, with the text they stand for.
//!
//! Which glyph stands for which letters is written so that readers give a text back in its logical order: krilla is
//! told the range of the text for each glyph, in the order of the glyphs, and writes maps, actual text and reversed
//! order from that. Whole runs of actual text would be wrong: poppler turns them round in right-to-left scripts.

use krilla::geom::Point;
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, LineJoin, Stroke};
use krilla::text::{Font, GlyphId, KrillaGlyph, Tag};
use skrifa::{FontRef, MetadataProvider};

use super::lean::lean;
use super::paint::{Canvas, color, normalized, pdf_transform};
use crate::diag::Problem;
use crate::fonts::Face;
use crate::render::{EMBOLDEN_MITER_LIMIT, baseline, is_flat, run_transform};
use crate::scene::GlyphRun;
use crate::units::{Affine, Color};

/// How far a glyph may be from where its forerunner's advance ends before it is moved, in points. Below this is the
/// noise of adding up.
const NOISE: f64 = 2e-3;

impl Canvas<'_, '_> {
    pub(super) fn glyphs(&mut self, run: &GlyphRun) {
        let Some(first) = run.glyphs.first() else {
            return;
        };
        if run.color.a == 0 || is_flat(run.transform) {
            return;
        }
        let face = &run.face;
        let key = (face.data.data.id(), face.data.index, face.coords.clone());
        let Some(font) = self.shared.fonts.get(key, || font(face)) else {
            self.problems.push(
                Problem::error(
                    "font-unfit",
                    format!("The font {} cannot be put into a PDF", face.family),
                )
                .hint("Choose another font"),
            );
            return;
        };
        self.report_missing(run);
        let transform = run_transform(run);
        let is_moved = transform != Affine::IDENTITY;
        if is_moved {
            self.surface.push_transform(&pdf_transform(transform));
        }
        // Stroke and fill of a letter, and neighbours that touch, must not show through each other.
        let (paint, opacity) = color(Color { a: 255, ..run.color });
        let translucency = normalized(f32::from(run.color.a) / 255.0);
        if translucency != NormalizedF32::ONE {
            self.surface.push_opacity(translucency);
        }
        self.surface.set_fill(Some(Fill {
            paint: paint.into(),
            opacity,
            rule: FillRule::NonZero,
        }));
        self.surface.set_stroke((run.embolden > 0.0).then(|| Stroke {
            paint: paint.into(),
            width: run.embolden,
            miter_limit: EMBOLDEN_MITER_LIMIT as f32,
            line_join: LineJoin::Miter,
            ..Stroke::default()
        }));
        let baseline = baseline(run);
        let glyphs = positioned(run, baseline);
        self.surface.draw_glyphs(
            Point::from_xy(first.x, baseline),
            &glyphs,
            font,
            &run.text,
            run.size,
            false,
        );
        if translucency != NormalizedF32::ONE {
            self.surface.pop();
        }
        if is_moved {
            self.surface.pop();
        }
    }

    /// Letters that the face does not have, which would be boxes.
    fn report_missing(&mut self, run: &GlyphRun) {
        let missing: Vec<&str> = run
            .glyphs
            .iter()
            .filter(|glyph| glyph.id == 0)
            .filter_map(|glyph| run.text.get(glyph.text.start as usize..glyph.text.end as usize))
            .collect();
        if !missing.is_empty() {
            self.problems.push(
                Problem::error(
                    "missing-glyph",
                    format!("“{}” is missing from {}", missing.concat(), run.face.family),
                )
                .hint("Choose a font that has it, or change the text"),
            );
        }
    }
}

/// The glyphs with advances and offsets relative to the pen, in parts of the size; offsets upwards.
fn positioned(run: &GlyphRun, baseline: f32) -> Vec<KrillaGlyph> {
    let mut pen = run.glyphs.first().map_or(0.0, |glyph| f64::from(glyph.x));
    run.glyphs
        .iter()
        .map(|glyph| {
            let offset = f64::from(glyph.x) - pen;
            let offset = if offset.abs() < NOISE { 0.0 } else { offset as f32 };
            pen += f64::from(glyph.advance);
            KrillaGlyph::new(
                GlyphId::new(glyph.id),
                glyph.advance / run.size,
                offset / run.size,
                (baseline - glyph.y) / run.size,
                0.0,
                glyph.text.start as usize..glyph.text.end as usize,
                None,
            )
        })
        .collect()
}

fn font(face: &Face) -> Option<Font> {
    if let Some(lean) = lean(face.data.data.as_ref(), face.data.index) {
        return Font::new(lean.into(), 0);
    }
    let (bytes, _) = face.data.data.clone().into_raw_parts();
    Font::new_variable(bytes.into(), face.data.index, &axis_values(face))
}

/// The values of a variable font's axes that give the face's normalised coordinates.
///
/// The way from a value to its coordinate rises all along but may be bent (`avar`), so the value is searched by halves.
fn axis_values(face: &Face) -> Vec<(Tag, f32)> {
    if face.coords.is_empty() {
        return Vec::new();
    }
    let Ok(font) = FontRef::from_index(face.data.data.as_ref(), face.data.index) else {
        return Vec::new();
    };
    let axes = font.axes();
    axes.iter()
        .zip(&face.coords)
        .enumerate()
        .map(|(index, (axis, wanted))| {
            let coordinate = |value: f32| {
                let location = axes.location([(axis.tag(), value)]);
                location
                    .coords()
                    .get(index)
                    .map_or(0, |coordinate| coordinate.to_bits())
            };
            let (mut low, mut high) = (axis.min_value(), axis.max_value());
            for _ in 0..32 {
                let middle = f32::midpoint(low, high);
                if coordinate(middle) < *wanted {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            let default = axis.default_value();
            let value = if coordinate(default) == *wanted { default } else { high };
            (Tag::new(&axis.tag().to_be_bytes()), value)
        })
        .collect()
}
