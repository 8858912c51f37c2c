//! A picture that takes the place of another one; the frame stays.

use std::path::{Path, PathBuf};

use crate::diag::Problem;
use crate::model::{ElementContent, ImageSource};
use crate::studio::{Modifiers, Pointer};
use crate::units::Point;

use super::super::super::ends_in;
use super::super::super::jobs::studio::{Answer, Placed, read_replacement};
use super::super::super::jobs::{Answer as AnyAnswer, Job};
use super::super::super::state::studio::Open;
use super::Work;
use super::files::{self, ENDINGS};
use super::said;

/// Asks for a picture; whatever is selected when it comes, it is for those that are selected now.
pub(super) fn pick(work: &mut Work<'_>) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    open.replacing = open.editor.replaceable();
    if open.replacing.is_empty() {
        work.state.toasts.wrong("Select a picture that is not locked");
        return;
    }
    let what = ("Replace the picture", "Pictures and drawings", &ENDINGS[..]);
    files::ask(work, what, Answer::Replacement);
}

pub(super) fn chosen(work: &mut Work<'_>, path: Option<PathBuf>) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let names = std::mem::take(&mut open.replacing);
    if let Some(path) = path {
        start(work, path, names);
    }
}

fn start(work: &mut Work<'_>, path: PathBuf, names: Vec<String>) {
    let Some(tools) = files::tools(work) else { return };
    let job = Job::shown("Reading pictures").on_failure(|problems| AnyAnswer::Studio(Answer::NotRead(problems)));
    work.jobs
        .start(job, move |progress| read_replacement(path, names, &tools, progress));
}

/// Whether a file that was dropped takes the place of the picture under it: with Ctrl, or where nothing is seen of that,
/// as its file cannot be shown.
pub(super) fn dropped(work: &mut Work<'_>, paths: &[PathBuf], at: Option<Point>) -> bool {
    let ([path], Some(at)) = (paths, at) else { return false };
    let wants = work.ctx.input(|input| input.modifiers.command);
    let Some(open) = work.state.studio.open() else {
        return false;
    };
    let Some(name) = picture_at(open, path, at, wants) else {
        return false;
    };
    start(work, path.clone(), vec![name]);
    true
}

fn picture_at(open: &Open, path: &Path, at: Point, wants: bool) -> Option<String> {
    let pointer = Pointer {
        at,
        modifiers: Modifiers::NONE,
        scale: open.camera.scale,
    };
    let name = open.editor.under(&pointer).into_iter().next()?;
    let is_meant = wants || is_unseen(open, &name);
    (is_meant && ends_in(path, &ENDINGS) && open.editor.is_replaceable(&name)).then_some(name)
}

/// Whether an element is a picture whose file cannot be shown.
fn is_unseen(open: &Open, name: &str) -> bool {
    match open.editor.design().element(name).map(|element| &element.content) {
        Some(ElementContent::Image(image)) => match &image.source {
            ImageSource::Asset(path) => !open.kit.assets.contains_key(path),
            ImageSource::Field(_) => false,
        },
        _ => false,
    }
}

pub(super) fn read(work: &mut Work<'_>, names: &[String], placed: Placed) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    if let Err(problem) = put(open, names, placed) {
        work.state.toasts.wrong(said(&problem.into()));
    }
}

fn put(open: &mut Open, names: &[String], placed: Placed) -> Result<(), Problem> {
    // Asked before the file is added, which nothing would use where none is left.
    open.editor.still_replaceable(names)?;
    let (path, _) = files::add(open, placed);
    open.editor.replace_image(names, &ImageSource::Asset(path))
}

#[cfg(test)]
#[path = "replace_tests.rs"]
mod tests;
