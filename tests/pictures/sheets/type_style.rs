//! Letters: families, weights, slant, colour, spacing, case, underline, spans.

use accolade::model::{Case, Span, SpanStyle};
use accolade::units::{Pt, Rect};

use super::super::sheet::{BLUE, GOLD, RED, Sheet, Tolerance, color, content, text, text_in};

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("type_style", TOLERANCE);
    families(&mut sheet);
    faces(&mut sheet);
    changed(&mut sheet);
    spans(&mut sheet);
    sheet
}

fn families(sheet: &mut Sheet) {
    for family in [
        "Cinzel",
        "Dancing Script",
        "EB Garamond",
        "Great Vibes",
        "Inter",
        "Montserrat",
        "Noto Serif",
        "Nunito",
        "Playfair Display",
    ] {
        let element = text("Hágfi 12", 15.0, |text| text.style.family = family.to_owned());
        sheet.one(family, element);
    }
    sheet.one(
        "a family that is not here",
        text("Hágfi 12", 15.0, |text| text.style.family = "Nowhere".to_owned()),
    );
}

fn faces(sheet: &mut Sheet) {
    for (name, weight) in [
        ("light", 300),
        ("medium", 500),
        ("semibold", 600),
        ("bold", 700),
        ("black", 900),
    ] {
        sheet.one(name, text("Weights", 16.0, |text| text.style.weight = weight));
    }
    sheet.one("italic", text("Slanted", 16.0, |text| text.style.italic = true));
    let made = |family: &'static str, weight: u16, italic: bool| {
        move |text: &mut accolade::model::TextContent| {
            text.style.family = family.to_owned();
            text.style.weight = weight;
            text.style.italic = italic;
        }
    };
    sheet.one("bold italic", text("Slanted", 16.0, made("Inter", 700, true)));
    sheet.one(
        "italic of a face without one",
        text("Slanted", 16.0, made("Cinzel", 400, true)),
    );
    sheet.one(
        "bold of a face without one",
        text("Heavy", 20.0, made("Great Vibes", 700, false)),
    );
}

fn changed(sheet: &mut Sheet) {
    sheet.one("coloured", text("Colour", 18.0, |text| text.style.color = color(RED)));
    sheet.one(
        "half clear",
        text("Colour", 18.0, |text| text.style.color = color("#C0392B80")),
    );
    for (name, spacing) in [("letters apart", 0.3), ("letters together", -0.08)] {
        sheet.one(name, text("Spacing", 13.0, |text| text.style.letter_spacing = spacing));
    }
    for (name, case) in [
        ("as typed", Case::AsIs),
        ("upper case", Case::Upper),
        ("lower case", Case::Lower),
        ("title case", Case::Title),
    ] {
        let element = text("straße ÉCOLE McGee", 9.0, |text| text.style.case = case);
        sheet.one(name, element);
    }
    sheet.one(
        "underlined",
        text("Underline gyp", 10.0, |text| text.style.underline = true),
    );
    let spaced = text("Underline", 11.0, |text| {
        text.style.underline = true;
        text.style.letter_spacing = 0.1;
        text.style.color = color(BLUE);
    });
    sheet.one("underlined, letters apart", spaced);
    sheet.one(
        "very small",
        text("Three points are small, but letters stay letters", 3.0, |_| ()),
    );
    let large = text_in(Rect::new(0.0, -4.0, 72.0, 52.0), content("Rg", 44.0));
    sheet.one("large", large);
}

fn span(says: &str, style: SpanStyle) -> Span {
    Span {
        text: says.to_owned(),
        style,
    }
}

fn spans(sheet: &mut Sheet) {
    let plain = SpanStyle::default;
    let all = vec![
        span("Plain ", plain()),
        span(
            "bold ",
            SpanStyle {
                weight: Some(700),
                ..plain()
            },
        ),
        span(
            "italic ",
            SpanStyle {
                italic: Some(true),
                ..plain()
            },
        ),
        span(
            "Font ",
            SpanStyle {
                family: Some("Playfair Display".to_owned()),
                ..plain()
            },
        ),
        span(
            "size ",
            SpanStyle {
                size: Some(Pt(15.0)),
                ..plain()
            },
        ),
        span(
            "hue ",
            SpanStyle {
                color: Some(color(RED)),
                ..plain()
            },
        ),
        span(
            "wide ",
            SpanStyle {
                letter_spacing: Some(0.25),
                ..plain()
            },
        ),
        span(
            "upper ",
            SpanStyle {
                case: Some(Case::Upper),
                ..plain()
            },
        ),
        span(
            "line",
            SpanStyle {
                underline: Some(true),
                ..plain()
            },
        ),
    ];
    sheet.one("every style of a span", text("", 9.0, |text| text.spans = all));
    let inside = vec![
        span("of", plain()),
        span(
            "fi",
            SpanStyle {
                color: Some(color(RED)),
                ..plain()
            },
        ),
        span("ce ", plain()),
        span(
            "gy",
            SpanStyle {
                underline: Some(true),
                size: Some(Pt(20.0)),
                ..plain()
            },
        ),
        span(
            "p",
            SpanStyle {
                underline: Some(true),
                color: Some(color(GOLD)),
                ..plain()
            },
        ),
    ];
    sheet.one("styles within words", text("", 14.0, |text| text.spans = inside));
}
