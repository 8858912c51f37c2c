//! Asking for a file or a folder with the system's dialog.
//!
//! A dialog may be missing or hang; the window does not wait for it, and the path can be typed: in a field beside the button
//! that asks, or in a dialog of the window (see [`super::asking`]).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Problem, Result};
use crate::issue::Clock;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    pub title: String,
    pub kind: AskKind,
    /// Where the dialog begins, if it is there.
    pub folder: Option<PathBuf>,
}

/// How the names of pictures end that fields take.
const PICTURES: [&str; 4] = ["png", "jpg", "jpeg", "webp"];

impl Ask {
    /// Asks for the picture of a field.
    pub fn picture(folder: Option<PathBuf>) -> Ask {
        Ask {
            title: "Choose a picture".to_owned(),
            kind: AskKind::File {
                what: "Pictures".to_owned(),
                endings: PICTURES.map(str::to_owned).to_vec(),
            },
            folder,
        }
    }
}

/// Whether a file is a picture that fields take, by its name.
pub fn is_picture(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()))
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskKind {
    /// A file that is there: what it is called and the endings of its name, without the dot.
    File {
        what: String,
        endings: Vec<String>,
    },
    Folder,
    /// A file to be written, with the name that is proposed.
    Save {
        name: String,
    },
}

/// Whoever can ask. Called on a thread; may take as long as the person does.
pub trait FileDialogs: Send + Sync {
    /// `None` when the person changed their mind.
    ///
    /// # Errors
    /// `no-dialog` when the system has none.
    fn ask(&self, ask: &Ask) -> Result<Option<PathBuf>>;

    /// The same where nothing in the window takes the path: without a dialog it is typed in one of the window.
    ///
    /// # Errors
    /// As [`FileDialogs::ask`], where there is no window.
    fn ask_or_type(&self, ask: &Ask) -> Result<Option<PathBuf>> {
        self.ask(ask)
    }
}

/// The dialogs of the desktop.
pub struct SystemDialogs {
    pub clock: Arc<dyn Clock>,
}

/// Nobody closes a dialog as fast as this, in milliseconds; a missing one is closed at once.
const TOO_FAST: i64 = 250;

impl FileDialogs for SystemDialogs {
    fn ask(&self, ask: &Ask) -> Result<Option<PathBuf>> {
        let before = self.clock.now();
        let mut dialog = rfd::FileDialog::new().set_title(&ask.title);
        if let Some(folder) = ask.folder.as_ref().filter(|folder| folder.is_dir()) {
            dialog = dialog.set_directory(folder);
        }
        let chosen = match &ask.kind {
            AskKind::File { what, endings } => dialog.add_filter(what, endings).pick_file(),
            AskKind::Folder => dialog.pick_folder(),
            AskKind::Save { name } => dialog.set_file_name(name).save_file(),
        };
        if chosen.is_none() && self.clock.now().0 - before.0 < TOO_FAST {
            let problem = Problem::error("no-dialog", "The system shows no file dialog");
            return Err(problem
                .hint("Type the path into the field, or drop the file on the window")
                .into());
        }
        Ok(chosen)
    }
}

impl std::fmt::Debug for SystemDialogs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SystemDialogs")
    }
}
