//! A colour: its sample and its number, and what unfolds from it to choose another one.

use egui::{
    Align2, CornerRadius, CursorIcon, Id, Popup, PopupCloseBehavior, Rect, RectAlign, Role, Sense, Stroke, StrokeKind,
    Ui, Vec2, WidgetInfo,
};

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::Command;
use super::super::super::super::super::state::studio::{Dropped, Open};
use super::super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::super::widgets::focus_ring;
use super::{Came, MIXED, picker};
use crate::units::Color;

/// A colour that can be changed; `None` when those that are selected differ.
pub(in super::super) fn color_field(
    ui: &mut Ui,
    view: &mut View<'_>,
    open: &Open,
    name: &str,
    color: Option<Color>,
    width: f32,
) -> Option<Came<Color>> {
    let theme = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, size::CONTROL_DENSE), Sense::click());
    let said = color.map_or_else(|| MIXED.to_owned(), |color| color.to_string());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ColorWell, true, name);
        info.current_text_value = Some(said.clone());
        info
    });
    let ground = theme::field(ui);
    let line = if response.hovered() { theme.muted } else { theme.border };
    let corner = CornerRadius::same(size::CORNER);
    let stroke = Stroke::new(1.0, line);
    ui.painter().rect(rect, corner, ground, stroke, StrokeKind::Inside);
    let sample = Rect::from_min_size(rect.min + Vec2::splat(5.0), Vec2::splat(rect.height() - 10.0));
    sample_ui(ui, sample, color);
    let text = match color {
        Some(color) if color.a < 255 => {
            let opaque = Color { a: 255, ..color };
            format!("{opaque}  {} %", (f64::from(color.a) / 2.55).round())
        }
        _ => said.clone(),
    };
    let at = [sample.right() + space::S, rect.center().y].into();
    let words = if color.is_some() { theme.text } else { theme.faint };
    ui.painter()
        .with_clip_rect(rect.shrink(2.0).intersect(ui.clip_rect()))
        .text(at, Align2::LEFT_CENTER, text, Type::Small.font(), words);
    focus_ring(ui, &response, size::CORNER);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let asks = Id::unique(("colour from the page", name));
    let dropped = ui.data_mut(|data| {
        let dropped = data.get_temp::<Dropped>(asks);
        data.remove::<Dropped>(asks);
        dropped
    });
    let mut came = dropped.map(|Dropped(color)| {
        view.send(Command::UsedColor(color));
        Came::Set(color)
    });
    let popup = Popup::from_toggle_button_response(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(format!("Choose: {name}"));
    let side = side(ui, &popup);
    popup.align(side).align_alternatives(&[]).show(|ui| {
        let picked = picker::show(ui, view, open, asks, color.unwrap_or(Color::BLACK));
        came = picked.or(came.take());
    });
    came
}

/// On which side it unfolds; it stays there while it is open, although it may become taller.
fn side(ui: &Ui, popup: &Popup<'_>) -> RectAlign {
    let id = popup.get_id().with("side");
    if !popup.is_open() {
        ui.data_mut(|data| data.remove::<RectAlign>(id));
        return popup.get_best_align();
    }
    let known = ui.data(|data| data.get_temp::<RectAlign>(id));
    let side = known.unwrap_or_else(|| popup.get_best_align());
    // At first its size is not known.
    if popup.get_expected_size().is_some() {
        ui.data_mut(|data| data.insert_temp(id, side));
    }
    side
}

/// A colour on squares that show where it lets through.
pub(super) fn sample_ui(ui: &Ui, rect: Rect, color: Option<Color>) {
    let theme = theme::of(ui);
    let painter = ui.painter();
    let corner = CornerRadius::same(3);
    if color.is_none_or(|color| color.a < 255) {
        painter.rect_filled(rect, corner, theme::CLEAR_LIGHT);
        let half = rect.size() / 2.0;
        for offset in [Vec2::ZERO, half] {
            painter.rect_filled(Rect::from_min_size(rect.min + offset, half), 0, theme::CLEAR_DARK);
        }
    }
    if let Some(color) = color {
        painter.rect_filled(rect, corner, theme::on_screen(color));
    }
    // A colour near that of the panel is seen by its ring.
    let stroke = Stroke::new(1.0, theme.border);
    painter.rect_stroke(rect, corner, stroke, StrokeKind::Inside);
}
