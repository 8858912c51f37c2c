//! What the commands of publishing do, and what their answers change.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::Problems;
use crate::files;
use crate::model::CredentialId;
use crate::publish::write_list;

use super::super::command::Command as AnyCommand;
use super::super::command::publish::Command;
use super::super::jobs::dialogs::{Ask, AskKind};
use super::super::jobs::publish::{self, Answer};
use super::super::jobs::{Answer as AnyAnswer, Job, Slot, is_cancelled};
use super::super::route::{Route, Scope};
use super::super::settings::Copies;
use super::super::state::path::typed_path;
use super::super::state::publish::{Interrupted, Order, Outcome, Publish};
use super::super::state::workspace::named_after;
use super::Work;

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    match command {
        Command::Begin(scope) => begin(work, scope, None),
        Command::Plan(scope) => plan(work, scope),
        Command::AcceptWarnings(accept) => work.state.publish.accept_warnings = accept,
        Command::Files(files) => work.state.publish.files = files,
        Command::Copy(copy) => work.state.publish.copy = copy,
        Command::Folder(folder) => work.state.publish.folder = folder,
        Command::ChooseFolder => choose_folder(work),
        Command::Parts(parts) => work.state.publish.parts = parts,
        Command::Start => start(work),
        Command::Resume => resume(work),
        Command::Forget => {
            work.state.publish.interrupted = None;
            forget(work);
        }
        Command::Retry => retry(work),
        Command::Again => again(work),
        Command::Open(path) => open(work, path),
        Command::ExportList => export(work),
    }
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    let state = &mut work.state.publish;
    match answer {
        Answer::Planned(plan) => {
            state.busy = false;
            state.failed = None;
            state.plan = Some(*plan);
        }
        Answer::NotPlanned(problems) => {
            state.busy = false;
            state.failed = Some(problems);
        }
        Answer::Done(outcome) => {
            let is_done = |left: &mut Interrupted| left.order.ids.iter().all(|id| outcome.ids.contains(id));
            state.interrupted.take_if(is_done);
            over(work, *outcome);
            forget(work);
        }
        Answer::Counted(outcome, order) => stopped(work, *outcome, *order),
        Answer::Ended(problems) => ended(work, problems),
        Answer::Folder(Some(path)) => state.folder = path.to_string_lossy().into_owned(),
        Answer::Found(found, problems) => {
            state.interrupted = found.map(|found| *found);
            if !problems.is_empty() {
                work.state.toasts.wrong(super::said(&problems));
            }
        }
        Answer::Folder(None) | Answer::ListChosen(None, _) | Answer::Opened | Answer::Forgotten => {}
        Answer::ListChosen(Some(path), ids) => write(work, path, ids),
        Answer::NotListed(problems) if is_cancelled(&problems) => {}
        Answer::Listed(path) => {
            let text = format!("The list is in {}", path.display());
            work.state.toasts.with_action(text, "Open", Command::Open(path));
        }
        Answer::Failed(problems) | Answer::NotListed(problems) => super::say_failed(work, &problems),
    }
}

/// A publication is over, be it done or not.
fn over(work: &mut Work<'_>, outcome: Outcome) {
    let state = &mut work.state.publish;
    state.running = None;
    state.outcome = Some(outcome);
    state.order = None;
    work.state.review.selected.clear();
    told_elsewhere(work);
    work.refresh();
}

/// One that was stopped waits to be gone on with, as one that was interrupted by the end of the program.
fn stopped(work: &mut Work<'_>, outcome: Outcome, order: Order) {
    let published = outcome.published;
    let is_left = outcome.left() > 0;
    if is_left {
        work.state.publish.interrupted = Some(Interrupted { order, published });
    }
    over(work, outcome);
    if !is_left {
        forget(work);
    }
}

