//! Compressing bands of a picture, faster than a general compressor.
//!
//! The rows are differences already, so they hold few values: noise, where the codes of the values and runs of one of them
//! count, or nothing at all for hundreds of bytes. One look-up per place finds the repetitions that matter; then every band
//! gets codes of its own.
//!
//! A band that is noise and changes in places from page to page is not compressed again: it is made of [`Pieces`], of
//! which those that are the same are copied bit by bit.
//!
//! Source: RFC 1951 (deflate). Huffman codes of limited length: Moffat and Katajainen, “In-place calculation of
//! minimum-redundancy codes” (1995), and the usual repair of lengths that are too long.

mod bits;
mod codes;
mod pieces;
mod search;
mod symbols;

use self::bits::BitWriter;
use self::search::{repetitions, runs};
use self::symbols::{Book, Counts, Step};

pub(super) use self::pieces::Pieces;

/// A band is noise when more than one byte of so many is in no run.
const NOISE: usize = 4;

/// Whether little repeats in the bytes but runs of one value.
pub(super) fn is_noise(bytes: &[u8]) -> bool {
    are_noise(&runs(bytes), bytes.len())
}

fn are_noise(runs: &[Step], length: usize) -> bool {
    runs.iter().map(|step| step.literals as usize).sum::<usize>() > length / NOISE
}

/// Appends the bytes as deflate blocks that refer to nothing before them, are not the last ones and end on a byte.
pub(super) fn compress(bytes: &[u8], out: &mut Vec<u8>) {
    let runs = runs(bytes);
    // Looking for other repetitions takes nearly twice as long in noise and finds few.
    let steps = if are_noise(&runs, bytes.len()) {
        runs
    } else {
        repetitions(bytes)
    };
    let mut counts = Counts::new();
    counts.add(bytes, &steps);
    let book = Book::of(&counts);
    let mut bits = BitWriter::new(out, bytes.len() * 2 + 1024);
    book.begin(&mut bits);
    book.write(&mut bits, bytes, &steps);
    book.end(&mut bits);
    bits.finish();
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Read;

    use super::*;

    /// What another program reads when an empty last block follows.
    pub(super) fn inflate(mut compressed: Vec<u8>) -> Vec<u8> {
        compressed.extend([0x03, 0x00]);
        let mut bytes = Vec::new();
        flate2::read::DeflateDecoder::new(&compressed[..])
            .read_to_end(&mut bytes)
            .expect("deflate");
        bytes
    }

    pub(super) fn noise(length: usize, mut value: u32, mask: u8) -> Vec<u8> {
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
}
