//! Taking back what carrying out a comparison did, as long as it is under review and nobody has done anything to it since.
//!
//! What is undone is written like every other step, so that the log tells both. `earlier` leaves out a step and its
//! undoing: what a sheet said for a moment is no reason to hold it for a person's word when it comes again.

use crate::diag::{Problem, Result};
use crate::model::{BatchId, BlobId, Credential, CredentialId, GroupId, State, Step};
use crate::progress::Progress;
use crate::store::{Change, CredentialPut, Event, Query};

use super::super::desk::Desk;
use super::super::earlier::UNDONE;
use super::super::{remember, steps};
use super::Known;
use super::apply::CHUNK;
use super::lists::People;

/// What [`update`](super::update) did, as much as is needed to take it back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undo {
    pub(super) group: GroupId,
    pub(super) steps: Vec<Did>,
    /// The key of the batch that was made.
    pub(super) batch: Option<BlobId>,
    /// How many people the last versions of the lists had before.
    pub(super) people: People,
    /// Whether something of it stays by now.
    stays: bool,
}

/// What was done with a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Did {
    Make(CredentialId),
    /// Changed or corrected it, by the event of its history that says so.
    Change(CredentialId, usize),
}

/// What [`undo_update`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// Credentials under review that say again what they said.
    pub restored: u32,
    /// Corrections that were deleted.
    pub withdrawn: u32,
    /// New credentials that were deleted.
    pub deleted: u32,
    /// Those to which something was done since, which are left as they are.
    pub left: Vec<Known>,
    /// What was not come to, where it was stopped.
    pub rest: Option<Undo>,
}

impl Undo {
    /// Whether nothing was done.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

/// The ids of the credentials of a batch.
pub(super) fn made(desk: &Desk, batch: BatchId) -> Result<Vec<Did>> {
    let query = Query {
        batch: Some(batch),
        ..Query::default()
    };
    let (mut made, mut after) = (Vec::new(), None);
    loop {
        let page = desk.store.query(&query, after, 1000)?;
        made.extend(page.items.iter().map(|one| Did::Make(one.id)));
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(made),
        }
    }
}

/// Takes back what was done: what was changed says again what it said, corrections and new credentials are deleted. What
/// is published by now, or was changed since, is named and left. When it is stopped, it can be gone on with.
///
/// # Errors
/// The workspace cannot be read or written.
pub fn undo_update(desk: &Desk, mut undo: Undo, progress: &Progress) -> Result<Undone> {
    progress.start("Taking back", undo.steps.len() as u64);
    let mut out = Undone::default();
    while !undo.steps.is_empty() {
        if progress.check().is_err() {
            undo.stays |= !out.left.is_empty();
            out.rest = Some(undo);
            return Ok(out);
        }
        let rest = undo.steps.split_off(undo.steps.len().min(CHUNK));
        let now = std::mem::replace(&mut undo.steps, rest);
        chunk(desk, &now, &mut out)?;
        progress.advance(now.len() as u64);
    }
    if !undo.stays && out.left.is_empty() {
        forget(desk, &undo)?;
    }
    Ok(out)
}

/// Takes some of it back in one change.
fn chunk(desk: &Desk, steps: &[Did], out: &mut Undone) -> Result<()> {
    // Nobody else may change them between reading and writing.
    let mut writer = desk.store.writer();
    let mut events = Vec::new();
    let mut counts = [0; 3];
    for step in steps {
        match back(desk, *step)? {
            Back::Gone => {}
            Back::Left(one) => out.left.push(one),
            Back::Event(event) => {
                let place = match &event {
                    Event::CredentialDeleted { .. } => 2,
                    Event::CredentialPut(put) if put.act == crate::store::Act::Step(Step::Delete) => 1,
                    _ => 0,
                };
                counts[place] += 1;
                events.push(event);
            }
        }
    }
    if !events.is_empty() {
        writer.apply(&Change::new(&desk.clock.stamp(), events))?;
    }
    out.restored += counts[0];
    out.withdrawn += counts[1];
    out.deleted += counts[2];
    Ok(())
}

/// How something is taken back.
#[expect(clippy::large_enum_variant, reason = "Nearly all are the largest one")]
enum Back {
    Event(Event),
    /// Something was done to it since.
    Left(Known),
    /// It was deleted since, and there is nothing to bring back.
    Gone,
}

fn back(desk: &Desk, step: Did) -> Result<Back> {
    let (Did::Make(id) | Did::Change(id, _)) = step;
    let now = desk.store.credential(&id)?;
    match (step, now) {
        (Did::Make(_), None) => Ok(Back::Gone),
        (Did::Make(_), Some(now)) => {
            let is_new = now.state == State::UnderReview && desk.store.puts(id)?.len() == 1;
            Ok(match is_new {
                true => Back::Event(Event::CredentialDeleted { id }),
                false => Back::Left(known(&now)),
            })
        }
        (Did::Change(_, at), now) => changed_back(desk, id, at, now),
    }
}

/// What brings a credential back to what it was before an event of its history.
fn changed_back(desk: &Desk, id: CredentialId, at: usize, now: Option<Credential>) -> Result<Back> {
    let (mut before, mut did, mut since) = (None, None, false);
    for (place, put) in desk.store.puts(id)?.enumerate() {
        // What holds no credential is of its files.
        let Some(put) = put? else { continue };
        match place.cmp(&at) {
            std::cmp::Ordering::Less => before = Some(put.credential),
            std::cmp::Ordering::Equal => did = Some(put),
            std::cmp::Ordering::Greater => since = true,
        }
    }
    let Some(now) = now else {
        return Ok(did.map_or(Back::Gone, |did| Back::Left(known(&did.credential))));
    };
    let (Some(before), Some(did)) = (before, did.filter(|did| !since && did.credential == now)) else {
        return Ok(Back::Left(known(&now)));
    };
    let step = match (&before.draft, &now.draft) {
        (None, Some(_)) => Step::Delete,
        _ => Step::Edit,
    };
    if steps::allow(&now, step).is_err() {
        return Ok(Back::Left(known(&now)));
    }
    let note = format!("{UNDONE}{}", did.note.unwrap_or_default());
    Ok(Back::Event(Event::CredentialPut(CredentialPut {
        note: Some(note),
        ..CredentialPut::step(before, step)
    })))
}

fn known(credential: &Credential) -> Known {
    Known {
        id: credential.id,
        number: credential.number.clone(),
        name: credential.reviewed().recipient.name.clone(),
        state: credential.state,
    }
}

/// Forgets that there was a version of the lists, of which nothing stays: how many people it had, and the rows that wait
/// in its batch.
fn forget(desk: &Desk, undo: &Undo) -> Result<()> {
    let group = desk.store.latest_group(undo.group)?.ok_or_else(|| {
        Problem::unexpected("group-missing", "The group of the list is not in the workspace")
            .hint("Run `accolade doctor`")
    })?;
    for (batch, people) in &undo.people {
        remember::restore_people_in_list(desk, &group, *batch, *people)?;
    }
    let Some(key) = undo.batch else { return Ok(()) };
    let mut writer = desk.store.writer();
    if let Some(mut batch) = desk.store.batch_by_key(key)?.filter(|batch| !batch.waiting.is_empty()) {
        batch.waiting = Vec::new();
        writer.apply(&Change::new(&desk.clock.stamp(), vec![Event::BatchPut(batch)]))?;
    }
    Ok(())
}
