//! What differs between two versions of a design, in words.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::model::{Design, Element, ElementContent, Page};

/// Something that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub change: Change,
    /// On which page, from 0: of the later version, or of the earlier one where something is gone. `None` for what is
    /// about the whole design.
    pub page: Option<usize>,
    /// The element's name in the later version, or in the earlier one where it is gone. `None` for the page itself.
    pub element: Option<String>,
    /// What of it, in words; empty for what came or went as a whole.
    pub properties: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    Added,
    Removed,
    Changed,
}

impl Change {
    pub fn word(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Changed => "changed",
        }
    }
}

/// What differs between two versions, page by page, in the order of the later one: what is about the design first, then
/// what is about each page, what was changed and came from the back to the front, and what is gone.
pub fn compare(before: &Design, after: &Design) -> Vec<Difference> {
    let mut found = Vec::new();
    let of_design = differing(before, after, &["pages"], &design_word);
    push(&mut found, None, None, of_design);
    let (old, new) = (Parts::of(before), Parts::of(after));
    let renamed = renamed(&old, &new);
    for index in 0..before.pages.len().max(after.pages.len()) {
        match (before.pages.get(index), after.pages.get(index)) {
            (Some(a), Some(b)) => push(&mut found, Some(index), None, page_differences(a, b)),
            (None, Some(_)) => found.push(whole(Change::Added, index, None)),
            (Some(_), None) => found.push(whole(Change::Removed, index, None)),
            (None, None) => {}
        }
        for name in new.on_page(index) {
            let was = renamed.get(name).copied().unwrap_or(name);
            match (old.parts.get(was), new.parts.get(name)) {
                (Some(a), Some(b)) => {
                    let properties = a.differences(b, &old, &new);
                    push(&mut found, Some(index), Some(name), properties);
                }
                _ => found.push(whole(Change::Added, index, Some(name))),
            }
        }
        let known: BTreeSet<&str> = renamed.values().copied().collect();
        let gone = old
            .on_page(index)
            .filter(|name| !new.parts.contains_key(name) && !known.contains(name));
        found.extend(gone.map(|name| whole(Change::Removed, index, Some(name))));
    }
    found
}

fn whole(change: Change, page: usize, element: Option<&str>) -> Difference {
    Difference {
        change,
        page: Some(page),
        element: element.map(str::to_owned),
        properties: Vec::new(),
    }
}

fn push(found: &mut Vec<Difference>, page: Option<usize>, element: Option<&str>, properties: Vec<String>) {
    if !properties.is_empty() {
        found.push(Difference {
            change: Change::Changed,
            page,
            element: element.map(str::to_owned),
            properties,
        });
    }
}

/// An element with where it is.
struct Part<'a> {
    element: &'a Element,
    page: usize,
    group: Option<&'a str>,
}

/// All elements of a design.
struct Parts<'a> {
    parts: BTreeMap<&'a str, Part<'a>>,
    /// From the back to the front, groups before what is in them.
    order: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(design: &'a Design) -> Parts<'a> {
        let mut found = Parts {
            parts: BTreeMap::new(),
            order: Vec::new(),
        };
        for (page, content) in design.pages.iter().enumerate() {
            found.add(&content.elements, page, None);
        }
        found
    }

    fn add(&mut self, elements: &'a [Element], page: usize, group: Option<&'a str>) {
        for element in elements {
            self.order.push(&element.name);
            self.parts.insert(&element.name, Part { element, page, group });
            self.add(element.children(), page, Some(&element.name));
        }
    }

    fn on_page(&self, page: usize) -> impl Iterator<Item = &'a str> {
        let of_page = move |name: &&str| self.parts.get(name).is_some_and(|part| part.page == page);
        self.order.iter().copied().filter(of_page)
    }

    /// Those of one list that the other design has in the same list, from the back to the front.
    fn siblings(&self, part: &Part<'_>, other: &Parts<'_>) -> Vec<&'a str> {
        let of_list = |name: &&str| {
            let same = |of: &BTreeMap<&str, Part<'_>>| {
                of.get(name)
                    .is_some_and(|one| one.page == part.page && one.group == part.group)
            };
            same(&self.parts) && same(&other.parts)
        };
        self.order.iter().copied().filter(of_list).collect()
    }
}

impl Part<'_> {
    fn differences(&self, later: &Part<'_>, old: &Parts<'_>, new: &Parts<'_>) -> Vec<String> {
        let (a, b) = (self.element, later.element);
        let mut found = Vec::new();
        if a.name != b.name {
            found.push(format!("name (was “{}”)", a.name));
        }
        if self.page != later.page {
            found.push("page".to_owned());
        } else if self.group != later.group {
            found.push("group".to_owned());
        } else {
            let order = moved(&old.siblings(self, new), &new.siblings(later, old));
            found.extend(order.contains(&b.name.as_str()).then(|| "order".to_owned()));
        }
        found.extend(differing(a, b, &["name", "content"], &element_word));
        if std::mem::discriminant(&a.content) == std::mem::discriminant(&b.content) {
            found.extend(content_differences(&a.content, &b.content));
        } else {
            found.push("kind".to_owned());
        }
        let mut seen = BTreeSet::new();
        found.retain(|word| seen.insert(word.clone()));
        found
    }
}

