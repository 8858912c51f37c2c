//! Text along a circle or a path: every atom stands on the curve with its middle, turned with it.
//!
//! The letters of joined scripts keep their joins, since their feet and hands meet on the baseline and each is turned by
//! its own width only. Underlines follow the curve.

use kurbo::{ParamCurve, ParamCurveArclen, ParamCurveDeriv, PathSeg};

use crate::diag::Problem;
use crate::model::{Align, FitPolicy, TextPath};
use crate::units::{Affine, BezPath, Point, Rect, Size, Vec2};

use super::Laid;
use super::fit::{quantised, widest};
use super::lines::{Line, break_lines, visual_order};
use super::place::{Job, TOLERANCE};
use super::shape::Atom;

/// How exactly lengths along a path are measured, in points.
const ACCURACY: f64 = 1e-3;

/// How long the straight parts of a bent underline are, in points.
const STEP: f64 = 1.0;

/// A curve measured along its length.
enum Curve {
    /// A whole circle; lengths are measured from the angle (radians clockwise from the top) at the text's middle.
    Circle {
        center: Point,
        radius: f64,
        middle: f64,
        inward: bool,
    },
    Path(Vec<(PathSeg, f64)>),
}

/// Sets the text along its curve.
pub(super) fn along(job: &Job<'_>, path: &TextPath, lines: &mut Vec<Line>, laid: &mut Laid) {
    let curve = match Curve::new(path, job.frame) {
        Ok(curve) => curve,
        Err(problem) => {
            laid.problems.push(problem);
            return;
        }
    };
    break_lines(job.shaped, job.styles, None, lines);
    let room = curve.length();
    let width = widest(lines);
    let (scale, below_minimum) = scale(job, room, width);
    laid.size_scale = scale;
    laid.below_minimum = below_minimum;
    laid.clipped = width * scale > room + TOLERANCE;
    let align = if matches!(curve, Curve::Circle { .. }) {
        Align::Center
    } else {
        job.request.align
    };
    let mut pen = job.start(align, width * scale, room);
    let shared = job.shared();
    let at = |distance: f64| {
        let (point, angle) = curve.at(distance);
        Affine::translate(point.to_vec2()) * Affine::rotate(angle)
    };
    let mut extent: Option<Rect> = None;
    for line in lines.iter() {
        let left = pen;
        job.trace_line(line, at(pen), scale);
        for (run, atoms) in visual_order(&line.atoms, job.shaped) {
            let Some(run) = job.shaped.runs.get(run as usize) else {
                continue;
            };
            let rtl = run.level % 2 == 1;
            let begun = pen;
            let mut put = |atom: &Atom| {
                let advance = f64::from(atom.advance) * scale;
                let behind = f64::from(atom.spacing) * scale;
                pen += if rtl { behind } else { 0.0 };
                let transform = at(pen + advance / 2.0) * Affine::translate((-advance / 2.0, 0.0));
                pen += advance + if rtl { 0.0 } else { behind };
                let Some(mut glyphs) = job.glyph_run(run, scale, &shared, atom.glyphs.len()) else {
                    return;
                };
                glyphs.transform = transform;
                let sides = if rtl {
                    (-behind, advance)
                } else {
                    (0.0, advance + behind)
                };
                job.trace_atom(run, atom, transform, sides, scale);
                job.push_glyphs(atom, (0.0, 0.0), scale, &mut glyphs);
                let letter = Rect::new(0.0, -line.ascent * scale, advance, line.descent * scale);
                let area = transform.transform_rect_bbox(letter);
                extent = Some(extent.map_or(area, |extent| extent.union(area)));
                if !glyphs.glyphs.is_empty() {
                    laid.runs.push(glyphs);
                }
            };
            if rtl {
                job.atoms(&atoms).iter().rev().for_each(&mut put);
            } else {
                job.atoms(&atoms).iter().for_each(&mut put);
            }
            if let Some((bar, color)) = job.underline(run, (begun, pen), 0.0, scale) {
                laid.curved_underlines.push((bent(bar, at), color));
            }
        }
        job.trace_hanging(line, (left, pen), 0.0, scale, |from, to| {
            let middle = f64::midpoint(from, to);
            (at(middle), from - middle, to - middle)
        });
    }
    laid.extent = extent.unwrap_or_default();
}

/// A level bar along a curve: `at` goes from the baseline at a distance to the curve there.
fn bent(bar: Rect, at: impl Fn(f64) -> Affine) -> BezPath {
    let steps = (bar.width() / STEP).ceil().clamp(1.0, 1000.0);
    let distance = |step: f64| bar.x0 + bar.width() * step / steps;
    let mut path = BezPath::new();
    for step in 0..=steps as u32 {
        let point = at(distance(f64::from(step))) * Point::new(0.0, bar.y0);
        if step == 0 {
            path.move_to(point);
        } else {
            path.line_to(point);
        }
    }
    for step in (0..=steps as u32).rev() {
        path.line_to(at(distance(f64::from(step))) * Point::new(0.0, bar.y1));
    }
    path.close_path();
    path
}

