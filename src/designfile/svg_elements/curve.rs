//! Texts along a path: on a circle where the path is a part of one, else where the path begins.

use kurbo::{BezPath, ParamCurve, ParamCurveArclen, PathSeg, Point, Vec2};

/// How exactly lengths are measured.
const ACCURACY: f64 = 1e-3;
/// At so many places a path is held against a circle.
const PLACES: usize = 24;
/// How far from the circle it may be there, as a part of the radius.
const OFF: f64 = 0.02;
/// A circle that is larger, in lengths of the path, is as good as a line.
const LARGEST: f64 = 20.0;

/// A circle that a text follows, in the coordinates of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Circle {
    pub center: Point,
    pub radius: f64,
    /// Where the middle of the text stands: degrees clockwise from the top.
    pub angle: f64,
    pub inward: bool,
}

/// Where a path begins.
pub(super) fn begin(path: &BezPath) -> Point {
    path.segments().next().map_or(Point::ZERO, |segment| segment.start())
}

/// The circle of which a path is a part, for a text that has its middle so far along the path.
pub(super) fn circle(path: &BezPath, middle: f64) -> Option<Circle> {
    let segments: Vec<(PathSeg, f64)> = path
        .segments()
        .map(|segment| (segment, segment.arclen(ACCURACY)))
        .filter(|(_, length)| *length > 0.0)
        .collect();
    let length: f64 = segments.iter().map(|(_, length)| length).sum();
    let place = |part: f64| along(&segments, part * length);
    let center = center(place(0.0)?, place(1.0 / 3.0)?, place(2.0 / 3.0)?)?;
    let from_center: Vec<Vec2> = (0..=PLACES)
        .filter_map(|at| Some(place(at as f64 / PLACES as f64)? - center))
        .collect();
    let radius = from_center.first()?.hypot();
    let is_on = |at: &Vec2| (at.hypot() - radius).abs() <= OFF * radius;
    if radius > LARGEST * length || !from_center.iter().all(is_on) {
        return None;
    }
    // Downwards is positive: a positive turn goes clockwise.
    let turns = || from_center.windows(2).map(|pair| pair[0].cross(pair[1]));
    let inward = turns().all(|turn| turn < 0.0);
    if !inward && !turns().all(|turn| turn > 0.0) {
        return None;
    }
    let at = along(&segments, middle.clamp(0.0, length))? - center;
    Some(Circle {
        center,
        radius,
        angle: at.x.atan2(-at.y).to_degrees(),
        inward,
    })
}

/// The point at a distance from the beginning.
fn along(segments: &[(PathSeg, f64)], distance: f64) -> Option<Point> {
    let mut left = distance;
    for (segment, length) in segments {
        if left <= *length {
            return Some(segment.eval(segment.inv_arclen(left, ACCURACY)));
        }
        left -= length;
    }
    segments.last().map(|(segment, _)| segment.end())
}

/// The middle of the circle through three points; `None` when they are in line.
fn center(a: Point, b: Point, c: Point) -> Option<Point> {
    let (to_b, to_c) = (b - a, c - a);
    let twice = 2.0 * to_b.cross(to_c);
    if twice.abs() < 1e-6 * to_b.hypot() * to_c.hypot() || twice == 0.0 {
        return None;
    }
    let (b2, c2) = (to_b.hypot2(), to_c.hypot2());
    let across = Vec2::new(to_c.y * b2 - to_b.y * c2, to_b.x * c2 - to_c.x * b2);
    Some(a + across / twice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(d: &str, part: f64) -> Option<[f64; 4]> {
        let path = BezPath::from_svg(d).expect("a path");
        let length: f64 = path.segments().map(|segment| segment.arclen(ACCURACY)).sum();
        let circle = circle(&path, part * length)?;
        let angle = circle.angle.round().rem_euclid(360.0);
        let [x, y, radius] = [circle.center.x, circle.center.y, circle.radius].map(f64::round);
        Some([x, y, radius, angle])
    }

    #[test]
    fn arcs_of_circles_are_found_and_nothing_else() {
        assert_eq!(of("M100 150A80 80 0 0 1 260 150", 0.5), Some([180.0, 150.0, 80.0, 0.0]));
        assert_eq!(
            of("M100 100A80 80 0 0 0 260 100", 0.5),
            Some([180.0, 100.0, 80.0, 180.0])
        );
        // A whole one, which begins at the left.
        let whole = "M20 100A80 80 0 1 1 180 100A80 80 0 1 1 20 100";
        assert_eq!(of(whole, 0.25), Some([100.0, 100.0, 80.0, 0.0]));
        for other in [
            "M0 0L100 20",
            "M0 0C40 -80 60 80 100 0",
            "M0 0L100 0L100 100",
            "M0 0A80 20 0 0 1 160 0",
        ] {
            assert_eq!(of(other, 0.5), None, "{other}");
        }
    }
}
