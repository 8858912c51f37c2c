//! From a scene to what people see: pixels ([`raster`]) and files ([`pdf`]), and to drawings for other programs ([`svg`]).
//!
//! All draw the same display list without deciding anything. The modules of the first two have the same names: `paint`
//! for areas, lines and groups, `glyphs` for text, `image` for pictures. What all must agree on (which scenes can be drawn at
//! all, how a gradient is read) is here.

mod blur;
mod check;
mod outline;
pub mod pdf;
pub mod raster;
pub mod scan;
mod shadow;
pub mod svg;
#[cfg(test)]
mod testing;

use std::borrow::Cow;

use kurbo::{PathEl, dash};

use crate::scene::{GlyphRun, Paint};
use crate::units::{Affine, BezPath, Color, Point, Stroke};

/// A paint with nothing left to decide.
#[derive(Debug, PartialEq)]
enum Shade {
    Solid(Color),
    /// At least two stops in order, between two points that are apart.
    Linear {
        from: Point,
        to: Point,
        stops: Vec<(f32, Color)>,
    },
    /// At least two stops in order, with a radius.
    Radial {
        center: Point,
        radius: f64,
        stops: Vec<(f32, Color)>,
    },
}

/// What a paint comes to; `None` when it leaves nothing to be seen. A gradient without an extent is its last colour, as
/// in SVG.
fn shade(paint: &Paint) -> Option<Shade> {
    let (stops, has_extent) = match paint {
        Paint::Solid(color) => return (color.a > 0).then_some(Shade::Solid(*color)),
        Paint::Linear { from, to, stops } => (stops, from.distance(*to) > NO_EXTENT),
        Paint::Radial { radius, stops, .. } => (stops, *radius > NO_EXTENT),
    };
    let (_, last) = *stops.last()?;
    if stops.iter().all(|(_, color)| color.a == 0) {
        return None;
    }
    if stops.len() == 1 || !has_extent {
        return (last.a > 0).then_some(Shade::Solid(last));
    }
    let stops = ordered_stops(stops);
    Some(match paint {
        Paint::Radial { center, radius, .. } => Shade::Radial {
            center: *center,
            radius: *radius,
            stops,
        },
        Paint::Linear { from, to, .. } => Shade::Linear {
            from: *from,
            to: *to,
            stops,
        },
        Paint::Solid(color) => Shade::Solid(*color),
    })
}

/// Lengths below this are none, in points.
const NO_EXTENT: f64 = 1e-6;

/// The colour stops of a gradient in order, their places within 0 to 1.
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

/// The stroke as it is drawn: without dashes when they are too short to be seen, which would take for ever.
fn visible_stroke(stroke: &Stroke) -> Stroke {
    const SHORTEST_PATTERN: f64 = 0.05;
    let mut stroke = stroke.clone();
    if stroke.dash_pattern.iter().sum::<f64>() < SHORTEST_PATTERN {
        stroke.dash_pattern.clear();
    }
    stroke.miter_limit = stroke.miter_limit.max(1.0);
    stroke
}

/// The most dashes of a line that become lines of their own.
const MOST_DASHES: usize = 5_000;

/// The line and the stroke (a visible one) with which a PDF has the same dashes as the picture. Where a closed line ends
/// in a dash and begins with one, both are one dash with a corner; readers of PDF end and begin there, which leaves a
/// notch. So the dashes of closed lines are lines of their own.
fn with_own_dashes<'a>(path: &'a BezPath, mut stroke: Stroke) -> (Cow<'a, BezPath>, Stroke) {
    match own_dashes(path, &stroke) {
        Some(dashes) => {
            stroke.dash_pattern.clear();
            (Cow::Owned(dashes), stroke)
        }
        None => (Cow::Borrowed(path), stroke),
    }
}

/// The dashes of a closed line; `None` when it is open, or has none or too many.
fn own_dashes(path: &BezPath, stroke: &Stroke) -> Option<BezPath> {
    let closes = path.elements().contains(&PathEl::ClosePath);
    if stroke.dash_pattern.is_empty() || !closes {
        return None;
    }
    let mut dashes = BezPath::new();
    let mut count = 0;
    for element in dash(path.iter(), stroke.dash_offset, &stroke.dash_pattern) {
        count += usize::from(matches!(element, PathEl::MoveTo(_)));
        if count > MOST_DASHES {
            return None;
        }
        dashes.push(element);
    }
    Some(dashes)
}

