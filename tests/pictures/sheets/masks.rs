//! Masks: groups whose backmost shape cuts the others.

use accolade::model::{Condition, Corner, Element, ElementContent, FillRule, Flip, Form, ImageFit, Ornament, Shadow};
use accolade::units::{Pt, Rect};

use super::super::sheet::{
    BLUE, GOLD, RED, Sheet, Tolerance, arrow, color, edge, group, image, inner, paint, path, rectangle, room, rounded,
    shape_in, square, star, text, with,
};

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };
const PHOTO: &[u8] = include_bytes!("../../fixtures/design-everything/images/photo.png");
const PHOTOGRAPH: &str = "images/photo.png";

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("masks", TOLERANCE);
    sheet.file(PHOTOGRAPH, PHOTO.to_vec());
    shapes(&mut sheet);
    around(&mut sheet);
    within(&mut sheet);
    sheet
}

/// A photograph over the whole room and words across it.
fn content() -> Vec<Element> {
    let photo = with(image(PHOTOGRAPH, |image| image.fit = ImageFit::Cover), |element| {
        let frame = room();
        (element.x, element.y) = (Pt(frame.x0), Pt(frame.y0));
        (element.width, element.height) = (Pt(frame.width()), Pt(frame.height()));
    });
    let words = text("Words in a mask", 12.0, |text| {
        text.style.color = color("#FFFFFF");
        text.align = accolade::model::Align::Center;
        text.valign = accolade::model::VAlign::Middle;
    });
    vec![photo, words]
}

/// Its paint is not seen, whatever it is.
fn mask(frame: Rect, form: Form) -> Element {
    shape_in(frame, form, Some(paint(RED)), None)
}

fn masked(mask: Element, others: Vec<Element>) -> Element {
    let children = [vec![mask], others].concat();
    with(group(room(), children, None), |element| {
        if let ElementContent::Group(group) = &mut element.content {
            group.masked = true;
        }
    })
}

fn turned(frame: Rect, form: Form, angle: f64, flip: Flip) -> Element {
    with(mask(frame, form), |element| {
        element.rotation = angle;
        element.flip = flip;
    })
}

fn shapes(sheet: &mut Sheet) {
    let ring = Form::Path {
        d: "M0 0 H40 V40 H0 Z M12 12 H28 V28 H12 Z".to_owned(),
        view: Some([40.0, 40.0]),
        rule: FillRule::EvenOdd,
    };
    let seal = Ornament::Seal {
        teeth: 16,
        depth: 0.15,
        round: true,
        ring: 0.0,
    };
    let border = Ornament::Border {
        thickness: Pt(6.0),
        size: Pt(10.0),
        corner: Corner::Scoop,
        gap: Pt::ZERO,
    };
    let ellipse = turned(Rect::new(8.0, 14.0, 64.0, 34.0), Form::Ellipse {}, 30.0, Flip::None);
    let flipped = turned(inner(), arrow(), 20.0, Flip::Horizontal);
    for (name, mask) in [
        ("a star", mask(square(46.0), star())),
        ("a turned ellipse", ellipse),
        ("round corners", mask(inner(), rounded(10.0))),
        ("a path, reflected and turned", flipped),
        ("a path with a hole", mask(square(44.0), ring)),
        (
            "a path that is open",
            mask(inner(), path("M0 0 L40 0 L20 30", [40.0, 30.0])),
        ),
        ("a seal", mask(square(46.0), Form::Ornament(seal))),
        ("a border", mask(inner(), Form::Ornament(border))),
    ] {
        sheet.cell(name, [masked(mask, content()), edge(inner())]);
    }
}

fn around(sheet: &mut Sheet) {
    let star = || masked(mask(square(46.0), star()), content());
    sheet.one(
        "within a turned, reflected and faded group",
        with(star(), |element| {
            (element.rotation, element.flip, element.opacity) = (25.0, Flip::Horizontal, 0.5);
        }),
    );
    let shadow = Shadow {
        x: Pt(3.0),
        y: Pt(3.0),
        color: color("#1F2A37"),
        blur: Pt(2.0),
    };
    sheet.one("with a shadow", with(star(), |element| element.shadow = Some(shadow)));
    let inside = with(
        shape_in(inner(), Form::Ellipse {}, Some(paint(GOLD)), None),
        |element| {
            element.shadow = Some(shadow);
        },
    );
    sheet.one(
        "the shadow of what is cut",
        masked(mask(square(34.0), rectangle()), vec![inside]),
    );
    let deep = masked(
        mask(square(46.0), super::super::sheet::star()),
        vec![masked(mask(inner(), Form::Ellipse {}), content())],
    );
    sheet.one("a mask within a mask", deep);
    sheet.one(
        "a mask and a clip",
        with(star(), |element| {
            if let ElementContent::Group(group) = &mut element.content {
                group.clip = Some(path("M0 0 L72 0 L0 48 Z", [72.0, 48.0]));
            }
        }),
    );
}

fn within(sheet: &mut Sheet) {
    let blocks = || {
        vec![
            shape_in(inner(), rectangle(), Some(paint(BLUE)), None),
            shape_in(square(20.0), Form::Ellipse {}, Some(paint(GOLD)), None),
        ]
    };
    let hidden = with(mask(square(30.0), star()), |element| element.hidden = true);
    sheet.one("a hidden mask", masked(hidden, blocks()));
    let conditional = with(mask(square(30.0), star()), |element| {
        element.show = Some(Condition::Language(vec!["fr".to_owned()]));
    });
    sheet.one("a mask whose condition does not hold", masked(conditional, blocks()));
}
