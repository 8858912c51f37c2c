//! What the commands of the workspace do: opening, making, switching, appearance.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Problems, Result};
use crate::progress::Progress;

use super::super::command::workspace::{Choice, Command};
use super::super::jobs::dialogs::{Ask, AskKind};
use super::super::jobs::workspace::{self as jobs, Answer, Opened, Opener};
use super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::super::requests::Watch;
use super::super::route::{History, Route};
use super::super::settings::{next_scale, sane_scale};
use super::super::state::leaving::Leaving;
use super::super::state::path::typed_path;
use super::super::state::start::{Draft, Restoring, folder_name};
use super::super::state::workspace::{Snapshot, Workspace};
use super::super::theme;
use super::Work;

/// Begins a run: the other fonts, and the workspace that was open last.
pub(in super::super) fn start(work: &mut Work<'_>) {
    let (fonts, archive) = (work.fonts.clone(), work.surroundings.fonts);
    work.jobs.start(Job::quiet().slot(Slot::Fonts), move |_| {
        fonts.load_all(archive)?;
        Ok(AnyAnswer::Workspace(Answer::FontsLoaded))
    });
    let last = work.state.choices.recent.first().filter(|_| work.state.choices.reopen);
    let dir = work
        .surroundings
        .workspace
        .clone()
        .or_else(|| last.map(|recent| recent.dir.clone()));
    if let Some(dir) = dir {
        open(work, dir);
    }
}

/// Carries out a command; whoever leaves a workspace by it is asked first where that breaks something off.
pub(super) fn command(work: &mut Work<'_>, command: Command) {
    // What has ended in this frame is still in the tray of the frame before.
    let jobs = &*work.jobs;
    work.state.jobs.retain(|job| jobs.is_known(job.id));
    if leaves(work, &command) && work.state.at_work().next().is_some() {
        super::palette::close(work);
        work.state.leaving = Leaving::Workspace(command);
        return;
    }
    carry_out(work, command);
}

/// Whether a command gives up the workspace that is open.
fn leaves(work: &Work<'_>, command: &Command) -> bool {
    let Some(snapshot) = work.state.workspace.snapshot() else {
        return false;
    };
    match command {
        Command::Open(dir) | Command::Switch(dir) => !is_open(snapshot, dir),
        Command::Close | Command::Create | Command::LookAround | Command::LookAt(_) | Command::Restore => true,
        _ => false,
    }
}

/// Whether a workspace is open and can be changed.
fn is_open(snapshot: &Snapshot, dir: &Path) -> bool {
    snapshot.dir == dir && snapshot.reading.is_none()
}

pub(super) fn carry_out(work: &mut Work<'_>, command: Command) {
    match command {
        Command::LookAround => look_around(work),
        Command::ShowForm(form) => {
            work.state.start.form = form;
            work.state.start.failed = None;
        }
        Command::EditDraft(draft) => edit_draft(work, draft),
        Command::Choose(choice) => choose(work, choice),
        Command::Create => create(work),
        Command::Open(dir) | Command::Switch(dir) => open(work, dir),
        Command::LookAt(dir) => look_at(work, dir),
        Command::EditCopy(folder) => {
            work.state.start.copy = folder;
            work.state.start.copy_failed = None;
        }
        Command::Copy => copy(work),
        Command::EditRestore(form) => edit_restore(work, form),
        Command::Restore => restore(work),
        Command::CancelOpening => {
            work.jobs.vacate(Slot::Open);
            work.state.workspace = Workspace::None;
        }
        Command::Close => {
            work.state.choices.reopen = false;
            work.save_choices();
            close(work);
        }
        Command::SetAppearance(appearance) => {
            work.state.choices.appearance = appearance;
            theme::appear(work.ctx, appearance);
            work.save_choices();
        }
        Command::SetScale(scale) => set_scale(work, scale),
        Command::StepScale { larger } => set_scale(work, next_scale(work.state.choices.scale, larger)),
    }
}

fn set_scale(work: &mut Work<'_>, scale: f32) {
    work.state.choices.scale = sane_scale(scale);
    work.ctx.set_zoom_factor(work.state.choices.scale);
    work.save_choices();
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    match answer {
        Answer::Opened(opened) => take(work, opened),
        Answer::OpenFailed(problems) => failed(work, problems),
        Answer::Snapshot(snapshot) => {
            if work.desk.is_some() {
                work.state.workspace = Workspace::Open(Arc::new(*snapshot));
                super::studio::follow_groups(work);
            }
        }
        Answer::Chosen(choice, Some(path)) => chosen(work, choice, path),
        Answer::SettingsSaved if work.state.unsaved => work.save_choices(),
        Answer::Chosen(_, None) | Answer::FontsLoaded | Answer::SettingsSaved | Answer::Closed => {}
        Answer::Dropped(found) => super::dropped::looked(work, found),
        Answer::Asked(file) => asked(work, file),
        Answer::Copied(dir) => {
            work.state.start.copy = None;
            command(work, Command::Open(dir));
            work.state.toasts.done("The workspace is copied");
        }
        Answer::NotCopied(problems) => {
            let stopped = super::super::jobs::is_cancelled(&problems);
            work.state.start.copy_failed = (!stopped).then_some(problems);
        }
        Answer::ChoiceFailed(problems) => work.state.toasts.wrong(super::said(&problems)),
    }
}

