//! What the commands of making credentials do, and what their answers change.

mod compare;
mod disk;
mod draft;
mod form;
mod make;
mod next;
mod opened;
mod pictures;
mod rows;
mod settle;
mod source;
#[cfg(test)]
mod again;
#[cfg(test)]
mod form_tests;
#[cfg(test)]
mod lost_tests;
#[cfg(test)]
mod settle_tests;
#[cfg(test)]
mod tests;

use super::super::command::create::Command;
use super::super::jobs::create::Answer;
use super::super::jobs::{JobId, Slot};
use super::super::route::{CreateStep, Route};
use super::super::state::create::draft::Draft;
use super::super::state::create::form::Form;
use super::super::state::create::{Create, Import, Lock, Way};
use super::Work;
use crate::model::{Group, GroupId};

pub(super) use disk::look as look_at_file;
pub(super) use draft::closing;
pub(super) use draft::finished_elsewhere;
pub(super) use draft::go_on_with;
pub(super) use draft::opened as workspace_opened;
pub(in super::super) use source::pictures_dropped;

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    match command {
        Command::Begin => begin(work),
        Command::SearchGroups(words) => work.state.create.words = words,
        Command::ChooseGroup(group) => choose_group(work, group),
        Command::Step(step) => go(work, step),
        Command::StepBack => step_back(work),
        Command::ChooseWay(way) => choose_way(work, way),
        Command::TypePath(path) => {
            work.state.create.path = path;
            work.state.create.failed = None;
        }
        Command::Browse => source::browse(work),
        Command::OpenPath => source::open_path(work),
        Command::Dropped(path) => source::dropped(work, path),
        Command::CancelReading => source::cancel(work),
        Command::SaveTemplate => source::save_template(work),
        Command::LookAtFile => disk::look(work),
        Command::ReadChanged => disk::read_again(work),
        Command::KeepRead => disk::keep(work),
        Command::Read(reading) => source::read_again(work, reading),
        Command::ReadSheet(at) => source::read_sheet(work, at),
        Command::AddField(column) => source::add_field(work, column),
        Command::Map { column, choice } => rows::map(work, column, choice),
        Command::FamilyFirst(yes) => rows::family_first(work, yes),
        Command::SeekColumn(column) => {
            let sought = &mut work.state.create.sought;
            *sought = (column, sought.1 + 1);
            go(work, CreateStep::Recipients);
        }
        Command::DatesFirst(order) => rows::dates_first(work, order),
        Command::ColumnDatesFirst(column, order) => rows::column_dates_first(work, column, order),
        Command::ClearRows => rows::clear(work),
        Command::Select(row, column) => rows::select(work, row, column),
        Command::StartTyping(text) => rows::start_typing(work, text),
        Command::TypeCell(text) => work.state.create.rows.typing = Some(text),
        Command::CommitCell { down, right } => rows::commit(work, down, right),
        Command::BrowsePicture { row, column } => pictures::browse(work, row, column),
        Command::LeaveCell => work.state.create.rows.typing = None,
        Command::ApplyFix { row, finding, fix } => rows::apply_fix(work, row, finding, fix),
        Command::FixAll { kind, code, column } => rows::fix_all(work, kind, code, column),
        Command::Answer { question, fix } => rows::answer(work, question, fix),
        Command::Decide { row, kind } => rows::decide(work, row, kind),
        Command::Accept { row, code, yes } => rows::accept(work, row, code, yes),
        Command::LeaveOut { row, yes } => rows::leave_out(work, row, yes),
        Command::Undo | Command::Redo if compare::is_shown(work) => compare::undo(work, command == Command::Undo),
        Command::Undo => rows::undo(work, true),
        Command::Redo => rows::undo(work, false),
        Command::UndoRows => rows::step(work, true),
        Command::Filter(filter) => rows::filter(work, filter),
        Command::NextProblem => rows::next_problem(work),
        Command::IssueDate(text, date) => {
            let dates = &mut work.state.create.dates;
            (dates.issue, dates.issue_date) = (text, date);
            make::dates_changed(work);
        }
        Command::ExpiryDate(text, date) => {
            let dates = &mut work.state.create.dates;
            (dates.expiry, dates.expiry_date) = (text, date);
            make::dates_changed(work);
        }
        Command::Show(pick) => make::show(work, pick),
        Command::ShowBadge(yes) => work.state.create.sample.badge = yes,
        Command::Generate(again) => make::generate(work, again),
        Command::Compare(command) => compare::command(work, command),
        Command::StopGenerating => make::stop(work),
        Command::SizeColumns(widths) => rows::size_columns(work, widths),
        Command::FormCell { row, field, text } => form::set(work, row, &field, text),
        Command::FormStep { back } => form::step(work, back),
        Command::PasteForm { row, field, text } => form::paste(work, row, &field, &text),
        Command::RemoveFormRow(row) => form::remove(work, row),
        Command::BrowseFormPicture { row, field } => form::browse(work, row, field),
        Command::UseForm => form::use_form(work),
        Command::GoOnWithForm => form::go_on(work),
        Command::Resume(id) => draft::resume(work, id),
        Command::Discard => discard(work),
        Command::DiscardForm => discard_form(work),
        Command::DiscardAside(id) => draft::discard_aside(work, id),
        Command::Restore(draft) => draft::restore(work, *draft),
        Command::PutBack(draft) => draft::put_back(work, *draft),
    }
}

