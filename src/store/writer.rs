//! Making changes: one at a time, first in the journal, then in the database.

use std::ops::Deref;
use std::sync::{MutexGuard, PoisonError};

use crate::diag::Result;
use crate::model::{BatchId, DesignId, GroupId};

use super::journal::Journal;
use super::journal::frame::FrameKind;
use super::records::v1::Position;
use super::records::{self, Put, v1};
use super::state::{self, Writes};
use super::work::{Outcome, Place, Stored, Work};
use super::workspace::{FORMAT, Info};
use super::{Change, Event, KeptId, Revision, Shelf, Store, keys, rules};

/// The right to change the workspace. While one is held nobody else changes it, so that what was read, the next number
/// for example, is still so when the change is applied.
#[derive(Debug)]
pub struct Writer<'a> {
    store: &'a Store,
    pub(super) inner: MutexGuard<'a, WriterState>,
}

/// What only the one who writes touches.
#[derive(Debug)]
pub(super) struct WriterState {
    pub(super) journal: Journal,
    /// Whether the database still says that it was closed in order.
    pub(super) is_closed: bool,
}

impl Deref for Writer<'_> {
    type Target = Store;
    fn deref(&self) -> &Store {
        self.store
    }
}

impl Store {
    /// Waits for the right to change the workspace.
    pub fn writer(&self) -> Writer<'_> {
        Writer {
            store: self,
            // A panic while a change was made leaves it in the journal or not; both are whole states.
            inner: self.writer.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Applies one change, as [`Writer::apply`].
    pub fn apply(&self, change: &Change) -> Result<Revision> {
        self.writer().apply(change)
    }

    /// The last change.
    pub fn last_revision(&self) -> Revision {
        Revision(self.writer().inner.journal.position().seq)
    }
}

impl Writer<'_> {
    /// The id of the next design.
    pub fn next_design_id(&self) -> Result<DesignId> {
        self.next_id(b"D").map(DesignId)
    }

    /// The id of the next group.
    pub fn next_group_id(&self) -> Result<GroupId> {
        self.next_id(b"G").map(GroupId)
    }

    /// The id of the next batch.
    pub fn next_batch_id(&self) -> Result<BatchId> {
        self.next_id(b"B").map(BatchId)
    }

    fn next_id(&self, prefix: &[u8]) -> Result<u64> {
        let last = self.state.first(prefix, true)?;
        let id = last.and_then(|(key, _)| key.get(1..9).and_then(keys::trailing_u64));
        Ok(id.unwrap_or(0) + 1)
    }

    /// The running number of the next credential that is generated in a group, from 1. The ones after it in the same
    /// change follow without a gap; a deleted credential's is not given again.
    pub fn next_number(&self, group: GroupId) -> Result<u64> {
        let numbers: Option<v1::Numbers> = self.state.record(&keys::numbers(group))?;
        Ok(numbers.map_or(0, |numbers| numbers.given) + 1)
    }

    /// Applies a change, all of it or nothing, and returns when it is durable.
    ///
    /// When this fails the workspace is as it was, with one exception: when the disk fails or is full just between the
    /// journal and the database the change is kept, and is there when the workspace is opened again, which the problem
    /// asks for.
    pub fn apply(&mut self, change: &Change) -> Result<Revision> {
        self.store.check_writable()?;
        if change.events.is_empty() {
            return Ok(Revision(self.inner.journal.position().seq));
        }
        let author = v1::Author {
            who: change.stamp.who.clone(),
            why: change.why.clone(),
        };
        if change.events.iter().any(is_of_format_2) {
            self.raise()?;
        }
        let mut sealed = vec![records::write(&author)?];
        let mut events = Vec::with_capacity(change.events.len());
        for event in &change.events {
            let (event, bytes) = store_event(event)?;
            events.push(event);
            sealed.push(bytes);
        }
        let at = change.stamp.at.0;
        let planned = self.inner.journal.plan(FrameKind::Change, at, &sealed)?;
        let mut work = Work::new(&self.store.state, &self.store.lookup)?;
        for (index, event) in (1..).zip(events) {
            rules::check(&mut work, &event)?;
            work.apply(
                event,
                Place {
                    segment: planned.position.segment,
                    start: planned.position.start,
                    index,
                    at,
                },
            )?;
        }
        let Outcome {
            mut writes,
            key_changes,
            lines,
        } = work.finish()?;
        write_position(&mut writes, self.inner.journal.position(), &planned.position)?;
        self.unclose()?;
        self.inner.journal.append(&planned)?;
        self.store.state.write(writes)?;
        self.store.lookup.update(&key_changes);
        self.store.update_texts(&lines);
        Ok(Revision(planned.position.seq))
    }

