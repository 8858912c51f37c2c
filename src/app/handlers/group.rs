//! What the commands of credential groups do, and what their answers change.

mod draft;

use std::sync::Arc;

use crate::diag::{Problems, Warned};
use crate::model::{Group as Stored, GroupId};

use super::super::command::Command as AnyCommand;
use super::super::command::group::Command;
use super::super::jobs::group::{self, Answer, Loaded};
use super::super::jobs::{Job, Slot};
use super::super::route::{CreateStep, Route};
use super::super::state::group::{FieldRow, Form, Group};
use super::Work;

pub(super) use draft::closing;

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    match command {
        Command::Load(id) => load(work, id),
        Command::Edit(form) => edit(work, *form),
        Command::Step { back } => step(work, back),
        Command::RemoveField(at) => remove_field(work, at),
        Command::RestoreField { group, at, field } => restore_field(work, group, at, field),
        Command::Save => save(work),
        Command::TakeBack { saved, before } => take_back(work, *saved, *before),
        Command::Reset => reset(work),
        Command::BringBack { form, base } => bring_back(work, *form, base),
        Command::Search(words) => work.state.group.words = words,
    }
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    match answer {
        Answer::Loaded(loaded) => loaded_one(work, *loaded),
        Answer::LoadFailed(problems) => work.state.group.failed = Some(problems),
        Answer::Saved(saved, before) => {
            let id = saved.value.id;
            let undo = (saved.value != *before).then(|| Command::TakeBack {
                saved: Box::new(saved.value.clone()),
                before,
            });
            saved_one(work, Some(id), *saved, undo);
        }
        Answer::TakenBack(group, of) => taken_back(work, *group, *of),
        Answer::Made(saved) => saved_one(work, None, *saved, None),
        Answer::SaveFailed(problems) => {
            work.state.group.saving = false;
            noticed(work, problems);
        }
        Answer::DraftKept(problems) => draft::kept(work, problems),
    }
}

/// Says what is wrong with what was saved: on the page of a group, or in a message where that was left.
fn noticed(work: &mut Work<'_>, problems: Problems) {
    match work.state.route.now() {
        Route::Group(_) => work.state.group.failed = Some(problems),
        _ => work.state.toasts.wrong(super::said(&problems)),
    }
}

/// Whether the page of a group is shown, or that of a new one.
fn is_shown(work: &Work<'_>, id: Option<GroupId>) -> bool {
    *work.state.route.now() == Route::Group(id)
}

/// The page of a group was left.
pub(super) fn left(work: &mut Work<'_>, id: Option<GroupId>) {
    let group = &mut work.state.group;
    group.failed = None;
    let form = group
        .form
        .as_ref()
        .filter(|form| form.id() == id && form.is_typed(&group.designs));
    let text = form.map(|form| match &form.before {
        Some(before) => format!("Your changes of “{}” are kept, but not saved", before.title),
        None => "The new group is kept as it was typed, but not made".to_owned(),
    });
    group.put_aside();
    if let Some(text) = text.filter(|_| !work.state.group.saving) {
        super::offer_way_back(work, text, Route::Group(id));
    }
}

fn load(work: &mut Work<'_>, id: Option<GroupId>) {
    // The screen asks until it is answered, and once more before it sees the answer.
    let is_there = work.state.group.form.as_ref().is_some_and(|form| form.id() == id);
    if is_there || work.jobs.is_busy(Slot::Group) {
        return;
    }
    let Some(desk) = work.desk.clone() else { return };
    work.state.group.failed = None;
    let job = Job::quiet()
        .slot(Slot::Group)
        .on_failure(|problems| Answer::LoadFailed(problems).into());
    let kept = draft::untaken(work, id);
    work.jobs.start(job, move |_| {
        Ok(Answer::Loaded(Box::new(group::load(&desk, id, kept.as_ref())?)).into())
    });
}

fn loaded_one(work: &mut Work<'_>, loaded: Loaded) {
    let id = loaded.group.as_ref().map(|group| group.id);
    // Meanwhile it was left, or what was given up is back.
    if !is_shown(work, id) || work.state.group.form.as_ref().is_some_and(|form| form.id() == id) {
        return;
    }
    let group = &mut work.state.group;
    group.put_aside();
    let fresh = match loaded.group {
        Some(group) => Form::of(group),
        None => Form::new(&loaded.designs),
    };
    group.designs = Arc::new(loaded.designs);
    let form = match group.take_up(id) {
        Some(form) => form,
        None => draft::take(work, loaded.draft, fresh),
    };
    work.state.group.form = Some(form);
}

