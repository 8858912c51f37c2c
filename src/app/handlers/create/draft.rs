//! Keeping what is not finished, and going on with it in another run.

use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::Problems;
use crate::import::Table;
use crate::model::{BatchId, GroupId};

use super::super::super::command::create::Command;
use super::super::super::jobs::Job;
use super::super::super::jobs::create::Answer;
use super::super::super::jobs::create::open;
use super::super::super::route::CreateStep;
pub(super) use super::super::super::state::create::draft::Draft;
use super::super::super::state::create::wishes::Wishes;
use super::super::super::state::create::{Import, Lock, Making, Way};
use super::super::Work;
use super::{form, group_with, rows, settle, show, source};

/// The file of the draft, beside the choices.
fn file(work: &Work<'_>) -> Option<PathBuf> {
    Some(work.surroundings.settings.as_ref()?.with_file_name("unfinished.json"))
}

/// A workspace was opened: looks for what was not finished in it, and begins with the file that was named.
pub(in super::super) fn opened(work: &mut Work<'_>) {
    let named = work.state.create.waiting.take();
    let first = work.surroundings.file.clone().filter(|_| !work.state.begun);
    work.state.begun = true;
    if let Some(path) = named.or(first) {
        source::dropped(work, path);
    }
    let (Some(file), Some(snapshot)) = (file(work), work.state.workspace.snapshot()) else {
        return;
    };
    let dir = snapshot.dir.clone();
    work.jobs.start(Job::quiet(), move |_| {
        Ok(Answer::DraftFound(Draft::load(&file, &dir).map(Box::new)).into())
    });
}

/// What is not finished now.
pub(super) fn of(work: &Work<'_>) -> Option<Draft> {
    begun(work).map(completed)
}

/// A draft with the changes of its table, which are many where much was mended. One without a table has them.
pub(super) fn completed((draft, table): (Draft, Option<Arc<Table>>)) -> Draft {
    match table {
        Some(table) => Draft {
            changes: table.changes(),
            ..draft
        },
        None => draft,
    }
}

/// The same without the changes, and the table that has them: for threads.
pub(super) fn begun(work: &Work<'_>) -> Option<(Draft, Option<Arc<Table>>)> {
    let put_aside = || work.state.create.draft.clone().map(|draft| (draft, None));
    at_hand(work).or_else(put_aside)
}

/// What is open or typed, without what was put aside.
pub(super) fn at_hand(work: &Work<'_>) -> Option<(Draft, Option<Arc<Table>>)> {
    let create = &work.state.create;
    let workspace = work.state.workspace.snapshot()?.dir.clone();
    let of_group = |group: GroupId| Draft {
        workspace: workspace.clone(),
        group,
        path: None,
        hash: None,
        bytes: None,
        form: create.form.rows().to_vec(),
        form_fields: create.form.fields().to_vec(),
        form_group: create.form.group(),
        form_key: create.form.key(),
        form_numbers: create.form.numbers(),
        told: Default::default(),
        changes: Vec::new(),
        wishes: Wishes::default(),
        issue_date: create.dates.issue_date,
        expiry_date: create.dates.expiry_date,
        rows: create.form.filled(),
        step: create.last_step,
    };
    let sheet = create.import.as_ref().filter(|import| !import.is_form());
    let Some(import) = sheet else {
        let form = Some(&create.form).filter(|form| !form.is_blank())?;
        return Some((of_group(form.group()?), None));
    };
    let draft = Draft {
        path: import.source.path.clone(),
        hash: Some(import.table.sheet().hash),
        bytes: Some(import.source.bytes.clone()),
        told: (&import.told).into(),
        wishes: import.compare.wishes.clone(),
        rows: import.table.len(),
        ..of_group(import.group.id)
    };
    Some((draft, Some(import.table.clone())))
}

/// Gives up what was put aside for something newer: one thing at a time is kept for another run.
pub(super) fn displace(work: &mut Work<'_>, newer: &str) {
    if let Some(left) = work.state.create.draft.take() {
        give_way(work, left, newer);
    }
}

/// Gives up what was begun for something newer.
pub(super) fn give_way(work: &mut Work<'_>, left: Draft, newer: &str) {
    let text = format!("What was begun with {} gives way to {newer}", left.name());
    give_up(work, left, text);
}

/// Gives up what was begun; it can be taken back while the message stands.
pub(super) fn give_up(work: &mut Work<'_>, left: Draft, text: String) {
    work.state.toasts.with_undo(text, Command::Restore(Box::new(left)));
}

/// What was corrected in a sheet of the file that is open, where the file is still that.
pub(super) fn of_sheet<'a>(work: &'a Work<'_>, import: &Import, sheet: Option<&str>) -> Option<&'a Draft> {
    let hash = Some(import.table.sheet().hash);
    let mut sheets = work.state.create.sheets.iter();
    sheets.find(|draft| draft.hash == hash && draft.group == import.group.id && draft.told.sheet.as_deref() == sheet)
}

/// Writes down what is not finished; one at a time, and the newest in the end.
pub(super) fn keep(work: &mut Work<'_>) {
    if work.state.create.saving.busy {
        work.state.create.saving.stale = true;
        return;
    }
    let (Some(file), Some((draft, table))) = (file(work), begun(work)) else {
        return;
    };
    work.state.create.saving.busy = true;
    let job = Job::quiet().on_failure(|problems| Answer::DraftKept(Some(problems)).into());
    work.jobs.start(job, move |_| {
        draft.save_copy(&file)?;
        completed((draft, table)).save(&file)?;
        Ok(Answer::DraftKept(None).into())
    });
}

