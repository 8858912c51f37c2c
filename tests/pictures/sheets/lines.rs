//! Lines: width, dashes, caps, corners, sides, ends.

use accolade::model::{
    ColorStop, Element, Form, Gradient, LineCap, LineEnd, LineJoin, Paint, StrokeAlign, StrokeStyle,
};
use accolade::units::{Pt, Rect};

use super::super::sheet::{
    BLUE, GOLD, PALE, RED, Sheet, Tolerance, color, edge, inner, line_of, paint, path, rectangle, rounded, shape_in,
    square, star, stroked, with,
};

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("lines", TOLERANCE);
    straight(&mut sheet);
    dashes(&mut sheet);
    caps_and_corners(&mut sheet);
    sides(&mut sheet);
    ends(&mut sheet);
    sheet
}

fn straight(sheet: &mut Sheet) {
    sheet.one("from corner to corner", stroked(Form::Line {}, line_of(2.0)));
    let level = Rect::new(8.0, 24.0, 64.0, 24.0);
    sheet.one("level", shape_in(level, Form::Line {}, None, Some(line_of(3.0))));
    let upright = Rect::new(36.0, 8.0, 36.0, 40.0);
    sheet.one("upright", shape_in(upright, Form::Line {}, None, Some(line_of(3.0))));
    let rising = with(stroked(Form::Line {}, line_of(2.0)), |element| {
        element.flip = accolade::model::Flip::Vertical;
    });
    sheet.one("rising", rising);
    for (name, width) in [("hairline", 0.25), ("one point", 1.0), ("ten points", 10.0)] {
        sheet.one(name, stroked(rectangle(), line_of(width)));
    }
    let clear = StrokeStyle::new(color("#C0392B80"), Pt(8.0));
    sheet.one(
        "translucent over its fill",
        shape_in(inner(), rounded(10.0), Some(paint(BLUE)), Some(clear)),
    );
    let stops = [(0.0, GOLD), (1.0, RED)].map(|(at, text)| ColorStop { at, color: color(text) });
    let gradient = Paint::Gradient(Gradient::Linear {
        from: [0.0, 0.0],
        to: [1.0, 0.0],
        stops: stops.to_vec(),
    });
    sheet.one("gradient", stroked(star(), StrokeStyle::new(gradient, Pt(3.0))));
}

fn dashes(sheet: &mut Sheet) {
    let dashed = |lengths: &[f64], cap: LineCap, width: f64| StrokeStyle {
        dashes: lengths.iter().copied().map(Pt).collect(),
        cap,
        ..line_of(width)
    };
    sheet.one("dashes", stroked(rectangle(), dashed(&[6.0, 3.0], LineCap::Butt, 2.0)));
    sheet.one(
        "dots",
        stroked(Form::Ellipse {}, dashed(&[0.0, 4.0], LineCap::Round, 2.5)),
    );
    sheet.one(
        "dash and dot with square ends",
        stroked(rounded(12.0), dashed(&[8.0, 5.0, 0.0, 5.0], LineCap::Square, 2.0)),
    );
    let inside = StrokeStyle {
        align: StrokeAlign::Inside,
        ..dashed(&[5.0, 5.0], LineCap::Butt, 5.0)
    };
    sheet.cell("dashes inside", [stroked(rounded(8.0), inside), edge(inner())]);
    let outside = StrokeStyle {
        align: StrokeAlign::Outside,
        ..dashed(&[5.0, 5.0], LineCap::Butt, 5.0)
    };
    sheet.cell("dashes outside", [stroked(Form::Ellipse {}, outside), edge(inner())]);
    let round = StrokeStyle {
        align: StrokeAlign::Inside,
        ..dashed(&[8.0, 8.0], LineCap::Round, 5.0)
    };
    sheet.cell("round dashes inside", [stroked(rounded(8.0), round), edge(inner())]);
    let dots = StrokeStyle {
        align: StrokeAlign::Outside,
        ..dashed(&[0.0, 7.0], LineCap::Round, 5.0)
    };
    sheet.cell("dots outside", [stroked(Form::Ellipse {}, dots), edge(inner())]);
    sheet.one(
        "an odd number of lengths",
        stroked(Form::Line {}, dashed(&[9.0], LineCap::Butt, 3.0)),
    );
}

/// A path with sharp and blunt corners.
fn zigzag() -> Form {
    path("M0 40 L14 0 L24 40 L60 20 L34 0", [60.0, 40.0])
}

