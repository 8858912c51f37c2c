//! Commands for what lies inside an element, and for colours that are taken from the page.

use egui::Id;

use crate::studio::{GradientOf, Hug, PointId};
use crate::units::Point;

/// What is done there.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Selects points of the path that is edited.
    SelectPoints(Vec<PointId>),
    /// Selects a stop of the gradient that is edited.
    SelectStop(usize),
    /// Edits a gradient on the page, or ends that.
    Gradient(GradientOf),
    /// Makes the cropped picture larger by a factor; what is at a place of the page stays there.
    Scale(Point, f64),
    /// Fits the frames of texts to what they say.
    Fit(Vec<(String, Hug)>),
    /// Takes a colour from the page: for the field with this id, or for what is selected.
    Pick(Option<Id>),
}
