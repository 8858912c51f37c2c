//! What is typed into the form of a group and not saved is kept for another run, and gone on with there.

use crate::diag::{Problems, Result};
use crate::model::GroupId;

use super::super::super::jobs::group::Answer;
use super::super::super::jobs::{Job, Slot};
use super::super::super::state::group::Form;
use super::super::super::state::group::draft::{Draft, Place};
use super::super::Work;

fn place(work: &Work<'_>, group: Option<GroupId>) -> Option<Place> {
    let settings = work.surroundings.settings.as_ref()?;
    Some(Place {
        folder: settings.with_file_name("unfinished-groups"),
        workspace: work.state.workspace.snapshot()?.dir.clone(),
        group,
    })
}

/// Where what was kept of a group is to be looked for: once in a run.
pub(super) fn untaken(work: &Work<'_>, group: Option<GroupId>) -> Option<Place> {
    let is_taken = work.state.group.drafts.taken.contains(&group);
    place(work, group).filter(|_| !is_taken)
}

/// The form to go on with, where something was typed in another run that the group does not say.
pub(super) fn take(work: &mut Work<'_>, draft: Option<Draft>, fresh: Form) -> Form {
    let (group, id) = (&mut work.state.group, fresh.id());
    let (true, Some(draft)) = (group.drafts.taken.insert(id), draft) else {
        return fresh;
    };
    let base = draft.base;
    let form = draft.into_form(fresh.before.clone());
    if !form.is_typed(&group.designs) {
        // It was saved, and the program ended before the draft was removed.
        keep(work, id);
        return fresh;
    }
    group.drafts.gone_on.insert(id, base);
    form
}

/// What was typed into a group is saved or given up. Returns the revision into which it was typed in another run.
pub(super) fn done(work: &mut Work<'_>, group: Option<GroupId>) -> Option<Option<u32>> {
    let base = work.state.group.drafts.gone_on.remove(&group);
    keep(work, group);
    base
}

/// Lets the file of a group say what is typed by now; one file at a time, and the newest in the end.
pub(super) fn keep(work: &mut Work<'_>, group: Option<GroupId>) {
    work.state.group.drafts.stale.insert(group);
    if work.state.group.drafts.writing.is_none() {
        next(work);
    }
}

pub(super) fn kept(work: &mut Work<'_>, problems: Option<Problems>) {
    work.state.group.drafts.writing = None;
    if let Some(problems) = problems {
        work.state.toasts.wrong(super::super::said(&problems));
    }
    next(work);
}

fn next(work: &mut Work<'_>) {
    let Some(group) = work.state.group.drafts.stale.pop_first() else {
        return;
    };
    let Some(place) = place(work, group) else { return };
    work.state.group.drafts.writing = Some(group);
    let typed = work.state.group.typed(group);
    let job = Job::quiet()
        .slot(Slot::GroupDrafts)
        .on_failure(|problems| Answer::DraftKept(Some(problems)).into());
    work.jobs.start(job, move |_| {
        place.keep(typed)?;
        Ok(Answer::DraftKept(None).into())
    });
}

