//! Copies of elements, under names of their own.

use std::collections::BTreeSet;

use crate::model::{Design, Element, ElementContent, free_name};

/// Makes copies for a design; no two get the same name.
#[derive(Debug)]
pub(super) struct Copies {
    taken: BTreeSet<String>,
}

impl Copies {
    pub(super) fn new(design: &Design) -> Copies {
        Copies {
            taken: design.names().into_iter().map(str::to_owned).collect(),
        }
    }

    /// A name like this one that nothing has, which is taken now.
    pub(super) fn name(&mut self, wanted: &str) -> String {
        let taken: BTreeSet<&str> = self.taken.iter().map(String::as_str).collect();
        let name = free_name(wanted, &taken);
        self.taken.insert(name.clone());
        name
    }

    /// The element with what is in it, all under names of their own; those that are free stay.
    pub(super) fn of(&mut self, element: &Element) -> Element {
        let mut copy = element.clone();
        copy.name = self.name(&element.name);
        if let ElementContent::Group(group) = &mut copy.content {
            for child in &mut group.children {
                *child = self.of(child);
            }
        }
        copy
    }
}
