//! What the commands of the home page do.

use std::sync::Arc;

use super::super::command::home::Command;
use super::super::jobs::home::{self, Answer};
use super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::Work;

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    match command {
        Command::FilterGroups(words) => work.state.home.filter = words,
        Command::Search(words) => {
            work.state.home.search.words = words;
            search(work);
        }
        Command::SearchState(state) => {
            work.state.home.search.state = state;
            search(work);
        }
        Command::SearchGroup(group) => {
            work.state.home.search.group = group;
            search(work);
        }
        Command::MoreFound => more(work),
        Command::Refresh => work.refresh(),
    }
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    let found = &mut work.state.home.found;
    match answer {
        Answer::Found(answer) => {
            if answer.more {
                found.rows.extend(answer.rows);
            } else {
                found.rows = answer.rows;
            }
            found.next = answer.next;
            found.total = answer.total;
            found.busy = false;
            found.failed = None;
        }
        Answer::NotFound(problems) => {
            found.busy = false;
            found.failed = Some(problems);
        }
    }
}

/// Searches anew; what was found before stays until the answer comes.
pub(super) fn search(work: &mut Work<'_>) {
    start(work, None);
}

fn more(work: &mut Work<'_>) {
    if let Some(next) = work.state.home.found.next
        && !work.state.home.found.busy
    {
        start(work, Some(next));
    }
}

fn start(work: &mut Work<'_>, after: Option<crate::store::Cursor>) {
    let Some(desk) = work.desk.as_ref().map(Arc::clone) else {
        return;
    };
    let query = work.state.home.search.query();
    work.state.home.found.busy = true;
    let job = Job::quiet()
        .slot(Slot::Found)
        .on_failure(|problems| AnyAnswer::Home(Answer::NotFound(problems)));
    work.jobs.start(job, move |_| home::search(&desk, query, after));
}
