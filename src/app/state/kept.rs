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
    /// What was typed there last: it may only have to be corrected.
    pub last_path: String,
    /// The words that filter what can be put on the page.
    pub filter: String,
    /// What is being renamed, with the name as it is typed.
    pub rename: Option<(KeptId, String)>,
    /// The name of a new component, while its dialog is open.
    pub component: Option<String>,
    /// Why the last of those did not work.
    pub failed: Option<Problems>,
}
