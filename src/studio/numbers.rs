//! The numbers of the inspector: place, size and turn, read and set.

use crate::designfile::FAR;
use crate::diag::Problem;
use crate::model::Edit;
use crate::units::{Rect, Vec2};

use super::editor::Editor;
use super::handles::{Grip, Outline};
use super::measure;
use super::place::{Stand, bounds_of, normal_angle, tidy};
use super::scale;

/// No side becomes smaller by a typed number, in points; the finest lines of printers are wider.
const THINNEST: f64 = 0.1;

/// A number of what is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// The left edge of the frame before it is turned; of several elements, that of the rectangle around them.
    X,
    Y,
    Width,
    Height,
    /// Degrees clockwise.
    Angle,
}

impl Editor {
    /// A number of what is shown as selected, in points or degrees; `None` when nothing is selected.
    pub fn number(&self, number: Number) -> Option<f64> {
        let stand = self.numbered()?;
        Some(tidy(match number {
            Number::X => stand.center.x - stand.width / 2.0,
            Number::Y => stand.center.y - stand.height / 2.0,
            Number::Width => stand.width,
            Number::Height => stand.height,
            Number::Angle => normal_angle(stand.angle),
        }))
    }

    /// The frame of which the numbers are.
    fn numbered(&self) -> Option<Stand> {
        let shown = self.shown();
        match self.selection() {
            [name] => Stand::find(shown, name),
            names => Some(Stand::level(bounds_of(shown, names.iter().map(String::as_str))?)),
        }
    }

    /// Sets a number from what was typed, in the unit of the settings, with arithmetic; `%` is of the present value.
    ///
    /// # Errors
    /// `bad-length` when it is not understood or a side is too small, and those of [`Editor::commit`].
    pub fn type_number(&mut self, number: Number, text: &str) -> Result<(), Problem> {
        let now = self.number(number);
        let value = match number {
            Number::Angle => measure::scalar(text, now)?,
            _ => measure::length(text, self.settings.unit, now)?,
        };
        self.set_number(number, value)
    }

    /// Sets a number, in points or degrees, as one step.
    ///
    /// # Errors
    /// `bad-length` when a side is too small, and those of [`Editor::commit`].
    pub fn set_number(&mut self, number: Number, value: f64) -> Result<(), Problem> {
        self.cancel();
        match self.number_edit(number, value)? {
            Some((name, edit)) => self.commit(name, edit),
            None => Ok(()),
        }
    }

    /// Shows what a number would do, as while it is dragged; see [`Editor::propose`].
    ///
    /// # Errors
    /// Those of [`Editor::set_number`].
    pub fn show_number(&mut self, number: Number, value: f64) -> Result<(), Problem> {
        self.cancel();
        match self.number_edit(number, value)? {
            Some((name, edit)) => self.propose(name, edit),
            None => Ok(()),
        }
    }

    fn number_edit(&self, number: Number, value: f64) -> Result<Option<(String, Edit)>, Problem> {
        let names = self.movable();
        let (Some(now), Some(stand)) = (self.number(number), self.numbered()) else {
            return Ok(None);
        };
        if number != Number::Angle {
            self.check_far(value)?;
        }
        if matches!(number, Number::Width | Number::Height) {
            self.check_side(value)?;
        }
        let by = value - now;
        let (doing, edits) = match number {
            Number::X => ("Move", self.moved(&names, Vec2::new(by, 0.0))),
            Number::Y => ("Move", self.moved(&names, Vec2::new(0.0, by))),
            Number::Angle => ("Turn", self.turned(&names, stand.center, by)),
            Number::Width | Number::Height => {
                let to = self.sized(&stand, number, value);
                let mut edits = scale::stretch(&self.design, &names, &stand, &to);
                let side = match number {
                    Number::Width => Grip { x: 1, y: 0 },
                    _ => Grip { x: 0, y: 1 },
                };
                edits.extend(self.boxed(&names, side));
                ("Resize", edits)
            }
        };
        Ok(Some((self.phrase(doing, &names), Edit::many(doing, edits))))
    }

    /// Nothing stands or reaches so far that no page could have it.
    fn check_far(&self, value: f64) -> Result<(), Problem> {
        if value.abs() <= FAR {
            return Ok(());
        }
        let unit = self.settings.unit;
        let most = format!("{} {}", unit.format(FAR), unit.symbol());
        let problem = Problem::error(
            "bad-length",
            format!("That is farther than the {most} that a design can have"),
        );
        Err(problem.hint("Type a smaller number"))
    }

    /// Nothing becomes so thin that nobody finds it again; a line may be level or upright.
    fn check_side(&self, value: f64) -> Result<(), Problem> {
        let least = match self.outline() {
            Some(Outline::Line(..)) => 0.0,
            _ => THINNEST,
        };
        if value >= least {
            return Ok(());
        }
        let said = match value < 0.0 {
            true => "A width or height cannot be below 0",
            false => "With this width or height nothing would be seen",
        };
        let problem = Problem::error("bad-length", said);
        Err(problem.hint(if value < 0.0 {
            "Flip the element to reflect it"
        } else {
            "Hide the element to have it out of sight"
        }))
    }

    /// The frame in another size; its top left corner stays, and its ratio when that is locked.
    fn sized(&self, stand: &Stand, number: Number, value: f64) -> Stand {
        let (mut width, mut height) = (stand.width, stand.height);
        let keeps = self.keeps_ratio() && width > 0.0 && height > 0.0;
        if number == Number::Width {
            height = if keeps { height * value / width } else { height };
            width = value;
        } else {
            width = if keeps { width * value / height } else { width };
            height = value;
        }
        let corner = stand.at(-1.0, -1.0);
        let resized = Stand {
            width,
            height,
            ..*stand
        };
        Stand {
            center: resized.center + (corner - resized.at(-1.0, -1.0)),
            ..resized
        }
    }

    /// Whether the ratio of what is selected is kept when it is resized.
    pub fn keeps_ratio(&self) -> bool {
        let selected = self.selected();
        !selected.is_empty() && selected.iter().any(|element| element.keep_ratio)
    }

    /// The rectangle around what is selected, in points of the page, as for zooming to it.
    pub fn selection_bounds(&self) -> Option<Rect> {
        match self.outline()? {
            Outline::Box(stand) => Some(stand.bounds()),
            Outline::Line(start, finish) => Some(Rect::from_points(start, finish)),
        }
    }
}
