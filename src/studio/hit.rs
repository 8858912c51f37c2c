//! Which elements lie under the pointer or in a rectangle.
//!
//! Texts and codes are hit anywhere in their frames, texts along a curve near their letters, shapes where they are
//! painted, pictures where something of them is seen, groups where what is in them is and their mask does not hide it; and
//! so is it with what a rectangle touches, which therefore can begin and end within a border around the page. Where
//! nothing else lies, a small picture is hit in what is clear of it, too. Locked and hidden elements are not hit, nor those
//! whose condition does not hold for the values that are shown; the list of layers selects them.

use kurbo::{Circle, PathEl, Shape as _};

use crate::compose::{Kit, mask_outline, outline, picture_area};
use crate::images::Picture;
use crate::model::{
    Design, Element, ElementContent, Fields, FillRule, Form, Image, ImageSource, ShapeContent, TextContent, TextPath,
};
use crate::scene::{Asset, distance, is_inside};
use crate::units::{BezPath, Point, Rect, Size, Vec2};

use super::place::{Space, Stand};

/// How far a line may be from the curve that it stands for, in points.
const FLAT: f64 = 0.1;
/// A picture that takes more of the page than this is a frame or a ground of it: what is clear of it is never hit.
const SMALL: f64 = 0.5;

/// By what is known whether something of an element is seen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sight<'a> {
    /// With the decoded pictures; without it, and where one is not decoded, they are hit anywhere in their frames.
    pub kit: Option<&'a Kit>,
    /// The values that are shown; without them, all conditions hold.
    pub fields: Option<&'a Fields>,
}

/// How a point hits.
#[derive(Clone, Copy, Debug)]
pub struct Reach<'a> {
    /// How near to a line counts as on it, in points.
    pub tolerance: f64,
    pub sight: Sight<'a>,
}

/// What of pictures is hit.
#[derive(Clone, Copy, Debug)]
enum Part {
    Seen,
    /// The whole frame, up to so many square points.
    Frame(f64),
}

/// The elements of a page, or of a group on it, that lie under a point of the page, front to back. A group lies there
/// where one of its children does.
pub fn under(design: &Design, page: usize, group: Option<&str>, at: Point, reach: Reach<'_>) -> Vec<String> {
    let (Some(list), Some(space)) = (design.list(page, group), Space::of(design, group)) else {
        return Vec::new();
    };
    if is_masked_away(design, group, at) {
        return Vec::new();
    }
    let mask = group.and_then(|name| acting_mask(design.element(name)?));
    let inside = space.affine.inverse() * at;
    let names = |part| -> Vec<String> {
        let found = hit(list, mask, inside, reach, part);
        found.map(|element| element.name.clone()).collect()
    };
    let seen = names(Part::Seen);
    if !seen.is_empty() {
        return seen;
    }
    let area = design.pages.get(page).map_or(0.0, |page| page.width.0 * page.height.0);
    names(Part::Frame(area * SMALL))
}

/// The element under a point that is no group, and the groups around it, the outermost first.
pub fn deepest(design: &Design, page: usize, at: Point, reach: Reach<'_>) -> Option<(Vec<String>, String)> {
    let mut list = design.list(page, None)?;
    let (mut inside, mut groups, mut mask) = (at, Vec::new(), None);
    loop {
        let element = hit(list, mask, inside, reach, Part::Seen).next()?;
        if element.children().is_empty() {
            return Some((groups, element.name.clone()));
        }
        inside = Space::PAGE.inside(element).affine.inverse() * inside;
        groups.push(element.name.clone());
        mask = acting_mask(element);
        list = element.children();
    }
}

/// The elements of a page, or of a group on it, that a rectangle of the page touches, from the back to the front.
pub fn touched(design: &Design, page: usize, group: Option<&str>, area: Rect, sight: Sight<'_>) -> Vec<String> {
    let (Some(list), Some(space)) = (design.list(page, group), Space::of(design, group)) else {
        return Vec::new();
    };
    let mask = group.and_then(|name| acting_mask(design.element(name)?));
    let is_within_mask = mask.is_none_or(|mask| mask_meets(mask, &space, area.abs()));
    seen_of(list, mask, is_within_mask)
        .filter(|element| is_touched(element, &space, area.abs(), sight))
        .map(|element| element.name.clone())
        .collect()
}

