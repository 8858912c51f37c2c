//! What the designer is at besides selecting: a path under way, the points of a path, a gradient, the crop of a picture.
//!
//! At most one of them goes on. It ends by itself when what it is about is not selected any more; Escape and Enter end
//! it by [`Editor::escape_mode`] and [`Editor::enter_mode`].

use crate::diag::Problem;
use crate::model::{Design, Element, ElementContent, Form};

use super::crop::Crop;
use super::editor::Editor;
use super::gradient::GradientEdit;
use super::history::Place;
use super::path::Contour;
use super::pen::Continues;
use super::points::PointEdit;

/// What goes on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Modes {
    /// The path that the pen draws, in points of the page.
    pub pen: Option<Contour>,
    /// Which path the pen goes on with; that of an earlier one while the pen draws nothing.
    pub continues: Option<Continues>,
    pub points: Option<PointEdit>,
    pub gradient: Option<GradientEdit>,
    pub crop: Option<Crop>,
}

impl Modes {
    /// Ends what is not about the selection any more.
    fn follow(&mut self, design: &Design, place: &Place) {
        let only = match place.selection.as_slice() {
            [only] => design.element(only).filter(|element| !element.locked),
            _ => None,
        };
        let is = |name: &str, fits: fn(&Element) -> bool| only.is_some_and(|only| only.name == name && fits(only));
        if self.points.as_ref().is_some_and(|points| !is(&points.name, is_path)) {
            self.points = None;
        }
        if let (Some(points), Some(only)) = (&mut self.points, only) {
            points.follow(design, only);
        }
        if self.crop.as_ref().is_some_and(|crop| !is(&crop.name, is_picture)) {
            self.crop = None;
        }
        if let Some(edit) = &mut self.gradient
            && !edit.follow(design, place)
        {
            self.gradient = None;
        }
    }
}

/// Whether an element is a path whose points can be edited.
pub fn is_path(element: &Element) -> bool {
    matches!(&element.content, ElementContent::Shape(shape) if matches!(shape.form, Form::Path { .. }))
}

/// Whether an element is a picture, which can be cropped.
pub fn is_picture(element: &Element) -> bool {
    matches!(element.content, ElementContent::Image(_))
}

impl Editor {
    /// Ends the modes that are not about what is selected any more.
    pub(super) fn follow_modes(&mut self) {
        let Editor {
            modes, design, place, ..
        } = self;
        modes.follow(design, place);
    }

    /// Whether points, a gradient or a crop are edited, so that the frame has no handles.
    pub fn is_inside(&self) -> bool {
        self.modes.points.is_some() || self.modes.gradient.is_some() || self.modes.crop.is_some()
    }

    /// Ends what goes on, as Escape does: a path of two points or more is kept, a crop is taken back. Whether something
    /// went on.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn escape_mode(&mut self) -> Result<bool, Problem> {
        if self.modes.pen.is_some() {
            self.end_pen()?;
            return Ok(true);
        }
        if self.modes.crop.is_some() {
            self.cancel_crop()?;
            return Ok(true);
        }
        if self.leave_points() {
            return Ok(true);
        }
        if let Some(edit) = &mut self.modes.gradient {
            if edit.stop.take().is_none() {
                self.modes.gradient = None;
            }
            return Ok(true);
        }
        Ok(false)
    }

    /// What Enter does: it ends what goes on and keeps it, or goes into the points of the selected path. Whether there
    /// was something to do.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn enter_mode(&mut self) -> Result<bool, Problem> {
        if self.modes.pen.is_some() {
            self.end_pen()?;
            return Ok(true);
        }
        if self.leave_crop() || self.leave_points() || self.modes.gradient.take().is_some() {
            return Ok(true);
        }
        let [name] = self.place.selection.as_slice() else {
            return Ok(false);
        };
        let name = name.clone();
        Ok(self.edit_points(&name))
    }

    /// Ends all that goes on; a path under way that was not ended before is lost.
    pub(super) fn end_modes(&mut self) {
        self.modes = Modes::default();
    }
}
