//! Groups: places, clips, turns within turns.

use accolade::model::{Element, Flip, Form};
use accolade::units::Rect;

use super::super::sheet::{
    BLUE, GOLD, RED, Sheet, Tolerance, arrow, edge, group, image, inner, line_of, paint, path, rectangle, room,
    rounded, shape_in, star, stroked, text, with,
};
use super::images::MARK;

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("groups", TOLERANCE);
    sheet.file("images/mark.png", MARK.to_vec());
    plain(&mut sheet);
    clips(&mut sheet);
    turned(&mut sheet);
    sheet
}

/// Two blocks that reach beyond the frame of a group of 40 × 30.
fn blocks() -> Vec<Element> {
    vec![
        shape_in(Rect::new(-6.0, -4.0, 24.0, 16.0), rectangle(), Some(paint(RED)), None),
        shape_in(
            Rect::new(16.0, 12.0, 46.0, 34.0),
            Form::Ellipse {},
            Some(paint(GOLD)),
            None,
        ),
    ]
}

fn frame() -> Rect {
    Rect::new(16.0, 9.0, 56.0, 39.0)
}

fn plain(sheet: &mut Sheet) {
    sheet.cell("a group", [group(frame(), blocks(), None), edge(frame())]);
    let deep = group(Rect::new(4.0, 4.0, 36.0, 26.0), blocks(), None);
    let upper = group(frame(), vec![deep, arrow_in(Rect::new(0.0, 0.0, 20.0, 8.0))], None);
    sheet.cell("a group in a group", [upper, edge(frame())]);
    sheet.cell(
        "hidden within a group",
        [
            group(
                frame(),
                blocks()
                    .into_iter()
                    .map(|element| with(element, hide_the_first))
                    .collect(),
                None,
            ),
            edge(frame()),
        ],
    );
}

fn hide_the_first(element: &mut Element) {
    element.hidden = element.x.0 < 0.0;
}

fn arrow_in(frame: Rect) -> Element {
    shape_in(frame, arrow(), Some(paint(BLUE)), None)
}

fn clips(sheet: &mut Sheet) {
    for (name, clip) in [
        ("cut to its frame", rectangle()),
        ("cut to round corners", rounded(10.0)),
        ("cut to an ellipse", Form::Ellipse {}),
        ("cut to a star", star()),
        ("cut to a path", path("M0 0 L40 0 L20 30 Z", [40.0, 30.0])),
    ] {
        sheet.cell(name, [group(frame(), blocks(), Some(clip)), edge(frame())]);
    }
    let inside = group(Rect::new(0.0, 0.0, 40.0, 30.0), blocks(), Some(Form::Ellipse {}));
    let both = group(frame(), vec![inside], Some(star()));
    sheet.cell("a cut within a cut", [both, edge(frame())]);
    let words = with(text("Text that is cut", 12.0, |_| ()), |element| element.x.0 = -6.0);
    let picture = with(image("images/mark.png", |_| ()), |element| element.y.0 += 4.0);
    let mixed = group(
        frame(),
        vec![picture, words, stroked(Form::Line {}, line_of(3.0))],
        Some(rounded(6.0)),
    );
    sheet.cell("text, picture and line, cut", [mixed, edge(frame())]);
}

fn turned(sheet: &mut Sheet) {
    let with_arrow = || {
        let mut children = blocks();
        children.push(arrow_in(Rect::new(4.0, 10.0, 36.0, 20.0)));
        children
    };
    for (name, flip, angle) in [
        ("turned", Flip::None, 25.0),
        ("left and right", Flip::Horizontal, 0.0),
        ("top and bottom, turned", Flip::Vertical, 25.0),
    ] {
        let element = with(group(frame(), with_arrow(), Some(rectangle())), |element| {
            element.flip = flip;
            element.rotation = angle;
        });
        sheet.one(name, element);
    }
    let inside = with(arrow_in(Rect::new(4.0, 10.0, 36.0, 20.0)), |element| {
        element.rotation = 30.0;
    });
    let twice = with(group(frame(), vec![inside], None), |element| element.rotation = 30.0);
    sheet.cell("turned within what is turned", [twice, edge(frame())]);
    let mirrored = with(arrow_in(Rect::new(4.0, 10.0, 36.0, 20.0)), |element| {
        element.rotation = 30.0;
        element.flip = Flip::Vertical;
    });
    let of_mirrored = with(group(frame(), vec![mirrored], None), |element| {
        element.flip = Flip::Horizontal;
    });
    sheet.cell("reflected within what is reflected", [of_mirrored, edge(frame())]);
    let words = text("Words", 14.0, |text| {
        text.valign = accolade::model::VAlign::Middle;
        text.align = accolade::model::Align::Center;
    });
    let words = with(words, |element| element.rotation = -20.0);
    let tilted = with(group(room(), vec![words], Some(Form::Ellipse {})), |element| {
        element.rotation = 20.0;
    });
    sheet.cell("a text that is turned back", [tilted, edge(inner())]);
}
