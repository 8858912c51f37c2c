//! How far what is selected stands from its neighbours, shown while a key is held.

use super::editor::Editor;
use super::place::{Stand, bounds_of};
use super::snap::{Distance, neighbours, standing};
use crate::units::Rect;

impl Editor {
    /// The distances from the selection to its nearest neighbours on the four sides, or to the page's edges where there
    /// is none; with something else under the pointer (`to`), the distances to that.
    pub fn distances(&self, to: Option<&str>) -> Vec<Distance> {
        let design = self.shown();
        let selection = self.selection();
        let Some(rect) = bounds_of(design, selection.iter().map(String::as_str)) else {
            return Vec::new();
        };
        let Some(page) = design.pages.get(self.page()) else {
            return Vec::new();
        };
        let others = match to.filter(|name| !selection.iter().any(|own| own == name)) {
            Some(name) => Stand::find(design, name)
                .map(|stand| stand.bounds())
                .into_iter()
                .collect(),
            None => standing(design, self.page(), self.entered(), selection),
        };
        neighbours(&others, Rect::new(0.0, 0.0, page.width.0, page.height.0), rect)
    }
}
