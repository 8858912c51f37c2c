//! The paths of ornaments.
//!
//! Curves that are sampled are drawn through so many points that no one sees them: 24 for a wave.

use std::f64::consts::{PI, TAU};

use crate::model::{Corner, FillRule, Ornament};
use crate::units::{BezPath, Point, Rect, Shape};

/// How exactly a circle is drawn, in points.
const TOLERANCE: f64 = 0.01;
/// Points of one wave.
const SAMPLES: u32 = 24;

/// The path of an ornament in its frame.
pub(super) fn path(ornament: &Ornament, frame: Rect) -> (BezPath, FillRule) {
    match ornament {
        Ornament::Seal {
            teeth,
            depth,
            round,
            ring,
        } => {
            let (teeth, depth) = ((*teeth).clamp(3, 360), depth.clamp(0.0, 0.9));
            let mut path = seal(frame, teeth, depth, *round);
            // Between the teeth nothing is left open.
            let disc = (1.0 - depth) * (PI / f64::from(teeth)).cos();
            open_ring(&mut path, frame, ring.clamp(0.0, MOST_OF_RING.min(disc)));
            (path, FillRule::NonZero)
        }
        Ornament::Ribbon { end, drop, notch, .. } => {
            (ribbon(Ribbon::new(frame, [*end, *drop, *notch])), FillRule::NonZero)
        }
        Ornament::Border {
            thickness,
            size,
            corner,
            gap,
        } => (border(frame, thickness.0, size.0, *corner, gap.0), FillRule::EvenOdd),
        Ornament::Guilloche { waves, lines } => (
            guilloche(frame, (*waves).clamp(1, 200), (*lines).clamp(1, 60)),
            FillRule::EvenOdd,
        ),
        Ornament::Rosette { petals, lines, hole } => (
            rosette(
                frame,
                (*petals).clamp(2, 120),
                (*lines).clamp(1, 60),
                hole.clamp(0.0, 0.95),
            ),
            FillRule::EvenOdd,
        ),
    }
}

/// A point on the ellipse of a frame, at a turn from the top and a part of its radius.
fn around(frame: Rect, turn: f64, reach: f64) -> Point {
    let center = frame.center();
    Point::new(
        center.x + frame.width() / 2.0 * reach * turn.sin(),
        center.y - frame.height() / 2.0 * reach * turn.cos(),
    )
}

fn seal(frame: Rect, teeth: u32, depth: f64, round: bool) -> BezPath {
    if depth <= 0.0 {
        return super::shape::ellipse(frame);
    }
    let mut path = BezPath::new();
    let step = TAU / f64::from(teeth);
    path.move_to(around(frame, 0.0, 1.0 - depth));
    for tooth in 0..teeth {
        let begin = step * f64::from(tooth);
        let end = around(frame, begin + step, 1.0 - depth);
        if round {
            // The handles reach so far that the top of the scallop lies on the frame.
            let reach = 1.0 - depth + depth * 4.0 / 3.0;
            let left = around(frame, begin + step * 0.12, reach);
            let right = around(frame, begin + step * 0.88, reach);
            path.curve_to(left, right, end);
        } else {
            path.line_to(around(frame, begin + step / 2.0, 1.0));
            path.line_to(end);
        }
    }
    path.close_path();
    path
}

/// How far out a ring may be, as a part of the radius, and how wide it is.
const MOST_OF_RING: f64 = 0.95;
const RING: f64 = 0.022;

/// Leaves a ring open by circles that wind against each other.
fn open_ring(path: &mut BezPath, frame: Rect, ring: f64) {
    if ring <= RING {
        return;
    }
    let circle = |reach: f64| {
        let inset = [frame.width(), frame.height()].map(|side| side * (1.0 - reach) / 2.0);
        super::shape::ellipse(frame.inset((-inset[0], -inset[1])))
    };
    path.extend(circle(ring).reverse_subpaths());
    path.extend(circle(ring - RING));
}

/// The measures of a ribbon, in points.
#[derive(Clone, Copy)]
struct Ribbon {
    frame: Rect,
    /// The lower edge of the band.
    band: f64,
    /// The upper edge of its ends.
    hang: f64,
    /// How long the ends are, and how much of that lies behind the band.
    length: f64,
    fold: f64,
    /// How deep the ends are cut.
    notch: f64,
}

