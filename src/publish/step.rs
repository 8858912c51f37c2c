//! The steps after publication, and the pages that say so.

use crate::diag::{Problem, Result, Warned};
use crate::issue::Desk;
use crate::model::{Credential, CredentialId};

use super::job::{Job, PublishOptions};
use super::pending::Pending;

/// Takes a step that changes what recipients see, and writes the pages after it. What could not be reached (a copy on
/// a disk that is not there) comes back as a warning.
pub fn step(
    desk: &Desk,
    id: &CredentialId,
    take: impl FnOnce(&Desk, &CredentialId) -> Result<Credential>,
) -> Result<Warned<Credential>> {
    let options = PublishOptions::default();
    let mut job = Job::new(desk, &options)?;
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
    let pages = job.pages(&credential, None).and_then(|problems| {
        job.problems.extend(problems);
        job.durability.flush()?;
        Ok(job.finish()?.problems)
    });
    let problems = match (pages, note) {
        (Ok(problems), Some(note)) => {
            note.clear()?;
            problems
        }
        (Ok(problems), None) => problems,
        (Err(mut problems), _) => {
            let problem = Problem::warning("pages-behind", "The step is taken, but not all pages say so yet");
            problems.push(problem.hint("Mend what is listed and run `accolade publish --all`, which writes them"));
            problems
        }
    };
    Ok(Warned {
        value: credential,
        problems,
    })
}
