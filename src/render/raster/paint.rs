//! Areas, lines and groups as pixels.

use vello_cpu::peniko::color::{AlphaColor, ColorSpaceTag, Srgb};
use vello_cpu::peniko::{ColorStop, Fill, Gradient, InterpolationAlphaSpace};
use vello_cpu::{PaintType, RenderContext, Resources};

use super::image::Pictures;
use crate::model::FillRule;
use crate::render::shadow::{hard, soft};
use crate::render::{Shade, is_flat, shade, visible_stroke};
use crate::scene::{Group, Item, ItemKind, Paint, Shadow};
use crate::units::{Affine, BezPath, Color, Stroke};

/// What is drawn on, with what drawing needs at hand.
pub(super) struct Canvas<'a> {
    pub(super) context: &'a mut RenderContext,
    pub(super) resources: &'a mut Resources,
    pub(super) pictures: &'a mut Pictures,
}

impl Canvas<'_> {
    /// Draws items back to front; `transform` goes from their coordinates to pixels.
    pub(super) fn items<'b>(&mut self, items: impl IntoIterator<Item = &'b Item>, transform: Affine) {
        for item in items {
            match &item.kind {
                ItemKind::Fill { path, rule, paint } => self.fill(path, *rule, paint, transform),
                ItemKind::Stroke { path, stroke, paint } => self.stroke(path, stroke, paint, transform),
                ItemKind::Glyphs(run) => self.glyphs(run, transform),
                ItemKind::Image(image) => self.image(&image.picture, transform * image.transform),
                ItemKind::PdfPage(page) => self.pdf_page(page, transform),
                ItemKind::Group(group) => self.group(group, transform),
                ItemKind::Shadow(shadow) => self.shadow(shadow, transform),
            }
        }
    }

    fn fill(&mut self, path: &BezPath, rule: FillRule, paint: &Paint, transform: Affine) {
        if let Some(paint) = paint_type(paint) {
            self.context.set_transform(transform);
            self.context.set_fill_rule(fill_rule(rule));
            self.context.set_paint(paint);
            self.context.fill_path(path);
        }
    }

    fn stroke(&mut self, path: &BezPath, stroke: &Stroke, paint: &Paint, transform: Affine) {
        if let Some(paint) = paint_type(paint).filter(|_| stroke.width > 0.0) {
            self.context.set_transform(transform);
            self.context.set_stroke(visible_stroke(stroke));
            self.context.set_paint(paint);
            self.context.stroke_path(path);
        }
    }

    fn group(&mut self, group: &Group, transform: Affine) {
        let inside = transform * group.transform;
        let opacity = group.opacity.clamp(0.0, 1.0);
        if opacity == 0.0 || is_flat(inside) {
            return;
        }
        self.context.set_transform(inside);
        if let Some((path, rule)) = &group.clip {
            self.context.set_fill_rule(fill_rule(*rule));
            self.context.push_clip_path(path);
        }
        if opacity < 1.0 {
            self.context.push_opacity_layer(opacity);
        }
        self.items(&group.items, inside);
        if opacity < 1.0 {
            self.context.pop_layer();
        }
        if group.clip.is_some() {
            self.context.pop_clip();
        }
    }
}

impl Canvas<'_> {
    fn shadow(&mut self, shadow: &Shadow, transform: Affine) {
        // What cannot be made has too many pixels, or none; the check before said so.
        match soft(shadow) {
            Ok(Some(soft)) => self.image(&soft.picture, transform * soft.place),
            Ok(None) => self.group(&hard(shadow), transform),
            Err(_) => {}
        }
    }
}

fn fill_rule(rule: FillRule) -> Fill {
    match rule {
        FillRule::NonZero => Fill::NonZero,
        FillRule::EvenOdd => Fill::EvenOdd,
    }
}

pub(super) fn color(color: Color) -> AlphaColor<Srgb> {
    AlphaColor::from_rgba8(color.r, color.g, color.b, color.a)
}

/// `None` when nothing would be painted.
fn paint_type(paint: &Paint) -> Option<PaintType> {
    let (gradient, stops) = match shade(paint)? {
        Shade::Solid(solid) => return Some(PaintType::Solid(color(solid))),
        Shade::Linear { from, to, stops } => (Gradient::new_linear(from, to), stops),
        Shade::Radial { center, radius, stops } => (Gradient::new_radial(center, radius as f32), stops),
    };
    let stops: Vec<ColorStop> = stops
        .into_iter()
        .map(|(offset, stop)| ColorStop {
            offset,
            color: color(stop).into(),
        })
        .collect();
    // As PDF and SVG read gradients: in sRGB, alpha apart from the colours.
    let gradient = gradient
        .with_interpolation_cs(ColorSpaceTag::Srgb)
        .with_interpolation_alpha_space(InterpolationAlphaSpace::Unpremultiplied)
        .with_stops(&stops[..]);
    Some(PaintType::Gradient(gradient))
}