pub(super) fn answer(work: &mut Work<'_>, id: JobId, answer: Answer) {
    match answer {
        Answer::Opened(opened) => opened::opened(work, *opened),
        Answer::OpenFailed(failed) => source::failed(work, failed),
        Answer::FileLooked(path, looked) => disk::looked(work, &path, looked),
        Answer::PicturesLooked(has_news) => disk::pictures_looked(work, has_news),
        Answer::FieldAdded(group, change) => source::field_added(work, *group, change),
        Answer::FieldFailed(problems) => source::field_failed(work, problems),
        Answer::Chosen(Some(path)) => source::open(work, path),
        Answer::PictureChosen(person, field, Some(path)) => form::chosen(work, person, &field, &path),
        Answer::CellPictureChosen(rows, cell, Some(path)) => pictures::chosen(work, &rows, cell, &path),
        Answer::PictureChosen(_, _, None)
        | Answer::CellPictureChosen(_, _, None)
        | Answer::Chosen(None)
        | Answer::TemplateWritten(None) => {}
        Answer::DialogFailed(problems)
        | Answer::TemplateFailed(problems)
        | Answer::NotSettled(problems)
        | Answer::TakeBackFailed(problems) => {
            work.state.toasts.wrong(super::said(&problems));
        }
        Answer::TemplateWritten(Some(path)) => source::template_written(work, &path),
        Answer::Altered(table) => rows::altered(work, *table),
        Answer::AlterFailed(problems) => rows::alter_failed(work, &problems),
        Answer::PicturesRead => pictures::read(work),
        Answer::There(found) => rows::there(work, id, *found),
        Answer::ThereFailed(problems) => rows::there_failed(work, id, &problems),
        Answer::Sample(drawn) => make::sample(work, id, *drawn),
        Answer::SampleFailed(problems) => work.state.create.sample.failed = Some(problems),
        Answer::Fit(fits) => make::fit(work, &fits),
        Answer::FitFailed(problems) => {
            if !super::super::jobs::is_cancelled(&problems) {
                work.state.create.sample.failed = Some(problems);
            }
        }
        Answer::Made(made) => make::made(work, id, &made),
        Answer::Applied(done) => compare::applied(work, id, *done),
        Answer::TakenBack(undone) => compare::taken_back(work, undone),
        Answer::MakeFailed(problems) => make::failed(work, id, problems),
        Answer::MadeOf(key, rows) => settle::settle(work, key, &rows),
        Answer::DraftsFound(found, problems) => draft::found(work, found, problems),
        Answer::DraftKept(problems) => draft::kept(work, problems),
    }
}

/// The group of the screen.
fn group_of(work: &Work<'_>) -> Option<GroupId> {
    match work.state.route.now() {
        Route::Create { group, .. } => *group,
        _ => None,
    }
}

/// A group as the workspace has it.
fn group_with<'a>(work: &'a Work<'_>, id: GroupId) -> Option<&'a Group> {
    let cards = &work.state.workspace.snapshot()?.groups;
    cards.iter().map(|card| &card.group).find(|group| group.id == id)
}

/// Goes to a step; there is one way back out of all of them.
fn go(work: &mut Work<'_>, step: CreateStep) {
    let group = match step {
        CreateStep::Group => None,
        _ => group_of(work).or_else(|| work.state.create.import.as_ref().map(|import| import.group.id)),
    };
    show(work, group, step);
}

fn show(work: &mut Work<'_>, group: Option<GroupId>, step: CreateStep) {
    work.go(Route::Create { group, step });
    arrived(work);
}

/// Goes back by one step of those that are shown, however often and in whatever order they were looked at.
fn step_back(work: &mut Work<'_>) {
    let Route::Create { group, step } = *work.state.route.now() else {
        return;
    };
    let history = &mut work.state.route;
    match work.state.create.shown(group, step).before() {
        Some(step) => {
            let group = group.filter(|_| step != CreateStep::Group);
            let is_passed = |route: &Route| matches!(route, Route::Create { step: known, .. } if *known >= step);
            history.back_to(Route::Create { group, step }, is_passed);
        }
        None => {
            let is_step = |route: &Route| matches!(route, Route::Create { .. });
            let began = history
                .last_that(|route| !is_step(route))
                .cloned()
                .unwrap_or(Route::Home);
            history.back_to(began, is_step);
        }
    }
    arrived(work);
}

