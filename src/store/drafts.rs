//! Designs that are worked on and not saved yet.
//!
//! Each is a record in a file of its own, `drafts/<design>`, which is replaced whole: it survives a kill, and the journal
//! holds what was saved, not every stroke on the way there. The files that a draft uses are blobs like all others.

use std::fs;
use std::path::PathBuf;

use crate::diag::Result;
use crate::model::DesignId;

use super::records::{self, v1};
use super::{Store, StoredDesign};
use crate::files::{self, Doing};

impl Store {
    fn draft_path(&self, id: DesignId) -> PathBuf {
        self.dir.join("drafts").join(id.0.to_string())
    }

    /// Keeps a design that is worked on, durable when this returns. Its revision is the one that it began with.
    pub fn put_design_draft(&self, draft: &StoredDesign) -> Result<()> {
        self.check_writable()?;
        let bytes = records::write(&v1::Design::from_model(draft)?)?;
        let path = self.draft_path(draft.id);
        let folder = files::folder_of(&path);
        if !folder.is_dir() {
            fs::create_dir_all(folder)
                .and_then(|()| files::sync_folder(&self.dir))
                .doing("keep what was changed", folder)?;
        }
        files::write_atomic(&path, &bytes).doing("keep what was changed", &path)
    }

    /// What was kept of a design; `None` when nothing was.
    ///
    /// # Errors
    /// The file cannot be read, or it is damaged.
    pub fn design_draft(&self, id: DesignId) -> Result<Option<StoredDesign>> {
        let path = self.draft_path(id);
        let Some(bytes) = files::read_if_there(&path).doing("read what was changed", &path)? else {
            return Ok(None);
        };
        let draft = records::read::<v1::Design>(&bytes).and_then(|record| record.into_model(false));
        draft
            .map(Some)
            .map_err(|damage| damage.problem("What was changed and not saved yet").into())
    }

    /// Whether something was kept of a design.
    pub fn has_design_draft(&self, id: DesignId) -> bool {
        self.draft_path(id).is_file()
    }

    /// Forgets what was kept of a design.
    pub fn remove_design_draft(&self, id: DesignId) -> Result<()> {
        self.check_writable()?;
        let path = self.draft_path(id);
        match fs::remove_file(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            removed => removed.doing("remove what was changed", &path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Progress;
    use crate::store::testing::{design, fresh, open, stamp};

    #[test]
    fn a_draft_is_there_after_the_next_opening_and_a_damaged_one_is_said() {
        let (dir, store) = fresh("drafts");
        let draft = design(7, 3, "Heritage");
        assert_eq!(store.design_draft(draft.id).expect("reads"), None);
        store.put_design_draft(&draft).expect("keeps");
        drop(store);
        let opened = open(&dir);
        assert!(opened.problems.is_empty(), "{}", opened.problems);
        let store = opened.value;
        assert!(store.has_design_draft(draft.id));
        assert_eq!(store.design_draft(draft.id).expect("reads"), Some(draft.clone()));
        let found = store.verify(&stamp(3), &Progress::new()).expect("verifies");
        assert!(found.is_empty(), "{found}");
        fs::write(store.draft_path(draft.id), b"CR not whole").expect("writes");
        assert!(store.design_draft(draft.id).is_err());
        store.remove_design_draft(draft.id).expect("removes");
        store.remove_design_draft(draft.id).expect("there is none");
        assert_eq!(store.design_draft(draft.id).expect("reads"), None);
    }
}
