//! What is kept of an unfinished import, so that a person who quits in the middle goes on where they were.
//!
//! Kept are what was decided and corrected, the path of the file, and a copy of it: by the time somebody goes on, another
//! program may have changed the file or removed it, and what was corrected belongs to the rows that were read.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Result};
use crate::files::write_quickly;
use crate::import::{Change, ReadOptions};
use crate::model::{BlobId, Date, Group, GroupId};

use super::super::super::route::CreateStep;
use super::form::{Form, Row, field_names};
use super::wishes::Wishes;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The folder of the workspace that it belongs to.
    pub workspace: PathBuf,
    pub group: GroupId,
    /// The spreadsheet; none for a form.
    pub path: Option<PathBuf>,
    /// SHA-256 of the spreadsheet.
    pub hash: Option<BlobId>,
    /// The spreadsheet as it was read in this run.
    #[serde(skip)]
    pub bytes: Option<Arc<Vec<u8>>>,
    /// What was typed into the form.
    pub form: Vec<Row>,
    /// Into which fields; those of the group where they are not named, as they were not always.
    #[serde(default)]
    pub form_fields: Vec<String>,
    /// For which group that was, where it stands beside a spreadsheet of another one.
    #[serde(default)]
    pub form_group: Option<GroupId>,
    /// The name of the batch that is made of the form.
    #[serde(default)]
    pub form_key: Option<BlobId>,
    /// The numbers of its first people, and the last of all that were given so.
    #[serde(default)]
    pub form_numbers: (Vec<u32>, u32),
    pub told: Told,
    pub changes: Vec<Change>,
    pub issue_date: Option<Date>,
    pub expiry_date: Option<Date>,
    /// What is wanted of a comparison.
    #[serde(default)]
    pub wishes: Wishes,
    /// How many rows there are, for the eye.
    pub rows: usize,
    /// The step that was looked at last; the first one where it was not kept, as it was not always.
    #[serde(default)]
    pub step: CreateStep,
}

/// How the sheet was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    pub sheet: Option<String>,
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
    pub header_row: Option<u32>,
}

impl From<&ReadOptions> for Told {
    fn from(options: &ReadOptions) -> Told {
        Told {
            sheet: options.sheet.clone(),
            encoding: options.encoding.clone(),
            delimiter: options.delimiter,
            header_row: options.header_row,
        }
    }
}

impl From<Told> for ReadOptions {
    fn from(told: Told) -> ReadOptions {
        ReadOptions {
            sheet: told.sheet,
            encoding: told.encoding,
            delimiter: told.delimiter,
            header_row: told.header_row,
            ..ReadOptions::default()
        }
    }
}

/// Whether a draft is being written, and whether there is something newer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Saving {
    pub busy: bool,
    pub stale: bool,
}

impl Draft {
    /// What it is of, as a person calls it.
    pub fn name(&self) -> String {
        let name = self.path.as_deref().and_then(Path::file_name);
        name.map_or_else(|| "the form".to_owned(), |name| name.to_string_lossy().into_owned())
    }

    /// The form of a group, which is none where that is gone.
    pub fn form(&self, group: Option<&Group>) -> Form {
        let fields = match &self.form_fields[..] {
            [] => group.map(field_names).unwrap_or_default(),
            named => named.to_vec(),
        };
        let (numbers, last) = self.form_numbers.clone();
        let form = Form::new(self.form_group.unwrap_or(self.group), fields, self.form.clone());
        form.numbered(self.form_key, numbers, last)
    }

    /// The same draft with what is typed into a form.
    pub fn with_form(self, form: &Form) -> Draft {
        Draft {
            rows: if self.path.is_none() { form.filled() } else { self.rows },
            form: form.rows().to_vec(),
            form_fields: form.fields().to_vec(),
            form_group: form.group(),
            form_key: form.key(),
            form_numbers: form.numbers(),
            ..self
        }
    }

    /// Reads the draft of a workspace; none when there is none, or when it is of another version.
    pub fn load(file: &Path, workspace: &Path) -> Option<Draft> {
        let text = std::fs::read_to_string(file).ok()?;
        let draft: Draft = serde_json::from_str(&text).ok()?;
        (draft.workspace == workspace).then_some(draft)
    }

    /// Writes it beside the old one and then in its place.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save(&self, file: &Path) -> Result<()> {
        let text = serde_json::to_string(self).map_err(|error| unkept(file, &error.into()))?;
        put(file, text.as_bytes())
    }

    /// Where the copy of its spreadsheet is, beside the draft; none for a form.
    pub fn copy(&self, file: &Path) -> Option<PathBuf> {
        let name = self.path.as_deref()?.file_name()?;
        Some(copies(file).join(self.hash?.to_string()).join(name))
    }

    /// Keeps a copy of its spreadsheet, once for as long as it is worked on, in the place of an older one.
    ///
    /// # Errors
    /// The copy cannot be written.
    pub fn save_copy(&self, file: &Path) -> Result<()> {
        let copy = self.copy(file).filter(|copy| !copy.exists());
        let (Some(copy), Some(bytes)) = (copy, &self.bytes) else {
            return Ok(());
        };
        let _held = hold_copies();
        // That of another sheet, which is worked on no more; where it stays, it is only in nobody's way.
        drop(std::fs::remove_dir_all(copies(file)));
        write_copy(&copy, bytes)
    }

    /// Removes what was kept.
    pub fn remove(file: &Path) {
        let _held = hold_copies();
        // What was never written cannot be removed, and what stays is offered once more.
        drop(std::fs::remove_file(file));
        drop(std::fs::remove_dir_all(copies(file)));
    }
}

/// The folder of the copies.
fn copies(file: &Path) -> PathBuf {
    file.with_extension("")
}

/// While it is held no copy is removed, so that one can be read: another sheet may be kept on another thread meanwhile.
pub fn hold_copies() -> MutexGuard<'static, ()> {
    static COPIES: Mutex<()> = Mutex::new(());
    // Nothing lies behind the lock that a thread that ended could have left half done.
    COPIES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes the copy of a spreadsheet where [`Draft::copy`] has it.
///
/// # Errors
/// It cannot be written.
pub fn write_copy(copy: &Path, bytes: &[u8]) -> Result<()> {
    put(copy, bytes)
}

/// Writes a file beside the old one and then in its place, so that no half of it is ever read.
fn put(file: &Path, bytes: &[u8]) -> Result<()> {
    let io = |error: std::io::Error| unkept(file, &error);
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(io)?;
    }
    Ok(write_quickly(file, bytes).map_err(io)?)
}

fn unkept(file: &Path, error: &std::io::Error) -> Problem {
    Problem::io("keep what is not finished", file, error)
}
