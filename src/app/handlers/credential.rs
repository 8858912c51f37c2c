//! What the commands of a published credential do, and what their answers change.

use crate::diag::Problems;
use crate::model::{CredentialId, FieldName, Step};

use super::super::command::credential::Command;
use super::super::jobs::credential::{self, Answer};
use super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::super::route::{Route, Scope};
use super::super::state::credential::Taking;
use super::super::state::review::EditField;
use super::Work;

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    match command {
        Command::Enter(id) => enter(work, id),
        Command::ShowPage(page) => work.state.credential.as_page = page,
        Command::ShowBadge(badge) => work.state.credential.badge = badge,
        Command::Ask(question) => work.state.credential.ask(question),
        Command::Confirm => confirm(work),
        Command::Reinstate(id) => reinstate(work, id),
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
        Answer::Refused(problems) => refused(work, problems),
        Answer::Failed(problems) => work.state.toasts.wrong(super::said(&problems)),
    }
}

fn enter(work: &mut Work<'_>, id: CredentialId) {
    let Some(desk) = work.desk.clone() else { return };
    let state = &mut work.state.credential;
    if state.id != Some(id) {
        state.shown = None;
        state.asked = None;
        state.taking = Taking::NotYet;
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

/// Takes the step of the open dialog, which stays until that is taken: what was typed must not be typed again where it is
/// refused.
fn confirm(work: &mut Work<'_>) {
    let state = &mut work.state.credential;
    let (Some(id), Some(question)) = (state.id, state.asked.clone()) else {
        return;
    };
    if matches!(state.taking, Taking::UnderWay) {
        return;
    }
    state.taking = Taking::UnderWay;
    let changed = question.fields.into_iter().filter(EditField::is_changed);
    let dates = &work.state.choices.dates;
    let changes = changed.map(|field| (field.name.clone(), field.value(dates))).collect();
    let job = job().on_failure(|problems| AnyAnswer::Credential(Answer::Refused(problems)));
    step(work, job, (id, question.step), question.reason, changes);
}

fn reinstate(work: &mut Work<'_>, id: CredentialId) {
    let job = job().on_failure(|problems| AnyAnswer::Credential(Answer::Failed(problems)));
    step(work, job, (id, Step::Reinstate), String::new(), Vec::new());
}

fn job() -> Job {
    Job::shown("Updating the credential")
}

fn step(
    work: &mut Work<'_>,
    job: Job,
    (id, step): (CredentialId, Step),
    why: String,
    changes: Vec<(FieldName, String)>,
) {
    let Some(desk) = work.desk.clone() else { return };
    work.jobs
        .start(job, move |_| credential::step(&desk, id, step, &why, &changes));
}

/// The dialog says why its step was not possible, or a message where it was closed meanwhile.
fn refused(work: &mut Work<'_>, problems: Problems) {
    let state = &mut work.state.credential;
    match (&state.asked, &state.taking) {
        (Some(_), Taking::UnderWay) => state.taking = Taking::Refused(problems),
        _ => work.state.toasts.wrong(super::said(&problems)),
    }
}

/// What holds until the next step.
const VALID_AGAIN: &str = "The credential is valid again";

fn stepped(work: &mut Work<'_>, id: CredentialId, step: Step) {
    let state = &mut work.state.credential;
    if state.id == Some(id) && matches!(state.taking, Taking::UnderWay) {
        state.asked = None;
        state.taking = Taking::NotYet;
    }
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

#[cfg(test)]
mod tests {
    use super::super::super::state::credential::Question;
    use super::super::super::state::review::EditKind;
    use super::super::testing::Bench;
    use super::*;
    use crate::progress::Progress;
    use crate::publish::{self, Parts, PublishOptions, Selection};

    fn question(until: &str) -> Question {
        let until = EditField {
            name: "credential.expiry_date".parse().expect("a field"),
            label: "Valid until".to_owned(),
            kind: EditKind::Date,
            text: until.to_owned(),
            stored: String::new(),
            offers: Vec::new(),
        };
        Question {
            step: Step::Correct,
            reason: "It has no end".to_owned(),
            fields: vec![until],
            path: None,
        }
    }

    #[test]
    fn a_correction_that_is_refused_stays_in_its_dialog_with_the_reason() {
        let mut bench = Bench::titled("credential-refused", "T");
        let id = bench.make(&["Anna Lee"])[0];
        let options = PublishOptions {
            accept_warnings: true,
            files: Parts::NONE,
            ..PublishOptions::default()
        };
        let meant = Selection::Ids(vec![id]);
        let done = publish::publish(&bench.workspace, &meant, &options, &Progress::new());
        assert_eq!(done.expect("published").value.published, 1);
        bench.send(Command::Enter(id));
        bench.until("the page", |state| state.credential.shown.is_some());
        let typed = question("soon");
        bench.send(Command::Ask(Some(typed.clone())));
        bench.send(Command::Confirm);
        bench.until("the refusal", |state| {
            matches!(state.credential.taking, Taking::Refused(_))
        });
        assert_eq!(bench.state.credential.asked, Some(typed));
        // It is mended in the same dialog.
        bench.send(Command::Ask(Some(question("2031-01-01"))));
        let is_refused = matches!(bench.state.credential.taking, Taking::Refused(_));
        assert!(!is_refused, "what was wrong is mended");
        bench.send(Command::Confirm);
        bench.until("the correction", |state| state.credential.asked.is_none());
        assert!(matches!(bench.state.credential.taking, Taking::NotYet));
        assert!(matches!(bench.state.route.now(), Route::ReviewOne { .. }));
    }

    #[test]
    fn a_correction_leaves_nobody_without_a_name() {
        let mut question = question("2031-01-01");
        assert!(!question.is_nameless(), "of other fields");
        let name = EditField {
            name: "recipient.name".parse().expect("a field"),
            text: "Anna Lee".to_owned(),
            ..question.fields[0].clone()
        };
        question.fields.push(name);
        assert!(!question.is_nameless());
        question.fields[1].text = " ".to_owned();
        assert!(question.is_nameless());
    }

    #[test]
    fn what_is_typed_for_a_correction_is_there_when_its_dialog_is_opened_again() {
        let mut bench = Bench::titled("credential-aside", "T");
        let id = CredentialId([7; 16]);
        bench.state.credential.id = Some(id);
        let fresh = Question {
            reason: String::new(),
            ..question("")
        };
        bench.send(Command::Ask(Some(fresh.clone())));
        bench.send(Command::Ask(Some(question("2031-01-01"))));
        bench.send(Command::Ask(None));
        // Another dialog is another matter.
        let suspend = Question {
            step: Step::Suspend,
            ..fresh.clone()
        };
        bench.send(Command::Ask(Some(suspend.clone())));
        assert_eq!(bench.state.credential.asked, Some(suspend));
        bench.send(Command::Ask(None));
        bench.send(Command::Ask(Some(fresh.clone())));
        assert_eq!(bench.state.credential.asked, Some(question("2031-01-01")));
        // What was emptied, or is of another credential, does not come back.
        bench.send(Command::Ask(Some(fresh.clone())));
        bench.send(Command::Ask(None));
        bench.send(Command::Ask(Some(fresh.clone())));
        assert_eq!(bench.state.credential.asked, Some(fresh.clone()));
        bench.send(Command::Ask(Some(question("2031-01-01"))));
        bench.send(Command::Ask(None));
        bench.state.credential.id = Some(CredentialId([8; 16]));
        bench.send(Command::Ask(Some(fresh.clone())));
        assert_eq!(bench.state.credential.asked, Some(fresh));
    }
}
