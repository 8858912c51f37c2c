//! Pictures of far more pixels than their place shows, made smaller.

use crate::diag::Place;
use crate::studio::heavy;

use super::super::super::jobs::studio::{self as jobs, Answer, Slimmed};
use super::super::super::jobs::{Answer as AnyAnswer, Job};
use super::Work;
use super::files;
use super::said;

/// Makes a smaller version of the picture at a place of the design.
pub(super) fn start(work: &mut Work<'_>, place: &Place) {
    let Some(tools) = files::tools(work) else { return };
    let Some(open) = work.state.studio.open() else { return };
    let id = open.id;
    let mut all = heavy(open.editor.design(), &open.kit).into_iter();
    // What was made smaller meanwhile is not heavy any more.
    let Some(heavy) = all.find(|heavy| heavy.stands_at(place)) else {
        return;
    };
    let Some(bytes) = open.editor.all_files().get(&heavy.path).cloned() else {
        return;
    };
    let job =
        Job::shown("Making the picture smaller").on_failure(|problems| AnyAnswer::Studio(Answer::NotRead(problems)));
    work.jobs
        .start(job, move |progress| jobs::slim(id, &bytes, heavy, &tools, progress));
}

/// Shows the smaller version wherever the picture stands, as one step.
pub(super) fn came(work: &mut Work<'_>, slimmed: Slimmed) {
    let Some(open) = work.state.studio.open_mut().filter(|open| open.id == slimmed.id) else {
        return;
    };
    // Asked for twice, the first made it smaller; or it was taken out meanwhile.
    if !open.editor.design().assets().contains(slimmed.path.as_str()) {
        return;
    }
    let (path, _) = files::add(open, slimmed.placed);
    let name = "Make the picture smaller";
    let edit = open.editor.exchanged(&slimmed.path, &path, name);
    if let Err(problem) = open.editor.commit(name, edit) {
        work.state.toasts.wrong(said(&problem.into()));
    }
}
