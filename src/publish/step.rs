//! The steps after publication, and the pages that say so.

use std::path::PathBuf;
use std::slice;

use rayon::prelude::*;

use crate::diag::{Problem, Problems, Result, Warned};
use crate::issue::{Desk, Turn};
use crate::model::{Credential, CredentialId};

use super::job::{Job, PublishOptions};
use super::pending::Pending;

/// A step that was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Stepped {
    /// As it is now.
    pub credential: Credential,
    /// The folders of the copies that have the credential and say so, too.
    pub copies: Vec<PathBuf>,
}

/// What became of a step that was taken for several at once.
#[derive(Debug, Default)]
pub struct Together {
    pub taken: Vec<Stepped>,
    /// Those that it was not possible for, and why.
    pub refused: Vec<(CredentialId, Problems)>,
}

/// Takes a step that changes what recipients see, and writes the pages after it. What could not be reached (a copy on
/// a disk that is not there) comes back as a warning.
///
/// # Errors
/// The step is not allowed where the credential stands, there is no such credential, or the workspace cannot be written.
pub fn step(desk: &Desk, id: &CredentialId, turn: Turn<'_>) -> Result<Warned<Stepped>> {
    let together = step_together(desk, slice::from_ref(id), turn)?;
    if let Some((_, why)) = together.value.refused.into_iter().next() {
        return Err(why);
    }
    let taken =
        together.value.taken.into_iter().next().ok_or_else(|| {
            Problem::unexpected("no-step", format!("Credential {id} was neither changed nor refused"))
        })?;
    Ok(Warned {
        value: taken,
        problems: together.problems,
    })
}

/// The same for several: they are noted together, recorded in one change of the journal, and their pages are flushed
/// together. Whenever that is interrupted, either none of them is recorded, or all are and the note has their pages
/// written by the next run.
///
/// # Errors
/// The reason is empty, or the workspace cannot be written; then the step is taken for none.
pub fn step_together(desk: &Desk, ids: &[CredentialId], turn: Turn<'_>) -> Result<Warned<Together>> {
    let options = PublishOptions::default();
    let job = Job::new(desk, &options)?;
    let _alone = desk.publishing();
    let note = Pending::note(&job.published, ids)?;
    let (taken, refused) = match turn.take(desk, ids) {
        Ok(taken) => taken,
        Err(problems) => {
            if let Some(note) = note {
                note.clear()?;
            }
            return Err(problems);
        }
    };
    // The step is taken, whatever becomes of the pages; those that fail are written by the next run.
    let pages = pages(job, &taken);
    let (copies, problems) = match (pages, note) {
        (Ok(done), Some(note)) => {
            note.clear()?;
            done
        }
        (Ok(done), None) => done,
        (Err(mut problems), _) => {
            let problem = Problem::warning("pages-behind", "The step is taken, but not all pages say so yet");
            problems.push(problem.hint("Mend what is listed and run `accolade publish --all`, which writes them"));
            (vec![Vec::new(); taken.len()], problems)
        }
    };
    let taken = taken.into_iter().zip(copies);
    let taken = taken
        .map(|(credential, copies)| Stepped { credential, copies })
        .collect();
    Ok(Warned {
        value: Together { taken, refused },
        problems,
    })
}

/// Writes the pages of credentials and what the copies have of them. Gives the copies that have each, and what could not
/// be reached.
fn pages(mut job: Job<'_>, credentials: &[Credential]) -> Result<(Vec<Vec<PathBuf>>, Problems)> {
    let write = |credential| job.pages(credential, None);
    let written: Vec<Result<Warned<Vec<PathBuf>>>> = credentials.par_iter().map(write).collect();
    let (mut copies, mut failed) = (Vec::new(), Problems::default());
    for written in written {
        match written {
            Ok(written) => {
                copies.push(written.value);
                job.problems.extend(written.problems);
            }
            // One that cannot be written does not keep the others from it.
            Err(problems) => failed.extend(problems),
        }
    }
    job.durability.flush()?;
    let problems = job.finish()?.problems;
    match failed.is_empty() {
        true => Ok((copies, problems)),
        false => Err(failed.into_iter().chain(problems).collect()),
    }
}
