//! How a text is set: its type here, and its parts that stand in files of their own.

use egui::Ui;

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::Command;
use super::super::super::super::super::command::studio::typing::Typing;
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::state::studio::typing::text_of;
use super::super::super::super::super::widgets::{icons, select_dense};
use super::super::parts::{
    Came, Face, MIXED, Measure, NumberField, bare, change_content, color_field, note, part, row, section, segments,
    toggle,
};
use super::{chips, curve, fit, font, language, paragraph};
use crate::model::{Case, Element, ElementContent, TextContent, TextStyle};
use crate::studio::text::fonts::style_name;
use crate::studio::text::{StyleChange, StyleState, TextEdit};
use crate::units::Pt;

/// The weights that are offered where a font does not say which it has.
const BOLD: u16 = 600;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    section(ui, "Text", |ui| {
        if let Some(text) = super::alone(selected).and_then(text_of) {
            language::switch_ui(ui, view, open, text);
        }
        type_ui(ui, view, open, selected);
    });
    language::field_ui(ui, view, open);
    let texts: Vec<&TextContent> = selected.iter().filter_map(|element| text_of(element)).collect();
    if texts.len() == selected.len() {
        section(ui, "Paragraph", |ui| paragraph::show(ui, view, open, selected, &texts));
        section(ui, "Fitting", |ui| fit::show(ui, view, open, &texts));
        section(ui, "Along a curve", |ui| curve::show(ui, view, open, &texts));
        if let [only] = texts.as_slice() {
            language::show(ui, view, open, only);
        }
    } else if let [only] = selected
        && let ElementContent::Chips(chips) = &only.content
    {
        section(ui, "Chips", |ui| chips::show(ui, view, open, chips));
    }
}

/// The style of what is selected in the text that is edited, or is typed there next; else of all letters.
fn style_of(open: &Open, selected: &[&Element]) -> StyleState {
    if let Some(typing) = &open.typing {
        return typing.style();
    }
    let styles: Vec<TextStyle> = selected
        .iter()
        .flat_map(|element| match &element.content {
            ElementContent::Text(text) => text.all_spans().map(|span| text.style.with(&span.style)).collect(),
            ElementContent::Chips(chips) => vec![chips.style.clone()],
            _ => Vec::new(),
        })
        .collect();
    StyleState::of(&styles)
}

/// Changes the selection of the text that is edited, or what is typed there next; else all letters.
pub(super) fn restyle(view: &mut View<'_>, open: &Open, doing: &str, came: Came<StyleChange>) {
    if open.is_typing() {
        view.send(match came {
            Came::Shown(change) => Command::Type(Typing::Show(change)),
            // Those of one kind that follow each other soon are one step anyway.
            Came::Set(change) | Came::Stepped(change) => Command::Type(Typing::Edit(TextEdit::Style(change))),
            Came::Back => Command::Cancel,
        });
        return;
    }
    change_content(view, open, doing, came, |content, change| match content {
        ElementContent::Text(text) => change.apply_to_all(text),
        ElementContent::Chips(chips) => change.apply_to_style(&mut chips.style),
        _ => {}
    });
}

fn type_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    let style = style_of(open, selected);
    bare(ui, |ui| {
        let width = ui.available_width();
        if let Some(family) = font::picker(ui, view, open, style.family.same().map(String::as_str), width) {
            restyle(view, open, "Font of", Came::Set(StyleChange::Family(family)));
        }
    });
    bare(ui, |ui| {
        let width = ui.available_width() - 84.0 - 8.0;
        weight_ui(ui, view, open, &style, width);
        let size = style.size.same().map(|size| size.0);
        let came = NumberField::new("Size of letters", size, Measure::Points)
            .range(0.5, 2000.0)
            .show(ui, 84.0);
        if let Some(came) = came {
            restyle(view, open, "Size of", came.map(|size| StyleChange::Size(Pt(size))));
        }
    });
    bare(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let toggles = [
            (
                icons::BOLD,
                "Bold",
                style.weight.same().is_some_and(|weight| *weight >= BOLD),
                StyleChange::ToggleBold,
            ),
            (
                icons::ITALIC,
                "Italic",
                style.italic.same() == Some(&true),
                StyleChange::ToggleItalic,
            ),
            (
                icons::UNDERLINE,
                "Underline",
                style.underline.same() == Some(&true),
                StyleChange::ToggleUnderline,
            ),
        ];
        for (icon, name, on, change) in toggles {
            if toggle(ui, icon, name, on) {
                restyle(view, open, &format!("{name} for"), Came::Set(change));
            }
        }
        ui.add_space(6.0);
        let width = ui.available_width();
        if let Some(came) = color_field(ui, view, open, "Colour of the text", style.color.same().copied(), width) {
            restyle(view, open, "Colour of", came.map(StyleChange::Color));
        }
    });
    if let Some(lacks) = lacks(open, &style) {
        note(ui, &lacks);
    }
    row(ui, "Spacing", |ui| {
        let width = part(ui, 2);
        let came = NumberField::new("Letter spacing", style.letter_spacing.same().copied(), Measure::Percent)
            .range(-0.5, 5.0)
            .show(ui, width);
        if let Some(came) = came {
            restyle(view, open, "Letter spacing of", came.map(StyleChange::LetterSpacing));
        }
    });
    row(ui, "Case", |ui| {
        let options = [
            (Face::Icon(icons::REMOVE), "Case as typed", Case::AsIs),
            (Face::Icon(icons::UPPER), "Upper case", Case::Upper),
            (Face::Icon(icons::LOWER), "Lower case", Case::Lower),
            (Face::Icon(icons::TITLE_CASE), "Title case", Case::Title),
        ];
        let width = ui.available_width();
        if let Some(case) = segments(ui, width, &options, style.case.same().copied()) {
            restyle(view, open, "Case of", Came::Set(StyleChange::Case(case)));
        }
    });
}

/// What the family has no face for, and what is taken instead.
fn lacks(open: &Open, style: &StyleState) -> Option<String> {
    let (family, weight, italic) = (style.family.same()?, *style.weight.same()?, *style.italic.same()?);
    open.kit.engine.book().lack(family, weight, italic)
}

fn weight_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, style: &StyleState, width: f32) {
    let book = open.kit.engine.book();
    let styles = style
        .family
        .same()
        .map(|family| book.styles(family))
        .unwrap_or_default();
    let now = style.weight.same().copied().zip(style.italic.same().copied());
    let shown = now.map_or_else(|| MIXED.to_owned(), style_name);
    let names: Vec<String> = styles.iter().copied().map(style_name).collect();
    let at = styles.iter().position(|known| Some(*known) == now);
    let names = names.iter().map(String::as_str);
    let picked = select_dense(ui, "Weight and style", &shown, width, names, at);
    if let Some((weight, italic)) = picked.and_then(|at| styles.get(at)).copied() {
        restyle(view, open, "Style of", Came::Set(StyleChange::Face(weight, italic)));
    }
}

/// Changes how all selected texts are set.
pub(super) fn set<T>(
    view: &mut View<'_>,
    open: &Open,
    doing: &str,
    came: Came<T>,
    make: impl Fn(&mut TextContent, &T),
) {
    change_content(view, open, doing, came, |content, value| {
        if let ElementContent::Text(text) = content {
            make(text, value);
        }
    });
}