/// The size by the fit policy, for which a curve is a line as long as itself.
fn scale(job: &Job<'_>, room: f64, width: f64) -> (f64, bool) {
    let fit = &job.request.fit;
    let full = job.styles.first().map_or(1.0, |style| f64::from(style.size));
    let wanted = if width > 0.0 { room / width } else { 1.0 };
    if wanted >= 1.0 {
        let largest = fit.max_size.map_or(1.0, |size| size.0 / full);
        let scale = if largest > 1.0 {
            quantised(wanted.min(largest), full).max(1.0)
        } else {
            1.0
        };
        return (scale, false);
    }
    match fit.policy {
        FitPolicy::Clip | FitPolicy::Grow | FitPolicy::AutoWidth => (1.0, false),
        FitPolicy::ShrinkToWidth | FitPolicy::ShrinkToBox | FitPolicy::WrapThenShrink => {
            let smallest = fit.min_size.map_or(0.5, |size| size.0 / full).clamp(0.0, 1.0);
            let scale = quantised(wanted, full);
            (scale.max(smallest), scale < smallest)
        }
    }
}

impl Curve {
    fn new(path: &TextPath, frame: Size) -> Result<Curve, Problem> {
        match path {
            TextPath::Arc { radius, angle, inward } => {
                let usable = radius.0.is_finite() && radius.0 > 0.0 && angle.is_finite();
                if !usable {
                    return Err(bad_curve("The circle that the text follows has no radius"));
                }
                Ok(Curve::Circle {
                    center: Point::new(frame.width / 2.0, frame.height / 2.0),
                    radius: radius.0,
                    middle: angle.to_radians(),
                    inward: *inward,
                })
            }
            TextPath::Path { d } => {
                let path = BezPath::from_svg(d)
                    .map_err(|error| bad_curve(&format!("The path that the text follows cannot be read: {error}")))?;
                let measured = path.segments().map(|segment| (segment, segment.arclen(ACCURACY)));
                let segments: Vec<_> = measured.filter(|(_, length)| *length > 0.0).collect();
                if segments.is_empty() || segments.iter().any(|(_, length)| !length.is_finite()) {
                    return Err(bad_curve("The path that the text follows has no length"));
                }
                Ok(Curve::Path(segments))
            }
        }
    }

    fn length(&self) -> f64 {
        match self {
            Curve::Circle { radius, .. } => std::f64::consts::TAU * radius,
            Curve::Path(segments) => segments.iter().map(|(_, length)| length).sum(),
        }
    }

    /// The point at a distance from the start, and the direction there in radians, clockwise from rightwards. Beyond its
    /// ends a path goes on straight.
    fn at(&self, distance: f64) -> (Point, f64) {
        match self {
            Curve::Circle {
                center,
                radius,
                middle,
                inward,
            } => {
                let turn = (distance - self.length() / 2.0) / radius;
                let position = if *inward { middle - turn } else { middle + turn };
                let point = *center + *radius * Vec2::new(position.sin(), -position.cos());
                (
                    point,
                    if *inward {
                        position - std::f64::consts::PI
                    } else {
                        position
                    },
                )
            }
            Curve::Path(segments) => {
                let mut left = distance;
                let last = segments.len().saturating_sub(1);
                for (index, (segment, length)) in segments.iter().enumerate() {
                    if left <= *length || index == last {
                        return on_segment(segment, *length, left);
                    }
                    left -= length;
                }
                (Point::ZERO, 0.0)
            }
        }
    }
}

fn on_segment(segment: &PathSeg, length: f64, distance: f64) -> (Point, f64) {
    let inside = distance.clamp(0.0, length);
    let t = segment.inv_arclen(inside, ACCURACY);
    let tangent = |t: f64| match segment {
        PathSeg::Line(line) => line.deriv().eval(t).to_vec2(),
        PathSeg::Quad(quad) => quad.deriv().eval(t).to_vec2(),
        PathSeg::Cubic(cubic) => cubic.deriv().eval(t).to_vec2(),
    };
    let mut direction = tangent(t);
    if direction.hypot() < 1e-9 {
        // A control point on an end point leaves no tangent there; a little further on there is one.
        direction = tangent(if t < 0.5 { t + 1e-3 } else { t - 1e-3 });
    }
    let angle = direction.atan2();
    let point = segment.eval(t) + (distance - inside) * Vec2::from_angle(angle);
    (point, angle)
}

fn bad_curve(message: &str) -> Problem {
    Problem::error("bad-text-path", message).hint("Correct the path of the text in the design")
}
