//! What stands around the selected elements, and around the one under the pointer.

use egui::{Align2, Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2};

use super::super::super::super::state::studio::Open;
use super::super::super::super::theme;
use super::input::Under;
use super::paths::line_ui;
use crate::model::Design;
use crate::studio::{Handle, Outline, Pointer, Stand};
use crate::units::Point;

/// How large a handle is, in points of the screen.
const HANDLE: f32 = 8.0;
const LINE: f32 = 1.5;
const THIN: f32 = 1.0;

pub(super) fn show(ui: &Ui, open: &Open, under: Option<&Under>) {
    let (painter, color) = (ui.painter(), theme::of(ui).select);
    let editor = &open.editor;
    if let Some(group) = editor.entered()
        && let Some(stand) = Stand::find(editor.shown(), group)
    {
        frame(
            painter,
            open,
            &stand,
            Stroke::new(THIN, color.gamma_multiply(0.5)),
            true,
        );
    }
    // What is moved or edited within a mask may stand out of it, where it is not seen.
    if let Some(line) = editor.mask_line() {
        line_ui(painter, open, &line, Stroke::new(THIN, color.gamma_multiply(0.8)));
    }
    if open.is_typing() {
        return;
    }
    if let Some(name) = under.and_then(|under| under.element.as_deref())
        && !editor.is_busy()
        && !editor.selection().iter().any(|selected| selected == name)
        && let Some(stand) = Stand::find(editor.shown(), name)
    {
        frame(
            painter,
            open,
            &stand,
            Stroke::new(LINE, color.gamma_multiply(0.8)),
            false,
        );
    }
    let several = editor.selection().len() > 1;
    let design = pictured(open);
    if several {
        for name in editor.selection() {
            if let Some(stand) = Stand::find(design, name) {
                frame(
                    painter,
                    open,
                    &stand,
                    Stroke::new(THIN, color.gamma_multiply(0.8)),
                    false,
                );
            }
        }
    }
    let outline = Outline::of(design, editor.selection()).or_else(|| editor.outline());
    if let Some(outline) = outline.filter(|_| !editor.is_inside()) {
        outline_ui(painter, open, &outline, color);
    }
    if let Some(area) = editor.marquee() {
        let rect = open.camera.rect_to_screen(area);
        let stroke = Stroke::new(THIN, color);
        painter.rect(rect, 0, color.gamma_multiply(0.1), stroke, StrokeKind::Middle);
    }
}

/// The design where frames stand: while a newer picture is drawn, that of the one on the screen, so that a frame lies
/// around what is seen and does not run ahead of it.
pub(super) fn pictured(open: &Open) -> &Design {
    let pictures = &open.pictures;
    let newest = pictures.near.as_ref().or(pictures.whole.as_ref());
    let is_behind = pictures.under_way.is_some() && open.editor.cropped().is_none();
    match newest.filter(|drawn| is_behind && drawn.of.page == open.seen_page()) {
        Some(drawn) => &drawn.of.design,
        None => open.editor.shown(),
    }
}

fn corners(open: &Open, stand: &Stand) -> [Pos2; 4] {
    stand.corners().map(|corner| open.camera.to_screen(corner))
}

fn frame(painter: &Painter, open: &Open, stand: &Stand, stroke: Stroke, dashed: bool) {
    let [a, b, c, d] = corners(open, stand);
    if dashed {
        painter.extend(Shape::dashed_line(&[a, b, c, d, a], stroke, 4.0, 4.0));
    } else {
        painter.add(Shape::closed_line(vec![a, b, c, d], stroke));
    }
}

fn outline_ui(painter: &Painter, open: &Open, outline: &Outline, color: Color32) {
    match outline {
        Outline::Box(stand) => frame(painter, open, stand, Stroke::new(LINE, color), false),
        Outline::Line(start, end) => {
            let ends = [start, end].map(|at| open.camera.to_screen(*at));
            painter.line_segment(ends, Stroke::new(LINE, color));
        }
    }
    let is_moved = open.editor.is_busy() && open.gesture.is_some_and(|gesture| gesture.handle.is_none());
    if is_moved || open.editor.tool().draws() || !open.editor.can_be_moved() {
        return;
    }
    let pointer = Pointer {
        scale: open.camera.scale,
        ..Pointer::at(0.0, 0.0)
    };
    let angle = match outline {
        Outline::Box(stand) => stand.angle.to_radians() as f32,
        Outline::Line(..) => 0.0,
    };
    for (handle, at) in outline.handles(&pointer) {
        handle_ui(painter, open, handle, at, outline, angle, color);
    }
}

fn handle_ui(painter: &Painter, open: &Open, handle: Handle, at: Point, outline: &Outline, angle: f32, color: Color32) {
    let center = open.camera.to_screen(at);
    let stroke = Stroke::new(LINE, color);
    match handle {
        Handle::Resize(_) => {
            let turn = egui::emath::Rot2::from_angle(angle);
            let half = HANDLE / 2.0;
            let corners = [[-half, -half], [half, -half], [half, half], [-half, half]];
            let points = corners.map(|corner| center + turn * Vec2::from(corner));
            painter.add(Shape::convex_polygon(points.to_vec(), theme::HANDLE, stroke));
        }
        Handle::Rotate => {
            if let Outline::Box(stand) = outline {
                let side = open.camera.to_screen(stand.at(0.0, -1.0));
                painter.line_segment([side, center], Stroke::new(THIN, color));
            }
            painter.circle(center, HANDLE / 2.0 + 1.0, theme::HANDLE, stroke);
        }
        Handle::End(_) => {
            painter.circle(center, HANDLE / 2.0 + 1.0, theme::HANDLE, stroke);
        }
    }
}

/// A small label on the colour of the selection.
pub(super) fn pill(ui: &Ui, center: Pos2, text: String, ground: Color32) {
    pill_at(ui, Align2::CENTER_CENTER, center, text, ground);
}

/// The same, standing to a point in another way. Where it came to stand.
pub(super) fn pill_at(ui: &Ui, align: Align2, at: Pos2, text: String, ground: Color32) -> Rect {
    let font = theme::Type::Caption.font();
    let galley = ui.painter().layout_no_wrap(text, font, theme::HANDLE);
    let rect = align.anchor_size(at, galley.size() + Vec2::new(theme::space::S + 4.0, 4.0));
    // It stays where it can be read.
    let clip = ui.clip_rect().shrink(theme::space::XS);
    let most = (clip.max - rect.size()).max(clip.min);
    let rect = Rect::from_min_size(rect.min.clamp(clip.min, most), rect.size());
    ui.painter().rect_filled(rect, 4, ground);
    ui.painter()
        .galley(rect.center() - galley.size() / 2.0, galley, theme::HANDLE);
    rect
}
