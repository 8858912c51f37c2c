//! Buttons that commit wait a moment: the second click of a double click, or a key that is held, on the button that led to
//! their screen must not press them.

use std::time::Duration;

use egui::response::Flags;
use egui::{Event, Id, Key, Response, Ui};

/// How long a button stands there before it can be pressed; longer than the pause within a double click.
const PAUSE: f64 = 0.5;

/// Since when something is shown, in passes and seconds of egui.
#[derive(Clone, Copy)]
struct Shown {
    last: u64,
    /// From its second frame on: the first one may take long, and what was clicked meanwhile comes with the second.
    since: Option<f64>,
}

/// Whether what is drawn with this id has been there long enough to be meant. To be asked once in every frame in which it
/// is drawn.
pub(super) fn is(ui: &Ui, id: Id) -> bool {
    let (pass, now) = (ui.ctx().cumulative_pass_nr(), ui.input(|input| input.time));
    let key = id.with("shown");
    let before = ui.data(|data| data.get_temp::<Shown>(key));
    let since = match before.filter(|shown| shown.last + 1 >= pass) {
        Some(shown) => shown.since.or(Some(now)),
        None => None,
    };
    ui.data_mut(|data| data.insert_temp(key, Shown { last: pass, since }));
    let left = since.map_or(PAUSE, |since| since + PAUSE - now);
    if since.is_none() {
        ui.ctx().request_repaint();
    } else if left > 0.0 {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
    }
    since.is_some() && left <= 0.0 && !is_key_held(ui)
}

/// Whether a key that presses buttons comes again because it is held.
fn is_key_held(ui: &Ui) -> bool {
    let again = |event: &Event| match event {
        Event::Key { key, repeat, .. } => *repeat && matches!(key, Key::Enter | Key::Space),
        _ => false,
    };
    ui.input(|input| input.events.iter().any(again))
}

/// Makes of a response that was pressed one that was not.
pub(super) fn take_press(response: &mut Response) {
    response.flags.remove(Flags::CLICKED | Flags::FAKE_PRIMARY_CLICKED);
}
