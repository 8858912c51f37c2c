//! What stands around every screen: sidebar, top bar, palette, jobs tray, toasts.

mod banner;
mod canvas;
mod focus;
mod leaving;
mod palette;
mod path;
mod sidebar;
mod toasts;
mod top_bar;
mod tray;

use egui::{CentralPanel, Context, Frame, Panel, Ui};

use super::View;
use super::command::studio::{LOCKED, TEMPLATE};
use super::command::{Command, Listed, keys, listed};
use super::route::Route;
use super::screens;
use super::settings::write_counts_as;
use super::state::State;
use super::theme::{self, size};
use super::widgets::set_only_reading;
use tray::Stand;

pub(super) use toasts::is_pointer_on as is_pointer_on_toasts;

/// Draws the whole window.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    write_counts_as(&view.state.choices.dates);
    set_only_reading(ui.ctx(), view.state.only_reading());
    let theme = theme::of(ui);
    let route = view.state.route.now();
    focus::begin(ui.ctx(), view.state);
    // The studio has a bar of its own, and needs all the room there is.
    let inside = view.state.workspace.snapshot().is_some() && !matches!(route, Route::Start | Route::Studio(_));
    let folded = view.state.choices.sidebar_folded || ui.available_width() < size::NARROW;
    let width = if folded { size::SIDEBAR_FOLDED } else { size::SIDEBAR };
    if inside {
        Panel::left("sidebar")
            .exact_size(width)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().fill(theme.bg))
            .show(ui, |ui| sidebar::show(ui, view, folded));
        Panel::top("top bar")
            .exact_size(size::TOP_BAR)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().fill(theme.bg))
            .show(ui, |ui| top_bar::show(ui, view));
        banner::show(ui, view);
    }
    let stand = match (inside, folded, foot(view.state) > 0.0) {
        (true, false, _) => Stand::Sidebar,
        (true, true, false) => Stand::Strip,
        (true, true, true) | (false, ..) => Stand::Over,
    };
    let strip = tray::strip(ui.ctx());
    if stand == Stand::Strip && strip > 0.0 {
        let room = Panel::bottom("room for jobs").exact_size(strip).resizable(false);
        let room = room.show_separator_line(false).frame(Frame::new().fill(theme.bg));
        room.show(ui, |_| {});
    }
    CentralPanel::no_frame()
        .frame(Frame::new().fill(theme.bg))
        .show(ui, |ui| screens::show(ui, view));
    path::show(ui, view);
    toasts::show(ui, view, if inside { width } else { 0.0 });
    tray::show(ui, view, stand);
    palette::show(ui, view);
    leaving::show(ui, view);
    focus::end(ui.ctx(), view);
}

/// How high the foot of the screen is, whose buttons stay free of all that floats over it.
fn foot(state: &State) -> f32 {
    match state.route.now() {
        // What saves the form.
        Route::Group(_) => size::FOOT,
        Route::Studio(_) => size::DATA_BAR + size::STATUS,
        // The bar of what is selected.
        Route::Review(_) if !state.review.selected.is_empty() => size::FOOT,
        Route::Published if !state.home.picked.states.is_empty() => size::FOOT,
        _ => 0.0,
    }
}

/// The commands whose shortcuts were pressed; each is to be [`still_allowed`] when it is its turn. While the palette is
/// open the keys are its own, as they are while it is asked whether to close, and while keys are recorded they are what
/// is recorded.
pub(super) fn shortcuts(ctx: &Context, state: &State) -> Vec<&'static Listed> {
    if state.leaving.is_asked() || state.palette.is_some() || state.settings.recording.is_some() {
        return Vec::new();
    }
    let mut pressed = canvas::shortcuts(ctx, state);
    let own = listed().filter_map(|listed| Some((keys::of(listed, &state.choices)?, listed)));
    let is_typing = ctx.text_edit_focused();
    let everywhere: Vec<canvas::Bound> = own
        .chain(keys::aliases())
        .filter(|(_, listed)| !keys::is_of_canvas(listed.id))
        // In a field the same keys edit its text.
        .filter(|(_, listed)| !keys::gives_way(listed.id) || (listed.allowed(state).is_ok() && !is_typing))
        .filter(|bound| !leaves_studio(bound, state))
        .collect();
    pressed.extend(ctx.input_mut(|input| canvas::take(&mut input.events, &everywhere)));
    pressed
}

