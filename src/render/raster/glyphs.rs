//! Text as pixels.

use vello_cpu::{Glyph, GlyphRunBuilder};

use super::paint::{Canvas, color};
use crate::render::{EMBOLDEN_MITER_LIMIT, is_flat, run_transform};
use crate::scene::GlyphRun;
use crate::units::{Affine, Color, Join, Stroke};

impl Canvas<'_> {
    /// Draws a run. Letters stand exactly where the PDF has them: nothing is hinted or moved to whole pixels.
    pub(super) fn glyphs(&mut self, run: &GlyphRun, transform: Affine) {
        if run.color.a == 0 || run.glyphs.is_empty() || is_flat(run.transform) {
            return;
        }
        // Stroke and fill of a letter, and neighbours that touch, must not show through each other.
        let is_translucent = run.color.a < 255;
        if is_translucent {
            self.context.push_opacity_layer(f32::from(run.color.a) / 255.0);
        }
        let opaque = Color { a: 255, ..run.color };
        self.context.set_transform(transform * run_transform(run));
        self.context.set_paint(color(opaque));
        self.fill_and_embolden(run);
        if is_translucent {
            self.context.pop_layer();
        }
    }

    fn fill_and_embolden(&mut self, run: &GlyphRun) {
        let glyphs = run.glyphs.iter().map(|glyph| Glyph {
            id: glyph.id,
            x: glyph.x,
            y: glyph.y,
        });
        // An error says that a glyph has no form, as the space of an emoji face has none; whether a face has a letter
        // was settled when the text was set.
        self.run(run).fill_glyphs(glyphs.clone()).unwrap_or(());
        if run.embolden > 0.0 {
            let stroke = Stroke::new(run.embolden.into())
                .with_join(Join::Miter)
                .with_miter_limit(EMBOLDEN_MITER_LIMIT);
            self.context.set_stroke(stroke);
            self.run(run).stroke_glyphs(glyphs).unwrap_or(());
        }
    }

    fn run<'b>(&'b mut self, run: &'b GlyphRun) -> GlyphRunBuilder<'b> {
        self.context
            .glyph_run(self.resources, &run.face.data)
            .font_size(run.size)
            .hint(false)
            .normalized_coords(&run.face.coords)
    }
}
