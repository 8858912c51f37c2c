//! Scenes become files: a press holds what drawing many of them shares.

use std::sync::{Mutex, PoisonError};

use crate::diag::{Problems, Result, Warned};
use crate::images::Picture;
use crate::issue::Drawn;
use crate::model::Moment;
use crate::render::pdf::{Conformance, PdfOptions, PdfWriter};
use crate::render::raster::{Painter, PngWriter, Raster, RasterOptions};
use crate::render::scan::Scanner;
use crate::scene::Scene;

use super::files::Rendered;
use super::page::PICTURE_LIMIT;
use super::view::Parts;

/// Pixels per point of a certificate's picture: 150 per inch, 1754 × 1240 for A4.
const CERTIFICATE_SCALE: f32 = 150.0 / 72.0;
/// Badges are small on paper and large on screens: 300 pixels per inch.
const BADGE_SCALE: f32 = 300.0 / 72.0;
/// How wide a picture within a page is at most, in pixels: 960 points at one and a half pixels each.
const PAGE_PICTURE_WIDTH: f64 = 1440.0;

/// How wide a badge beside a certificate is at least within a page, in pixels: three for each of the page.
const BADGE_BESIDE_WIDTH: u32 = 336;

/// Draws scenes, from several threads at once.
#[derive(Debug, Default)]
pub struct Press {
    pdf: PdfWriter,
    scanner: Scanner,
    brushes: Mutex<Vec<Brush>>,
}

/// What one thread draws pictures with; it keeps what the pages of a design have in common.
#[derive(Debug, Default)]
struct Brush {
    painter: Painter,
    png: PngWriter,
    /// The memory of the last page, used again.
    raster: Raster,
}

/// What a PDF says of itself besides what is drawn.
#[derive(Clone, Debug)]
pub struct Document {
    pub date: Moment,
    pub id: String,
}

/// The pictures that stand within a page.
#[derive(Clone, Debug, Default)]
pub struct PagePictures {
    pub certificate: Option<Vec<u8>>,
    pub badge: Option<Vec<u8>>,
}

impl Press {
    pub fn new() -> Press {
        Press::default()
    }

    /// A PDF. The same scene, date and id give the same bytes.
    pub fn pdf(
        &self,
        scene: &Scene,
        conformance: Conformance,
        date: Moment,
        document_id: String,
    ) -> Result<Warned<Vec<u8>>> {
        self.pdf.write(
            scene,
            &PdfOptions {
                conformance,
                date,
                document_id,
                bleed: false,
            },
        )
    }

    /// A PNG of each page.
    pub fn pngs(&self, scene: &Scene, px_per_pt: f32) -> Result<Vec<Vec<u8>>> {
        let mut brush = self.brushes().pop().unwrap_or_default();
        let drawn = scene
            .pages
            .iter()
            .map(|page| {
                let options = RasterOptions {
                    px_per_pt,
                    bleed: false,
                };
                brush.painter.paint_into(page, options, &mut brush.raster)?;
                Ok(brush.png.encode(&brush.raster, px_per_pt))
            })
            .collect();
        self.brushes().push(brush);
        drawn
    }

    /// The codes that cannot be read as they are drawn; of a batch one of each kind is looked at.
    fn unreadable(&self, scene: &Scene) -> Result<Problems> {
        let mut problems = Problems::default();
        if scene.pages.iter().any(|page| !page.codes.is_empty()) {
            let mut brush = self.brushes().pop().unwrap_or_default();
            for (page, number) in scene.pages.iter().zip(1..) {
                for mut problem in self.scanner.check(&mut brush.painter, page, |_| None)?.0 {
                    problem.place.page = Some(number);
                    problems.push(problem);
                }
            }
            self.brushes().push(brush);
        }
        Ok(problems)
    }

    fn brushes(&self) -> std::sync::MutexGuard<'_, Vec<Brush>> {
        self.brushes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those files of a credential, and the pictures of its page.
    pub fn credential(
        &self,
        drawn: &Drawn,
        document: &Document,
        parts: Parts,
    ) -> Result<Warned<(Rendered, PagePictures)>> {
        let certificate = drawn.certificate.as_ref().map(|drawn| &drawn.value);
        let badge = drawn.badge.as_ref().map(|drawn| &drawn.value);
        let mut rendered = Rendered::default();
        let mut pictures = PagePictures::default();
        let mut problems = Problems::default();
        for scene in [certificate, badge].into_iter().flatten() {
            problems.extend(self.unreadable(scene)?);
        }
        if problems.has_errors() {
            return Err(problems);
        }
        if let Some(scene) = certificate {
            if parts.pdf {
                let pdf = self.pdf(scene, Conformance::PdfA2u, document.date, document.id.clone())?;
                problems.extend(pdf.problems);
                rendered.certificate_pdf = Some(pdf.value);
            }
            let pngs = self.pages(scene, CERTIFICATE_SCALE, parts.pictures)?;
            pictures.certificate = self.for_page(scene, pngs.first())?;
            rendered.certificate_png = if parts.pictures { pngs } else { Vec::new() };
        }
        if let Some(scene) = badge {
            let pngs = self.pages(scene, BADGE_SCALE, parts.badges)?;
            pictures.badge = pngs
                .first()
                .map(|png| badge_for_page(png, certificate.is_some()))
                .transpose()?;
            rendered.badge_png = if parts.badges { pngs } else { Vec::new() };
        }
        Ok(Warned {
            value: (rendered, pictures),
            problems,
        })
    }

