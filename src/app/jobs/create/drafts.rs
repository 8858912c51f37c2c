//! What is not finished, on the disk: a file for each draft, and beside them copies of their spreadsheets. By the time
//! somebody goes on, another program may have changed a spreadsheet or removed it, and what was corrected belongs to the
//! rows that were read.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Deserialize;

use crate::diag::{Problem, Result};
use crate::files::write_with_folder;
use crate::model::BlobId;

use super::super::super::state::create::draft::{Draft, DraftId};
use super::super::super::state::create::saving::Change;

/// Reads what is not finished in a workspace; what is of another version is left alone.
pub fn load(folder: &Path, workspace: &Path) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = files(folder).filter_map(|file| read(&file)).collect();
    drafts.retain(|draft| draft.workspace == workspace);
    let newest = drafts.iter().map(|draft| draft.turn).max();
    let turn = newest.map_or(0, |newest| newest + 1);
    for earlier in of_earlier_version(folder, workspace) {
        if drafts.iter().all(|draft| draft.id() != earlier.id()) {
            drafts.push(Draft { turn, ..earlier });
        }
    }
    drafts
}

/// What an earlier version left, which kept one thing at a time, in a file of its own. It is kept as all others from now on.
fn of_earlier_version(folder: &Path, workspace: &Path) -> Vec<Draft> {
    let file = earlier_file(folder);
    let left = read(&file).filter(|draft| draft.workspace == workspace);
    let drafts: Vec<Draft> = left.into_iter().flat_map(Draft::apart).collect();
    let is_kept = !drafts.is_empty() && drafts.iter().all(|draft| save(folder, draft).is_ok());
    if is_kept {
        // Where it stays it is found once more, and is the same thing then.
        drop(fs::remove_file(file));
    }
    drafts
}

/// Where earlier versions kept the one thing that was not finished.
fn earlier_file(folder: &Path) -> PathBuf {
    folder.with_extension("json")
}

fn read(file: &Path) -> Option<Draft> {
    serde_json::from_str(&fs::read_to_string(file).ok()?).ok()
}

/// The files of all drafts, of other workspaces as well.
fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths.filter(|path| path.extension() == Some(OsStr::new("json")))
}

/// Writes what has changed, and takes away what is finished with the copies that nothing needs any more.
///
/// # Errors
/// Something cannot be written or taken away.
pub fn keep(folder: &Path, change: Change) -> Result<()> {
    for piece in change.written {
        // Its copy is there for nobody until the draft is.
        let _held = piece.draft.hash.map(|_| hold_copies());
        save_copy(folder, &piece.draft)?;
        save(folder, &piece.completed())?;
    }
    for id in &change.removed {
        remove(&file_of(folder, *id))?;
    }
    if !change.removed.is_empty() {
        tidy(folder, &change.spared);
    }
    Ok(())
}

fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Problem::io("take away what is finished", file, &error).into())
        }
        _ => Ok(()),
    }
}

fn file_of(folder: &Path, id: DraftId) -> PathBuf {
    folder.join(format!("{id}.json"))
}

fn save(folder: &Path, draft: &Draft) -> Result<()> {
    let file = file_of(folder, draft.id());
    let text = serde_json::to_string(draft).map_err(|error| unkept(&file, &error.into()))?;
    Ok(write_with_folder(&file, text.as_bytes()).map_err(|error| unkept(&file, &error))?)
}

/// Where the copy of its spreadsheet is; none for a form.
pub fn copy_of(folder: &Path, draft: &Draft) -> Option<PathBuf> {
    copy_in(folder, draft.hash?, draft.path.as_deref()?)
}

/// Where the copy of a spreadsheet is, or would be, that was read from a path.
pub fn copy_in(folder: &Path, hash: BlobId, path: &Path) -> Option<PathBuf> {
    Some(folder.join(hash.to_string()).join(path.file_name()?))
}

/// Keeps a copy of its spreadsheet, once for as long as something needs it.
fn save_copy(folder: &Path, draft: &Draft) -> Result<()> {
    let copy = copy_of(folder, draft).filter(|copy| !copy.exists());
    let (Some(copy), Some(bytes)) = (copy, &draft.bytes) else {
        return Ok(());
    };
    write_copy(&copy, bytes)
}

/// The spreadsheet that a draft needs, whatever else is in its file.
#[derive(Deserialize)]
struct Needed {
    hash: Option<BlobId>,
}

