//! A file that was named while another window has the workspace is handed over to that window.
//!
//! The one that was started later writes a request beside the settings and waits until it is gone; the window with the
//! workspace looks there every now and then, takes it away, and begins with the file. Whoever takes it away has it: what
//! nobody takes in time is withdrawn, and what is left behind by a crash is never opened later.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Result};
use crate::issue::Clock;
use crate::model::Moment;
use crate::progress::Progress;
use crate::store;

use super::settings::Settings;
use super::surroundings::Surroundings;

/// How often the window looks.
const EVERY: Duration = Duration::from_millis(250);
/// How often whoever asked looks whether it was heard, and how many times: five seconds.
const LISTEN: Duration = Duration::from_millis(50);
const PATIENCE: usize = 100;
/// What is older was left behind, in milliseconds.
const STALE: i64 = 30_000;
const ENDING: &str = "json";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Request {
    workspace: PathBuf,
    file: PathBuf,
    /// When it was asked, in milliseconds since 1970.
    at: i64,
}

/// Gives the file of a start to the window that has the workspace. Whether one took it; without a file, and where no
/// other window has the workspace, there is nothing to hand over.
///
/// # Errors
/// The request cannot be written.
pub fn hand_over(surroundings: &Surroundings) -> Result<bool> {
    let (Some(file), Some(workspace), Some(folder)) =
        (&surroundings.file, workspace(surroundings), folder(surroundings))
    else {
        return Ok(false);
    };
    if !store::is_open(&workspace) {
        return Ok(false);
    }
    let request = Request {
        workspace: whole(&workspace),
        file: whole(file),
        at: surroundings.clock.now().0,
    };
    let name = format!("{}.{ENDING}", surroundings.clock.new_id()?);
    ask(&request, &folder, &name)
}

/// The workspace with which the window would begin.
fn workspace(surroundings: &Surroundings) -> Option<PathBuf> {
    let last = || {
        let choices = Settings::load(surroundings.settings.as_deref()?).ok()?;
        let first = choices.recent.first().filter(|_| choices.reopen)?;
        Some(first.dir.clone())
    };
    surroundings.workspace.clone().or_else(last)
}

/// Where requests are, beside the settings: on this computer, and of this person.
fn folder(surroundings: &Surroundings) -> Option<PathBuf> {
    Some(surroundings.settings.as_ref()?.with_file_name("requests"))
}

/// A path as any process of this computer finds it.
fn whole(path: &Path) -> PathBuf {
    // What is not there is said by whoever opens it.
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Writes the request and waits until somebody took it; else it is withdrawn.
fn ask(request: &Request, folder: &Path, name: &str) -> Result<bool> {
    let path = folder.join(name);
    let unasked = |error: std::io::Error| Problem::io("ask the open window", &path, &error);
    let text = serde_json::to_string(request).map_err(|error| unasked(error.into()))?;
    fs::create_dir_all(folder).map_err(unasked)?;
    // It has its name when it is whole.
    let half = path.with_extension("new");
    fs::write(&half, text).map_err(unasked)?;
    fs::rename(&half, &path).map_err(unasked)?;
    for _ in 0..PATIENCE {
        std::thread::sleep(LISTEN);
        if !path.exists() {
            return Ok(true);
        }
    }
    // Whoever takes it away first has it.
    Ok(fs::remove_file(&path).is_err() && !path.exists())
}

/// What a window looks for: requests for its workspace.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    folder: PathBuf,
    workspace: PathBuf,
}

impl Watch {
    /// Where nothing is kept between runs, nobody can ask.
    pub(super) fn new(surroundings: &Surroundings, workspace: &Path) -> Option<Watch> {
        Some(Watch {
            folder: folder(surroundings)?,
            workspace: whole(workspace),
        })
    }

