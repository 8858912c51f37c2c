//! Designs of other programs, read as elements.

use std::path::Path;

use crate::diag::{Problem, Result, Warned};
use crate::fonts::FontBook;
use crate::progress::Progress;
use crate::worker::Launcher;

use super::faces::Faces;
use super::guard::{Reader, import_guarded};
use super::wire::Imported;
use super::{DesignFile, MAX_BYTES, check, photos};

/// A presentation as a design of its name.
pub(super) fn presentation(
    path: &Path,
    bytes: &[u8],
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Warned<DesignFile>> {
    let (file, name) = (path.display().to_string(), name(path));
    let parts = [bytes, name.as_bytes()];
    finished(import_guarded(Reader::Pptx, &file, &parts, launcher, progress)?)
}

/// A drawing as a design of its name, for texts that are set in the fonts of a book.
pub(super) fn drawing(
    path: &Path,
    bytes: &[u8],
    book: &FontBook,
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Warned<DesignFile>> {
    let (file, name) = (path.display().to_string(), name(path));
    let faces = Faces::of(book, bytes).encode()?;
    let parts = [bytes, name.as_bytes(), &faces];
    finished(import_guarded(Reader::SvgElements, &file, &parts, launcher, progress)?)
}

/// The name of a design that comes from a file.
pub(super) fn name(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().trim().to_owned());
    stem.filter(|stem| !stem.is_empty())
        .unwrap_or_else(|| "Certificate".to_owned())
}

/// What a reader made, checked as every design is.
fn finished(mut imported: Imported) -> Result<Warned<DesignFile>> {
    let mut problems = std::mem::take(&mut imported.problems);
    photos::place(&mut imported.design, &mut problems);
    let size: u64 = imported
        .assets
        .values()
        .chain(imported.fonts.values())
        .map(|file| file.len() as u64)
        .sum();
    if size > MAX_BYTES {
        problems.push(super::folder::too_large());
    }
    problems.extend(check(&imported.design).into_iter().map(|problem| Problem {
        hints: Vec::new(),
        ..problem
    }));
    problems.into_result(DesignFile {
        design: imported.design,
        assets: imported.assets,
        fonts: imported.fonts,
    })
}
