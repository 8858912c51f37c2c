//! A design as one file: its folder in a zip archive.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::diag::{Place, Problem, Result, Warned};
use crate::progress::Progress;

use super::folder::{self, Files};
use super::{DESIGN_JSON, DesignFile, MAX_BYTES, MAX_ENTRIES, at_asset, path};

/// An archive whose names have been checked.
struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Where each file is, by its path in the design.
    index: BTreeMap<String, usize>,
    /// How many bytes may still be unpacked.
    left: u64,
}

/// Reads a design from the bytes of a zip archive.
///
/// # Errors
/// `design-archive` for a damaged or encrypted archive and for names that lead out of it; the rest as for a folder.
pub fn from_zip(bytes: &[u8], progress: &Progress) -> Result<Warned<DesignFile>> {
    folder::assemble(&mut Archive::open(bytes)?, progress)
}

/// Whether an archive is a PPTX presentation.
pub(super) fn is_presentation(bytes: &[u8]) -> bool {
    is_office(bytes, "ppt/")
}

/// Whether it is the spreadsheet of an office program.
pub(super) fn is_spreadsheet(bytes: &[u8]) -> bool {
    is_office(bytes, "xl/")
}

/// Whether it is a file of an office program with parts in this folder.
fn is_office(bytes: &[u8], folder: &str) -> bool {
    let Ok(zip) = ZipArchive::new(Cursor::new(bytes)) else {
        return false;
    };
    zip.index_for_name("[Content_Types].xml").is_some()
        && zip
            .file_names()
            .take(MAX_ENTRIES)
            .any(|name| name.is_ok_and(|name| name.to_lowercase().starts_with(folder)))
}

fn damaged(error: &zip::result::ZipError) -> Problem {
    Problem::error(
        "design-archive",
        format!("The file is damaged or not a design: {error}"),
    )
    .hint("Export or download it again")
}

impl<'a> Archive<'a> {
    fn open(bytes: &'a [u8]) -> Result<Archive<'a>> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if zip.len() > MAX_ENTRIES {
            return Err(Problem::error(
                "design-too-many",
                format!("There are more than {MAX_ENTRIES} files in it"),
            )
            .into());
        }
        let mut names = Vec::new();
        for at in 0..zip.len() {
            let entry = zip.by_index_raw(at).map_err(|error| damaged(&error))?;
            let name = entry.name().map_err(|error| damaged(&error))?.into_owned();
            if entry.is_dir() || is_of_the_system(&name) {
                continue;
            }
            if entry.is_symlink() || entry.encrypted() {
                let message = "It has a file that is encrypted or a link";
                return Err(Problem::error("design-archive", message).at(at_asset(&name)).into());
            }
            if let Some(why) = path::fault(&name) {
                let message = format!("It has a file with a name that cannot be used: {why}");
                return Err(Problem::error("design-archive", message).at(at_asset(&name)).into());
            }
            names.push((name, at));
        }
        let prefix = common_folder(&names);
        let mut index = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for (name, at) in names {
            let Some(inner) = name.strip_prefix(&prefix) else {
                continue;
            };
            // Systems that fold case would write one over the other.
            if !seen.insert(inner.to_lowercase()) {
                return Err(Problem::error("design-archive", "It has two files of the same name")
                    .at(at_asset(&name))
                    .into());
            }
            index.insert(inner.to_owned(), at);
        }
        Ok(Archive {
            zip,
            index,
            left: MAX_BYTES,
        })
    }
}

/// Files that systems add to archives by themselves.
fn is_of_the_system(name: &str) -> bool {
    name.starts_with("__MACOSX/")
        || name
            .rsplit('/')
            .next()
            .is_some_and(|last| matches!(last, ".DS_Store" | "Thumbs.db"))
}

/// The folder in which the whole design lies, when it was packed with its folder; empty otherwise.
fn common_folder(names: &[(String, usize)]) -> String {
    if names.iter().any(|(name, _)| name == DESIGN_JSON) {
        return String::new();
    }
    let suffix = format!("/{DESIGN_JSON}");
    let mut folders = names
        .iter()
        .filter_map(|(name, _)| name.strip_suffix(&suffix))
        .filter(|folder| !folder.contains('/'));
    match (folders.next(), folders.next()) {
        (Some(folder), None) => format!("{folder}/"),
        _ => String::new(),
    }
}

impl Files for Archive<'_> {
    fn take(&mut self, path: &str) -> Result<Option<Vec<u8>>> {
        let Some(at) = self.index.get(path) else {
            return Ok(None);
        };
        let entry = self
            .zip
            .by_index(*at)
            .map_err(|error| damaged(&error).at(at_asset(path)))?;
        let mut bytes = Vec::new();
        // What the archive says of its sizes is not believed.
        entry.take(self.left + 1).read_to_end(&mut bytes).map_err(|error| {
            Problem::error("design-archive", format!("A file in it is damaged: {error}"))
                .hint("Export or download it again")
                .at(at_asset(path))
        })?;
        if bytes.len() as u64 > self.left {
            return Err(folder::too_large().into());
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    fn paths(&self) -> BTreeSet<String> {
        self.index.keys().cloned().collect()
    }
}

/// A design as the bytes of a zip archive: the same design gives the same bytes, whenever and wherever.
///
/// # Errors
/// The unexpected `design-archive` when the archive cannot be made, which has no other reason than its size.
pub fn to_zip(file: &DesignFile) -> Result<Vec<u8>> {
    let failed = |why: String| Problem::unexpected("design-archive", format!("Cannot make the archive: {why}"));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in folder::contents(file) {
        // Pictures and fonts in WOFF are compressed already; a second compression costs time for nothing.
        let packed = matches!(path.rsplit('.').next(), Some("png" | "jpg" | "jpeg" | "webp"));
        let method = if packed {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644);
        writer
            .start_file(path, options)
            .map_err(|error| failed(error.to_string()))?;
        writer.write_all(&bytes).map_err(|error| failed(error.to_string()))?;
    }
    let cursor = writer.finish().map_err(|error| failed(error.to_string()))?;
    Ok(cursor.into_inner())
}

/// Writes a design as one file, whole or not at all. An existing file is replaced only when it is a design.
///
/// # Errors
/// `exists` when something else is there; what the system says.
pub fn write_zip(file: &DesignFile, target: &Path) -> Result<()> {
    let is_there = target
        .try_exists()
        .map_err(|error| Problem::io("write the design", target, &error))?;
    if is_there && !is_design(target) {
        return Err(
            Problem::error("exists", "There is something else already; it was left as it is")
                .hint("Choose another name")
                .at(Place::file(target))
                .into(),
        );
    }
    folder::write_atomically(target, &to_zip(file)?)
}

fn is_design(target: &Path) -> bool {
    let read = || -> Result<bool> {
        let bytes = folder::read_file(target, MAX_BYTES)?;
        let text = Archive::open(&bytes)?.take(DESIGN_JSON)?;
        Ok(text.is_some_and(|text| super::from_json(&String::from_utf8_lossy(&text)).is_ok()))
    };
    target.is_file() && read().unwrap_or(false)
}
