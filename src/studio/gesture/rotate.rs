//! Turning what is selected, and dragging the ends of a line.

use crate::model::{Edit, Property};
use crate::units::{Affine, Point};

use super::super::editor::{Editor, Proposal};
use super::super::handles::{End, ends};
use super::super::place::{Space, Stand};
use super::super::snap::Marks;
use super::{Gesture, in_steps};

/// The steps in which Shift turns, in degrees.
pub(in crate::studio) const STEP: f64 = 15.0;
/// Without it, a tenth of a degree is as fine as a hand turns.
const FINE: f64 = 0.1;

impl Editor {
    pub(super) fn follow_rotation(&mut self, gesture: &Gesture, from: &Stand) -> Option<Proposal> {
        let bearing = |at: Point| (at - from.center).atan2().to_degrees();
        let turn = bearing(gesture.last.at) - bearing(gesture.start.at);
        let step = if gesture.last.modifiers.shift { STEP } else { FINE };
        // One element is turned to a multiple of the step; several have no turn of their own, and turn by one.
        let turn = ((from.angle + turn) / step).round() * step - from.angle;
        let names = self.movable();
        let edits = self.turned(&names, from.center, turn);
        self.proposal(
            self.phrase("Turn", &names),
            Edit::many("Turn", edits),
            None,
            Marks::default(),
        )
    }

    /// Turns elements by degrees around a point of the page.
    pub(in crate::studio) fn turned(&self, names: &[String], center: Point, degrees: f64) -> Vec<Edit> {
        let turn = Affine::rotate_about(degrees.to_radians(), center);
        names
            .iter()
            .filter_map(|name| {
                let space = Space::around(&self.design, name)?;
                let stand = Stand::of(self.design.element(name)?, &space);
                let turned = Stand {
                    center: turn * stand.center,
                    angle: stand.angle + degrees,
                    ..stand
                };
                Some(Edit::set(name, Property::Frame(turned.frame(&space))))
            })
            .collect()
    }

    pub(super) fn follow_end(&mut self, gesture: &Gesture, end: End, stand: &Stand) -> Option<Proposal> {
        let names = self.movable();
        let name = names.first()?;
        let (start, finish) = ends(stand);
        let fixed = if end == End::Start { finish } else { start };
        let (at, marks) = line_end(gesture, fixed);
        let line = match end {
            End::Start => line_between(at, fixed),
            End::Finish => line_between(fixed, at),
        };
        let space = Space::around(&self.design, name)?;
        let edit = Edit::set(name, Property::Frame(line.frame(&space)));
        self.proposal(self.phrase("Change", &names), edit, None, marks)
    }
}

/// Where the end of a line comes to lie that starts at `fixed`: with Shift in steps of 15°, else drawn to what is near.
pub(super) fn line_end(gesture: &Gesture, fixed: Point) -> (Point, Marks) {
    let at = gesture.last.at;
    if gesture.last.modifiers.shift {
        return (in_steps(fixed, at, STEP), Marks::default());
    }
    match gesture.tolerance() {
        Some(tolerance) => {
            let (by, marks) = gesture.snapper.point(at, tolerance);
            (at + by, marks)
        }
        None => (at, Marks::default()),
    }
}

/// How a line stands that goes from one point to another: its length is its width, its height 0, and it is turned.
pub(in crate::studio) fn line_between(from: Point, to: Point) -> Stand {
    let way = to - from;
    Stand {
        width: way.hypot(),
        height: 0.0,
        angle: way.atan2().to_degrees(),
        ..Stand::level(crate::units::Rect::from_points(from, to))
    }
}
