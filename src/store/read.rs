//! Reading single things: issuer, designs, groups, batches, credentials and their revisions.

use crate::diag::{Problem, Result};
use crate::locale;
use crate::model::{Batch, BatchId, BlobId, Content, Credential, CredentialId, DesignId, Group, GroupId, Issuer};

use super::codec::Damage;
use super::index;
use super::keys;
use super::records::{self, v1};
use super::state::Flow;
use super::{Kept, KeptId, PublishedFile, PublishedRevision, Shelf, Store, StoredDesign};

/// How many letters of an id must be given to find a credential by its beginning.
pub const SHORTEST_ID: usize = 6;

impl Store {
    /// Who issues.
    pub fn issuer(&self) -> Result<Issuer> {
        let record: Option<v1::Issuer> = self.state.record(keys::ISSUER)?;
        record.map(Issuer::from).ok_or_else(|| {
            Problem::unexpected("no-issuer", "The workspace has no issuer")
                .hint("Set the issuer’s name")
                .into()
        })
    }

    /// The running number that the next credential of a group gets, as long as nobody else generates before it.
    pub fn next_number(&self, group: GroupId) -> Result<u64> {
        let numbers: Option<v1::Numbers> = self.state.record(&keys::numbers(group))?;
        Ok(numbers.map_or(0, |numbers| numbers.given) + 1)
    }

    /// The latest revision of every design, in the order of their ids.
    pub fn designs(&self) -> Result<Vec<StoredDesign>> {
        let records: Vec<v1::Design> = self.latest(b"D", |design: &v1::Design| design.id)?;
        records.into_iter().map(|record| self.stored_design(record)).collect()
    }

    pub fn design(&self, id: DesignId, revision: u32) -> Result<Option<StoredDesign>> {
        let record: Option<v1::Design> = self.state.record(&keys::design(id, revision))?;
        record.map(|record| self.stored_design(record)).transpose()
    }

    pub fn latest_design(&self, id: DesignId) -> Result<Option<StoredDesign>> {
        let mut prefix = vec![b'D'];
        prefix.extend(id.0.to_be_bytes());
        let Some((_, bytes)) = self.state.first(&prefix, true)? else {
            return Ok(None);
        };
        let record = self.state.decode(&bytes)?;
        self.stored_design(record).map(Some)
    }

    /// The latest revision of the design with this name, exactly or else without regard to case and accents.
    pub fn design_by_name(&self, name: &str) -> Result<Option<StoredDesign>> {
        Ok(by_name(self.designs()?, name, |design| &design.design.name))
    }

    fn stored_design(&self, record: v1::Design) -> Result<StoredDesign> {
        let version = keys::kept(records::shelf_number(Shelf::Version), record.id, record.revision);
        let used = self.is_design_issued(DesignId(record.id), record.revision)? || self.state.get(&version)?.is_some();
        self.readable(record.into_model(used))
    }

    /// Whether credentials are or were made with a revision of a design.
    pub fn is_design_issued(&self, id: DesignId, revision: u32) -> Result<bool> {
        Ok(self.state.get(&keys::pin(0, id.0, revision))?.is_some())
    }

    /// Everything on a shelf, in the order of their numbers.
    pub fn kept(&self, shelf: Shelf) -> Result<Vec<Kept>> {
        let mut found = Vec::new();
        let prefix = [b'L', records::shelf_number(shelf)];
        self.state.walk_prefix(&prefix, false, &mut |_, value| {
            let record: v1::Kept = self.state.decode(value)?;
            found.push(self.readable(Kept::try_from(record))?);
            Ok(Flow::Continue)
        })?;
        Ok(found)
    }

    /// One of the things that are kept.
    pub fn kept_one(&self, id: KeptId) -> Result<Option<Kept>> {
        let key = keys::kept(records::shelf_number(id.shelf), id.number, id.revision);
        let record: Option<v1::Kept> = self.state.record(&key)?;
        record.map(|record| self.readable(Kept::try_from(record))).transpose()
    }

    /// The latest revision of every group, in the order of their ids.
    pub fn groups(&self) -> Result<Vec<Group>> {
        let records: Vec<v1::Group> = self.latest(b"G", |group: &v1::Group| group.id)?;
        records
            .into_iter()
            .map(|record| self.readable(Group::try_from(record)))
            .collect()
    }

    pub fn group(&self, id: GroupId, revision: u32) -> Result<Option<Group>> {
        let record: Option<v1::Group> = self.state.record(&keys::group(id, revision))?;
        record.map(|record| self.readable(Group::try_from(record))).transpose()
    }

