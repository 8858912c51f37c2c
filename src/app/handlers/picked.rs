//! What is selected among what is published: how it changes, and the steps of all of it.

use crate::model::{CredentialId, Step};
use crate::publish::SteppedAll;

use super::super::command::home::Command;
use super::super::command::review::Pick;
use super::super::jobs::picked::{self, Answer};
use super::super::jobs::{Answer as AnyAnswer, Job, Slot, is_cancelled};
use super::super::settings::count;
use super::Work;

pub(super) fn pick(work: &mut Work<'_>, id: CredentialId, how: Pick) {
    let home = &mut work.state.home;
    match how {
        Pick::Range => home.picked.range(&home.found.rows, id),
        Pick::Toggle => {
            if let Some(row) = home.found.rows.iter().find(|row| row.id == id) {
                home.picked.toggle(row);
            }
        }
    }
}

/// Selects all that is found, be it listed yet or not.
pub(super) fn pick_found(work: &mut Work<'_>) {
    let Some(desk) = work.desk.clone() else { return };
    let query = work.state.home.search.query();
    let job = Job::shown("Selecting what is found")
        .slot(Slot::Picked)
        .on_failure(|problems| AnyAnswer::Picked(Answer::NotFound(problems)));
    work.jobs
        .start(job, move |progress| picked::find(&desk, query, progress));
}

pub(super) fn clear(work: &mut Work<'_>) {
    work.jobs.vacate(Slot::Picked);
    work.state.home.picked.clear();
}

/// Does what the open dialog asks about, to those for which it is possible.
pub(super) fn take(work: &mut Work<'_>) {
    let picked = &mut work.state.home.picked;
    if let Some(question) = picked.asked.take() {
        let ids = picked.ids(question.step);
        start(work, ids, question.step, question.reason);
    }
}

pub(super) fn reinstate(work: &mut Work<'_>, ids: Vec<CredentialId>) {
    start(work, ids, Step::Reinstate, String::new());
}

fn start(work: &mut Work<'_>, ids: Vec<CredentialId>, step: Step, why: String) {
    let Some(desk) = work.desk.clone().filter(|_| !ids.is_empty()) else {
        return;
    };
    let (title, _) = words(step);
    let job = Job::shown(title).on_failure(|problems| AnyAnswer::Picked(Answer::NotFound(problems)));
    work.jobs.start(job, move |progress| {
        picked::step(&desk, &ids, step, why.trim(), progress)
    });
}

/// What is said while a step is taken, and when it was.
fn words(step: Step) -> (&'static str, &'static str) {
    match step {
        Step::Suspend => ("Suspending", "Suspended"),
        Step::Revoke => ("Revoking", "Revoked"),
        _ => ("Reinstating", "Reinstated"),
    }
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    match answer {
        // The search was changed meanwhile.
        Answer::Found(query, _) if query != work.state.home.search.query() => {}
        Answer::Found(_, found) => {
            let picked = &mut work.state.home.picked;
            picked.states.extend(found);
            picked.is_all = true;
        }
        Answer::NotFound(problems) if is_cancelled(&problems) => {}
        Answer::NotFound(problems) => work.state.toasts.wrong(super::said(&problems)),
        Answer::Stepped {
            step,
            asked,
            all,
            problems,
        } => {
            said(work, step, asked, &all);
            if !problems.is_empty() {
                work.state.toasts.wrong(super::said(&problems));
            }
            // What was done is selected no more; after a stop the rest still is.
            let picked = &mut work.state.home.picked;
            for id in all.done.iter().chain(all.refused.iter().map(|(id, _)| id)) {
                picked.states.remove(id);
            }
            if !all.stopped {
                picked.clear();
            }
            work.refresh();
        }
    }
}

/// Says what was done, with the way back where there is one, and what was not.
fn said(work: &mut Work<'_>, step: Step, asked: u64, all: &SteppedAll) {
    let (_, did) = words(step);
    let toasts = &mut work.state.toasts;
    let done = all.done.len() as u64;
    let what = super::counted(done, "credential", "credentials");
    let text = match all.stopped {
        true => format!("Stopped: {did} {} of {}", count(done), count(asked)),
        false => format!("{did} {what}"),
    };
    match step {
        _ if done == 0 && !all.stopped => {}
        Step::Suspend if done > 0 => toasts.with_undo(text, Command::ReinstateAll(all.done.clone())),
        _ => toasts.done(text),
    }
    if let Some((_, why)) = all.refused.first() {
        let rest = super::counted(all.refused.len() as u64, "credential", "credentials");
        toasts.wrong(super::said(why).after(&format!("Not possible with {rest}")));
    }
}
