//! Blocks of credentials in the database: eight seats in one value.
//!
//! sled holds at most sixteen values in a page, however small they are, and copies a page for every change; so values
//! of a few kilobytes are what it is quickest with.
//!
//! ```text
//! length u32 × 8 | record × 8        0 for an empty seat; every record has its own envelope
//! ```

use super::codec::Damage;

/// Seats in a block.
pub(super) const SEATS: u64 = 8;
const SLOTS: usize = SEATS as usize;

/// The block of a seat, and its place there.
pub(super) fn locate(seat: u64) -> (u32, usize) {
    ((seat / SEATS) as u32, (seat % SEATS) as usize)
}

/// A block that is being changed: the records of its seats, empty where there is none.
pub(super) type Block = [Vec<u8>; SLOTS];

/// The records of a stored block.
pub(super) fn slots(bytes: &[u8]) -> Result<[&[u8]; SLOTS], Damage> {
    let (head, mut rest) = bytes.split_first_chunk::<{ 4 * SLOTS }>().ok_or(Damage::Broken)?;
    let mut slots = [&[][..]; SLOTS];
    for (slot, len) in slots.iter_mut().zip(head.as_chunks::<4>().0) {
        let (record, after) = rest
            .split_at_checked(u32::from_le_bytes(*len) as usize)
            .ok_or(Damage::Broken)?;
        *slot = record;
        rest = after;
    }
    if rest.is_empty() {
        Ok(slots)
    } else {
        Err(Damage::Broken)
    }
}

/// The record in one place of a stored block; `None` where there is none.
pub(super) fn slot(bytes: &[u8], at: usize) -> Result<Option<&[u8]>, Damage> {
    Ok(slots(bytes)?.get(at).copied().filter(|record| !record.is_empty()))
}

pub(super) fn encode(block: &Block) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(4 * SLOTS + block.iter().map(Vec::len).sum::<usize>());
    for record in block {
        bytes.extend((record.len() as u32).to_le_bytes());
    }
    for record in block {
        bytes.extend(record);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_read_back_and_a_cut_is_noticed() {
        let mut block = Block::default();
        block[0] = b"one".to_vec();
        block[7] = b"eight".to_vec();
        let bytes = encode(&block);
        assert_eq!(slot(&bytes, 0), Ok(Some(&b"one"[..])));
        assert_eq!(slot(&bytes, 3), Ok(None));
        assert_eq!(slot(&bytes, 7), Ok(Some(&b"eight"[..])));
        for len in 0..bytes.len() {
            assert_eq!(slots(&bytes[..len]), Err(Damage::Broken), "cut to {len}");
        }
    }
}
