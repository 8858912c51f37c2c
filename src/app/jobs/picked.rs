//! Work of many published credentials at once, and its answers.

use crate::diag::{Problems, Result};
use crate::issue::{Desk, Turn};
use crate::model::{CredentialId, State as Life, Step};
use crate::progress::Progress;
use crate::publish::{SteppedAll, step_all};
use crate::store::Query;

/// How many credentials are looked up at a time.
const BLOCK: usize = 1000;

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    /// All that meets a query, each with its state.
    Found(Query, Vec<(CredentialId, Life)>),
    NotFound(Problems),
    Stepped {
        step: Step,
        /// How many it was asked for.
        asked: u64,
        all: Box<SteppedAll>,
        /// What could not be brought up to date, or ended it.
        problems: Problems,
    },
}

/// Looks up all that meets a query.
pub(in super::super) fn find(desk: &Desk, query: Query, progress: &Progress) -> Result<super::Answer> {
    let mut found = Vec::new();
    let mut after = None;
    progress.start("", desk.store.count(&query)?);
    loop {
        progress.check()?;
        let page = desk.store.query(&query, after, BLOCK)?;
        progress.advance(page.items.len() as u64);
        found.extend(page.items.iter().map(|credential| (credential.id, credential.state)));
        after = page.next;
        if after.is_none() {
            return Ok(super::Answer::Picked(Answer::Found(query, found)));
        }
    }
}

/// Takes a step of each of these.
pub(in super::super) fn step(
    desk: &Desk,
    ids: &[CredentialId],
    step: Step,
    why: &str,
    progress: &Progress,
) -> Result<super::Answer> {
    let turn = match step {
        Step::Suspend => Turn::Suspend(why),
        Step::Revoke => Turn::Revoke(why),
        _ => Turn::Reinstate,
    };
    let taken = step_all(desk, ids, turn, progress);
    Ok(super::Answer::Picked(Answer::Stepped {
        step,
        asked: ids.len() as u64,
        all: Box::new(taken.value),
        problems: taken.problems,
    }))
}
