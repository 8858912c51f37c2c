//! `open`, and the program without a command: the window.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use clap::Args;

use crate::app::{self, Opener, Surroundings, SystemClipboard, SystemDialogs};
use crate::diag::{Place, Problem, Result};
use crate::issue::Clock;

use super::Context;
use super::surroundings::{data_folder, font_folders, settings_file, temporary};

#[derive(Debug, Default, Args)]
pub(super) struct Open {
    /// A spreadsheet to begin with, or the folder of a workspace
    file: Option<PathBuf>,
}

impl Open {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let system = context.clock()?;
        let seed = system.seed();
        let clock: Arc<dyn Clock> = Arc::new(system);
        let (folder, file) = match self.file {
            Some(path) if path.join("workspace.json").is_file() => (Some(path), None),
            Some(path) if !path.exists() => {
                let error = std::io::Error::from(std::io::ErrorKind::NotFound);
                return Err(Problem::io("open it", &path, &error).into());
            }
            other => (None, other),
        };
        let surroundings = Surroundings {
            fonts: context.program.fonts,
            launcher: context.launcher()?,
            dialogs: Arc::new(SystemDialogs { clock: clock.clone() }),
            clipboard: Arc::new(SystemClipboard),
            clock,
            seed,
            settings: settings_file(),
            workspaces: data_folder()?,
            font_folders: font_folders(),
            temporary: temporary(),
            opener: Arc::new(Desktop),
            workspace: folder.or_else(|| context.workspace.clone()),
            file,
        };
        // What cannot be handed over is opened here, where it is said who has the workspace.
        if let (Some(file), Ok(true)) = (&surroundings.file, app::hand_over(&surroundings)) {
            let file = file.display();
            context
                .out
                .say(&format!("{file} is opened in the window that has this workspace"));
            return Ok(());
        }
        app::run(surroundings)
    }
}

/// Opens files with what the desktop has for them.
struct Desktop;

impl Opener for Desktop {
    fn open(&self, path: &Path) -> Result<()> {
        let program = if cfg!(target_os = "windows") {
            "explorer"
        } else if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        };
        let mut command = Command::new(program);
        command
            .arg(path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        match command.spawn() {
            Ok(mut child) => {
                // Somebody has to wait for it, or it stays as a dead process.
                std::thread::spawn(move || drop(child.wait()));
                Ok(())
            }
            Err(error) => {
                let problem = Problem::error("no-opener", format!("The system cannot open it: {error}"));
                Err(problem.hint("Open it by hand").at(Place::file(path)).into())
            }
        }
    }
}
