//! What has the keyboard: the ring around it, and what a screen, a dialog or a menu says about where it begins.
//!
//! A ring is drawn around buttons, cards and rows only while the keys are used: whoever points with the mouse knows
//! where they are. Fields show it always, because what is typed goes there.

use egui::{Context, CornerRadius, Event, Id, Key, LayerId, Modifiers, Rect, Response, Stroke, StrokeKind, Ui};

use super::super::theme::{self, size, space};

/// Keys that go from one thing to another or do something with it.
const OF_FOCUS: [Key; 12] = [
    Key::Tab,
    Key::Enter,
    Key::Space,
    Key::Escape,
    Key::ArrowUp,
    Key::ArrowDown,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
];

/// What says in a frame where the keyboard begins, layer by layer, and which dialog lies over the screen.
#[derive(Clone, Debug, Default)]
struct Said {
    pass: u64,
    first: Vec<(LayerId, Id)>,
    /// The same of the frame before.
    first_before: Vec<(LayerId, Id)>,
    dialog: Option<LayerId>,
    /// That of the frame before.
    was: Option<LayerId>,
}

/// Draws the ring around what has the keyboard's focus, and brings it into sight when it gets it.
pub fn focus_ring(ui: &Ui, response: &Response, corner: u8) {
    reveal(ui, response);
    if shows_focus(ui, response) {
        ring(ui, response.rect, corner);
    }
}

/// Whether the menu of what has the keyboard is asked for: by the key that is made for it, or by Shift+F10.
pub fn asks_menu(ui: &Ui) -> bool {
    ui.input(|input| input.key_pressed(Key::Menu) || (input.modifiers.shift_only() && input.key_pressed(Key::F10)))
}

/// Whether Escape was pressed in this frame, whoever has taken it since.
pub fn pressed_escape(ctx: &Context) -> bool {
    let is_it = |event: &Event| {
        let is_key = |key: &Key, pressed: &bool| *key == Key::Escape && *pressed;
        matches!(event, Event::Key { key, pressed, .. } if is_key(key, pressed))
    };
    ctx.input(|input| input.raw.events.iter().any(is_it))
}

/// What was dragged until Escape let go of it in this frame: the toolkit ends the drag as when the button is released, but
/// nothing is to come of it.
pub fn dragged_until_escape(ctx: &Context) -> Option<Id> {
    ctx.drag_stopped_id().filter(|_| pressed_escape(ctx))
}

/// Whether something has the focus and that is to be seen.
pub fn shows_focus(ui: &Ui, response: &Response) -> bool {
    response.has_focus() && by_keys(ui.ctx())
}

/// Brings into sight what just got the focus. Where a page begins, enough of it is in sight as soon as some of it is: else
/// the heading above would go.
pub fn reveal(ui: &Ui, response: &Response) {
    if !response.gained_focus() {
        return;
    }
    let layer = (response.layer_id, response.id);
    let begins = said(ui.ctx(), |said| said.first_before.contains(&layer));
    if !begins || !ui.clip_rect().intersects(response.rect) {
        ui.scroll_to_rect(response.rect.expand(space::M), None);
    }
}

pub(super) fn ring(ui: &Ui, rect: Rect, corner: u8) {
    let rect = rect.expand(size::FOCUS);
    let stroke = Stroke::new(size::FOCUS, theme::of(ui).select);
    let corner = CornerRadius::same(corner + size::FOCUS as u8);
    ui.painter().rect_stroke(rect, corner, stroke, StrokeKind::Outside);
}

/// Says that the keyboard begins here when the screen, the dialog or the menu that this belongs to is opened. The first
/// that says so in a frame is taken.
pub fn first_thing(ui: &Ui, response: &Response) {
    if !response.enabled() || !response.sense.is_focusable() {
        return;
    }
    begins_at(ui.ctx(), response.layer_id, response.id);
}

/// The same for something that is known by its id.
pub fn begins_at(ctx: &Context, layer: LayerId, id: Id) {
    said(ctx, |said| {
        if said.first.iter().all(|(known, _)| *known != layer) {
            said.first.push((layer, id));
        }
    });
}

