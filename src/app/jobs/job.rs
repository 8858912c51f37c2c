//! What a job is: how it is run, shown and answered.

use crate::diag::Problems;

use super::Answer;

/// A place that holds one job at a time: the newest question is the only one of interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    Fonts,
    /// Opening, making or switching the workspace.
    Open,
    /// Giving up the one that was open.
    Close,
    /// Copying the open workspace elsewhere.
    Copy,
    /// Reading the counts of the workspace.
    Snapshot,
    /// Looking up all that is to be selected.
    Picked,
    /// Counting while many credentials are changed.
    Tally,
    Dialog,
    SaveSettings,
    /// Looking whether another start of the program has a file for this window.
    Requests,
    /// The search in what is published.
    Found,
    /// The search over everything.
    Palette,
    Create,
    /// Writing what is not finished.
    Drafts,
    /// Writing what is typed into a group and not saved.
    GroupDrafts,
    /// Writing what is typed on the review page and not saved.
    Unsaved,
    /// Changing all rows of a sheet.
    Rows,
    /// Looking whether the sheet still is what was read.
    SheetFile,
    /// Reading all of the pictures that the rows of a sheet name.
    RowPictures,
    /// The credential that is shown before it is made.
    Sample,
    Fit,
    Generate,
    Review,
    /// Reading the credential of the review page, and what its edits would make of it.
    ReviewOne,
    ReviewEdit,
    /// Reading the sheet that a credential was made of.
    ReviewSheet,
    /// Looking at what would be published.
    Plan,
    Publish,
    Credential,
    Design,
    Group,
    /// Reading a design to work on it.
    Studio,
    /// Drawing the design that is worked on.
    Canvas,
    /// Reading the pictures of the row that is shown.
    StudioRow,
    /// Reading the rows that are attached to it.
    StudioRows,
    /// Comparing a version with what is worked on.
    Compare,
    /// Drawing what is copied for other programs.
    StudioCopy,
    /// Setting all rows with the design that is worked on.
    Survey,
}

/// How a job is run and shown.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    pub(super) title: Option<&'static str>,
    pub(super) slot: Option<Slot>,
    pub(super) failed: Option<fn(Problems) -> Answer>,
}

impl Job {
    /// A job that is too short to be shown.
    pub fn quiet() -> Job {
        Job {
            title: None,
            slot: None,
            failed: None,
        }
    }

    /// A job in the tray, such as “Publishing”.
    pub fn shown(title: &'static str) -> Job {
        Job {
            title: Some(title),
            ..Job::quiet()
        }
    }

    /// Replaces the job that is in the slot.
    pub fn slot(self, slot: Slot) -> Job {
        Job {
            slot: Some(slot),
            ..self
        }
    }

    /// Whether it goes on, and is heard, when the workspace is left.
    pub(super) fn outlasts_workspace(&self) -> bool {
        matches!(self.slot, Some(Slot::Fonts | Slot::SaveSettings | Slot::Close))
    }

    /// Whether it may have the workspace in its hands. A file dialog has not, and has no end of its own.
    pub(super) fn has_workspace(&self) -> bool {
        let slots = [Slot::Fonts, Slot::SaveSettings, Slot::Dialog, Slot::Requests];
        self.slot.is_none_or(|slot| !slots.contains(&slot))
    }

    /// Answers a failure in this way. Without it a failure is shown in the tray.
    pub fn on_failure(self, answer: fn(Problems) -> Answer) -> Job {
        Job {
            failed: Some(answer),
            ..self
        }
    }
}
