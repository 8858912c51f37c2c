//! Guilloches and rosettes with their numbers.

use accolade::model::{Ornament, StrokeStyle};
use accolade::units::Pt;

use super::super::sheet::{BLUE, RED, Sheet, Tolerance, color, line_of, paint, square, with};
use super::fills::linear;
use super::ornaments::{frame, ornament};

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("guilloches", TOLERANCE);
    waves(&mut sheet);
    rosettes(&mut sheet);
    sheet
}

fn waves(sheet: &mut Sheet) {
    for (name, waves, lines) in [
        ("guilloche of one wave", 1, 3),
        ("guilloche", 5, 7),
        ("guilloche of many waves", 24, 4),
        ("guilloche of one line", 4, 1),
    ] {
        let band = Ornament::Guilloche { waves, lines };
        sheet.one(name, ornament(frame(), band, None, Some(line_of(0.5))));
    }
    let band = Ornament::Guilloche { waves: 8, lines: 5 };
    let stroke = StrokeStyle::new(linear([0.0, 0.0], [1.0, 0.0], &[(0.0, BLUE), (1.0, RED)]), Pt(0.75));
    let turned = with(ornament(frame(), band, None, Some(stroke)), |element| {
        element.rotation = 12.0;
    });
    sheet.one("guilloche, turned, with a gradient", turned);
}

fn rosettes(sheet: &mut Sheet) {
    for (name, petals, lines, hole) in [
        ("rosette of two petals", 2, 4, 0.3),
        ("rosette", 12, 5, 0.3),
        ("rosette without a hole", 9, 3, 0.0),
        ("rosette as a ring", 24, 4, 0.85),
        ("rosette of one line", 6, 1, 0.4),
    ] {
        let rosette = Ornament::Rosette { petals, lines, hole };
        sheet.one(name, ornament(square(44.0), rosette, None, Some(line_of(0.5))));
    }
    let rosette = Ornament::Rosette {
        petals: 16,
        lines: 3,
        hole: 0.5,
    };
    let stroke = StrokeStyle::new(color("#2F6B9A80"), Pt(1.0));
    sheet.one(
        "rosette, filled, in an ellipse",
        ornament(frame(), rosette, Some(paint("#EFE7D2")), Some(stroke)),
    );
}
