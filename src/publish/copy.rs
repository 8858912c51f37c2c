//! Copies of what is published, in a folder that the user names: all files side by side, called after the people.
//!
//! A copy shows what is current. Nothing is remembered about it but its path: which file is whose follows from the
//! names ([`super::names::copy_stem`]), from the mark in each page, and from the digests of everything that was ever
//! published of a credential. Therefore a file that is not provably ours is never replaced or removed, and running a
//! copy again, after whatever interruption, completes it.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::diag::{Place, Problem, Problems, Result, Warned};
use crate::model::{BlobId, CredentialId};

use super::files::{self, Durability, Outcome, make_folder, revision_folder, sweep, write_file};
use super::index::{self, FileRecord};
use super::names;
use super::page::{self, Location, Pictures};
use super::view::{FileKind, Parts, RecipientView};

const PAGE_ENDING: &str = ".html";

/// A folder with copies, open for writing. It may be used from several threads at once.
#[derive(Debug)]
pub struct Copy {
    root: PathBuf,
    parts: Parts,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Which credential has which name, for those that this run has dealt with.
    taken: HashMap<String, CredentialId>,
    /// What was written, for the index.
    records: BTreeMap<String, BlobId>,
    removed: Vec<String>,
}

impl Copy {
    /// Opens a folder for copies of what is in `published`; makes it when it is not there.
    pub fn open(root: &Path, published: &Path) -> Result<Copy> {
        let existed = root.is_dir();
        make_folder(root)?;
        let opened = Copy::open_existing(root, published);
        if opened.is_err() && !existed {
            // Only an empty folder is removed; if that fails it is no more than an empty folder.
            drop(fs::remove_dir(root));
        }
        opened
    }

    /// Opens a folder that holds copies already; an error when it is not there.
    pub fn open_existing(root: &Path, published: &Path) -> Result<Copy> {
        if resolve(root)?.starts_with(resolve(published)?) {
            return Err(Problem::error(
                "copy-in-published",
                "A copy cannot be in the folder of what is published",
            )
            .hint("Choose another folder")
            .at(Place::file(root))
            .into());
        }
        sweep(root)?;
        // An index that is not ours stops the copy before anything is written.
        index::read(root)?;
        Ok(Copy {
            root: root.to_owned(),
            parts: Parts::default(),
            state: Mutex::default(),
        })
    }

