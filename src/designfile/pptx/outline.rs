//! The outlines of shapes as forms of ours, with their paint.

use kurbo::{Affine, BezPath};

use crate::model::{ElementContent, FillRule, Form, GroupContent, Paint, ShapeContent, StrokeStyle};
use crate::units::Rect;

use super::super::builder::{self, Builder, element, rounded};
use super::guides;
use super::preset::{Preset, preset};
use super::xml::Node;

/// The outline of a shape before it is made a form of ours.
pub(super) enum Drawn {
    Preset(Preset),
    /// Never filled.
    Line(Preset),
    Custom(guides::Outline),
}

/// The form of a shape whose own or inherited properties are given, in a frame of a size.
pub(super) fn drawn(properties: &[&Node], size: [f64; 2], lost: &mut Vec<&'static str>) -> Drawn {
    let geometry = properties
        .iter()
        .find_map(|node| node.get("custGeom").or_else(|| node.get("prstGeom")));
    match geometry {
        Some(node) if node.name == "custGeom" => {
            let outline = guides::outline(node, size);
            if is_frame(&outline.fill, size) && outline.fill.elements() == outline.stroke.elements() {
                return Drawn::Preset(Preset::Rectangle([0.0; 4]));
            }
            Drawn::Custom(outline)
        }
        Some(node) => {
            let name = node.attribute("prst").unwrap_or("rect");
            match preset(name, node, size) {
                Some(Preset::Line) => Drawn::Line(Preset::Line),
                Some(Preset::Open(path)) => Drawn::Line(Preset::Open(path)),
                Some(form) => Drawn::Preset(form),
                None => {
                    lost.push("Its form is not known here and was drawn as a rectangle");
                    Drawn::Preset(Preset::Rectangle([0.0; 4]))
                }
            }
        }
        None => Drawn::Preset(Preset::Rectangle([0.0; 4])),
    }
}

/// A form with its paint. A form that is filled and outlined in different parts is a group of both.
pub(super) fn painted(
    builder: &mut Builder,
    drawn: Drawn,
    fill: Option<Paint>,
    stroke: Option<StrokeStyle>,
    size: [f64; 2],
    flip: [bool; 2],
) -> Option<ElementContent> {
    if fill.is_none() && stroke.is_none() {
        return None;
    }
    let shape = |form: Form, fill: Option<Paint>, stroke| ElementContent::Shape(ShapeContent { form, fill, stroke });
    let (filled, outlined) = match drawn {
        Drawn::Preset(form) => return Some(shape(form_of(&form, size, flip)?, fill, stroke)),
        Drawn::Line(form) => return Some(shape(form_of(&form, size, flip)?, None, Some(stroke?))),
        Drawn::Custom(outline) => (outline.fill, outline.stroke),
    };
    let is_same = filled.elements() == outlined.elements();
    let (filled, outlined) = (path_form(&filled, size, flip), path_form(&outlined, size, flip));
    match (fill.zip(filled), stroke.zip(outlined)) {
        (Some((fill, form)), stroke) if is_same => Some(shape(form, Some(fill), stroke.map(|(stroke, _)| stroke))),
        (Some((fill, inner)), Some((stroke, outer))) => {
            let frame = Rect::new(0.0, 0.0, size[0], size[1]);
            let part = |builder: &mut Builder, name: &str, content| element(builder.name(name), frame, content);
            let children = vec![
                part(&mut *builder, "Area", shape(inner, Some(fill), None)),
                part(&mut *builder, "Line", shape(outer, None, Some(stroke))),
            ];
            Some(ElementContent::Group(GroupContent::new(children)))
        }
        (Some((fill, form)), None) => Some(shape(form, Some(fill), None)),
        (None, Some((stroke, form))) => Some(shape(form, None, Some(stroke))),
        (None, None) => None,
    }
}

/// A form of ours for a preset.
pub(super) fn form_of(form: &Preset, size: [f64; 2], flip: [bool; 2]) -> Option<Form> {
    match form {
        Preset::Rectangle([a, b, c, d]) => {
            let (a, b, c, d) = if flip[0] { (b, a, d, c) } else { (a, b, c, d) };
            let radii = if flip[1] { [d, c, b, a] } else { [a, b, c, d] };
            Some(Form::Rectangle {
                radii: radii.map(|radius| rounded(*radius)),
            })
        }
        Preset::Ellipse => Some(Form::Ellipse {}),
        Preset::Line if flip[0] == flip[1] || size[0] <= 0.0 || size[1] <= 0.0 => Some(Form::Line {}),
        form => path_form(&form.path(size), size, flip),
    }
}

/// A path in a frame as a form that stretches with it.
pub(super) fn path_form(path: &BezPath, [w, h]: [f64; 2], flip: [bool; 2]) -> Option<Form> {
    let across = if flip[0] {
        Affine::new([-1.0, 0.0, 0.0, 1.0, w, 0.0])
    } else {
        Affine::IDENTITY
    };
    let down = if flip[1] {
        Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, h])
    } else {
        Affine::IDENTITY
    };
    builder::path_form(
        &(across * down * path.clone()),
        Rect::new(0.0, 0.0, w, h),
        FillRule::EvenOdd,
    )
}

/// Whether a path is the outline of its frame, as Canva writes rectangles.
fn is_frame(path: &BezPath, [w, h]: [f64; 2]) -> bool {
    let mut corners = Vec::new();
    for step in path.elements() {
        match step {
            kurbo::PathEl::MoveTo(point) | kurbo::PathEl::LineTo(point) => corners.push(*point),
            kurbo::PathEl::ClosePath => {}
            kurbo::PathEl::QuadTo(..) | kurbo::PathEl::CurveTo(..) => return false,
        }
    }
    if corners.len() > 1
        && corners
            .first()
            .zip(corners.last())
            .is_some_and(|(a, b)| (*a - *b).hypot() < 0.01)
    {
        corners.pop();
    }
    let is_corner = |point: &kurbo::Point| {
        let near = |value: f64, side: f64| value.abs() < 0.05 || (value - side).abs() < 0.05;
        near(point.x, w) && near(point.y, h)
    };
    let area: f64 = kurbo::Shape::area(path).abs();
    corners.len() == 4 && corners.iter().all(is_corner) && (area - w * h).abs() < 0.01 * w * h + 0.01
}
