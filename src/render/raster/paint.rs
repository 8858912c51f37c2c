//! Areas, lines and groups as pixels.

use vello_cpu::peniko::color::{AlphaColor, ColorSpaceTag, Srgb};
use vello_cpu::peniko::{BlendMode, ColorStop, Fill, Gradient, InterpolationAlphaSpace, Mix};
use vello_cpu::{PaintType, RenderContext, Resources};

use super::image::Pictures;
use crate::model::{Blend, FillRule};
use crate::render::blur::{Softened, softened};
use crate::render::shadow::{hard, soft};
use crate::render::{Shade, is_flat, shade, visible_stroke};
use crate::scene::{Blurred, Group, Item, ItemKind, Paint, Shadow, mixes};
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
                ItemKind::Blurred(blurred) => self.blurred(blurred, transform),
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
        // What mixes within a group that is cut does so with that group alone, as in a PDF and an SVG.
        let is_alone = !group.blend.is_normal() || opacity < 1.0 || (group.clip.is_some() && mixes(&group.items));
        if is_alone {
            let mix = (!group.blend.is_normal()).then(|| BlendMode::from(mix(group.blend)));
            let opacity = (opacity < 1.0).then_some(opacity);
            self.context.push_layer(None, mix, opacity, None, None);
        }
        self.items(&group.items, inside);
        if is_alone {
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

impl Canvas<'_> {
    fn blurred(&mut self, blurred: &Blurred, transform: Affine) {
        match softened(blurred) {
            Ok(Softened::Picture(soft)) => self.image(&soft.picture, transform * soft.place),
            Ok(Softened::Sharp) => self.items(&blurred.items, transform),
            // Here, too, the check before said why.
            Err(_) => {}
        }
    }
}

fn mix(blend: Blend) -> Mix {
    match blend {
        Blend::Normal => Mix::Normal,
        Blend::Darken => Mix::Darken,
        Blend::Multiply => Mix::Multiply,
        Blend::ColorBurn => Mix::ColorBurn,
        Blend::Lighten => Mix::Lighten,
        Blend::Screen => Mix::Screen,
        Blend::ColorDodge => Mix::ColorDodge,
        Blend::Overlay => Mix::Overlay,
        Blend::SoftLight => Mix::SoftLight,
        Blend::HardLight => Mix::HardLight,
        Blend::Difference => Mix::Difference,
        Blend::Exclusion => Mix::Exclusion,
        Blend::Hue => Mix::Hue,
        Blend::Saturation => Mix::Saturation,
        Blend::Color => Mix::Color,
        Blend::Luminosity => Mix::Luminosity,
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
