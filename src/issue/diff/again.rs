//! Rows that say exactly what a row of an earlier sheet said, of which a credential was made.
//!
//! Whatever is wrong with such a row, and whatever a person has made of its credential since, it is that credential's row.
//! The earlier sheets are kept in the workspace; they are read when rows are left for which nobody is found, or which have
//! errors, and only digests of their rows are kept of that.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use crate::diag::{Problem, Problems, Result};
use crate::import::{CheckedRow, Mapping, ReadOptions, Row, Sheet};
use crate::model::{Batch, BatchId, Group};
use crate::progress::Progress;

use super::super::desk::Desk;
use super::super::duplicates::{email_key, loose_name};
use super::super::earlier;
use super::super::row_digest;
use super::super::sheet::open_sheet;
use super::There;

/// A sheet that comes again.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// Where it is; the paths of pictures begin in its folder.
    pub file: &'a Path,
    /// Its cells, as they are now.
    pub sheet: &'a Sheet,
    pub mapping: &'a Mapping,
}

/// What a row says, in short.
type Said = [u8; 16];

/// The rows of a sheet by what they say, in order; those that say the same as another one are not among them.
pub(in super::super) type SaidRows = Vec<(Said, u32)>;

/// The headings of a sheet with its cells below, in an order that does not follow the columns; empty cells say nothing, and
/// neither do those that only number the rows.
fn said(sheet: &Sheet, numbering: &BTreeSet<usize>, row: &Row) -> Said {
    let cells = sheet.columns.iter().enumerate().filter_map(|(at, column)| {
        let text = row.cell(at).text();
        (!text.is_empty() && !numbering.contains(&at)).then(|| (column.name(), text))
    });
    let hash = row_digest::of(cells.collect());
    std::array::from_fn(|at| hash.get(at).copied().unwrap_or_default())
}

/// Where the earlier sheets are, and the one that comes again.
pub(super) struct Again<'a> {
    pub(super) desk: &'a Desk,
    pub(super) group: &'a Group,
    pub(super) incoming: Incoming<'a>,
    pub(super) progress: &'a Progress,
}

/// Rows with the credentials whose rows they are, by their places.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) pairs: Vec<(usize, usize)>,
    /// Which earlier sheets could not be read.
    pub(super) notes: Problems,
}

impl Again<'_> {
    /// Looks for some rows in the sheets of some batches. A row that was there more than once is nobody's.
    ///
    /// # Errors
    /// The work was cancelled; the workspace cannot be read.
    pub(super) fn find(
        &self,
        rows: &[CheckedRow],
        wanted: &[usize],
        there: &[There],
        batches: &[BatchId],
    ) -> Result<Found> {
        let mut found = Found::default();
        let open = self.digests(rows, wanted);
        if open.is_empty() {
            return Ok(found);
        }
        let mut candidates: BTreeMap<usize, HashSet<usize>> = BTreeMap::new();
        for batch in batches {
            self.progress.check()?;
            let seats = there.iter().enumerate().filter(|(_, one)| one.batch == *batch);
            let seats: HashMap<u32, usize> = seats.filter_map(|(at, one)| Some((one.row?, at))).collect();
            let Some(batch) = self.desk.store.batch(*batch)?.filter(|_| !seats.is_empty()) else {
                continue;
            };
            let earlier = match self.rows_of(&batch, there, &seats) {
                Ok(earlier) => earlier,
                Err(problems) if problems.iter().any(|one| one.code == "cancelled") => return Err(problems),
                Err(problems) => {
                    found.notes.push(unreadable(&batch, &problems));
                    continue;
                }
            };
            for (said, row) in &open {
                let at = earlier.binary_search_by_key(said, |(said, _)| *said);
                let number = at.ok().and_then(|at| earlier.get(at)).map(|(_, number)| number);
                if let Some(one) = number.and_then(|number| seats.get(number)) {
                    candidates.entry(*row).or_default().insert(*one);
                }
            }
        }
        let only = |(row, all): (usize, HashSet<usize>)| match all.len() {
            1 => all.into_iter().next().map(|one| (row, one)),
            _ => None,
        };
        found.pairs = candidates.into_iter().filter_map(only).collect();
        Ok(found)
    }

    /// What the wanted rows say, each that is alone in it.
    fn digests(&self, rows: &[CheckedRow], wanted: &[usize]) -> HashMap<Said, usize> {
        let sheet = self.incoming.sheet;
        let numbering = row_digest::numbering(sheet, self.incoming.mapping);
        let mut all: HashMap<Said, Option<usize>> = HashMap::new();
        for at in wanted {
            let place = rows
                .get(*at)
                .and_then(|row| sheet.rows.place_of(&row.row, |row| row.number));
            let Some(row) = place.and_then(|place| sheet.rows.get(place)) else {
                continue;
            };
            let entry = all.entry(said(sheet, &numbering, row));
            entry.and_modify(|at| *at = None).or_insert(Some(*at));
        }
        all.into_iter().filter_map(|(said, at)| Some((said, at?))).collect()
    }

    /// What the rows of a batch's sheet say; read once.
    fn rows_of(&self, batch: &Batch, there: &[There], seats: &HashMap<u32, usize>) -> Result<Arc<SaidRows>> {
        if let Some(known) = self.desk.said_rows(batch.id) {
            return Ok(known);
        }
        // Even the very same file is read: the cells of the one that comes again are as a person has corrected them.
        let Some(sheet) = batch.sheet else {
            return Ok(Arc::default());
        };
        let path = self.desk.store.blob_path(sheet);
        let options = ReadOptions::default();
        let opened = open_sheet(self.desk, self.group, &path, &options, &[], self.progress)?.value;
        if !fits(&opened.sheet, there, seats) {
            // Another sheet of the workbook than the batch was made from says nothing of its people. Another one may be
            // chosen the next time, so that this is not kept.
            let message = "None of its sheets that was looked at has the people of the batch";
            return Err(Problem::error("other-sheet", message).into());
        }
        let rows = Arc::new(said_rows(&opened.sheet, &opened.mapping));
        drop(opened);
        self.desk.keep_said_rows(batch.id, &rows);
        Ok(rows)
    }
}

