//! Recipients typed into a form.

use std::path::Path;

use super::super::super::jobs::create::Answer;
use super::super::super::jobs::create::open;
use super::super::super::jobs::dialogs::{Ask, is_picture};
use super::super::super::jobs::{Job, Slot};
use super::super::super::route::{CreateStep, Route};
use super::super::super::state::create::Way;
use super::super::super::state::create::form::{Form, columns, field_names};
use super::super::super::state::create::pasted;
use super::super::Work;
use super::{draft, group_of, group_with, settle, show, source};

pub(super) fn set(work: &mut Work<'_>, row: usize, field: &str, text: String) {
    change(work, Some((row, field)), |form| form.set(row, field, text));
}

/// Writes a block into the fields of the group from one on.
pub(super) fn paste(work: &mut Work<'_>, row: usize, field: &str, text: &str) {
    let Some(group) = group_of(work).and_then(|id| group_with(work, id)) else {
        return;
    };
    let from: Vec<String> = field_names(group)
        .into_iter()
        .skip_while(|name| name != field)
        .collect();
    let block = pasted::read(text, group, &from);
    let mut surplus = None;
    change(work, None, |form| surplus = Some(form.paste(row, &block)));
    let Some(surplus) = surplus else { return };
    if !block.headings.is_empty() {
        let headings = block.headings.join(", ");
        let text =
            format!("The first row that was pasted is none of the people: its headings ({headings}) say what is below");
        work.state.toasts.done(text);
    }
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

/// Asks for the picture of a person.
pub(super) fn browse(work: &mut Work<'_>, row: usize, field: String) {
    let person = work.state.create.form.number(row);
    let ask = Ask::picture(None);
    let dialogs = work.surroundings.dialogs.clone();
    let job = Job::quiet()
        .slot(Slot::Dialog)
        .on_failure(|problems| Answer::DialogFailed(problems).into());
    work.jobs.start(job, move |_| {
        Ok(Answer::PictureChosen(person, field, dialogs.ask(&ask)?).into())
    });
}

/// Writes where the picture of a person is; it is copied when the form is checked.
pub(super) fn chosen(work: &mut Work<'_>, person: u32, field: &str, path: &Path) {
    if let Some(row) = work.state.create.form.place_of(person) {
        set(work, row, field, path.to_string_lossy().into_owned());
    }
}

/// The first person who has none of these pictures, by their number.
fn first_without(form: &Form, pictures: &[String]) -> Option<(u32, String)> {
    form.filled_rows().find_map(|row| {
        let mut empty = pictures.iter().filter(|field| form.cell(row, field).trim().is_empty());
        Some((form.number(row), empty.next()?.clone()))
    })
}

/// A picture was dropped on the form: it is that of the first person who has none. Whether the form takes pictures.
pub(super) fn dropped(work: &mut Work<'_>, path: &Path) -> bool {
    let is_here = matches!(work.state.route.now(), Route::Create { .. }) && work.state.create.way == Way::Form;
    let group = group_of(work).filter(|_| is_here && is_picture(path));
    let Some(group) = group.and_then(|id| group_with(work, id)) else {
        return false;
    };
    let pictures: Vec<String> = columns(group)
        .into_iter()
        .filter(|column| column.is_picture)
        .map(|column| column.field)
        .collect();
    let form = &work.state.create.form;
    if pictures.is_empty() || form.group() != Some(group.id) {
        return false;
    }
    match first_without(form, &pictures) {
        Some((person, field)) => {
            chosen(work, person, &field, path);
            work.state
                .toasts
                .done(format!("The picture is that of person {person}"));
        }
        None => {
            let text =
                "Nobody in the form is without a picture. Write a name first, or choose the file where it belongs.";
            work.state.toasts.wrong(text);
        }
    }
    true
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
    // What it makes is one batch from now on, in whatever run.
    if settle::name(work, false).is_none() {
        return;
    }
    let create = &mut work.state.create;
    let before = create.form.clone();
    let form = &mut create.form;
    change(form);
    form.typed();
    form.grow();
    create.past.note(before, form, cell);
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
    source::let_be(work);
    let before = work.state.create.import.as_ref().filter(|import| import.is_of(&form));
    let earlier = before.map_or_else(open::Earlier::default, |import| {
        open::Earlier::Form(import.table.clone())
    });
    let order = open::Order { earlier, ..order };
    let job = Job::shown("Checking the recipients")
        .slot(Slot::Create)
        .on_failure(|problems| Answer::OpenFailed(problems.into()).into());
    work.jobs.start(job, move |progress| {
        let opened = open::of_form(&desk, &form, order, progress)?;
        Ok(Answer::Opened(Box::new(opened)).into())
    });
}
