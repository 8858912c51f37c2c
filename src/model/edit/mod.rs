//! The changes that a designer makes, as data.
//!
//! An [`Edit`] is applied to a design and gives another one, or says why it cannot; nothing is half done. What undoes
//! it comes with it and is exact: applied to the result it gives the first design, equal in every number.
//!
//! Elements are addressed by their names, which are unique in a design. A name survives what a path of indices does not
//! (reordering, grouping, what somebody undoes in between), it is what problems and the file say, and a designer reads
//! it in the history. The one change that a name does not survive is [`Edit::Rename`], and whoever keeps names (a
//! selection) follows it with [`Edit::renamed`].

mod apply;
mod find;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::diag::Problem;
use crate::units::{Color, Pt};

use super::{
    Aids, Background, Blend, Condition, Design, DesignKind, Element, ElementContent, FieldName, Flip, Freedom, Page,
    Shadow,
};

pub use find::{Located, free_name};

/// A change of a design.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Puts an element, with what is in it, into a page or a group.
    Insert {
        at: Spot,
        element: Box<Element>,
    },
    /// Takes an element away, with what is in it.
    Remove {
        name: String,
    },
    /// Puts an element elsewhere: another place in the order, another group, another page. Its frame stays as it is.
    Move {
        name: String,
        to: Spot,
    },
    Rename {
        from: String,
        to: String,
    },
    /// Gives a property of an element another value.
    Set {
        name: String,
        property: Property,
    },
    InsertPage {
        index: usize,
        page: Box<Page>,
    },
    RemovePage {
        index: usize,
    },
    /// Puts a page before or behind others; `to` is its index afterwards.
    MovePage {
        from: usize,
        to: usize,
    },
    SetPage {
        index: usize,
        property: PageProperty,
    },
    SetDesign(DesignProperty),
    /// Several changes that are one for the designer, such as “Move 3 elements”.
    Many {
        name: String,
        edits: Vec<Edit>,
    },
}

/// A place in the order of a page or a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// From 0.
    pub page: usize,
    /// The group, or `None` for the page itself.
    pub parent: Option<String>,
    /// From 0 at the back. Where the element comes from the same list, as the list is without it.
    pub index: usize,
}

/// Where an element stands: its frame before it is turned, the turn, and the reflection.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Frame {
    pub x: Pt,
    pub y: Pt,
    /// At least 0.
    pub width: Pt,
    /// At least 0.
    pub height: Pt,
    /// Degrees clockwise around the middle of the frame.
    pub rotation: f64,
    pub flip: Flip,
}

/// A property of an element with its value.
#[derive(Clone, Debug, PartialEq)]
pub enum Property {
    Frame(Frame),
    /// 0 to 1.
    Opacity(f64),
    Blend(Blend),
    /// At least 0.
    Blur(Pt),
    Locked(bool),
    Hidden(bool),
    KeepRatio(bool),
    Link(Option<String>),
    Show(Option<Condition>),
    Shadow(Option<Shadow>),
    /// What whoever issues with the design may change.
    Open(Vec<Freedom>),
    /// All that the kind of element has of its own; of a group, its children too.
    Content(Box<ElementContent>),
}

/// A property of a page with its value.
#[derive(Clone, Debug, PartialEq)]
pub enum PageProperty {
    Size {
        width: Pt,
        height: Pt,
    },
    Bleed(Pt),
    Background(Background),
    /// Guides, grid and margins.
    Aids(Aids),
}

/// A property of a design with its value.
#[derive(Clone, Debug, PartialEq)]
pub enum DesignProperty {
    Name(String),
    Kind(DesignKind),
    Description(String),
    Language(String),
    Swatches(BTreeMap<String, Color>),
    Sample(BTreeMap<FieldName, String>),
    /// Whether it is locked as a template.
    Template(bool),
}

impl Frame {
    pub fn of(element: &Element) -> Frame {
        Frame {
            x: element.x,
            y: element.y,
            width: element.width,
            height: element.height,
            rotation: element.rotation,
            flip: element.flip,
        }
    }
}

impl Edit {
    /// Several changes as one; a single one stays itself.
    pub fn many(name: impl Into<String>, mut edits: Vec<Edit>) -> Edit {
        match edits.pop() {
            Some(only) if edits.is_empty() => only,
            last => {
                edits.extend(last);
                Edit::Many {
                    name: name.into(),
                    edits,
                }
            }
        }
    }

    pub fn set(name: impl Into<String>, property: Property) -> Edit {
        Edit::Set {
            name: name.into(),
            property,
        }
    }

    /// Whether it changes nothing, whatever the design.
    pub fn is_empty(&self) -> bool {
        matches!(self, Edit::Many { edits, .. } if edits.iter().all(Edit::is_empty))
    }

    /// The design after the change.
    ///
    /// # Errors
    /// `edit-element` when there is no such element, `edit-name` when a name is taken or none, `edit-place` when there
    /// is no such place, `edit-number` for a length, turn or opacity that cannot be.
    pub fn apply(&self, design: &Design) -> Result<Design, Problem> {
        self.apply_with_inverse(design).map(|(changed, _)| changed)
    }

    /// The design after the change, and what undoes it.
    ///
    /// # Errors
    /// Those of [`Edit::apply`].
    pub fn apply_with_inverse(&self, design: &Design) -> Result<(Design, Edit), Problem> {
        let mut changed = design.clone();
        let inverse = self.apply_to(&mut changed)?;
        Ok((changed, inverse))
    }

    /// The elements that it puts, takes away or changes; `None` when it is about more than elements.
    pub fn touched(&self) -> Option<Vec<&str>> {
        match self {
            Edit::Insert { element, .. } => Some(vec![&element.name]),
            Edit::Remove { name } | Edit::Move { name, .. } | Edit::Set { name, .. } => Some(vec![name]),
            Edit::Rename { from, to } => Some(vec![from, to]),
            Edit::Many { edits, .. } => {
                let each: Option<Vec<_>> = edits.iter().map(Edit::touched).collect();
                each.map(|each| each.into_iter().flatten().collect())
            }
            _ => None,
        }
    }

    /// What an element of this name is called after the change.
    pub fn renamed<'a>(&'a self, name: &'a str) -> &'a str {
        match self {
            Edit::Rename { from, to } if from == name => to,
            Edit::Many { edits, .. } => edits.iter().fold(name, |name, edit| edit.renamed(name)),
            _ => name,
        }
    }
}
