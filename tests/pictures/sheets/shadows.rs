//! Shadows and opacity, over a ground that shows what shines through.

use accolade::model::{Chips, Element, ElementContent, Flip, Form, ImageFit, Qr, QrLevel, Shadow};
use accolade::units::Pt;

use super::super::sheet::{
    BLUE, GOLD, INK, PALE, RED, Sheet, Tolerance, color, edge, filled, group, image, inner, line_of, paint, rectangle,
    room, rounded, shape_in, square, star, stroked, style, text, with,
};
use super::fills::linear;
use super::images::MARK;

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("shadows", TOLERANCE);
    sheet.background.paint = Some(linear([0.0, 0.0], [1.0, 0.0], &[(0.0, "#FFFFFF"), (1.0, PALE)]));
    sheet.file("images/mark.png", MARK.to_vec());
    sheet.says("group.skills", "One; Two");
    shadows(&mut sheet);
    of_kinds(&mut sheet);
    of_turned(&mut sheet);
    opacity(&mut sheet);
    sheet
}

pub fn shadow(x: f64, y: f64, blur: f64, of: &str) -> Option<Shadow> {
    Some(Shadow {
        x: Pt(x),
        y: Pt(y),
        color: color(of),
        blur: Pt(blur),
    })
}

fn shaded(element: Element) -> Element {
    with(element, |element| element.shadow = shadow(2.0, 3.0, 4.0, "#000000A0"))
}

fn block() -> Element {
    filled(rounded(6.0), paint(BLUE))
}

fn shadows(sheet: &mut Sheet) {
    for (name, x, y, blur, of) in [
        ("hard", 3.0, 3.0, 0.0, "#1F2A37"),
        ("hard, half clear", 3.0, 3.0, 0.0, "#1F2A3780"),
        ("a little soft", 2.0, 2.0, 1.0, "#000000A0"),
        ("soft", 2.0, 3.0, 5.0, "#000000A0"),
        ("very soft", 0.0, 2.0, 14.0, "#000000FF"),
        ("up and to the left", -4.0, -3.0, 2.0, "#00000080"),
        ("coloured", 3.0, 3.0, 4.0, "#C0392BFF"),
        ("all around", 0.0, 0.0, 8.0, "#B08D3CFF"),
    ] {
        sheet.one(name, with(block(), |element| element.shadow = shadow(x, y, blur, of)));
    }
}

fn of_kinds(sheet: &mut Sheet) {
    sheet.one("of a line", shaded(stroked(Form::Line {}, line_of(3.0))));
    sheet.one("of an outline", shaded(stroked(star(), line_of(2.0))));
    sheet.one("of a clear fill", shaded(filled(rectangle(), paint("#2F6B9A60"))));
    let fades = linear([0.0, 0.0], [1.0, 0.0], &[(0.0, RED), (1.0, "#C0392B00")]);
    sheet.one("of a gradient to nothing", shaded(filled(rectangle(), fades)));
    let words = |size: f64| text("Shade", size, |content| content.align = accolade::model::Align::Center);
    sheet.one("of a text", shaded(words(22.0)));
    sheet.one(
        "of a text, hard",
        with(words(22.0), |element| element.shadow = shadow(1.0, 1.0, 0.0, GOLD)),
    );
    sheet.one(
        "of a picture with clear parts",
        shaded(image("images/mark.png", |_| ())),
    );
    let cut = image("images/mark.png", |image| {
        image.fit = ImageFit::Cover;
        image.mask = Some(Form::Ellipse {});
        image.background = Some(paint(PALE));
    });
    sheet.one("of a picture that is cut", shaded(cut));
    let code = Qr {
        content: "accolade".to_owned(),
        level: QrLevel::Low,
        color: color(INK),
        background: None,
        quiet_zone: 0,
    };
    sheet.one("of a code", shaded(Element::new("", inner(), ElementContent::Qr(code))));
    let chips = Chips {
        field: "group.skills".parse().expect("a field"),
        style: style(8.0),
        fill: Some(paint("#FFFFFF")),
        stroke: None,
        radius: Pt(6.0),
        padding: [Pt(6.0), Pt(2.0)],
        gap: Pt(4.0),
        align: Default::default(),
    };
    sheet.one(
        "of chips",
        shaded(Element::new("", inner(), ElementContent::Chips(chips))),
    );
    let both = || {
        vec![
            shape_in(square(20.0), rectangle(), Some(paint(RED)), None),
            with(
                shape_in(square(20.0), Form::Ellipse {}, Some(paint(GOLD)), None),
                |element| {
                    element.x.0 += 10.0;
                    element.y.0 += 8.0;
                },
            ),
        ]
    };
    sheet.one("of a group", shaded(group(room(), both(), None)));
    sheet.one(
        "of a group that is cut",
        shaded(group(room(), both(), Some(Form::Ellipse {}))),
    );
    let inside = both().into_iter().map(shaded).collect();
    sheet.one("within a group", group(room(), inside, None));
}

fn of_turned(sheet: &mut Sheet) {
    let turned = with(shaded(block()), |element| element.rotation = 40.0);
    sheet.one("falls on the page when it is turned", turned);
    let mirrored = with(shaded(filled(star(), paint(GOLD))), |element| element.flip = Flip::Both);
    sheet.one("falls on the page when it is reflected", mirrored);
    let inside = group(room(), vec![shaded(block())], None);
    sheet.one("turned with its group", with(inside, |element| element.rotation = 40.0));
}

fn opacity(sheet: &mut Sheet) {
    for (name, opacity) in [("a quarter", 0.25), ("half", 0.5)] {
        let outlined = shape_in(inner(), rounded(6.0), Some(paint(BLUE)), Some(line_of(6.0)));
        sheet.one(name, with(outlined, |element| element.opacity = opacity));
    }
    let gone = with(block(), |element| element.opacity = 0.0);
    sheet.cell("nothing", [gone, edge(inner())]);
    let words = text("Half", 24.0, |content| content.style.color = color(RED));
    sheet.one("a text by half", with(words, |element| element.opacity = 0.5));
    sheet.one(
        "a picture by half",
        with(image("images/mark.png", |_| ()), |element| element.opacity = 0.5),
    );
    let overlapping = vec![filled(rectangle(), paint(RED)), filled(Form::Ellipse {}, paint(GOLD))];
    let whole = group(room(), overlapping, None);
    sheet.one("a group as one", with(whole, |element| element.opacity = 0.5));
    let faded = with(shaded(block()), |element| element.opacity = 0.5);
    sheet.one("with its shadow", faded);
    let half = || with(block(), |element| element.opacity = 0.5);
    let nested = group(room(), vec![half()], None);
    sheet.one("half of a half", with(nested, |element| element.opacity = 0.5));
}
