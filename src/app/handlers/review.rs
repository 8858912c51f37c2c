//! What the commands of what is under review do, and what their answers change.

mod pictures;
mod unsaved;

pub(in super::super) use pictures::dropped;
pub(super) use unsaved::{closing, left, workspace_opened};

use std::sync::Arc;

use crate::issue;
use crate::model::{BatchId, CredentialId, FieldName};
use crate::store::Query;

use super::super::command::review::{Act, Command, Pick};
use super::super::jobs::create::recipe;
use super::super::jobs::review::{self, Acted, Answer, Task};
use super::super::jobs::{Answer as AnyAnswer, Job, Slot, is_cancelled};
use super::super::route::{Route, Scope};
use super::super::state::review::{EditField, Item, Live, Opened, REVIEWING, Review};
use super::Work;

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    let picks = matches!(
        command,
        Command::Pick(..)
            | Command::PickAll
            | Command::PickReady
            | Command::PickNone
            | Command::BeginBand(_)
            | Command::Band(_)
    );
    carry_out(work, command);
    if picks {
        work.state.review.weigh();
    }
}

fn carry_out(work: &mut Work<'_>, command: Command) {
    match command {
        Command::Show(scope) => show(work, scope),
        Command::Filter(filter) => refilter(work, |review| review.filter = filter),
        Command::FilterKind(kind) => refilter(work, |review| review.kind = kind),
        Command::Search(words) => refilter(work, |review| review.words = words),
        Command::ShowList(list) => {
            work.state.choices.sheet.as_list = list;
            work.save_choices();
        }
        Command::Resize(width) => {
            work.state.choices.sheet.thumb = width;
            work.save_choices();
        }
        Command::Pick(id, Pick::Toggle) => toggle(work, id),
        Command::Pick(id, Pick::Range) => pick_range(work, id),
        Command::PickAll => pick(work, |_| true),
        Command::PickReady => pick(work, Item::is_ready),
        Command::PickNone => work.state.review.selected.clear(),
        Command::BeginBand(keep) => begin_band(work, keep),
        Command::Band(ids) => band(work, ids),
        Command::Enter(id) => enter(work, id),
        Command::Next => go_on(work, true),
        Command::Previous => go_on(work, false),
        Command::Edit(field, text) => edit(work, &field, text),
        Command::Picture(field, act) => pictures::act(work, field, act),
        Command::Save => save(work),
        Command::Discard => discard(work),
        Command::ShowPage(page) => work.state.review.one.as_page = page,
        Command::ShowBadge(badge) => work.state.review.one.badge = badge,
        Command::Ask(question) => work.state.review.asked = question,
        Command::Act(ids, act) => start(work, ids, act, false),
        Command::AcceptAndNext => accept_and_next(work),
        Command::OpenInBrowser(id) => open_in_browser(work, id),
        Command::Publish(ids) => publish(work, ids),
    }
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    let review = &mut work.state.review;
    match answer {
        Answer::Listed(items) => {
            review.busy = false;
            review.failed = None;
            review.items = items;
            let there: std::collections::HashSet<CredentialId> = review.items.iter().map(|item| item.id).collect();
            review.selected.retain(|id| there.contains(id));
            review.recount();
            super::tally::listed(work);
            unsaved::listed(work);
        }
        Answer::NotListed(problems) => {
            review.busy = false;
            review.failed = Some(problems);
        }
        Answer::Opened(opened) => opened_one(work, opened),
        Answer::NotOpened(problems) => {
            review.one.busy = false;
            review.one.failed = Some(problems);
        }
        Answer::Live(live) => take_live(work, *live),
        Answer::NotLive(problems) if is_cancelled(&problems) => {}
        Answer::NotLive(problems) => review.one.refused = Some(problems),
        Answer::Acted(acted) => take_acted(work, *acted),
        Answer::Failed(problems) => super::say_failed(work, &problems),
        Answer::PictureChosen(id, field, path) => pictures::chosen(work, id, field, path),
        Answer::PictureKept(id, field, blob) => pictures::kept(work, id, &field, blob),
        Answer::UnsavedKept(problems) => unsaved::kept(work, problems),
        Answer::Shown | Answer::Sheet(_, None) => {}
        Answer::Sheet(batch, Some(sheet)) => review.sheet = Some((batch, sheet)),
    }
}

