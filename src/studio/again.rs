//! Copying once more as it was done last: what is duplicated, and moved, is duplicated again by the same way.

use crate::model::{Edit, Property};
use crate::units::Vec2;

use super::editor::Editor;
use super::place::bounds_of;

/// Places and sizes that differ by less are the same, in points.
const SAME: f64 = 0.01;

impl Editor {
    /// How far what is selected lies from what it is a copy of, while nothing was done to it since but moving it. `None`
    /// when it is no such copy.
    pub(super) fn way_from_original(&self) -> Option<Vec2> {
        let selection = &self.place.selection;
        let done = self.history.steps().get(..self.history.position())?;
        for step in done.iter().rev().take_while(|step| step.after.selection == *selection) {
            if !step.copied.is_empty() {
                return self.way(&step.copied, selection);
            }
            if step.before.selection != *selection || !is_placing(&step.edit) {
                return None;
            }
        }
        None
    }

    /// From these to others that stand in the same way; `None` when they do not.
    fn way(&self, from: &[String], to: &[String]) -> Option<Vec2> {
        let bounds = |names: &[String]| bounds_of(&self.design, names.iter().map(String::as_str));
        let (from, to) = (bounds(from)?, bounds(to)?);
        let (size, before) = (to.size().to_vec2(), from.size().to_vec2());
        let way = to.origin() - from.origin();
        ((size - before).hypot() < SAME && way.hypot() >= SAME).then_some(way)
    }
}

/// Whether nothing but places and sizes change.
fn is_placing(edit: &Edit) -> bool {
    match edit {
        Edit::Many { edits, .. } => edits.iter().all(is_placing),
        Edit::Set { property, .. } => matches!(property, Property::Frame(_)),
        _ => false,
    }
}
