//! Which folders hold copies of what is published, so that a revocation reaches them.
//!
//! The list is a part of the journal, together with the place of the workspace that wrote it. A workspace that is found
//! in another place may be a restored backup or a copy of the folder: it must not write into the copies of the original,
//! and says that it does not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diag::{Place, Problem, Problems, Result, Severity, Warned};
use crate::issue::Desk;
use crate::progress::Progress;
use crate::store::{Change, Event};

use super::copy::{Copy, not_updated};
use super::index;
use super::view::Parts;

/// Under which name the list is remembered.
const KEY: &str = "copies of what is published";

/// The folders with copies of a workspace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct List {
    /// Where the workspace was, without links.
    workspace: String,
    folders: Vec<String>,
    /// What the folders get that do not get everything.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    parts: BTreeMap<String, Parts>,
}

impl List {
    /// The list with one more folder; that of a workspace in another place begins anew. `None` when there is nothing new.
    fn with(mut self, workspace: &str, folder: &str, parts: Parts) -> Option<List> {
        let before = self.clone();
        if self.workspace != workspace {
            self = List {
                workspace: workspace.to_owned(),
                ..List::default()
            };
        }
        if !self.folders.iter().any(|known| known == folder) {
            self.folders.push(folder.to_owned());
        }
        match parts == Parts::default() {
            true => self.parts.remove(folder),
            false => self.parts.insert(folder.to_owned(), parts),
        };
        (self != before).then_some(self)
    }

    /// The folders that this workspace may write into.
    fn of(self, workspace: &str) -> Warned<Vec<(PathBuf, Parts)>> {
        if self.workspace == workspace || self.folders.is_empty() {
            let parts = |folder: &String| self.parts.get(folder).copied().unwrap_or_default();
            let folders = self.folders.iter().map(|folder| (PathBuf::from(folder), parts(folder)));
            return Warned::clean(folders.collect());
        }
        let message = format!(
            "{} to this workspace as it was at {}, and not changed from here: {}",
            match self.folders.len() {
                1 => "One folder with copies belongs".to_owned(),
                count => format!("{count} folders with copies belong"),
            },
            self.workspace,
            self.folders.join(", ")
        );
        let problem = Problem::warning("copies-elsewhere", message);
        Warned {
            value: Vec::new(),
            problems: problem
                .hint("If this workspace has taken its place, publish to the folders again with --out")
                .into(),
        }
    }
}

/// Remembers a folder with copies, durably.
///
/// # Errors
/// The folder cannot be found or has a name that is not Unicode; the workspace cannot be written.
pub(super) fn remember(desk: &Desk, root: &Path, parts: Parts) -> Result<()> {
    let (workspace, folder) = (place(desk.store.dir())?, place(root)?);
    let Some(list) = list(desk)?.with(&workspace, &folder, parts) else {
        return Ok(());
    };
    let value = serde_json::to_string(&list)
        .map_err(|e| Problem::unexpected("copies", format!("Cannot write the list of copies: {e}")))?;
    let event = Event::Remembered {
        key: KEY.to_owned(),
        value,
    };
    desk.store
        .apply(&Change::new(&desk.clock.stamp(), vec![event]))
        .map(drop)
}

/// Opens the known copies that can be reached; a warning for those that cannot.
pub(super) fn open_known(desk: &Desk) -> Result<Warned<Vec<Copy>>> {
    let known = list(desk)?.of(&place(desk.store.dir())?);
    let mut opened = Warned {
        value: Vec::new(),
        problems: known.problems,
    };
    for (root, parts) in known.value {
        match Copy::open_existing(&root, &desk.store.published_dir()) {
            Ok(copy) => opened.value.push(copy.with(parts)),
            Err(causes) => opened.problems.extend(warnings(&root, causes)),
        }
    }
    Ok(opened)
}

/// How many files of one folder are named; what else is wrong with it is counted.
const NAMED: usize = 20;

