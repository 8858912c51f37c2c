//! The rows: mapping columns, editing cells, fixes, leaving out, undo, filters.

use std::sync::Arc;

use crate::diag::Problems;
use crate::import::{DateOrder, Reason, Repair, Table};
use crate::worker::give_way;

use super::super::super::command::create::Command;
use super::super::super::jobs::create::{Answer, Found, compare};
use super::super::super::jobs::{Job, JobId, Slot};
use super::super::super::state::State;
use super::super::super::state::create::rows::Filter;
use super::super::super::state::create::{Import, Lock, Looking, duplicates, form};
use super::super::Work;
use super::{draft, make, next, pictures};

/// Tables with more rows are changed on a thread where every row may change.
const AT_ONCE: usize = 2000;

/// What is open, where its rows can be changed; else it is said why not.
fn unlocked<'a>(work: &'a mut Work<'_>) -> Option<&'a mut Import> {
    let State { create, toasts, .. } = &mut *work.state;
    let import = create.import.as_mut()?;
    match import.refused() {
        Some(reason) => {
            toasts.wrong(reason);
            None
        }
        None => Some(import),
    }
}

/// Does something small to the table.
fn now(work: &mut Work<'_>, change: impl FnOnce(&mut Table) -> bool) {
    let Some(import) = unlocked(work) else { return };
    if change(Arc::make_mut(&mut import.table)) {
        changed(work);
    }
}

/// Does something that may touch every row.
pub(super) fn alter(work: &mut Work<'_>, change: impl FnOnce(&mut Table) + Send + 'static) {
    let Some(import) = unlocked(work) else { return };
    if import.table.len() <= AT_ONCE {
        now(work, |table| {
            change(table);
            true
        });
        return;
    }
    import.lock = Lock::Changing;
    let (table, there, policy) = (import.table.clone(), import.there.clone(), import.group.duplicates);
    let job = Job::quiet()
        .slot(Slot::Rows)
        .on_failure(|problems| Answer::AlterFailed(problems).into());
    work.jobs.start(job, move |_| {
        let mut table = Arc::unwrap_or_clone(table);
        change(&mut table);
        duplicates::remark(&mut table, &there, policy);
        Ok(Answer::Altered(Box::new(table)).into())
    });
}

/// What is open, while all of its rows are changed.
fn changing<'a>(work: &'a mut Work<'_>) -> Option<&'a mut Import> {
    let import = work.state.create.import.as_mut();
    import.filter(|import| import.lock == Lock::Changing)
}

pub(super) fn altered(work: &mut Work<'_>, table: Table) {
    // Another sheet was opened meanwhile; its rows are not these.
    let Some(import) = changing(work) else {
        work.jobs.let_go(table);
        return;
    };
    import.lock = Lock::Open;
    let before = std::mem::replace(&mut import.table, Arc::new(table));
    work.jobs.let_go(before);
    write_waiting(work);
    changed(work);
    make::altered(work);
}

pub(super) fn alter_failed(work: &mut Work<'_>, problems: &Problems) {
    if let Some(import) = changing(work) {
        import.lock = Lock::Open;
    }
    work.state.create.rows.mending = None;
    if write_waiting(work) {
        changed(work);
    } else {
        look_again(work);
    }
    work.state.toasts.wrong(super::super::said(problems));
}

/// Writes what was typed while all rows were changed. Whether that was anything.
fn write_waiting(work: &mut Work<'_>) -> bool {
    let create = &mut work.state.create;
    let waiting = std::mem::take(&mut create.rows.waiting);
    let Some(import) = create.import.as_mut().filter(|_| !waiting.is_empty()) else {
        return false;
    };
    let table = Arc::make_mut(&mut import.table);
    for (row, column, text) in waiting {
        table.edit(row, column, &text);
    }
    true
}

