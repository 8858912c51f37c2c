//! What is typed into the form of a group and not saved, kept for another run: one small file for each group, beside the
//! choices.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Result};
use crate::files::write_with_folder;
use crate::model::{Group as Stored, GroupId};

use super::super::workspace::named_after;
use super::{Form, Group};

/// What is known of the files; none is for the new group.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    /// The groups of which what was kept is taken already: from then on the files follow what is typed.
    pub taken: BTreeSet<Option<GroupId>>,
    /// The groups with which a person goes on, each with the revision into which was typed.
    pub gone_on: BTreeMap<Option<GroupId>, Option<u32>>,
    /// The groups whose file says something older than what is typed.
    pub stale: BTreeSet<Option<GroupId>>,
    /// The group whose file is being written, if one is.
    pub writing: Option<Option<GroupId>>,
}

/// What a person goes on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoneOn {
    AsItWas,
    /// The group was saved since with something else in it.
    Changed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The folder of the workspace that it belongs to.
    workspace: PathBuf,
    /// None for a new one.
    group: Option<GroupId>,
    /// The revision of the group into which was typed.
    pub base: Option<u32>,
    form: Form,
}

/// Where the draft of a group is.
#[derive(Clone, Debug)]
pub struct Place {
    /// The folder of all drafts.
    pub folder: PathBuf,
    pub workspace: PathBuf,
    pub group: Option<GroupId>,
}

impl Draft {
    /// What was typed, into the group as it is now.
    pub fn into_form(self, before: Option<Arc<Stored>>) -> Form {
        Form { before, ..self.form }
    }
}

impl Place {
    fn file(&self) -> PathBuf {
        // The draft says itself whose it is.
        let name = named_after(&self.workspace);
        let group = self.group.map_or_else(|| "new".to_owned(), |id| id.to_string());
        self.folder.join(format!("{name}-{group}.json"))
    }

    /// Reads the draft; none when there is none, or when it is of another version.
    pub fn read(&self) -> Option<Draft> {
        let text = std::fs::read_to_string(self.file()).ok()?;
        let draft: Draft = serde_json::from_str(&text).ok()?;
        (draft.workspace == self.workspace && draft.group == self.group).then_some(draft)
    }

    /// Keeps what is typed in the place of what was kept; without anything, there is no draft any more.
    ///
    /// # Errors
    /// The file cannot be written or removed.
    pub fn keep(self, typed: Option<(Option<u32>, Form)>) -> Result<()> {
        let file = self.file();
        let unkept = |error: io::Error| Problem::io("keep what is not saved", &file, &error);
        let Some((base, form)) = typed else {
            return match std::fs::remove_file(&file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unkept(error).into()),
                _ => Ok(()),
            };
        };
        let draft = Draft {
            workspace: self.workspace,
            group: self.group,
            base,
            form,
        };
        let text = serde_json::to_string(&draft).map_err(|error| unkept(error.into()))?;
        Ok(write_with_folder(&file, text.as_bytes()).map_err(unkept)?)
    }
}

impl Group {
    /// The form of a group in which something is typed, with the revision into which it was.
    pub fn typed(&self, id: Option<GroupId>) -> Option<(Option<u32>, Form)> {
        let mut forms = self.form.iter().chain(&self.aside);
        let form = forms.find(|form| form.id() == id && form.is_typed(&self.designs))?;
        let now = form.before.as_ref().map(|before| before.revision);
        let base = self.drafts.gone_on.get(&id).copied().unwrap_or(now);
        Some((base, form.clone()))
    }

    /// Whether a person goes on with what was typed in another run.
    pub fn gone_on(&self, form: &Form) -> Option<GoneOn> {
        let base = *self.drafts.gone_on.get(&form.id())?;
        let now = form.before.as_ref().map(|before| before.revision);
        Some(if base == now { GoneOn::AsItWas } else { GoneOn::Changed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_of_another_workspace_is_never_read() {
        let folder = std::env::temp_dir().join(format!("accolade-group-drafts-{}", std::process::id()));
        let place = Place {
            folder: folder.clone(),
            workspace: "/here".into(),
            group: None,
        };
        let other = Place {
            workspace: "/there".into(),
            ..place.clone()
        };
        let form = Form {
            title: "Course".to_owned(),
            ..Form::default()
        };
        place.clone().keep(Some((None, form))).expect("writes");
        assert!(place.read().is_some());
        assert_eq!(other.read(), None);
        // Not even where two paths have one name.
        std::fs::rename(place.file(), other.file()).expect("the draft");
        assert_eq!(other.read(), None);
        other.clone().keep(None).expect("removes");
        other.keep(None).expect("there is none");
        std::fs::remove_dir(folder).expect("nothing is left");
    }
}