/// Removes the copies that no draft of any workspace needs, but those that can still be brought back.
pub fn tidy(folder: &Path, spared: &[BlobId]) {
    let _held = hold_copies();
    let files = files(folder).chain([earlier_file(folder)]);
    let needed = files.filter_map(|file| {
        let text = fs::read_to_string(file).ok()?;
        serde_json::from_str::<Needed>(&text).ok()?.hash
    });
    let needed: HashSet<BlobId> = needed.chain(spared.iter().copied()).collect();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let of_sheet = name.to_str().and_then(|name| name.parse::<BlobId>().ok());
        if of_sheet.is_some_and(|hash| !needed.contains(&hash)) {
            // Where it stays, it is only in nobody's way.
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

/// While it is held no copy is removed, so that one can be read.
pub fn hold_copies() -> MutexGuard<'static, ()> {
    static COPIES: Mutex<()> = Mutex::new(());
    // Nothing lies behind the lock that a thread that ended could have left half done.
    COPIES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes the copy of a spreadsheet where [`copy_of`] has it.
///
/// # Errors
/// It cannot be written.
pub fn write_copy(copy: &Path, bytes: &[u8]) -> Result<()> {
    Ok(write_with_folder(copy, bytes).map_err(|error| unkept(copy, &error))?)
}

fn unkept(file: &Path, error: &io::Error) -> Problem {
    Problem::io("keep what is not finished", file, error)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::super::state::create::draft::testing::{form, sheet};
    use super::super::super::super::state::create::saving::Piece;
    use super::*;

    /// An empty folder for drafts.
    fn empty(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("accolade-drafts-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).expect("a folder");
        folder.join("unfinished")
    }

    fn change(written: Vec<Draft>, removed: &[&Draft]) -> Change {
        let pieces = written.into_iter().map(|draft| Piece {
            draft: Arc::new(draft),
            table: None,
        });
        Change {
            written: pieces.collect(),
            removed: removed.iter().map(|draft| draft.id()).collect(),
            spared: Vec::new(),
        }
    }

    /// What is of a workspace, by its name and rows.
    fn found(folder: &Path, workspace: &Path) -> Vec<(String, usize)> {
        let mut found: Vec<_> = load(folder, workspace)
            .into_iter()
            .map(|draft| (draft.name(), draft.rows))
            .collect();
        found.sort();
        found
    }

    #[test]
    fn each_draft_is_kept_by_itself_and_its_copy_as_long_as_it_is_needed() {
        let folder = empty("copies");
        let (here, there) = (Path::new("here"), Path::new("there"));
        let (list, other) = (sheet(here, "a.csv", b"a"), sheet(here, "b.csv", b"b"));
        // The same spreadsheet is worked on in another workspace.
        let elsewhere = sheet(there, "a.csv", b"a");
        let typed = form(here, 1, &["Anna"]);
        let all = vec![list.clone(), other.clone(), elsewhere.clone(), typed.clone()];
        keep(&folder, change(all, &[])).expect("kept");
        let of_here = [("a.csv", 2), ("b.csv", 2), ("the form", 1)].map(|(name, rows)| (name.to_owned(), rows));
        assert_eq!(found(&folder, here), of_here);
        let more = form(here, 1, &["Anna", "Ben"]);
        keep(&folder, change(vec![more], &[&list])).expect("kept");
        assert_eq!(
            found(&folder, here),
            [("b.csv".to_owned(), 2), ("the form".to_owned(), 2)]
        );
        let has_copy = |draft: &Draft| copy_of(&folder, draft).is_some_and(|copy| copy.exists());
        assert!(has_copy(&elsewhere) && has_copy(&other));
        keep(&folder, change(Vec::new(), &[&elsewhere])).expect("kept");
        assert!(!has_copy(&elsewhere) && has_copy(&other), "nothing needs the first");
        // What was given up can be brought back for a while.
        let given_up = Change {
            spared: other.hash.into_iter().collect(),
            ..change(Vec::new(), &[&other, &typed])
        };
        keep(&folder, given_up).expect("kept");
        assert!(has_copy(&other) && found(&folder, here).is_empty());
        tidy(&folder, &[]);
        assert!(!has_copy(&other));
        drop(fs::remove_dir_all(folder.parent().expect("a folder")));
    }

    #[test]
    fn what_an_earlier_version_left_in_one_file_is_a_draft_for_each_thing() {
        let folder = empty("earlier");
        let here = Path::new("here");
        let typed = form(here, 1, &["Anna"]);
        let mut kept = serde_json::to_value(sheet(here, "a.csv", b"a")).expect("text");
        let parts = kept.as_object_mut().expect("parts");
        let of_form = serde_json::to_value(&typed).expect("text");
        for part in ["form", "form_fields", "form_group", "form_key"] {
            parts.insert(part.to_owned(), of_form[part].clone());
        }
        parts.remove("turn").expect("it is new");
        fs::write(earlier_file(&folder), kept.to_string()).expect("written");
        assert!(
            load(&folder, Path::new("there")).is_empty(),
            "it is of another workspace"
        );
        let both = [("a.csv".to_owned(), 2), ("the form".to_owned(), 1)];
        for _ in 0..2 {
            assert_eq!(found(&folder, here), both);
            assert!(!earlier_file(&folder).exists());
        }
        let ids: Vec<DraftId> = load(&folder, here).iter().map(Draft::id).collect();
        assert!(ids.contains(&typed.id()) && ids.contains(&sheet(here, "a.csv", b"a").id()));
        drop(fs::remove_dir_all(folder.parent().expect("a folder")));
    }
}
