//! What the hand does on the canvas.

use crate::diag::Problem;
use crate::studio::{Outcome, Pointer};
use crate::units::{Point, Rect, Size};

use super::super::super::state::studio::{Gesture, Open};
use super::{Work, hug, said};

/// The canvas has another part of the screen.
pub(super) fn room(open: &mut Open, room: egui::Rect) {
    open.camera.move_to(room);
    if open.camera.is_fitted {
        fit(open);
    }
}

/// Shows the whole page, and does so when the room changes.
pub(super) fn fit(open: &mut Open) {
    let page = Rect::from_origin_size(Point::ZERO, open.page_size());
    open.camera.fit(page);
    open.camera.is_fitted = true;
}

/// A page that got another size by a way through the history is seen whole, as when it was resized.
pub(super) fn fit_resized(open: &mut Open, before: Size) {
    if open.page_size() != before {
        fit(open);
    }
}

pub(super) fn go_to_page(open: &mut Open, page: usize) {
    if open.editor.page() != page {
        open.editor.go_to_page(page);
        open.pictures.forget();
        fit(open);
    }
}

/// Goes so many pages on, or back, as far as there are any.
pub(super) fn turn_page(open: &mut Open, by: isize) {
    let last = open.seen().pages.len().saturating_sub(1);
    go_to_page(open, open.seen_page().saturating_add_signed(by).min(last));
}

pub(super) fn press(open: &mut Open, pointer: &Pointer, clicks: u8) {
    let handle = open.editor.handle_over(pointer).filter(|_| !open.editor.tool().draws());
    open.gesture = Some(Gesture {
        start: pointer.at,
        handle,
    });
    open.menu = None;
    open.editor.begin(pointer, clicks);
}

/// The button is released; a text that was made or clicked twice gets a caret.
pub(super) fn release(work: &mut Work<'_>, pointer: &Pointer) {
    let now = work.ctx.input(|input| input.time);
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    open.gesture = None;
    let done = open.editor.history().position();
    let before = open.editor.design().clone();
    match open.editor.finish(pointer) {
        Ok(Outcome::EditText(name)) => {
            if let Err(problem) = edit_text(open, &name, done, now) {
                work.state.toasts.wrong(said(&problem.into()));
            }
        }
        Ok(Outcome::Crop(name)) => {
            if let Err(problem) = super::inside::crop(open, &name) {
                work.state.toasts.wrong(said(&problem.into()));
            }
        }
        Ok(Outcome::FitText(names, hug)) => {
            let texts: Vec<_> = names.into_iter().map(|name| (name, hug)).collect();
            if let Err(problem) = hug::fit_texts(open, &texts) {
                work.state.toasts.wrong(said(&problem.into()));
            }
        }
        Ok(Outcome::Changed) => {
            if let Err(problem) = hug::after(open, &before) {
                work.state.toasts.wrong(said(&problem.into()));
            }
        }
        Ok(Outcome::Nothing | Outcome::Selected) => {}
        Err(problem) => work.state.toasts.wrong(said(&problem.into())),
    }
}

/// Gives a text a caret. One that was made just now, when `done` steps were done, has no frame of its own yet.
pub(super) fn edit_text(open: &mut Open, name: &str, done: usize, now: f64) -> Result<(), Problem> {
    let made = match open.editor.history().position() > done {
        true => hug::begun(open, name),
        false => Ok(()),
    };
    super::typing::begin(open, name, now);
    made
}
