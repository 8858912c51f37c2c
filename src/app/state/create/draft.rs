//! What is kept of an unfinished import, so that a person who quits in the middle goes on where they were.
//!
//! The file itself stays where it is; kept are its path, and what was decided and corrected.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Result};
use crate::import::{Change, ReadOptions};
use crate::model::{BlobId, Date, GroupId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The folder of the workspace that it belongs to.
    pub workspace: PathBuf,
    pub group: GroupId,
    /// The spreadsheet; none for a form.
    pub path: Option<PathBuf>,
    /// SHA-256 of the spreadsheet.
    pub hash: Option<BlobId>,
    /// What was typed into the form.
    pub form: Vec<Vec<String>>,
    pub told: Told,
    pub changes: Vec<Change>,
    pub issue_date: Option<Date>,
    pub expiry_date: Option<Date>,
    /// How many rows there are, for the eye.
    pub rows: usize,
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
        let io = |error: std::io::Error| Problem::io("keep what is not finished", file, &error);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(io)?;
        }
        let text = serde_json::to_string(self).map_err(|error| io(error.into()))?;
        let beside = file.with_extension("json.tmp");
        std::fs::write(&beside, text).map_err(io)?;
        std::fs::rename(&beside, file).map_err(io)?;
        Ok(())
    }
}
