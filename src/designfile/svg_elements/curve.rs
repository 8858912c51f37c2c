//! Texts along a path: on a circle where the path is a part of one, else on as much of the path as is theirs.

use resvg::usvg::TextAnchor;

use kurbo::{BezPath, ParamCurve, ParamCurveArclen, PathSeg, Point, Vec2};

/// How exactly lengths are measured.
const ACCURACY: f64 = 1e-3;
/// At so many places a path is held against a circle.
const PLACES: usize = 24;
/// How far from the circle it may be there, as a part of the radius or the path, whichever is shorter.
const OFF: f64 = 0.005;
/// A circle that is larger, in lengths of the path, would be a frame far beyond the text.
const LARGEST: f64 = 1.0;
/// A text has no place on less than this part of its path.
const SHORTEST: f64 = 0.02;

/// A circle that a text follows, in the coordinates of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Circle {
    pub center: Point,
    pub radius: f64,
    /// Where the middle of the text stands: degrees clockwise from the top.
    pub angle: f64,
    pub inward: bool,
}

/// What a text follows that does not stand on a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Course {
    Circle(Circle),
    /// All of a path, in the coordinates of the drawing.
    Path(BezPath),
}

/// What a text follows that is about so wide and stands with its anchor so far along a path: a path of no length leads
/// nowhere.
pub(super) fn course(path: &BezPath, anchor: TextAnchor, at: f64, width: f64) -> Option<Course> {
    let before = match anchor {
        TextAnchor::Start => width / 2.0,
        TextAnchor::Middle => 0.0,
        TextAnchor::End => -width / 2.0,
    };
    circle(path, at + before)
        .map(Course::Circle)
        .or_else(|| Some(Course::Path(stretch(path, anchor, at)?)))
}

/// The stretch of a path in which a text has its anchor where it is at a place along the whole: at the beginning, in the
/// middle or at the end of it. Where there is none, it is the whole.
fn stretch(path: &BezPath, anchor: TextAnchor, at: f64) -> Option<BezPath> {
    let segments = measured(path);
    let length: f64 = segments.iter().map(|(_, length)| length).sum();
    let (from, to) = match anchor {
        TextAnchor::Start => (at, length),
        TextAnchor::Middle => (at - at.min(length - at), at + at.min(length - at)),
        TextAnchor::End => (0.0, at),
    };
    let (from, to) = (from.max(0.0), to.min(length));
    let (from, to) = if to - from > SHORTEST * length {
        (from, to)
    } else {
        (0.0, length)
    };
    let mut begun = 0.0;
    let parts = segments.iter().filter_map(|(segment, length)| {
        let within = |place: f64| segment.inv_arclen((place - begun).clamp(0.0, *length), ACCURACY);
        let part = segment.subsegment(within(from)..within(to));
        let is_in = begun < to && begun + length > from;
        begun += length;
        is_in.then_some(part)
    });
    let stretch = BezPath::from_path_segments(parts);
    (length > 0.0 && stretch.is_finite()).then_some(stretch)
}

/// The segments of a path that lead somewhere, with their lengths.
fn measured(path: &BezPath) -> Vec<(PathSeg, f64)> {
    path.segments()
        .map(|segment| (segment, segment.arclen(ACCURACY)))
        .filter(|(_, length)| *length > 0.0)
        .collect()
}

/// The circle of which a path is a part, for a text that has its middle so far along the path.
fn circle(path: &BezPath, middle: f64) -> Option<Circle> {
    let segments = measured(path);
    let length: f64 = segments.iter().map(|(_, length)| length).sum();
    let place = |part: f64| along(&segments, part * length);
    let center = center(place(0.0)?, place(1.0 / 3.0)?, place(2.0 / 3.0)?)?;
    let from_center: Vec<Vec2> = (0..=PLACES)
        .filter_map(|at| Some(place(at as f64 / PLACES as f64)? - center))
        .collect();
    let radius = from_center.first()?.hypot();
    let is_on = |at: &Vec2| (at.hypot() - radius).abs() <= OFF * radius.min(length);
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
    fn a_text_has_the_stretch_of_its_path_on_which_its_anchor_is_where_it_was() {
        let of = |anchor: TextAnchor, at: f64| {
            let path = BezPath::from_svg("M0 0L60 0L60 40").expect("a path");
            let found = stretch(&path, anchor, at).expect("a stretch");
            let middle = stretch(&found, TextAnchor::Start, 0.0).map(|path| measured(&path).len());
            let ends = [found.segments().next(), found.segments().last()].map(|segment| segment.expect("a segment"));
            let [first, last] = [ends[0].start(), ends[1].end()];
            ([first.x, first.y, last.x, last.y].map(f64::round), middle)
        };
        assert_eq!(of(TextAnchor::Start, 0.0), ([0.0, 0.0, 60.0, 40.0], Some(2)));
        assert_eq!(of(TextAnchor::Start, 20.0), ([20.0, 0.0, 60.0, 40.0], Some(2)));
        assert_eq!(of(TextAnchor::Middle, 50.0), ([0.0, 0.0, 60.0, 40.0], Some(2)));
        assert_eq!(of(TextAnchor::Middle, 70.0), ([40.0, 0.0, 60.0, 40.0], Some(2)));
        assert_eq!(of(TextAnchor::End, 30.0), ([0.0, 0.0, 30.0, 0.0], Some(1)));
        assert_eq!(
            of(TextAnchor::Middle, 0.0),
            ([0.0, 0.0, 60.0, 40.0], Some(2)),
            "the whole"
        );
        let nowhere = BezPath::from_svg("M5 5L5 5").expect("a path");
        assert_eq!(course(&nowhere, TextAnchor::Start, 0.0, 40.0), None);
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
            "M80 260L400 230L720 260",
        ] {
            assert_eq!(of(other, 0.5), None, "{other}");
        }
    }
}
