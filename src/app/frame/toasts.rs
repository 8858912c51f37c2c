//! Toasts at the bottom left.

use egui::{Align2, Area, CornerRadius, Frame, Id, Margin, Order, Role, Stroke, Ui, Vec2, WidgetInfo};

use super::super::View;
use super::super::command::Command;
use super::super::route::Route;
use super::super::state::toasts::{Toast, Tone};
use super::super::theme::{self, Type, size, space};
use super::super::widgets::{Button, icon_button, icons};

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    if view.state.toasts.list().is_empty() {
        return;
    }
    // In the studio they stand above its bars.
    let bars = match view.state.route.now() {
        Route::Studio(_) => size::DATA_BAR + size::STATUS,
        _ => 0.0,
    };
    let area = Area::new(Id::unique("toasts"))
        .order(Order::Foreground)
        .anchor(Align2::LEFT_BOTTOM, Vec2::new(space::L, -space::L - bars));
    area.show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        for toast in view.state.toasts.list() {
            for command in toast_ui(ui, toast) {
                view.out.send(command);
            }
        }
    });
}

fn toast_ui(ui: &mut Ui, toast: &Toast) -> Vec<Command> {
    let theme = theme::of(ui);
    let mut commands = Vec::new();
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(CornerRadius::same(size::CORNER_CARD))
        .shadow(theme::float_shadow(theme))
        .inner_margin(Margin::symmetric(space::M as i8, space::S as i8));
    frame.show(ui, |ui| {
        ui.set_max_width(size::DIALOG);
        ui.horizontal(|ui| {
            let (icon, color) = match toast.tone {
                Tone::Done => (icons::CHECK_CIRCLE, theme.ok),
                Tone::Wrong => (icons::WARNING, theme.warn),
            };
            ui.add(icon.colored(color));
            let label = ui.label(Type::Body.text(&toast.text));
            label.widget_info(|| WidgetInfo::labeled(Role::Status, true, &toast.text));
            if let Some((label, _)) = &toast.action
                && Button::quiet(label).dense().show(ui).clicked()
            {
                commands.push(Command::ActOnToast(toast.id));
            }
            if icon_button(ui, icons::CLOSE, "Dismiss", None).clicked() {
                commands.push(Command::DismissToast(toast.id));
            }
        });
    });
    commands
}
