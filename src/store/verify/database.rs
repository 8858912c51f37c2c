//! Checking the database: every record, and every index against the records.
//!
//! All that is made from the credentials is made once more and compared with what is there, block by block, so that
//! neither can have what the other lacks.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::diag::{Problems, Result};
use crate::model::{BatchId, BlobId, CredentialId, GroupId};
use crate::progress::Progress;
use crate::store::codec::Damage;
use crate::store::entries;
use crate::store::index;
use crate::store::keys;
use crate::store::lookup::{self, Keys};
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
        postings: HashMap::new(),
        block: 0,
        lines: Vec::new(),
        keys: Vec::new(),
        pins: HashSet::new(),
        in_group: BTreeMap::new(),
    };
    let total = store.state.number(keys::NEXT_SEAT)?.unwrap_or(0);
    progress.start("Checking the database", total);
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
    postings: HashMap<(Dim, u32), Bits>,
    /// The block of texts and of keys that is being gone through, and what should be in it.
    block: u32,
    lines: Vec<String>,
    keys: Vec<Keys>,
    pins: HashSet<Vec<u8>>,
    in_group: BTreeMap<u64, u64>,
}

impl Check<'_> {
    fn run(&mut self, position: &Position) -> Result<()> {
        // Where the journal goes on may differ: a new segment may have been begun and nothing be in it yet.
        let same = |own: &Position| (own.seq, own.link) == (position.seq, position.link);
        if !self.store.state.position()?.is_some_and(|own| same(&own)) {
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
        state.walk_prefix(b"L", false, &mut |_, value| {
            if let Some(kept) = self.read::<v1::Kept>(value)? {
                for (path, sha) in &kept.files {
                    self.refer(Some(BlobId(*sha)), || format!("“{path}” of “{}”", kept.name));
                }
                if let Err(damage) = records::shelf_of(kept.shelf) {
                    self.disagreement(&damage.problem("something that is kept").message);
                }
            }
            Ok(Flow::Continue)
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
        let mut blocks = 0;
        store.state.walk_prefix(b"C", false, &mut |key, value| {
            self.progress.check()?;
            self.progress.advance(entries::SEATS);
            let first = u64::from(keys::trailing_u32(key).unwrap_or_default()) * entries::SEATS;
            match entries::slots(value) {
                Ok(slots) => {
                    for (seat, record) in (first..).zip(slots).filter(|(_, record)| !record.is_empty()) {
                        let entry = self.read::<v1::Entry>(record)?;
                        entry.map_or(Ok(()), |entry| self.entry(seat, &entry))?;
                    }
                }
                Err(damage) => self.disagreement(&damage.problem("a block of credentials").message),
            }
            blocks = search::locate(first).0 + 1;
            Ok(Flow::Continue)
        })?;
        self.compare_block()?;
        for prefix in [b"T", b"k"] {
            let last = store.state.first(prefix, true)?;
            let there = last
                .and_then(|(key, _)| keys::trailing_u32(&key))
                .map_or(0, |last| last + 1);
            if there > blocks {
                self.disagreement("an index goes beyond the credentials");
            }
        }
        Ok(())
    }

    fn entry(&mut self, seat: u64, entry: &v1::Entry) -> Result<()> {
        let (block, at) = search::locate(seat);
        if block != self.block {
            self.compare_block()?;
            self.block = block;
        }
        let mut facets = entry.credential.as_ref().map(index::facets).unwrap_or_default();
        facets.keys.id = entry.id;
        self.lines.resize(at, String::new());
        self.lines.push(facets.text);
        self.keys.resize(at, Keys::default());
        self.keys.push(facets.keys);
        for dim in facets.dims {
            let (block, at) = locate(seat);
            self.postings.entry((dim, block)).or_default().set(at, true);
        }
        if let Some(credential) = &entry.credential {
            self.credential(seat, credential)?;
        }
        Ok(())
    }

    fn credential(&mut self, seat: u64, credential: &v1::Credential) -> Result<()> {
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
            if self.store.state.get(&keys::revision(seat, revision))?.is_none() {
                self.disagreement("a published revision is missing");
            }
        }
        Ok(())
    }

    /// Compares what the last block of texts and keys should have with what it has.
    fn compare_block(&mut self) -> Result<()> {
        let state = &self.store.state;
        let mut wanted = std::mem::take(&mut self.lines);
        let texts = state.get(&keys::texts(self.block))?.map(|bytes| search::decode(&bytes));
        let mut found = texts.unwrap_or(Ok(Vec::new()));
        for lines in std::iter::once(&mut wanted).chain(found.as_mut().ok()) {
            while lines.last().is_some_and(String::is_empty) {
                lines.pop();
            }
        }
        if found.as_ref() != Ok(&wanted) {
            self.disagreement("the texts to search in are not those of the credentials");
        }
        let wanted = std::mem::take(&mut self.keys);
        let found = state
            .get(&keys::lookup(self.block))?
            .map(|bytes| lookup::decode(&bytes));
        if found.unwrap_or(Ok(Vec::new())).as_ref() != Ok(&wanted) {
            self.disagreement("the index of ids, numbers and recipients does not agree with the credentials");
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

    fn stored_postings(&mut self) -> Result<()> {
        let store = self.store;
        let mut wanted: BTreeMap<Vec<u8>, Bits> = std::mem::take(&mut self.postings)
            .into_iter()
            .map(|((dim, block), bits)| (dim.key(block), bits))
            .collect();
        let mut is_right = true;
        store.state.walk_prefix(b"P", false, &mut |key, value| {
            let there = Bits::decode(value).ok();
            is_right &= there.is_some() && wanted.remove(key) == there;
            Ok(Flow::Continue)
        })?;
        if !wanted.is_empty() || !is_right {
            self.disagreement("an index of states, groups, batches or dates does not agree with the credentials");
        }
        Ok(())
    }
}
