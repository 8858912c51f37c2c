//! Areas, lines and groups in a PDF.

use krilla::blend::BlendMode;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Rect as PdfRect, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule as PdfFillRule, LineCap, LineJoin, LinearGradient, Paint as PdfPaint};
use krilla::paint::{RadialGradient, SpreadMethod, Stop, Stroke as PdfStroke, StrokeDash};
use krilla::surface::Surface;

use kurbo::PathEl;

use super::shared::Shared;
use crate::diag::Problems;
use crate::model::{Blend, FillRule};
use crate::render::blur::{Softened, softened};
use crate::render::shadow::{hard, soft};
use crate::render::{Shade, is_flat, shade, visible_stroke, with_own_dashes};
use crate::scene::{Blurred, Group, Item, ItemKind, Paint, Shadow, mixes};
use crate::units::{Affine, BezPath, Cap, Color, Join, Rect, Stroke};

/// What is drawn on, with what drawing needs at hand.
pub(super) struct Canvas<'a, 'b> {
    pub(super) surface: &'a mut Surface<'b>,
    pub(super) shared: &'a Shared,
    /// Whether pages of PDF files are put in as they are.
    pub(super) embeds: bool,
    pub(super) problems: &'a mut Problems,
}

impl Canvas<'_, '_> {
    /// Draws items back to front.
    pub(super) fn items(&mut self, items: &[Item]) {
        for item in items {
            match &item.kind {
                ItemKind::Fill { path, rule, paint } => self.fill(path, *rule, paint),
                ItemKind::Stroke { path, stroke, paint } => self.stroke(path, stroke, paint),
                ItemKind::Glyphs(run) => self.glyphs(run),
                ItemKind::Image(image) => self.image(&image.picture, image.transform),
                ItemKind::PdfPage(page) => self.pdf_page(page),
                ItemKind::Group(group) => self.group(group),
                ItemKind::Shadow(shadow) => self.shadow(shadow),
                ItemKind::Blurred(blurred) => self.blurred(blurred),
            }
        }
    }

    fn fill(&mut self, path: &BezPath, rule: FillRule, paint: &Paint) {
        if let (Some(path), Some((paint, opacity))) = (pdf_path(path), pdf_paint(paint)) {
            self.surface.set_stroke(None);
            self.surface.set_fill(Some(Fill {
                paint,
                opacity,
                rule: fill_rule(rule),
            }));
            self.surface.draw_path(&path);
        }
    }

    fn stroke(&mut self, path: &BezPath, stroke: &Stroke, paint: &Paint) {
        if stroke.width <= 0.0 {
            return;
        }
        let (path, stroke) = with_own_dashes(path, visible_stroke(stroke));
        if let (Some(path), Some((paint, opacity))) = (pdf_path(&path), pdf_paint(paint)) {
            self.surface.set_fill(None);
            self.surface.set_stroke(Some(pdf_stroke(&stroke, paint, opacity)));
            self.surface.draw_path(&path);
        }
    }

    fn group(&mut self, group: &Group) {
        let opacity = normalized(group.opacity);
        if opacity == NormalizedF32::ZERO || is_flat(group.transform) {
            return;
        }
        let clip = group
            .clip
            .as_ref()
            .map(|(path, rule)| (pdf_path(path), fill_rule(*rule)));
        if matches!(clip, Some((None, _))) {
            return;
        }
        self.surface.push_transform(&pdf_transform(group.transform));
        let mut pushed = 1;
        if let Some((Some(path), rule)) = &clip {
            self.surface.push_clip_path(path, rule);
            pushed += 1;
        }
        if !group.blend.is_normal() {
            self.surface.push_blend_mode(mix(group.blend));
            pushed += 1;
        }
        if opacity != NormalizedF32::ONE {
            self.surface.push_opacity(opacity);
            pushed += 1;
        } else if !group.blend.is_normal() || (clip.is_some() && mixes(&group.items)) {
            // What mixes in it does so with the group alone.
            self.surface.push_isolated();
            pushed += 1;
        }
        self.items(&group.items);
        for _ in 0..pushed {
            self.surface.pop();
        }
    }
}

impl Canvas<'_, '_> {
    /// A soft one is a picture with a soft mask, a hard one outlines: neither can be read out.
    fn shadow(&mut self, shadow: &Shadow) {
        match soft(shadow) {
            Ok(Some(soft)) => self.image(&soft.picture, soft.place),
            Ok(None) => self.group(&hard(shadow)),
            Err(problems) => self.problems.extend(problems),
        }
    }
}

impl Canvas<'_, '_> {
    fn blurred(&mut self, blurred: &Blurred) {
        match softened(blurred) {
            Ok(Softened::Picture(soft)) => self.image(&soft.picture, soft.place),
            Ok(Softened::Sharp) => self.items(&blurred.items),
            Err(problems) => self.problems.extend(problems),
        }
    }
}

fn mix(blend: Blend) -> BlendMode {
    match blend {
        Blend::Normal => BlendMode::Normal,
        Blend::Darken => BlendMode::Darken,
        Blend::Multiply => BlendMode::Multiply,
        Blend::ColorBurn => BlendMode::ColorBurn,
        Blend::Lighten => BlendMode::Lighten,
        Blend::Screen => BlendMode::Screen,
        Blend::ColorDodge => BlendMode::ColorDodge,
        Blend::Overlay => BlendMode::Overlay,
        Blend::SoftLight => BlendMode::SoftLight,
        Blend::HardLight => BlendMode::HardLight,
        Blend::Difference => BlendMode::Difference,
        Blend::Exclusion => BlendMode::Exclusion,
        Blend::Hue => BlendMode::Hue,
        Blend::Saturation => BlendMode::Saturation,
        Blend::Color => BlendMode::Color,
        Blend::Luminosity => BlendMode::Luminosity,
    }
}

