//! The display list: everything that is drawn, with nothing left to decide.
//!
//! A scene is what stands between designs and exporters. Guarantees to whoever draws one:
//!
//! - All lengths are points, origin at the page's top left, `y` downwards; the bleed lies at negative coordinates and
//!   beyond the page's size.
//! - Fields are filled, case is applied, fonts are chosen, text is shaped, ordered and fitted: a glyph run is glyph
//!   numbers at positions in one face and size.
//! - Colours are sRGB with straight alpha. Images are decoded within limits.
//! - Items are in painting order, back to front. The first [`Page::constant`] items of a page depend on the design
//!   alone and are the same on every credential, so that an exporter may prepare them once.
//! - Every item carries its [`Origin`], which warnings, hit tests and selection use.
//! - Nothing in it depends on a clock, a locale or the machine: the same scene gives the same bytes everywhere.

mod bounds;
mod hit;

use std::sync::Arc;

pub use bounds::bounds;
pub use hit::{distance, is_inside};

use crate::fonts::Face;
use crate::images::Picture;
use crate::model::{Blend, FillRule};
use crate::units::{Affine, BezPath, Color, Point, Rect, Size, Stroke};

/// A whole document.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The title of the document.
    pub title: String,
    /// BCP 47.
    pub language: String,
    pub author: String,
    pub pages: Vec<Page>,
}

#[derive(Clone, Debug)]
pub struct Page {
    /// Points.
    pub width: f64,
    pub height: f64,
    pub bleed: f64,
    /// Which of the first items are the same on every credential of the design.
    pub constant: Constant,
    pub items: Vec<Item>,
    pub links: Vec<Link>,
    /// The codes among the items, to be read back.
    pub codes: Vec<Code>,
}

/// The first items of a page, which depend on the design alone.
///
/// Whoever composes the page vouches that two pages with the same `key`, `items`, size and bleed have the same first
/// items; exporters keep what they made of them under that key and do not look at them again. A key is therefore a
/// strong hash of all that the items come from (the design's revision, the page, the fonts and pictures), never a counter
/// or an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Constant {
    pub items: usize,
    /// `None` when nothing is known; then nothing is kept.
    pub key: Option<u128>,
}

/// A place that opens an address.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub area: Rect,
    pub url: String,
    pub origin: Origin,
}

/// A code that a scanner should read.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// Around it on the page, with its quiet zone, as it stands when it is turned.
    pub area: Rect,
    pub says: String,
    /// How many squares it has on a side.
    pub modules: u32,
    pub origin: Origin,
}

/// Which element of the design an item comes from: its index in [`crate::model::Design::elements`], or the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin(pub Option<u32>);

#[derive(Clone, Debug)]
pub struct Item {
    pub origin: Origin,
    pub kind: ItemKind,
}

#[derive(Clone, Debug)]
pub enum ItemKind {
    Fill {
        path: Arc<BezPath>,
        rule: FillRule,
        paint: Paint,
    },
    Stroke {
        path: Arc<BezPath>,
        stroke: Stroke,
        paint: Paint,
    },
    Glyphs(GlyphRun),
    Image(ImageItem),
    PdfPage(PdfPageItem),
    Group(Group),
    Shadow(Shadow),
    Blurred(Blurred),
}

/// Several items drawn as one.
#[derive(Clone, Debug)]
pub struct Group {
    pub transform: Affine,
    /// Applied to the group as a whole, 0 to 1.
    pub opacity: f32,
    /// How the group as a whole mixes with what lies under it. What mixes within a group that is see-through, cut or
    /// mixes itself does so with that group alone.
    pub blend: Blend,
    /// In the coordinates inside the group.
    pub clip: Option<(Arc<BezPath>, FillRule)>,
    pub items: Vec<Item>,
}

impl Default for Group {
    /// Nothing, as it is.
    fn default() -> Group {
        Group {
            transform: Affine::IDENTITY,
            opacity: 1.0,
            blend: Blend::Normal,
            clip: None,
            items: Vec::new(),
        }
    }
}

/// Items that are soft as a whole. They become a picture wherever they are written: nothing of them is read out.
#[derive(Clone, Debug)]
pub struct Blurred {
    /// How soft they are, counted as [`Shadow::blur`].
    pub blur: f64,
    pub items: Vec<Item>,
}

/// Whether any of the items mixes its colours with what lies under all of them.
pub fn mixes(items: &[Item]) -> bool {
    items.iter().any(|item| match &item.kind {
        ItemKind::Group(group) => !group.blend.is_normal() || (group.is_open() && mixes(&group.items)),
        _ => false,
    })
}

