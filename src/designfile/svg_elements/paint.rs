//! Paint and strokes of a drawing in the frame of an element.

use kurbo::{Affine, Point, Vec2};
use resvg::usvg::{self, SpreadMethod};

use crate::model::{ColorStop, Gradient, LineCap, LineEnd, LineJoin, Paint, StrokeAlign, StrokeStyle};
use crate::units::Color;

use super::super::builder::{fraction, rounded};
use super::super::svg::affine;

/// That the paint is a pattern, for which a design has no word.
pub(super) struct IsPattern;

/// Where paint is put.
pub(super) struct Inks {
    /// From the coordinates of the path to points of the frame.
    pub to_frame: Affine,
    /// Points.
    pub size: [f64; 2],
}

impl Inks {
    pub fn paint(&self, paint: &usvg::Paint, opacity: f32, lost: &mut Vec<&'static str>) -> Result<Paint, IsPattern> {
        match paint {
            usvg::Paint::Color(color) => Ok(Paint::Solid(rgba(*color, opacity))),
            usvg::Paint::LinearGradient(gradient) => {
                say_spread(gradient, lost);
                let from = Point::new(f64::from(gradient.x1()), f64::from(gradient.y1()));
                let to = Point::new(f64::from(gradient.x2()), f64::from(gradient.y2()));
                Ok(self.linear(affine(gradient.transform()), from, to, stops(gradient, opacity)))
            }
            usvg::Paint::RadialGradient(gradient) => {
                say_spread(gradient, lost);
                if gradient.fx() != gradient.cx() || gradient.fy() != gradient.cy() {
                    lost.push("The focus of its round gradient lies in the middle");
                }
                let center = Point::new(f64::from(gradient.cx()), f64::from(gradient.cy()));
                let radius = f64::from(gradient.r().get());
                Ok(self.radial(
                    affine(gradient.transform()),
                    center,
                    radius,
                    stops(gradient, opacity),
                    lost,
                ))
            }
            usvg::Paint::Pattern(_) => Err(IsPattern),
        }
    }

    fn size(&self) -> [f64; 2] {
        self.size.map(|side| side.max(0.01))
    }

    fn share(&self, point: Point) -> [f64; 2] {
        let [w, h] = self.size();
        [point.x / w, point.y / h].map(|value| fraction(value.clamp(-100.0, 100.0)))
    }

    /// A gradient along a line. Under a transform that slants, the lines of one colour are no longer across the line
    /// from end to end: the new line is the one across them.
    fn linear(&self, own: Affine, from: Point, to: Point, stops: Vec<ColorStop>) -> Paint {
        let transform = self.to_frame * own;
        let along = to - from;
        let (Some(last), true) = (
            stops.last(),
            along.hypot2() > 1e-12 && transform.determinant().abs() > 1e-12,
        ) else {
            return stops.last().map_or(Color::BLACK, |stop| stop.color).into();
        };
        if stops.len() < 2 {
            return last.color.into();
        }
        let slope = along / along.hypot2();
        let [a, b, c, d, _, _] = transform.inverse().as_coeffs();
        let slope = Vec2::new(a * slope.x + b * slope.y, c * slope.x + d * slope.y);
        let start = transform * from;
        let end = start + slope / slope.hypot2();
        Paint::Gradient(Gradient::Linear {
            from: self.share(start),
            to: self.share(end),
            stops,
        })
    }

    fn radial(
        &self,
        own: Affine,
        center: Point,
        radius: f64,
        stops: Vec<ColorStop>,
        lost: &mut Vec<&'static str>,
    ) -> Paint {
        let transform = self.to_frame * own;
        let [a, b, c, d, _, _] = transform.as_coeffs();
        let (across, down) = (Vec2::new(a, b).hypot(), Vec2::new(c, d).hypot());
        if (across - down).abs() > 0.05 * across.max(down) {
            lost.push("Its oval gradient became a round one");
        }
        let [w, h] = self.size();
        let reach = radius * transform.determinant().abs().sqrt() / (w.hypot(h) / 2.0);
        if stops.len() < 2 || reach < 0.001 {
            return stops.last().map_or(Color::BLACK, |stop| stop.color).into();
        }
        Paint::Gradient(Gradient::Radial {
            center: self.share(transform * center),
            radius: fraction(reach.min(100.0)),
            stops,
        })
    }

    pub fn stroke(
        &self,
        stroke: &usvg::Stroke,
        to_page: Affine,
        lost: &mut Vec<&'static str>,
    ) -> Result<StrokeStyle, IsPattern> {
        let scale = to_page.determinant().abs().sqrt();
        let length = |value: f32| rounded((f64::from(value) * scale).clamp(0.0, 1_000.0));
        let dashes: Vec<_> = stroke
            .dasharray()
            .unwrap_or_default()
            .iter()
            .take(32)
            .map(|dash| length(*dash))
            .collect();
        if !dashes.is_empty() && stroke.dashoffset() != 0.0 {
            lost.push("The dashes of its line begin at its start");
        }
        Ok(StrokeStyle {
            paint: self.paint(stroke.paint(), stroke.opacity().get(), lost)?,
            width: length(stroke.width().get()),
            dashes: if dashes.iter().any(|dash| dash.0 > 0.0) {
                dashes
            } else {
                Vec::new()
            },
            cap: match stroke.linecap() {
                usvg::LineCap::Butt => LineCap::Butt,
                usvg::LineCap::Round => LineCap::Round,
                usvg::LineCap::Square => LineCap::Square,
            },
            join: match stroke.linejoin() {
                usvg::LineJoin::Round => LineJoin::Round,
                usvg::LineJoin::Bevel => LineJoin::Bevel,
                usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => LineJoin::Miter,
            },
            align: StrokeAlign::default(),
            start: LineEnd::default(),
            end: LineEnd::default(),
        })
    }
}

fn say_spread(gradient: &usvg::BaseGradient, lost: &mut Vec<&'static str>) {
    if gradient.spread_method() != SpreadMethod::Pad {
        lost.push("Its gradient does not repeat any more");
    }
}

fn stops(gradient: &usvg::BaseGradient, opacity: f32) -> Vec<ColorStop> {
    let stop = |stop: &usvg::Stop| ColorStop {
        at: fraction(f64::from(stop.offset().get()).clamp(0.0, 1.0)),
        color: rgba(stop.color(), stop.opacity().get() * opacity),
    };
    gradient.stops().iter().take(64).map(stop).collect()
}

pub(super) fn rgba(color: usvg::Color, opacity: f32) -> Color {
    Color {
        r: color.red,
        g: color.green,
        b: color.blue,
        a: (opacity.clamp(0.0, 1.0) * 255.0).round() as u8,
    }
}
