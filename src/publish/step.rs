//! The steps after publication, and the pages that say so.

use std::path::PathBuf;

use crate::diag::{Problem, Result, Warned};
use crate::issue::Desk;
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

/// Takes a step that changes what recipients see, and writes the pages after it. What could not be reached (a copy on
/// a disk that is not there) comes back as a warning.
pub fn step(
    desk: &Desk,
    id: &CredentialId,
    take: impl FnOnce(&Desk, &CredentialId) -> Result<Credential>,
) -> Result<Warned<Stepped>> {
    let options = PublishOptions::default();
    let mut job = Job::new(desk, &options)?;
    let _alone = desk.publishing();
    let note = Pending::note(&job.published, &[*id])?;
    let taken = take(desk, id);
    let credential = match taken {
        Ok(credential) => credential,
        Err(problems) => {
            if let Some(note) = note {
                note.clear()?;
            }
            return Err(problems);
        }
    };
    // The step is taken, whatever becomes of the pages; those that fail are written by the next run.
    let pages = job.pages(&credential, None).and_then(|updated| {
        job.problems.extend(updated.problems);
        job.durability.flush()?;
        Ok((updated.value, job.finish()?.problems))
    });
    let (copies, problems) = match (pages, note) {
        (Ok(done), Some(note)) => {
            note.clear()?;
            done
        }
        (Ok(done), None) => done,
        (Err(mut problems), _) => {
            let problem = Problem::warning("pages-behind", "The step is taken, but not all pages say so yet");
            problems.push(problem.hint("Mend what is listed and run `accolade publish --all`, which writes them"));
            (Vec::new(), problems)
        }
    };
    Ok(Warned {
        value: Stepped { credential, copies },
        problems,
    })
}
