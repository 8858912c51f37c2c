//! Recipients typed into a form.

use super::super::super::jobs::create::Answer;
use super::super::super::jobs::create::open;
use super::super::super::jobs::{Job, Slot};
use super::super::Work;
use super::{draft, source};

pub(super) fn set(work: &mut Work<'_>, row: usize, column: usize, text: String) {
    work.state.create.form.set(row, column, text);
    changed(work);
}

pub(super) fn paste(work: &mut Work<'_>, row: usize, column: usize, text: &str) {
    work.state.create.form.paste(row, column, text);
    changed(work);
}

pub(super) fn remove(work: &mut Work<'_>, row: usize) {
    work.state.create.form.remove(row);
    changed(work);
}

/// There is always an empty row to go on in.
fn changed(work: &mut Work<'_>) {
    work.state.create.form.grow();
    draft::displace(work, "The new form");
    draft::keep(work);
}

/// Checks what was typed.
pub(super) fn use_form(work: &mut Work<'_>) {
    let (Some(desk), Some(order)) = (work.desk.clone(), source::order(work, Default::default(), Vec::new())) else {
        return;
    };
    let form = work.state.create.form.clone();
    let job = Job::quiet()
        .slot(Slot::Create)
        .on_failure(|problems| Answer::OpenFailed(problems).into());
    work.jobs.start(job, move |progress| {
        let opened = open::of_form(&desk, &form, order, progress)?;
        Ok(Answer::Opened(Box::new(opened)).into())
    });
}
