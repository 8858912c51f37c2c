//! Lines and paragraphs: alignment, line height, gaps, direction.

use accolade::model::{Align, Direction, Element, Span, SpanStyle, TextContent, VAlign};
use accolade::units::Pt;

use super::super::sheet::{Sheet, Tolerance, edge, room, text};

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

const LINES: &str = "Lines that break at the edge of their frame";
const ARABIC: &str = "شهادة إتمام الدورة التدريبية بنجاح";

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("paragraphs", TOLERANCE);
    alignment(&mut sheet);
    vertical(&mut sheet);
    distances(&mut sheet);
    direction(&mut sheet);
    sheet
}

/// A text in its frame, which is seen.
fn framed(says: &str, change: impl FnOnce(&mut TextContent)) -> [Element; 2] {
    [text(says, 8.0, change), edge(room())]
}

const ALIGNS: [(&str, &str, Align); 6] = [
    ("at the start", "at the start, from the right", Align::Start),
    ("in the middle", "in the middle, from the right", Align::Center),
    ("at the end", "at the end, from the right", Align::End),
    ("at the left", "at the left, from the right", Align::Left),
    ("at the right", "at the right, from the right", Align::Right),
    ("at both edges", "at both edges, from the right", Align::Justify),
];

fn alignment(sheet: &mut Sheet) {
    for (name, _, align) in ALIGNS {
        sheet.cell(name, framed(LINES, |text| text.align = align));
    }
    for (_, name, align) in ALIGNS {
        sheet.cell(name, framed(ARABIC, |text| text.align = align));
    }
    let spans = || {
        let aligns = [None, Some(Align::Center), Some(Align::End), Some(Align::Justify)];
        let says = ["As the text\n", "Centre\n", "End\n", "Justified, which takes two lines"];
        let span = |(says, align): (&&str, Option<Align>)| Span {
            text: (*says).to_owned(),
            style: SpanStyle {
                align,
                ..SpanStyle::default()
            },
        };
        says.iter().zip(aligns).map(span).collect()
    };
    sheet.cell("each paragraph by itself", framed("", |text| text.spans = spans()));
}

fn vertical(sheet: &mut Sheet) {
    for (name, valign) in [
        ("lines at the top", VAlign::Top),
        ("lines in the middle", VAlign::Middle),
        ("lines at the bottom", VAlign::Bottom),
    ] {
        sheet.cell(name, framed("Two lines of\na text", |text| text.valign = valign));
    }
    sheet.cell(
        "one line in the middle",
        framed("Middle gyp", |text| {
            text.valign = VAlign::Middle;
            text.align = Align::Center;
        }),
    );
}

fn distances(sheet: &mut Sheet) {
    for (name, height) in [("close lines", 0.9), ("lines far apart", 2.0)] {
        sheet.cell(
            name,
            framed("One line,\nanother line", |text| text.line_height = height),
        );
    }
    let paragraphs = "One paragraph, which breaks\nAnother\n\nA third";
    sheet.cell("paragraphs", framed(paragraphs, |_| ()));
    sheet.cell(
        "paragraphs apart",
        framed(paragraphs, |text| text.paragraph_gap = Pt(4.0)),
    );
    let long = "Donaudampfschifffahrtselektrizitäten";
    sheet.cell("a word wider than its frame", framed(long, |_| ()));
    sheet.cell(
        "Chinese lines",
        framed("修了證書授予完成本課程全部要求之學員，特此證明。", |_| ()),
    );
    sheet.cell("Thai lines", framed("ประกาศนียบัตรฉบับนี้มอบให้แก่ผู้สำเร็จการอบรม", |_| ()));
}

fn direction(sheet: &mut Sheet) {
    let mixed = "Anna و محمد, 12 (A)";
    for (name, direction) in [
        ("by the first letter", Direction::Auto),
        ("left to right", Direction::Ltr),
        ("right to left", Direction::Rtl),
    ] {
        sheet.cell(name, framed(mixed, |text| text.direction = direction));
    }
    for (name, direction) in [
        ("Arabic by its first letter", Direction::Auto),
        ("Arabic from the left", Direction::Ltr),
    ] {
        sheet.cell(name, framed("محمد (2026) and Anna", |text| text.direction = direction));
    }
}
