//! The one place where SVG and PDF files are given to their readers.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::diag::{Problem, Result};
use crate::progress::Progress;

use super::wire::Answer;
use super::{pdf, svg};

/// A reader that a hostile file can make fail in ways that a program does not survive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    Svg,
    Pdf,
}

/// Runs a reader on a file and what it needs besides, the fonts of an SVG.
pub(super) fn run_guarded(reader: Reader, parts: &[&[u8]], progress: &Progress) -> Result<Answer> {
    progress.check()?;
    let (file, rest): (&[u8], &[&[u8]]) = match parts {
        [file, rest @ ..] => (file, rest),
        [] => (&[], &[]),
    };
    let read = || match reader {
        Reader::Svg => svg::read(file, rest),
        Reader::Pdf => pdf::read(file),
    };
    let answer = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(Problem::error(
            "reader-crashed",
            "The file could not be read safely: its reader broke off",
        )
        .into())
    })?;
    Answer::decode(&answer.encode()?)
}
