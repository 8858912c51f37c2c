//! Checking the database: every record, and every index against the records.
//!
//! The entries of an index that lead from a key to one credential are compared as sums of digests: the sum over what
//! the records ask for and the sum over what is there are equal when the sets are. This needs no memory, and one walk
//! in each direction.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use sha2::{Digest, Sha256};

use crate::diag::{Problems, Result};
use crate::model::{BatchId, BlobId, CredentialId, GroupId};
use crate::progress::Progress;
use crate::store::codec::Damage;
use crate::store::index;
use crate::store::keys;
use crate::store::postings::{Bits, Dim, locate};
use crate::store::records::{self, Record, v1};
use crate::store::search;
use crate::store::state::Flow;
use crate::store::{Store, records::v1::Position};

/// What was found in the database.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) problems: Problems,
    /// The blobs that something refers to, with what does.
    pub(super) blobs: BTreeMap<BlobId, String>,
}

/// How many problems of one kind are told one by one.
const MANY: usize = 20;

pub(super) fn check(store: &Store, position: &Position, progress: &Progress) -> Result<Report> {
    let mut check = Check {
        store,
        progress,
        report: Report::default(),
        sums: BTreeMap::new(),
        postings: HashMap::new(),
        lines: Vec::new(),
        block: 0,
        pins: HashSet::new(),
        in_group: BTreeMap::new(),
    };
    let total = store.state.number(keys::NEXT_SEAT)?.unwrap_or(0);
    progress.start("Checking the database", 2 * total);
    match check.run(position) {
        Ok(()) => {}
        // The database itself says that it is damaged: that is a finding, not a failure to look.
        Err(problems) if problems.iter().any(|p| p.code == "damaged-database") => {
            check.report.problems.extend(problems);
        }
        Err(problems) => return Err(problems),
    }
    Ok(check.report)
}

struct Check<'a> {
    store: &'a Store,
    progress: &'a Progress,
    report: Report,
    /// For every index, the sum of the digests that should be there less the sum of those that are.
    sums: BTreeMap<u8, u128>,
    postings: HashMap<(Dim, u32), Bits>,
    /// The lines of the block of texts that is being read.
    lines: Vec<String>,
    block: u32,
    pins: HashSet<Vec<u8>>,
    in_group: BTreeMap<u64, u64>,
}