/// The workspace is closed: writes what was typed while something else was written.
///
/// # Errors
/// It cannot be written.
pub(in super::super) fn closing(work: &mut Work<'_>) -> Result<()> {
    work.jobs.wait_for(Slot::GroupDrafts);
    let drafts = &mut work.state.group.drafts;
    // Of what was being written it is not known by now whether it is. Its answer is still to come: until then nothing
    // else is begun.
    drafts.stale.extend(drafts.writing);
    while let Some(group) = work.state.group.drafts.stale.pop_first() {
        if let Some(place) = place(work, group) {
            place.keep(work.state.group.typed(group))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::super::super::command::Command as AnyCommand;
    use super::super::super::super::command::group::Command;
    use super::super::super::super::route::Route;
    use super::super::super::super::state::group::draft::GoneOn;
    use super::super::super::testing::Bench;
    use super::*;
    use crate::issue;

    /// A workspace with a group.
    fn bench(name: &str) -> (Bench, Option<GroupId>) {
        let bench = Bench::titled(&format!("group-drafts-{name}"), "T");
        let id = bench.state.workspace.snapshot().expect("open").groups[0].group.id;
        (bench, Some(id))
    }

    fn visit(bench: &mut Bench, id: Option<GroupId>) {
        bench.send(AnyCommand::Go(Route::Group(id)));
        bench.send(Command::Load(id));
        bench.until("the group", move |state| {
            state.group.form.as_ref().is_some_and(|form| form.id() == id)
        });
    }

    fn form(bench: &Bench) -> Form {
        bench.state.group.form.clone().expect("a form")
    }

    fn type_title(bench: &mut Bench, title: &str) {
        let typed = Form {
            title: title.to_owned(),
            ..form(bench)
        };
        bench.send(Command::Edit(Box::new(typed)));
        written(bench);
    }

    fn written(bench: &mut Bench) {
        bench.until("the draft", |state| {
            state.group.drafts.writing.is_none() && state.group.drafts.stale.is_empty()
        });
    }

    /// Another run knows what is in files.
    fn again(bench: &mut Bench) {
        bench.send(AnyCommand::Go(Route::Home));
        bench.state.group = Default::default();
    }

    fn files(bench: &Bench) -> usize {
        std::fs::read_dir(bench.file("config/unfinished-groups"))
            .expect("the drafts")
            .count()
    }

    #[test]
    fn what_is_typed_and_not_saved_is_there_in_another_run() {
        let (mut bench, id) = bench("again");
        for of in [None, id] {
            let title = format!("Course {of:?}");
            visit(&mut bench, of);
            type_title(&mut bench, &title);
            again(&mut bench);
            visit(&mut bench, of);
            assert_eq!(form(&bench).title, title);
            assert_eq!(bench.state.group.gone_on(&form(&bench)), Some(GoneOn::AsItWas));
            // Given up it is gone, and it comes back.
            bench.send(Command::Reset);
            written(&mut bench);
            assert_eq!(files(&bench), 0);
            bench.send(AnyCommand::TakeBack);
            written(&mut bench);
            assert_eq!((form(&bench).title, files(&bench)), (title, 1));
            let gone_on = bench.state.group.gone_on(&form(&bench));
            assert_eq!(gone_on, Some(GoneOn::AsItWas), "it is said once more");
            bench.send(Command::Save);
            bench.until("it to be saved", |state| !state.group.saving);
            written(&mut bench);
            assert!(bench.state.group.failed.is_none());
            assert_eq!(files(&bench), 0, "it is saved");
        }
    }

    #[test]
    fn a_group_that_was_changed_meanwhile_says_so_until_it_is_saved() {
        let (mut bench, id) = bench("changed");
        visit(&mut bench, id);
        type_title(&mut bench, "Typed");
        let stored = form(&bench).before.expect("a group");
        let other = Form {
            title: "Elsewhere".to_owned(),
            ..Form::of((*stored).clone())
        };
        issue::edit_group(&bench.workspace, &stored, other.group()).expect("saves");
        for title in ["Typed", "Typed more"] {
            again(&mut bench);
            visit(&mut bench, id);
            assert_eq!(form(&bench).before.expect("a group").title, "Elsewhere");
            assert_eq!(bench.state.group.gone_on(&form(&bench)), Some(GoneOn::Changed));
            type_title(&mut bench, title);
        }
        bench.send(Command::Save);
        bench.until("it to be saved", |state| !state.group.saving);
        assert_eq!(bench.state.group.gone_on(&form(&bench)), None);
        assert_eq!(form(&bench).before.expect("a group").title, "Typed more");
    }

    #[test]
    fn what_was_saved_before_the_end_is_not_gone_on_with() {
        let (mut bench, id) = bench("saved");
        visit(&mut bench, id);
        type_title(&mut bench, "Typed");
        let stored = form(&bench).before.expect("a group");
        issue::edit_group(&bench.workspace, &stored, form(&bench).group()).expect("saves");
        again(&mut bench);
        visit(&mut bench, id);
        written(&mut bench);
        assert_eq!(bench.state.group.gone_on(&form(&bench)), None);
        assert_eq!(files(&bench), 0);
    }

    #[test]
    fn what_is_typed_last_is_written_when_the_program_ends() {
        let (mut bench, id) = bench("end");
        visit(&mut bench, id);
        let typed = |title: &str| Form {
            title: title.to_owned(),
            ..form(&bench)
        };
        let (first, last) = (typed("Typed"), typed("Typed last"));
        bench.send(Command::Edit(Box::new(first)));
        bench.send(Command::Edit(Box::new(last)));
        let place = place(&bench.work(), id).expect("a place");
        bench.close(None);
        let draft = place.read().expect("a draft");
        assert_eq!(draft.into_form(None).title, "Typed last");
    }
}
