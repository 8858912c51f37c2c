//! Making a workspace, and opening one in whatever shape it is.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, RwLock};

use sha2::{Digest, Sha256};

use crate::diag::{Place, Problem, Problems, Result, Warned};
use crate::model::Issuer;
use crate::progress::Progress;

use super::journal::Journal;
use super::journal::disk::{Disk, Folder};
use super::journal::frame::{SEGMENT_HEAD, SegmentHead};
use super::keys;
use super::lock::Lock;
use super::lookup::Lookup;
use super::reading::Access;
use super::recover::{self, Context, Failure};
use super::state::{self, INDEX_VERSION, OpenError, State, Writes};
use super::workspace::{self, Found, Info};
use super::writer::WriterState;
use super::{Change, Event, Seed, Stamp, Store, blobs};
use crate::files::{self, Doing};

/// What is in the folder of a workspace, besides databases that were set aside.
const NAMES: [&str; 7] = [
    "workspace.json",
    "lock",
    "journal",
    "db",
    "blobs",
    "drafts",
    "published",
];

impl Store {
    /// Makes a workspace in `dir`, which may be missing or empty. When this fails nothing of it is left that would
    /// keep a second try from working.
    pub fn create(dir: &Path, issuer: &Issuer, seed: Seed, stamp: &Stamp) -> Result<Store> {
        check_vacant(dir)?;
        let is_new = !dir.exists();
        fs::create_dir_all(dir).doing("make the workspace", dir)?;
        let lock = Lock::take(dir)?;
        let made = clear_leftovers(dir)
            .and_then(|()| fill(dir, seed))
            .and_then(|(info, journal)| {
                let store = assemble(dir, info, lock, journal)?;
                let change = Change::new(stamp, vec![Event::IssuerSet(issuer.clone())]);
                store.apply(&change)?;
                // Only this makes it a workspace.
                info.write(dir)?;
                Ok(store)
            });
        if made.is_err() {
            // The first problem is the one to tell; leftovers are cleared by the next try, too.
            let _ = clear_leftovers(dir);
            let _ = fs::remove_file(dir.join("lock"));
            if is_new {
                let _ = fs::remove_dir(dir);
            }
        }
        made
    }

    /// Opens a workspace and brings its parts together, whatever state a crash or a failing disk left them in. The
    /// problems say what was repaired and what could not be.
    ///
    /// `stamp` is what the journal says of repairs. A newer format is refused before anything is written.
    pub fn open(dir: &Path, seed: Seed, stamp: &Stamp, progress: &Progress) -> Result<Warned<Store>> {
        let mut problems = Problems::default();
        let (info, is_lost) = identify(dir)?;
        let lock = Lock::take(dir)?;
        if is_lost {
            info.write(dir)?;
            problems.push(
                Problem::warning(
                    "repaired-workspace-file",
                    "The file workspace.json was lost or damaged and is written anew",
                )
                .at(Place::file(dir)),
            );
        }
        remove_temporaries(dir)?;
        let context = Opening {
            dir,
            db: dir.join("db"),
            info,
            seed,
            stamp,
            progress,
            disk: &|| Box::new(Folder::new(&dir.join("journal"))),
        };
        let parts = context.open(&mut problems)?;
        let store = together(dir, context.db, parts, Access::Whole(lock));
        Ok(Warned { value: store, problems })
    }
}

/// A store of its parts.
pub(super) fn together(
    dir: &Path,
    db: PathBuf,
    (state, lookup, journal): (State, Lookup, Journal),
    access: Access,
) -> Store {
    Store {
        dir: dir.to_owned(),
        state,
        lookup,
        writer: Mutex::new(WriterState {
            journal,
            is_closed: state::closed_at(&db).is_some(),
        }),
        db,
        texts: RwLock::new(None),
        blobs: blobs::Blobs::new(dir),
        access,
    }
}

/// Refuses a folder that has something in it, and one that is a workspace.
fn check_vacant(dir: &Path) -> Result<()> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other.doing("make the workspace", dir)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.doing("make the workspace", dir)?.file_name();
        names.push(name.to_string_lossy().into_owned());
    }
    names.retain(|name| !workspace::is_vacant(name) && !files::is_temporary(name));
    if names.iter().any(|name| name == "workspace.json") {
        return Err(
            Problem::error("workspace-exists", "There is a workspace in this folder already")
                .hint("Use it, or choose another folder")
                .at(Place::file(dir))
                .into(),
        );
    }
    let is_leftover = names.iter().all(|name| NAMES.contains(&name.as_str())) && has_no_changes(dir)?;
    if names.is_empty() || is_leftover {
        return Ok(());
    }
    Err(
        Problem::error("folder-not-empty", "The folder is not empty, and it is not a workspace")
            .hint("Choose a new or an empty folder")
            .at(Place::file(dir))
            .into(),
    )
}

/// Whether the journal has nothing after the change with which a workspace begins.
fn has_no_changes(dir: &Path) -> Result<bool> {
    let disk = Folder::new(&dir.join("journal"));
    let mut frames = 0;
    super::journal::scan::scan(&disk, 1, &mut |_| {
        frames += 1;
        Ok(())
    })?;
    Ok(frames <= 1)
}

