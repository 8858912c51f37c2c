//! Resizing by the eight handles.

use crate::model::{Edit, ElementContent, FitPolicy, Property};
use crate::units::{Affine, Rect, Vec2};

use super::super::editor::{Editor, Proposal};
use super::super::handles::Grip;
use super::super::place::Stand;
use super::super::scale;
use super::super::snap::{Marks, stretched};
use super::Gesture;

/// No side becomes smaller by dragging, in points.
const SMALLEST: f64 = 1.0;

impl Editor {
    pub(super) fn follow_resize(&mut self, gesture: &Gesture, grip: Grip, from: &Stand) -> Option<Proposal> {
        let names = self.movable();
        // The key turns the lock round.
        let keeps_ratio = gesture.last.modifiers.shift != self.keeps_ratio();
        let (to, marks) = resized(gesture, grip, from, keeps_ratio);
        let mut edits = scale::stretch(&self.design, &names, from, &to);
        edits.extend(self.boxed(&names, grip));
        self.proposal(self.phrase("Resize", &names), Edit::many("Resize", edits), None, marks)
    }

    /// A text as wide as its letters gets a frame of its own when that is dragged or typed: its lines break at the sides, and all
    /// of it fits where the height was meant, too.
    pub(in super::super) fn boxed(&self, names: &[String], grip: Grip) -> Option<Edit> {
        let [name] = names else {
            return None;
        };
        let element = self.design.element(name).filter(|_| !self.is_locked())?;
        let ElementContent::Text(text) = &element.content else {
            return None;
        };
        if text.fit.policy != FitPolicy::AutoWidth || text.path.is_some() {
            return None;
        }
        let mut text = text.clone();
        text.fit.policy = match grip.y {
            0 => FitPolicy::Grow,
            _ => FitPolicy::default(),
        };
        Some(Edit::set(name, Property::Content(Box::new(ElementContent::Text(text)))))
    }
}

/// How the frame stands after a handle was dragged.
pub(super) fn resized(gesture: &Gesture, grip: Grip, from: &Stand, keeps_ratio: bool) -> (Stand, Marks) {
    let own = Rect::new(
        -from.width / 2.0,
        -from.height / 2.0,
        from.width / 2.0,
        from.height / 2.0,
    );
    let way = (Affine::rotate(-from.angle.to_radians()) * gesture.way().to_point()).to_vec2();
    let centered = gesture.last.modifiers.alt;
    let mut moving = (grip.x, grip.y);
    if keeps_ratio && grip.is_corner() {
        // The side that changed more leads; the other one follows.
        let grown = |side: i8, by: f64, length: f64| (f64::from(side) * by / length.max(1e-9)).abs();
        if grown(grip.x, way.x, from.width) >= grown(grip.y, way.y, from.height) {
            moving.1 = 0;
        } else {
            moving.0 = 0;
        }
    }
    let mut marks = Marks::default();
    let mut way = way;
    if let Some(tolerance) = gesture.tolerance().filter(|_| from.angle == 0.0) {
        let offset = from.center.to_vec2();
        let (further, found) = gesture
            .snapper
            .resized(stretched(own, moving, way) + offset, moving, tolerance);
        way += further;
        marks = found;
    }
    let mut to = stretched(own, moving, way);
    if centered {
        to = stretched(to, (-moving.0, -moving.1), -way);
    }
    if keeps_ratio {
        to = with_ratio(to, own, grip, moving, centered);
    }
    (placed(to, own, from), marks)
}

/// Brings the side that does not lead to the ratio that the frame had.
fn with_ratio(to: Rect, own: Rect, grip: Grip, moving: (i8, i8), centered: bool) -> Rect {
    let leads_across = moving.0 != 0;
    let factor = if leads_across {
        to.width() / own.width()
    } else {
        to.height() / own.height()
    };
    if !factor.is_finite() {
        return to;
    }
    let mut to = to;
    let (length, side) = if leads_across {
        (own.height() * factor, grip.y)
    } else {
        (own.width() * factor, grip.x)
    };
    let (first, last) = match (centered, side) {
        // From the middle, and where only one side is dragged, it grows both ways.
        (true, _) | (false, 0) => (-length / 2.0, length / 2.0),
        (false, side) => {
            let half = if leads_across { own.height() } else { own.width() } / 2.0;
            if side > 0 {
                (-half, -half + length)
            } else {
                (half - length, half)
            }
        }
    };
    if leads_across {
        (to.y0, to.y1) = (first, last);
    } else {
        (to.x0, to.x1) = (first, last);
    }
    to
}

/// The frame on the page; dragged over its other side, it goes on there.
fn placed(to: Rect, own: Rect, from: &Stand) -> Stand {
    let to = to.abs();
    // What was thinner already may stay so.
    let at_least = |length: f64, before: f64| length.max(SMALLEST.min(before.max(0.0)));
    let middle: Vec2 = to.center().to_vec2();
    Stand {
        center: from.affine() * middle.to_point(),
        width: at_least(to.width(), own.width()),
        height: at_least(to.height(), own.height()),
        ..*from
    }
}
