//! Which credentials have a property, as sets of seats in blocks of 4,096.
//!
//! A credential has a seat, its number in the order of generation. A property, such as “published, in group 3”, is a
//! dimension; for every block of seats in which it occurs there is one value in the database. A thousand credentials
//! that are generated together change a handful of values instead of thousands of index entries, a count is a
//! population count, and conditions are combined with a bitwise and.

use crate::model::{BatchId, Date, GroupId, State};

use super::codec::{self, Damage};
use super::records::kind;

/// Seats in a block.
pub(super) const BLOCK: u64 = 4096;
const WORDS: usize = 64;
/// Up to so many seats are written as a list, which is shorter then.
const MAX_LISTED: usize = 200;

/// A property that credentials are looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Dim {
    State(State),
    GroupState(GroupId, State),
    BatchState(BatchId, State),
    /// Waits for publication, in any group.
    Pending,
    GroupPending(GroupId),
    /// Is published, and has a correction that is held.
    HeldCorrection,
    /// Expires on this day.
    Expiry(Date),
    /// Was issued on this day.
    Issue(Date),
}

impl Dim {
    /// The beginning of the keys of its blocks.
    pub(super) fn prefix(self) -> Vec<u8> {
        let mut key = vec![b'P'];
        match self {
            Dim::State(state) => key.extend([b's', state_byte(state)]),
            Dim::GroupState(group, state) => {
                key.push(b'g');
                key.extend(group.0.to_be_bytes());
                key.push(state_byte(state));
            }
            Dim::BatchState(batch, state) => {
                key.push(b'b');
                key.extend(batch.0.to_be_bytes());
                key.push(state_byte(state));
            }
            Dim::Pending => key.push(b'p'),
            Dim::GroupPending(group) => {
                key.push(b'q');
                key.extend(group.0.to_be_bytes());
            }
            Dim::HeldCorrection => key.push(b'h'),
            Dim::Expiry(date) | Dim::Issue(date) => {
                key.push(if matches!(self, Dim::Issue(_)) { b'i' } else { b'x' });
                // The years 1 to 9999 make days on both sides of 0; the shift keeps their order in the key.
                key.extend(((date.days_from_epoch() + (1 << 31)) as u32).to_be_bytes());
            }
        }
        key
    }

    /// The key of one of its blocks.
    pub(super) fn key(self, block: u32) -> Vec<u8> {
        let mut key = self.prefix();
        key.extend(block.to_be_bytes());
        key
    }
}

/// All keys of expiry dates begin with this.
pub(super) const EXPIRY_PREFIX: &[u8] = b"Px";
/// All keys of issue dates begin with this.
pub(super) const ISSUE_PREFIX: &[u8] = b"Pi";
/// Comes after all of them.
pub(super) const AFTER_ISSUES: &[u8] = b"Pj";

fn state_byte(state: State) -> u8 {
    match state {
        State::UnderReview => 0,
        State::Held => 1,
        State::Published => 2,
        State::Suspended => 3,
        State::Revoked => 4,
    }
}

/// The block of a seat, and its place there.
pub(super) fn locate(seat: u64) -> (u32, u16) {
    ((seat / BLOCK) as u32, (seat % BLOCK) as u16)
}

/// A set of seats in one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bits([u64; WORDS]);

impl Default for Bits {
    fn default() -> Bits {
        Bits([0; WORDS])
    }
}

impl Bits {
    pub(super) fn set(&mut self, at: u16, value: bool) {
        let mask = 1 << (at % 64);
        if let Some(word) = self.0.get_mut(usize::from(at / 64)) {
            if value {
                *word |= mask;
            } else {
                *word &= !mask;
            }
        }
    }

    pub(super) fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(super) fn and(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a &= b);
    }

    pub(super) fn or(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }

    /// The places that are set, in order.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = u16> + '_ {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            let word = *word;
            (0..64u16)
                .filter(move |bit| word >> bit & 1 == 1)
                .map(move |bit| index as u16 * 64 + bit)
        })
    }

    /// The stored form; `None` for the empty set, which is not stored.
    pub(super) fn encode(&self) -> Option<Vec<u8>> {
        let count = self.count() as usize;
        if count == 0 {
            return None;
        }
        let mut payload = Vec::with_capacity(1 + 8 * WORDS);
        if count <= MAX_LISTED {
            payload.push(0);
            self.iter().for_each(|at| payload.extend(at.to_le_bytes()));
        } else {
            payload.push(1);
            self.0.iter().for_each(|word| payload.extend(word.to_le_bytes()));
        }
        Some(codec::seal_bytes(kind::POSTINGS, 1, &payload))
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Bits, Damage> {
        let sealed = codec::open(bytes)?;
        if sealed.kind != kind::POSTINGS {
            return Err(Damage::Unexpected { kind: sealed.kind });
        }
        let mut bits = Bits::default();
        match sealed.payload {
            [0, list @ ..] => {
                for at in list.as_chunks::<2>().0 {
                    bits.set(u16::from_le_bytes(*at), true);
                }
            }
            [1, words @ ..] if words.len() == 8 * WORDS => {
                for (word, bytes) in bits.0.iter_mut().zip(words.as_chunks::<8>().0) {
                    *word = u64::from_le_bytes(*bytes);
                }
            }
            _ => return Err(Damage::Broken),
        }
        Ok(bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_read_back_in_both_forms() {
        for step in [1usize, 7, 100, 4000] {
            let mut bits = Bits::default();
            for at in (0..4096u16).step_by(step) {
                bits.set(at, true);
            }
            let bytes = bits.encode().expect("not empty");
            assert_eq!(Bits::decode(&bytes), Ok(bits.clone()), "step {step}");
            assert_eq!(bits.count() as usize, 4096usize.div_ceil(step));
            assert!(bits.iter().eq((0..4096u16).step_by(step)));
        }
        assert_eq!(Bits::default().encode(), None);
    }

    #[test]
    fn expiry_dates_sort_by_day() {
        let day = |text: &str| Dim::Expiry(text.parse().expect("date")).key(0);
        assert!(day("0001-01-01") < day("1969-12-31"));
        assert!(day("1969-12-31") < day("1970-01-01"));
        assert!(day("2026-11-26") < day("9999-12-31"));
    }
}