fn edit_draft(work: &mut Work<'_>, mut draft: Draft) {
    if draft.folder != work.state.start.draft.folder {
        draft.folder_chosen = true;
    } else if !draft.folder_chosen {
        let name = draft.name.trim();
        draft.folder = match name.is_empty() {
            true => String::new(),
            false => path_text(&work.surroundings.documents.join(folder_name(name))),
        };
    }
    work.state.start.draft = draft;
    work.state.start.failed = None;
}

fn path_text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn choose(work: &mut Work<'_>, choice: Choice) {
    let ask = match choice {
        Choice::Logo => Ask {
            title: "Choose a logo".to_owned(),
            kind: AskKind::File {
                what: "Pictures".to_owned(),
                endings: ["png", "jpg", "jpeg", "webp"].map(str::to_owned).to_vec(),
            },
            folder: None,
        },
        Choice::NewFolder => Ask {
            title: "Choose an empty folder for the workspace".to_owned(),
            kind: AskKind::Folder,
            folder: None,
        },
        Choice::Copy => Ask {
            title: "Choose a folder for the copy".to_owned(),
            kind: AskKind::Folder,
            folder: None,
        },
        Choice::Backup => Ask {
            title: "Choose a backup".to_owned(),
            kind: AskKind::File {
                what: "Backups".to_owned(),
                endings: vec!["backup".to_owned()],
            },
            folder: Some(work.surroundings.documents.clone()),
        },
        Choice::RestoreFolder => Ask {
            title: "Choose an empty folder for the workspace".to_owned(),
            kind: AskKind::Folder,
            folder: None,
        },
        Choice::Workspace => Ask {
            title: "Open a workspace".to_owned(),
            kind: AskKind::Folder,
            folder: Some(work.surroundings.documents.clone()),
        },
    };
    let dialogs = work.surroundings.dialogs.clone();
    let job = Job::quiet()
        .slot(Slot::Dialog)
        .on_failure(|problems| AnyAnswer::Workspace(Answer::ChoiceFailed(problems)));
    work.jobs.start(job, move |_| {
        let path = match choice {
            Choice::Workspace => dialogs.ask_or_type(&ask)?,
            // These have fields.
            Choice::Logo | Choice::NewFolder | Choice::Copy | Choice::Backup | Choice::RestoreFolder => {
                dialogs.ask(&ask)?
            }
        };
        Ok(AnyAnswer::Workspace(Answer::Chosen(choice, path)))
    });
}

fn chosen(work: &mut Work<'_>, choice: Choice, path: PathBuf) {
    let draft = &mut work.state.start.draft;
    match choice {
        Choice::Logo => draft.logo = path_text(&path),
        Choice::NewFolder => {
            draft.folder = path_text(&path);
            draft.folder_chosen = true;
        }
        Choice::Workspace => command(work, Command::Open(path)),
        Choice::Copy => work.state.start.copy = Some(path_text(&path)),
        Choice::Backup | Choice::RestoreFolder => {
            let Some(mut form) = work.state.start.restore.clone() else {
                return;
            };
            let field = match choice {
                Choice::Backup => &mut form.file,
                _ => &mut form.folder,
            };
            *field = path_text(&path);
            edit_restore(work, Some(form));
        }
    }
}

fn open(work: &mut Work<'_>, dir: PathBuf) {
    let snapshot = work.state.workspace.snapshot();
    if snapshot.is_some_and(|snapshot| is_open(snapshot, &dir)) {
        work.go(Route::Home);
        return;
    }
    begin(work, dir.clone(), move |opener, progress| opener.open(&dir, progress));
}

/// Opens what another window has, as it is now.
fn look_at(work: &mut Work<'_>, dir: PathBuf) {
    let Some(why) = work.state.start.failed.iter().flat_map(Problems::iter).next().cloned() else {
        return;
    };
    begin(work, dir.clone(), move |opener, progress| {
        opener.look_at(&dir, &why, progress)
    });
}

fn copy(work: &mut Work<'_>) {
    let (Some(desk), Some(folder)) = (work.desk.clone(), work.state.start.copy.clone()) else {
        return;
    };
    work.state.start.copy_failed = None;
    let folder = typed_path(&folder);
    let job = Job::shown("Copying the workspace")
        .slot(Slot::Copy)
        .on_failure(|problems| AnyAnswer::Workspace(Answer::NotCopied(problems)));
    work.jobs
        .start(job, move |progress| jobs::copy(&desk, &folder, progress));
}

