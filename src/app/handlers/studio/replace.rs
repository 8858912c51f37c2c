//! A picture that takes the place of another one; the frame stays.

use std::path::PathBuf;

use crate::model::{Edit, ElementContent, ImageSource, Property};

use super::super::super::jobs::studio::{Answer, Placed, read_replacement};
use super::super::super::jobs::{Answer as AnyAnswer, Job};
use super::super::super::state::kept::Purpose;
use super::Work;
use super::files::{self, ENDINGS};
use super::said;

pub(super) fn pick(work: &mut Work<'_>) {
    let what = ("Replace the picture", "Pictures and drawings", &ENDINGS[..]);
    files::ask(work, Purpose::Replace, what, Answer::Replacement);
}

pub(super) fn chosen(work: &mut Work<'_>, path: Option<PathBuf>) {
    let Some(path) = path else { return };
    let Some(tools) = files::tools(work) else { return };
    let job = Job::shown("Reading pictures").on_failure(|problems| AnyAnswer::Studio(Answer::NotRead(problems)));
    work.jobs
        .start(job, move |progress| read_replacement(path, &tools, progress));
}

pub(super) fn read(work: &mut Work<'_>, placed: Placed) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let (path, _) = files::add(open, placed);
    let names = match open.editor.unlocked() {
        Ok(names) => names,
        Err(problem) => {
            work.state.toasts.wrong(said(&problem.into()));
            return;
        }
    };
    let edits = names
        .iter()
        .filter_map(|name| open.editor.design().element(name))
        .filter_map(|element| match &element.content {
            ElementContent::Image(image) => {
                let mut image = image.clone();
                image.source = ImageSource::Asset(path.clone());
                let content = Box::new(ElementContent::Image(image));
                Some(Edit::set(&element.name, Property::Content(content)))
            }
            _ => None,
        })
        .collect();
    let name = open.editor.phrase("Replace", &names);
    if let Err(problem) = open.editor.commit(name.clone(), Edit::many(name, edits)) {
        work.state.toasts.wrong(said(&problem.into()));
    }
}
