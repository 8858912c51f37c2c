//! The first page of a PDF file as a picture. Runs in a child process only.

use std::sync::{Arc, Mutex, PoisonError};

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, InterpreterWarning, SoftMask, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::kurbo::{Affine, BezPath, Rect};
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::peniko::ImageAlphaType;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

use crate::diag::{Problem, Problems, Result};
use crate::units::PT_PER_MM;

use super::placeholder;
use super::wire::{Answer, Step};

/// Pixels in a point, at 300 dpi.
const SCALE: f64 = 300.0 / 72.0;

/// The longest side and the most pixels of the picture.
const MAX_SIDE: f64 = 8_000.0;
const MAX_PIXELS: f64 = 36_000_000.0;

/// The sides that a page may have, in points: 1 mm to 5 m.
const SIDES: std::ops::RangeInclusive<f64> = PT_PER_MM..=5_000.0 * PT_PER_MM;

/// Draws the first page of a PDF file.
pub(super) fn read(file: &[u8]) -> Result<Answer> {
    let pdf = open(file)?;
    let pages = pdf.pages();
    let page = pages.first().ok_or_else(|| damaged("it has no page"))?;
    let [width, height] = size(page);
    if !has_size(page) {
        return Err(Problem::error(
            "pdf-size",
            format!("The page of the PDF is {width:.0} × {height:.0} points large"),
        )
        .hint("Make it at least 1 mm and at most 5 m wide and high")
        .into());
    }
    let scale = SCALE
        .min(MAX_SIDE / width.max(height))
        .min((MAX_PIXELS / (width * height)).sqrt());
    let found: Arc<Mutex<Vec<InterpreterWarning>>> = Arc::default();
    let sink = Arc::clone(&found);
    let settings = InterpreterSettings {
        warning_sink: Arc::new(move |warning| sink.lock().unwrap_or_else(PoisonError::into_inner).push(warning)),
        ..InterpreterSettings::default()
    };
    let pixmap = draw(page, scale, &settings);
    let size = [u32::from(pixmap.width()), u32::from(pixmap.height())];
    let mut problems = warnings(&found.lock().unwrap_or_else(PoisonError::into_inner));
    if pages.len() > 1 {
        problems.push(Problem::note(
            "pdf-pages",
            format!("Only the first of the PDF's {} pages is used", pages.len()),
        ));
    }
    problems.extend(placeholders(&text_of(page)));
    Ok(Answer {
        width,
        height,
        steps: vec![Step::Picture {
            blob: 0,
            pixels: Some(size),
            transform: [width, 0.0, 0.0, height, 0.0, 0.0],
        }],
        problems,
        blobs: vec![pixmap.take_rgba8(ImageAlphaType::Alpha)],
    })
}

/// Opens a PDF file.
pub(super) fn open(file: &[u8]) -> Result<Pdf> {
    Ok(Pdf::new(Arc::new(file.to_vec())).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Problem::error("pdf-encrypted", "The PDF is protected by a password")
            .hint("Save it without protection in the program that made it"),
        LoadPdfError::Invalid => damaged("it cannot be opened"),
    })?)
}

/// The sides of a page, in points.
pub(super) fn size(page: &Page<'_>) -> [f64; 2] {
    let (width, height) = page.render_dimensions();
    [f64::from(width), f64::from(height)]
}

/// Whether a page is as large as one may be.
pub(super) fn has_size(page: &Page<'_>) -> bool {
    size(page).iter().all(|side| SIDES.contains(side))
}

/// The picture of a page, so many pixels for a point.
pub(super) fn draw(page: &Page<'_>, scale: f64, settings: &InterpreterSettings) -> Pixmap {
    // Hinting fits letters to the pixels of one size; the picture is shown in others.
    let drawing = RenderSettings {
        hinting: false,
        ..RenderSettings::default()
    };
    let target = PixmapSettings {
        x_scale: scale as f32,
        y_scale: scale as f32,
        ..PixmapSettings::default()
    };
    hayro::render(page, &RenderCache::new(), settings, &drawing, &target)
}

pub(super) fn damaged(why: &str) -> Problem {
    Problem::error("pdf-damaged", format!("The PDF is damaged: {why}"))
        .hint("Export it again from the program that made it")
}

/// What is written on a page, in the order in which it is drawn.
fn text_of(page: &Page<'_>) -> String {
    let mut text = Text::default();
    let cache = InterpreterCache::new();
    // Where it stands does not matter.
    let all = Rect::new(-1e6, -1e6, 1e6, 1e6);
    let settings = InterpreterSettings::default();
    let mut context = Context::new(Affine::IDENTITY, all, &cache, page.xref(), settings);
    interpret_page(page, &mut context, &mut text);
    text.0
}

/// Listens to a page for the letters that are seen of it.
#[derive(Default)]
struct Text(String);

impl<'a> Device<'a> for Text {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, mode: &DrawMode) {
        if matches!(mode, DrawMode::Invisible) {
            return;
        }
        for glyph in run.glyphs() {
            match glyph.as_unicode() {
                Some(BfString::Char(letter)) => self.0.push(letter),
                Some(BfString::String(letters)) => self.0.push_str(&letters),
                None => {}
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// A PDF stays as it is in what is published, and with it what was meant to be filled.
fn placeholders(text: &str) -> Option<Problem> {
    let mut found: Vec<&str> = Vec::new();
    for one in placeholder::find(text) {
        let typed = text.get(one.range).unwrap_or_default();
        if !found.contains(&typed) {
            found.push(typed);
        }
    }
    let message = format!(
        "The PDF shows {}, which stays in its picture as it is",
        found.join(", ")
    );
    (!found.is_empty()).then(|| {
        Problem::warning("pdf-placeholders", message)
            .hint("Save it as SVG or PPTX, in which placeholders become fields, or take them out of the PDF and put fields over it")
    })
}

/// What could not be drawn, each kind once.
fn warnings(found: &[InterpreterWarning]) -> Problems {
    let has = |wanted: fn(&InterpreterWarning) -> bool| found.iter().any(wanted);
    let mut problems = Problems::default();
    if has(|warning| matches!(warning, InterpreterWarning::UnsupportedFont)) {
        problems.push(
            Problem::warning(
                "pdf-font",
                "A font of the PDF cannot be read, so that text may be missing in its picture",
            )
            .hint("Convert the texts to paths, or embed the fonts in another format"),
        );
    }
    if has(|warning| matches!(warning, InterpreterWarning::ImageDecodeFailure)) {
        problems.push(
            Problem::warning("pdf-image", "A picture in the PDF cannot be read and is missing")
                .hint("Export the PDF again with its pictures as JPEG or PNG"),
        );
    }
    problems
}