/// Removes what an interrupted creation left.
fn clear_leftovers(dir: &Path) -> Result<()> {
    for name in ["journal", "db", "blobs", "drafts", "published"] {
        let path = dir.join(name);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => other.doing("make the workspace", &path)?,
        }
    }
    Ok(())
}

/// Makes the folders and the first segment of the journal.
fn fill(dir: &Path, seed: Seed) -> Result<(Info, Journal)> {
    let mut hasher = Sha256::new();
    hasher.update(b"workspace");
    hasher.update(seed.0);
    let digest: [u8; 32] = hasher.finalize().into();
    let mut id = [0; 16];
    id.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    let info = Info::new(id);
    for name in ["blobs", "published"] {
        let path = dir.join(name);
        fs::create_dir(&path).doing("make the workspace", &path)?;
    }
    let disk = Box::new(Folder::new(&dir.join("journal")));
    let journal = Journal::create(disk, info, seed.0)?;
    files::sync_folder(dir).doing("make the workspace", dir)?;
    Ok((info, journal))
}

/// A store with an empty database.
fn assemble(dir: &Path, info: Info, lock: Lock, journal: Journal) -> Result<Store> {
    let state = State::open(&dir.join("db")).map_err(|error| match error {
        OpenError::Problems(problems) => problems,
        OpenError::Damaged(why) => {
            Problem::unexpected("database", format!("The database cannot be made: {why}")).into()
        }
    })?;
    name_database(&state, info)?;
    let parts = (state, Lookup::default(), journal);
    Ok(together(dir, dir.join("db"), parts, Access::Whole(lock)))
}

/// Writes into a new database whose it is.
fn name_database(state: &State, info: Info) -> Result<()> {
    state.write(Writes::from([
        (keys::WORKSPACE.to_vec(), Some(info.id.to_vec())),
        (
            keys::INDEX_VERSION.to_vec(),
            Some(u64::from(INDEX_VERSION).to_be_bytes().to_vec()),
        ),
    ]))
}

/// What a folder says of itself, and whether `workspace.json` must be written anew. Nothing is written here.
pub(super) fn identify(dir: &Path) -> Result<(Info, bool)> {
    let found = workspace::read(dir)?;
    let head = journal_head(dir)?;
    let info = match (&found, head) {
        (Found::Good(info), _) => *info,
        (_, Some(info)) => info,
        (Found::Damaged, None) => {
            return Err(Problem::unexpected(
                "damaged-workspace",
                "The file workspace.json is damaged, and there is no journal from which it could be made again",
            )
            .hint("Restore a backup with `accolade restore`")
            .at(Place::file(dir))
            .into());
        }
        (Found::Missing, None) => {
            return Err(Problem::error("no-workspace", "There is no workspace in this folder")
                .hint("Make one with `accolade init`, or pass another folder with `--workspace`")
                .at(Place::file(dir))
                .into());
        }
    };
    info.check_version(dir)?;
    if let Some(head) = head {
        head.check_version(dir)?;
    }
    Ok((info, !matches!(found, Found::Good(_))))
}

/// What the newest readable segment of the journal says of the workspace.
fn journal_head(dir: &Path) -> Result<Option<Info>> {
    let folder = dir.join("journal");
    let disk = Folder::new(&folder);
    let segments = disk.list().doing("read the journal", &folder)?;
    for (number, _) in segments.into_iter().rev() {
        let bytes = disk.read(number, 0, SEGMENT_HEAD).doing("read the journal", &folder)?;
        if let Some(head) = SegmentHead::decode(&bytes) {
            return Ok(Some(Info {
                format: head.format,
                min_reader: head.min_reader,
                id: head.workspace,
            }));
        }
    }
    Ok(None)
}

/// Removes unfinished files that a crash left in the workspace's folder and among the stored files.
fn remove_temporaries(dir: &Path) -> Result<()> {
    remove_temporaries_in(dir)?;
    let drafts = dir.join("drafts");
    if drafts.is_dir() {
        remove_temporaries_in(&drafts)?;
    }
    let blobs = dir.join("blobs");
    let folders = match fs::read_dir(&blobs) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other.doing("open the workspace", &blobs)?,
    };
    for folder in folders {
        let folder = folder.doing("open the workspace", &blobs)?;
        if folder.file_type().doing("open the workspace", &blobs)?.is_dir() {
            remove_temporaries_in(&folder.path())?;
        }
    }
    Ok(())
}

fn remove_temporaries_in(dir: &Path) -> Result<()> {
    for entry in fs::read_dir(dir).doing("open the workspace", dir)? {
        let entry = entry.doing("open the workspace", dir)?;
        if files::is_temporary(&entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path()).doing("open the workspace", &entry.path())?;
        }
    }
    Ok(())
}

/// An opening on its way.
pub(super) struct Opening<'a> {
    pub(super) dir: &'a Path,
    /// The folder of the database.
    pub(super) db: PathBuf,
    pub(super) info: Info,
    pub(super) seed: Seed,
    pub(super) stamp: &'a Stamp,
    pub(super) progress: &'a Progress,
    /// The journal.
    pub(super) disk: &'a dyn Fn() -> Box<dyn Disk>,
}

