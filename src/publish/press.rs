//! Scenes become files: a press holds what drawing many of them shares.

use std::sync::{Mutex, PoisonError};

use crate::diag::{Problems, Result, Warned};
use crate::model::Moment;
use crate::render::pdf::{Conformance, PdfOptions, PdfWriter};
use crate::render::raster::{Painter, PngWriter, Raster, RasterOptions};
use crate::render::scan::Scanner;
use crate::scene::Scene;

use super::files::Rendered;
use super::page::PICTURE_LIMIT;

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

    /// The files of a credential, and the pictures of its page.
    pub fn credential(
        &self,
        certificate: Option<&Scene>,
        badge: Option<&Scene>,
        date: Moment,
        document_id: &str,
    ) -> Result<Warned<(Rendered, PagePictures)>> {
        let mut rendered = Rendered::default();
        let mut problems = Problems::default();
        for scene in [certificate, badge].into_iter().flatten() {
            problems.extend(self.unreadable(scene)?);
        }
        if problems.has_errors() {
            return Err(problems);
        }
        if let Some(scene) = certificate {
            let pdf = self.pdf(scene, Conformance::PdfA2u, date, document_id.to_owned())?;
            problems.extend(pdf.problems);
            rendered.certificate_pdf = Some(pdf.value);
            rendered.certificate_png = self.pngs(scene, CERTIFICATE_SCALE)?;
        }
        if let Some(scene) = badge {
            rendered.badge_png = self.pngs(scene, BADGE_SCALE)?;
        }
        let pictures = PagePictures {
            certificate: self.for_page(certificate, rendered.certificate_png.first())?,
            badge: rendered.badge_png.first().cloned(),
        };
        Ok(Warned {
            value: (rendered, pictures),
            problems,
        })
    }

    /// The picture of a certificate within its page: the published one unless that is too heavy.
    fn for_page(&self, scene: Option<&Scene>, png: Option<&Vec<u8>>) -> Result<Option<Vec<u8>>> {
        let (Some(scene), Some(png)) = (scene, png) else {
            return Ok(None);
        };
        let width = scene.pages.first().map_or(0.0, |page| page.width);
        let scale = (PAGE_PICTURE_WIDTH / width.max(1.0)) as f32;
        if png.len() <= PICTURE_LIMIT || scale >= CERTIFICATE_SCALE {
            return Ok(Some(png.clone()));
        }
        let first = Scene {
            pages: scene.pages.iter().take(1).cloned().collect(),
            ..scene.clone()
        };
        Ok(self.pngs(&first, scale)?.into_iter().next())
    }
}
