//! How a text is set: its type, its lines, and what becomes of it when it is longer than its frame.

use egui::Ui;

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::Command;
use super::super::super::super::super::command::studio::inside;
use super::super::super::super::super::command::studio::typing::Typing;
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::state::studio::typing::text_of;
use super::super::super::super::super::widgets::{icons, select_dense};
use super::super::parts::{
    Came, Face, MIXED, Measure, NumberField, bare, change_content, color_field, note, part, row, section, segments,
    shared, toggle,
};
use super::{font, language};
use crate::model::{
    Align, Case, Chips, Direction, Edit, Element, ElementContent, Fit, FitPolicy, Frame, Property, TextContent,
    TextPath, TextStyle, VAlign,
};
use crate::studio::text::fonts::style_name;
use crate::studio::text::{StyleChange, StyleState, TextEdit};
use crate::studio::{Axis, Hug, phrase};
use crate::units::Pt;

/// The weights that are offered where a font does not say which it has.
const BOLD: u16 = 600;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    section(ui, "Text", |ui| type_ui(ui, view, open, selected));
    language::field_ui(ui, view, open);
    let texts: Vec<&TextContent> = selected.iter().filter_map(|element| text_of(element)).collect();
    if texts.len() == selected.len() {
        section(ui, "Paragraph", |ui| paragraph_ui(ui, view, open, selected, &texts));
        section(ui, "Fitting", |ui| fit_ui(ui, view, open, &texts));
        section(ui, "Along a curve", |ui| path_ui(ui, view, open, &texts));
        if let [only] = texts.as_slice() {
            language::show(ui, view, open, only);
        }
    } else if let [only] = selected
        && let ElementContent::Chips(chips) = &only.content
    {
        section(ui, "Chips", |ui| chips_ui(ui, view, open, chips));
    }
}

/// The style of what is selected in the text that is edited, else of all letters.
fn style_of(open: &Open, selected: &[&Element]) -> StyleState {
    if let Some(typing) = &open.typing {
        return typing.text.style();
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

/// Changes the selection of the text that is edited, else all letters.
pub(super) fn restyle(view: &mut View<'_>, open: &Open, doing: &str, came: Came<StyleChange>) {
    if open
        .typing
        .as_ref()
        .is_some_and(|typing| !typing.text.selection().is_empty())
    {
        if let Came::Set(change) = came {
            view.send(Command::Type(Typing::Edit(TextEdit::Style(change))));
        }
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
        let both = [StyleChange::Weight(weight), StyleChange::Italic(italic)];
        if open
            .typing
            .as_ref()
            .is_some_and(|typing| !typing.text.selection().is_empty())
        {
            for change in both {
                restyle(view, open, "Style of", Came::Set(change));
            }
            return;
        }
        change_content(view, open, "Style of", Came::Set(both), |content, both| {
            for change in both {
                match content {
                    ElementContent::Text(text) => change.apply_to_all(text),
                    ElementContent::Chips(chips) => change.apply_to_style(&mut chips.style),
                    _ => {}
                }
            }
        });
    }
}

/// Changes how all selected texts are set.
fn set<T>(view: &mut View<'_>, open: &Open, doing: &str, came: Came<T>, make: impl Fn(&mut TextContent, &T)) {
    change_content(view, open, doing, came, |content, value| {
        if let ElementContent::Text(text) = content {
            make(text, value);
        }
    });
}

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

fn paragraph_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element], texts: &[&TextContent]) {
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

/// Which sides of its frame a text moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    AutoWidth,
    AutoHeight,
    Fixed,
}

impl Mode {
    fn of(policy: FitPolicy) -> Mode {
        match policy {
            FitPolicy::AutoWidth => Mode::AutoWidth,
            FitPolicy::Grow => Mode::AutoHeight,
            FitPolicy::Clip | FitPolicy::ShrinkToWidth | FitPolicy::ShrinkToBox | FitPolicy::WrapThenShrink => {
                Mode::Fixed
            }
        }
    }

    /// The frame becomes as wide or tall as the text, and stays where the text is aligned.
    fn hug(self, text: &TextContent) -> Hug {
        if self == Mode::AutoWidth {
            let side = match text.align {
                Align::Center => 0,
                Align::End | Align::Right => -1,
                Align::Start | Align::Left | Align::Justify => 1,
            };
            return Hug { axis: Axis::X, side };
        }
        let side = match text.valign {
            VAlign::Top => 1,
            VAlign::Middle => 0,
            VAlign::Bottom => -1,
        };
        Hug { axis: Axis::Y, side }
    }
}

/// What becomes of a text that is larger than its frame, with what it means.
const POLICIES: [(FitPolicy, &str, &str); 6] = [
    (
        FitPolicy::ShrinkToBox,
        "Shrink to the box",
        "Lines break at the edge, and letters get smaller until all fits.",
    ),
    (
        FitPolicy::ShrinkToWidth,
        "Shrink to one line",
        "No line breaks by itself; letters get smaller until the widest fits.",
    ),
    (
        FitPolicy::WrapThenShrink,
        "Wrap, then shrink",
        "One line in full size, then more lines, then smaller letters.",
    ),
    (
        FitPolicy::Grow,
        "Grow downwards",
        "Lines break at the edge, and the frame grows when they need more room. A click on Height fits it to them.",
    ),
    (
        FitPolicy::AutoWidth,
        "Grow sideways",
        "Nothing breaks or shrinks; the text grows away from where it is aligned. Leaving the page is reported.",
    ),
    (
        FitPolicy::Clip,
        "Fixed box",
        "What does not fit is cut off and reported as a problem.",
    ),
];

