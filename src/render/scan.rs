//! Codes are read back from the picture, as a scanner would read them from paper.
//!
//! A code can fail for reasons that no rule about its colours finds: a photograph under it, a shape over its corner, too
//! little room around it. So the part of the page in which it stands is painted and given to a decoder. That takes some
//! milliseconds, and what a code says hardly changes whether it can be read; whoever draws a batch reads one of each
//! kind ([`Scanner`]).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::raster::Painter;
use crate::diag::{Problem, Problems, Result};
use crate::scene::{Code, Constant, Group, Item, ItemKind, Origin, Page, bounds};
use crate::units::{Affine, Rect};

/// How much of the surroundings is looked at, as a part of the code's side: a scanner wants four squares, which are
/// between a sixth and a fiftieth.
const AROUND: f64 = 0.16;
/// Pixels for each square of the code, as a telephone held before it has at least.
const PX_PER_MODULE: f64 = 5.0;
/// The longest side of the picture in which a code is looked for, in pixels.
const LONGEST: f64 = 900.0;
/// The least contrast that is good enough for most scanners: grade C of ISO/IEC 15415. Decoders on computers read codes
/// that no camera sees.
const LEAST_CONTRAST: f64 = 0.4;

/// The part of a page that decides whether a code can be read: the code, and what a scanner wants around it.
pub fn around(page: &Page, code: &Code) -> Rect {
    let reach = side(code) * AROUND;
    let whole = Rect::new(0.0, 0.0, page.width, page.height);
    code.area.abs().inflate(reach, reach).intersect(whole)
}

fn side(code: &Code) -> f64 {
    let area = code.area.abs();
    area.width().max(area.height())
}

/// Whether a code says on the page what it should.
///
/// # Errors
/// What painting finds.
pub fn reads(painter: &mut Painter, page: &Page, code: &Code) -> Result<bool> {
    let (seen, side) = (around(page, code), side(code));
    if seen.width() <= 0.0 || seen.height() <= 0.0 {
        return Ok(false);
    }
    let is_seen =
        |item: &&Item| bounds(std::slice::from_ref(*item), Affine::IDENTITY).is_some_and(|at| at.overlaps(seen));
    let items = page.items.iter().filter(is_seen);
    let part = Page {
        width: seen.width(),
        height: seen.height(),
        bleed: 0.0,
        constant: Constant::default(),
        items: vec![Item {
            origin: Origin(None),
            kind: ItemKind::Group(Group {
                transform: Affine::translate(-seen.origin().to_vec2()),
                items: items.cloned().collect(),
                ..Group::default()
            }),
        }],
        links: Vec::new(),
        codes: Vec::new(),
    };
    let modules = f64::from(code.modules.max(21)) + 8.0;
    let fine = (modules * PX_PER_MODULE / side.max(1e-6)).min(LONGEST / seen.width().max(seen.height()));
    // The grid of squares falls otherwise on other pixels: a decoder that is at odds with the one may read the other.
    for scale in [fine, fine * 1.37] {
        let raster = painter.paint(&part, scale as f32)?;
        let gray = gray(&raster.pixels);
        let (width, height) = (raster.width as usize, raster.height as usize);
        if contrast(&gray, width, height) >= LEAST_CONTRAST && decoded(&gray, width, height).contains(&code.says) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How light the pixels of a picture are (RGBA, straight); what is clear is paper.
fn gray(pixels: &[u8]) -> Vec<u8> {
    pixels
        .as_chunks::<4>()
        .0
        .iter()
        .map(|[r, g, b, a]| {
            let light = (u32::from(*r) * 299 + u32::from(*g) * 587 + u32::from(*b) * 114) / 1000;
            let alpha = u32::from(*a);
            ((light * alpha + 255 * (255 - alpha)) / 255) as u8
        })
        .collect()
}

/// By how much more of the light the light squares give back than the dark ones, as a part of all light: of the middle of
/// the picture, where the code is, without the lightest and darkest twentieth.
fn contrast(gray: &[u8], width: usize, height: usize) -> f64 {
    let within = |length: usize| length * 15 / 100..length * 85 / 100;
    let rows = gray
        .chunks_exact(width.max(1))
        .skip(within(height).start)
        .take(within(height).len());
    let mut middle: Vec<u8> = rows
        .flat_map(|row| row.get(within(width)).unwrap_or_default())
        .copied()
        .collect();
    middle.sort_unstable();
    // Numbers of colours grow with how light they look, not with the light.
    let light = |at: usize| (f64::from(middle.get(at).copied().unwrap_or_default()) / 255.0).powf(2.2);
    light(middle.len() * 95 / 100) - light(middle.len() * 5 / 100)
}

/// What the codes of a picture say.
fn decoded(gray: &[u8], width: usize, height: usize) -> Vec<String> {
    let at = |x: usize, y: usize| gray.get(y * width + x).copied().unwrap_or(255);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, at);
    let grids = image.detect_grids();
    grids
        .iter()
        .filter_map(|grid| grid.decode().ok())
        .map(|(_, says)| says)
        .collect()
}

/// Reads the codes of many pages, one of each kind: of those that stand in the same place on the same constant items and
/// have as many squares.
#[derive(Debug, Default)]
pub struct Scanner {
    known: Mutex<HashMap<Kind, bool>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Kind {
    constant: Option<u128>,
    origin: Origin,
    modules: u32,
}

impl Scanner {
    /// The codes of a page that cannot be read, each as `qr-unreadable` with its element as `name_of` tells it.
    ///
    /// # Errors
    /// What painting finds.
    pub fn check(
        &self,
        painter: &mut Painter,
        page: &Page,
        name_of: impl Fn(Origin) -> Option<String>,
    ) -> Result<Problems> {
        let mut problems = Problems::default();
        for code in &page.codes {
            if !self.reads(painter, page, code)? {
                problems.push(unreadable(name_of(code.origin)));
            }
        }
        Ok(problems)
    }

    fn reads(&self, painter: &mut Painter, page: &Page, code: &Code) -> Result<bool> {
        let kind = Kind {
            constant: page.constant.key,
            origin: code.origin,
            modules: code.modules,
        };
        let known = self
            .known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&kind)
            .copied();
        if let Some(known) = known.filter(|_| kind.constant.is_some()) {
            return Ok(known);
        }
        let found = reads(painter, page, code)?;
        self.known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(kind, found);
        Ok(found)
    }
}

/// That the code of an element cannot be read.
pub fn unreadable(element: Option<String>) -> Problem {
    let mut problem = Problem::error("qr-unreadable", "The QR code cannot be read as it is drawn")
        .hint("Make it dark on a light ground, with nothing over it and free room around it");
    problem.place.element = element;
    problem
}