fn said_rows(sheet: &Sheet, mapping: &Mapping) -> SaidRows {
    let numbering = row_digest::numbering(sheet, mapping);
    let rows = sheet.rows.iter();
    let mut rows: SaidRows = rows.map(|row| (said(sheet, &numbering, row), row.number)).collect();
    rows.sort_unstable();
    let mut alone = SaidRows::with_capacity(rows.len());
    for same in rows.chunk_by(|one, other| one.0 == other.0) {
        if let [only] = same {
            alone.push(*only);
        }
    }
    alone
}

/// Whether a sheet has the people of a batch in their rows: at least half of them with their e-mail or a part of the name.
fn fits(sheet: &Sheet, there: &[There], seats: &HashMap<u32, usize>) -> bool {
    let mut known = 0;
    for row in sheet.rows.iter() {
        let Some(one) = seats.get(&row.number).and_then(|at| there.get(*at)) else {
            continue;
        };
        let recipient = &one.values.recipient;
        let mut wanted: Vec<String> = recipient.name.split_whitespace().map(loose_name).collect();
        wanted.push(loose_name(&email_key(recipient)));
        wanted.retain(|word| !word.is_empty());
        let is_there = |text: &str| {
            let mut words: Vec<String> = text.split_whitespace().map(loose_name).collect();
            words.push(loose_name(text));
            wanted.iter().any(|word| words.contains(word))
        };
        known += usize::from(row.cells.iter().any(|cell| is_there(&cell.text())));
    }
    known * 2 >= seats.len()
}

fn unreadable(batch: &Batch, problems: &Problems) -> Problem {
    let why = problems
        .iter()
        .next()
        .map(|why| why.message.clone())
        .unwrap_or_default();
    let message = format!(
        "The rows of the sheet of batch {} ({}) are not known again: {why}",
        batch.id, batch.source
    );
    Problem::note("earlier-sheet", message).hint("Look at who is new and who is not in this list: they may be the same")
}

/// Which rows are taken as they were made, although a credential says something else by now.
pub(super) struct AsMade {
    /// In which batches the columns hold what they held, as the names of those who are surely found again say.
    same_columns: HashSet<BatchId>,
}

impl AsMade {
    /// `sure` are the rows found by what they say now, `again` those of an earlier sheet; both with their credentials.
    pub(super) fn of(
        desk: &Desk,
        rows: &[CheckedRow],
        there: &[There],
        sure: impl Iterator<Item = (usize, usize)>,
        again: &BTreeMap<usize, usize>,
    ) -> AsMade {
        let mut votes: HashMap<BatchId, (usize, usize)> = HashMap::new();
        if again.is_empty() {
            return AsMade {
                same_columns: HashSet::new(),
            };
        }
        for (row, one) in sure {
            if let (Some(row), Some(one)) = (rows.get(row), there.get(one)) {
                let is_same = loose_name(&row.recipient.name) == loose_name(&one.values.recipient.name);
                votes.entry(one.batch).or_default().0 += usize::from(is_same);
            }
        }
        for (row, one) in again {
            let (Some(row), Some(one)) = (rows.get(*row), there.get(*one)) else {
                continue;
            };
            // What cannot be read is said where the row itself is looked at.
            let origin = earlier::origin(desk, one.known.id).ok().flatten();
            let is_other = origin.is_some_and(|origin| loose_name(&origin.name) != loose_name(&row.recipient.name));
            votes.entry(one.batch).or_default().1 += usize::from(is_other);
        }
        let same = votes.into_iter().filter(|(_, (same, other))| same >= other);
        AsMade {
            same_columns: same.map(|(batch, _)| batch).collect(),
        }
    }

    /// Whether a row changes nothing of its credential: it says what it said, and no later sheet has said anything.
    ///
    /// # Errors
    /// The history of the credential cannot be read.
    pub(super) fn is(&self, desk: &Desk, one: &There) -> Result<bool> {
        let origin = earlier::origin(desk, one.known.id)?;
        Ok(self.same_columns.contains(&one.batch) && origin.is_some_and(|origin| !origin.is_by_sheet))
    }
}
