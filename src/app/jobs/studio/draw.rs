//! Drawing the canvas by the renderer that makes what is published.
//!
//! One picture at a time is drawn; when it is done, the newest wish follows. Only what changed is composed again. While a
//! gesture runs, only the rectangle is painted and sent to the screen in which something moves; at rest the page is
//! painted whole, as it will be published.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use egui::ColorImage;

use crate::compose::{Kit, Live, NO_PICTURE, Part};
use crate::designfile;
use crate::diag::{Problem, Problems, Result};
use crate::progress::Progress;
use crate::render::raster::{Painter, Raster, RasterOptions, Region, Stage, StagePart};
use crate::render::scan;
use crate::scene::{Constant, Group, Item, ItemKind, Origin, Page, bounds};
use crate::studio;
use crate::units::{Affine, Rect};

use super::super::super::state::studio::picture::Wanted;
use super::super::Answer as AnyAnswer;
use super::Answer;

/// What draws, with what it keeps between pictures. Whoever draws has it alone.
#[derive(Clone, Debug, Default)]
pub struct Easel(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    painter: Option<Painter>,
    /// What was composed, and with which kit.
    live: Option<(Arc<Kit>, Live)>,
    raster: Raster,
    stage: Stage,
    /// Whether each code can be read, beside the parts of the page that decide it.
    scanned: HashMap<Origin, (Vec<u64>, bool)>,
    /// What the stage was set up for, and so what the screen has.
    staged: Option<Wanted>,
}

/// A picture to be drawn.
#[derive(Clone, Debug)]
pub struct Order {
    pub wanted: Wanted,
    /// Which elements of the page a gesture changes, from the back (0) to the front; `None` at rest.
    pub moving: Option<Range<usize>>,
    pub kit: Arc<Kit>,
    /// What is wrong with fields whose labels are painted while their text is edited.
    pub unfilled: Vec<Problem>,
}

/// A picture that was drawn.
pub struct Frame {
    pub of: Wanted,
    /// The whole picture, or the part of the last one that changed.
    pub image: ColorImage,
    /// Where the part lies in the last one, in pixels; `None` for the whole.
    pub part: Option<[usize; 2]>,
    pub opaque: bool,
    pub problems: Arc<Problems>,
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Frame")
            .field("size", &self.image.size)
            .field("part", &self.part)
            .finish_non_exhaustive()
    }
}

/// Draws a picture.
///
/// # Errors
/// The page has more pixels than there can be, or what the renderer finds.
pub fn draw(easel: &Easel, order: Order, progress: &Progress) -> Result<AnyAnswer> {
    // One that was drawing when it failed left nothing half done that matters: all of it is made anew.
    let mut kept = easel.0.lock().unwrap_or_else(|poisoned: PoisonError<_>| {
        let mut kept = poisoned.into_inner();
        *kept = Kept::default();
        kept
    });
    let drawn = kept.draw(order, progress);
    if drawn.is_err() {
        kept.staged = None;
    }
    Ok(AnyAnswer::Studio(Answer::Drawn(Box::new(drawn?))))
}

