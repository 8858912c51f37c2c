//! Changing the letters of all that is selected at once.

use crate::model::{Edit, Element, ElementContent, Property, TextStyle};

use super::editor::Editor;
use super::text::StyleChange;

impl Editor {
    /// Whether something with letters is selected.
    pub fn has_letters(&self) -> bool {
        self.selected().iter().any(|element| !styles(element).is_empty())
    }

    /// The change that gives another style to all letters of these elements. A toggle comes to the same for all of them:
    /// off where every letter has it, else on.
    pub fn restyled(&self, doing: &str, names: &[String], change: StyleChange) -> Edit {
        let elements = || names.iter().filter_map(|name| self.design.element(name));
        let all: Vec<TextStyle> = elements().flat_map(styles).collect();
        let change = change.settled(&all);
        let edits = elements().filter_map(|element| {
            let mut content = element.content.clone();
            match &mut content {
                ElementContent::Text(text) => change.apply_to_all(text),
                ElementContent::Chips(chips) => change.apply_to_style(&mut chips.style),
                _ => return None,
            }
            Some(Edit::set(&element.name, Property::Content(Box::new(content))))
        });
        Edit::many(doing, edits.collect())
    }
}

/// The styles of the letters of an element.
fn styles(element: &Element) -> Vec<TextStyle> {
    match &element.content {
        ElementContent::Text(text) => text.all_spans().map(|span| text.style.with(&span.style)).collect(),
        ElementContent::Chips(chips) => vec![chips.style.clone()],
        _ => Vec::new(),
    }
}
