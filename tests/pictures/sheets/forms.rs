//! Forms, fill rules, turns and reflections.

use accolade::model::{FillRule, Flip, Form};
use accolade::units::{Pt, Rect};

use super::super::sheet::{
    BLUE, GOLD, RED, Sheet, Tolerance, arrow, edge, filled, inner, line_of, paint, path, rectangle, rounded, shape_in,
    square, star, stroked, with,
};

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("forms", TOLERANCE);
    rectangles(&mut sheet);
    round(&mut sheet);
    paths(&mut sheet);
    turned(&mut sheet);
    sheet
}

fn rectangles(sheet: &mut Sheet) {
    sheet.one("rectangle", filled(rectangle(), paint(BLUE)));
    sheet.one("equal radii", filled(rounded(8.0), paint(BLUE)));
    let radii = [0.0, 4.0, 10.0, 16.0].map(Pt);
    sheet.one("four radii", filled(Form::Rectangle { radii }, paint(BLUE)));
    sheet.one("radii larger than the frame", filled(rounded(90.0), paint(BLUE)));
    let radii = [60.0, 0.0, 0.0, 0.0].map(Pt);
    sheet.one(
        "one radius larger than the frame",
        filled(Form::Rectangle { radii }, paint(BLUE)),
    );
}

fn round(sheet: &mut Sheet) {
    sheet.one("ellipse", filled(Form::Ellipse {}, paint(GOLD)));
    sheet.one(
        "circle",
        shape_in(square(40.0), Form::Ellipse {}, Some(paint(GOLD)), None),
    );
    for (name, sides, inner_radius) in [
        ("triangle", 3, None),
        ("pentagon", 5, None),
        ("hexagon", 6, None),
        ("star of five", 5, Some(0.4)),
        ("star of twenty-four", 24, Some(0.85)),
        ("star of three", 3, Some(0.05)),
        ("star whose corners are on a circle", 8, Some(1.0)),
    ] {
        let form = Form::Polygon {
            sides,
            inner: inner_radius,
        };
        sheet.one(name, filled(form, paint(GOLD)));
    }
    let form = Form::Polygon { sides: 60, inner: None };
    sheet.one("polygon of sixty, stretched", filled(form, paint(GOLD)));
}

fn paths(sheet: &mut Sheet) {
    sheet.one("path stretched over its frame", filled(arrow(), paint(RED)));
    let form = Form::Path {
        d: "M0 30 C0 0 50 0 50 30 Q25 15 0 30 Z".to_owned(),
        view: None,
        rule: FillRule::NonZero,
    };
    sheet.cell("path in points", [filled(form, paint(RED)), edge(inner())]);
    for (name, rule) in [
        ("holes are filled", FillRule::NonZero),
        ("even and odd", FillRule::EvenOdd),
    ] {
        let d = "M30 0 L48 58 L0 22 L60 22 L12 58 Z M22 24 H38 V36 H22 Z".to_owned();
        let form = Form::Path {
            d,
            view: Some([60.0, 60.0]),
            rule,
        };
        sheet.one(name, filled(form, paint(RED)));
    }
    let form = Form::Path {
        d: "M0 0 H40 V40 H0 Z M10 10 V30 H30 V10 Z".to_owned(),
        view: Some([40.0, 40.0]),
        rule: FillRule::NonZero,
    };
    sheet.one("a hole that runs the other way", filled(form, paint(RED)));
    let open = path("M0 40 L20 0 L40 40 L60 0", [60.0, 40.0]);
    sheet.one("an open path is filled as if closed", filled(open, paint(RED)));
    let arc = path("M0 40 A30 30 0 0 1 60 40 T 60 10 S 20 0 0 20", [60.0, 40.0]);
    sheet.one("arcs and smooth curves", stroked(arc, line_of(1.5)));
}

fn turned(sheet: &mut Sheet) {
    for (name, angle) in [
        ("turned by 15°", 15.0),
        ("turned by 90°", 90.0),
        ("turned by −30°", -30.0),
        ("turned by 200.5°", 200.5),
    ] {
        let element = with(filled(arrow(), paint(BLUE)), |element| element.rotation = angle);
        sheet.one(name, element);
    }
    for (name, flip) in [
        ("left and right", Flip::Horizontal),
        ("top and bottom", Flip::Vertical),
        ("both reflections", Flip::Both),
    ] {
        sheet.one(name, with(filled(arrow(), paint(BLUE)), |element| element.flip = flip));
    }
    let both = with(filled(arrow(), paint(BLUE)), |element| {
        element.flip = Flip::Horizontal;
        element.rotation = 15.0;
    });
    sheet.one("reflected, then turned", both);
    let tiny = shape_in(Rect::new(30.0, 20.0, 30.2, 30.0), rectangle(), Some(paint(BLUE)), None);
    sheet.cell("thinner than a pixel", [tiny, filled(star(), paint("#2F6B9A40"))]);
}
