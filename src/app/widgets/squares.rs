//! The squares that shine through what is clear.

use egui::{Color32, ColorImage, Id, Pos2, Rect, TextureHandle, TextureOptions, Ui};

use super::super::theme;

/// Draws them, so many points wide, in a tint: one picture of two by two squares, again and again.
pub fn squares(ui: &Ui, rect: Rect, side: f32, tint: Color32) {
    let id = Id::unique("squares that shine through");
    let known = ui.data(|data| data.get_temp::<TextureHandle>(id));
    let texture = known.unwrap_or_else(|| {
        let (light, dark) = (theme::CLEAR_LIGHT, theme::CLEAR_DARK);
        let image = ColorImage::new([2, 2], vec![dark, light, light, dark]);
        let made = ui.ctx().load_texture("squares", image, TextureOptions::NEAREST_REPEAT);
        ui.data_mut(|data| data.insert_temp(id, made.clone()));
        made
    });
    let uv = Rect::from_min_size(Pos2::ZERO, rect.size() / (2.0 * side));
    ui.painter().image(texture.id(), rect, uv, tint);
}