/// Says on other screens that it is over.
fn told_elsewhere(work: &mut Work<'_>) {
    if matches!(work.state.route.now(), Route::Publish(_)) {
        return;
    }
    let Some(outcome) = &work.state.publish.outcome else {
        return;
    };
    let (text, toasts) = (outcome.said(), &mut work.state.toasts);
    if outcome.stopped && outcome.left() > 0 {
        toasts.wrong_with_action(text, "Publish the rest", Command::Resume);
    } else if outcome.is_wrong() {
        // Its page says all of it, one by one.
        let page = Route::Publish(work.state.publish.scope.unwrap_or_default());
        toasts.wrong_with_action(text, "Look at it", AnyCommand::Go(page));
    } else {
        toasts.with_action(text, "Open folder", Command::Open(outcome.folder.clone()));
    }
}

/// Goes to the page where some, or all of a scope, are published.
pub(super) fn begin(work: &mut Work<'_>, scope: Scope, chosen: Option<Vec<CredentialId>>) {
    let old = &work.state.publish;
    if old.running.is_none() {
        work.state.publish = Publish {
            chosen,
            folder: old.folder.clone(),
            copy: old.copy,
            files: old.files,
            parts: old.parts,
            interrupted: old.interrupted.clone(),
            ..Publish::default()
        };
        plan(work, scope);
    }
    work.go(Route::Publish(scope));
}

fn plan(work: &mut Work<'_>, scope: Scope) {
    let Some(desk) = work.desk.clone() else { return };
    let state = &mut work.state.publish;
    if state.running.is_some() {
        state.stale = false;
        return;
    }
    if state.scope.is_some_and(|old| old != scope) {
        state.chosen = None;
        state.plan = None;
        state.outcome = None;
    }
    state.scope = Some(scope);
    state.stale = false;
    state.busy = true;
    let (chosen, query) = (state.chosen.clone(), super::review::query_of(scope));
    let unsaved: BTreeSet<CredentialId> = work.state.review.unsaved.ids().collect();
    let job = Job::quiet()
        .slot(Slot::Plan)
        .on_failure(|problems| AnyAnswer::Publish(Answer::NotPlanned(problems)));
    work.jobs.start(job, move |progress| {
        publish::plan(&desk, &query, chosen.as_deref(), &unsaved, progress)
    });
}

fn again(work: &mut Work<'_>) {
    let state = &mut work.state.publish;
    state.outcome = None;
    state.chosen = None;
    if let Some(scope) = state.scope {
        plan(work, scope);
    }
}

fn choose_folder(work: &mut Work<'_>) {
    let ask = Ask {
        title: "Choose a folder for the copy".to_owned(),
        kind: AskKind::Folder,
        folder: Some(typed_path(&work.state.publish.folder)),
    };
    let dialogs = work.surroundings.dialogs.clone();
    let job = Job::quiet()
        .slot(Slot::Dialog)
        .on_failure(|problems| AnyAnswer::Publish(Answer::Failed(problems)));
    work.jobs
        .start(job, move |_| Ok(AnyAnswer::Publish(Answer::Folder(dialogs.ask(&ask)?))));
}

fn start(work: &mut Work<'_>) {
    let ids = work.state.publish.ids();
    if has_unsaved(work, &ids) {
        return;
    }
    let state = &work.state.publish;
    let folder = typed_path(&state.folder);
    let copy = Some(folder).filter(|folder| state.copy && !folder.as_os_str().is_empty());
    let Some(workspace) = work.state.workspace.snapshot().map(|snapshot| snapshot.dir.clone()) else {
        return;
    };
    let order = Order {
        workspace: workspace.clone(),
        ids,
        accept_warnings: state.accept_warnings,
        files: state.files,
        copy,
        parts: state.parts.and(state.files),
    };
    let files = state.files;
    let copies = Copies {
        workspace,
        wanted: state.copy,
        folder: state.folder.trim().to_owned(),
        parts: state.parts,
    };
    let choices = &mut work.state.choices;
    if choices.copies != copies || choices.files != files {
        choices.copies = copies;
        choices.files = files;
        work.save_choices();
    }
    run(work, order);
}

