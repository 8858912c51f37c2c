//! The keys of the canvas: letters, arrows and the like, which belong to it only while nothing else wants them.

use egui::{Context, Event, Key, KeyboardShortcut, Popup};

use super::super::command::studio::LISTED;
use super::super::command::{Listed, keys};
use super::super::route::Route;
use super::super::settings::Settings;
use super::super::state::State;
use super::super::state::studio::{Open, canvas_id, delete_id, save_id};
use super::super::widgets::{dragged_until_escape, is_dialog_open};
use crate::model::DesignId;

/// With these alone a focused button is pressed and a focused list is walked through.
const OF_WIDGETS: [Key; 7] = [
    Key::Enter,
    Key::Space,
    Key::Tab,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::ArrowUp,
    Key::ArrowDown,
];
/// What is done while the sheet of keys is open.
const OF_SHEET: [&str; 2] = ["escape", "keys"];

/// What is done while a text is typed, which goes on then; where that is in a field, the first two of them.
const OF_TYPING: [&str; 4] = [SAVE, "keys", "row-before", "row-next"];
const OF_FIELDS: usize = 2;
const SAVE: &str = "save-design";
/// With Ctrl, or ⌘ on a Mac, these do something to what is typed.
const OF_TEXT: [Key; 17] = [
    Key::A,
    Key::B,
    Key::C,
    Key::I,
    Key::U,
    Key::V,
    Key::X,
    Key::Y,
    Key::Z,
    Key::Home,
    Key::End,
    Key::Backspace,
    Key::Delete,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::Enter,
    Key::Space,
];

/// A command with keys that lead to it.
pub(super) type Bound = (KeyboardShortcut, &'static Listed);

/// The commands of the canvas whose keys were pressed, in the order of the keys. While a text is typed, in a field or on
/// the page, there are few.
pub(super) fn shortcuts(ctx: &Context, state: &State) -> Vec<&'static Listed> {
    let is_shown = matches!(state.route.now(), Route::Studio(_));
    let Some(open) = state.studio.open().filter(|_| is_shown) else {
        return Vec::new();
    };
    if state.is_asking() || Popup::is_any_open(ctx) {
        return Vec::new();
    }
    // The sheet of keys is a dialog, too, and has some keys of the canvas.
    if is_dialog_open(ctx) && !open.keys {
        return Vec::new();
    }
    let is_typed_into = ctx.text_edit_focused();
    let focused = ctx.memory(egui::Memory::focused);
    let is_canvas = focused.is_none_or(|id| id == canvas_id());
    let has_own = focused.is_some() && ctx.data(|data| data.get_temp(delete_id())) == focused;
    if ctx.input(|input| input.events.iter().all(is_of_pointer)) {
        // While the hand moves, nobody needs the list of keys.
        return Vec::new();
    }
    // Escape in a field of a panel is about what was typed there, during a drag in a panel about what is dragged, and
    // with a menu open about that.
    let is_dragged = dragged_until_escape(ctx).is_some_and(|id| id != canvas_id());
    let is_left = super::focus::was_typed(ctx) || is_dragged || open.menu.is_some();
    let mut bound = bound(&state.choices);
    bound.retain(|(shortcut, listed)| {
        if is_left && listed.id == "escape" && !open.keys {
            return false;
        }
        // The sheet of keys lies over everything.
        if open.keys {
            return OF_SHEET.contains(&listed.id) && (!is_typed_into || is_beside_words(shortcut, open));
        }
        if is_typed_into || open.is_typing() {
            let of_it = OF_TYPING.get(..OF_FIELDS).filter(|_| is_typed_into);
            return of_it.unwrap_or(&OF_TYPING).contains(&listed.id) && types_nothing(shortcut);
        }
        let is_elsewhere = is_of_widgets(shortcut) || is_digit(shortcut);
        (!has_own || listed.id != "delete") && (is_canvas || !is_elsewhere)
    });
    let mut pressed = ctx.input_mut(|input| take(&mut input.events, &bound));
    if is_typed_into {
        pressed.retain(|listed| listed.id != SAVE || !leave_field(ctx, open.id));
    }
    pressed
}

/// Leaves the field that is typed into, and says which design is saved when what was typed there is done. Whether there
/// was a field.
fn leave_field(ctx: &Context, id: DesignId) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    if let Some(field) = focused {
        ctx.memory_mut(|memory| memory.surrender_focus(field));
        ctx.data_mut(|data| data.insert_temp(save_id(), id));
    }
    focused.is_some()
}

/// Whether keys neither write into a text nor do anything else to it.
fn types_nothing(shortcut: &KeyboardShortcut) -> bool {
    let KeyboardShortcut { modifiers, logical_key } = *shortcut;
    let is_apart = matches!(logical_key, Key::PageUp | Key::PageDown) || (Key::F1..=Key::F35).contains(&logical_key);
    is_apart || (modifiers.command && !OF_TEXT.contains(&logical_key))
}

/// Whether a command whose keys were pressed can be done now that those before it were: what they opened has the keys.
pub(super) fn has_keys_for(listed: &Listed, state: &State) -> bool {
    let is_free = |open: &Open| match (open.keys, open.is_typing()) {
        (true, _) => OF_SHEET.contains(&listed.id),
        (false, true) => OF_TYPING.contains(&listed.id),
        (false, false) => true,
    };
    !state.is_asking() && state.studio.open().is_some_and(is_free)
}