fn is_touched(element: &Element, space: &Space, area: Rect, sight: Sight<'_>) -> bool {
    if !is_free(element, sight) || !touches(&Stand::of(element, space), area) {
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
            let mask = acting_mask(element);
            let is_within_mask = mask.is_none_or(|mask| mask_meets(mask, &inside, area));
            let mut others = group.children.iter().filter(|child| !is_mask(child, mask));
            is_in_clip && is_within_mask && others.any(|child| is_touched(child, &inside, area, sight))
        }
        ElementContent::Shape(shape) => {
            let (path, rule) = on_page(&shape.form);
            let reach = reach_of_line(shape);
            (is_filled(shape) && meets_inside(&path, rule, area)) || meets_line(&path, area.inflate(reach, reach))
        }
        ElementContent::Image(image) => {
            let frame = Rect::new(0.0, 0.0, element.width.0, element.height.0);
            shows(
                image,
                frame,
                inside.affine.inverse().transform_rect_bbox(area),
                sight.kit,
            )
        }
        ElementContent::Qr(_) | ElementContent::Chips(_) => true,
        ElementContent::Text(text) => curve(text, element).is_none_or(|(path, reach)| {
            let path = inside.affine * path;
            meets_line(&path, area.inflate(reach, reach))
        }),
    }
}

fn is_free(element: &Element, sight: Sight<'_>) -> bool {
    !element.hidden && !element.locked && is_shown(element, sight)
}

/// Whether its condition holds for what is shown.
fn is_shown(element: &Element, sight: Sight<'_>) -> bool {
    let condition = element.show.as_ref().zip(sight.fields);
    condition.is_none_or(|(condition, fields)| condition.holds(fields))
}

/// The mask of a group that cuts the others now.
fn acting_mask(group: &Element) -> Option<&Element> {
    group.mask().filter(|mask| !mask.hidden)
}

fn is_mask(element: &Element, mask: Option<&Element>) -> bool {
    mask.is_some_and(|mask| std::ptr::eq(mask, element))
}

/// The elements of a list, without those that their mask hides; the mask itself is worked on like the others, wherever
/// it is.
fn seen_of<'e>(
    list: &'e [Element],
    mask: Option<&'e Element>,
    is_within_mask: bool,
) -> impl DoubleEndedIterator<Item = &'e Element> {
    list.iter()
        .filter(move |element| is_within_mask || is_mask(element, mask))
}

/// Whether a point of the coordinates of its group is within a mask.
fn mask_has(mask: &Element, at: Point) -> bool {
    let (path, rule) = mask_outline(mask, Vec2::ZERO);
    is_inside(&path, rule, at)
}

/// Whether a mask has a point in a rectangle of the page; `space` is that of its group.
fn mask_meets(mask: &Element, space: &Space, area: Rect) -> bool {
    let (path, rule) = mask_outline(mask, Vec2::ZERO);
    let path = space.affine * path;
    meets_inside(&path, rule, area) || meets_line(&path, area)
}

/// Whether a group lies in another one whose mask leaves nothing of a point of the page.
fn is_masked_away(design: &Design, group: Option<&str>, at: Point) -> bool {
    let around = group.and_then(|name| design.locate(name)).map(|located| located.groups);
    around.into_iter().flatten().any(|outer| {
        let mask = design.element(&outer).and_then(acting_mask);
        let space = Space::of(design, Some(&outer));
        mask.zip(space)
            .is_some_and(|(mask, space)| !mask_has(mask, space.affine.inverse() * at))
    })
}

fn hit<'e>(
    list: &'e [Element],
    mask: Option<&'e Element>,
    at: Point,
    reach: Reach<'_>,
    part: Part,
) -> impl Iterator<Item = &'e Element> {
    let is_within_mask = mask.is_none_or(|mask| mask_has(mask, at));
    seen_of(list, mask, is_within_mask)
        .rev()
        .filter(move |element| is_free(element, reach.sight) && is_hit(element, at, reach, part))
}