/// What follows from a change.
fn changed(work: &mut Work<'_>) {
    let create = &mut work.state.create;
    if let Some(import) = &mut create.import {
        remark(import);
        create.rows.sift(&import.table);
        if import.is_all_of(&create.form) {
            // What it was before had not what was corrected.
            create.past = Default::default();
            create.form.take(import.table.sheet(), &form::columns(&import.group));
        }
    }
    make::forget(create);
    look_again(work);
    draft::keep(work);
    // What was said of another step would take back this one.
    work.state.toasts.withdraw(Command::UndoRows);
    say_mended(work);
    next::go_on(work);
    pictures::read(work);
}

/// Says with each row that was changed, and whose recipient is in the group already, what is done with it.
fn remark(import: &mut Import) {
    if import.table.has_unremarked() {
        let policy = import.group.duplicates;
        duplicates::remark(Arc::make_mut(&mut import.table), &import.there, policy);
    }
}

/// Looks anew who is in the group already; one job at a time, and the newest rows in the end.
pub(super) fn look_again(work: &mut Work<'_>) {
    let (Some(desk), Some(import)) = (work.desk.clone(), work.state.create.import.as_mut()) else {
        return;
    };
    if import.looking.is_busy() {
        import.looking.stale = true;
        return;
    }
    let (table, group, before) = (import.table.clone(), import.group.clone(), import.there.clone());
    let (file, order) = (import.source.path.clone(), super::compare::order(import));
    let job = Job::quiet().on_failure(|problems| Answer::ThereFailed(problems).into());
    let id = work.jobs.start(job, move |progress| {
        // Nobody waits for it, and all rows are looked at after every change.
        give_way();
        let (there, compared) = compare::look(&desk, &group, &table, file.as_deref(), &order, progress)?;
        let found = Found {
            revision: table.revision(),
            remarked: duplicates::remark_news(&table, &before, &there, group.duplicates),
            there,
            compared,
        };
        Ok(Answer::There(Box::new(found)).into())
    });
    if let Some(import) = work.state.create.import.as_mut() {
        import.looking.job = Some(id);
    }
}

pub(super) fn there(work: &mut Work<'_>, id: JobId, found: Found) {
    let create = &mut work.state.create;
    let asked = |import: &&mut Import| import.looking.job == Some(id);
    let Some(import) = create.import.as_mut().filter(asked) else {
        // The rows of another sheet were looked for.
        work.jobs.let_go(found);
        return;
    };
    let stale = std::mem::take(&mut import.looking).stale || import.table.revision() != found.revision;
    // When the rows can be changed again, they are looked at again.
    if stale || import.lock != Lock::Open {
        let is_open = import.lock == Lock::Open;
        work.jobs.let_go(found);
        if is_open {
            look_again(work);
        }
        return;
    }
    import.compare.take(found.compared);
    let before = std::mem::replace(&mut import.there, Arc::new(found.there));
    let Some(table) = found.remarked else {
        work.jobs.let_go(before);
        return;
    };
    let table = std::mem::replace(&mut import.table, Arc::new(table));
    work.jobs.let_go((before, table));
    create.rows.sift(&import.table);
    make::forget_sample(create);
    make::entered_if_shown(work);
}

pub(super) fn there_failed(work: &mut Work<'_>, id: JobId, problems: &Problems) {
    let import = work.state.create.import.as_mut();
    let Some(import) = import.filter(|import| import.looking.job == Some(id)) else {
        return;
    };
    import.looking = Looking::default();
    work.state.toasts.wrong(super::super::said(problems));
}

/// Decides about a row, or about all that are alike, by the kind of a fix.
pub(super) fn decide(work: &mut Work<'_>, row: usize, kind: &'static str) {
    let Some(import) = work.state.create.import.as_ref() else {
        return;
    };
    let remarks = import.table.remarks(row);
    let mut fixes = remarks.iter().flat_map(|remark| &remark.fixes);
    if let Some(fix) = fixes.find(|fix| fix.kind == kind).cloned() {
        now(work, |table| table.apply(row, &fix));
    }
}

