//! How elements mix with what lies under them, and what is blurred.

use accolade::model::{Blend, Element, Form};
use accolade::units::Pt;

use super::super::sheet::{
    BLUE, GOLD, INK, PALE, RED, Sheet, Tolerance, filled, group, image, inner, line_of, paint, rectangle, room,
    rounded, shape_in, square, star, stroked, text, with,
};
use super::fills::linear;
use super::images::MARK;

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("effects", TOLERANCE);
    sheet.background.paint = Some(paint(PALE));
    sheet.file("images/mark.png", MARK.to_vec());
    blends(&mut sheet);
    of_groups(&mut sheet);
    blurs(&mut sheet);
    sheet
}

fn mixed(blend: Blend, element: Element) -> Element {
    with(element, |element| element.blend = blend)
}

fn blurred(blur: f64, element: Element) -> Element {
    with(element, |element| element.blur = Pt(blur))
}

/// From light to dark, so that a mix can be read off.
fn ground() -> Element {
    let stops = [(0.0, "#FFFFFF"), (0.5, "#D08030"), (1.0, "#102040")];
    shape_in(inner(), rectangle(), Some(linear([0.0, 0.0], [1.0, 0.0], &stops)), None)
}

fn blends(sheet: &mut Sheet) {
    for blend in Blend::ALL {
        let over = mixed(blend, filled(Form::Ellipse {}, paint("#4080C0")));
        sheet.cell(blend.name(), [ground(), over]);
    }
    let half = with(
        mixed(Blend::Multiply, filled(Form::Ellipse {}, paint(RED))),
        |element| {
            element.opacity = 0.5;
        },
    );
    sheet.cell("multiply by half", [ground(), half]);
    let words = text("Screen", 20.0, |content| {
        content.style.color = accolade::units::Color::rgb(192, 57, 43);
    });
    sheet.cell("a text", [ground(), mixed(Blend::Screen, words)]);
    let picture = mixed(Blend::Multiply, image("images/mark.png", |_| ()));
    sheet.cell("a picture", [ground(), picture]);
    let turned = with(mixed(Blend::Multiply, filled(rectangle(), paint(GOLD))), |element| {
        element.rotation = 30.0;
    });
    sheet.cell("turned", [ground(), turned]);
}

fn pair(blend: Blend) -> Vec<Element> {
    let under = shape_in(square(20.0), rectangle(), Some(paint(RED)), None);
    let over = with(
        shape_in(square(20.0), Form::Ellipse {}, Some(paint(GOLD)), None),
        |element| {
            element.x.0 += 10.0;
            element.y.0 += 8.0;
        },
    );
    vec![under, mixed(blend, over)]
}

fn of_groups(sheet: &mut Sheet) {
    let whole = mixed(Blend::Multiply, group(room(), pair(Blend::Normal), None));
    sheet.cell("a group as one", [ground(), whole]);
    sheet.cell("out of a group", [ground(), group(room(), pair(Blend::Multiply), None)]);
    let alone = group(room(), pair(Blend::Multiply), Some(Form::Ellipse {}));
    sheet.cell("within a group that is cut", [ground(), alone]);
    let clear = with(group(room(), pair(Blend::Multiply), None), |element| {
        element.opacity = 0.8;
    });
    sheet.cell("within a group that is clear", [ground(), clear]);
}

fn blurs(sheet: &mut Sheet) {
    for (name, blur) in [("a little soft", 1.0), ("soft", 4.0), ("very soft", 12.0)] {
        sheet.one(name, blurred(blur, filled(rounded(6.0), paint(BLUE))));
    }
    sheet.one("a line", blurred(2.0, stroked(star(), line_of(2.0))));
    let words = text("Blur", 24.0, |content| {
        content.style.color = accolade::units::Color::BLACK;
    });
    sheet.one("a text that is blurred", blurred(2.0, words));
    sheet.one(
        "a picture that is blurred",
        blurred(3.0, image("images/mark.png", |_| ())),
    );
    sheet.one(
        "a group that is blurred",
        blurred(4.0, group(room(), pair(Blend::Normal), None)),
    );
    let fades = linear([0.0, 0.0], [1.0, 0.0], &[(0.0, RED), (1.0, "#2F6B9A00")]);
    let turned = with(blurred(3.0, filled(rectangle(), fades)), |element| {
        element.rotation = 20.0;
    });
    sheet.one("turned and to nothing", turned);
    let shaded = with(blurred(3.0, filled(Form::Ellipse {}, paint(GOLD))), |element| {
        element.shadow = super::shadows::shadow(6.0, 6.0, 2.0, INK);
        element.opacity = 0.8;
    });
    sheet.one("with its shadow, by four fifths", shaded);
    let both = mixed(Blend::Multiply, blurred(3.0, filled(Form::Ellipse {}, paint(BLUE))));
    sheet.cell("blurred and mixed", [ground(), both]);
}
