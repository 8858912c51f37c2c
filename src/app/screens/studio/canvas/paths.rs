//! The path that the pen draws, and the points of a path that are edited, with their handles.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2};
use kurbo::PathEl;

use super::super::super::super::state::studio::Open;
use super::super::super::super::theme;
use super::input::Under;
use crate::studio::{Contour, LineKind, Node, Points};
use crate::units::{BezPath, Point};

/// How large a point is, in points of the screen, and the end of a handle.
const POINT: f32 = 7.0;
const HANDLE: f32 = 5.0;
const LINE: f32 = 1.5;
const THIN: f32 = 1.0;
/// How far a drawn line may be from its curve, in points of the screen.
const TOLERANCE: f64 = 0.25;

pub(super) fn show(ui: &Ui, open: &Open, under: Option<&Under>) {
    pen_ui(ui, open, under);
    if let Some(points) = open.editor.points() {
        points_ui(ui, open, &points);
    }
}

fn pen_ui(ui: &Ui, open: &Open, under: Option<&Under>) {
    let (painter, theme) = (ui.painter(), theme::of(ui));
    let next = under.and_then(|under| open.editor.pen_next(&under.pointer));
    if let Some(next) = &next {
        line_ui(painter, open, &next.line, Stroke::new(THIN, theme.select));
        for line in &next.marks.lines {
            let ends = [line.from, line.to].map(|at| open.camera.to_screen(at));
            let width = if line.kind == LineKind::Guide { LINE } else { THIN };
            painter.line_segment(ends, Stroke::new(width, theme.snap));
        }
    }
    let Some(contour) = open.editor.pen() else { return };
    line_ui(painter, open, &path_of(contour), Stroke::new(LINE, theme.select));
    let last = contour.nodes.len().saturating_sub(1);
    for (index, node) in contour.nodes.iter().enumerate() {
        if index == last {
            for handle in [node.before, node.after].into_iter().flatten() {
                handle_ui(painter, open, node.at, handle, theme.select);
            }
        }
        node_ui(painter, open, node, index == last, theme.select);
    }
    if let (Some(first), Some(true)) = (contour.nodes.first(), next.map(|next| next.closes)) {
        let at = open.camera.to_screen(first.at);
        painter.circle_stroke(at, POINT, Stroke::new(LINE, theme.select));
    }
}

fn path_of(contour: &Contour) -> BezPath {
    Points {
        contours: vec![contour.clone()],
        selected: Default::default(),
        handles: Vec::new(),
    }
    .path()
}

fn points_ui(ui: &Ui, open: &Open, points: &Points) {
    let (painter, color) = (ui.painter(), theme::of(ui).select);
    line_ui(painter, open, &points.path(), Stroke::new(THIN, color));
    for handle in &points.handles {
        handle_ui(painter, open, handle.node, handle.at, color);
    }
    let seen = ui.clip_rect().expand(POINT);
    for (id, node) in points.nodes() {
        if seen.contains(open.camera.to_screen(node.at)) {
            node_ui(painter, open, node, points.selected.contains(&id), color);
        }
    }
}

/// A corner is a square, a smooth point a disc; a selected one is filled.
fn node_ui(painter: &Painter, open: &Open, node: &Node, is_selected: bool, color: Color32) {
    let at = open.camera.to_screen(node.at);
    let (fill, stroke) = match is_selected {
        true => (color, Stroke::new(LINE, theme::HANDLE)),
        false => (theme::HANDLE, Stroke::new(LINE, color)),
    };
    if node.is_smooth() {
        painter.circle(at, POINT / 2.0 + 0.5, fill, stroke);
    } else {
        let rect = Rect::from_center_size(at, Vec2::splat(POINT));
        painter.rect(rect, 0, fill, stroke, StrokeKind::Middle);
    }
}

fn handle_ui(painter: &Painter, open: &Open, node: Point, handle: Point, color: Color32) {
    let [node, at] = [node, handle].map(|at| open.camera.to_screen(at));
    painter.line_segment([node, at], Stroke::new(THIN, color));
    painter.circle(at, HANDLE / 2.0 + 0.5, theme::HANDLE, Stroke::new(LINE, color));
}

/// A path of the page as lines on the screen.
pub(super) fn line_ui(painter: &Painter, open: &Open, path: &BezPath, stroke: Stroke) {
    let mut lines: Vec<Vec<Pos2>> = Vec::new();
    let tolerance = TOLERANCE / open.camera.scale.max(1e-6);
    kurbo::flatten(path.elements().iter().copied(), tolerance, |element| match element {
        PathEl::MoveTo(at) => lines.push(vec![open.camera.to_screen(at)]),
        PathEl::LineTo(at) => {
            if let Some(line) = lines.last_mut() {
                line.push(open.camera.to_screen(at));
            }
        }
        PathEl::ClosePath => {
            if let Some(line) = lines.last_mut() {
                line.extend(line.first().copied());
            }
        }
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
    });
    for line in lines.into_iter().filter(|line| line.len() > 1) {
        painter.add(Shape::line(line, stroke));
    }
}
