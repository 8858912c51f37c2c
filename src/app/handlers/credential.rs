//! What the commands of a published credential do, and what their answers change.

use crate::model::{CredentialId, FieldName, Step};

use super::super::command::credential::Command;
use super::super::jobs::credential::{self, Answer};
use super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::super::route::{Route, Scope};
use super::super::state::review::EditField;
use super::Work;

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    match command {
        Command::Enter(id) => enter(work, id),
        Command::ShowPage(page) => work.state.credential.as_page = page,
        Command::ShowBadge(badge) => work.state.credential.badge = badge,
        Command::Ask(question) => work.state.credential.ask(question),
        Command::Confirm => confirm(work),
        Command::Reinstate(id) => step(work, id, Step::Reinstate, String::new(), Vec::new()),
        Command::Open(path) => super::publish::open(work, path),
    }
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    let state = &mut work.state.credential;
    match answer {
        Answer::Read(shown) => {
            if state.id == Some(shown.opened.credential.id) {
                state.busy = false;
                state.shown = Some(*shown);
            }
        }
        Answer::NotRead(problems) => {
            state.busy = false;
            state.failed = Some(problems);
        }
        Answer::Stepped { id, step, problems } => {
            stepped(work, id, step);
            if !problems.is_empty() {
                work.state.toasts.wrong(super::said(&problems));
            }
        }
        Answer::Failed(problems) => work.state.toasts.wrong(super::said(&problems)),
    }
}

fn enter(work: &mut Work<'_>, id: CredentialId) {
    let Some(desk) = work.desk.clone() else { return };
    let state = &mut work.state.credential;
    if state.id != Some(id) {
        state.shown = None;
        state.asked = None;
    }
    state.id = Some(id);
    state.stale = false;
    state.busy = true;
    state.failed = None;
    let job = Job::quiet()
        .slot(Slot::Credential)
        .on_failure(|problems| AnyAnswer::Credential(Answer::NotRead(problems)));
    work.jobs.start(job, move |_| credential::read(&desk, id));
}

fn confirm(work: &mut Work<'_>) {
    let state = &mut work.state.credential;
    let (Some(id), Some(question)) = (state.id, state.asked.take()) else {
        return;
    };
    let changed = question.fields.into_iter().filter(EditField::is_changed);
    let changes = changed.map(|field| (field.name, field.text)).collect();
    step(work, id, question.step, question.reason, changes);
}

fn step(work: &mut Work<'_>, id: CredentialId, step: Step, why: String, changes: Vec<(FieldName, String)>) {
    let Some(desk) = work.desk.clone() else { return };
    let job =
        Job::shown("Updating the credential").on_failure(|problems| AnyAnswer::Credential(Answer::Failed(problems)));
    work.jobs
        .start(job, move |_| credential::step(&desk, id, step, &why, &changes));
}

/// What holds until the next step.
const VALID_AGAIN: &str = "The credential is valid again";

fn stepped(work: &mut Work<'_>, id: CredentialId, step: Step) {
    let toasts = &mut work.state.toasts;
    // Another step follows the suspension: there is nothing to take back any more.
    toasts.withdraw(Command::Reinstate(id));
    toasts.unsay(VALID_AGAIN);
    match step {
        Step::Suspend => toasts.with_undo("Suspended the credential", Command::Reinstate(id)),
        Step::Reinstate => toasts.done(VALID_AGAIN),
        Step::Revoke => toasts.done("Revoked the credential"),
        _ => toasts.done("The correction is under review; the published one stays valid until you publish it"),
    }
    if step == Step::Correct {
        *work.state.review.versions.entry(id).or_default() += 1;
        let scope = Scope::All;
        work.go(Route::ReviewOne { scope, id });
    }
    work.refresh();
}
