//! The database: sled 0.34 with everything around it that it needs to be trusted.
//!
//! sled is never the truth here, only what the journal says in a form that can be queried. Measured with this version:
//! it panics on most damaged files, takes a half-written snapshot for a whole one, and is dead after the disk was full.
//! Therefore every call runs under `catch_unwind`, a panic or a corruption condemns the database, which is then set
//! aside and made anew from the journal when the workspace is opened the next time, and a full disk only asks for that
//! opening. A panic inside sled is still written to the error output by the panic hook of the process, which is global
//! and belongs to the program, not to a library.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::ops::Bound;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;

use sled::IVec;

use crate::diag::{Place, Problem, Problems, Result};

use super::codec;
use super::entries;
use super::keys;
use super::records::v1::{self, Position};
use super::records::{self, Record};
use crate::files::{self, Doing};

/// How much of the database is kept in memory, in bytes; sled would take 1 GB.
const CACHE: u64 = 128 << 20;
/// The size of sled's segments in bytes. A page of more than a quarter of it would become a file of its own.
const SEGMENT: usize = 2 << 20;
/// The layout of the keys that are made from records, and of the folding of texts. A database with another one is made
/// anew from the journal.
pub(super) const INDEX_VERSION: u32 = 3;
/// Beside the database: that it must not be opened again.
const CONDEMNED: &str = "condemned";
/// Beside the database: the position it had when it was last closed in order.
const CLOSED: &str = "closed";

/// New values by key; `None` removes.
pub(super) type Writes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Why a database cannot be opened.
#[derive(Debug)]
pub(super) enum OpenError {
    /// It must be set aside and made anew; the text says why.
    Damaged(String),
    Problems(Problems),
}

/// The open database.
pub(super) struct State {
    /// There until it is dropped.
    db: Option<sled::Db>,
    path: PathBuf,
    /// Why nothing more can be done with it.
    dead: Mutex<Option<Problem>>,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// What goes on in a walk over the database.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Flow {
    Continue,
    Stop,
}

impl State {
    /// Opens the database in the folder `path`, which is made when it is not there.
    pub(super) fn open(path: &Path) -> std::result::Result<State, OpenError> {
        let is_new = !path.is_dir();
        prepare(path).map_err(|error| OpenError::Problems(Problem::io("open the database", path, &error).into()))?;
        let config = sled::Config::new()
            .path(path)
            .cache_capacity(CACHE)
            .segment_size(SEGMENT);
        let db = match catch_unwind(AssertUnwindSafe(|| config.open())) {
            Ok(Ok(db)) => db,
            Ok(Err(error)) => return Err(open_error(path, &error)),
            Err(_) => return Err(OpenError::Damaged("it cannot be read".to_owned())),
        };
        if is_new {
            // sled itself syncs only what it appends: its settings file would be lost with the power.
            let parent = path.parent().unwrap_or(Path::new("."));
            files::sync_tree(path)
                .and_then(|()| files::sync_folder(parent))
                .map_err(|error| OpenError::Problems(Problem::io("make the database", path, &error).into()))?;
        }
        Ok(State {
            db: Some(db),
            path: path.to_owned(),
            dead: Mutex::new(None),
        })
    }