/// Whether the folders with copies have all their files as they were written.
///
/// # Errors
/// The list of the folders cannot be read, or the work was stopped.
pub fn check(desk: &Desk, progress: &Progress) -> Result<Problems> {
    let known = list(desk)?.of(&place(desk.store.dir())?);
    let mut problems = known.problems;
    // That they belong to another place is nothing wrong with this workspace.
    for problem in &mut problems.0 {
        problem.severity = Severity::Note;
    }
    progress.start("Looking at the copies", known.value.len() as u64);
    for (root, _) in known.value {
        progress.check()?;
        problems.extend(check_folder(&root));
        progress.advance(1);
    }
    Ok(problems)
}

fn check_folder(root: &Path) -> Problems {
    if !root.is_dir() {
        let problem = Problem::warning("copy-missing", "This folder with copies is not there");
        return problem
            .hint("Connect its disk, or publish a copy to another folder")
            .at(Place::file(root))
            .into();
    }
    let mut found: Vec<Problem> = index::check_folder(root).into_iter().map(of_copy).collect();
    let more = found.len().saturating_sub(NAMED);
    if more > 0 {
        found.truncate(NAMED);
        let message = format!("{more} more files of this copy are missing or were changed");
        found.push(
            Problem::warning("copy-damaged", message)
                .hint(AGAIN)
                .at(Place::file(root)),
        );
    }
    found.into_iter().collect()
}

/// What makes a copy whole: what is there and right is left alone.
const AGAIN: &str =
    "Make it again with `accolade publish --all --out` and this folder; move files away that you changed";

/// What is wrong with a file, said of a copy.
fn of_copy(found: Problem) -> Problem {
    let (code, message) = match &*found.code {
        "file-missing" => ("copy-file-missing", "A file of this copy is missing"),
        "file-changed" => ("copy-file-changed", "A file of this copy is not as it was written"),
        _ => ("copy-unreadable", &*found.message),
    };
    Problem::warning(code, message).hint(AGAIN).at(found.place)
}

fn warnings(root: &Path, causes: Problems) -> Problems {
    causes.into_iter().map(|cause| not_updated(root, &cause)).collect()
}

fn list(desk: &Desk) -> Result<List> {
    let Some(text) = desk.store.remembered(KEY)? else {
        return Ok(List::default());
    };
    serde_json::from_str(&text).map_err(|_| {
        Problem::unexpected("copies-damaged", "The list of folders with copies cannot be read")
            .hint("Run `accolade doctor`")
            .into()
    })
}

/// The full path of a folder, without links.
fn place(folder: &Path) -> Result<String> {
    let full = fs::canonicalize(folder).map_err(|error| Problem::io("find the folder", folder, &error))?;
    full.into_os_string().into_string().map_err(|_| {
        Problem::error("copy-name", "The folder has a name that is not Unicode")
            .hint("Choose a folder with another name")
            .at(Place::file(folder))
            .into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_known_where_the_workspace_is() {
        let all = Parts::default();
        let only = Parts { pictures: false, ..all };
        let list = List::default().with("/w", "/a", all).expect("new");
        assert_eq!(list.clone().with("/w", "/a", all), None, "once");
        let list = list.with("/w", "/b", only).expect("new");
        assert_eq!(list.clone().with("/w", "/b", only), None, "once");
        let known = list.clone().of("/w");
        assert_eq!(known.value, [("/a".into(), all), ("/b".into(), only)]);
        assert!(known.problems.is_empty());
        let elsewhere = list.clone().of("/restored");
        assert!(elsewhere.value.is_empty());
        assert_eq!(elsewhere.problems.0[0].code, "copies-elsewhere");
        assert!(elsewhere.problems.0[0].message.contains("/a, /b"));
        let begun = list.with("/restored", "/b", all).expect("new");
        assert_eq!(begun.of("/restored").value, [("/b".into(), all)]);
    }
}
