//! A sheet that is compared with what is there: what is chosen of it, and carrying it out.

use std::collections::BTreeSet;

use crate::issue::Updated;

use super::super::super::command::create::Comparing;
use super::super::super::jobs::create::Answer;
use super::super::super::jobs::create::compare::{self as job, Apply};
use super::super::super::jobs::{Job, JobId, Slot};
use super::super::super::route::{CreateStep, Route, Scope};
use super::super::super::settings::counted;
use super::super::super::state::create::Import;
use super::super::super::state::create::compare::{Compare, Pick, Wanted};
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
        Comparing::Want(_) | Comparing::Apply => return,
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
    let job = Job::shown("Carrying out corrections")
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
    let refused = import.compare.refused().or_else(|| create.dates.refused());
    Some(Apply {
        shown: import.compare.found.clone().filter(|_| refused.is_none())?,
        of: make::corrected(import, &create.dates),
        order: order(import),
    })
}

/// Shows what waits for review now.
pub(super) fn applied(work: &mut Work<'_>, job: JobId, done: &Updated) {
    let group = work.state.create.import.as_ref().map(|import| import.group.id);
    let shown = is_shown(work);
    let here = make::finish(work, job) && shown;
    let made = done.generated.as_ref().map_or(0, |made| made.created + made.resumed);
    let parts = [
        (done.edited, "changed"),
        (done.corrected, "to be corrected"),
        (made, "new"),
    ];
    let said: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{} {word}", counted((*number).into(), "credential", "credentials")))
        .collect();
    let text = match said.is_empty() {
        true => "Nothing was changed".to_owned(),
        false if parts.iter().map(|(number, _)| number).sum::<u32>() == 1 => {
            format!("{}; it waits for review", said.join(""))
        }
        false => format!("{}; they wait for review", said.join(", ")),
    };
    work.state.toasts.done(text);
    // Whoever went elsewhere meanwhile is not taken away from there.
    if here && let Some(group) = group {
        let next = Route::Review(Scope::Group(group));
        work.state
            .route
            .finish(next, |step| matches!(step, Route::Create { .. }));
    }
}
