//! The keys that take back what was done to a form, and do it again.

use egui::{Event, Key, Modifiers, Ui};

/// Takes the keys of undo and redo away from the fields, where the form can go back or ahead: each field knows what was done
/// to itself alone. Returns whether each of them goes back.
pub fn step_keys(ui: &Ui, can: impl Fn(bool) -> bool) -> Vec<bool> {
    let mut steps = Vec::new();
    let can = [can(true), can(false)];
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let step = step_of(event).filter(|back| can[usize::from(!back)]);
            steps.extend(step);
            step.is_none()
        });
    });
    steps
}

/// Whether an event takes something back, or does it again.
fn step_of(event: &Event) -> Option<bool> {
    let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = event
    else {
        return None;
    };
    let is = |held: Modifiers| modifiers.matches_exact(held);
    match key {
        Key::Z if is(Modifiers::COMMAND) => Some(true),
        Key::Z if is(Modifiers::COMMAND | Modifiers::SHIFT) => Some(false),
        Key::Y if is(Modifiers::COMMAND) => Some(false),
        _ => None,
    }
}
