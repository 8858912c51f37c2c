//! What fills something: nothing, a colour, or a gradient.

use egui::Ui;

use super::super::super::super::super::View;
use super::super::super::super::super::state::studio::Open;
use super::{Came, Face, color_field, gradient, row, segments, shared};
use crate::model::{ColorStop, Gradient, Paint};
use crate::units::Color;

/// The kinds of paint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    None,
    Solid,
    Linear,
    Radial,
}

impl Kind {
    fn of(paint: Option<&Paint>) -> Kind {
        match paint {
            None => Kind::None,
            Some(Paint::Solid(_)) => Kind::Solid,
            Some(Paint::Gradient(Gradient::Linear { .. })) => Kind::Linear,
            Some(Paint::Gradient(Gradient::Radial { .. })) => Kind::Radial,
        }
    }

    /// The paint of this kind that is most like another one.
    fn like(self, before: Option<&Paint>, first: Color) -> Option<Paint> {
        let stops = match before {
            Some(Paint::Gradient(Gradient::Linear { stops, .. } | Gradient::Radial { stops, .. })) => stops.clone(),
            Some(Paint::Solid(color)) => fading(*color),
            None => fading(first),
        };
        let color = stops.first().map_or(first, |stop| stop.color);
        Some(match self {
            Kind::None => return None,
            Kind::Solid => Paint::Solid(color),
            Kind::Linear => Paint::Gradient(Gradient::Linear {
                from: [0.5, 0.0],
                to: [0.5, 1.0],
                stops,
            }),
            Kind::Radial => Paint::Gradient(Gradient::Radial {
                center: [0.5, 0.5],
                radius: 1.0,
                stops,
            }),
        })
    }
}

/// A colour lighter than this goes over into a darker one, so that both are seen.
const LIGHT: f64 = 0.7;

/// A colour that goes over into a lighter one; a light one into one that is darker and a little blue.
fn fading(color: Color) -> Vec<ColorStop> {
    let lighter = |part: u8| part + (255 - part) / 2;
    let darker = |part: u8, of: u16| (u16::from(part) * of / 100) as u8;
    let [r, g, b] = match color.luminance() > LIGHT {
        true => [darker(color.r, 66), darker(color.g, 76), darker(color.b, 88)],
        false => [lighter(color.r), lighter(color.g), lighter(color.b)],
    };
    let end = Color { r, g, b, a: color.a };
    vec![ColorStop { at: 0.0, color }, ColorStop { at: 1.0, color: end }]
}

/// Rows for a paint. `first` is the colour that one begins with, `may_be_none` whether there can be no paint.
pub(in super::super) fn paint_rows(
    ui: &mut Ui,
    view: &mut View<'_>,
    open: &Open,
    name: &str,
    paints: &[Option<Paint>],
    first: Color,
    may_be_none: bool,
) -> Option<Came<Option<Paint>>> {
    let all = [
        (Face::Word("None"), "None", Kind::None),
        (Face::Word("Solid"), "Solid", Kind::Solid),
        (Face::Word("Linear"), "Linear", Kind::Linear),
        (Face::Word("Radial"), "Radial", Kind::Radial),
    ];
    let names = all.map(|(_, label, _)| format!("{name}: {label}"));
    let options: Vec<(Face<'_>, &str, Kind)> = all
        .iter()
        .zip(&names)
        .map(|((face, _, kind), name)| (*face, name.as_str(), *kind))
        .skip(usize::from(!may_be_none))
        .collect();
    let kind = shared(paints.iter().map(|paint| Kind::of(paint.as_ref())));
    let before = paints.first().and_then(Option::as_ref);
    let mut came = None;
    super::bare(ui, |ui| {
        let width = ui.available_width();
        if let Some(kind) = segments(ui, width, &options, kind) {
            came = Some(Came::Set(kind.like(before, first)));
        }
    });
    let paint = shared(paints.iter().map(Option::as_ref)).flatten();
    match (kind, paint) {
        (Some(Kind::Linear | Kind::Radial), Some(Paint::Gradient(gradient))) => {
            let changed = gradient::rows(ui, view, open, name, gradient);
            changed
                .map(|changed| changed.map(|gradient| Some(Paint::Gradient(gradient))))
                .or(came)
        }
        (Some(Kind::Solid), paint) => {
            let color = match paint {
                Some(Paint::Solid(color)) => Some(*color),
                _ => None,
            };
            let changed = row(ui, "Colour", |ui| {
                let width = ui.available_width();
                color_field(ui, view, open, &format!("{name} colour"), color, width)
            });
            changed
                .map(|changed| changed.map(|color| Some(Paint::Solid(color))))
                .or(came)
        }
        _ => came,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_gradient_has_two_colours_that_are_seen() {
        for color in [
            Color::WHITE,
            Color::BLACK,
            Color::rgb(0xF4, 0xEF, 0xE6),
            Color::rgb(0x1F, 0x4D, 0x3A),
        ] {
            let paint = Kind::Linear.like(Some(&Paint::Solid(color)), Color::WHITE);
            let Some(Paint::Gradient(Gradient::Linear { stops, .. })) = paint else {
                panic!("a gradient");
            };
            let [from, to] = [0, 1].map(|at: usize| stops[at].color);
            let apart = |a: u8, b: u8| a.abs_diff(b);
            let most = apart(from.r, to.r).max(apart(from.g, to.g)).max(apart(from.b, to.b));
            assert!(most >= 60, "{color}: {from} to {to}");
        }
    }
}
