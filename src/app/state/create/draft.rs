//! What is kept of a spreadsheet or a form that is not finished, so that a person who quits in the middle, or begins with
//! something else, goes on where they were.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::import::{Change, ReadOptions};
use crate::model::{BlobId, Date, Group, GroupId};

use super::super::super::route::CreateStep;
use super::super::super::settings::Dates;
use super::form::{Form, Row, field_names, is_filled};
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
    /// How dates were written when it was typed; not known of earlier releases.
    #[serde(default)]
    pub form_dates: Option<Dates>,
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
    /// What was corrected in other sheets of the file.
    #[serde(default)]
    pub sheets: Vec<Draft>,
    /// Counts up with what is put aside: the highest is the newest.
    #[serde(default)]
    pub turn: u64,
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

/// What tells a draft from all others: the form by its batch, or the sheet of a file for its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftId(BlobId);

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Draft {
    /// The draft of something in a workspace, for a group, of which nothing is known yet.
    pub fn blank(workspace: PathBuf, group: GroupId) -> Draft {
        Draft {
            workspace,
            group,
            path: None,
            hash: None,
            bytes: None,
            form: Vec::new(),
            form_fields: Vec::new(),
            form_group: None,
            form_key: None,
            form_numbers: Default::default(),
            form_dates: None,
            told: Told::default(),
            changes: Vec::new(),
            issue_date: None,
            expiry_date: None,
            wishes: Wishes::default(),
            rows: 0,
            step: CreateStep::default(),
            sheets: Vec::new(),
            turn: 0,
        }
    }

    /// The same thing keeps it, whatever is typed or corrected in it.
    pub fn id(&self) -> DraftId {
        let (kind, name) = match self.path {
            Some(_) => ("sheet", self.hash),
            None => ("form", self.form_key),
        };
        let mut hash = Sha256::new();
        hash.update(kind);
        hash.update(name.map(|name| name.0).unwrap_or_default());
        hash.update(self.group.0.to_be_bytes());
        hash.update(self.workspace.as_os_str().as_encoded_bytes());
        hash.update([0]);
        hash.update(self.told.sheet.as_deref().unwrap_or_default());
        DraftId(BlobId(hash.finalize().into()))
    }

    /// What it is of, as a person calls it.
    pub fn name(&self) -> String {
        let name = self.path.as_deref().and_then(Path::file_name);
        name.map_or_else(|| "the form".to_owned(), |name| name.to_string_lossy().into_owned())
    }

    /// The name of the first person of a form.
    pub fn first_name(&self) -> Option<&str> {
        // Where the fields are not named, the name is the first of them.
        let column = self.form_fields.iter().position(|field| field == "name").unwrap_or(0);
        let filled = self.form.iter().find(|row| is_filled(row))?;
        filled.get(column).map(String::as_str)
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

    /// A spreadsheet and the form beside it, which earlier versions kept as one, each by itself.
    pub fn apart(self) -> impl Iterator<Item = Draft> {
        let form = Some(self.form(None)).filter(|form| self.path.is_some() && !form.is_blank());
        let form = form.map(|form| {
            let beside = Draft {
                group: self.form_group.unwrap_or(self.group),
                path: None,
                hash: None,
                told: Told::default(),
                changes: Vec::new(),
                wishes: Wishes::default(),
                sheets: Vec::new(),
                // Those are dates of the spreadsheet.
                issue_date: None,
                expiry_date: None,
                ..self.clone()
            };
            beside.with_form(&form)
        });
        let first = match self.path {
            Some(_) => self.with_form(&Form::default()),
            None => self,
        };
        std::iter::once(first).chain(form)
    }
}

#[cfg(test)]
pub mod testing {
    use std::path::Path;

    use super::*;

    /// A form of a workspace with these people.
    pub fn form(workspace: &Path, key: u8, names: &[&str]) -> Draft {
        let rows = names.iter().map(|name| Arc::new(vec![(*name).to_owned()])).collect();
        let form =
            Form::new(GroupId(1), vec!["name".to_owned()], rows).numbered(Some(BlobId([key; 32])), Vec::new(), 0);
        Draft::blank(workspace.to_owned(), GroupId(1)).with_form(&form)
    }

    /// A spreadsheet of a workspace with these bytes, of which the first is that of its hash.
    pub fn sheet(workspace: &Path, name: &str, bytes: &[u8]) -> Draft {
        Draft {
            path: Some(Path::new("lists").join(name)),
            hash: Some(BlobId([bytes.first().copied().unwrap_or_default(); 32])),
            bytes: Some(Arc::new(bytes.to_vec())),
            rows: 2,
            ..form(workspace, 0, &[]).with_form(&Form::default())
        }
    }
}
