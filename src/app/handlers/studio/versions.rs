//! Versions: listed, named, looked at, compared, brought back.

use std::sync::Arc;

use egui::TextureOptions;

use crate::diag::{Problem, Problems, Result};
use crate::issue::Desk;
use crate::model::DesignId;

use super::super::super::command::studio::versions::Command;
use super::super::super::jobs::studio::versions::{self as jobs, Answer, Old, Page, Restored};
use super::super::super::jobs::studio::{Answer as StudioAnswer, SaveAs};
use super::super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::super::super::route::Route;
use super::super::super::state::studio::Open;
use super::super::super::state::studio::versions::{Compared, Comparing, List, Side, Viewing};
use super::Work;
use super::{gesture, said, working};

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    if turns_away(&command) {
        drop_comparison(work);
    }
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    match command {
        Command::Read => read(work),
        Command::Ask(ask) => open.versions.ask = ask,
        Command::Save => save(work),
        Command::View(revision) => start(work, move |desk, id| jobs::view(desk, id, revision)),
        Command::Leave => leave(open),
        Command::Restore(revision) => restore(work, revision),
        Command::Compare(Some(revision)) => compare(work, revision),
        Command::Compare(None) => open.versions.compared = None,
        Command::ComparePage(page) => {
            if let Some(compared) = &mut open.versions.compared {
                compared.page = page.min(compared.pages.len().saturating_sub(1));
            }
        }
        Command::Forget(revision) => start(work, move |desk, id| jobs::forget(desk, id, revision)),
    }
}

/// Whether the person turns to something else than a comparison that is under way.
fn turns_away(command: &Command) -> bool {
    matches!(
        command,
        Command::Ask(Some(_)) | Command::View(_) | Command::Leave | Command::Restore(_) | Command::Compare(_)
    )
}

fn drop_comparison(work: &mut Work<'_>) {
    work.jobs.vacate(Slot::Compare);
    if let Some(open) = work.state.studio.open_mut() {
        open.versions.comparing = None;
    }
}

/// Drops a comparison whose “now” is the past: of another design than the one that is worked on.
pub(super) fn settle(work: &mut Work<'_>) {
    let is_past = |open: &Open| {
        let comparing = open.versions.comparing.as_ref();
        comparing.is_some_and(|of| !Arc::ptr_eq(&of.design, open.editor.design()))
    };
    if work.state.studio.open().is_some_and(is_past) {
        drop_comparison(work);
    }
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    match answer {
        Answer::Listed(id, list) => {
            if let Some(open) = of(work, id) {
                open.versions.list = List::Read(list);
            }
        }
        Answer::NotListed(problems) => {
            if let Some(open) = work.state.studio.open_mut() {
                open.versions.list = List::Failed(problems);
            }
        }
        Answer::Named(id) => {
            if let Some(open) = of(work, id) {
                open.versions.ask = None;
                // A revision with a name is frozen, one without may not be.
                open.versions.list = List::Unread;
            }
        }
        Answer::View(old) => view(work, *old),
        Answer::Restore(restored) => restored_answer(work, *restored),
        Answer::Compared(compared) => compared_answer(work, *compared),
        Answer::Failed(problems) => work.state.toasts.wrong(said(&problems)),
    }
}

fn of<'a>(work: &'a mut Work<'_>, id: DesignId) -> Option<&'a mut Open> {
    work.state.studio.open_mut().filter(|open| open.id == id)
}

fn failed(problems: Problems) -> AnyAnswer {
    AnyAnswer::Studio(StudioAnswer::Version(Answer::Failed(problems)))
}

fn start(work: &mut Work<'_>, job: impl FnOnce(&Desk, DesignId) -> Result<AnyAnswer> + Send + 'static) {
    let (Some(desk), Some(open)) = (work.desk.clone(), work.state.studio.open()) else {
        return;
    };
    let id = open.id;
    work.jobs
        .start(Job::quiet().on_failure(failed), move |_| job(&desk, id));
}

