//! A line above everything else that says what is out of the ordinary, with what can be done about it.

use egui::{Align, Frame, Layout, Margin, Panel, Role, Ui, WidgetInfo};

use super::super::theme::{self, Type, space};
use super::{Sentence, icons};

/// Draws it at the top of what is left of a screen; `ways` draws its buttons, from the right to the left.
pub fn banner(ui: &mut Ui, id: &'static str, text: &str, ways: impl FnOnce(&mut Ui)) {
    let theme = theme::of(ui);
    let frame = Frame::new()
        .fill(theme.warn_soft)
        .inner_margin(Margin::symmetric(space::L as i8, space::S as i8));
    Panel::top(id)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.add(icons::WARNING.colored(theme.warn));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ways(ui);
                    ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(true), |ui| {
                        let label = ui.add(Sentence::new(text).kind(Type::Small).color(theme.text));
                        label.widget_info(|| WidgetInfo::labeled(Role::Alert, true, text));
                    });
                });
            });
        });
}
