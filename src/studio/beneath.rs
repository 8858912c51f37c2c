//! What colour lies under a point, so that what is new is seen on it.

use crate::compose::outline;
use crate::model::{Design, Element, ElementContent, Paint};
use crate::scene::is_inside;
use crate::units::{Color, Point, Rect};

use super::place::Space;

/// Colours that differ less, in each of their parts, are hardly told apart.
const NEAR: u8 = 24;

/// The colour of a page at a point: of the foremost shape there, else of the page. `None` where it is not one colour, or is
/// that of a picture.
pub(super) fn color_at(design: &Design, page: usize, at: Point) -> Option<Color> {
    let page = design.pages.get(page)?;
    let shape = page.elements.iter().rev().find_map(|element| within(element, at));
    shape.unwrap_or_else(|| match (&page.background.image, &page.background.paint) {
        (Some(_), _) => None,
        (None, Some(paint)) => solid(paint),
        (None, None) => Some(Color::WHITE),
    })
}

/// What an element shows at a point of the space in which it stands; the outer `None` when that is nothing, the inner when
/// it has no one colour.
fn within(element: &Element, at: Point) -> Option<Option<Color>> {
    if element.hidden {
        return None;
    }
    let inside = Space::PAGE.inside(element).affine.inverse() * at;
    let frame = Rect::new(0.0, 0.0, element.width.0, element.height.0);
    match &element.content {
        ElementContent::Group(group) => group.children.iter().rev().find_map(|child| within(child, inside)),
        ElementContent::Shape(shape) => {
            let fill = shape.fill.as_ref().filter(|paint| !paint.is_clear())?;
            let (path, rule) = outline(&shape.form, frame);
            is_inside(&path, rule, inside).then(|| solid(fill))
        }
        ElementContent::Image(_) => frame.contains(inside).then_some(None),
        ElementContent::Qr(qr) => frame.contains(inside).then_some(qr.background),
        // Between letters lies what is under them.
        ElementContent::Text(_) | ElementContent::Chips(_) => None,
    }
}

fn solid(paint: &Paint) -> Option<Color> {
    match paint {
        Paint::Solid(color) => Some(*color),
        _ => None,
    }
}

/// Whether two colours are hardly told apart.
pub(super) fn is_near(one: Color, other: Color) -> bool {
    let parts = [(one.r, other.r), (one.g, other.g), (one.b, other.b)];
    parts.iter().all(|(one, other)| one.abs_diff(*other) < NEAR)
}