fn show(work: &mut Work<'_>, scope: Scope) {
    let Some(desk) = work.desk.clone() else { return };
    let review = &mut work.state.review;
    if review.scope != Some(scope) {
        review.items.clear();
        review.recount();
        review.selected.clear();
        review.kind = None;
    }
    review.scope = Some(scope);
    review.stale = false;
    review.busy = true;
    let query = query_of(scope);
    let job = Job::quiet()
        .slot(Slot::Review)
        .on_failure(|problems| AnyAnswer::Review(Answer::NotListed(problems)));
    work.jobs
        .start(job, move |progress| review::list(&desk, &query, progress));
}

/// What is asked of the workspace for a scope.
pub(super) fn query_of(scope: Scope) -> Query {
    match scope {
        Scope::All => Query::default(),
        Scope::Group(group) => Query {
            group: Some(group),
            ..Query::default()
        },
        Scope::Batch(batch) => Query {
            batch: Some(batch),
            ..Query::default()
        },
    }
}

fn refilter(work: &mut Work<'_>, change: impl FnOnce(&mut Review)) {
    change(&mut work.state.review);
    work.state.review.refilter();
}

fn toggle(work: &mut Work<'_>, id: CredentialId) {
    let review = &mut work.state.review;
    if !review.selected.remove(&id) {
        review.selected.insert(id);
    }
    review.anchor = Some(id);
}

/// Selects all that are shown between the last one that was picked and this one.
fn pick_range(work: &mut Work<'_>, id: CredentialId) {
    let review = &mut work.state.review;
    let from = review.anchor.and_then(|anchor| review.place_of(anchor)).unwrap_or(0);
    let Some(to) = review.place_of(id) else { return };
    for place in from.min(to)..=from.max(to) {
        if let Some(id) = review.at(place).map(|item| item.id) {
            review.selected.insert(id);
        }
    }
}

/// Selects those that are shown and meet a condition, and no others.
fn pick(work: &mut Work<'_>, takes: impl Fn(&Item) -> bool) {
    let review = &mut work.state.review;
    review.selected = (0..review.shown.len())
        .filter_map(|place| review.at(place))
        .filter(|item| takes(item))
        .map(|item| item.id)
        .collect();
}

fn begin_band(work: &mut Work<'_>, keep: bool) {
    let review = &mut work.state.review;
    if !keep {
        review.selected.clear();
    }
    review.before_band = review.selected.clone();
}

fn band(work: &mut Work<'_>, ids: Vec<CredentialId>) {
    let review = &mut work.state.review;
    review.selected = review.before_band.clone();
    review.selected.extend(ids);
}

fn enter(work: &mut Work<'_>, id: CredentialId) {
    if let Some(old) = work.state.review.one.id.filter(|old| *old != id) {
        left(work, old);
    }
    let review = &mut work.state.review;
    if let Some(place) = review.place_of(id) {
        review.one.place = place;
    }
    review.one.id = Some(id);
    read_one(work, id);
}

fn read_one(work: &mut Work<'_>, id: CredentialId) {
    let Some(desk) = work.desk.clone() else { return };
    work.state.review.one.busy = true;
    work.state.review.one.failed = None;
    let job = Job::quiet()
        .slot(Slot::ReviewOne)
        .on_failure(|problems| AnyAnswer::Review(Answer::NotOpened(problems)));
    work.jobs.start(job, move |_| {
        Ok(AnyAnswer::Review(Answer::Opened(review::open(&desk, id, false)?)))
    });
}

