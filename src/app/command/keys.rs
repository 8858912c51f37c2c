//! The keys of commands: their own, or those that a person gave them; as text in the settings; and which are refused.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::super::settings::Settings;
use super::{Listed, listed};

/// Ctrl, or ⌘ on a Mac, with these edits text in every field.
const OF_FIELDS: [Key; 6] = [Key::A, Key::C, Key::V, Key::X, Key::ArrowLeft, Key::ArrowRight];
/// Whatever they are pressed with, these move the focus and leave dialogs.
const OF_DIALOGS: [Key; 2] = [Key::Tab, Key::Escape];

/// Other keys that lead to commands, on every keyboard that has them.
const ALIASES: [(Modifiers, Key, &str); 22] = [
    (Modifiers::NONE, Key::Backspace, "delete"),
    (Modifiers::COMMAND, Key::Y, "redo"),
    (CTRL_SHIFT, Key::Z, "create-redo"),
    (CTRL_SHIFT, Key::Z, DO_AGAIN),
    (Modifiers::NONE, Key::Plus, "zoom-in"),
    (Modifiers::NONE, Key::Equals, "zoom-in"),
    (Modifiers::SHIFT, Key::Plus, "zoom-in"),
    (Modifiers::SHIFT, Key::Equals, "zoom-in"),
    (Modifiers::COMMAND, Key::Plus, "zoom-in"),
    (Modifiers::COMMAND, Key::Equals, "zoom-in"),
    (CTRL_SHIFT, Key::Plus, "zoom-in"),
    (CTRL_SHIFT, Key::Equals, "zoom-in"),
    (Modifiers::NONE, Key::Minus, "zoom-out"),
    (Modifiers::COMMAND, Key::Minus, "zoom-out"),
    (Modifiers::COMMAND, Key::Num0, "zoom-full"),
    // On the page alone: elsewhere it leads to the home page.
    (Modifiers::COMMAND, Key::Num1, "zoom-full"),
    // Plus is pressed with Shift on many keyboards, and without it by most people.
    (Modifiers::COMMAND, Key::Equals, "larger"),
    (CTRL_SHIFT, Key::Equals, "larger"),
    (CTRL_SHIFT, Key::Plus, "larger"),
    (Modifiers::NONE, Key::Questionmark, "keys"),
    (Modifiers::SHIFT, Key::Questionmark, "keys"),
    (Modifiers::SHIFT, Key::Slash, "keys"),
];
/// The command that takes back what was done last.
pub const TAKE_BACK: &str = "take-back";
/// The command that does again what was taken back last.
pub const DO_AGAIN: &str = "do-again";
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// The keys of a command.
pub fn of(listed: &Listed, choices: &Settings) -> Option<KeyboardShortcut> {
    match choices.shortcuts.get(listed.id) {
        Some(text) => parse(text),
        None => listed.shortcut,
    }
}

/// The keys of the command with this id.
pub fn of_id(id: &str, choices: &Settings) -> Option<KeyboardShortcut> {
    of(listed().find(|listed| listed.id == id)?, choices)
}

/// Other keys with the commands that they lead to, whatever keys a person gave these.
pub fn aliases() -> impl Iterator<Item = (KeyboardShortcut, &'static Listed)> {
    ALIASES.iter().filter_map(|(modifiers, key, id)| {
        let listed = listed().find(|listed| listed.id == *id)?;
        Some((KeyboardShortcut::new(*modifiers, *key), listed))
    })
}

/// The keys that the command with this id has by itself.
pub fn own(id: &str) -> Option<KeyboardShortcut> {
    listed().find(|listed| listed.id == id)?.shortcut
}

/// As they are kept in the settings, such as `Ctrl+Shift+K`; the same on every system.
pub fn text(shortcut: &KeyboardShortcut) -> String {
    let modifiers = shortcut.modifiers;
    let mut text = String::new();
    for (has, name) in [
        (modifiers.command || modifiers.ctrl, "Ctrl+"),
        (modifiers.alt, "Alt+"),
        (modifiers.shift, "Shift+"),
    ] {
        if has {
            text.push_str(name);
        }
    }
    text + shortcut.logical_key.name()
}

/// Reads such a text; `None` for an empty one and for what is not understood.
pub fn parse(text: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut rest = text;
    loop {
        let (part, more) = match rest.split_once('+') {
            Some((part, more)) if !more.is_empty() => (part, more),
            _ => {
                let key = Key::from_name(rest).filter(|key| !is_modifier(*key))?;
                return Some(KeyboardShortcut::new(modifiers, key));
            }
        };
        match part {
            "Ctrl" => modifiers |= Modifiers::COMMAND,
            "Alt" => modifiers |= Modifiers::ALT,
            "Shift" => modifiers |= Modifiers::SHIFT,
            _ => return None,
        }
        rest = more;
    }
}

/// Whether a key only changes what others are: alone, and with its like, it is no shortcut.
pub fn is_modifier(key: Key) -> bool {
    matches!(
        key,
        Key::ShiftLeft
            | Key::ShiftRight
            | Key::ControlLeft
            | Key::ControlRight
            | Key::AltLeft
            | Key::AltRight
            | Key::SuperLeft
            | Key::SuperRight
    )
}

