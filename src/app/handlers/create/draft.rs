//! Keeping what is not finished, and going on with it, in this run or in another one.

use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::{Problems, Result};
use crate::model::{BatchId, GroupId};

use super::super::super::command::create::Command;
use super::super::super::jobs::create::Answer;
use super::super::super::jobs::create::{drafts, form_pictures, open};
use super::super::super::jobs::{Job, Slot};
use super::super::super::route::CreateStep;
use super::super::super::state::create::aside::Aside;
use super::super::super::state::create::begun::Begun;
use super::super::super::state::create::draft::{Draft, DraftId};
use super::super::super::state::create::saving::{Change, Piece};
use super::super::super::state::create::{Dates, Import, Lock, Making, Way};
use super::super::Work;
use super::{form, group_with, rows, settle, show, source};

/// The folder of the drafts, beside the choices.
fn folder(work: &Work<'_>) -> Option<PathBuf> {
    Some(work.surroundings.settings.as_ref()?.with_file_name("unfinished"))
}

/// What was read of the file that is open, and where the copy of it is, or can be.
pub(super) fn copy_of_open(work: &Work<'_>) -> Option<(PathBuf, Arc<Vec<u8>>)> {
    let import = work.state.create.import.as_ref()?;
    let (source, hash) = (&import.source, import.table.sheet().hash);
    let copy = drafts::copy_in(&folder(work)?, hash, source.path.as_deref()?)?;
    Some((copy, source.bytes.clone()))
}

/// A workspace was opened: looks for what was not finished in it, and begins with the file that was named.
pub(in super::super) fn opened(work: &mut Work<'_>) {
    let named = work.state.create.waiting.take();
    let first = work.surroundings.file.clone().filter(|_| !work.state.begun);
    work.state.begun = true;
    if let Some(path) = named.or(first) {
        source::dropped(work, path);
    }
    look(work);
}

/// Looks for what another run has left.
pub(super) fn look(work: &mut Work<'_>) {
    let (Some(folder), Some(snapshot)) = (folder(work), work.state.workspace.snapshot()) else {
        return;
    };
    let dir = snapshot.dir.clone();
    let desk = work.desk.clone();
    work.jobs.start(Job::quiet(), move |_| {
        let found = drafts::load(&folder, &dir);
        drafts::tidy(&folder, &[]);
        let tidied = desk.map_or(Ok(()), |desk| form_pictures::tidy(&desk, &found));
        Ok(Answer::DraftsFound(found, tidied.err()).into())
    });
}

/// Offers what another run has left.
pub(super) fn found(work: &mut Work<'_>, found: Vec<Draft>, problems: Option<Problems>) {
    if let Some(problems) = problems {
        work.state.toasts.wrong(super::super::said(&problems));
    }
    let workspace = work.state.workspace.snapshot().map(|snapshot| &snapshot.dir);
    let found: Vec<Arc<Draft>> = (found.into_iter())
        .filter(|draft| Some(&draft.workspace) == workspace)
        .map(Arc::new)
        .collect();
    let create = &mut work.state.create;
    create.saving.found(&found);
    create.aside = Aside::new(found);
    settle::look(work);
}

/// The parts of a draft that are the same for a spreadsheet and a form.
pub(super) fn blank(work: &Work<'_>, group: GroupId) -> Option<Draft> {
    let create = &work.state.create;
    Some(Draft {
        step: create.last_step,
        turn: create.aside.turn(),
        ..Draft::blank(work.state.workspace.snapshot()?.dir.clone(), group)
    })
}

/// The spreadsheet that is open.
fn open_sheet<'a>(work: &'a Work<'_>) -> Option<&'a Import> {
    work.state.create.import.as_ref().filter(|import| !import.is_form())
}

/// What is kept of the spreadsheet that is open.
fn of_open_sheet(work: &Work<'_>) -> Option<Piece> {
    let import = open_sheet(work)?;
    let dates = &work.state.create.dates;
    let draft = Draft {
        path: import.source.path.clone(),
        hash: Some(import.table.sheet().hash),
        bytes: Some(import.source.bytes.clone()),
        told: (&import.told).into(),
        wishes: import.compare.wishes.clone(),
        issue_date: dates.issue_date,
        expiry_date: dates.expiry_date,
        rows: import.table.len(),
        sheets: work.state.create.sheets.clone(),
        ..blank(work, import.group.id)?
    };
    Some(Piece {
        draft: Arc::new(draft),
        table: Some(import.table.clone()),
    })
}