/// How many tables of rows have their widths remembered.
const REMEMBERED: usize = 40;

pub(super) fn size_columns(work: &mut Work<'_>, widths: Vec<f32>) {
    let Some(import) = work.state.create.import.as_mut() else {
        return;
    };
    import.set_widths(&widths);
    let name = import.widths_name();
    let kept = &mut work.state.choices.columns;
    let rows = |(name, _): &(&String, &Vec<f32>)| name.starts_with("rows ");
    if kept.iter().filter(rows).count() >= REMEMBERED
        && let Some(old) = kept.keys().find(|name| name.starts_with("rows ")).cloned()
    {
        kept.remove(&old);
    }
    kept.insert(name, widths);
    work.save_choices();
}

/// Accepts the warnings of a kind in a row, or in all rows of the kind; or takes that back.
pub(super) fn accept(work: &mut Work<'_>, row: Option<usize>, code: String, yes: bool) {
    match row {
        Some(row) => {
            if yes {
                let finding = |table: &Table| table.findings(row).find(|finding| finding.problem.code == code);
                next::note(work, row, finding);
            }
            now(work, |table| table.accept(&[row], &code, yes) > 0);
        }
        None => alter(work, move |table| {
            let rows = table.rows_with(&code, None);
            table.accept(&rows, &code, yes);
        }),
    }
}

pub(super) fn map(work: &mut Work<'_>, column: usize, choice: Option<usize>) {
    let Some(import) = work.state.create.import.as_ref() else {
        return;
    };
    let field = choice
        .and_then(|choice| import.fields.get(choice))
        .map(|choice| choice.field.clone());
    let mut mapping = import.table.mapping().clone();
    mapping.reasons.resize(mapping.fields.len(), Reason::Unknown);
    for (at, (mapped, reason)) in mapping.fields.iter_mut().zip(&mut mapping.reasons).enumerate() {
        if at == column {
            mapped.clone_from(&field);
            *reason = Reason::Told;
        } else if mapped.is_some() && *mapped == field {
            // A field stands in one column; the newest word counts.
            *mapped = None;
            *reason = Reason::Told;
        }
    }
    alter(work, move |table| table.set_mapping(mapping));
}

pub(super) fn dates_first(work: &mut Work<'_>, order: DateOrder) {
    alter(work, move |table| {
        table.set_date_order(order);
    });
}

pub(super) fn column_dates_first(work: &mut Work<'_>, column: usize, order: DateOrder) {
    alter(work, move |table| {
        table.set_column_order(column, order);
    });
}

pub(super) fn family_first(work: &mut Work<'_>, yes: bool) {
    let Some(import) = work.state.create.import.as_ref() else {
        return;
    };
    let mut mapping = import.table.mapping().clone();
    mapping.family_first = yes;
    alter(work, move |table| table.set_mapping(mapping));
}

pub(super) fn select(work: &mut Work<'_>, row: usize, column: usize) {
    // What was typed elsewhere is written first.
    if work.state.create.rows.typing.is_some() {
        write(work);
    }
    let create = &mut work.state.create;
    let table = create.import.as_ref().map(|import| &*import.table);
    create.rows.put_cursor(row, column, table);
}

pub(super) fn clear(work: &mut Work<'_>) {
    let create = &mut work.state.create;
    let Some(import) = &create.import else { return };
    let rows = &mut create.rows;
    if rows.cursor.take().is_none() {
        rows.filter = Filter::All;
    }
    rows.typing = None;
    rows.sift(&import.table);
    // Escape takes the keyboard from whatever has it.
    rows.focus += 1;
}

