//! Counting how many credentials stand where, for the whole window at once.

use std::collections::BTreeSet;

use crate::diag::Result;
use crate::model::{Batch, BatchId, BatchState, GroupId, State as Life};
use crate::store::{Query, Store};

use super::super::state::create::FORM;
use super::super::state::workspace::{BatchStanding, Counts, Tally, Waiting};

/// What comes back.
#[derive(Debug)]
pub struct Answer {
    pub tally: Tally,
    /// What is searched in what is published, and how many meet it.
    pub found: (Query, u64),
}

/// Counts what the window shows: bits of the indexes are counted, no credential is read.
pub(in super::super) fn tally(
    store: &Store,
    groups: &[GroupId],
    batches: &[BatchId],
    searched: Query,
) -> Result<super::Answer> {
    let mut tally = Tally {
        all: counts(store, None)?,
        ..Tally::default()
    };
    for id in groups {
        tally.groups.push((*id, counts(store, Some(*id))?));
    }
    for id in batches {
        if let Some(batch) = store.batch(*id)? {
            let (made, _, standing) = standing(store, &batch)?;
            tally.batches.push((*id, made, standing));
        }
    }
    let total = store.count(&searched)?;
    let found = (searched, total);
    Ok(super::Answer::Tally(Box::new(Answer { tally, found })))
}

/// How many credentials of a group, or of all, stand where.
pub(super) fn counts(store: &Store, group: Option<GroupId>) -> Result<Counts> {
    let of = |query: Query| store.count(&Query { group, ..query });
    Ok(Counts {
        pending: of(pending())?,
        held: of(of_state(Life::Held))?
            + of(Query {
                held_correction: true,
                ..Query::default()
            })?,
        published: of(of_state(Life::Published))?,
        suspended: of(of_state(Life::Suspended))?,
        revoked: of(of_state(Life::Revoked))?,
    })
}

/// How many credentials a batch has, how many of them are under review or held, and how it stands.
pub(super) fn standing(store: &Store, batch: &Batch) -> Result<(u64, u64, BatchStanding)> {
    let of = |query: Query| {
        store.count(&Query {
            batch: Some(batch.id),
            ..query
        })
    };
    let (pending, held) = (of(pending())?, of(of_state(Life::Held))?);
    let standing = match batch.state {
        BatchState::Open => BatchStanding::Interrupted,
        BatchState::Finished if pending > 0 => BatchStanding::UnderReview(pending),
        BatchState::Finished if held > 0 => BatchStanding::Held(held),
        BatchState::Finished => BatchStanding::Done,
    };
    Ok((of(Query::default())?, pending + held, standing))
}

/// The batches that tell what is left: of each sheet of a group the newest, as what an older one left was gone on with
/// there, and each of a form.
pub(super) fn newest_of_sheets(batches: &[Batch]) -> BTreeSet<BatchId> {
    let mut seen: BTreeSet<(GroupId, &str)> = BTreeSet::new();
    let newest_first = batches.iter().rev();
    let newest = newest_first.filter(|batch| batch.source == FORM || seen.insert((batch.group, batch.source.as_str())));
    newest.map(|batch| batch.id).collect()
}

/// How many rows of a group have no credential, of the batches that tell what is left.
pub(super) fn waiting(batches: &[Batch], telling: &BTreeSet<BatchId>, group: GroupId) -> Waiting {
    let mut waiting = Waiting::default();
    let of_group = batches.iter().filter(|batch| batch.group == group);
    for batch in of_group.filter(|batch| telling.contains(&batch.id)) {
        let rows = batch.waiting.len() as u64;
        match batch.source == FORM {
            true => waiting.people += rows,
            false => waiting.rows += rows,
        }
    }
    waiting
}

pub(super) fn pending() -> Query {
    Query {
        pending: true,
        ..Query::default()
    }
}

pub(super) fn of_state(state: Life) -> Query {
    Query {
        state: Some(state),
        ..Query::default()
    }
}
