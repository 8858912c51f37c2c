//! Opening the workspace of a command.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Place, Problem, Result, Warned};
use crate::fonts::{ArchiveFonts, FontBook};
use crate::issue::{Clock, Desk};
use crate::model::{Credential, CredentialId};
use crate::progress::Progress;
use crate::store::{Store, read_beside};
use crate::worker::Launcher;

use super::Context;
use super::surroundings::{System, default_workspace, temporary};

impl Context {
    pub(super) fn directory(&self) -> Result<PathBuf> {
        match &self.workspace {
            Some(directory) => Ok(directory.clone()),
            None => default_workspace(),
        }
    }

    pub(super) fn clock(&self) -> Result<System> {
        System::new(self.who.as_deref())
    }

    pub(super) fn launcher(&self) -> Result<Launcher> {
        let program = std::env::current_exe().map_err(|error| {
            Problem::unexpected("no-program", format!("The program does not know where it is: {error}"))
        })?;
        Ok(Launcher::new(program))
    }

    pub(super) fn fonts(&self) -> Result<Arc<FontBook>> {
        Ok(Arc::new(FontBook::new(&ArchiveFonts(self.program.fonts))?))
    }

    /// Opens the workspace of this run; what had to be repaired is said.
    pub(super) fn store(&self) -> Result<Store> {
        self.opened(|directory, progress| self.open(directory, progress))
    }

    /// Opens the workspace of this run for a command that changes nothing in it. One whose folder cannot be written is
    /// read all the same.
    pub(super) fn store_even_if_unwritable(&self) -> Result<Store> {
        self.opened(|directory, progress| {
            let clock = self.clock()?;
            Store::open_or_read(directory, &temporary(), clock.seed(), &clock.stamp(), progress)
        })
    }

    /// Opens the workspace of this run for a command that only shows something of it. Also one that another process has
    /// is read, as it is at the moment.
    pub(super) fn store_to_look_at(&self) -> Result<Store> {
        let problems = match self.store_even_if_unwritable() {
            Ok(store) => return Ok(store),
            Err(problems) => problems,
        };
        let Some(taken) = problems.iter().find(|problem| problem.code == "workspace-locked") else {
            return Err(problems);
        };
        let why = read_beside(taken);
        self.out.say(&format!("{}; it is read as it is now", taken.message));
        self.opened(|directory, progress| {
            let clock = self.clock()?;
            let (seed, stamp) = (clock.seed(), clock.stamp());
            Store::open_to_read(directory, &temporary(), why.clone(), seed, &stamp, progress)
        })
    }

    fn opened(&self, open: impl Fn(&Path, &Progress) -> Result<Warned<Store>>) -> Result<Store> {
        let directory = self.directory()?;
        if !directory.exists() {
            let problem = Problem::error("no-workspace", "There is no workspace here").at(Place::file(&directory));
            return Err(problem
                .hint("Make one with `accolade init DIR --issuer NAME`, or name one with --workspace DIR")
                .into());
        }
        let opened = self.out.watch(|progress| open(&directory, progress))?;
        if !opened.problems.is_empty() {
            self.out.problems(&opened.problems);
        }
        Ok(opened.value)
    }

    pub(super) fn open(&self, directory: &Path, progress: &Progress) -> Result<Warned<Store>> {
        let clock = self.clock()?;
        Store::open(directory, clock.seed(), &clock.stamp(), progress)
    }

    pub(super) fn desk(&self) -> Result<Desk> {
        let store = self.store()?;
        self.desk_of(store)
    }

    pub(super) fn desk_of(&self, store: Store) -> Result<Desk> {
        Ok(Desk::new(
            store,
            self.fonts()?,
            self.launcher()?,
            Box::new(self.clock()?) as Box<dyn Clock>,
        ))
    }
}

/// The credential that a person means: a whole id, the beginning of one, or a number.
pub(super) fn find_credential(store: &Store, text: &str) -> Result<Credential> {
    let text = text.trim();
    if let Ok(id) = text.parse::<CredentialId>()
        && let Some(credential) = store.credential(&id)?
    {
        return Ok(credential);
    }
    let mut numbered = store.credentials_by_number(text)?;
    if numbered.len() > 1 {
        let ids: Vec<String> = numbered.iter().map(|credential| credential.id.to_string()).collect();
        let problem = Problem::error(
            "ambiguous-number",
            format!("Several credentials have the number {text}"),
        );
        return Err(problem
            .hint(format!("Give one of their ids: {}", ids.join(", ")))
            .into());
    }
    if let Some(credential) = numbered.pop() {
        return Ok(credential);
    }
    if let Some(credential) = store.credential_by_prefix(text)? {
        return Ok(credential);
    }
    let problem = Problem::error("no-such-credential", format!("There is no credential “{text}”"));
    Err(problem
        .hint("Give an id, at least its first 6 characters, or a number; `accolade list` shows them")
        .into())
}

/// Reads a file that the user named.
pub(super) fn read_file(doing: &str, path: &Path) -> Result<Vec<u8>> {
    if path.is_dir() {
        let error = std::io::Error::from(std::io::ErrorKind::IsADirectory);
        return Err(Problem::io(doing, path, &error).into());
    }
    std::fs::read(path).map_err(|error| Problem::io(doing, path, &error).into())
}

/// An error when there is a file already where one is to be written.
pub(super) fn refuse_existing(path: &Path) -> Result<()> {
    if !path.is_file() {
        return Ok(());
    }
    let problem = Problem::error("exists", "There is a file of this name already").at(Place::file(path));
    Err(problem
        .hint("Choose another name, or replace it with --overwrite")
        .into())
}