    /// With these files only; what is there already stays.
    pub fn with(self, parts: Parts) -> Copy {
        Copy { parts, ..self }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Copies the files of a credential's current revision, writes its page, and removes what an earlier revision has
    /// left under another name. The revision must be in `published`. While a credential is suspended or revoked, its
    /// files stay as they are and its page says so. Files in the way that are not ours are reported and left alone.
    pub fn put(
        &self,
        published: &Path,
        view: &RecipientView,
        pictures: &Pictures,
        durability: &Durability,
    ) -> Result<Warned<()>> {
        let history = History::read(published, view.id, view.revision)?;
        let stem = self.claim(&history, view);
        self.write(published, view, pictures, &history, &stem, durability)
    }

    /// As [`Copy::put`], but only where the credential is in the copy already; says whether it is.
    pub fn update(
        &self,
        published: &Path,
        view: &RecipientView,
        pictures: &Pictures,
        durability: &Durability,
    ) -> Result<Warned<bool>> {
        let history = History::read(published, view.id, view.revision)?;
        let stems = history.stems.iter().flat_map(|stem| slots(stem, view));
        if !stems.into_iter().any(|stem| self.owner(&stem) == Some(view.id)) {
            return Ok(Warned::clean(false));
        }
        let stem = self.claim(&history, view);
        Ok(self
            .write(published, view, pictures, &history, &stem, durability)?
            .map(|()| true))
    }

    /// Writes the index of the whole folder. What is listed but no longer there is dropped from it.
    pub fn finish(self, durability: &Durability) -> Result<()> {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        let old = index::read(&self.root)?;
        let mut records: BTreeMap<String, BlobId> = old
            .into_iter()
            .filter(|record| state.records.contains_key(&record.name) || is_there(&self.root.join(&record.name)))
            .map(|record| (record.name, record.sha256))
            .collect();
        for name in &state.removed {
            records.remove(name);
        }
        records.extend(state.records);
        let records: Vec<FileRecord> = records
            .into_iter()
            .map(|(name, sha256)| FileRecord { name, sha256 })
            .collect();
        write_file(
            &self.root.join(index::NAME),
            index::to_text(&records).as_bytes(),
            durability,
        )
        .map(drop)
    }

    fn write(
        &self,
        published: &Path,
        view: &RecipientView,
        pictures: &Pictures,
        history: &History,
        stem: &str,
        durability: &Durability,
    ) -> Result<Warned<()>> {
        let mut problems = Problems::default();
        let view = &RecipientView {
            files: view
                .files
                .iter()
                .copied()
                .filter(|kind| self.parts.take(*kind))
                .collect(),
            ..view.clone()
        };
        // The page comes first: it marks the name as taken by this credential.
        let html = page::html(view, pictures, Location::Copy { stem })?;
        let ours = |found: &[u8]| page::owner(found) == Some(view.id);
        self.place(
            &format!("{stem}{PAGE_ENDING}"),
            html.as_bytes(),
            ours,
            durability,
            &mut problems,
        )?;
        let folder = revision_folder(published, view.id, view.revision);
        for kind in view.downloads() {
            let source = folder.join(kind.file_name(&view.stem));
            let bytes = fs::read(&source).map_err(|e| Problem::io("copy the file", &source, &e))?;
            let ours = |found: &[u8]| history.knows(found);
            self.place(&kind.file_name(stem), &bytes, ours, durability, &mut problems)?;
        }
        self.remove_outdated(view, history, stem)?;
        durability.note_folder(&self.root);
        Ok(Warned { value: (), problems })
    }

    /// Writes a file unless something that is not ours has its name.
    fn place(
        &self,
        name: &str,
        bytes: &[u8],
        ours: impl Fn(&[u8]) -> bool,
        durability: &Durability,
        problems: &mut Problems,
    ) -> Result<()> {
        let path = self.root.join(name);
        match read_regular(&path) {
            Ok(Found::Nothing) => {}
            Ok(Found::File(found)) if found == bytes || ours(&found) => {}
            Ok(_) => {
                problems.push(foreign(&path));
                return Ok(());
            }
            Err(error) => return Err(Problem::io("look at the file", &path, &error).into()),
        }
        let _: Outcome = write_file(&path, bytes, durability)?;
        self.state().records.insert(name.to_owned(), index::digest(bytes));
        Ok(())
    }

    /// Removes what this credential has under names of earlier revisions, as far as it is ours beyond doubt.
    fn remove_outdated(&self, view: &RecipientView, history: &History, current: &str) -> Result<()> {
        for stem in history.stems.iter().flat_map(|stem| slots(stem, view)) {
            if stem == current || self.owner(&stem) != Some(view.id) {
                continue;
            }
            // The page goes last, because it is what shows that the rest is ours.
            for kind in &history.kinds {
                self.remove_if(&kind.file_name(&stem), |found| history.knows(found))?;
            }
            self.remove_if(&format!("{stem}{PAGE_ENDING}"), |found| {
                page::owner(found) == Some(view.id)
            })?;
        }
        Ok(())
    }

    fn remove_if(&self, name: &str, ours: impl Fn(&[u8]) -> bool) -> Result<()> {
        let path = self.root.join(name);
        let found = read_regular(&path).map_err(|e| Problem::io("look at the file", &path, &e))?;
        if matches!(found, Found::File(found) if ours(&found)) {
            fs::remove_file(&path).map_err(|e| Problem::io("remove the outdated file", &path, &e))?;
            let mut state = self.state();
            state.records.remove(name);
            state.removed.push(name.to_owned());
        }
        Ok(())
    }

    /// The name that a credential has in this copy: the one that it has already, else the first that is free. Another
    /// credential with the same name and number (of another group) makes it take the next one.
    fn claim(&self, history: &History, view: &RecipientView) -> String {
        let stem = history.current.as_deref().unwrap_or(&view.stem);
        let candidates: Vec<(String, Option<CredentialId>)> = slots(stem, view)
            .into_iter()
            .map(|name| {
                let owner = self.owner(&name);
                (name, owner)
            })
            .collect();
        let mut state = self.state();
        let owner_of = |state: &State, name: &str, on_disk: Option<CredentialId>| {
            state.taken.get(&names::key(name)).copied().or(on_disk)
        };
        let own = candidates
            .iter()
            .find(|(name, owner)| owner_of(&state, name, *owner) == Some(view.id));
        let free = || {
            candidates
                .iter()
                .find(|(name, owner)| owner_of(&state, name, *owner).is_none())
        };
        // The last candidate is the id, which nobody else can have.
        let name = own.or_else(free).or(candidates.last()).map(|(name, _)| name.clone());
        let name = name.unwrap_or_else(|| view.id.to_string());
        state.taken.insert(names::key(&name), view.id);
        name
    }

    /// Whose page has this name; `None` when there is none or it is not one of ours.
    fn owner(&self, stem: &str) -> Option<CredentialId> {
        let path = self.root.join(format!("{stem}{PAGE_ENDING}"));
        fs::read(path).ok().and_then(|html| page::owner(&html))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The path without links and detours; an error when it is not there.
fn resolve(path: &Path) -> Result<PathBuf> {
    fs::canonicalize(path).map_err(|e| Problem::io("open the folder", path, &e).into())
}

/// The names that a credential may have in a copy, in the order in which they are tried.
fn slots(stem: &str, view: &RecipientView) -> Vec<String> {
    (0..names::COPY_SLOTS)
        .map(|slot| names::copy_stem(stem, &view.number, view.id, slot))
        .collect()
}

/// What was ever published of a credential, from the indexes of its revisions.
struct History {
    /// The stems of all revisions, without repetition.
    stems: Vec<String>,
    /// The stem of the revision that is shown.
    current: Option<String>,
    kinds: Vec<FileKind>,
    digests: Vec<BlobId>,
}

impl History {
    fn read(published: &Path, id: CredentialId, revision: u32) -> Result<History> {
        let mut history = History {
            stems: Vec::new(),
            current: None,
            kinds: Vec::new(),
            digests: Vec::new(),
        };
        for number in 1..=revision {
            history.current = None;
            for record in index::read(&revision_folder(published, id, number))? {
                history.digests.push(record.sha256);
                let Some((stem, kind)) = FileKind::of_file_name(&record.name) else {
                    continue;
                };
                if !history.kinds.contains(&kind) {
                    history.kinds.push(kind);
                }
                if !history.stems.iter().any(|known| known == stem) {
                    history.stems.push(stem.to_owned());
                }
                history.current.get_or_insert_with(|| stem.to_owned());
            }
        }
        Ok(history)
    }

    fn knows(&self, bytes: &[u8]) -> bool {
        self.digests.contains(&index::digest(bytes))
    }
}

enum Found {
    Nothing,
    File(Vec<u8>),
    /// A folder, a link, a device.
    Other,
}

fn read_regular(path: &Path) -> io::Result<Found> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_file() => fs::read(path).map(Found::File),
        Ok(_) => Ok(Found::Other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Nothing),
        Err(error) => Err(error),
    }
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn foreign(path: &Path) -> Problem {
    Problem::error(
        "foreign-file",
        "A file in the way was not written by this workspace, or was changed since",
    )
    .hint("Move it away or choose another folder, and run it again")
    .at(Place::file(path))
}

/// Writes the pages of a credential after a step of its life: the current one, and those in the copies that have it.
/// Tells the folders of these. A copy that cannot be written is a warning that names it; the page in `published` is an
/// error.
pub fn update_pages(
    published: &Path,
    copies: &[Copy],
    view: &RecipientView,
    pictures: &Pictures,
    durability: &Durability,
) -> Result<Warned<Vec<PathBuf>>> {
    let html = page::html(view, pictures, Location::Credential)?;
    files::write_current_page(published, view.id, &html, durability)?;
    let mut problems = Problems::default();
    let mut updated = Vec::new();
    for copy in copies {
        match copy.update(published, view, pictures, durability) {
            Ok(warned) => {
                updated.extend(warned.value.then(|| copy.root().to_owned()));
                problems.extend(warned.problems);
            }
            Err(causes) => problems.extend(causes.into_iter().map(|cause| not_updated(copy.root(), &cause))),
        }
    }
    Ok(Warned {
        value: updated,
        problems,
    })
}

/// The warning about a copy that is behind.
pub(super) fn not_updated(root: &Path, cause: &Problem) -> Problem {
    Problem::warning(
        "copy-not-updated",
        format!("This copy could not be updated: {}", cause.message),
    )
    .hint("Bring the folder back and publish to it again, or remove it and tell whoever has it")
    .at(Place::file(root))
}

#[cfg(test)]
mod tests;