impl Opening<'_> {
    /// Opens the database and brings it and the journal together; a database that is no use is made anew once.
    pub(super) fn open(&self, problems: &mut Problems) -> Result<(State, Lookup, Journal)> {
        let mut state = self.open_database(problems)?;
        let mut lookup = Lookup::default();
        match self.recover(&state, &lookup) {
            Ok(recovered) => {
                problems.extend(recovered.problems);
                return Ok((state, lookup, recovered.journal));
            }
            Err(Failure::Problems(found)) => {
                // Damage that is met on the way condemns the database, and it is made anew at once.
                match state::condemned(&self.db) {
                    Some(why) => state = self.replace(state, &why, problems)?,
                    None => return Err(found),
                }
            }
            Err(Failure::Unusable(why)) => state = self.replace(state, &why, problems)?,
        }
        lookup = Lookup::default();
        match self.recover(&state, &lookup) {
            Ok(recovered) => {
                problems.extend(recovered.problems);
                Ok((state, lookup, recovered.journal))
            }
            Err(Failure::Problems(found)) => Err(found),
            Err(Failure::Unusable(why)) => Err(Problem::unexpected(
                "database",
                format!("The database cannot be made from the journal: {why}"),
            )
            .into()),
        }
    }

    fn recover(&self, state: &State, lookup: &Lookup) -> std::result::Result<recover::Recovered, Failure> {
        let context = Context {
            state,
            lookup,
            info: self.info,
            seed: self.seed.0,
            stamp: self.stamp,
            progress: self.progress,
        };
        recover::recover(&context, (self.disk)())
    }

    /// The database if it can be used, else a new one in its place.
    fn open_database(&self, problems: &mut Problems) -> Result<State> {
        let path = self.db.clone();
        if let Some(why) = state::condemned(&path) {
            return self.make_anew(&why, problems);
        }
        let closed_at = state::closed_at(&path);
        let state = match State::open(&path) {
            Ok(state) => state,
            Err(OpenError::Problems(problems)) => return Err(problems),
            Err(OpenError::Damaged(why)) => return self.make_anew(&why, problems),
        };
        match self.objection(&state, closed_at)? {
            Some(why) => self.replace(state, &why, problems),
            None => Ok(state),
        }
    }

    /// Why a database that could be opened is no use; a new one is named on the way.
    fn objection(&self, state: &State, closed_at: Option<u64>) -> Result<Option<String>> {
        let read = || -> Result<Option<String>> {
            let Some(id) = state.get(keys::WORKSPACE)? else {
                if closed_at.is_some() {
                    return Ok(Some("it has lost everything".to_owned()));
                }
                name_database(state, self.info)?;
                return Ok(None);
            };
            if *id != self.info.id {
                return Ok(Some("it belongs to another workspace".to_owned()));
            }
            if state.number(keys::INDEX_VERSION)? != Some(u64::from(INDEX_VERSION)) {
                return Ok(Some("it was made by another version of the program".to_owned()));
            }
            let seq = state.position()?.map_or(0, |position| position.seq);
            if closed_at.is_some_and(|closed| seq < closed) {
                return Ok(Some("its last changes are missing".to_owned()));
            }
            Ok(None)
        };
        match read() {
            Err(problems) => match state::condemned(&self.db) {
                Some(why) => Ok(Some(why)),
                None => Err(problems),
            },
            ok => ok,
        }
    }

    /// Closes a database and makes a new one in its place.
    fn replace(&self, state: State, why: &str, problems: &mut Problems) -> Result<State> {
        // sled may panic once more while it closes what it could not read.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(state)));
        self.make_anew(why, problems)
    }

    /// Sets the database aside and makes an empty one.
    fn make_anew(&self, why: &str, problems: &mut Problems) -> Result<State> {
        let path = self.db.clone();
        let aside = match state::set_aside(&path) {
            Ok(aside) => aside,
            Err(error) => {
                // A database that panicked keeps its files open, which Windows does not let move. The mark makes the
                // next process set it aside before it is opened.
                let marked = state::condemn(&path, why);
                let mut problem = Problem::io("set the damaged database aside", &path, &error);
                if marked.is_ok() {
                    problem = problem.hint("Start the program again; the database is then made anew");
                }
                return Err(problem.into());
            }
        };
        problems.push(
            Problem::warning(
                "database-made-anew",
                format!(
                    "The database could not be used ({why}) and is made anew from the journal; nothing is lost by that"
                ),
            )
            .hint(format!(
                "Remove the old one when you have seen that all is there: {}",
                aside.display()
            ))
            .at(Place::file(self.dir)),
        );
        let state = State::open(&path).map_err(|error| match error {
            OpenError::Problems(problems) => problems,
            OpenError::Damaged(why) => {
                Problem::unexpected("database", format!("The database cannot be made: {why}")).into()
            }
        })?;
        name_database(&state, self.info)?;
        Ok(state)
    }
}
