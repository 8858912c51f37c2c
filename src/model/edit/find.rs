//! Where in a design an element is.

use std::collections::BTreeSet;

use crate::model::{Design, Element, ElementContent};

/// The place of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// From 0.
    pub page: usize,
    /// The groups that it is in, the outermost first.
    pub groups: Vec<String>,
    /// Its index in the list of its group, or of the page.
    pub index: usize,
}

impl Located {
    /// The group that it is in, `None` on the page itself.
    pub fn parent(&self) -> Option<&str> {
        self.groups.last().map(String::as_str)
    }
}

impl Element {
    /// What is in a group; of all others nothing.
    pub fn children(&self) -> &[Element] {
        match &self.content {
            ElementContent::Group(group) => &group.children,
            _ => &[],
        }
    }

    /// What is in a group; `None` for all others.
    pub(super) fn children_mut(&mut self) -> Option<&mut Vec<Element>> {
        match &mut self.content {
            ElementContent::Group(group) => Some(&mut group.children),
            _ => None,
        }
    }

    /// The names of the element and of all that is in it.
    pub fn names(&self) -> Vec<&str> {
        let mut found = vec![self.name.as_str()];
        found.extend(self.children().iter().flat_map(Element::names));
        found
    }

    /// How many groups lie in each other here.
    pub(super) fn depth(&self) -> usize {
        match &self.content {
            ElementContent::Group(group) => 1 + group.children.iter().map(Element::depth).max().unwrap_or(0),
            _ => 0,
        }
    }
}

impl Design {
    /// The element of this name.
    pub fn element(&self, name: &str) -> Option<&Element> {
        let path = self.path(name)?;
        let mut list = self.pages.get(path.page)?.elements.as_slice();
        let (last, before) = path.indices.split_last()?;
        for index in before {
            list = list.get(*index)?.children();
        }
        list.get(*last)
    }

    pub(super) fn element_mut(&mut self, name: &str) -> Option<&mut Element> {
        let path = self.path(name)?;
        let (last, before) = path.indices.split_last()?;
        let mut list = &mut self.pages.get_mut(path.page)?.elements;
        for index in before {
            list = list.get_mut(*index)?.children_mut()?;
        }
        list.get_mut(*last)
    }

    /// Where the element of this name is.
    pub fn locate(&self, name: &str) -> Option<Located> {
        let path = self.path(name)?;
        let (index, before) = path.indices.split_last()?;
        let mut list = self.pages.get(path.page)?.elements.as_slice();
        let mut groups = Vec::new();
        for step in before {
            let group = list.get(*step)?;
            groups.push(group.name.clone());
            list = group.children();
        }
        Some(Located {
            page: path.page,
            groups,
            index: *index,
        })
    }

    /// The elements of a page or of a group on it, from the back to the front.
    pub fn list(&self, page: usize, parent: Option<&str>) -> Option<&[Element]> {
        match parent {
            None => Some(&self.pages.get(page)?.elements),
            Some(name) => match &self.element(name)?.content {
                ElementContent::Group(group) => Some(&group.children),
                _ => None,
            },
        }
    }

    /// The names of all elements.
    pub fn names(&self) -> BTreeSet<&str> {
        self.elements()
            .into_iter()
            .map(|(_, element)| element.name.as_str())
            .collect()
    }

    fn path(&self, name: &str) -> Option<Path> {
        self.pages.iter().enumerate().find_map(|(page, content)| {
            let mut indices = Vec::new();
            descend(&content.elements, name, &mut indices).then_some(Path { page, indices })
        })
    }
}

/// The page and the indices down to an element.
struct Path {
    page: usize,
    indices: Vec<usize>,
}

fn descend(list: &[Element], name: &str, indices: &mut Vec<usize>) -> bool {
    for (index, element) in list.iter().enumerate() {
        indices.push(index);
        if element.name == name || descend(element.children(), name, indices) {
            return true;
        }
        indices.pop();
    }
    false
}

/// A name like `wanted` that is not in `taken`: itself, or with the next free number in place of the one at its end.
pub fn free_name(wanted: &str, taken: &BTreeSet<&str>) -> String {
    if !taken.contains(wanted) {
        return wanted.to_owned();
    }
    let base = wanted.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let base = if base.is_empty() { wanted } else { base };
    let mut number = 2;
    loop {
        let name = format!("{base} {number}");
        if !taken.contains(name.as_str()) {
            return name;
        }
        number += 1;
    }
}
