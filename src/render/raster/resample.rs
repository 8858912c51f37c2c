//! Making pictures smaller: each new pixel is a weighted mean of all the old ones that it covers.
//!
//! The weights are those of the cubic by Catmull and Rom, stretched by how much the picture shrinks (Keys, “Cubic
//! convolution interpolation for digital image processing”, 1981, with a = −½): sharp, without visible rings.

/// So many pixels of a row are summed up at a time: they stay in the fastest memory while all rows are added.
const BLOCK: usize = 128;

/// From so many pixels on a picture is worth several threads: a sixth of a photograph, some milliseconds.
const LARGE: usize = 2_000_000;

/// More threads wait for memory.
const MOST_THREADS: usize = 4;

/// The old pixels of which a new one is made: the first of them, and how much each counts.
type Weights = (usize, Vec<f32>);

/// How one direction of a picture is brought to its new size: the middle of new pixel `i` is `first + step * i` in old
/// pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Axis {
    pub(super) size: u16,
    first: f64,
    step: f64,
}

impl Axis {
    /// As it is.
    pub(super) fn same(size: u32) -> Axis {
        Axis {
            size: size.min(u16::MAX.into()) as u16,
            first: 0.5,
            step: 1.0,
        }
    }

    /// Scaled to the nearest whole size.
    pub(super) fn scaled(scale: f64, old: u32) -> Axis {
        let size = (f64::from(old) * scale).round().clamp(1.0, f64::from(old));
        let step = f64::from(old) / size;
        Axis {
            size: size as u16,
            first: step / 2.0,
            step,
        }
    }

    /// The part of a raster from `start`, `length` pixels long, when old pixel `i` begins at `origin + scale * i`.
    pub(super) fn placed(origin: f64, scale: f64, start: f64, length: f64) -> Axis {
        let size = length.clamp(1.0, f64::from(u16::MAX)) as u16;
        Axis {
            size,
            first: (start + 0.5 - origin) / scale,
            step: 1.0 / scale,
        }
    }

    /// For each new pixel, the first old one and the weights from there on, which sum up to 1.
    fn weights(self, old: usize) -> Vec<Weights> {
        let stretch = self.step.max(1.0);
        let reach = 2.0 * stretch;
        let last = old.saturating_sub(1) as f64;
        (0..self.size)
            .map(|index| {
                let middle = self.first + self.step * f64::from(index) - 0.5;
                let from = (middle - reach).ceil().clamp(0.0, last);
                let to = (middle + reach).floor().clamp(from, last);
                let mut weights: Vec<f64> = (from as usize..=to as usize)
                    .map(|at| catmull_rom((at as f64 - middle) / stretch))
                    .collect();
                let sum: f64 = weights.iter().sum();
                if sum.abs() < 1e-9 {
                    // A new pixel beyond the picture repeats its edge.
                    weights.fill(0.0);
                    let edge = if middle <= from {
                        weights.first_mut()
                    } else {
                        weights.last_mut()
                    };
                    edge.into_iter().for_each(|weight| *weight = 1.0);
                    return (from as usize, weights.iter().map(|weight| *weight as f32).collect());
                }
                (
                    from as usize,
                    weights.iter().map(|weight| (weight / sum) as f32).collect(),
                )
            })
            .collect()
    }
}

fn catmull_rom(x: f64) -> f64 {
    let x = x.abs();
    if x < 1.0 {
        (1.5 * x - 2.5) * x * x + 1.0
    } else if x < 2.0 {
        ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0
    } else {
        0.0
    }
}

/// Brings premultiplied RGBA pixels to another size; a large picture by several threads, which makes no difference to
/// the bytes.
pub(super) fn resample(pixels: &[u8], size: (u32, u32), x: Axis, y: Axis) -> Vec<u8> {
    let source = pixels.as_chunks::<4>().0;
    let threads = match source.len() < LARGE {
        true => 1,
        false => std::thread::available_parallelism()
            .map_or(1, usize::from)
            .min(MOST_THREADS),
    };
    in_bands(source, size, x, y, threads)
}

/// The new rows in so many bands, each made by a thread of its own. Threads of the system, not those that a batch of
/// certificates keeps busy: somebody waits for this picture.
fn in_bands(source: &[[u8; 4]], (width, height): (u32, u32), x: Axis, y: Axis, bands: usize) -> Vec<u8> {
    let width = width as usize;
    let columns = x.weights(width);
    let rows = y.weights(height as usize);
    let length = columns.len() * 4;
    let mut result = vec![0; rows.len() * length];
    let per_band = rows.len().div_ceil(bands.max(1)).max(1);
    std::thread::scope(|scope| {
        let mut bands = rows.chunks(per_band).zip(result.chunks_mut(per_band * length));
        let own = bands.next();
        for (rows, target) in bands {
            let columns = &columns;
            scope.spawn(move || band(source, width, columns, rows, target));
        }
        if let Some((rows, target)) = own {
            band(source, width, &columns, rows, target);
        }
    });
    result
}

