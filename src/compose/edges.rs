//! Texts whose frames grow, and the edges of the page.

use crate::diag::Problem;
use crate::model::{Design, Element, ElementContent, FitPolicy, Flip, Page, TextContent};
use crate::units::{Affine, PT_PER_MM, Rect, Vec2};

use super::Composer;

/// How far a text may reach over an edge before it is reported, in points.
const TOLERANCE: f64 = 0.5;

/// Where an element stands, for one whose text may leave the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// From the coordinates around the element to the page.
    pub(super) around: Affine,
    pub(super) origin: Vec2,
    page: Rect,
    /// How far from the page's edges cutting may go wrong, in points.
    safe: f64,
}

/// Whether a text grows with what it says, so that it may leave the page.
pub(super) fn watches(text: &TextContent) -> bool {
    text.path.is_none() && matches!(text.fit.policy, FitPolicy::Grow | FitPolicy::AutoWidth)
}

/// Where an element stands on a page (from 1); `None` for one whose text keeps to its frame, or that is not there.
pub fn standing(design: &Design, page: u32, element: &Element) -> Option<Standing> {
    let ElementContent::Text(text) = &element.content else {
        return None;
    };
    let sheet = design
        .pages
        .get(page.checked_sub(1)? as usize)
        .filter(|_| watches(text))?;
    let (around, origin) = find(&sheet.elements, &element.name, Affine::IDENTITY, Vec2::ZERO)?;
    Some(Standing {
        around,
        origin,
        page: area(sheet),
        safe: sheet.aids.safe.0,
    })
}

/// Looks for an element by name: how everything around it is turned, and where its own coordinates begin.
fn find(elements: &[Element], name: &str, around: Affine, offset: Vec2) -> Option<(Affine, Vec2)> {
    elements.iter().find_map(|element| {
        let inside = around * turn(element, frame(element, offset));
        let origin = offset + Vec2::new(element.x.0, element.y.0);
        if element.name == name {
            return Some((inside, origin));
        }
        find(element.children(), name, inside, origin)
    })
}

/// The frame of an element; `offset` is where the coordinates of its parent begin.
pub(super) fn frame(element: &Element, offset: Vec2) -> Rect {
    Rect::from_origin_size(
        (element.x.0 + offset.x, element.y.0 + offset.y),
        (element.width.0.max(0.0), element.height.0.max(0.0)),
    )
}

/// How an element is turned over and round the middle of its frame.
pub(super) fn turn(element: &Element, frame: Rect) -> Affine {
    if element.rotation.rem_euclid(360.0) == 0.0 && element.flip == Flip::None {
        return Affine::IDENTITY;
    }
    let middle = frame.center().to_vec2();
    let reflect = Affine::translate(middle) * element.flip.affine() * Affine::translate(-middle);
    Affine::rotate_about(element.rotation.to_radians(), frame.center()) * reflect
}

fn area(page: &Page) -> Rect {
    Rect::new(0.0, 0.0, page.width.0, page.height.0)
}

impl Composer<'_> {
    /// Reports a text that leaves the page or comes too near to its edge; `extent` in the coordinates around the element.
    pub(super) fn watch_edges(&mut self, element: &Element, extent: Rect) {
        let page = (self.page as usize)
            .checked_sub(1)
            .and_then(|at| self.design.pages.get(at));
        if let Some(page) = page {
            let (turned, area, safe) = (self.turn.transform_rect_bbox(extent), area(page), page.aids.safe.0);
            self.problem_at_edges(element, turned, area, safe);
        }
    }

    pub(super) fn watch_standing(&mut self, element: &Element, extent: Rect, standing: &Standing) {
        let turned = standing.around.transform_rect_bbox(extent + standing.origin);
        self.problem_at_edges(element, turned, standing.page, standing.safe);
    }

    fn problem_at_edges(&mut self, element: &Element, extent: Rect, page: Rect, safe: f64) {
        let over = beyond(extent, page);
        let hint = "Let the text shrink, move the element, or shorten the text";
        if over > TOLERANCE {
            self.beyond = self.beyond.max(over);
            let message = format!("The text leaves the page by {:.1} mm", over / PT_PER_MM);
            self.problem(element, Problem::warning("text-off-page", message).hint(hint));
        } else if safe > 0.0 && beyond(extent, page.inset(-safe)) > TOLERANCE {
            let message = "The text lies where cutting may go wrong";
            self.problem(element, Problem::warning("text-near-edge", message).hint(hint));
        }
    }
}

/// How far a rectangle stands out of another, in points.
pub(super) fn beyond(inner: Rect, outer: Rect) -> f64 {
    (outer.x0 - inner.x0)
        .max(inner.x1 - outer.x1)
        .max(outer.y0 - inner.y0)
        .max(inner.y1 - outer.y1)
}
