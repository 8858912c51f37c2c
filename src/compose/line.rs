//! The lines along outlines: on which side they lie, and what an open one ends with.

use std::sync::Arc;

use kurbo::{ParamCurve, ParamCurveArclen, PathSeg};

use crate::model::{FillRule, LineEnd, StrokeAlign, StrokeStyle};
use crate::scene::{Group, Item, ItemKind, Origin, Paint};
use crate::units::{BezPath, Cap, Color, Join, Point, Rect, Shape, Stroke, Vec2};

use super::dashes;
use super::shape::stroke;

/// How large the end of a line is, in widths of the line.
const END: f64 = 5.0;
/// How exactly the length of a curve is measured, in points.
const ACCURACY: f64 = 1e-3;
/// How exactly a circle is drawn, in points.
const TOLERANCE: f64 = 0.01;

/// An outline drawn in a style.
pub(super) fn items(
    path: &Arc<BezPath>,
    rule: FillRule,
    style: &StrokeStyle,
    paint: &Paint,
    origin: Origin,
) -> Vec<Item> {
    if style.width.0 <= 0.0 {
        return Vec::new();
    }
    let is_open = !path
        .elements()
        .iter()
        .any(|part| matches!(part, kurbo::PathEl::ClosePath));
    if is_open && (style.start != LineEnd::Plain || style.end != LineEnd::Plain) {
        return in_one_tone(paint, origin, |paint| with_ends(path, style, paint, origin));
    }
    let line = |width: f64| ItemKind::Stroke {
        path: Arc::clone(path),
        stroke: Stroke { width, ..stroke(style) },
        paint: paint.clone(),
    };
    if is_open || style.align == StrokeAlign::Center {
        let kind = line(style.width.0);
        return vec![Item { origin, kind }];
    }
    if style.align == StrokeAlign::Inside && style.dashes.is_empty() && is_covered(path, style.width.0) {
        let kind = ItemKind::Fill {
            path: Arc::clone(path),
            rule,
            paint: paint.clone(),
        };
        return vec![Item { origin, kind }];
    }
    // Twice as wide, of which one half is cut off.
    let kind = dashes::aligned(path, rule, style, paint).unwrap_or_else(|| line(style.width.0 * 2.0));
    let clip = match style.align {
        StrokeAlign::Outside => outside(path, style),
        StrokeAlign::Inside | StrokeAlign::Center => (Arc::clone(path), rule),
    };
    let group = Group {
        clip: Some(clip),
        items: vec![Item { origin, kind }],
        ..Group::default()
    };
    vec![Item {
        origin,
        kind: ItemKind::Group(group),
    }]
}

/// Whether a line inside of a form leaves nothing of it. The line itself, wider than the form's curves are round, would
/// have holes in some readers.
fn is_covered(path: &BezPath, width: f64) -> bool {
    let bounds = path.bounding_box();
    width >= bounds.width().min(bounds.height()) / 2.0
}

/// Everything around a path, as far as its line reaches: an area with a hole. Where a path crosses itself the line is
/// seen inside, too; forms that do are rare.
fn outside(path: &BezPath, style: &StrokeStyle) -> (Arc<BezPath>, FillRule) {
    // A pointed corner stands out by half the width of the doubled line times the miter limit.
    let reach = style.width.0 * 5.0 + 1.0;
    let mut area = path.bounding_box().inflate(reach, reach).to_path(TOLERANCE);
    area.extend(path.iter());
    (Arc::new(area), FillRule::EvenOdd)
}

/// What is painted in a colour that lets through, as one: where its parts overlap it is no darker.
fn in_one_tone(paint: &Paint, origin: Origin, items: impl Fn(&Paint) -> Vec<Item>) -> Vec<Item> {
    match paint {
        Paint::Solid(color) if color.a < 255 => {
            let group = Group {
                opacity: f32::from(color.a) / 255.0,
                items: items(&Paint::Solid(Color { a: 255, ..*color })),
                ..Group::default()
            };
            let kind = ItemKind::Group(group);
            vec![Item { origin, kind }]
        }
        _ => items(paint),
    }
}

