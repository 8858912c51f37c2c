//! From a scene to a PDF file.
//!
//! The file is PDF/A-2u unless asked otherwise: everything it needs is inside, and every letter can be read out again.
//! Text is written as glyph numbers with the text they stand for. The same scene and options give the same bytes.
//!
//! There are two ways to a file, and the scene alone decides which is taken:
//!
//! - [`whole`]: the PDF library writes everything. It knows every kind of item.
//! - [`filled`]: the items that all credentials of a design share are written once, by the first way; each document is a
//!   copy of that with its texts, codes and pictures added. It knows what nearly every certificate is made of and is
//!   several times as fast.
//!
//! What many documents share (a parsed font, a compressed picture, the shared part of a design) is made once and kept by
//! the [`PdfWriter`].

mod filled;
mod glyphs;
mod image;
mod lean;
mod paint;
mod problems;
mod shared;
#[cfg(test)]
mod tests;
mod whole;

use std::sync::atomic::{AtomicUsize, Ordering};

use self::shared::Shared;
use super::check;
use crate::diag::{Result, Warned};
use crate::model::Moment;
use crate::scene::Scene;

/// After how many documents what the PDF library remembers of them is tidied up, and how many times something may go
/// unused until it is forgotten.
const TIDY_AFTER: usize = 64;
const FORGET_AFTER: usize = 8;

const CREATOR: &str = "Accolade";
const PRODUCER: &str = concat!("Accolade ", env!("CARGO_PKG_VERSION"));

/// What kind of PDF is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Conformance {
    /// ISO 19005-2, level U: for archives, with text that can be read out.
    #[default]
    PdfA2u,
    /// PDF 1.7 without further promises. Backgrounds from a PDF stay vectors.
    Plain,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfOptions {
    /// Default: PDF/A-2u.
    pub conformance: Conformance,
    /// When the document was made.
    pub date: Moment,
    /// Names the document for ever; two revisions of a document have the same.
    pub document_id: String,
    /// Whether the sheet goes on around the page as far as its bleed, with boxes that say where it is cut. Default: not.
    pub bleed: bool,
}

/// Writes PDF files; one for all threads.
#[derive(Debug, Default)]
pub struct PdfWriter {
    shared: Shared,
    written: AtomicUsize,
}

impl PdfWriter {
    pub fn new() -> PdfWriter {
        PdfWriter::default()
    }

    /// The bytes of the file, with the note `background-as-picture` for each page of a PDF that could not stay vectors.
    ///
    /// # Errors
    /// What [`super::check`] finds; `missing-glyph`, `font-unfit`, `font-licence` and `text-unreadable` for what a PDF/A
    /// may not contain; the unexpected `pdf-failed`.
    pub fn write(&self, scene: &Scene, options: &PdfOptions) -> Result<Warned<Vec<u8>>> {
        for page in &scene.pages {
            check::page(page)?;
        }
        if !options.bleed
            && let Some(filled) = filled::write(scene, options, &self.shared)
        {
            return Ok(filled);
        }
        let written = whole::write(scene, options, &self.shared);
        if self.written.fetch_add(1, Ordering::Relaxed) % TIDY_AFTER == TIDY_AFTER - 1 {
            comemo::evict(FORGET_AFTER);
        }
        written
    }
}

/// An address as a PDF holds it: 7-bit ASCII, the rest as percent signs (RFC 3987, 3.1).
fn ascii(url: &str) -> String {
    let mut result = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_graphic() {
            result.push(byte.into());
        } else {
            result.push('%');
            result.extend([byte >> 4, byte & 15].map(|digit| b"0123456789ABCDEF"[usize::from(digit)] as char));
        }
    }
    result
}
