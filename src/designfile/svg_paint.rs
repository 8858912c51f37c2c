//! The paths, paints and clips of an SVG drawing.

use resvg::usvg::{self, ClipPath, Node, PaintOrder, SpreadMethod, tiny_skia_path};

use crate::units::{Affine, BezPath, Cap, Color, Join, Point, Rect, Shape, Stroke};

use super::svg::affine;
use super::wire::{Ink, Outline, Pen, Step};

/// That a part of a drawing must become a picture, and why; a sentence without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotDrawn(pub &'static str);

type Drawn<T> = Result<T, NotDrawn>;

/// How far the outline of a stroke may be from the truth, in units of the drawing.
const TOLERANCE: f64 = 0.02;

/// A path with its fill and stroke.
pub(super) fn path(path: &usvg::Path, steps: &mut Vec<Step>) -> Drawn<()> {
    if !path.is_visible() {
        return Ok(());
    }
    let outline = bez_path(path.data());
    match path.paint_order() {
        PaintOrder::FillAndStroke => {
            fill(path, &outline, steps)?;
            stroke(path, &outline, steps)
        }
        PaintOrder::StrokeAndFill => {
            stroke(path, &outline, steps)?;
            fill(path, &outline, steps)
        }
    }
}

fn fill(path: &usvg::Path, outline: &BezPath, steps: &mut Vec<Step>) -> Drawn<()> {
    let Some(fill) = path.fill() else { return Ok(()) };
    let even_odd = fill.rule() == usvg::FillRule::EvenOdd;
    push_fill(outline, even_odd, ink(fill.paint(), fill.opacity().get())?, steps);
    Ok(())
}

fn stroke(path: &usvg::Path, outline: &BezPath, steps: &mut Vec<Step>) -> Drawn<()> {
    let Some(stroke) = path.stroke() else { return Ok(()) };
    let (ink, transform) = ink(stroke.paint(), stroke.opacity().get())?;
    let pen = pen(stroke)?;
    if transform == Affine::IDENTITY {
        let d = outline.to_svg();
        steps.push(Step::Stroke { d, pen, ink });
        return Ok(());
    }
    // A gradient in coordinates of its own fills the outline of the stroke.
    let cap = [Cap::Butt, Cap::Round, Cap::Square]
        .get(usize::from(pen.cap))
        .copied()
        .unwrap_or(Cap::Butt);
    let join = [Join::Miter, Join::Round, Join::Bevel]
        .get(usize::from(pen.join))
        .copied()
        .unwrap_or(Join::Miter);
    let style = Stroke::new(pen.width)
        .with_caps(cap)
        .with_join(join)
        .with_miter_limit(pen.miter_limit)
        .with_dashes(pen.dash_offset, pen.dashes.iter().copied());
    let filled = kurbo::stroke(outline.iter(), &style, &kurbo::StrokeOpts::default(), TOLERANCE);
    push_fill(&filled, false, (ink, transform), steps);
    Ok(())
}

/// A fill; a paint with a transform of its own is put into a group with that transform, and the path is taken back.
fn push_fill(path: &BezPath, even_odd: bool, (ink, transform): (Ink, Affine), steps: &mut Vec<Step>) {
    if transform == Affine::IDENTITY {
        let outline = Outline {
            d: path.to_svg(),
            even_odd,
        };
        steps.push(Step::Fill { outline, ink });
        return;
    }
    steps.push(Step::Begin {
        transform: transform.as_coeffs(),
        opacity: 1.0,
        clip: None,
    });
    let outline = Outline {
        d: (transform.inverse() * path.clone()).to_svg(),
        even_odd,
    };
    steps.push(Step::Fill { outline, ink });
    steps.push(Step::End);
}

fn pen(stroke: &usvg::Stroke) -> Drawn<Pen> {
    Ok(Pen {
        width: f64::from(stroke.width().get()),
        cap: match stroke.linecap() {
            usvg::LineCap::Butt => 0,
            usvg::LineCap::Round => 1,
            usvg::LineCap::Square => 2,
        },
        join: match stroke.linejoin() {
            usvg::LineJoin::Miter => 0,
            usvg::LineJoin::Round => 1,
            usvg::LineJoin::Bevel => 2,
            usvg::LineJoin::MiterClip => return Err(NotDrawn("The drawing has strokes with clipped corners")),
        },
        miter_limit: f64::from(stroke.miterlimit().get()),
        dashes: stroke
            .dasharray()
            .unwrap_or_default()
            .iter()
            .copied()
            .map(f64::from)
            .collect(),
        dash_offset: f64::from(stroke.dashoffset()),
    })
}

