//! What is soft: shadows, and elements that are blurred.
//!
//! No output has a word for a blur that all readers of its files know (PDF has none at all), and so what is soft is a
//! picture everywhere: the same pixels in PNG, PDF (there with a soft mask, which PDF/A-2 allows) and SVG. It has as many
//! pixels as its softness needs and no more.

use super::raster::{painted, unpremultiply};
use crate::diag::Result;
use crate::images::Picture;
use crate::scene::{Blurred, Item, bounds};
use crate::units::Affine;

/// How many pixels a standard deviation of the blur has: enough that enlarging the picture does not show.
const PX_PER_DEVIATION: f64 = 3.0;
/// The most pixels per point: 300 dpi.
const FINEST: f64 = 300.0 / 72.0;
/// The most pixels of what is soft; something larger is coarser.
const MOST: f64 = 4e6;
/// What is less soft than this is sharp, in points.
const LEAST_BLUR: f64 = 0.05;

/// Something soft.
#[derive(Debug)]
pub(super) struct Soft {
    pub picture: Picture,
    /// From its pixels to the coordinates around it.
    pub place: Affine,
}

/// What items that are blurred come to.
#[derive(Debug)]
pub(super) enum Softened {
    Picture(Soft),
    /// Too little to be seen: they are drawn as they are.
    Sharp,
}

/// The picture of items that are blurred.
///
/// # Errors
/// Those of [`painted`].
pub(super) fn softened(blurred: &Blurred) -> Result<Softened> {
    let Some(room) = Room::around(&blurred.items, blurred.blur) else {
        return Ok(Softened::Sharp);
    };
    let mut pixels = painted(&blurred.items, room.size, room.to_pixels)?;
    let mut plane = Vec::new();
    for channel in 0..4 {
        plane.clear();
        plane.extend(pixels.iter().skip(channel).step_by(4));
        blur(&mut plane, room.size, &room.weights);
        for (to, from) in pixels.iter_mut().skip(channel).step_by(4).zip(&plane) {
            *to = *from;
        }
    }
    // The last plane is how much is covered.
    let Some(seen) = seen(&plane, room.size) else {
        return Ok(Softened::Sharp);
    };
    unpremultiply(&mut pixels);
    Ok(Softened::Picture(room.placed(&pixels, seen)?))
}

/// The pixels in which something soft has room.
pub(super) struct Room {
    pub size: [u16; 2],
    pub to_pixels: Affine,
    pub weights: Vec<u32>,
}

/// The rows and columns in which there is something.
pub(super) struct Seen {
    rows: std::ops::Range<usize>,
    columns: std::ops::Range<usize>,
}

impl Room {
    /// `None` where the blur would not be seen, or there is nothing.
    pub(super) fn around(items: &[Item], blur: f64) -> Option<Room> {
        if blur < LEAST_BLUR {
            return None;
        }
        // What CSS and design programs call the blur of a shadow is twice the deviation.
        let deviation = blur / 2.0;
        let area = bounds(items, Affine::IDENTITY)?.inflate(3.0 * deviation, 3.0 * deviation);
        let pixels = area.area().max(1e-9);
        let scale = (PX_PER_DEVIATION / deviation).min(FINEST).min((MOST / pixels).sqrt());
        Some(Room {
            size: [area.width(), area.height()].map(|side| (side * scale).ceil().clamp(1.0, 16_000.0) as u16),
            to_pixels: Affine::scale(scale) * Affine::translate(-area.origin().to_vec2()),
            weights: kernel(deviation * scale),
        })
    }

    /// The part of the pixels (RGBA, straight alpha) in which there is something, at its place.
    ///
    /// # Errors
    /// Those of [`Picture::from_rgba`].
    pub(super) fn placed(&self, pixels: &[u8], Seen { rows, columns }: Seen) -> Result<Soft> {
        let row = usize::from(self.size[0]).max(1) * 4;
        let kept = pixels.chunks_exact(row).take(rows.end).skip(rows.start);
        let kept = kept.flat_map(|row| row.get(columns.start * 4..columns.end * 4).unwrap_or_default());
        let picture = Picture::from_rgba(columns.len() as u32, rows.len() as u32, kept.copied().collect())?;
        let origin = (columns.start as f64, rows.start as f64);
        Ok(Soft {
            picture,
            place: self.to_pixels.inverse() * Affine::translate(origin),
        })
    }
}

/// Where there is something; `None` when there is nothing.
pub(super) fn seen(alpha: &[u8], [width, _]: [u16; 2]) -> Option<Seen> {
    let rows = || alpha.chunks_exact(usize::from(width).max(1));
    let is_used = |row: &[u8]| row.iter().any(|pixel| *pixel > 0);
    let first = rows().filter_map(|row| row.iter().position(|pixel| *pixel > 0)).min()?;
    let last = rows()
        .filter_map(|row| row.iter().rposition(|pixel| *pixel > 0))
        .max()?;
    Some(Seen {
        rows: rows().position(is_used)?..rows().rposition(is_used)? + 1,
        columns: first..last + 1,
    })
}

