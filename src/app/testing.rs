//! What several tests of the window press.

use egui::{Event, Key, Modifiers};

/// A key that goes down.
pub(super) fn press(modifiers: Modifiers, key: Key) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}
