//! The versions of a design: listed, looked at, compared, brought back.

use std::sync::Arc;

use egui::ColorImage;

use crate::compose::{Kit, Prepared};
use crate::designfile::DesignFile;
use crate::diag::{Problems, Result};
use crate::issue::{self, Desk, Version};
use crate::model::{Design, DesignId};
use crate::progress::Progress;
use crate::render::raster::Painter;
use crate::studio::{Change, Difference, bounds_of, called, compare};
use crate::units::{Rect, Size};

use super::super::super::state::studio::picture::Values;
use super::super::Answer as AnyAnswer;
use super::super::kept::with_fonts;
use super::Files;

/// The longer side of a compared page, in pixels.
const PIXELS: f64 = 900.0;

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    Listed(DesignId, Vec<Version>),
    NotListed(Problems),
    /// A revision has another name, or none.
    Named(DesignId),
    View(Box<Old>),
    Restore(Box<Restored>),
    Compared(Box<Compared>),
    Failed(Problems),
}

/// A revision ready to be drawn.
#[derive(Debug)]
pub struct Old {
    pub id: DesignId,
    pub revision: u32,
    pub design: Arc<Design>,
    pub kit: Arc<Kit>,
}

/// A revision on its way back.
#[derive(Debug)]
pub struct Restored {
    pub id: DesignId,
    pub revision: u32,
    pub design: Design,
    pub files: Files,
    /// The fonts of the design with those of the revision; `None` when it has them all.
    pub fonts: Option<(Files, Kit)>,
}

/// Two versions page by page: the revision, then what is worked on.
#[derive(Debug)]
pub struct Compared {
    pub id: DesignId,
    pub revision: u32,
    pub pages: Vec<[Option<Page>; 2]>,
    pub differences: Vec<Difference>,
}

/// A page that was drawn.
#[derive(Debug)]
pub struct Page {
    pub image: ColorImage,
    /// In points.
    pub size: Size,
    /// Where something differs, in points, with the place of the difference in the list.
    pub marks: Vec<(usize, Rect)>,
}

fn ok(answer: Answer) -> Result<AnyAnswer> {
    Ok(AnyAnswer::Studio(super::Answer::Version(answer)))
}

/// Lists the revisions of a design.
///
/// # Errors
/// The workspace cannot be read.
pub fn list(desk: &Desk, id: DesignId) -> Result<AnyAnswer> {
    ok(Answer::Listed(id, issue::versions(desk, id)?))
}

/// Names a revision.
///
/// # Errors
/// The name cannot be.
pub fn name(desk: &Desk, id: DesignId, revision: u32, name: &str, note: &str) -> Result<AnyAnswer> {
    issue::name_version(desk, id, revision, name, note)?;
    ok(Answer::Named(id))
}

/// Takes the name of a revision away.
///
/// # Errors
/// The workspace cannot be written.
pub fn forget(desk: &Desk, id: DesignId, revision: u32) -> Result<AnyAnswer> {
    issue::forget_version(desk, id, revision)?;
    ok(Answer::Named(id))
}

fn read(desk: &Desk, id: DesignId, revision: u32) -> Result<(DesignFile, Kit)> {
    let file = issue::version_file(desk, id, revision)?;
    let kit = issue::kit(&file, desk.book(), desk.engine(), &desk.launcher)?.value;
    Ok((file, kit))
}

/// Reads a revision to be looked at.
///
/// # Errors
/// It is not there, or one of its files cannot be used.
pub fn view(desk: &Desk, id: DesignId, revision: u32) -> Result<AnyAnswer> {
    let (file, kit) = read(desk, id, revision)?;
    ok(Answer::View(Box::new(Old {
        id,
        revision,
        design: Arc::new(file.design),
        kit: Arc::new(kit),
    })))
}

