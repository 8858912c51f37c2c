//! What the pointer looks like and which sentence stands below the page, by what the hand would do.

use crate::model::Freedom;

use super::crop::CropGrip;
use super::editor::Editor;
use super::gesture::Doing;
use super::handles::{Grip, Handle, Outline};
use super::pointer::{Pointer, Tool};

/// What the pointer looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cursor {
    Arrow,
    /// Something can be moved.
    Move,
    /// Something is copied.
    Copy,
    /// Something is drawn.
    Cross,
    /// A text is begun.
    Text,
    /// A frame is resized along a line at this angle, in degrees clockwise from level, 0 to 180.
    Resize(f64),
    Rotate,
    /// The pen puts a point.
    Pen,
    /// A colour is taken.
    Pick,
}

/// The pointer and a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    pub cursor: Cursor,
    /// What can be done, with the keys that change it; empty when there is nothing to say.
    pub hint: &'static str,
}

const MOVING: &str = "Shift keeps to an axis, Alt copies, Ctrl suspends snapping, Esc cancels";
const RESIZING: &str = "Shift keeps the ratio, Alt goes from the middle, Ctrl without snapping, Esc cancels";
const TURNING: &str = "Shift turns in steps of 15°, Esc cancels";
const LINE: &str = "Shift keeps to steps of 15°, Ctrl suspends snapping, Esc cancels";
const MARQUEE: &str = "Selects what it touches; Shift adds to the selection";
const DRAWING: &str = "Shift makes it even, Alt goes from the middle, Ctrl without snapping, Esc cancels";
const OVER_ELEMENT: &str = "Drag to move, double-click edits, Shift+click adds, Alt+click takes what is below";
const OVER_SELECTED: &str = "Drag to move, Alt+drag copies, Alt shows distances";
const OVER_CLOSED: &str = "This template is locked: only what its designer left open can be changed";
const OVER_OPEN: &str = "Its place is locked by the template; the panel shows what was left open";
const OVER_NOTHING: &str = "Click or drag to select, Ctrl+click reaches into groups";
const TO_DRAW: &str = "Drag to draw; click, or press Enter, for the usual size";
const PEN_FIRST: &str = "Click for a corner, drag for a smooth point; Esc lays the pen down";
const PEN_CONTINUE: &str = "Click to go on with the path from here, drag to bend it";
const PEN_NEXT: &str = "Click the first point to close, Enter ends, Backspace takes the last point back";
const PEN_CLOSE: &str = "Click to close the path, drag to bend it";
const PEN_DRAG: &str = "Alt leaves the handle behind, Shift turns in steps of 45°, Esc cancels";
const POINTS: &str = "Click the line for a new point, double-click one to round it, Del removes, Enter ends";
const POINTS_MOVE: &str = "Shift keeps to an axis, Ctrl suspends snapping, Esc cancels";
const BENDING: &str = "Alt moves the handle alone, Shift turns in steps of 45°, Esc cancels";
const GRADIENT: &str = "Drag ends and stops, click the line to add a stop, Del removes it, Enter ends";
const GRADIENT_DRAG: &str = "Shift turns in steps of 15°, Ctrl suspends snapping, Esc cancels";
const CROP: &str = "Drag the picture or its frame, the wheel scales, Enter accepts, Esc cancels";
const CROP_DRAG: &str = "Shift keeps the ratio of the frame, Esc cancels the drag";
const TO_PICK: &str = "Click to take the colour, Esc cancels";
const TO_WRITE: &str = "Click or drag where the text begins, or press Enter";

impl Editor {
    /// What holds for a pointer, whether or not a gesture is under way.
    pub fn status(&self, pointer: &Pointer) -> Status {
        let (cursor, hint) = match self.doing() {
            Some(doing) => self.status_of(doing, pointer),
            None => match self.tool() {
                Tool::Select if self.is_inside() => self.status_inside(pointer),
                Tool::Select => self.status_over(pointer),
                Tool::Text | Tool::Field(_) => (Cursor::Text, TO_WRITE),
                Tool::Pen => (Cursor::Pen, self.pen_hint(pointer)),
                Tool::Eyedropper => (Cursor::Pick, TO_PICK),
                _ => (Cursor::Cross, TO_DRAW),
            },
        };
        Status { cursor, hint }
    }

