//! What was read takes the place of what was open. What was typed and decided there is made again where it fits, else it
//! can be brought back; what is of another list is put aside.

use std::cell::Cell;
use std::sync::Arc;

use crate::diag::Problem;

use super::super::super::command::create::Command;
use super::super::super::jobs::Slot;
use super::super::super::jobs::create::open::Opened;
use super::super::super::state::create::compare::Compare;
use super::super::super::state::create::draft::{Draft, DraftId};
use super::super::super::state::create::form::{self, Form};
use super::super::super::state::create::rows::Rows;
use super::super::super::state::create::{Dates, Import, Lock, Looking, Making, Sample, Way};
use super::super::Work;
use super::{draft, pictures, rows, show};

/// Puts aside what was open for what was read, where something would be lost with it. What was read of the same list takes
/// its place: it can be taken back.
fn make_room(work: &mut Work<'_>, opened: &Opened) {
    keep_dates_of_form(work, opened);
    let lost = lost(opened);
    let Some(former) = former(work, opened) else {
        lost.into_iter().for_each(|lost| work.state.toasts.wrong(lost));
        return;
    };
    let create = &work.state.create;
    let is_same_list = |before: &&Import| before.is_of_list(opened.source.path.as_deref(), opened.group.id);
    let same = create.import.as_ref().filter(is_same_list);
    match (&create.resuming, same) {
        (None, Some(same)) => {
            let sheet = same.table.sheet().name.clone();
            read_again(
                work,
                former,
                lost,
                Some(sheet).filter(|name| *name != opened.table.sheet().name),
            );
        }
        (resuming, _) => {
            match resuming.as_ref().map(|resuming| resuming.id()) {
                Some(id) => draft::make_way(work, former, id),
                None => draft::put_aside_saying(work, former),
            }
            lost.into_iter().for_each(|lost| work.state.toasts.wrong(lost));
        }
    }
}

/// Gives up what is not made again in the list that was read in another way, and keeps what was corrected in another sheet
/// of it for when that is chosen again.
fn read_again(work: &mut Work<'_>, former: Draft, lost: Option<String>, sheet: Option<String>) {
    let of_sheet = sheet
        .as_ref()
        .map(|name| format!("What was corrected in “{name}” stays with that sheet"));
    if let Some(text) = lost.or(of_sheet) {
        keep_of_sheet(work, &former, sheet);
        draft::give_up(work, former, text);
    }
}

/// A form stands beside a spreadsheet, but not its dates: with those it is put aside.
fn keep_dates_of_form(work: &mut Work<'_>, opened: &Opened) {
    if opened.source.path.is_none() {
        return;
    }
    let form = draft::form_at_hand(work);
    let is_dated = |form: &Draft| form.issue_date.or(form.expiry_date).is_some();
    if let Some(form) = form.filter(is_dated) {
        draft::put_aside_saying(work, form);
        let create = &mut work.state.create;
        create.form = Form::default();
        create.past = Default::default();
    }
}

/// The spreadsheet that is open, where it is not to be forgotten: something was typed or decided in it that is not kept
/// otherwise, or what takes its place is no other spreadsheet that was chosen.
fn former(work: &Work<'_>, opened: &Opened) -> Option<Draft> {
    let create = &work.state.create;
    // Of what is being made nothing is lost.
    let is_made = matches!(create.making, Making::Running(_));
    let import = create.import.as_ref().filter(|_| !is_made)?;
    let former = draft::sheet_at_hand(work)?;
    let is_same = |resuming: &Arc<Draft>| resuming.id() == former.id();
    let is_for_another = match &create.resuming {
        Some(resuming) => !is_same(resuming),
        None => opened.source.path.is_none(),
    };
    (is_for_another || import.is_corrected()).then_some(former)
}

/// What was put aside of the list that was read, as it was chosen anew: it is gone on with.
fn left_before(work: &Work<'_>, opened: &Opened) -> Option<DraftId> {
    let create = &work.state.create;
    let read = Draft {
        path: opened.source.path.clone(),
        hash: Some(opened.table.sheet().hash),
        told: (&opened.told).into(),
        ..draft::blank(work, opened.group.id)?
    };
    let is_meant = create.resuming.is_none() && read.path.is_some() && create.aside.has(read.id());
    is_meant.then(|| read.id())
}