/// Whether a transform brings everything onto a line, where there is nothing to see.
fn is_flat(transform: Affine) -> bool {
    transform.determinant().abs() < 1e-12
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
    use crate::render::testing::{face, run};

    #[test]
    fn gradients_come_to_what_can_be_seen_of_them() {
        let clear = Color { a: 0, ..Color::BLACK };
        let linear = |to: f64, stops: &[(f32, Color)]| {
            shade(&Paint::Linear {
                from: Point::ZERO,
                to: Point::new(to, 0.0),
                stops: stops.to_vec(),
            })
        };
        assert_eq!(linear(10.0, &[]), None);
        assert_eq!(linear(10.0, &[(0.0, clear), (1.0, clear)]), None);
        assert_eq!(linear(10.0, &[(0.3, Color::BLACK)]), Some(Shade::Solid(Color::BLACK)));
        assert_eq!(
            linear(0.0, &[(0.0, Color::BLACK), (1.0, Color::WHITE)]),
            Some(Shade::Solid(Color::WHITE))
        );
        let stops = [
            (-1.0, Color::BLACK),
            (0.7, Color::WHITE),
            (0.5, Color::BLACK),
            (3.0, Color::WHITE),
        ];
        let Some(Shade::Linear { stops, .. }) = linear(10.0, &stops) else {
            panic!("a gradient")
        };
        let places: Vec<f32> = stops.iter().map(|(at, _)| *at).collect();
        assert_eq!(places, [0.0, 0.7, 0.7, 1.0]);
    }

    #[test]
    fn a_slanted_run_keeps_its_line_and_leans_to_the_right() {
        let mut text = run(&face("noto/NotoSans-Bold.ttf"), "ab", 10.0, 0.0, 50.0);
        text.glyphs[1].y = 45.0;
        text.glyphs.extend([text.glyphs[0].clone(), text.glyphs[0].clone()]);
        text.slant = 45.0;
        let transform = run_transform(&text);
        let moved = |x: f64, y: f64| (transform * Point::new(x, y)).x;
        assert!((moved(3.0, 50.0) - 3.0).abs() < 1e-6);
        assert!((moved(3.0, 40.0) - 13.0).abs() < 1e-5);
    }

    #[test]
    fn a_closed_line_that_ends_in_a_dash_and_begins_with_one_has_one_dash_there() {
        let square = BezPath::from_svg("M0 0H10V10H0Z").expect("a square");
        let stroke = Stroke::new(1.0).with_dashes(0.0, [6.0, 3.0]);
        let (dashes, plain) = with_own_dashes(&square, stroke.clone());
        assert!(plain.dash_pattern.is_empty());
        // Of the length of 40 the last four are a dash, which goes on round the corner.
        let subpaths: Vec<Vec<Point>> = dashes.elements().iter().fold(Vec::new(), |mut all, element| {
            match element {
                PathEl::MoveTo(to) => all.push(vec![*to]),
                PathEl::LineTo(to) => all.last_mut().expect("begun").push(*to),
                other => panic!("{other:?}"),
            }
            all
        });
        let corner = [(0.0, 4.0), (0.0, 0.0), (6.0, 0.0)].map(Point::from);
        let is_corner = |line: &&Vec<Point>| line.iter().zip(corner).all(|(a, b)| a.distance(b) < 1e-6);
        assert!(
            subpaths.iter().any(|line| line.len() == 3 && is_corner(&line)),
            "{subpaths:?}"
        );
        assert_eq!(subpaths.len(), 4);
        // An open line, and one of more dashes than anyone sees, stay what they are.
        let open = BezPath::from_svg("M0 0H10V10").expect("a line");
        assert_eq!(with_own_dashes(&open, stroke.clone()), (Cow::Borrowed(&open), stroke));
        let long = BezPath::from_svg("M0 0H9000V9000H0Z").expect("a square");
        let fine = Stroke::new(1.0).with_dashes(0.0, [0.5, 0.5]);
        assert_eq!(with_own_dashes(&long, fine.clone()), (Cow::Borrowed(&long), fine));
    }

    #[test]
    fn dashes_that_cannot_be_seen_are_a_line() {
        let stroke = Stroke::new(1.0).with_dashes(0.0, [0.0, 0.0]);
        assert!(visible_stroke(&stroke).dash_pattern.is_empty());
        let stroke = Stroke::new(1.0).with_dashes(0.0, [0.0, 2.0]);
        assert_eq!(visible_stroke(&stroke).dash_pattern.len(), 2);
    }
}
