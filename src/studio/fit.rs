//! Fitting the frames of texts to what they say, which whoever has the fonts measures.

use crate::diag::Problem;
use crate::model::{Edit, Element, ElementContent, FitPolicy, Frame, Freedom, Property, TextContent, VAlign};
use crate::units::{Point, Rect, Size};

use super::editor::Editor;
use super::handles::Grip;
use super::place::{Space, Stand};
use super::snap::Axis;

/// Along which axis the frame of a text is fitted, and which of its sides moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hug {
    pub axis: Axis,
    /// -1 for the left or upper side, 1 for the right or lower one, 0 for both.
    pub side: i8,
}

impl Hug {
    /// By a double click on a handle: the height by one above or below, the width by one at a side.
    pub fn by(grip: Grip) -> Hug {
        match grip.y {
            0 => Hug {
                axis: Axis::X,
                side: grip.x,
            },
            side => Hug { axis: Axis::Y, side },
        }
    }
}

/// A text whose frame is fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitting {
    pub name: String,
    pub hug: Hug,
    /// What the text takes, in points: in the width that it has, or on lines that nothing breaks where the width is fitted.
    pub size: Size,
}

impl Editor {
    /// Gives the frames of texts the heights of their lines, or the widths of their longest lines with the heights that
    /// all have then, as one step; they grow that way from now on. The side opposite to the one that moves stays where it
    /// is, and lines stay where they are aligned.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn fit_frames(&mut self, fittings: &[Fitting]) -> Result<(), Problem> {
        let edits: Vec<Edit> = fittings.iter().flat_map(|fitting| self.fitted(fitting)).collect();
        let names: Vec<String> = fittings.iter().map(|fitting| fitting.name.clone()).collect();
        if edits.is_empty() {
            return Ok(());
        }
        let step = self.phrase("Fit", &names);
        self.commit(step.clone(), Edit::many(step, edits))
    }

    fn fitted(&self, Fitting { name, hug, size }: &Fitting) -> Vec<Edit> {
        let Some((element, space)) = self.design.element(name).zip(Space::around(&self.design, name)) else {
            return Vec::new();
        };
        let ElementContent::Text(text) = &element.content else {
            return Vec::new();
        };
        let mut text = text.clone();
        let mut area = Rect::new(0.0, 0.0, element.width.0, element.height.0);
        match hug.axis {
            Axis::X => {
                text.fit.policy = FitPolicy::AutoWidth;
                (area.x0, area.x1) = stretched((area.x0, area.x1), size.width, hug.side);
                // Lines that were broken before are fewer now. On a curve the frame is that of the curve.
                if text.path.is_none() {
                    let side = growing(text.valign);
                    (area.y0, area.y1) = stretched((area.y0, area.y1), size.height, side);
                }
            }
            Axis::Y => {
                text.fit.policy = FitPolicy::Grow;
                (area.y0, area.y1) = stretched((area.y0, area.y1), size.height, hug.side);
            }
        }
        vec![
            Edit::set(name, Property::Frame(frame_of(element, &space, area))),
            Edit::set(name, Property::Content(Box::new(ElementContent::Text(text)))),
        ]
    }

    /// The frame that a text of automatic size has with another content: around its lines, which stay where they are.
    /// `extent` is around them, in points from the corner of the frame that it has; `before` the same of the content that
    /// it has. `None` when the frame stays: it does while a text of automatic height has room in a frame that was drawn
    /// taller.
    pub fn hugging(&self, name: &str, content: &TextContent, before: Option<Rect>, extent: Rect) -> Option<Frame> {
        let (element, space) = self.design.element(name).zip(Space::around(&self.design, name))?;
        if content.path.is_some() || !self.may(element, Freedom::Place) {
            return None;
        }
        let area = match content.fit.policy {
            FitPolicy::AutoWidth => around_lines(element, content, extent),
            FitPolicy::Grow => as_tall(element, content, before, extent)?,
            FitPolicy::Clip | FitPolicy::ShrinkToWidth | FitPolicy::ShrinkToBox | FitPolicy::WrapThenShrink => {
                return None;
            }
        };
        let frame = frame_of(element, &space, area);
        (frame != Frame::of(element)).then_some(frame)
    }
}

/// A span with another length, of which the ends stay that do not move.
fn stretched((from, to): (f64, f64), length: f64, side: i8) -> (f64, f64) {
    match side {
        0 => ((from + to - length) / 2.0, (from + to + length) / 2.0),
        side if side < 0 => (to - length, to),
        _ => (from, from + length),
    }
}

/// Which side of a frame moves when it gets the height of its lines, which stay where they are aligned.
fn growing(valign: VAlign) -> i8 {
    match valign {
        VAlign::Top => 1,
        VAlign::Middle => 0,
        VAlign::Bottom => -1,
    }
}

/// The frame with which an element stands where this area of its own frame is.
fn frame_of(element: &Element, space: &Space, area: Rect) -> Frame {
    let center: Point = space.inside(element).affine * area.center();
    let stand = Stand {
        center,
        width: area.width(),
        height: area.height(),
        ..Stand::of(element, space)
    };
    stand.frame(space)
}

/// Lines in the middle stand around the middle of their capitals and not of all that they take.
fn around_lines(element: &Element, content: &TextContent, extent: Rect) -> Rect {
    let (y0, y1) = match content.valign {
        VAlign::Middle => stretched((0.0, element.height.0), extent.height(), 0),
        VAlign::Top | VAlign::Bottom => (extent.y0, extent.y1),
    };
    Rect::new(extent.x0, y0, extent.x1, y1)
}

/// How much a frame may be taller than its lines and still count as fitted to them, in points.
const FITTED: f64 = 1.0;

fn as_tall(element: &Element, content: &TextContent, before: Option<Rect>, extent: Rect) -> Option<Rect> {
    let (width, height) = (element.width.0, element.height.0);
    if extent.height() > height {
        // It grows downwards.
        return Some(Rect::new(0.0, 0.0, width, extent.height()));
    }
    let was_fitted = before.is_some_and(|before| height - before.height() < FITTED);
    let (y0, y1) = stretched((0.0, height), extent.height(), growing(content.valign));
    was_fitted.then_some(Rect::new(0.0, y0, width, y1))
}
