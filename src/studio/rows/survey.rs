//! Setting the texts of a design for all rows.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::compose::{Kit, Measured, Standing, measure, measured_fields, standing, varies};
use crate::diag::Result;
use crate::model::{Condition, Design, Element, FieldName, Fields, Value};
use crate::progress::Progress;

use super::Rows;
use super::find::{Partial, Seen, report};

/// How the texts of all rows fit a design.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    pub(super) rows: Rows,
    kit: Option<Arc<Kit>>,
    /// Of the design: the language of the words that are the same on all.
    language: String,
    pub(super) elements: Vec<Surveyed>,
}

/// How one element fits for all rows.
#[derive(Clone, Debug)]
pub(super) struct Surveyed {
    /// As it was set, but without what does not matter for that.
    key: Element,
    pub(super) name: String,
    /// Of the groups that it is in.
    conditions: Vec<Condition>,
    /// From 1.
    page: u32,
    /// Where it stands, when that matters for how it fits.
    standing: Option<Standing>,
    /// For each row the index of what was found; the same values are set once, and so are elements that differ only in
    /// their names. Problems name none of them.
    pub(super) of_row: Arc<[u32]>,
    pub(super) found: Arc<[Measured]>,
}

impl Survey {
    /// Brings the survey to a design and rows. What is as it was is not set again: an element that only moved costs
    /// nothing, one that changed is set for all rows.
    ///
    /// # Errors
    /// `cancelled`; the survey is then as it was.
    pub fn update(&mut self, design: &Design, kit: &Arc<Kit>, rows: &Rows, progress: &Progress) -> Result<()> {
        self.update_telling(design, kit, rows, progress, &mut |_| {})
    }

    /// The same. While much is set, what was found so far is told now and then, some sixteen times.
    ///
    /// # Errors
    /// Those of [`Survey::update`].
    pub fn update_telling(
        &mut self,
        design: &Design,
        kit: &Arc<Kit>,
        rows: &Rows,
        progress: &Progress,
        tell: &mut dyn FnMut(Partial),
    ) -> Result<()> {
        let is_same_kit = self.kit.as_ref().is_some_and(|old| Arc::ptr_eq(old, kit));
        let is_same = is_same_kit && self.rows.is_same(rows) && self.language == design.language;
        let shown = varying(design);
        let kept = |page: u32, standing: Option<Standing>, key: &Element, conditions: &[Condition]| {
            let mut old = self.elements.iter().filter(|_| is_same);
            old.find(|old| {
                old.page == page && old.standing == standing && old.key == *key && old.conditions == conditions
            })
        };
        let mut elements: Vec<Surveyed> = Vec::with_capacity(shown.len());
        let mut missing: Vec<usize> = Vec::new();
        // Elements that are set as one of the missing ones is.
        let mut twins = Vec::new();
        for Varying {
            page,
            element,
            conditions,
        } in shown
        {
            let key = without_place(element);
            let standing = standing(design, page, element);
            match kept(page, standing, &key, &conditions) {
                Some(old) => elements.push(Surveyed {
                    name: element.name.clone(),
                    ..old.clone()
                }),
                None => {
                    let slot = Surveyed {
                        key,
                        name: element.name.clone(),
                        conditions,
                        page,
                        standing,
                        of_row: Arc::default(),
                        found: Arc::default(),
                    };
                    let is_twin = |at: &&usize| elements.get(**at).is_some_and(|one| one.is_set_as(&slot));
                    match missing.iter().find(is_twin) {
                        Some(at) => twins.push((elements.len(), *at)),
                        None => missing.push(elements.len()),
                    }
                    elements.push(slot);
                }
            }
        }
        let groups = by_fields(&elements, &missing, rows);
        let total: usize = groups
            .iter()
            .map(|(slots, sorted)| slots.len() * sorted.first.len())
            .sum();
        progress.start("Checking texts against the design", total as u64);
        let mut before = 0;
        for (slots, sorted) in groups {
            let job = Setting {
                design,
                kit,
                elements: &elements,
                slots: &slots,
                sorted: &sorted,
                rows,
            };
            let found = job.set(progress, &mut |found| {
                let done = before + found.iter().map(Vec::len).sum::<usize>();
                tell(Partial {
                    report: report(&job.seen(found), rows),
                    done: done as f64 / total.max(1) as f64,
                });
            })?;
            before += slots.len() * sorted.first.len();
            let of_row: Arc<[u32]> = sorted.of_row.into();
            for (at, found) in slots.into_iter().zip(found) {
                if let Some(slot) = elements.get_mut(at) {
                    (slot.found, slot.of_row) = (found.into(), of_row.clone());
                }
            }
        }
        for (twin, one) in twins {
            let found = elements.get(one).map(|one| (one.of_row.clone(), one.found.clone()));
            if let (Some(twin), Some((of_row, found))) = (elements.get_mut(twin), found) {
                (twin.of_row, twin.found) = (of_row, found);
            }
        }
        *self = Survey {
            rows: rows.clone(),
            kit: Some(Arc::clone(kit)),
            language: design.language.clone(),
            elements,
        };
        Ok(())
    }

