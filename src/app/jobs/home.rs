//! Searching in what is published.

use std::path::PathBuf;

use crate::diag::{Problems, Result};
use crate::files;
use crate::issue::{Desk, Generated};
use crate::model::BatchId;
use crate::progress::Progress;
use crate::publish::write_list;
use crate::store::{Cursor, Query};

use super::super::state::create::draft::Draft;
use super::super::state::home::FoundRow;

/// How many rows come at a time.
pub(in super::super) const PAGE: usize = 50;

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    Found(Found),
    NotFound(Problems),
    /// The rest of a batch was made.
    Resumed(Box<Generated>),
    NotResumed(Problems),
    /// What a batch was made of, and where its sheet is kept; none when it is not known.
    Left(BatchId, Option<Box<(Draft, PathBuf)>>),
    NotLeft(Problems),
    /// A batch was taken out of the lists, or put back.
    TakenOut(BatchId),
    PutBack,
    NotMoved(Problems),
    /// Where the list is written when nobody says otherwise.
    ListProposed(PathBuf),
    /// Where a person wants it; none when they changed their mind.
    ListChosen(Option<PathBuf>),
    NotChosen(Problems),
    /// It was written, with so many credentials.
    Listed(PathBuf, u64),
    NotListed(Problems),
}

/// A page of what was searched.
#[derive(Debug)]
pub struct Found {
    pub query: Query,
    /// Whether the rows follow those that are there.
    pub more: bool,
    pub rows: Vec<FoundRow>,
    pub next: Option<Cursor>,
    /// All that meet the query.
    pub total: u64,
}

/// How many credentials are looked up at a time for a list.
const BLOCK: usize = 1000;

/// Writes all that meets a query into a sheet, in the order of its generation. A file that is there is replaced only where
/// a person was asked.
pub(in super::super) fn list(
    desk: &Desk,
    query: Query,
    (path, asked): (PathBuf, bool),
    progress: &Progress,
) -> Result<super::Answer> {
    let query = Query {
        newest_first: false,
        ..query
    };
    progress.start("Looking up what is listed", desk.store.count(&query)?);
    let mut ids = Vec::new();
    let mut after = None;
    loop {
        progress.check()?;
        let page = desk.store.query(&query, after, BLOCK)?;
        progress.advance(page.items.len() as u64);
        ids.extend(page.items.iter().map(|credential| credential.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let path = if asked { path } else { files::free(&path) };
    write_list(desk, &ids, &path, progress)?;
    Ok(super::Answer::Home(Answer::Listed(path, ids.len() as u64)))
}

/// Looks up so many credentials.
pub(in super::super) fn search(
    desk: &Desk,
    query: Query,
    after: Option<Cursor>,
    limit: usize,
) -> Result<super::Answer> {
    let page = desk.store.query(&query, after, limit)?;
    let total = desk.store.count(&query)?;
    let rows = page
        .items
        .into_iter()
        .map(|credential| {
            let group = desk.group(credential.group, credential.content.group_revision)?;
            Ok(FoundRow {
                id: credential.id,
                name: credential.content.recipient.name,
                email: credential.content.recipient.email.unwrap_or_default(),
                number: credential.number,
                group: group.title.clone(),
                state: credential.state,
                issued: credential.content.issue_date,
                correction: credential.draft.is_some(),
            })
        })
        .collect::<Result<_>>()?;
    Ok(super::Answer::Home(Answer::Found(Found {
        query,
        more: after.is_some(),
        rows,
        next: page.next,
        total,
    })))
}
