//! Seals, ribbons and borders with their numbers.

use accolade::model::{Corner, Element, Form, LineJoin, Ornament, Paint, StrokeAlign, StrokeStyle};
use accolade::units::{Pt, Rect};

use super::super::sheet::{BLUE, GOLD, RED, Sheet, Tolerance, color, line_of, paint, room, shape_in, square};
use super::fills::{linear, radial};

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("ornaments", TOLERANCE);
    seals(&mut sheet);
    ribbons(&mut sheet);
    borders(&mut sheet);
    sheet
}

pub fn ornament(frame: Rect, ornament: Ornament, fill: Option<Paint>, stroke: Option<StrokeStyle>) -> Element {
    shape_in(frame, Form::Ornament(ornament), fill, stroke)
}

/// As large as a cell lets it be.
pub fn frame() -> Rect {
    room().inset(-3.0)
}

fn seals(sheet: &mut Sheet) {
    for (name, teeth, depth, round, ring) in [
        ("seal of twelve teeth", 12, 0.2, false, 0.0),
        ("seal of sixty teeth", 60, 0.08, false, 0.0),
        ("seal of scallops", 20, 0.12, true, 0.0),
        ("seal with deep teeth", 8, 0.9, false, 0.0),
        ("seal with deep scallops", 6, 0.5, true, 0.0),
        ("seal without depth", 12, 0.0, true, 0.0),
        ("seal with an open ring", 36, 0.08, true, 0.8),
        ("seal with a small ring", 12, 0.2, false, 0.3),
    ] {
        let seal = Ornament::Seal {
            teeth,
            depth,
            round,
            ring,
        };
        sheet.one(name, ornament(square(44.0), seal, Some(paint(GOLD)), None));
    }
    let seal = Ornament::Seal {
        teeth: 24,
        depth: 0.1,
        round: true,
        ring: 0.0,
    };
    let fill = radial([0.4, 0.4], 1.0, &[(0.0, "#F4E3B2"), (1.0, GOLD)]);
    let stroke = StrokeStyle {
        align: StrokeAlign::Inside,
        join: LineJoin::Round,
        ..line_of(1.5)
    };
    sheet.one("seal in an ellipse", ornament(frame(), seal, Some(fill), Some(stroke)));
}

fn ribbons(sheet: &mut Sheet) {
    let frame = Rect::new(2.0, 12.0, 70.0, 38.0);
    let ribbon = |[end, drop, notch, shade]: [f64; 4]| Ornament::Ribbon {
        end,
        drop,
        notch,
        shade,
    };
    for (name, parts) in [
        ("ribbon", [0.2, 0.3, 0.6, 0.0]),
        ("ribbon that hangs low", [0.3, 0.8, 1.0, 0.0]),
        ("ribbon without a notch", [0.15, 0.2, 0.0, 0.0]),
        ("ribbon on one level", [0.2, 0.0, 0.5, 0.0]),
        ("ribbon without ends", [0.0, 0.3, 0.5, 0.0]),
        ("ribbon with long ends", [0.45, 0.3, 0.4, 0.0]),
    ] {
        let stroke = Some(StrokeStyle::new(color("#FFFFFF"), Pt(0.75)));
        sheet.one(name, ornament(frame, ribbon(parts), Some(paint(RED)), stroke));
    }
    for (name, parts) in [
        ("ribbon with dark folds", [0.2, 0.3, 0.6, 0.4]),
        ("ribbon with black folds", [0.3, 0.5, 0.3, 1.0]),
        ("ribbon with folds that hang low", [0.3, 0.8, 1.0, 0.4]),
        ("ribbon with dark ends on one level", [0.2, 0.0, 0.5, 0.4]),
    ] {
        sheet.one(name, ornament(frame, ribbon(parts), Some(paint(RED)), None));
    }
}

fn borders(sheet: &mut Sheet) {
    for (name, corner) in [
        ("border with square corners", Corner::Square),
        ("border with round corners", Corner::Round),
        ("border with cut corners", Corner::Bevel),
        ("border with scooped corners", Corner::Scoop),
        ("border with notched corners", Corner::Notch),
    ] {
        let border = Ornament::Border {
            thickness: Pt(2.0),
            size: Pt(9.0),
            corner,
            gap: Pt(2.5),
        };
        sheet.one(name, ornament(frame(), border, Some(paint(GOLD)), None));
    }
    for (name, thickness, size, gap) in [
        ("border of one line", 4.0, 12.0, 0.0),
        ("border thicker than its corners", 6.0, 3.0, 1.0),
        ("border with corners larger than the frame", 2.0, 60.0, 2.0),
        ("border thicker than the frame", 40.0, 4.0, 0.0),
    ] {
        let border = Ornament::Border {
            thickness: Pt(thickness),
            size: Pt(size),
            corner: Corner::Scoop,
            gap: Pt(gap),
        };
        let fill = linear([0.0, 0.0], [1.0, 1.0], &[(0.0, BLUE), (1.0, GOLD)]);
        sheet.one(name, ornament(frame(), border, Some(fill), None));
    }
}
