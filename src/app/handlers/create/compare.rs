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
use super::super::super::state::create::compare::{Compare, Wanted};
use super::super::Work;
use super::{make, rows, show};

/// What is asked of the rows as they are.
pub(super) fn order(import: &Import) -> job::Order {
    job::Order {
        wanted: import.compare.wanted,
        picked: import.compare.picked.clone(),
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
        Comparing::Leave { row, yes } => return leave(work, row, yes),
        _ => {}
    }
    let Some(compare) = compare(work) else { return };
    let asks_again = match command {
        Comparing::Filter(filter) => {
            compare.filter = filter;
            compare.sift();
            let first = compare.shown.first().copied();
            compare.cursor = compare.cursor.filter(|at| compare.shown.contains(at)).or(first);
            false
        }
        Comparing::Look(place) => {
            compare.cursor = compare.shown.get(place).copied();
            false
        }
        Comparing::Decide { row, decision } => compare.pick("who it is", |picked| {
            picked.decisions.remove(&row);
            picked.decisions.extend(decision.map(|decision| (row, decision)));
        }),
        Comparing::KeepDigits(row) => keep_digits(compare, row),
        Comparing::KnownBy(key) => compare.pick("how people are known", |picked| picked.id_field = Some(key)),
        Comparing::Reason(reason) => {
            compare.reason = reason;
            false
        }
        Comparing::Want(_) | Comparing::Apply | Comparing::Leave { .. } => false,
    };
    if asks_again {
        rows::look_again(work);
    }
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

fn leave(work: &mut Work<'_>, row: Option<u32>, yes: bool) {
    let Some(compare) = compare(work) else { return };
    let rows: BTreeSet<u32> = match row {
        Some(row) => BTreeSet::from([row]),
        None => {
            let lines = (0..compare.shown.len()).filter_map(|place| compare.at(place));
            lines
                .filter(|line| line.can_apply())
                .filter_map(|line| line.row)
                .collect()
        }
    };
    let name = if yes { "leave as it is" } else { "take in" };
    compare.pick(name, |picked| match yes {
        true => picked.leave.extend(rows),
        false => picked.leave.retain(|row| !rows.contains(row)),
    });
}

/// Keeps the digits of a row, or of all in which some are lost.
fn keep_digits(compare: &mut Compare, row: Option<u32>) -> bool {
    let rows: Vec<u32> = match (row, &compare.found) {
        (Some(row), _) => vec![row],
        (None, Some(found)) => {
            let lost = found.lines.iter().filter(|line| line.has_lost());
            lost.filter_map(|line| line.row).collect()
        }
        (None, None) => Vec::new(),
    };
    compare.pick("keep the digits", |picked| picked.keep_digits.extend(rows))
}

/// Compares the sheet, or makes new credentials of its rows instead, where it is seen first who has one.
fn want(work: &mut Work<'_>, yes: bool) {
    let Some(compare) = compare(work) else { return };
    compare.wanted = if yes { Wanted::Compare } else { Wanted::Anew };
    if !yes {
        compare.take(None);
    }
    rows::look_again(work);
    let step = if yes { CreateStep::Compare } else { CreateStep::Check };
    let group = super::group_of(work);
    show(work, group, step);
}

pub(super) fn undo(work: &mut Work<'_>, back: bool) {
    if is_refused(work) {
        return;
    }
    if compare(work).is_some_and(|compare| compare.step(back)) {
        rows::look_again(work);
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
        reason: import.compare.reason.clone(),
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
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{} {word}", counted(number.into(), "credential", "credentials")))
        .collect();
    let text = match said.is_empty() {
        true => "Nothing was changed".to_owned(),
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