    /// A PNG of each page, or only of the one that stands in the recipient page.
    fn pages(&self, scene: &Scene, px_per_pt: f32, all: bool) -> Result<Vec<Vec<u8>>> {
        match all || scene.pages.len() <= 1 {
            true => self.pngs(scene, px_per_pt),
            false => self.pngs(&first_page(scene), px_per_pt),
        }
    }

    /// The picture of a certificate within its page: the published one unless that is too heavy.
    fn for_page(&self, scene: &Scene, png: Option<&Vec<u8>>) -> Result<Option<Vec<u8>>> {
        let Some(png) = png else { return Ok(None) };
        let width = scene.pages.first().map_or(0.0, |page| page.width);
        let scale = (PAGE_PICTURE_WIDTH / width.max(1.0)) as f32;
        if png.len() <= PICTURE_LIMIT || scale >= CERTIFICATE_SCALE {
            return Ok(Some(png.clone()));
        }
        Ok(self.pngs(&first_page(scene), scale)?.into_iter().next())
    }
}

/// The picture of a badge within its page, from the published one: beside a certificate it is small, and so is what the
/// page has to carry. The same file gives the same picture.
///
/// # Errors
/// The file is no picture.
pub(super) fn badge_for_page(png: &[u8], beside: bool) -> Result<Vec<u8>> {
    let picture = Picture::decode(png)?;
    let factor = picture.width / BADGE_BESIDE_WIDTH;
    if !beside || factor < 2 {
        return Ok(png.to_vec());
    }
    let small = smaller(&picture, factor as usize);
    Ok(PngWriter::new().encode(&small, BADGE_SCALE / factor as f32))
}

/// A picture with one pixel for every square of so many: their mean, in which clear ones have no colour.
fn smaller(picture: &Picture, factor: usize) -> Raster {
    let (width, height) = (picture.width as usize / factor, picture.height as usize / factor);
    let mut small = Raster::default();
    let rows: Vec<&[u8]> = picture.pixels.chunks(picture.width as usize * 4).collect();
    for band in rows.chunks_exact(factor).take(height) {
        let mut sums = vec![[0_u64; 4]; width];
        for row in band {
            for (squares, sum) in row.chunks_exact(factor * 4).zip(&mut sums) {
                for [red, green, blue, alpha] in squares.as_chunks::<4>().0 {
                    let weight = u64::from(*alpha);
                    for (sum, part) in sum.iter_mut().zip([*red, *green, *blue]) {
                        *sum += u64::from(part) * weight;
                    }
                    let [.., all] = sum;
                    *all += weight;
                }
            }
        }
        let pixels = (factor * factor) as u64;
        for [red, green, blue, alpha] in sums {
            let mean = |part: u64| ((part + alpha / 2) / alpha.max(1)) as u8;
            let alpha_mean = ((alpha + pixels / 2) / pixels) as u8;
            small.pixels.extend([mean(red), mean(green), mean(blue), alpha_mean]);
        }
    }
    (small.width, small.height, small.opaque) = (width as u32, height as u32, picture.opaque);
    small
}

fn first_page(scene: &Scene) -> Scene {
    Scene {
        pages: scene.pages.iter().take(1).cloned().collect(),
        ..scene.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_beside_a_certificate_is_small_and_keeps_its_colours() {
        let red = [200, 10, 10, 255];
        let clear = [0, 255, 0, 0];
        // Two squares of two: all red, and half of it clear.
        let rows = [[red, red, red, clear], [red, red, clear, red]];
        let pixels = rows.concat().concat();
        let picture = Picture::from_rgba(4, 2, pixels).expect("a picture");
        let small = smaller(&picture, 2);
        assert_eq!((small.width, small.height, small.opaque), (2, 1, false));
        assert_eq!(small.pixels, [200, 10, 10, 255, 200, 10, 10, 128]);

        let mut large = Raster::default();
        large.pixels = [200, 10, 10, 255].repeat(700 * 500);
        (large.width, large.height, large.opaque) = (700, 500, true);
        let png = PngWriter::new().encode(&large, BADGE_SCALE);
        let beside = Picture::decode(&badge_for_page(&png, true).expect("smaller")).expect("a picture");
        assert_eq!((beside.width, beside.height), (350, 250));
        assert_eq!(badge_for_page(&png, false).expect("as it is"), png);
    }
}
