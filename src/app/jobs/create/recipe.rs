//! How a batch is made, kept in the workspace before it is made: what was interrupted is gone on with by it, and the row
//! of a credential is found by it in its sheet.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Result};
use crate::import::{self, ReadOptions, Sheet};
use crate::issue::{Desk, Generated};
use crate::model::{Batch, BatchId, BlobId, Group, GroupId};
use crate::progress::Progress;

use super::super::super::state::create::compare::{Wanted, Wishes};
use super::super::super::state::create::draft::Draft;
use super::super::super::state::create::people::row_of;
use super::{make, open};

/// What makes a batch, besides its sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Recipe {
    pub draft: Draft,
    /// Whether it was wanted although the same was made before.
    pub again: bool,
}

/// Under which name it is kept.
fn key(group: GroupId, sheet: BlobId) -> String {
    format!("recipe of group {group} with sheet {sheet}")
}

/// What is remembered of a batch that is made, its name first.
///
/// # Errors
/// None that is expected.
pub fn entry(group: GroupId, sheet: BlobId, recipe: &Recipe) -> Result<(String, String)> {
    let text = serde_json::to_string(recipe)
        .map_err(|error| Problem::unexpected("recipe", format!("What was chosen cannot be kept: {error}")))?;
    Ok((key(group, sheet), text))
}

fn find(desk: &Desk, batch: &Batch) -> Result<Option<(BlobId, Recipe)>> {
    let Some(sheet) = batch.sheet else { return Ok(None) };
    let text = desk.store.remembered(&key(batch.group, sheet))?.unwrap_or_default();
    // One of another version is as good as none.
    Ok(serde_json::from_str(&text).ok().map(|recipe| (sheet, recipe)))
}

/// Whether it is known how a batch that was interrupted goes on.
///
/// # Errors
/// The workspace cannot be read.
pub fn is_known(desk: &Desk, batch: &Batch) -> Result<bool> {
    Ok(find(desk, batch)?.is_some())
}

/// What a batch was made of, to be gone on with, and where the workspace keeps its sheet; `None` when it is not known.
///
/// # Errors
/// The workspace cannot be read.
pub fn left(desk: &Desk, id: BatchId) -> Result<Option<(Draft, PathBuf)>> {
    let Some(batch) = desk.store.batch(id)? else {
        return Ok(None);
    };
    let Some((sheet, Recipe { draft, .. })) = find(desk, &batch)? else {
        return Ok(None);
    };
    let draft = match draft.path {
        Some(_) => draft,
        None => waiting(draft, &batch, desk.store.latest_group(batch.group)?.as_ref()),
    };
    Ok(Some((draft, desk.store.blob_path(sheet))))
}

/// The form of a batch with those who wait in it: the others have credentials, and are made no more.
fn waiting(draft: Draft, batch: &Batch, group: Option<&Group>) -> Draft {
    let rows: HashSet<u32> = batch.waiting.iter().map(|row| row.row).collect();
    let mut form = draft.form(group);
    form.keep(|number| rows.contains(&row_of(number)));
    form.set_key(batch.key);
    draft.with_form(&form)
}

/// Makes the rest of a batch that was interrupted, from the sheet as the workspace keeps it.
///
/// # Errors
/// It is not known how it was begun, or what was chosen then fits no more; as [`make::make`].
pub fn resume(desk: &Desk, id: BatchId, progress: &Progress) -> Result<Generated> {
    let batch = desk.store.batch(id)?;
    let found = match &batch {
        Some(batch) => find(desk, batch)?.map(|(sheet, recipe)| (batch, sheet, recipe)),
        None => None,
    };
    let Some((batch, sheet, Recipe { draft, again })) = found else {
        let problem = Problem::error("no-recipe", "It is not known how this batch was begun");
        return Err(problem
            .hint("Open its sheet again and generate from it; what is made already is not made twice")
            .into());
    };
    let Some(group) = desk.store.latest_group(batch.group)? else {
        return Err(Problem::unexpected("no-group", "The group of the batch is gone").into());
    };
    let form = draft.form(Some(&group));
    let order = open::Order {
        group,
        told: draft.told.into(),
        columns: Vec::new(),
        earlier: open::Earlier::Changes(draft.changes),
        dates: (draft.issue_date, draft.expiry_date),
        // It is among the changes.
        date_order: None,
        // What was begun is made to its end.
        wishes: Wishes {
            wanted: Wanted::Anew,
            ..Wishes::default()
        },
        forget: None,
        read: None,
    };
    let dates = order.dates;
    let is_named = draft.path.is_none() && form.key().is_some();
    let key = is_named.then_some(batch.key);
    let opened = match draft.path {
        None => open::of_form(desk, &form, order, progress)?,
        Some(path) => read_kept(desk, batch, sheet, &path, order, progress)?,
    };
    let order = make::Order {
        of: opened.corrected(dates),
        key,
        again,
        recipe: None,
        only: Some(batch.key),
    };
    make::make(desk, order, progress)
}

/// Reads the sheet as the workspace keeps it; the file itself may be another one by now.
fn read_kept(
    desk: &Desk,
    batch: &Batch,
    sheet: BlobId,
    path: &Path,
    order: open::Order,
    progress: &Progress,
) -> Result<open::Opened> {
    let mut opened = open::open_copy(desk, &desk.store.blob_path(sheet), path, order, progress)?;
    opened.source.name = batch.source.clone();
    Ok(opened)
}

/// The sheet that a batch was made of, as it was read; `None` when the workspace has none.
///
/// # Errors
/// The sheet cannot be read.
pub fn sheet_of(desk: &Desk, id: BatchId, progress: &Progress) -> Result<Option<Sheet>> {
    let Some(batch) = desk.store.batch(id)? else {
        return Ok(None);
    };
    let (sheet, told) = match (find(desk, &batch)?, batch.sheet) {
        (Some((sheet, recipe)), _) => (sheet, recipe.draft.told.into()),
        (None, Some(sheet)) => (sheet, ReadOptions::default()),
        (None, None) => return Ok(None),
    };
    let read = import::read(&desk.store.blob_path(sheet), &told, &desk.launcher, progress)?;
    Ok(Some(read.value))
}
