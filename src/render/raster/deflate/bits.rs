//! Writing bits.

/// Bits from the lowest to the highest, as deflate wants them.
pub(super) struct BitWriter<'a> {
    out: &'a mut Vec<u8>,
    start: usize,
    at: usize,
    word: u64,
    count: u32,
}

impl BitWriter<'_> {
    /// `room` is the most bytes that will be written.
    pub(super) fn new(out: &mut Vec<u8>, room: usize) -> BitWriter<'_> {
        let at = out.len();
        out.resize(at + room, 0);
        BitWriter {
            out,
            start: at,
            at,
            word: 0,
            count: 0,
        }
    }

    /// Writes the lowest `count` bits, at most 56; the others must be 0.
    pub(super) fn put(&mut self, bits: u64, count: u32) {
        self.word |= bits << self.count;
        self.count += count;
        if let Some(slot) = self.out.get_mut(self.at..self.at + 8) {
            slot.copy_from_slice(&self.word.to_le_bytes());
        }
        self.at += (self.count / 8) as usize;
        self.word >>= self.count & !7;
        self.count &= 7;
    }

    /// Writes bits that were written before, from one place to another; eight bytes follow the last of them.
    pub(super) fn copy(&mut self, source: &[u8], range: std::ops::Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let count = (range.end - at).min(56);
            let word = source.get(at / 8..).and_then(|rest| rest.first_chunk::<8>());
            let word = word.map_or(0, |word| u64::from_le_bytes(*word)) >> (at % 8);
            self.put(word & ((1 << count) - 1), count as u32);
            at += count;
        }
    }

    /// How many bits were written since the writer began.
    pub(super) fn position(&self) -> usize {
        (self.at - self.start) * 8 + self.count as usize
    }

    pub(super) fn align(&mut self) {
        self.put(0, (8 - self.count) % 8);
    }

    /// The last bits must be aligned.
    pub(super) fn finish(self) {
        self.out.truncate(self.at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_copied_from_anywhere_to_anywhere() {
        let source: Vec<u8> = (0..60u32).map(|i| (i * 37 + 11) as u8).collect();
        let bit = |bytes: &[u8], at: usize| bytes[at / 8] >> (at % 8) & 1;
        for (lead, from, to) in [(0, 0, 400), (3, 5, 6), (7, 1, 57), (5, 63, 64), (1, 13, 398), (2, 9, 9)] {
            let mut out = vec![0xAA];
            let mut bits = BitWriter::new(&mut out, 100);
            bits.put(0, lead);
            bits.copy(&source, from..to);
            assert_eq!(bits.position(), lead as usize + to - from);
            bits.align();
            bits.finish();
            for at in from..to {
                assert_eq!(
                    bit(&out[1..], lead as usize + at - from),
                    bit(&source, at),
                    "{from}..{to}"
                );
            }
        }
    }
}
