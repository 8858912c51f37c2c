//! Texts along arcs, circles and paths.

use accolade::model::{Element, Form, TextContent, TextPath};
use accolade::units::{Pt, Rect};

use super::super::sheet::{BLUE, RED, Sheet, Tolerance, color, content, path, room, shape_in, text_in, with};

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("curves", TOLERANCE);
    arcs(&mut sheet);
    styled(&mut sheet);
    paths(&mut sheet);
    sheet
}

/// The circle of a radius around the middle of a cell, as a hairline.
fn circle(radius: f64) -> Element {
    let frame = Rect::from_center_size(room().center(), (2.0 * radius, 2.0 * radius));
    shape_in(
        frame,
        Form::Ellipse {},
        None,
        Some(accolade::model::StrokeStyle::new(color("#C9D3DD"), Pt(0.5))),
    )
}

fn arc(radius: f64, angle: f64, inward: bool) -> Option<TextPath> {
    Some(TextPath::Arc {
        radius: Pt(radius),
        angle,
        inward,
    })
}

fn on_arc(says: &str, size: f64, radius: f64, angle: f64, inward: bool) -> TextContent {
    TextContent {
        path: arc(radius, angle, inward),
        ..content(says, size)
    }
}

fn arcs(sheet: &mut Sheet) {
    for (name, angle, inward) in [
        ("at the top", 0.0, false),
        ("at the right", 90.0, false),
        ("at the bottom, outwards", 180.0, false),
        ("at the bottom, inwards", 180.0, true),
        ("at the top, inwards", 0.0, true),
        ("at an angle", -40.0, false),
    ] {
        let words = text_in(room(), on_arc("Accolade", 8.0, 14.0, angle, inward));
        sheet.cell(name, [words, circle(14.0)]);
    }
    let all = text_in(room(), on_arc("All around the circle, and ", 8.0, 17.0, 0.0, false));
    sheet.cell("all around", [all, circle(17.0)]);
    let longer = on_arc(
        "Longer than the circle that it stands on, much longer",
        8.0,
        14.0,
        0.0,
        false,
    );
    sheet.cell("longer than its circle", [text_in(room(), longer), circle(14.0)]);
    let both = [
        text_in(room(), on_arc("ABOVE", 8.0, 13.0, 0.0, false)),
        text_in(room(), on_arc("BELOW", 8.0, 18.0, 180.0, true)),
        circle(13.0),
    ];
    sheet.cell("above and below", both);
    let flat = text_in(room(), on_arc("A very large circle", 8.0, 200.0, 0.0, false));
    sheet.cell(
        "a circle much larger than its frame",
        [with(flat, |element| element.y = Pt(196.0))],
    );
}

fn styled(sheet: &mut Sheet) {
    let mut spaced = on_arc("apart", 8.0, 14.0, 0.0, false);
    spaced.style.letter_spacing = 0.4;
    sheet.cell("letters apart on an arc", [text_in(room(), spaced), circle(14.0)]);
    let mut marked = on_arc("underline", 8.0, 15.0, 0.0, false);
    marked.style.underline = true;
    marked.style.color = color(RED);
    sheet.cell("underlined on an arc", [text_in(room(), marked), circle(15.0)]);
    let arabic = on_arc("شهادة تقدير", 11.0, 15.0, 0.0, false);
    sheet.cell("Arabic on an arc", [text_in(room(), arabic), circle(15.0)]);
    let hindi = on_arc("प्रमाणपत्र", 10.0, 15.0, 0.0, false);
    sheet.cell("Devanagari on an arc", [text_in(room(), hindi), circle(15.0)]);
    let turned = with(text_in(room(), on_arc("Turned", 8.0, 14.0, 0.0, false)), |element| {
        element.rotation = 60.0;
    });
    sheet.cell("turned on its arc", [turned, circle(14.0)]);
    let mut mixed = on_arc("two ", 8.0, 14.0, 0.0, false);
    mixed.spans.push(accolade::model::Span {
        text: "STYLES".to_owned(),
        style: accolade::model::SpanStyle {
            weight: Some(700),
            size: Some(Pt(11.0)),
            color: Some(color(BLUE)),
            ..Default::default()
        },
    });
    sheet.cell("two styles on an arc", [text_in(room(), mixed), circle(14.0)]);
}

fn paths(sheet: &mut Sheet) {
    for (name, d, says) in [
        ("along a wave", "M0 30 C24 0 48 60 72 20", "Along a wave it goes"),
        ("along a straight line", "M4 40 L68 10", "Straight upwards"),
        ("around a corner", "M6 44 L36 10 L66 44", "Around a corner"),
        ("longer than its path", "M20 24 L50 24", "Longer than its path"),
    ] {
        let along = TextContent {
            path: Some(TextPath::Path { d: d.to_owned() }),
            ..content(says, 8.0)
        };
        let mut line = shape_in(
            room(),
            path(d, [72.0, 48.0]),
            None,
            Some(accolade::model::StrokeStyle::new(color("#C9D3DD"), Pt(0.5))),
        );
        // Without a view the path is in points, as that of the text is.
        if let accolade::model::ElementContent::Shape(shape) = &mut line.content
            && let Form::Path { view, .. } = &mut shape.form
        {
            *view = None;
        }
        sheet.cell(name, [text_in(room(), along), line]);
    }
}