fn read(work: &mut Work<'_>) {
    let Some(desk) = work.desk.clone() else { return };
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    if !matches!(open.versions.list, List::Unread | List::Failed(_)) {
        return;
    }
    open.versions.list = List::Reading;
    let id = open.id;
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Studio(StudioAnswer::Version(Answer::NotListed(problems))));
    work.jobs.start(job, move |_| jobs::list(&desk, id));
}

/// Names a revision, or saves what is worked on under a name.
fn save(work: &mut Work<'_>) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let Some(ask) = open.versions.ask.clone() else { return };
    match ask.revision {
        Some(revision) => start(work, move |desk, id| {
            jobs::name(desk, id, revision, &ask.name, &ask.note)
        }),
        None => {
            open.keeping.how = SaveAs::Version {
                name: ask.name,
                note: ask.note,
            };
            working::save(work, false);
        }
    }
}

fn view(work: &mut Work<'_>, old: Old) {
    let Some(open) = of(work, old.id) else { return };
    open.editor.cancel();
    open.gesture = None;
    open.typing = None;
    open.versions.compared = None;
    open.versions.viewing = Some(Viewing {
        revision: old.revision,
        label: open.versions.label(old.revision),
        design: old.design,
        kit: old.kit,
    });
    open.preview = true;
    gesture::fit(open);
}

/// Back to what is worked on.
pub(super) fn leave(open: &mut Open) {
    if open.versions.viewing.take().is_some() {
        open.preview = false;
        gesture::fit(open);
    }
}

fn restore(work: &mut Work<'_>, revision: u32) {
    let Some(open) = work.state.studio.open() else { return };
    let (fonts, kit) = (open.fonts.clone(), open.kit.clone());
    start(work, move |desk, id| jobs::restore(desk, id, revision, &fonts, &kit));
}

/// Puts a revision in the place of what is worked on, as a step that can be undone, and saves it as a new revision.
fn restored_answer(work: &mut Work<'_>, restored: Restored) {
    let Some(open) = of(work, restored.id) else { return };
    leave(open);
    open.versions.compared = None;
    let label = open.versions.label(restored.revision);
    if let Some((fonts, mut kit)) = restored.fonts {
        kit.assets.extend(open.kit.assets.clone());
        open.fonts = fonts;
        open.brought.clear();
        open.kit = Arc::new(kit);
        open.pictures.kit += 1;
    }
    let name = format!("Restore “{label}”");
    let done = open.editor.restore(name, &restored.design, &restored.files);
    finish_restoring(work, done, &label);
}

fn finish_restoring(work: &mut Work<'_>, done: std::result::Result<(), Problem>, label: &str) {
    match done {
        Ok(()) => {
            if let Some(open) = work.state.studio.open_mut() {
                open.keeping.how = SaveAs::Apart;
            }
            working::save(work, false);
            work.state
                .toasts
                .done(format!("“{label}” is back as a new revision; Undo takes it away again"));
        }
        Err(problem) => work.state.toasts.wrong(said(&problem.into())),
    }
}

fn compare(work: &mut Work<'_>, revision: u32) {
    let (Some(desk), Some(open)) = (work.desk.clone(), work.state.studio.open()) else {
        return;
    };
    let what = (open.editor.design().clone(), open.kit.clone());
    let (id, values) = (open.id, open.values.clone());
    let comparing = Comparing {
        design: what.0.clone(),
        viewing: open.versions.viewing.as_ref().map(|seen| seen.revision),
    };
    let job = Job::shown("Comparing two versions")
        .slot(Slot::Compare)
        .on_failure(failed);
    work.jobs.start(job, move |progress| {
        jobs::compared(&desk, (id, revision), what, &values, progress)
    });
    if let Some(open) = work.state.studio.open_mut() {
        open.versions.comparing = Some(comparing);
    }
}

/// Whether nothing was begun since a comparison was asked for, over which its dialog would open.
fn is_awaited(work: &Work<'_>, id: DesignId, of: &Comparing) -> bool {
    let is_shown = *work.state.route.now() == Route::Studio(id) && !work.state.is_asking();
    let is_as_it_was = |open: &Open| {
        let viewing = open.versions.viewing.as_ref().map(|seen| seen.revision);
        let is_busy = open.gesture.is_some() || open.is_typing() || open.keys;
        Arc::ptr_eq(&of.design, open.editor.design()) && viewing == of.viewing && !is_busy
    };
    is_shown && work.state.studio.open().is_some_and(is_as_it_was)
}

