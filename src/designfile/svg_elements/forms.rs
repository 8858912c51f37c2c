//! Paths that are rectangles, ellipses or lines, and how transforms become frames that are turned.

use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape, Vec2};
use resvg::usvg;

use crate::model::{FillRule, Form};
use crate::units::Pt;

use super::super::builder::{path_form, rounded};

/// A path in its frame.
pub(super) struct Placed {
    pub form: Form,
    /// Points of the page, before it is turned.
    pub frame: Rect,
    /// Degrees.
    pub rotation: f64,
    /// From the path's coordinates to points from the frame's top left corner, before it is turned.
    pub to_frame: Affine,
    /// What it is called.
    pub kind: &'static str,
}

/// A transform that only turns, stretches along the axes, moves and perhaps mirrors.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    /// Degrees.
    pub rotation: f64,
    pub scale: [f64; 2],
    /// Whether it is upside down before it is turned.
    pub mirrored: bool,
}

/// The parts of a transform; `None` for one that slants or has no extent.
pub(super) fn turned(transform: Affine) -> Option<Turn> {
    let [a, b, c, d, _, _] = transform.as_coeffs();
    let (across, down) = (Vec2::new(a, b), Vec2::new(c, d));
    let scale = [across.hypot(), down.hypot()];
    let slant = across.dot(down).abs();
    if scale[0] < 1e-9 || scale[1] < 1e-9 || slant > 0.002 * scale[0] * scale[1] {
        return None;
    }
    Some(Turn {
        rotation: b.atan2(a).to_degrees(),
        scale,
        mirrored: transform.determinant() < 0.0,
    })
}

impl Turn {
    /// The frame on the page of a box in the coordinates that are transformed, before it is turned.
    pub fn frame(&self, transform: Affine, own: Rect) -> Rect {
        let size = (own.width() * self.scale[0], own.height() * self.scale[1]);
        Rect::from_center_size(transform * own.center(), size)
    }
}

/// A path as a form in a frame; `None` when it has no extent or no end.
pub(super) fn placed(path: &BezPath, to_page: Affine, rule: Option<usvg::FillRule>) -> Option<Placed> {
    let own = path.bounding_box();
    if path.elements().len() < 2 || !path.is_finite() || !own.is_finite() {
        return None;
    }
    if let Some(turn) = turned(to_page).filter(|turn| !turn.mirrored)
        && let Some((_, kind)) = recognised(path)
    {
        let to_frame =
            Affine::scale_non_uniform(turn.scale[0], turn.scale[1]) * Affine::translate(-own.origin().to_vec2());
        // The corners are round in points, not in the path's coordinates.
        let (form, _) = recognised(&(to_frame * path.clone()))?;
        let rotation = if turn.rotation.abs() < 0.01 { 0.0 } else { turn.rotation };
        return Some(Placed {
            form,
            frame: turn.frame(to_page, own),
            rotation,
            to_frame,
            kind,
        });
    }
    let on_page = to_page * path.clone();
    let frame = on_page.bounding_box();
    let to_frame = Affine::translate(-frame.origin().to_vec2()) * to_page;
    let rule = match rule {
        Some(usvg::FillRule::EvenOdd) => FillRule::EvenOdd,
        _ => FillRule::NonZero,
    };
    let form = recognised(&on_page).map_or_else(|| path_form(&on_page, frame, rule), |(form, _)| Some(form))?;
    Some(Placed {
        form,
        frame,
        rotation: 0.0,
        to_frame,
        kind: "Path",
    })
}

/// The form of a path that is one of ours over its bounding box, with its name.
pub(super) fn recognised(path: &BezPath) -> Option<(Form, &'static str)> {
    line(path).or_else(|| rectangle(path)).or_else(|| ellipse(path))
}

fn line(path: &BezPath) -> Option<(Form, &'static str)> {
    let [PathEl::MoveTo(from), PathEl::LineTo(to)] = path.elements() else {
        return None;
    };
    // A line of ours falls from the left to the right; others are paths.
    let falls = (to.x - from.x) * (to.y - from.y) >= 0.0;
    falls.then_some((Form::Line {}, "Line"))
}

/// The points of a closed outline with straight sides and round corners: the ends of its sides, and its curves.
struct Sides {
    corners: Vec<Point>,
    curves: Vec<[Point; 2]>,
}

fn sides(path: &BezPath) -> Option<Sides> {
    let mut out = Sides {
        corners: Vec::new(),
        curves: Vec::new(),
    };
    let (mut at, mut is_closed) = (Point::ZERO, false);
    for (index, step) in path.elements().iter().enumerate() {
        let to = match *step {
            PathEl::MoveTo(to) if index == 0 => to,
            PathEl::LineTo(to) if !is_closed => {
                if (to.x - at.x).abs() > 1e-3 * path.bounding_box().width()
                    && (to.y - at.y).abs() > 1e-3 * path.bounding_box().height()
                {
                    return None;
                }
                to
            }
            PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) if !is_closed => {
                out.curves.push([at, to]);
                to
            }
            PathEl::ClosePath if !is_closed => {
                is_closed = true;
                continue;
            }
            _ => return None,
        };
        at = to;
        out.corners.push(to);
    }
    let is_round = out
        .corners
        .first()
        .zip(out.corners.last())
        .is_some_and(|(a, b)| (*a - *b).hypot() < 1e-3);
    (is_closed || is_round).then_some(out)
}

