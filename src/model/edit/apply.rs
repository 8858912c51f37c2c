//! Carrying out an edit, and making what undoes it.

use std::collections::BTreeSet;
use std::mem::replace;

use crate::diag::{Place, Problem};
use crate::model::{Design, Element, Page};

use super::{DesignProperty, Edit, Frame, PageProperty, Property, Spot};

/// How many groups may lie in each other, and how many pages a design may have: what its file may hold.
const MAX_DEPTH: usize = 16;
const MAX_PAGES: usize = 20;

impl Edit {
    /// Changes the design and gives what undoes it. When it fails, the design is as it was.
    pub(super) fn apply_to(&self, design: &mut Design) -> Result<Edit, Problem> {
        match self {
            Edit::Insert { at, element } => insert(design, at, element),
            Edit::Remove { name } => remove(design, name).map(|(at, element)| Edit::Insert {
                at,
                element: Box::new(element),
            }),
            Edit::Move { name, to } => relocate(design, name, to),
            Edit::Rename { from, to } => rename(design, from, to),
            Edit::Set { name, property } => set(design, name, property),
            Edit::InsertPage { index, page } => insert_page(design, *index, page),
            Edit::RemovePage { index } => remove_page(design, *index),
            Edit::MovePage { from, to } => move_page(design, *from, *to),
            Edit::SetPage { index, property } => set_page(design, *index, property),
            Edit::SetDesign(property) => Ok(Edit::SetDesign(set_design(design, property))),
            Edit::Many { name, edits } => many(design, name, edits),
        }
    }
}

/// The others are taken back when one cannot be done.
fn many(design: &mut Design, name: &str, edits: &[Edit]) -> Result<Edit, Problem> {
    let mut inverses = Vec::with_capacity(edits.len());
    for edit in edits {
        match edit.apply_to(design) {
            Ok(inverse) => inverses.push(inverse),
            Err(problem) => {
                for inverse in inverses.iter().rev() {
                    inverse.apply_to(design)?;
                }
                return Err(problem);
            }
        }
    }
    inverses.reverse();
    Ok(Edit::Many {
        name: name.to_owned(),
        edits: inverses,
    })
}

fn insert(design: &mut Design, at: &Spot, element: &Element) -> Result<Edit, Problem> {
    check_element(element)?;
    check_names(&design.names(), element)?;
    check_depth(design, at.parent.as_deref(), element)?;
    let list = list_mut(design, at)?;
    if at.index > list.len() {
        return Err(no_place("There is no such place in the order of the elements"));
    }
    list.insert(at.index, element.clone());
    Ok(Edit::Remove {
        name: element.name.clone(),
    })
}

fn remove(design: &mut Design, name: &str) -> Result<(Spot, Element), Problem> {
    let located = design.locate(name).ok_or_else(|| unknown(name))?;
    let spot = Spot {
        page: located.page,
        parent: located.parent().map(str::to_owned),
        index: located.index,
    };
    let list = list_mut(design, &spot)?;
    if spot.index >= list.len() {
        return Err(unknown(name));
    }
    let element = list.remove(spot.index);
    Ok((spot, element))
}

fn relocate(design: &mut Design, name: &str, to: &Spot) -> Result<Edit, Problem> {
    let element = design.element(name).ok_or_else(|| unknown(name))?;
    if to
        .parent
        .as_deref()
        .is_some_and(|parent| element.names().contains(&parent))
    {
        return Err(no_place("A group cannot be put into itself").at(named(name)));
    }
    check_depth(design, to.parent.as_deref(), element)?;
    let (from, element) = remove(design, name)?;
    let fits = list_mut(design, to).is_ok_and(|list| to.index <= list.len());
    let target = if fits { to } else { &from };
    list_mut(design, target)?.insert(target.index, element);
    if !fits {
        return Err(no_place("There is no such place in the order of the elements").at(named(name)));
    }
    Ok(Edit::Move {
        name: name.to_owned(),
        to: from,
    })
}

fn rename(design: &mut Design, from: &str, to: &str) -> Result<Edit, Problem> {
    if from != to {
        check_name(to)?;
        if design.element(to).is_some() {
            return Err(taken(to));
        }
    }
    let element = design.element_mut(from).ok_or_else(|| unknown(from))?;
    to.clone_into(&mut element.name);
    Ok(Edit::Rename {
        from: to.to_owned(),
        to: from.to_owned(),
    })
}

