//! A value between two ends, by drag, click and arrow keys.

use egui::{CursorIcon, EventFilter, Key, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::super::theme::{self, size};
use super::focus::{reveal, ring};
use super::shows_focus;

/// The radius of the knob.
const KNOB: f32 = 7.0;
/// How many steps the arrow keys need from end to end.
const STEPS: f32 = 12.0;

/// Shows a value. Returns the new one when it was changed.
pub fn slider(ui: &mut Ui, name: &str, value: f32, range: &std::ops::RangeInclusive<f32>, width: f32) -> Option<f32> {
    let (least, most) = (*range.start(), *range.end());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, size::CONTROL_DENSE), Sense::click_and_drag());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Slider, true, name);
        info.value = Some(f64::from(value));
        info
    });
    let track = rect.shrink2(Vec2::new(KNOB, 0.0));
    let theme = theme::of(ui);
    let at = track.left() + track.width() * ((value - least) / (most - least)).clamp(0.0, 1.0);
    let y = rect.center().y;
    ui.painter()
        .hline(track.x_range(), y, Stroke::new(4.0, theme.line_strong));
    ui.painter().hline(track.left()..=at, y, Stroke::new(4.0, theme.accent));
    let over = response.hovered() || response.dragged();
    let radius = if over { KNOB + 1.0 } else { KNOB };
    let stroke = Stroke::new(2.0, theme.accent);
    ui.painter().circle([at, y].into(), radius, theme.surface, stroke);
    reveal(ui, &response);
    if shows_focus(ui, &response) {
        ring(
            ui,
            Rect::from_center_size([at, y].into(), Vec2::splat(2.0 * KNOB)),
            KNOB as u8,
        );
    }
    let mut next = None;
    if (response.dragged() || response.clicked())
        && let Some(pointer) = response.interact_pointer_pos()
    {
        next = Some(least + (most - least) * ((pointer.x - track.left()) / track.width()).clamp(0.0, 1.0));
    }
    if response.has_focus() {
        let filter = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let steps = ui.input(|input| {
            let pressed = |key| i8::from(input.key_pressed(key));
            f32::from(pressed(Key::ArrowRight) - pressed(Key::ArrowLeft))
        });
        if steps != 0.0 {
            next = Some((value + steps * (most - least) / STEPS).clamp(least, most));
        }
    }
    response.on_hover_cursor(CursorIcon::PointingHand);
    next.filter(|next| (next - value).abs() > f32::EPSILON)
}
