//! A page that is painted again and again while a few of its parts move.
//!
//! What lies below the moving parts and what lies above them is painted once and kept; for each picture only the
//! rectangle in which the moving parts were and are is put together again. Where something mixes its colours with what
//! lies under it, nothing can be kept, and that rectangle is painted from all parts. At rest the page is painted by the
//! [`Painter`] as always: pictures and letters may differ there by a rounding from what is seen while something moves.

use std::ops::Range;

use vello_cpu::TargetInit;

use super::{Frame, Painter, Raster, RasterOptions};
use crate::diag::Result;
use crate::render::check;
use crate::scene::{Item, Page, bounds, mixes};
use crate::units::{Affine, Rect};

/// Some items of a page that change together.
#[derive(Clone, Copy, Debug)]
pub struct StagePart<'a> {
    /// Another one whenever the items are others.
    pub version: u64,
    pub items: &'a [Item],
}

/// A rectangle of a raster, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Region {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// The picture of a page with moving parts.
#[derive(Debug, Default)]
pub struct Stage {
    frame: Option<Frame>,
    /// Whether something that moves or lies above mixes with what lies under it.
    mixes: bool,
    below: Kept,
    above: Kept,
    /// Where the moving parts were painted last.
    last: Region,
    raster: Raster,
    /// The memory in which a rectangle is put together.
    scratch: Vec<u8>,
}

/// Parts that stay, painted over nothing, premultiplied.
#[derive(Debug, Default)]
struct Kept {
    versions: Vec<u64>,
    pixels: Vec<u8>,
    is_empty: bool,
}

impl Region {
    fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }

    fn union(self, other: Region) -> Region {
        if self.is_empty() {
            return other;
        }
        if other.is_empty() {
            return self;
        }
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Region {
            x,
            y,
            width: (self.x + self.width).max(other.x + other.width) - x,
            height: (self.y + self.height).max(other.y + other.height) - y,
        }
    }

    /// The whole pixels around a rectangle, and one more for soft edges, as far as they are in the frame.
    fn around(rect: Rect, frame: Frame) -> Region {
        let whole = Rect::new(0.0, 0.0, f64::from(frame.width), f64::from(frame.height));
        let seen = rect.inflate(1.0, 1.0).expand().intersect(whole);
        Region {
            x: seen.x0 as u32,
            y: seen.y0 as u32,
            width: seen.width() as u32,
            height: seen.height() as u32,
        }
    }
}

impl Stage {
    pub fn new() -> Stage {
        Stage::default()
    }

    /// The picture as it was painted last.
    pub fn raster(&self) -> &Raster {
        &self.raster
    }

