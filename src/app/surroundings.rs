//! What the window does not look up for itself: fonts, clock, randomness, folders, file dialogs, other programs.
//!
//! The program fills it in; a test fills in its own, and then no test opens a dialog, a browser or the user's settings.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::Result;
use crate::issue::{Clock, Desk};
use crate::model::{CredentialId, Date, Moment};
use crate::store::{Seed, Stamp, Store};
use crate::worker::Launcher;

use super::fonts::UiFonts;
use super::jobs::clipboard::Clipboard;
use super::jobs::dialogs::FileDialogs;

/// Everything from outside that the window works with.
#[derive(Clone)]
pub struct Surroundings {
    /// The archive of the bundled fonts.
    pub fonts: &'static [u8],
    pub launcher: Launcher,
    pub clock: Arc<dyn Clock>,
    pub seed: Seed,
    /// Where choices are kept between runs; `None` keeps nothing.
    pub settings: Option<PathBuf>,
    /// Where a person keeps documents, and finds them again: new workspaces and what is exported are offered there.
    pub documents: PathBuf,
    /// The folder of the program's own data, in which the sample workspace lies.
    pub data: PathBuf,
    /// Where the system keeps its fonts.
    pub font_folders: Vec<PathBuf>,
    /// A folder for temporary files.
    pub temporary: PathBuf,
    pub dialogs: Arc<dyn FileDialogs>,
    pub clipboard: Arc<dyn Clipboard>,
    pub opener: Arc<dyn Opener>,
    /// What is opened at the start instead of the last workspace.
    pub workspace: Option<PathBuf>,
    /// A spreadsheet to begin with.
    pub file: Option<PathBuf>,
}

/// The code of the problem that nothing outside could show a file or a folder.
pub const NO_OPENER: &str = "no-opener";

/// Shows a file, a folder or a page in the program that the system has for it.
pub trait Opener: Send + Sync {
    /// Returns when it is shown, or when what shows it has run for a moment: it is called on a thread of its own.
    ///
    /// # Errors
    /// [`NO_OPENER`] with the path, when the system has no program for it or that fails.
    fn open(&self, path: &Path) -> Result<()>;
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings")
            .field("settings", &self.settings)
            .field("documents", &self.documents)
            .finish_non_exhaustive()
    }
}

impl Surroundings {
    /// A workspace at work.
    pub(super) fn desk(&self, store: Store, fonts: &UiFonts) -> Result<Desk> {
        let clock = Box::new(Shared(self.clock.clone()));
        Ok(Desk::new(store, fonts.book(self.fonts)?, self.launcher.clone(), clock))
    }
}

/// One clock for every workspace of a run.
struct Shared(Arc<dyn Clock>);

impl Clock for Shared {
    fn now(&self) -> Moment {
        self.0.now()
    }

    fn today(&self) -> Date {
        self.0.today()
    }

    fn ahead(&self, at: Moment) -> i64 {
        self.0.ahead(at)
    }

    fn new_id(&self) -> Result<CredentialId> {
        self.0.new_id()
    }

    fn stamp(&self) -> Stamp {
        self.0.stamp()
    }
}
