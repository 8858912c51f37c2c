//! From a file to a [`Sheet`]: what it is, by content; its text decoded and split, or its workbook read in a child.

mod assemble;
mod biff;
mod cfb;
mod codec;
mod container;
mod detect;
mod edges;
mod encoding;
#[cfg(test)]
mod encoding_lists;
#[cfg(test)]
mod encoding_tests;
mod excel_xml;
mod format;
mod header;
mod html;
mod html_pieces;
mod markup;
mod not_people;
mod merged;
mod mime;
mod number;
mod ods;
mod ods_styles;
mod pages;
mod plausible;
mod ranking;
mod sideways;
mod split;
mod stream;
#[cfg(test)]
mod testing;
mod text;
mod which;
mod wire;
mod workbook;
mod xls;
mod xls_old;
mod xlsb;
mod xlsx_rows;
mod xml;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::diag::{Place, Problem, Problems, Result, Warned};
use crate::model::{BlobId, Date};
use crate::progress::Progress;
use crate::worker::{Launcher, Task};

use super::sheet::{Cell, Encoding, OtherSheet, Reading, Sheet};
use assemble::{Limits, Rows};
use detect::Kind;
use wire::Glimpse;

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 100_000_000;

/// The file that marks a workbook as open has no more bytes.
const MAX_LOCK_FILE: u64 = 1024;

/// The readers that run in a child process; `main` gives them to [`serve`](crate::worker::serve).
pub const TASKS: &[(&str, Task)] = &[(workbook::TASK, workbook::task)];

/// What the user decides about reading; by default the file tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The name of the sheet of a workbook. Default: the first visible one with something in it.
    pub sheet: Option<String>,
    /// The encoding of a text file, by any of its usual names. Default: found out.
    pub encoding: Option<String>,
    /// The encoding that was chosen for an earlier file. It counts only where the text itself leaves the choice open, and
    /// could be in it. Default: none.
    pub remembered_encoding: Option<String>,
    /// The character between the values of a text file. Default: found out.
    pub delimiter: Option<char>,
    /// The row of the headings, from 1; 0 says that there are none. Default: found out.
    pub header_row: Option<u32>,
    /// Rows that are left out, such as totals, as the spreadsheet numbers them. Default: none.
    pub without: Vec<u32>,
    /// Headings to look for besides those that are always known: the keys of the group's fields.
    pub headings: Vec<String>,
}

/// What a reader of one format hands over.
struct Table {
    sheet: String,
    is_hidden: bool,
    rows: Rows,
    others: Vec<OtherSheet>,
    encoding: Option<Encoding>,
    problems: Problems,
    /// What was seen at a glance of the other visible sheets.
    glimpses: Vec<Glimpse>,
    /// The sign between the values of a text file.
    separator: Option<char>,
    /// Whether its days are counted from 1904.
    is_1904: bool,
}

/// Reads the table of a spreadsheet or text file.
///
/// Warnings and notes say what was decided for the user (the encoding, the sheet, the row of the headings) and what was
/// left out. What is wrong with single cells is not reported here, because it matters only in columns that are used:
/// [`super::check()`](super::check()) does it.
///
/// # Errors
/// The file cannot be opened, is empty, too large, not a spreadsheet, protected by a password, damaged, or made to
/// harm its reader; there is no such sheet; or the work was cancelled.
pub fn read(path: &Path, options: &ReadOptions, launcher: &Launcher, progress: &Progress) -> Result<Warned<Sheet>> {
    let file = Source::load(path, progress)?;
    let sheet = which::read(&file, options, launcher, progress);
    let sheet = sheet.map_err(|problems| at_file(file.as_it_is(problems), path))?;
    Ok(Warned {
        problems: at_file(sheet.problems, path),
        ..sheet
    })
}

/// The sheets of a workbook, the one that [`read()`] begins with first; none of a text file.
///
/// # Errors
/// As [`read()`], but for what is in the sheets.
pub fn sheets(path: &Path, launcher: &Launcher, progress: &Progress) -> Result<Vec<OtherSheet>> {
    let file = Source::load(path, progress)?;
    let table = file.table(&ReadOptions::default(), launcher, progress);
    let table = table.map_err(|problems| at_file(problems, path))?;
    let first = OtherSheet {
        name: table.sheet,
        hidden: table.is_hidden,
        alike: None,
    };
    let all = std::iter::once(first).chain(table.others);
    Ok(all.filter(|sheet| !sheet.name.is_empty()).collect())
}

/// A file to read a sheet of.
struct Source<'a> {
    path: &'a Path,
    name: String,
    kind: Kind,
    bytes: Vec<u8>,
    hash: BlobId,
}