    /// How many rows were surveyed.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How an element fits for a row; `None` when it is the same on all, or not there.
    pub fn measured(&self, element: &str, row: usize) -> Option<&Measured> {
        self.elements.iter().find(|found| found.name == element)?.of(row)
    }
}

impl Surveyed {
    fn is_set_as(&self, other: &Surveyed) -> bool {
        let what = |one: &Surveyed| (one.page, one.standing);
        what(self) == what(other) && self.key == other.key && self.conditions == other.conditions
    }

    /// Sets it with some values.
    fn set(&self, design: &Design, kit: &Kit, fields: &Fields) -> Measured {
        if self.conditions.iter().all(|condition| condition.holds(fields)) {
            return measure(design, kit, self.page, &self.key, self.standing.as_ref(), fields);
        }
        Measured {
            scale: 1.0,
            ..Measured::default()
        }
    }

    pub(super) fn seen(&self) -> Seen<'_> {
        Seen {
            name: &self.name,
            of_row: &self.of_row,
            found: &self.found,
        }
    }

    pub(super) fn of(&self, row: usize) -> Option<&Measured> {
        self.found.get(*self.of_row.get(row)? as usize)
    }
}

/// An element that differs from row to row.
struct Varying<'a> {
    page: u32,
    element: &'a Element,
    /// Of the groups that it is in.
    conditions: Vec<Condition>,
}

/// The elements that are seen and differ from row to row.
fn varying(design: &Design) -> Vec<Varying<'_>> {
    fn collect<'a>(list: &'a [Element], page: u32, around: &[Condition], found: &mut Vec<Varying<'a>>) {
        for element in list.iter().filter(|element| !element.hidden) {
            if varies(element) {
                found.push(Varying {
                    page,
                    element,
                    conditions: around.to_vec(),
                });
            }
            let inside: Vec<Condition> = around.iter().chain(&element.show).cloned().collect();
            collect(element.children(), page, &inside, found);
        }
    }
    let mut found = Vec::new();
    for (index, page) in design.pages.iter().enumerate() {
        collect(&page.elements, index as u32 + 1, &[], &mut found);
    }
    found
}

/// The element without all that does not change how its text is set.
fn without_place(element: &Element) -> Element {
    let mut key = Element::new(String::new(), crate::units::Rect::ZERO, element.content.clone());
    (key.width, key.height) = (element.width, element.height);
    key.link.clone_from(&element.link);
    key.show.clone_from(&element.show);
    // What is in a group is surveyed by itself.
    if let crate::model::ElementContent::Group(group) = &mut key.content {
        group.children.clear();
    }
    key
}

/// The rows by the values that an element shows.
struct Sorted {
    of_row: Vec<u32>,
    /// A row for each set of values.
    first: Vec<u32>,
}