fn caps_and_corners(sheet: &mut Sheet) {
    for (name, cap) in [
        ("butt ends", LineCap::Butt),
        ("round ends", LineCap::Round),
        ("square ends", LineCap::Square),
    ] {
        let wide = stroked(Form::Line {}, StrokeStyle { cap, ..line_of(8.0) });
        let thin = stroked(Form::Line {}, StrokeStyle::new(color(PALE), Pt(1.0)));
        sheet.cell(name, [wide, thin]);
    }
    for (name, join) in [
        ("sharp corners", LineJoin::Miter),
        ("round corners", LineJoin::Round),
        ("bevelled corners", LineJoin::Bevel),
    ] {
        sheet.one(name, stroked(zigzag(), StrokeStyle { join, ..line_of(5.0) }));
    }
}

fn sides(sheet: &mut Sheet) {
    for (name, align) in [
        ("inside a rectangle", StrokeAlign::Inside),
        ("on a rectangle", StrokeAlign::Center),
        ("outside a rectangle", StrokeAlign::Outside),
    ] {
        let stroke = StrokeStyle {
            align,
            ..StrokeStyle::new(color("#C0392BB0"), Pt(5.0))
        };
        let shape = shape_in(inner(), rectangle(), Some(paint(PALE)), Some(stroke));
        sheet.cell(name, [shape, edge(inner())]);
    }
    for (name, align, join) in [
        ("inside a star", StrokeAlign::Inside, LineJoin::Miter),
        ("outside a star", StrokeAlign::Outside, LineJoin::Miter),
        ("outside a star, round", StrokeAlign::Outside, LineJoin::Round),
    ] {
        let stroke = StrokeStyle {
            align,
            join,
            ..line_of(3.0)
        };
        let star = shape_in(square(36.0), star(), Some(paint(GOLD)), Some(stroke));
        sheet.one(name, star);
    }
    let thick = StrokeStyle {
        align: StrokeAlign::Inside,
        ..line_of(40.0)
    };
    sheet.one("inside, wider than the form", stroked(Form::Ellipse {}, thick));
    let open = StrokeStyle {
        align: StrokeAlign::Outside,
        ..line_of(3.0)
    };
    sheet.one("an open path has it in the middle", stroked(zigzag(), open));
}

fn ends(sheet: &mut Sheet) {
    let ended = |start: LineEnd, end: LineEnd, width: f64| StrokeStyle {
        start,
        end,
        ..line_of(width)
    };
    for (name, start, end) in [
        ("an arrow at the end", LineEnd::Plain, LineEnd::Arrow),
        ("an open arrow at the start", LineEnd::OpenArrow, LineEnd::Plain),
        ("dot and bar", LineEnd::Dot, LineEnd::Bar),
        ("bar and dot", LineEnd::Bar, LineEnd::Dot),
        ("arrow and open arrow", LineEnd::Arrow, LineEnd::OpenArrow),
    ] {
        sheet.one(name, stroked(Form::Line {}, ended(start, end, 2.0)));
    }
    let curve = || path("M0 40 C0 0 60 40 60 0", [60.0, 40.0]);
    let both = ended(LineEnd::Arrow, LineEnd::Arrow, 2.0);
    sheet.one("arrows along a curve", stroked(curve(), both));
    let round = StrokeStyle {
        cap: LineCap::Round,
        join: LineJoin::Round,
        ..ended(LineEnd::OpenArrow, LineEnd::OpenArrow, 3.0)
    };
    sheet.one("open arrows, round", stroked(curve(), round));
    let dashed = StrokeStyle {
        dashes: vec![Pt(5.0), Pt(3.0)],
        ..ended(LineEnd::Dot, LineEnd::Arrow, 2.0)
    };
    sheet.one("dashes with ends", stroked(Form::Line {}, dashed));
    sheet.one("ends of a translucent line", translucent());
    let closed = stroked(star(), ended(LineEnd::Arrow, LineEnd::Dot, 2.0));
    sheet.one("a closed form has no ends", closed);
}

fn translucent() -> Element {
    let stroke = StrokeStyle {
        start: LineEnd::Dot,
        end: LineEnd::Arrow,
        ..StrokeStyle::new(color("#2F6B9A80"), Pt(4.0))
    };
    stroked(Form::Line {}, stroke)
}
