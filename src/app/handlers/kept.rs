//! What the commands of what is kept for all designs do.

use std::path::PathBuf;

use crate::diag::{Problems, Result};
use crate::issue::Desk;
use crate::model::BlobId;
use crate::store::{Kept, KeptId, Shelf};
use crate::studio::PasteAt;
use crate::units::Point;

use super::super::command::kept::Command;
use super::super::jobs::dialogs::{Ask, AskKind};
use super::super::jobs::kept::{self as jobs, Answer, Component};
use super::super::jobs::studio::Answer as StudioAnswer;
use super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::Work;
use super::said;

/// What can be kept as a picture, by the ends of names.
pub(super) const ENDINGS: [&str; 6] = ["png", "jpg", "jpeg", "webp", "svg", "pdf"];

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    match command {
        Command::Add(shelf, name, text) => start(work, failed, move |desk| jobs::add(desk, shelf, name, text)),
        Command::Pick(shelf) => pick(work, shelf),
        Command::AddFiles(shelf, paths) => add_files(work, shelf, paths),
        Command::Change(id, name, text) => {
            start(work, failed, move |desk| jobs::change(desk, id, &name, text.as_deref()));
        }
        Command::EditName(edit) => {
            work.state.kept.rename = edit;
            work.state.kept.failed = None;
        }
        Command::Rename => {
            if let Some((id, name)) = work.state.kept.rename.clone() {
                start(work, refused, move |desk| jobs::change(desk, id, &name, None));
            }
        }
        Command::Remove(id) => start(work, failed, move |desk| jobs::remove(desk, id)),
        Command::PutBack(kept) => start(work, failed, move |desk| jobs::put_back(desk, *kept)),
        Command::EditComponent(name) => {
            work.state.kept.component = name;
            work.state.kept.failed = None;
        }
        Command::SaveComponent => save_component(work),
        Command::Filter(words) => work.state.kept.filter = words,
        Command::Insert(id, at) => insert(work, id, at),
        Command::Place(name, blob, at) => place(work, name, blob, at),
    }
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    match answer {
        Answer::Changed(id, _) => {
            work.previews.forget_kept(id);
            work.state.kept.rename = None;
            work.refresh();
        }
        Answer::Removed(kept) => removed(work, *kept),
        Answer::Back(name) => {
            work.state.toasts.done(format!("{name} is back"));
            work.refresh();
        }
        Answer::ComponentKept(id, name) => {
            work.previews.forget_kept(id);
            work.state.kept.component = None;
            let text = format!("“{name}” is kept; it stands under Assets in every design");
            work.state.toasts.done(text);
            work.refresh();
        }
        Answer::Chosen(shelf, Some(path)) => add_files(work, shelf, vec![path]),
        Answer::Chosen(_, None) => {}
        Answer::Refused(problems) => work.state.kept.failed = Some(problems),
        Answer::Failed(problems) => work.state.toasts.wrong(said(&problems)),
        Answer::Component(component) => put(work, *component),
    }
}

fn failed(problems: Problems) -> AnyAnswer {
    AnyAnswer::Kept(Answer::Failed(problems))
}

fn refused(problems: Problems) -> AnyAnswer {
    AnyAnswer::Kept(Answer::Refused(problems))
}

fn start(
    work: &mut Work<'_>,
    wrong: fn(Problems) -> AnyAnswer,
    change: impl FnOnce(&Desk) -> Result<AnyAnswer> + Send + 'static,
) {
    let Some(desk) = work.desk.clone() else { return };
    work.jobs.start(Job::quiet().on_failure(wrong), move |_| change(&desk));
}

fn pick(work: &mut Work<'_>, shelf: Shelf) {
    let title = match shelf {
        Shelf::Logo => "Choose a logo",
        Shelf::Signature => "Choose a picture of a signature",
        _ => "Choose a picture",
    };
    let ask = Ask {
        title: title.to_owned(),
        kind: AskKind::File {
            what: "Pictures and drawings".to_owned(),
            endings: ENDINGS.map(str::to_owned).to_vec(),
        },
        folder: None,
    };
    let dialogs = work.surroundings.dialogs.clone();
    let job = Job::quiet().slot(Slot::Dialog).on_failure(failed);
    work.jobs.start(job, move |_| {
        let path = dialogs.ask_or_type(&ask)?;
        Ok(AnyAnswer::Kept(Answer::Chosen(shelf, path)))
    });
}

fn add_files(work: &mut Work<'_>, shelf: Shelf, paths: Vec<PathBuf>) {
    let Some(desk) = work.desk.clone() else { return };
    let job = Job::shown("Reading pictures").on_failure(failed);
    work.jobs
        .start(job, move |progress| jobs::add_files(&desk, shelf, &paths, progress));
}

fn removed(work: &mut Work<'_>, kept: Kept) {
    work.previews.forget_kept(kept.id);
    let text = format!("Removed {}", kept.name);
    work.state.toasts.with_undo(text, Command::PutBack(Box::new(kept)));
    work.refresh();
}

/// Keeps what is selected in the studio.
fn save_component(work: &mut Work<'_>) {
    let Some(name) = work.state.kept.component.clone() else {
        return;
    };
    let Some(open) = work.state.studio.open() else { return };
    let Some(clip) = open.editor.copy() else { return };
    let fonts = open.fonts.clone();
    start(work, refused, move |desk| jobs::keep_component(desk, name, clip, fonts));
}

fn insert(work: &mut Work<'_>, id: KeptId, at: Option<Point>) {
    let Some(open) = work.state.studio.open() else { return };
    let of = (open.id, open.fonts.clone(), open.kit.clone());
    start(work, failed, move |desk| jobs::component(desk, id, at, of));
}

/// Puts a component on the page that is worked on now.
fn put(work: &mut Work<'_>, component: Component) {
    let Some(open) = work.state.studio.open_mut().filter(|open| open.id == component.of) else {
        return;
    };
    if let Some((fonts, mut kit)) = component.fonts {
        // Other fonts came in meanwhile: once more, with them.
        if open.fonts.keys().any(|name| !fonts.contains_key(name)) {
            let mut clip = component.clip;
            clip.fonts = fonts;
            let at = component
                .at
                .unwrap_or_else(|| PasteAt::Middle(super::studio::middle_of_view(open)));
            super::studio::bring(work, clip, at, component.name);
            return;
        }
        // Files may have been made ready since the fonts were read.
        kit.assets.extend(open.kit.assets.clone());
        open.fonts = fonts;
        open.kit = std::sync::Arc::new(kit);
        open.pictures.kit += 1;
    }
    let middle = || PasteAt::Middle(super::studio::middle_of_view(open));
    let at = component.at.unwrap_or_else(middle);
    let mut clip = component.clip;
    let put = match component.name {
        None => open.editor.paste(&clip, at),
        Some(name) => {
            let step = format!("Insert “{name}”");
            if let [only] = &mut clip.elements[..] {
                // In the list of layers it is called as on its shelf.
                only.name = name;
            }
            open.editor.insert_clip(step, &clip, at)
        }
    };
    if let Err(problem) = put {
        work.state.toasts.wrong(said(&problem.into()));
    }
    super::studio::settle(work);
}

fn place(work: &mut Work<'_>, name: String, blob: BlobId, at: Option<Point>) {
    let Some(desk) = work.desk.clone() else { return };
    let Some(of) = work.state.studio.open().map(|open| open.id) else {
        return;
    };
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Studio(StudioAnswer::NotRead(problems)));
    work.jobs.start(job, move |progress| {
        jobs::place(&desk, (name, blob), (of, at), progress)
    });
}
