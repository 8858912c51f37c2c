//! A document as a copy of what its design's documents share, with what is its own added.
//!
//! ```text
//! constant items ─ whole ─► a PDF ─ Blank ─► objects with their places, the pages open
//!                                               │
//! other items ─ content ─► drawing, with the typefaces, pictures and opacities it uses ─► the file
//! ```
//!
//! The constant part of a page becomes a form that the page draws first. An item that cannot be written here (a gradient,
//! a colour font, a group that is translucent as a whole) makes the whole document take the other way, and so does
//! whatever would be a problem there: this way never fails.
//!
//! Source: ISO 32000-1 (PDF 1.7), ISO 19005-2 (PDF/A-2).

mod about;
mod blank;
mod content;
mod objects;
mod outline;
mod picture;
mod text;
mod typeface;

use std::sync::Arc;

use pdf_writer::types::AnnotationType;
use pdf_writer::writers::Annotation;
use pdf_writer::{Chunk, Name, Ref, Str};

use self::content::{Content, Used};
use self::objects::Objects;
use super::shared::Shared;
use super::{Conformance, PdfOptions, ascii, whole};
use crate::diag::{Problems, Warned};
use crate::scene::{Link, Page, Scene};

pub(super) use self::blank::Blank;
pub(super) use self::objects::Packers;
pub(super) use self::picture::Stored;
pub(super) use self::typeface::Typeface;

/// All that the shared part of a document depends on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key {
    conformance: Conformance,
    language: String,
    /// The key and number of the constant items, and the size of each page.
    pages: Vec<(u128, usize, [u64; 2])>,
}

/// The shared part of a design's documents, with what was noticed about it.
#[derive(Debug)]
pub(super) struct Shell {
    blank: Blank,
    problems: Problems,
}

/// The file; `None` when this way does not lead to it.
pub(super) fn write(scene: &Scene, options: &PdfOptions, shared: &Shared) -> Option<Warned<Vec<u8>>> {
    let key = key(scene, options)?;
    let shell = shared.shells.get(key, || shell(scene, options, shared))?;
    let value = fill(&shell.blank, scene, options, shared)?;
    Some(Warned {
        value,
        problems: shell.problems.clone(),
    })
}

fn key(scene: &Scene, options: &PdfOptions) -> Option<Key> {
    let page = |page: &Page| {
        let size = [page.width, page.height].map(f64::to_bits);
        Some((page.constant.key?, page.constant.items, size))
    };
    Some(Key {
        conformance: options.conformance,
        language: scene.language.clone(),
        pages: scene.pages.iter().map(page).collect::<Option<_>>()?,
    })
}

fn shell(scene: &Scene, options: &PdfOptions, shared: &Shared) -> Option<Arc<Shell>> {
    let written = whole::write_constant(scene, options, shared).ok()?;
    let blank = Blank::read(&written.value)?;
    (blank.pages.len() == scene.pages.len()).then(|| {
        Arc::new(Shell {
            blank,
            problems: written.problems,
        })
    })
}

fn fill(blank: &Blank, scene: &Scene, options: &PdfOptions, shared: &Shared) -> Option<Vec<u8>> {
    let mut used = Used::new(shared);
    let mut drawings = Vec::with_capacity(scene.pages.len());
    for (index, page) in scene.pages.iter().enumerate() {
        let mut content = Content::new(&mut used, page.height, index);
        content.items(page.items.get(page.constant.items..).unwrap_or_default())?;
        drawings.push(content.finish());
    }
    let mut objects = Objects::on(blank);
    let mut packer = shared.packers.take();
    let resources = used.write(&mut objects, &mut packer, blank)?;
    for ((drawing, page), open) in drawings.iter().zip(&scene.pages).zip(&blank.pages) {
        let content = objects.next();
        objects.stream(content, &packer.pack(drawing)?, |_| {});
        let links = page
            .links
            .iter()
            .filter_map(|link| annotation(&mut objects, link, page.height, options.conformance))
            .collect::<Vec<Ref>>();
        objects.page(open, resources, content, &links);
    }
    shared.packers.give_back(packer);
    about::write_info(&mut objects, blank, scene, options);
    let document = objects::document_name(&options.document_id);
    let instance = objects.digest();
    about::write_packet(&mut objects, blank, scene, options, [&document, &instance]);
    Some(objects.finish(blank, &document, &instance))
}

/// `None` for a link without an area.
fn annotation(objects: &mut Objects, link: &Link, height: f64, conformance: Conformance) -> Option<Ref> {
    let area = link.area.abs();
    if area.width() <= 0.0 || area.height() <= 0.0 {
        return None;
    }
    let id = objects.next();
    let mut chunk = Chunk::new();
    let mut annotation: Annotation<'_> = chunk.annotation(id);
    annotation.subtype(AnnotationType::Link);
    annotation.rect(pdf_writer::Rect::new(
        area.x0 as f32,
        (height - area.y1) as f32,
        area.x1 as f32,
        (height - area.y0) as f32,
    ));
    annotation.border(0.0, 0.0, 0.0, None);
    if conformance == Conformance::PdfA2u {
        annotation.flags(pdf_writer::types::AnnotationFlags::PRINT);
    }
    annotation
        .insert(Name(b"A"))
        .dict()
        .pair(Name(b"S"), Name(b"URI"))
        .pair(Name(b"URI"), Str(ascii(&link.url).as_bytes()));
    drop(annotation);
    objects.add(id, &chunk);
    Some(id)
}