/// Some new rows, one below the other.
fn band(source: &[[u8; 4]], width: usize, columns: &[Weights], rows: &[Weights], target: &mut [u8]) {
    // Rows are narrowed when the first new row needs them, and dropped after the last one that does.
    let mut narrowed: std::collections::VecDeque<Vec<[f32; 4]>> = std::collections::VecDeque::new();
    let mut first_kept = rows.first().map_or(0, |(first, _)| *first);
    let mut sums = vec![[0.0f32; 4]; columns.len()];
    let mut wide = Vec::with_capacity(width);
    for ((first, weights), target) in rows.iter().zip(target.chunks_mut((columns.len() * 4).max(1))) {
        while first_kept < *first {
            narrowed.pop_front();
            first_kept += 1;
        }
        while first_kept + narrowed.len() < first + weights.len() {
            let row = first_kept + narrowed.len();
            let from = source.get(row * width..(row + 1) * width).unwrap_or_default();
            wide.clear();
            wide.extend(from.iter().map(|pixel| pixel.map(f32::from)));
            narrowed.push_back(narrow(&wide, columns));
        }
        sums.fill([0.0; 4]);
        for (at, sums) in sums.chunks_mut(BLOCK).enumerate() {
            for (row, weight) in narrowed.iter().zip(weights) {
                let row = row.get(at * BLOCK..).unwrap_or_default();
                for (sum, pixel) in sums.iter_mut().zip(row) {
                    for (sum, value) in sum.iter_mut().zip(pixel) {
                        *sum += value * weight;
                    }
                }
            }
        }
        for (pixel, [r, g, b, a]) in target.as_chunks_mut::<4>().0.iter_mut().zip(&sums) {
            let a = (a + 0.5).clamp(0.0, 255.0) as u8;
            // Overshoot must not make a colour larger than its alpha.
            let [r, g, b] = [r, g, b].map(|c| (c + 0.5).clamp(0.0, f32::from(a)) as u8);
            *pixel = [r, g, b, a];
        }
    }
}

/// Each pixel of a row is in several sums, so its values come as the numbers that are added.
fn narrow(row: &[[f32; 4]], columns: &[Weights]) -> Vec<[f32; 4]> {
    columns
        .iter()
        .map(|(first, weights)| {
            let mut sum = [0.0f32; 4];
            for (pixel, weight) in row.iter().skip(*first).zip(weights) {
                for (sum, value) in sum.iter_mut().zip(pixel) {
                    *sum += value * weight;
                }
            }
            sum
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_even_picture_stays_even() {
        let pixels = [10, 20, 30, 200].repeat(97 * 61);
        let small = resample(
            &pixels,
            (97, 61),
            Axis::scaled(0.37, 97),
            Axis::placed(0.3, 0.41, 0.0, 26.0),
        );
        assert_eq!(small.len(), 36 * 26 * 4);
        assert!(small.as_chunks::<4>().0.iter().all(|pixel| *pixel == [10, 20, 30, 200]));
    }

    #[test]
    fn a_fine_pattern_becomes_grey_and_not_a_coarse_pattern() {
        let pixels: Vec<u8> = (0..800u32 * 8)
            .flat_map(|i| if i % 800 % 2 == 0 { [255; 4] } else { [0, 0, 0, 255] })
            .collect();
        let small = resample(&pixels, (800, 8), Axis::scaled(0.1, 800), Axis::same(8));
        assert!(
            small
                .as_chunks::<4>()
                .0
                .iter()
                .all(|p| (120..=136).contains(&p[0]) && p[3] == 255)
        );
    }

    #[test]
    fn the_same_size_is_the_same_picture() {
        let pixels: Vec<u8> = (0..16 * 16u32)
            .flat_map(|i| [i as u8, 255 - i as u8, (i * 7) as u8, 255])
            .collect();
        assert_eq!(resample(&pixels, (16, 16), Axis::same(16), Axis::same(16)), pixels);
    }

    #[test]
    fn what_lies_beyond_the_picture_repeats_its_edge() {
        let pixels: Vec<u8> = [[10, 10, 10, 255], [200, 200, 200, 255]].concat();
        let far = resample(
            &pixels,
            (2, 1),
            Axis {
                size: 2,
                first: -40.0,
                step: 80.0,
            },
            Axis::same(1),
        );
        assert_eq!(far.len(), 8);
        let beyond = resample(
            &pixels,
            (2, 1),
            Axis {
                size: 2,
                first: -9.5,
                step: 1.0,
            },
            Axis::same(1),
        );
        assert_eq!(beyond, [10, 10, 10, 255, 10, 10, 10, 255]);
    }

    #[test]
    fn the_number_of_threads_makes_no_difference() {
        let pixels: Vec<[u8; 4]> = (0..60 * 50_u32)
            .map(|at| [(at * 7 % 251) as u8, (at * 13 % 241) as u8, (at / 60 * 5) as u8, 255])
            .collect();
        let (x, y) = (Axis::scaled(0.31, 60), Axis::scaled(0.27, 50));
        let one = in_bands(&pixels, (60, 50), x, y, 1);
        for bands in [2, 3, 4, 50] {
            assert_eq!(in_bands(&pixels, (60, 50), x, y, bands), one, "{bands} bands");
        }
    }
}