impl Ribbon {
    fn new(frame: Rect, [end, drop, notch]: [f64; 3]) -> Ribbon {
        let (end, drop, notch) = (end.clamp(0.0, 0.45), drop.clamp(0.0, 0.8), notch.clamp(0.0, 1.0));
        let length = frame.width() * end;
        Ribbon {
            frame,
            band: frame.y0 + frame.height() * (1.0 - drop),
            hang: frame.y0 + frame.height() * drop,
            length,
            fold: length * 0.35,
            notch: length * notch * 0.5,
        }
    }

    /// So far within the left or the right side.
    fn x(&self, is_left: bool, at: f64) -> f64 {
        if is_left {
            self.frame.x0 + at
        } else {
            self.frame.x1 - at
        }
    }

    fn is_folded(&self) -> bool {
        self.hang > self.frame.y0
    }

    /// The corner of an end where it is folded to lie behind the band.
    fn corner(&self, is_left: bool) -> [(f64, f64); 3] {
        let inner = self.x(is_left, self.length);
        [
            (self.x(is_left, self.length - self.fold), self.band),
            (inner, self.band),
            (inner, self.frame.y1),
        ]
    }

    /// Where an end is cut.
    fn cut(&self, is_left: bool) -> [(f64, f64); 3] {
        let outer = self.x(is_left, 0.0);
        let middle = (self.hang + self.frame.y1) / 2.0;
        [
            (outer, self.frame.y1),
            (self.x(is_left, self.notch), middle),
            (outer, self.hang),
        ]
    }
}

/// The band lies over its ends; a fold joins them. All parts wind the same way.
fn ribbon(ribbon: Ribbon) -> BezPath {
    let frame = ribbon.frame;
    let inner = ribbon.length - ribbon.fold;
    let mut path = Rect::new(frame.x0 + inner, frame.y0, frame.x1 - inner, ribbon.band).to_path(TOLERANCE);
    for is_left in [true, false] {
        let end = ribbon.x(is_left, ribbon.length);
        let tail = [[(end, ribbon.hang), (end, frame.y1)].as_slice(), &ribbon.cut(is_left)].concat();
        polygon(&mut path, &tail, !is_left);
        if ribbon.is_folded() {
            polygon(&mut path, &ribbon.corner(is_left), !is_left);
        }
    }
    path
}

/// What of an ornament lies in its own shadow, and how dark that is, from 0 to 1.
pub(super) fn shades(ornament: &Ornament, frame: Rect) -> Vec<(BezPath, f64)> {
    let Ornament::Ribbon {
        end,
        drop,
        notch,
        shade,
    } = ornament
    else {
        return Vec::new();
    };
    let (ribbon, shade) = (Ribbon::new(frame, [*end, *drop, *notch]), shade.clamp(0.0, 1.0));
    if shade <= 0.0 {
        return Vec::new();
    }
    let (mut ends, mut folds) = (BezPath::new(), BezPath::new());
    for is_left in [true, false] {
        let x = |at: f64| ribbon.x(is_left, at);
        // As far as the band and the fold do not lie over it: the edge of the fold goes inwards below the band.
        let below = ribbon.band.max(ribbon.hang);
        let folded = frame.y1 - ribbon.band;
        let inwards = if folded > 0.0 {
            (below - ribbon.band) / folded
        } else {
            0.0
        };
        let edge = x(ribbon.length - ribbon.fold * (1.0 - inwards));
        let seen = [(edge, ribbon.hang), (edge, below), (x(ribbon.length), frame.y1)];
        polygon(&mut ends, &[seen, ribbon.cut(is_left)].concat(), !is_left);
        if ribbon.is_folded() {
            polygon(&mut folds, &ribbon.corner(is_left), !is_left);
        }
    }
    vec![(ends, shade * OF_ENDS), (folds, shade)]
}

/// How dark the ends of a ribbon are, as a part of its folds.
const OF_ENDS: f64 = 0.35;