fn opened_one(work: &mut Work<'_>, opened: Box<Opened>) {
    let one = &mut work.state.review.one;
    if one.id != Some(opened.credential.id) {
        return;
    }
    one.busy = false;
    let before = std::mem::replace(&mut one.fields, opened.fields.clone());
    let is_same = one
        .opened
        .as_ref()
        .is_some_and(|shown| shown.credential.id == opened.credential.id);
    // What was typed meanwhile stays, and what was typed before and could not be saved is there again.
    let unsaved = work.state.review.unsaved.of(opened.credential.id);
    for (name, text) in unsaved.into_iter().flat_map(|typed| &typed.changes) {
        // A date stays as it is being typed.
        let is_it = |field: &&EditField| field.name == *name && work.state.choices.dates.stored(&field.text) == *text;
        let typed = before
            .iter()
            .filter(|_| is_same)
            .find(is_it)
            .map_or(text, |field| &field.text);
        if let Some(field) = one.fields.iter_mut().find(|field| field.name == *name) {
            field.text.clone_from(typed);
        }
    }
    let (batch, row) = (opened.credential.batch, opened.credential.row);
    one.opened = Some(opened);
    typed(work);
    if row.is_some() && work.state.review.sheet.as_ref().is_none_or(|(of, _)| *of != batch) {
        read_sheet(work, batch);
    }
}

/// Reads the sheet of a batch, whose row stands beside the credential.
fn read_sheet(work: &mut Work<'_>, batch: BatchId) {
    let Some(desk) = work.desk.clone() else { return };
    // Where it cannot be read the row is not shown; its number is.
    let job = Job::quiet()
        .slot(Slot::ReviewSheet)
        .on_failure(|_| AnyAnswer::Review(Answer::Shown));
    work.jobs.start(job, move |progress| {
        let sheet = recipe::sheet_of(&desk, batch, progress)?.map(Arc::new);
        Ok(AnyAnswer::Review(Answer::Sheet(batch, sheet)))
    });
}

fn edit(work: &mut Work<'_>, name: &FieldName, text: String) {
    let one = &mut work.state.review.one;
    let Some(field) = one.fields.iter_mut().find(|field| field.name == *name) else {
        return;
    };
    field.text = text;
    typed(work);
}

/// The fields of the page say something else: looks at what that makes of the credential.
fn typed(work: &mut Work<'_>) {
    unsaved::follow(work);
    let one = &mut work.state.review.one;
    one.edits += 1;
    one.look();
    if !one.is_changed() {
        one.live = None;
        one.refused = None;
        work.jobs.vacate(Slot::ReviewEdit);
        return;
    }
    let (Some(desk), Some(opened)) = (work.desk.clone(), &one.opened) else {
        return;
    };
    let (credential, changes, edits) = (
        opened.credential.clone(),
        one.values(&work.state.choices.dates),
        one.edits,
    );
    let job = Job::quiet()
        .slot(Slot::ReviewEdit)
        .on_failure(|problems| AnyAnswer::Review(Answer::NotLive(problems)));
    work.jobs
        .start(job, move |_| review::live(&desk, &credential, &changes, edits));
}

fn take_live(work: &mut Work<'_>, live: Live) {
    let one = &mut work.state.review.one;
    if live.edits == one.edits && one.is_changed() {
        one.refused = None;
        one.live = Some(live);
    }
}

fn discard(work: &mut Work<'_>) {
    let one = &mut work.state.review.one;
    for field in &mut one.fields {
        field.text = field.stored.clone();
    }
    typed(work);
}

fn save(work: &mut Work<'_>) {
    let one = &work.state.review.one;
    if let Some(id) = one.id
        && one.is_changed()
    {
        let changes = one.values(&work.state.choices.dates);
        start(work, vec![id], Act::Save(changes), false);
    }
}