/// A paint, and the transform from its coordinates to the path's.
fn ink(paint: &usvg::Paint, opacity: f32) -> Drawn<(Ink, Affine)> {
    match paint {
        usvg::Paint::Color(color) => Ok((Ink::Solid(rgba(*color, opacity)), Affine::IDENTITY)),
        usvg::Paint::LinearGradient(gradient) => {
            let (transform, stops) = gradient_parts(gradient, opacity)?;
            let point = |x: f32, y: f32| [f64::from(x), f64::from(y)];
            let ink = Ink::Linear {
                from: point(gradient.x1(), gradient.y1()),
                to: point(gradient.x2(), gradient.y2()),
                stops,
            };
            Ok((ink, transform))
        }
        usvg::Paint::RadialGradient(gradient) => {
            let is_focal =
                gradient.fx() != gradient.cx() || gradient.fy() != gradient.cy() || gradient.fr().get() > 0.0;
            if is_focal {
                return Err(NotDrawn("The drawing has radial gradients with a focus of their own"));
            }
            let (transform, stops) = gradient_parts(gradient, opacity)?;
            let ink = Ink::Radial {
                center: [f64::from(gradient.cx()), f64::from(gradient.cy())],
                radius: f64::from(gradient.r().get()),
                stops,
            };
            Ok((ink, transform))
        }
        usvg::Paint::Pattern(_) => Err(NotDrawn("The drawing has patterns")),
    }
}

fn gradient_parts(gradient: &usvg::BaseGradient, opacity: f32) -> Drawn<(Affine, Vec<(f32, Color)>)> {
    if gradient.spread_method() != SpreadMethod::Pad {
        return Err(NotDrawn("The drawing has gradients that repeat"));
    }
    let transform = affine(gradient.transform());
    if transform.determinant().abs() < 1e-12 {
        return Err(NotDrawn("The drawing has a gradient without extent"));
    }
    let stop = |stop: &usvg::Stop| (stop.offset().get(), rgba(stop.color(), stop.opacity().get() * opacity));
    Ok((transform, gradient.stops().iter().map(stop).collect()))
}

fn rgba(color: usvg::Color, opacity: f32) -> Color {
    Color {
        r: color.red,
        g: color.green,
        b: color.blue,
        a: (opacity.clamp(0.0, 1.0) * 255.0).round() as u8,
    }
}

pub(super) fn bez_path(data: &tiny_skia_path::Path) -> BezPath {
    let point = |p: tiny_skia_path::Point| Point::new(f64::from(p.x), f64::from(p.y));
    let mut path = BezPath::new();
    for segment in data.segments() {
        match segment {
            tiny_skia_path::PathSegment::MoveTo(p) => path.move_to(point(p)),
            tiny_skia_path::PathSegment::LineTo(p) => path.line_to(point(p)),
            tiny_skia_path::PathSegment::QuadTo(a, p) => path.quad_to(point(a), point(p)),
            tiny_skia_path::PathSegment::CubicTo(a, b, p) => path.curve_to(point(a), point(b), point(p)),
            tiny_skia_path::PathSegment::Close => path.close_path(),
        }
    }
    path
}

pub(super) fn rectangle(rect: Rect) -> Outline {
    Outline {
        d: rect.to_path(TOLERANCE).to_svg(),
        even_odd: false,
    }
}

/// The outlines that a clip cuts to, one after the other.
pub(super) fn clips(clip: &ClipPath) -> Drawn<Vec<Outline>> {
    let mut outlines = Vec::new();
    let mut next = Some(clip);
    while let Some(clip) = next {
        outlines.push(clip_outline(clip)?);
        next = clip.clip_path();
        if outlines.len() > 8 {
            return Err(NotDrawn("The drawing has too many clips in each other"));
        }
    }
    Ok(outlines)
}

/// The area of a clip as one outline: its only path, or several that do not touch each other.
fn clip_outline(clip: &ClipPath) -> Drawn<Outline> {
    let mut found: Vec<(BezPath, bool)> = Vec::new();
    collect(clip.root(), affine(clip.transform()), &mut found)?;
    let mixed = found.iter().any(|(_, rule)| *rule != found[0].1);
    let boxes: Vec<Rect> = found.iter().map(|(path, _)| path.bounding_box()).collect();
    let touching = boxes
        .iter()
        .enumerate()
        .any(|(at, a)| boxes.iter().skip(at + 1).any(|b| a.overlaps(*b)));
    if found.len() > 1 && (mixed || touching) {
        return Err(NotDrawn("The drawing has clips of several overlapping forms"));
    }
    let even_odd = found.first().is_some_and(|(_, rule)| *rule);
    let path: BezPath = found.into_iter().flat_map(|(path, _)| path).collect();
    Ok(Outline {
        d: path.to_svg(),
        even_odd,
    })
}

fn collect(group: &usvg::Group, transform: Affine, found: &mut Vec<(BezPath, bool)>) -> Drawn<()> {
    if group.clip_path().is_some() || group.mask().is_some() {
        return Err(NotDrawn("The drawing has clips within clips"));
    }
    if found.len() > 256 {
        return Err(NotDrawn("The drawing has clips of very many forms"));
    }
    for node in group.children() {
        match node {
            Node::Group(inner) => collect(inner, transform * affine(inner.transform()), found)?,
            Node::Text(text) => {
                let inner = text.flattened();
                collect(inner, transform * affine(inner.transform()), found)?;
            }
            Node::Path(path) => {
                let Some(fill) = path.fill().filter(|_| path.is_visible()) else {
                    continue;
                };
                let even_odd = fill.rule() == usvg::FillRule::EvenOdd;
                found.push((transform * bez_path(path.data()), even_odd));
            }
            Node::Image(_) => return Err(NotDrawn("The drawing has clips with pictures")),
        }
    }
    Ok(())
}