    /// Runs a call into sled.
    fn guarded<T>(&self, call: impl FnOnce(&sled::Db) -> sled::Result<T>) -> Result<T> {
        if let Some(problem) = &*self.dead.lock().unwrap_or_else(PoisonError::into_inner) {
            return Err(problem.clone().into());
        }
        let Some(db) = &self.db else {
            return Err(Problem::unexpected("database", "The database is closed").into());
        };
        match catch_unwind(AssertUnwindSafe(|| call(db))) {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(sled::Error::Io(error))) if is_of_the_system(&error) => {
                let problem = Problem::io("write the database", &self.path, &error).hint("Open the workspace again");
                Err(self.die(problem).into())
            }
            Ok(Err(error)) => Err(self.condemn(&error.to_string()).into()),
            Err(_) => Err(self.condemn("it cannot be read").into()),
        }
    }

    fn die(&self, problem: Problem) -> Problem {
        *self.dead.lock().unwrap_or_else(PoisonError::into_inner) = Some(problem.clone());
        problem
    }

    /// Marks the database so that it is made anew when the workspace is opened the next time, and uses it no more.
    pub(super) fn condemn(&self, why: &str) -> Problem {
        let problem = self.mark(why);
        self.die(problem)
    }

    /// Marks the database so that it is made anew when the workspace is opened the next time.
    pub(super) fn mark(&self, why: &str) -> Problem {
        let problem = Problem::unexpected("damaged-database", format!("The database is damaged: {why}"))
            .hint("Open the workspace again; the database is then made anew from the journal")
            .at(Place::file(&self.path));
        match condemn(&self.path, why) {
            Ok(()) => problem,
            Err(error) => problem.hint(format!(
                "Remove the folder of the database, which could not be marked: {error}"
            )),
        }
    }

    pub(super) fn get(&self, key: &[u8]) -> Result<Option<IVec>> {
        self.guarded(|db| db.get(key))
    }

    /// Reads a record; one that is damaged condemns the database.
    pub(super) fn record<T: Record>(&self, key: &[u8]) -> Result<Option<T>> {
        let Some(bytes) = self.get(key)? else { return Ok(None) };
        self.decode(&bytes).map(Some)
    }

    /// Reads a record from its value.
    pub(super) fn decode<T: Record>(&self, bytes: &[u8]) -> Result<T> {
        records::read(bytes).map_err(|damage| self.unreadable(&damage).into())
    }

    /// What to say of a record that cannot be read.
    pub(super) fn unreadable(&self, damage: &codec::Damage) -> Problem {
        match damage {
            codec::Damage::Newer { .. } => damage.problem("A record of the workspace"),
            other => self.condemn(&other.problem("a record").message),
        }
    }

    /// The credential in a seat with what is kept beside it.
    pub(super) fn entry(&self, seat: u64) -> Result<Option<v1::Entry>> {
        let (block, at) = entries::locate(seat);
        match self.get(&keys::entries(block))? {
            Some(bytes) => self.entry_in(&bytes, at),
            None => Ok(None),
        }
    }

    /// The credential in one place of a block.
    pub(super) fn entry_in(&self, block: &[u8], at: usize) -> Result<Option<v1::Entry>> {
        match entries::slot(block, at) {
            Ok(Some(record)) => self.decode(record).map(Some),
            Ok(None) => Ok(None),
            Err(damage) => Err(self.unreadable(&damage).into()),
        }
    }

    /// A number that is stored without an envelope.
    pub(super) fn number(&self, key: &[u8]) -> Result<Option<u64>> {
        Ok(self.get(key)?.and_then(|bytes| keys::trailing_u64(&bytes)))
    }

    /// Visits the keys in a range in order, or backwards.
    pub(super) fn walk(
        &self,
        range: (Bound<Vec<u8>>, Bound<Vec<u8>>),
        backwards: bool,
        visit: &mut dyn FnMut(&[u8], &IVec) -> Result<Flow>,
    ) -> Result<()> {
        let mut iter = self.guarded(|db| Ok(db.range::<Vec<u8>, _>(range)))?;
        loop {
            let next = self.guarded(|_| if backwards { iter.next_back() } else { iter.next() }.transpose())?;
            let Some((key, value)) = next else { return Ok(()) };
            if visit(&key, &value)? == Flow::Stop {
                return Ok(());
            }
        }
    }

    /// Visits the keys that begin with a prefix.
    pub(super) fn walk_prefix(
        &self,
        prefix: &[u8],
        backwards: bool,
        visit: &mut dyn FnMut(&[u8], &IVec) -> Result<Flow>,
    ) -> Result<()> {
        self.walk(prefix_range(prefix), backwards, visit)
    }

    /// The first key with a prefix and its value, or the last.
    pub(super) fn first(&self, prefix: &[u8], backwards: bool) -> Result<Option<(Vec<u8>, IVec)>> {
        let mut found = None;
        self.walk_prefix(prefix, backwards, &mut |key, value| {
            found = Some((key.to_vec(), value.clone()));
            Ok(Flow::Stop)
        })?;
        Ok(found)
    }

    /// Writes all or nothing.
    pub(super) fn write(&self, writes: Writes) -> Result<()> {
        let mut batch = sled::Batch::default();
        for (key, value) in writes {
            match value {
                Some(value) => batch.insert(key, value),
                None => batch.remove(key),
            }
        }
        self.guarded(|db| db.apply_batch(batch))
    }

    /// The last change that is in the database; `None` in a new one.
    pub(super) fn position(&self) -> Result<Option<Position>> {
        self.record(keys::POSITION)
    }

    /// Writes out what sled has in memory. Nothing depends on it but how much is replayed after a crash.
    pub(super) fn flush(&self) -> Result<()> {
        self.guarded(|db| db.flush()).map(|_| ())
    }

    /// Says, beside the database, up to where it goes, so that a loss is noticed when it is opened again.
    pub(super) fn close(&self) -> Result<()> {
        self.flush()?;
        let Some(position) = self.position()? else {
            return Ok(());
        };
        let bytes = codec::seal_bytes(records::kind::CLOSED, 1, &position.seq.to_be_bytes());
        let path = self.path.join(CLOSED);
        fs::write(&path, bytes).doing("close the database", &path)
    }
}

