//! Scenes for the tests of both exporters.

use std::sync::Arc;

use kurbo::Shape;
use peniko::{Blob, FontData};
use skrifa::{FontRef, MetadataProvider};

use crate::fonts::Face;
use crate::model::FillRule;
use crate::scene::{Constant, Glyph, GlyphRun, Item, ItemKind, Origin, Page, Paint};
use crate::units::{Affine, Color, Rect};

/// A face of the bundled fonts, by its path under `fonts/`.
pub(super) fn face(path: &str) -> Arc<Face> {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fonts")
        .join(path);
    let bytes = std::fs::read(&file).expect("a bundled font");
    Arc::new(Face {
        family: path.to_owned(),
        weight: 400,
        italic: false,
        data: FontData::new(Blob::from(bytes), 0),
        coords: Vec::new(),
    })
}

/// A text set letter by letter, which is right for Latin and enough to draw.
pub(super) fn run(face: &Arc<Face>, text: &str, size: f32, x: f32, y: f32) -> GlyphRun {
    let font = FontRef::from_index(face.data.data.as_ref(), face.data.index).expect("font");
    let metrics = font.glyph_metrics(
        skrifa::instance::Size::new(size),
        skrifa::instance::LocationRef::default(),
    );
    let mut pen = x;
    let glyphs = text
        .char_indices()
        .map(|(at, letter)| {
            let id = font.charmap().map(letter).unwrap_or_default();
            let advance = metrics.advance_width(id).unwrap_or_default();
            pen += advance;
            Glyph {
                id: id.to_u32(),
                x: pen - advance,
                y,
                advance,
                text: at as u32..(at + letter.len_utf8()) as u32,
            }
        })
        .collect();
    GlyphRun {
        face: Arc::clone(face),
        size,
        color: Color::BLACK,
        text: text.into(),
        language: "en".into(),
        rtl: false,
        transform: Affine::IDENTITY,
        slant: 0.0,
        embolden: 0.0,
        glyphs,
    }
}

pub(super) fn item(kind: ItemKind) -> Item {
    Item {
        origin: Origin(Some(0)),
        kind,
    }
}

pub(super) fn rect(x0: f64, y0: f64, x1: f64, y1: f64, paint: Paint) -> Item {
    item(ItemKind::Fill {
        path: Arc::new(Rect::new(x0, y0, x1, y1).to_path(0.1)),
        rule: FillRule::NonZero,
        paint,
    })
}

pub(super) fn solid(color: &str) -> Paint {
    Paint::Solid(color.parse().expect(color))
}

/// A page of 100 × 80 points.
pub(super) fn page(items: Vec<Item>) -> Page {
    Page {
        width: 100.0,
        height: 80.0,
        bleed: 0.0,
        constant: Constant::default(),
        items,
        links: Vec::new(),
        codes: Vec::new(),
    }
}