    /// Paints the parts of a page, of which those in `moving` change from picture to picture, and says which rectangle
    /// of the picture changed. The size and bleed are those of `page`; its items are not looked at.
    ///
    /// # Errors
    /// Those of [`Painter::paint`].
    pub fn paint(
        &mut self,
        painter: &mut Painter,
        page: &Page,
        parts: &[StagePart<'_>],
        moving: Range<usize>,
        options: RasterOptions,
    ) -> Result<Region> {
        check::page(page)?;
        let frame = Frame::of(page, options)?;
        let end = moving.end.min(parts.len());
        let start = moving.start.min(end);
        let (below, rest) = parts.split_at(start);
        let (middle, above) = rest.split_at(end - start);
        let mixes = rest.iter().any(|part| mixes(part.items));
        let is_new = self.frame != Some(frame) || self.mixes != mixes;
        if is_new {
            // Nothing that is kept fits another frame, or another way of putting it together.
            *self = Stage {
                frame: Some(frame),
                mixes,
                ..Stage::default()
            };
        }
        let mut changed = is_new;
        for (kept, parts) in [(&mut self.below, below), (&mut self.above, above)] {
            if kept.are_others(parts) || is_new {
                changed = true;
                if !mixes {
                    kept.paint(painter, frame, parts)?;
                }
            }
        }
        let reach = middle
            .iter()
            .filter_map(|part| bounds(part.items, frame.px_from_page))
            .reduce(|all, one| all.union(one));
        let here = reach.map_or_else(Region::default, |rect| Region::around(rect, frame));
        let region = if changed {
            Region {
                x: 0,
                y: 0,
                width: frame.width.into(),
                height: frame.height.into(),
            }
        } else {
            here.union(self.last)
        };
        self.last = here;
        let painted = if mixes { parts } else { middle };
        self.put_together(painter, frame, painted, region)?;
        Ok(region)
    }

    fn put_together(
        &mut self,
        painter: &mut Painter,
        frame: Frame,
        parts: &[StagePart<'_>],
        region: Region,
    ) -> Result<()> {
        if region.is_empty() {
            return Ok(());
        }
        let row = usize::from(frame.width) * 4;
        let length = region.width as usize * 4;
        self.scratch.clear();
        for line in lines(region, row) {
            self.scratch
                .extend_from_slice(self.below.pixels.get(line).unwrap_or_default());
        }
        // Nothing is kept where parts mix.
        self.scratch.resize(length * region.height as usize, 0);
        let inside = Frame {
            width: region.width as u16,
            height: region.height as u16,
            px_from_page: Affine::translate((-f64::from(region.x), -f64::from(region.y))) * frame.px_from_page,
        };
        let items = parts.iter().flat_map(|part| part.items);
        painter.draw_all(items, inside, &mut self.scratch, TargetInit::SrcOver)?;
        self.raster.width = frame.width.into();
        self.raster.height = frame.height.into();
        self.raster.pixels.resize(row * usize::from(frame.height), 0);
        let mut is_opaque = true;
        for (part, line) in self.scratch.chunks_exact_mut(length).zip(lines(region, row)) {
            if !self.above.is_empty {
                over(self.above.pixels.get(line.clone()).unwrap_or_default(), part);
            }
            is_opaque &= super::unpremultiply(part);
            if let Some(target) = self.raster.pixels.get_mut(line) {
                target.copy_from_slice(part);
            }
        }
        let is_whole = region.width == self.raster.width && region.height == self.raster.height;
        self.raster.opaque = is_opaque && (is_whole || self.raster.opaque);
        Ok(())
    }
}

impl Kept {
    /// Whether these are other parts than the last ones.
    fn are_others(&mut self, parts: &[StagePart<'_>]) -> bool {
        let versions = parts.iter().map(|part| part.version);
        if versions.clone().eq(self.versions.iter().copied()) {
            return false;
        }
        self.versions = versions.collect();
        true
    }

    fn paint(&mut self, painter: &mut Painter, frame: Frame, parts: &[StagePart<'_>]) -> Result<()> {
        self.is_empty = parts.iter().all(|part| part.items.is_empty());
        self.pixels.clear();
        self.pixels
            .resize(usize::from(frame.width) * usize::from(frame.height) * 4, 0);
        if !self.is_empty {
            let clear = TargetInit::Clear(vello_cpu::color::AlphaColor::TRANSPARENT);
            let items = parts.iter().flat_map(|part| part.items);
            painter.draw_all(items, frame, &mut self.pixels, clear)?;
        }
        Ok(())
    }
}

/// The bytes of a region's rows in a raster whose rows have this many.
fn lines(region: Region, row: usize) -> impl Iterator<Item = Range<usize>> {
    let (x, width) = (region.x as usize * 4, region.width as usize * 4);
    (region.y..region.y + region.height).map(move |y| {
        let start = y as usize * row + x;
        start..start + width
    })
}

/// Puts premultiplied pixels over others.
fn over(above: &[u8], below: &mut [u8]) {
    for (top, bottom) in above.as_chunks::<4>().0.iter().zip(below.as_chunks_mut::<4>().0) {
        match top[3] {
            0 => {}
            255 => *bottom = *top,
            alpha => {
                let rest = 255 - u32::from(alpha);
                for (channel, value) in bottom.iter_mut().zip(top) {
                    let product = u32::from(*channel) * rest + 127;
                    *channel = value.saturating_add((product / 255) as u8);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Blend, FillRule};
    use crate::render::testing::page;
    use crate::scene::{Group, ItemKind, Origin, Paint};
    use crate::units::{Color, Shape};

    fn square(x: f64, y: f64, side: f64, color: Color) -> Vec<Item> {
        let path = Rect::new(x, y, x + side, y + side).to_path(0.1);
        vec![Item {
            origin: Origin(None),
            kind: ItemKind::Fill {
                path: Arc::new(path),
                rule: FillRule::NonZero,
                paint: Paint::Solid(color),
            },
        }]
    }

    /// What moves is seen as if all were painted at once, and only where it was and is.
    #[test]
    fn moving_parts_look_as_painted_at_once() {
        let half = Color {
            a: 128,
            ..Color::rgb(0, 0, 255)
        };
        let ground = square(0.0, 0.0, 100.0, Color::WHITE);
        let above = square(40.0, 20.0, 30.0, half);
        let options = RasterOptions {
            px_per_pt: 2.0,
            bleed: false,
        };
        let (mut painter, mut stage) = (Painter::new(), Stage::new());
        for (step, x) in [10.0, 25.5, 47.0, 90.0].into_iter().enumerate() {
            let moved = square(x, 30.0, 20.0, Color::rgb(200, 0, 0));
            let parts = [
                StagePart {
                    version: 1,
                    items: &ground,
                },
                StagePart {
                    version: 10 + step as u64,
                    items: &moved,
                },
                StagePart {
                    version: 2,
                    items: &above,
                },
            ];
            let region = stage
                .paint(&mut painter, &page(Vec::new()), &parts, 1..2, options)
                .expect("painted");
            assert_eq!(region.width == 200, step == 0, "{region:?}");
            let all: Vec<Item> = parts.iter().flat_map(|part| part.items).cloned().collect();
            let whole = painter.paint(&page(all), 2.0).expect("painted");
            let worst = whole
                .pixels
                .iter()
                .zip(&stage.raster().pixels)
                .map(|(a, b)| a.abs_diff(*b))
                .max();
            assert!(worst <= Some(1), "{x}: {worst:?}");
            assert_eq!(stage.raster().opaque, whole.opaque);
        }
        let parts = [
            StagePart {
                version: 1,
                items: &ground,
            },
            StagePart {
                version: 3,
                items: &above,
            },
        ];
        let region = stage
            .paint(&mut painter, &page(Vec::new()), &parts, 2..2, options)
            .expect("painted");
        assert_eq!(region.width, 200, "other parts stay below: all is painted again");
        let region = stage
            .paint(&mut painter, &page(Vec::new()), &parts, 2..2, options)
            .expect("painted");
        assert_eq!(region, Region::default(), "nothing changed");
    }
    /// What mixes with what lies under it does so while that moves, while it moves itself, and no longer when it stops
    /// to mix.
    #[test]
    fn what_mixes_looks_as_painted_at_once_while_something_moves() {
        let multiplied = |x: f64| {
            vec![Item {
                origin: Origin(None),
                kind: ItemKind::Group(Group {
                    blend: Blend::Multiply,
                    items: square(x, 20.0, 30.0, Color::rgb(255, 255, 0)),
                    ..Group::default()
                }),
            }]
        };
        let ground = square(0.0, 0.0, 100.0, Color::WHITE);
        let plain = square(40.0, 20.0, 30.0, Color::rgb(255, 255, 0));
        let (mut painter, mut stage) = (Painter::new(), Stage::new());
        let options = RasterOptions {
            px_per_pt: 2.0,
            bleed: false,
        };
        let moved = |x| square(x, 30.0, 20.0, Color::rgb(0, 200, 200));
        let steps = [
            (moved(10.0), multiplied(40.0), 1, true),
            (moved(47.0), multiplied(40.0), 1, false),
            (moved(47.0), multiplied(60.0), 2, false),
            (moved(47.0), plain.clone(), 1, true),
            (moved(20.0), plain, 1, false),
        ];
        for (step, (first, second, moving, is_whole)) in steps.into_iter().enumerate() {
            let versions = if moving == 1 { [2 + step as u64, 1] } else { [3, 100] };
            let part = |version, items| StagePart { version, items };
            let above = if step > 2 { 50 } else { versions[1] };
            let parts = [part(1, &ground[..]), part(versions[0], &first), part(above, &second)];
            let region = stage
                .paint(&mut painter, &page(Vec::new()), &parts, moving..moving + 1, options)
                .expect("painted");
            assert_eq!(region.width == 200, is_whole || moving == 2, "{step}: {region:?}");
            let all: Vec<Item> = parts.iter().flat_map(|part| part.items).cloned().collect();
            let whole = painter.paint(&page(all), 2.0).expect("painted");
            let differences = whole.pixels.iter().zip(&stage.raster().pixels);
            let worst = differences.map(|(a, b)| a.abs_diff(*b)).max();
            assert!(worst <= Some(1), "{step}: {worst:?}");
        }
    }
}