/// What was pressed, as a shortcut is written: ⌘ and Ctrl are the same.
pub fn pressed(key: Key, modifiers: Modifiers) -> KeyboardShortcut {
    let mut kept = Modifiers::NONE;
    if modifiers.command || modifiers.ctrl {
        kept |= Modifiers::COMMAND;
    }
    if modifiers.alt {
        kept |= Modifiers::ALT;
    }
    if modifiers.shift {
        kept |= Modifiers::SHIFT;
    }
    KeyboardShortcut::new(kept, key)
}

/// Whether a command acts on the canvas of the studio, where letters alone are keys while no text is typed.
pub fn is_of_canvas(id: &str) -> bool {
    super::studio::LISTED.iter().any(|listed| listed.id == id)
}

/// Whether a command acts on the rows of a spreadsheet while they are checked, and on nothing else.
pub fn is_of_rows(id: &str) -> bool {
    super::create::OF_ROWS.contains(&id)
}

/// Whether the keys of a command are those of a field while that is typed into, and of nothing while it cannot be done.
pub fn gives_way(id: &str) -> bool {
    is_of_rows(id) || [TAKE_BACK, DO_AGAIN].contains(&id)
}

/// Whether two commands could be meant by the same keys: of those of the canvas, those of the rows and those that take
/// back what was done elsewhere and do it again, only one is possible at a time.
pub fn may_clash(one: &str, other: &str) -> bool {
    let place = |id| match id {
        TAKE_BACK | DO_AGAIN => Some(2),
        _ if is_of_rows(id) => Some(1),
        _ => is_of_canvas(id).then_some(0),
    };
    let (one, other) = (place(one), place(other));
    one.is_none() || other.is_none() || one == other
}

/// Why a command cannot have these keys.
pub fn refusal(id: &str, shortcut: &KeyboardShortcut, choices: &Settings) -> Option<String> {
    let key = shortcut.logical_key;
    let plain = !shortcut.modifiers.command && !shortcut.modifiers.alt;
    let is_of_canvas = is_of_canvas(id);
    // What moves and ends something on the canvas has these keys by itself.
    let is_own = own(id).as_ref() == Some(shortcut);
    if OF_DIALOGS.contains(&key) && !(is_of_canvas && is_own) {
        return Some(format!("{} moves within the window", key.name()));
    }
    if plain && !is_of_canvas && !(Key::F1..=Key::F35).contains(&key) {
        return Some("Letters alone are for typing; add Ctrl or Alt".to_owned());
    }
    if shortcut.modifiers == Modifiers::COMMAND && !is_of_canvas && OF_FIELDS.contains(&key) {
        return Some(format!("{} edits text in fields", text(shortcut)));
    }
    let mut others = listed().filter(|other| other.id != id && may_clash(id, other.id));
    let other = others.find(|other| of(other, choices).as_ref() == Some(shortcut))?;
    Some(format!("{} is “{}” already", text(shortcut), other.label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_kept_as_text() {
        for listed in listed() {
            if let Some(shortcut) = listed.shortcut {
                assert_eq!(parse(&text(&shortcut)), Some(shortcut), "{}", listed.id);
            }
        }
        let odd = KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::Plus);
        assert_eq!(parse(&text(&odd)), Some(odd));
        for wrong in ["", "Ctrl+", "Hyper+K", "Ctrl+Nokey", "Ctrl+AltLeft", "ShiftRight"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn all_other_keys_lead_to_one_command() {
        assert_eq!(aliases().count(), ALIASES.len());
        for (at, (keys, listed)) in aliases().enumerate() {
            let mut before = aliases().take(at).filter(|(other, _)| *other == keys);
            // Those of the canvas come before all others.
            let is_as_near = |other: &str| is_of_canvas(other) == is_of_canvas(listed.id);
            let is_twice = before.any(|(_, other)| is_as_near(other.id) && may_clash(other.id, listed.id));
            assert!(!is_twice, "{}", text(&keys));
        }
    }

    #[test]
    fn no_command_has_keys_that_would_be_refused() {
        let choices = Settings::default();
        for listed in listed() {
            if let Some(shortcut) = listed.shortcut {
                assert_eq!(refusal(listed.id, &shortcut, &choices), None, "{}", listed.id);
            }
        }
    }

    #[test]
    fn a_clash_is_refused_until_the_other_gives_its_keys_away() {
        let mut choices = Settings::default();
        let palette = parse("Ctrl+K").expect("keys");
        assert_eq!(of_id("palette", &choices), Some(palette));
        let refused = refusal("home", &palette, &choices).expect("taken");
        assert_eq!(refused, "Ctrl+K is “Search everything” already");
        choices
            .shortcuts
            .insert("palette".to_owned(), "Ctrl+Shift+P".to_owned());
        assert_eq!(refusal("home", &palette, &choices), None);
        choices.shortcuts.insert("palette".to_owned(), String::new());
        assert_eq!(of_id("palette", &choices), None);
        for (keys, allowed) in [
            ("K", false),
            ("Shift+K", false),
            ("F6", true),
            ("Ctrl+C", false),
            ("Alt+Tab", false),
            ("Enter", false),
            ("Ctrl+Shift+Enter", true),
            ("Ctrl+Shift+C", true),
        ] {
            let keys = parse(keys).expect("keys");
            assert_eq!(refusal("home", &keys, &choices).is_none(), allowed, "{keys:?}");
        }
    }
}
