//! What whoever issues may change of a design that another one made: what the designer left open, and nothing else.

use super::names::called;
use crate::diag::{Place, Problem};
use crate::model::{Design, Edit, Element, ElementContent, Freedom, Property, SpanStyle, TextContent};

/// Whether every part of an edit is left open.
pub(super) fn check(design: &Design, edit: &Edit) -> Result<(), Problem> {
    match edit {
        Edit::Many { edits, .. } => edits.iter().try_for_each(|edit| check(design, edit)),
        Edit::Set { name, property } => match design.element(name) {
            Some(element) => check_element(element, property),
            // Applying it says so.
            None => Ok(()),
        },
        _ => Err(closed(
            "This design is a template: only what its designer left open can be changed",
        )),
    }
}

fn check_element(element: &Element, property: &Property) -> Result<(), Problem> {
    let wanted = match property {
        Property::Frame(_) => Some(Freedom::Place),
        Property::Opacity(_) | Property::Blend(_) | Property::Blur(_) | Property::Shadow(_) => Some(Freedom::Look),
        Property::Content(content) => freedom_of(&element.content, content),
        _ => None,
    };
    if wanted.is_some_and(|freedom| element.open.contains(&freedom)) {
        return Ok(());
    }
    Err(not_open(element))
}

/// What is said of a change of an element that its designer did not leave open.
pub(super) fn not_open(element: &Element) -> Problem {
    closed(format!("The designer did not leave this open in “{}”", called(element))).at(Place {
        element: Some(element.name.clone()),
        ..Place::default()
    })
}

/// What can be left open of an element: a shape has neither a text nor a picture, a group nothing but its place and how
/// all of it looks.
pub fn freedoms_of(element: &Element) -> &'static [Freedom] {
    match &element.content {
        ElementContent::Text(_) | ElementContent::Qr(_) => &[Freedom::Text, Freedom::Look, Freedom::Place],
        ElementContent::Image(_) => &[Freedom::Picture, Freedom::Look, Freedom::Place],
        ElementContent::Shape(_) | ElementContent::Chips(_) | ElementContent::Group(_) => {
            &[Freedom::Look, Freedom::Place]
        }
    }
}

/// What a change of content is about; `None` for what is never left open.
fn freedom_of(before: &ElementContent, after: &ElementContent) -> Option<Freedom> {
    let either = |is_that: bool, that: Freedom| Some(if is_that { that } else { Freedom::Look });
    match (before, after) {
        (ElementContent::Text(old), ElementContent::Text(new)) => {
            let mut same = new.clone();
            same.spans.clone_from(&old.spans);
            same.by_language.clone_from(&old.by_language);
            let keeps = new.by_language.keys().eq(old.by_language.keys());
            either(same == *old && keeps && styles(new) == styles(old), Freedom::Text)
        }
        (ElementContent::Qr(old), ElementContent::Qr(new)) => {
            let mut same = new.clone();
            same.content.clone_from(&old.content);
            either(same == *old, Freedom::Text)
        }
        (ElementContent::Image(old), ElementContent::Image(new)) => {
            let mut same = new.clone();
            same.source.clone_from(&old.source);
            same.alt.clone_from(&old.alt);
            (same.focus, same.fit, same.zoom) = (old.focus, old.fit, old.zoom);
            either(same == *old, Freedom::Picture)
        }
        (ElementContent::Shape(_), ElementContent::Shape(_)) | (ElementContent::Chips(_), ElementContent::Chips(_)) => {
            Some(Freedom::Look)
        }
        _ => None,
    }
}

fn styles(text: &TextContent) -> Vec<&SpanStyle> {
    text.all_spans().map(|span| &span.style).collect()
}

fn closed(message: impl Into<String>) -> Problem {
    Problem::error("template-locked", message)
        .hint("“Unlock template…” above the page makes all of it changeable; with nothing selected it is also under “Template” in the inspector")
}