fn accept_and_next(work: &mut Work<'_>) {
    let review = &work.state.review;
    let Some(id) = review.one.id else { return };
    if review.one.refused.is_some() {
        let text = "What was typed cannot be kept. Mend it or discard it first.";
        work.state.toasts.wrong(text);
        return;
    }
    let problems = match (&review.one.live, &review.one.opened) {
        (Some(live), _) => Some((&live.content.problems, false)),
        (None, Some(opened)) => Some((&opened.content.problems, opened.content.accepted)),
        (None, None) => None,
    };
    let warned = problems
        .is_some_and(|(problems, accepted)| !accepted && problems.worst() == Some(crate::diag::Severity::Warning));
    if warned {
        start(work, vec![id], Act::Accept, true);
    } else if review.one.is_changed() {
        let changes = review.one.values(&work.state.choices.dates);
        start(work, vec![id], Act::Save(changes), true);
    } else {
        go_on(work, true);
    }
}

/// Goes to the neighbour of the one that is shown, and back to the sheet where there is none.
fn go_on(work: &mut Work<'_>, forward: bool) {
    let Route::ReviewOne { scope, id } = *work.state.route.now() else {
        return;
    };
    let (previous, next) = work.state.review.neighbours(id);
    match if forward { next } else { previous } {
        Some(id) => work.state.route.replace(Route::ReviewOne { scope, id }),
        None if forward => {
            work.state.route.replace(Route::Review(scope));
            work.state.toasts.done("That was the last one");
        }
        None => {}
    }
}

fn start(work: &mut Work<'_>, ids: Vec<CredentialId>, act: Act, go_on: bool) {
    let Some(desk) = work.desk.clone() else { return };
    work.state.review.asked = None;
    if ids.is_empty() {
        return;
    }
    let one = &work.state.review.one;
    let unsaved = match (one.id, &act) {
        (Some(id), Act::Accept | Act::Hold(_) | Act::Regenerate) if ids.contains(&id) && one.is_changed() => {
            Some((id, one.values(&work.state.choices.dates)))
        }
        _ => None,
    };
    let task = Task {
        ids,
        act,
        unsaved,
        go_on,
    };
    let job = Job::shown(REVIEWING).on_failure(|problems| AnyAnswer::Review(Answer::Failed(problems)));
    work.jobs
        .start(job, move |progress| review::act(&desk, &task, progress));
}

fn take_acted(work: &mut Work<'_>, mut acted: Acted) {
    let done: Vec<CredentialId> = acted.items.iter().map(|(id, _)| *id).collect();
    let review = &mut work.state.review;
    let leads_on = match (work.state.route.now(), review.one.id) {
        (Route::ReviewOne { id, .. }, Some(one)) => *id == one && done.contains(id),
        _ => false,
    };
    let changed = !matches!(acted.act, Act::Accept | Act::Withdraw | Act::Hold(_) | Act::Release);
    for id in &done {
        if changed {
            *review.versions.entry(*id).or_default() += 1;
        }
        if matches!(acted.act, Act::Delete) {
            review.selected.remove(id);
        }
    }
    if !review.renew(std::mem::take(&mut acted.items).into_iter().collect()) {
        review.stale = true;
    }
    review.recount();
    saved(work, &acted, &done);
    let review = &mut work.state.review;
    // What is said of others who are like one of these is another thing now.
    let tells_of_others = |item: &Item| item.problems.iter().any(issue::names_another);
    let is_of_others = matches!(acted.act, Act::Delete | Act::Hold(_) | Act::Release | Act::Save(_));
    let stale = review.stale || (is_of_others && review.items.iter().any(tells_of_others));
    if matches!(acted.act, Act::Hold(_)) {
        review.selected.clear();
        review.weigh();
    }
    if leads_on {
        after_act(work, &acted.act, acted.go_on);
    }
    say(work, &acted.act, done, (acted.before, acted.held));
    if let (Some((id, problems)), Act::Save(_)) = (acted.failed.first(), &acted.act)
        && work.state.review.one.id != Some(*id)
    {
        unsaved::say_unsaved(work, *id, problems);
    } else if let Some((_, problems)) = acted.failed.first() {
        let rest = super::counted(acted.failed.len() as u64, "credential", "credentials");
        work.state
            .toasts
            .wrong(super::said(problems).after(&format!("Not possible with {rest}")));
    }
    work.refresh();
    // What this step changed is in the list already.
    work.state.review.stale = stale;
}

