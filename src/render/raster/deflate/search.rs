//! Finding what repeats.

use super::symbols::Step;

const MIN_MATCH: usize = 4;
pub(super) const MAX_MATCH: usize = 258;
const WINDOW: usize = 32_768;

/// The number of places that are remembered by what stands there, as a power of two.
const HASH_BITS: u32 = 13;

/// How many bytes a place is remembered by. Two pixels: shorter repetitions cost more than they save.
const HASH_BYTES: u32 = 6;

/// Finds the runs of one value, which are what repeats in noise.
pub(super) fn runs(bytes: &[u8]) -> Vec<Step> {
    let mut steps = Vec::with_capacity(bytes.len() / 16);
    let (mut at, mut begin) = (1, 0);
    while let (Some(before), Some(word)) = (word(bytes, at - 1), word(bytes, at)) {
        // A bit for each byte that is like the one before it, then for each that begins six of them: shorter runs are
        // worth little, and looking at each takes a quarter of the time.
        let like = zero_bytes(before ^ word);
        let six = like & (like >> 8) & (like >> 16) & (like >> 24) & (like >> 32) & (like >> 40);
        if six == 0 {
            at += 3;
            continue;
        }
        at += (six.trailing_zeros() / 8) as usize;
        let length = common(bytes, at - 1, at);
        steps.push(Step {
            literals: (at - begin) as u32,
            length: length as u16,
            distance: 0,
        });
        (at, begin) = (at + length, at + length);
    }
    steps.push(Step::literals(bytes.len() - begin));
    steps
}

/// The highest bit of each byte that is zero.
fn zero_bytes(word: u64) -> u64 {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    !(((word & LOW) + LOW) | word | LOW)
}

/// Finds all kinds of repetitions.
pub(super) fn repetitions(bytes: &[u8]) -> Vec<Step> {
    let mut steps = Vec::with_capacity(bytes.len() / 64);
    let mut seen = vec![0u32; 1 << HASH_BITS];
    let (mut at, mut begin) = (0, 0);
    while let Some(word) = word(bytes, at) {
        let slot = &mut seen[hash(word)];
        // Places are counted from 1, so that 0 is none.
        let before = (*slot as usize).wrapping_sub(1);
        *slot = at as u32 + 1;
        let distance = at.wrapping_sub(before);
        let length = if before < at && distance <= WINDOW {
            common(bytes, before, at)
        } else {
            0
        };
        if length < MIN_MATCH {
            at += 1;
            continue;
        }
        steps.push(Step {
            literals: (at - begin) as u32,
            length: length as u16,
            distance: (distance - 1) as u16,
        });
        // The last place within a match is remembered too: repetitions go on from there.
        let end = at + length;
        if let Some(word) = self::word(bytes, end - 1) {
            seen[hash(word)] = end as u32;
        }
        (at, begin) = (end, end);
    }
    steps.push(Step::literals(bytes.len() - begin));
    steps
}

/// Eight bytes from a place; `None` near the end.
fn word(bytes: &[u8], at: usize) -> Option<u64> {
    bytes
        .get(at..)?
        .first_chunk::<8>()
        .map(|chunk| u64::from_le_bytes(*chunk))
}

/// Where a place is remembered, by its first [`HASH_BYTES`].
fn hash(word: u64) -> usize {
    // The odd constant of Fibonacci hashing, 2⁶⁴ divided by the golden ratio.
    ((word << (64 - 8 * HASH_BYTES)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - HASH_BITS)) as usize
}

/// How many bytes are equal from two places on, at most 258.
fn common(bytes: &[u8], before: usize, at: usize) -> usize {
    let mut length = 0;
    while length + 8 <= MAX_MATCH {
        let (Some(a), Some(b)) = (word(bytes, before + length), word(bytes, at + length)) else {
            break;
        };
        if a != b {
            return length + ((a ^ b).trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    let rest = |from: usize| bytes.get(from + length..).unwrap_or_default();
    let equal = rest(before)
        .iter()
        .zip(rest(at))
        .take(MAX_MATCH - length)
        .take_while(|(a, b)| a == b)
        .count();
    length + equal
}
