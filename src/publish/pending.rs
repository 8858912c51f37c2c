//! Notes of credentials whose files and pages may be behind the journal.
//!
//! Between the moment when the store acknowledges a publication, a revocation or another step, and the moment when all
//! pages say so, the program may be killed. A note is made before the step and removed after the pages; the next run
//! finds it and writes the pages anew from what the store says. One note serves a whole chunk of credentials.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diag::{Problem, Result};
use crate::model::CredentialId;

use super::files::{Durability, make_folder, sweep, write_file};

const FOLDER: &str = ".pending";

/// A note that is in place. Dropping it leaves it there, so that a failed step is looked at again.
#[derive(Debug)]
#[must_use = "the note stays until it is cleared"]
pub struct Pending {
    path: PathBuf,
}

impl Pending {
    /// Notes these credentials, durably. A credential is in one chunk at a time, which makes the name its own.
    pub fn note(published: &Path, ids: &[CredentialId]) -> Result<Option<Pending>> {
        let Some(first) = ids.iter().min() else { return Ok(None) };
        let folder = published.join(FOLDER);
        make_folder(&folder)?;
        let path = folder.join(first.to_string());
        let text: String = ids.iter().map(|id| format!("{id}\n")).collect();
        let durability = Durability::new();
        durability.note_folder(published);
        write_file(&path, text.as_bytes(), &durability)?;
        durability.flush()?;
        Ok(Some(Pending { path }))
    }

    /// Removes the note, once the pages are written and flushed. Should a power cut bring it back, the pages are only
    /// looked at once more.
    pub fn clear(self) -> Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Problem::io("remove the note of a finished publication", &self.path, &error).into())
            }
            _ => Ok(()),
        }
    }
}

/// The notes that interrupted runs have left, each with its credentials. Lines that are no id were torn by the
/// interruption: their step had not begun.
pub fn left(published: &Path) -> Result<Vec<(Pending, Vec<CredentialId>)>> {
    let folder = published.join(FOLDER);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    sweep(&folder)?;
    let doing = "look for interrupted publications";
    let mut notes = Vec::new();
    for entry in fs::read_dir(&folder).map_err(|e| Problem::io(doing, &folder, &e))? {
        let path = entry.map_err(|e| Problem::io(doing, &folder, &e))?.path();
        let bytes = fs::read(&path).map_err(|e| Problem::io(doing, &path, &e))?;
        let text = String::from_utf8_lossy(&bytes);
        let ids = text.lines().filter_map(|line| line.parse().ok()).collect();
        notes.push((Pending { path }, ids));
    }
    notes.sort_by(|a, b| a.0.path.cmp(&b.0.path));
    Ok(notes)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Scratch, id};
    use super::*;

    #[test]
    fn what_is_not_cleared_is_found_again() {
        let scratch = Scratch::new("pending");
        let published = scratch.path();
        assert!(left(published).expect("nothing yet").is_empty());
        let done = Pending::note(published, &[id(1), id(2)]).expect("note").expect("some");
        let killed = Pending::note(published, &[id(3), id(4)]).expect("note").expect("some");
        drop(killed);
        done.clear().expect("clear");
        fs::write(published.join(".pending/.accolade-0123456789abcdef.tmp"), "torn").expect("leftover");
        fs::write(
            published.join(".pending").join(id(5).to_string()),
            format!("{}\n0123", id(5)),
        )
        .expect("torn");
        let notes = left(published).expect("left");
        let ids: Vec<Vec<CredentialId>> = notes.iter().map(|(_, ids)| ids.clone()).collect();
        assert_eq!(ids, [vec![id(3), id(4)], vec![id(5)]]);
        for (note, _) in notes {
            note.clear().expect("clear");
        }
        assert!(left(published).expect("none").is_empty());
        assert!(Pending::note(published, &[]).expect("nothing to note").is_none());
    }
}
