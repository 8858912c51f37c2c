//! The batch of a generation: by which name it is found again, how it is begun or gone on with, and which of its rows have a
//! credential.

use std::collections::{BTreeSet, HashMap};

use sha2::{Digest, Sha256};

use crate::diag::{Problem, Problems, Result};
use crate::model::{Batch, BatchId, BatchState, BlobId, CredentialId, Date, Group, WaitingRow};
use crate::store::{Change, Event, Query, Store};

use super::batches;
use super::desk::Desk;
use super::generate::{GenerateOptions, Source};
use super::rows::{Good, TOLD};

/// The name of a batch for ever: SHA-256 over its group, sheet and options. `again` counts deliberate repetitions.
pub fn batch_key(group: &Group, sheet: BlobId, options: &GenerateOptions, again: u32) -> BlobId {
    let mut hash = Sha256::new();
    hash.update(b"accolade batch 1\0");
    hash.update(group.id.0.to_le_bytes());
    hash.update(sheet.0);
    let dates = [options.issue_date, options.expiry_date].map(|date| date.map_or(0, Date::days_from_epoch));
    dates.iter().for_each(|days| hash.update(days.to_le_bytes()));
    hash.update(again.to_le_bytes());
    hash.update(options.distinction.as_bytes());
    for (row, policy) in &options.duplicates {
        hash.update(format!("\0{row} {policy:?}"));
    }
    BlobId(hash.finalize().into())
}

/// The name of the batch that is made of a form, however it is filled in: that of a fresh id.
pub fn form_key(id: CredentialId) -> BlobId {
    let mut hash = Sha256::new();
    hash.update(b"accolade form 1\0");
    hash.update(id.0);
    BlobId(hash.finalize().into())
}

/// The rows of a batch of which a credential was made that is still there; `None` where there is no batch of that name.
///
/// # Errors
/// The workspace cannot be read.
pub fn made_rows(desk: &Desk, key: BlobId) -> Result<Option<BTreeSet<u32>>> {
    let Some(batch) = desk.store.batch_by_key(key)? else {
        return Ok(None);
    };
    Ok(Some(rows_done(&desk.store, batch.id)?.into_keys().collect()))
}

/// A batch that was found or begun.
pub(super) enum Opened {
    Finished(Batch),
    Open(Batch),
}

/// Finds the batch, or begins it.
pub(super) fn open_batch(
    desk: &Desk,
    group: &Group,
    sheet: BlobId,
    source: Source<'_>,
    options: &GenerateOptions,
    good: &[Good],
    waiting: Vec<WaitingRow>,
) -> Result<Opened> {
    if let Some(key) = options.key
        && let Some(batch) = desk.store.batch_by_key(key)?
    {
        return reopen_batch(desk, batch, source, options, good, waiting);
    }
    let mut again = 0;
    let key = loop {
        let key = options.key.unwrap_or_else(|| batch_key(group, sheet, options, again));
        match desk.store.batch_by_key(key)? {
            Some(batch) if batch.state == BatchState::Open => return Ok(Opened::Open(Batch { waiting, ..batch })),
            Some(batch) if !options.again && !batches::is_out(desk, batch.id)? => return Ok(Opened::Finished(batch)),
            Some(_) => again += 1,
            None => break key,
        }
    };
    if options.needs_some && good.is_empty() && !waiting.is_empty() {
        return Err(refused(waiting));
    }
    let stamp = desk.clock.stamp();
    desk.store.put_blob(source.bytes)?;
    let issue_date = options.issue_date.unwrap_or_else(|| desk.clock.today());
    let mut writer = desk.store.writer();
    let batch = Batch {
        id: writer.next_batch_id()?,
        group: group.id,
        created: stamp.at,
        source: source.name.to_owned(),
        sheet: Some(sheet),
        key,
        issue_date,
        expiry_date: options.expiry_date,
        state: BatchState::Open,
        rows: (good.len() + waiting.len()) as u32,
        waiting,
    };
    writer.apply(&Change::new(&stamp, vec![Event::BatchPut(batch.clone())]))?;
    Ok(Opened::Open(batch))
}

/// Goes on with a batch that has a name of its own. What waits in it are the rows that wait now: whoever waited before is
/// among them, or has become a credential or was given up.
fn reopen_batch(
    desk: &Desk,
    batch: Batch,
    source: Source<'_>,
    options: &GenerateOptions,
    good: &[Good],
    waiting: Vec<WaitingRow>,
) -> Result<Opened> {
    let done = rows_done(&desk.store, batch.id)?;
    let rest = good.iter().filter(|good| !done.contains_key(&good.row)).count();
    if batch.state == BatchState::Finished && rest == 0 {
        return match options.needs_some && !waiting.is_empty() {
            true => Err(refused(waiting)),
            false => Ok(Opened::Finished(batch)),
        };
    }
    let batch = Batch {
        sheet: Some(desk.store.put_blob(source.bytes)?),
        state: BatchState::Open,
        rows: (done.len() + rest + waiting.len()) as u32,
        waiting,
        ..batch
    };
    let mut writer = desk.store.writer();
    writer.apply(&Change::new(&desk.clock.stamp(), vec![Event::BatchPut(batch.clone())]))?;
    Ok(Opened::Open(batch))
}

/// What is wrong with the rows that wait, where nothing is made because of them.
pub(super) fn refused(waiting: Vec<WaitingRow>) -> Problems {
    let untold = waiting.len().saturating_sub(TOLD);
    let mut problems: Problems = waiting.into_iter().flat_map(|row| row.problems).collect();
    if untold > 0 {
        let problem = Problem::error("more-rows", format!("{untold} more rows have errors, too"));
        problems.push(problem.hint("Write all of them out as a report"));
    }
    problems
}

/// The rows of a batch that have a credential, with that.
pub(super) fn rows_done(store: &Store, batch: BatchId) -> Result<HashMap<u32, CredentialId>> {
    let query = Query {
        batch: Some(batch),
        ..Query::default()
    };
    let mut done = HashMap::new();
    let mut after = None;
    loop {
        let page = store.query(&query, after, 1000)?;
        let rows = page.items.iter().filter_map(|one| Some((one.row?, one.id)));
        done.extend(rows);
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(done),
        }
    }
}