/// What is kept of what is typed into the form.
fn of_form(work: &Work<'_>) -> Option<Piece> {
    let create = &work.state.create;
    let form = Some(&create.form).filter(|form| !form.is_blank())?;
    let draft = blank(work, form.group()?)?.with_form(form);
    // Beside a spreadsheet those are its dates.
    let is_beside = open_sheet(work).is_some();
    let dates = Some(&create.dates).filter(|_| !is_beside);
    let draft = Draft {
        form_dates: Some(work.state.choices.dates.clone()),
        issue_date: dates.and_then(|dates| dates.issue_date),
        expiry_date: dates.and_then(|dates| dates.expiry_date),
        ..draft
    };
    Some(Piece {
        draft: Arc::new(draft),
        table: None,
    })
}

/// What is open and typed, without what was put aside.
fn at_hand(work: &Work<'_>) -> impl Iterator<Item = Piece> {
    of_open_sheet(work).into_iter().chain(of_form(work))
}

/// What is open, as it was begun: credentials are made of it.
pub(super) fn of_import(work: &Work<'_>) -> Option<Draft> {
    let piece = of_open_sheet(work).or_else(|| of_form(work))?;
    Some(Arc::unwrap_or_clone(piece.draft))
}

/// The spreadsheet that is open, with what was corrected in it.
pub(super) fn sheet_at_hand(work: &Work<'_>) -> Option<Draft> {
    of_open_sheet(work).map(completed)
}

/// What is typed into the form.
pub(super) fn form_at_hand(work: &Work<'_>) -> Option<Draft> {
    of_form(work).map(completed)
}

fn completed(piece: Piece) -> Draft {
    Arc::unwrap_or_clone(piece.completed())
}

/// Puts all aside that is open and typed, for whoever takes its place; whether there is any.
pub(super) fn put_all_aside(work: &mut Work<'_>) -> bool {
    rows::write_all(work);
    let former: Vec<Draft> = at_hand(work).map(completed).collect();
    let is_any = !former.is_empty();
    // What is open is the newest then.
    for draft in former.into_iter().rev() {
        put_aside(work, draft);
    }
    is_any
}

/// Puts something aside for something newer: it is offered until it is finished. Only the oldest gives way where there is
/// too much.
pub(super) fn put_aside(work: &mut Work<'_>, draft: Draft) {
    let newer = draft.name();
    if let Some(oldest) = work.state.create.aside.put(draft) {
        let text = format!("What was begun with {} gives way to {newer}", oldest.name());
        give_up(work, Arc::unwrap_or_clone(oldest), text);
    }
}

/// The same, and says so: it is put aside for what was asked for.
pub(super) fn put_aside_saying(work: &mut Work<'_>, draft: Draft) {
    let text = format!("What was begun with {} is put aside", draft.name());
    let resume = Command::Resume(draft.id());
    put_aside(work, draft);
    work.state.toasts.with_action(text, "Resume", resume);
}

/// Gives up what was begun; it can be taken back while the message stands.
pub(super) fn give_up(work: &mut Work<'_>, left: Draft, text: String) {
    work.state.create.saving.spare(&left);
    work.state.toasts.with_undo(text, Command::Restore(Box::new(left)));
}

/// Gives up what was put aside.
pub(super) fn discard_aside(work: &mut Work<'_>, id: DraftId) {
    let Some(left) = work.state.create.aside.take(id) else {
        return;
    };
    let text = format!("What was begun with {} is discarded", left.name());
    work.state.create.saving.spare(&left);
    let back = Command::PutBack(Box::new(Arc::unwrap_or_clone(left)));
    work.state.toasts.with_undo(text, back);
    keep(work);
}

/// Takes back that what was put aside was given up.
pub(super) fn put_back(work: &mut Work<'_>, draft: Draft) {
    if is_of_here(work, &draft) {
        put_aside(work, draft);
        keep(work);
    }
}

