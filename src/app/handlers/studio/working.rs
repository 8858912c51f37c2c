//! Opening a design, keeping it as one goes, saving it, leaving it.

use std::sync::Arc;

use egui::ViewportCommand;

use crate::diag::Problems;
use crate::model::{Design, DesignId, DesignPin};
use crate::studio::Editor;

use super::super::super::command::studio::{Command, versions};
use super::super::super::jobs::studio::{self as jobs, Answer, Ready, Rerendered, Saved};
use super::super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::super::super::route::Route;
use super::super::super::settings::studio as settings;
use super::super::super::state::design::DesignCard;
use super::super::super::state::leaving::Leaving;
use super::super::super::state::studio::new::NewDesign;
use super::super::super::state::studio::of_groups::fields_of_groups;
use super::super::super::state::studio::picture::Values;
use super::super::super::state::studio::versions::{Ask, Told};
use super::super::super::state::studio::{Keeping, Open, Opened};
use super::super::{ask_leaving, counted, said};
use super::{Work, data};

/// What is at work for the rows under a page.
const OF_ROWS: [Slot; 3] = [Slot::StudioRows, Slot::StudioRow, Slot::Survey];

/// How long after it could not be kept a design is tried again that was not changed since, in seconds.
const AGAIN: f64 = 10.0;

/// What answers a failure.
fn failing(answer: fn(Problems) -> AnyAnswer) -> Job {
    Job::quiet().on_failure(answer)
}

pub(super) fn edit_new(work: &mut Work<'_>, new: Option<NewDesign>) {
    if new.is_some() && !matches!(work.state.route.now(), Route::Designs | Route::Studio(_)) {
        work.go(Route::Designs);
    }
    work.state.studio.fresh = new;
    work.state.studio.refused = None;
}

pub(super) fn create(work: &mut Work<'_>) {
    let Some(new) = work.state.studio.fresh.clone() else {
        return;
    };
    let Some(desk) = work.desk.clone() else { return };
    // The dialog refuses a size that cannot be before it is confirmed.
    let Ok(design) = new.design("en") else { return };
    let job = failing(|problems| AnyAnswer::Studio(Answer::NotCreated(problems))).slot(Slot::Studio);
    work.jobs.start(job, move |_| jobs::create(&desk, design));
}

pub(super) fn created(work: &mut Work<'_>, id: DesignId) {
    work.state.studio.fresh = None;
    work.refresh();
    let is_studio = |route: &Route| matches!(route, Route::Studio(_));
    if is_studio(work.state.route.now()) {
        // From within another design: back leads to all of them.
        work.state
            .route
            .go_by_way_of(Route::Designs, Route::Studio(id), is_studio);
    } else {
        work.go(Route::Studio(id));
    }
    open(work, id);
}

/// Reads a design; what was worked on before is kept.
pub(super) fn open(work: &mut Work<'_>, id: DesignId) {
    if work.state.studio.id() == Some(id) && !matches!(work.state.studio.design, Opened::Failed(..)) {
        return;
    }
    // What is open is not given up before all of it is kept; whoever shows the studio asks again.
    let is_held = |open: &Open| open.id != id && (!open.is_kept() || open.keeping.busy || open.keeping.saving);
    if work.state.studio.open().is_some_and(is_held) {
        return;
    }
    let Some(desk) = work.desk.clone() else { return };
    // What is read for the one before is not for this one.
    for slot in OF_ROWS {
        work.jobs.vacate(slot);
    }
    work.state.studio.design = Opened::Reading(id);
    work.state.studio.outdated = None;
    let job = Job::quiet().slot(Slot::Studio);
    let failed = move |problems: Problems| AnyAnswer::Studio(Answer::NotOpened(id, problems));
    work.jobs
        .start(job, move |progress| match jobs::open(&desk, id, progress) {
            Err(problems) if !super::super::super::jobs::is_cancelled(&problems) => Ok(failed(problems)),
            opened => opened,
        });
}

