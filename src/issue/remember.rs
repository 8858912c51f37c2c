//! Choices about sheets that are offered again: how a sheet is read and which column holds which field.
//!
//! They are kept per group, twice: under the fingerprint of the sheet's headings, with everything that was chosen, and
//! the columns once more for any sheet of the group, where those that fit are used.

use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Result};
use crate::import::{DateOrder, ReadOptions};
use crate::model::{BatchId, BlobId, Group};
use crate::store::{Change, Event};

use super::desk::Desk;

/// What was chosen for a sheet; `None` where the file tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// The name of the sheet in its workbook.
    pub sheet: Option<String>,
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
    /// From 1.
    pub header_row: Option<u32>,
    /// Columns and their fields, as [`Mapping::to_pairs`](crate::import::Mapping::to_pairs) gives them.
    pub columns: Vec<(String, String)>,
    /// The custom field by which a recipient is known in a later sheet.
    pub id_field: Option<String>,
    /// What stands first in dates whose column does not tell.
    pub date_order: Option<DateOrder>,
}

/// Something that is as it was chosen for an earlier sheet, and not as the file alone tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The sheet of the workbook.
    Sheet(String),
    Encoding(String),
    /// From 1.
    HeaderRow(u32),
    /// How many columns hold what they held.
    Columns(usize),
}

impl Choices {
    /// Fills in what is not decided otherwise. The encoding is only told as that of an earlier file: text that is certainly
    /// in another one is read in that.
    pub fn complete(&self, told: &ReadOptions) -> ReadOptions {
        ReadOptions {
            sheet: told.sheet.clone().or_else(|| self.sheet.clone()),
            remembered_encoding: self.encoding.clone().filter(|_| told.encoding.is_none()),
            delimiter: told.delimiter.or(self.delimiter),
            header_row: told.header_row.or(self.header_row),
            ..told.clone()
        }
    }
}

/// Under which name the mapping of a group's columns is remembered.
fn columns_key(group: &Group) -> String {
    format!("columns of group {}", group.id)
}

/// Under which name the choices about a sheet are remembered.
fn sheet_key(group: &Group, fingerprint: BlobId) -> String {
    format!("sheet of group {}: {fingerprint}", group.id)
}

/// Keeps the mapping of columns for the next sheet of a group.
pub fn remember_columns(desk: &Desk, group: &Group, columns: &[(String, String)]) -> Result<()> {
    keep(desk, columns_key(group), &columns)
}

/// The mapping of columns that was decided for an earlier sheet of a group.
pub fn remembered_columns(desk: &Desk, group: &Group) -> Result<Vec<(String, String)>> {
    Ok(kept(desk, &columns_key(group))?.unwrap_or_default())
}

/// Keeps what was chosen for a sheet, by the fingerprint of its headings.
pub fn remember_choices(desk: &Desk, group: &Group, fingerprint: BlobId, choices: &Choices) -> Result<()> {
    keep(desk, sheet_key(group, fingerprint), choices)
}

/// What was chosen for an earlier sheet with the same headings.
pub fn remembered_choices(desk: &Desk, group: &Group, fingerprint: BlobId) -> Result<Option<Choices>> {
    kept(desk, &sheet_key(group, fingerprint))
}

/// Forgets what was chosen for a sheet, and which column holds what in the sheets of its group.
///
/// # Errors
/// The workspace cannot be written.
pub fn forget_choices(desk: &Desk, group: &Group, fingerprint: BlobId) -> Result<()> {
    if remembered_choices(desk, group, fingerprint)?.is_some_and(|choices| choices != Choices::default()) {
        remember_choices(desk, group, fingerprint, &Choices::default())?;
    }
    match remembered_columns(desk, group)?.is_empty() {
        true => Ok(()),
        false => remember_columns(desk, group, &[]),
    }
}

/// Under which name it is remembered what a sheet is a later version of.
fn versions_key(group: &Group, sheet: BlobId) -> String {
    format!("earlier batches of sheet {sheet} in group {}", group.id)
}

/// Keeps the batches that were made from earlier versions of a sheet, which is named by the hash of its bytes.
pub(super) fn remember_earlier_batches(desk: &Desk, group: &Group, sheet: BlobId, batches: &[BatchId]) -> Result<()> {
    let mut all = earlier_batches(desk, group, sheet)?;
    all.extend(batches);
    all.sort_unstable();
    all.dedup();
    let numbers: Vec<_> = all.iter().map(|batch| batch.0).collect();
    keep(desk, versions_key(group, sheet), &numbers)
}

/// The batches that were made from earlier versions of a sheet.
pub(super) fn earlier_batches(desk: &Desk, group: &Group, sheet: BlobId) -> Result<Vec<BatchId>> {
    let numbers: Option<Vec<_>> = kept(desk, &versions_key(group, sheet))?;
    Ok(numbers.unwrap_or_default().into_iter().map(BatchId).collect())
}

/// Whether a sheet was carried out as a later version of a list, by an update that made credentials.
///
/// # Errors
/// The workspace cannot be read.
pub fn is_later_version(desk: &Desk, group: &Group, sheet: BlobId) -> Result<bool> {
    Ok(!earlier_batches(desk, group, sheet)?.is_empty())
}

/// Under which name it is remembered how many people the last version of a list had.
fn people_key(group: &Group, batch: BatchId) -> String {
    format!("people in the list of batch {batch} of group {}", group.id)
}

/// Keeps how many people the last version of the list had that a batch was made from.
pub(super) fn remember_people_in_list(desk: &Desk, group: &Group, batch: BatchId, people: usize) -> Result<()> {
    keep(desk, people_key(group, batch), &people)
}

/// The same for what was kept before, be it nothing.
pub(super) fn restore_people_in_list(desk: &Desk, group: &Group, batch: BatchId, people: Option<usize>) -> Result<()> {
    match people {
        Some(people) => remember_people_in_list(desk, group, batch, people),
        None => keep_text(desk, people_key(group, batch), String::new()),
    }
}

/// How many people the last version of the list had that a batch was made from.
pub(super) fn people_in_list(desk: &Desk, group: &Group, batch: BatchId) -> Result<Option<usize>> {
    kept(desk, &people_key(group, batch))
}

/// Keeps a value under a name, in place of what was kept under it.
pub(super) fn keep(desk: &Desk, key: String, value: &impl Serialize) -> Result<()> {
    let value = serde_json::to_string(value)
        .map_err(|error| Problem::unexpected("choices", format!("The choices could not be remembered: {error}")))?;
    keep_text(desk, key, value)
}

/// Keeps a text under a name, in place of what was kept under it.
pub(super) fn keep_text(desk: &Desk, key: String, value: String) -> Result<()> {
    if desk.store.remembered(&key)?.as_deref() == Some(value.as_str()) {
        return Ok(());
    }
    let change = Change::new(&desk.clock.stamp(), vec![Event::Remembered { key, value }]);
    desk.store.apply(&change).map(|_| ())
}

/// What is kept under a name.
pub(super) fn kept<T: for<'a> Deserialize<'a>>(desk: &Desk, key: &str) -> Result<Option<T>> {
    let text = desk.store.remembered(key)?.unwrap_or_default();
    // What another version remembered otherwise is only a convenience, and is asked for again.
    Ok(serde_json::from_str(&text).ok())
}
