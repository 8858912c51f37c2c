//! How the lines of a text stand: their alignment, their height, the way in which they are read.

use egui::Ui;

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::Command;
use super::super::super::super::super::command::studio::typing::Typing;
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::widgets::icons;
use super::super::parts::{Came, Face, Measure, NumberField, part, row, segments, shared};
use super::text::set;
use crate::model::{Align, Direction, Element, TextContent, VAlign};
use crate::studio::text::TextEdit;
use crate::units::Pt;

/// The ways in which lines stand, where they begin at the right, at the left, or some here and some there. The icons
/// show where the lines come to stand, those at the left first.
fn align_options(at_right: Option<bool>) -> [(Face<'static>, &'static str, Align); 6] {
    let (left, right) = (Face::Icon(icons::TEXT_LEFT), Face::Icon(icons::TEXT_RIGHT));
    let (first, last) = match at_right {
        Some(false) => (
            (left, "Start of the line, at the left", Align::Start),
            (right, "End of the line, at the right", Align::End),
        ),
        Some(true) => (
            (left, "End of the line, at the left", Align::End),
            (right, "Start of the line, at the right", Align::Start),
        ),
        None => (
            (
                Face::Word("S"),
                "Start of the line, by the direction of each",
                Align::Start,
            ),
            (Face::Word("E"), "End of the line, by the direction of each", Align::End),
        ),
    };
    [
        first,
        (Face::Icon(icons::TEXT_CENTER), "Centre", Align::Center),
        last,
        (Face::Icon(icons::TEXT_JUSTIFY), "Justify", Align::Justify),
        (Face::Word("L"), "Left, whatever the direction", Align::Left),
        (Face::Word("R"), "Right, whatever the direction", Align::Right),
    ]
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element], texts: &[&TextContent]) {
    row(ui, "Align", |ui| {
        // What follows the direction of the text is for names in any script; left and right are for fixed words. Where a
        // line begins is seen in the row that is shown.
        let begins = selected.iter().map(|element| open.begins_at_right(element));
        let options = align_options(shared(begins));
        // Within a text that is edited it is the paragraphs of the selection that are aligned.
        let paragraphs = open.typing.as_ref().filter(|typing| !typing.text.is_about_all());
        let chosen = match paragraphs {
            Some(typing) => typing.text.align().same().copied(),
            None => shared(texts.iter().flat_map(|text| aligns(text))),
        };
        let width = ui.available_width();
        match segments(ui, width, &options, chosen) {
            Some(align) if paragraphs.is_some() => {
                view.send(Command::Type(Typing::Edit(TextEdit::Align(align))));
            }
            Some(align) => set(view, open, "Align the lines of", Came::Set(align), |text, align| {
                text.align = *align;
                text.all_spans_mut().for_each(|span| span.style.align = None);
            }),
            None => {}
        }
    });
    row(ui, "Vertical", |ui| {
        let options = [
            (Face::Icon(icons::TEXT_TOP), "Lines at the top", VAlign::Top),
            (Face::Icon(icons::TEXT_MIDDLE), "Lines in the middle", VAlign::Middle),
            (Face::Icon(icons::TEXT_BOTTOM), "Lines at the bottom", VAlign::Bottom),
        ];
        let chosen = shared(texts.iter().map(|text| text.valign));
        let width = ui.available_width();
        if let Some(valign) = segments(ui, width, &options, chosen) {
            set(view, open, "Align the lines of", Came::Set(valign), |text, valign| {
                text.valign = *valign;
            });
        }
    });
    row(ui, "Line height", |ui| {
        let width = part(ui, 2);
        let height = shared(texts.iter().map(|text| text.line_height));
        let came = NumberField::new("Line height", height, Measure::Percent)
            .range(0.5, 5.0)
            .show(ui, width);
        if let Some(came) = came {
            set(view, open, "Line height of", came, |text, height| {
                text.line_height = *height;
            });
        }
    });
    row(ui, "Paragraphs", |ui| {
        let width = part(ui, 2);
        let gap = shared(texts.iter().map(|text| text.paragraph_gap.0));
        let came = NumberField::new("Gap between paragraphs", gap, Measure::Points)
            .range(0.0, 1000.0)
            .show(ui, width);
        if let Some(came) = came {
            set(view, open, "Gap of paragraphs of", came, |text, gap| {
                text.paragraph_gap = Pt(*gap);
            });
        }
    });
    row(ui, "Direction", |ui| {
        let options = [
            (Face::Word("Auto"), "Direction by the text", Direction::Auto),
            (Face::Icon(icons::LTR), "Left to right", Direction::Ltr),
            (Face::Icon(icons::RTL), "Right to left", Direction::Rtl),
        ];
        let chosen = shared(texts.iter().map(|text| text.direction));
        let width = ui.available_width();
        if let Some(direction) = segments(ui, width, &options, chosen) {
            set(view, open, "Direction of", Came::Set(direction), |text, direction| {
                text.direction = *direction;
            });
        }
    });
}

/// How the paragraphs of a text stand.
fn aligns(text: &TextContent) -> Vec<Align> {
    text.all_spans()
        .map(|span| span.style.align.unwrap_or(text.align))
        .collect()
}