/// The elements with these indices by the fields that they show, with the rows by the values of those.
fn by_fields(elements: &[Surveyed], indices: &[usize], rows: &Rows) -> Vec<(Vec<usize>, Sorted)> {
    let mut groups: BTreeMap<Vec<FieldName>, Vec<usize>> = BTreeMap::new();
    for at in indices {
        let Some(slot) = elements.get(*at) else { continue };
        let mut fields = measured_fields(&slot.key);
        fields.extend(slot.conditions.iter().filter_map(Condition::field).cloned());
        fields.sort();
        fields.dedup();
        groups.entry(fields).or_default().push(*at);
    }
    let sorted = groups.into_iter();
    sorted
        .map(|(fields, slots)| (slots, Sorted::new(&fields, rows)))
        .collect()
}

impl Sorted {
    fn new(fields: &[FieldName], rows: &Rows) -> Sorted {
        let mut known: HashMap<Values<'_>, u32> = HashMap::new();
        let mut sorted = Sorted {
            of_row: Vec::with_capacity(rows.len()),
            first: Vec::new(),
        };
        for (index, row) in rows.iter().enumerate() {
            let next = sorted.first.len() as u32;
            let at = *known.entry(Values::of(&row.fields, fields)).or_insert(next);
            if at == next {
                sorted.first.push(index as u32);
            }
            sorted.of_row.push(at);
        }
        sorted
    }
}

/// All that an element takes from a row.
#[derive(PartialEq, Eq, Hash)]
struct Values<'a> {
    values: Vec<Option<&'a Value>>,
    languages: (&'a str, Option<&'a str>),
}

impl<'a> Values<'a> {
    fn of(row: &'a Fields, fields: &[FieldName]) -> Values<'a> {
        Values {
            values: fields.iter().map(|field| row.get(field)).collect(),
            languages: (&row.language, row.recipient_language.as_deref()),
        }
    }
}

/// What is found so far is told after this many sets of values at least, and so many times at most.
const TOLD_AFTER: usize = 256;
const TOLD_TIMES: usize = 16;

/// Elements that show the same fields, which are set for all the values of those.
struct Setting<'a> {
    design: &'a Design,
    kit: &'a Kit,
    elements: &'a [Surveyed],
    /// Which of the elements.
    slots: &'a [usize],
    sorted: &'a Sorted,
    rows: &'a Rows,
}

impl Setting<'_> {
    /// For each element what was found. Those of one row are set one after the other, so that a text that stands in
    /// several frames is shaped once.
    fn set(&self, progress: &Progress, tell: &mut dyn FnMut(&[Vec<Measured>])) -> Result<Vec<Vec<Measured>>> {
        let empty = Fields::default();
        let slots: Vec<&Surveyed> = self.slots.iter().filter_map(|at| self.elements.get(*at)).collect();
        let mut of_slots: Vec<Vec<Measured>> = slots.iter().map(|_| Vec::new()).collect();
        let all = self.sorted.first.len();
        for part in self.sorted.first.chunks((all / TOLD_TIMES).max(TOLD_AFTER)) {
            let of_rows: Vec<Vec<Measured>> = part
                .par_iter()
                .map(|row| {
                    progress.check()?;
                    let fields = self.rows.get(*row as usize).map_or(&empty, |row| &row.fields);
                    let measured = slots
                        .iter()
                        .map(|slot| slot.set(self.design, self.kit, fields))
                        .collect();
                    progress.advance(slots.len() as u64);
                    Ok(measured)
                })
                .collect::<Result<_>>()?;
            for row in of_rows {
                for (slot, measured) in of_slots.iter_mut().zip(row) {
                    slot.push(measured);
                }
            }
            if of_slots.first().is_some_and(|found| found.len() < all) {
                tell(&of_slots);
            }
        }
        Ok(of_slots)
    }

    /// All elements as far as they are set, these with what was found of them.
    fn seen<'a>(&'a self, found: &'a [Vec<Measured>]) -> Vec<Seen<'a>> {
        let mut seen: Vec<Seen<'a>> = self.elements.iter().map(Surveyed::seen).collect();
        for (slot, found) in self.slots.iter().zip(found) {
            if let Some(seen) = seen.get_mut(*slot) {
                (seen.of_row, seen.found) = (&self.sorted.of_row, found);
            }
        }
        seen
    }
}
