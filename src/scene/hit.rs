//! Which element is under a point.

use super::{Glyph, GlyphRun, Group, ImageItem, Item, ItemKind, Origin, Page};
use crate::model::FillRule;
use crate::units::{Affine, BezPath, Point, Rect, Shape};

use kurbo::{ParamCurveNearest, PathEl};

/// How exactly the distance to a curve is measured, in points.
const ACCURACY: f64 = 1e-3;

/// How far a glyph reaches above and below its baseline, in parts of its size. Good for every script; a pointer is not
/// that exact.
const ASCENT: f64 = 0.95;
const DESCENT: f64 = 0.3;

impl Page {
    /// The origins of the items at a point of the page, front to back, each once.
    ///
    /// `tolerance` is in points; lines and thin forms are hit from that far away.
    pub fn hit(&self, point: Point, tolerance: f64) -> Vec<Origin> {
        let mut found = Vec::new();
        hit_items(&self.items, point, tolerance.max(0.0), &mut found);
        found
    }
}

fn hit_items(items: &[Item], point: Point, tolerance: f64, found: &mut Vec<Origin>) {
    for item in items.iter().rev() {
        let hit = match &item.kind {
            ItemKind::Fill { path, rule, .. } => is_inside(path, *rule, point) || distance(path, point) <= tolerance,
            ItemKind::Stroke { path, stroke, .. } => distance(path, point) <= stroke.width / 2.0 + tolerance,
            ItemKind::Glyphs(run) => hits_glyphs(run, point, tolerance),
            ItemKind::Image(image) => hits_image(image, point, tolerance),
            ItemKind::PdfPage(page) => reaches(page.area, point, tolerance),
            ItemKind::Shadow(shadow) => {
                if let Some((inside, scale)) = into(shadow.transform, point) {
                    hit_items(&shadow.items, inside, tolerance / scale, found);
                }
                false
            }
            ItemKind::Blurred(blurred) => {
                hit_items(&blurred.items, point, tolerance, found);
                false
            }
            ItemKind::Group(group) => {
                hit_group(group, point, tolerance, found);
                false
            }
        };
        if hit && !found.contains(&item.origin) {
            found.push(item.origin);
        }
    }
}

fn hit_group(group: &Group, point: Point, tolerance: f64, found: &mut Vec<Origin>) {
    let Some((inside, scale)) = into(group.transform, point) else {
        return;
    };
    let is_cut_off = group
        .clip
        .as_ref()
        .is_some_and(|(path, rule)| !is_inside(path, *rule, inside));
    if !is_cut_off {
        hit_items(&group.items, inside, tolerance / scale, found);
    }
}

/// The point in the coordinates before the transform, and how much the transform enlarges. `None` when the transform
/// flattens everything.
fn into(transform: Affine, point: Point) -> Option<(Point, f64)> {
    let scale = transform.determinant().abs().sqrt();
    (scale.is_finite() && scale > 1e-9).then(|| (transform.inverse() * point, scale))
}

fn hits_glyphs(run: &GlyphRun, point: Point, tolerance: f64) -> bool {
    let Some((point, scale)) = into(run.transform, point) else {
        return false;
    };
    let size = f64::from(run.size);
    run.glyphs.iter().any(|Glyph { x, y, advance, .. }| {
        let (x, y) = (f64::from(*x), f64::from(*y));
        let cell = Rect::new(x, y - ASCENT * size, x + f64::from(*advance), y + DESCENT * size);
        reaches(cell, point, tolerance / scale)
    })
}

fn hits_image(image: &ImageItem, point: Point, tolerance: f64) -> bool {
    let size = Rect::new(
        0.0,
        0.0,
        f64::from(image.picture.width),
        f64::from(image.picture.height),
    );
    into(image.transform, point).is_some_and(|(pixel, scale)| reaches(size, pixel, tolerance / scale))
}

fn reaches(area: Rect, point: Point, tolerance: f64) -> bool {
    let area = area.abs().inflate(tolerance, tolerance);
    point.x >= area.x0 && point.x <= area.x1 && point.y >= area.y0 && point.y <= area.y1
}

/// Whether a point is inside a path when every open part of it is closed, as filling does.
pub fn is_inside(path: &BezPath, rule: FillRule, point: Point) -> bool {
    if !reaches(path.control_box(), point, 0.0) {
        return false;
    }
    let winding = closed(path).winding(point);
    match rule {
        FillRule::NonZero => winding != 0,
        FillRule::EvenOdd => winding % 2 != 0,
    }
}

fn closed(path: &BezPath) -> BezPath {
    let mut result = BezPath::new();
    let mut open = false;
    for element in path.elements() {
        if matches!(element, PathEl::MoveTo(_)) && open {
            result.push(PathEl::ClosePath);
        }
        open = !matches!(element, PathEl::ClosePath);
        result.push(*element);
    }
    if open {
        result.push(PathEl::ClosePath);
    }
    result
}