impl Drop for State {
    fn drop(&mut self) {
        let db = self.db.take();
        let dead = self.dead.lock().unwrap_or_else(PoisonError::into_inner);
        if dead.as_ref().is_some_and(|problem| problem.code == "disk-full") {
            // After a failed write sled waits for ever to finish it; the process takes its threads along.
            std::mem::forget(db);
            return;
        }
        // sled may panic while it closes a damaged file. What it could not write is in the journal.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(db)));
    }
}

/// The keys that begin with a prefix.
pub(super) fn prefix_range(prefix: &[u8]) -> (Bound<Vec<u8>>, Bound<Vec<u8>>) {
    let end = keys::after_prefix(prefix).map_or(Bound::Unbounded, Bound::Excluded);
    (Bound::Included(prefix.to_vec()), end)
}

/// Removes what a killed sled leaves half written and would take for whole when it is opened.
fn prepare(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)?;
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn open_error(path: &Path, error: &sled::Error) -> OpenError {
    match error {
        sled::Error::Io(error) if is_of_the_system(error) => {
            OpenError::Problems(Problem::io("open the database", path, error).into())
        }
        other => OpenError::Damaged(other.to_string()),
    }
}

/// Whether an error is about the disk or the right to use it, and not about the contents of a file. sled makes errors
/// of its own for those, and drops the number of the system's when it hands an error on.
fn is_of_the_system(error: &io::Error) -> bool {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => false,
        io::ErrorKind::StorageFull
        | io::ErrorKind::QuotaExceeded
        | io::ErrorKind::PermissionDenied
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::OutOfMemory
        | io::ErrorKind::Interrupted
        | io::ErrorKind::WouldBlock => true,
        _ => error.raw_os_error().is_some(),
    }
}

/// Whether the database in `path` was condemned, and why.
pub(super) fn condemned(path: &Path) -> Option<String> {
    fs::read_to_string(path.join(CONDEMNED)).ok()
}

pub(super) fn condemn(path: &Path, why: &str) -> io::Result<()> {
    fs::write(path.join(CONDEMNED), why)
}

/// The number of the change that the database had when it was closed in order; `None` when it was not, or when it has
/// been written to since.
pub(super) fn closed_at(path: &Path) -> Option<u64> {
    let bytes = fs::read(path.join(CLOSED)).ok()?;
    let sealed = codec::open(&bytes).ok()?;
    keys::trailing_u64(sealed.payload).filter(|_| sealed.kind == records::kind::CLOSED)
}

/// Takes back what [`State::close`] said, before the first write.
pub(super) fn reopen(path: &Path) -> Result<()> {
    let file = path.join(CLOSED);
    match fs::remove_file(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other.doing("write the database", &file),
    }
}

/// Moves a damaged database out of the way, never deleting it, and returns where it is.
pub(super) fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let parent = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let target = (1..=u32::MAX)
        .map(|n| parent.join(format!("{name}.damaged-{n}")))
        .find(|target| !target.exists())
        .ok_or_else(|| io::Error::other("too many damaged databases"))?;
    fs::rename(path, &target)?;
    files::sync_folder(parent)?;
    Ok(target)
}
