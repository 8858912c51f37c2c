//! Compressing bands of a picture, faster than a general compressor.
//!
//! The rows are differences already, so they hold few values: noise, where the codes of the values and runs of one of them
//! count, or nothing at all for hundreds of bytes. One look-up per place finds the repetitions that matter; then every band
//! gets codes of its own.
//!
//! Source: RFC 1951 (deflate). Huffman codes of limited length: Moffat and Katajainen, “In-place calculation of
//! minimum-redundancy codes” (1995), and the usual repair of lengths that are too long.

/// The longest code, in bits. Deflate allows 15; with 12 the lengths themselves are written in four bits each.
const MAX_BITS: usize = 12;

/// Deflate's literals, end of block and match lengths.
const SYMBOLS: usize = 286;
const END: usize = 256;
const DISTANCES: usize = 30;

const MIN_MATCH: usize = 4;
const MAX_MATCH: usize = 258;
const WINDOW: usize = 32_768;

/// The number of places that are remembered by what stands there, as a power of two.
const HASH_BITS: u32 = 13;

/// How many bytes a place is remembered by. Two pixels: shorter repetitions cost more than they save.
const HASH_BYTES: u32 = 6;

/// A band is noise when more than one byte of so many is in no run; looking for other repetitions takes nearly twice as
/// long there and saves a tenth.
const NOISE: usize = 4;

/// Appends the bytes as deflate blocks that refer to nothing before them, are not the last ones and end on a byte.
pub(super) fn compress(bytes: &[u8], out: &mut Vec<u8>) {
    let parsed = Parsed::of(bytes);
    let symbols = Codes::<SYMBOLS>::of(&parsed.symbols);
    let distances = Codes::<DISTANCES>::of(&parsed.distances);
    let mut bits = BitWriter::new(out, bytes.len() * 2 + 1024);
    // Not the last block; codes of its own.
    bits.put(0b100, 3);
    header(&mut bits, &symbols, &distances);
    parsed.write(&mut bits, &symbols, &distances);
    bits.put(symbols.codes[END].into(), symbols.lengths[END].into());
    // An empty stored block, which begins on a byte.
    bits.put(0, 3);
    bits.align();
    bits.put(0xFFFF_0000, 32);
    bits.finish();
}

/// The bytes as literals and matches, and how often each symbol comes.
struct Parsed<'a> {
    bytes: &'a [u8],
    steps: Vec<Step>,
    symbols: [u32; SYMBOLS],
    distances: [u32; DISTANCES],
}

/// Literals, then a match; a length of 0 is none.
#[derive(Clone, Copy)]
struct Step {
    literals: u32,
    length: u16,
    distance: u16,
}

