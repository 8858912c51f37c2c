//! Dragging the ends and the stops of a gradient on the page.

use crate::diag::Problem;
use crate::model::ColorStop;
use crate::units::Point;

use super::super::editor::{Editor, Proposal};
use super::super::gradient::{GradientGrip, with_stop, with_stops};
use super::super::handles::REACH;
use super::super::pointer::Pointer;
use super::super::snap::Marks;
use super::rotate::STEP;
use super::{Action, Gesture, Outcome, in_steps};

/// How near to the line counts as on it, in pixels.
const NEAR: f64 = 6.0;

impl Editor {
    /// What a press begins while a gradient is edited; `None` where it ends that.
    pub(super) fn press_gradient(&mut self, pointer: &Pointer) -> Option<Action> {
        let line = self.gradient()?;
        if let Some(grip) = self.gradient_grip(pointer) {
            if let GradientGrip::Stop(index) = grip {
                self.select_stop(Some(index));
            }
            return Some(Action::Gradient(grip));
        }
        let (part, distance) = line.nearest(pointer.at);
        if distance <= pointer.px(NEAR) {
            // A stop that is there is taken, as by the second press of a double click, and gets none on top of it.
            let away = |stop: &ColorStop| line.at(stop.at).distance(line.at(part));
            let stops = line.stops.iter().map(away).enumerate();
            let nearest = stops.min_by(|a, b| a.1.total_cmp(&b.1));
            return Some(match nearest.filter(|(_, away)| *away <= pointer.px(NEAR)) {
                Some((index, _)) => {
                    self.select_stop(Some(index));
                    Action::Gradient(GradientGrip::Stop(index))
                }
                None => Action::AddStop(part),
            });
        }
        self.modes.gradient = None;
        None
    }

    /// What of the gradient that is edited lies under the pointer. Its stops are before its ends, which lie further out
    /// where both are at the same place.
    pub fn gradient_grip(&self, pointer: &Pointer) -> Option<GradientGrip> {
        let line = self.gradient()?;
        let reach = pointer.px(REACH);
        let stops = line.stops.iter().enumerate();
        let stops = stops.map(|(index, stop)| (GradientGrip::Stop(index), line.stop_place(stop.at, pointer)));
        let ends = [(GradientGrip::From, line.from), (GradientGrip::To, line.to)];
        let near = ends.into_iter().chain(stops);
        let near = near.map(|(grip, at)| (grip, at.distance(pointer.at)));
        let near = near.filter(|(_, distance)| *distance <= reach);
        near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(grip, _)| grip)
    }

    pub(super) fn follow_gradient(&self, gesture: &Gesture, grip: GradientGrip) -> Option<Proposal> {
        let (to, marks) = self.gradient_place(gesture, grip)?;
        let edit = self.gradient_edit(self.dragged_gradient(grip, to)?)?;
        self.proposal(self.gradient_phrase(), edit, None, marks)
    }

    /// Where an end is dragged to: with Shift in steps around the other, else drawn to what is near.
    fn gradient_place(&self, gesture: &Gesture, grip: GradientGrip) -> Option<(Point, Marks)> {
        let at = gesture.last.at;
        let line = self.gradient()?;
        let fixed = match grip {
            GradientGrip::Stop(_) => return Some((at, Marks::default())),
            GradientGrip::From => line.to,
            GradientGrip::To => line.from,
        };
        if gesture.last.modifiers.shift && !line.is_radial {
            return Some((in_steps(fixed, at, STEP), Marks::default()));
        }
        let tolerance = gesture
            .tolerance()
            .filter(|_| !(line.is_radial && grip == GradientGrip::To));
        Some(match tolerance {
            Some(tolerance) => {
                let (by, marks) = gesture.snapper.point(at, tolerance);
                (at + by, marks)
            }
            None => (at, Marks::default()),
        })
    }

    /// A click on the line puts a stop there, in the colour that it has.
    pub(super) fn add_stop(&mut self, part: f64) -> Result<Outcome, Problem> {
        let Some(line) = self.gradient() else {
            return Ok(Outcome::Nothing);
        };
        let part = (part * 1e4).round() / 1e4;
        let (stops, index) = with_stop(&line.stops, part);
        let edit = self
            .gradient_now()
            .and_then(|gradient| self.gradient_edit(with_stops(gradient, stops)));
        let Some(edit) = edit else {
            return Ok(Outcome::Nothing);
        };
        self.commit_selecting(self.gradient_phrase(), edit, None)?;
        self.select_stop(Some(index));
        Ok(Outcome::Changed)
    }
}