/// Whether keys lead out of the studio to another page that zoom in other studios: Ctrl and a digit, beside Ctrl+0.
fn leaves_studio((shortcut, listed): &canvas::Bound, state: &State) -> bool {
    let is_digit = (egui::Key::Num0..=egui::Key::Num9).contains(&shortcut.logical_key);
    matches!(state.route.now(), Route::Studio(_))
        && is_digit
        && shortcut.modifiers == egui::Modifiers::COMMAND
        && matches!((listed.command)(), Command::Go(_))
}

/// Whether a command can be done now whose keys were pressed: those that were pressed before it may have changed that.
///
/// # Errors
/// Why not, where nobody would guess it: on a page on which everything looks as if it could be changed, and where it
/// matters what is selected together.
pub(super) fn still_allowed(listed: &Listed, state: &State) -> Result<bool, &'static str> {
    if keys::is_of_canvas(listed.id) && !canvas::has_keys_for(listed, state) {
        return Ok(false);
    }
    match listed.allowed(state) {
        Err(why) if why == TEMPLATE || why == LOCKED || listed.id == "mask" => Err(why),
        allowed => Ok(allowed.is_ok()),
    }
}

#[cfg(test)]
mod tests {
    use egui::{Key, Modifiers, RawInput};

    use super::super::route::{History, Scope};
    use super::super::state::palette::Palette;
    use super::super::testing::press;
    use super::*;

    fn on(route: Route) -> State {
        State {
            route: History::starting_at(route),
            ..State::default()
        }
    }

