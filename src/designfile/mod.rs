//! Designs from and to the outside: a folder with a `design.json`, the same in one file, a presentation of another
//! program, or a picture as background.
//!
//! The format is described for people in `docs/design-file.md`; [`json`] reads and writes it, [`check()`] says what in it
//! cannot work, naming the element. What comes from elsewhere is read within limits: a design's file has at most
//! [`MAX_ENTRIES`] entries and [`MAX_BYTES`] bytes, and no name in it leads out of it. SVG, PDF and PPTX files are
//! read by [`guard`] alone. [`prepare`] makes of a design's files, once for all credentials, what a scene draws.

mod archive;
mod assets;
mod builder;
mod check;
mod elements;
mod faces;
mod folder;
mod guard;
mod json;
mod path;
mod pdf;
mod pdf_pages;
mod picture;
mod photos;
mod placeholder;
mod pptx;
mod svg;
mod svg_elements;
mod svg_paint;
mod svg_source;
mod wire;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::diag::{Place, Problem, Problems, Result, Warned};
use crate::fonts::FontBook;
use crate::model::Design;
use crate::progress::Progress;
use crate::worker::Launcher;

pub use archive::{from_zip, to_zip, write_zip};
pub use assets::prepare;
pub use check::{FAR, check};
pub use faces::{letters, stand_ins};
pub use folder::write_folder;
pub use guard::TASKS;
pub use json::{from_json, to_json};
pub use path::safe_name;

/// The most files in a design.
pub const MAX_ENTRIES: usize = 10_000;

/// The most bytes of a design's files together.
pub const MAX_BYTES: u64 = 500_000_000;

/// The name of the file that says what a design is.
const DESIGN_JSON: &str = "design.json";

/// The folder of a design's own fonts.
const FONTS: &str = "fonts/";

/// A design with the files that it uses.
#[derive(Clone, Debug, PartialEq)]
pub struct DesignFile {
    pub design: Design,
    /// Pictures and drawings by their path in the design's folder, such as `images/seal.png`.
    pub assets: BTreeMap<String, Arc<[u8]>>,
    /// Font files by their name in the folder `fonts`.
    pub fonts: BTreeMap<String, Arc<[u8]>>,
}

/// What a drawing becomes that could be both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReadAs {
    /// The background of a new design.
    #[default]
    Background,
    /// Elements that can be changed one by one.
    Elements,
}

/// What a file can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// The design that it is.
    Design,
    /// The background of a new design, and nothing else.
    Background,
    /// A background or elements, by [`ReadAs`].
    Either,
}

/// What a file or folder can become, by its contents; whether it can be read shows when it is.
///
/// # Errors
/// It is not there.
pub fn becomes(path: &Path) -> Result<Becomes> {
    let io = |error: std::io::Error| Problem::io("read the design", path, &error);
    if std::fs::metadata(path).map_err(io)?.is_dir() {
        return Ok(Becomes::Design);
    }
    let mut head = Vec::new();
    let file = std::fs::File::open(path).map_err(io)?;
    std::io::Read::read_to_end(&mut std::io::Read::take(file, HEAD), &mut head).map_err(io)?;
    Ok(match sniff(&head) {
        Some(Kind::Svg) => Becomes::Either,
        Some(Kind::Picture | Kind::Pdf) => Becomes::Background,
        Some(Kind::Zip | Kind::Json) | None => Becomes::Design,
    })
}

/// As much of a file says what it is, in bytes.
const HEAD: u64 = 1 << 17;

/// What is said of a file that was to become elements and cannot.
fn only_background(kind: Kind) -> Problem {
    let what = if kind == Kind::Pdf { "A PDF" } else { "A picture" };
    let message = format!("{what} becomes the background: what is in it cannot be changed one by one");
    Problem::warning("only-background", message)
        .hint("Save it as SVG or PPTX in the program that made it, and import that")
}

/// Reads a design: a folder with a `design.json`, the same as a zip (`.accolade`), a PPTX presentation, whose slides
/// become pages, or a single PNG, JPEG, WebP, SVG or PDF file, which becomes the background of a new design with the
/// recipient's name in its middle, each page of a PDF that of a page.
///
/// # Errors
/// All that is wrong with it, each with the file and, where there is one, the element.
pub fn read(path: &Path, launcher: &Launcher, progress: &Progress) -> Result<Warned<DesignFile>> {
    read_what(path, What::Background, launcher, progress)
}