fn create(work: &mut Work<'_>) {
    let draft = work.state.start.draft.clone();
    let dir = typed_path(&draft.folder);
    begin(work, dir, move |opener, _| opener.create(&draft));
}

fn look_around(work: &mut Work<'_>) {
    let folder = work.surroundings.data.join("sample");
    let dir = folder.join("workspace");
    begin(work, dir, move |opener, progress| opener.look_around(&folder, progress));
}

/// Opens the form that restores a backup, takes what is typed into it, or closes it.
fn edit_restore(work: &mut Work<'_>, form: Option<Restoring>) {
    let before = work.state.start.restore.take().unwrap_or_default();
    work.state.start.failed = None;
    work.state.start.restore = form.map(|form| form.following(&before, &work.surroundings.documents));
}

fn restore(work: &mut Work<'_>) {
    let Some(form) = work.state.start.restore.clone() else {
        return;
    };
    let (file, dir) = (typed_path(&form.file), typed_path(&form.folder));
    begin(work, dir.clone(), move |opener, progress| {
        opener.restore(&file, &dir, progress)
    });
}

/// Gives up the open workspace and waits for another, which is opened when all that worked for the one before has ended.
fn begin(
    work: &mut Work<'_>,
    dir: PathBuf,
    open: impl FnOnce(&Opener, &Progress) -> Result<AnyAnswer> + Send + 'static,
) {
    close(work);
    work.state.start.failed = None;
    work.state.start.taken = None;
    work.state.workspace = Workspace::Opening(dir);
    let opener = Opener {
        surroundings: work.surroundings.clone(),
        fonts: work.fonts.clone(),
    };
    let before = work.jobs.at_work();
    let job = Job::quiet()
        .slot(Slot::Open)
        .on_failure(|problems| AnyAnswer::Workspace(Answer::OpenFailed(problems)));
    work.jobs.start(job, move |progress| {
        before.wait(progress)?;
        open(&opener, progress)
    });
}

/// Forgets all that belongs to the open workspace.
fn close(work: &mut Work<'_>) {
    work.previews.clear();
    let unkept = super::studio::closed(work);
    let problems = super::closing(work);
    work.jobs.leave();
    work.asking.give_up();
    work.state.asking = None;
    super::palette::close(work);
    let state = &mut *work.state;
    state.workspace = Workspace::None;
    state.toasts.clear();
    if !problems.is_empty() {
        state.toasts.wrong(super::said(&problems));
    }
    state.route = History::default();
    state.home = Default::default();
    state.group = Default::default();
    state.create = Default::default();
    state.review = Default::default();
    state.publish = Default::default();
    state.credential = Default::default();
    state.design = Default::default();
    state.settings = Default::default();
    state.kept = Default::default();
    if let Some(desk) = work.desk.take() {
        // Closing writes a mark into the database.
        work.jobs.start(Job::quiet().slot(Slot::Close), move |_| {
            super::super::jobs::review::forget_draft(&desk);
            let kept = unkept
                .map(|copy| super::super::jobs::studio::keep(&desk, &copy))
                .transpose();
            drop(desk);
            kept?;
            Ok(AnyAnswer::Workspace(Answer::Closed))
        });
    }
}

fn take(work: &mut Work<'_>, opened: Opened) {
    let snapshot = opened.snapshot;
    work.state.choices.remember(&snapshot.dir, &snapshot.issuer.name);
    work.previews.set_desk(Some(opened.desk.clone()));
    *work.desk = Some(opened.desk);
    work.state.workspace = Workspace::Open(Arc::new(*snapshot));
    work.state.start = Default::default();
    work.state.route = History::starting_at(Route::Home);
    if !opened.problems.is_empty() {
        work.state.toasts.wrong(super::said(&opened.problems));
    }
    work.save_choices();
    super::home::search(work);
    if work.state.only_reading().is_some() {
        return;
    }
    listen(work);
    super::create::workspace_opened(work);
    super::publish::workspace_opened(work);
    super::review::workspace_opened(work, opened.unsaved);
}

/// Looks from now on for files that are named to another start of the program.
fn listen(work: &mut Work<'_>) {
    let Some(snapshot) = work.state.workspace.snapshot() else {
        return;
    };
    let Some(watch) = Watch::new(work.surroundings, &snapshot.dir) else {
        return;
    };
    let clock = work.surroundings.clock.clone();
    let job = Job::quiet().slot(Slot::Requests);
    work.jobs.start_telling(job, move |progress, teller| {
        watch.watch(&*clock, progress, |file| {
            teller.tell(AnyAnswer::Workspace(Answer::Asked(file)));
        })
    });
}