pub(super) fn start_typing(work: &mut Work<'_>, text: Option<String>) {
    let create = &mut work.state.create;
    let (Some(import), Some((row, column))) = (&create.import, create.rows.cursor) else {
        return;
    };
    if import.table.is_left_out(row) {
        return;
    }
    if let Some(reason) = import.refused_for_good() {
        work.state.toasts.wrong(reason);
        return;
    }
    let there = match create.rows.waiting_in(row, column) {
        Some(waiting) => waiting.to_owned(),
        None => import.table.cell(row, column).text().into_owned(),
    };
    create.rows.typing = Some(text.unwrap_or(there));
}

/// Writes what is typed into its cell, at once or when the rows can be changed again.
pub(super) fn write(work: &mut Work<'_>) {
    let rows = &mut work.state.create.rows;
    let (Some((row, column)), Some(text)) = (rows.cursor, rows.typing.take()) else {
        return;
    };
    edit(work, row, column, text);
}

/// Writes a text into a cell, at once or when the rows can be changed again.
pub(super) fn edit(work: &mut Work<'_>, row: usize, column: usize, text: String) {
    let create = &mut work.state.create;
    if create.import.as_ref().is_some_and(|import| import.lock != Lock::Open) {
        create.rows.waiting.push((row, column, text));
        return;
    }
    now(work, |table| table.edit(row, column, &text));
}

/// Writes all that was typed, for whoever puts the rows away, whatever else is done with them.
pub(super) fn write_all(work: &mut Work<'_>) {
    write(work);
    write_waiting(work);
}

pub(super) fn commit(work: &mut Work<'_>, down: isize, right: isize) {
    let before = work.state.create.rows.clone();
    write(work);
    let create = &mut work.state.create;
    let (Some(import), Some((row, column))) = (&create.import, before.cursor) else {
        return;
    };
    // By the rows as they were shown: the one that was mended may have left the filter.
    let last = import.table.sheet().columns.len().saturating_sub(1);
    let column = column.saturating_add_signed(right).min(last);
    let place = before.place(row).unwrap_or_default().saturating_add_signed(down);
    // Below the last row there is none.
    let row = before.row(place).filter(|row| *row < import.table.len()).unwrap_or(row);
    create.rows.put_cursor(row, column, Some(&import.table));
}

pub(super) fn apply_fix(work: &mut Work<'_>, row: usize, finding: usize, fix: usize) {
    let Some(import) = work.state.create.import.as_ref() else {
        return;
    };
    let found = import.table.findings(row).nth(finding);
    let Some(fix) = found.and_then(|finding| finding.fixes.get(fix).cloned()) else {
        return;
    };
    next::note(work, row, |table| table.findings(row).nth(finding));
    match fix.repair {
        Repair::Cells(_) | Repair::LeaveOut | Repair::Decide(_) => now(work, |table| table.apply(row, &fix)),
        // Every row of the column is read in another way.
        Repair::DateOrder(_) | Repair::SwapDates | Repair::YearFirst | Repair::Roc | Repair::KeepDates => {
            alter(work, move |table| {
                table.apply(row, &fix);
            });
        }
    }
}

pub(super) fn fix_all(work: &mut Work<'_>, kind: String, code: Option<String>, column: Option<usize>) {
    if unlocked(work).is_none() {
        return;
    }
    let create = &mut work.state.create;
    let Some(import) = create.import.as_ref() else { return };
    create.rows.mending = Some(import.table.steps());
    alter(work, move |table| {
        table.apply_alike(&kind, code.as_deref(), column);
    });
}

