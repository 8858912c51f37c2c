//! The steps of review, for one credential or for several in one change.

use std::collections::HashMap;
use std::slice;

use crate::diag::{Problem, Result};
use crate::model::{Content, Credential, CredentialId, Draft, State, Step};
use crate::store::{Change, CredentialPut, Event};

use super::desk::Desk;
use super::steps::{allow, check, get, latest_group, missing, pins, reason, reviewed_mut};

/// Such a step, with the reason where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// The warnings of what is under review count no more. Errors cannot be accepted.
    Accept,
    /// What is under review is drawn with the newest revision of its group and designs.
    Regenerate,
    /// What is under review is out of publication until it is released.
    Hold(&'a str),
    /// What is held is under review again.
    Release,
    /// A credential that was never published, or the draft of a correction, is deleted.
    Delete,
}

/// What became of each: as it is afterwards, none where it is not there any more; or why the step was not possible.
pub type Judged = Vec<Result<Option<Credential>>>;

impl Verdict<'_> {
    fn step(self) -> Step {
        match self {
            Verdict::Accept => Step::Accept,
            Verdict::Regenerate => Step::Regenerate,
            Verdict::Hold(_) => Step::Hold,
            Verdict::Release => Step::Release,
            Verdict::Delete => Step::Delete,
        }
    }

    /// Takes the step for all of these for which it is possible, in one change; in the order in which they are named.
    ///
    /// # Errors
    /// The reason is empty, or the workspace cannot be written; then nothing is changed.
    pub fn take(self, desk: &Desk, ids: &[CredentialId]) -> Result<Judged> {
        let why = match self {
            Verdict::Hold(why) => Some(reason(why)?),
            _ => None,
        };
        // What is read here is what is changed: nobody else writes meanwhile.
        let mut writer = desk.store.writer();
        let mut now: HashMap<CredentialId, Option<Credential>> = HashMap::new();
        let (mut events, mut judged) = (Vec::new(), Judged::new());
        for id in ids {
            let found = match now.get(id) {
                Some(Some(credential)) => Ok(credential.clone()),
                Some(None) => Err(missing(id).into()),
                None => get(desk, id),
            };
            let after = found.and_then(|credential| self.after(desk, credential, why));
            judged.push(after.map(|(event, credential)| {
                events.push(event);
                now.insert(*id, credential.clone());
                credential
            }));
        }
        if !events.is_empty() {
            let mut change = Change::new(&desk.clock.stamp(), events);
            change.why = why.map(str::to_owned);
            writer.apply(&change)?;
        }
        Ok(judged)
    }

    /// What is recorded, and the credential as it is then.
    fn after(self, desk: &Desk, mut credential: Credential, why: Option<&str>) -> Result<(Event, Option<Credential>)> {
        allow(&credential, self.step())?;
        let mut note = None;
        match self {
            Verdict::Accept => accept_in(reviewed_mut(&mut credential))?,
            Verdict::Regenerate => *reviewed_mut(&mut credential) = drawn_anew(desk, &credential)?,
            Verdict::Hold(_) => hold_for(&mut credential, why),
            Verdict::Release => hold_for(&mut credential, None),
            Verdict::Delete if credential.draft.take().is_some() => note = Some("the correction".to_owned()),
            Verdict::Delete => return Ok((Event::CredentialDeleted { id: credential.id }, None)),
        }
        let event = CredentialPut {
            note,
            ..CredentialPut::step(credential.clone(), self.step())
        };
        Ok((Event::CredentialPut(event), Some(credential)))
    }
}

fn accept_in(content: &mut Content) -> Result<()> {
    if content.problems.has_errors() {
        let errors = content.problems.iter().filter(|problem| problem.is_error()).cloned();
        let head = Problem::error("errors-hold", "Errors cannot be accepted")
            .hint("Correct them with `accolade edit`, then publish");
        return Err(std::iter::once(head).chain(errors).collect());
    }
    content.accepted = true;
    Ok(())
}

