//! The steps of a credential's life: edit, accept, hold, correct, revoke and so on.

use std::path::PathBuf;

use clap::Args;

use crate::diag::{Problems, Result};
use crate::issue::{self, Desk, Turn};
use crate::model::{Credential, CredentialId};
use crate::publish;

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

/// After a step that recipients do not see.
fn unseen(credential: Credential) -> After {
    After {
        credential: Some(credential),
        copies: None,
    }
}

/// Takes a step that recipients see; what could not be reached is said.
fn seen(context: &Context, desk: &Desk, id: &CredentialId, turn: Turn<'_>) -> Result<After> {
    let taken = publish::step(desk, id, turn)?;
    context.out.problems(&taken.problems);
    Ok(After {
        credential: Some(taken.value.credential),
        copies: Some(taken.value.copies),
    })
}

/// Takes a step for each credential. One that fails does not keep the others from it; all problems are reported.
fn each(
    context: &Context,
    ids: &[String],
    done: &str,
    step: impl Fn(&Desk, &CredentialId) -> Result<After>,
) -> Result<()> {
    let desk = context.desk()?;
    let mut problems = Problems::default();
    for text in ids {
        let taken = find_credential(&desk.store, text).and_then(|found| Ok((step(&desk, &found.id)?, found)));
        match taken {
            Ok((after, found)) => {
                let credential = after.credential.unwrap_or(found);
                said(context, &desk, done, &credential, after.copies.as_deref())?;
            }
            Err(more) => problems.extend(more),
        }
    }
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
        each(context, &self.ids, "Accepted", |desk, id| {
            issue::accept(desk, id).map(unseen)
        })
    }

    pub(super) fn regenerate(self, context: &Context) -> Result<()> {
        each(context, &self.ids, "Regenerated", |desk, id| {
            issue::regenerate(desk, id).map(unseen)
        })
    }

    pub(super) fn release(self, context: &Context) -> Result<()> {
        each(context, &self.ids, "Released", |desk, id| {
            issue::release(desk, id).map(unseen)
        })
    }

    pub(super) fn delete(self, context: &Context) -> Result<()> {
        each(context, &self.ids, "Deleted", |desk, id| {
            issue::delete(desk, id)?;
            Ok(After {
                credential: None,
                copies: None,
            })
        })
    }

    pub(super) fn reinstate(self, context: &Context) -> Result<()> {
        each(context, &self.ids, "Reinstated", |desk, id| {
            seen(context, desk, id, Turn::Reinstate)
        })
    }
}

impl IdsWithReason {
    pub(super) fn hold(self, context: &Context) -> Result<()> {
        each(context, &self.ids, "Held", |desk, id| {
            issue::hold(desk, id, &self.reason).map(unseen)
        })
    }

    pub(super) fn suspend(self, context: &Context) -> Result<()> {
        let why = self.reason;
        each(context, &self.ids, "Suspended", |desk, id| {
            seen(context, desk, id, Turn::Suspend(&why))
        })
    }

    pub(super) fn revoke(self, context: &Context) -> Result<()> {
        let why = self.reason;
        each(context, &self.ids, "Revoked", |desk, id| {
            seen(context, desk, id, Turn::Revoke(&why))
        })
    }
}

impl Edit {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let edits = issue::parse_edits(&self.values)?;
        each(context, &[self.id], "Edited", |desk, id| {
            issue::edit(desk, id, &edits).map(unseen)
        })
    }
}

impl Correct {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let edits = issue::parse_edits(&self.edit.values)?;
        each(context, &[self.edit.id], "Corrected", |desk, id| {
            issue::correct(desk, id, &edits, &self.reason).map(unseen)
        })
    }
}
