//! Pages: adding, copying and removing them.

use std::collections::BTreeSet;

use crate::diag::Problem;
use crate::model::{Design, Edit, Element, ElementContent, Page, free_name};

use super::editor::Editor;
use super::names::page_name;

impl Editor {
    /// Adds an empty page like the one that is worked on, behind all others, and goes there.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn add_page(&mut self) -> Result<(), Problem> {
        let Some(like) = self.design.pages.get(self.place.page) else {
            return Ok(());
        };
        let empty = Page {
            elements: Vec::new(),
            ..like.clone()
        };
        self.insert_page(self.design.pages.len(), empty, "Add a page")
    }

    /// Puts a copy of the page that is worked on behind it, and goes there.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn duplicate_page(&mut self) -> Result<(), Problem> {
        match copy_of(&self.design, self.place.page) {
            Some(copy) => self.insert_page(self.place.page + 1, copy, "Duplicate a page"),
            None => Ok(()),
        }
    }

    /// Removes the page that is worked on; the only one stays.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn remove_page(&mut self) -> Result<(), Problem> {
        let (index, count) = (self.place.page, self.design.pages.len());
        if count < 2 {
            return Ok(());
        }
        let name = format!("Remove {}", page_name(index, count));
        self.commit(name, Edit::RemovePage { index })
    }

    fn insert_page(&mut self, index: usize, page: Page, name: &str) -> Result<(), Problem> {
        let page = Box::new(page);
        self.commit(name, Edit::InsertPage { index, page })?;
        self.go_to_page(index);
        Ok(())
    }
}

/// A copy of a page, whose elements have names of their own.
fn copy_of(design: &Design, index: usize) -> Option<Page> {
    let mut page = design.pages.get(index)?.clone();
    let mut taken: BTreeSet<String> = design.names().into_iter().map(str::to_owned).collect();
    for element in &mut page.elements {
        rename(element, &mut taken);
    }
    Some(page)
}

fn rename(element: &mut Element, taken: &mut BTreeSet<String>) {
    let known = taken.iter().map(String::as_str).collect();
    element.name = free_name(&element.name, &known);
    taken.insert(element.name.clone());
    if let ElementContent::Group(group) = &mut element.content {
        for child in &mut group.children {
            rename(child, taken);
        }
    }
}
