//! Recipients typed into a form.

use super::super::super::jobs::create::Answer;
use super::super::super::jobs::create::open;
use super::super::super::jobs::{Job, Slot};
use super::super::super::route::CreateStep;
use super::super::super::state::create::Way;
use super::super::super::state::create::form::{Form, field_names};
use super::super::Work;
use super::{draft, group_of, group_with, show, source};

pub(super) fn set(work: &mut Work<'_>, row: usize, field: &str, text: String) {
    change(work, Some((row, field)), |form| form.set(row, field, text));
}

/// Writes a block into the fields of the group from one on.
pub(super) fn paste(work: &mut Work<'_>, row: usize, field: &str, text: &str) {
    let group = group_of(work).and_then(|id| group_with(work, id));
    let fields = group.map(field_names).unwrap_or_default();
    let from = fields.iter().skip_while(|name| *name != field);
    let from: Vec<&str> = from.map(String::as_str).collect();
    let mut surplus = 0;
    change(work, None, |form| surplus = form.paste(row, &from, text));
    if surplus > 0 {
        let columns = super::super::counted(surplus as u64, "column", "columns");
        let verb = if surplus == 1 { "has" } else { "have" };
        let text = format!("{columns} of what was pasted {verb} no field. Add fields to the group and paste it again.");
        work.state.toasts.wrong(text);
    }
}

pub(super) fn remove(work: &mut Work<'_>, row: usize) {
    change(work, None, |form| form.remove(row));
}

/// Takes back what was done last, or does it again.
pub(super) fn step(work: &mut Work<'_>, back: bool) {
    if work.state.create.form_for(group_of(work)).is_none() || is_refused(work) {
        return;
    }
    let create = &mut work.state.create;
    if let Some(form) = create.past.step(&create.form, back) {
        create.form = form;
        draft::keep(work);
    }
}

/// Changes the form of the group on the screen, in one cell or in several. There is always an empty row to go on in.
fn change(work: &mut Work<'_>, cell: Option<(usize, &str)>, change: impl FnOnce(&mut Form)) {
    if work.state.create.form_for(group_of(work)).is_none() || is_refused(work) {
        return;
    }
    let create = &mut work.state.create;
    let before = create.form.clone();
    let form = &mut create.form;
    change(form);
    form.typed();
    form.grow();
    create.past.note(before, form, cell);
    draft::displace(work, "the new form");
    draft::keep(work);
}

/// Says why nothing can be typed now, if that is so.
fn is_refused(work: &mut Work<'_>) -> bool {
    let reason = work.state.create.form_refused();
    if let Some(reason) = reason {
        work.state.toasts.wrong(reason);
    }
    reason.is_some()
}

/// Shows what is typed and was not checked yet.
pub(super) fn go_on(work: &mut Work<'_>) {
    let Some(group) = work.state.create.form.group() else {
        return;
    };
    work.state.create.way = Way::Form;
    show(work, Some(group), CreateStep::Recipients);
}

/// Checks what was typed.
pub(super) fn use_form(work: &mut Work<'_>) {
    let (Some(desk), Some(order)) = (work.desk.clone(), source::first_order(work, None)) else {
        return;
    };
    let Some(form) = work.state.create.form_for(group_of(work)).cloned() else {
        return;
    };
    if is_refused(work) {
        return;
    }
    let before = work.state.create.import.as_ref().filter(|import| import.is_of(&form));
    let earlier = before.map_or_else(open::Earlier::default, |import| {
        open::Earlier::Form(import.table.clone())
    });
    let order = open::Order { earlier, ..order };
    let job = Job::quiet()
        .slot(Slot::Create)
        .on_failure(|problems| Answer::OpenFailed(problems).into());
    work.jobs.start(job, move |progress| {
        let opened = open::of_form(&desk, &form, order, progress)?;
        Ok(Answer::Opened(Box::new(opened)).into())
    });
}
