//! Cards beside each other that scroll sideways: by wheel, by drag and by arrow keys, with a fade where there is more.

use egui::scroll_area::ScrollSource;
use egui::{Color32, Key, Mesh, Rect, Role, ScrollArea, Ui, Vec2};

use super::super::theme::{self, space};
use super::{count as thin, set_of};

/// How wide the fade at an edge is.
const FADE: f32 = 36.0;

/// Shows `count` cards of a size. `add` draws the card at a place and returns whether it has the focus.
pub fn strip(ui: &mut Ui, name: &str, count: usize, card: Vec2, mut add: impl FnMut(&mut Ui, usize, Rect) -> bool) {
    let step = card.x + space::L;
    let whole = (step * count as f32 - space::L).max(0.0);
    let area = ScrollArea::horizontal()
        .id_salt(name)
        .auto_shrink([false, true])
        .scroll_source(ScrollSource::ALL)
        .scroll_bar_visibility(egui::scroll_area::ScrollBarVisibility::AlwaysHidden);
    let mut focused = None;
    let shown = area.show_viewport(ui, |ui, viewport| {
        set_of(ui, Role::List, &format!("{name}, {}", thin(count as u64)), count);
        let (_, rect) = ui.allocate_space(Vec2::new(whole, card.y + 2.0 * space::XS));
        // One more at both sides, to which the keys lead.
        let first = ((viewport.left() / step).floor().max(0.0) as usize)
            .saturating_sub(1)
            .min(count);
        let last = ((viewport.right() / step).ceil().max(0.0) as usize + 1).min(count);
        for at in first..last {
            let min = rect.min + Vec2::new(step * at as f32, space::XS);
            let place = Rect::from_min_size(min, card);
            if add(ui, at, place) {
                focused = Some(place);
            }
        }
        // The wheel goes up and down on most mice; over a strip it goes sideways, and on with the page from its ends.
        let turned = ui.input(|input| input.smooth_scroll_delta.y);
        let goes_on = match turned < 0.0 {
            true => viewport.right() + 1.0 < whole,
            false => viewport.left() > 1.0,
        };
        // The area clips to the sides only.
        if turned != 0.0 && goes_on && ui.rect_contains_pointer(rect.intersect(ui.clip_rect())) {
            ui.input_mut(|input| input.smooth_scroll_delta.y = 0.0);
            ui.scroll_with_delta(Vec2::new(turned, 0.0));
        }
        if let Some(place) = focused {
            let (left, right) =
                ui.input(|input| (input.key_pressed(Key::ArrowLeft), input.key_pressed(Key::ArrowRight)));
            if left || right || !viewport.x_range().contains(place.center().x - rect.left()) {
                ui.scroll_to_rect(place.expand2(Vec2::new(space::XL, 0.0)), None);
            }
        }
    });
    let offset = shown.state.clamped_offset().x;
    let rect = shown.inner_rect;
    let ground = theme::of(ui).bg;
    if offset > 1.0 {
        fade(
            ui,
            Rect::from_min_size(rect.min, Vec2::new(FADE, rect.height())),
            ground,
            true,
        );
    }
    if offset + rect.width() < whole - 1.0 {
        let min = [rect.right() - FADE, rect.top()];
        fade(
            ui,
            Rect::from_min_size(min.into(), Vec2::new(FADE, rect.height())),
            ground,
            false,
        );
    }
}

fn fade(ui: &Ui, rect: Rect, ground: Color32, from_left: bool) {
    let clear = Color32::TRANSPARENT;
    let (left, right) = if from_left { (ground, clear) } else { (clear, ground) };
    let mut mesh = Mesh::default();
    mesh.colored_vertex(rect.left_top(), left);
    mesh.colored_vertex(rect.right_top(), right);
    mesh.colored_vertex(rect.right_bottom(), right);
    mesh.colored_vertex(rect.left_bottom(), left);
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    ui.painter().add(mesh);
}
