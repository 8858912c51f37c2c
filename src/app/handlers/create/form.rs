//! Recipients typed into a form.

use super::super::super::jobs::create::Answer;
use super::super::super::jobs::create::open;
use super::super::super::jobs::{Job, Slot};
use super::super::super::state::create::form::Form;
use super::super::Work;
use super::{draft, group_of, source};

pub(super) fn set(work: &mut Work<'_>, row: usize, column: usize, text: String) {
    change(work, |form| form.set(row, column, text));
}

pub(super) fn paste(work: &mut Work<'_>, row: usize, column: usize, text: &str) {
    change(work, |form| {
        form.paste(row, column, text);
    });
}

pub(super) fn remove(work: &mut Work<'_>, row: usize) {
    change(work, |form| form.remove(row));
}

/// Changes the form of the group on the screen. There is always an empty row to go on in.
fn change(work: &mut Work<'_>, change: impl FnOnce(&mut Form)) {
    if work.state.create.form_for(group_of(work)).is_none() {
        return;
    }
    let form = &mut work.state.create.form;
    change(form);
    form.grow();
    draft::displace(work, "the new form");
    draft::keep(work);
}

/// Checks what was typed.
pub(super) fn use_form(work: &mut Work<'_>) {
    let (Some(desk), Some(order)) = (work.desk.clone(), source::order(work, Default::default(), Vec::new())) else {
        return;
    };
    let Some(form) = work.state.create.form_for(group_of(work)).cloned() else {
        return;
    };
    let job = Job::quiet()
        .slot(Slot::Create)
        .on_failure(|problems| Answer::OpenFailed(problems).into());
    work.jobs.start(job, move |progress| {
        let opened = open::of_form(&desk, &form, order, progress)?;
        Ok(Answer::Opened(Box::new(opened)).into())
    });
}
