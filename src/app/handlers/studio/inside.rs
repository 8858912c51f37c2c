//! What lies inside elements: points, gradients, crops; and colours that are taken from the page.

use crate::diag::{Problem, Result};
use crate::model::{ElementContent, ImageSource, Value};
use crate::studio::{Pointer, Tool, called_in};
use crate::units::Size;

use super::super::super::command::studio::inside::Command;
use super::super::super::state::studio::{Dropped, Open};
use super::{Work, hug, said};

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let outcome = match command {
        Command::SelectPoints(points) => {
            open.editor.select_points(points);
            Ok(())
        }
        Command::SelectStop(stop) => {
            open.editor.select_stop(Some(stop));
            Ok(())
        }
        Command::Gradient(of) => {
            open.editor.edit_gradient(of);
            Ok(())
        }
        Command::Scale(at, factor) => open.editor.scale_crop(at, factor).map(drop),
        Command::Fit(texts) => hug::fit_texts(open, &texts),
        Command::Pick(field) => {
            open.editor.take(Tool::Eyedropper);
            open.asked = field;
            Ok(())
        }
    };
    tell(work, outcome.map_err(Into::into));
}

fn tell(work: &mut Work<'_>, outcome: Result<()>) {
    if let Err(problems) = outcome {
        work.state.toasts.wrong(said(&problems));
    }
}

/// Finishes a path under way.
pub(super) fn end_pen(work: &mut Work<'_>) {
    if let Some(open) = work.state.studio.open_mut()
        && let Err(problem) = open.editor.end_pen()
    {
        work.state.toasts.wrong(said(&problem.into()));
    }
}

/// Whether the next press takes a colour.
pub(super) fn is_picking(work: &Work<'_>) -> bool {
    let open = work.state.studio.open();
    open.is_some_and(|open| *open.editor.tool() == Tool::Eyedropper)
}

/// A press took the colour under the pointer: it goes to the field that asked, or to what is selected. With Shift the
/// eyedropper stays for the next.
pub(super) fn picked(work: &mut Work<'_>, pointer: &Pointer) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let Some(color) = open.pictures.color_at(pointer.at, open.editor.page()) else {
        return;
    };
    let outcome = match open.asked {
        Some(field) => {
            work.ctx.data_mut(|data| data.insert_temp(field, Dropped(color)));
            Ok(())
        }
        None if open.editor.selection().is_empty() => {
            work.ctx.copy_text(color.to_string());
            work.state.toasts.done(format!("Copied {color}"));
            Ok(())
        }
        None => open.editor.paint_with(color),
    };
    if let Some(open) = work.state.studio.open_mut()
        && !pointer.modifiers.shift
    {
        open.editor.take(Tool::Select);
        open.asked = None;
    }
    tell(work, outcome.map_err(Into::into));
}

/// Crops a picture from now on, or ends that when it is cropped.
pub(super) fn crop(open: &mut Open, name: &str) -> std::result::Result<(), Problem> {
    if open.editor.cropped() == Some(name) {
        open.editor.leave_crop();
        return Ok(());
    }
    let size = picture_size(open, name).ok_or_else(|| {
        Problem::error(
            "crop-picture",
            format!(
                "“{}” shows no picture that could be cropped",
                called_in(open.editor.design(), name)
            ),
        )
        .hint("Choose a picture for it first, or a row that has one")
    })?;
    open.editor.edit_crop(name, size).map(drop)
}

/// The size of the picture that an element shows now.
fn picture_size(open: &Open, name: &str) -> Option<Size> {
    let ElementContent::Image(image) = &open.editor.design().element(name)?.content else {
        return None;
    };
    match &image.source {
        ImageSource::Asset(path) => Some(open.kit.assets.get(path)?.size()),
        ImageSource::Field(field) => match open.values.fields.get(field)? {
            Value::Image(blob) => {
                let picture = open.values.pictures.get(blob)?;
                Some(Size::new(f64::from(picture.width), f64::from(picture.height)))
            }
            _ => None,
        },
    }
}