impl Check<'_> {
    fn run(&mut self, position: &Position) -> Result<()> {
        if self.store.state.position()?.as_ref() != Some(position) {
            self.disagreement("its position is not the journal’s");
        }
        self.store.state.walk_prefix(b"U", false, &mut |key, value| {
            self.pins.insert(key.to_vec());
            self.read::<v1::Pin>(value).map(|_| Flow::Continue)
        })?;
        self.small_records()?;
        self.entries()?;
        self.revisions()?;
        self.numbers()?;
        self.indexes()?;
        self.stored_postings()
    }

    fn read<T: Record>(&mut self, bytes: &[u8]) -> Result<Option<T>> {
        match records::read(bytes) {
            Ok(record) => Ok(Some(record)),
            Err(damage @ Damage::Newer { .. }) => Err(damage.problem("A record of the workspace").into()),
            Err(damage) => {
                self.disagreement(&damage.problem("a record").message);
                Ok(None)
            }
        }
    }

    /// Reports something that making the database anew repairs.
    fn disagreement(&mut self, why: &str) {
        if self.report.problems.0.len() < MANY {
            let problem = self.store.state.mark(why);
            self.report.problems.push(problem);
        }
    }

    fn refer(&mut self, blob: Option<BlobId>, what: impl FnOnce() -> String) {
        if let Some(blob) = blob {
            self.report.blobs.entry(blob).or_insert_with(what);
        }
    }

    /// Issuer, designs, groups, batches and choices.
    fn small_records(&mut self) -> Result<()> {
        let state = &self.store.state;
        if let Some(bytes) = state.get(keys::ISSUER)? {
            let issuer = self.read::<v1::Issuer>(&bytes)?;
            self.refer(issuer.and_then(|issuer| issuer.logo).map(BlobId), || {
                "the issuer’s logo".to_owned()
            });
        } else {
            self.disagreement("the issuer is missing");
        }
        state.walk_prefix(b"D", false, &mut |_, value| {
            if let Some(design) = self.read::<v1::Design>(value)? {
                for (name, sha) in design.assets.iter().chain(&design.fonts) {
                    self.refer(Some(BlobId(*sha)), || format!("“{name}” of design {}", design.id));
                }
                if let Err(damage) = design.into_model(false) {
                    self.disagreement(&damage.problem("a design").message);
                }
            }
            Ok(Flow::Continue)
        })?;
        state.walk_prefix(b"G", false, &mut |_, value| {
            self.read::<v1::Group>(value).map(|_| Flow::Continue)
        })?;
        state.walk_prefix(b"R", false, &mut |_, value| {
            self.read::<v1::Remembered>(value).map(|_| Flow::Continue)
        })?;
        // Of several batches with a key, the index has the last.
        let mut by_key = BTreeMap::new();
        state.walk_prefix(b"B", false, &mut |_, value| {
            if let Some(batch) = self.read::<v1::Batch>(value)? {
                self.refer(batch.sheet.map(BlobId), || {
                    format!("the sheet of batch {}", BatchId(batch.id))
                });
                by_key.insert(batch.key, batch.id);
            }
            Ok(Flow::Continue)
        })?;
        for (key, id) in by_key {
            if state
                .number(&keys::batch_key(BlobId(key)))?
                .is_none_or(|found| found > id)
            {
                self.disagreement("a batch is not found by its key");
            }
        }
        Ok(())
    }

    /// Every credential, with what it should be found by.
    fn entries(&mut self) -> Result<()> {
        let store = self.store;
        store.state.walk_prefix(b"C", false, &mut |key, value| {
            self.progress.check()?;
            self.progress.advance(1);
            let seat = keys::trailing_u64(key).unwrap_or_default();
            if let Some(entry) = self.read::<v1::Entry>(value)? {
                self.entry(seat, &entry)?;
            }
            Ok(Flow::Continue)
        })?;
        self.compare_texts()
    }

    fn entry(&mut self, seat: u64, entry: &v1::Entry) -> Result<()> {
        let (block, at) = search::locate(seat);
        if block != self.block {
            self.compare_texts()?;
            self.block = block;
        }
        let facets = entry
            .credential
            .as_ref()
            .map(|credential| index::facets(credential, seat));
        let facets = facets.unwrap_or_default();
        self.lines.resize(at, String::new());
        self.lines.push(facets.text);
        for dim in facets.dims {
            let (block, at) = locate(seat);
            self.postings.entry((dim, block)).or_default().set(at, true);
        }
        let id_key = keys::id(CredentialId(entry.id));
        for key in facets.unique.iter().filter(|key| **key != id_key).chain([&id_key]) {
            self.add(key, &seat.to_be_bytes(), true);
        }
        for key in &facets.recipients {
            self.add(key, &[], true);
        }
        if let Some(credential) = &entry.credential {
            self.credential(credential)?;
        }
        Ok(())
    }

    fn credential(&mut self, credential: &v1::Credential) -> Result<()> {
        *self.in_group.entry(credential.group).or_default() += 1;
        let id = CredentialId(credential.id);
        let drafted = credential.draft.as_ref().map(|draft| &draft.content);
        for content in std::iter::once(&credential.content).chain(drafted) {
            let designs = content.certificate.iter().chain(&content.badge);
            let pins = designs
                .map(|(design, revision)| keys::pin(0, *design, *revision))
                .chain([keys::pin(1, credential.group, content.group_revision)]);
            if !pins.into_iter().all(|pin| self.pins.contains(&pin)) {
                self.disagreement("a design or group that is used is not frozen");
            }
            for (field, value) in &content.custom {
                if let v1::Value::Image(sha) = value {
                    self.refer(Some(BlobId(*sha)), || format!("the field {field} of credential {id}"));
                }
            }
        }
        for revision in 1..=credential.revision {
            if self.store.state.get(&keys::revision(id, revision))?.is_none() {
                self.disagreement("a published revision is missing");
            }
        }
        Ok(())
    }

    /// Compares the lines that the last block should have with those that it has.
    fn compare_texts(&mut self) -> Result<()> {
        let stored = self.store.state.get(&keys::texts(self.block))?;
        let stored = stored.map(|bytes| search::decode(&bytes));
        let mut wanted = std::mem::take(&mut self.lines);
        let mut found = match stored {
            None => Vec::new(),
            Some(Ok(lines)) => lines,
            Some(Err(damage)) => {
                self.disagreement(&damage.problem("a block of texts").message);
                return Ok(());
            }
        };
        for lines in [&mut wanted, &mut found] {
            while lines.last().is_some_and(String::is_empty) {
                lines.pop();
            }
        }
        if wanted != found {
            self.disagreement("the texts to search in are not those of the credentials");
        }
        Ok(())
    }

    /// What was published.
    fn revisions(&mut self) -> Result<()> {
        let store = self.store;
        store.state.walk_prefix(b"V", false, &mut |_, value| {
            self.progress.check()?;
            self.read::<v1::Revision>(value).map(|_| Flow::Continue)
        })
    }

    fn numbers(&mut self) -> Result<()> {
        let store = self.store;
        let mut given = BTreeMap::new();
        store.state.walk_prefix(b"N", false, &mut |_, value| {
            if let Some(numbers) = self.read::<v1::Numbers>(value)? {
                given.insert(numbers.group, numbers.given);
            }
            Ok(Flow::Continue)
        })?;
        let short: Vec<u64> = self
            .in_group
            .iter()
            .filter(|(group, count)| given.get(group).is_none_or(|given| given < count))
            .map(|(group, _)| *group)
            .collect();
        for group in short {
            self.disagreement(&format!(
                "group {} has more credentials than it has had",
                GroupId(group)
            ));
        }
        Ok(())
    }

    /// Adds an entry of an index to its sum, or takes it away.
    fn add(&mut self, key: &[u8], value: &[u8], is_wanted: bool) {
        let mut hasher = Sha256::new();
        hasher.update((key.len() as u64).to_le_bytes());
        hasher.update(key);
        hasher.update(value);
        let digest: [u8; 32] = hasher.finalize().into();
        let number = digest.first_chunk::<16>().map_or(0, |half| u128::from_le_bytes(*half));
        let sum = self.sums.entry(key.first().copied().unwrap_or_default()).or_default();
        *sum = if is_wanted {
            sum.wrapping_add(number)
        } else {
            sum.wrapping_sub(number)
        };
    }

    fn indexes(&mut self) -> Result<()> {
        let store = self.store;
        for (prefix, name) in [
            (b'i', "the index of ids"),
            (b'n', "the index of numbers"),
            (b'r', "the index of recipients"),
        ] {
            store.state.walk_prefix(&[prefix], false, &mut |key, value| {
                self.progress.check()?;
                if prefix == b'i' {
                    self.progress.advance(1);
                }
                self.add(key, value, false);
                Ok(Flow::Continue)
            })?;
            if self.sums.get(&prefix).is_some_and(|sum| *sum != 0) {
                self.disagreement(&format!("{name} does not agree with the credentials"));
            }
        }
        Ok(())
    }

    fn stored_postings(&mut self) -> Result<()> {
        let store = self.store;
        let mut wanted: BTreeMap<Vec<u8>, Bits> = std::mem::take(&mut self.postings)
            .into_iter()
            .map(|((dim, block), bits)| (dim.key(block), bits))
            .collect();
        let mut wrong = BTreeSet::new();
        store.state.walk_prefix(b"P", false, &mut |key, value| {
            if wanted.remove(key).as_ref() != Bits::decode(value).ok().as_ref() {
                wrong.insert(key.get(..2).map(<[u8]>::to_vec));
            }
            Ok(Flow::Continue)
        })?;
        if !wanted.is_empty() || !wrong.is_empty() {
            self.disagreement("an index of states, groups, batches or dates does not agree with the credentials");
        }
        Ok(())
    }
}
