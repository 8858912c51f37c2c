//! Outlines, paint and strokes.

use std::sync::Arc;

use crate::diag::Problem;
use crate::model::{ColorStop, Element, FillRule, Form, Gradient, Paint, ShapeContent, StrokeStyle};
use crate::scene::{self, Item, ItemKind, Origin};
use crate::units::{Affine, BezPath, Cap, Color, Join, Point, Pt, Rect, Shape, Stroke};

use super::{Composer, line, ornament};

/// How long a dash is at least that is seen by its ends, points.
const SHORTEST_DASH: f64 = 0.01;

/// How far a curve may be from its path, points.
const TOLERANCE: f64 = 0.01;

impl Composer<'_> {
    pub(super) fn shape(&mut self, element: &Element, content: &ShapeContent, frame: Rect, origin: Origin) {
        // A shape may be there for its link alone.
        if element.link.is_none() && !is_seen(content) {
            let problem = Problem::note(
                "invisible-shape",
                "It has neither a fill nor a line, so that it cannot be seen",
            );
            let hint = "Give it a fill or a line, or delete it";
            self.problem(element, problem.hint(hint));
        }
        let (path, rule) = outline(&content.form, frame);
        let path = Arc::new(path);
        if let Some(fill) = &content.fill
            && !matches!(content.form, Form::Line {})
        {
            let kind = ItemKind::Fill {
                path: path.clone(),
                rule,
                paint: paint(fill, frame),
            };
            self.out.items.push(Item { origin, kind });
            if let Form::Ornament(own) = &content.form
                && !fill.is_clear()
            {
                for (path, dark) in ornament::shades(own, frame) {
                    let kind = ItemKind::Fill {
                        path: Arc::new(path),
                        rule: FillRule::NonZero,
                        paint: scene::Paint::Solid(Color {
                            a: (dark * 255.0).round() as u8,
                            ..Color::BLACK
                        }),
                    };
                    self.out.items.push(Item { origin, kind });
                }
            }
        }
        if let Some(style) = &content.stroke {
            let items = line::items(&path, rule, style, &paint(&style.paint, frame), origin);
            self.out.items.extend(items);
        }
    }
}

/// Whether something of a shape is painted.
fn is_seen(ShapeContent { form, fill, stroke }: &ShapeContent) -> bool {
    let is_filled = !matches!(form, Form::Line {}) && fill.as_ref().is_some_and(|paint| !paint.is_clear());
    let is_lined = |line: &StrokeStyle| line.width > Pt::ZERO && !line.paint.is_clear();
    is_filled || stroke.as_ref().is_some_and(is_lined)
}

/// The outline of a form that fills a frame, in the coordinates of the frame.
pub fn outline(form: &Form, frame: Rect) -> (BezPath, FillRule) {
    match form {
        Form::Rectangle { radii } => (rectangle(frame, radii.map(|radius| radius.0)), FillRule::NonZero),
        Form::Ellipse {} => (ellipse(frame), FillRule::NonZero),
        Form::Line {} => {
            let mut path = BezPath::new();
            path.move_to(frame.origin());
            path.line_to((frame.x1, frame.y1));
            (path, FillRule::NonZero)
        }
        Form::Polygon { sides, inner } => (polygon(frame, *sides, *inner), FillRule::NonZero),
        Form::Path { d, view, rule } => (svg_path(d, *view, frame), *rule),
        Form::Ornament(own) => ornament::path(own, frame),
    }
}

fn rectangle(frame: Rect, radii: [f64; 4]) -> BezPath {
    if radii.iter().all(|radius| *radius <= 0.0) {
        return frame.to_path(TOLERANCE);
    }
    let most = frame.width().min(frame.height()) / 2.0;
    let [top_left, top_right, bottom_right, bottom_left] = radii.map(|radius| radius.clamp(0.0, most));
    frame
        .to_rounded_rect((top_left, top_right, bottom_right, bottom_left))
        .to_path(TOLERANCE)
}