fn rectangle(path: &BezPath) -> Option<(Form, &'static str)> {
    let frame = path.bounding_box();
    let found = sides(path)?;
    if found.corners.len() > 10 || found.curves.len() > 4 || frame.width() <= 0.0 || frame.height() <= 0.0 {
        return None;
    }
    let mut radii = [0.0; 4];
    for [from, to] in &found.curves {
        let (dx, dy) = ((from.x - to.x).abs(), (from.y - to.y).abs());
        if (dx - dy).abs() > 0.02 * dx.max(dy) + 1e-3 {
            return None;
        }
        let middle = from.midpoint(*to);
        let corner = match (middle.x < frame.center().x, middle.y < frame.center().y) {
            (true, true) => 0,
            (false, true) => 1,
            (false, false) => 2,
            (true, false) => 3,
        };
        *radii.get_mut(corner)? = dx;
    }
    // The area says whether the sides and corners are those of a rectangle.
    let cut: f64 = radii
        .iter()
        .map(|radius| radius * radius * (1.0 - std::f64::consts::FRAC_PI_4))
        .sum();
    let wanted = frame.area() - cut;
    let is_same = (path.area().abs() - wanted).abs() < 0.004 * wanted;
    let is_ellipse = found.curves.len() == 4
        && radii
            .iter()
            .all(|radius| *radius * 2.0 > frame.width().min(frame.height()) * 0.999)
        && frame.width() == frame.height();
    (is_same && !is_ellipse).then_some((
        Form::Rectangle {
            radii: radii.map(|radius| if radius == 0.0 { Pt::ZERO } else { rounded(radius) }),
        },
        "Rectangle",
    ))
}

fn ellipse(path: &BezPath) -> Option<(Form, &'static str)> {
    let frame = path.bounding_box();
    let found = sides(path)?;
    let wanted = std::f64::consts::FRAC_PI_4 * frame.area();
    let on_it = |point: &Point| {
        let x = (point.x - frame.center().x) / (frame.width() / 2.0);
        let y = (point.y - frame.center().y) / (frame.height() / 2.0);
        (x.hypot(y) - 1.0).abs() < 0.01
    };
    let is_same = wanted > 0.0 && (path.area().abs() - wanted).abs() < 0.004 * wanted;
    // A side of no length may close it.
    let is_round = (2..=12).contains(&found.curves.len()) && found.corners.len() <= found.curves.len() + 2;
    (is_same && is_round && found.corners.iter().all(on_it)).then_some((Form::Ellipse {}, "Ellipse"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(d: &str) -> Option<Form> {
        recognised(&BezPath::from_svg(d).expect("path")).map(|(form, _)| form)
    }

    #[test]
    fn paths_are_recognised_as_what_they_are() {
        assert_eq!(of("M0 0H10V5H0Z"), Some(Form::Rectangle { radii: [Pt::ZERO; 4] }));
        assert_eq!(of("M10 5V0H0V5Z"), Some(Form::Rectangle { radii: [Pt::ZERO; 4] }));
        let round = kurbo::RoundedRect::new(0.0, 0.0, 40.0, 20.0, (2.0, 4.0, 6.0, 8.0)).to_path(0.01);
        let radii = [Pt(2.0), Pt(4.0), Pt(6.0), Pt(8.0)];
        assert_eq!(recognised(&round).expect("form").0, Form::Rectangle { radii });
        let oval = kurbo::Ellipse::new((5.0, 5.0), (30.0, 20.0), 0.0).to_path(0.01);
        assert_eq!(recognised(&oval).expect("form").0, Form::Ellipse {});
        let circle = kurbo::Circle::new((5.0, 5.0), 30.0).to_path(0.01);
        assert_eq!(recognised(&circle).expect("form").0, Form::Ellipse {});
        assert_eq!(of("M0 0L10 5"), Some(Form::Line {}));
        for other in [
            "M0 5L10 0",
            "M0 0L10 0L5 8Z",
            "M0 0H10V5",
            "M0 0H10V5H5V2H0Z",
            "M0 0C5 5 5 5 10 0Z",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn turned_rectangles_keep_their_angle() {
        let path = Rect::new(10.0, 10.0, 30.0, 20.0).to_path(0.1);
        let transform = Affine::rotate(0.5) * Affine::scale_non_uniform(2.0, 3.0);
        let placed = placed(&path, transform, None).expect("form");
        assert!((placed.rotation - 0.5f64.to_degrees()).abs() < 1e-6);
        assert!((placed.frame.width() - 40.0).abs() < 1e-6 && (placed.frame.height() - 30.0).abs() < 1e-6);
        let middle = transform * Point::new(20.0, 15.0);
        assert!((placed.frame.center() - middle).hypot() < 1e-6);
        let slanted = Affine::new([1.0, 0.0, 0.5, 1.0, 0.0, 0.0]);
        assert!(turned(slanted).is_none());
        assert!(matches!(
            super::placed(&path, slanted, None).expect("form").form,
            Form::Path { .. }
        ));
    }
}