    fn status_of(&self, doing: Doing, pointer: &Pointer) -> (Cursor, &'static str) {
        match doing {
            Doing::Moving if pointer.modifiers.alt => (Cursor::Copy, MOVING),
            Doing::Moving => (Cursor::Move, MOVING),
            Doing::Resizing(grip) => (Cursor::Resize(self.grip_angle(grip)), RESIZING),
            Doing::Turning => (Cursor::Rotate, TURNING),
            Doing::Line => (Cursor::Cross, LINE),
            Doing::Marquee => (Cursor::Arrow, MARQUEE),
            Doing::Drawing => (Cursor::Cross, DRAWING),
            Doing::Pen => (Cursor::Pen, PEN_DRAG),
            Doing::Points => (Cursor::Move, POINTS_MOVE),
            Doing::Bending => (Cursor::Cross, BENDING),
            Doing::Gradient => (Cursor::Cross, GRADIENT_DRAG),
            Doing::Crop(grip) => (self.crop_cursor(Some(grip)), CROP_DRAG),
        }
    }

    fn pen_hint(&self, pointer: &Pointer) -> &'static str {
        match self.pen() {
            None if self.pen_continues(pointer).is_some() => PEN_CONTINUE,
            None => PEN_FIRST,
            Some(_) if self.pen_place(pointer).1 => PEN_CLOSE,
            Some(_) => PEN_NEXT,
        }
    }

    /// While points, a gradient or a crop are edited.
    fn status_inside(&self, pointer: &Pointer) -> (Cursor, &'static str) {
        if self.cropped().is_some() {
            return (self.crop_cursor(self.crop_grip(pointer)), CROP);
        }
        match self.edited_gradient() {
            Some(_) if self.gradient_grip(pointer).is_some() => (Cursor::Cross, GRADIENT),
            Some(_) => (Cursor::Arrow, GRADIENT),
            None => (Cursor::Arrow, POINTS),
        }
    }

    fn crop_cursor(&self, grip: Option<CropGrip>) -> Cursor {
        match grip {
            None => Cursor::Arrow,
            Some(CropGrip::Picture) => Cursor::Move,
            Some(CropGrip::Frame(grip) | CropGrip::Corner(grip)) => Cursor::Resize(self.grip_angle(grip)),
        }
    }

    fn status_over(&self, pointer: &Pointer) -> (Cursor, &'static str) {
        match self.handle_over(pointer) {
            Some(Handle::Resize(grip)) => return (Cursor::Resize(self.grip_angle(grip)), RESIZING),
            Some(Handle::Rotate) => return (Cursor::Rotate, TURNING),
            Some(Handle::End(_)) => return (Cursor::Cross, LINE),
            None => {}
        }
        if self.is_in_common_box(pointer) {
            return (Cursor::Move, OVER_SELECTED);
        }
        let under = self.under(pointer);
        if let Some(hint) = self.closed_over(&under) {
            return (Cursor::Arrow, hint);
        }
        if under.is_empty() {
            (Cursor::Arrow, OVER_NOTHING)
        } else if under.iter().any(|name| self.selection().contains(name)) {
            (Cursor::Move, OVER_SELECTED)
        } else {
            (Cursor::Move, OVER_ELEMENT)
        }
    }

    /// What a locked template says of what lies under the pointer, when that cannot be moved.
    fn closed_over(&self, under: &[String]) -> Option<&'static str> {
        let element = self.design.element(under.first()?)?;
        if self.may(element, Freedom::Place) {
            return None;
        }
        Some(match element.open.is_empty() {
            true => OVER_CLOSED,
            false => OVER_OPEN,
        })
    }

    /// Along which line a handle is dragged.
    fn grip_angle(&self, grip: Grip) -> f64 {
        let Some(Outline::Box(stand)) = self.outline() else {
            return 0.0;
        };
        let own = f64::from(grip.y).atan2(f64::from(grip.x)).to_degrees();
        (own + stand.angle).rem_euclid(180.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_have_room_under_the_page() {
        for hint in [
            MOVING,
            RESIZING,
            TURNING,
            LINE,
            MARQUEE,
            DRAWING,
            OVER_ELEMENT,
            OVER_SELECTED,
            OVER_CLOSED,
            OVER_OPEN,
            OVER_NOTHING,
            TO_DRAW,
            PEN_FIRST,
            PEN_CONTINUE,
            PEN_NEXT,
            PEN_CLOSE,
            PEN_DRAG,
            POINTS,
            POINTS_MOVE,
            BENDING,
            GRADIENT,
            GRADIENT_DRAG,
            CROP,
            CROP_DRAG,
            TO_PICK,
            TO_WRITE,
        ] {
            assert!(hint.chars().count() <= 86, "{hint}");
        }
    }
}
