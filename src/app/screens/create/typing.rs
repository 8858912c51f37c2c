//! What is typed over the table, in order: keys that come before the field of a cell has the focus wait for it, and keys
//! after the end of a cell wait for the next one.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Event, FocusDirection, Id, ImeEvent, Key, Modifiers, Rangef, Rect, Ui};

use super::super::super::widgets::offer;

/// So much of what is in sight stays free at the right of a field, for the ring around it.
const EDGE: f32 = 4.0;

/// How a cell is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// What was typed is forgotten.
    Leave,
    /// What was typed is kept, and the cell so far away is next.
    Commit { down: isize, right: isize },
}

/// Keys that wait for the next frame.
#[derive(Clone, Debug, Default)]
struct Waiting {
    events: Vec<Event>,
    /// Whether they belong into the field of a cell.
    for_field: bool,
}

fn key() -> Id {
    Id::unique("keys that wait for a cell")
}

/// The field of a cell.
pub(super) fn field_id(row: usize, column: usize) -> Id {
    Id::unique(("field of a cell", row, column))
}

/// Where the field of a cell lies: in its place, at least so wide, and whole within what is in sight, so that nothing
/// has to move for it.
pub(super) fn field_rect(cell: Rect, least: f32, sight: Rangef) -> Rect {
    let sight = Rangef::new(sight.min, sight.max - EDGE);
    let width = cell.width().max(least).min(sight.span());
    let left = cell.left().min(sight.max - width).max(sight.min);
    Rect::from_x_y_ranges(left..=left + width, cell.y_range())
}

/// Keeps events for the next frame. A Tab among them leads nowhere else.
pub(super) fn wait(ui: &Ui, events: Vec<Event>, for_field: bool) {
    if events.iter().any(|event| end_of(event).is_some()) {
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
    if events.is_empty() {
        return;
    }
    ui.data_mut(|data| data.insert_temp(key(), Waiting { events, for_field }));
    ui.ctx().request_repaint();
}

/// Puts the events that waited before those of this frame, where whoever they are for has the focus.
pub(super) fn join(ui: &Ui, typing: bool, has_focus: bool) {
    let waiting: Option<Waiting> = ui.data_mut(|data| data.remove_temp(key()));
    // Where no cell could be opened, its letters must not open another.
    let Some(waiting) = waiting.filter(|waiting| has_focus && (typing || !waiting.for_field)) else {
        return;
    };
    ui.input_mut(|input| input.events.splice(0..0, waiting.events).for_each(drop));
}

/// A Tab that ends a cell leads nowhere else, be it that the field of the cell has the focus already or not yet.
pub(super) fn hold_tab(ui: &Ui) {
    if ui.input(|input| input.events.iter().any(|event| end_of(event).is_some())) {
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
}

/// Whether an event begins to write over a cell.
pub(super) fn begins(event: &Event) -> bool {
    match event {
        Event::Text(text) | Event::Paste(text) => !text.is_empty(),
        Event::Ime(ImeEvent::Commit(text)) => !text.is_empty(),
        Event::Ime(ImeEvent::Preedit { text, .. }) => !text.is_empty(),
        _ => false,
    }
}

/// Gives the focus to the field of a cell that was just opened, with the caret at its end.
pub(super) fn open(ui: &Ui, id: Id, text: &str) {
    let mut state = TextEditState::default();
    let end = CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(CCursorRange::one(end)));
    state.store(ui.ctx(), id);
    ui.memory_mut(|memory| memory.request_focus(id));
}

/// Leaves the field the events up to the end of its cell, and keeps those after it for the next.
pub(super) fn take_end(ui: &Ui) -> Option<End> {
    let (end, rest) = ui.input_mut(|input| split(&mut input.events))?;
    ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    wait(ui, rest, false);
    Some(end)
}

/// The value that is so many steps from the one that is written, round and round; the first or last where none is.
pub(super) fn stepped<'c>(choices: &'c [String], text: &str, step: isize) -> &'c str {
    let count = choices.len() as isize;
    let now = choices.iter().position(|choice| choice == text);
    let next = match (now, step > 0) {
        (Some(now), _) => now as isize + step,
        (None, true) => 0,
        (None, false) => -1,
    };
    let next = next.rem_euclid(count.max(1)) as usize;
    choices.get(next).map_or("", String::as_str)
}