/// Takes what was typed, or what is taken back, wherever a person is by then.
fn edit(work: &mut Work<'_>, form: Form) {
    let id = form.id();
    match is_shown(work, id) {
        true => change(&mut work.state.group, form),
        false => work.state.group.keep(form),
    }
    draft::keep(work, id);
}

/// Shows a form in the place of what it was before, which can be had back.
fn change(group: &mut Group, form: Form) {
    if let Some(before) = group.form.take().filter(|before| before.id() == form.id()) {
        group.past.note(before, &form);
    }
    group.form = Some(form);
}

/// Takes back what was done last in the form, or does it again.
fn step(work: &mut Work<'_>, back: bool) {
    let group = &mut work.state.group;
    let Some(form) = &group.form else { return };
    let Some(found) = group.past.step(form, back) else {
        return;
    };
    let id = found.id();
    group.form = Some(found);
    // What they offer to bring back may be there already.
    let is_of = |command: &AnyCommand| matches!(command, AnyCommand::Group(Command::RestoreField { group, .. }) if *group == id);
    work.state.toasts.withdraw_all(is_of);
    draft::keep(work, id);
}

fn remove_field(work: &mut Work<'_>, at: usize) {
    let Some(form) = work.state.group.form.as_mut().filter(|form| at < form.fields.len()) else {
        return;
    };
    let (group, before) = (form.id(), form.clone());
    let field = form.fields.remove(at);
    work.state.group.past.note(before, form);
    let text = format!("The field “{}” is removed", field.title.trim());
    let undo = Command::RestoreField { group, at, field };
    work.state.toasts.with_undo(text, undo);
    draft::keep(work, group);
}

/// Puts a field back into what is typed by now, wherever a person is.
fn restore_field(work: &mut Work<'_>, id: Option<GroupId>, at: usize, field: FieldRow) {
    let snapshot = work.state.workspace.snapshot().cloned();
    let groups = &mut work.state.group;
    let put_back = |form: &mut Form| form.fields.insert(at.min(form.fields.len()), field);
    if let Some(mut form) = groups.form.clone().filter(|form| form.id() == id) {
        put_back(&mut form);
        change(groups, form);
        draft::keep(work, id);
        return;
    }
    let cards = snapshot.iter().flat_map(|snapshot| &snapshot.groups);
    // It was saved and left since.
    let stored = || {
        let card = cards.into_iter().find(|card| Some(card.group.id) == id)?;
        Some(Form::of(card.group.clone()))
    };
    match groups.take_up(id).or_else(stored) {
        Some(mut form) => {
            put_back(&mut form);
            groups.keep(form);
            draft::keep(work, id);
        }
        None => {
            let text = "The group was made without the field. Add it on the page of the group";
            work.state.toasts.wrong(text);
        }
    }
}

/// Gives up what was typed; the group is looked up as it is now.
fn reset(work: &mut Work<'_>) {
    let Some(form) = work.state.group.form.take() else {
        return;
    };
    work.state.group.failed = None;
    let base = draft::done(work, form.id());
    let text = "Your changes are given up";
    let form = Box::new(form);
    work.state.toasts.with_undo(text, Command::BringBack { form, base });
}

fn bring_back(work: &mut Work<'_>, form: Form, base: Option<Option<u32>>) {
    let id = form.id();
    work.state.group.drafts.gone_on.extend(base.map(|base| (id, base)));
    edit(work, form);
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
    work.jobs.start(job, move |_| Ok(group::save(&desk, &form)?.into()));
}

/// Makes a group as it was before it was saved, unless more is typed into it by now: that would be lost.
fn take_back(work: &mut Work<'_>, saved: Stored, before: Stored) {
    let Some(desk) = work.desk.clone() else { return };
    let forms = work.state.group.form.iter();
    let is_typed = |form: &Form| form.id() == Some(saved.id) && !form.changes().is_empty();
    if forms.into_iter().any(is_typed) {
        let text = format!("Save or discard first what is typed into “{}”", saved.title);
        work.state.toasts.wrong(text);
        return;
    }
    let job = Job::quiet().on_failure(|problems| Answer::SaveFailed(problems).into());
    work.jobs
        .start(job, move |_| Ok(group::take_back(&desk, saved, before)?.into()));
}

