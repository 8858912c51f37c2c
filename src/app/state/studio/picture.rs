//! What is seen of the design: pictures by our own renderer, the newest that there are.

use std::sync::Arc;

use egui::{Color32, ColorImage, TextureHandle};

use crate::compose;
use crate::model::{Date, Design, Fields, Issuer};
use crate::studio;
use crate::units::{Color, Point, Rect};

/// The values that fill the fields while the design is worked on.
#[derive(Clone, Debug)]
pub struct Values {
    pub fields: Fields,
    /// The pictures that the fields hold.
    pub pictures: compose::Pictures,
    /// Whose they are, such as a recipient's name, which may be empty; `None` for the design's own sample.
    pub of: Option<String>,
}

impl Values {
    /// The design's own sample. What the design does not say is what a credential of today would have.
    pub fn sample(design: &Design, issuer: &Issuer, today: Date, pictures: compose::Pictures) -> Values {
        Values {
            fields: studio::sample(design, issuer, today),
            pictures,
            of: None,
        }
    }

    /// Whether they are the design's own, not a recipient's.
    pub fn is_sample(&self) -> bool {
        self.of.is_none()
    }
}

/// What a picture is of. Designs and values are the same when they are the same allocation: every change makes another.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub design: Arc<Design>,
    pub values: Arc<Values>,
    /// From 0.
    pub page: usize,
    /// In points of the page; its bleed lies outside.
    pub region: Rect,
    pub px_per_pt: f32,
    /// Counts the changes of fonts and files beside the design.
    pub kit: u64,
    /// Whether it is what is in sight, where the whole page would have too many pixels.
    pub near: bool,
}

impl PartialEq for Wanted {
    fn eq(&self, other: &Wanted) -> bool {
        Arc::ptr_eq(&self.design, &other.design)
            && Arc::ptr_eq(&self.values, &other.values)
            && self.page == other.page
            && self.region == other.region
            && self.px_per_pt.to_bits() == other.px_per_pt.to_bits()
            && self.kit == other.kit
            && self.near == other.near
    }
}

/// A part of the page as it was drawn.
#[derive(Clone)]
pub struct Drawn {
    pub texture: TextureHandle,
    pub of: Wanted,
    /// Its pixels, from which colours are taken; `None` while a gesture changes only parts of it.
    pub image: Option<Arc<ColorImage>>,
    /// Whether nothing shines through.
    pub opaque: bool,
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Drawn")
            .field("region", &self.of.region)
            .field("px_per_pt", &self.of.px_per_pt)
            .finish_non_exhaustive()
    }
}

impl Drawn {
    /// The pixel at a point of the page, so many pixels beside it.
    fn pixel(&self, at: Point, beside: [i64; 2]) -> Option<Color32> {
        let image = self.image.as_ref()?;
        let scale = f64::from(self.of.px_per_pt);
        let from = at - self.of.region.origin();
        let x = usize::try_from((from.x * scale).floor() as i64 + beside[0]).ok()?;
        let y = usize::try_from((from.y * scale).floor() as i64 + beside[1]).ok()?;
        let is_in = x < image.width() && y < image.height();
        is_in
            .then(|| image.pixels.get(y * image.width() + x).copied())
            .flatten()
    }
}

/// The pictures on the canvas.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    /// The whole page.
    pub whole: Option<Drawn>,
    /// What is in sight, as sharp as the screen, where the whole page would have too many pixels.
    pub near: Option<Drawn>,
    /// What is being drawn; the newest wish follows when it is done.
    pub under_way: Option<Wanted>,
    /// What could not be drawn.
    pub failed: Option<Wanted>,
    /// Counts the changes of fonts and files beside the design.
    pub kit: u64,
}

impl Pictures {
    /// The picture that shows a point of a page best.
    fn showing(&self, at: Point, page: usize) -> Option<&Drawn> {
        let shows = |drawn: &&Drawn| {
            let region = drawn.of.region;
            let is_in = (region.x0..region.x1).contains(&at.x) && (region.y0..region.y1).contains(&at.y);
            is_in && drawn.of.page == page && drawn.image.is_some()
        };
        [&self.near, &self.whole].into_iter().flatten().find(shows)
    }

    /// The colour that is seen at a point of a page; `None` beside it, and where nothing is painted.
    pub fn color_at(&self, at: Point, page: usize) -> Option<Color> {
        let pixel = self.showing(at, page)?.pixel(at, [0, 0])?;
        let [r, g, b, a] = pixel.to_srgba_unmultiplied();
        (a > 0).then_some(Color { r, g, b, a })
    }

    /// The pixels around a point, row by row: `reach` to all sides, and the one in the middle.
    pub fn around(&self, at: Point, page: usize, reach: i64) -> Option<Vec<Option<Color32>>> {
        let drawn = self.showing(at, page)?;
        let rows = (-reach..=reach).flat_map(|y| (-reach..=reach).map(move |x| [x, y]));
        Some(rows.map(|beside| drawn.pixel(at, beside)).collect())
    }

    /// Another page or another design: what was drawn is of no use.
    pub fn forget(&mut self) {
        self.whole = None;
        self.near = None;
    }
}
