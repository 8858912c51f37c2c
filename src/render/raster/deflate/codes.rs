//! Huffman codes of limited length, and how a block begins with them.

use super::bits::BitWriter;
use super::symbols::{DISTANCES, SYMBOLS};

/// The longest code, in bits. Deflate allows 15; with 12 the lengths themselves are written in four bits each.
const MAX_BITS: usize = 12;

/// Huffman codes, their bits in the order in which they are written.
pub(super) struct Codes<const N: usize> {
    pub(super) lengths: [u8; N],
    pub(super) codes: [u16; N],
}

impl<const N: usize> Codes<N> {
    pub(super) fn of(counts: &[u32; N]) -> Codes<N> {
        let lengths = lengths(counts);
        let mut codes = [0; N];
        let mut next = 0u16;
        for length in 1..=MAX_BITS {
            next <<= 1;
            for (symbol, code) in codes.iter_mut().enumerate() {
                if usize::from(lengths[symbol]) == length {
                    *code = next.reverse_bits() >> (16 - length);
                    next += 1;
                }
            }
        }
        Codes { lengths, codes }
    }
}

/// The lengths of codes for symbols that come so often, at most [`MAX_BITS`].
fn lengths<const N: usize>(counts: &[u32; N]) -> [u8; N] {
    let mut result = [0; N];
    let mut order: Vec<(u32, usize)> = counts
        .iter()
        .copied()
        .zip(0..)
        .filter(|(count, _)| *count > 0)
        .collect();
    order.sort_unstable();
    if order.len() < 2 {
        // One code alone has one bit all the same.
        for (_, symbol) in order {
            result[symbol] = 1;
        }
        return result;
    }
    let weights: Vec<u64> = order.iter().map(|(count, _)| u64::from(*count)).collect();
    let per_length = limited(&depths(&weights));
    // The rarest symbols get the longest codes.
    let mut rarest = order.iter();
    for length in (1..=MAX_BITS).rev() {
        for (_, symbol) in rarest.by_ref().take(per_length[length]) {
            result[*symbol] = length as u8;
        }
    }
    result
}

/// How deep each leaf of a Huffman tree lies; the weights rise.
fn depths(weights: &[u64]) -> Vec<usize> {
    // Leaves first, then inner nodes in the order in which they are made, which is that of their weights.
    let leaves = weights.len();
    let mut weight = weights.to_vec();
    let mut parent = vec![0; leaves * 2 - 1];
    let (mut leaf, mut inner) = (0, leaves);
    for node in leaves..leaves * 2 - 1 {
        let mut sum = 0;
        for _ in 0..2 {
            let take_leaf = leaf < leaves && (inner >= node || weight[leaf] <= weight[inner]);
            let child = if take_leaf { &mut leaf } else { &mut inner };
            sum += weight[*child];
            parent[*child] = node;
            *child += 1;
        }
        weight.push(sum);
    }
    let mut depth = vec![0; leaves * 2 - 1];
    for node in (0..leaves * 2 - 2).rev() {
        depth[node] = depth[parent[node]] + 1;
    }
    depth.truncate(leaves);
    depth
}

/// How many codes there are of each length when none may be longer than [`MAX_BITS`].
fn limited(depths: &[usize]) -> [usize; MAX_BITS + 1] {
    let mut per_length = [0; MAX_BITS + 1];
    for depth in depths {
        per_length[(*depth).min(MAX_BITS)] += 1;
    }
    // Codes that were cut take more room than there is; a shorter one is made longer until it fits.
    let used =
        |per_length: &[usize; MAX_BITS + 1]| (1..=MAX_BITS).map(|l| per_length[l] << (MAX_BITS - l)).sum::<usize>();
    let mut excess = used(&per_length).saturating_sub(1 << MAX_BITS);
    while excess > 0 {
        let Some(length) = (1..MAX_BITS).rev().find(|length| per_length[*length] > 0) else {
            break;
        };
        per_length[length] -= 1;
        per_length[length + 1] += 2;
        per_length[MAX_BITS] -= 1;
        excess -= 1;
    }
    per_length
}

/// Writes the lengths of all codes (RFC 1951, 3.2.7). The code of the lengths is fixed: four bits for each of 0 to 12
/// and the three that repeat.
pub(super) fn header(bits: &mut BitWriter, symbols: &Codes<SYMBOLS>, distances: &Codes<DISTANCES>) {
    const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    bits.put(SYMBOLS as u64 - 257, 5);
    bits.put(DISTANCES as u64 - 1, 5);
    bits.put(ORDER.len() as u64 - 4, 4);
    for symbol in ORDER {
        bits.put(if matches!(symbol, 13..=15) { 0 } else { 4 }, 3);
    }
    // Canonical codes of equal length follow the order of the symbols.
    let put = |bits: &mut BitWriter, symbol: usize| {
        let code = if symbol <= MAX_BITS { symbol } else { symbol - 3 } as u8;
        bits.put(u64::from(code.reverse_bits() >> 4), 4);
    };
    let lengths: Vec<u8> = symbols.lengths.iter().chain(&distances.lengths).copied().collect();
    for run in lengths.chunk_by(|a, b| a == b) {
        let length = usize::from(run[0]);
        let mut left = run.len();
        if length > 0 {
            put(bits, length);
            left -= 1;
        }
        while left > 0 {
            // How often the last length (16) or zero (17, 18) is repeated.
            let (symbol, least, most, extra) = match (length, left) {
                (0, 11..) => (18, 11, 138, 7),
                (0, 3..) => (17, 3, 10, 3),
                (1.., 3..) => (16, 3, 6, 2),
                _ => (length, 1, 1, 0),
            };
            let count = left.min(most);
            put(bits, symbol);
            bits.put((count - least) as u64, extra);
            left -= count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_longer_than_allowed_and_none_is_wasted() {
        // Counts like the Fibonacci numbers make the deepest trees.
        let mut counts = [0; SYMBOLS];
        let (mut a, mut b) = (1u32, 1u32);
        for count in counts.iter_mut().take(40) {
            *count = a;
            (a, b) = (b, a + b);
        }
        for used in [2, 3, 5, 13, 14, 40] {
            let mut some = counts;
            some[used..].fill(0);
            let lengths = lengths(&some);
            let room: usize = lengths
                .iter()
                .filter(|l| **l > 0)
                .map(|l| 1 << (MAX_BITS - usize::from(*l)))
                .sum();
            assert_eq!(room, 1 << MAX_BITS, "{used} symbols");
        }
    }
}