/// The distance from a point to a path's line, in points; infinite when the path has no line.
pub fn distance(path: &BezPath, point: Point) -> f64 {
    path.segments()
        .map(|segment| segment.nearest(point, ACCURACY).distance_sq)
        .fold(f64::INFINITY, f64::min)
        .sqrt()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::images::Picture;
    use crate::scene::{Constant, Paint};
    use crate::units::{Color, Stroke};

    fn page(items: Vec<(u32, ItemKind)>) -> Page {
        Page {
            width: 100.0,
            height: 100.0,
            bleed: 0.0,
            constant: Constant::default(),
            items: items
                .into_iter()
                .map(|(origin, kind)| Item {
                    origin: Origin(Some(origin)),
                    kind,
                })
                .collect(),
            links: Vec::new(),
            codes: Vec::new(),
        }
    }

    fn fill(path: BezPath, rule: FillRule) -> ItemKind {
        ItemKind::Fill {
            path: Arc::new(path),
            rule,
            paint: Paint::Solid(Color::BLACK),
        }
    }

    fn square(x0: f64, y0: f64, x1: f64, y1: f64) -> BezPath {
        Rect::new(x0, y0, x1, y1).to_path(0.1)
    }

    fn at(page: &Page, x: f64, y: f64, tolerance: f64) -> Vec<u32> {
        page.hit(Point::new(x, y), tolerance)
            .iter()
            .filter_map(|origin| origin.0)
            .collect()
    }

    #[test]
    fn the_front_comes_first_and_each_element_once() {
        let page = page(vec![
            (1, fill(square(0.0, 0.0, 50.0, 50.0), FillRule::NonZero)),
            (2, fill(square(20.0, 20.0, 90.0, 90.0), FillRule::NonZero)),
            (1, fill(square(30.0, 30.0, 40.0, 40.0), FillRule::NonZero)),
        ]);
        assert_eq!(at(&page, 35.0, 35.0, 0.0), [1, 2]);
        assert_eq!(at(&page, 25.0, 25.0, 0.0), [2, 1]);
        assert_eq!(at(&page, 10.0, 10.0, 0.0), [1]);
        assert!(at(&page, 95.0, 5.0, 0.0).is_empty());
    }

    #[test]
    fn holes_follow_the_fill_rule_and_open_paths_are_closed() {
        let mut ring = square(0.0, 0.0, 60.0, 60.0);
        ring.extend(square(20.0, 20.0, 40.0, 40.0));
        assert!(at(&page(vec![(1, fill(ring.clone(), FillRule::EvenOdd))]), 30.0, 30.0, 1.0).is_empty());
        assert_eq!(
            at(&page(vec![(1, fill(ring, FillRule::NonZero))]), 30.0, 30.0, 1.0),
            [1]
        );
        let open = BezPath::from_svg("M0 0 L60 0 L60 60").expect("path");
        let page = page(vec![(1, fill(open, FillRule::NonZero))]);
        assert_eq!(at(&page, 50.0, 20.0, 0.0), [1]);
        assert!(at(&page, 20.0, 50.0, 0.0).is_empty());
    }

    #[test]
    fn lines_are_hit_from_as_far_as_their_width_and_the_tolerance() {
        let line = BezPath::from_svg("M10 50 L90 50").expect("path");
        let stroke = ItemKind::Stroke {
            path: Arc::new(line),
            stroke: Stroke::new(4.0),
            paint: Paint::Solid(Color::BLACK),
        };
        let page = page(vec![(1, stroke)]);
        assert_eq!(at(&page, 50.0, 51.9, 0.0), [1]);
        assert!(at(&page, 50.0, 53.0, 0.0).is_empty());
        assert_eq!(at(&page, 50.0, 53.0, 2.0), [1]);
    }

    #[test]
    fn groups_move_turn_and_cut() {
        let inner = Item {
            origin: Origin(Some(7)),
            kind: fill(square(0.0, 0.0, 10.0, 10.0), FillRule::NonZero),
        };
        let group = |clip| {
            ItemKind::Group(Group {
                transform: Affine::translate((50.0, 50.0)) * Affine::rotate(std::f64::consts::FRAC_PI_2),
                clip,
                items: vec![inner.clone()],
                ..Group::default()
            })
        };
        let whole = page(vec![(1, group(None))]);
        assert_eq!(at(&whole, 45.0, 55.0, 0.0), [7], "turned to the left of its origin");
        assert!(at(&whole, 55.0, 55.0, 0.0).is_empty());
        let cut = page(vec![(
            1,
            group(Some((Arc::new(square(0.0, 0.0, 4.0, 10.0)), FillRule::NonZero))),
        )]);
        assert_eq!(at(&cut, 45.0, 52.0, 0.0), [7]);
        assert!(at(&cut, 45.0, 57.0, 0.0).is_empty());
        let flat = ItemKind::Group(Group {
            transform: Affine::scale(0.0),
            items: vec![inner],
            ..Group::default()
        });
        assert!(at(&page(vec![(1, flat)]), 0.0, 0.0, 5.0).is_empty());
    }

    #[test]
    fn pictures_are_hit_within_their_turned_frame() {
        let picture = Arc::new(Picture::from_rgba(20, 10, vec![0; 800]).expect("picture"));
        let image = ItemKind::Image(ImageItem {
            picture,
            transform: Affine::translate((30.0, 30.0)) * Affine::rotate(std::f64::consts::FRAC_PI_4),
            alt: String::new(),
        });
        let page = page(vec![(3, image)]);
        assert_eq!(at(&page, 35.0, 40.0, 0.0), [3]);
        assert!(at(&page, 40.0, 31.0, 0.0).is_empty());
    }
}