/// Reads a design as [`read`] does, with a choice for drawings. The book has the fonts in which a drawing's texts are set
/// then.
///
/// # Errors
/// As for [`read`].
pub fn read_as(
    path: &Path,
    what: ReadAs,
    book: &FontBook,
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Warned<DesignFile>> {
    let what = match what {
        ReadAs::Background => What::Background,
        ReadAs::Elements => What::Elements(book),
    };
    read_what(path, what, launcher, progress)
}

/// What a drawing becomes, with what that needs.
#[derive(Clone, Copy)]
enum What<'b> {
    Background,
    Elements(&'b FontBook),
}

fn read_what(path: &Path, what: What<'_>, launcher: &Launcher, progress: &Progress) -> Result<Warned<DesignFile>> {
    progress.start("Reading the design", 0);
    let metadata = std::fs::metadata(path).map_err(|error| Problem::io("read the design", path, &error))?;
    if metadata.is_dir() {
        return folder::read(path, progress);
    }
    let bytes = folder::read_file(path, MAX_BYTES)?;
    let found = match sniff(&bytes) {
        Some(Kind::Zip) if archive::is_presentation(&bytes) => elements::presentation(path, &bytes, launcher, progress),
        Some(Kind::Zip) if archive::is_spreadsheet(&bytes) => Err(Problem::error("design-spreadsheet", "This is a spreadsheet, not a design")
            .hint("Choose the file of a design, a picture, a drawing or a presentation; a spreadsheet is opened to create credentials")
            .into()),
        Some(Kind::Zip) => from_zip(&bytes, progress),
        Some(Kind::Json) => Err(Problem::error("design-alone", "This file is only a part of a design")
            .hint("Choose the folder in which it lies")
            .into()),
        Some(Kind::Svg) if let What::Elements(book) = what => elements::drawing(path, &bytes, book, launcher, progress),
        Some(kind) => picture::read(path, &Arc::from(bytes), launcher, progress).map(|mut read| {
            if matches!(what, What::Elements(_)) {
                read.problems.push(only_background(kind));
            }
            read
        }),
        None => Err(
            Problem::error("design-format", "This is neither a design nor a picture")
                .hint("Choose a folder with a design.json, an .accolade or .pptx file, or a PNG, JPEG, WebP, SVG or PDF file")
                .into(),
        ),
    };
    found.map_err(|problems| in_file(problems, path)).map(|warned| Warned {
        value: warned.value,
        problems: in_file(warned.problems, path),
    })
}

/// Puts the user's name for the file on problems that have none.
fn in_file(problems: Problems, path: &Path) -> Problems {
    let place = |mut problem: Problem| {
        problem.place.file.get_or_insert_with(|| path.display().to_string());
        problem
    };
    problems.into_iter().map(place).collect()
}

/// The place of a problem with a file of a design.
fn at_asset(name: &str) -> Place {
    Place {
        file: Some(name.to_owned()),
        ..Place::default()
    }
}

/// What some bytes are, by their beginning; the ends of file names are not trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Picture,
    Svg,
    Pdf,
    Zip,
    Json,
}

impl Kind {
    /// Whether it can be a part of a page.
    fn is_drawn(self) -> bool {
        matches!(self, Kind::Picture | Kind::Svg | Kind::Pdf)
    }
}

/// Whether a path ends like a font file.
fn is_font_name(path: &str) -> bool {
    let end = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(end.as_str(), "ttf" | "otf" | "ttc" | "otc")
}

fn sniff(bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"\xFF\xD8\xFF") {
        return Some(Kind::Picture);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(Kind::Picture);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(Kind::Zip);
    }
    let head = bytes.get(..1024).unwrap_or(bytes);
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Some(Kind::Pdf);
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    match text.first()? {
        b'{' => Some(Kind::Json),
        b'<' => {
            let head = text.get(..65_536).unwrap_or(text);
            head.windows(4)
                .any(|window| window == b"<svg" || window == b":svg")
                .then_some(Kind::Svg)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