fn taken_back(work: &mut Work<'_>, stored: Warned<Stored>, (saved, before): (Stored, Stored)) {
    let group = stored.value;
    let id = Some(group.id);
    let took = |saved: &Stored, before: &Stored| Command::TakeBack {
        saved: Box::new(saved.clone()),
        before: Box::new(before.clone()),
    };
    let (did, again) = (took(&saved, &before), took(&group, &saved));
    let text = format!("“{}” is as before", group.title);
    work.state.toasts.with_undo_of(did, text, again);
    if is_shown(work, id) {
        work.state.group.form = Some(Form::of(group));
        draft::done(work, id);
    }
    if !stored.problems.is_empty() {
        noticed(work, stored.problems);
    }
    work.refresh();
}

/// A group is stored that had this id in its form, none for a new one.
fn saved_one(work: &mut Work<'_>, before: Option<GroupId>, saved: Warned<Stored>, undo: Option<Command>) {
    let group = saved.value;
    let id = group.id;
    work.state.group.saving = false;
    work.state.group.take_up(before);
    work.state.group.made += u64::from(before.is_none());
    let what = if before.is_none() { "is made" } else { "is saved" };
    let text = format!("“{}” {what}", group.title);
    match undo {
        Some(undo) => work.state.toasts.with_undo(text, undo),
        None => work.state.toasts.done(text),
    }
    let is_here = is_shown(work, before);
    if is_here {
        work.state.group.form = None;
    }
    let from_create = matches!(work.state.route.before(), Some(Route::Create { .. }));
    match is_here && before.is_none() {
        true if from_create => {
            // It was made to create credentials in it. A file that waits for a group is opened when that is chosen.
            let (group, step) = match work.state.create.waiting {
                None => (Some(id), CreateStep::Recipients),
                Some(_) => (None, CreateStep::Group),
            };
            work.state.route.back();
            work.state.route.replace(Route::Create { group, step });
        }
        true => work.state.route.replace(Route::Group(Some(id))),
        false => {}
    }
    if is_shown(work, Some(id)) {
        work.state.group.form = Some(Form::of(group));
    }
    draft::done(work, before);
    if !saved.problems.is_empty() {
        noticed(work, saved.problems);
    }
    work.refresh();
}

#[cfg(test)]
mod tests {
    use super::super::testing::Bench;
    use super::*;
    use crate::issue;

    /// A group with a field “grade”, whose page is shown.
    fn bench(name: &str) -> (Bench, Option<GroupId>) {
        let mut bench = Bench::titled(&format!("groups-{name}"), "T");
        let id = Some(bench.state.workspace.snapshot().expect("open").groups[0].group.id);
        visit(&mut bench, id);
        (bench, id)
    }

    fn visit(bench: &mut Bench, id: Option<GroupId>) {
        bench.send(AnyCommand::Go(Route::Group(id)));
        bench.send(Command::Load(id));
        bench.until("the group", |state| state.group.form.is_some());
    }

    fn form(bench: &Bench) -> Form {
        bench.state.group.form.clone().expect("a form")
    }

    fn undo(bench: &mut Bench) {
        let toasts = bench.state.toasts.list();
        let toast = toasts.iter().find(|toast| toast.text == "The field “grade” is removed");
        let id = toast.expect("it is said").id;
        bench.send(AnyCommand::ActOnToast(id));
    }

    #[test]
    fn what_is_done_in_the_form_is_taken_back_and_done_again() {
        let (mut bench, _) = bench("steps");
        let whole = form(&bench);
        bench.send(Command::Edit(Box::new(Form {
            skills: vec!["Care".to_owned()],
            ..whole.clone()
        })));
        bench.send(Command::RemoveField(0));
        let last = form(&bench);
        assert!(bench.state.has_own_steps());
        bench.send(Command::Step { back: true });
        assert_eq!(form(&bench).fields, whole.fields);
        assert!(
            !bench.says("The field “grade” is removed"),
            "its toast would bring it back once more"
        );
        bench.send(Command::Step { back: true });
        assert_eq!(form(&bench), whole);
        bench.send(Command::Step { back: true });
        assert_eq!(form(&bench), whole, "there is nothing more");
        for _ in 0..2 {
            bench.send(Command::Step { back: false });
        }
        assert_eq!(form(&bench), last);
        bench.send(Command::Reset);
        assert!(
            !bench.state.has_own_steps(),
            "what was saved or given up is taken back by its toast"
        );
    }