fn compared_answer(work: &mut Work<'_>, came: jobs::Compared) {
    let ctx = work.ctx.clone();
    let comparing = of(work, came.id).and_then(|open| open.versions.comparing.take());
    if !comparing.is_some_and(|of| is_awaited(work, came.id, &of)) {
        return;
    }
    let Some(open) = of(work, came.id) else { return };
    let side = |page: Option<Page>, name: &str| {
        page.map(|page| Side {
            texture: ctx.load_texture(name, page.image, TextureOptions::LINEAR),
            size: page.size,
            marks: page.marks,
        })
    };
    let pages = came.pages.into_iter();
    let pages = pages
        .map(|[old, new]| [side(old, "version before"), side(new, "version now")])
        .collect();
    open.versions.compared = Some(Compared {
        revision: came.revision,
        label: open.versions.label(came.revision),
        pages,
        page: 0,
        differences: came.differences,
    });
}

#[cfg(test)]
mod tests {
    use super::super::super::super::command::Command as AnyCommand;
    use super::super::super::super::command::studio::Command as Studio;
    use super::super::super::super::jobs::JobId;
    use super::super::super::super::state::State;
    use super::super::super::testing::Bench;
    use super::*;

    fn bench(name: &str) -> Bench {
        let mut bench = Bench::of_design(name);
        let id = bench.state.studio.open().expect("open").id;
        bench.send(AnyCommand::Go(Route::Studio(id)));
        bench
    }

    fn compare(bench: &mut Bench) {
        bench.send(Studio::Versions(Command::Compare(Some(1))));
    }

    /// What came of a comparison, not taken yet.
    fn compared(bench: &mut Bench) -> Vec<(JobId, AnyAnswer)> {
        compare(bench);
        let is_it =
            |answer: &AnyAnswer| matches!(answer, AnyAnswer::Studio(StudioAnswer::Version(Answer::Compared(_))));
        bench.answers(|came| came.iter().any(|(_, answer)| is_it(answer)))
    }

    fn is_shown(bench: &Bench) -> bool {
        bench.state.studio.open().expect("open").versions.compared.is_some()
    }

    #[test]
    fn a_comparison_opens_only_where_it_is_still_awaited() {
        let mut bench = bench("studio-compared-late");
        for (what, meanwhile, shown) in [
            ("nothing", None, true),
            ("a dialog", Some(Studio::AskUnlock(true)), false),
            ("a version", Some(Studio::Versions(Command::View(1))), false),
            ("hidden", Some(Studio::Hide(vec!["Title".to_owned()], true)), false),
        ] {
            let came = compared(&mut bench);
            if let Some(command) = meanwhile {
                bench.send(command);
            }
            came.into_iter().for_each(|one| bench.take(one));
            assert_eq!(is_shown(&bench), shown, "{what}");
            bench.send(Studio::Versions(Command::Compare(None)));
            bench.send(Studio::AskUnlock(false));
        }
    }

    #[test]
    fn a_version_is_looked_at_while_a_comparison_is_under_way() {
        let mut bench = bench("studio-compared-looked");
        compare(&mut bench);
        bench.send(Studio::Versions(Command::View(1)));
        assert!(!bench.jobs.is_busy(Slot::Compare), "nobody waits for it");
        bench.until("the version", |state: &State| {
            state.studio.open().is_some_and(|open| open.versions.viewing.is_some())
        });
        assert!(!is_shown(&bench));
    }

    #[test]
    fn a_change_ends_a_comparison_with_what_was_there_before() {
        let mut bench = bench("studio-compared-changed");
        compare(&mut bench);
        bench.send(Studio::Hide(vec!["Title".to_owned()], true));
        assert!(!bench.jobs.is_busy(Slot::Compare), "its “now” is the past");
    }
}
