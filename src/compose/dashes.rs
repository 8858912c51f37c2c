//! Dashes of a line on one side of an outline.
//!
//! Such a line is drawn twice as wide, and one half of it is cut off. Ends that stand out by half of that width would
//! close the gaps between the dashes: here they stand out by half of the width that is seen, as those of a line on the
//! outline do.

use std::sync::Arc;

use kurbo::{ParamCurve, PathSeg, StrokeOpts, dash};

use crate::model::{FillRule, StrokeAlign, StrokeStyle};
use crate::scene::{ItemKind, Paint};
use crate::units::{BezPath, Cap, Point, Shape, Stroke, Vec2};

use super::line::direction;
use super::shape::stroke;

/// How exactly outlines are drawn, in points.
const TOLERANCE: f64 = 0.01;

/// The most dashes that are drawn one by one.
const MOST: f64 = 5_000.0;

/// The dashes of a line inside or outside of an outline, before the other half is cut off; `None` when the line has none,
/// or none whose ends stand out.
pub(super) fn aligned(path: &Arc<BezPath>, rule: FillRule, style: &StrokeStyle, paint: &Paint) -> Option<ItemKind> {
    let line = stroke(style);
    let (width, pattern) = (line.width, line.dash_pattern.to_vec());
    let length: f64 = pattern.iter().sum();
    let count = path.perimeter(TOLERANCE) / length * pattern.len() as f64;
    if pattern.is_empty() || count.is_nan() || count > MOST {
        return None;
    }
    let flat = Stroke {
        width: width * 2.0,
        dash_pattern: Default::default(),
        ..line.clone().with_caps(Cap::Butt)
    };
    match line.start_cap {
        Cap::Butt => None,
        Cap::Square => Some(ItemKind::Stroke {
            path: Arc::clone(path),
            stroke: flat.with_dashes(width / 2.0, longer(&pattern, width)),
            paint: paint.clone(),
        }),
        Cap::Round => Some(ItemKind::Fill {
            path: Arc::new(rounded(path, &pattern, &flat, &Side { path, rule, style })),
            rule: FillRule::NonZero,
            paint: paint.clone(),
        }),
    }
}

/// A pattern with dashes that are longer by a length, and gaps that are shorter.
fn longer(pattern: &[f64], by: f64) -> Vec<f64> {
    // What is a dash the first time is a gap the second time in a pattern of odd length.
    let times = if pattern.len().is_multiple_of(2) { 1 } else { 2 };
    let whole = pattern.repeat(times);
    whole
        .chunks_exact(2)
        .filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
        .flat_map(|(dash, gap)| {
            let less = by.min(gap);
            [dash + less, gap - less]
        })
        .collect()
}

/// The side of an outline on which its line is seen.
struct Side<'a> {
    path: &'a BezPath,
    rule: FillRule,
    style: &'a StrokeStyle,
}

impl Side<'_> {
    /// The middle of the line that is seen, where a dash begins or ends that goes on in a direction.
    fn middle(&self, at: Point, on: Vec2) -> Point {
        let half = Vec2::new(-on.y, on.x) * (self.style.width.0 / 2.0);
        let winding = self.path.winding(at + half * 0.1);
        let is_inside = match self.rule {
            FillRule::NonZero => winding != 0,
            FillRule::EvenOdd => winding % 2 != 0,
        };
        if is_inside == (self.style.align == StrokeAlign::Inside) {
            at + half
        } else {
            at - half
        }
    }
}

/// The area of dashes with a disc at each end, as wide as the line is seen.
fn rounded(path: &BezPath, pattern: &[f64], flat: &Stroke, side: &Side<'_>) -> BezPath {
    let dashes: BezPath = dash(path.iter(), 0.0, pattern).collect();
    let mut area = BezPath::new();
    for part in split(&dashes) {
        let body = kurbo::stroke(part.iter(), flat, &StrokeOpts::default(), TOLERANCE);
        // Areas that run in two directions would cut holes into each other.
        let is_turned = body.area() < 0.0;
        area.extend(body);
        let mut disc = |at: Point, on: Vec2| {
            let disc = kurbo::Circle::new(side.middle(at, on), side.style.width.0 / 2.0).to_path(TOLERANCE);
            area.extend(if is_turned { disc.reverse_subpaths() } else { disc });
        };
        let segments: Vec<PathSeg> = part.segments().collect();
        if let (Some(first), Some(last)) = (segments.first(), segments.last()) {
            disc(first.start(), direction(first, 0.0));
            disc(last.end(), direction(last, 1.0));
        }
    }
    area
}