/// What was said so for a layer, or for the first layer that is meant.
pub fn said_first(ctx: &Context, is_meant: impl Fn(LayerId) -> bool) -> Option<Id> {
    let all = said(ctx, |said| said.first.clone());
    all.into_iter().find(|(layer, _)| is_meant(*layer)).map(|(_, id)| id)
}

/// Says that a dialog is drawn now, over everything else.
pub fn over_all(ctx: &Context, dialog: LayerId) {
    said(ctx, |said| said.dialog = Some(dialog));
}

/// The dialog that was drawn in this frame.
pub fn dialog_over_all(ctx: &Context) -> Option<LayerId> {
    said(ctx, |said| said.dialog)
}

/// Whether a dialog lies over the window, which then has all keys; for what is drawn, or asks, before the dialog is drawn
/// in this frame.
pub fn is_dialog_open(ctx: &Context) -> bool {
    said(ctx, |said| said.dialog.or(said.was)).is_some()
}

fn said<R>(ctx: &Context, with: impl FnOnce(&mut Said) -> R) -> R {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| {
        let said = data.get_temp_mut_or_default::<Said>(Id::unique("said of the focus"));
        if said.pass != pass {
            *said = Said {
                pass,
                was: said.dialog,
                first_before: std::mem::take(&mut said.first),
                ..Said::default()
            };
        }
        with(said)
    })
}

/// Notes what gets the focus back when what lies over it is closed, or because its screen was come back to.
pub fn note_waiting(ctx: &Context, ids: Vec<Id>) {
    ctx.data_mut(|data| data.insert_temp(waiting_id(), ids));
}

/// Whether something gets the focus back: it must be there even where nobody sees it, as a row that was scrolled away.
pub fn is_waited_for(ctx: &Context, id: Id) -> bool {
    ctx.data(|data| data.get_temp::<Vec<Id>>(waiting_id()))
        .is_some_and(|ids| ids.contains(&id))
}

fn waiting_id() -> Id {
    Id::unique("what gets the focus back")
}

/// Whether the keys were used last, and not the mouse.
pub fn by_keys(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(keys_id())).unwrap_or(false)
}

/// The keys that a press of the mouse was made with. In a slow frame they may be let go by its end.
pub fn held_keys(ui: &Ui) -> Modifiers {
    ui.input(|input| {
        let pressed = input.events.iter().filter_map(|event| match event {
            Event::PointerButton { modifiers, .. } => Some(*modifiers),
            _ => None,
        });
        pressed.fold(input.modifiers, |held, more| held | more)
    })
}

/// Notes what is used, at the beginning of a frame.
pub fn note_input(ctx: &Context) {
    let mut keys = by_keys(ctx);
    ctx.input(|input| {
        for event in &input.events {
            match event {
                Event::PointerButton { pressed: true, .. } => keys = false,
                Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } if OF_FOCUS.contains(key) || modifiers.command || modifiers.alt => keys = true,
                Event::AccessKitActionRequest(_) => keys = true,
                _ => {}
            }
        }
    });
    ctx.data_mut(|data| data.insert_temp(keys_id(), keys));
}

fn keys_id() -> Id {
    Id::unique("the keys were used last")
}

#[cfg(test)]
mod tests {
    use egui::{PointerButton, Pos2, RawInput};

    use super::*;

    #[test]
    fn keys_of_a_press_count_though_they_are_let_go_within_its_frame() {
        let with = |modifiers: Modifiers| {
            let input = RawInput {
                events: vec![Event::PointerButton {
                    pos: Pos2::ZERO,
                    button: PointerButton::Primary,
                    pressed: false,
                    modifiers,
                }],
                ..RawInput::default()
            };
            let mut held = Modifiers::NONE;
            let mut output = Context::default().run_ui(input, |ui| held |= held_keys(ui));
            output.textures_delta.clear();
            held
        };
        assert_eq!(with(Modifiers::SHIFT), Modifiers::SHIFT);
        assert_eq!(with(Modifiers::NONE), Modifiers::NONE);
    }
}
