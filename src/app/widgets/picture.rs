//! A picture from the previews in a rectangle, with what stands there until it is drawn.

use egui::{Align2, Color32, Rect, Stroke, StrokeKind, Ui, Vec2};

use super::super::preview::{Ground, Previews, Shown, Subject, fit};
use super::super::theme::{self, Type};
use super::{icons, squares};

/// How far the light plate under a dark logo reaches beyond it, in points.
const PLATE: f32 = 2.0;
const PLATE_CORNER: u8 = 4;

/// The squares that shine through a small picture.
const SQUARE: f32 = 5.0;

/// Draws the picture as large as fits, centred. A design has an edge, and light squares shine through where it is clear;
/// under a credential that is clear, and a logo of which nothing would be seen, lies a light plate on the dark ground.
/// `aspect` is its width over its height, for the time before it is there.
pub fn picture(ui: &Ui, previews: &mut Previews, slot: egui::Id, subject: &Subject, within: Rect, aspect: f32) {
    picture_through(ui, previews, slot, subject, within, aspect, 1.0);
}

/// The same, of which so much is seen before its ground.
pub fn picture_through(
    ui: &Ui,
    previews: &mut Previews,
    slot: egui::Id,
    subject: &Subject,
    within: Rect,
    aspect: f32,
    seen: f32,
) {
    let theme = theme::of(ui);
    let place = |size: Vec2| Rect::from_center_size(within.center(), fit(size, within.size()));
    let expected = place(Vec2::new(aspect.max(0.01), 1.0));
    match previews.get(slot, subject, expected.width()) {
        Shown::Ready { texture, ground, .. } => {
            let rect = place(texture.size_vec2());
            ground_ui(ui, subject, ground, rect, seen);
            let uv = Rect::from_min_max([0.0, 0.0].into(), [1.0, 1.0].into());
            ui.painter()
                .image(texture.id(), rect, uv, Color32::WHITE.gamma_multiply(seen));
        }
        Shown::Waiting => {
            let stroke = Stroke::new(1.0, theme.line);
            ui.painter()
                .rect(expected, 2, theme.surface, stroke, StrokeKind::Inside);
        }
        Shown::Failed(problems) => {
            icons::WARNING.paint(ui.painter(), expected.center() - Vec2::new(0.0, 10.0), 20.0, theme.warn);
            let text = "No preview";
            let at = expected.center() + Vec2::new(0.0, 12.0);
            ui.painter()
                .text(at, Align2::CENTER_CENTER, text, Type::Caption.font(), theme.muted);
            if ui.rect_contains_pointer(expected) {
                ui.interact(expected, slot.with("why"), egui::Sense::hover())
                    .on_hover_text(problems.to_string());
            }
        }
    }
}

/// What lies under a picture.
fn ground_ui(ui: &Ui, subject: &Subject, ground: Ground, rect: Rect, seen: f32) {
    let theme = theme::of(ui);
    match subject {
        Subject::Font { .. } => {}
        Subject::Picture(_) => {
            if theme.dark && ground == Ground::ClearAndDark {
                let plate = theme::LIGHT.surface.gamma_multiply(seen);
                ui.painter().rect_filled(rect.expand(PLATE), PLATE_CORNER, plate);
            }
        }
        // As its recipient sees it, but for what would not be seen here.
        Subject::Credential { .. } | Subject::Sample { .. } | Subject::Reviewed { .. } => match ground {
            Ground::Whole => edge_ui(ui, rect, seen),
            Ground::Clear | Ground::ClearAndDark if theme.dark => {
                let plate = theme::LIGHT.surface.gamma_multiply(seen);
                ui.painter().rect_filled(rect, PLATE_CORNER, plate);
            }
            Ground::Clear | Ground::ClearAndDark => {}
        },
        Subject::Design(_)
        | Subject::Draft(_)
        | Subject::DesignFor { .. }
        | Subject::Group { .. }
        | Subject::Component(_) => {
            if ground != Ground::Whole {
                squares(ui, rect, SQUARE, theme::PAPER.gamma_multiply(seen));
            }
            edge_ui(ui, rect, seen);
        }
    }
}

/// The edge of paper, which is seen on paper, too.
fn edge_ui(ui: &Ui, rect: Rect, seen: f32) {
    let edge = Stroke::new(1.0, theme::of(ui).line_strong.gamma_multiply(seen));
    ui.painter().rect_stroke(rect, 0, edge, StrokeKind::Outside);
}