fn set(design: &mut Design, name: &str, property: &Property) -> Result<Edit, Problem> {
    check_property(property).map_err(|problem| problem.at(named(name)))?;
    if let Property::Content(content) = property {
        let element = design.element(name).ok_or_else(|| unknown(name))?;
        let changed = Element {
            content: (**content).clone(),
            ..element.clone()
        };
        check_element(&changed)?;
        let mut others = design.names();
        for own in element.names() {
            others.remove(own);
        }
        check_names(&others, &changed)?;
        let located = design.locate(name).ok_or_else(|| unknown(name))?;
        check_depth(design, located.parent(), &changed)?;
    }
    let element = design.element_mut(name).ok_or_else(|| unknown(name))?;
    Ok(Edit::Set {
        name: name.to_owned(),
        property: exchange(element, property),
    })
}

/// Sets the property and gives its former value.
fn exchange(element: &mut Element, property: &Property) -> Property {
    match property {
        Property::Frame(frame) => {
            let before = Frame::of(element);
            element.x = frame.x;
            element.y = frame.y;
            element.width = frame.width;
            element.height = frame.height;
            element.rotation = frame.rotation;
            element.flip = frame.flip;
            Property::Frame(before)
        }
        Property::Opacity(opacity) => Property::Opacity(replace(&mut element.opacity, *opacity)),
        Property::Blend(blend) => Property::Blend(replace(&mut element.blend, *blend)),
        Property::Blur(blur) => Property::Blur(replace(&mut element.blur, *blur)),
        Property::Locked(locked) => Property::Locked(replace(&mut element.locked, *locked)),
        Property::Hidden(hidden) => Property::Hidden(replace(&mut element.hidden, *hidden)),
        Property::KeepRatio(keep) => Property::KeepRatio(replace(&mut element.keep_ratio, *keep)),
        Property::Link(link) => Property::Link(replace(&mut element.link, link.clone())),
        Property::Show(show) => Property::Show(replace(&mut element.show, show.clone())),
        Property::Shadow(shadow) => Property::Shadow(replace(&mut element.shadow, *shadow)),
        Property::Open(open) => Property::Open(replace(&mut element.open, open.clone())),
        Property::Content(content) => Property::Content(Box::new(replace(&mut element.content, (**content).clone()))),
    }
}

fn insert_page(design: &mut Design, index: usize, page: &Page) -> Result<Edit, Problem> {
    if index > design.pages.len() {
        return Err(no_page());
    }
    if design.pages.len() >= MAX_PAGES {
        return Err(no_place(format!("A design has at most {MAX_PAGES} pages")));
    }
    let mut names = design.names();
    for element in &page.elements {
        check_element(element)?;
        check_names(&names, element)?;
        check_depth(design, None, element)?;
        names.extend(element.names());
    }
    check_lengths(&[page.width.0, page.height.0, page.bleed.0])?;
    design.pages.insert(index, page.clone());
    Ok(Edit::RemovePage { index })
}

fn remove_page(design: &mut Design, index: usize) -> Result<Edit, Problem> {
    if index >= design.pages.len() {
        return Err(no_page());
    }
    if design.pages.len() == 1 {
        return Err(no_place("The last page of a design stays").hint("Add another page first"));
    }
    let page = Box::new(design.pages.remove(index));
    Ok(Edit::InsertPage { index, page })
}

fn move_page(design: &mut Design, from: usize, to: usize) -> Result<Edit, Problem> {
    if from >= design.pages.len() || to >= design.pages.len() {
        return Err(no_page());
    }
    let page = design.pages.remove(from);
    design.pages.insert(to, page);
    Ok(Edit::MovePage { from: to, to: from })
}

fn set_page(design: &mut Design, index: usize, property: &PageProperty) -> Result<Edit, Problem> {
    let page = design.pages.get_mut(index).ok_or_else(no_page)?;
    let before = match property {
        PageProperty::Size { width, height } => {
            check_lengths(&[width.0, height.0])?;
            PageProperty::Size {
                width: replace(&mut page.width, *width),
                height: replace(&mut page.height, *height),
            }
        }
        PageProperty::Bleed(bleed) => {
            check_lengths(&[bleed.0])?;
            PageProperty::Bleed(replace(&mut page.bleed, *bleed))
        }
        PageProperty::Background(background) => {
            PageProperty::Background(replace(&mut page.background, background.clone()))
        }
        PageProperty::Aids(aids) => PageProperty::Aids(replace(&mut page.aids, aids.clone())),
    };
    Ok(Edit::SetPage {
        index,
        property: before,
    })
}

