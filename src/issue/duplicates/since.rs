//! What is said of duplicates as these stand now: since it was said, the other one may have been published, corrected, revoked
//! or deleted.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diag::{Problem, Problems, Result};
use crate::model::{BatchId, Content, Credential, Recipient};
use crate::store::Store;

use super::super::opening::rows_done;
use super::alike::number_of;
use super::{Alike, Person, same_recipient, warning};

/// What names another row of the same sheet.
const OF_ROWS: [&str; 4] = [
    "duplicate-in-sheet",
    "likely-duplicate",
    "email-in-sheet",
    "name-in-sheet",
];

/// Looks up the others that warnings of duplicates name; the rows of a batch are read once.
#[derive(Debug)]
pub struct Twins<'a> {
    store: &'a Store,
    rows: Mutex<HashMap<BatchId, Arc<HashSet<u32>>>>,
}

impl<'a> Twins<'a> {
    pub fn new(store: &'a Store) -> Twins<'a> {
        Twins {
            store,
            rows: Mutex::default(),
        }
    }

    /// Puts what is said now into what is under review of a credential.
    ///
    /// # Errors
    /// The workspace cannot be read.
    pub fn look(&self, credential: &mut Credential) -> Result<()> {
        if let Some(problems) = self.said_now(credential, credential.reviewed())? {
            match &mut credential.draft {
                Some(draft) => draft.content.problems = problems,
                None => credential.content.problems = problems,
            }
        }
        Ok(())
    }

    /// The problems of a content with what is said now of its duplicates; nothing where none is said to have one.
    pub(in super::super) fn said_now(&self, credential: &Credential, content: &Content) -> Result<Option<Problems>> {
        if !content.problems.iter().any(names_another) {
            return Ok(None);
        }
        let (mut now, mut gone) = (Problems::default(), None);
        for problem in content.problems.iter() {
            match self.now(credential, &content.recipient, problem)? {
                Some(problem) => now.push(problem),
                None => gone = Some(problem),
            }
        }
        // Of several others only one was named.
        if let Some(gone) = gone
            && !now.iter().any(names_another)
        {
            let others = same_recipient(self.store, credential.group, &content.recipient)?;
            let other = others.iter().find(|other| other.id != credential.id);
            now.extend(other.map(|other| warning(other).at(gone.place.clone())));
        }
        Ok(Some(now))
    }

    /// What a problem says now; nothing where the other one is not there any more, or is another person.
    fn now(&self, credential: &Credential, recipient: &Recipient, problem: &Problem) -> Result<Option<Problem>> {
        if let Some(number) = number_of(problem) {
            let found = self.store.credentials_by_number(number)?;
            let is_other = |other: &&Credential| other.group == credential.group && other.id != credential.id;
            let other = found.iter().find(is_other).map(Person::from);
            return Ok(other.and_then(|other| {
                let now = Alike::between(recipient, &other)?.problem(&other);
                Some(match now.code == problem.code {
                    true => Problem {
                        message: now.message,
                        ..problem.clone()
                    },
                    false => now.at(problem.place.clone()),
                })
            }));
        }
        let is_there = match row_of(problem) {
            Some(row) => self.rows(credential.batch)?.contains(&row),
            None => true,
        };
        Ok(is_there.then(|| problem.clone()))
    }

    /// The rows of a batch that have a credential, or wait for one.
    fn rows(&self, batch: BatchId) -> Result<Arc<HashSet<u32>>> {
        let mut known = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rows) = known.get(&batch) {
            return Ok(rows.clone());
        }
        let made = rows_done(self.store, batch)?.into_keys();
        let waiting = self.store.batch(batch)?.map(|batch| batch.waiting).unwrap_or_default();
        let rows: HashSet<u32> = made.chain(waiting.iter().map(|row| row.row)).collect();
        Ok(known.entry(batch).or_insert(Arc::new(rows)).clone())
    }
}

/// Whether a problem is about another credential too, or another row, and changes with that.
pub fn names_another(problem: &Problem) -> bool {
    number_of(problem).is_some() || row_of(problem).is_some()
}

/// The row that a problem names, as the check of a sheet writes it.
fn row_of(problem: &Problem) -> Option<u32> {
    if !OF_ROWS.contains(&&*problem.code) || number_of(problem).is_some() {
        return None;
    }
    let (_, rest) = problem.message.split_once(" row ")?;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}
