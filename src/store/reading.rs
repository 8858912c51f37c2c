//! Opening a workspace to look at it: one that cannot be written, or that another process has.
//!
//! Nothing in its folder is written, not even the lock. The database is copied to a folder of its own outside, or made
//! there from the journal when it was not closed in order; what recovery would repair in the journal is repaired in
//! copies of the segments beside it. Whatever would change the workspace is refused with the reason.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::diag::{Problem, Problems, Result, Warned};
use crate::progress::Progress;

use super::journal::disk::{Disk, Folder};
use super::lock::Lock;
use super::open::{Opening, identify};
use super::{Seed, Stamp, Store, state};
use crate::files::Doing;

/// What the folders outside are called, so that a later run finds those that a kill has left.
const PREFIX: &str = "accolade-reading-";
/// Within such a folder: held while it is used.
const HELD: &str = "held";

impl Store {
    /// Opens a workspace, and one whose folder cannot be written to be looked at only, see [`Store::reading`].
    /// `scratch` is a folder for temporary files; what is put there goes when the store is dropped.
    ///
    /// # Errors
    /// As [`Store::open`]; what is in the folder cannot be read either.
    pub fn open_or_read(
        dir: &Path,
        scratch: &Path,
        seed: Seed,
        stamp: &Stamp,
        progress: &Progress,
    ) -> Result<Warned<Store>> {
        let problems = match Store::open(dir, seed, stamp, progress) {
            Ok(opened) => return Ok(opened),
            Err(problems) => problems,
        };
        let Some(why) = problems.iter().find(|problem| is_unwritable(problem)).map(not_writable) else {
            return Err(problems);
        };
        Store::open_to_read(dir, scratch, why, seed, stamp, progress)
    }

    /// Opens a workspace as it is now to look at it, whoever else has it open. `why` is what attempts to change it
    /// are told.
    ///
    /// # Errors
    /// There is no workspace, a newer program made it, or it cannot be read; `scratch` cannot be written.
    pub fn open_to_read(
        dir: &Path,
        scratch: &Path,
        why: Problem,
        seed: Seed,
        stamp: &Stamp,
        progress: &Progress,
    ) -> Result<Warned<Store>> {
        let (info, _) = identify(dir)?;
        let scratch = Scratch::make(scratch)?;
        let db = scratch.path.join("db");
        copy_database(dir, &db, progress)?;
        let over = scratch.path.join("journal");
        let opening = Opening {
            dir,
            db,
            info,
            seed,
            stamp,
            progress,
            disk: &|| Box::new(Overlay::new(&dir.join("journal"), &over)),
        };
        let mut problems = Problems::default();
        let parts = opening.open(&mut problems)?;
        // What is said of a damaged database is about the copy.
        problems.0.retain(|problem| problem.code != "database-made-anew");
        let db = opening.db;
        let store = super::open::together(dir, db, parts, Access::Reading(Box::new(why), scratch));
        Ok(Warned { value: store, problems })
    }

    /// Why the workspace can only be looked at; `None` when it can be changed.
    pub fn reading(&self) -> Option<&Problem> {
        match &self.access {
            Access::Whole(_) => None,
            Access::Reading(why, _) => Some(why),
        }
    }

    /// An error when the workspace can only be looked at; for what writes into its folder.
    pub fn check_writable(&self) -> Result<()> {
        match self.reading() {
            Some(why) => Err(why.clone().into()),
            None => Ok(()),
        }
    }
}

