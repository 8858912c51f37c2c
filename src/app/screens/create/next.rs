//! From one fix to the next: by the keys the focus goes on to what the next problem offers first, so that Enter works
//! through the list; a double click mends one problem, and not what then stands under the pointer, too.

use egui::{Id, Response, Ui};

use super::super::super::View;
use super::super::super::state::create::Import;
use super::super::super::widgets::by_keys;
use super::grid;

/// Whether something was clicked, and not by the second click of a double one.
pub(super) fn is_once(response: &Response) -> bool {
    response.clicked() && !response.double_clicked() && !response.triple_clicked()
}

/// Where a fix was carried out by the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In the card of the chosen row.
    Row,
    /// In the card of a kind of problem, by its place in the list.
    Kind(usize),
}

/// The place that the focus left, and the frame in which it did.
#[derive(Clone, Copy, Debug)]
struct Left {
    place: Place,
    frame: u64,
}

/// What is waited for in one card: the first thing that it offers takes the focus where a fix was carried out there.
pub(super) struct Goal {
    place: Place,
    /// Whether the focus is to go to what is offered now.
    is_due: bool,
}

fn id() -> Id {
    Id::unique("fix that the keys have carried out")
}

impl Goal {
    /// In the card of the chosen row.
    pub(super) fn of_row(ui: &Ui, view: &View<'_>, import: &Import) -> Goal {
        Goal::at(ui, view, import, Place::Row)
    }

    /// In the card of a kind, by its place in the list.
    pub(super) fn of_kind(ui: &Ui, view: &View<'_>, import: &Import, at: usize) -> Goal {
        Goal::at(ui, view, import, Place::Kind(at))
    }

    fn at(ui: &Ui, view: &View<'_>, import: &Import, place: Place) -> Goal {
        let left = ui.data(|data| data.get_temp::<Left>(id()));
        // What was sent is carried out before the next frame, or on a thread.
        let is_done = import.refused().is_none() && view.state.create.rows.mended.is_none();
        let now = ui.ctx().cumulative_frame_nr();
        let is_due = left.is_some_and(|left| left.place == place && now > left.frame) && is_done;
        Goal { place, is_due }
    }

    /// Something by which a problem is answered.
    pub(super) fn offer(&mut self, ui: &Ui, response: &Response) {
        if self.is_due && response.enabled() {
            self.is_due = false;
            ui.data_mut(|data| data.remove::<Left>(id()));
            response.request_focus();
            response.scroll_to_me(None);
        }
    }

    /// Notes that a problem is answered by the keys.
    pub(super) fn leave_from(&self, ui: &Ui, response: &Response) {
        if response.has_focus() && by_keys(ui.ctx()) {
            let frame = ui.ctx().cumulative_frame_nr();
            let left = Left {
                place: self.place,
                frame,
            };
            ui.data_mut(|data| data.insert_temp(id(), left));
            ui.ctx().request_repaint();
        }
    }

    /// Where the card of a kind offers nothing, the next one takes the focus.
    pub(super) fn pass(self, ui: &Ui) {
        if let (true, Place::Kind(at)) = (self.is_due, self.place) {
            let left = Left {
                place: Place::Kind(at + 1),
                frame: ui.ctx().cumulative_frame_nr().saturating_sub(1),
            };
            ui.data_mut(|data| data.insert_temp(id(), left));
            ui.ctx().request_repaint();
        }
    }

    /// Where nothing is offered the table has the keys: there the cell is typed anew.
    pub(super) fn end(self, ui: &Ui) {
        if self.is_due {
            ui.data_mut(|data| data.remove::<Left>(id()));
            ui.memory_mut(|memory| memory.request_focus(grid::focus_id()));
        }
    }
}

/// Where no kind of problem stands where the last one was, the table has the keys.
pub(super) fn end_of_kinds(ui: &Ui, view: &View<'_>, import: &Import, kinds: usize) {
    let left = ui.data(|data| data.get_temp::<Left>(id()));
    if let Some(Left {
        place: Place::Kind(at), ..
    }) = left
        && at >= kinds
    {
        Goal::at(ui, view, import, Place::Kind(at)).end(ui);
    }
}
