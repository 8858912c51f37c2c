//! Literals and matches, how often each comes, and their codes.

use super::bits::BitWriter;
use super::codes::{Codes, header};
use super::search::MAX_MATCH;

/// Deflate's literals, end of block and match lengths.
pub(super) const SYMBOLS: usize = 286;
const END: usize = 256;
pub(super) const DISTANCES: usize = 30;

/// Literals, then a match; a length of 0 is none.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub(super) literals: u32,
    pub(super) length: u16,
    pub(super) distance: u16,
}

impl Step {
    /// The last bytes, which no match follows.
    pub(super) fn literals(count: usize) -> Step {
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
    fn write(self, bits: &mut BitWriter<'_>, symbols: &Codes<SYMBOLS>, distances: &Codes<DISTANCES>) {
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

/// How often each symbol comes.
pub(super) struct Counts {
    pub(super) symbols: [u32; SYMBOLS],
    pub(super) distances: [u32; DISTANCES],
}

impl Counts {
    pub(super) fn new() -> Counts {
        let mut symbols = [0; SYMBOLS];
        symbols[END] = 1;
        Counts {
            symbols,
            distances: [0; DISTANCES],
        }
    }

    pub(super) fn add(&mut self, bytes: &[u8], steps: &[Step]) {
        // Four counts at a time: equal bytes that follow each other do not wait for each other.
        let mut counts = [[0u32; 256]; 4];
        let mut at = 0;
        for step in steps {
            let end = at + step.literals as usize;
            let (fours, rest) = bytes.get(at..end).unwrap_or_default().as_chunks::<4>();
            for four in fours {
                for (count, byte) in counts.iter_mut().zip(four) {
                    count[usize::from(*byte)] += 1;
                }
            }
            for byte in rest {
                counts[0][usize::from(*byte)] += 1;
            }
            if step.length > 0 {
                self.symbols[length_symbol(step.length.into()).0] += 1;
                self.distances[distance_symbol(step.distance()).0] += 1;
            }
            at = end + usize::from(step.length);
        }
        for count in counts {
            self.symbols
                .iter_mut()
                .zip(count)
                .for_each(|(sum, count)| *sum += count);
        }
    }
}

/// The codes of a block.
pub(super) struct Book {
    symbols: Codes<SYMBOLS>,
    distances: Codes<DISTANCES>,
    /// The codes of the bytes with their lengths, as they are written.
    literals: [(u64, u32); 256],
}

impl Book {
    pub(super) fn of(counts: &Counts) -> Book {
        let symbols = Codes::of(&counts.symbols);
        Book {
            distances: Codes::of(&counts.distances),
            literals: std::array::from_fn(|byte| (symbols.codes[byte].into(), symbols.lengths[byte].into())),
            symbols,
        }
    }

    /// Begins a block, which is not the last one and has codes of its own.
    pub(super) fn begin(&self, bits: &mut BitWriter<'_>) {
        bits.put(0b100, 3);
        header(bits, &self.symbols, &self.distances);
    }

    pub(super) fn write(&self, bits: &mut BitWriter<'_>, bytes: &[u8], steps: &[Step]) {
        let mut at = 0;
        for step in steps {
            let end = at + step.literals as usize;
            let (fours, rest) = bytes.get(at..end).unwrap_or_default().as_chunks::<4>();
            for four in fours {
                self.literals(bits, four);
            }
            self.literals(bits, rest);
            if step.length > 0 {
                step.write(bits, &self.symbols, &self.distances);
            }
            at = end + usize::from(step.length);
        }
    }

    /// Writes at most four bytes.
    fn literals(&self, bits: &mut BitWriter<'_>, bytes: &[u8]) {
        let (mut word, mut count) = (0, 0);
        for byte in bytes {
            let (code, length) = self.literals[usize::from(*byte)];
            word |= code << count;
            count += length;
        }
        bits.put(word, count);
    }

    /// Ends the block, and behind it an empty stored one, which begins on a byte.
    pub(super) fn end(&self, bits: &mut BitWriter<'_>) {
        bits.put(self.symbols.codes[END].into(), self.symbols.lengths[END].into());
        bits.put(0, 3);
        bits.align();
        bits.put(0xFFFF_0000, 32);
    }
}

/// The symbol of a match length, the number of its extra bits and their value (RFC 1951, 3.2.5).
pub(super) fn length_symbol(length: usize) -> (usize, u32, usize) {
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
pub(super) fn distance_symbol(distance: usize) -> (usize, u32, usize) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