/// Goes on with a publication that was interrupted; its page shows how far it is.
fn resume(work: &mut Work<'_>) {
    let left = work.state.publish.interrupted.clone();
    let Some(interrupted) = left.filter(|_| work.state.publish.running.is_none()) else {
        return;
    };
    if has_unsaved(work, &interrupted.order.ids) {
        return;
    }
    work.state.publish.interrupted = None;
    work.state.publish.scope = Some(Scope::All);
    run(work, interrupted.order);
    work.go(Route::Publish(Scope::All));
}

/// Whether more was typed on the page of one of these and is not saved, or just being saved, which is said: it would be
/// published without that.
fn has_unsaved(work: &mut Work<'_>, ids: &[CredentialId]) -> bool {
    let unsaved = &work.state.review.unsaved;
    let mut found = ids.iter().filter_map(|id| Some((*id, &unsaved.of(*id)?.name)));
    let Some((id, name)) = found.next() else {
        return false;
    };
    let text = format!("What was typed for {name} is not saved yet. Save or discard it, then publish");
    let scope = work.state.publish.scope.unwrap_or_default();
    let page = AnyCommand::Go(Route::ReviewOne { scope, id });
    work.state.toasts.wrong_with_action(text, "Look at it", page);
    work.state.publish.stale = true;
    true
}

/// Where an order of the open workspace is kept until it is done: beside the choices.
fn file(work: &Work<'_>) -> Option<PathBuf> {
    let workspace = named_after(&work.state.workspace.snapshot()?.dir);
    let settings = work.surroundings.settings.as_ref()?;
    Some(settings.with_file_name(format!("publishing-{workspace}.json")))
}

fn forget(work: &mut Work<'_>) {
    let Some(file) = file(work) else { return };
    work.jobs.start(Job::quiet(), move |_| {
        // One that stays is offered once more, and then has nothing left to do.
        drop(std::fs::remove_file(&file));
        Ok(AnyAnswer::Publish(Answer::Forgotten))
    });
}

/// A workspace was opened: what was put beside its last publication is proposed again, and one that was interrupted is
/// looked for.
pub(super) fn workspace_opened(work: &mut Work<'_>) {
    if let Some(snapshot) = work.state.workspace.snapshot() {
        let (state, kept) = (&mut work.state.publish, &work.state.choices.copies);
        let ours = kept.workspace == snapshot.dir;
        state.copy = ours && kept.wanted;
        state.folder = if ours { kept.folder.clone() } else { String::new() };
        state.parts = kept.parts;
        state.files = work.state.choices.files;
    }
    let (Some(desk), Some(file)) = (work.desk.clone(), file(work)) else {
        return;
    };
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Publish(Answer::Failed(problems)));
    work.jobs.start(job, move |_| publish::find(&desk, &file));
}

fn run(work: &mut Work<'_>, order: Order) {
    let Some(desk) = work.desk.clone() else { return };
    if order.ids.is_empty() || work.state.publish.running.is_some() {
        return;
    }
    let state = &mut work.state.publish;
    state.outcome = None;
    state.passed = 0;
    // What is gone on with is interrupted no more.
    let is_that = |left: &mut Interrupted| left.order.ids == order.ids;
    state.interrupted.take_if(is_that);
    state.order = Some(order.clone());
    work.state.toasts.withdraw(Command::Resume);
    let job = Job::shown(publish::PUBLISHING)
        .slot(Slot::Publish)
        .on_failure(|problems| AnyAnswer::Publish(Answer::Ended(problems)));
    let file = file(work);
    let id = work.jobs.start(job, move |progress| {
        if let Some(file) = &file {
            publish::keep(&order, file)?;
        }
        publish::publish(&desk, &order, progress)
    });
    work.state.publish.running = Some(id);
}

/// Counts what was done before it ended.
fn ended(work: &mut Work<'_>, problems: Problems) {
    work.state.publish.running = None;
    let (Some(desk), Some(order)) = (work.desk.clone(), work.state.publish.order.take()) else {
        return;
    };
    let why = if is_cancelled(&problems) {
        Problems::default()
    } else {
        problems
    };
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Publish(Answer::Failed(problems)));
    work.jobs.start(job, move |_| publish::count(&desk, order, why));
}

