//! Pressing and dragging with the pen.

use crate::units::Point;

use super::super::editor::Editor;
use super::super::path::{Contour, Node};
use super::super::pen::PEN_STEP;
use super::super::pointer::Pointer;
use super::{Action, Gesture, in_steps};

impl Editor {
    /// A press puts a point, closes the path, or with its second click ends it.
    pub(super) fn press_pen(&mut self, pointer: &Pointer, clicks: u8) -> Action {
        if clicks >= 2 && self.modes.pen.is_some() {
            return Action::PenEnd;
        }
        let (at, closes, _) = self.pen_place(pointer);
        let contour = self.modes.pen.get_or_insert_with(Contour::default);
        contour.closed = closes;
        if !closes {
            contour.nodes.push(Node::corner(at));
        }
        Action::Pen { closes }
    }

    /// A drag pulls the handles of the point out; with Alt the handle before it stays as it is.
    pub(super) fn follow_pen(&mut self, gesture: &Gesture, closes: bool) {
        let Some(contour) = &mut self.modes.pen else { return };
        let node = if closes {
            contour.nodes.first_mut()
        } else {
            contour.nodes.last_mut()
        };
        let Some(node) = node else { return };
        let to = pulled_to(gesture, node.at);
        let mirrored = node.at - (to - node.at);
        if closes {
            node.before = Some(mirrored);
            return;
        }
        node.after = Some(to);
        if !gesture.last.modifiers.alt {
            node.before = Some(mirrored);
        }
    }
}

/// Where a handle is dragged to: with Shift in steps.
pub(super) fn pulled_to(gesture: &Gesture, from: Point) -> Point {
    if gesture.last.modifiers.shift {
        in_steps(from, gesture.last.at, PEN_STEP)
    } else {
        gesture.last.at
    }
}
