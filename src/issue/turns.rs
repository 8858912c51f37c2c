//! The steps after publication, by which a credential stands otherwise for its recipients.

use std::slice;

use crate::diag::{Problem, Problems, Result};
use crate::model::{Credential, CredentialId, Step};
use crate::store::{Change, CredentialPut, Event};

use super::desk::Desk;
use super::steps::{allow, get, reason};

/// Such a step, with the reason where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn<'a> {
    /// Not valid for now.
    Suspend(&'a str),
    /// Valid again.
    Reinstate,
    /// Ended for ever.
    Revoke(&'a str),
}

/// Credentials after a step, and those that it was not possible for, with why.
pub type Turned = (Vec<Credential>, Vec<(CredentialId, Problems)>);

impl<'a> Turn<'a> {
    fn step(self) -> Step {
        match self {
            Turn::Suspend(_) => Step::Suspend,
            Turn::Reinstate => Step::Reinstate,
            Turn::Revoke(_) => Step::Revoke,
        }
    }

    fn why(self) -> Result<Option<&'a str>> {
        match self {
            Turn::Suspend(why) | Turn::Revoke(why) => reason(why).map(Some),
            Turn::Reinstate => Ok(None),
        }
    }

    /// Takes the step for all of these for which it is possible, in one change.
    ///
    /// # Errors
    /// The reason is empty, or the workspace cannot be read or written; then nothing is changed.
    pub fn take(self, desk: &Desk, ids: &[CredentialId]) -> Result<Turned> {
        let why = self.why()?;
        // What is read here is what is changed: nobody else writes meanwhile.
        let mut writer = desk.store.writer();
        let (mut taken, mut refused) = (Vec::<Credential>::new(), Vec::new());
        for id in ids {
            // Who is named twice stands already as it is asked for.
            let now = match taken.iter().find(|taken| taken.id == *id) {
                Some(taken) => Ok(taken.clone()),
                None => get(desk, id),
            };
            match now.and_then(|now| self.after(now, why)) {
                Ok(after) => taken.push(after),
                Err(problems) if is_of_one(&problems) => refused.push((*id, problems)),
                Err(problems) => return Err(problems),
            }
        }
        if !taken.is_empty() {
            let put =
                |credential: &Credential| Event::CredentialPut(CredentialPut::step(credential.clone(), self.step()));
            let mut change = Change::new(&desk.clock.stamp(), taken.iter().map(put).collect());
            change.why = why.map(str::to_owned);
            writer.apply(&change)?;
        }
        Ok((taken, refused))
    }

    /// The credential as it stands then.
    fn after(self, mut credential: Credential, why: Option<&str>) -> Result<Credential> {
        let step = self.step();
        allow(&credential, step)?;
        credential.state = credential.state.after(step).unwrap_or(credential.state);
        credential.reason = why.map(str::to_owned);
        if step == Step::Revoke {
            credential.draft = None;
        }
        Ok(credential)
    }
}

/// Whether a refusal is about where this credential stands, and not about the workspace.
fn is_of_one(problems: &Problems) -> bool {
    let codes = ["step-not-allowed", "no-such-credential"];
    problems.iter().all(|problem| codes.contains(&problem.code.as_ref()))
}

/// Marks a published credential as not valid for now.
///
/// # Errors
/// As [`Turn::take`], or it is not allowed where the credential stands.
pub fn suspend(desk: &Desk, id: &CredentialId, why: &str) -> Result<Credential> {
    one(desk, id, Turn::Suspend(why))
}

/// Ends a credential for ever.
///
/// # Errors
/// As [`suspend`].
pub fn revoke(desk: &Desk, id: &CredentialId, why: &str) -> Result<Credential> {
    one(desk, id, Turn::Revoke(why))
}

/// Makes a suspended credential valid again.
///
/// # Errors
/// As [`suspend`].
pub fn reinstate(desk: &Desk, id: &CredentialId) -> Result<Credential> {
    one(desk, id, Turn::Reinstate)
}

fn one(desk: &Desk, id: &CredentialId, turn: Turn<'_>) -> Result<Credential> {
    let (taken, refused) = turn.take(desk, slice::from_ref(id))?;
    if let Some((_, why)) = refused.into_iter().next() {
        return Err(why);
    }
    let neither = || Problem::unexpected("no-step", format!("Credential {id} was neither changed nor refused"));
    Ok(taken.into_iter().next().ok_or_else(neither)?)
}