pub(super) fn opened(work: &mut Work<'_>, ready: Ready) {
    let working = ready.working;
    if work.state.studio.id() != Some(working.saved.id) {
        return;
    }
    if !working.problems.is_empty() {
        work.state.toasts.wrong(said(&working.problems));
    }
    let design = Arc::new(working.file.design);
    let saved = Arc::new(working.saved.design);
    let is_same = *design == *saved;
    let left = work.state.choices.used.studio;
    let mut editor = Editor::new(design.clone(), working.file.assets);
    (editor.settings.unit, editor.settings.snap) = (left.unit, left.snap);
    let open = Open {
        id: working.saved.id,
        revision: working.saved.revision,
        used: working.saved.used,
        saved: if is_same { design.clone() } else { saved },
        fonts: working.file.fonts,
        brought: Default::default(),
        sampled: design.clone(),
        editor,
        kit: ready.kit,
        values: Arc::new(ready.values),
        camera: Default::default(),
        shows: left.shows,
        pictures: Default::default(),
        easel: Default::default(),
        problems: Default::default(),
        gesture: None,
        nudged: f64::NEG_INFINITY,
        typing: None,
        keeping: Keeping {
            kept: Some(design),
            ..Keeping::default()
        },
        preview: false,
        left: Default::default(),
        over: None,
        right: Default::default(),
        keys: false,
        keys_filter: String::new(),
        menu: None,
        asked: None,
        turns: Default::default(),
        replacing: Vec::new(),
        prepared: None,
        unusable: Default::default(),
        data: Default::default(),
        of_groups: Default::default(),
        versions: Default::default(),
        asks_unlock: false,
    };
    work.state.studio.design = Opened::Open(Box::new(open));
    follow_groups(work);
    data::attach_again(work);
    if working.resumed {
        let text = "You go on with changes that were not saved";
        work.state.toasts.with_action(text, "Discard them", Command::Discard);
    }
}

/// How the studio is left is how the next design finds it.
pub(super) fn remember(work: &mut Work<'_>) {
    let Some(open) = work.state.studio.open() else { return };
    let now = settings::Studio {
        unit: open.editor.settings.unit,
        snap: open.editor.settings.snap,
        shows: open.shows,
    };
    if work.state.choices.used.studio != now {
        work.state.choices.used.studio = now;
        work.save_choices();
    }
}

/// The groups that use the design say which fields it can show besides its own.
pub(in super::super) fn follow_groups(work: &mut Work<'_>) {
    let Some(snapshot) = work.state.workspace.snapshot().cloned() else {
        return;
    };
    if let Some(open) = work.state.studio.open_mut() {
        open.of_groups = fields_of_groups(snapshot.groups.iter().map(|card| &card.group), open.id);
    }
}

pub(super) fn not_opened(work: &mut Work<'_>, id: DesignId, problems: Problems) {
    if work.state.studio.id() == Some(id) {
        work.state.studio.design = Opened::Failed(id, problems);
    }
}

/// A design without a recipient shows its own sample, which may have changed with it.
pub(super) fn follow_sample(work: &mut Work<'_>) {
    let issuer = work.state.workspace.snapshot().map(|snapshot| snapshot.issuer.clone());
    let (Some(open), Some(issuer)) = (work.state.studio.open_mut(), issuer) else {
        return;
    };
    if !open.values.is_sample() || Arc::ptr_eq(&open.sampled, open.editor.shown()) {
        return;
    }
    // No gesture changes a field; what it leaves is looked at.
    if open.editor.moving().is_some() {
        return;
    }
    open.sampled = open.editor.shown().clone();
    let today = work.surroundings.clock.today();
    let mut values = Values::sample(&open.sampled, &issuer, today, open.values.pictures.clone());
    values.fields.recipient_language.clone_from(&open.data.speaks);
    if values.fields != open.values.fields {
        open.fill(values);
    }
}

/// Keeps what was done, on a thread; one at a time, and the newest in the end.
pub(super) fn keep(work: &mut Work<'_>) {
    let Some(desk) = work.desk.clone() else { return };
    let now = work.ctx.input(|input| input.time);
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    if open.keeping.busy || open.keeping.saving || open.is_kept() || open.keeping.waits(open.editor.design(), now) {
        return;
    }
    open.keeping.busy = true;
    let copy = open.copy();
    open.keeping.tried = Some(copy.design.clone());
    let job = failing(|problems| AnyAnswer::Studio(Answer::NotKept(problems)));
    work.jobs.start(job, move |_| jobs::keep(&desk, &copy));
}

/// What could not be kept is tried again after a while.
pub(in super::super::super) fn keep_again(work: &mut Work<'_>) {
    let now = work.ctx.input(|input| input.time);
    let open = work.state.studio.open();
    let Some(open) = open.filter(|open| open.keeping.failed.is_some()) else {
        return;
    };
    let left = open.keeping.again - now;
    if left > 0.0 {
        // With every frame: another one forgets it.
        work.ctx.request_repaint_after_secs(left as f32);
    }
    keep(work);
}