/// Reads a revision to be brought back into a design that has these fonts.
///
/// # Errors
/// It is not there, or one of its files cannot be used.
pub fn restore(desk: &Desk, id: DesignId, revision: u32, own: &Files, kit: &Kit) -> Result<AnyAnswer> {
    let file = issue::version_file(desk, id, revision)?;
    let fonts = with_fonts(desk, own, file.fonts, kit)?;
    ok(Answer::Restore(Box::new(Restored {
        id,
        revision,
        design: file.design,
        files: file.assets,
        fonts,
    })))
}

/// Draws a revision and what is worked on with the same values, and says what differs.
///
/// # Errors
/// The revision is not there, one of its files cannot be used, or the work was cancelled.
pub fn compared(
    desk: &Desk,
    (id, revision): (DesignId, u32),
    (design, kit): (Arc<Design>, Arc<Kit>),
    values: &Values,
    progress: &Progress,
) -> Result<AnyAnswer> {
    let (file, old_kit) = read(desk, id, revision)?;
    progress.check()?;
    let old = Arc::new(file.design);
    let mut differences = compare(&old, &design);
    let mut painter = Painter::new();
    let before = pages(&mut painter, &old, Arc::new(old_kit), values)?;
    progress.check()?;
    let after = pages(&mut painter, &design, kit, values)?;
    let count = before.len().max(after.len());
    let (mut before, mut after) = (before.into_iter(), after.into_iter());
    let mut sides: Vec<[Option<Page>; 2]> = (0..count).map(|_| [before.next(), after.next()]).collect();
    for (at, difference) in differences.iter().enumerate() {
        mark(&mut sides, (at, difference), [&old, &design]);
    }
    // Read by people from here on.
    for name in differences
        .iter_mut()
        .filter_map(|difference| difference.element.as_mut())
    {
        *name = design
            .element(name)
            .or(old.element(name))
            .map_or_else(|| name.clone(), called);
    }
    ok(Answer::Compared(Box::new(Compared {
        id,
        revision,
        pages: sides,
        differences,
    })))
}

fn pages(painter: &mut Painter, design: &Arc<Design>, kit: Arc<Kit>, values: &Values) -> Result<Vec<Page>> {
    let scene = Prepared::new(design.clone(), kit)
        .compose(&values.fields, &values.pictures)
        .value;
    let draw = |page: &crate::scene::Page| {
        let scale = (PIXELS / page.width.max(page.height).max(1.0)) as f32;
        let raster = painter.paint(page, scale)?;
        let size = [raster.width as usize, raster.height as usize];
        Ok(Page {
            image: ColorImage::from_rgba_unmultiplied(size, &raster.pixels),
            size: Size::new(page.width, page.height),
            marks: Vec::new(),
        })
    };
    scene.pages.iter().map(draw).collect()
}

/// Marks where a difference is: in the revision what is gone or changed, in the other what came or changed.
fn mark(sides: &mut [[Option<Page>; 2]], (at, difference): (usize, &Difference), designs: [&Arc<Design>; 2]) {
    let Some(name) = &difference.element else { return };
    // An element that was renamed has its old name in the words that say so.
    let was = difference.properties.iter().find_map(|word| {
        let rest = word.strip_prefix("name (was “")?;
        rest.strip_suffix("”)")
    });
    let shown = match difference.change {
        Change::Added => [None, Some(name.as_str())],
        Change::Removed => [Some(name.as_str()), None],
        Change::Changed => [Some(was.unwrap_or(name)), Some(name.as_str())],
    };
    for (side, (name, design)) in shown.into_iter().zip(designs).enumerate() {
        let Some(name) = name else { continue };
        let page = design.locate(name).map(|located| located.page);
        let bounds = bounds_of(design, [name]);
        let Some((page, bounds)) = page.zip(bounds) else {
            continue;
        };
        let target = sides.get_mut(page).and_then(|pair| pair.get_mut(side)?.as_mut());
        if let Some(target) = target {
            target.marks.push((at, bounds));
        }
    }
}
