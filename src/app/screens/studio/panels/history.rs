//! What was done, with the way back to any of it.

use egui::{Align2, Color32, CornerRadius, CursorIcon, Role, Sense, Ui, Vec2, WidgetInfo};

use super::super::super::super::View;
use super::super::super::super::command::studio::Command;
use super::super::super::super::state::studio::Open;
use super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::widgets::{NameLabel, focus_ring};

const ROW: f32 = 28.0;

/// The newest first; what was undone stands above, paler.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let history = open.editor.history();
    let steps = history.steps();
    for (at, step) in steps.iter().enumerate().rev() {
        row_ui(ui, view, &step.name, at + 1, history.position());
    }
    row_ui(ui, view, "As it was opened", 0, history.position());
}

fn row_ui(ui: &mut Ui, view: &mut View<'_>, name: &str, position: usize, now: usize) {
    let theme = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::click());
    let is_now = position == now;
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_now, name));
    let ground = match (is_now, response.hovered()) {
        (true, _) => theme.accent_soft,
        (false, true) => theme.sunken,
        (false, false) => Color32::TRANSPARENT,
    };
    let inner = rect.shrink2(Vec2::new(space::XS, 0.0));
    ui.painter()
        .rect_filled(inner, CornerRadius::same(size::CORNER), ground);
    let color = match position.cmp(&now) {
        std::cmp::Ordering::Greater => theme.faint,
        std::cmp::Ordering::Equal => theme.accent,
        std::cmp::Ordering::Less => theme.text,
    };
    let dot = rect.left_center() + Vec2::new(space::L, 0.0);
    ui.painter()
        .circle_filled(dot, 3.0, if is_now { theme.accent } else { theme.line_strong });
    let left = rect.left() + space::XL;
    let room = rect.right() - left - space::S - if position > now { 60.0 } else { 0.0 };
    let galley = NameLabel::new(name).kind(Type::Small).color(color).galley(ui, room);
    let at = [left, rect.center().y - galley.size().y / 2.0];
    ui.painter().galley(at.into(), galley, color);
    if position > now {
        let at = rect.right_center() - Vec2::new(space::M, 0.0);
        ui.painter()
            .text(at, Align2::RIGHT_CENTER, "undone", Type::Caption.font(), theme.faint);
    }
    focus_ring(
        ui,
        &egui::Response {
            rect: inner.shrink(2.0),
            ..response.clone()
        },
        4,
    );
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        view.send(Command::JumpTo(position));
    }
}
