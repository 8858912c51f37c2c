//! A sheet that is compared with what is there: what is chosen of it, and carrying it out.

use std::collections::BTreeSet;

use crate::issue::{Known, Undo, Undone, Updated, undo_update};

use super::super::super::command::create::Comparing;
use super::super::super::jobs::create::Answer;
use super::super::super::jobs::create::compare::{self as job, Apply};
use super::super::super::jobs::{Job, JobId, Slot};
use super::super::super::route::{CreateStep, Route, Scope};
use super::super::super::settings::counted;
use super::super::super::state::create::Import;
use super::super::super::state::create::compare::{CARRYING_OUT, Compare, Pick, TAKING_BACK, Wanted};
use super::super::super::state::waits::reasons;
use super::super::Work;
use super::{draft, make, rows, show};

/// What is asked of the rows as they are.
pub(super) fn order(import: &Import) -> job::Order {
    job::Order {
        wishes: import.compare.wishes.clone(),
        id_field: import.choices.id_field.clone(),
    }
}

pub(super) fn is_shown(work: &Work<'_>) -> bool {
    match *work.state.route.now() {
        Route::Create { group, step } => work.state.create.shown(group, step) == CreateStep::Compare,
        _ => false,
    }
}

fn compare<'a>(work: &'a mut Work<'_>) -> Option<&'a mut Compare> {
    Some(&mut work.state.create.import.as_mut()?.compare)
}

pub(super) fn command(work: &mut Work<'_>, command: Comparing) {
    // Whatever is open by now has nothing to do with it.
    if let Comparing::TakeBack(undo) = command {
        return take_back(work, *undo);
    }
    let is_choice = !matches!(command, Comparing::Filter(_) | Comparing::Look(_));
    if is_choice && is_refused(work) {
        return;
    }
    match command {
        Comparing::Want(yes) => return want(work, yes),
        Comparing::Apply => return apply(work),
        _ => {}
    }
    let Some(compare) = compare(work) else { return };
    let (name, pick) = match command {
        Comparing::Filter(filter) => {
            compare.filter = filter;
            compare.sift();
            let first = compare.shown.first().copied();
            compare.cursor = compare.cursor.filter(|at| compare.shown.contains(at)).or(first);
            return;
        }
        Comparing::Look(place) => {
            compare.cursor = compare.shown.get(place).copied();
            return;
        }
        Comparing::Leave { row, yes } => (if yes { "leave as it is" } else { "take in" }, leave(compare, row, yes)),
        Comparing::Decide { row, decision } => ("who it is", Pick::Decide(row, decision)),
        Comparing::KeepDigits(row) => ("keep the digits", keep_digits(compare, row)),
        Comparing::KnownBy(key) => ("how people are known", Pick::KnownBy(Some(key))),
        Comparing::Reason(reason) => {
            compare.wishes.reason = reason;
            draft::keep(work);
            return;
        }
        Comparing::Want(_) | Comparing::Apply | Comparing::TakeBack(_) => return,
    };
    let compares = pick.compares();
    if compare.pick(name, pick) {
        chosen(work, compares);
    }
}

/// What follows from a choice, by which the sheet may come to something else.
fn chosen(work: &mut Work<'_>, compares: bool) {
    if compares {
        rows::look_again(work);
    }
    draft::keep(work);
}

/// Whether nothing can be chosen now, which is said.
fn is_refused(work: &mut Work<'_>) -> bool {
    let import = work.state.create.import.as_ref();
    let refused = import.and_then(Import::refused_for_good);
    if let Some(reason) = refused {
        work.state.toasts.wrong(reason);
    }
    refused.is_some()
}

/// Leaves a row as it is, or takes it in again; or all that are shown.
fn leave(compare: &Compare, row: Option<u32>, yes: bool) -> Pick {
    let all = || {
        let lines = (0..compare.shown.len()).filter_map(|place| compare.at(place));
        let lines = lines.filter(|line| line.can_apply());
        lines.filter_map(|line| line.row).collect()
    };
    Pick::Leave(row.map_or_else(all, |row| BTreeSet::from([row])), yes)
}

/// Keeps the digits of a row, or of all in which some are lost.
fn keep_digits(compare: &Compare, row: Option<u32>) -> Pick {
    let all = || {
        let lines = compare.found.iter().flat_map(|found| &found.lines);
        let lines = lines.filter(|line| line.has_lost());
        lines.filter_map(|line| line.row).collect()
    };
    Pick::KeepDigits(row.map_or_else(all, |row| BTreeSet::from([row])), true)
}

/// Compares the sheet, or makes new credentials of its rows instead, where it is seen first who has one.
fn want(work: &mut Work<'_>, yes: bool) {
    let Some(compare) = compare(work) else { return };
    compare.wishes.wanted = if yes { Wanted::Compare } else { Wanted::Anew };
    if !yes {
        compare.take(None);
    }
    chosen(work, true);
    let step = if yes { CreateStep::Compare } else { CreateStep::Check };
    let group = super::group_of(work);
    show(work, group, step);
}