impl Source<'_> {
    fn load<'p>(path: &'p Path, progress: &Progress) -> Result<Source<'p>> {
        progress.start("Reading the sheet", 0);
        let bytes = load(path).map_err(|problems| at_file(problems, path))?;
        progress.check()?;
        Ok(Source {
            name: path
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            hash: BlobId(Sha256::digest(&bytes).into()),
            kind: detect::kind(&bytes).map_err(|problem| at_file(problem.into(), path))?,
            bytes,
            path,
        })
    }

    /// Why no list was found in it: what it is called says of a text what it should have been.
    fn as_it_is(&self, problems: Problems) -> Problems {
        let finds_none = |problem: &Problem| ["no-rows", "empty-sheet"].contains(&&*problem.code);
        let is_text = self.kind == Kind::Text && problems.iter().any(finds_none);
        let told = is_text
            .then(|| detect::text_as_workbook(self.path, &self.bytes))
            .flatten();
        told.map_or(problems, Problems::from)
    }

    fn table(&self, options: &ReadOptions, launcher: &Launcher, progress: &Progress) -> Result<Table> {
        let (bytes, path) = (&self.bytes, self.path);
        match self.kind {
            Kind::Text => text::read(bytes, options, progress),
            Kind::Zip | Kind::Ole | Kind::OldXls => workbook::read(bytes, path, options, launcher, progress),
            Kind::Markup(_) => markup::read(bytes, path, options, launcher, progress),
            Kind::WebArchive => {
                mime::pages(bytes).and_then(|page| markup::read(&page, path, options, launcher, progress))
            }
        }
    }
}

/// The ways to read a text file whose encoding it does not tell, each with the rows that tell them apart: the first row,
/// and after it those with letters beyond ASCII. The first is what [`read()`] takes; the names go into
/// [`ReadOptions::encoding`]. One way only when the encoding is certain; none for a workbook.
///
/// # Errors
/// The file cannot be opened, is empty, too large, or nothing that can be read.
pub fn encodings(path: &Path, most_rows: usize) -> Result<Vec<Reading>> {
    let bytes = load(path).map_err(|problems| at_file(problems, path))?;
    match detect::kind(&bytes).map_err(|problem| at_file(problem.into(), path))? {
        Kind::Text => Ok(text::readings(&bytes, most_rows)),
        Kind::Markup(_) => Ok(markup::readings(&bytes, most_rows)),
        Kind::Zip | Kind::Ole | Kind::OldXls | Kind::WebArchive => Ok(Vec::new()),
    }
}

fn load(path: &Path) -> Result<Vec<u8>> {
    let failed = |error: io::Error| Problem::io("read the spreadsheet", path, &error);
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()).into());
    }
    if !metadata.is_file() {
        // Reading from a pipe or a device may never end.
        return Err(Problem::error("not-a-file", "This is a pipe or a device, not a file")
            .hint("Save the sheet as a file and choose that")
            .into());
    }
    if metadata.len() <= MAX_LOCK_FILE
        && path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("~$"))
    {
        return Err(detect::lock_file().into());
    }
    let mut bytes = Vec::new();
    // One byte more than allowed tells a file that is too large even when it has grown meanwhile.
    File::open(path)
        .and_then(|file| file.take(MAX_FILE + 1).read_to_end(&mut bytes))
        .map_err(failed)?;
    if bytes.len() as u64 > MAX_FILE {
        let message = format!("The file is larger than {} MB", MAX_FILE / 1_000_000);
        return Err(Problem::error("file-too-large", message)
            .hint("Split it into several files, or remove what is not needed from it")
            .into());
    }
    if bytes.is_empty() {
        return Err(Problem::error("empty-file", "The file is empty")
            .hint("Check that the spreadsheet was saved")
            .into());
    }
    Ok(bytes)
}

fn at_file(problems: Problems, path: &Path) -> Problems {
    let file = Place::file(path).file;
    problems
        .into_iter()
        .map(|mut problem| {
            if problem.code != "cancelled" {
                problem
                    .place
                    .file
                    .get_or_insert_with(|| file.clone().unwrap_or_default());
            }
            problem
        })
        .collect()
}

/// A number without any format: no exponent, no more than the 15 digits that a spreadsheet keeps.
/// The letters for the bytes from 128 in an encoding that has one for each, by any of its usual names; U+FFFD where
/// there is none.
pub(super) fn upper_half(label: &str) -> Option<[char; 128]> {
    let codec = codec::Codec::of_label(label)?;
    let letter = |at: usize| {
        let byte = [128 + at as u8];
        codec.decode(&byte).0.chars().next().unwrap_or('\u{fffd}')
    };
    Some(std::array::from_fn(letter))
}

#[cfg(test)]
pub(super) use plausible::ALPHABETS;

/// Whether a word has letters only, such as one language has together, and capitals where a name has them.
pub(super) fn is_of_one_language(word: &str) -> bool {
    plausible::is_of_one_language(word)
}

/// Whether a letter is one of those that an encoding of East Asia has beside the ones in use.
pub(super) fn is_rare(c: char, encoding: &'static encoding_rs::Encoding) -> bool {
    plausible::is_rare_in(c, encoding)
}

pub(super) fn plain_number(value: f64) -> String {
    number::general(value)
}

/// The day of a day number of the 1900 date system.
pub(super) fn day_of_serial(serial: f64) -> Option<Date> {
    match number::date(serial, false) {
        Cell::Date(date) | Cell::DateTime(date, _) => Some(date),
        _ => None,
    }
}

/// The limits of every format.
const LIMITS: Limits = Limits {
    columns: 1024,
    rows: 1_100_000,
    cells: 5_000_000,
};