fn retry(work: &mut Work<'_>) {
    let state = &work.state.publish;
    let Some(outcome) = &state.outcome else { return };
    let ids = match outcome.stopped {
        true => outcome.ids.clone(),
        false => outcome.failed.iter().map(|refused| refused.id).collect(),
    };
    let copy = outcome.copy.clone();
    if has_unsaved(work, &ids) {
        return;
    }
    let Some(workspace) = work.state.workspace.snapshot().map(|snapshot| snapshot.dir.clone()) else {
        return;
    };
    let state = &work.state.publish;
    let order = Order {
        workspace,
        ids,
        accept_warnings: state.accept_warnings,
        files: state.files,
        copy,
        parts: state.parts.and(state.files),
    };
    run(work, order);
}

pub(super) fn open(work: &mut Work<'_>, path: PathBuf) {
    let opener = Arc::clone(&work.surroundings.opener);
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Publish(Answer::Failed(problems)));
    work.jobs.start(job, move |_| publish::show(&path, &*opener));
}

/// How the list of what was published is called, unless a person says otherwise.
const LIST: &str = "published.xlsx";

/// Asks where the list is to be written.
fn export(work: &mut Work<'_>) {
    let (Some(desk), Some(outcome)) = (&work.desk, &work.state.publish.outcome) else {
        return;
    };
    let ids = outcome.ids.clone();
    let ask = Ask {
        title: "Where should the list be written?".to_owned(),
        kind: AskKind::Save { name: LIST.to_owned() },
        folder: outcome.copy.clone(),
    };
    // Where nothing can be asked, it goes beside what was published.
    let beside = desk.store.dir().join(LIST);
    let dialogs = work.surroundings.dialogs.clone();
    work.jobs.start(Job::quiet().slot(Slot::Dialog), move |_| {
        let path = dialogs.ask_or_type(&ask).unwrap_or_else(|_| Some(files::free(&beside)));
        Ok(AnyAnswer::Publish(Answer::ListChosen(path, ids)))
    });
}

/// Writes it; what else is asked for meanwhile does not end that.
fn write(work: &mut Work<'_>, path: PathBuf, ids: Vec<CredentialId>) {
    let Some(desk) = work.desk.clone() else { return };
    let job = Job::shown("Exporting the list").on_failure(|problems| AnyAnswer::Publish(Answer::NotListed(problems)));
    work.jobs.start(job, move |progress| {
        write_list(&desk, &ids, &path, progress)?;
        Ok(AnyAnswer::Publish(Answer::Listed(path)))
    });
}

#[cfg(test)]
mod tests {
    use super::super::super::jobs::dialogs::FileDialogs;
    use super::super::super::state::publish::Refused;
    use super::super::super::state::toasts::Tone;
    use super::super::testing::{Bench, says};
    use super::*;
    use crate::diag::{Problem, Result};

    #[test]
    fn what_was_stopped_says_how_much_waits_and_how_it_goes_on() {
        let mut bench = Bench::titled("publish-stopped", "T");
        let ids: Vec<_> = (1..=3).map(|at| CredentialId([at; 16])).collect();
        let order = Order {
            workspace: bench.workspace.store.dir().to_owned(),
            ids: ids.clone(),
            accept_warnings: false,
            files: Default::default(),
            copy: None,
            parts: Default::default(),
        };
        let outcome = Outcome {
            ids,
            published: 1,
            stopped: true,
            ..Outcome::default()
        };
        let counted = Answer::Counted(Box::new(outcome.clone()), Box::new(order));
        answer(&mut bench.work(), counted);
        let toast = bench.state.toasts.list().last().expect("a toast").clone();
        assert_eq!(toast.text, "Stopped: 1 published, 2 wait");
        assert_eq!(toast.tone, Tone::Wrong);
        assert_eq!(toast.action, Some(("Publish the rest", Command::Resume.into())));
        let left = bench.state.publish.interrupted.as_ref();
        assert_eq!(left.map(|left| left.published), Some(1), "home says so, too");
        let done = Outcome {
            published: 3,
            stopped: false,
            ..outcome
        };
        answer(&mut bench.work(), Answer::Done(Box::new(done)));
        assert!(bench.state.publish.interrupted.is_none());
        let toast = bench.state.toasts.list().last().expect("a toast");
        assert_eq!((&*toast.text, toast.tone), ("Published 3 credentials", Tone::Done));
    }

