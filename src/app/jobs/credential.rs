//! Work of a published credential on threads, and its answers.

use crate::diag::{Problem, Problems, Result};
use crate::issue::{self, Desk, Turn};
use crate::model::{CredentialId, FieldName, Step};
use crate::publish::{self, files};

use super::super::state::credential::{Correction, File, Happened, Shown};
use super::review;

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    Read(Box<Shown>),
    NotRead(Problems),
    Stepped {
        id: CredentialId,
        step: Step,
        /// What could not be brought up to date.
        problems: Problems,
    },
    /// The step of the open dialog was not possible.
    Refused(Problems),
    Failed(Problems),
}

/// Reads a credential with its files and its history.
pub(in super::super) fn read(desk: &Desk, id: CredentialId) -> Result<super::Answer> {
    let opened = review::open(desk, id, true)?;
    let credential = &opened.credential;
    let published = desk.store.published_dir();
    let folder = files::credential_folder(&published, id);
    let earlier = (1..credential.revision).rev();
    let earlier = earlier.map(|revision| Ok((revision, files_of(desk, id, revision)?)));
    let page = Some(folder.join(files::PAGE)).filter(|page| page.is_file());
    let mut history = Vec::new();
    for entry in desk.store.log(Some(id))? {
        let entry = entry?;
        history.push(Happened {
            at: entry.at.local(desk.clock.ahead(entry.at)),
            what: said(entry.what, entry.revision),
            who: entry.who,
            why: entry.why,
            note: entry.note.filter(|note| !note.is_empty()),
        });
    }
    history.reverse();
    let correction = credential.draft.as_ref().map(|draft| Correction {
        reason: draft.reason.clone(),
        held: draft.held.clone(),
    });
    let shown = Shown {
        files: files_of(desk, id, credential.revision)?,
        earlier: earlier.collect::<Result<_>>()?,
        // Far from the numbers of what is only typed.
        version: u64::MAX - u64::from(credential.revision),
        folder,
        page,
        history,
        correction,
        opened,
    };
    Ok(super::Answer::Credential(Answer::Read(Box::new(shown))))
}

/// The files of a published revision, and where they should be.
fn files_of(desk: &Desk, id: CredentialId, revision: u32) -> Result<Vec<File>> {
    let folder = files::revision_folder(&desk.store.published_dir(), id, revision);
    let files = desk.store.published_files(&id, revision)?.into_iter().map(|file| {
        let path = folder.join(&file.name);
        File {
            there: path.is_file(),
            path,
            name: file.name,
            len: file.len,
        }
    });
    Ok(files.collect())
}

/// A word of the log, as it is said in a history, with the revision that there was afterwards.
fn said(what: &str, revision: Option<u32>) -> String {
    let said = match what {
        "generate" => "Generated",
        "edit" => "Edited",
        "accept" => "Warnings accepted",
        "regenerate" => "Drawn with a newer design",
        "hold" => "Held",
        "release" => "Released",
        "publish" => match revision {
            Some(revision) if revision > 1 => return format!("Published as revision {revision}"),
            _ => "Published",
        },
        "delete" => "Deleted",
        "suspend" => "Suspended",
        "reinstate" => "Reinstated",
        "revoke" => "Revoked",
        "correct" => "Correction begun",
        "files" => "Files written anew",
        other => other,
    };
    said.to_owned()
}

/// Takes a step that recipients see, or begins a correction.
pub(in super::super) fn step(
    desk: &Desk,
    id: CredentialId,
    step: Step,
    why: &str,
    changes: &[(FieldName, String)],
) -> Result<super::Answer> {
    let problems = match step {
        Step::Suspend => publish::step(desk, &id, Turn::Suspend(why))?.problems,
        Step::Revoke => publish::step(desk, &id, Turn::Revoke(why))?.problems,
        Step::Reinstate => publish::step(desk, &id, Turn::Reinstate)?.problems,
        Step::Correct => {
            issue::correct(desk, &id, &review::edits_of(changes), why)?;
            Problems::default()
        }
        other => {
            let problem = Problem::unexpected("step-not-here", format!("{other} is no step of a published credential"));
            return Err(problem.hint("Take it on the review page").into());
        }
    };
    Ok(super::Answer::Credential(Answer::Stepped { id, step, problems }))
}