/// The names that must be moved to make the one order of the other; as few as can be.
fn moved<'a>(before: &[&str], after: &[&'a str]) -> Vec<&'a str> {
    let place = |name: &str| before.iter().position(|known| *known == name);
    let places: Vec<usize> = after.iter().filter_map(|name| place(name)).collect();
    // The longest run that keeps its order: how long the best one is that ends at each.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate() {
        let longest = (0..at)
            .filter(|earlier| places.get(*earlier).is_some_and(|known| known < place))
            .max_by_key(|earlier| best.get(*earlier).map_or(0, |(length, _)| *length));
        let length = longest
            .and_then(|earlier| best.get(earlier))
            .map_or(0, |(length, _)| *length);
        best.push((length + 1, longest));
    }
    let mut kept = BTreeSet::new();
    let mut next = (0..best.len()).max_by_key(|at| best.get(*at).map_or(0, |(length, _)| *length));
    while let Some(at) = next {
        kept.insert(at);
        next = best.get(at).and_then(|(_, before)| *before);
    }
    let stays = |at: usize| kept.contains(&at);
    after
        .iter()
        .enumerate()
        .filter(|(at, _)| !stays(*at))
        .map(|(_, name)| *name)
        .collect()
}

/// New names by which elements are called that are otherwise as they were: the new one, then the old one.
fn renamed<'a>(old: &Parts<'a>, new: &Parts<'a>) -> BTreeMap<&'a str, &'a str> {
    let mut gone: Vec<&str> = old
        .order
        .iter()
        .copied()
        .filter(|name| !new.parts.contains_key(name))
        .collect();
    let mut found = BTreeMap::new();
    for name in new.order.iter().filter(|name| !old.parts.contains_key(*name)) {
        let Some(part) = new.parts.get(name) else { continue };
        let same = |was: &&str| {
            old.parts.get(was).is_some_and(|known| {
                let mut element = known.element.clone();
                element.name.clone_from(&part.element.name);
                element == *part.element
            })
        };
        if let Some(at) = gone.iter().position(same) {
            found.insert(*name, gone.remove(at));
        }
    }
    found
}

fn page_differences(before: &Page, after: &Page) -> Vec<String> {
    differing(before, after, &["elements"], &|key| match key {
        "width" | "height" => "size".to_owned(),
        "aids" => "guides, grid and margins".to_owned(),
        other => plain(other),
    })
}

fn design_word(key: &str) -> String {
    match key {
        "sample" => "sample values".to_owned(),
        other => plain(other),
    }
}

fn element_word(key: &str) -> String {
    match key {
        "x" | "y" => "position".to_owned(),
        "width" | "height" => "size".to_owned(),
        "rotation" => "angle".to_owned(),
        "locked" => "lock".to_owned(),
        "hidden" => "visibility".to_owned(),
        "show" => "condition".to_owned(),
        "open" => "what issuers may change".to_owned(),
        other => plain(other),
    }
}

/// What a kind of element has of its own.
fn content_differences(before: &ElementContent, after: &ElementContent) -> Vec<String> {
    let inner = |content: &ElementContent| match object(content) {
        Value::Object(map) => map.into_iter().next().map_or(Value::Null, |(_, value)| value),
        other => other,
    };
    let (a, b) = (inner(before), inner(after));
    let mut found = keys(&a, &b, &["children", "style"], &content_word);
    let style = |value: &Value| value.get("style").cloned().unwrap_or(Value::Null);
    found.extend(keys(&style(&a), &style(&b), &[], &content_word));
    found
}

fn content_word(key: &str) -> String {
    match key {
        "spans" => "text".to_owned(),
        "family" => "font".to_owned(),
        "size" => "letter size".to_owned(),
        "color" => "colour".to_owned(),
        "valign" => "vertical alignment".to_owned(),
        "align" => "alignment".to_owned(),
        "source" => "picture".to_owned(),
        "focus" => "crop".to_owned(),
        "level" => "error correction".to_owned(),
        other => plain(other),
    }
}

/// A key of the design's file as words.
fn plain(key: &str) -> String {
    key.replace('_', " ")
}

fn object<T: Serialize>(value: &T) -> Value {
    // Designs are plain data, which always serialises.
    serde_json::to_value(value).unwrap_or_default()
}

/// The words of the properties that differ, leaving some out.
fn differing<T: Serialize>(before: &T, after: &T, without: &[&str], word: &dyn Fn(&str) -> String) -> Vec<String> {
    keys(&object(before), &object(after), without, word)
}

fn keys(before: &Value, after: &Value, without: &[&str], word: &dyn Fn(&str) -> String) -> Vec<String> {
    let empty = Map::new();
    let (a, b) = (
        before.as_object().unwrap_or(&empty),
        after.as_object().unwrap_or(&empty),
    );
    let all: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let mut found = Vec::new();
    for key in all {
        if a.get(key) != b.get(key) && !without.contains(&key.as_str()) {
            let word = word(key);
            if !found.contains(&word) {
                found.push(word);
            }
        }
    }
    found
}
