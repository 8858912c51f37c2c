//! What a change does to the database, worked out in memory before anything is written.
//!
//! A [`Work`] sees the database through what it is going to write. It is made before the journal's frame is written, so
//! that whatever is wrong with a change or with the database is known while nothing has happened yet; and it is made of
//! the journal's frames again when the database is behind or is made anew.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::diag::Result;
use crate::model::{BatchId, BlobId, CredentialId, DesignId, GroupId};

use super::codec::{self, Damage, Sealed};
use super::entries;
use super::index::{self, Facets};
use super::keys;
use super::lookup::{self, KeyChange, Keys, Lookup};
use super::postings::{Bits, Dim, locate};
use super::records::{self, kind, v1};
use super::search;
use super::state::{State, Writes};

/// An event or a part of a checkpoint, as it is stored.
#[derive(Debug)]
pub(super) enum Stored {
    Issuer(v1::Issuer),
    Design(v1::Design),
    Group(v1::Group),
    Batch(v1::Batch),
    Credential(v1::CredentialEvent),
    Deleted(v1::Deleted),
    Remembered(v1::Remembered),
    Files(v1::Files),
    /// Only in checkpoints.
    Entry(v1::Entry),
    Revision(v1::Revision),
    Numbers(v1::Numbers),
    Pin(v1::Pin),
    Kept(v1::Kept),
    Unkept(v1::Unkept),
}

impl Stored {
    /// Reads a record of any kind that may be in the journal.
    pub(super) fn read(bytes: &[u8]) -> std::result::Result<Stored, Damage> {
        let sealed = codec::open(bytes)?;
        fn get<T: records::Record>(
            sealed: &Sealed<'_>,
            make: impl FnOnce(T) -> Stored,
        ) -> std::result::Result<Stored, Damage> {
            records::read_sealed(sealed).map(make)
        }
        match sealed.kind {
            kind::ISSUER => get(&sealed, Stored::Issuer),
            kind::DESIGN => get(&sealed, Stored::Design),
            kind::GROUP => get(&sealed, Stored::Group),
            kind::BATCH => get(&sealed, Stored::Batch),
            kind::CREDENTIAL_EVENT => get(&sealed, Stored::Credential),
            kind::DELETED => get(&sealed, Stored::Deleted),
            kind::REMEMBERED => get(&sealed, Stored::Remembered),
            kind::FILES => get(&sealed, Stored::Files),
            kind::ENTRY => get(&sealed, Stored::Entry),
            kind::REVISION => get(&sealed, Stored::Revision),
            kind::NUMBERS => get(&sealed, Stored::Numbers),
            kind::PIN => get(&sealed, Stored::Pin),
            kind::KEPT => get(&sealed, Stored::Kept),
            kind::UNKEPT => get(&sealed, Stored::Unkept),
            other => Err(Damage::Unexpected { kind: other }),
        }
    }
}

/// Where an event is in the journal, and when it happened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) segment: u32,
    pub(super) start: u64,
    pub(super) index: u32,
    pub(super) at: i64,
}

/// A credential with its seat.
#[derive(Debug)]
struct Seated {
    seat: u64,
    entry: v1::Entry,
}

/// The seats of a dimension's block, by the dimension.
type Postings = HashMap<(Dim, u32), Bits>;

/// The changes to the database so far.
#[derive(Debug)]
pub(super) struct Work<'a> {
    state: &'a State,
    lookup: &'a Lookup,
    writes: Writes,
    seats: HashMap<[u8; 16], Seated>,
    postings: Postings,
    keys: BTreeMap<u32, Vec<Keys>>,
    key_changes: Vec<KeyChange>,
    texts: BTreeMap<u32, Vec<String>>,
    /// What changes in the text of a seat.
    lines: Vec<(u64, String)>,
    next_seat: u64,
    /// The digests of the numbers of new credentials.
    numbers: HashSet<u64>,
    /// Pins that are known to be there.
    pinned: HashSet<(u8, u64, u32)>,
    /// How many credentials each group has had, where it changes.
    given: BTreeMap<u64, u64>,
}

