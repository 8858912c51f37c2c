//! The pages of a PDF file as files of one page each. Runs in a child process only.
//!
//! A PDF as a part of a design is its first page, wherever it is drawn; with a file for each page that need not change.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::Pixmap;
use krilla::pdf::{Pdf, PdfDocument};
use krilla::{Document, SerializeSettings};

use crate::diag::{Place, Problem, Result};

use super::check::MAX_PAGES;
use super::pdf;
use super::wire::Split;

/// The longest side of the pictures by which a page is compared with its file, in pixels.
const COMPARED: f64 = 400.0;

/// How far a channel of a pixel may differ there.
const TOLERANCE: u8 = 8;

/// Makes a file of each page, of as many as a design may have. `beat` is called after each.
///
/// # Errors
/// `pdf-encrypted` and `pdf-damaged` for what cannot be read.
pub(super) fn split(file: &[u8], beat: &mut dyn FnMut() -> Result<()>) -> Result<Split> {
    let whole = pdf::open(file)?;
    let count = whole.pages().len();
    let mut split = Split {
        count,
        ..Split::default()
    };
    if count < 2 {
        return Ok(split);
    }
    let unreadable = |_| pdf::damaged("its pages cannot be told apart");
    let source = PdfDocument::new(Arc::new(Pdf::new(file.to_vec()).map_err(unreadable)?));
    for (index, page) in whole.pages().iter().take(MAX_PAGES).enumerate() {
        let alone = one(&source, index)?;
        // One of an impossible size is refused when it is read.
        if pdf::has_size(page) && !is_same(page, &alone)? {
            split.problems.push(
                Problem::warning("pdf-page-alone", "The page looks different as a page of its own")
                    .hint("Save the PDF without hidden layers, or each of its pages as a file of its own")
                    .at(Place {
                        page: Some(index as u32 + 1),
                        ..Place::default()
                    }),
            );
        }
        split.files.push(Arc::from(alone));
        beat()?;
    }
    Ok(split)
}

/// A page as a file, the same bytes each time.
fn one(source: &PdfDocument, index: usize) -> Result<Vec<u8>> {
    let mut document = Document::new_with(SerializeSettings {
        xmp_metadata: false,
        ..SerializeSettings::default()
    });
    document.embed_pdf_pages(source, &[index]);
    let failed = |error| pdf::damaged(&format!("a page cannot be taken out of it ({error:?})"));
    Ok(document.finish().map_err(failed)?)
}

/// Whether a page alone looks as it did among the others. What is switched off for the whole file, a layer, is not.
fn is_same(page: &Page<'_>, alone: &[u8]) -> Result<bool> {
    let alone = pdf::open(alone)?;
    let Some(other) = alone.pages().first() else {
        return Ok(false);
    };
    if pdf::size(page) != pdf::size(other) {
        return Ok(false);
    }
    let (before, after) = (small(page), small(other));
    let near = |(one, other): (&u8, &u8)| one.abs_diff(*other) <= TOLERANCE;
    let (one, other) = (before.data_as_u8_slice(), after.data_as_u8_slice());
    Ok(one.len() == other.len() && one.iter().zip(other).all(near))
}

fn small(page: &Page<'_>) -> Pixmap {
    let [width, height] = pdf::size(page);
    pdf::draw(page, COMPARED / width.max(height), &InterpreterSettings::default())
}
