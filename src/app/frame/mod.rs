//! What stands around every screen: sidebar, top bar, palette, jobs tray, toasts.

mod palette;
mod sidebar;
mod toasts;
mod top_bar;
mod tray;

use egui::{CentralPanel, Context, Frame, Panel, Ui};

use super::View;
use super::command::{Command, listed};
use super::route::Route;
use super::screens;
use super::state::State;
use super::theme::{self, size};

/// Draws the whole window.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let theme = theme::of(ui);
    let inside = view.state.workspace.snapshot().is_some() && *view.state.route.now() != Route::Start;
    if inside {
        let folded = view.state.choices.sidebar_folded || ui.available_width() < size::NARROW;
        let width = if folded { size::SIDEBAR_FOLDED } else { size::SIDEBAR };
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
    }
    CentralPanel::no_frame()
        .frame(Frame::new().fill(theme.bg))
        .show(ui, |ui| screens::show(ui, view));
    toasts::show(ui, view);
    tray::show(ui, view);
    palette::show(ui, view);
}

/// The commands whose shortcuts were pressed. While the palette is open the keys are its own.
pub(super) fn shortcuts(ctx: &Context, state: &State) -> Vec<Command> {
    if state.palette.is_some() {
        return Vec::new();
    }
    listed()
        .filter(|listed| {
            let pressed = |shortcut| ctx.input_mut(|input| input.consume_shortcut(&shortcut));
            listed.shortcut.is_some_and(pressed) && (listed.enabled)(state).is_ok()
        })
        .map(|listed| (listed.command)())
        .collect()
}
