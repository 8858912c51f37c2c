//! The steps of a credential's life after it was generated.

use crate::diag::{Place, Problem, Problems, Result};
use crate::import;
use crate::model::{Content, Credential, CredentialId, DesignPin, Draft, Group, State, Step};
use crate::store::{Change, CredentialPut, Event};

use super::desk::Desk;
use super::{duplicates, values, values::Edit};

/// The credential with an id, or a problem that says there is none.
pub(super) fn get(desk: &Desk, id: &CredentialId) -> Result<Credential> {
    desk.store.credential(id)?.ok_or_else(|| missing(id).into())
}

pub(super) fn missing(id: &CredentialId) -> Problem {
    let problem = Problem::error("no-such-credential", format!("There is no credential {id}"));
    problem.hint("List them with `accolade list`")
}

/// Whether a step is one of review, which is taken on the draft where there is one.
fn is_of_review(step: Step) -> bool {
    matches!(
        step,
        Step::Edit | Step::Accept | Step::Regenerate | Step::Hold | Step::Release | Step::Publish | Step::Delete
    )
}

/// Refuses a step that is not allowed where the credential, or its draft, stands.
pub fn allow(credential: &Credential, step: Step) -> Result<()> {
    let (state, what) = match &credential.draft {
        Some(_) if step == Step::Correct => {
            let message = format!("Credential {} has a correction under review already", credential.number);
            return Err(refused(credential, message)
                .hint("Edit that one, or delete it first")
                .into());
        }
        Some(_) if step == Step::Publish && credential.state != State::Published => {
            let message = format!(
                "The correction of credential {} cannot be published while it is {}",
                credential.number, credential.state
            );
            return Err(refused(credential, message)
                .hint("Reinstate the credential first")
                .into());
        }
        Some(draft) if is_of_review(step) => (
            if draft.held.is_some() {
                State::Held
            } else {
                State::UnderReview
            },
            "The correction of credential",
        ),
        _ => (credential.state, "Credential"),
    };
    if state.after(step).is_some() {
        return Ok(());
    }
    let message = format!("{what} {} is {state}: {step} is not possible", credential.number);
    Err(refused(credential, message).hint(way_out(state, step)).into())
}

fn refused(credential: &Credential, message: String) -> Problem {
    let place = Place {
        credential: Some(credential.id.to_string()),
        ..Place::default()
    };
    Problem::error("step-not-allowed", message).at(place)
}

/// What a person can do instead.
fn way_out(state: State, step: Step) -> &'static str {
    match (state, step) {
        (State::Published | State::Suspended, Step::Edit | Step::Regenerate) => {
            "Correct it, which makes a new revision: `accolade correct`"
        }
        (State::Published | State::Suspended, Step::Delete | Step::Hold) => {
            "Suspend or revoke it: what was published is not deleted"
        }
        (State::Held, Step::Publish | Step::Accept | Step::Regenerate) => "Release it first: `accolade release`",
        (State::UnderReview, Step::Correct) => "Edit it: it is not published yet",
        (State::UnderReview | State::Held, Step::Suspend | Step::Revoke) => "Delete it: it is not published yet",
        (State::Suspended, Step::Suspend | Step::Correct | Step::Publish) => "Reinstate it first: `accolade reinstate`",
        (State::Revoked, _) => "Nothing can be done to a revoked credential; generate a new one",
        _ => "Look at it with `accolade show`",
    }
}

pub(super) fn reviewed_mut(credential: &mut Credential) -> &mut Content {
    match &mut credential.draft {
        Some(draft) => &mut draft.content,
        None => &mut credential.content,
    }
}

/// Records a step.
fn put(desk: &Desk, credential: Credential, step: Step, why: Option<&str>, note: Option<String>) -> Result<Credential> {
    let event = CredentialPut {
        note,
        ..CredentialPut::step(credential.clone(), step)
    };
    let mut change = Change::new(&desk.clock.stamp(), vec![Event::CredentialPut(event)]);
    change.why = why.map(str::to_owned);
    desk.store.apply(&change)?;
    Ok(credential)
}

pub(super) fn reason(text: &str) -> Result<&str> {
    let text = text.trim();
    if text.is_empty() {
        let problem = Problem::error("no-reason", "The reason is empty");
        return Err(problem.hint("Say why with --reason; it is kept in the log").into());
    }
    Ok(text)
}

