//! Searching everything: what only the store knows.

use crate::diag::Result;
use crate::issue::{self, Desk};
use crate::model::{Credential, State as Life};
use crate::progress::Progress;
use crate::store::Query;

use super::super::state::palette::{BatchFound, CredentialFound, Found};
use super::super::state::words_in;

/// How many credentials are shown.
const CREDENTIALS: usize = 6;
/// How many batches are shown.
const BATCHES: usize = 4;

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    /// What was found with these words.
    Found(String, Found),
    Failed(crate::diag::Problems),
}

/// Looks for words in all credentials and batches.
pub(in super::super) fn search(desk: &Desk, words: String, progress: &Progress) -> Result<super::Answer> {
    let mut found = Found {
        batches: batches(desk, &words, progress)?,
        ..Found::default()
    };
    credentials(desk, &words, &mut found, progress)?;
    Ok(super::Answer::Palette(Answer::Found(words, found)))
}

fn credentials(desk: &Desk, words: &str, found: &mut Found, progress: &Progress) -> Result<()> {
    let query = |state, pending| Query {
        text: Some(words.to_owned()),
        state,
        pending,
        newest_first: true,
        ..Query::default()
    };
    progress.check()?;
    let page = desk.store.query(&query(None, false), None, CREDENTIALS)?;
    let credentials = page.items.iter().map(|credential| one(desk, credential));
    found.credentials = credentials.collect::<Result<_>>()?;
    if page.next.is_some() {
        // Counting goes through all of them; whoever typed on does not want it.
        progress.check()?;
        found.published = desk.store.count(&query(Some(Life::Published), false))?;
        progress.check()?;
        found.pending = desk.store.count(&query(None, true))?;
    }
    Ok(())
}

fn one(desk: &Desk, credential: &Credential) -> Result<CredentialFound> {
    let group = desk.group(credential.group, credential.content.group_revision)?;
    Ok(CredentialFound {
        id: credential.id,
        name: credential.content.recipient.name.clone(),
        number: credential.number.clone(),
        group: group.title.clone(),
        state: credential.state,
    })
}

fn batches(desk: &Desk, words: &str, progress: &Progress) -> Result<Vec<BatchFound>> {
    progress.check()?;
    let all = issue::batches(desk)?;
    let found = all.iter().rev().filter(|batch| words_in(words, &batch.source));
    let hits = found.take(BATCHES).map(|batch| {
        let query = Query {
            batch: Some(batch.id),
            ..Query::default()
        };
        Ok(BatchFound {
            id: batch.id,
            group: batch.group,
            source: batch.source.clone(),
            made: desk.store.count(&query)?,
        })
    });
    hits.collect()
}
