//! The keys of the canvas: letters, arrows and the like, which belong to it only while nothing else wants them.

use egui::{Context, Event, Key, KeyboardShortcut, Modifiers, Popup};

use super::super::command::studio::LISTED;
use super::super::command::{Command, keys};
use super::super::route::Route;
use super::super::state::State;
use super::super::state::studio::{canvas_id, delete_id};

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
/// Other keys that do the same, on every keyboard that has them.
const ALIASES: [(Modifiers, Key, &str); 5] = [
    (Modifiers::NONE, Key::Backspace, "delete"),
    (Modifiers::COMMAND, Key::Y, "redo"),
    (Modifiers::NONE, Key::Plus, "zoom-in"),
    (Modifiers::NONE, Key::Equals, "zoom-in"),
    (Modifiers::NONE, Key::Minus, "zoom-out"),
];

/// The commands of the canvas whose keys were pressed. While a text is typed, in a field or on the page, there are none.
pub(super) fn shortcuts(ctx: &Context, state: &State) -> Vec<Command> {
    let is_shown = matches!(state.route.now(), Route::Studio(_));
    let Some(open) = state.studio.open().filter(|_| is_shown) else {
        return Vec::new();
    };
    if state.studio.is_asking() || open.is_typing() || ctx.text_edit_focused() || Popup::is_any_open(ctx) {
        return Vec::new();
    }
    let focused = ctx.memory(egui::Memory::focused);
    let is_canvas = focused.is_none_or(|id| id == canvas_id());
    let has_own = focused.is_some() && ctx.data(|data| data.get_temp(delete_id())) == focused;
    let own = LISTED
        .iter()
        .filter_map(|listed| Some((keys::of(listed, &state.choices)?, listed)));
    let aliases = ALIASES.iter().filter_map(|(modifiers, key, id)| {
        let listed = LISTED.iter().find(|listed| listed.id == *id)?;
        Some((KeyboardShortcut::new(*modifiers, *key), listed))
    });
    own.chain(aliases)
        .filter(|(_, listed)| !has_own || listed.id != "delete")
        .filter(|(shortcut, _)| is_canvas || !is_of_widgets(shortcut))
        // The sheet of keys lies over everything.
        .filter(|(_, listed)| !open.keys || ["escape", "keys"].contains(&listed.id))
        .filter(|(shortcut, listed)| consume(ctx, shortcut) && listed.allowed(state).is_ok())
        .map(|(_, listed)| (listed.command)())
        .collect()
}

fn is_of_widgets(shortcut: &KeyboardShortcut) -> bool {
    let plain = !shortcut.modifiers.command && !shortcut.modifiers.alt;
    plain && OF_WIDGETS.contains(&shortcut.logical_key)
}

/// Takes the key when it was pressed. A digit is found by its place: with Shift it is another sign on every keyboard.
fn consume(ctx: &Context, shortcut: &KeyboardShortcut) -> bool {
    let wanted = shortcut.logical_key;
    let is_digit = (Key::Num0..=Key::Num9).contains(&wanted);
    ctx.input_mut(|input| {
        let found = input.events.iter().position(|event| match event {
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
        });
        found.map(|at| input.events.remove(at)).is_some()
    })
}