/// How a workspace is held. The last part of a store to be dropped.
#[derive(Debug)]
pub(super) enum Access {
    Whole(#[expect(dead_code, reason = "held until it is dropped")] Lock),
    /// With the reason, and the folder outside that goes with the store.
    Reading(
        Box<Problem>,
        #[expect(dead_code, reason = "there until it is dropped")] Scratch,
    ),
}

/// Whether an error says that something may not be written.
fn is_unwritable(problem: &Problem) -> bool {
    matches!(&*problem.code, "read-only" | "no-permission")
}

fn not_writable(cause: &Problem) -> Problem {
    let because = match &*cause.code {
        "read-only" => "its disk is read-only",
        _ => "you may not write into its folder",
    };
    Problem::error(
        "only-reading",
        format!("This workspace can be looked at, but not changed: {because}"),
    )
    .hint("Copy its folder to a place where you may write, and open the copy")
    .at(cause.place.clone())
}

/// What is said when another process has the workspace, and it is read as it is at the moment.
pub fn read_beside(cause: &Problem) -> Problem {
    Problem::error(
        "only-reading",
        "This workspace is open in another window and is shown as it was a moment ago",
    )
    .hint("Close it there, and open it again to change something")
    .at(cause.place.clone())
}

/// Copies a database that was closed in order and is not in use; any other is made from the journal.
fn copy_database(dir: &Path, to: &Path, progress: &Progress) -> Result<()> {
    let from = dir.join("db");
    // Held until the copy is made, so that nobody begins to write meanwhile. A workspace without the file has no
    // writer.
    let lock = File::open(dir.join("lock"));
    let is_free = lock.as_ref().is_ok_and(|file| file.try_lock_shared().is_ok());
    if !is_free || state::closed_at(&from).is_none() || state::condemned(&from).is_some() {
        return Ok(());
    }
    let doing = "copy the database, to read it";
    let files = tree(&from, 0).doing(doing, &from)?;
    progress.start_bytes("Reading the workspace", files.iter().map(|(_, len)| len).sum());
    for (path, len) in files {
        progress.check()?;
        let Ok(within) = path.strip_prefix(&from) else { continue };
        let target = to.join(within);
        let folder = crate::files::folder_of(&target);
        fs::create_dir_all(folder)
            // Not `fs::copy`, which would copy that the file is read-only.
            .and_then(|()| io::copy(&mut File::open(&path)?, &mut File::create(&target)?))
            .doing(doing, &path)?;
        progress.advance(len);
    }
    Ok(())
}

/// The files below a folder with their lengths.
fn tree(folder: &Path, depth: u32) -> io::Result<Vec<(PathBuf, u64)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() && depth < 4 {
            found.extend(tree(&entry.path(), depth + 1)?);
        } else if kind.is_file() {
            found.push((entry.path(), entry.metadata()?.len()));
        }
    }
    Ok(found)
}

/// A folder outside of the workspace that only this user can read, removed when it is dropped.
#[derive(Debug)]
pub(super) struct Scratch {
    path: PathBuf,
    /// Locked as long as the folder is used.
    _held: File,
}

impl Scratch {
    fn make(parent: &Path) -> Result<Scratch> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        sweep(parent);
        let doing = "make a temporary folder";
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = parent.join(format!("{PREFIX}{}-{number}", std::process::id()));
        // Left by a process that had the same number and was killed.
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Problem::io(doing, &path, &error).into());
            }
            _ => {}
        }
        make_private(&path).doing(doing, &path)?;
        let held = File::create(path.join(HELD)).doing(doing, &path)?;
        // Without locks on this disk the folder would be swept too early, or never: then it is not swept.
        let _ = held.try_lock();
        Ok(Scratch { path, _held: held })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is removed by the next run.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Recipients' data are in it.
#[cfg(unix)]
fn make_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(path)
}

/// Temporary folders are of one user already.
#[cfg(not(unix))]
fn make_private(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

/// Removes what killed processes have left; what cannot be removed stays.
fn sweep(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        if !entry.file_name().to_string_lossy().starts_with(PREFIX) {
            continue;
        }
        let held = OpenOptions::new().read(true).open(entry.path().join(HELD));
        if held.is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// A journal of which only copies are written.
struct Overlay {
    base: Folder,
    over: Folder,
    folder: PathBuf,
}

impl Overlay {
    fn new(base: &Path, over: &Path) -> Overlay {
        Overlay {
            base: Folder::new(base),
            over: Folder::new(over),
            folder: over.to_owned(),
        }
    }

    fn is_over(&self, segment: u32) -> io::Result<bool> {
        Ok(self.over.list()?.iter().any(|(number, _)| *number == segment))
    }

    /// Copies a segment before it is written.
    fn lift(&self, segment: u32) -> io::Result<()> {
        if self.is_over(segment)? {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        let bytes = self.base.read(segment, 0, u64::MAX)?;
        self.over.create(segment, &bytes)
    }
}

impl Disk for Overlay {
    fn list(&self) -> io::Result<Vec<(u32, u64)>> {
        let mut all = self.over.list()?;
        for segment in self.base.list()? {
            if !all.iter().any(|(number, _)| *number == segment.0) {
                all.push(segment);
            }
        }
        all.sort_unstable();
        Ok(all)
    }

    fn read(&self, segment: u32, offset: u64, len: u64) -> io::Result<Vec<u8>> {
        match self.is_over(segment)? {
            true => self.over.read(segment, offset, len),
            false => self.base.read(segment, offset, len),
        }
    }

    fn create(&self, segment: u32, head: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        self.over.create(segment, head)
    }

    fn write(&self, segment: u32, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.lift(segment)?;
        self.over.write(segment, offset, bytes)
    }

    fn sync(&self, segment: u32) -> io::Result<()> {
        match self.is_over(segment)? {
            true => self.over.sync(segment),
            false => Ok(()),
        }
    }

    fn truncate(&self, segment: u32, len: u64) -> io::Result<()> {
        self.lift(segment)?;
        self.over.truncate(segment, len)
    }

    fn place(&self) -> PathBuf {
        self.base.place()
    }
}
