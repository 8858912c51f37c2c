//! Letters as outlines, for whom a text must not be a text.

use skrifa::instance::{LocationRef, NormalizedCoord, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use crate::scene::GlyphRun;
use crate::units::BezPath;

/// The outlines of a run's glyphs, and whether all of its letters have one.
pub(super) fn outlines(run: &GlyphRun) -> (BezPath, bool) {
    let mut path = BezPath::new();
    let Ok(font) = FontRef::from_index(run.face.data.data.as_ref(), run.face.data.index) else {
        return (path, true);
    };
    let colored = [b"COLR", b"CBDT", b"SVG ", b"sbix"];
    if colored
        .iter()
        .any(|tag| font.table_data(skrifa::Tag::new(tag)).is_some())
    {
        return (path, false);
    }
    let coords: Vec<NormalizedCoord> = run
        .face
        .coords
        .iter()
        .map(|bits| NormalizedCoord::from_bits(*bits))
        .collect();
    let glyphs = font.outline_glyphs();
    for glyph in &run.glyphs {
        let settings = DrawSettings::unhinted(Size::new(run.size), LocationRef::new(&coords));
        let mut pen = Pen {
            path: &mut path,
            x: f64::from(glyph.x),
            y: f64::from(glyph.y),
        };
        // A glyph without an outline is a space, or damaged, which was said when the text was set.
        if let Some(outline) = glyphs.get(GlyphId::new(glyph.id)) {
            let _ = outline.draw(settings, &mut pen);
        }
    }
    (path, true)
}

/// Draws outlines, which have `y` upwards, at a place of the page.
struct Pen<'p> {
    path: &'p mut BezPath,
    x: f64,
    y: f64,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> (f64, f64) {
        (self.x + f64::from(x), self.y - f64::from(y))
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.at(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.at(x, y));
    }

    fn quad_to(&mut self, ax: f32, ay: f32, x: f32, y: f32) {
        self.path.quad_to(self.at(ax, ay), self.at(x, y));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.path.curve_to(self.at(ax, ay), self.at(bx, by), self.at(x, y));
    }

    fn close(&mut self) {
        self.path.close_path();
    }
}
