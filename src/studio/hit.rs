//! Which elements lie under the pointer or in a rectangle.
//!
//! Texts, pictures and codes are hit anywhere in their frames, shapes where they are painted, groups where what is in
//! them is; and so is it with what a rectangle touches, which therefore can begin and end within a border around the page.
//! Locked and hidden elements are not hit; the list of layers selects them.

use kurbo::PathEl;

use crate::compose::outline;
use crate::model::{Design, Element, ElementContent, FillRule, Form, ShapeContent};
use crate::scene::{distance, is_inside};
use crate::units::{BezPath, Point, Rect, Vec2};

use super::place::{Space, Stand};

/// How far a line may be from the curve that it stands for, in points.
const FLAT: f64 = 0.1;

/// The elements of a page, or of a group on it, that lie under a point of the page, front to back. A group lies there
/// where one of its children does. `tolerance` is in points.
pub fn under(design: &Design, page: usize, group: Option<&str>, at: Point, tolerance: f64) -> Vec<String> {
    let (Some(list), Some(space)) = (design.list(page, group), Space::of(design, group)) else {
        return Vec::new();
    };
    let inside = space.affine.inverse() * at;
    hit(list, inside, tolerance)
        .map(|element| element.name.clone())
        .collect()
}

/// The element under a point that is no group, and the groups around it, the outermost first.
pub fn deepest(design: &Design, page: usize, at: Point, tolerance: f64) -> Option<(Vec<String>, String)> {
    let mut list = design.list(page, None)?;
    let (mut inside, mut groups) = (at, Vec::new());
    loop {
        let element = hit(list, inside, tolerance).next()?;
        if element.children().is_empty() {
            return Some((groups, element.name.clone()));
        }
        inside = Space::PAGE.inside(element).affine.inverse() * inside;
        groups.push(element.name.clone());
        list = element.children();
    }
}

/// The elements of a page, or of a group on it, that a rectangle of the page touches, from the back to the front.
pub fn touched(design: &Design, page: usize, group: Option<&str>, area: Rect) -> Vec<String> {
    let (Some(list), Some(space)) = (design.list(page, group), Space::of(design, group)) else {
        return Vec::new();
    };
    list.iter()
        .filter(|element| is_touched(element, &space, area.abs()))
        .map(|element| element.name.clone())
        .collect()
}

fn is_touched(element: &Element, space: &Space, area: Rect) -> bool {
    if !is_free(element) || !touches(&Stand::of(element, space), area) {
        return false;
    }
    let inside = space.inside(element);
    let on_page = |form: &Form| {
        let frame = Rect::new(0.0, 0.0, element.width.0, element.height.0);
        let (path, rule) = outline(form, frame);
        (inside.affine * path, rule)
    };
    match &element.content {
        ElementContent::Group(group) => {
            let is_in_clip = group.clip.as_ref().is_none_or(|mask| {
                let (path, rule) = on_page(mask);
                meets_inside(&path, rule, area) || meets_line(&path, area)
            });
            is_in_clip && group.children.iter().any(|child| is_touched(child, &inside, area))
        }
        ElementContent::Shape(shape) => {
            let (path, rule) = on_page(&shape.form);
            let reach = reach_of_line(shape);
            (is_filled(shape) && meets_inside(&path, rule, area)) || meets_line(&path, area.inflate(reach, reach))
        }
        ElementContent::Text(_) | ElementContent::Image(_) | ElementContent::Qr(_) | ElementContent::Chips(_) => true,
    }
}

fn is_free(element: &Element) -> bool {
    !element.hidden && !element.locked
}

fn hit(list: &[Element], at: Point, tolerance: f64) -> impl Iterator<Item = &Element> {
    list.iter()
        .rev()
        .filter(move |element| is_free(element) && is_hit(element, at, tolerance))
}