    pub fn latest_group(&self, id: GroupId) -> Result<Option<Group>> {
        let mut prefix = vec![b'G'];
        prefix.extend(id.0.to_be_bytes());
        let Some((_, bytes)) = self.state.first(&prefix, true)? else {
            return Ok(None);
        };
        let record: v1::Group = self.state.decode(&bytes)?;
        self.readable(Group::try_from(record)).map(Some)
    }

    /// The latest revision of the group with this title, exactly or else without regard to case and accents.
    pub fn group_by_title(&self, title: &str) -> Result<Option<Group>> {
        Ok(by_name(self.groups()?, title, |group| &group.title))
    }

    /// Whether a revision of a group is or was used by a credential, which freezes what recipients see of it.
    pub fn is_group_used(&self, id: GroupId, revision: u32) -> Result<bool> {
        Ok(self.state.get(&keys::pin(1, id.0, revision))?.is_some())
    }

    /// The last record of every id below a prefix, whose keys are id and revision.
    fn latest<T: records::Record>(&self, prefix: &[u8], id: impl Fn(&T) -> u64) -> Result<Vec<T>> {
        let mut found: Vec<T> = Vec::new();
        let mut last = None;
        self.state.walk_prefix(prefix, false, &mut |key, value| {
            // Only the last revision of an id is decoded, when the next id begins.
            if let Some((previous, bytes)) = last.replace((key.get(1..9).map(<[u8]>::to_vec), value.clone()))
                && previous.as_deref() != key.get(1..9)
            {
                found.push(self.state.decode(&bytes)?);
            }
            Ok(Flow::Continue)
        })?;
        if let Some((_, bytes)) = last {
            found.push(self.state.decode(&bytes)?);
        }
        found.sort_by_key(id);
        Ok(found)
    }

    /// Every batch, in the order of their ids.
    pub fn batches(&self) -> Result<Vec<Batch>> {
        let mut found = Vec::new();
        self.state.walk_prefix(b"B", false, &mut |_, value| {
            let record: v1::Batch = self.state.decode(value)?;
            found.push(self.readable(Batch::try_from(record))?);
            Ok(Flow::Continue)
        })?;
        Ok(found)
    }

    pub fn batch(&self, id: BatchId) -> Result<Option<Batch>> {
        let record: Option<v1::Batch> = self.state.record(&keys::batch(id))?;
        record.map(|record| self.readable(Batch::try_from(record))).transpose()
    }

    /// The last batch with this key.
    pub fn batch_by_key(&self, key: BlobId) -> Result<Option<Batch>> {
        match self.state.number(&keys::batch_key(key))? {
            Some(id) => self.batch(BatchId(id)),
            None => Ok(None),
        }
    }

    /// `None` when it is not there or deleted.
    pub fn credential(&self, id: &CredentialId) -> Result<Option<Credential>> {
        match self.entry_of(*id)? {
            Some(entry) => self.credential_of(entry),
            None => Ok(None),
        }
    }

    /// The credential whose id begins with these letters, at least [`SHORTEST_ID`]; an error when there are several.
    pub fn credential_by_prefix(&self, letters: &str) -> Result<Option<Credential>> {
        let mut found = Vec::new();
        for seat in self.seats_by_prefix(letters, 2)? {
            found.extend(self.seated(seat)?);
        }
        if found.len() > 1 {
            return Err(Problem::error(
                "ambiguous-id",
                format!("The ids of several credentials begin with {letters}"),
            )
            .hint("Give more letters of the id")
            .into());
        }
        Ok(found.pop())
    }

    /// The credentials with this number, one for every group that has it.
    pub fn credentials_by_number(&self, number: &str) -> Result<Vec<Credential>> {
        let mut found = Vec::new();
        for seat in self.lookup.numbers(&self.state, index::number_digests(number))? {
            found.extend(self.seated(seat)?.filter(|credential| credential.number == number));
        }
        found.sort_by_key(|credential| credential.group);
        Ok(found)
    }

    /// The seats of at most `limit` credentials whose ids begin with these letters.
    pub(super) fn seats_by_prefix(&self, letters: &str, limit: usize) -> Result<Vec<u64>> {
        match id_range(letters) {
            Some((low, high)) => self.lookup.seats(&self.state, low..=high, limit),
            None => Ok(Vec::new()),
        }
    }

    /// What was published as revision `n` of a credential, superseded or not.
    pub fn revision(&self, id: &CredentialId, n: u32) -> Result<Option<Content>> {
        Ok(self.published_revision(id, n)?.map(|revision| revision.content))
    }