/// Everything that is wrong with a content: its values, its fit, its letters, and likely duplicates.
pub(super) fn check(desk: &Desk, credential: &Credential, content: &Content) -> Result<Problems> {
    let group = desk.group(credential.group, content.group_revision)?;
    let mut problems = import::check_recipient(&content.recipient, &group.fields);
    problems.extend(check_dates(content));
    for other in duplicates::same_recipient(&desk.store, credential.group, &content.recipient)? {
        if other.id != credential.id {
            problems.push(duplicates::warning(&other));
        }
    }
    let issuer = desk.store.issuer()?;
    problems.extend(desk.draw(credential, content, &issuer)?.problems().cloned());
    Ok(problems)
}

/// Adds what was found to what is known, where nothing of its kind is said of the same field.
pub(super) fn add_unknown(known: &mut Problems, found: impl IntoIterator<Item = Problem>) {
    let is_same = |one: &Problem, other: &Problem| one.code == other.code && one.place.field == other.place.field;
    for problem in found {
        if !known.iter().any(|known| is_same(known, &problem)) {
            known.push(problem);
        }
    }
}

pub(super) fn check_dates(content: &Content) -> Option<Problem> {
    let expiry = content.expiry_date?;
    (expiry <= content.issue_date).then(|| {
        let message = format!("It expires ({expiry}) before it is issued ({})", content.issue_date);
        Problem::error("expiry-before-issue", message)
            .hint("Correct one of the two dates")
            .at(Place::field("credential.expiry_date"))
    })
}

/// Changes the recipient's data or the dates of what is under review; withdraws an acceptance.
pub fn edit(desk: &Desk, id: &CredentialId, edits: &[Edit]) -> Result<Credential> {
    let mut credential = get(desk, id)?;
    allow(&credential, Step::Edit)?;
    change(desk, &mut credential, edits)?;
    put(desk, credential, Step::Edit, None, Some(note(edits)))
}

/// Applies edits to what is under review and checks it again. Pictures may be named by their files.
fn change(desk: &Desk, credential: &mut Credential, edits: &[Edit]) -> Result<()> {
    let group = desk.group(credential.group, credential.reviewed().group_revision)?;
    let edits = values::with_pictures(desk, edits, &group)?;
    *reviewed_mut(credential) = edited(desk, credential, &edits)?;
    Ok(())
}

/// What edits would make of what is under review, with what would be wrong with it. Nothing is stored.
///
/// # Errors
/// When an edit cannot be understood.
pub fn edited(desk: &Desk, credential: &Credential, edits: &[Edit]) -> Result<Content> {
    let mut content = credential.reviewed().clone();
    let group = desk.group(credential.group, content.group_revision)?;
    values::apply(&mut content, edits, &group)?;
    content.accepted = false;
    content.problems = check(desk, credential, &content)?;
    Ok(content)
}

/// What an edit changed, without the values: recipients' data stays in the records.
fn note(edits: &[Edit]) -> String {
    edits
        .iter()
        .map(|edit| edit.field.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

pub(super) fn latest_group(desk: &Desk, credential: &Credential) -> Result<Group> {
    desk.store.latest_group(credential.group)?.ok_or_else(|| {
        Problem::unexpected("group-missing", "The group of the credential is not in the workspace")
            .hint("Run `accolade doctor`")
            .into()
    })
}

/// The newest revisions of a group's designs.
pub(super) fn pins(desk: &Desk, group: &Group) -> Result<(Option<DesignPin>, Option<DesignPin>)> {
    let pin = |id| -> Result<Option<DesignPin>> {
        let Some(id) = id else { return Ok(None) };
        let stored = desk.store.latest_design(id)?.ok_or_else(|| {
            Problem::unexpected("design-missing", format!("Design {id} is not in the workspace"))
                .hint("Run `accolade doctor`")
        })?;
        Ok(Some(DesignPin {
            design: stored.id,
            revision: stored.revision,
        }))
    };
    Ok((pin(group.certificate)?, pin(group.badge)?))
}

/// Makes a draft revision of what is published; the published one stays valid until the draft is published.
pub fn correct(desk: &Desk, id: &CredentialId, edits: &[Edit], why: &str) -> Result<Credential> {
    let why = reason(why)?;
    let mut credential = get(desk, id)?;
    allow(&credential, Step::Correct)?;
    if edits.is_empty() {
        let problem = Problem::error("nothing-to-correct", "No field is named that should be corrected");
        return Err(problem.hint("Write for example recipient.name=\"Zoë Müller\"").into());
    }
    credential.draft = Some(Draft {
        content: credential.content.clone(),
        held: None,
        reason: why.to_owned(),
    });
    change(desk, &mut credential, edits)?;
    put(desk, credential, Step::Correct, Some(why), Some(note(edits)))
}
