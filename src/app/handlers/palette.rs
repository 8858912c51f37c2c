//! What the search over everything does.

use super::super::jobs::palette::{self, Answer};
use super::super::jobs::{Answer as AnyAnswer, Job, Slot, is_cancelled};
use super::super::state::palette::{Far, Near, Palette};
use super::Work;

/// Looks for other words; the newest question is the only one that is answered.
pub(super) fn search(work: &mut Work<'_>, words: String) {
    let Some(before) = work.state.palette.take() else {
        return;
    };
    let snapshot = work.state.workspace.snapshot().map(|snapshot| &**snapshot);
    let near = Near::find(&words, snapshot, &work.state.choices.recent);
    let desk = work.desk.clone().filter(|_| !words.trim().is_empty());
    let busy = desk.is_some();
    let far = if busy { before.far } else { Far::default() };
    work.jobs.vacate(Slot::Palette);
    if let Some(desk) = desk {
        let words = words.clone();
        let job = Job::quiet()
            .slot(Slot::Palette)
            .on_failure(|problems| AnyAnswer::Palette(Answer::Failed(problems)));
        work.jobs
            .start(job, move |progress| palette::search(&desk, words, progress));
    }
    work.state.palette = Some(Palette { words, near, far, busy });
}

pub(super) fn close(work: &mut Work<'_>) {
    work.jobs.vacate(Slot::Palette);
    work.state.palette = None;
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    let snapshot = work.state.workspace.snapshot().map(|snapshot| &**snapshot);
    let Some(palette) = work.state.palette.as_mut() else {
        return;
    };
    match answer {
        Answer::Found(words, found) if words == palette.words => {
            palette.far = Far::of(&words, found, snapshot);
            palette.busy = false;
        }
        Answer::Found(..) => {}
        Answer::Failed(problems) => {
            palette.far = Far::default();
            palette.busy = false;
            if !is_cancelled(&problems) {
                work.state.toasts.wrong(super::said(&problems));
            }
        }
    }
}