/// Begins with a file that was named to another start of the program, in sight of whoever named it.
fn asked(work: &mut Work<'_>, file: PathBuf) {
    use egui::{UserAttentionType, ViewportCommand};
    for command in [
        ViewportCommand::Minimized(false),
        ViewportCommand::Focus,
        // Where the system lets no window come to the front by itself, it shows at least which one is meant.
        ViewportCommand::RequestUserAttention(UserAttentionType::Informational),
    ] {
        work.ctx.send_viewport_cmd(command);
    }
    work.state.asked.push(file);
}

fn failed(work: &mut Work<'_>, problems: Problems) {
    let is_taken = problems.iter().any(|problem| problem.code == "workspace-locked");
    work.state.start.taken = match &work.state.workspace {
        Workspace::Opening(dir) if is_taken => Some(dir.clone()),
        _ => None,
    };
    work.state.workspace = Workspace::None;
    work.state.start.failed = Some(problems);
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::super::super::command::Command as AnyCommand;
    use super::super::super::jobs::{JobId, JobView};
    use super::super::super::state::create::GENERATING;
    use super::super::testing::{Bench, says};
    use super::*;
    use crate::diag::Problem;
    use crate::progress::Snapshot as Counted;

    /// As the tray shows what is at work.
    fn shown(id: JobId) -> JobView {
        JobView {
            id,
            title: GENERATING,
            progress: Counted {
                name: String::new(),
                done: 0,
                total: 0,
                bytes: false,
            },
            paused: false,
            left: None,
            failed: None,
        }
    }

    /// Something that is said when a job has ended.
    fn wrong(text: &'static str) -> Result<AnyAnswer> {
        let problems = Problem::error("late", text).into();
        Ok(AnyAnswer::Workspace(Answer::ChoiceFailed(problems)))
    }

    #[test]
    fn what_works_for_a_workspace_is_asked_about_and_ends_with_it() {
        let mut bench = Bench::titled("workspace-left", "T");
        let (end, ended) = channel::<()>();
        // As what notices only after a while that it was cancelled.
        let job = Job::shown(GENERATING).slot(Slot::Generate);
        let job = bench.jobs.start(job, move |progress| {
            while !progress.is_cancelled() {
                std::thread::yield_now();
            }
            assert!(ended.recv().is_err(), "the test lets it end");
            wrong("Generated in the old workspace")
        });
        bench.jobs.start(Job::quiet(), |_| wrong("Done in the old workspace"));
        bench.state.jobs = vec![shown(job)];
        let other = bench.workspace.store.dir().join("another");
        let switch = Command::Switch(other.clone());
        bench.send(switch.clone());
        assert_eq!(bench.state.leaving, Leaving::Workspace(switch.clone()));
        bench.send(AnyCommand::Stay);
        assert!(bench.desk.is_some() && bench.state.leaving == Leaving::No);
        // What is open already is not left.
        let here = bench.workspace.store.dir().to_owned();
        bench.send(Command::Open(here));
        assert_eq!(bench.state.leaving, Leaving::No);

        bench.send(switch);
        bench.send(AnyCommand::Leave);
        assert!(bench.desk.is_none() && bench.state.leaving == Leaving::No);
        assert!(matches!(&bench.state.workspace, Workspace::Opening(dir) if *dir == other));
        // The other one waits until this one is free.
        let waits = |bench: &Bench| {
            let progress = bench.jobs.progress(Slot::Open);
            progress.is_some_and(|progress| progress.name == "Ending what is at work")
        };
        for _ in 0..1000 {
            if waits(&bench) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        assert!(waits(&bench));
        drop(end);
        bench.until("the other workspace", |state| state.start.failed.is_some());
        for text in ["Generated", "Done"] {
            assert!(!says(&bench.state, text), "{:?}", bench.state.toasts.list());
        }
    }

    #[test]
    fn an_answer_behind_the_one_that_leaves_a_workspace_is_not_taken() {
        let mut bench = Bench::titled("workspace-answers", "T");
        let other = bench.workspace.store.dir().join("another");
        let leaves = Answer::Chosen(Choice::Workspace, Some(other));
        // One comes after the other, and both are there when the first is taken.
        bench
            .jobs
            .start(Job::quiet(), move |_| Ok(AnyAnswer::Workspace(leaves)));
        let comes = |bench: &Bench| bench.jobs.at_work().wait(&Progress::new()).expect("it ends");
        comes(&bench);
        bench.jobs.start(Job::quiet(), |_| wrong("In the old workspace"));
        comes(&bench);
        bench.until("the other workspace", |state| state.start.failed.is_some());
        assert!(!says(&bench.state, "In the old workspace"));
        bench.jobs.start(Job::quiet(), |_| wrong("In no workspace"));
        bench.until("what is said", |state| says(state, "In no workspace"));
    }
}
