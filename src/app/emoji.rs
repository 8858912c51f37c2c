//! Emoji among the letters of the window, drawn by the engine that draws certificates.
//!
//! egui has no colours for glyphs of fonts; what stood in the place of an emoji would be a gap. Whole sequences are one
//! picture, as on the certificate, and what no bundled font has stays the box of a missing letter.

use std::sync::{Arc, Mutex, PoisonError};

use egui::{ColorImage, FontPriority, GlyphBitmap, GlyphRasterizer, RasterizedGlyph, has_emoji_presentation};

use crate::fonts::FontBook;
use crate::model::{Align, Case, Direction, Fit, FitPolicy, TextStyle, VAlign};
use crate::render::raster::Painter;
use crate::scene::{Item, ItemKind, Origin, Page};
use crate::text::{Engine, Laid, Request, StyledSpan};
use crate::units::{Color, Pt, Size};

/// The face that has them.
pub const FAMILY: &str = "Noto Color Emoji";
/// How large they are among letters, in parts of the size of these: a letter fills less of its square.
const AMONG_LETTERS: f32 = 0.86;
/// Room around one, in parts of its size.
const ROOM: [f64; 2] = [8.0, 1.6];

/// What draws emoji in place of the faces that have them without colours, and what no other face has.
pub fn rasterizers(book: &Arc<FontBook>) -> [GlyphRasterizer; 2] {
    let pen = Arc::new(Mutex::new(Pen {
        engine: Engine::new(book.clone()),
        painter: Painter::new(),
    }));
    let other = pen.clone();
    let draw = |pen: &Mutex<Pen>, cluster: &str, size: f32| {
        // Every drawing is whole.
        let mut pen = pen.lock().unwrap_or_else(PoisonError::into_inner);
        pen.draw(cluster, size * AMONG_LETTERS)
    };
    [
        GlyphRasterizer::new("accolade emoji", move |request| {
            let is_emoji = has_emoji_presentation(request.cluster);
            is_emoji.then(|| draw(&pen, request.cluster, request.font_size_px))?
        })
        .with_priority(FontPriority::Highest),
        GlyphRasterizer::new("accolade symbols", move |request| {
            draw(&other, request.cluster, request.font_size_px)
        }),
    ]
}

struct Pen {
    engine: Engine,
    painter: Painter,
}

impl Pen {
    /// Draws a cluster, one point as one pixel; `None` when no face has it.
    fn draw(&mut self, cluster: &str, size: f32) -> Option<RasterizedGlyph> {
        let laid = self.engine.lay_out(&request(cluster, size));
        let first = laid.runs.first().and_then(|run| run.glyphs.first());
        let (baseline, left) = first
            .filter(|_| laid.missing.is_empty())
            .map(|glyph| (glyph.y, glyph.x))?;
        let advance_px = laid.extent.width() as f32;
        let raster = self.painter.paint(&page(laid), 1.0).ok()?;
        let image = ColorImage::from_rgba_unmultiplied([raster.width as usize, raster.height as usize], &raster.pixels);
        let is_color = image
            .pixels
            .iter()
            .any(|pixel| pixel.r() != pixel.g() || pixel.g() != pixel.b());
        Some(RasterizedGlyph {
            bitmap: GlyphBitmap {
                image,
                offset_px: egui::vec2(-left, -baseline.round()),
                is_color,
            },
            advance_px,
        })
    }
}

fn request(cluster: &str, size: f32) -> Request {
    let size = f64::from(size);
    let style = TextStyle {
        family: FAMILY.to_owned(),
        size: Pt(size),
        weight: 400,
        italic: false,
        // What has no colour of its own gets that of its text.
        color: Color::WHITE,
        letter_spacing: 0.0,
        case: Case::default(),
        underline: false,
    };
    Request {
        spans: vec![StyledSpan {
            text: cluster.to_owned(),
            style,
            language: String::new(),
            align: None,
        }],
        align: Align::Left,
        valign: VAlign::Middle,
        line_height: 1.2,
        paragraph_gap: 0.0,
        direction: Direction::Ltr,
        fit: Fit {
            policy: FitPolicy::Clip,
            ..Fit::default()
        },
        frame: Size::new(ROOM[0] * size, ROOM[1] * size),
        path: None,
    }
}

/// A page as wide as what was laid.
fn page(laid: Laid) -> Page {
    let item = |run| Item {
        origin: Origin(None),
        kind: ItemKind::Glyphs(run),
    };
    Page {
        width: laid.extent.x1.max(1.0).ceil(),
        height: laid.height.max(1.0).ceil(),
        bleed: 0.0,
        constant: Default::default(),
        items: laid.runs.into_iter().map(item).collect(),
        links: Vec::new(),
        codes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::tests_support::book;

    #[test]
    fn emoji_have_their_colours_and_sequences_are_one_picture() {
        let [emoji, symbols] = rasterizers(&book());
        let of = |rasterizer: &GlyphRasterizer, cluster: &str| {
            (rasterizer.rasterize)(&egui::GlyphRasterizerRequest {
                cluster,
                family: &egui::FontFamily::Proportional,
                font_size_px: 20.0,
                subpixel_offset_px: 0.0,
            })
        };
        let one = of(&emoji, "\u{1F393}").expect("a cap");
        let seen = one.bitmap.image.pixels.iter().filter(|pixel| pixel.a() > 100).count();
        assert!(one.bitmap.is_color && seen > 60, "{seen}");
        assert!((14.0..28.0).contains(&one.advance_px), "{}", one.advance_px);
        let family = of(&emoji, "\u{1F469}\u{200D}\u{1F393}").expect("a graduate");
        assert!((family.advance_px - one.advance_px).abs() < 1.0, "one picture");
        assert!(of(&emoji, "A").is_none(), "letters are of the faces");
        assert!(of(&symbols, "\u{10FFFF}").is_none(), "what nothing has is a box");
    }
}
