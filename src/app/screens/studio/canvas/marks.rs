//! Lines and numbers that come with a gesture: what is level with what, how large, how far.

use egui::{Color32, Pos2, Stroke, Ui, Vec2};

use super::super::super::super::state::studio::Open;
use super::super::super::super::theme;
use super::input::Under;
use super::selection::pill;
use crate::studio::measure::number;
use crate::studio::{Distance, DistanceKind, Handle, LineKind, Outline, normal_angle};

/// How long the ends of a distance's line are.
const END: f32 = 4.0;
/// How far below the selection its size is written.
const BELOW: f32 = 18.0;

pub(super) fn show(ui: &Ui, open: &Open, under: Option<&Under>) {
    let snap = theme::of(ui).snap;
    let marks = open.editor.marks();
    for line in &marks.lines {
        let ends = [line.from, line.to].map(|at| open.camera.to_screen(at));
        let width = if line.kind == LineKind::Guide { 1.5 } else { 1.0 };
        ui.painter().line_segment(ends, Stroke::new(width, snap));
    }
    for distance in &marks.distances {
        distance_ui(ui, open, distance, snap);
    }
    // With Alt while nothing is dragged, how far the selection is from what is around it.
    let is_free = !open.editor.is_busy() && !open.is_typing() && !open.editor.is_inside();
    if is_free && ui.input(|input| input.modifiers.alt) {
        let to = under.and_then(|under| under.element.as_deref());
        for distance in open.editor.distances(to) {
            distance_ui(ui, open, &distance, snap);
        }
    }
    if open.editor.is_busy() && open.editor.marquee().is_none() && open.editor.pen().is_none() {
        readout_ui(ui, open);
    }
}

fn distance_ui(ui: &Ui, open: &Open, distance: &Distance, color: Color32) {
    let [from, to] = [distance.from, distance.to].map(|at| open.camera.to_screen(at));
    let stroke = Stroke::new(1.0, color);
    ui.painter().line_segment([from, to], stroke);
    let across = (to - from).normalized().rot90() * END;
    for end in [from, to] {
        ui.painter().line_segment([end - across, end + across], stroke);
    }
    let unit = open.editor.settings.unit;
    let text = match distance.kind {
        DistanceKind::Size => format!("= {}", unit.format(distance.length())),
        DistanceKind::Gap | DistanceKind::Neighbour => unit.format(distance.length()),
    };
    pill(ui, from + (to - from) / 2.0, text, color);
}

/// What the gesture makes of the selection, under it: its place, its size, or its turn.
fn readout_ui(ui: &Ui, open: &Open) {
    if open.editor.is_inside() {
        return inside_ui(ui, open);
    }
    let Some(outline) = open.editor.outline() else { return };
    let unit = open.editor.settings.unit;
    let length = |points: f64| unit.format(points);
    let (text, below) = match outline {
        Outline::Line(start, end) => {
            let way = end - start;
            let angle = number(normal_angle(way.atan2().to_degrees()), 1);
            let text = format!("{} {} · {angle}°", length(way.hypot()), unit.symbol());
            (text, lowest(&[start, end].map(|at| open.camera.to_screen(at))))
        }
        Outline::Box(stand) => {
            let text = match open.gesture.and_then(|gesture| gesture.handle) {
                Some(Handle::Rotate) => format!("{}°", number(normal_angle(stand.angle), 1)),
                Some(_) => format!("{} × {} {}", length(stand.width), length(stand.height), unit.symbol()),
                None if open.editor.tool().draws() => {
                    format!("{} × {} {}", length(stand.width), length(stand.height), unit.symbol())
                }
                // As the fields of the panel say it: of the frame as it is before it is turned.
                None => {
                    let (x, y) = (stand.center.x - stand.width / 2.0, stand.center.y - stand.height / 2.0);
                    format!("X {}  Y {} {}", length(x), length(y), unit.symbol())
                }
            };
            (text, lowest(&stand.corners().map(|at| open.camera.to_screen(at))))
        }
    };
    // On paper in both appearances.
    pill(ui, below + Vec2::new(0.0, BELOW), text, theme::LIGHT.select);
}

/// The same for what is edited inside an element: where a point stands, how large a cropped frame is.
fn inside_ui(ui: &Ui, open: &Open) {
    let unit = open.editor.settings.unit;
    let points = open.editor.points();
    let node = points.as_ref().and_then(|points| {
        let id = points.selected.first().filter(|_| points.selected.len() == 1)?;
        let (_, node) = points.nodes().find(|(other, _)| other == id)?;
        Some(node.at)
    });
    let (text, below) = match (node, open.editor.cropping()) {
        (Some(at), _) => {
            let text = format!("X {}  Y {} {}", unit.format(at.x), unit.format(at.y), unit.symbol());
            (text, open.camera.to_screen(at))
        }
        (None, Some(cropping)) => {
            let frame = cropping.frame;
            let text = format!(
                "{} × {} {}",
                unit.format(frame.width),
                unit.format(frame.height),
                unit.symbol()
            );
            (text, lowest(&frame.corners().map(|at| open.camera.to_screen(at))))
        }
        (None, None) => return,
    };
    pill(ui, below + Vec2::new(0.0, BELOW), text, theme::LIGHT.select);
}

/// The middle below some points.
fn lowest(points: &[Pos2]) -> Pos2 {
    let bounds = egui::Rect::from_points(points);
    bounds.center_bottom()
}
