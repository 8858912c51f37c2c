//! Moving, and copying by moving.

use crate::diag::Problem;
use crate::model::{Edit, Element, Frame, Property, Spot};
use crate::units::{Rect, Vec2};

use super::super::copies::Copies;
use super::super::editor::{Editor, Proposal};
use super::super::place::{Space, bounds_of, tidy_pt};
use super::super::snap::Marks;
use super::Gesture;

impl Editor {
    pub(super) fn follow_move(&mut self, gesture: &Gesture) -> Option<Proposal> {
        let names = self.movable();
        let bounds = bounds_of(&self.design, names.iter().map(String::as_str))?;
        let (way, marks) = snapped_way(gesture, bounds);
        if !gesture.last.modifiers.alt {
            let edits = self.moved(&names, way);
            return self.proposal(self.phrase("Move", &names), Edit::many("Move", edits), None, marks);
        }
        let (edits, copies) = self.copied(&names, way);
        self.proposal(
            self.phrase("Copy", &names),
            Edit::many("Copy", edits),
            Some(copies),
            marks,
        )
    }

    /// The selected elements that may be moved: not locked, and not in another one that is moved.
    pub(in crate::studio) fn movable(&self) -> Vec<String> {
        let selected = &self.place.selection;
        let is_free = |name: &&String| {
            let element = self.design.element(name);
            let Some(located) = self.design.locate(name) else {
                return false;
            };
            element.is_some_and(|element| !element.locked)
                && !located.groups.iter().any(|group| selected.contains(group))
        };
        selected.iter().filter(is_free).cloned().collect()
    }

    /// The selected elements that may be changed: all but those that are locked.
    ///
    /// # Errors
    /// `locked` where all that is selected is locked.
    pub fn unlocked(&self) -> Result<Vec<String>, Problem> {
        let is_free = |name: &&String| self.design.element(name).is_some_and(|element| !element.locked);
        let free: Vec<String> = self.place.selection.iter().filter(is_free).cloned().collect();
        if free.is_empty() && !self.place.selection.is_empty() {
            let problem = Problem::error("locked", "What is selected is locked");
            return Err(problem.hint("Unlock it first, by the padlock in the list of layers"));
        }
        Ok(free)
    }

    /// Whether something is selected, and all of it is locked.
    pub fn is_all_locked(&self) -> bool {
        self.unlocked().is_err()
    }

    /// Moves elements by a way on the page.
    pub(in crate::studio) fn moved(&self, names: &[String], way: Vec2) -> Vec<Edit> {
        names
            .iter()
            .filter_map(|name| {
                let space = Space::around(&self.design, name)?;
                let frame = moved_frame(self.design.element(name)?, space.vector(way));
                Some(Edit::set(name, Property::Frame(frame)))
            })
            .collect()
    }

    /// Copies elements, moved by a way on the page; and the names of the copies. Those of a list stand together and in
    /// their order over the topmost of their originals, so that none lies between two of these.
    pub(in crate::studio) fn copied(&self, names: &[String], way: Vec2) -> (Vec<Edit>, Vec<String>) {
        let mut copies = Copies::new(&self.design);
        let (mut edits, mut made) = (Vec::new(), Vec::new());
        // From the front to the back: each goes under the one before, which it pushes up.
        let mut located: Vec<_> = names
            .iter()
            .filter_map(|name| Some((name, self.design.locate(name)?)))
            .collect();
        located.sort_by_key(|(_, at)| std::cmp::Reverse(at.index));
        let topmost = |parent: Option<&str>| {
            let beside = located.iter().filter(|(_, at)| at.parent() == parent);
            beside.map(|(_, at)| at.index).max().unwrap_or_default()
        };
        for (name, at) in &located {
            let (Some(space), Some(element)) = (Space::around(&self.design, name), self.design.element(name)) else {
                continue;
            };
            let mut copy = copies.of(element);
            let frame = moved_frame(&copy, space.vector(way));
            (copy.x, copy.y) = (frame.x, frame.y);
            made.push(copy.name.clone());
            edits.push(Edit::Insert {
                at: Spot {
                    page: at.page,
                    parent: at.parent().map(str::to_owned),
                    index: topmost(at.parent()) + 1,
                },
                element: Box::new(copy),
            });
        }
        made.reverse();
        (edits, made)
    }
}

fn moved_frame(element: &Element, by: Vec2) -> Frame {
    let frame = Frame::of(element);
    // What does not move on an axis keeps its number as it is.
    let moved = |from: crate::units::Pt, by: f64| if by == 0.0 { from } else { tidy_pt(from.0 + by) };
    Frame {
        x: moved(frame.x, by.x),
        y: moved(frame.y, by.y),
        ..frame
    }
}

/// How far the pointer moved what has these bounds: along one axis with Shift, and drawn to what is near.
fn snapped_way(gesture: &Gesture, bounds: Rect) -> (Vec2, Marks) {
    let mut way = gesture.way();
    let mut axes = (true, true);
    if gesture.last.modifiers.shift {
        if way.x.abs() >= way.y.abs() {
            (way.y, axes.1) = (0.0, false);
        } else {
            (way.x, axes.0) = (0.0, false);
        }
    }
    let Some(tolerance) = gesture.tolerance() else {
        return (way, Marks::default());
    };
    let (further, marks) = gesture.snapper.moved(bounds + way, axes, tolerance);
    (way + further, marks)
}