fn drawn_anew(desk: &Desk, credential: &Credential) -> Result<Content> {
    let group = latest_group(desk, credential)?;
    let mut content = credential.reviewed().clone();
    (content.certificate, content.badge) = pins(desk, &group)?;
    content.group_revision = group.revision;
    content.accepted = false;
    content.problems = check(desk, credential, &content)?;
    Ok(content)
}

/// Holds a credential, or its draft, for a reason; without one it is released.
fn hold_for(credential: &mut Credential, why: Option<&str>) {
    let why = why.map(str::to_owned);
    match &mut credential.draft {
        Some(Draft { held, .. }) => *held = why,
        None => {
            credential.state = if why.is_some() { State::Held } else { State::UnderReview };
            credential.reason = why;
        }
    }
}

fn one(desk: &Desk, id: &CredentialId, verdict: Verdict<'_>) -> Result<Option<Credential>> {
    let judged = verdict.take(desk, slice::from_ref(id))?.pop();
    judged.unwrap_or_else(|| Err(missing(id).into()))
}

fn one_that_stays(desk: &Desk, id: &CredentialId, verdict: Verdict<'_>) -> Result<Credential> {
    one(desk, id, verdict)?.ok_or_else(|| missing(id).into())
}

/// Accepts the warnings of what is under review. Errors cannot be accepted.
pub fn accept(desk: &Desk, id: &CredentialId) -> Result<Credential> {
    one_that_stays(desk, id, Verdict::Accept)
}

/// Draws what is under review with the newest revision of its group and designs.
pub fn regenerate(desk: &Desk, id: &CredentialId) -> Result<Credential> {
    one_that_stays(desk, id, Verdict::Regenerate)
}

/// Takes what is under review out of publication until it is released.
pub fn hold(desk: &Desk, id: &CredentialId, why: &str) -> Result<Credential> {
    one_that_stays(desk, id, Verdict::Hold(why))
}

/// Puts what is held back under review.
pub fn release(desk: &Desk, id: &CredentialId) -> Result<Credential> {
    one_that_stays(desk, id, Verdict::Release)
}

/// Deletes a credential that was never published, or the draft of a correction.
pub fn delete(desk: &Desk, id: &CredentialId) -> Result<()> {
    one(desk, id, Verdict::Delete).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::testing::TestDesk;
    use crate::issue::{GenerateOptions, NewGroup};
    use crate::store::Query;

    #[test]
    fn several_are_judged_in_one_change_and_one_that_refuses_keeps_none_from_it() {
        let desk = TestDesk::new("verdicts");
        let group = desk.group(NewGroup {
            title: "T".to_owned(),
            ..NewGroup::default()
        });
        let sheet = "Name,Grade\nAnna Lee,A\nBob Ray,B\nCleo Fox,C\n";
        desk.generate(&group, sheet, &GenerateOptions::default())
            .expect("three");
        let page = desk.store.query(&Query::default(), None, 10).expect("read");
        let ids: Vec<CredentialId> = page.items.iter().map(|one| one.id).collect();
        hold(&desk, &ids[1], "unsure").expect("held");
        let logged = || desk.store.log(None).expect("the log").count();
        let before = logged();
        let judged = Verdict::Hold("unpaid").take(&desk, &ids).expect("taken");
        let stands = |one: &Result<Option<Credential>>| Some(one.as_ref().ok()?.as_ref()?.state);
        let states: Vec<Option<State>> = judged.iter().map(stands).collect();
        assert_eq!(states, [Some(State::Held), None, Some(State::Held)]);
        assert_eq!(logged() - before, 2);
        let why = |at: usize| desk.store.credential(&ids[at]).expect("read").expect("there").reason;
        assert_eq!([why(0), why(1)], [Some("unpaid".to_owned()), Some("unsure".to_owned())]);
        // Who is named twice is gone when they are named again.
        let judged = Verdict::Delete.take(&desk, &[ids[0], ids[0], ids[2]]).expect("taken");
        let gone: Vec<bool> = judged.iter().map(Result::is_ok).collect();
        assert_eq!(gone, [true, false, true]);
        assert_eq!(desk.store.count(&Query::default()).expect("read"), 1);
    }
}