impl<'a> Parsed<'a> {
    fn of(bytes: &'a [u8]) -> Parsed<'a> {
        let runs = runs(bytes);
        let literals: usize = runs.iter().map(|step| step.literals as usize).sum();
        if literals > bytes.len() / NOISE {
            return Parsed::counted(bytes, runs);
        }
        Parsed::counted(bytes, repetitions(bytes))
    }

    fn counted(bytes: &'a [u8], steps: Vec<Step>) -> Parsed<'a> {
        // Four counts at a time: equal bytes that follow each other do not wait for each other.
        let mut counts = [[0u32; 256]; 4];
        let mut symbols = [0; SYMBOLS];
        let mut distances = [0; DISTANCES];
        let mut at = 0;
        for step in &steps {
            let end = at + step.literals as usize;
            let literals = bytes.get(at..end).unwrap_or_default();
            let (fours, rest) = literals.as_chunks::<4>();
            for four in fours {
                for (count, byte) in counts.iter_mut().zip(four) {
                    count[usize::from(*byte)] += 1;
                }
            }
            for byte in rest {
                counts[0][usize::from(*byte)] += 1;
            }
            if step.length > 0 {
                symbols[length_symbol(step.length.into()).0] += 1;
                distances[distance_symbol(step.distance()).0] += 1;
            }
            at = end + usize::from(step.length);
        }
        for count in counts {
            symbols.iter_mut().zip(count).for_each(|(sum, count)| *sum += count);
        }
        symbols[END] = 1;
        Parsed {
            bytes,
            steps,
            symbols,
            distances,
        }
    }

    fn write(&self, bits: &mut BitWriter, symbols: &Codes<SYMBOLS>, distances: &Codes<DISTANCES>) {
        let literals: [(u64, u32); 256] =
            std::array::from_fn(|byte| (symbols.codes[byte].into(), symbols.lengths[byte].into()));
        let mut at = 0;
        for step in &self.steps {
            let end = at + step.literals as usize;
            let (fours, rest) = self.bytes.get(at..end).unwrap_or_default().as_chunks::<4>();
            for four in fours {
                let (mut word, mut count) = (0, 0);
                for byte in four {
                    let (code, length) = literals[usize::from(*byte)];
                    word |= code << count;
                    count += length;
                }
                bits.put(word, count);
            }
            let (mut word, mut count) = (0, 0);
            for byte in rest {
                let (code, length) = literals[usize::from(*byte)];
                word |= code << count;
                count += length;
            }
            bits.put(word, count);
            if step.length > 0 {
                step.write(bits, symbols, distances);
            }
            at = end + usize::from(step.length);
        }
    }
}

impl Step {
    /// The last bytes, which no match follows.
    fn literals(count: usize) -> Step {
        Step {
            literals: count as u32,
            length: 0,
            distance: 0,
        }
    }

    /// 1 to 32,768.
    fn distance(self) -> usize {
        usize::from(self.distance) + 1
    }

    /// Writes the match.
    fn write(self, bits: &mut BitWriter, symbols: &Codes<SYMBOLS>, distances: &Codes<DISTANCES>) {
        let (symbol, extra, value) = length_symbol(self.length.into());
        let mut word = u64::from(symbols.codes[symbol]);
        let mut count = u32::from(symbols.lengths[symbol]);
        word |= (value as u64) << count;
        count += extra;
        let (symbol, extra, value) = distance_symbol(self.distance());
        word |= u64::from(distances.codes[symbol]) << count;
        count += u32::from(distances.lengths[symbol]);
        word |= (value as u64) << count;
        bits.put(word, count + extra);
    }
}

/// Finds the runs of one value, which are what repeats in noise.
fn runs(bytes: &[u8]) -> Vec<Step> {
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
fn repetitions(bytes: &[u8]) -> Vec<Step> {
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

/// The symbol of a match length, the number of its extra bits and their value (RFC 1951, 3.2.5).
fn length_symbol(length: usize) -> (usize, u32, usize) {
    if length == MAX_MATCH {
        return (285, 0, 0);
    }
    let offset = length - 3;
    if offset < 8 {
        return (257 + offset, 0, 0);
    }
    let extra = offset.ilog2() - 2;
    (
        257 + ((extra as usize) << 2) + (offset >> extra),
        extra,
        offset & ((1 << extra) - 1),
    )
}

/// The same of a distance.
fn distance_symbol(distance: usize) -> (usize, u32, usize) {
    let offset = distance - 1;
    if offset < 4 {
        return (offset, 0, 0);
    }
    let extra = offset.ilog2() - 1;
    (
        ((extra as usize) << 1) + (offset >> extra),
        extra,
        offset & ((1 << extra) - 1),
    )
}

/// Huffman codes, their bits in the order in which they are written.
struct Codes<const N: usize> {
    lengths: [u8; N],
    codes: [u16; N],
}

impl<const N: usize> Codes<N> {
    fn of(counts: &[u32; N]) -> Codes<N> {
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
fn header(bits: &mut BitWriter, symbols: &Codes<SYMBOLS>, distances: &Codes<DISTANCES>) {
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

/// Bits from the lowest to the highest, as deflate wants them.
struct BitWriter<'a> {
    out: &'a mut Vec<u8>,
    at: usize,
    word: u64,
    count: u32,
}

impl BitWriter<'_> {
    /// `room` is the most bytes that will be written.
    fn new(out: &mut Vec<u8>, room: usize) -> BitWriter<'_> {
        let at = out.len();
        out.resize(at + room, 0);
        BitWriter {
            out,
            at,
            word: 0,
            count: 0,
        }
    }

    /// Writes the lowest `count` bits, at most 56; the others must be 0.
    fn put(&mut self, bits: u64, count: u32) {
        self.word |= bits << self.count;
        self.count += count;
        if let Some(slot) = self.out.get_mut(self.at..self.at + 8) {
            slot.copy_from_slice(&self.word.to_le_bytes());
        }
        self.at += (self.count / 8) as usize;
        self.word >>= self.count & !7;
        self.count &= 7;
    }

    fn align(&mut self) {
        self.put(0, (8 - self.count) % 8);
    }

    /// The last bits must be aligned.
    fn finish(self) {
        self.out.truncate(self.at);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    /// What another program reads when an empty last block follows.
    fn inflate(mut compressed: Vec<u8>) -> Vec<u8> {
        compressed.extend([0x03, 0x00]);
        let mut bytes = Vec::new();
        flate2::read::DeflateDecoder::new(&compressed[..])
            .read_to_end(&mut bytes)
            .expect("deflate");
        bytes
    }

    fn noise(length: usize, mut value: u32, mask: u8) -> Vec<u8> {
        let mut next = || {
            value = value.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (value >> 24) as u8 & mask
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn everything_is_read_back_as_it_was() {
        let mut cases = vec![Vec::new(), vec![7], vec![0; 9], vec![0; 100_000], (0..=255).collect()];
        cases.extend((1..40).map(|length| noise(length, 3, 1)));
        cases.extend([0, 1, 3, 0x11, 0xFF].map(|mask| noise(150_000, 1, mask)));
        // Far repetitions, just within and just beyond the window.
        for distance in [32_767, 32_768, 32_769] {
            cases.push([noise(300, 9, 0xFF), vec![1; distance - 300], noise(300, 9, 0xFF)].concat());
        }
        for bytes in cases {
            let mut compressed = vec![];
            compress(&bytes, &mut compressed);
            assert!(
                inflate(compressed) == bytes,
                "{} bytes beginning with {:?}",
                bytes.len(),
                bytes.first()
            );
        }
    }

    #[test]
    fn bands_follow_each_other() {
        let mut compressed = vec![];
        let bands = [vec![0; 5000], noise(5000, 5, 7), Vec::new(), vec![9; 3]];
        for band in &bands {
            compress(band, &mut compressed);
        }
        assert_eq!(inflate(compressed), bands.concat());
    }

    #[test]
    fn what_repeats_becomes_small() {
        let size = |bytes: &[u8]| {
            let mut compressed = vec![];
            compress(bytes, &mut compressed);
            compressed.len()
        };
        assert!(size(&[0; 168_000]) < 300);
        // One of the two values has a code of one bit, the other shares its half with the end of the block.
        let bits = size(&noise(100_000, 1, 1));
        assert!(bits < 18_800, "one bit in each byte took {bits} bytes");
        assert!(size(&noise(100_000, 1, 0xFF)) < 102_000, "noise grows by little");
    }

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

    #[test]
    fn lengths_and_distances_have_the_symbols_of_the_standard() {
        assert_eq!(length_symbol(3), (257, 0, 0));
        assert_eq!(length_symbol(10), (264, 0, 0));
        assert_eq!(length_symbol(11), (265, 1, 0));
        assert_eq!(length_symbol(130), (280, 4, 15));
        assert_eq!(length_symbol(257), (284, 5, 30));
        assert_eq!(length_symbol(258), (285, 0, 0));
        assert_eq!(distance_symbol(1), (0, 0, 0));
        assert_eq!(distance_symbol(5), (4, 1, 0));
        assert_eq!(distance_symbol(8), (5, 1, 1));
        assert_eq!(distance_symbol(32_768), (29, 13, 8191));
    }
}
