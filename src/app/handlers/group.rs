//! What the commands of credential groups do, and what their answers change.

use std::sync::Arc;

use crate::diag::Warned;
use crate::model::{Group as Stored, GroupId};

use super::super::command::group::Command;
use super::super::jobs::group::{self, Answer, Loaded};
use super::super::jobs::{Job, Slot};
use super::super::route::{CreateStep, Route};
use super::super::state::group::Form;
use super::Work;

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    match command {
        Command::Load(id) => load(work, id),
        Command::Edit(form) => work.state.group.form = Some(*form),
        Command::RemoveField(at) => remove_field(work, at),
        Command::Save => save(work),
        Command::Reset => reset(work),
        Command::Search(words) => work.state.group.words = words,
    }
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    match answer {
        Answer::Loaded(loaded) => loaded_one(work, *loaded),
        Answer::LoadFailed(problems) => work.state.group.failed = Some(problems),
        Answer::Saved(saved) => saved_one(work, *saved),
        Answer::SaveFailed(problems) => {
            work.state.group.saving = false;
            work.state.group.failed = Some(problems);
        }
    }
}

fn load(work: &mut Work<'_>, id: Option<GroupId>) {
    // The screen asks until it is answered.
    if work.jobs.is_busy(Slot::Group) {
        return;
    }
    let Some(desk) = work.desk.clone() else { return };
    work.state.group.failed = None;
    let job = Job::quiet()
        .slot(Slot::Group)
        .on_failure(|problems| Answer::LoadFailed(problems).into());
    work.jobs.start(job, move |_| {
        Ok(Answer::Loaded(Box::new(group::load(&desk, id)?)).into())
    });
}

fn loaded_one(work: &mut Work<'_>, loaded: Loaded) {
    let form = match loaded.group {
        Some(group) => Form::of(group),
        None => Form::new(&loaded.designs),
    };
    work.state.group.designs = Arc::new(loaded.designs);
    work.state.group.form = Some(form);
}

fn remove_field(work: &mut Work<'_>, at: usize) {
    let Some(form) = work.state.group.form.as_mut().filter(|form| at < form.fields.len()) else {
        return;
    };
    let before = Box::new(form.clone());
    let field = form.fields.remove(at);
    let text = format!("The field “{}” is removed", field.key);
    work.state.toasts.with_undo(text, Command::Edit(before));
}

fn reset(work: &mut Work<'_>) {
    let Some(form) = work.state.group.form.take() else {
        return;
    };
    let fresh = match &form.before {
        Some(before) => Form::of(Stored::clone(before)),
        None => Form::new(&work.state.group.designs),
    };
    work.state.group.form = Some(fresh);
    work.state.group.failed = None;
    let text = "Your changes are given up";
    work.state.toasts.with_undo(text, Command::Edit(Box::new(form)));
}

fn save(work: &mut Work<'_>) {
    let (Some(desk), Some(form)) = (work.desk.clone(), work.state.group.form.clone()) else {
        return;
    };
    if work.state.group.saving || form.refused().is_some() {
        return;
    }
    work.state.group.saving = true;
    work.state.group.failed = None;
    let job = Job::quiet().on_failure(|problems| Answer::SaveFailed(problems).into());
    work.jobs.start(job, move |_| {
        Ok(Answer::Saved(Box::new(group::save(&desk, &form)?)).into())
    });
}

fn saved_one(work: &mut Work<'_>, saved: Warned<Stored>) {
    let group = saved.value;
    let id = group.id;
    work.state.group.saving = false;
    let was_new = *work.state.route.now() == Route::Group(None);
    let what = if was_new { "is made" } else { "is saved" };
    work.state.toasts.done(format!("“{}” {what}", group.title));
    let from_create = matches!(work.state.route.before(), Some(Route::Create { .. }));
    if was_new && from_create {
        // It was made to create credentials in it. A file that waits for a group is opened when that is chosen.
        let (group, step) = match work.state.create.waiting {
            None => (Some(id), CreateStep::Recipients),
            Some(_) => (None, CreateStep::Group),
        };
        work.state.route.back();
        work.state.route.replace(Route::Create { group, step });
    } else if was_new {
        work.state.route.replace(Route::Group(Some(id)));
    }
    work.state.group.form = Some(Form::of(group));
    if !saved.problems.is_empty() {
        work.state.group.failed = Some(saved.problems);
    }
    work.refresh();
}
