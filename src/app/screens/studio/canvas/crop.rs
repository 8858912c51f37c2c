//! The picture that is cropped: its frame with strong corners, and the edges of the whole picture.

use egui::{Color32, Painter, Pos2, Shape, Stroke, Ui};

use super::super::super::super::state::studio::Open;
use super::super::super::super::theme;
use crate::studio::{Cropping, Grip, Stand};

const CORNER: f32 = 4.5;
/// How long the strong corners and sides of the frame are, and how thick.
const MARK: f32 = 14.0;
const THICK: f32 = 3.5;

pub(super) fn show(ui: &Ui, open: &Open) {
    let Some(Cropping { frame, picture }) = open.editor.cropping() else {
        return;
    };
    let (painter, color) = (ui.painter(), theme::of(ui).select);
    outline(painter, open, &picture, Stroke::new(1.0, color.gamma_multiply(0.8)));
    for grip in Grip::ALL.into_iter().filter(|grip| grip.is_corner()) {
        let at = open.camera.to_screen(grip.point(&picture));
        painter.circle(at, CORNER, theme::HANDLE, Stroke::new(1.5, color));
    }
    if open.editor.is_busy() {
        thirds(painter, open, &frame);
    }
    outline(painter, open, &frame, Stroke::new(1.5, color));
    for grip in Grip::ALL {
        mark(painter, open, &frame, grip, color);
    }
}

fn outline(painter: &Painter, open: &Open, stand: &Stand, stroke: Stroke) {
    let corners = stand.corners().map(|corner| open.camera.to_screen(corner));
    painter.add(Shape::closed_line(corners.to_vec(), stroke));
}

/// Lines at the thirds of the frame, by which pictures are composed.
fn thirds(painter: &Painter, open: &Open, frame: &Stand) {
    let stroke = Stroke::new(1.0, theme::HANDLE.gamma_multiply(0.6));
    for part in [-1.0 / 3.0, 1.0 / 3.0] {
        for ends in [[(part, -1.0), (part, 1.0)], [(-1.0, part), (1.0, part)]] {
            let ends = ends.map(|(x, y)| open.camera.to_screen(frame.at(x, y)));
            painter.line_segment(ends, stroke);
        }
    }
}

/// A strong corner, or the middle of a side.
fn mark(painter: &Painter, open: &Open, frame: &Stand, grip: Grip, color: Color32) {
    let at = open.camera.to_screen(grip.point(frame));
    let [middle, right, down] =
        [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)].map(|(x, y)| open.camera.to_screen(frame.at(x, y)));
    let (across, along) = (
        (right - middle).normalized() * MARK,
        (down - middle).normalized() * MARK,
    );
    let ways = match (grip.x, grip.y) {
        (0, _) => [across / 2.0, across / -2.0],
        (_, 0) => [along / 2.0, along / -2.0],
        (x, y) => [across * -f32::from(x), along * -f32::from(y)],
    };
    let [a, b]: [Pos2; 2] = ways.map(|way| at + way);
    // Light around it, so that it is seen on every picture.
    for stroke in [Stroke::new(THICK + 2.0, theme::HANDLE), Stroke::new(THICK, color)] {
        painter.add(Shape::line(vec![a, at, b], stroke));
    }
}
