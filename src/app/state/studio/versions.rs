//! The versions of the design that is worked on: which there are, the one that is looked at, the one that is compared.

use std::sync::Arc;

use egui::TextureHandle;

use crate::compose::Kit;
use crate::diag::Problems;
pub use crate::issue::Version;
use crate::model::Design;
use crate::studio::Difference;
use crate::units::{Rect, Size};

#[derive(Debug, Default)]
pub struct Versions {
    pub list: List,
    /// What the dialog asks for, while it is open.
    pub ask: Option<Ask>,
    pub viewing: Option<Viewing>,
    pub compared: Option<Compared>,
}

/// The revisions of the design, the newest first.
#[derive(Clone, Debug, Default)]
pub enum List {
    #[default]
    Unread,
    Reading,
    Read(Vec<Version>),
    Failed(Problems),
}

/// A name for a version while it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// The revision; `None` for what is worked on, which is saved then.
    pub revision: Option<u32>,
    pub name: String,
    pub note: String,
}

/// A version on the canvas.
#[derive(Clone, Debug)]
pub struct Viewing {
    pub revision: u32,
    pub label: String,
    pub design: Arc<Design>,
    pub kit: Arc<Kit>,
}

/// A version beside what is worked on.
#[derive(Debug)]
pub struct Compared {
    pub revision: u32,
    pub label: String,
    /// Those of both, the longer of the two; at least one.
    pub pages: Vec<[Option<Side>; 2]>,
    /// Which of them is shown.
    pub page: usize,
    pub differences: Vec<Difference>,
}

/// A page of one of the two.
pub struct Side {
    pub texture: TextureHandle,
    /// In points.
    pub size: Size,
    /// Where something differs, in points of the page, with the place of the difference in the list.
    pub marks: Vec<(usize, Rect)>,
}

impl std::fmt::Debug for Side {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Side")
            .field("size", &self.size)
            .field("marks", &self.marks)
            .finish_non_exhaustive()
    }
}

impl Versions {
    /// The version of a revision, as far as it was read.
    pub fn of(&self, revision: u32) -> Option<&Version> {
        match &self.list {
            List::Read(list) => list.iter().find(|version| version.revision == revision),
            List::Unread | List::Reading | List::Failed(_) => None,
        }
    }

    /// What a revision is called: “Approved”, or “Revision 3”.
    pub fn label(&self, revision: u32) -> String {
        match self.of(revision) {
            Some(version) if !version.name.is_empty() => version.name.clone(),
            _ => format!("Revision {revision}"),
        }
    }
}