    /// What keys lead to that are pressed in one frame.
    fn led_to(state: &State, keys: &[(Modifiers, Key)]) -> Vec<&'static str> {
        let mut ids = Vec::new();
        let input = RawInput {
            events: keys.iter().map(|(modifiers, key)| press(*modifiers, *key)).collect(),
            ..RawInput::default()
        };
        let output = Context::default().run_ui(input, |ui| {
            ids = shortcuts(ui.ctx(), state).iter().map(|listed| listed.id).collect();
        });
        output.drop_without_applying_deltas();
        ids
    }

    #[test]
    fn keys_lead_to_the_command_that_has_most_of_them() {
        let mut state = on(Route::Home);
        let (ctrl, shift) = (Modifiers::COMMAND, Modifiers::SHIFT);
        for (keys, ids) in [
            (&[(ctrl, Key::Plus)][..], &["larger"][..]),
            (&[(ctrl, Key::Equals)], &["larger"]),
            (&[(ctrl, Key::Minus)], &["smaller"]),
            (&[(ctrl, Key::N)], &["create"]),
            (&[(ctrl | shift, Key::N)], &["new-design"]),
            (&[(ctrl | shift, Key::Plus)], &["larger"]),
            (&[(ctrl | shift, Key::K)], &[]),
            (&[(ctrl, Key::K), (ctrl, Key::Plus)], &["palette", "larger"]),
            // Of the canvas, which is not there.
            (&[(Modifiers::NONE, Key::Equals)], &[]),
        ] {
            assert_eq!(led_to(&state, keys), ids, "{keys:?}");
        }
        state.palette = Some(Palette::default());
        assert_eq!(led_to(&state, &[(ctrl, Key::Plus)]), [""; 0]);
    }

    /// What keys lead to on the canvas, or everywhere else with the rows of a spreadsheet on the screen.
    fn bound_to(of_canvas: bool, modifiers: Modifiers, key: Key) -> Vec<&'static str> {
        let own = listed().filter_map(|listed| Some((listed.shortcut?, listed)));
        let bound: Vec<canvas::Bound> = own
            .chain(keys::aliases())
            .filter(|(_, listed)| keys::is_of_canvas(listed.id) == of_canvas)
            .collect();
        let pressed = canvas::take(&mut vec![press(modifiers, key)], &bound);
        for listed in &pressed {
            let is_its = |(keys, of): &canvas::Bound| of.id == listed.id && keys.modifiers == modifiers;
            assert!(bound.iter().any(is_its), "{modifiers:?} {key:?} leads to {}", listed.id);
        }
        pressed.iter().map(|listed| listed.id).collect()
    }

    #[test]
    fn no_press_does_what_belongs_to_fewer_keys() {
        let (shift, alt) = (Modifiers::SHIFT, Modifiers::ALT);
        let own = listed().filter_map(|listed| listed.shortcut);
        for keys in own.chain(keys::aliases().map(|(keys, _)| keys)) {
            for more in [Modifiers::NONE, shift, alt, shift | alt] {
                let modifiers = keys.modifiers | more;
                let found = [true, false].map(|of_canvas| bound_to(of_canvas, modifiers, keys.logical_key).len());
                assert!(found.iter().all(|found| *found <= 1) && (!more.is_none() || found != [0, 0]));
            }
        }
    }

    #[test]
    fn what_was_done_last_is_taken_back_where_nothing_else_has_the_keys() {
        let undo = [(Modifiers::COMMAND, Key::Z)];
        let mut state = on(Route::Home);
        assert_eq!(led_to(&state, &undo), [""; 0], "nothing was done");
        state.toasts.with_undo("Deleted Heritage", Command::Back);
        assert_eq!(led_to(&state, &undo), ["take-back"]);
        state.route = History::starting_at(Route::Studio(crate::model::DesignId(1)));
        assert_eq!(led_to(&state, &undo), [""; 0], "the studio has its own");
    }

    #[test]
    fn redo_has_both_of_its_keys_everywhere() {
        let ctrl = Modifiers::COMMAND;
        assert_eq!(bound_to(false, ctrl, Key::Z), ["create-undo"]);
        for (modifiers, key) in [(ctrl, Key::Y), (ctrl | Modifiers::SHIFT, Key::Z)] {
            assert_eq!(bound_to(false, modifiers, key), ["create-redo"]);
            assert_eq!(bound_to(true, modifiers, key), ["redo"]);
        }
    }

    #[test]
    fn digits_lead_to_pages_but_not_out_of_the_studio() {
        let studio = on(Route::Studio(crate::model::DesignId(1)));
        for (key, id) in [(Key::Num1, "home"), (Key::Num3, "designs"), (Key::Num4, "review")] {
            let keys = [(Modifiers::COMMAND, key)];
            assert_eq!(led_to(&on(Route::Home), &keys).len(), 1, "{id}");
            assert_eq!(led_to(&studio, &keys), [""; 0], "{id}");
        }
    }

    #[test]
    fn what_became_impossible_is_not_done_by_keys_that_were_pressed_before() {
        let named = |id: &str| listed().find(|listed| listed.id == id).expect("a command");
        let (home, studio) = (on(Route::Home), on(Route::Studio(crate::model::DesignId(1))));
        assert_eq!(still_allowed(named("larger"), &home), Ok(true));
        assert_ne!(still_allowed(named("larger"), &studio), Ok(true));
        assert_ne!(still_allowed(named("undo"), &studio), Ok(true), "no design is open");
    }

    #[test]
    fn pages_with_buttons_at_their_foot_have_one() {
        assert_eq!(foot(&on(Route::Group(None))), size::FOOT);
        assert_eq!(
            foot(&on(Route::Publish(Scope::All))),
            0.0,
            "what publishes is at the top"
        );
        let design = crate::model::DesignId(1);
        assert!(
            foot(&on(Route::Studio(design))) > size::DATA_BAR,
            "the bar with the row that is shown"
        );
        let mut review = on(Route::Review(Scope::All));
        assert_eq!(foot(&review), 0.0);
        review.review.selected.insert(crate::model::CredentialId([1; 16]));
        assert_eq!(foot(&review), size::FOOT);
    }
}