/// A step is shown, be it by going back or forward.
pub(super) fn arrived(work: &mut Work<'_>) {
    let Route::Create { step, .. } = *work.state.route.now() else {
        return;
    };
    disk::look(work);
    note_step(work, step);
    match step {
        CreateStep::Check => {
            let create = &mut work.state.create;
            if let Some(import) = &create.import {
                create.rows.note_kinds(&import.table, true);
            }
        }
        CreateStep::Generate => make::entered(work),
        CreateStep::Group | CreateStep::Recipients | CreateStep::Compare => {}
    }
}

/// Notes where one is in what is open, for another run, too. Among the groups nothing of it is shown.
fn note_step(work: &mut Work<'_>, step: CreateStep) {
    let create = &mut work.state.create;
    // What is being opened is shown at its step when it is read; until then it is that of what is open.
    if step == CreateStep::Group || create.last_step == step || create.resuming.is_some() {
        return;
    }
    create.last_step = step;
    draft::keep(work);
}

/// Shows what was begun, or the choice of a group.
fn begin(work: &mut Work<'_>) {
    show(work, None, CreateStep::Group);
}

fn choose_group(work: &mut Work<'_>, group: GroupId) {
    work.state.create.failed = None;
    // A form that was only typed so far is the new that is begun.
    let create = &work.state.create;
    if create.import.is_some() || create.form.group() != Some(group) {
        put_aside(work);
    }
    let create = &mut work.state.create;
    create.form_is_old = create.form.group() == Some(group) && !create.form.is_blank();
    show(work, Some(group), CreateStep::Recipients);
    if let Some(path) = work.state.create.waiting.take() {
        source::open(work, path);
    }
}

/// Makes room for something new: what was begun is offered as what was not finished. What a job works on stays open.
fn put_aside(work: &mut Work<'_>) {
    let is_free = |import: &Import| import.lock == Lock::Open;
    if !work.state.create.import.as_ref().is_none_or(is_free) {
        return;
    }
    if draft::put_all_aside(work) {
        close(work);
        work.state.create.form = Form::default();
        draft::keep(work);
    }
}

/// Takes away what is open, and what is still being found of its rows.
fn close(work: &mut Work<'_>) {
    for slot in [Slot::Rows, Slot::SheetFile, Slot::RowPictures, Slot::Sample, Slot::Fit] {
        work.jobs.vacate(slot);
    }
    let before = work.state.create.close();
    work.jobs.let_go(before);
    work.state.toasts.withdraw(Command::UndoRows);
}

fn choose_way(work: &mut Work<'_>, way: Way) {
    if way == Way::Form && !begin_form(work) {
        return;
    }
    work.state.create.way = way;
    work.state.create.failed = None;
}

/// Gives the group of the screen a form, unless it has one; whether it has one then.
fn begin_form(work: &mut Work<'_>) -> bool {
    let Some(group) = group_of(work) else { return false };
    let create = &work.state.create;
    if create.form_for(Some(group)).is_some_and(|form| !form.rows().is_empty()) {
        return true;
    }
    // What was typed for another group has other columns.
    if !create.form.is_blank() {
        if let Some(reason) = create.import.as_ref().and_then(Import::refused) {
            work.state.toasts.wrong(reason);
            return false;
        }
        put_aside(work);
    }
    work.state.create.form = Form::empty(group);
    true
}

/// Discards what was begun; it can be taken back while the message stands.
fn discard(work: &mut Work<'_>) {
    rows::write_all(work);
    source::let_be(work);
    // A form beside a list has a way of its own to be given up.
    let is_beside = work.state.create.at_hand().count() > 1;
    let kept = draft::sheet_at_hand(work).or_else(|| draft::form_at_hand(work));
    let create = &mut work.state.create;
    let beside = is_beside.then(|| (std::mem::take(&mut create.form), std::mem::take(&mut create.past)));
    for slot in [
        Slot::Create,
        Slot::Rows,
        Slot::SheetFile,
        Slot::RowPictures,
        Slot::Sample,
        Slot::Fit,
    ] {
        work.jobs.vacate(slot);
    }
    let before = std::mem::take(&mut work.state.create);
    let (form, past) = beside.unwrap_or_default();
    work.state.create = Create {
        saving: before.saving,
        aside: before.aside,
        form,
        past,
        ..Create::default()
    };
    work.jobs.let_go(before.import);
    work.state.toasts.withdraw(Command::UndoRows);
    discarded(work, kept);
    draft::keep(work);
}

/// Discards what is typed into the form, beside a list that stays.
fn discard_form(work: &mut Work<'_>) {
    let kept = draft::form_at_hand(work);
    let create = &mut work.state.create;
    create.form = Form::default();
    create.form_is_old = false;
    create.past = Default::default();
    discarded(work, kept);
    draft::keep(work);
}

fn discarded(work: &mut Work<'_>, kept: Option<Draft>) {
    if let Some(kept) = kept {
        let text = format!("What was begun with {} is discarded", kept.name());
        draft::give_up(work, kept, text);
    }
    show(work, None, CreateStep::Group);
}