    /// Says that older programs cannot read the workspace any more, before there is anything that they would take for
    /// damage. What follows is in a segment that says so too.
    fn raise(&mut self) -> Result<()> {
        let info = self.inner.journal.info();
        if info.min_reader >= FORMAT {
            return Ok(());
        }
        self.store.check_writable()?;
        let raised = Info {
            format: FORMAT,
            min_reader: FORMAT,
            ..info
        };
        raised.write(&self.store.dir)?;
        self.inner.journal.raise(raised);
        Ok(())
    }

    /// The number of the next thing on a shelf.
    pub fn next_kept(&self, shelf: Shelf) -> Result<KeptId> {
        let last = self.state.first(&[b'L', records::shelf_number(shelf)], true)?;
        let number = last.and_then(|(key, _)| key.get(2..10).and_then(keys::trailing_u64));
        Ok(KeptId {
            shelf,
            number: number.unwrap_or(0) + 1,
            revision: 0,
        })
    }

    /// Takes back that the database was closed in order, once.
    pub(super) fn unclose(&mut self) -> Result<()> {
        if self.inner.is_closed {
            state::reopen(&self.store.db)?;
            self.inner.is_closed = false;
        }
        Ok(())
    }
}

/// Whether an event is a record that programs of the first format do not know.
fn is_of_format_2(event: &Event) -> bool {
    matches!(event, Event::KeptPut(_) | Event::KeptRemoved(_))
}

/// Adds where the journal goes on, and the length of a segment that is closed by that.
pub(super) fn write_position(writes: &mut Writes, before: &Position, after: &Position) -> Result<()> {
    if before.segment != after.segment && before.segment != 0 {
        writes.insert(keys::segment(before.segment), Some(before.end.to_be_bytes().to_vec()));
    }
    writes.insert(keys::POSITION.to_vec(), Some(records::write(after)?));
    Ok(())
}

/// The stored form of an event, and its bytes in the journal.
fn store_event(event: &Event) -> Result<(Stored, Vec<u8>)> {
    fn sealed<T: records::Record>(record: T, make: impl FnOnce(T) -> Stored) -> Result<(Stored, Vec<u8>)> {
        let bytes = records::write(&record)?;
        Ok((make(record), bytes))
    }
    match event {
        Event::IssuerSet(issuer) => sealed(v1::Issuer::from(issuer), Stored::Issuer),
        Event::DesignPut(design) => sealed(v1::Design::from_model(design)?, Stored::Design),
        Event::GroupPut(group) => sealed(v1::Group::from(group), Stored::Group),
        Event::BatchPut(batch) => sealed(v1::Batch::from(batch), Stored::Batch),
        Event::CredentialPut(put) => sealed(Put::from(put), Stored::Credential),
        Event::CredentialDeleted { id } => sealed(v1::Deleted { id: id.0 }, Stored::Deleted),
        Event::FilesPut { id, revision, files } => sealed(
            v1::Files {
                id: id.0,
                revision: *revision,
                files: files.iter().map(v1::File::from).collect(),
            },
            Stored::Files,
        ),
        Event::Remembered { key, value } => sealed(
            v1::Remembered {
                key: key.clone(),
                value: value.clone(),
            },
            Stored::Remembered,
        ),
        Event::KeptPut(kept) => sealed(v1::Kept::from(kept), Stored::Kept),
        Event::KeptRemoved(id) => sealed(v1::Unkept::from(*id), Stored::Unkept),
    }
}
