//! What the pages of a design have in common, and where a page differs from it.
//!
//! A row is divided into pieces of at least [`PIECE`] pixels, so wide that there are at most 64 of them: where a row
//! differs is one number with a bit for each piece.

use std::ops::Range;

/// The least width of a piece, in pixels: a name is a few of them wide, and each has a cost of its own.
const PIECE: usize = 64;

/// What a page looks like without what differs from page to page.
#[derive(Debug)]
pub(super) struct Ground {
    /// As those of a [`Raster`](super::Raster).
    pub(super) pixels: Vec<u8>,
    /// Whether every pixel is opaque.
    pub(super) opaque: bool,
}

/// The columns of each piece of a row of so many pixels.
pub(super) fn pieces(width: usize) -> impl Iterator<Item = Range<usize>> {
    let step = width.div_ceil(64).max(PIECE);
    (0..width)
        .step_by(step)
        .map(move |start| start..(start + step).min(width))
}

impl Ground {
    /// For each row, a bit for each piece that is not as here.
    pub(super) fn changed(&self, pixels: &[u8], width: usize) -> Vec<u64> {
        let stride = (width * 4).max(1);
        let rows = pixels.chunks(stride).zip(self.pixels.chunks(stride));
        rows.map(|(row, ground)| {
            if row == ground {
                return 0;
            }
            let differs = |piece: &Range<usize>| part(row, piece) != part(ground, piece);
            let changed = pieces(width).enumerate().filter(|(_, piece)| differs(piece));
            changed.fold(0, |bits, (index, _)| bits | 1 << index)
        })
        .collect()
    }

    /// Brings back what was changed.
    pub(super) fn restore(&self, pixels: &mut [u8], changed: &[u64], width: usize) {
        let stride = (width * 4).max(1);
        let rows = pixels.chunks_mut(stride).zip(self.pixels.chunks(stride));
        for ((row, ground), bits) in rows.zip(changed).filter(|(_, bits)| **bits != 0) {
            for (_, piece) in pieces(width).enumerate().filter(|(index, _)| bits >> index & 1 == 1) {
                let ground = part(ground, &piece);
                if let Some(row) = row.get_mut(piece.start * 4..piece.end * 4) {
                    row.copy_from_slice(ground);
                }
            }
        }
    }
}

fn part<'a>(row: &'a [u8], piece: &Range<usize>) -> &'a [u8] {
    row.get(piece.start * 4..piece.end * 4).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_a_row_and_are_at_most_64() {
        for width in [0, 1, 63, 64, 65, 1754, 4096, 4097, 32_000] {
            let mut next = 0;
            for piece in pieces(width) {
                assert!(piece.start == next && !piece.is_empty());
                next = piece.end;
            }
            assert_eq!(next, width);
            assert!(pieces(width).count() <= 64, "{width}");
        }
    }

    #[test]
    fn what_differs_is_found_and_brought_back() {
        let width = 300;
        let ground = Ground {
            pixels: vec![7; width * 4 * 5],
            opaque: false,
        };
        let mut pixels = ground.pixels.clone();
        let places = [(0, 0), (0, 299), (2, 64), (2, 63), (4, 128)];
        for (y, x) in places {
            pixels[(y * width + x) * 4 + 3] = 8;
        }
        let changed = ground.changed(&pixels, width);
        assert_eq!(changed, [0b10001, 0, 0b11, 0, 0b100]);
        ground.restore(&mut pixels, &changed, width);
        assert!(pixels == ground.pixels);
    }
}