/// The same at once, when somebody asks for it.
pub(super) fn keep_now(work: &mut Work<'_>) {
    if let Some(open) = work.state.studio.open_mut() {
        open.keeping.again = f64::NEG_INFINITY;
    }
    keep(work);
}

/// Gives up what could not be kept, so that another design can be opened; what was kept before it stays.
pub(super) fn give_up(work: &mut Work<'_>) {
    if work
        .state
        .studio
        .open()
        .is_some_and(|open| !open.keeping.busy && !open.keeping.saving)
    {
        work.state.studio.design = Opened::None;
    }
}

/// The window is to close: what is not kept is, before. Whether that takes a moment.
pub(in super::super) fn keep_before_leaving(work: &mut Work<'_>) -> bool {
    if work.state.studio.open().is_none_or(Open::is_kept) {
        return false;
    }
    keep_now(work);
    true
}

/// The window waits for this to be closed: it closes when all is kept, and asks when that cannot be.
pub(super) fn leave_when_kept(work: &mut Work<'_>) {
    if work.state.leaving != Leaving::Keeping {
        return;
    }
    let Some(open) = work.state.studio.open().filter(|open| !open.is_kept()) else {
        work.state.leaving = Leaving::No;
        work.ctx.send_viewport_cmd(ViewportCommand::Close);
        return;
    };
    let is_under_way = open.keeping.busy || open.keeping.saving;
    if !is_under_way {
        ask_leaving(work);
    }
}

pub(super) fn kept(work: &mut Work<'_>, id: DesignId, design: Arc<Design>, has_draft: bool) {
    let now = design.clone();
    if let Some(open) = work.state.studio.open_mut().filter(|open| open.id == id) {
        open.keeping.busy = false;
        open.keeping.failed = None;
        open.keeping.kept = Some(design);
    }
    let snapshot = work.state.workspace.snapshot();
    let card = snapshot.and_then(|snapshot| snapshot.gallery.iter().find(|card| card.pin.design == id));
    // The gallery says from now on that there is a draft, or none any more; or what the draft is, as nothing is saved.
    let is_old = |card: &DesignCard| card.draft != has_draft || (card.unsaved && !card.is_like(&now));
    if card.is_some_and(is_old) {
        work.refresh();
    }
    work.previews.forget_draft(id);
    save_when_asked(work);
}

pub(super) fn not_kept(work: &mut Work<'_>, problems: Problems) {
    let now = work.ctx.input(|input| input.time);
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    open.keeping.busy = false;
    // Said once; it is tried again with the next change, and after a while.
    let is_new = open.keeping.failed.is_none();
    open.keeping.again = now + AGAIN;
    work.ctx.request_repaint_after_secs(AGAIN as f32);
    let text = said(&problems);
    open.keeping.failed = Some(problems);
    if is_new {
        work.state.toasts.wrong(text);
    }
    save_when_asked(work);
}

/// Saves the design as a revision; with `leave` the studio is left then.
pub(super) fn save(work: &mut Work<'_>, leave: bool) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    open.editor.cancel();
    open.gesture = None;
    open.keeping.wanted = Some(leave);
    save_when_asked(work);
}

/// Saving waits until nothing is being kept: what is kept later would be taken for newer.
fn save_when_asked(work: &mut Work<'_>) {
    let Some(desk) = work.desk.clone() else { return };
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    if open.keeping.busy || open.keeping.saving {
        return;
    }
    let Some(leave) = open.keeping.wanted.take() else {
        return;
    };
    open.keeping.saving = true;
    open.keeping.leaving = leave;
    let copy = open.copy();
    let how = std::mem::take(&mut open.keeping.how);
    let job = failing(|problems| AnyAnswer::Studio(Answer::NotSaved(problems)));
    work.jobs.start(job, move |_| jobs::save(&desk, &copy, how));
}

