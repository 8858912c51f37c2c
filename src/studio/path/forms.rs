//! Shapes as paths with as few points as a designer would draw.

use crate::model::{FillRule, Form};
use crate::units::{Point, Rect, Vec2};

use super::{Contour, Node, contours};

/// How long the handles of a quarter of a circle are, as a part of its radius.
const QUARTER: f64 = 0.552_284_749_830_793_4;

/// The form as a path in a frame, in the coordinates of the frame; `None` for an ornament, which would have thousands
/// of points.
pub(in crate::studio) fn form_path(form: &Form, frame: Rect) -> Option<(Vec<Contour>, FillRule)> {
    let found = match form {
        Form::Rectangle { radii } => vec![rectangle(frame, radii.map(|radius| radius.0))],
        Form::Ellipse {} => {
            let (across, down) = (frame.width() / 2.0, frame.height() / 2.0);
            vec![rounded(frame, [Vec2::new(across, down); 4])]
        }
        Form::Line {} | Form::Polygon { .. } | Form::Path { .. } => {
            let (path, rule) = crate::compose::outline(form, frame);
            return Some((contours(&path), rule));
        }
        Form::Ornament(_) => return None,
    };
    Some((found, FillRule::NonZero))
}

fn rectangle(frame: Rect, radii: [f64; 4]) -> Contour {
    let most = frame.width().min(frame.height()) / 2.0;
    let corners = radii.map(|radius| {
        let radius = radius.clamp(0.0, most.max(0.0));
        Vec2::new(radius, radius)
    });
    rounded(frame, corners)
}

/// A rectangle with corners as round as this, clockwise from the top left. Where two of them meet there is one point.
fn rounded(frame: Rect, corners: [Vec2; 4]) -> Contour {
    let places = [
        (Point::new(frame.x0, frame.y0), Vec2::new(0.0, 1.0), Vec2::new(1.0, 0.0)),
        (
            Point::new(frame.x1, frame.y0),
            Vec2::new(-1.0, 0.0),
            Vec2::new(0.0, 1.0),
        ),
        (
            Point::new(frame.x1, frame.y1),
            Vec2::new(0.0, -1.0),
            Vec2::new(-1.0, 0.0),
        ),
        (
            Point::new(frame.x0, frame.y1),
            Vec2::new(1.0, 0.0),
            Vec2::new(0.0, -1.0),
        ),
    ];
    let mut nodes: Vec<Node> = Vec::new();
    for ((corner, back, on), radius) in places.into_iter().zip(corners) {
        if radius.x <= 0.0 || radius.y <= 0.0 {
            push(&mut nodes, Node::corner(corner));
            continue;
        }
        let along = |way: Vec2, part: f64| corner + Vec2::new(way.x * radius.x, way.y * radius.y) * part;
        let start = Node {
            after: Some(along(back, 1.0 - QUARTER)),
            ..Node::corner(along(back, 1.0))
        };
        let end = Node {
            before: Some(along(on, 1.0 - QUARTER)),
            ..Node::corner(along(on, 1.0))
        };
        push(&mut nodes, start);
        push(&mut nodes, end);
    }
    join(&mut nodes);
    Contour { nodes, closed: true }
}

fn push(nodes: &mut Vec<Node>, node: Node) {
    match nodes.last_mut() {
        Some(last) if last.at.distance(node.at) < 1e-9 => last.after = node.after,
        _ => nodes.push(node),
    }
}

/// The end meets the beginning.
fn join(nodes: &mut Vec<Node>) {
    let (Some(first), Some(last)) = (nodes.first().copied(), nodes.last().copied()) else {
        return;
    };
    if nodes.len() > 1 && first.at.distance(last.at) < 1e-9 {
        nodes.pop();
        if let Some(first) = nodes.first_mut() {
            first.before = last.before;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::path;
    use super::*;
    use crate::compose::outline;
    use crate::units::{Pt, Shape};

    #[test]
    fn shapes_become_paths_that_cover_the_same_area() {
        let frame = Rect::new(10.0, 20.0, 110.0, 80.0);
        let radius = |radius: f64| Form::Rectangle { radii: [Pt(radius); 4] };
        for (form, points) in [
            (radius(0.0), 4),
            (radius(10.0), 8),
            // Half circles at both sides.
            (radius(30.0), 6),
            (Form::Ellipse {}, 4),
            (Form::Polygon { sides: 6, inner: None }, 6),
            (
                Form::Polygon {
                    sides: 5,
                    inner: Some(0.4),
                },
                10,
            ),
            (Form::Line {}, 2),
        ] {
            let (contours, _) = form_path(&form, frame).expect("a path");
            let count: usize = contours.iter().map(|contour| contour.nodes.len()).sum();
            assert_eq!(count, points, "{form:?}");
            let (before, _) = outline(&form, frame);
            let after = path(&contours);
            let (a, b) = (before.bounding_box(), after.bounding_box());
            assert!(
                (a.origin() - b.origin()).hypot() < 0.05 && (a.size() - b.size()).width.abs() < 0.05,
                "{form:?}"
            );
            assert!((before.area().abs() - after.area().abs()).abs() < 3.0, "{form:?}");
        }
        let seal = crate::model::Ornament::Seal {
            teeth: 24,
            depth: 0.1,
            round: false,
            ring: 0.0,
        };
        assert!(form_path(&Form::Ornament(seal), frame).is_none());
    }
}
