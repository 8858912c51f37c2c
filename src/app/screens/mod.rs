//! The screens, one file or folder each. This is the only place that knows all of them.

mod create;
mod group;
mod home;
mod start;

use egui::Ui;

use super::View;
use super::route::Route;

/// Draws the screen of a route that exists.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    match view.state.route.now() {
        Route::Start => start::show(ui, view),
        Route::Home => home::show(ui, view),
        Route::Create { .. } => create::show(ui, view),
        Route::Groups => group::show_all(ui, view),
        Route::Group(id) => group::show(ui, view, *id),
        // Routes that have no screen yet are refused by `Route::exists`.
        Route::Review(_)
        | Route::ReviewOne { .. }
        | Route::Publish(_)
        | Route::Published
        | Route::Credential(_)
        | Route::Designs
        | Route::Design(_)
        | Route::Studio(_)
        | Route::Settings(_) => {}
    }
}