/// Whether keys write nothing into the search of the sheet of keys. The question mark that opened the sheet closes it as
/// long as nothing is looked for.
fn is_beside_words(shortcut: &KeyboardShortcut, open: &Open) -> bool {
    let KeyboardShortcut { modifiers, logical_key } = *shortcut;
    let asks = matches!(logical_key, Key::Questionmark | Key::Slash);
    let writes = !modifiers.command && !modifiers.alt && !(Key::F1..=Key::F35).contains(&logical_key);
    !writes || (asks && open.keys_filter.is_empty())
}

fn is_of_pointer(event: &Event) -> bool {
    matches!(
        event,
        Event::PointerMoved(_) | Event::MouseMoved(_) | Event::PointerButton { .. } | Event::MouseWheel { .. }
    )
}

/// All keys of the canvas, first those of the commands themselves.
fn bound(choices: &Settings) -> Vec<Bound> {
    let own = LISTED
        .iter()
        .filter_map(|listed| Some((keys::of(listed, choices)?, listed)));
    let aliases = keys::aliases().filter(|(_, listed)| keys::is_of_canvas(listed.id));
    own.chain(aliases).collect()
}

/// Takes the keys out of the events that lead to commands; as many as were pressed, and in their order. Keys are exactly
/// those that are held: what egui matches by itself, Ctrl+Z by Ctrl+Shift+Z, would undo where it should redo.
pub(super) fn take(events: &mut Vec<Event>, bound: &[Bound]) -> Vec<&'static Listed> {
    let mut pressed = Vec::new();
    events.retain(
        |event| match bound.iter().find(|(shortcut, _)| is_of(event, shortcut)) {
            Some((_, listed)) => {
                pressed.push(*listed);
                false
            }
            None => true,
        },
    );
    pressed
}

fn is_of_widgets(shortcut: &KeyboardShortcut) -> bool {
    let plain = !shortcut.modifiers.command && !shortcut.modifiers.alt;
    plain && OF_WIDGETS.contains(&shortcut.logical_key)
}

/// A digit alone, which would change what is selected while the keys are somewhere else.
fn is_digit(shortcut: &KeyboardShortcut) -> bool {
    shortcut.modifiers.is_none() && (Key::Num0..=Key::Num9).contains(&shortcut.logical_key)
}

/// Whether an event is the press of these keys. A digit is found by its place: with Shift it is another sign on every
/// keyboard.
fn is_of(event: &Event, shortcut: &KeyboardShortcut) -> bool {
    let wanted = shortcut.logical_key;
    let is_digit = (Key::Num0..=Key::Num9).contains(&wanted);
    match event {
        Event::Key {
            key,
            physical_key,
            pressed: true,
            modifiers,
            ..
        } => {
            let is_key = *key == wanted || (is_digit && *physical_key == Some(wanted));
            is_key && modifiers.matches_exact(shortcut.modifiers)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;
    use crate::app::testing::press;

    fn pressed(events: &mut Vec<Event>) -> Vec<&'static str> {
        let bound = bound(&Settings::default());
        take(events, &bound).iter().map(|listed| listed.id).collect()
    }

    #[test]
    fn every_key_of_a_frame_counts_in_its_order() {
        let mut events = vec![press(Modifiers::COMMAND, Key::Z); 60];
        assert_eq!(pressed(&mut events), ["undo"; 60]);
        let mut events = vec![
            press(Modifiers::COMMAND, Key::A),
            Event::Text("ä".to_owned()),
            press(Modifiers::NONE, Key::Delete),
            press(Modifiers::COMMAND, Key::Z),
        ];
        assert_eq!(pressed(&mut events), ["select-all", "delete", "undo"]);
        assert_eq!(events, [Event::Text("ä".to_owned())], "what is no command stays");
    }

    #[test]
    fn while_a_text_is_typed_only_keys_count_that_do_nothing_to_it() {
        let keys = |modifiers, key| types_nothing(&KeyboardShortcut::new(modifiers, key));
        let (none, ctrl) = (Modifiers::NONE, Modifiers::COMMAND);
        for (modifiers, key) in [
            (ctrl, Key::S),
            (none, Key::F1),
            (none, Key::PageDown),
            (Modifiers::SHIFT, Key::PageUp),
        ] {
            assert!(keys(modifiers, key), "{modifiers:?} {key:?}");
        }
        for (modifiers, key) in [
            (none, Key::S),
            (Modifiers::SHIFT, Key::Questionmark),
            (none, Key::Delete),
            (ctrl, Key::B),
            (ctrl, Key::ArrowRight),
        ] {
            assert!(!keys(modifiers, key), "{modifiers:?} {key:?}");
        }
        assert!(OF_TYPING.iter().all(|id| LISTED.iter().any(|listed| listed.id == *id)));
    }

    #[test]
    fn plus_minus_and_the_question_mark_are_found_on_every_keyboard() {
        let shift = Modifiers::SHIFT;
        for (modifiers, key, id) in [
            (Modifiers::COMMAND, Key::Equals, "zoom-in"),
            (Modifiers::COMMAND, Key::Plus, "zoom-in"),
            (Modifiers::COMMAND | shift, Key::Plus, "zoom-in"),
            (shift, Key::Equals, "zoom-in"),
            (shift, Key::Plus, "zoom-in"),
            (Modifiers::COMMAND, Key::Minus, "zoom-out"),
            (Modifiers::COMMAND, Key::Num0, "zoom-full"),
            (Modifiers::COMMAND, Key::Num1, "zoom-full"),
            (shift, Key::Questionmark, "keys"),
            (shift, Key::Slash, "keys"),
        ] {
            assert_eq!(pressed(&mut vec![press(modifiers, key)]), [id], "{modifiers:?} {key:?}");
        }
    }
}
