//! `open`, and the program without a command: the window.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use crate::app::{self, NO_OPENER, Opener, Surroundings, SystemClipboard, SystemDialogs};
use crate::diag::{Place, Problem, Result};
use crate::issue::Clock;

use super::Context;
use super::surroundings::{data_folder, documents, font_folders, settings_file, temporary};

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
            documents: documents().map_or_else(data_folder, Ok)?,
            data: data_folder()?,
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
        command.arg(path);
        run(command, WAIT).map_err(|why| {
            let problem = Problem::error(NO_OPENER, format!("The system could not open it: {why}"));
            problem.hint("Open it by hand").at(Place::file(path)).into()
        })
    }
}

/// What fails has failed by then; what still runs is the browser itself.
const WAIT: Duration = Duration::from_secs(4);
const LOOK: Duration = Duration::from_millis(50);

/// Runs a program that shows something; why it failed, if it ends so soon.
fn run(mut command: Command, wait: Duration) -> std::result::Result<(), String> {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let program = quiet.get_program().to_string_lossy().into_owned();
    let mut child = quiet.spawn().map_err(|error| format!("{program}: {error}"))?;
    for _ in 0..(wait.as_millis() / LOOK.as_millis()) {
        match child.try_wait() {
            Ok(Some(status)) if status.success() || FAILS_ALWAYS => return Ok(()),
            Ok(Some(status)) => return Err(format!("{program} ended with {status}")),
            Ok(None) => std::thread::sleep(LOOK),
            Err(error) => return Err(format!("{program}: {error}")),
        }
    }
    // Somebody has to wait for it, or it stays as a dead process.
    std::thread::spawn(move || drop(child.wait()));
    Ok(())
}

/// The explorer of Windows says that it failed when it did not.
const FAILS_ALWAYS: bool = cfg!(target_os = "windows");

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn ran(script: &str) -> std::result::Result<(), String> {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        run(command, Duration::from_millis(500))
    }

    #[test]
    fn what_fails_to_show_a_file_is_told_from_a_browser_that_stays_open() {
        assert_eq!(ran("exit 0"), Ok(()));
        let failed = ran("exit 3").expect_err("it fails");
        assert!(failed.contains("sh ended with") && failed.contains('3'), "{failed}");
        assert_eq!(ran("sleep 2; exit 3"), Ok(()), "it stays open");
        let missing = run(Command::new("accolade-no-such-opener"), WAIT).expect_err("there is none");
        assert!(missing.contains("accolade-no-such-opener"), "{missing}");
    }
}
