//! Searching everything: what only the store knows.

use crate::diag::Result;
use crate::issue::Desk;
use crate::model::{Credential, State as Life};
use crate::progress::Progress;
use crate::store::Query;

use super::super::command::{Command, home, review};
use super::super::route::{Route, Scope};
use super::super::settings::{count, counted};
use super::super::state::palette::{Far, Hit};
use super::super::state::words_in;

/// How many credentials are shown.
const CREDENTIALS: usize = 6;
/// How many batches are shown.
const BATCHES: usize = 4;

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    Found { words: String, far: Far },
    Failed(crate::diag::Problems),
}

/// Looks for words in all credentials and batches.
pub(in super::super) fn search(desk: &Desk, words: String, progress: &Progress) -> Result<super::Answer> {
    let credentials = credentials(desk, &words, progress)?;
    let batches = batches(desk, &words, progress)?;
    let far = Far { credentials, batches };
    Ok(super::Answer::Palette(Answer::Found { words, far }))
}

fn credentials(desk: &Desk, words: &str, progress: &Progress) -> Result<Vec<Hit>> {
    let query = |state, pending| Query {
        text: Some(words.to_owned()),
        state,
        pending,
        newest_first: true,
        ..Query::default()
    };
    let page = desk.store.query(&query(None, false), None, CREDENTIALS)?;
    let mut hits = page
        .items
        .iter()
        .map(|credential| hit(desk, credential))
        .collect::<Result<Vec<_>>>()?;
    if page.next.is_none() {
        return Ok(hits);
    }
    // Counting goes through all of them; whoever typed on does not want it.
    progress.check()?;
    let published = desk.store.count(&query(Some(Life::Published), false))?;
    if published > 0 {
        let find = [
            home::Command::SearchState(None),
            home::Command::Search(words.to_owned()),
        ];
        hits.push(all(
            format!("Show all {} that are published", count(published)),
            find.map(Command::from).into(),
            Route::Published,
        ));
    }
    progress.check()?;
    let pending = desk.store.count(&query(None, true))?;
    if pending > 0 {
        let find = vec![review::Command::Search(words.to_owned()).into()];
        let label = format!("Show all {} under review", count(pending));
        hits.push(all(label, find, Route::Review(Scope::All)));
    }
    Ok(hits)
}

fn all(label: String, mut open: Vec<Command>, route: Route) -> Hit {
    open.insert(0, Command::Go(route));
    Hit {
        label,
        note: String::new(),
        state: None,
        open,
    }
}

fn hit(desk: &Desk, credential: &Credential) -> Result<Hit> {
    let group = desk.group(credential.group, credential.content.group_revision)?;
    let (scope, id) = (Scope::All, credential.id);
    let route = match credential.state {
        Life::UnderReview | Life::Held => Route::ReviewOne { scope, id },
        Life::Published | Life::Suspended | Life::Revoked => Route::Credential(id),
    };
    let number = match credential.number.as_str() {
        "" => id.to_string(),
        number => number.to_owned(),
    };
    Ok(Hit {
        label: credential.content.recipient.name.clone(),
        note: format!("{number} · {}", group.title),
        state: Some(credential.state),
        open: vec![Command::Go(route)],
    })
}

fn batches(desk: &Desk, words: &str, progress: &Progress) -> Result<Vec<Hit>> {
    progress.check()?;
    let titles: std::collections::BTreeMap<_, _> = desk
        .store
        .groups()?
        .into_iter()
        .map(|group| (group.id, group.title))
        .collect();
    let all = desk.store.batches()?;
    let found = all.iter().rev().filter(|batch| words_in(words, &batch.source));
    let hits = found.take(BATCHES).map(|batch| {
        let query = Query {
            batch: Some(batch.id),
            ..Query::default()
        };
        let made = desk.store.count(&query)?;
        let title = titles.get(&batch.group).map_or("", String::as_str);
        Ok(Hit {
            label: batch.source.clone(),
            note: format!("{} · {title}", counted(made, "credential", "credentials")),
            state: None,
            open: vec![Command::Go(Route::Review(Scope::Batch(batch.id)))],
        })
    });
    hits.collect()
}
