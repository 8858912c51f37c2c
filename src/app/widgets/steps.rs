//! The keys that take back what was done to a form, and do it again.

use egui::{Event, Key, Modifiers, Ui};

/// Takes the keys of undo and redo away from the fields: each field knows what was done to itself alone, and what it takes
/// back by itself would count as typed. Returns of each whether it goes back, where the form can go there.
pub fn step_keys(ui: &Ui, can: impl Fn(bool) -> bool) -> Vec<bool> {
    let mut steps = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let step = step_of(event);
            steps.extend(step);
            step.is_none()
        });
    });
    steps.retain(|back| can(*back));
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

#[cfg(test)]
mod tests {
    use egui::{Context, RawInput};

    use super::*;
    use crate::app::testing::press;

    #[test]
    fn the_fields_of_a_form_get_none_of_the_keys_of_undo() {
        let keys = [
            press(Modifiers::COMMAND, Key::Z),
            press(Modifiers::COMMAND, Key::A),
            press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z),
        ];
        let input = RawInput {
            events: keys.to_vec(),
            ..RawInput::default()
        };
        let (mut steps, mut left) = (Vec::new(), Vec::new());
        // What is laid out for the first time may be laid out once more, without any input.
        let mut output = Context::default().run_ui(input, |ui| {
            steps.extend(step_keys(ui, |back| !back));
            left.extend(ui.input(|input| input.events.clone()));
        });
        output.textures_delta.clear();
        assert_eq!(steps, [false]);
        assert_eq!(left, keys[1..2]);
    }
}
