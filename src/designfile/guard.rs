//! The one place where SVG and PDF files are given to their readers: in a child process with limits.

use std::io::Read;

use crate::diag::{Problem, Result};
use crate::progress::Progress;
use crate::worker::{Job, Launcher, Limits, Replies, Task};

use super::wire::{self, Answer};
use super::{pdf, svg};

/// The readers of this module, for the child process that runs them.
pub const TASKS: &[(&str, Task)] = &[(SVG, read_svg), (PDF, read_pdf)];

const SVG: &str = "svg";
const PDF: &str = "pdf";

/// Pieces of an answer; the worker takes less than 16 MB at once.
const PIECE: usize = 4 << 20;

/// A reader that a hostile file can make fail in ways that a program does not survive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    Svg,
    Pdf,
}

/// Runs a reader on a file and what it needs besides, the fonts of an SVG.
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
    Answer::decode(&bytes)
}

fn read_svg(request: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    let bytes = whole(request)?;
    let parts = wire::parts(&bytes)?;
    let Some((file, fonts)) = parts.split_first() else {
        return Err(wire::broken().into());
    };
    answer(&svg::read(file, fonts)?, replies)
}

fn read_pdf(request: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    let bytes = whole(request)?;
    match wire::parts(&bytes)?.first() {
        Some(file) => answer(&pdf::read(file)?, replies),
        None => Err(wire::broken().into()),
    }
}

fn whole(request: &mut dyn Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    request
        .read_to_end(&mut bytes)
        .map_err(|error| Problem::unexpected("worker-request", format!("The reader got no request: {error}")))?;
    Ok(bytes)
}

fn answer(answer: &Answer, replies: &mut Replies<'_>) -> Result<()> {
    answer.encode()?.chunks(PIECE).try_for_each(|piece| replies.data(piece))
}