impl Kept {
    fn draw(&mut self, order: Order, progress: &Progress) -> Result<Frame> {
        let Order {
            wanted,
            moving,
            kit,
            unfilled,
        } = order;
        if self.live.as_ref().is_none_or(|(known, _)| !Arc::ptr_eq(known, &kit)) {
            self.live = Some((kit.clone(), Live::new(kit)));
            self.scanned.clear();
        }
        let missing = || Problem::error("no-page", "The design has no such page");
        let (_, live) = self.live.as_mut().ok_or_else(missing)?;
        let values = &wanted.values;
        live.update(&wanted.design, wanted.page, &values.fields, &values.pictures);
        let mut problems = live.problems();
        // What is said here tells a sample from a row.
        problems.0.retain(|problem| problem.code != NO_PICTURE);
        problems.extend(unfilled);
        // While something moves only what is drawn is looked at, so that the picture keeps up.
        if moving.is_none() {
            let found = designfile::check(&wanted.design);
            let new: Vec<Problem> = found
                .0
                .into_iter()
                .filter(|p| !problems.iter().any(|known| known == p))
                .collect();
            problems.extend(new);
            let (page, values) = (wanted.page as u32 + 1, &wanted.values);
            problems.extend(studio::pale_codes(&wanted.design, page));
            problems.extend(studio::blurred_texts(&wanted.design, page));
            problems.extend(studio::without_picture(
                &wanted.design,
                page,
                &values.fields,
                values.is_sample(),
            ));
            if let Some((kit, _)) = &self.live {
                problems.extend(studio::heavy_pictures(&wanted.design, kit, page));
                problems.extend(studio::coarse_pictures(
                    &wanted.design,
                    kit,
                    page,
                    &values.fields,
                    &values.pictures,
                ));
            }
            problems.extend(self.unreadable(&wanted, progress)?);
            problems.extend(self.made_up(&wanted));
        }
        let problems = Arc::new(problems);
        let (image, part, opaque) = match moving {
            Some(moving) => self.stage(&wanted, moving)?,
            None => self.rest(&wanted)?,
        };
        Ok(Frame {
            of: wanted,
            image,
            part,
            opaque,
            problems,
        })
    }

    /// The codes of the page that cannot be read as they are drawn; each is looked at again when something changed that
    /// reaches it.
    fn unreadable(&mut self, wanted: &Wanted, progress: &Progress) -> Result<Problems> {
        let (Some((_, live)), Some(content)) = (&self.live, wanted.design.pages.get(wanted.page)) else {
            return Ok(Problems::default());
        };
        let page = live.page(content);
        if page.codes.is_empty() {
            return Ok(Problems::default());
        }
        let reach = |part: &Part| Some((part.version, bounds(&part.items, Affine::IDENTITY)?));
        let parts: Vec<(u64, Rect)> = live.parts().iter().filter_map(reach).collect();
        let elements = wanted.design.elements();
        let name = |origin: Origin| Some(elements.get(origin.0? as usize)?.1.name.clone());
        let painter = self.painter.get_or_insert_with(Painter::new);
        let (mut found, before) = (Problems::default(), std::mem::take(&mut self.scanned));
        for code in &page.codes {
            progress.check()?;
            let around = scan::around(&page, code);
            let near = parts.iter().filter(|(_, reach)| reach.overlaps(around));
            let near: Vec<u64> = near.map(|(version, _)| *version).collect();
            let known = before.get(&code.origin).filter(|(of, _)| *of == near);
            let reads = match known {
                Some((_, reads)) => *reads,
                None => scan::reads(painter, &page, code)?,
            };
            if !reads {
                let mut problem = scan::unreadable(name(code.origin));
                problem.place.page = Some(wanted.page as u32 + 1);
                found.push(problem);
            }
            self.scanned.insert(code.origin, (near, reads));
        }
        Ok(found)
    }

    /// Which letters stand in for faces that their fonts have not.
    fn made_up(&self, wanted: &Wanted) -> Problems {
        let elements = wanted.design.elements();
        let name = |origin: Origin| Some(elements.get(origin.0? as usize)?.1.name.clone());
        let items = self.parts().flat_map(|part| &part.items);
        studio::made_up(items, wanted.page as u32 + 1, name)
    }

    /// The whole picture, as it will be published.
    fn rest(&mut self, wanted: &Wanted) -> Result<Painted> {
        self.staged = None;
        let items: Vec<Item> = self.parts().flat_map(|part| part.items.iter().cloned()).collect();
        let page = part_of(wanted, &items);
        let painter = self.painter.get_or_insert_with(Painter::new);
        painter.paint_into(&page, options(wanted), &mut self.raster)?;
        Ok((of_raster(&self.raster), None, self.raster.opaque))
    }

