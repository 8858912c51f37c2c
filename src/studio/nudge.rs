//! Moving by the arrow keys, in steps of the unit that is shown.

use crate::diag::Problem;
use crate::model::Edit;
use crate::units::{Point, Vec2};

use super::editor::Editor;
use super::place::bounds_of;

/// How much farther Shift moves.
const BIG: f64 = 10.0;
/// Places are kept in thousandths of a point. So many parts of a step are told apart, so that what was rounded is not
/// added up.
const PARTS: f64 = 100.0;

/// A move by the arrow keys: (1, 0) is a step to the right, (0, -1) one up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nudge {
    across: f64,
    down: f64,
    /// Points.
    step: f64,
}

impl Nudge {
    /// How something moves that stands here, in points: steps of a tenth of a millimetre end on tenths, however many there
    /// were.
    pub fn way(self, from: Point) -> Vec2 {
        let along = |from: f64, steps: f64| {
            if steps == 0.0 {
                return 0.0;
            }
            let part = self.step / PARTS;
            (from / part).round() * part + steps * self.step - from
        };
        Vec2::new(along(from.x, self.across), along(from.y, self.down))
    }
}

impl Editor {
    /// Moves what is selected by steps of the arrow keys, as far as [`measure::Unit::nudge`](super::measure::Unit::nudge) says: (1, 0) is one to the right, (0,
    /// -1) one up. What is selected inside an element goes before it: points of a path, the stop of a gradient, the
    /// picture under its frame.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn nudge(&mut self, across: i32, down: i32, is_big: bool) -> Result<(), Problem> {
        let done = self.history.position();
        self.nudge_selected(across, down, is_big)?;
        self.note_repeated(done, false)
    }

    /// The same. Right after another one that did the same thing it is one step with that.
    ///
    /// # Errors
    /// Those of [`Editor::nudge`].
    pub fn nudge_on(&mut self, across: i32, down: i32, is_big: bool) -> Result<(), Problem> {
        let (follows, done) = (self.is_repeated(), self.history.position());
        self.nudge_selected(across, down, is_big)?;
        self.note_repeated(done, follows)
    }

    /// Whether the last step came from a key that is pressed again and again.
    pub fn is_repeated(&self) -> bool {
        self.history.is_nudged()
    }

    /// Says of what was done since so many steps were done that such a key did it; where it goes on from what one did
    /// before, and did the same thing, both are one step.
    ///
    /// # Errors
    /// Those of [`Edit::apply`], which an exact history has none of.
    pub fn note_repeated(&mut self, done: usize, follows: bool) -> Result<(), Problem> {
        if self.history.position() <= done {
            return Ok(());
        }
        self.history.note_nudged();
        match follows {
            true => self.history.join_last(&self.design),
            false => Ok(()),
        }
    }

    fn nudge_selected(&mut self, across: i32, down: i32, is_big: bool) -> Result<(), Problem> {
        let factor = if is_big { BIG } else { 1.0 };
        let nudge = Nudge {
            across: f64::from(across) * factor,
            down: f64::from(down) * factor,
            step: self.settings.unit.nudge(),
        };
        let along = f64::from(across - down) * factor;
        if self.nudge_points(nudge)? || self.nudge_stop(along)? || self.nudge_crop(nudge.way(Point::ZERO))? {
            return Ok(());
        }
        self.unlocked()?;
        let names = self.movable();
        let corner = bounds_of(&self.design, names.iter().map(String::as_str)).map(|bounds| bounds.origin());
        let Some(corner) = corner else { return Ok(()) };
        let edit = Edit::many("Move", self.moved(&names, nudge.way(corner)));
        self.commit(self.phrase("Move", &names), edit)
    }

    /// What the arrow keys do now, such as “Arrow keys move by 0.1 mm, with Shift by 1 mm”; `None` when there is nothing
    /// that they move.
    pub fn nudge_hint(&self) -> Option<String> {
        let is_of_points = self.points().is_some_and(|points| !points.selected.is_empty());
        let moves = is_of_points || self.cropped().is_some() || (!self.is_inside() && self.can_be_moved());
        moves.then(|| {
            let unit = self.settings.unit;
            let said = |points: f64| format!("{} {}", unit.format(points), unit.symbol());
            let (step, big) = (said(unit.nudge()), said(unit.nudge() * BIG));
            format!("Arrow keys move by {step}, with Shift by {big}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::measure::Unit;
    use super::*;

    #[test]
    fn steps_do_not_add_up_what_is_rounded() {
        for unit in Unit::ALL {
            let nudge = Nudge {
                across: 1.0,
                down: 0.0,
                step: unit.nudge(),
            };
            let mut at = Point::new(unit.nudge() * 7.0, 3.33);
            for _ in 0..500 {
                let moved = at + nudge.way(at);
                at = Point::new((moved.x * 1000.0).round() / 1000.0, moved.y);
            }
            assert!((at.x - unit.nudge() * 507.0).abs() < 0.0006, "{unit:?}: {}", at.x);
            assert_eq!(at.y, 3.33, "across only");
        }
    }
}
