//! Scenes become files: a press holds what drawing many of them shares.

use std::sync::{Mutex, PoisonError};

use crate::diag::{Problems, Result, Warned};
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
            pictures.badge = pngs.first().cloned();
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

fn first_page(scene: &Scene) -> Scene {
    Scene {
        pages: scene.pages.iter().take(1).cloned().collect(),
        ..scene.clone()
    }
}
