//! What the commands of the workspace do: opening, making, switching, appearance.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::Problems;

use super::super::command::workspace::{Choice, Command};
use super::super::jobs::dialogs::{Ask, AskKind};
use super::super::jobs::workspace::{self as jobs, Answer, Opened, Opener};
use super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::super::requests::Watch;
use super::super::route::{History, Route};
use super::super::settings::{next_scale, sane_scale};
use super::super::state::start::{Draft, folder_name};
use super::super::state::workspace::Workspace;
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

pub(super) fn command(work: &mut Work<'_>, command: Command) {
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
        Command::EditPath(path) => work.state.start.path = path,
        Command::EditCopy(folder) => {
            work.state.start.copy = folder;
            work.state.start.copy_failed = None;
        }
        Command::Copy => copy(work),
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
        Answer::Asked(file) => asked(work, file),
        Answer::Copied(dir) => {
            work.state.start.copy = None;
            open(work, dir);
            work.state.toasts.done("The workspace is copied");
        }
        Answer::NotCopied(problems) => {
            let stopped = super::super::jobs::is_cancelled(&problems);
            work.state.start.copy_failed = (!stopped).then_some(problems);
        }
        // The toast speaks of a field.
        Answer::NoDialog(problems) => {
            work.state.start.path = Some(String::new());
            work.state.toasts.wrong(super::said(&problems));
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
        Choice::Workspace => Ask {
            title: "Open a workspace".to_owned(),
            kind: AskKind::Folder,
            folder: Some(work.surroundings.documents.clone()),
        },
    };
    let dialogs = work.surroundings.dialogs.clone();
    let failed: fn(Problems) -> AnyAnswer = match choice {
        Choice::Workspace => |problems| AnyAnswer::Workspace(Answer::NoDialog(problems)),
        _ => |problems| AnyAnswer::Workspace(Answer::ChoiceFailed(problems)),
    };
    let job = Job::quiet().slot(Slot::Dialog).on_failure(failed);
    work.jobs.start(job, move |_| {
        Ok(AnyAnswer::Workspace(Answer::Chosen(choice, dialogs.ask(&ask)?)))
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
        Choice::Workspace => open(work, path),
        Choice::Copy => work.state.start.copy = Some(path_text(&path)),
    }
}

fn opener(work: &Work<'_>) -> Opener {
    Opener {
        surroundings: work.surroundings.clone(),
        fonts: work.fonts.clone(),
    }
}

fn open_job() -> Job {
    Job::quiet()
        .slot(Slot::Open)
        .on_failure(|problems| AnyAnswer::Workspace(Answer::OpenFailed(problems)))
}

fn open(work: &mut Work<'_>, dir: PathBuf) {
    work.state.start.path = None;
    let same = work
        .state
        .workspace
        .snapshot()
        .is_some_and(|snapshot| snapshot.dir == dir && snapshot.reading.is_none());
    if same {
        work.go(Route::Home);
        return;
    }
    begin(work, dir.clone());
    let opener = opener(work);
    work.jobs.start(open_job(), move |progress| opener.open(&dir, progress));
}

/// Opens what another window has, as it is now.
fn look_at(work: &mut Work<'_>, dir: PathBuf) {
    let Some(why) = work.state.start.failed.iter().flat_map(Problems::iter).next().cloned() else {
        return;
    };
    begin(work, dir.clone());
    let opener = opener(work);
    work.jobs
        .start(open_job(), move |progress| opener.look_at(&dir, &why, progress));
}

fn copy(work: &mut Work<'_>) {
    let (Some(desk), Some(folder)) = (work.desk.clone(), work.state.start.copy.clone()) else {
        return;
    };
    work.state.start.copy_failed = None;
    let folder = PathBuf::from(folder.trim());
    let job = Job::shown("Copying the workspace")
        .slot(Slot::Copy)
        .on_failure(|problems| AnyAnswer::Workspace(Answer::NotCopied(problems)));
    work.jobs
        .start(job, move |progress| jobs::copy(&desk, &folder, progress));
}

fn create(work: &mut Work<'_>) {
    let draft = work.state.start.draft.clone();
    begin(work, PathBuf::from(draft.folder.trim()));
    let opener = opener(work);
    work.jobs.start(open_job(), move |_| opener.create(&draft));
}

fn look_around(work: &mut Work<'_>) {
    let folder = work.surroundings.data.join("sample");
    begin(work, folder.join("workspace"));
    let opener = opener(work);
    work.jobs
        .start(open_job(), move |progress| opener.look_around(&folder, progress));
}

/// Gives up the open workspace and waits for another.
fn begin(work: &mut Work<'_>, dir: PathBuf) {
    close(work);
    work.state.start.failed = None;
    work.state.start.taken = None;
    work.state.workspace = Workspace::Opening(dir);
}

/// Forgets all that belongs to the open workspace.
fn close(work: &mut Work<'_>) {
    work.jobs.vacate(Slot::Snapshot);
    for slot in [
        Slot::Requests,
        Slot::Copy,
        Slot::Found,
        Slot::Palette,
        Slot::Review,
        Slot::ReviewOne,
        Slot::ReviewEdit,
        Slot::ReviewSheet,
        Slot::Plan,
        Slot::Publish,
        Slot::Credential,
    ] {
        work.jobs.vacate(slot);
    }
    work.previews.clear();
    let unkept = super::studio::closed(work);
    let problems = super::closing(work);
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
    if let Some(desk) = work.desk.take() {
        // Closing writes a mark into the database.
        work.jobs.start(Job::quiet(), move |_| {
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
