//! Credentials as they would be made, and what the designs say to all rows.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::Result;
use crate::import::Table;
use crate::issue::{self, Desk, Sample, WorstFits};
use crate::model::{Date, DuplicatePolicy, Group};
use crate::progress::Progress;
use crate::studio::called_in;

use super::super::super::state::create::{Pick, Picks};

/// What is drawn of a table.
#[derive(Clone, Debug)]
pub struct Order {
    pub group: Arc<Group>,
    pub table: Arc<Table>,
    /// That of the sheet, from which the rows name their pictures.
    pub folder: PathBuf,
    /// What is known already of this table.
    pub picks: Option<Picks>,
    pub pick: Pick,
    /// The row that was drawn last.
    pub row: Option<usize>,
    pub dates: (Option<Date>, Option<Date>),
    /// Whether some of the rows may be made already, by a generation that was interrupted.
    pub is_begun: bool,
    /// Whether somebody of the rows has, or may have, a credential of the group.
    pub has_known: bool,
}

#[derive(Debug)]
pub struct Drawn {
    pub revision: u64,
    pub picks: Picks,
    pub row: Option<usize>,
    /// None where no row is ready; or why the row cannot be drawn.
    pub sample: Result<Option<Arc<Sample>>>,
}

/// How many rows are named that the designs have something to say to.
const LINES: usize = 40;

/// What the designs found.
#[derive(Debug)]
pub struct Fits {
    pub revision: u64,
    /// The worst, only so many as are read.
    pub found: WorstFits,
}

/// Makes the credential of a row without keeping it.
///
/// # Errors
/// The work was cancelled.
pub fn sample(desk: &Desk, order: &Order, progress: &Progress) -> Result<Drawn> {
    let table = &order.table;
    let picks = match &order.picks {
        Some(picks) => picks.clone(),
        None => look(table, progress)?,
    };
    let row = chosen(&picks, order);
    Ok(Drawn {
        revision: table.revision(),
        sample: row
            .map(|row| sample_of(desk, order, &picks, row))
            .transpose()
            .map(Option::flatten),
        picks,
        row,
    })
}

fn sample_of(desk: &Desk, order: &Order, picks: &Picks, row: usize) -> Result<Option<Arc<Sample>>> {
    let Some(row) = order.table.checked_row(row) else {
        return Ok(None);
    };
    let running = running(desk, order, picks, row.row)?;
    let of = (&row, order.folder.as_path());
    let sample = issue::sample_credential(desk, &order.group, of, order.dates, running)?;
    Ok(Some(Arc::new(sample)))
}

/// The number that a row will get: the next ones of its group, in the order of the rows that are ready. None where it
/// depends on who is there already.
fn running(desk: &Desk, order: &Order, picks: &Picks, number: u32) -> Result<Option<u64>> {
    let makes_all = matches!(order.group.duplicates, DuplicatePolicy::Ask | DuplicatePolicy::Allow);
    let may_skip = !makes_all && (order.has_known || repeats(&order.table));
    if order.is_begun || may_skip || !order.table.decisions().is_empty() {
        return Ok(None);
    }
    let place = order.table.place_of(number);
    let before = place.and_then(|place| picks.ready.binary_search(&place).ok());
    let next = desk.store.next_number(order.group.id)?;
    Ok(before.map(|before| next + before as u64))
}

/// Whether a recipient stands in several rows.
fn repeats(table: &Table) -> bool {
    table.groups().iter().any(|group| group.code.starts_with("duplicate"))
}

fn chosen(picks: &Picks, order: &Order) -> Option<usize> {
    let ready = &picks.ready;
    let first = ready.first().copied();
    let beside = |step: isize| {
        let at = order.row.and_then(|row| ready.binary_search(&row).ok())?;
        let at = at.checked_add_signed(step)?;
        ready.get(at).copied()
    };
    match order.pick {
        Pick::First => first,
        Pick::Row(row) => Some(row),
        Pick::Longest => picks.longest,
        Pick::Shortest => picks.shortest,
        Pick::RightToLeft => picks.right_to_left.or(first),
        Pick::Next => beside(1).or(first),
        Pick::Previous => beside(-1).or(ready.last().copied()),
    }
}

/// Looks for the rows whose names are most unlike each other.
fn look(table: &Table, progress: &Progress) -> Result<Picks> {
    let (mut ready, mut right_to_left) = (Vec::new(), None);
    // With how many letters they have.
    let mut longest: Option<(usize, usize)> = None;
    let mut shortest: Option<(usize, usize)> = None;
    for row in 0..table.len() {
        if row % 4096 == 0 {
            progress.check()?;
        }
        if table.waits(row) || table.is_left_out(row) {
            continue;
        }
        ready.push(row);
        let Some(checked) = table.checked_row(row) else {
            continue;
        };
        let name = &checked.recipient.name;
        let letters = name.chars().count();
        if longest.is_none_or(|(most, _)| letters > most) {
            longest = Some((letters, row));
        }
        if shortest.is_none_or(|(least, _)| letters < least) {
            shortest = Some((letters, row));
        }
        if right_to_left.is_none() && name.chars().any(is_right_to_left) {
            right_to_left = Some(row);
        }
    }
    Ok(Picks {
        ready: Arc::new(ready),
        longest: longest.map(|(_, row)| row),
        shortest: shortest.map(|(_, row)| row),
        right_to_left,
    })
}

fn is_right_to_left(c: char) -> bool {
    use unicode_bidi::BidiClass;
    matches!(unicode_bidi::bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// Composes all rows with the designs.
///
/// # Errors
/// A design of the group is missing, or the work was cancelled.
pub fn fit(desk: &Desk, order: &Order, progress: &Progress) -> Result<Fits> {
    let table = &order.table;
    // Made one by one: all of them take as much memory as the table.
    let row = |at: usize| table.checked_recipient(at).map(Cow::Owned);
    let rows = (table.len(), row);
    let mut found = issue::worst_fits(desk, &order.group, rows, order.dates, LINES, progress)?;
    for matter in &mut found.of_designs {
        let pin = matter.pin;
        if let (Some(stored), Some(element)) = (
            desk.store.design(pin.design, pin.revision)?,
            &mut Arc::make_mut(matter).problem.place.element,
        ) {
            *element = called_in(&stored.design, element);
        }
    }
    Ok(Fits {
        revision: table.revision(),
        found,
    })
}
