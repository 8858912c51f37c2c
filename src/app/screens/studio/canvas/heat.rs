//! Where the texts of all rows lie at once: the more rows, the darker.

use egui::{Color32, Shape, Stroke, Ui};

use super::super::super::super::state::studio::Open;
use super::super::super::super::theme;
use crate::studio::Space;
use crate::units::Point;

/// As many places of one text are drawn at most, the largest first.
const MOST: usize = 200;
/// How dark one place is at least and at most.
const ALPHA: [f32; 2] = [0.02, 0.35];

pub(super) fn show(ui: &Ui, open: &Open) {
    let Some(fit) = open.data.fit.as_ref().filter(|_| open.data.heat) else {
        return;
    };
    let color = theme::of(ui).snap;
    let design = open.editor.shown();
    let here = open.editor.page() as u32 + 1;
    for (_, element) in design.elements().into_iter().filter(|(page, _)| *page == here) {
        let extents = fit.survey.extents(&element.name);
        let (Some(space), Some(largest)) = (Space::around(design, &element.name), extents.first()) else {
            continue;
        };
        let to_page = space.inside(element).affine;
        let total: usize = extents.iter().map(|(_, count)| count).sum();
        let corners = |rect: crate::units::Rect| -> Vec<egui::Pos2> {
            [
                (rect.x0, rect.y0),
                (rect.x1, rect.y0),
                (rect.x1, rect.y1),
                (rect.x0, rect.y1),
            ]
            .map(|(x, y)| open.camera.to_screen(to_page * Point::new(x, y)))
            .to_vec()
        };
        for (rect, count) in extents.iter().take(MOST) {
            let part = *count as f32 / total.max(1) as f32;
            let alpha = part.clamp(ALPHA[0], ALPHA[1]);
            let fill = color.gamma_multiply(alpha);
            ui.painter()
                .add(Shape::convex_polygon(corners(*rect), fill, Stroke::NONE));
        }
        let line = Stroke::new(1.0, color.gamma_multiply(0.7));
        ui.painter()
            .add(Shape::convex_polygon(corners(largest.0), Color32::TRANSPARENT, line));
    }
}
