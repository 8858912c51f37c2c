//! Comparing a sheet with what is there, and carrying that out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::diag::{Problem, Result};
use crate::import::{CheckedRow, Field, Table};
use crate::issue::{self, Desk, Diff, DiffOptions, GenerateOptions, Incoming, UpdateOptions, Updated};
use crate::model::{BatchState, DuplicatePolicy, Group};
use crate::progress::Progress;

use super::super::super::state::create::compare::{Compared, Decision, Wanted, Wishes};
use super::super::super::state::create::duplicates::There;
use super::make::Corrected;
use super::open;

/// What is compared.
#[derive(Clone, Debug)]
pub struct Order {
    pub wishes: Wishes,
    /// The identifying field that was chosen for an earlier sheet.
    pub id_field: Option<String>,
}

impl Order {
    /// What the library is asked; a field that the sheet has no column for any more identifies nobody.
    fn options(&self, group: &Group, table: &Table) -> DiffOptions {
        let id_field = self.wishes.picked.id_field.clone().or_else(|| self.id_field.clone());
        let has = |key: &String| {
            let field = Field::Custom(key.clone());
            group.fields.iter().any(|field| field.key == *key) && table.mapping().fields.contains(&Some(field))
        };
        let mut options = self.wishes.picked.options(id_field.filter(has));
        // A row that was left out since is nobody's.
        let is_there = |row: &u32| table.place_of(*row).is_some_and(|place| !table.is_left_out(place));
        options.decisions.retain(|row, _| is_there(row));
        options
    }
}

/// Who of a sheet has a credential already, for rows that make new ones; or what the sheet changes, where it is to be
/// compared.
///
/// # Errors
/// The workspace cannot be read; the work was cancelled.
pub fn look(
    desk: &Desk,
    group: &Group,
    table: &Table,
    file: Option<&Path>,
    order: &Order,
    progress: &Progress,
) -> Result<(There, Option<Compared>)> {
    let there = open::there(desk, group, table)?;
    let Some(file) = file.filter(|_| !there.is_empty() && order.wishes.wanted != Wanted::Anew) else {
        return Ok((there, None));
    };
    let as_it_is = order.wishes.wanted == Wanted::AsItIs;
    if as_it_is && (group.duplicates == DuplicatePolicy::Allow || is_begun(desk, group, table)?) {
        return Ok((there, None));
    }
    let rows = table.checked_recipients().collect();
    let compared = Compared::from(&compare(desk, group, table, file, rows, order, progress)?);
    match compared.is_version || order.wishes.wanted == Wanted::Compare {
        true => Ok((There::new(), Some(compared))),
        false => Ok((there, None)),
    }
}

/// The rows of what can be carried out that are left as they are, as they were in the last version of the list.
///
/// # Errors
/// The workspace cannot be read.
pub(super) fn left_again(desk: &Desk, group: &Group, table: &Table, compared: &Compared) -> Result<BTreeSet<u32>> {
    let mut rows = issue::left_as_they_were(desk, group, table)?;
    let can_apply = compared.can_apply();
    rows.retain(|row| can_apply.contains(row));
    Ok(rows)
}

/// Whether a batch of the same file was interrupted, which is gone on with. One of a comparison goes on by comparing.
fn is_begun(desk: &Desk, group: &Group, table: &Table) -> Result<bool> {
    let hash = table.sheet().hash;
    let mut batches = desk.store.batches()?.into_iter();
    let is_open = batches.any(|batch| batch.state == BatchState::Open && batch.sheet == Some(hash));
    Ok(is_open && !issue::is_later_version(desk, group, hash)?)
}

fn compare(
    desk: &Desk,
    group: &Group,
    table: &Table,
    file: &Path,
    rows: Vec<CheckedRow>,
    order: &Order,
    progress: &Progress,
) -> Result<Diff> {
    let mut options = order.options(group, table);
    options.decisions = with_holders(desk, group, options.decisions)?;
    let incoming = Incoming {
        file,
        sheet: table.sheet(),
        mapping: table.mapping(),
    };
    issue::diff(desk, group, incoming, rows, &options, progress)
}

/// The decisions without those for credentials that are not there any more: their rows are asked about again.
fn with_holders(desk: &Desk, group: &Group, all: BTreeMap<u32, Decision>) -> Result<BTreeMap<u32, Decision>> {
    let mut kept = BTreeMap::new();
    for (row, decision) in all {
        let is_there = match decision {
            Decision::New => true,
            Decision::Same(id) => desk.store.credential(&id)?.is_some_and(|one| one.group == group.id),
        };
        if is_there {
            kept.insert(row, decision);
        }
    }
    Ok(kept)
}

/// What is carried out.
#[derive(Debug)]
pub struct Apply {
    pub of: Corrected,
    pub order: Order,
    /// What was shown of it.
    pub shown: Arc<Compared>,
}

/// Compares once more, carries out what was chosen, and remembers how the sheet was read. Nothing is carried out that
/// nobody has seen.
///
/// # Errors
/// It comes to something else by now than was shown; the file was changed while it was read; what [`issue::update`] refuses; the work was cancelled, and what was done
/// stays.
pub fn apply(desk: &Desk, apply: &Apply, progress: &Progress) -> Result<Updated> {
    let (group, table) = (&apply.of.group, &apply.of.table);
    let file = apply.of.source.path.as_deref().unwrap_or(Path::new("."));
    apply.of.keep(desk)?;
    let rows = table.checked().rows;
    let diff = compare(desk, group, table, file, rows, &apply.order, progress)?;
    if Compared::from(&diff) != *apply.shown {
        let message =
            "What this list changes has become something else since it was shown, and nothing was carried out";
        let problem = Problem::error("compare-changed", message);
        return Err(problem.hint("Look through it once more").into());
    }
    let options = UpdateOptions {
        reason: Some(apply.order.wishes.reason.clone()),
        leave: apply.order.wishes.picked.leave.clone(),
        generate: GenerateOptions {
            issue_date: apply.of.dates.0,
            expiry_date: apply.of.dates.1,
            skip_bad: true,
            accepted: table.accepted(),
            ..GenerateOptions::default()
        },
    };
    let done = issue::update(desk, group, apply.of.from(), &diff, &options, progress)?;
    let left = &apply.shown.can_apply() & &apply.order.wishes.picked.leave;
    issue::remember_left_as_they_are(desk, group, table, &left)?;
    apply.of.remember(desk, apply.order.wishes.picked.id_field.clone())?;
    Ok(done)
}