/// The parts of a path, each with its own beginning.
fn split(path: &BezPath) -> Vec<BezPath> {
    let mut parts: Vec<BezPath> = Vec::new();
    for step in path.iter() {
        match (step, parts.last_mut()) {
            (kurbo::PathEl::MoveTo(_), _) | (_, None) => parts.push(BezPath::from_iter([step])),
            (_, Some(part)) => part.push(step),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LineCap;
    use crate::scene::Origin;
    use crate::units::{Color, Pt, Rect};

    /// Whether the line of a square of 100 points, 4 wide with dashes of 10 and gaps of 8, is seen at a point.
    fn is_seen(align: StrokeAlign, cap: LineCap, at: (f64, f64)) -> bool {
        let path = Arc::new(Rect::new(0.0, 0.0, 100.0, 100.0).to_path(TOLERANCE));
        let style = StrokeStyle {
            dashes: vec![Pt(10.0), Pt(8.0)],
            align,
            cap,
            ..StrokeStyle::new(Color::BLACK, Pt(4.0))
        };
        let paint = Paint::Solid(Color::BLACK);
        let items = super::super::line::items(&path, FillRule::NonZero, &style, &paint, Origin(None));
        let ItemKind::Group(group) = &items[0].kind else {
            panic!("{items:?}")
        };
        let (clip, rule) = group.clip.as_ref().expect("a clip");
        let is_in = match rule {
            FillRule::NonZero => clip.winding(at.into()) != 0,
            FillRule::EvenOdd => clip.winding(at.into()) % 2 != 0,
        };
        let area = match &group.items[0].kind {
            ItemKind::Fill { path, .. } => BezPath::clone(path),
            ItemKind::Stroke { path, stroke, .. } => {
                kurbo::stroke(path.iter(), stroke, &StrokeOpts::default(), TOLERANCE)
            }
            other => panic!("{other:?}"),
        };
        is_in && area.winding(at.into()) != 0
    }

    #[test]
    fn gaps_of_a_line_on_one_side_are_as_long_as_on_the_outline() {
        for (align, way) in [(StrokeAlign::Inside, 1.0), (StrokeAlign::Outside, -1.0)] {
            // The second dash goes from 18 to 28 on the upper side, which runs to the right.
            for (x, y, round, square, butt) in [
                (23.0, 0.2, true, true, true),
                (23.0, 3.8, true, true, true),
                (23.0, 4.2, false, false, false),
                (17.5, 2.0, true, true, false),
                (16.3, 2.0, true, true, false),
                (16.3, 0.2, false, true, false),
                (16.3, 3.8, false, true, false),
                (15.5, 2.0, false, false, false),
                (29.7, 2.0, true, true, false),
                (30.5, 2.0, false, false, false),
            ] {
                let at = (x, y * way);
                assert_eq!(is_seen(align, LineCap::Round, at), round, "round {align:?} {at:?}");
                assert_eq!(is_seen(align, LineCap::Square, at), square, "square {align:?} {at:?}");
                assert_eq!(is_seen(align, LineCap::Butt, at), butt, "butt {align:?} {at:?}");
            }
        }
    }

    #[test]
    fn dashes_grow_by_no_more_than_their_gaps() {
        assert_eq!(longer(&[10.0, 8.0], 4.0), [14.0, 4.0]);
        assert_eq!(longer(&[10.0, 3.0], 4.0), [13.0, 0.0]);
        assert_eq!(longer(&[5.0], 2.0), [7.0, 3.0]);
        assert_eq!(longer(&[5.0, 6.0, 7.0], 2.0), [7.0, 4.0, 9.0, 3.0, 8.0, 5.0]);
    }
}