fn set_design(design: &mut Design, property: &DesignProperty) -> DesignProperty {
    match property {
        DesignProperty::Name(name) => DesignProperty::Name(replace(&mut design.name, name.clone())),
        DesignProperty::Kind(kind) => DesignProperty::Kind(replace(&mut design.kind, *kind)),
        DesignProperty::Description(text) => {
            DesignProperty::Description(replace(&mut design.description, text.clone()))
        }
        DesignProperty::Language(tag) => DesignProperty::Language(replace(&mut design.language, tag.clone())),
        DesignProperty::Swatches(colors) => DesignProperty::Swatches(replace(&mut design.swatches, colors.clone())),
        DesignProperty::Sample(values) => DesignProperty::Sample(replace(&mut design.sample, values.clone())),
        DesignProperty::Template(locked) => DesignProperty::Template(replace(&mut design.template, *locked)),
    }
}

fn list_mut<'a>(design: &'a mut Design, spot: &Spot) -> Result<&'a mut Vec<Element>, Problem> {
    let Some(parent) = &spot.parent else {
        return design
            .pages
            .get_mut(spot.page)
            .map(|page| &mut page.elements)
            .ok_or_else(no_page);
    };
    let on_page = design.locate(parent).is_some_and(|located| located.page == spot.page);
    design
        .element_mut(parent)
        .filter(|_| on_page)
        .and_then(Element::children_mut)
        .ok_or_else(|| no_place(format!("There is no group “{parent}” on this page")))
}

fn check_depth(design: &Design, parent: Option<&str>, element: &Element) -> Result<(), Problem> {
    let above = match parent.map(|name| design.locate(name)) {
        Some(Some(located)) => located.groups.len() + 1,
        _ => 0,
    };
    if above + element.depth() > MAX_DEPTH {
        return Err(no_place(format!("At most {MAX_DEPTH} groups can lie in each other")));
    }
    Ok(())
}

/// Whether the numbers of an element, and of all in it, can be.
fn check_element(element: &Element) -> Result<(), Problem> {
    let own = [
        Property::Frame(Frame::of(element)),
        Property::Opacity(element.opacity),
        Property::Blur(element.blur),
    ];
    for property in &own {
        check_property(property).map_err(|problem| problem.at(named(&element.name)))?;
    }
    element.children().iter().try_for_each(check_element)
}

fn check_property(property: &Property) -> Result<(), Problem> {
    match property {
        Property::Frame(frame) => {
            let numbers = [frame.x.0, frame.y.0, frame.rotation];
            if !numbers.iter().all(|number| number.is_finite()) {
                return Err(bad_number());
            }
            check_lengths(&[frame.width.0, frame.height.0])
        }
        Property::Opacity(opacity) if !(0.0..=1.0).contains(opacity) => Err(bad_number()),
        Property::Blur(blur) => check_lengths(&[blur.0]),
        _ => Ok(()),
    }
}

fn check_lengths(lengths: &[f64]) -> Result<(), Problem> {
    let fits = lengths.iter().all(|length| length.is_finite() && *length >= 0.0);
    if fits { Ok(()) } else { Err(bad_number()) }
}

fn check_names(others: &BTreeSet<&str>, element: &Element) -> Result<(), Problem> {
    let mut seen = BTreeSet::new();
    for name in element.names() {
        check_name(name)?;
        if others.contains(name) || !seen.insert(name) {
            return Err(taken(name));
        }
    }
    Ok(())
}

fn check_name(name: &str) -> Result<(), Problem> {
    if name.trim().is_empty() || name.chars().any(char::is_control) {
        return Err(
            Problem::error("edit-name", "An element needs a name without control characters")
                .hint("Give it a name of letters"),
        );
    }
    Ok(())
}

fn taken(name: &str) -> Problem {
    Problem::error("edit-name", format!("Another element has the name “{name}”")).hint("Choose a name of its own")
}

fn unknown(name: &str) -> Problem {
    Problem::error("edit-element", format!("The design has no element “{name}”"))
        .hint("Select the element again; it may have been removed")
}

fn no_place(message: impl Into<String>) -> Problem {
    Problem::error("edit-place", message)
}

fn no_page() -> Problem {
    no_place("The design has no such page")
}

fn bad_number() -> Problem {
    Problem::error("edit-number", "A length, a turn or an opacity is out of its bounds")
        .hint("Give a length of 0 or more, and an opacity between 0 and 100 %")
}

fn named(name: &str) -> Place {
    Place {
        element: Some(name.to_owned()),
        ..Place::default()
    }
}
