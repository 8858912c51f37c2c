//! Recipients typed into a form.

use super::super::super::jobs::create::Answer;
use super::super::super::jobs::create::open;
use super::super::super::jobs::{Job, Slot};
use super::super::super::state::create::form::SHOWN_ROWS;
use super::super::Work;
use super::{draft, source};

pub(super) fn set(work: &mut Work<'_>, row: usize, column: usize, text: String) {
    let form = &mut work.state.create.form;
    form.set(row, column, text);
    grow(work);
    draft::keep(work);
}

pub(super) fn paste(work: &mut Work<'_>, row: usize, column: usize, text: &str) {
    work.state.create.form.paste(row, column, text);
    grow(work);
    draft::keep(work);
}

pub(super) fn remove(work: &mut Work<'_>, row: usize) {
    work.state.create.form.remove(row);
    grow(work);
    draft::keep(work);
}

/// There is always an empty row to go on in.
fn grow(work: &mut Work<'_>) {
    let form = &mut work.state.create.form;
    let full = |row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
    if form.rows.last().is_none_or(full) && form.rows.len() < SHOWN_ROWS {
        form.rows.push(Vec::new());
    }
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
