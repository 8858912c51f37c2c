//! Which batches a sheet is a later version of, so that somebody can be gone from it.
//!
//! A list of people is imported more than once: the first time it makes a batch, and each [`update`](super::update) may
//! make another for those who are new. All of them are one [list](Lists). What its sheets were called says nothing:
//! people write every month into `participants.xlsx`, and correct `January.xlsx` in a copy. What counts is who is in
//! them: a sheet in which at least half of a list's people are is a later version of that list; one with fewer is a part
//! of it, or another list that has some people in common, and nobody is gone from either. Who is gone stays in the
//! workspace until somebody acts, so that “half” is of those whom the last version had, where one was carried out.

use std::collections::BTreeMap;

use crate::diag::Result;
use crate::model::{Batch, BatchId, BlobId, Group, State};

use super::super::desk::Desk;
use super::super::remember;
use super::There;

/// The batches of a group, those together that were made from versions of one list.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    /// The list of each batch, named by its first batch.
    of: BTreeMap<BatchId, BatchId>,
    /// How many people the last version had, by a batch of the list.
    sizes: BTreeMap<BatchId, usize>,
    /// The batches whose sheet had the name of this one.
    namesakes: Vec<BatchId>,
}

/// A list, and how much of it a sheet has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub batches: Vec<BatchId>,
    /// How many people of the list are in the sheet, or may be.
    pub seen: usize,
    /// How many people the list has.
    pub people: usize,
}

/// What a sheet is to the lists of its group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Versions {
    /// The lists that it is a later version of.
    pub whole: Vec<Part>,
    /// The lists of which it has less than half.
    pub parts: Vec<Part>,
}

impl Lists {
    /// The lists of a group; `name` is what the file of the sheet is called.
    pub(super) fn of(desk: &Desk, group: &Group, name: &str) -> Result<Lists> {
        let mut batches: Vec<Batch> = desk.store.batches()?;
        batches.retain(|batch| batch.group == group.id);
        batches.sort_by_key(|batch| batch.id);
        let mut lists = Lists {
            of: batches.iter().map(|batch| (batch.id, batch.id)).collect(),
            namesakes: batches
                .iter()
                .filter(|batch| batch.source == name)
                .map(|batch| batch.id)
                .collect(),
            sizes: BTreeMap::new(),
        };
        for batch in &batches {
            if let Some(size) = remember::people_in_list(desk, group, batch.id)? {
                lists.sizes.insert(batch.id, size);
            }
            let Some(sheet) = batch.sheet else { continue };
            for earlier in remember::earlier_batches(desk, group, sheet)? {
                lists.join(batch.id, earlier);
            }
        }
        Ok(lists)
    }

    /// Every batch of its own, without a workspace.
    #[cfg(test)]
    pub(super) fn single(batches: &[BatchId]) -> Lists {
        Lists {
            of: batches.iter().map(|batch| (*batch, *batch)).collect(),
            ..Lists::default()
        }
    }

    /// Makes the lists of two batches one. A batch that is no more joins nothing.
    fn join(&mut self, one: BatchId, other: BatchId) {
        let (Some(a), Some(b)) = (self.of.get(&one).copied(), self.of.get(&other).copied()) else {
            return;
        };
        for list in self.of.values_mut().filter(|list| **list == a || **list == b) {
            *list = a.min(b);
        }
    }

    /// The batches in whose rows a recipient of the sheet may stand at the same place as before: of the lists that it is
    /// a version of as far as is known yet, else of sheets with its name, else the newest.
    pub(super) fn likely(&self, there: &[There], seen: &[bool]) -> Vec<BatchId> {
        let known = self.versions(there, seen).batches();
        if !known.is_empty() {
            return known;
        }
        match self.namesakes.is_empty() {
            true => self.of.keys().next_back().copied().into_iter().collect(),
            false => self.namesakes.clone(),
        }
    }

    /// What a sheet is to each list, by whom of the credentials it has.
    pub(super) fn versions(&self, there: &[There], seen: &[bool]) -> Versions {
        let mut counts: BTreeMap<BatchId, (usize, usize)> = BTreeMap::new();
        for (one, seen) in there.iter().zip(seen) {
            let Some(list) = self.of.get(&one.batch).filter(|_| one.known.state != State::Revoked) else {
                continue;
            };
            let (known, all) = counts.entry(*list).or_default();
            *known += usize::from(*seen);
            *all += 1;
        }
        let mut versions = Versions::default();
        for (list, (seen, people)) in counts.into_iter().filter(|(_, (seen, _))| *seen > 0) {
            let of = self.of.iter().filter(|(_, of)| **of == list);
            let batches: Vec<BatchId> = of.map(|(batch, _)| *batch).collect();
            let last = batches.iter().filter_map(|batch| self.sizes.get(batch)).max();
            let size = last.map_or(people, |last| people.min(*last));
            let lists = match seen * 2 >= size {
                true => &mut versions.whole,
                false => &mut versions.parts,
            };
            lists.push(Part { batches, seen, people });
        }
        versions
    }
}

impl Versions {
    /// The batches of the lists that the sheet is a later version of.
    pub(super) fn batches(&self) -> Vec<BatchId> {
        let mut batches: Vec<BatchId> = self
            .whole
            .iter()
            .flat_map(|list| list.batches.iter().copied())
            .collect();
        batches.sort_unstable();
        batches
    }
}

/// How many people the last versions of lists had, by their first batches.
pub(super) type People = Vec<(BatchId, Option<usize>)>;

/// Keeps of which lists a sheet is a later version, before it is carried out; `new` is how many people it brings. How many
/// people the versions before it had.
pub(super) fn remember(desk: &Desk, group: &Group, sheet: BlobId, lists: &[Part], new: usize) -> Result<People> {
    let mut before = People::new();
    for list in lists {
        if let Some(first) = list.batches.first() {
            before.push((*first, remember::people_in_list(desk, group, *first)?));
            remember::remember_people_in_list(desk, group, *first, list.seen + new)?;
        }
    }
    let batches: Vec<BatchId> = lists.iter().flat_map(|list| list.batches.iter().copied()).collect();
    match batches.is_empty() || new == 0 {
        true => {}
        false => remember::remember_earlier_batches(desk, group, sheet, &batches)?,
    }
    Ok(before)
}