/// What a step stored of what was typed is unsaved no more, nor is what was typed into what is deleted. What was typed since
/// the step began stays.
fn saved(work: &mut Work<'_>, acted: &Acted, done: &[CredentialId]) {
    let (review, dates) = (&mut work.state.review, &work.state.choices.dates);
    let mut is_changed = false;
    if let Some((id, changes)) = &acted.unsaved {
        is_changed |= review.unsaved.saved(*id, changes);
        review.one.saved(*id, changes, dates);
    }
    match &acted.act {
        Act::Save(changes) => {
            for id in done {
                is_changed |= review.unsaved.saved(*id, changes);
                review.one.saved(*id, changes, dates);
            }
        }
        Act::Delete => {
            for id in done {
                is_changed |= review.unsaved.put(*id, None);
            }
            if review.one.id.is_some_and(|id| done.contains(&id)) {
                review.one.fields.clear();
            }
        }
        Act::Accept | Act::Withdraw | Act::Hold(_) | Act::Release | Act::Regenerate => {}
    }
    if is_changed {
        let of_page = acted.unsaved.iter().map(|(id, _)| id);
        for id in done.iter().chain(of_page) {
            unsaved::unsay(work, *id);
        }
        unsaved::changed(work);
    }
}

/// What the review page shows after a step with what it showed.
fn after_act(work: &mut Work<'_>, act: &Act, go_on_wanted: bool) {
    let Some(id) = work.state.review.one.id else { return };
    if go_on_wanted || matches!(act, Act::Delete | Act::Hold(_)) {
        go_on(work, true);
    } else {
        read_one(work, id);
    }
}

/// Says what was done, with the way back where there is one.
fn say(
    work: &mut Work<'_>,
    act: &Act,
    ids: Vec<CredentialId>,
    (before, held): (Vec<(FieldName, String)>, Option<String>),
) {
    if ids.is_empty() {
        return;
    }
    let what = super::counted(ids.len() as u64, "credential", "credentials");
    let toasts = &mut work.state.toasts;
    let did = Command::Act(ids.clone(), act.clone());
    match act {
        Act::Accept => toasts.with_undo_of(
            did,
            format!("Accepted the warnings of {what}"),
            Command::Act(ids, Act::Withdraw),
        ),
        Act::Withdraw => toasts.with_undo_of(
            did,
            format!("The warnings of {what} wait to be accepted again"),
            Command::Act(ids, Act::Accept),
        ),
        Act::Hold(_) => toasts.with_undo_of(did, format!("Held {what}"), Command::Act(ids, Act::Release)),
        Act::Release => {
            let text = format!("Released {what}");
            match held {
                Some(why) => toasts.with_undo_of(did, text, Command::Act(ids, Act::Hold(why))),
                None => toasts.done(text),
            }
        }
        Act::Delete => toasts.done(format!("Deleted {what}")),
        Act::Regenerate => toasts.done(format!("Drew {what} with the newest design")),
        Act::Save(_) if before.is_empty() => {}
        Act::Save(_) => {
            toasts.with_undo_of(did, "Saved", Command::Act(ids, Act::Save(before)));
        }
    }
}

fn open_in_browser(work: &mut Work<'_>, id: CredentialId) {
    let Some(desk) = work.desk.clone() else { return };
    let opener = work.surroundings.opener.clone();
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Review(Answer::Failed(problems)));
    work.jobs
        .start(job, move |_| review::show_draft(&desk, id, &*Arc::clone(&opener)));
}

fn publish(work: &mut Work<'_>, ids: Option<Vec<CredentialId>>) {
    let scope = work.state.review.scope.unwrap_or_default();
    super::publish::begin(work, scope, ids);
}
