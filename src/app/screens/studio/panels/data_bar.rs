//! Whose data fill the fields.

use egui::Ui;

use super::super::super::super::View;
use super::super::super::super::state::studio::Open;
use super::super::super::super::theme::{self, Type, space};
use super::super::super::super::widgets::NameLabel;

pub(super) fn show(ui: &mut Ui, _view: &mut View<'_>, open: &Open) {
    let theme = theme::of(ui);
    ui.horizontal_centered(|ui| {
        ui.add_space(space::M);
        let of = if open.values.is_sample() {
            "Sample values"
        } else {
            &open.values.of
        };
        ui.add(NameLabel::new(of).kind(Type::Small).color(theme.muted));
    });
}
