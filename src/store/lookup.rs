//! Finding a credential by its id, its number or its recipient.
//!
//! The database keeps these for every seat in blocks of 64 ([`Keys`]); what is needed of them is read into memory when
//! it is first needed, some 30 bytes for each credential and kind. Lists and counts do not need it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::{PoisonError, RwLock};

use crate::diag::Result;
use crate::model::CredentialId;

use super::codec::{self, Damage};
use super::keys;
use super::records::kind;
use super::state::{Flow, State};

/// Seats in a block.
const SEATS: u64 = 64;
const LEN: usize = 16 + 8 + 16;

/// What the credential in a seat is found by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Keys {
    pub(super) id: [u8; 16],
    /// Half a digest of the number, half of the group; 0 for none.
    pub(super) number: u64,
    /// Digests of group and recipient, of what is published and of what is drafted; 0 for none.
    pub(super) recipients: [u64; 2],
}

/// The block of a seat, and its place there.
pub(super) fn locate(seat: u64) -> (u32, usize) {
    ((seat / SEATS) as u32, (seat % SEATS) as usize)
}

pub(super) fn encode(block: &[Keys]) -> Vec<u8> {
    let mut payload = Vec::with_capacity(LEN * block.len());
    for keys in block {
        payload.extend(keys.id);
        payload.extend(keys.number.to_le_bytes());
        keys.recipients
            .iter()
            .for_each(|recipient| payload.extend(recipient.to_le_bytes()));
    }
    codec::seal_bytes(kind::KEYS, 1, &payload)
}

pub(super) fn decode(bytes: &[u8]) -> std::result::Result<Vec<Keys>, Damage> {
    let sealed = codec::open(bytes)?;
    if sealed.kind != kind::KEYS {
        return Err(Damage::Unexpected { kind: sealed.kind });
    }
    let (lines, rest) = sealed.payload.as_chunks::<LEN>();
    if !rest.is_empty() {
        return Err(Damage::Broken);
    }
    Ok(lines.iter().map(decode_line).collect())
}

fn decode_line(line: &[u8; LEN]) -> Keys {
    let number = |at: usize| {
        let bytes = line.get(at..at + 8).and_then(<[u8]>::first_chunk::<8>);
        bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
    };
    Keys {
        id: line.first_chunk::<16>().copied().unwrap_or_default(),
        number: number(16),
        recipients: [number(24), number(32)],
    }
}

/// A change of the keys of a seat.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyChange {
    pub(super) seat: u64,
    pub(super) old: Keys,
    pub(super) new: Keys,
}

/// Pairs of a digest and a seat.
type Pairs = BTreeSet<(u64, u64)>;

/// What has been read into memory.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    ids: RwLock<Option<BTreeMap<[u8; 16], u64>>>,
    numbers: RwLock<Option<Pairs>>,
    recipients: RwLock<Option<Pairs>>,
}

impl Lookup {
    /// The seat of an id, whose credential may be deleted.
    pub(super) fn seat(&self, state: &State, id: CredentialId) -> Result<Option<u64>> {
        with(&self.ids, || load(state, ids_of), |ids| ids.get(&id.0).copied())
    }

    /// The seats of at most `limit` ids in a range.
    pub(super) fn seats(&self, state: &State, range: RangeInclusive<CredentialId>, limit: usize) -> Result<Vec<u64>> {
        let range = range.start().0..=range.end().0;
        with(
            &self.ids,
            || load(state, ids_of),
            |ids| ids.range(range).take(limit).map(|(_, seat)| *seat).collect(),
        )
    }

    /// The seats whose number has a digest in a range.
    pub(super) fn numbers(&self, state: &State, range: RangeInclusive<u64>) -> Result<Vec<u64>> {
        with(
            &self.numbers,
            || load(state, |keys, seat, add| add((keys.number, seat))).map(without_none),
            |numbers| in_range(numbers, range),
        )
    }

    /// The seats whose recipients have a digest.
    pub(super) fn recipients(&self, state: &State, digest: u64) -> Result<Vec<u64>> {
        with(
            &self.recipients,
            || {
                let pairs = load(state, |keys, seat, add| {
                    keys.recipients.iter().for_each(|recipient| add((*recipient, seat)));
                });
                pairs.map(without_none)
            },
            |recipients| in_range(recipients, digest..=digest),
        )
    }

    /// Brings what is in memory up to date, after the database.
    pub(super) fn update(&self, changes: &[KeyChange]) {
        if let Some(ids) = &mut *self.ids.write().unwrap_or_else(PoisonError::into_inner) {
            for change in changes {
                ids.insert(change.new.id, change.seat);
            }
        }
        let pairs = |lock: &RwLock<Option<Pairs>>, of: fn(&Keys) -> [u64; 2]| {
            if let Some(pairs) = &mut *lock.write().unwrap_or_else(PoisonError::into_inner) {
                for change in changes {
                    for digest in of(&change.old) {
                        pairs.remove(&(digest, change.seat));
                    }
                    pairs.extend(
                        of(&change.new)
                            .into_iter()
                            .filter(|d| *d != 0)
                            .map(|d| (d, change.seat)),
                    );
                }
            }
        };
        pairs(&self.numbers, |keys| [keys.number, 0]);
        pairs(&self.recipients, |keys| keys.recipients);
    }
}

fn ids_of(keys: &Keys, seat: u64, add: &mut dyn FnMut(([u8; 16], u64))) {
    add((keys.id, seat));
}

fn without_none(mut pairs: Pairs) -> Pairs {
    pairs.split_off(&(1, 0))
}

fn in_range(pairs: &Pairs, range: RangeInclusive<u64>) -> Vec<u64> {
    let pairs = pairs.range((*range.start(), 0)..=(*range.end(), u64::MAX));
    pairs.map(|(_, seat)| *seat).collect()
}

/// Answers from what is in memory, which is loaded before when it is not there. Whoever writes changes the database
/// first, and waits for the lock afterwards, so that no change is missed.
fn with<T, R>(lock: &RwLock<Option<T>>, load: impl FnOnce() -> Result<T>, ask: impl FnOnce(&T) -> R) -> Result<R> {
    if let Some(loaded) = &*lock.read().unwrap_or_else(PoisonError::into_inner) {
        return Ok(ask(loaded));
    }
    let mut slot = lock.write().unwrap_or_else(PoisonError::into_inner);
    let loaded = match &mut *slot {
        Some(loaded) => loaded,
        empty => empty.insert(load()?),
    };
    Ok(ask(loaded))
}

/// Collects something of the keys of every seat.
fn load<T, C: FromIterator<T>>(state: &State, of: impl Fn(&Keys, u64, &mut dyn FnMut(T))) -> Result<C> {
    let mut found = Vec::new();
    state.walk_prefix(b"k", false, &mut |key, value| {
        let block = decode(value).map_err(|damage| state.unreadable(&damage))?;
        let first = u64::from(keys::trailing_u32(key).unwrap_or_default()) * SEATS;
        for (seat, line) in (first..).zip(&block) {
            if line.id != [0; 16] || line.number != 0 {
                of(line, seat, &mut |item| found.push(item));
            }
        }
        Ok(Flow::Continue)
    })?;
    Ok(found.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_read_back() {
        let block = [
            Keys {
                id: [1; 16],
                number: 2,
                recipients: [3, 4],
            },
            Keys::default(),
        ];
        assert_eq!(decode(&encode(&block)), Ok(block.to_vec()));
    }
}