/// What is said where not all of what was corrected is there again: whoever goes straight on to the rows does not see the
/// notes of the columns.
fn lost(opened: &Opened) -> Option<String> {
    let is_loss = |note: &&Problem| ["file-changed", "change-lost", "choice-lost"].contains(&&*note.code);
    let note = opened.notes.iter().find(is_loss)?;
    Some(super::super::said(&note.clone().into()).text)
}

/// Keeps what was corrected in a sheet of the file, for when that sheet is chosen again.
fn keep_of_sheet(work: &mut Work<'_>, former: &Draft, sheet: Option<String>) {
    let Some(sheet) = sheet else { return };
    let mut former = former.clone();
    former.told.sheet = Some(sheet);
    former.sheets = Vec::new();
    let sheets = &mut work.state.create.sheets;
    sheets.retain(|other| other.told.sheet != former.told.sheet);
    sheets.push(former);
}

/// Takes what was read in the place of what was open.
pub(super) fn opened(work: &mut Work<'_>, opened: Opened) {
    // What is typed belongs to the rows that were open, and what is still being found of them is nothing to these.
    rows::write_all(work);
    for slot in [Slot::Rows, Slot::RowPictures, Slot::Sample, Slot::Fit] {
        work.jobs.vacate(slot);
    }
    work.state.toasts.withdraw(Command::UndoRows);
    if let Some(left) = left_before(work, &opened) {
        let text = format!("{} is as it was left", opened.source.name);
        work.state.toasts.done(text);
        draft::resume(work, left);
        return;
    }
    let is_form = opened.source.path.is_none();
    make_room(work, &opened);
    // Rows that are not as they were left are looked at first.
    let is_whole = lost(&opened).is_none();
    let resuming = work.state.create.resuming.take();
    if let Some(left) = &resuming {
        work.state.create.sheets = left.sheets.clone();
    }
    let left = resuming.as_ref().filter(|_| is_whole);
    let left_at = left.map(|draft| draft.step).unwrap_or_default();
    let id = opened.group.id;
    let create = &work.state.create;
    // The dates that were typed are those of the list that is read anew; those of a form are there before its rows are.
    let is_of_form = is_form && create.import.is_none();
    let has_dates = is_of_form || create.has_list(opened.source.path.as_deref(), id);
    let mut import = import_of(opened);
    import.set_widths(work.state.choices.widths(&import.widths_name()));
    let hash = Some(import.table.sheet().hash);
    let create = &mut work.state.create;
    let goes_on = std::mem::take(&mut create.straight_on) || is_form;
    let step = import.step_after(left_at);
    create.reading = None;
    create.failed = None;
    let sheet = Some(&import.table.sheet().name);
    create
        .sheets
        .retain(|other| other.hash == hash && other.told.sheet.as_ref() != sheet);
    create.way = if is_form { Way::Form } else { Way::Sheet };
    create.rows = Rows::default();
    create.sample = Sample::default();
    create.making = Making::No;
    match resuming {
        Some(draft) => create.dates = Dates::of(&draft),
        None if has_dates => {}
        None => create.dates = Dates::default(),
    }
    if import.is_all_of(&create.form) {
        // Its pictures are named as they were copied.
        create.form.take(import.table.sheet(), &form::columns(&import.group));
    }
    let before = create.import.replace(import);
    work.jobs.let_go(before);
    if goes_on {
        show(work, Some(id), step);
    }
    draft::keep(work);
    pictures::read(work);
}

fn import_of(opened: Opened) -> Import {
    let mut compare = Compare::new(opened.wishes, opened.compared);
    compare.leave(opened.left_again);
    Import {
        group: Arc::new(opened.group),
        source: opened.source,
        table: Arc::new(opened.table),
        lock: Lock::Open,
        there: Arc::new(opened.there),
        counted: Cell::default(),
        looking: Looking::default(),
        compare,
        notes: opened.notes,
        told: opened.told,
        choices: opened.choices,
        fingerprint: opened.fingerprint,
        kept: opened.kept,
        remembered: opened.remembered,
        readings: opened.readings,
        fields: opened.fields,
        columns: opened.columns,
        sized: false,
        form: opened.form,
    }
}
