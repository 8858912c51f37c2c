//! Pictures as pixels.
//!
//! The rasteriser looks at the four nearest pixels of a picture only, which flickers when a picture is made much
//! smaller. So a picture that shrinks is first brought to its size on the page, with every pixel taking its part, and
//! kept that way for the next page. A picture that stands upright is brought exactly onto the raster.

use std::sync::Arc;

use vello_cpu::peniko::{Extend, ImageAlphaType, ImageQuality, ImageSampler};
use vello_cpu::{Image, ImageSource, PixelMetadata, Pixmap};

use super::paint::Canvas;
use super::resample::{Axis, resample};
use crate::images::Picture;
use crate::model::BlobId;
use crate::render::is_flat;
use crate::scene::PdfPageItem;
use crate::units::{Affine, Rect};

/// How many bytes of prepared pictures are kept; the newest is kept whatever its size.
const KEPT_BYTES: usize = 64 << 20;

/// The largest part of a pixel by which a picture may be smaller before its pixels are brought together.
const NEGLIGIBLE: f64 = 1e-3;

/// Pictures that are ready to be drawn, the most recently used last.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    ready: Vec<Ready>,
}

#[derive(Debug)]
struct Ready {
    key: Key,
    pixmap: Arc<Pixmap>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    picture: BlobId,
    x: Axis,
    y: Axis,
}

impl Canvas<'_> {
    /// Draws a picture; `px_from_picture` goes from its pixels to the raster's.
    pub(super) fn image(&mut self, picture: &Picture, px_from_picture: Affine) {
        let [a, b, c, d, e, f] = px_from_picture.as_coeffs();
        let is_upright = b == 0.0 && c == 0.0 && a > 0.0 && d > 0.0;
        let (x_scale, y_scale) = (a.hypot(b), c.hypot(d));
        let shrinks = x_scale < 1.0 - NEGLIGIBLE || y_scale < 1.0 - NEGLIGIBLE;
        let (width, height) = (f64::from(picture.width), f64::from(picture.height));
        if is_flat(px_from_picture) {
            return;
        }
        let area = Rect::new(0.0, 0.0, width, height);
        if !shrinks {
            let pixmap = self
                .pictures
                .get(picture, Axis::same(picture.width), Axis::same(picture.height));
            self.draw_image(pixmap, px_from_picture, Affine::IDENTITY, area);
        } else if is_upright {
            let bounds = Rect::new(e, f, e + a * width, f + d * height);
            let (columns, rows) = (f64::from(self.context.width()), f64::from(self.context.height()));
            let visible = bounds.expand().intersect(Rect::new(0.0, 0.0, columns, rows));
            if visible.width() < 1.0 || visible.height() < 1.0 {
                return;
            }
            let x = Axis::placed(e, a, visible.x0, visible.width());
            let y = Axis::placed(f, d, visible.y0, visible.height());
            let pixmap = self.pictures.get(picture, x, y);
            self.draw_image(
                pixmap,
                Affine::IDENTITY,
                Affine::translate((visible.x0, visible.y0)),
                bounds,
            );
        } else {
            let x = Axis::scaled(x_scale, picture.width);
            let y = Axis::scaled(y_scale, picture.height);
            let picture_from_ready = Affine::scale_non_uniform(width / f64::from(x.size), height / f64::from(y.size));
            let pixmap = self.pictures.get(picture, x, y);
            self.draw_image(pixmap, px_from_picture, picture_from_ready, area);
        }
    }

    /// Draws the picture of a PDF page, stretched to its area.
    pub(super) fn pdf_page(&mut self, item: &PdfPageItem, px_from_page: Affine) {
        let picture = &item.page.picture;
        let area = item.area.abs();
        let page_from_picture = Affine::translate(area.origin().to_vec2())
            * Affine::scale_non_uniform(
                area.width() / f64::from(picture.width),
                area.height() / f64::from(picture.height),
            );
        self.image(picture, px_from_page * page_from_picture);
    }

    fn draw_image(&mut self, pixmap: Arc<Pixmap>, transform: Affine, paint_transform: Affine, area: Rect) {
        let sampler = ImageSampler {
            x_extend: Extend::Pad,
            y_extend: Extend::Pad,
            quality: ImageQuality::Medium,
            alpha: 1.0,
        };
        self.context.set_transform(transform);
        self.context.set_paint_transform(paint_transform);
        self.context.set_paint(Image {
            image: ImageSource::Pixmap(pixmap),
            sampler,
        });
        self.context.fill_rect(&area);
        self.context.reset_paint_transform();
    }
}

impl Pictures {
    /// The picture brought to a size, from the cache or made now.
    fn get(&mut self, picture: &Picture, x: Axis, y: Axis) -> Arc<Pixmap> {
        let key = Key {
            picture: picture.id,
            x,
            y,
        };
        if let Some(found) = self.ready.iter().position(|ready| ready.key == key) {
            let ready = self.ready.remove(found);
            let pixmap = Arc::clone(&ready.pixmap);
            self.ready.push(ready);
            return pixmap;
        }
        let source = picture.premultiplied();
        let pixels = if (x, y) == (Axis::same(picture.width), Axis::same(picture.height)) {
            source.into_owned()
        } else {
            resample(&source, (picture.width, picture.height), x, y)
        };
        let metadata = PixelMetadata::new(ImageAlphaType::AlphaPremultiplied, !picture.opaque);
        let pixmap = Arc::new(Pixmap::from_parts(pixels, x.size, y.size, metadata));
        self.ready.push(Ready {
            key,
            pixmap: Arc::clone(&pixmap),
        });
        let bytes = |ready: &Ready| ready.pixmap.data_as_u8_slice().len();
        while self.ready.len() > 1 && self.ready.iter().map(bytes).sum::<usize>() > KEPT_BYTES {
            self.ready.remove(0);
        }
        pixmap
    }
}