    /// Looks until it is stopped, and tells of every file that was asked for.
    ///
    /// # Errors
    /// It was stopped.
    pub(super) fn watch<T>(&self, clock: &dyn Clock, progress: &Progress, tell: impl Fn(PathBuf)) -> Result<T> {
        loop {
            progress.check()?;
            self.taken(clock).into_iter().for_each(&tell);
            std::thread::sleep(EVERY);
        }
    }

    /// Takes the requests that are there for this workspace.
    fn taken(&self, clock: &dyn Clock) -> Vec<PathBuf> {
        // Without the folder nobody asked yet.
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let paths = entries.map(|entry| entry.path());
        let requests = paths.filter(|path| path.extension().is_some_and(|ending| ending == ENDING));
        requests.filter_map(|path| self.take(&path, clock.now())).collect()
    }

    /// Takes one request, where it is meant and was not withdrawn.
    fn take(&self, path: &Path, now: Moment) -> Option<PathBuf> {
        let request: Option<Request> = serde_json::from_slice(&fs::read(path).ok()?).ok();
        let fresh = request.filter(|request| (now.0 - request.at).abs() < STALE);
        let Some(request) = fresh else {
            // Whoever left it does not wait any more; what cannot be removed now is tried the next time.
            drop(fs::remove_file(path));
            return None;
        };
        let is_ours = request.workspace == self.workspace;
        (is_ours && fs::remove_file(path).is_ok()).then_some(request.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::TempDir;

    fn request(workspace: &str, at: i64) -> Request {
        Request {
            workspace: workspace.into(),
            file: format!("/sheets/{workspace}.xlsx").into(),
            at,
        }
    }

    #[test]
    fn a_request_is_taken_by_the_window_that_is_meant_and_only_while_it_is_fresh() {
        let dir = TempDir::new("requests");
        let put = |name: &str, request: &Request| {
            let text = serde_json::to_string(request).expect("JSON");
            fs::write(dir.path().join(name), text).expect("written");
        };
        let now = Moment(1_780_000_000_000);
        put("ours.json", &request("ours", now.0 - 1_000));
        put("other.json", &request("other", now.0 - 1_000));
        put("days.json", &request("ours", now.0 - 3 * 86_400_000));
        fs::write(dir.path().join("broken.json"), "{").expect("written");
        fs::write(dir.path().join("half.new"), "{").expect("written");
        let watch = Watch {
            folder: dir.path().to_owned(),
            workspace: "ours".into(),
        };
        let mut names: Vec<String> = fs::read_dir(dir.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        let taken = |name: &String| watch.take(&dir.path().join(name), now);
        let taken: Vec<PathBuf> = names
            .iter()
            .filter(|name| name.ends_with("json"))
            .filter_map(taken)
            .collect();
        assert_eq!(taken, [PathBuf::from("/sheets/ours.xlsx")]);
        let left = |name: &str| dir.path().join(name).exists();
        assert!(left("other.json"), "another window takes it");
        assert!(!left("ours.json") && !left("days.json") && !left("broken.json"));
    }

    #[test]
    fn whoever_is_not_heard_withdraws_the_request_and_whoever_is_knows_it() {
        let dir = TempDir::new("requests-unheard");
        let folder = dir.path().join("requests");
        let heard = ask(&request("ours", 0), &folder, "one.json").expect("asked");
        assert!(!heard && !folder.join("one.json").exists());
        std::thread::scope(|scope| {
            let asking = scope.spawn(|| ask(&request("ours", 0), &folder, "two.json"));
            let watch = Watch {
                folder: folder.clone(),
                workspace: "ours".into(),
            };
            let mut found = None;
            for _ in 0..500 {
                found = found.or_else(|| watch.take(&folder.join("two.json"), Moment(0)));
                if found.is_some() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(5));
            }
            assert_eq!(found, Some(PathBuf::from("/sheets/ours.xlsx")));
            assert!(asking.join().expect("no panic").expect("asked"), "it was heard");
        });
    }
}
