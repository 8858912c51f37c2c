//! What was read takes the place of what was open. What was typed and decided there is made again where it fits; else it
//! can be brought back.

use std::cell::Cell;
use std::sync::Arc;

use crate::diag::Problem;

use super::super::super::command::create::Command;
use super::super::super::jobs::Slot;
use super::super::super::jobs::create::open::Opened;
use super::super::super::state::create::compare::Compare;
use super::super::super::state::create::draft::Draft;
use super::super::super::state::create::form;
use super::super::super::state::create::rows::Rows;
use super::super::super::state::create::{Dates, Import, Lock, Looking, Making, Sample, Way};
use super::super::Work;
use super::{draft, pictures, rows, show};

/// Gives up what was open for what was read: it can be taken back where something would be lost with it.
fn make_room(work: &mut Work<'_>, opened: &Opened) {
    let newer = match opened.source.path {
        None => "the form",
        Some(_) => &opened.source.name,
    };
    draft::displace(work, newer);
    let former = former(work);
    let before = former.as_ref().and(work.state.create.import.as_ref());
    let is_same_list = |before: &Import| before.is_of_list(opened.source.path.as_deref(), opened.group.id);
    let same = before.filter(|before| is_same_list(before));
    let sheet = same.map(|before| before.table.sheet().name.clone());
    let other_sheet = sheet.filter(|name| *name != opened.table.sheet().name);
    match (former, same.is_some(), lost(opened)) {
        (None, _, None) => {}
        (None, _, Some(lost)) => work.state.toasts.wrong(lost),
        (Some(former), false, lost) => {
            draft::give_way(work, former, newer);
            lost.into_iter().for_each(|lost| work.state.toasts.wrong(lost));
        }
        (Some(former), true, lost) => {
            let of_sheet = || {
                Some(format!(
                    "What was corrected in “{}” stays with that sheet",
                    other_sheet.as_ref()?
                ))
            };
            if let Some(text) = lost.or_else(of_sheet) {
                keep_of_sheet(work, &former, other_sheet);
                draft::give_up(work, former, text);
            }
        }
    }
}

/// What is open, where something was typed or decided in it that is not kept otherwise.
fn former(work: &Work<'_>) -> Option<Draft> {
    let create = &work.state.create;
    // What is gone on with has given up the other already, and of what is being made nothing is lost.
    let is_safe = create.resuming.is_some() || matches!(create.making, Making::Running(_));
    let import = create.import.as_ref().filter(|_| !is_safe)?;
    if import.is_form() || !import.is_corrected() {
        return None;
    }
    draft::at_hand(work).map(draft::completed)
}

/// What is said where not all of what was corrected is there again: whoever goes straight on to the rows does not see the
/// notes of the columns.
fn lost(opened: &Opened) -> Option<String> {
    let is_loss = |note: &&Problem| ["file-changed", "change-lost", "choice-lost"].contains(&&*note.code);
    let note = opened.notes.iter().find(is_loss)?;
    Some(super::super::said(&note.clone().into()))
}

/// Keeps what was corrected in a sheet of the file, for when that sheet is chosen again.
fn keep_of_sheet(work: &mut Work<'_>, former: &Draft, sheet: Option<String>) {
    let Some(sheet) = sheet else { return };
    let mut former = former.clone();
    former.told.sheet = Some(sheet);
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
    let is_form = opened.source.path.is_none();
    make_room(work, &opened);
    // Rows that are not as they were left are looked at first.
    let is_whole = lost(&opened).is_none();
    let resuming = work.state.create.resuming.as_ref().filter(|_| is_whole);
    let left_at = resuming.map(|draft| draft.step).unwrap_or_default();
    let id = opened.group.id;
    let create = &work.state.create;
    // The dates that were typed are those of what was gone on with, or of the list that is read anew.
    // Those of a form are there before its rows are.
    let is_gone_on_with = create.resuming.is_some() || (is_form && create.import.is_none());
    let has_dates = is_gone_on_with || create.has_list(opened.source.path.as_deref(), id);
    let mut import = import_of(opened);
    import.set_widths(work.state.choices.widths(&import.widths_name()));
    let hash = Some(import.table.sheet().hash);
    let create = &mut work.state.create;
    let goes_on = std::mem::take(&mut create.straight_on) || is_form;
    let step = import.step_after(left_at);
    create.reading = None;
    create.failed = None;
    create.resuming = None;
    let sheet = Some(&import.table.sheet().name);
    create
        .sheets
        .retain(|other| other.hash == hash && other.told.sheet.as_ref() != sheet);
    create.way = if is_form { Way::Form } else { Way::Sheet };
    create.rows = Rows::default();
    create.sample = Sample::default();
    create.making = Making::No;
    if !has_dates {
        create.dates = Dates::default();
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
