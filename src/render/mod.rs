//! From a scene to what people see: pixels ([`raster`]) and files ([`pdf`]).
//!
//! Both draw the same display list without deciding anything, so their modules have the same names: `paint` for areas,
//! lines and groups, `glyphs` for text, `image` for pictures. What both must agree on (which scenes can be drawn at
//! all, how a gradient is read) is here.

mod check;
pub mod pdf;
pub mod raster;
#[cfg(test)]
mod testing;

use crate::scene::GlyphRun;
use crate::units::{Affine, Color};

/// The colour stops of a gradient in order, their places within 0 to 1; empty when there are none.
fn ordered_stops(stops: &[(f32, Color)]) -> Vec<(f32, Color)> {
    let mut previous = 0.0;
    stops
        .iter()
        .map(|(at, color)| {
            previous = at.clamp(previous, 1.0);
            (previous, *color)
        })
        .collect()
}

/// From a run's coordinates to the page's, with the slant of a face that has no italic. Marks lean with their letters.
fn run_transform(run: &GlyphRun) -> Affine {
    if run.slant == 0.0 {
        return run.transform;
    }
    let shift = f64::from(run.slant.clamp(-45.0, 45.0)).to_radians().tan();
    let baseline = f64::from(baseline(run));
    run.transform * Affine::new([1.0, 0.0, -shift, 1.0, shift * baseline, 0.0])
}

/// Where most glyphs of a run stand; the others are marks above and below.
fn baseline(run: &GlyphRun) -> f32 {
    let count = |y: f32| run.glyphs.iter().filter(|glyph| glyph.y == y).count();
    let mut best = (0.0, 0);
    for glyph in &run.glyphs {
        if glyph.y != best.0 || best.1 == 0 {
            let found = count(glyph.y);
            if found > best.1 {
                best = (glyph.y, found);
            }
        }
    }
    best.0
}

/// Up to which angle the corners of the stroke that emboldens a run are pointed, as the ratio of PDF and SVG.
const EMBOLDEN_MITER_LIMIT: f64 = 4.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_are_put_in_order() {
        let stops = [
            (-1.0, Color::BLACK),
            (0.7, Color::WHITE),
            (0.5, Color::BLACK),
            (3.0, Color::WHITE),
        ];
        let places: Vec<f32> = ordered_stops(&stops).iter().map(|(at, _)| *at).collect();
        assert_eq!(places, [0.0, 0.7, 0.7, 1.0]);
    }
}
