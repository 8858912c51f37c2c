//! A band in pieces, some of which are replaced by others.
//!
//! No piece refers to what is in another, and all are written with the same codes, in which every byte and every run can
//! be said. So the bits of a piece mean the same wherever it stands.

use std::ops::Range;

use super::bits::BitWriter;
use super::search::runs;
use super::symbols::{Book, Counts, Step};

/// A band that was compressed piece by piece.
pub(in super::super) struct Pieces {
    book: Book,
    /// The beginning of the block and all pieces, and eight bytes more, which are read but not used.
    bits: Vec<u8>,
    /// Where each piece begins in the bits, and where the last one ends.
    starts: Vec<usize>,
}

impl std::fmt::Debug for Pieces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pieces")
            .field("starts", &self.starts.len())
            .finish_non_exhaustive()
    }
}

impl Pieces {
    pub(in super::super) fn of(pieces: &[&[u8]]) -> Pieces {
        let steps: Vec<Vec<Step>> = pieces.iter().map(|piece| runs(piece)).collect();
        let mut counts = Counts::new();
        for (piece, steps) in pieces.iter().zip(&steps) {
            counts.add(piece, steps);
        }
        // What a piece does not hold now it may hold later. A run is a match with the byte before.
        counts.symbols.iter_mut().for_each(|count| *count = (*count).max(1));
        counts.distances[0] = counts.distances[0].max(1);
        let book = Book::of(&counts);
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        let mut bits = Vec::new();
        let mut writer = BitWriter::new(&mut bits, length * 2 + 1024);
        book.begin(&mut writer);
        let mut starts = vec![writer.position()];
        for (piece, steps) in pieces.iter().zip(&steps) {
            book.write(&mut writer, piece, steps);
            starts.push(writer.position());
        }
        writer.align();
        writer.finish();
        bits.extend([0; 8]);
        Pieces { book, bits, starts }
    }

    /// Begins to append the band, with pieces of at most `replaced` bytes together in place of some.
    pub(in super::super) fn begin<'a>(&'a self, out: &'a mut Vec<u8>, replaced: usize) -> Splice<'a> {
        let mut bits = BitWriter::new(out, self.bits.len() + replaced * 2 + 64);
        bits.copy(&self.bits, 0..self.starts.first().copied().unwrap_or_default());
        Splice {
            pieces: self,
            bits,
            next: 0,
            kept: 0..0,
        }
    }
}

/// A band of which some pieces are replaced. What is written is what [`compress`](super::compress) promises.
pub(in super::super) struct Splice<'a> {
    pieces: &'a Pieces,
    bits: BitWriter<'a>,
    /// The piece that comes next.
    next: usize,
    /// Pieces that stay and are not yet written.
    kept: Range<usize>,
}

impl Splice<'_> {
    /// The next piece stays.
    pub(in super::super) fn keep(&mut self) {
        self.next += 1;
        self.kept.end = self.next;
    }

    /// Other bytes take the place of the next piece.
    pub(in super::super) fn replace(&mut self, bytes: &[u8]) {
        self.write_kept();
        self.pieces.book.write(&mut self.bits, bytes, &runs(bytes));
        self.next += 1;
        self.kept = self.next..self.next;
    }

    pub(in super::super) fn end(mut self) {
        self.write_kept();
        self.pieces.book.end(&mut self.bits);
        self.bits.finish();
    }

    fn write_kept(&mut self) {
        let place = |piece: usize| self.pieces.starts.get(piece).copied().unwrap_or_default();
        self.bits
            .copy(&self.pieces.bits, place(self.kept.start)..place(self.kept.end));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{inflate, noise};
    use super::*;

    #[test]
    fn every_choice_of_pieces_is_read_back() {
        let all = noise(5000, 1, 0x0F);
        let pieces: Vec<&[u8]> = all.chunks(700).collect();
        let whole = Pieces::of(&pieces);
        let others = [
            noise(700, 3, 0xFF),
            vec![9; 700],
            Vec::new(),
            noise(1, 1, 0xFF),
            noise(700, 5, 0x0F),
        ];
        for choice in 0u32..1 << pieces.len() {
            let (mut out, mut expected) = (vec![], vec![]);
            let mut splice = whole.begin(&mut out, 700 * pieces.len());
            for (index, piece) in pieces.iter().enumerate() {
                let other = &others[(index + choice as usize) % others.len()];
                if choice >> index & 1 == 0 {
                    splice.keep();
                    expected.extend_from_slice(piece);
                } else {
                    splice.replace(other);
                    expected.extend_from_slice(other);
                }
            }
            splice.end();
            assert!(inflate(out) == expected, "choice {choice:b}");
        }
    }
}
