//! The workspace on disk: journal, database and files behind one type, [`Store`].
//!
//! ```text
//! workspace.json   which format it has, read before anything else (workspace)
//! lock             one process at a time (lock)
//! journal/         every change, durable before it is acknowledged: the truth (journal)
//! db/              sled: the current records and indexes, made from the journal (state, keys, work, entries, lookup, postings,
//!                  search)
//! blobs/           pictures, fonts and sheets by their SHA-256 (blobs)
//! drafts/          designs that are worked on and not saved yet (drafts)
//! published/       what was published; written by `publish`, checked here (verify)
//! ```
//!
//! A change ([`Change`]) is worked out in memory (`work`), guarded against what must never happen (`rules`), appended to
//! the journal, and then written to the database together with the position in the journal (`writer`). Opening brings
//! the two together again, whatever happened to either (`recover`). What is stored are versioned records in checked
//! envelopes (`records`, `codec`), never the model's own types. sled and bincode do not leave this module.

mod backup;
mod blobs;
mod checkpoint;
mod codec;
mod drafts;
mod entries;
mod index;
mod journal;
mod keys;
mod lock;
mod log;
mod lookup;
mod open;
mod postings;
mod query;
mod read;
mod reading;
mod records;
mod recover;
mod rules;
mod search;
mod state;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod types;
mod verify;
mod work;
mod workspace;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock};

use crate::diag::Result;
use crate::model::BlobId;

pub use lock::is_open;
pub use log::Log;
pub use reading::read_beside;
pub use types::{
    Act, Change, CredentialPut, Cursor, Event, Kept, KeptId, LogEntry, Page, PublishedFile, PublishedRevision, Query,
    Revision, Seed, Shelf, Stamp, StoredDesign, Subject,
};
pub use writer::Writer;

/// An open workspace. It can be shared between threads: whoever reads is never kept waiting, whoever writes takes turns.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    state: state::State,
    writer: Mutex<writer::WriterState>,
    lookup: lookup::Lookup,
    /// Loaded by the first search.
    texts: RwLock<Option<search::Texts>>,
    blobs: blobs::Blobs,
    /// The folder of the database: in the workspace, or outside while that is only looked at.
    db: PathBuf,
    /// Given up last.
    access: reading::Access,
}

impl Store {
    /// The folder of the workspace.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where published files are: `<credential id>/<revision>/…`.
    pub fn published_dir(&self) -> PathBuf {
        self.dir.join("published")
    }

    /// Stores a picture, a font or a sheet, durable when this returns. The same bytes are stored once.
    pub fn put_blob(&self, bytes: &[u8]) -> Result<BlobId> {
        self.check_writable()?;
        self.blobs.put(bytes)
    }

    /// What was stored under an address, checked against it.
    pub fn blob(&self, id: BlobId) -> Result<Vec<u8>> {
        self.blobs.get(id)
    }

    /// Where a stored file is, for readers that take a path. Nobody may write there.
    pub fn blob_path(&self, id: BlobId) -> PathBuf {
        self.blobs.path(id)
    }

    /// Brings the texts in memory up to date after a change.
    fn update_texts(&self, lines: &[(u64, String)]) {
        if let Some(texts) = &mut *self.texts.write().unwrap_or_else(PoisonError::into_inner) {
            texts.update(lines);
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.reading().is_some() {
            return;
        }
        // Without this mark the next opening replays what is missing; there is nobody to tell about it here.
        let _ = self.state.close();
    }
}
