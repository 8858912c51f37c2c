//! The rows of a band as differences, which are small and compress well.
//!
//! Source: PNG specification, third edition, 9 (filters).

use std::ops::Range;

/// How all rows of a band but the first are predicted. The first is always predicted from the pixel to the left, so that
/// no band depends on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    /// From the row above: areas, lines and text.
    Up,
    /// From the nearest of left, above and corner: photographs.
    Paeth,
}

const SUB: u8 = 1;

impl Filter {
    fn number(self) -> u8 {
        match self {
            Filter::Up => 2,
            Filter::Paeth => 4,
        }
    }
}

/// The pixels of a band.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows<'a> {
    /// RGBA.
    pub(super) pixels: &'a [u8],
    /// How many bytes a row of them has, at least 1.
    pub(super) stride: usize,
    /// Whether the file has no alpha.
    pub(super) opaque: bool,
}

impl<'a> Rows<'a> {
    /// How many rows there are.
    pub(super) fn count(self) -> usize {
        self.pixels.len() / self.stride
    }

    fn channels(self) -> usize {
        if self.opaque { 3 } else { 4 }
    }

    /// All rows as the file has them, and how they are predicted: in the way that needs fewer bits.
    pub(super) fn best(self) -> (Filter, Vec<u8>) {
        let [up, paeth] = [Filter::Up, Filter::Paeth].map(|filter| (filter, self.filtered(filter)));
        if bits(&paeth.1) < bits(&up.1) { paeth } else { up }
    }

    /// All rows as the file has them.
    pub(super) fn filtered(self, filter: Filter) -> Vec<u8> {
        let columns = self.stride / 4;
        let mut bytes = Vec::with_capacity(self.count() * (columns * self.channels() + 1));
        let mut buffers = Buffers::default();
        for y in 0..self.count() {
            self.piece(filter, y, 0..columns, &mut buffers, &mut bytes);
        }
        bytes
    }

    /// Appends a part of a row as the file has it; the number of the filter stands before its first column.
    pub(super) fn piece(
        self,
        filter: Filter,
        y: usize,
        columns: Range<usize>,
        buffers: &mut Buffers,
        out: &mut Vec<u8>,
    ) {
        let channels = self.channels();
        if columns.start == 0 {
            out.push(if y == 0 { SUB } else { filter.number() });
        }
        // The pixel to the left belongs to it, or nothing there.
        let lead = columns.start.saturating_sub(1)..columns.end;
        self.samples(y, lead.clone(), columns.start == 0, &mut buffers.row);
        let row = &buffers.row;
        let current = row.iter().skip(channels);
        if y == 0 {
            out.extend(current.zip(row).map(|(at, left)| at.wrapping_sub(*left)));
            return;
        }
        self.samples(y - 1, lead, columns.start == 0, &mut buffers.above);
        let above = &buffers.above;
        let up = above.iter().skip(channels);
        match filter {
            Filter::Up => out.extend(current.zip(up).map(|(at, up)| at.wrapping_sub(*up))),
            Filter::Paeth => out.extend(
                current
                    .zip(row)
                    .zip(up.zip(above))
                    .map(|((at, left), (up, corner))| at.wrapping_sub(paeth(*left, *up, *corner))),
            ),
        }
    }

    /// A part of a row as the file has it, behind a pixel of nothing where it begins with the row.
    fn samples(self, y: usize, columns: Range<usize>, begins: bool, samples: &mut Vec<u8>) {
        let channels = self.channels();
        let start = y * self.stride;
        let pixels = self.pixels.get(start + columns.start * 4..start + columns.end * 4);
        let pixels = pixels.unwrap_or_default();
        let lead = if begins { channels } else { 0 };
        samples.clear();
        samples.resize(lead + pixels.len() / 4 * channels, 0);
        let samples = samples.get_mut(lead..).unwrap_or_default();
        if self.opaque {
            for (rgb, [r, g, b, _]) in samples.as_chunks_mut::<3>().0.iter_mut().zip(pixels.as_chunks::<4>().0) {
                *rgb = [*r, *g, *b];
            }
        } else {
            samples.copy_from_slice(pixels);
        }
    }
}

/// Memory that is used again for each row.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    row: Vec<u8>,
    above: Vec<u8>,
}

/// Which of three neighbours is nearest to left + above − corner.
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, above, corner].map(i16::from);
    let (from_left, from_above, from_corner) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
    let nearer = if from_above <= from_corner { above } else { corner };
    if from_left <= from_above && from_left <= from_corner {
        left
    } else {
        nearer
    }
}

/// How many bits the bytes need when each is coded by itself, by their entropy.
fn bits(bytes: &[u8]) -> f64 {
    let mut counts = [0u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let total = bytes.len() as f64;
    let needed = counts.into_iter().filter(|count| *count > 0).map(f64::from);
    needed.map(|count| count * (total / count).log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_in_pieces_is_the_row() {
        let mut noise = 7u32;
        let mut next = || {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (noise >> 24) as u8
        };
        let pixels: Vec<u8> = (0..50 * 3 * 4).map(|_| next()).collect();
        for opaque in [true, false] {
            let rows = Rows {
                pixels: &pixels,
                stride: 200,
                opaque,
            };
            for filter in [Filter::Up, Filter::Paeth] {
                let mut pieces = Vec::new();
                let mut buffers = Buffers::default();
                for y in 0..rows.count() {
                    for columns in [0..1, 1..20, 20..49, 49..50] {
                        rows.piece(filter, y, columns, &mut buffers, &mut pieces);
                    }
                }
                assert!(pieces == rows.filtered(filter), "{filter:?}, opaque {opaque}");
            }
        }
    }

    #[test]
    fn the_nearest_neighbour_is_that_of_the_standard() {
        for (left, above, corner) in (0..=255u8).step_by(5).flat_map(|a| {
            (0..=255u8)
                .step_by(3)
                .flat_map(move |b| (0..=255u8).step_by(7).map(move |c| (a, b, c)))
        }) {
            let [a, b, c] = [left, above, corner].map(i32::from);
            let p = a + b - c;
            let (pa, pb, pc) = ((p - a).abs(), (p - b).abs(), (p - c).abs());
            let expected = if pa <= pb && pa <= pc {
                left
            } else if pb <= pc {
                above
            } else {
                corner
            };
            assert_eq!(paeth(left, above, corner), expected, "{left} {above} {corner}");
        }
    }
}