    /// What was published as revision `n`, when, and its files.
    pub fn published_revision(&self, id: &CredentialId, n: u32) -> Result<Option<PublishedRevision>> {
        self.revision_record(id, n)?
            .map(|record| self.readable(PublishedRevision::try_from(record)))
            .transpose()
    }

    /// The files of a published revision with their digests; empty when nothing was recorded.
    pub fn published_files(&self, id: &CredentialId, revision: u32) -> Result<Vec<PublishedFile>> {
        let files = self
            .revision_record(id, revision)?
            .map(|record| record.files)
            .unwrap_or_default();
        Ok(files.into_iter().map(PublishedFile::from).collect())
    }

    fn revision_record(&self, id: &CredentialId, revision: u32) -> Result<Option<v1::Revision>> {
        match self.lookup.seat(&self.state, *id)? {
            Some(seat) => self.state.record(&keys::revision(seat, revision)),
            None => Ok(None),
        }
    }

    /// The credentials of a group whose recipient has this e-mail and this name, without regard to case and form of
    /// the letters, in the order of their generation.
    pub fn same_recipient(&self, group: GroupId, email: Option<&str>, name: &str) -> Result<Vec<CredentialId>> {
        let digest = index::recipient_digest(group, email, name);
        let mut found = Vec::new();
        for seat in self.lookup.recipients(&self.state, digest)? {
            let entry = self.state.entry(seat)?;
            let Some(credential) = entry.and_then(|entry| entry.credential) else {
                continue;
            };
            let drafted = credential.draft.as_ref().map(|draft| &draft.content);
            if credential.group == group.0
                && std::iter::once(&credential.content)
                    .chain(drafted)
                    .any(|content| index::same_recipient(content, email, name))
            {
                found.push(CredentialId(credential.id));
            }
        }
        Ok(found)
    }

    /// A choice that was kept under this name.
    pub fn remembered(&self, key: &str) -> Result<Option<String>> {
        let record: Option<v1::Remembered> = self.state.record(&keys::remembered(key))?;
        Ok(record.map(|record| record.value))
    }

    /// The entry of a credential, deleted or not.
    pub(super) fn entry_of(&self, id: CredentialId) -> Result<Option<v1::Entry>> {
        let Some(seat) = self.lookup.seat(&self.state, id)? else {
            return Ok(None);
        };
        match self.state.entry(seat)? {
            Some(entry) if entry.id == id.0 => Ok(Some(entry)),
            _ => Err(self.state.condemn("an id leads to another credential").into()),
        }
    }

    /// The credential in a seat.
    pub(super) fn seated(&self, seat: u64) -> Result<Option<Credential>> {
        match self.state.entry(seat)? {
            Some(entry) => self.credential_of(entry),
            None => Ok(None),
        }
    }

    pub(super) fn credential_of(&self, entry: v1::Entry) -> Result<Option<Credential>> {
        entry
            .credential
            .map(|record| self.readable(Credential::try_from(record)))
            .transpose()
    }

    fn readable<T>(&self, read: std::result::Result<T, Damage>) -> Result<T> {
        read.map_err(|damage| self.state.unreadable(&damage).into())
    }
}

/// The first thing with a name, else the first whose folded name is the same.
fn by_name<T>(mut list: Vec<T>, name: &str, of: impl Fn(&T) -> &String) -> Option<T> {
    let folded = locale::fold(name);
    let at = list
        .iter()
        .position(|item| of(item) == name)
        .or_else(|| list.iter().position(|item| locale::fold(of(item)) == folded))?;
    Some(list.swap_remove(at))
}

/// The lowest and the highest id that begin with these letters; `None` when they are too few or no letters of an id.
fn id_range(letters: &str) -> Option<(CredentialId, CredentialId)> {
    if letters.len() < SHORTEST_ID || letters.len() > 26 || !letters.is_ascii() {
        return None;
    }
    let padded = |with: &str| format!("{letters}{}", with.repeat(26 - letters.len())).parse().ok();
    Some((padded("0")?, padded("z")?))
}

#[cfg(test)]
mod unit_tests {
    use super::*;

    #[test]
    fn the_beginning_of_an_id_is_a_range() {
        let id = CredentialId(*b"0123456789abcdef");
        let text = id.to_string();
        for len in SHORTEST_ID..=26 {
            let (low, high) = id_range(&text[..len]).expect("range");
            assert!(low <= id && id <= high, "{len}");
        }
        assert_eq!(id_range(&text[..5]), None);
        assert_eq!(id_range("zzzzzz"), None, "no id begins so");
        assert_eq!(id_range("maria!"), None);
        assert_eq!(id_range("ééé"), None);
    }
}
