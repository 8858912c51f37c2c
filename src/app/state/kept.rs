//! What is chosen and typed about what the workspace keeps for all designs.

use crate::diag::Problems;
pub use crate::issue::{Shelves, WorkspacePicture};
pub use crate::store::{Kept, KeptId, Shelf};

/// What becomes of a file that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It comes onto the page.
    Place,
    /// It takes the place of the selected pictures.
    Replace,
    /// Its rows are shown under the page.
    Rows,
    Keep(Shelf),
}

/// A path that is typed where the system has no dialog for files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByPath {
    pub purpose: Purpose,
    pub path: String,
}

#[derive(Clone, Debug, Default)]
pub struct OfKept {
    pub by_path: Option<ByPath>,
    /// What was typed there last for each purpose: it may only have to be corrected.
    pub last_paths: Vec<ByPath>,
    /// The words that filter what can be put on the page.
    pub filter: String,
    /// What is being renamed, with the name as it is typed.
    pub rename: Option<(KeptId, String)>,
    /// The name of a new component, while its dialog is open.
    pub component: Option<String>,
    /// Why the last of those did not work.
    pub failed: Option<Problems>,
}

impl OfKept {
    /// What was typed for this purpose last; a file for another one is nobody's guess.
    pub fn last_path(&self, purpose: Purpose) -> String {
        let known = self.last_paths.iter().find(|last| last.purpose == purpose);
        known.map(|last| last.path.clone()).unwrap_or_default()
    }

    pub fn keep_path(&mut self, typed: ByPath) {
        self.last_paths.retain(|last| last.purpose != typed.purpose);
        self.last_paths.push(typed);
    }
}
