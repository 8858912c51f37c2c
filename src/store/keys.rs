//! The keys of the database: one tree, a first byte for the kind, numbers big endian so that they sort.
//!
//! | key | value |
//! | --- | --- |
//! | `M` name | what the database says of itself: its position, the workspace's id, the index version |
//! | `S` segment | the length of a closed segment of the journal |
//! | `I`, `D` id revision, `G` id revision, `B` id, `R` name | issuer, designs, groups, batches, choices |
//! | `C` block | the credentials in eight seats ([`super::entries`]); seats are given in the order of generation |
//! | `L` shelf number revision | what is kept for all designs, and names of their revisions |
//! | `V` seat revision | what was published as a revision |
//! | `N` group | how many credentials the group has had |
//! | `U` kind id revision | a revision of a design or group that is used, hence frozen |
//! | `K` key | the batch with a key |
//! | `k` block | ids, numbers and recipients of 64 seats ([`super::lookup`]) |
//! | `P` dimension block | which of 4,096 seats have a property ([`super::postings`]) |
//! | `T` block | the texts of 64 seats to search in ([`super::search`]) |

use crate::model::{BatchId, BlobId, DesignId, GroupId};

pub(super) const POSITION: &[u8] = b"Mposition";
pub(super) const WORKSPACE: &[u8] = b"Mworkspace";
pub(super) const INDEX_VERSION: &[u8] = b"Mindex";
/// The segment with which the last checkpoint begins.
pub(super) const CHECKPOINT: &[u8] = b"Mcheckpoint";
/// There while a checkpoint is being read into an empty database.
pub(super) const LOADING: &[u8] = b"Mloading";
/// The next seat.
pub(super) const NEXT_SEAT: &[u8] = b"Mseat";
pub(super) const ISSUER: &[u8] = b"I";

/// The first bytes of the keys of records that no other key could bring back, in the order in which a checkpoint
/// carries them.
pub(super) const PRIMARY: [u8; 10] = *b"IDGBRULNCV";

fn key(kind: u8, parts: &[&[u8]]) -> Vec<u8> {
    let mut key = Vec::with_capacity(1 + parts.iter().map(|part| part.len()).sum::<usize>());
    key.push(kind);
    parts.iter().for_each(|part| key.extend_from_slice(part));
    key
}

pub(super) fn segment(number: u32) -> Vec<u8> {
    key(b'S', &[&number.to_be_bytes()])
}

pub(super) fn design(id: DesignId, revision: u32) -> Vec<u8> {
    key(b'D', &[&id.0.to_be_bytes(), &revision.to_be_bytes()])
}

pub(super) fn group(id: GroupId, revision: u32) -> Vec<u8> {
    key(b'G', &[&id.0.to_be_bytes(), &revision.to_be_bytes()])
}

pub(super) fn batch(id: BatchId) -> Vec<u8> {
    key(b'B', &[&id.0.to_be_bytes()])
}

pub(super) fn remembered(name: &str) -> Vec<u8> {
    key(b'R', &[name.as_bytes()])
}

/// A block of credentials.
pub(super) fn entries(block: u32) -> Vec<u8> {
    key(b'C', &[&block.to_be_bytes()])
}

pub(super) fn revision(seat: u64, revision: u32) -> Vec<u8> {
    key(b'V', &[&seat.to_be_bytes(), &revision.to_be_bytes()])
}

pub(super) fn numbers(group: GroupId) -> Vec<u8> {
    key(b'N', &[&group.0.to_be_bytes()])
}

pub(super) fn pin(kind: u8, id: u64, revision: u32) -> Vec<u8> {
    key(b'U', &[&[kind], &id.to_be_bytes(), &revision.to_be_bytes()])
}

pub(super) fn kept(shelf: u8, number: u64, revision: u32) -> Vec<u8> {
    key(b'L', &[&[shelf], &number.to_be_bytes(), &revision.to_be_bytes()])
}

pub(super) fn batch_key(sha: BlobId) -> Vec<u8> {
    key(b'K', &[&sha.0])
}

/// A block of ids, numbers and recipients.
pub(super) fn lookup(block: u32) -> Vec<u8> {
    key(b'k', &[&block.to_be_bytes()])
}

pub(super) fn texts(block: u32) -> Vec<u8> {
    key(b'T', &[&block.to_be_bytes()])
}

/// The big endian number at the end of a key, or a whole value.
pub(super) fn trailing_u64(bytes: &[u8]) -> Option<u64> {
    bytes.last_chunk::<8>().map(|chunk| u64::from_be_bytes(*chunk))
}

pub(super) fn trailing_u32(bytes: &[u8]) -> Option<u32> {
    bytes.last_chunk::<4>().map(|chunk| u32::from_be_bytes(*chunk))
}

/// The smallest key that is greater than all with a prefix; `None` when there is none.
pub(super) fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            return Some(end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_ends_before_the_next_one() {
        assert_eq!(after_prefix(b"ab"), Some(b"ac".to_vec()));
        assert_eq!(after_prefix(&[b'a', 255, 255]), Some(vec![b'b']));
        assert_eq!(after_prefix(&[255]), None);
    }

    #[test]
    fn blocks_sort_as_numbers() {
        assert!(entries(255) < entries(256));
        assert_eq!(trailing_u32(&entries(256)), Some(256));
        assert_eq!(trailing_u64(&[1, 2]), None);
    }
}