pub(super) fn ellipse(frame: Rect) -> BezPath {
    let mut path = kurbo::Ellipse::from_rect(frame).to_path(TOLERANCE);
    // It comes as a curve that ends where it began, which would be an open line.
    path.close_path();
    path
}

/// Corners on the ellipse of the frame, clockwise from the top; every second one drawn in for a star.
fn polygon(frame: Rect, sides: u32, inner: Option<f64>) -> BezPath {
    let sides = sides.clamp(3, 1000);
    let corners = if inner.is_some() { sides * 2 } else { sides };
    let center = frame.center();
    let mut path = BezPath::new();
    for corner in 0..corners {
        let angle = std::f64::consts::TAU * f64::from(corner) / f64::from(corners);
        let reach = if corner % 2 == 1 {
            inner.unwrap_or(1.0).clamp(0.0, 1.0)
        } else {
            1.0
        };
        let x = center.x + frame.width() / 2.0 * reach * angle.sin();
        let y = center.y - frame.height() / 2.0 * reach * angle.cos();
        if corner == 0 {
            path.move_to((x, y));
        } else {
            path.line_to((x, y));
        }
    }
    path.close_path();
    path
}

/// A path that was checked when the design was read; one that is wrong draws nothing.
fn svg_path(d: &str, view: Option<[f64; 2]>, frame: Rect) -> BezPath {
    let mut path = BezPath::from_svg(d).unwrap_or_default();
    let scale = match view {
        Some([width, height]) if width > 0.0 && height > 0.0 => {
            Affine::scale_non_uniform(frame.width() / width, frame.height() / height)
        }
        _ => Affine::IDENTITY,
    };
    path.apply_affine(Affine::translate(frame.origin().to_vec2()) * scale);
    path
}

/// Paint over a frame.
pub(super) fn paint(paint: &Paint, frame: Rect) -> scene::Paint {
    let point = |[x, y]: [f64; 2]| Point::new(frame.x0 + x * frame.width(), frame.y0 + y * frame.height());
    match paint {
        Paint::Solid(color) => scene::Paint::Solid(*color),
        Paint::Gradient(Gradient::Linear { from, to, stops }) => scene::Paint::Linear {
            from: point(*from),
            to: point(*to),
            stops: ramp(stops),
        },
        Paint::Gradient(Gradient::Radial { center, radius, stops }) => scene::Paint::Radial {
            center: point(*center),
            radius: radius.max(0.0) * frame.width().hypot(frame.height()) / 2.0,
            stops: ramp(stops),
        },
    }
}

/// Stops in order, within 0 and 1, at least two.
fn ramp(stops: &[ColorStop]) -> Vec<(f32, Color)> {
    let mut ramp: Vec<(f32, Color)> = stops
        .iter()
        .map(|stop| (stop.at.clamp(0.0, 1.0) as f32, stop.color))
        .collect();
    ramp.sort_by(|a, b| a.0.total_cmp(&b.0));
    match ramp[..] {
        [] => vec![(0.0, Color::BLACK), (1.0, Color::BLACK)],
        [(_, color)] => vec![(0.0, color), (1.0, color)],
        _ => ramp,
    }
}

pub(super) fn stroke(style: &StrokeStyle) -> Stroke {
    use crate::model::{LineCap, LineJoin};
    let cap = match style.cap {
        LineCap::Butt => Cap::Butt,
        LineCap::Round => Cap::Round,
        LineCap::Square => Cap::Square,
    };
    let join = match style.join {
        LineJoin::Miter => Join::Miter,
        LineJoin::Round => Join::Round,
        LineJoin::Bevel => Join::Bevel,
    };
    // A dot is a dash without a length and with round ends: some readers lose such where a curve goes on in another.
    let least = if style.cap == LineCap::Butt { 0.0 } else { SHORTEST_DASH };
    let dashes: Vec<f64> = style.dashes.iter().map(|dash| dash.0.max(least)).collect();
    let stroke = Stroke::new(style.width.0).with_caps(cap).with_join(join);
    if style.dashes.iter().any(|dash| dash.0 > 0.0) {
        stroke.with_dashes(0.0, dashes)
    } else {
        stroke
    }
}