/// Says how much was mended. Where the problems that were shown are gone, all rows are shown.
fn say_mended(work: &mut Work<'_>) {
    let create = &mut work.state.create;
    let (Some(steps), Some(import)) = (create.rows.mending.take(), create.import.as_ref()) else {
        return;
    };
    if import.table.steps() == steps {
        return;
    }
    let [cells, left_out, decided] = import.table.undo_size();
    let (left_out_words, decided_words) = match import.is_form() {
        true => (
            ["person left out", "people left out"],
            ["person decided", "people decided"],
        ),
        false => (["row left out", "rows left out"], ["row decided", "rows decided"]),
    };
    let said = [
        (cells, "cell changed", "cells changed"),
        (left_out, left_out_words[0], left_out_words[1]),
        (decided, decided_words[0], decided_words[1]),
    ];
    let said = said.into_iter().filter(|(number, ..)| *number > 0);
    let said: Vec<String> = said
        .map(|(number, one, many)| super::super::counted(number as u64, one, many))
        .collect();
    let is_gone = match &create.rows.filter {
        Filter::Kind { code, column } => import.table.rows_with(code, *column).is_empty(),
        _ => false,
    };
    if !said.is_empty() {
        // The rows have steps of their own, which last.
        work.state
            .toasts
            .with_action(said.join(", "), "Undo", Command::UndoRows);
    }
    if is_gone {
        filter(work, Filter::All);
    }
}

pub(super) fn answer(work: &mut Work<'_>, question: usize, fix: usize) {
    let Some(import) = work.state.create.import.as_ref() else {
        return;
    };
    let asked = import.table.questions().get(question);
    let Some(fix) = asked.and_then(|question| question.fixes.get(fix)).cloned() else {
        return;
    };
    alter(work, move |table| {
        table.answer(&fix);
    });
}

pub(super) fn leave_out(work: &mut Work<'_>, row: usize, yes: bool) {
    now(work, |table| table.leave_out(&[row], yes));
}

pub(super) fn undo(work: &mut Work<'_>, back: bool) {
    // What is being typed is the newest of all.
    let rows = &mut work.state.create.rows;
    if rows.typing.take().is_some() || (back && rows.waiting.pop().is_some()) {
        return;
    }
    step(work, back);
}

/// Takes the last change of the rows back, or makes it again.
pub(super) fn step(work: &mut Work<'_>, back: bool) {
    let Some(import) = work.state.create.import.as_ref() else {
        return;
    };
    let name = match back {
        true => import.table.undo_name(),
        false => import.table.redo_name(),
    };
    if name.is_none() {
        return;
    }
    alter(work, move |table| {
        if back {
            table.undo();
        } else {
            table.redo();
        }
    });
}

pub(super) fn filter(work: &mut Work<'_>, filter: Filter) {
    if work.state.create.rows.typing.is_some() {
        write(work);
    }
    let create = &mut work.state.create;
    let Some(import) = &create.import else { return };
    let rows = &mut create.rows;
    rows.filter = filter;
    // What was kept for the cursor was so in another list.
    rows.shown = None;
    rows.sift(&import.table);
    // The cell of the first one is where something has to be done.
    if let Some(row) = rows.first(&import.table) {
        rows.cursor = Some((row, column_of(&import.table, row, &rows.filter).unwrap_or_default()));
    }
    rows.reveal += 1;
}

/// The column in which a row has what the filter looks for, or its worst problem.
pub(super) fn column_of(table: &Table, row: usize, filter: &Filter) -> Option<usize> {
    if let Filter::Kind {
        column: Some(column), ..
    } = filter
    {
        return Some(*column);
    }
    let placed = table.findings(row).filter(|finding| finding.column.is_some());
    placed.max_by_key(|finding| finding.problem.severity)?.column
}

pub(super) fn next_problem(work: &mut Work<'_>) {
    if work.state.create.rows.typing.is_some() {
        write(work);
    }
    let create = &mut work.state.create;
    let Some(import) = &create.import else { return };
    let (table, rows) = (&import.table, &mut create.rows);
    match rows.next_problem(table) {
        Some(row) => {
            let column = column_of(table, row, &rows.filter).unwrap_or_default();
            rows.put_cursor(row, column, Some(table));
            // Enter corrects it.
            rows.focus += 1;
        }
        None if rows.filter == Filter::All => work.state.toasts.done("No row has a problem"),
        None => work.state.toasts.done("No row that is shown has a problem"),
    }
}
