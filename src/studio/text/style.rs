//! The style of a selection: what its letters have in common, and how it is changed.

use crate::model::{Case, SpanStyle, TextContent, TextStyle};
use crate::units::{Color, Pt};

/// What several letters have in common.
#[derive(Clone, Debug, PartialEq)]
pub enum Common<T> {
    Same(T),
    Mixed,
}

impl<T: PartialEq> Common<T> {
    pub(super) fn of(mut values: impl Iterator<Item = T>) -> Common<T> {
        match values.next() {
            Some(first) if values.all(|value| value == first) => Common::Same(first),
            _ => Common::Mixed,
        }
    }

    pub fn same(&self) -> Option<&T> {
        match self {
            Common::Same(value) => Some(value),
            Common::Mixed => None,
        }
    }
}

/// The style of a selection; of what would be typed when nothing is selected.
#[derive(Clone, Debug, PartialEq)]
pub struct StyleState {
    pub family: Common<String>,
    pub size: Common<Pt>,
    /// 1 to 1000, 400 is regular.
    pub weight: Common<u16>,
    pub italic: Common<bool>,
    pub underline: Common<bool>,
    pub color: Common<Color>,
    /// Em.
    pub letter_spacing: Common<f64>,
    pub case: Common<Case>,
}

impl StyleState {
    /// What letters of these styles have in common.
    pub fn of(styles: &[TextStyle]) -> StyleState {
        let all = || styles.iter();
        StyleState {
            family: Common::of(all().map(|style| style.family.clone())),
            size: Common::of(all().map(|style| style.size)),
            weight: Common::of(all().map(|style| style.weight)),
            italic: Common::of(all().map(|style| style.italic)),
            underline: Common::of(all().map(|style| style.underline)),
            color: Common::of(all().map(|style| style.color)),
            letter_spacing: Common::of(all().map(|style| style.letter_spacing)),
            case: Common::of(all().map(|style| style.case)),
        }
    }
}

/// A change of the style of a selection.
#[derive(Clone, Debug, PartialEq)]
pub enum StyleChange {
    Family(String),
    Size(Pt),
    Weight(u16),
    Italic(bool),
    /// A weight, and whether it is italic: a style of a family, by its name.
    Face(u16, bool),
    Underline(bool),
    Color(Color),
    /// Em.
    LetterSpacing(f64),
    Case(Case),
    /// Bold, or regular where all of it is bold.
    ToggleBold,
    ToggleItalic,
    ToggleUnderline,
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Property {
    Family,
    Size,
    Weight,
    Italic,
    Face,
    Underline,
    Color,
    LetterSpacing,
    Case,
}

const REGULAR: u16 = 400;
const BOLD: u16 = 700;
/// From this weight on letters look bold; CSS calls 600 semi-bold.
const LOOKS_BOLD: u16 = 600;

impl StyleChange {
    pub fn property(&self) -> Property {
        match self {
            StyleChange::Family(_) => Property::Family,
            StyleChange::Size(_) => Property::Size,
            StyleChange::Weight(_) | StyleChange::ToggleBold => Property::Weight,
            StyleChange::Italic(_) | StyleChange::ToggleItalic => Property::Italic,
            StyleChange::Face(..) => Property::Face,
            StyleChange::Underline(_) | StyleChange::ToggleUnderline => Property::Underline,
            StyleChange::Color(_) => Property::Color,
            StyleChange::LetterSpacing(_) => Property::LetterSpacing,
            StyleChange::Case(_) => Property::Case,
        }
    }

    /// Changes all of a text: its own style, and the spans that say otherwise.
    pub fn apply_to_all(&self, text: &mut TextContent) {
        let styles: Vec<TextStyle> = text.all_spans().map(|span| text.style.with(&span.style)).collect();
        let settled = self.clone().settled(&styles);
        settled.apply_to_style(&mut text.style);
        let base = text.style.clone();
        for span in text.all_spans_mut() {
            settled.apply(&base, &mut span.style);
        }
    }

    /// Changes a style of its own.
    pub fn apply_to_style(&self, style: &mut TextStyle) {
        match self {
            StyleChange::Family(family) => style.family.clone_from(family),
            StyleChange::Size(size) => style.size = *size,
            StyleChange::Weight(weight) => style.weight = *weight,
            StyleChange::Italic(italic) => style.italic = *italic,
            StyleChange::Face(weight, italic) => (style.weight, style.italic) = (*weight, *italic),
            StyleChange::Underline(underline) => style.underline = *underline,
            StyleChange::Color(color) => style.color = *color,
            StyleChange::LetterSpacing(em) => style.letter_spacing = *em,
            StyleChange::Case(case) => style.case = *case,
            StyleChange::ToggleBold | StyleChange::ToggleItalic | StyleChange::ToggleUnderline => {
                let settled = self.clone().settled(std::slice::from_ref(style));
                settled.apply_to_style(style);
            }
        }
    }

    /// A toggle as what it comes to for letters of these styles: off where all have it, else on.
    pub(in super::super) fn settled(self, styles: &[TextStyle]) -> StyleChange {
        let all = |has: fn(&TextStyle) -> bool| styles.iter().all(has);
        match self {
            StyleChange::ToggleBold => {
                let bold = all(|style| style.weight >= LOOKS_BOLD);
                StyleChange::Weight(if bold { REGULAR } else { BOLD })
            }
            StyleChange::ToggleItalic => StyleChange::Italic(!all(|style| style.italic)),
            StyleChange::ToggleUnderline => StyleChange::Underline(!all(|style| style.underline)),
            other => other,
        }
    }

    /// Changes a span. What is as in the text's own style is not said again.
    pub(super) fn apply(&self, base: &TextStyle, style: &mut SpanStyle) {
        fn unless<T: PartialEq + Clone>(value: &T, base: &T) -> Option<T> {
            (value != base).then(|| value.clone())
        }
        match self {
            StyleChange::Family(family) => style.family = unless(family, &base.family),
            StyleChange::Size(size) => style.size = unless(size, &base.size),
            StyleChange::Weight(weight) => style.weight = unless(weight, &base.weight),
            StyleChange::Italic(italic) => style.italic = unless(italic, &base.italic),
            StyleChange::Face(weight, italic) => {
                style.weight = unless(weight, &base.weight);
                style.italic = unless(italic, &base.italic);
            }
            StyleChange::Underline(underline) => style.underline = unless(underline, &base.underline),
            StyleChange::Color(color) => style.color = unless(color, &base.color),
            StyleChange::LetterSpacing(em) => style.letter_spacing = unless(em, &base.letter_spacing),
            StyleChange::Case(case) => style.case = unless(case, &base.case),
            StyleChange::ToggleBold | StyleChange::ToggleItalic | StyleChange::ToggleUnderline => {
                self.clone().settled(&[base.with(style)]).apply(base, style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    #[test]
    fn all_of_a_text_changes_with_the_spans_that_say_otherwise() {
        let mut text = TextContent::new("Anna ", TextStyle::new("Inter", Pt(12.0), Color::BLACK));
        text.spans.push(Span {
            text: "Lee".to_owned(),
            style: SpanStyle {
                weight: Some(700),
                size: Some(Pt(20.0)),
                ..SpanStyle::default()
            },
        });
        StyleChange::ToggleBold.apply_to_all(&mut text);
        assert_eq!((text.style.weight, text.spans[1].style.weight), (700, None));
        assert_eq!(text.spans[1].style.size, Some(Pt(20.0)), "the rest stays");
        StyleChange::ToggleBold.apply_to_all(&mut text);
        assert_eq!((text.style.weight, text.spans[1].style.weight), (400, None));
    }
}