/// What was corrected in a sheet of the file that is open, where the file is still that.
pub(super) fn of_sheet<'a>(work: &'a Work<'_>, import: &Import, sheet: Option<&str>) -> Option<&'a Draft> {
    let hash = Some(import.table.sheet().hash);
    let mut sheets = work.state.create.sheets.iter();
    sheets.find(|draft| draft.hash == hash && draft.group == import.group.id && draft.told.sheet.as_deref() == sheet)
}

/// Writes down what is not finished, and takes away what is; one at a time, and the newest in the end.
pub(super) fn keep(work: &mut Work<'_>) {
    if work.state.create.saving.busy {
        work.state.create.saving.stale = true;
        return;
    }
    let (Some(folder), Some(change)) = (folder(work), unwritten(work)) else {
        return;
    };
    work.state.create.saving.busy = true;
    let job = Job::quiet()
        .slot(Slot::Drafts)
        .on_failure(|problems| Answer::DraftKept(Some(problems)).into());
    work.jobs.start(job, move |_| {
        drafts::keep(&folder, change)?;
        Ok(Answer::DraftKept(None).into())
    });
}

/// What is to be done on the disk, so that just what is not finished is there.
fn unwritten(work: &mut Work<'_>) -> Option<Change> {
    let create = &work.state.create;
    let aside = create.aside.iter().chain(&create.resuming).map(|draft| Piece {
        draft: draft.clone(),
        table: None,
    });
    let pieces: Vec<Piece> = at_hand(work).chain(aside).collect();
    work.state.create.saving.change(pieces)
}

/// The workspace is closed: writes what was typed while something else was written.
///
/// # Errors
/// It cannot be written.
pub(in super::super) fn closing(work: &mut Work<'_>) -> Result<()> {
    if !std::mem::take(&mut work.state.create.saving.stale) {
        return Ok(());
    }
    work.jobs.wait_for(Slot::Drafts);
    match (folder(work), unwritten(work)) {
        (Some(folder), Some(change)) => drafts::keep(&folder, change),
        _ => Ok(()),
    }
}

pub(super) fn kept(work: &mut Work<'_>, problems: Option<Problems>) {
    let create = &mut work.state.create;
    let again = std::mem::take(&mut create.saving.stale);
    create.saving.busy = false;
    create.saving.done(problems.is_none());
    // What is read again is read from the copies, which are there now.
    let is_lighter = problems.is_none() && !again && create.aside.forget_bytes();
    match problems {
        Some(problems) => work.state.toasts.wrong(super::super::said(&problems)),
        None if again || is_lighter => keep(work),
        None => {}
    }
}

/// What was not finished is made, on another screen: it is offered no more.
pub(in super::super) fn finished_elsewhere(work: &mut Work<'_>, batch: BatchId) {
    let snapshot = work.state.workspace.snapshot().cloned();
    let mut cards = snapshot.iter().flat_map(|snapshot| &snapshot.batches);
    let Some(card) = cards.find(|card| card.id == batch) else {
        return;
    };
    let create = &mut work.state.create;
    let is_open = create.at_hand().any(|begun| begun.is_as(card));
    // What a person has open is theirs to give up; it would only say that it was made before.
    if is_open && !matches!(create.making, Making::Running(_)) {
        create.making = Making::Before(batch);
    }
    create.aside.change(|draft| Begun::of(draft).is_as(card), |_| None);
    keep(work);
    settle::look(work);
}

/// Goes on with what was put aside.
pub(super) fn resume(work: &mut Work<'_>, id: DraftId) {
    let Some(draft) = work.state.create.aside.take(id) else {
        return;
    };
    let copy = folder(work).and_then(|folder| drafts::copy_of(&folder, &draft));
    go_on(work, draft, copy);
}