fn polygon(path: &mut BezPath, corners: &[(f64, f64)], is_reversed: bool) {
    let mut corners = corners.to_vec();
    if is_reversed {
        corners.reverse();
    }
    for (index, corner) in corners.into_iter().enumerate() {
        if index == 0 {
            path.move_to(corner);
        } else {
            path.line_to(corner);
        }
    }
    path.close_path();
}

/// One or two lines, each the area between two outlines.
fn border(frame: Rect, thickness: f64, size: f64, corner: Corner, gap: f64) -> BezPath {
    let mut path = BezPath::new();
    let most = frame.width().min(frame.height()) / 2.0;
    let thickness = thickness.clamp(0.0, most);
    let mut inset = 0.0;
    for _ in 0..if gap > 0.0 { 2 } else { 1 } {
        // Where lines are so thick that nothing is left within them there is no inner outline.
        for edge in [inset, inset + thickness].into_iter().filter(|edge| *edge < most) {
            let size = corner_size(size, edge, corner).clamp(0.0, most - edge);
            path.extend(outline(frame.inset(-edge), size, corner));
        }
        inset += thickness + gap;
    }
    path
}

/// The size of a corner so far within the frame that the lines stay equally far apart.
fn corner_size(size: f64, inset: f64, corner: Corner) -> f64 {
    match corner {
        Corner::Square => 0.0,
        Corner::Round => size - inset,
        Corner::Bevel => size - inset * (2.0 - 2.0_f64.sqrt()),
        Corner::Scoop | Corner::Notch => size,
    }
}

fn outline(rect: Rect, size: f64, corner: Corner) -> BezPath {
    if size <= 0.0 || corner == Corner::Square {
        return rect.to_path(TOLERANCE);
    }
    if corner == Corner::Round {
        return rect.to_rounded_rect(size).to_path(TOLERANCE);
    }
    // How far a handle of a quarter circle is from its end, as a part of the radius.
    let handle = 4.0 / 3.0 * (PI / 8.0).tan();
    let mut path = BezPath::new();
    // Clockwise: the corner, the direction along the side before it and after it.
    let corners = [
        (Point::new(rect.x1, rect.y0), (1.0, 0.0), (0.0, 1.0)),
        (Point::new(rect.x1, rect.y1), (0.0, 1.0), (-1.0, 0.0)),
        (Point::new(rect.x0, rect.y1), (-1.0, 0.0), (0.0, -1.0)),
        (Point::new(rect.x0, rect.y0), (0.0, -1.0), (1.0, 0.0)),
    ];
    path.move_to((rect.x0 + size, rect.y0));
    for (at, before, after) in corners {
        let point = |along: f64, down: f64| {
            Point::new(
                at.x + before.0 * along + after.0 * down,
                at.y + before.1 * along + after.1 * down,
            )
        };
        path.line_to(point(-size, 0.0));
        match corner {
            Corner::Scoop => path.curve_to(
                point(-size, size * handle),
                point(-size * handle, size),
                point(0.0, size),
            ),
            Corner::Notch => {
                path.line_to(point(-size, size));
                path.line_to(point(0.0, size));
            }
            Corner::Bevel | Corner::Square | Corner::Round => path.line_to(point(0.0, size)),
        }
    }
    path.close_path();
    path
}

fn guilloche(frame: Rect, waves: u32, lines: u32) -> BezPath {
    let mut path = BezPath::new();
    let points = waves * SAMPLES;
    for line in 0..lines {
        let phase = TAU * f64::from(line) / f64::from(lines);
        for at in 0..=points {
            let x = f64::from(at) / f64::from(points);
            // Each line swells where another one is thin.
            let swell = 0.55 + 0.45 * (TAU * x + phase).cos();
            let y = (TAU * x * f64::from(waves) + phase).sin() * swell;
            let point = Point::new(
                frame.x0 + x * frame.width(),
                frame.center().y + y * frame.height() / 2.0,
            );
            if at == 0 {
                path.move_to(point);
            } else {
                path.line_to(point);
            }
        }
    }
    path
}