/// Whether a point of the coordinates in which the element stands is on it.
fn is_hit(element: &Element, at: Point, reach: Reach<'_>, part: Part) -> bool {
    let tolerance = reach.tolerance;
    let at = Space::PAGE.inside(element).affine.inverse() * at;
    let frame = Rect::new(0.0, 0.0, element.width.0, element.height.0);
    let is_in_frame = || {
        let around = frame.inflate(tolerance, tolerance);
        at.x >= around.x0 && at.x <= around.x1 && at.y >= around.y0 && at.y <= around.y1
    };
    match &element.content {
        ElementContent::Group(group) => {
            let in_clip = group.clip.as_ref().is_none_or(|mask| {
                let (path, rule) = outline(mask, frame);
                is_inside(&path, rule, at)
            });
            let mask = acting_mask(element);
            // It is not painted.
            let is_painted = |child: &Element| !is_mask(child, mask);
            in_clip && hit(&group.children, mask, at, reach, part).any(is_painted)
        }
        ElementContent::Shape(shape) => hits_shape(shape, frame, at, tolerance),
        ElementContent::Image(image) => {
            is_in_frame()
                && match part {
                    Part::Seen => shows(
                        image,
                        frame,
                        Rect::from_center_size(at, Size::new(2.0 * tolerance, 2.0 * tolerance)),
                        reach.sight.kit,
                    ),
                    Part::Frame(most) => frame.area() <= most,
                }
        }
        ElementContent::Text(text) => match curve(text, element) {
            Some((path, letters)) => distance(&path, at) <= letters + tolerance,
            None => is_in_frame(),
        },
        ElementContent::Qr(_) | ElementContent::Chips(_) => is_in_frame(),
    }
}

/// Whether a rectangle of the frame of a picture has something of it that is seen.
fn shows(image: &Image, frame: Rect, part: Rect, kit: Option<&Kit>) -> bool {
    if image.background.as_ref().is_some_and(|paint| !paint.is_clear()) {
        return true;
    }
    let ImageSource::Asset(path) = &image.source else {
        return true;
    };
    match kit.and_then(|kit| kit.assets.get(path)) {
        Some(Asset::Picture(picture)) if !picture.opaque => {
            let size = Size::new(f64::from(picture.width), f64::from(picture.height));
            let area = picture_area(size, frame, image);
            is_painted(picture, area, part.intersect(frame))
        }
        _ => true,
    }
}

/// Whether any pixel of a picture that lies in an area is not clear in a part of that.
fn is_painted(picture: &Picture, area: Rect, part: Rect) -> bool {
    let range = |from: f64, to: f64, length: f64, count: u32| {
        let count = f64::from(count);
        let pixel = |at: f64| (at / length * count).clamp(0.0, count);
        // One at least, however little of it is meant.
        let start = pixel(from).floor();
        start as usize..pixel(to).ceil().max(start + 1.0).min(count) as usize
    };
    let across = range(part.x0 - area.x0, part.x1 - area.x0, area.width(), picture.width);
    let mut down = range(part.y0 - area.y0, part.y1 - area.y0, area.height(), picture.height);
    down.any(|y| {
        let row = y * picture.width as usize;
        let pixels = picture.pixels.get((row + across.start) * 4..(row + across.end) * 4);
        pixels.is_some_and(|pixels| pixels.as_chunks::<4>().0.iter().any(|[_, _, _, alpha]| *alpha > 0))
    })
}

/// The curve that a text follows, from the corner of its frame, and how far from it its letters reach; `None` for a
/// text in a frame. What lies within a circle of words is not under them.
fn curve(text: &TextContent, element: &Element) -> Option<(BezPath, f64)> {
    let path = match text.path.as_ref()? {
        TextPath::Arc { radius, .. } => {
            let middle = Point::new(element.width.0 / 2.0, element.height.0 / 2.0);
            Circle::new(middle, radius.0).to_path(FLAT)
        }
        // One that cannot be read is hit in its frame, where it is mended.
        TextPath::Path { d } => BezPath::from_svg(d).ok()?,
    };
    let sizes = text.all_spans().filter_map(|span| span.style.size);
    let largest = sizes.fold(text.style.size.0, |largest, size| largest.max(size.0));
    Some((path, largest))
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
