//! What new ornaments look like before the designer changes them.

use crate::model::{Corner, Design, ElementContent, Form, Ornament, Paint, ShapeContent, StrokeStyle};
use crate::units::{Color, Pt, Size};

use super::defaults::New;
use super::pointer::OrnamentKind;

/// Of ornaments on a page that has no colours yet.
const GOLD: Color = Color::rgb(0xB8, 0x8A, 0x3B);
/// A colour with less between its strongest and its weakest part is a grey, of 255.
const GREY: u8 = 40;
/// How much of ink the fine lines of guilloches and rosettes have.
const FINE: u8 = 150;

/// A new ornament in the colours of the design.
pub(super) fn new(kind: OrnamentKind, design: &Design) -> New {
    let color = accent(design);
    let fill = Some(Paint::Solid(color));
    let fine = Some(StrokeStyle::new(Color { a: FINE, ..color }, Pt(0.5)));
    let (name, size, ornament) = match kind {
        OrnamentKind::Seal => (
            "Seal",
            Size::new(110.0, 110.0),
            Ornament::Seal {
                teeth: 36,
                depth: 0.08,
                round: true,
                ring: 0.8,
            },
        ),
        OrnamentKind::Ribbon => (
            "Ribbon",
            Size::new(260.0, 60.0),
            Ornament::Ribbon {
                end: 0.16,
                drop: 0.25,
                notch: 0.4,
                shade: 0.4,
            },
        ),
        OrnamentKind::Border => (
            "Border",
            Size::new(320.0, 220.0),
            Ornament::Border {
                thickness: Pt(2.0),
                size: Pt(18.0),
                corner: Corner::Scoop,
                gap: Pt(4.0),
            },
        ),
        OrnamentKind::Guilloche => (
            "Guilloche",
            Size::new(320.0, 48.0),
            Ornament::Guilloche { waves: 9, lines: 7 },
        ),
        OrnamentKind::Rosette => (
            "Rosette",
            Size::new(140.0, 140.0),
            Ornament::Rosette {
                petals: 16,
                lines: 5,
                hole: 0.35,
            },
        ),
    };
    let is_fine = matches!(kind, OrnamentKind::Guilloche | OrnamentKind::Rosette);
    New {
        name,
        content: ElementContent::Shape(ShapeContent {
            form: Form::Ornament(ornament),
            fill: fill.filter(|_| !is_fine),
            stroke: fine.filter(|_| is_fine),
        }),
        size,
    }
}

/// The colour by which the design is known: its first swatch that is one, else that of its first shape or text.
pub(super) fn accent(design: &Design) -> Color {
    let swatches = design.swatches.values().copied();
    let elements = design.elements();
    let shapes = elements.iter().filter_map(|(_, element)| match &element.content {
        ElementContent::Shape(shape) => {
            let stroke = shape.stroke.as_ref().map(|stroke| &stroke.paint);
            shape.fill.as_ref().and_then(solid).or_else(|| stroke.and_then(solid))
        }
        _ => None,
    });
    let texts = elements.iter().filter_map(|(_, element)| match &element.content {
        ElementContent::Text(text) => Some(text.style.color),
        _ => None,
    });
    let mut colors = swatches.chain(shapes).chain(texts);
    colors
        .find(|color| is_color(*color))
        .map_or(GOLD, |color| Color { a: 255, ..color })
}

fn solid(paint: &Paint) -> Option<Color> {
    match paint {
        Paint::Solid(color) => Some(*color),
        _ => None,
    }
}

/// Whether it is neither a grey nor one that is hardly seen on paper.
fn is_color(color: Color) -> bool {
    let parts = [color.r, color.g, color.b];
    let (least, most) = (parts.iter().min(), parts.iter().max());
    let range = most.zip(least).map_or(0, |(most, least)| most - least);
    range >= GREY && color.a >= 128 && color.luminance() < 0.7
}

#[cfg(test)]
mod tests {
    use super::*;

    fn design(elements: &str) -> Design {
        let text = format!(
            r#"{{"name":"T","kind":"certificate","pages":[{{"width":600,"height":400,"elements":[{elements}]}}]}}"#
        );
        serde_json::from_str(&text).expect("a design")
    }

    #[test]
    fn the_colour_is_one_that_the_design_has() {
        assert_eq!(accent(&design("")), GOLD);
        let shape = |fill: &str| {
            format!(
                r#"{{"name":"{fill}","x":0,"y":0,"width":9,"height":9,"content":{{"shape":{{"form":{{"rectangle":{{}}}},"fill":"{fill}"}}}}}}"#
            )
        };
        let found = accent(&design(&[shape("#D5DBE5"), shape("#1F4D3A")].join(",")));
        assert_eq!(found, Color::rgb(0x1F, 0x4D, 0x3A), "no grey");
    }
}
