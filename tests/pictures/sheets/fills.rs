//! Colours and gradients.

use accolade::model::{ColorStop, Flip, Form, Gradient, Paint};
use accolade::units::Pt;

use super::super::sheet::{
    BLUE, GOLD, INK, PALE, RED, Sheet, Tolerance, color, edge, filled, inner, paint, rectangle, rounded, star, text,
    with,
};

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("fills", TOLERANCE);
    // The page itself, with its bleed, has a gradient.
    sheet.bleed = 8.0;
    sheet.background.paint = Some(linear([0.0, 0.0], [1.0, 1.0], &[(0.0, "#FFFFFF"), (1.0, "#DCE6EE")]));
    solid(&mut sheet);
    straight(&mut sheet);
    round(&mut sheet);
    on_forms(&mut sheet);
    sheet
}

pub fn stops(of: &[(f64, &str)]) -> Vec<ColorStop> {
    of.iter()
        .map(|(at, text)| ColorStop {
            at: *at,
            color: color(text),
        })
        .collect()
}

pub fn linear(from: [f64; 2], to: [f64; 2], of: &[(f64, &str)]) -> Paint {
    Paint::Gradient(Gradient::Linear {
        from,
        to,
        stops: stops(of),
    })
}

pub fn radial(center: [f64; 2], radius: f64, of: &[(f64, &str)]) -> Paint {
    Paint::Gradient(Gradient::Radial {
        center,
        radius,
        stops: stops(of),
    })
}

const TWO: [(f64, &str); 2] = [(0.0, BLUE), (1.0, GOLD)];

fn solid(sheet: &mut Sheet) {
    sheet.one("solid", filled(rectangle(), paint(BLUE)));
    sheet.one("half clear", filled(rectangle(), paint("#C0392B80")));
    let over = with(filled(rectangle(), paint("#2F6B9A80")), |element| element.x = Pt(24.0));
    sheet.cell(
        "half clear over half clear",
        [filled(Form::Ellipse {}, paint("#C0392B80")), over],
    );
    sheet.one("nearly clear", filled(rectangle(), paint("#1F2A370A")));
}

fn straight(sheet: &mut Sheet) {
    for (name, from, to) in [
        ("to the right", [0.0, 0.0], [1.0, 0.0]),
        ("downwards", [0.0, 0.0], [0.0, 1.0]),
        ("from corner to corner", [0.0, 0.0], [1.0, 1.0]),
        ("to the left", [1.0, 0.5], [0.0, 0.5]),
        ("in the middle only", [0.3, 0.0], [0.7, 0.0]),
        ("beyond the frame", [-1.0, 0.0], [2.0, 0.0]),
    ] {
        sheet.one(name, filled(rectangle(), linear(from, to, &TWO)));
    }
    let across = |of: &[(f64, &str)]| filled(rectangle(), linear([0.0, 0.0], [1.0, 0.0], of));
    sheet.one("three stops", across(&[(0.0, BLUE), (0.3, PALE), (1.0, RED)]));
    sheet.one(
        "a hard edge",
        across(&[(0.0, BLUE), (0.5, BLUE), (0.5, GOLD), (1.0, GOLD)]),
    );
    sheet.one("stops within", across(&[(0.25, BLUE), (0.75, GOLD)]));
    sheet.one(
        "five stops",
        across(&[(0.0, RED), (0.2, GOLD), (0.5, PALE), (0.6, BLUE), (1.0, INK)]),
    );
    sheet.one("to nothing", across(&[(0.0, BLUE), (1.0, "#2F6B9A00")]));
    sheet.one("a clear band", across(&[(0.0, RED), (0.5, "#FFFFFF00"), (1.0, RED)]));
    sheet.one("no distance", filled(rectangle(), linear([0.5, 0.5], [0.5, 0.5], &TWO)));
}

fn round(sheet: &mut Sheet) {
    for (name, center, radius) in [
        ("around the middle", [0.5, 0.5], 1.0),
        ("around a corner", [0.0, 0.0], 1.5),
        ("a small spot", [0.35, 0.35], 0.3),
        ("around a point outside", [1.3, 0.5], 1.0),
    ] {
        sheet.one(name, filled(rectangle(), radial(center, radius, &TWO)));
    }
    let rings = [(0.0, PALE), (0.4, PALE), (0.4, RED), (0.7, GOLD), (1.0, BLUE)];
    sheet.one("rings", filled(rectangle(), radial([0.5, 0.5], 0.9, &rings)));
    let glow = [(0.0, "#FFFFFFFF"), (1.0, "#B08D3C00")];
    sheet.cell(
        "a glow",
        [
            filled(rectangle(), paint(INK)),
            filled(rectangle(), radial([0.5, 0.5], 0.7, &glow)),
        ],
    );
}

fn on_forms(sheet: &mut Sheet) {
    let metal = [(0.0, GOLD), (0.5, "#F4E3B2"), (1.0, "#8A6B22")];
    let slanted = || linear([0.0, 0.0], [1.0, 1.0], &metal);
    sheet.one("in a star", filled(star(), slanted()));
    sheet.one(
        "in an ellipse",
        filled(Form::Ellipse {}, radial([0.4, 0.3], 1.0, &metal)),
    );
    let turned = with(filled(rounded(8.0), slanted()), |element| element.rotation = 30.0);
    sheet.one("turned with its form", turned);
    let mirrored = with(filled(rectangle(), slanted()), |element| {
        element.flip = Flip::Horizontal;
    });
    sheet.one("reflected with its form", mirrored);
    let faded = with(filled(rectangle(), slanted()), |element| element.opacity = 0.4);
    sheet.one("faded", faded);
    let words = text("over", 18.0, |content| content.align = accolade::model::Align::Center);
    sheet.cell("under a text", [filled(rectangle(), slanted()), words, edge(inner())]);
}