/// The values that a cell can have, folded out beside its field. Returns the one that was clicked.
pub(super) fn choices_ui<'c>(ui: &Ui, id: Id, field: Rect, choices: &'c [String], text: &str) -> Option<&'c str> {
    if choices.is_empty() {
        return None;
    }
    let chosen = choices.iter().position(|choice| choice == text);
    let names = choices.iter().map(String::as_str);
    let picked = offer(ui, id.with("choices"), field, names, chosen)?;
    choices.get(picked).map(String::as_str)
}

/// The first event that ends a cell, and what comes after it.
fn split(events: &mut Vec<Event>) -> Option<(End, Vec<Event>)> {
    let (at, end) = events
        .iter()
        .enumerate()
        .find_map(|(at, event)| Some((at, end_of(event)?)))?;
    let rest = events.split_off(at).into_iter().skip(1).collect();
    Some((end, rest))
}

fn end_of(event: &Event) -> Option<End> {
    let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = event
    else {
        return None;
    };
    let step = match *modifiers {
        Modifiers::NONE => 1,
        Modifiers::SHIFT => -1,
        _ => return None,
    };
    match key {
        Key::Escape => Some(End::Leave),
        Key::Enter => Some(End::Commit { down: step, right: 0 }),
        Key::Tab => Some(End::Commit { down: 0, right: step }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::press;

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    #[test]
    fn a_cell_ends_at_the_first_key_that_leaves_it_and_the_rest_waits() {
        let mut events = vec![
            text("a"),
            press(Modifiers::NONE, Key::Backspace),
            text("n"),
            press(Modifiers::SHIFT, Key::Tab),
            text("b"),
            press(Modifiers::NONE, Key::Enter),
        ];
        let (end, mut rest) = split(&mut events).expect("an end");
        assert_eq!(end, End::Commit { down: 0, right: -1 });
        let head = [text("a"), press(Modifiers::NONE, Key::Backspace), text("n")];
        assert_eq!(events, head);
        let (end, after) = split(&mut rest).expect("an end");
        assert_eq!(end, End::Commit { down: 1, right: 0 });
        assert_eq!((rest, after), (vec![text("b")], vec![]));
        assert_eq!(split(&mut vec![text("c"), press(Modifiers::CTRL, Key::Tab)]), None);
    }

    #[test]
    fn the_field_of_a_cell_stays_within_what_is_in_sight() {
        let sight = Rangef::new(100.0, 500.0);
        for (left, right, least, expected) in [
            (200.0, 300.0, 180.0, (200.0, 380.0)),
            (200.0, 300.0, 0.0, (200.0, 300.0)),
            // At the right edge it grows to the left.
            (420.0, 500.0, 180.0, (316.0, 496.0)),
            (450.0, 560.0, 0.0, (386.0, 496.0)),
            (40.0, 140.0, 0.0, (100.0, 200.0)),
            (100.0, 900.0, 0.0, (100.0, 496.0)),
        ] {
            let cell = Rect::from_x_y_ranges(left..=right, 0.0..=36.0);
            let field = field_rect(cell, least, sight);
            assert_eq!((field.left(), field.right()), expected, "{left} {right} {least}");
            assert_eq!(field.y_range(), cell.y_range());
        }
    }

    #[test]
    fn arrows_go_round_the_values_of_a_cell() {
        let choices = ["Pass", "Merit", "Fail"].map(str::to_owned);
        for (text, step, to) in [
            ("Pass", 1, "Merit"),
            ("Pass", -1, "Fail"),
            ("Fail", 1, "Pass"),
            ("pa", 1, "Pass"),
            ("", -1, "Fail"),
        ] {
            assert_eq!(stepped(&choices, text, step), to, "{text} {step}");
        }
        assert_eq!(stepped(&[], "a", 1), "");
    }

    #[test]
    fn letters_of_an_input_method_begin_a_cell_too() {
        assert!(begins(&Event::Ime(ImeEvent::Commit("王".to_owned()))));
        assert!(begins(&text("a")) && begins(&Event::Paste("Ann".to_owned())));
        assert!(!begins(&Event::Ime(ImeEvent::Commit(String::new()))));
        assert!(!begins(&press(Modifiers::NONE, Key::A)));
    }
}
