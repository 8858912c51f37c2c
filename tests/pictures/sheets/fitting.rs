//! What becomes of texts that are larger or smaller than their frames.

use accolade::model::{Align, Element, Fit, FitPolicy, TextContent, VAlign};
use accolade::units::{Pt, Rect};

use super::super::sheet::{Sheet, Tolerance, content, edge, text_in};

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

const SHORT: &str = "Ed";
const LONG: &str = "Wolfeschlegel Featherstone de la Tour";

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("fitting", TOLERANCE);
    policies(&mut sheet);
    sizes(&mut sheet);
    growing(&mut sheet);
    sheet
}

fn frame() -> Rect {
    Rect::new(6.0, 12.0, 66.0, 32.0)
}

fn framed(says: &str, fit: Fit, change: impl FnOnce(&mut TextContent)) -> [Element; 2] {
    let mut content = TextContent {
        fit,
        ..content(says, 11.0)
    };
    change(&mut content);
    [text_in(frame(), content), edge(frame())]
}

fn policy(policy: FitPolicy) -> Fit {
    Fit {
        policy,
        ..Fit::default()
    }
}

fn policies(sheet: &mut Sheet) {
    let names = [
        (FitPolicy::Clip, "cut off, short", "cut off, long"),
        (FitPolicy::ShrinkToWidth, "one line, short", "one line, long"),
        (FitPolicy::ShrinkToBox, "shrinks, short", "shrinks, long"),
        (FitPolicy::WrapThenShrink, "wraps, short", "wraps, then shrinks"),
        (FitPolicy::Grow, "grows down, short", "grows down"),
        (FitPolicy::AutoWidth, "grows sideways, short", "grows sideways"),
    ];
    for (kind, short, _) in names {
        sheet.cell(short, framed(SHORT, policy(kind), |_| ()));
    }
    for (kind, _, long) in names {
        let says = if kind == FitPolicy::AutoWidth {
            "Wolfeschlegel"
        } else {
            LONG
        };
        sheet.cell(long, framed(says, policy(kind), |_| ()));
    }
}

fn sizes(sheet: &mut Sheet) {
    let least = |kind: FitPolicy, size: f64| Fit {
        min_size: Some(Pt(size)),
        ..policy(kind)
    };
    sheet.cell(
        "smallest size reached",
        framed(LONG, least(FitPolicy::ShrinkToWidth, 9.0), |_| ()),
    );
    sheet.cell(
        "smallest size allows it",
        framed(LONG, least(FitPolicy::ShrinkToWidth, 2.0), |_| ()),
    );
    sheet.cell(
        "smallest size in a box",
        framed(LONG, least(FitPolicy::ShrinkToBox, 10.0), |_| ()),
    );
    let most = |kind: FitPolicy, size: f64| Fit {
        max_size: Some(Pt(size)),
        ..policy(kind)
    };
    sheet.cell(
        "grows up to a size",
        framed(SHORT, most(FitPolicy::ShrinkToBox, 15.0), |_| ()),
    );
    sheet.cell(
        "grows to its frame",
        framed("Edward", most(FitPolicy::ShrinkToWidth, 60.0), |_| ()),
    );
}

fn growing(sheet: &mut Sheet) {
    for (name, valign) in [
        ("grows down from the middle", VAlign::Middle),
        ("grows down from the bottom", VAlign::Bottom),
    ] {
        sheet.cell(name, framed(LONG, policy(FitPolicy::Grow), |text| text.valign = valign));
    }
    for (name, align) in [
        ("grows from the middle", Align::Center),
        ("grows from the end", Align::End),
        ("grows from the left", Align::Left),
    ] {
        sheet.cell(
            name,
            framed("Wolfeschlegel", policy(FitPolicy::AutoWidth), |text| text.align = align),
        );
    }
    sheet.cell(
        "two lines grow sideways",
        framed("Wolfeschlegel\nEd", policy(FitPolicy::AutoWidth), |text| {
            text.align = Align::Center;
        }),
    );
    sheet.cell(
        "shrinks with the gap of its paragraphs",
        framed("One\nTwo\nThree", policy(FitPolicy::ShrinkToBox), |text| {
            text.paragraph_gap = Pt(8.0);
        }),
    );
    sheet.cell(
        "Arabic on one line",
        framed(
            "محمد بن عبد الله بن أحمد الحسيني",
            policy(FitPolicy::ShrinkToWidth),
            |_| (),
        ),
    );
}
