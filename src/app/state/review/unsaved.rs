//! What is typed on the review page and not saved: it stays with its credential until it is saved or discarded, also for
//! another run, in one small file for each workspace, beside the choices.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Result};
use crate::files::write_with_folder;
use crate::model::{CredentialId, FieldName};

use super::super::workspace::named_after;

/// New texts of fields.
pub type Changes = Vec<(FieldName, String)>;

/// What is typed into one credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// Whose it is, as it is stored.
    pub name: String,
    pub changes: Changes,
}

/// What is typed into all of them.
#[derive(Clone, Debug, Default)]
pub struct Unsaved {
    typed: BTreeMap<CredentialId, Typed>,
    /// Whether the file says something older.
    pub stale: bool,
    /// Whether the file is being written.
    pub busy: bool,
}

impl Unsaved {
    /// What was typed in another run.
    pub fn again(typed: BTreeMap<CredentialId, Typed>) -> Unsaved {
        Unsaved {
            typed,
            ..Unsaved::default()
        }
    }

    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    pub fn of(&self, id: CredentialId) -> Option<&Typed> {
        self.typed.get(&id)
    }

    pub fn ids(&self) -> impl Iterator<Item = CredentialId> {
        self.typed.keys().copied()
    }

    pub fn all(&self) -> BTreeMap<CredentialId, Typed> {
        self.typed.clone()
    }

    /// Takes what is typed into one of them by now. Whether that is something else than before.
    pub fn put(&mut self, id: CredentialId, typed: Option<Typed>) -> bool {
        match typed {
            Some(typed) if self.typed.get(&id) == Some(&typed) => false,
            Some(typed) => {
                self.typed.insert(id, typed);
                true
            }
            None => self.typed.remove(&id).is_some(),
        }
    }

    /// These texts are stored; what was typed since stays. Whether something is no more unsaved.
    pub fn saved(&mut self, id: CredentialId, stored: &[(FieldName, String)]) -> bool {
        let Some(typed) = self.typed.get_mut(&id) else {
            return false;
        };
        let before = typed.changes.len();
        typed.changes.retain(|change| !stored.contains(change));
        let left = typed.changes.len();
        if left == 0 {
            self.typed.remove(&id);
        }
        left < before
    }

    /// Takes out those that are not under review any more, and gives their names.
    pub fn take_gone(&mut self, waits: impl Fn(CredentialId) -> bool) -> Vec<String> {
        let gone = self.typed.extract_if(.., |id, _| !waits(*id));
        gone.map(|(_, typed)| typed.name).collect()
    }

    /// That something is not saved, and of whom; none where everything is.
    pub fn sentence(&self) -> Option<String> {
        let first = &self.typed.values().next()?.name;
        Some(match self.typed.len() {
            1 => format!("What was typed for {first} is kept, but not saved"),
            all => format!("What was typed for {first} and {} more is kept, but not saved", all - 1),
        })
    }
}

/// Where it is kept of a workspace.
#[derive(Clone, Debug)]
pub struct Place {
    file: PathBuf,
    workspace: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    /// The folder of the workspace that it belongs to.
    workspace: PathBuf,
    /// By the ids as people see them.
    typed: BTreeMap<String, Typed>,
}

impl Place {
    /// Beside the choices.
    pub fn beside(settings: &Path, workspace: &Path) -> Place {
        let folder = settings.with_file_name("unsaved-reviews");
        Place {
            file: folder.join(format!("{}.json", named_after(workspace))),
            workspace: workspace.to_owned(),
        }
    }

    /// What is kept; nothing where there is no file, or one of another version or workspace.
    pub fn read(&self) -> BTreeMap<CredentialId, Typed> {
        let read = || -> Option<Kept> { serde_json::from_str(&std::fs::read_to_string(&self.file).ok()?).ok() };
        let kept = read().filter(|kept| kept.workspace == self.workspace);
        let typed = kept.into_iter().flat_map(|kept| kept.typed);
        typed
            .filter_map(|(id, typed)| Some((id.parse().ok()?, typed)))
            .collect()
    }

    /// Keeps this in the place of what was kept; where there is nothing, there is no file any more.
    ///
    /// # Errors
    /// The file cannot be written or removed.
    pub fn keep(&self, typed: BTreeMap<CredentialId, Typed>) -> Result<()> {
        let unkept = |error: io::Error| Problem::io("keep what is not saved", &self.file, &error);
        if typed.is_empty() {
            return match std::fs::remove_file(&self.file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unkept(error).into()),
                _ => Ok(()),
            };
        }
        let typed = typed.into_iter().map(|(id, typed)| (id.to_string(), typed));
        let kept = Kept {
            workspace: self.workspace.clone(),
            typed: typed.collect(),
        };
        let text = serde_json::to_string(&kept).map_err(|error| unkept(error.into()))?;
        Ok(write_with_folder(&self.file, text.as_bytes()).map_err(unkept)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(name: &str, texts: &[(&str, &str)]) -> Typed {
        let change = |(field, text): &(&str, &str)| {
            let field: FieldName = field.parse().expect("a field");
            (field, (*text).to_owned())
        };
        Typed {
            name: name.to_owned(),
            changes: texts.iter().map(change).collect(),
        }
    }

    #[test]
    fn what_is_stored_is_unsaved_no_more_and_what_was_typed_since_is() {
        let id = CredentialId([1; 16]);
        let mut unsaved = Unsaved::default();
        let both = typed(
            "Anna",
            &[("recipient.name", "Anna B."), ("recipient.email", "a@b.example")],
        );
        assert!(unsaved.put(id, Some(both.clone())));
        assert!(!unsaved.put(id, Some(both.clone())), "it is the same");
        let older = typed(
            "Anna",
            &[("recipient.name", "Anna"), ("recipient.email", "a@b.example")],
        );
        assert!(unsaved.saved(id, &older.changes));
        let left = typed("Anna", &[("recipient.name", "Anna B.")]);
        assert_eq!(unsaved.of(id), Some(&left));
        assert!(unsaved.saved(id, &both.changes));
        assert!(unsaved.is_empty() && unsaved.sentence().is_none());
        assert!(!unsaved.saved(id, &both.changes));
    }

    #[test]
    fn what_is_kept_is_of_one_workspace_and_its_file_goes_with_it() {
        let folder = std::env::temp_dir().join(format!("accolade-unsaved-reviews-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&folder));
        let settings = folder.join("settings.json");
        let [here, there] = ["/here", "/there"].map(|workspace| Place::beside(&settings, Path::new(workspace)));
        let all: BTreeMap<_, _> = [(CredentialId([7; 16]), typed("Zoë", &[("recipient.name", "Zoë M.")]))].into();
        here.keep(all.clone()).expect("writes");
        assert_eq!(here.read(), all);
        assert!(there.read().is_empty());
        // Not even where two paths have one name.
        std::fs::rename(&here.file, &there.file).expect("the file");
        assert!(there.read().is_empty() && here.read().is_empty());
        there.keep(BTreeMap::new()).expect("removes");
        there.keep(BTreeMap::new()).expect("there is none");
        std::fs::remove_dir_all(&folder).expect("nothing is left in it");
    }
}
