//! Copying what is selected for other programs.

use super::super::super::command::studio::Form;
use super::super::super::jobs::studio::{self as jobs, Answer, Copied};
use super::super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::Work;

/// Draws what is selected, as the canvas shows it, for the system's clipboard.
pub(super) fn copy(work: &mut Work<'_>, form: Form) {
    let Some(open) = work.state.studio.open() else {
        return;
    };
    let Some(clip) = open.editor.copy() else { return };
    let (design, kit, values) = (open.editor.design().clone(), open.kit.clone(), open.values.clone());
    let page = open.editor.page();
    let job = Job::shown("Drawing what is copied")
        .slot(Slot::StudioCopy)
        .on_failure(|problems| AnyAnswer::Studio(Answer::NotRead(problems)));
    work.jobs.start(job, move |_| {
        let copied = jobs::copy(&design, page, clip.elements, &values, kit, form)?;
        Ok(AnyAnswer::Studio(Answer::Copied(copied)))
    });
}

pub(super) fn copied(work: &mut Work<'_>, copied: Copied) {
    match copied {
        Copied::Picture(image) => {
            let [width, height] = image.size;
            work.ctx.copy_image(image);
            let text = format!("Copied a picture of {width} × {height} pixels");
            work.state.toasts.done(text);
        }
        Copied::Drawing(text) => {
            work.ctx.copy_text(text);
            work.state.toasts.done("Copied an SVG drawing");
        }
    }
}