/// What is to be done when the work is done.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) writes: Writes,
    /// New keys for the lookup in memory.
    pub(super) key_changes: Vec<KeyChange>,
    /// New lines for the search in memory.
    pub(super) lines: Vec<(u64, String)>,
}

impl<'a> Work<'a> {
    pub(super) fn new(state: &'a State, lookup: &'a Lookup) -> Result<Work<'a>> {
        Ok(Work {
            state,
            lookup,
            keys: BTreeMap::new(),
            key_changes: Vec::new(),
            writes: Writes::new(),
            seats: HashMap::new(),
            postings: HashMap::new(),
            texts: BTreeMap::new(),
            lines: Vec::new(),
            next_seat: state.number(keys::NEXT_SEAT)?.unwrap_or(0),
            numbers: HashSet::new(),
            pinned: HashSet::new(),
            given: BTreeMap::new(),
        })
    }

    /// A record as it will be.
    pub(super) fn record<T: records::Record>(&self, key: &[u8]) -> Result<Option<T>> {
        match self.writes.get(key) {
            Some(Some(bytes)) => self.state.decode(bytes).map(Some),
            Some(None) => Ok(None),
            None => self.state.record(key),
        }
    }

    /// Whether there will be a value.
    pub(super) fn has(&self, key: &[u8]) -> Result<bool> {
        match self.writes.get(key) {
            Some(value) => Ok(value.is_some()),
            None => Ok(self.state.get(key)?.is_some()),
        }
    }

    pub(super) fn put(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.writes.insert(key, Some(value));
    }

    pub(super) fn put_record<T: records::Record>(&mut self, key: Vec<u8>, record: &T) -> Result<()> {
        let bytes = records::write(record)?;
        self.put(key, bytes);
        Ok(())
    }

    pub(super) fn remove(&mut self, key: Vec<u8>) {
        self.writes.insert(key, None);
    }

    /// The credential with an id as it will be, deleted ones left out.
    pub(super) fn credential(&mut self, id: [u8; 16]) -> Result<Option<&v1::Credential>> {
        self.load(id)?;
        Ok(self.seats.get(&id).and_then(|seated| seated.entry.credential.as_ref()))
    }

    /// Whether a credential with this id was there once and is deleted.
    pub(super) fn is_deleted(&mut self, id: [u8; 16]) -> Result<bool> {
        self.load(id)?;
        Ok(self
            .seats
            .get(&id)
            .is_some_and(|seated| seated.entry.credential.is_none()))
    }

    fn load(&mut self, id: [u8; 16]) -> Result<()> {
        if self.seats.contains_key(&id) {
            return Ok(());
        }
        let Some(seat) = self.lookup.seat(self.state, CredentialId(id))? else {
            return Ok(());
        };
        match self.state.entry(seat)? {
            Some(entry) if entry.id == id => {
                self.seats.insert(id, Seated { seat, entry });
                Ok(())
            }
            _ => Err(self.state.condemn("an id leads to another credential").into()),
        }
    }

    /// The seat of an id, also of a deleted credential's.
    pub(super) fn seat_of(&mut self, id: [u8; 16]) -> Result<Option<u64>> {
        self.load(id)?;
        Ok(self.seats.get(&id).map(|seated| seated.seat))
    }

    /// Whether another credential of the group has the number.
    pub(super) fn is_number_taken(&self, number: &str, group: u64) -> Result<bool> {
        let has = |entry: &v1::Entry| {
            let credential = entry.credential.as_ref();
            credential.is_some_and(|credential| credential.number == number && credential.group == group)
        };
        let digest = index::number_digest(number, GroupId(group));
        if self.numbers.contains(&digest) && self.seats.values().any(|seated| has(&seated.entry)) {
            return Ok(true);
        }
        for seat in self.lookup.numbers(self.state, digest..=digest)? {
            // The number of what this very work deletes counts as taken still.
            if self.state.entry(seat)?.as_ref().is_some_and(has) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Applies one event or one part of a checkpoint.
    pub(super) fn apply(&mut self, stored: Stored, place: Place) -> Result<()> {
        match stored {
            Stored::Issuer(record) => self.put_record(keys::ISSUER.to_vec(), &record),
            Stored::Design(record) => self.put_record(keys::design(DesignId(record.id), record.revision), &record),
            Stored::Group(record) => self.put_record(keys::group(GroupId(record.id), record.revision), &record),
            Stored::Batch(record) => self.put_batch(&record),
            Stored::Credential(event) => self.put_credential(event, place),
            Stored::Deleted(record) => self.delete(record.id, place),
            Stored::Remembered(record) if record.value.is_empty() => {
                self.remove(keys::remembered(&record.key));
                Ok(())
            }
            Stored::Remembered(record) => self.put_record(keys::remembered(&record.key), &record),
            Stored::Files(record) => self.put_files(record, place),
            Stored::Entry(entry) => self.load_entry(entry),
            Stored::Revision(record) => match self.seat_of(record.id)? {
                Some(seat) => self.put_record(keys::revision(seat, record.revision), &record),
                None => Ok(()),
            },
            Stored::Numbers(record) => {
                self.given.insert(record.group, record.given);
                Ok(())
            }
            Stored::Pin(record) => self.put_record(keys::pin(record.kind, record.id, record.revision), &record),
            Stored::Kept(record) => self.put_record(keys::kept(record.shelf, record.number, record.revision), &record),
            Stored::Unkept(record) => {
                self.remove(keys::kept(record.shelf, record.number, record.revision));
                Ok(())
            }
        }
    }

    fn put_batch(&mut self, record: &v1::Batch) -> Result<()> {
        let key = keys::batch(BatchId(record.id));
        if let Some(old) = self.record::<v1::Batch>(&key)?
            && old.key != record.key
        {
            self.remove(keys::batch_key(BlobId(old.key)));
        }
        self.put(keys::batch_key(BlobId(record.key)), record.id.to_be_bytes().to_vec());
        self.put_record(key, record)
    }

    fn put_credential(&mut self, event: v1::CredentialEvent, place: Place) -> Result<()> {
        let id = event.credential.id;
        self.pin_contents(&event.credential)?;
        self.load(id)?;
        let (seat, mut log, old) = match self.seats.remove(&id) {
            Some(seated) => (seated.seat, seated.entry.log, seated.entry.credential),
            None => {
                self.count_up(event.credential.group)?;
                (self.take_seat(), Vec::new(), None)
            }
        };
        log.push((place.segment, place.start, place.index));
        self.keep_revision(&event, seat, place)?;
        self.reindex(id, seat, old.as_ref(), Some(&event.credential))?;
        let entry = v1::Entry {
            id,
            credential: Some(event.credential),
            log,
        };
        self.seats.insert(id, Seated { seat, entry });
        Ok(())
    }

    fn delete(&mut self, id: [u8; 16], place: Place) -> Result<()> {
        self.load(id)?;
        let Some(mut seated) = self.seats.remove(&id) else {
            return Ok(());
        };
        seated.entry.log.push((place.segment, place.start, place.index));
        let old = seated.entry.credential.take();
        self.reindex(id, seated.seat, old.as_ref(), None)?;
        self.seats.insert(id, seated);
        Ok(())
    }

    fn load_entry(&mut self, entry: v1::Entry) -> Result<()> {
        let seat = self.take_seat();
        self.reindex(entry.id, seat, None, entry.credential.as_ref())?;
        self.seats.insert(entry.id, Seated { seat, entry });
        Ok(())
    }

    fn take_seat(&mut self) -> u64 {
        let seat = self.next_seat;
        self.next_seat += 1;
        seat
    }

    /// Counts a new credential of a group.
    fn count_up(&mut self, group: u64) -> Result<()> {
        let given = self.given(group)? + 1;
        self.given.insert(group, given);
        Ok(())
    }

    /// How many credentials a group has had.
    fn given(&self, group: u64) -> Result<u64> {
        if let Some(given) = self.given.get(&group) {
            return Ok(*given);
        }
        let stored: Option<v1::Numbers> = self.record(&keys::numbers(GroupId(group)))?;
        Ok(stored.map_or(0, |numbers| numbers.given))
    }

    /// Freezes the revisions of designs and group that a credential is made with.
    fn pin_contents(&mut self, credential: &v1::Credential) -> Result<()> {
        let contents =
            std::iter::once(&credential.content).chain(credential.draft.as_ref().map(|draft| &draft.content));
        for content in contents {
            self.pin(1, credential.group, content.group_revision)?;
            for (id, revision) in content.certificate.iter().chain(&content.badge) {
                self.pin(0, *id, *revision)?;
            }
        }
        Ok(())
    }

    fn pin(&mut self, kind: u8, id: u64, revision: u32) -> Result<()> {
        if !self.pinned.insert((kind, id, revision)) {
            return Ok(());
        }
        let key = keys::pin(kind, id, revision);
        if self.has(&key)? {
            return Ok(());
        }
        self.put_record(key, &v1::Pin { kind, id, revision })
    }

    /// Keeps what a step publishes, and the files that it wrote.
    fn keep_revision(&mut self, event: &v1::CredentialEvent, seat: u64, place: Place) -> Result<()> {
        let credential = &event.credential;
        let key = keys::revision(seat, credential.revision);
        if records::act_of(event.act) == Ok(super::Act::Step(crate::model::Step::Publish)) {
            let record = v1::RevisionRef {
                id: credential.id,
                revision: credential.revision,
                at: place.at,
                content: &credential.content,
                files: event.files.as_deref().unwrap_or_default(),
            };
            let bytes = records::write_revision(&record)?;
            self.put(key, bytes);
        } else if let Some(files) = &event.files
            && let Some(mut record) = self.record::<v1::Revision>(&key)?
        {
            record.files.clone_from(files);
            self.put_record(key, &record)?;
        }
        Ok(())
    }

    fn put_files(&mut self, files: v1::Files, place: Place) -> Result<()> {
        self.load(files.id)?;
        let Some(seated) = self.seats.get_mut(&files.id) else {
            return Ok(());
        };
        seated.entry.log.push((place.segment, place.start, place.index));
        let key = keys::revision(seated.seat, files.revision);
        if let Some(mut record) = self.record::<v1::Revision>(&key)? {
            record.files = files.files;
            self.put_record(key, &record)?;
        }
        Ok(())
    }

    /// Changes what a seat is found by.
    fn reindex(
        &mut self,
        id: [u8; 16],
        seat: u64,
        old: Option<&v1::Credential>,
        new: Option<&v1::Credential>,
    ) -> Result<()> {
        let facets = |record: Option<&v1::Credential>| record.map_or_else(Facets::default, index::facets);
        let (old, mut new) = (facets(old), facets(new));
        // The id of a deleted credential goes on to lead to its log.
        new.keys.id = id;
        for dim in old.dims.iter().filter(|dim| !new.dims.contains(dim)) {
            self.set_bit(*dim, seat, false)?;
        }
        for dim in new.dims.iter().filter(|dim| !old.dims.contains(dim)) {
            self.set_bit(*dim, seat, true)?;
        }
        if old.keys != new.keys {
            self.set_keys(seat, old.keys, new.keys)?;
        }
        if old.text != new.text {
            self.set_text(seat, new.text)?;
        }
        Ok(())
    }

    fn set_keys(&mut self, seat: u64, old: Keys, new: Keys) -> Result<()> {
        let (block, at) = lookup::locate(seat);
        let lines = match self.keys.entry(block) {
            std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::btree_map::Entry::Vacant(entry) => {
                let stored = self.state.get(&keys::lookup(block))?;
                let lines = match stored {
                    Some(bytes) => lookup::decode(&bytes).map_err(|damage| self.state.unreadable(&damage))?,
                    None => Vec::new(),
                };
                entry.insert(lines)
            }
        };
        if lines.len() <= at {
            lines.resize(at + 1, Keys::default());
        }
        if let Some(place) = lines.get_mut(at) {
            *place = new;
        }
        self.numbers.insert(new.number);
        self.key_changes.push(KeyChange { seat, old, new });
        Ok(())
    }

    fn set_bit(&mut self, dim: Dim, seat: u64, value: bool) -> Result<()> {
        let (block, at) = locate(seat);
        let bits = match self.postings.entry((dim, block)) {
            std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::hash_map::Entry::Vacant(entry) => {
                let stored = self.state.get(&dim.key(block))?;
                let bits = match stored {
                    Some(bytes) => Bits::decode(&bytes).map_err(|damage| self.state.unreadable(&damage))?,
                    None => Bits::default(),
                };
                entry.insert(bits)
            }
        };
        bits.set(at, value);
        Ok(())
    }

    fn set_text(&mut self, seat: u64, line: String) -> Result<()> {
        let (block, at) = search::locate(seat);
        let lines = match self.texts.entry(block) {
            std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::btree_map::Entry::Vacant(entry) => {
                let stored = self.state.get(&keys::texts(block))?;
                let lines = match stored {
                    Some(bytes) => search::decode(&bytes).map_err(|damage| self.state.unreadable(&damage))?,
                    None => Vec::new(),
                };
                entry.insert(lines)
            }
        };
        if lines.len() <= at {
            lines.resize(at + 1, String::new());
        }
        if let Some(place) = lines.get_mut(at) {
            place.clone_from(&line);
        }
        self.lines.push((seat, line));
        Ok(())
    }

    /// The writes of all that was applied; the position is the caller's to add.
    pub(super) fn finish(mut self) -> Result<Outcome> {
        self.finish_entries()?;
        for ((dim, block), bits) in std::mem::take(&mut self.postings) {
            self.writes.insert(dim.key(block), bits.encode());
        }
        for (block, lines) in std::mem::take(&mut self.keys) {
            self.put(keys::lookup(block), lookup::encode(&lines));
        }
        for (block, lines) in std::mem::take(&mut self.texts) {
            self.put(keys::texts(block), search::encode(&lines));
        }
        for (group, given) in std::mem::take(&mut self.given) {
            self.put_record(keys::numbers(GroupId(group)), &v1::Numbers { group, given })?;
        }
        self.put(keys::NEXT_SEAT.to_vec(), self.next_seat.to_be_bytes().to_vec());
        Ok(Outcome {
            writes: self.writes,
            key_changes: self.key_changes,
            lines: self.lines,
        })
    }

    /// Puts the changed credentials into their blocks.
    fn finish_entries(&mut self) -> Result<()> {
        let mut blocks: BTreeMap<u32, Vec<(usize, v1::Entry)>> = BTreeMap::new();
        for (_, Seated { seat, entry }) in std::mem::take(&mut self.seats) {
            let (block, at) = entries::locate(seat);
            blocks.entry(block).or_default().push((at, entry));
        }
        for (number, changed) in blocks {
            let key = keys::entries(number);
            let mut block = entries::Block::default();
            if let Some(bytes) = self.state.get(&key)? {
                let slots = entries::slots(&bytes).map_err(|damage| self.state.unreadable(&damage))?;
                for (place, record) in block.iter_mut().zip(slots) {
                    *place = record.to_vec();
                }
            }
            for (at, entry) in changed {
                if let Some(place) = block.get_mut(at) {
                    *place = records::write(&entry)?;
                }
            }
            self.put(key, entries::encode(&block));
        }
        Ok(())
    }
}
