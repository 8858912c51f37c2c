//! The one place where SVG, PDF and PPTX files are given to their readers: in a child process with limits.

use std::io::Read;

use crate::diag::{Problem, Result};
use crate::progress::Progress;
use crate::worker::{Job, Launcher, Limits, Replies, Task};

use super::faces::Faces;
use super::wire::{self, Answer, Imported, Split};
use super::{pdf, pdf_pages, pptx, svg, svg_elements};

/// The readers of this module, for the child process that runs them.
pub const TASKS: &[(&str, Task)] = &[
    (SVG, read_svg),
    (PDF, read_pdf),
    (PDF_PAGES, split_pdf),
    (PPTX, read_pptx),
    (SVG_ELEMENTS, read_svg_elements),
];

const SVG: &str = "svg";
const PDF: &str = "pdf";
const PDF_PAGES: &str = "pdf-pages";
const PPTX: &str = "pptx";
const SVG_ELEMENTS: &str = "svg-elements";

/// Pieces of an answer; the worker takes less than 16 MB at once.
const PIECE: usize = 4 << 20;

/// A reader that a hostile file can make fail in ways that a program does not survive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    Svg,
    Pdf,
    PdfPages,
    Pptx,
    SvgElements,
}

/// Runs a reader of a drawing on a file and what it needs besides, the fonts of an SVG.
///
/// # Errors
/// What the reader says; `reader-stuck`, `reader-memory` or `reader-crashed` when it did not survive the file.
pub(super) fn run_guarded(
    reader: Reader,
    name: &str,
    parts: &[&[u8]],
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Answer> {
    Answer::decode(&answer_of(reader, name, parts, launcher, progress)?)
}

/// Runs a reader of designs on a file, the name that the design shall have, and for a drawing the fonts that there are.
///
/// # Errors
/// As for [`run_guarded`].
pub(super) fn import_guarded(
    reader: Reader,
    name: &str,
    parts: &[&[u8]],
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Imported> {
    Imported::decode(&answer_of(reader, name, parts, launcher, progress)?)
}

/// Makes files of one page each of a PDF.
///
/// # Errors
/// As for [`run_guarded`].
pub(super) fn split_guarded(name: &str, file: &[u8], launcher: &Launcher, progress: &Progress) -> Result<Split> {
    Split::decode(&answer_of(Reader::PdfPages, name, &[file], launcher, progress)?)
}

fn answer_of(reader: Reader, name: &str, parts: &[&[u8]], launcher: &Launcher, progress: &Progress) -> Result<Vec<u8>> {
    progress.check()?;
    let lengths: Vec<[u8; 8]> = parts.iter().map(|part| (part.len() as u64).to_le_bytes()).collect();
    let request: Vec<&[u8]> = lengths
        .iter()
        .zip(parts)
        .flat_map(|(length, part)| [&length[..], part])
        .collect();
    let job = Job {
        task: match reader {
            Reader::Svg => SVG,
            Reader::Pdf => PDF,
            Reader::PdfPages => PDF_PAGES,
            Reader::Pptx => PPTX,
            Reader::SvgElements => SVG_ELEMENTS,
        },
        file: name,
        hint: "Export the file again from the program that made it, with fewer effects, or use a PNG in its place",
        request: &request,
        limits: Limits::default(),
    };
    let mut bytes = Vec::new();
    launcher.run(&job, progress, &mut |piece| {
        bytes.extend(piece);
        Ok(())
    })?;
    Ok(bytes)
}

fn read_svg(request: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    let bytes = whole(request)?;
    let parts = wire::parts(&bytes)?;
    let Some((file, fonts)) = parts.split_first() else {
        return Err(wire::broken().into());
    };
    send(&svg::read(file, fonts)?.encode()?, replies)
}

fn read_pdf(request: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    let bytes = whole(request)?;
    match wire::parts(&bytes)?.first() {
        Some(file) => send(&pdf::read(file)?.encode()?, replies),
        None => Err(wire::broken().into()),
    }
}

fn split_pdf(request: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    let bytes = whole(request)?;
    let Some(file) = wire::parts(&bytes)?.first().copied() else {
        return Err(wire::broken().into());
    };
    let split = pdf_pages::split(file, &mut || replies.advance(1))?;
    send(&split.encode()?, replies)
}

fn read_pptx(request: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    let bytes = whole(request)?;
    let [file, name] = wire::parts(&bytes)?[..] else {
        return Err(wire::broken().into());
    };
    let imported = pptx::read(file, &String::from_utf8_lossy(name), &mut || replies.advance(1))?;
    send(&imported.encode()?, replies)
}

fn read_svg_elements(request: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    let bytes = whole(request)?;
    let [file, name, faces] = wire::parts(&bytes)?[..] else {
        return Err(wire::broken().into());
    };
    let (name, faces) = (String::from_utf8_lossy(name), Faces::decode(faces)?);
    let imported = svg_elements::read(file, &name, &faces, &mut || replies.advance(1))?;
    send(&imported.encode()?, replies)
}

fn whole(request: &mut dyn Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    request
        .read_to_end(&mut bytes)
        .map_err(|error| Problem::unexpected("worker-request", format!("The reader got no request: {error}")))?;
    Ok(bytes)
}

fn send(bytes: &[u8], replies: &mut Replies<'_>) -> Result<()> {
    bytes.chunks(PIECE).try_for_each(|piece| replies.data(piece))
}
