//! The screens, one file or folder each. This is the only place that knows all of them.

mod create;
mod designs;
mod group;
mod home;
mod kept;
mod review;
mod settings;
mod start;
mod studio;

use egui::Ui;

use super::View;
use super::route::Route;

/// Draws the screen of a route that exists.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    match view.state.route.now() {
        Route::Start => start::show(ui, view),
        Route::Home => home::show(ui, view),
        Route::Designs => designs::show(ui, view),
        Route::Design(id) => designs::show_one(ui, view, *id),
        Route::Settings(page) => settings::show(ui, view, *page),
        Route::Review(scope) => review::sheet(ui, view, *scope),
        Route::ReviewOne { scope, id } => review::one(ui, view, *scope, *id),
        Route::Publish(scope) => review::publish(ui, view, *scope),
        Route::Published => home::published(ui, view),
        Route::Credential(id) => review::credential(ui, view, *id),
        Route::Create { .. } => create::show(ui, view),
        Route::Groups => group::show_all(ui, view),
        Route::Group(id) => group::show(ui, view, *id),
        Route::Studio(id) => studio::show(ui, view, *id),
    }
    if let Route::Studio(_) = view.state.route.now() {
        designs::export(ui, view);
    }
    studio::new_design(ui, view);
    studio::outdated(ui, view);
    kept::dialogs(ui, view);
}
