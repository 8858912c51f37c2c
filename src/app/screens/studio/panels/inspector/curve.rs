//! Texts along a circle.

use egui::Ui;

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::Command;
use super::super::super::super::super::state::studio::Open;
use super::super::parts::{Came, Face, Measure, NumberField, bare, part, row, segments, shared};
use super::fit::Mode;
use super::text::set;
use crate::model::{Edit, Element, ElementContent, FitPolicy, Frame, Property, TextContent, TextPath};
use crate::units::Pt;

/// The text of an element on a circle, or straight. The circle is as wide as the text was, with its letters in the frame;
/// one as low as a line of text would set them over each other.
fn bent(element: &Element, arc: bool) -> Vec<Edit> {
    let ElementContent::Text(text) = &element.content else {
        return Vec::new();
    };
    let mut text = text.clone();
    let set = |property| Edit::set(&element.name, property);
    if !arc {
        text.path = None;
        return vec![set(Property::Content(Box::new(ElementContent::Text(text))))];
    }
    let letters = text.style.size.0;
    let side = element.width.0.max(element.height.0).max(6.0 * letters);
    let round = |length: f64| Pt((length * 100.0).round() / 100.0);
    text.path = Some(TextPath::Arc {
        radius: round(side / 2.0 - letters),
        angle: 0.0,
        inward: false,
    });
    // A curve does not grow with its text; nothing is left but smaller letters.
    if Mode::of(text.fit.policy) != Mode::Fixed || text.fit.policy == FitPolicy::Clip {
        text.fit.policy = FitPolicy::ShrinkToBox;
    }
    let mut frame = Frame::of(element);
    frame.x = round(element.x.0 + (element.width.0 - side) / 2.0);
    frame.y = round(element.y.0 + (element.height.0 - side) / 2.0);
    (frame.width, frame.height) = (round(side), round(side));
    vec![
        set(Property::Frame(frame)),
        set(Property::Content(Box::new(ElementContent::Text(text)))),
    ]
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
            let selected = open.editor.selected();
            let edits: Vec<Edit> = selected.iter().flat_map(|element| bent(element, arc)).collect();
            let names: Vec<String> = selected.iter().map(|element| element.name.clone()).collect();
            let name = open.editor.phrase("Curve of", &names);
            let edit = Edit::Many {
                name: name.clone(),
                edits,
            };
            view.send(Command::Edit(name, edit));
        }
    });
    let Some(TextPath::Arc { radius, angle, inward }) = path else {
        return;
    };
    let unit = open.editor.settings.unit;
    let arc = |radius: f64, angle: f64, inward: bool| {
        Some(TextPath::Arc {
            radius: Pt(radius),
            angle,
            inward,
        })
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
            set(view, open, "Curve of", came, |text, path| text.path.clone_from(path));
        }
    });
    row(ui, "Letters", |ui| {
        let width = ui.available_width();
        let options = [
            (Face::Word("Outside"), "Letters stand outside the circle", false),
            (Face::Word("Inside"), "Letters stand inside the circle", true),
        ];
        if let Some(inward) = segments(ui, width, &options, Some(inward)) {
            let path = arc(radius.0, angle, inward);
            set(view, open, "Curve of", Came::Set(path), |text, path| {
                text.path.clone_from(path);
            });
        }
    });
}
