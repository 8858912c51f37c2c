//! From a page to pixels.
//!
//! A page is always painted in two steps: first its constant items over nothing, then the others over a copy of that.
//! So it makes no difference to the bytes whether the first step was found in the cache. What the first step makes is the
//! [`Ground`] of all pages with these constant items. A raster that is painted again brings back only what differed from
//! it, and [`PngWriter`] compresses only that. Where something mixes its colours with what lies under it, all is painted
//! in one step: it could not mix with a ground that is there already. One thread paints one page; pages are painted in parallel by as many
//! [`Painter`]s.

mod deflate;
mod glyphs;
mod ground;
mod image;
mod paint;
mod png;
mod resample;
mod stage;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use vello_cpu::{Level, PixmapMut, RasterizerSettings, RenderContext, RenderSettings, Resources, TargetInit};

use self::ground::Ground;
use self::image::Pictures;
use self::paint::Canvas;
use super::check;
use crate::diag::{Problem, Result};
use crate::scene::{Item, Page, mixes};
use crate::units::Affine;

pub use self::png::PngWriter;
pub use self::stage::{Region, Stage, StagePart};

/// The largest side of a raster, in pixels: what the rasteriser can address.
const MAX_SIDE: f64 = 32_000.0;

/// The most pixels of a raster; a sheet of 1 × 1 metre at 250 dpi.
const MAX_PIXELS: f64 = 100e6;

/// How many bytes of constant layers a painter keeps; the newest is kept whatever its size.
const KEPT_BYTES: usize = 128 << 20;

/// A page as pixels. They are read only: what is known of them would not be true of others.
#[derive(Clone, Debug, Default)]
pub struct Raster {
    pub width: u32,
    pub height: u32,
    /// RGBA, straight alpha, row by row from the top.
    pub pixels: Vec<u8>,
    /// Whether every pixel is opaque.
    pub opaque: bool,
    /// What other pages have too, when the page says that there are others.
    ground: Option<Arc<Ground>>,
    /// Where the pixels differ from those of the ground, as [`Ground::changed`] tells it.
    changed: Vec<u64>,
}

impl PartialEq for Raster {
    fn eq(&self, other: &Raster) -> bool {
        let what = |raster: &Raster| (raster.width, raster.height, raster.opaque);
        what(self) == what(other) && self.pixels == other.pixels
    }
}

impl Eq for Raster {}

/// How large a page becomes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RasterOptions {
    /// Pixels per point; 150 dpi are 150/72.
    pub px_per_pt: f32,
    /// Whether the bleed around the page is part of the picture. Default: not.
    pub bleed: bool,
}

/// Paints pages; keeps fonts, pictures and constant layers ready for the next page. One per thread.
#[derive(Debug)]
pub struct Painter {
    context: RenderContext,
    resources: Resources,
    pictures: Pictures,
    layers: Vec<Layer>,
}

/// What the constant items of a page look like.
#[derive(Clone, Debug)]
struct Layer {
    key: Option<LayerKey>,
    ground: Arc<Ground>,
    /// The ground as it is painted on, where that is not the same.
    premultiplied: Option<Arc<[u8]>>,
}

impl Layer {
    fn of(key: Option<LayerKey>, premultiplied: Vec<u8>) -> Layer {
        let mut pixels = premultiplied.clone();
        let opaque = unpremultiply(&mut pixels);
        Layer {
            key,
            ground: Arc::new(Ground { pixels, opaque }),
            premultiplied: (!opaque).then(|| premultiplied.into()),
        }
    }

    /// How many bytes are kept.
    fn size(&self) -> usize {
        self.ground.pixels.len() + self.premultiplied.as_ref().map_or(0, |pixels| pixels.len())
    }
}

/// All that a constant layer depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct LayerKey {
    constant: u128,
    items: usize,
    page: [f64; 3],
    frame: Frame,
}

/// A raster's size and where the page lies in it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Frame {
    width: u16,
    height: u16,
    px_from_page: Affine,
}