pub(super) fn kept(work: &mut Work<'_>, problems: Option<Problems>) {
    let saving = &mut work.state.create.saving;
    let again = std::mem::take(&mut saving.stale);
    saving.busy = false;
    match problems {
        Some(problems) => work.state.toasts.wrong(super::super::said(&problems)),
        None if again && (work.state.create.is_begun() || work.state.create.draft.is_some()) => keep(work),
        // Everything was made or given up while it was written.
        None if again => remove(work),
        None => {}
    }
}

/// There is nothing unfinished any more.
pub(super) fn remove(work: &mut Work<'_>) {
    if work.state.create.saving.busy {
        work.state.create.saving.stale = true;
        return;
    }
    let Some(file) = file(work) else { return };
    // What is begun meanwhile is written when the old is gone.
    work.state.create.saving.busy = true;
    work.jobs.start(Job::quiet(), move |_| {
        Draft::remove(&file);
        Ok(Answer::DraftKept(None).into())
    });
}

/// What was not finished is made, on another screen: it is offered no more.
pub(in super::super) fn finished_elsewhere(work: &mut Work<'_>, batch: BatchId) {
    let create = &mut work.state.create;
    let begun = create.import.is_some() || !create.form.is_blank();
    // What a person has open is theirs to give up; it would only say that it was made before.
    if !begun && create.draft.take().is_some() {
        remove(work);
    } else if begun && !matches!(create.making, Making::Running(_)) {
        create.making = Making::Before(batch);
        settle::look(work);
    }
}

/// Goes on with what was not finished.
pub(super) fn resume(work: &mut Work<'_>) {
    let Some(draft) = work.state.create.draft.take() else {
        return;
    };
    let copy = file(work).and_then(|file| draft.copy(&file));
    go_on(work, draft, copy);
}

/// Goes on with what a batch was made of, for the rows that it has left.
pub(in super::super) fn go_on_with(work: &mut Work<'_>, draft: Draft, copy: PathBuf) {
    super::put_aside(work);
    // The others are made: those that are left are looked at anew.
    let step = CreateStep::Check;
    let is_form = draft.path.is_none();
    go_on(work, Draft { step, ..draft }, Some(copy));
    if is_form {
        form::use_form(work);
    }
}

/// Takes back that it was given up.
pub(super) fn restore(work: &mut Work<'_>, draft: Draft) {
    let workspace = work.state.workspace.snapshot().map(|snapshot| &snapshot.dir);
    if workspace != Some(&draft.workspace) {
        work.state.toasts.wrong("That was begun in another workspace");
        return;
    }
    let copy = file(work).and_then(|file| draft.copy(&file));
    go_on(work, draft, copy);
}

/// What was begun since is given up for what is gone on with, where that takes its place.
fn make_way(work: &mut Work<'_>, draft: &Draft) {
    let create = &work.state.create;
    let is_form = |import: &Import| import.is_form() && import.lock == Lock::Open;
    let has_form = create.import.as_ref().is_some_and(is_form);
    // A form stands beside a sheet.
    if draft.path.is_none() && create.form.is_blank() && !has_form {
        return;
    }
    if is_list_alone(draft) && create.import.is_none() {
        return;
    }
    // What is typed goes with it.
    rows::write_all(work);
    if let Some(newer) = at_hand(work).map(completed) {
        let is_same = (newer.group, &newer.path) == (draft.group, &draft.path);
        match draft.path.as_ref().filter(|_| is_same) {
            Some(_) => {
                let text = format!("{} is as it was read before", draft.name());
                give_up(work, newer, text);
            }
            None => give_way(work, newer, &draft.name()),
        }
    }
    if has_form {
        super::close(work);
    }
}

/// Whether it is a list that had no form beside it.
fn is_list_alone(draft: &Draft) -> bool {
    let mut cells = draft.form.iter().flat_map(|row| row.iter());
    draft.path.is_some() && cells.all(|cell| cell.trim().is_empty())
}

/// The copy is that of its spreadsheet, for when the file itself is another one by now.
fn go_on(work: &mut Work<'_>, draft: Draft, copy: Option<PathBuf>) {
    make_way(work, &draft);
    let kept = draft.clone();
    let text = |date: Option<crate::model::Date>| date.map_or_else(String::new, |date| date.to_string());
    let dates = &mut work.state.create.dates;
    (dates.issue, dates.issue_date) = (text(draft.issue_date), draft.issue_date);
    (dates.expiry, dates.expiry_date) = (text(draft.expiry_date), draft.expiry_date);
    show(work, Some(draft.group), CreateStep::Recipients);
    let form = draft.form(group_with(work, draft.form_group.unwrap_or(draft.group)));
    let create = &mut work.state.create;
    if !is_list_alone(&draft) || create.form.is_blank() {
        create.form = form.after(&create.form);
    }
    let Some(path) = draft.path else {
        create.way = Way::Form;
        return;
    };
    create.straight_on = true;
    create.resuming = Some(kept);
    if let Some(import) = create.import.as_mut().filter(|import| import.lock == Lock::Open) {
        // It is given up as it is now.
        import.lock = Lock::Reading;
    }
    let earlier = open::Earlier::Left {
        changes: draft.changes,
        hash: draft.hash,
        copy,
        bytes: draft.bytes,
    };
    let order = source::order(work, draft.told.into(), Vec::new()).map(|order| open::Order {
        earlier,
        wishes: draft.wishes,
        ..order
    });
    source::start(work, path, order);
}