    /// What changed of the picture since the last one of the gesture, or the whole one at its beginning.
    fn stage(&mut self, wanted: &Wanted, moving: Range<usize>) -> Result<Painted> {
        let is_set = self.staged.as_ref().is_some_and(|staged| is_same_view(staged, wanted));
        if !is_set {
            self.stage = Stage::new();
        }
        let parts: Vec<(u64, [Item; 1])> = self
            .parts()
            .map(|part| (part.version, [moved(&part.items, wanted)]))
            .collect();
        let parts: Vec<StagePart<'_>> = parts
            .iter()
            .map(|(version, items)| StagePart {
                version: *version,
                items,
            })
            .collect();
        // The background is the first part.
        let moving = moving.start + 1..moving.end + 1;
        let page = part_of(wanted, &[]);
        let painter = self.painter.get_or_insert_with(Painter::new);
        let region = self.stage.paint(painter, &page, &parts, moving, options(wanted))?;
        self.staged = Some(wanted.clone());
        let raster = self.stage.raster();
        let is_all = region.width == raster.width && region.height == raster.height;
        Ok(match !is_set || is_all || region.width == 0 || region.height == 0 {
            true => (of_raster(raster), None, raster.opaque),
            false => {
                let place = [region.x as usize, region.y as usize];
                (of_region(raster, region), Some(place), raster.opaque)
            }
        })
    }

    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.live.iter().flat_map(|(_, live)| live.parts())
    }
}

/// A picture or a part of it, where that lies, and whether nothing shines through.
type Painted = (ColorImage, Option<[usize; 2]>, bool);

fn options(wanted: &Wanted) -> RasterOptions {
    RasterOptions {
        px_per_pt: wanted.px_per_pt,
        bleed: false,
    }
}

/// Whether the same part of the same page is seen at the same size.
fn is_same_view(a: &Wanted, b: &Wanted) -> bool {
    let design = b.design.clone();
    let values = b.values.clone();
    let of_a = Wanted {
        design,
        values,
        ..a.clone()
    };
    of_a == *b
}

/// A part of a page as a page of its own.
fn part_of(wanted: &Wanted, items: &[Item]) -> Page {
    Page {
        width: wanted.region.width(),
        height: wanted.region.height(),
        bleed: 0.0,
        constant: Constant::default(),
        items: vec![moved(items, wanted)],
        links: Vec::new(),
        codes: Vec::new(),
    }
}

/// Items of the page in the coordinates of the part that is drawn.
fn moved(items: &[Item], wanted: &Wanted) -> Item {
    Item {
        origin: Origin(None),
        kind: ItemKind::Group(Group {
            transform: Affine::translate(-wanted.region.origin().to_vec2()),
            items: items.to_vec(),
            ..Group::default()
        }),
    }
}

fn of_raster(raster: &Raster) -> ColorImage {
    let size = [raster.width as usize, raster.height as usize];
    image(size, &raster.pixels, raster.opaque)
}

/// A rectangle of a raster.
fn of_region(raster: &Raster, region: Region) -> ColorImage {
    let row = raster.width as usize * 4;
    let (x, width) = (region.x as usize * 4, region.width as usize * 4);
    let lines = region.y as usize..(region.y + region.height) as usize;
    let mut pixels = Vec::with_capacity(width * region.height as usize);
    for line in lines {
        let start = line * row + x;
        pixels.extend_from_slice(raster.pixels.get(start..start + width).unwrap_or_default());
    }
    image([region.width as usize, region.height as usize], &pixels, raster.opaque)
}

fn image(size: [usize; 2], pixels: &[u8], opaque: bool) -> ColorImage {
    match opaque {
        true => ColorImage::from_rgba_premultiplied(size, pixels),
        false => ColorImage::from_rgba_unmultiplied(size, pixels),
    }
}
