//! The steps of a credential's life: edit, accept, hold, correct, revoke and so on.

use std::path::PathBuf;

use clap::Args;

use crate::diag::{Problems, Result};
use crate::issue::{self, Desk, Turn, Verdict};
use crate::model::{Credential, CredentialId};
use crate::publish::{self, Together};

use super::Context;
use super::open::find_credential;
use super::output::visible;

#[derive(Debug, Args)]
pub(super) struct Ids {
    /// Ids, first characters of ids, or numbers
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct IdsWithReason {
    /// Ids, first characters of ids, or numbers
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Why; it is kept in the log
    #[arg(long)]
    reason: String,
}

#[derive(Debug, Args)]
pub(super) struct Edit {
    /// An id, its first characters, or a number
    id: String,
    /// FIELD=VALUE, such as recipient.name="Zoë Müller"; an empty value clears the field
    #[arg(required = true, value_name = "FIELD=VALUE")]
    values: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Correct {
    #[command(flatten)]
    edit: Edit,
    /// Why; it is kept in the log
    #[arg(long)]
    reason: String,
}

/// A credential after a step.
struct After {
    /// `None` when it is not there any more.
    credential: Option<Credential>,
    /// The copies that say so, too; `None` for a step that recipients do not see.
    copies: Option<Vec<PathBuf>>,
}

/// What became of a step for each of a group, in order.
type Taken = Vec<Result<After>>;

/// Takes a step that recipients do not see.
fn unseen(desk: &Desk, ids: &[CredentialId], verdict: Verdict<'_>) -> Result<Taken> {
    let after = |credential| After {
        credential,
        copies: None,
    };
    let judged = verdict.take(desk, ids)?;
    Ok(judged.into_iter().map(|one| one.map(after)).collect())
}

/// Takes a step that recipients see; what could not be reached is said.
fn seen(context: &Context, desk: &Desk, ids: &[CredentialId], turn: Turn<'_>) -> Result<Taken> {
    let together = publish::step_together(desk, ids, turn)?;
    context.out.problems(&together.problems);
    let Together { taken, refused } = together.value;
    let (mut taken, mut refused) = (taken.into_iter().peekable(), refused.into_iter().peekable());
    let of = |id: &CredentialId| match taken.next_if(|taken| taken.credential.id == *id) {
        Some(taken) => Ok(After {
            credential: Some(taken.credential),
            copies: Some(taken.copies),
        }),
        None => Err(refused
            .next_if(|(of, _)| of == id)
            .map(|(_, why)| why)
            .unwrap_or_default()),
    };
    Ok(ids.iter().map(of).collect())
}

/// So many are recorded and flushed together, as the window does it.
const GROUP: usize = 256;

/// Takes a step for each credential, group after group. One that fails does not keep the others from it; all problems are
/// reported, in the order in which they are named.
fn each(
    context: &Context,
    ids: &[String],
    done: &str,
    step: impl Fn(&Desk, &[CredentialId]) -> Result<Taken>,
) -> Result<()> {
    let desk = context.desk()?;
    let mut problems = Problems::default();
    let mut group: Vec<Credential> = Vec::new();
    let carry_out = |group: &mut Vec<Credential>, problems: &mut Problems| -> Result<()> {
        if group.is_empty() {
            return Ok(());
        }
        let ids: Vec<CredentialId> = group.iter().map(|found| found.id).collect();
        let found = std::mem::take(group);
        match step(&desk, &ids) {
            Ok(taken) => {
                for (found, after) in found.into_iter().zip(taken) {
                    match after {
                        Ok(after) => {
                            let credential = after.credential.unwrap_or(found);
                            said(context, &desk, done, &credential, after.copies.as_deref())?;
                        }
                        Err(more) => problems.extend(more),
                    }
                }
            }
            Err(more) => problems.extend(more),
        }
        Ok(())
    };
    for text in ids {
        let is_new = |found: &Credential| group.iter().all(|other| other.id != found.id);
        let mut found = find_credential(&desk.store, text);
        if group.len() == GROUP || !found.as_ref().is_ok_and(is_new) {
            // What is named before it may decide what it is now.
            carry_out(&mut group, &mut problems)?;
            found = find_credential(&desk.store, text);
        }
        match found {
            Ok(found) => group.push(found),
            Err(more) => problems.extend(more),
        }
    }
    carry_out(&mut group, &mut problems)?;
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn said(context: &Context, desk: &Desk, done: &str, credential: &Credential, copies: Option<&[PathBuf]>) -> Result<()> {
    if context.out.json {
        let mut about = super::list::as_json(&desk.store, credential, true)?;
        if let (Some(about), Some(copies)) = (about.as_object_mut(), copies) {
            let copies: Vec<String> = copies.iter().map(|copy| copy.display().to_string()).collect();
            about.insert("copies".to_owned(), copies.into());
        }
        return context.out.json(&about);
    }
    context.out.line(&format!(
        "{done} {} {}",
        visible(&credential.number),
        visible(&credential.reviewed().recipient.name)
    ))?;
    for copy in copies.unwrap_or_default() {
        context.out.line(&format!("  and in the copy {}", copy.display()))?;
    }
    if !credential.reviewed().accepted {
        context.out.problems(&credential.reviewed().problems);
    }
    Ok(())
}

impl Ids {
    pub(super) fn accept(self, context: &Context) -> Result<()> {
        each(context, &self.ids, "Accepted", |desk, ids| {
            unseen(desk, ids, Verdict::Accept)
        })
    }

    pub(super) fn regenerate(self, context: &Context) -> Result<()> {
        each(context, &self.ids, "Regenerated", |desk, ids| {
            unseen(desk, ids, Verdict::Regenerate)
        })
    }

    pub(super) fn release(self, context: &Context) -> Result<()> {
        each(context, &self.ids, "Released", |desk, ids| {
            unseen(desk, ids, Verdict::Release)
        })
    }

    pub(super) fn delete(self, context: &Context) -> Result<()> {
        each(context, &self.ids, "Deleted", |desk, ids| {
            unseen(desk, ids, Verdict::Delete)
        })
    }

    pub(super) fn reinstate(self, context: &Context) -> Result<()> {
        each(context, &self.ids, "Reinstated", |desk, ids| {
            seen(context, desk, ids, Turn::Reinstate)
        })
    }
}

impl IdsWithReason {
    pub(super) fn hold(self, context: &Context) -> Result<()> {
        each(context, &self.ids, "Held", |desk, ids| {
            unseen(desk, ids, Verdict::Hold(&self.reason))
        })
    }

    pub(super) fn suspend(self, context: &Context) -> Result<()> {
        let why = self.reason;
        each(context, &self.ids, "Suspended", |desk, ids| {
            seen(context, desk, ids, Turn::Suspend(&why))
        })
    }

    pub(super) fn revoke(self, context: &Context) -> Result<()> {
        let why = self.reason;
        each(context, &self.ids, "Revoked", |desk, ids| {
            seen(context, desk, ids, Turn::Revoke(&why))
        })
    }
}

/// What a change of one credential makes of each.
fn changed(ids: &[CredentialId], change: impl Fn(&CredentialId) -> Result<Credential>) -> Taken {
    let after = |credential| After {
        credential: Some(credential),
        copies: None,
    };
    ids.iter().map(|id| change(id).map(after)).collect()
}

impl Edit {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let edits = issue::parse_edits(&self.values)?;
        each(context, &[self.id], "Edited", |desk, ids| {
            Ok(changed(ids, |id| issue::edit(desk, id, &edits)))
        })
    }
}

impl Correct {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let edits = issue::parse_edits(&self.edit.values)?;
        each(context, &[self.edit.id], "Corrected", |desk, ids| {
            Ok(changed(ids, |id| issue::correct(desk, id, &edits, &self.reason)))
        })
    }
}