    #[test]
    fn what_was_not_published_is_said_with_why_and_leads_to_its_page() {
        let mut bench = Bench::titled("publish-failed", "T");
        let refused = |name: &str| Refused {
            id: CredentialId([9; 16]),
            name: name.to_owned(),
            number: String::new(),
            why: "The picture is damaged".to_owned(),
        };
        let outcome = Outcome {
            ids: vec![CredentialId([1; 16]); 480],
            published: 478,
            failed: vec![refused("Ann Lee"), refused("Bob Ray")],
            ..Outcome::default()
        };
        bench.state.publish.scope = Some(Scope::All);
        let mut said = |outcome: Outcome| {
            answer(&mut bench.work(), Answer::Done(Box::new(outcome)));
            let toast = bench.state.toasts.list().last().expect("a toast").clone();
            (toast.text, toast.tone, toast.action.expect("a way on").0)
        };
        let text = "Published 478 credentials, 2 were not. Ann Lee: The picture is damaged".to_owned();
        assert_eq!(said(outcome.clone()), (text, Tone::Wrong, "Look at it"));
        // What was noticed besides is no success either, unless it is only a note.
        let with = |problem| Outcome {
            failed: Vec::new(),
            published: 480,
            problems: Problems(vec![Problem::note("n", "Some note"), problem]),
            ..outcome.clone()
        };
        let text = "Published 480 credentials. The disk of the copy is full".to_owned();
        let full = with(Problem::error("io", "The disk of the copy is full"));
        assert_eq!(said(full), (text, Tone::Wrong, "Look at it"));
        let text = "Published 480 credentials".to_owned();
        let noted = with(Problem::note("n", "Another"));
        assert_eq!(said(noted), (text, Tone::Done, "Open folder"));
    }

    #[test]
    fn what_a_problem_stopped_says_which_one() {
        let outcome = Outcome {
            ids: vec![CredentialId([1; 16]); 3],
            published: 1,
            stopped: true,
            problems: Problem::error("io", "Cannot write the file: the disk is full").into(),
            ..Outcome::default()
        };
        let said = "Stopped: 1 published, 2 wait. Cannot write the file: the disk is full";
        assert_eq!(outcome.said(), said);
    }

    /// A system without dialogs.
    struct Missing;

    impl FileDialogs for Missing {
        fn ask(&self, _: &Ask) -> Result<Option<PathBuf>> {
            Err(Problem::error("no-dialog", "The system shows no file dialog").into())
        }
    }

    #[test]
    fn a_list_that_nobody_was_asked_about_lies_beside_the_one_that_is_there() {
        let mut bench = Bench::titled("publish-list", "T");
        bench.surroundings.dialogs = Arc::new(Missing);
        let there = bench.workspace.store.dir().join(LIST);
        std::fs::write(&there, "of another time").expect("written");
        bench.state.publish.outcome = Some(Outcome::default());
        bench.send(Command::ExportList);
        let is_chosen = |(_, answer): &(_, AnyAnswer)| matches!(answer, AnyAnswer::Publish(Answer::ListChosen(..)));
        for answer in bench.answers(|came| came.iter().any(is_chosen)) {
            bench.take(answer);
        }
        // What else is chosen meanwhile does not end it.
        bench.send(Command::ChooseFolder);
        bench.until("the list", |state| says(state, "The list is in"));
        assert!(there.with_file_name("published 2.xlsx").exists());
        assert!(std::fs::read(&there).is_ok_and(|text| text == b"of another time"));
    }
}
