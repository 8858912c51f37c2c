//! QR codes and chips, on a badge without a ground.

use accolade::model::{Align, Chips, DesignKind, Element, ElementContent, Qr, QrLevel, StrokeStyle};
use accolade::units::{Pt, Rect};

use super::super::sheet::{GOLD, INK, PALE, Sheet, Tolerance, color, edge, paint, room, square, style, with};
use super::fills::linear;

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("codes", TOLERANCE);
    sheet.kind = DesignKind::Badge;
    for (field, says) in [
        ("credential.url", "https://example.org/c/0123456789"),
        ("group.skills", "Reading; Writing; Arithmetic; قراءة"),
        ("recipient.skills", "One"),
    ] {
        sheet.says(field, says);
    }
    codes(&mut sheet);
    chips(&mut sheet);
    sheet
}

fn code(frame: Rect, change: impl FnOnce(&mut Qr)) -> Element {
    let mut qr = Qr {
        content: "{{credential.url}}".to_owned(),
        level: QrLevel::Medium,
        color: color(INK),
        background: None,
        quiet_zone: 0,
    };
    change(&mut qr);
    Element::new("", frame, ElementContent::Qr(qr))
}

fn codes(sheet: &mut Sheet) {
    for (name, level) in [
        ("low", QrLevel::Low),
        ("medium", QrLevel::Medium),
        ("quartile", QrLevel::Quartile),
        ("high", QrLevel::High),
    ] {
        sheet.one(name, code(square(44.0), |qr| qr.level = level));
    }
    sheet.one("coloured", code(square(44.0), |qr| qr.color = color("#1F4A37")));
    sheet.one("a ground", code(square(44.0), |qr| qr.background = Some(color(PALE))));
    for (name, zone) in [("a quiet zone of two", 2), ("a quiet zone of four", 4)] {
        sheet.cell(
            name,
            [
                code(square(44.0), |qr| {
                    qr.background = Some(color("#FFFFFF"));
                    qr.quiet_zone = zone;
                }),
                edge(square(44.0)),
            ],
        );
    }
    sheet.one("fixed content", code(square(44.0), |qr| qr.content = "OK".to_owned()));
    let ground = |qr: &mut Qr| qr.background = Some(color("#FBF3DD"));
    sheet.cell("in a wide frame", [code(room(), ground), edge(room())]);
    let turned = with(code(square(34.0), ground), |element| element.rotation = 30.0);
    sheet.one("turned", turned);
    sheet.one(
        "faded",
        with(code(square(40.0), ground), |element| element.opacity = 0.5),
    );
}

fn row(change: impl FnOnce(&mut Chips)) -> Element {
    let mut chips = Chips {
        field: "group.skills".parse().expect("a field"),
        style: style(7.0),
        fill: Some(paint(PALE)),
        stroke: None,
        radius: Pt(6.0),
        padding: [Pt(5.0), Pt(2.0)],
        gap: Pt(3.0),
        align: Align::Start,
    };
    change(&mut chips);
    Element::new("", room(), ElementContent::Chips(chips))
}

fn chips(sheet: &mut Sheet) {
    for (name, align) in [
        ("chips from the start", Align::Start),
        ("chips in the middle", Align::Center),
        ("chips at the end", Align::End),
        ("chips at the left", Align::Left),
        ("chips at the right", Align::Right),
        ("chips at both edges", Align::Justify),
    ] {
        sheet.cell(name, [row(|chips| chips.align = align), edge(room())]);
    }
    sheet.one("square chips", row(|chips| chips.radius = Pt::ZERO));
    sheet.one(
        "chips with a line",
        row(|chips| chips.stroke = Some(StrokeStyle::new(color(GOLD), Pt(1.0)))),
    );
    let outlined = row(|chips| {
        chips.fill = None;
        chips.stroke = Some(StrokeStyle {
            dashes: vec![Pt(2.0), Pt(1.0)],
            ..StrokeStyle::new(color(INK), Pt(0.75))
        });
    });
    sheet.one("outlines of chips", outlined);
    let gradient = row(|chips| {
        chips.fill = Some(linear([0.0, 0.0], [1.0, 0.0], &[(0.0, PALE), (1.0, GOLD)]));
        chips.style.weight = 700;
    });
    sheet.one("chips with a gradient, bold", gradient);
    sheet.one("padding of chips", row(|chips| chips.padding = [Pt(2.0), Pt(6.0)]));
    sheet.one("chips apart", row(|chips| chips.gap = Pt(9.0)));
    sheet.one(
        "more chips than there is room",
        row(|chips| chips.style.size = Pt(14.0)),
    );
    sheet.one(
        "one chip",
        row(|chips| chips.field = "recipient.skills".parse().expect("a field")),
    );
    sheet.one("chips, turned", with(row(|_| ()), |element| element.rotation = 12.0));
}
