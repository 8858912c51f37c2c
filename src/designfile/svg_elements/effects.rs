//! What a group of a drawing does to all in it, as far as an element can do the same.

use resvg::usvg::filter::{Filter, GaussianBlur, Input, Kind};
use resvg::usvg::{self, Group};

use crate::model::{Blend, Element, Shadow};
use crate::units::Pt;

use super::super::svg::PT_PER_PX;
use super::affine;
use super::paint::rgba;

/// How different the two deviations of a blur may be that is even on all sides.
const EVEN: f32 = 0.02;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Effects {
    blend: Blend,
    blur: Pt,
    shadow: Option<Shadow>,
}

impl Effects {
    /// `None` for a filter that an element has no word for.
    pub fn of(group: &Group) -> Option<Effects> {
        let transform = affine(group.abs_transform());
        // Pixels of the group in points of the page.
        let scale = transform.determinant().abs().sqrt() * PT_PER_PX;
        let mut effects = Effects {
            blend: blend(group.blend_mode()),
            ..Effects::default()
        };
        match group.filters() {
            [] => {}
            [filter] => match only_kind(filter)? {
                Kind::GaussianBlur(blur)
                    if is_of_source(blur) && is_even(blur.std_dev_x().get(), blur.std_dev_y().get()) =>
                {
                    effects.blur = Pt(2.0 * f64::from(blur.std_dev_x().get()) * scale);
                }
                Kind::DropShadow(shadow)
                    if *shadow.input() == Input::SourceGraphic
                        && is_even(shadow.std_dev_x().get(), shadow.std_dev_y().get()) =>
                {
                    let way = [shadow.dx(), shadow.dy()].map(f64::from);
                    let [a, b, c, d, ..] = transform.as_coeffs().map(|part| part * PT_PER_PX);
                    effects.shadow = Some(Shadow {
                        x: Pt(a * way[0] + c * way[1]),
                        y: Pt(b * way[0] + d * way[1]),
                        color: rgba(shadow.color(), shadow.opacity().get()),
                        blur: Pt(2.0 * f64::from(shadow.std_dev_x().get()) * scale),
                    });
                }
                _ => return None,
            },
            _ => return None,
        }
        Some(effects)
    }

    pub fn are_none(&self) -> bool {
        *self == Effects::default()
    }

    /// Whether an element has none of its own that these would take away.
    pub fn fit(&self, element: &Element) -> bool {
        self.are_none() || (element.blend.is_normal() && element.blur == Pt::ZERO && element.shadow.is_none())
    }

    pub fn apply(&self, element: &mut Element) {
        if !self.are_none() {
            (element.blend, element.blur, element.shadow) = (self.blend, self.blur, self.shadow);
        }
    }
}

fn only_kind(filter: &Filter) -> Option<&Kind> {
    match filter.primitives() {
        [only] => Some(only.kind()),
        _ => None,
    }
}

fn is_of_source(blur: &GaussianBlur) -> bool {
    *blur.input() == Input::SourceGraphic
}

fn is_even(x: f32, y: f32) -> bool {
    (x - y).abs() <= EVEN * x.max(y)
}

fn blend(mode: usvg::BlendMode) -> Blend {
    match mode {
        usvg::BlendMode::Normal => Blend::Normal,
        usvg::BlendMode::Multiply => Blend::Multiply,
        usvg::BlendMode::Screen => Blend::Screen,
        usvg::BlendMode::Overlay => Blend::Overlay,
        usvg::BlendMode::Darken => Blend::Darken,
        usvg::BlendMode::Lighten => Blend::Lighten,
        usvg::BlendMode::ColorDodge => Blend::ColorDodge,
        usvg::BlendMode::ColorBurn => Blend::ColorBurn,
        usvg::BlendMode::HardLight => Blend::HardLight,
        usvg::BlendMode::SoftLight => Blend::SoftLight,
        usvg::BlendMode::Difference => Blend::Difference,
        usvg::BlendMode::Exclusion => Blend::Exclusion,
        usvg::BlendMode::Hue => Blend::Hue,
        usvg::BlendMode::Saturation => Blend::Saturation,
        usvg::BlendMode::Color => Blend::Color,
        usvg::BlendMode::Luminosity => Blend::Luminosity,
    }
}
