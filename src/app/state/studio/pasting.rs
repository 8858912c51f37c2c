//! Noticing that somebody pastes where the toolkit says nothing of it.
//!
//! It keeps the key that pastes to itself, and gives a text or a picture when it can read one. When it cannot, because
//! the picture is too large for its patience or because files were copied, nothing arrives but that the key was let go.

use egui::{Event, Id, Key};

/// What is asked for arrives a frame or two later.
const FRAMES: u8 = 3;
/// The key that pastes is let go soon after the one that is held with it, in seconds.
const SOON: f64 = 1.0;

/// What was seen of pasting so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pasting {
    /// Whether the key went down as a letter.
    is_letter: bool,
    /// When something was pasted last, for which the key is still to be let go.
    came: Option<f64>,
    /// When Ctrl or Command was held last.
    held: Option<f64>,
    /// It was asked for by a command; so many frames may still pass.
    asked: Option<u8>,
}

/// Where it is kept between frames.
pub fn pasting_id() -> Id {
    Id::unique("what was seen of pasting")
}

impl Pasting {
    /// A command asked the system for it.
    pub fn asked() -> Pasting {
        Pasting {
            asked: Some(FRAMES),
            ..Pasting::default()
        }
    }

    /// Whether an answer is still waited for.
    pub fn is_waiting(&self) -> bool {
        self.asked.is_some()
    }

    /// Takes what happened in a frame, at a time in seconds; `held` says whether Ctrl or Command is. Whether somebody
    /// pastes and the toolkit gave nothing.
    pub fn follow(&mut self, events: &[Event], held: bool, time: f64) -> bool {
        if held {
            self.held = Some(time);
        }
        let mut is_unread = false;
        for event in events {
            match event {
                // A command has no key that is let go.
                Event::Paste(_) | Event::PasteImage(_) if self.asked.take().is_none() => self.came = Some(time),
                Event::Key {
                    key: Key::V,
                    pressed: true,
                    ..
                } => self.is_letter = true,
                Event::Key {
                    key: Key::V,
                    pressed: false,
                    modifiers,
                    ..
                } => {
                    let is_soon = modifiers.command || self.held.is_some_and(|at| time - at < SOON);
                    // A key that is held pastes again and again.
                    let has_come = self.came.is_some_and(|at| time - at < SOON);
                    is_unread |= is_soon && !self.is_letter && !has_come;
                    (self.is_letter, self.came) = (false, None);
                }
                _ => {}
            }
        }
        match self.asked {
            Some(0) => {
                self.asked = None;
                true
            }
            left => {
                self.asked = left.map(|left| left - 1);
                is_unread
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(pressed: bool) -> Event {
        Event::Key {
            key: Key::V,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: egui::Modifiers::NONE,
        }
    }

    #[test]
    fn a_key_that_is_let_go_and_was_never_pressed_pasted_something() {
        let mut pasting = Pasting::default();
        assert!(!pasting.follow(&[key(true)], false, 1.0), "a letter");
        assert!(!pasting.follow(&[key(false)], false, 1.1));
        assert!(!pasting.follow(&[key(false)], false, 1.2), "Ctrl was not held");
        assert!(!pasting.follow(&[Event::Paste("A".to_owned())], true, 2.0));
        assert!(!pasting.follow(&[key(false)], true, 2.1), "a text came");
        assert!(!pasting.follow(&[], true, 3.0));
        assert!(pasting.follow(&[key(false)], false, 3.2), "Ctrl was let go first");
        assert!(!pasting.follow(&[key(false)], false, 5.0));
    }

    #[test]
    fn what_a_command_asked_for_may_take_some_frames() {
        let mut pasting = Pasting::asked();
        let came: Vec<bool> = (0..5).map(|at| pasting.follow(&[], false, f64::from(at))).collect();
        assert_eq!(came, [false, false, false, true, false]);
        let mut pasting = Pasting::asked();
        assert!(!pasting.follow(&[Event::Paste("A".to_owned())], false, 0.0));
        assert!(!pasting.is_waiting());
        assert!(pasting.follow(&[key(false)], true, 1.0), "the next one is by the key");
    }
}