/// Whether a point of the coordinates in which the element stands is on it.
fn is_hit(element: &Element, at: Point, tolerance: f64) -> bool {
    let at = Space::PAGE.inside(element).affine.inverse() * at;
    let frame = Rect::new(0.0, 0.0, element.width.0, element.height.0);
    match &element.content {
        ElementContent::Group(group) => {
            let in_clip = group.clip.as_ref().is_none_or(|mask| {
                let (path, rule) = outline(mask, frame);
                is_inside(&path, rule, at)
            });
            in_clip && hit(&group.children, at, tolerance).next().is_some()
        }
        ElementContent::Shape(shape) => hits_shape(shape, frame, at, tolerance),
        ElementContent::Text(_) | ElementContent::Image(_) | ElementContent::Qr(_) | ElementContent::Chips(_) => {
            let reach = frame.inflate(tolerance, tolerance);
            at.x >= reach.x0 && at.x <= reach.x1 && at.y >= reach.y0 && at.y <= reach.y1
        }
    }
}

fn hits_shape(shape: &ShapeContent, frame: Rect, at: Point, tolerance: f64) -> bool {
    let (path, rule) = outline(&shape.form, frame);
    (is_filled(shape) && is_inside(&path, rule, at)) || distance(&path, at) <= reach_of_line(shape) + tolerance
}

/// Whether something is seen within its outline.
fn is_filled(shape: &ShapeContent) -> bool {
    let is_painted = shape.fill.as_ref().is_some_and(|paint| !paint.is_clear());
    is_painted && !matches!(shape.form, Form::Line {})
}

/// How far its line reaches from its outline, in points.
fn reach_of_line(shape: &ShapeContent) -> f64 {
    shape.stroke.as_ref().map_or(0.0, |stroke| stroke.width.0 / 2.0)
}

/// Whether the middle of a rectangle is inside a path: all of it is, when no line of the path [meets](meets_line) it.
fn meets_inside(path: &BezPath, rule: FillRule, area: Rect) -> bool {
    is_inside(path, rule, area.center())
}

/// Whether the line of a path has a point in a rectangle.
fn meets_line(path: &BezPath, area: Rect) -> bool {
    let (mut meets, mut last, mut start) = (false, Point::ZERO, Point::ZERO);
    kurbo::flatten(path, FLAT, |element| match element {
        PathEl::MoveTo(to) => (last, start) = (to, to),
        PathEl::LineTo(to) => {
            meets |= crosses(last, to, area);
            last = to;
        }
        PathEl::ClosePath => {
            meets |= crosses(last, start, area);
            last = start;
        }
        // A flat path has no curves.
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
    });
    meets
}

/// Whether a straight line has a point in a rectangle: they overlap both ways, and the corners are not all on one side.
fn crosses(from: Point, to: Point, area: Rect) -> bool {
    let ends = Rect::from_points(from, to);
    let overlap = ends.x0 <= area.x1 && area.x0 <= ends.x1 && ends.y0 <= area.y1 && area.y0 <= ends.y1;
    let side = |x: f64, y: f64| (to - from).cross(Point::new(x, y) - from);
    let sides = [
        side(area.x0, area.y0),
        side(area.x1, area.y0),
        side(area.x1, area.y1),
        side(area.x0, area.y1),
    ];
    overlap && !sides.iter().all(|side| *side > 0.0) && !sides.iter().all(|side| *side < 0.0)
}

/// Whether a turned frame and a level rectangle have a point in common: no side of either lies between them.
fn touches(stand: &Stand, area: Rect) -> bool {
    let frame = stand.corners();
    let area = Stand::level(area.abs()).corners();
    let turn = stand.angle.to_radians();
    let sides = [
        Vec2::new(1.0, 0.0),
        Vec2::new(0.0, 1.0),
        Vec2::new(turn.cos(), turn.sin()),
        Vec2::new(-turn.sin(), turn.cos()),
    ];
    sides.into_iter().all(|side| {
        let span = |corners: &[Point; 4]| {
            corners
                .iter()
                .map(|corner| corner.to_vec2().dot(side))
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
                    (low.min(x), high.max(x))
                })
        };
        let (a, b) = (span(&frame), span(&area));
        a.0 <= b.1 && b.0 <= a.1
    })
}
