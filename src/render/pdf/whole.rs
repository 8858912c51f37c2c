//! A whole document, written by the PDF library: for every kind of scene.

use krilla::action::{Action, LinkAction};
use krilla::annotation::{LinkAnnotation, Target};
use krilla::configure::{Archival, Configuration, ConfigurationBuilder};
use krilla::error::KrillaError;
use krilla::geom::Rect;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::{Document, SerializeSettings};

use super::paint::{self, Canvas};
use super::shared::Shared;
use super::{CREATOR, Conformance, PRODUCER, PdfOptions, ascii, problems};
use crate::diag::{Place, Problem, Problems, Result, Warned};
use crate::scene::{Item, Link, Page, Scene};

/// The bytes of the file, with what was noticed.
///
/// # Errors
/// Those of [`PdfWriter::write`](super::PdfWriter::write).
pub(super) fn write(scene: &Scene, options: &PdfOptions, shared: &Shared) -> Result<Warned<Vec<u8>>> {
    write_with(scene, options, shared, |page| Part {
        items: &page.items,
        links: &page.links,
    })
}

/// The document with nothing on its pages but what is the same on every credential.
///
/// # Errors
/// Those of [`PdfWriter::write`](super::PdfWriter::write).
pub(super) fn write_constant(scene: &Scene, options: &PdfOptions, shared: &Shared) -> Result<Warned<Vec<u8>>> {
    write_with(scene, options, shared, |page| Part {
        items: page.items.get(..page.constant.items).unwrap_or_default(),
        links: &[],
    })
}

/// What is written of a page.
struct Part<'a> {
    items: &'a [Item],
    links: &'a [Link],
}

fn write_with(
    scene: &Scene,
    options: &PdfOptions,
    shared: &Shared,
    part: impl Fn(&Page) -> Part<'_>,
) -> Result<Warned<Vec<u8>>> {
    let mut problems = Problems::default();
    let embeds = options.conformance == Conformance::Plain;
    let mut outcome = write_once(scene, options, shared, embeds, &part, &mut problems)?;
    if matches!(outcome, Err(KrillaError::Pdf(..))) {
        // The background is of a kind that cannot be embedded; its picture can.
        problems = Problems::default();
        outcome = write_once(scene, options, shared, false, &part, &mut problems)?;
    }
    match outcome {
        Ok(bytes) => problems.into_result(bytes),
        Err(error) => {
            // What is known already is known with its font and its page.
            let is_known = |found: &Problem| problems.iter().any(|known| known.code == found.code);
            let found: Vec<Problem> = problems::of(error).into_iter().filter(|p| !is_known(p)).collect();
            problems.extend(found);
            Err(problems)
        }
    }
}

fn write_once(
    scene: &Scene,
    options: &PdfOptions,
    shared: &Shared,
    embeds: bool,
    part: &impl Fn(&Page) -> Part<'_>,
    problems: &mut Problems,
) -> Result<std::result::Result<Vec<u8>, KrillaError>> {
    let mut document = Document::new_with(settings(options.conformance)?);
    for (page, number) in scene.pages.iter().zip(1..) {
        let mut sheet = document.start_page_with(sheet(page, options.bleed)?);
        let part = part(page);
        for link in part.links {
            if let Some(annotation) = annotation(link) {
                sheet.add_annotation(annotation.into());
            }
        }
        let before = problems.0.len();
        let mut surface = sheet.surface();
        let mut canvas = Canvas {
            surface: &mut surface,
            shared,
            embeds,
            problems,
        };
        canvas.items(part.items);
        surface.finish();
        sheet.finish();
        for problem in problems.0.iter_mut().skip(before) {
            problem.place = Place {
                page: Some(number),
                ..Place::default()
            };
        }
    }
    document.set_metadata(metadata(scene, options));
    Ok(document.finish())
}

/// The sheet of a page. With its bleed it says where that ends, and where it is cut.
fn sheet(page: &Page, with_bleed: bool) -> Result<PageSettings> {
    let no_size = || Problem::unexpected("pdf-failed", "A page has no size");
    let (width, height, bleed) = (page.width as f32, page.height as f32, page.bleed as f32);
    let settings = PageSettings::from_wh(width, height).ok_or_else(no_size)?;
    if !with_bleed || bleed <= 0.0 {
        return Ok(settings);
    }
    let around = |by: f32| Rect::from_ltrb(-by, -by, width + by, height + by).ok_or_else(no_size);
    Ok(settings
        .with_media_box(Some(around(bleed)?))
        .with_bleed_box(Some(around(bleed)?))
        .with_trim_box(Some(around(0.0)?)))
}

fn settings(conformance: Conformance) -> Result<SerializeSettings> {
    let configuration = match conformance {
        Conformance::Plain => Configuration::default(),
        Conformance::PdfA2u => ConfigurationBuilder::new()
            .with_archival_validator(Archival::A2_U)
            .finish()
            .map_err(|_| Problem::unexpected("pdf-failed", "PDF/A-2u cannot be written"))?,
    };
    Ok(SerializeSettings {
        configuration,
        // Structure says nothing that a page of a few centred lines does not.
        enable_tagging: false,
        ..SerializeSettings::default()
    })
}

fn metadata(scene: &Scene, options: &PdfOptions) -> Metadata {
    let mut metadata = Metadata::new()
        .title(scene.title.clone())
        .language(scene.language.clone())
        .creator(CREATOR.to_owned())
        .producer(PRODUCER.to_owned())
        .document_id(options.document_id.clone());
    if !scene.author.is_empty() {
        metadata = metadata.authors(vec![scene.author.clone()]);
    }
    if let (Some(date), second) = options.date.to_utc() {
        let date_time = DateTime::new(date.year() as u16)
            .month(date.month() as u8)
            .day(date.day() as u8)
            .hour((second / 3600) as u8)
            .minute((second / 60 % 60) as u8)
            .second((second % 60) as u8)
            .utc_offset_hour(0);
        metadata = metadata.creation_date(date_time);
    }
    metadata
}

/// `None` for a link without an area.
fn annotation(link: &Link) -> Option<LinkAnnotation> {
    let area = paint::rect(link.area)?;
    Some(LinkAnnotation::new(
        area,
        Target::Action(Action::Link(LinkAction::new(ascii(&link.url)))),
    ))
}