pub(super) fn undo(work: &mut Work<'_>, back: bool) {
    if is_refused(work) {
        return;
    }
    let step = compare(work).and_then(|compare| compare.step(back));
    if let Some(pick) = step {
        chosen(work, pick.compares());
    }
}

fn apply(work: &mut Work<'_>) {
    // What is being typed belongs to what is compared.
    rows::write(work);
    let (Some(desk), Some(apply)) = (work.desk.clone(), as_shown(work)) else {
        return;
    };
    if !make::claim(work) {
        return;
    }
    let job = Job::shown(CARRYING_OUT)
        .slot(Slot::Generate)
        .on_failure(|problems| Answer::MakeFailed(problems).into());
    let id = work.jobs.start(job, move |progress| {
        Ok(Answer::Applied(Box::new(job::apply(&desk, &apply, progress)?)).into())
    });
    make::begun(work, id);
}

/// What is to be carried out, where it is shown and can be.
fn as_shown(work: &Work<'_>) -> Option<Apply> {
    let create = &work.state.create;
    let import = create.import.as_ref().filter(|import| !import.looking.is_busy())?;
    let today = work.state.workspace.snapshot().map(|snapshot| snapshot.today);
    let refused = import.compare.refused().or_else(|| create.dates.refused(today));
    Some(Apply {
        shown: import.compare.found.clone().filter(|_| refused.is_none())?,
        of: make::corrected(import, &create.dates),
        order: order(import),
    })
}

/// Shows what waits for review now.
pub(super) fn applied(work: &mut Work<'_>, job: JobId, done: Updated) {
    let group = work.state.create.import.as_ref().map(|import| import.group.id);
    let shown = is_shown(work);
    let here = make::finish(work, job) && shown;
    let made = done.generated.as_ref().map_or(0, |made| made.created + made.resumed);
    let parts = [
        (done.edited, "changed"),
        (done.corrected, "to be corrected"),
        (made, "new"),
    ];
    let said = counts(&parts);
    let waiting = done.generated.as_ref().map(|made| reasons(&made.waiting, false));
    let why = waiting.as_deref().and_then(<[String]>::first);
    let is_wrong = said.is_empty() && why.is_some();
    let text = match said.is_empty() {
        true => why.map_or_else(
            || "Nothing was changed".to_owned(),
            |why| format!("Nothing was made. {why}"),
        ),
        false if parts.iter().map(|(number, _)| number).sum::<u32>() == 1 => {
            format!("{}; it waits for review", said.join(""))
        }
        false => format!("{}; they wait for review", said.join(", ")),
    };
    match done.undo.is_empty() {
        true if is_wrong => work.state.toasts.wrong(text),
        true => work.state.toasts.done(text),
        false => work
            .state
            .toasts
            .with_undo(text, Comparing::TakeBack(Box::new(done.undo))),
    }
    // Whoever went elsewhere meanwhile is not taken away from there.
    if here && let Some(group) = group {
        let next = Route::Review(Scope::Group(group));
        work.state
            .route
            .finish(next, |step| matches!(step, Route::Create { .. }));
    }
}

/// How many credentials something was done with, as far as it was.
fn counts(parts: &[(u32, &str)]) -> Vec<String> {
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    parts
        .map(|(number, word)| format!("{} {word}", counted((*number).into(), "credential", "credentials")))
        .collect()
}

fn take_back(work: &mut Work<'_>, undo: Undo) {
    let Some(desk) = work.desk.clone() else { return };
    let job = Job::shown(TAKING_BACK).on_failure(|problems| Answer::TakeBackFailed(problems).into());
    work.jobs.start(job, move |progress| {
        Ok(Answer::TakenBack(undo_update(&desk, undo, progress)?).into())
    });
}

/// Says what is as it was before, and what is not.
pub(super) fn taken_back(work: &mut Work<'_>, undone: Undone) {
    let said = counts(&[
        (undone.restored, "as before"),
        (undone.withdrawn, "without the correction"),
        (undone.deleted, "deleted"),
    ]);
    let toasts = &mut work.state.toasts;
    if let Some(rest) = undone.rest {
        let text = match said.is_empty() {
            true => "Stopped; nothing was taken back".to_owned(),
            false => format!("Stopped after taking back: {}", said.join(", ")),
        };
        toasts.with_action(text, "Resume", Comparing::TakeBack(Box::new(rest)));
    } else if !said.is_empty() {
        toasts.done(format!("Taken back: {}", said.join(", ")));
    }
    if !undone.left.is_empty() {
        toasts.wrong(left(&undone.left));
    }
    work.refresh();
}

/// How many are named that are not taken back.
const NAMED: usize = 5;

fn left(left: &[Known]) -> String {
    let named = left.iter().take(NAMED);
    let mut named: Vec<String> = named.map(|one| format!("{} ({})", one.name, one.number)).collect();
    let more = left.len().saturating_sub(NAMED);
    named.extend((more > 0).then(|| format!("{more} more")));
    format!("Not taken back, as something was done since: {}", named.join(", "))
}