    #[test]
    fn a_field_comes_back_without_what_was_typed_since_being_lost() {
        let (mut bench, id) = bench("typed");
        let field = form(&bench).fields[0].clone();
        bench.send(Command::RemoveField(0));
        let typed = Form {
            title: "Course".to_owned(),
            fields: vec![FieldRow {
                title: "hours".to_owned(),
                ..FieldRow::default()
            }],
            ..form(&bench)
        };
        bench.send(Command::Edit(Box::new(typed.clone())));
        undo(&mut bench);
        let mut expected = typed;
        expected.fields.insert(0, field);
        assert_eq!(form(&bench), expected);

        // The same where the page was left meanwhile.
        bench.send(Command::RemoveField(0));
        bench.send(AnyCommand::Go(Route::Home));
        undo(&mut bench);
        visit(&mut bench, id);
        assert_eq!(form(&bench), expected);
    }

    #[test]
    fn a_field_comes_back_into_the_group_as_it_was_saved_since() {
        let (mut bench, id) = bench("saved");
        let before = form(&bench);
        bench.send(Command::RemoveField(0));
        bench.send(Command::Save);
        bench.until("it to be saved", |state| !state.group.saving);
        bench.until("the new counts", |state| {
            let snapshot = state.workspace.snapshot().expect("open");
            snapshot.groups[0].group.fields.is_empty()
        });
        bench.send(AnyCommand::Go(Route::Home));
        undo(&mut bench);
        visit(&mut bench, id);
        let after = form(&bench);
        assert_eq!(after.fields, before.fields);
        assert_eq!(after.changes(), ["custom fields"], "it is not saved yet");
    }

    #[test]
    fn a_group_that_was_saved_is_as_before_when_its_toast_is_long_gone() {
        let (mut bench, id) = bench("taken-back");
        let before = form(&bench);
        let save = |bench: &mut Bench, title: &str| {
            let typed = Form {
                title: title.to_owned(),
                ..form(bench)
            };
            bench.send(Command::Edit(Box::new(typed)));
            bench.send(Command::Save);
            bench.until("it to be saved", |state| !state.group.saving);
        };
        save(&mut bench, "Course");
        save(&mut bench, "Curse");
        bench.state.toasts.pass(0.0, false);
        bench.state.toasts.pass(1000.0, false);
        bench.send(AnyCommand::TakeBack);
        bench.until("it to be back", |state| {
            state.group.form.as_ref().is_some_and(|form| form.title == "Course")
        });
        let stored = bench.workspace.store.latest_group(id.expect("a group")).expect("reads");
        assert_eq!(stored.expect("a group").title, "Course");
        bench.send(AnyCommand::TakeBack);
        bench.until("the one before it", |state| {
            state.group.form.as_ref().is_some_and(|form| form.title == before.title)
        });
        // And done again, the first before the last.
        for title in ["Course", "Curse"] {
            bench.send(AnyCommand::DoAgain);
            bench.until("it to be done again", |state| {
                state.group.form.as_ref().is_some_and(|form| form.title == title)
            });
        }
        assert_eq!(bench.state.toasts.last_redo(), None);
        // What was changed since by another way stays.
        save(&mut bench, "Course");
        let stored = bench
            .workspace
            .store
            .latest_group(id.expect("a group"))
            .expect("reads")
            .expect("a group");
        let other = Form {
            title: "Elsewhere".to_owned(),
            ..Form::of(stored.clone())
        };
        issue::edit_group(&bench.workspace, &stored, other.group()).expect("saves");
        bench.send(AnyCommand::TakeBack);
        bench.until("the reason", |state| state.group.failed.is_some());
        let newest = bench
            .workspace
            .store
            .latest_group(stored.id)
            .expect("reads")
            .expect("a group");
        assert_eq!(newest.title, "Elsewhere");
    }

    #[test]
    fn a_field_of_a_group_that_is_made_by_now_is_not_lost_in_silence() {
        let (mut bench, _) = bench("made");
        let field = FieldRow::default();
        bench.send(Command::RestoreField {
            group: None,
            at: 0,
            field,
        });
        assert!(bench.says("The group was made without the field"));
    }
}