impl Default for Painter {
    fn default() -> Painter {
        Painter::new()
    }
}

impl Painter {
    pub fn new() -> Painter {
        Painter::with_level(level())
    }

    fn with_level(level: Level) -> Painter {
        Painter {
            context: RenderContext::new_with(1, 1, RenderSettings { level, num_threads: 0 }),
            resources: Resources::new(),
            pictures: Pictures::default(),
            layers: Vec::new(),
        }
    }

    /// The page without its bleed, `round(width * px_per_pt)` pixels wide.
    ///
    /// # Errors
    /// `picture-size` when that are too many pixels; what [`super::check`] finds.
    pub fn paint(&mut self, page: &Page, px_per_pt: f32) -> Result<Raster> {
        let mut raster = Raster::default();
        let options = RasterOptions {
            px_per_pt,
            bleed: false,
        };
        self.paint_into(page, options, &mut raster)?;
        Ok(raster)
    }

    /// Paints over a raster, whose memory is used again.
    ///
    /// # Errors
    /// Those of [`Painter::paint`]; the raster's content is undefined then.
    pub fn paint_into(&mut self, page: &Page, options: RasterOptions, raster: &mut Raster) -> Result<()> {
        check::page(page)?;
        let frame = Frame::of(page, options)?;
        let (constant, variable) = steps(page);
        let layer = self.layer(page, constant, frame)?;
        let ground = &layer.ground;
        let width = usize::from(frame.width);
        let before = std::mem::take(raster);
        let mut pixels = before.pixels;
        match (&layer.premultiplied, before.ground) {
            (None, Some(before_ground)) if Arc::ptr_eq(&before_ground, ground) => {
                ground.restore(&mut pixels, &before.changed, width);
            }
            (premultiplied, _) => {
                pixels.clear();
                pixels.extend_from_slice(premultiplied.as_deref().unwrap_or(&ground.pixels));
            }
        }
        self.draw(variable, frame, &mut pixels, TargetInit::SrcOver)?;
        let opaque = ground.opaque || unpremultiply(&mut pixels);
        let ground = layer.key.map(|_| layer.ground);
        *raster = Raster {
            width: frame.width.into(),
            height: frame.height.into(),
            changed: ground
                .as_ref()
                .map(|ground| ground.changed(&pixels, width))
                .unwrap_or_default(),
            pixels,
            opaque,
            ground,
        };
        Ok(())
    }

    /// The constant layer, which is painted unless it is there.
    fn layer(&mut self, page: &Page, constant: &[Item], frame: Frame) -> Result<Layer> {
        let key = page.constant.key.map(|key| LayerKey {
            constant: key,
            items: constant.len(),
            page: [page.width, page.height, page.bleed],
            frame,
        });
        if let Some(found) = self.layers.iter().find(|layer| layer.key.is_some() && layer.key == key) {
            return Ok(found.clone());
        }
        let length = usize::from(frame.width) * usize::from(frame.height) * 4;
        self.layers.retain(|layer| layer.key.is_some());
        while !self.layers.is_empty() && self.layers.iter().map(Layer::size).sum::<usize>() + length > KEPT_BYTES {
            self.layers.remove(0);
        }
        let mut pixels = vec![0; length];
        let clear = TargetInit::Clear(vello_cpu::color::AlphaColor::TRANSPARENT);
        self.draw(constant, frame, &mut pixels, clear)?;
        let layer = Layer::of(key, pixels);
        self.layers.push(layer.clone());
        Ok(layer)
    }

    fn draw(&mut self, items: &[Item], frame: Frame, pixels: &mut [u8], target_init: TargetInit) -> Result<()> {
        self.draw_all(items, frame, pixels, target_init)
    }