/// Goes on with what a batch was made of, for the rows that it has left; as they are, where they were gone on with before.
pub(in super::super) fn go_on_with(work: &mut Work<'_>, draft: Draft, copy: PathBuf) {
    let (id, group, is_form) = (draft.id(), draft.group, draft.path.is_none());
    if work.state.create.aside.has(id) {
        resume(work, id);
    } else if at_hand(work).any(|piece| piece.draft.id() == id) {
        let create = &work.state.create;
        let sheet = create.import.as_ref().filter(|_| !is_form);
        let step = sheet.map_or(CreateStep::Recipients, |import| import.step_after(create.last_step));
        show(work, Some(group), step);
    } else {
        // The others are made: those that are left are looked at anew.
        let step = CreateStep::Check;
        go_on(work, Arc::new(Draft { step, ..draft }), Some(copy));
    }
    if is_form {
        form::use_form(work);
    }
}

/// Takes back that it was given up.
pub(super) fn restore(work: &mut Work<'_>, draft: Draft) {
    if is_of_here(work, &draft) {
        let copy = folder(work).and_then(|folder| drafts::copy_of(&folder, &draft));
        go_on(work, Arc::new(draft), copy);
    }
}

/// Whether it belongs to the workspace that is open, else it is said that it does not.
fn is_of_here(work: &mut Work<'_>, draft: &Draft) -> bool {
    let workspace = work.state.workspace.snapshot().map(|snapshot| &snapshot.dir);
    let is_here = workspace == Some(&draft.workspace);
    if !is_here {
        work.state.toasts.wrong("That was begun in another workspace");
    }
    is_here
}

/// The copy is that of its spreadsheet, for when the file itself is another one by now.
fn go_on(work: &mut Work<'_>, draft: Arc<Draft>, copy: Option<PathBuf>) {
    rows::write_all(work);
    match draft.path.clone() {
        Some(path) => go_on_with_sheet(work, draft, path, copy),
        None => go_on_with_form(work, &draft),
    }
}

/// What is open and typed is put aside for the form, but what credentials are being made of.
fn go_on_with_form(work: &mut Work<'_>, draft: &Draft) {
    let is_free = work
        .state
        .create
        .import
        .as_ref()
        .is_none_or(|import| import.lock == Lock::Open);
    let sheet = of_open_sheet(work).filter(|_| is_free).map(completed);
    for former in form_at_hand(work).into_iter().chain(sheet) {
        make_way(work, former, draft.id());
    }
    if is_free {
        super::close(work);
    }
    let group = group_with(work, draft.form_group.unwrap_or(draft.group));
    let mut form = draft.form(group);
    let before = draft
        .form_dates
        .as_ref()
        .filter(|dates| **dates != work.state.choices.dates);
    if let (Some(group), Some(dates)) = (group, before) {
        form.write_out_dates(group, |text| dates.stored(text));
    }
    let create = &mut work.state.create;
    create.dates = Dates::of(draft);
    create.form = form.after(&create.form);
    create.form_is_old = false;
    create.past = Default::default();
    create.way = Way::Form;
    show(work, Some(draft.group), CreateStep::Recipients);
    keep(work);
}

/// What was at hand is put aside for what is gone on with; where it is the same thing, that is as it was before.
pub(super) fn make_way(work: &mut Work<'_>, former: Draft, id: DraftId) {
    if former.id() == id {
        let text = format!("What was begun with {} is as it was before", former.name());
        give_up(work, former, text);
    } else {
        put_aside_saying(work, former);
    }
}

/// What is open stays until it is read.
fn go_on_with_sheet(work: &mut Work<'_>, draft: Arc<Draft>, path: PathBuf, copy: Option<PathBuf>) {
    source::let_be(work);
    let create = &mut work.state.create;
    create.straight_on = true;
    create.resuming = Some(draft.clone());
    if let Some(import) = create.import.as_mut().filter(|import| import.lock == Lock::Open) {
        // It is put aside as it is now.
        import.lock = Lock::Reading;
    }
    show(work, Some(draft.group), CreateStep::Recipients);
    let left = Arc::unwrap_or_clone(draft);
    let earlier = open::Earlier::Left {
        changes: left.changes,
        hash: left.hash,
        copy,
        bytes: left.bytes,
    };
    let order = source::order(work, left.told.into(), Vec::new()).map(|order| open::Order {
        earlier,
        wishes: left.wishes,
        dates: (left.issue_date, left.expiry_date),
        ..order
    });
    source::begin(work, path, order);
}