/// An open line with its ends. The line stops within them, so that its own end does not stand out of a tip.
fn with_ends(path: &BezPath, style: &StrokeStyle, paint: &Paint, origin: Origin) -> Vec<Item> {
    let mut segments: Vec<PathSeg> = path.segments().collect();
    let mut ends = Vec::new();
    let width = style.width.0;
    if let Some(first) = segments.first_mut() {
        let (tip, back) = (first.start(), -direction(first, 0.0));
        ends.push((style.start, tip, back));
        *first = shortened(&first.reverse(), covered(style.start) * width).reverse();
    }
    if let Some(last) = segments.last_mut() {
        let (tip, on) = (last.end(), direction(last, 1.0));
        ends.push((style.end, tip, on));
        *last = shortened(last, covered(style.end) * width);
    }
    let shaft = BezPath::from_path_segments(segments.into_iter());
    let kind = ItemKind::Stroke {
        path: Arc::new(shaft),
        stroke: stroke(style),
        paint: paint.clone(),
    };
    let mut items = vec![Item { origin, kind }];
    items.extend(ends.into_iter().filter_map(|(end, tip, on)| {
        let kind = end_item(end, tip, on, width, paint)?;
        Some(Item { origin, kind })
    }));
    items
}

/// Over how many widths of the line an end covers it.
fn covered(end: LineEnd) -> f64 {
    match end {
        LineEnd::Arrow => END * 0.8,
        // As far as the point of the corner stands out before the tip.
        LineEnd::OpenArrow => 0.9,
        LineEnd::Plain | LineEnd::Dot | LineEnd::Bar => 0.0,
    }
}

/// The last part of a line cut off; at most nearly all of it.
fn shortened(segment: &PathSeg, by: f64) -> PathSeg {
    let length = segment.arclen(ACCURACY);
    if by <= 0.0 || length <= 0.0 {
        return *segment;
    }
    let keep = (length - by).max(length * 0.01);
    segment.subsegment(0.0..segment.inv_arclen(keep, ACCURACY))
}

/// Where a line goes at its beginning (0) or its end (1).
pub(super) fn direction(segment: &PathSeg, at: f64) -> Vec2 {
    // A handle that lies on its point says nothing; a little further on the line has a direction.
    let (a, b) = if at < 0.5 { (0.0, 0.01) } else { (0.99, 1.0) };
    let way = segment.eval(b) - segment.eval(a);
    let length = way.hypot();
    if length > 0.0 {
        way / length
    } else {
        Vec2::new(1.0, 0.0)
    }
}

fn end_item(end: LineEnd, tip: Point, on: Vec2, width: f64, paint: &Paint) -> Option<ItemKind> {
    let aside = Vec2::new(-on.y, on.x);
    let (back, half) = (tip - on * (END * width), aside * (END * width * 0.42));
    let fill = |path: BezPath| ItemKind::Fill {
        path: Arc::new(path),
        rule: FillRule::NonZero,
        paint: paint.clone(),
    };
    let line = |points: &[Point]| {
        let mut path = BezPath::new();
        for (index, point) in points.iter().enumerate() {
            if index == 0 {
                path.move_to(*point);
            } else {
                path.line_to(*point);
            }
        }
        path
    };
    let stroked = |points: &[Point], cap: Cap| ItemKind::Stroke {
        path: Arc::new(line(points)),
        stroke: Stroke::new(width).with_caps(cap).with_join(Join::Miter),
        paint: paint.clone(),
    };
    Some(match end {
        LineEnd::Plain => return None,
        LineEnd::Arrow => {
            let mut path = line(&[tip, back + half, back - half]);
            path.close_path();
            fill(path)
        }
        LineEnd::OpenArrow => {
            // The tip of the corner, not its middle, is the end of the line.
            let inner = tip - on * (width * 1.1);
            stroked(&[back + half, inner, back - half], Cap::Butt)
        }
        LineEnd::Dot => {
            let reach = END * width / 2.0;
            let around = Rect::from_center_size(tip, (2.0 * reach, 2.0 * reach));
            fill(kurbo::Ellipse::from_rect(around).to_path(TOLERANCE))
        }
        LineEnd::Bar => stroked(&[tip + half, tip - half], Cap::Butt),
    })
}
