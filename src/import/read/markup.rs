//! Tables in HTML and XML: their text is decoded here, and what it says is read in the child.

use std::borrow::Cow;
use std::path::Path;

use crate::diag::{Result, Warned};
use crate::progress::Progress;
use crate::worker::Launcher;

use super::super::sheet::{Encoding, Reading};
use super::codec::Codec;
use super::detect::beginning;
use super::{ReadOptions, Table, encoding, html, text, workbook};

/// Reads a table from a file that is marked up.
pub(super) fn read(
    bytes: &[u8],
    path: &Path,
    options: &ReadOptions,
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Table> {
    let Warned {
        value: (text, encoding),
        problems,
    } = decoded(bytes, options)?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut table = workbook::read(text.as_bytes(), path, options, launcher, progress)?;
    table.encoding = encoding.guessed.then_some(encoding);
    table.problems.extend(problems);
    Ok(table)
}

/// The text of the file: as a person says, as its bytes or the file itself say, else as it is guessed.
fn decoded<'a>(bytes: &'a [u8], options: &ReadOptions) -> Result<Warned<(Cow<'a, str>, Encoding)>> {
    let told = options.encoding.as_deref();
    if told.is_none()
        && !encoding::is_certain(bytes)
        && let Some(label) = html::declared_encoding(&beginning(bytes))
        && let Some(decoded) = encoding::decode_declared(bytes, label)
    {
        return Ok(decoded);
    }
    encoding::decode_as(bytes, told, options.remembered_encoding.as_deref())
}

/// The readings that are worth a look; none where the encoding is not guessed.
pub(super) fn readings(bytes: &[u8], most_rows: usize) -> Vec<Reading> {
    match decoded(bytes, &ReadOptions::default()) {
        Ok(decoded) if decoded.value.1.guessed => {
            let encoding = &decoded.value.1;
            let names = std::iter::once(encoding.name).chain(encoding.others.iter().copied());
            text::readings_in(bytes, names.filter_map(Codec::of_label).collect(), most_rows)
        }
        _ => Vec::new(),
    }
}
