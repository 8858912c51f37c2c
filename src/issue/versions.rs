//! The versions of a design: its stored revisions, with a name where somebody gave one.
//!
//! A revision that credentials were made with, or that has a name, never changes; saving makes another one then. What is
//! neither is only the last state, which the next saving replaces.

use crate::designfile::DesignFile;
use crate::diag::{Problem, Result, Warned};
use crate::model::{DesignId, LocalTime, Moment};
use crate::store::{Change, Event, Kept, KeptId, Shelf, StoredDesign, Subject};

use super::desk::Desk;
use super::gallery::latest;
use super::shelf::checked;
use super::studio::{Save, file_of, save};

/// A revision of a design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub revision: u32,
    /// Empty when it has none.
    pub name: String,
    pub note: String,
    /// Unknown when that part of the history is lost.
    pub saved: Option<Saved>,
    /// Whether credentials were made with it.
    pub issued: bool,
}

/// When a revision was saved last, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    pub at: Moment,
    /// By the time where the issuer is.
    pub local: LocalTime,
    pub who: String,
}

/// The revisions of a design, the newest first.
///
/// # Errors
/// There is no such design, or the workspace cannot be read.
pub fn versions(desk: &Desk, id: DesignId) -> Result<Vec<Version>> {
    let newest = latest(desk, id)?.revision;
    let names = desk.store.kept(Shelf::Version)?;
    let mut found = Vec::new();
    for revision in (1..=newest).rev() {
        if desk.store.design(id, revision)?.is_none() {
            continue;
        }
        let named = names.iter().find(|kept| kept.id == key(id, revision));
        found.push(Version {
            revision,
            name: named.map(|kept| kept.name.clone()).unwrap_or_default(),
            note: named.map(|kept| kept.text.clone()).unwrap_or_default(),
            saved: None,
            issued: desk.store.is_design_issued(id, revision)?,
        });
    }
    add_authors(desk, id, &mut found)?;
    Ok(found)
}

/// Looks up in the history, from its end, who saved what when.
fn add_authors(desk: &Desk, id: DesignId, versions: &mut [Version]) -> Result<()> {
    let mut missing = versions.len();
    for entry in desk.store.log(None)?.rev() {
        if missing == 0 {
            return Ok(());
        }
        // A part of the history that is lost hides only who it was.
        let Ok(entry) = entry else { continue };
        if entry.subject != Subject::Design(id) || entry.what != "design" {
            continue;
        }
        let of = |version: &&mut Version| Some(version.revision) == entry.revision && version.saved.is_none();
        if let Some(version) = versions.iter_mut().find(of) {
            version.saved = Some(Saved {
                at: entry.at,
                local: entry.at.local(desk.clock.ahead(entry.at)),
                who: entry.who,
            });
            missing -= 1;
        }
    }
    Ok(())
}

fn key(id: DesignId, revision: u32) -> KeptId {
    KeptId {
        shelf: Shelf::Version,
        number: id.0,
        revision,
    }
}

/// Gives a revision a name, or another one; from then on it never changes.
///
/// # Errors
/// `bad-name`; there is no such revision.
pub fn name_version(desk: &Desk, id: DesignId, revision: u32, name: &str, note: &str) -> Result<()> {
    let kept = Kept {
        id: key(id, revision),
        name: checked(name)?,
        text: note.trim().to_owned(),
        files: Default::default(),
    };
    if desk.store.design(id, revision)?.is_none() {
        return Err(no_version(revision).into());
    }
    let change = Change::new(&desk.clock.stamp(), vec![Event::KeptPut(kept)]);
    desk.store.apply(&change).map(drop)
}

/// Takes the name of a revision away; the revision stays.
///
/// # Errors
/// The workspace cannot be written.
pub fn forget_version(desk: &Desk, id: DesignId, revision: u32) -> Result<()> {
    let event = Event::KeptRemoved(key(id, revision));
    desk.store
        .apply(&Change::new(&desk.clock.stamp(), vec![event]))
        .map(drop)
}

/// Saves what is worked on, and gives the revision a name.
///
/// # Errors
/// `bad-name`; those of [`save_working`](super::save_working).
pub fn save_version(
    desk: &Desk,
    id: DesignId,
    file: DesignFile,
    name: &str,
    note: &str,
) -> Result<Warned<StoredDesign>> {
    let name = checked(name)?;
    let saved = save(desk, id, file, Save::AsNeeded)?;
    name_version(desk, id, saved.value.revision, &name, note)?;
    Ok(saved)
}

/// A revision with its files, as it was.
///
/// # Errors
/// There is no such revision, or a file of it cannot be read.
pub fn version_file(desk: &Desk, id: DesignId, revision: u32) -> Result<DesignFile> {
    let stored = desk.store.design(id, revision)?.ok_or_else(|| no_version(revision))?;
    file_of(desk, stored)
}

fn no_version(revision: u32) -> Problem {
    let problem = Problem::error("no-version", format!("There is no revision {revision} of the design"));
    problem.hint("Look at the list of its versions")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::testing::TestDesk;
    use crate::issue::{design_named, open_working, save_restored, save_working};

    #[test]
    fn versions_have_names_and_are_not_overwritten() {
        let desk = TestDesk::new("versions");
        let stored = design_named(&desk.store, "Plain").expect("reads").expect("there");
        let (id, first) = (stored.id, open_working(&desk, stored.id).expect("opens").file);
        assert!(name_version(&desk, id, 1, " ", "").is_err());
        assert!(name_version(&desk, id, 9, "Ninth", "").is_err());
        name_version(&desk, id, 1, "First draft", " for the board ").expect("names");
        let mut second = first.clone();
        second.design.description = "Second".to_owned();
        assert_eq!(
            save_working(&desk, id, second.clone()).expect("saves").value.revision,
            2
        );
        let mut third = second.clone();
        third.design.description = "Third".to_owned();
        let saved = save_version(&desk, id, third.clone(), "Approved", "")
            .expect("saves")
            .value;
        assert_eq!(saved.revision, 2, "the second had no name");
        let found = versions(&desk, id).expect("lists");
        let said: Vec<_> = found
            .iter()
            .map(|v| (v.revision, v.name.as_str(), v.note.as_str(), v.issued))
            .collect();
        assert_eq!(
            said,
            [(2, "Approved", "", false), (1, "First draft", "for the board", false)]
        );
        assert!(
            found
                .iter()
                .all(|version| version.saved.as_ref().is_some_and(|saved| saved.who == "Tester"))
        );
        let at = |version: &Version| version.saved.as_ref().map(|saved| saved.at);
        assert!(at(&found[0]) > at(&found[1]));
        assert_eq!(version_file(&desk, id, 1).expect("reads"), first);
        assert!(version_file(&desk, id, 3).is_err());
        // What has a name can be deleted from the list of designs: nothing was issued with it.
        forget_version(&desk, id, 2).expect("forgets");
        assert_eq!(versions(&desk, id).expect("lists")[0].name, "");
        // Restoring never replaces what it is restored over.
        let restored = save_restored(&desk, id, first.clone()).expect("saves").value;
        assert_eq!(restored.revision, 3);
        assert_eq!(version_file(&desk, id, 2).expect("reads"), third);
        assert_eq!(version_file(&desk, id, 3).expect("reads"), first);
    }
}
