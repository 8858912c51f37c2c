//! Which constant elements may be painted before everything that changes.
//!
//! What is painted first is prepared once for all credentials of a design. A constant element that lies after a changing
//! one may come before it when the two cannot touch, whatever the values are; what is seen is the same.

use crate::model::{Element, ElementContent, FitPolicy, Form, ShapeContent, TextContent};
use crate::units::{Affine, Rect, Vec2};

/// For each element whether it is painted with the constant ones; `constant` says which could be.
pub(super) fn painted_first(elements: &[Element], constant: &[bool]) -> Vec<bool> {
    // What has to be painted later; `None` for what may reach anywhere.
    let mut later: Vec<Option<Rect>> = Vec::new();
    elements
        .iter()
        .zip(constant)
        .map(|(element, is_constant)| {
            let reach = reach(element);
            let is_free = later.iter().all(|other| match (other, reach) {
                (Some(other), Some(reach)) => !touch(*other, reach),
                _ => false,
            });
            let first = *is_constant && is_free;
            if !first && !element.hidden {
                later.push(reach);
            }
            first
        })
        .collect()
}

fn touch(a: Rect, b: Rect) -> bool {
    a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1
}

/// An area that the element never leaves; `None` when there is none to be told.
fn reach(element: &Element) -> Option<Rect> {
    let frame = Rect::new(
        element.x.0,
        element.y.0,
        element.x.0 + element.width.0.max(0.0),
        element.y.0 + element.height.0.max(0.0),
    );
    let margin = match &element.content {
        ElementContent::Text(text) => text_margin(text)?,
        ElementContent::Shape(shape) => shape_margin(shape)?,
        ElementContent::Image(_) | ElementContent::Qr(_) => 0.0,
        // They grow with what they hold, or hold what does.
        ElementContent::Chips(_) | ElementContent::Group(_) => return None,
    };
    let turn = Affine::rotate_about(element.rotation.to_radians(), frame.center());
    let blur = 1.5 * element.blur.0.max(0.0);
    let own = turn
        .transform_rect_bbox(frame.inflate(margin, margin))
        .inflate(blur, blur);
    let shadow = element.shadow.map(|shadow| {
        let soft = 1.5 * shadow.blur.0.max(0.0);
        own.inflate(soft, soft) + Vec2::new(shadow.x.0, shadow.y.0)
    });
    Some(shadow.map_or(own, |shadow| own.union(shadow)))
}

/// How far letters, marks above and below them included, stand out of the frame of a text that fits it: never more than
/// twice their size. A text that grows, follows a curve or is too wide for one line may be anywhere.
fn text_margin(text: &TextContent) -> Option<f64> {
    if text.path.is_some()
        || matches!(
            text.fit.policy,
            FitPolicy::Grow | FitPolicy::AutoWidth | FitPolicy::ShrinkToWidth
        )
    {
        return None;
    }
    let largest = text
        .all_spans()
        .map(|span| text.style.with(&span.style).size.0)
        .fold(text.style.size.0, f64::max);
    Some(2.0 * largest)
}

/// How far a shape stands out of its frame; a path may go anywhere.
fn shape_margin(shape: &ShapeContent) -> Option<f64> {
    if matches!(shape.form, Form::Path { .. }) {
        return None;
    }
    // A pointed corner stands out by half the width times the miter limit.
    Some(shape.stroke.as_ref().map_or(0.0, |stroke| stroke.width.0 * 4.0))
}