/// The weights of the pixels beside each other on one side, the middle one first; they add up to 65536 with those of the
/// other side. Whole numbers, so that all machines agree.
fn kernel(deviation: f64) -> Vec<u32> {
    let reach = (3.0 * deviation).ceil().max(1.0) as usize;
    let weight = |at: usize| (-0.5 * (at as f64 / deviation).powi(2)).exp();
    let sum = weight(0) + 2.0 * (1..=reach).map(weight).sum::<f64>();
    let mut weights: Vec<u32> = (0..=reach)
        .map(|at| (65536.0 * weight(at) / sum).round() as u32)
        .collect();
    let sides: u32 = weights.iter().skip(1).sum();
    if let Some(middle) = weights.first_mut() {
        *middle = 65536u32.saturating_sub(2 * sides);
    }
    weights
}

/// Blurs rows, then columns.
pub(super) fn blur(alpha: &mut [u8], [width, height]: [u16; 2], weights: &[u32]) {
    let (width, height) = (usize::from(width), usize::from(height));
    let mut line = Vec::new();
    for row in alpha.chunks_exact_mut(width.max(1)) {
        blur_line(row, weights, &mut line);
    }
    let mut column = vec![0; height];
    for x in 0..width {
        for (to, from) in column.iter_mut().zip(alpha.iter().skip(x).step_by(width)) {
            *to = *from;
        }
        blur_line(&mut column, weights, &mut line);
        for (to, from) in alpha.iter_mut().skip(x).step_by(width).zip(&column) {
            *to = *from;
        }
    }
}

/// Blurs pixels beside each other; beyond the ends there is nothing.
fn blur_line(pixels: &mut [u8], weights: &[u32], sums: &mut Vec<u32>) {
    if pixels.iter().all(|pixel| *pixel == 0) {
        return;
    }
    sums.clear();
    sums.resize(pixels.len(), 0);
    for (distance, weight) in weights.iter().enumerate() {
        let ahead = pixels.iter().skip(distance);
        sums.iter_mut()
            .zip(ahead)
            .for_each(|(sum, pixel)| *sum += weight * u32::from(*pixel));
        if distance > 0 {
            let behind = sums.iter_mut().skip(distance);
            behind
                .zip(pixels.iter())
                .for_each(|(sum, pixel)| *sum += weight * u32::from(*pixel));
        }
    }
    for (pixel, sum) in pixels.iter_mut().zip(sums.iter()) {
        *pixel = ((sum + 32768) >> 16).min(255) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::raster::Painter;
    use crate::render::testing::{item, page, rect, solid};
    use crate::scene::ItemKind;

    #[test]
    fn a_blur_keeps_what_there_is_and_is_even_on_all_sides() {
        for deviation in [0.4, 1.0, 3.0] {
            let weights = kernel(deviation);
            assert_eq!(weights[0] + 2 * weights[1..].iter().sum::<u32>(), 65536);
        }
        let mut alpha = vec![0; 41 * 31];
        alpha[15 * 41 + 20] = 255;
        alpha[15 * 41 + 21] = 255;
        let mut turned = vec![0; 41 * 31];
        for (at, pixel) in alpha.iter().enumerate() {
            turned[(30 - at / 41) * 41 + (41 - at % 41) % 41] = *pixel;
        }
        blur(&mut alpha, [41, 31], &kernel(2.0));
        blur(&mut turned, [41, 31], &kernel(2.0));
        let sum: u32 = alpha.iter().map(|pixel| u32::from(*pixel)).sum();
        assert!(sum.abs_diff(510) < 80, "{sum}: nothing is lost but by rounding");
        assert_eq!(alpha.iter().max(), alpha.get(15 * 41 + 20));
    }

    /// A square of two colours beside each other, blurred by 8: they mix in the middle, and fade at the outer edges.
    #[test]
    fn what_is_blurred_keeps_its_colours_and_fades_at_its_edges() {
        let items = vec![
            rect(20.0, 20.0, 60.0, 60.0, solid("#FF0000")),
            rect(60.0, 20.0, 100.0, 60.0, solid("#0000FF")),
        ];
        let blurred = item(ItemKind::Blurred(Blurred { blur: 8.0, items }));
        let raster = Painter::new().paint(&page(vec![blurred]), 4.0).expect("painted");
        let at = |x: f64, y: f64| {
            let at = ((y * 4.0) as usize * raster.width as usize + (x * 4.0) as usize) * 4;
            <[u8; 4]>::try_from(&raster.pixels[at..at + 4]).expect("a pixel")
        };
        assert_eq!(at(40.0, 40.0), [255, 0, 0, 255], "far from every edge it is as it was");
        let [red, _, blue, alpha] = at(60.0, 40.0);
        assert!(
            red.abs_diff(128) <= 8 && blue.abs_diff(128) <= 8 && alpha == 255,
            "{red} {blue}"
        );
        let [red, _, _, alpha] = at(20.0, 40.0);
        assert!(
            red >= 250 && alpha.abs_diff(128) <= 8,
            "{red} {alpha}: its colour, half seen"
        );
        assert_eq!(at(6.0, 40.0)[3], 0, "nothing beyond three deviations of 4 points");
    }

    #[test]
    fn a_blur_that_nobody_sees_leaves_letters_as_they_are() {
        let blurred = |blur| Blurred {
            blur,
            items: vec![rect(20.0, 20.0, 60.0, 60.0, solid("#FF0000"))],
        };
        assert!(matches!(softened(&blurred(0.01)), Ok(Softened::Sharp)));
        let nothing = Blurred {
            items: Vec::new(),
            ..blurred(4.0)
        };
        assert!(matches!(softened(&nothing), Ok(Softened::Sharp)));
    }
}
