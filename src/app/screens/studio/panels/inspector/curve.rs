//! Texts along a circle.

use egui::Ui;

use super::super::super::super::super::View;
use super::super::super::super::super::state::studio::Open;
use super::super::parts::{Came, Face, Measure, NumberField, bare, change_many, part, row, segments, shared};
use super::fit::Mode;
use crate::model::{Element, ElementContent, FitPolicy, Frame, Property, TextContent, TextPath};
use crate::units::{Affine, Point, Pt, Size, Vec2};

/// Of the shorter side of the page a new circle takes so much at most.
const OF_PAGE: f64 = 0.9;

/// The text of an element on a circle, or straight. The circle is as wide as the text was, with its letters in the frame,
/// as far as the page (`sheet`; `None` within a group) has room; one as low as a line of text would set them over each
/// other.
fn bent(element: &Element, arc: bool, sheet: Option<Size>) -> Vec<Property> {
    let ElementContent::Text(text) = &element.content else {
        return Vec::new();
    };
    let mut text = text.clone();
    if !arc {
        text.path = None;
        return vec![Property::Content(Box::new(ElementContent::Text(text)))];
    }
    let letters = text.style.size.0;
    let wanted = element.width.0.max(element.height.0).max(6.0 * letters);
    let side = sheet.map_or(wanted, |sheet| wanted.min(OF_PAGE * sheet.width.min(sheet.height)));
    text.path = Some(TextPath::Arc {
        radius: round((side / 2.0 - letters).max(1.0)),
        angle: 0.0,
        inward: false,
    });
    // A curve does not grow with its text; nothing is left but smaller letters.
    if Mode::of(text.fit.policy) != Mode::Fixed || text.fit.policy == FitPolicy::Clip {
        text.fit.policy = FitPolicy::ShrinkToBox;
    }
    let mut frame = around_middle(element, side);
    if let Some(sheet) = sheet {
        frame.x = round(frame.x.0.min(sheet.width - side).max(0.0));
        frame.y = round(frame.y.0.min(sheet.height - side).max(0.0));
    }
    vec![
        Property::Frame(frame),
        Property::Content(Box::new(ElementContent::Text(text))),
    ]
}

/// A square frame in the middle of that of an element.
fn around_middle(element: &Element, side: f64) -> Frame {
    let mut frame = Frame::of(element);
    frame.x = round(element.x.0 + (element.width.0 - side) / 2.0);
    frame.y = round(element.y.0 + (element.height.0 - side) / 2.0);
    (frame.width, frame.height) = (round(side), round(side));
    frame
}

fn round(length: f64) -> Pt {
    Pt((length * 100.0).round() / 100.0)
}

/// A text on another circle; with its radius the frame changes, which has the circle and its letters in it. The circle
/// keeps its middle as long as its words stay on the page (`sheet`; `None` within a group).
fn on_circle(element: &Element, path: &TextPath, sheet: Option<Size>) -> Vec<Property> {
    let ElementContent::Text(text) = &element.content else {
        return Vec::new();
    };
    let circle_of = |path: &TextPath| match path {
        TextPath::Arc { radius, angle, .. } => Some((*radius, *angle)),
        TextPath::Path { .. } => None,
    };
    let (before, after) = (text.path.as_ref().and_then(circle_of), circle_of(path));
    let letters = text.style.size.0;
    let frame = after
        .filter(|(radius, _)| before.is_none_or(|(before, _)| before != *radius))
        .map(|(radius, angle)| {
            let mut frame = around_middle(element, 2.0 * (radius.0 + letters));
            if let Some(sheet) = sheet {
                let words = words_of(element, radius.0, angle);
                let stray = astray(&frame, words, letters, sheet);
                (frame.x, frame.y) = (round(frame.x.0 + stray.x), round(frame.y.0 + stray.y));
            }
            Property::Frame(frame)
        });
    let text = TextContent {
        path: Some(path.clone()),
        ..text.clone()
    };
    let content = Property::Content(Box::new(ElementContent::Text(text)));
    frame.into_iter().chain([content]).collect()
}

/// Where the middle of the words on a circle stands, from its middle, as the element is flipped and turned.
fn words_of(element: &Element, radius: f64, angle: f64) -> Vec2 {
    let (sin, cos) = angle.to_radians().sin_cos();
    let turned = Affine::rotate(element.rotation.to_radians()) * element.flip.affine();
    (turned * Point::new(radius * sin, -radius * cos)).to_vec2()
}

/// How far a circle has to be moved for the middle of its words to be a line of text within the page.
fn astray(frame: &Frame, words: Vec2, letters: f64, sheet: Size) -> Vec2 {
    let within = |at: f64, side: f64| at.min(side - letters).max(letters) - at;
    let x = frame.x.0 + frame.width.0 / 2.0 + words.x;
    let y = frame.y.0 + frame.height.0 / 2.0 + words.y;
    Vec2::new(within(x, sheet.width), within(y, sheet.height))
}

/// The place over the middle of the circle from another, in degrees: letters that change sides of the circle stand upright
/// there when they did before.
fn opposite(angle: f64) -> f64 {
    (angle + 180.0).rem_euclid(360.0)
}

