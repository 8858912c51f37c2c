//! A page that is worked on: only what changed is composed again.
//!
//! A [`Live`] keeps what it made of every element of a page. While one is dragged the others are as they were, and a
//! part that did not change keeps its [`Part::version`], by which whoever paints it knows that it need not.

use std::sync::Arc;

use crate::diag::Problems;
use crate::model::{Design, DesignKind, Element, Fields, Page};
use crate::scene::{self, Code, Constant, Item, Link};
use crate::units::{Pt, Vec2};

use super::{Composer, Kit, Pictures, count};

/// The parts of a page as they were composed last.
#[derive(Debug)]
pub struct Live {
    kit: Arc<Kit>,
    around: Option<Around>,
    parts: Vec<Part>,
    next_version: u64,
}

/// What every part of a page depends on.
#[derive(Clone, Debug, PartialEq)]
struct Around {
    page: usize,
    kind: DesignKind,
    language: String,
    /// The size of the page and how far cutting may go wrong, which growing texts are held against.
    room: [Pt; 3],
    fields: Fields,
    pictures: Vec<crate::model::BlobId>,
}

/// What one element of a page, or its background, comes to.
#[derive(Clone, Debug)]
pub struct Part {
    /// Another one whenever the items are others.
    pub version: u64,
    pub items: Vec<Item>,
    links: Vec<Link>,
    codes: Vec<Code>,
    problems: Problems,
    key: Key,
}

#[derive(Clone, Debug, PartialEq)]
enum Key {
    /// The page without its elements.
    Background(Box<Page>),
    /// An element and its index in [`Design::elements`].
    Element(Box<Element>, u32),
}

impl Live {
    pub fn new(kit: Arc<Kit>) -> Live {
        Live {
            kit,
            around: None,
            parts: Vec::new(),
            next_version: 0,
        }
    }

    /// Composes a page (from 0) as far as it changed: first its background, then its elements from the back to the
    /// front, a part each. A page that is not there has no parts.
    pub fn update(&mut self, design: &Design, page: usize, fields: &Fields, pictures: &Pictures) -> &[Part] {
        let around = Around {
            page,
            kind: design.kind,
            language: design.language.clone(),
            room: design
                .pages
                .get(page)
                .map_or([Pt(0.0); 3], |page| [page.width, page.height, page.aids.safe]),
            fields: fields.clone(),
            pictures: pictures.keys().copied().collect(),
        };
        let mut old = std::mem::take(&mut self.parts);
        if self.around.as_ref() != Some(&around) {
            old.clear();
            self.around = Some(around);
        }
        let Some(content) = design.pages.get(page) else {
            return &self.parts;
        };
        let kit = Arc::clone(&self.kit);
        let mut composer = Composer::new(design, &kit, fields, pictures, page as u32 + 1);
        let mut old = old.into_iter().peekable();
        let mut later: Vec<Part> = Vec::new();
        for key in keys(design, page, content) {
            // Most parts are where they were; after one was put in, taken out or moved, they are looked for.
            let found = match old.next_if(|part| part.key == key) {
                Some(part) => Some(part),
                None => {
                    later.extend(old.by_ref());
                    later.iter().position(|part| part.key == key).map(|at| later.remove(at))
                }
            };
            let part = match found {
                Some(part) => part,
                None => self.composed(&mut composer, key),
            };
            self.parts.push(part);
        }
        &self.parts
    }

    fn composed(&mut self, composer: &mut Composer<'_>, key: Key) -> Part {
        match &key {
            Key::Background(page) => composer.background(page),
            Key::Element(element, index) => composer.element(element, *index, Vec2::ZERO),
        }
        self.next_version += 1;
        let made = std::mem::take(&mut composer.out);
        Part {
            version: self.next_version,
            items: made.items,
            links: made.links,
            codes: made.codes,
            problems: std::mem::take(&mut composer.problems),
            key,
        }
    }

    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The page as a scene has it, for a hit test or an export; `content` is the page of the design.
    pub fn page(&self, content: &Page) -> scene::Page {
        scene::Page {
            width: content.width.0,
            height: content.height.0,
            bleed: content.bleed.0,
            constant: Constant::default(),
            items: self.parts.iter().flat_map(|part| part.items.iter().cloned()).collect(),
            links: self.parts.iter().flat_map(|part| part.links.iter().cloned()).collect(),
            codes: self.parts.iter().flat_map(|part| part.codes.iter().cloned()).collect(),
        }
    }

    /// What was noticed while the parts were composed.
    pub fn problems(&self) -> Problems {
        self.parts
            .iter()
            .flat_map(|part| part.problems.iter().cloned())
            .collect()
    }
}

/// What the parts of a page are made of.
fn keys(design: &Design, page: usize, content: &Page) -> Vec<Key> {
    let before = design.pages.iter().take(page).flat_map(|page| &page.elements);
    let mut index: u32 = before.map(count).sum();
    let mut keys = vec![Key::Background(Box::new(bare(content)))];
    for element in &content.elements {
        keys.push(Key::Element(Box::new(element.clone()), index));
        index += count(element);
    }
    keys
}

/// The page without what is not painted.
fn bare(page: &Page) -> Page {
    Page {
        width: page.width,
        height: page.height,
        bleed: page.bleed,
        background: page.background.clone(),
        aids: crate::model::Aids::default(),
        elements: Vec::new(),
    }
}
