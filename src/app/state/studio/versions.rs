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
    /// What is being compared.
    pub comparing: Option<Comparing>,
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

/// What was saved, and as what.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Of the design.
    pub name: &'a str,
    /// The revision that was saved before.
    pub before: u32,
    pub revision: u32,
    /// Whether the design differed from what was saved.
    pub changed: bool,
    /// What the version is called, where it was saved as one.
    pub version: &'a str,
}

impl Told<'_> {
    /// For the person: a revision of its own, or one that took the place of what was there.
    pub fn words(&self) -> String {
        let Told {
            name, before, revision, ..
        } = self;
        match self {
            Told { version, .. } if !version.is_empty() => {
                format!("Saved {name} as “{version}”, revision {revision}")
            }
            _ if revision > before => format!("Saved {name} as revision {revision}; revision {before} stays as it was"),
            Told { changed: true, .. } => {
                format!("Saved {name} as revision {revision}")
            }
            Told { changed: false, .. } => format!("{name} was saved already, as revision {revision}"),
        }
    }
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

/// With what a version is being compared, which may be no more what is shown when that is done.
#[derive(Debug)]
pub struct Comparing {
    pub design: Arc<Design>,
    /// The revision that was on the canvas.
    pub viewing: Option<u32>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_says_its_revision() {
        let told = |before, revision, changed, version| {
            let name = "Diploma";
            Told {
                name,
                before,
                revision,
                changed,
                version,
            }
            .words()
        };
        for (said, expected) in [
            (told(1, 1, true, ""), "Saved Diploma as revision 1"),
            (
                told(1, 2, true, ""),
                "Saved Diploma as revision 2; revision 1 stays as it was",
            ),
            (told(2, 2, false, ""), "Diploma was saved already, as revision 2"),
            (told(1, 2, true, "Spring"), "Saved Diploma as “Spring”, revision 2"),
        ] {
            assert_eq!(said, expected);
        }
    }
}
