//! Choices beside each other in one frame, of which one is chosen.

use egui::{Align2, CornerRadius, CursorIcon, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use super::super::theme::{self, Type, size};
use super::focus_ring;
use super::icons::Icon;

/// What a choice looks like.
#[derive(Clone, Copy, Debug)]
pub enum Face<'a> {
    Icon(Icon),
    Word(&'a str),
}

/// Choices beside each other in one frame; each has a name for hover and for assistive technology.
pub fn segments<T: Copy + PartialEq>(
    ui: &mut Ui,
    width: f32,
    options: &[(Face<'_>, &str, T)],
    chosen: Option<T>,
) -> Option<T> {
    let theme = theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(Vec2::new(width, size::CONTROL_DENSE), Sense::hover());
    let corner = CornerRadius::same(size::CORNER);
    ui.painter().rect_filled(rect, corner, theme.sunken);
    let each = rect.width() / options.len().max(1) as f32;
    let mut picked = None;
    for (at, (face, name, value)) in options.iter().enumerate() {
        let min = rect.min + Vec2::new(each * at as f32, 0.0);
        let area = Rect::from_min_size(min, Vec2::new(each, rect.height()));
        let id = ui.scope_id().with(("segment", *name, rect.top() as i32));
        let response = ui.interact(area, id, Sense::click());
        let is_chosen = chosen == Some(*value);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_chosen, *name));
        let inner = area.shrink(2.0);
        let rounded = CornerRadius::same(size::CORNER - 2);
        let color = match (is_chosen, response.hovered()) {
            (true, _) => {
                ui.painter().rect_filled(inner, rounded, theme.surface);
                let stroke = egui::Stroke::new(1.0, theme.line_strong);
                ui.painter()
                    .rect_stroke(inner, rounded, stroke, egui::StrokeKind::Inside);
                theme.accent
            }
            (false, true) => theme.text,
            (false, false) => theme.muted,
        };
        match face {
            Face::Icon(icon) => icon.paint(ui.painter(), area.center(), size::ICON, color),
            Face::Word(word) => {
                let font = Type::Small.font();
                ui.painter()
                    .text(area.center(), Align2::CENTER_CENTER, *word, font, color);
            }
        }
        focus_ring(
            ui,
            &Response {
                rect: inner,
                ..response.clone()
            },
            size::CORNER - 2,
        );
        if response
            .on_hover_text(*name)
            .on_hover_cursor(CursorIcon::PointingHand)
            .clicked()
        {
            picked = Some(*value);
        }
    }
    picked
}