pub(super) fn saved(work: &mut Work<'_>, saved: Saved) {
    let name = saved.stored.design.name.clone();
    let (id, revision) = (saved.stored.id, saved.stored.revision);
    work.previews.forget_design(id);
    work.state.studio.outdated = saved.outdated;
    let (mut leaves, mut words, mut is_named) = (false, format!("Saved {name}"), false);
    if let Some(open) = work.state.studio.open_mut().filter(|open| open.id == id) {
        leaves = open.keeping.leaving;
        let ask = open.versions.ask.take().filter(|ask| ask.revision.is_none());
        let version = ask.map(|ask| ask.name.trim().to_owned()).unwrap_or_default();
        is_named = !version.is_empty();
        let told = Told {
            name: &name,
            before: open.revision,
            revision,
            changed: *open.saved != *saved.design,
            version: &version,
        };
        words = told.words();
        (open.revision, open.used) = (revision, saved.stored.used);
        open.saved = saved.design.clone();
        open.versions.list = Default::default();
        open.keeping = Keeping {
            kept: Some(saved.design),
            ..Keeping::default()
        };
    }
    if leaves || is_named {
        work.state.toasts.done(words);
    } else {
        let naming = Command::Versions(versions::Command::Ask(Some(Ask {
            revision: Some(revision),
            ..Ask::default()
        })));
        // Said once of each revision, however often it is saved.
        work.state.toasts.withdraw(naming.clone());
        work.state.toasts.with_action(words, "Give it a name…", naming);
    }
    let shows = DesignPin { design: id, revision };
    if work.state.design.inspected.pin() == Some(shows) {
        work.state.design.inspected = Default::default();
    }
    work.refresh();
    super::super::settings::forget_fonts(work);
    if leaves && *work.state.route.now() == Route::Studio(id) {
        leave(work, id);
    }
}

pub(super) fn not_saved(work: &mut Work<'_>, problems: &Problems) {
    if let Some(open) = work.state.studio.open_mut() {
        open.keeping.saving = false;
        open.keeping.leaving = false;
    }
    work.state.toasts.wrong(said(problems));
}

/// Goes where the studio was opened from, over all designs that were worked on since, or to the page of the design.
fn leave(work: &mut Work<'_>, id: DesignId) {
    let is_studio = |route: &Route| matches!(route, Route::Studio(_));
    let route = &mut work.state.route;
    match route.last_that(|route| !is_studio(route)).cloned() {
        Some(from) => route.back_to(from, is_studio),
        None => route.replace(Route::Design(id)),
    }
}

/// Goes back to what is saved.
pub(super) fn discard(work: &mut Work<'_>) {
    let Some(desk) = work.desk.clone() else { return };
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    if open.keeping.saving {
        return;
    }
    let id = open.id;
    // Nothing of it is kept any more.
    open.keeping.saving = true;
    let job = failing(|problems| AnyAnswer::Studio(Answer::NotSaved(problems))).slot(Slot::Studio);
    work.jobs.start(job, move |_| jobs::discard(&desk, id));
}

pub(super) fn discarded(work: &mut Work<'_>, id: DesignId) {
    if work.state.studio.id() == Some(id) {
        work.state.studio.design = Opened::None;
        open(work, id);
    }
    work.refresh();
}

/// Draws what is under review with the newest revision, or leaves it as it is.
pub(super) fn rerender(work: &mut Work<'_>, yes: bool) {
    let Some(outdated) = work.state.studio.outdated.take() else {
        return;
    };
    let Some(desk) = work.desk.clone().filter(|_| yes) else {
        return;
    };
    let job = Job::shown("Drawing anew what is under review");
    work.jobs
        .start(job, move |progress| jobs::rerender(&desk, outdated.id, progress));
}

pub(super) fn rerendered(work: &mut Work<'_>, came: &Rerendered) {
    let text = format!("Drew {} anew", counted(came.done, "credential", "credentials"));
    work.state.toasts.done(text);
    if !came.failed.is_empty() {
        work.state.toasts.wrong(said(&came.failed));
    }
    work.refresh();
}

/// A design was changed elsewhere: it is read anew when it is shown again, with what was kept of it.
pub(in super::super) fn forget(work: &mut Work<'_>, id: DesignId) {
    let is_elsewhere = *work.state.route.now() != Route::Studio(id);
    let can_go = |open: &Open| open.id == id && open.is_kept() && !open.keeping.saving;
    if is_elsewhere && work.state.studio.open().is_some_and(can_go) {
        work.state.studio.design = Opened::None;
    }
}

/// The workspace is closed: nothing of it stays. What is still to be kept of it.
pub(in super::super) fn closed(work: &mut Work<'_>) -> Option<jobs::WorkingCopy> {
    for slot in [Slot::Studio, Slot::Canvas].into_iter().chain(OF_ROWS) {
        work.jobs.vacate(slot);
    }
    let unkept = work.state.studio.open().filter(|open| !open.is_kept()).map(Open::copy);
    work.state.studio = Default::default();
    unkept
}

#[cfg(test)]
#[path = "working_tests.rs"]
mod tests;
