//! What is chosen and typed about what the workspace keeps for all designs.

use crate::diag::Problems;
pub use crate::issue::{Shelves, WorkspacePicture};
pub use crate::store::{Kept, KeptId, Shelf};

#[derive(Clone, Debug, Default)]
pub struct OfKept {
    /// The words that filter what can be put on the page.
    pub filter: String,
    /// What is being renamed, with the name as it is typed.
    pub rename: Option<(KeptId, String)>,
    /// The name of a new component, while its dialog is open.
    pub component: Option<String>,
    /// Why the last of those did not work.
    pub failed: Option<Problems>,
}