fn fit_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, texts: &[&TextContent]) {
    let policy = shared(texts.iter().map(|text| text.fit.policy));
    let at = policy.and_then(|policy| POLICIES.iter().position(|known| known.0 == policy));
    let shown = at.and_then(|at| POLICIES.get(at));
    row(ui, "Box", |ui| {
        let options = [
            (Face::Word("Width"), "Automatic width", Mode::AutoWidth),
            (Face::Word("Height"), "Automatic height", Mode::AutoHeight),
            (Face::Word("Fixed"), "Fixed size", Mode::Fixed),
        ];
        let width = ui.available_width();
        let chosen = shared(texts.iter().map(|text| Mode::of(text.fit.policy)));
        // A frame that was drawn larger is fitted by another click.
        let is_asked = |mode: &Mode| *mode != Mode::Fixed || Some(*mode) != chosen;
        let picked = segments(ui, width, &options, chosen).filter(is_asked);
        match picked {
            Some(Mode::Fixed) => {
                set(view, open, "Box of", Came::Set(FitPolicy::default()), |text, policy| {
                    text.fit.policy = *policy;
                });
            }
            Some(mode) => {
                let names = open.editor.selection().iter().cloned();
                let fits = names.zip(texts.iter().map(|text| mode.hug(text))).collect();
                view.send(Command::Inside(inside::Command::Fit(fits)));
            }
            None => {}
        }
    });
    row(ui, "Too long", |ui| {
        let width = ui.available_width();
        let label = shown.map_or(MIXED, |known| known.1);
        let names = POLICIES.map(|known| known.1);
        let picked = select_dense(ui, "When the text is too long", label, width, names, at);
        if let Some((policy, ..)) = picked.and_then(|at| POLICIES.get(at)) {
            set(view, open, "Fitting of", Came::Set(*policy), |text, policy| {
                text.fit.policy = *policy;
            });
        }
    });
    if let Some((_, _, means)) = shown {
        note(ui, means);
    }
    if matches!(policy, Some(FitPolicy::Clip | FitPolicy::Grow | FitPolicy::AutoWidth)) {
        return;
    }
    row(ui, "Smallest", |ui| {
        let width = part(ui, 2);
        let least = shared(
            texts
                .iter()
                .map(|text| text.fit.min_size.unwrap_or(Pt(text.style.size.0 / 2.0)).0),
        );
        let came = NumberField::new("Smallest size", least, Measure::Points)
            .range(1.0, 1000.0)
            .show(ui, width);
        if let Some(came) = came {
            let came = came.map(|size| Some(Pt(size)));
            set(view, open, "Smallest size of", came, |text, least| {
                text.fit = Fit {
                    min_size: *least,
                    ..text.fit
                };
            });
        }
    });
    row(ui, "Largest", |ui| {
        let width = part(ui, 2);
        let most = shared(texts.iter().map(|text| text.fit.max_size.unwrap_or(text.style.size).0));
        let came = NumberField::new("Largest size", most, Measure::Points)
            .range(1.0, 1000.0)
            .show(ui, width);
        if let Some(came) = came {
            set(view, open, "Largest size of", came, |text, most| {
                let most = Some(Pt(*most)).filter(|most| most.0 > text.style.size.0);
                text.fit = Fit {
                    max_size: most,
                    ..text.fit
                };
            });
        }
    });
}

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

fn path_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, texts: &[&TextContent]) {
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
            let name = phrase("Curve of", &names);
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

fn chips_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, chips: &Chips) {
    let unit = open.editor.settings.unit;
    let numbers = |ui: &mut Ui, name: &str, value: Pt, width: f32| {
        NumberField::new(name, Some(value.0), Measure::Length(unit))
            .range(0.0, 1000.0)
            .show(ui, width)
    };
    let mut came: Option<Came<Chips>> = None;
    row(ui, "Radius", |ui| {
        let width = part(ui, 2);
        came = numbers(ui, "Radius of the chips", chips.radius, width).map(|came| {
            came.map(|radius| Chips {
                radius: Pt(radius),
                ..chips.clone()
            })
        });
    });
    row(ui, "Gap", |ui| {
        let width = part(ui, 2);
        let gap = numbers(ui, "Gap between chips", chips.gap, width);
        came = gap
            .map(|came| {
                came.map(|gap| Chips {
                    gap: Pt(gap),
                    ..chips.clone()
                })
            })
            .or(came.take());
    });
    let fill = super::super::parts::paint_rows(
        ui,
        view,
        open,
        "Fill of the chips",
        std::slice::from_ref(&chips.fill),
        crate::units::Color::WHITE,
        true,
    );
    came = fill
        .map(|came| came.map(|fill| Chips { fill, ..chips.clone() }))
        .or(came);
    if let Some(came) = came {
        change_content(view, open, "Chips of", came, |content, chips| {
            *content = ElementContent::Chips(chips.clone());
        });
    }
}