/// How large the page is that an element stands on by itself, in no group.
fn sheet_of(open: &Open, element: &Element) -> Option<Size> {
    let page = open.editor.design().pages.get(open.editor.page())?;
    let stands = page.elements.iter().any(|known| known.name == element.name);
    stands.then(|| Size::new(page.width.0, page.height.0))
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, texts: &[&TextContent]) {
    let kind = shared(texts.iter().map(|text| text.path.as_ref().map(std::mem::discriminant)));
    let path = texts.first().and_then(|text| text.path.clone());
    let is_arc = matches!(path, Some(TextPath::Arc { .. }));
    bare(ui, |ui| {
        let width = ui.available_width();
        let options = [
            (Face::Word("Straight"), "Lines are straight", false),
            (Face::Word("On a circle"), "Lines follow a circle", true),
        ];
        let chosen = kind
            .map(|_| is_arc)
            .filter(|_| !matches!(path, Some(TextPath::Path { .. })));
        if let Some(arc) = segments(ui, width, &options, chosen) {
            change_many(view, open, "Curve of", Came::Set(arc), |element, arc| {
                bent(element, *arc, sheet_of(open, element))
            });
        }
    });
    let Some(TextPath::Arc { radius, angle, inward }) = path else {
        return;
    };
    let unit = open.editor.settings.unit;
    let arc = |radius: f64, angle: f64, inward: bool| TextPath::Arc {
        radius: Pt(radius),
        angle,
        inward,
    };
    row(ui, "Circle", |ui| {
        let width = part(ui, 2);
        let r = NumberField::new("Radius of the circle", Some(radius.0), Measure::Length(unit))
            .mark("R")
            .range(1.0, 20_000.0)
            .show(ui, width);
        let a = NumberField::new("Place on the circle", Some(angle), Measure::Degrees)
            .mark("∠")
            .show(ui, width);
        let r = r.map(|came| came.map(|radius| arc(radius, angle, inward)));
        let a = a.map(|came| came.map(|angle| arc(radius.0, angle, inward)));
        if let Some(came) = r.or(a) {
            change_many(view, open, "Curve of", came, |element, path| {
                on_circle(element, path, sheet_of(open, element))
            });
        }
    });
    row(ui, "Letters", |ui| {
        let width = ui.available_width();
        let options = [
            (Face::Word("Outside"), "Letters stand outside the circle", false),
            (Face::Word("Inside"), "Letters stand inside the circle", true),
        ];
        if let Some(other) = segments(ui, width, &options, Some(inward)).filter(|other| *other != inward) {
            let path = arc(radius.0, opposite(angle), other);
            change_many(view, open, "Curve of", Came::Set(path), |element, path| {
                on_circle(element, path, sheet_of(open, element))
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Flip, TextStyle};
    use crate::units::{Color, Rect};

    fn text_of(frame: Rect) -> Element {
        let content = TextContent::new("Course", TextStyle::new("Inter", Pt(12.0), Color::BLACK));
        Element::new("T", frame, ElementContent::Text(content))
    }

    #[test]
    fn letters_that_change_sides_of_the_circle_stand_upright_at_its_other_end() {
        assert_eq!([0.0, 90.0, 180.0, 350.0].map(opposite), [180.0, 270.0, 0.0, 170.0]);
    }

    #[test]
    fn the_frame_is_that_of_the_circle_and_the_page_has_room_for_it() {
        let sheet = Size::new(255.0, 255.0);
        let wide = text_of(Rect::new(-20.0, 100.0, 280.0, 130.0));
        let frame = |made: &[Property]| match made.first() {
            Some(Property::Frame(frame)) => *frame,
            made => panic!("{made:?}"),
        };
        let content = |made: &[Property]| match made.last() {
            Some(Property::Content(content)) => (**content).clone(),
            made => panic!("{made:?}"),
        };
        let made = bent(&wide, true, Some(sheet));
        let bent = frame(&made);
        assert!(bent.x.0 >= 0.0 && bent.x.0 + bent.width.0 <= sheet.width, "{bent:?}");
        assert!(bent.y.0 >= 0.0 && bent.y.0 + bent.height.0 <= sheet.height, "{bent:?}");
        let round = Element {
            content: content(&made),
            ..text_of(Rect::new(50.0, 50.0, 250.0, 250.0))
        };
        let arc = |radius: f64, angle: f64| TextPath::Arc {
            radius: Pt(radius),
            angle,
            inward: false,
        };
        let made = frame(&on_circle(&round, &arc(30.0, 0.0), Some(sheet)));
        assert_eq!(
            [made.x.0, made.y.0, made.width.0, made.height.0],
            [108.0, 108.0, 84.0, 84.0]
        );
        let Some(TextPath::Arc { radius, .. }) = (match &round.content {
            ElementContent::Text(text) => text.path.clone(),
            _ => None,
        }) else {
            panic!("a circle")
        };
        let turned = on_circle(&round, &arc(radius.0, 90.0), Some(sheet));
        assert_eq!(turned.len(), 1, "the frame stays");
        // A circle that is too large for the page leaves its words there.
        for (angle, rotation, flip, words) in [
            (0.0, 0.0, Flip::None, [150.0, 12.0]),
            (90.0, 90.0, Flip::None, [150.0, 243.0]),
            (270.0, 0.0, Flip::None, [12.0, 150.0]),
            (0.0, 0.0, Flip::Vertical, [150.0, 243.0]),
        ] {
            let round = Element {
                rotation,
                flip,
                ..round.clone()
            };
            let made = frame(&on_circle(&round, &arc(400.0, angle), Some(sheet)));
            let middle = Vec2::new(made.x.0 + made.width.0 / 2.0, made.y.0 + made.height.0 / 2.0);
            let there = middle + words_of(&round, 400.0, angle);
            let off = (there.x - words[0]).abs().max((there.y - words[1]).abs());
            assert!(off < 0.02, "{angle}, {flip:?}: {there:?}");
        }
    }
}