fn fill_rule(rule: FillRule) -> PdfFillRule {
    match rule {
        FillRule::NonZero => PdfFillRule::NonZero,
        FillRule::EvenOdd => PdfFillRule::EvenOdd,
    }
}

/// The number brought within 0 to 1.
pub(super) fn normalized(value: f32) -> NormalizedF32 {
    NormalizedF32::new(value.clamp(0.0, 1.0)).unwrap_or(NormalizedF32::ZERO)
}

/// A colour without its alpha, and its alpha.
pub(super) fn color(color: Color) -> (rgb::Color, NormalizedF32) {
    (
        rgb::Color::new(color.r, color.g, color.b),
        normalized(f32::from(color.a) / 255.0),
    )
}

pub(super) fn pdf_transform(transform: Affine) -> Transform {
    let [a, b, c, d, e, f] = transform.as_coeffs().map(|value| value as f32);
    Transform::from_row(a, b, c, d, e, f)
}

/// `None` for a rectangle without an area.
pub(super) fn rect(rect: Rect) -> Option<PdfRect> {
    let rect = rect.abs();
    PdfRect::from_ltrb(rect.x0 as f32, rect.y0 as f32, rect.x1 as f32, rect.y1 as f32)
        .filter(|rect| rect.width() > 0.0 && rect.height() > 0.0)
}

/// `None` for a path without a line.
fn pdf_path(path: &BezPath) -> Option<Path> {
    let fine = fineness(path);
    let number = |value: f64| ((value * fine).round() / fine) as f32;
    let mut builder = PathBuilder::new();
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(p) => builder.move_to(number(p.x), number(p.y)),
            PathEl::LineTo(p) => builder.line_to(number(p.x), number(p.y)),
            PathEl::QuadTo(p, q) => builder.quad_to(number(p.x), number(p.y), number(q.x), number(q.y)),
            PathEl::CurveTo(p, q, r) => {
                builder.cubic_to(
                    number(p.x),
                    number(p.y),
                    number(q.x),
                    number(q.y),
                    number(r.x),
                    number(r.y),
                );
            }
            PathEl::ClosePath => builder.close(),
        }
    }
    builder.finish()
}

/// The steps per unit that coordinates are rounded to: a power of ten, at least 30,000 steps over the whole path. More
/// digits would be written, compressed and read in vain.
pub(super) fn fineness(path: &BezPath) -> f64 {
    let bounds = path.control_box();
    let extent = bounds.width().max(bounds.height());
    if extent > 0.0 {
        10f64.powi((3e4 / extent).log10().ceil().clamp(-6.0, 9.0) as i32)
    } else {
        1e6
    }
}

/// The paint and the opacity it is applied with; `None` when nothing would be seen.
fn pdf_paint(paint: &Paint) -> Option<(PdfPaint, NormalizedF32)> {
    let shade = shade(paint)?;
    let paint = match shade {
        Shade::Solid(solid) => {
            let (color, opacity) = color(solid);
            return Some((color.into(), opacity));
        }
        Shade::Linear { from, to, stops } => LinearGradient {
            x1: from.x as f32,
            y1: from.y as f32,
            x2: to.x as f32,
            y2: to.y as f32,
            transform: Transform::identity(),
            spread_method: SpreadMethod::Pad,
            stops: pdf_stops(&stops),
            anti_alias: false,
        }
        .into(),
        Shade::Radial { center, radius, stops } => RadialGradient {
            fx: center.x as f32,
            fy: center.y as f32,
            fr: 0.0,
            cx: center.x as f32,
            cy: center.y as f32,
            cr: radius as f32,
            transform: Transform::identity(),
            spread_method: SpreadMethod::Pad,
            stops: pdf_stops(&stops),
            anti_alias: false,
        }
        .into(),
    };
    Some((paint, NormalizedF32::ONE))
}

fn pdf_stops(stops: &[(f32, Color)]) -> Vec<Stop> {
    stops
        .iter()
        .map(|(at, stop)| {
            let (color, opacity) = color(*stop);
            Stop {
                offset: normalized(*at),
                color: color.into(),
                opacity,
            }
        })
        .collect()
}

fn pdf_stroke(stroke: &Stroke, paint: PdfPaint, opacity: NormalizedF32) -> PdfStroke {
    let dash = (!stroke.dash_pattern.is_empty()).then(|| StrokeDash {
        array: stroke.dash_pattern.iter().map(|dash| *dash as f32).collect(),
        offset: stroke.dash_offset as f32,
    });
    PdfStroke {
        paint,
        width: stroke.width as f32,
        miter_limit: stroke.miter_limit as f32,
        line_cap: match stroke.start_cap {
            Cap::Butt => LineCap::Butt,
            Cap::Round => LineCap::Round,
            Cap::Square => LineCap::Square,
        },
        line_join: match stroke.join {
            Join::Miter => LineJoin::Miter,
            Join::Round => LineJoin::Round,
            Join::Bevel => LineJoin::Bevel,
        },
        opacity,
        dash,
    }
}
