//! Finishing what an interrupted run has left: pages and copies that are behind the store.

use crate::diag::{Problem, Problems, Result};
use crate::issue::{Desk, Twins};
use crate::model::CredentialId;
use crate::store::Store;

use super::files::{self, Durability};
use super::job::{Job, PublishOptions, Published, logo};
use super::press::Press;
use super::seen::view_of;
use super::view::Parts;
use super::{copies, copy, pending};

/// Finishes what an interrupted run has left: pages and copies that are behind the store, and files that the store
/// knows nothing of, which go away. Nothing is published by it, and where the files are whole nothing is drawn.
///
/// # Errors
/// The workspace cannot be written, or something in it cannot be read.
pub fn finish(desk: &Desk) -> Result<Problems> {
    // Whoever else makes a note does so alone: what is found now was left by a run that is over.
    let _alone = desk.publishing();
    let published = desk.store.published_dir();
    let left = pending::left(&published)?;
    let mut problems = Problems::default();
    if left.is_empty() {
        return Ok(problems);
    }
    let mut job = Job::bare(desk, &mut problems)?;
    job.problems = problems;
    for (note, ids) in left {
        for id in ids {
            job.bring_up(&id)?;
        }
        job.durability.flush()?;
        note.clear()?;
    }
    Ok(job.finish()?.problems)
}

/// How what is there is looked after: nothing is accepted, nothing is copied to a new place.
static AS_IT_IS: PublishOptions = PublishOptions {
    accept_warnings: false,
    out: None,
    files: Parts::ALL,
    parts: Parts::ALL,
};

impl<'a> Job<'a> {
    /// A job that publishes nothing new.
    pub(super) fn bare(desk: &'a Desk, problems: &mut Problems) -> Result<Job<'a>> {
        desk.store.check_writable()?;
        let published = desk.store.published_dir();
        let known = copies::open_known(desk)?;
        problems.extend(known.problems);
        let issuer = desk.store.issuer()?;
        Ok(Job {
            desk,
            options: &AS_IT_IS,
            twins: Twins::new(&desk.store),
            logo: logo(&desk.store, &issuer)?,
            published,
            issuer,
            press: Press::new(),
            durability: Durability::new(),
            out: None,
            copies: known.value,
            done: Published::default(),
            problems: Problems::default(),
        })
    }
}

impl Job<'_> {
    /// Brings the files of one credential to what the store says.
    fn bring_up(&mut self, id: &CredentialId) -> Result<()> {
        let credential = self.desk.store.credential(id)?;
        files::sweep_credential(
            &self.published,
            *id,
            credential.as_ref().map_or(0, |found| found.revision),
        )?;
        let Some(credential) = credential.filter(|found| found.revision > 0) else {
            return Ok(());
        };
        let recorded = self.desk.store.published_files(id, credential.revision)?;
        let pictures = self.published_pictures(&credential, &recorded)?;
        let view = view_of(self.desk, &credential, &self.issuer)?;
        self.all_superseded(&credential)?;
        let updated = copy::update_pages(&self.published, &self.copies, &view, &pictures, &self.durability)?;
        self.problems.extend(updated.problems);
        Ok(())
    }
}

/// For the doctor: publications that were interrupted and not finished yet.
pub fn unfinished(store: &Store) -> Result<Problems> {
    let left = pending::left(&store.published_dir())?;
    let count: usize = left.iter().map(|(_, ids)| ids.len()).sum();
    if count == 0 {
        return Ok(Problems::default());
    }
    let problem = Problem::note(
        "unfinished-publication",
        format!("A publication of {count} credentials was interrupted"),
    );
    Ok(problem.hint("Run `accolade publish` again, which finishes it").into())
}
