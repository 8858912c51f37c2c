//! The gradient that is edited: its line, its ends, and its stops beside the line.

use egui::{Color32, Painter, Pos2, Stroke, Ui};

use super::super::super::super::state::studio::Open;
use super::super::super::super::theme;
use crate::studio::{GradientLine, Pointer};

const END: f32 = 5.0;
const STOP: f32 = 7.0;
const LINE: f32 = 1.5;

pub(super) fn show(ui: &Ui, open: &Open) {
    let Some(line) = open.editor.gradient() else { return };
    let (painter, color) = (ui.painter(), theme::of(ui).select);
    let [from, to] = [line.from, line.to].map(|at| open.camera.to_screen(at));
    if line.is_radial {
        let radius = from.distance(to);
        painter.circle_stroke(from, radius, Stroke::new(1.0, color));
    }
    // Light around it, so that it is seen on every colour.
    painter.line_segment([from, to], Stroke::new(LINE + 2.0, theme::HANDLE.gamma_multiply(0.8)));
    painter.line_segment([from, to], Stroke::new(LINE, color));
    stops_ui(painter, open, &line, color);
    for end in [from, to] {
        painter.circle(end, END, theme::HANDLE, Stroke::new(LINE, color));
    }
}

fn stops_ui(painter: &Painter, open: &Open, line: &GradientLine, color: Color32) {
    let pointer = Pointer {
        scale: open.camera.scale,
        ..Pointer::at(0.0, 0.0)
    };
    for (index, stop) in line.stops.iter().enumerate() {
        let on_line = open.camera.to_screen(line.at(stop.at));
        let at = open.camera.to_screen(line.stop_place(stop.at, &pointer));
        painter.line_segment([on_line, at], Stroke::new(1.0, color));
        stop_ui(
            painter,
            at,
            theme::on_screen(stop.color),
            line.chosen == Some(index),
            color,
        );
    }
}

fn stop_ui(painter: &Painter, at: Pos2, fill: Color32, is_chosen: bool, color: Color32) {
    painter.circle(
        at,
        STOP,
        theme::HANDLE,
        Stroke::new(if is_chosen { 2.5 } else { 1.0 }, color),
    );
    painter.circle_filled(at, STOP - 2.0, fill);
}
