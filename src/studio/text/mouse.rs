//! Clicks and drags: letters, words, lines.

use std::ops::Range;

use crate::text::caret::TextPosition;
use crate::units::Point;

use super::{TextEditor, View};

/// How often the button was pressed at one place, and so what a drag goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Clicks {
    /// Sets the caret.
    #[default]
    One,
    /// Selects a word, or a chip.
    Two,
    /// Selects what stands between two line ends of the text.
    Three,
}

/// A drag that has begun.
#[derive(Clone, Debug)]
pub(super) struct Drag {
    clicks: Clicks,
    /// What the press selected: it stays selected. Of the edited text.
    from: Range<usize>,
}

impl TextEditor {
    /// The button goes down at a point of the frame; with `extend` (Shift) the selection goes there from its start.
    pub fn press(&mut self, point: Point, clicks: Clicks, extend: bool, view: &View) {
        self.cancel_preedit();
        let position = view.carets.hit(point);
        if clicks == Clicks::One {
            self.put(position, extend, view);
            let anchor = self.selection().anchor;
            self.drag = Some(Drag {
                clicks,
                from: anchor..anchor,
            });
            return;
        }
        let from = self.stretch(point, position, clicks, view);
        self.set_selection(from.start, from.end);
        self.drag = Some(Drag { clicks, from });
    }

    /// The pointer moves with the button down.
    pub fn drag(&mut self, point: Point, view: &View) {
        let Some(drag) = self.drag.clone() else {
            return;
        };
        let position = view.carets.hit(point);
        if drag.clicks == Clicks::One {
            self.put(position, true, view);
            return;
        }
        let to = self.stretch(point, position, drag.clicks, view);
        if to.start < drag.from.start {
            self.set_selection(drag.from.end, to.start);
        } else {
            self.set_selection(drag.from.start, to.end.max(drag.from.end));
        }
    }

    /// The button goes up.
    pub fn release(&mut self) {
        self.drag = None;
    }

    /// The word or line at a place.
    fn stretch(&self, point: Point, position: TextPosition, clicks: Clicks, view: &View) -> Range<usize> {
        let at = view.carets.unit_at(point).map_or(position.byte, |unit| unit.start);
        let shown = if clicks == Clicks::Two {
            view.carets.word_at(at)
        } else {
            view.carets.paragraph(position.byte)
        };
        view.shown.edited_byte(shown.start)..view.shown.edited_byte(shown.end)
    }

    /// The chip under a point of the frame, by its index.
    pub fn chip_under(&self, point: Point, view: &View) -> Option<usize> {
        let unit = view.carets.unit_at(point)?;
        let chip = view.shown.chips().iter().find(|chip| chip.bytes == unit)?;
        Some(chip.index)
    }

    /// Where a field that is dragged over the text would be put: sets the caret there.
    pub fn aim(&mut self, point: Point, view: &View) {
        self.put(view.carets.hit(point), false, view);
    }
}