    fn draw_all<'a>(
        &mut self,
        items: impl IntoIterator<Item = &'a Item>,
        frame: Frame,
        pixels: &mut [u8],
        target_init: TargetInit,
    ) -> Result<()> {
        self.context.reset_and_resize(frame.width, frame.height);
        let mut canvas = Canvas {
            context: &mut self.context,
            resources: &mut self.resources,
            pictures: &mut self.pictures,
        };
        canvas.items(items, frame.px_from_page);
        self.context.flush();
        let target = PixmapMut::new(frame.width, frame.height, pixels)
            .ok_or_else(|| Problem::unexpected("raster-memory", "A raster has another size than its memory"))?;
        let settings = RasterizerSettings {
            target_init,
            ..RasterizerSettings::default()
        };
        self.context.render_with(target, &mut self.resources, settings);
        Ok(())
    }
}

/// The items of the two steps in which a page is painted.
fn steps(page: &Page) -> (&[Item], &[Item]) {
    let (constant, variable) = page.items.split_at(page.constant.items.min(page.items.len()));
    if mixes(variable) {
        return (&[], &page.items);
    }
    (constant, variable)
}

/// Items over nothing: RGBA, premultiplied, row by row; `px_from_items` goes from their coordinates to pixels.
///
/// # Errors
/// The unexpected `raster-memory`.
pub(super) fn painted(items: &[Item], [width, height]: [u16; 2], px_from_items: Affine) -> Result<Vec<u8>> {
    let mut pixels = vec![0; usize::from(width) * usize::from(height) * 4];
    let frame = Frame {
        width,
        height,
        px_from_page: px_from_items,
    };
    let clear = TargetInit::Clear(vello_cpu::color::AlphaColor::TRANSPARENT);
    Painter::new().draw_all(items, frame, &mut pixels, clear)?;
    Ok(pixels)
}

/// How much of each pixel items cover, 0 to 255, row by row; `px_from_items` goes from their coordinates to pixels.
///
/// # Errors
/// The unexpected `raster-memory`.
pub(super) fn coverage(items: &[Item], size: [u16; 2], px_from_items: Affine) -> Result<Vec<u8>> {
    let pixels = painted(items, size, px_from_items)?;
    Ok(pixels.as_chunks::<4>().0.iter().map(|pixel| pixel[3]).collect())
}

/// The instructions that drawing uses.
///
/// Wider ones with fused multiply-add round differently, so that the same page would have other bytes on an older
/// processor. Every x86-64 processor has the baseline.
fn level() -> Level {
    Level::baseline()
}

impl Frame {
    fn of(page: &Page, options: RasterOptions) -> Result<Frame> {
        let bleed = if options.bleed { page.bleed } else { 0.0 };
        let (width, height) = (page.width + 2.0 * bleed, page.height + 2.0 * bleed);
        let scale = f64::from(options.px_per_pt);
        let pixels = |length: f64| (length * scale).round().max(1.0);
        let (columns, rows) = (pixels(width), pixels(height));
        if !(scale > 0.0 && columns <= MAX_SIDE && rows <= MAX_SIDE && columns * rows <= MAX_PIXELS) {
            return Err(Problem::error(
                "picture-size",
                format!("A picture of {columns} × {rows} pixels cannot be made"),
            )
            .hint("Choose a lower resolution")
            .into());
        }
        // The page fills whole pixels: its edges would be half transparent otherwise.
        let fit = Affine::scale_non_uniform(columns / width, rows / height);
        Ok(Frame {
            width: columns as u16,
            height: rows as u16,
            px_from_page: fit * Affine::translate((bleed, bleed)),
        })
    }
}

/// Divides colours by alpha; returns whether every pixel is opaque.
pub(super) fn unpremultiply(pixels: &mut [u8]) -> bool {
    let mut opaque = true;
    for pixel in pixels.as_chunks_mut::<4>().0 {
        let [r, g, b, a] = *pixel;
        if a == 255 {
            continue;
        }
        opaque = false;
        let straight = |c: u8| match a {
            0 => 0,
            _ => ((u32::from(c) * 255 + u32::from(a) / 2) / u32::from(a)).min(255) as u8,
        };
        *pixel = [straight(r), straight(g), straight(b), a];
    }
    opaque
}
