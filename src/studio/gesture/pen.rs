//! Pressing and dragging with the pen.

use crate::units::Point;

use super::super::editor::Editor;
use super::super::path::{Contour, Node};
use super::super::pen::PEN_STEP;
use super::super::pointer::Pointer;
use super::{Action, Gesture, in_steps};

impl Editor {
    /// A press puts a point, closes the path, goes on with the selected one from its end, or with its second click ends
    /// the path.
    pub(super) fn press_pen(&mut self, pointer: &Pointer, clicks: u8) -> Action {
        if clicks >= 2 && self.modes.pen.is_some() {
            return Action::PenEnd;
        }
        if self.modes.pen.is_none() {
            let (continues, contour) = self.pen_continues(pointer).unzip();
            self.modes.continues = continues;
            if contour.is_some() {
                self.modes.pen = contour;
                return Action::Pen { closes: false };
            }
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
        let there_before = self.modes.continues.as_ref().map(|path| path.points);
        let Some(contour) = &mut self.modes.pen else { return };
        // The line that leads to the end of a path that is gone on with stays as it is.
        let is_old = there_before == Some(contour.nodes.len());
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
        if !gesture.last.modifiers.alt && !is_old {
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