impl Group {
    /// Whether what mixes in it mixes with what lies under the group, too.
    pub fn is_open(&self) -> bool {
        self.opacity >= 1.0 && self.blend.is_normal() && self.clip.is_none()
    }
}

/// The form of items in one colour, hard or soft at its edges. It is ornament: nothing of it is read out.
#[derive(Clone, Debug)]
pub struct Shadow {
    pub transform: Affine,
    /// Of the whole; its alpha is applied once, however often items lie over each other.
    pub color: Color,
    /// How soft the edges are, in points: twice the standard deviation of the blur. 0 for hard ones.
    pub blur: f64,
    /// In the coordinates inside the transform, in the shadow's colour without its alpha.
    pub items: Vec<Item>,
}

/// What fills an area. Gradient points are in the coordinates of the item.
#[derive(Clone, Debug, PartialEq)]
pub enum Paint {
    Solid(Color),
    Linear {
        from: Point,
        to: Point,
        stops: Vec<(f32, Color)>,
    },
    Radial {
        center: Point,
        radius: f64,
        stops: Vec<(f32, Color)>,
    },
}

/// A picture: `transform` maps its pixels (0..width, 0..height) to the page.
#[derive(Clone, Debug)]
pub struct ImageItem {
    pub picture: Arc<Picture>,
    pub transform: Affine,
    /// What it shows, for people who cannot see it; empty for ornament.
    pub alt: String,
}

/// The first page of a PDF: vectors in a plain PDF, its picture everywhere else.
#[derive(Clone, Debug)]
pub struct PdfPageItem {
    pub page: Arc<PdfPage>,
    /// Where the page is stretched to.
    pub area: Rect,
}

/// A page of a PDF file with its picture, prepared once per design.
#[derive(Debug)]
pub struct PdfPage {
    pub file: Arc<[u8]>,
    pub picture: Arc<Picture>,
    /// Points.
    pub width: f64,
    pub height: f64,
}

/// A file of a design's folder, prepared once for all credentials.
#[derive(Clone, Debug)]
pub enum Asset {
    Picture(Arc<Picture>),
    Drawing(Arc<Drawing>),
    PdfPage(Arc<PdfPage>),
}

impl Asset {
    /// How many bytes its pixels and its file take in memory. Vectors are small beside them.
    pub fn bytes(&self) -> usize {
        match self {
            Asset::Picture(picture) => picture.bytes(),
            Asset::Drawing(_) => 0,
            Asset::PdfPage(page) => page.picture.bytes() + page.file.len(),
        }
    }

    /// In units of its own: pixels or points.
    pub fn size(&self) -> Size {
        match self {
            Asset::Picture(picture) => Size::new(f64::from(picture.width), f64::from(picture.height)),
            Asset::Drawing(drawing) => Size::new(drawing.width, drawing.height),
            Asset::PdfPage(page) => Size::new(page.width, page.height),
        }
    }
}

/// A vector drawing (from an SVG) in a frame of its own: origin at its top left.
#[derive(Debug)]
pub struct Drawing {
    /// Points.
    pub width: f64,
    pub height: f64,
    pub items: Vec<Item>,
}

/// Glyphs of one face, size, colour and language that stand next to each other.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    pub face: Arc<Face>,
    /// Points per em.
    pub size: f32,
    pub color: Color,
    /// What the glyphs say; `Glyph::text` are byte ranges of it. Shared by the runs of one text.
    pub text: Arc<str>,
    /// BCP 47.
    pub language: Arc<str>,
    /// Whether the run reads from right to left. The glyphs are in visual order, left to right, all the same.
    pub rtl: bool,
    /// From the run's coordinates to the page's; identity for level text, which has its positions in the glyphs.
    pub transform: Affine,
    /// Degrees by which a face without an italic is slanted; 0 for none.
    pub slant: f32,
    /// Width in points of a stroke that stands in for a missing bold; 0 for none.
    pub embolden: f32,
    pub glyphs: Vec<Glyph>,
}

/// A glyph at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    pub id: u32,
    /// Of the glyph's origin on the baseline, in the run's coordinates, points.
    pub x: f32,
    pub y: f32,
    pub advance: f32,
    /// The bytes of the run's text that the glyph's cluster stands for. All glyphs of a cluster have the same range.
    pub text: std::ops::Range<u32>,
}