fn rosette(frame: Rect, petals: u32, lines: u32, hole: f64) -> BezPath {
    let mut path = BezPath::new();
    let points = petals * SAMPLES;
    let (middle, half) = (f64::midpoint(1.0, hole), (1.0 - hole) / 2.0);
    for line in 0..lines {
        let phase = TAU * f64::from(line) / f64::from(lines);
        for at in 0..points {
            let turn = TAU * f64::from(at) / f64::from(points);
            let point = around(frame, turn, middle + half * (turn * f64::from(petals) + phase).cos());
            if at == 0 {
                path.move_to(point);
            } else {
                path.line_to(point);
            }
        }
        path.close_path();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Rect = Rect::new(10.0, 20.0, 210.0, 120.0);

    fn ornament(json: &str) -> (BezPath, FillRule) {
        path(&serde_json::from_str(json).expect(json), FRAME)
    }

    #[test]
    fn ornaments_stay_in_their_frames_and_reach_them() {
        for json in [
            r#"{"seal":{"teeth":24,"depth":0.1}}"#,
            r#"{"seal":{"teeth":24,"depth":0.1,"round":true}}"#,
            r#"{"ribbon":{"end":0.2,"drop":0.3,"notch":0.6}}"#,
            r#"{"ribbon":{"end":0.2,"drop":0.0,"notch":0.0}}"#,
            r#"{"border":{"thickness":3,"size":20,"corner":"scoop","gap":4}}"#,
            r#"{"border":{"thickness":3,"size":20,"corner":"notch"}}"#,
            r#"{"border":{"thickness":3,"size":20,"corner":"bevel"}}"#,
            r#"{"border":{"thickness":3,"size":20,"corner":"round","gap":2}}"#,
            r#"{"border":{"thickness":3,"size":0,"corner":"square"}}"#,
            r#"{"guilloche":{"waves":8,"lines":12}}"#,
            r#"{"rosette":{"petals":12,"lines":8,"hole":0.3}}"#,
        ] {
            let bounds = ornament(json).0.bounding_box();
            assert!(
                bounds.x0 > 9.0 && bounds.x1 < 211.0 && bounds.y0 > 19.0 && bounds.y1 < 121.0,
                "{json}: {bounds:?}"
            );
            assert!(bounds.width() > 190.0 && bounds.height() > 90.0, "{json}: {bounds:?}");
        }
    }

    #[test]
    fn a_border_has_no_more_than_there_is_room_for() {
        let inside = |json: &str, x: f64, y: f64| {
            let (path, rule) = ornament(json);
            crate::scene::is_inside(&path, rule, Point::new(x, y))
        };
        for corner in ["square", "round", "bevel", "scoop", "notch"] {
            let thick = format!(r#"{{"border":{{"thickness":90,"size":20,"corner":"{corner}","gap":4}}}}"#);
            assert!(inside(&thick, 110.0, 70.0), "{corner}: nothing is left within");
            assert!(inside(&thick, 70.0, 70.0) && inside(&thick, 150.0, 60.0), "{corner}");
            let large = format!(r#"{{"border":{{"thickness":4,"size":500,"corner":"{corner}","gap":6}}}}"#);
            assert!(!inside(&large, 110.0, 70.0), "{corner}: the middle is free");
        }
    }

    #[test]
    fn a_border_is_hollow_and_a_ribbon_is_not() {
        for corner in ["square", "round", "bevel", "scoop", "notch"] {
            let json = format!(r#"{{"border":{{"thickness":3,"size":20,"corner":"{corner}","gap":4}}}}"#);
            let (path, rule) = ornament(&json);
            let inside = |x: f64, y: f64| crate::scene::is_inside(&path, rule, Point::new(x, y));
            assert!(inside(110.0, 21.5), "{corner}: the outer line");
            assert!(!inside(110.0, 25.0), "{corner}: the gap");
            assert!(inside(110.0, 28.5), "{corner}: the inner line");
            assert!(!inside(110.0, 70.0), "{corner}: the middle");
            assert_eq!(inside(11.0, 21.0), corner == "square", "{corner}: the corner");
        }
        let (path, rule) = ornament(r#"{"ribbon":{"end":0.2,"drop":0.3,"notch":0.6}}"#);
        let inside = |x: f64, y: f64| crate::scene::is_inside(&path, rule, Point::new(x, y));
        assert!(inside(110.0, 50.0) && inside(45.0, 110.0) && inside(175.0, 110.0));
        assert!(!inside(12.0, 85.0), "cut to a swallow's tail");
    }
}
