//! Sentences of the window in which names of any direction stand.

use std::borrow::Cow;

use egui::{Color32, Response, Role, TextStyle, TextWrapMode, Ui, Widget, WidgetInfo, WidgetText};

use super::super::super::theme::{self, Type};
use super::NameLabel;
use super::order::is_rtl;

/// Says that what follows runs from left to right.
pub(super) const FROM_THE_LEFT: char = '\u{200e}';

/// With right-to-left words a sentence has at most so many lines.
const MOST_LINES: usize = 12;

/// Words of the window with names in them. They run from left to right, also where they begin with a right-to-left name,
/// and the words of that stand in their order.
#[derive(Clone, Debug)]
pub struct Sentence<'a> {
    text: Cow<'a, str>,
    kind: Type,
    color: Option<Color32>,
    width: Option<f32>,
}

impl<'a> Sentence<'a> {
    pub fn new(text: impl Into<Cow<'a, str>>) -> Sentence<'a> {
        Sentence {
            text: text.into(),
            kind: Type::Body,
            color: None,
            width: None,
        }
    }

    pub fn kind(self, kind: Type) -> Sentence<'a> {
        Sentence { kind, ..self }
    }

    pub fn color(self, color: Color32) -> Sentence<'a> {
        Sentence {
            color: Some(color),
            ..self
        }
    }

    /// At most so wide, in as many lines as it takes; else as its surroundings break texts.
    pub fn width(self, width: f32) -> Sentence<'a> {
        Sentence {
            width: Some(width),
            ..self
        }
    }
}

impl Widget for Sentence<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let color = self.color.unwrap_or(theme::of(ui).text);
        let text: &str = &self.text;
        match from_the_left(text) {
            Cow::Borrowed(text) => {
                let text = self.kind.text(text).color(color);
                match self.width {
                    Some(width) => {
                        let text = WidgetText::from(text);
                        ui.label(text.into_galley(ui, Some(TextWrapMode::Wrap), width, TextStyle::Body))
                    }
                    None => ui.label(text),
                }
            }
            Cow::Owned(marked) => {
                let width = self.width.unwrap_or_else(|| ui.available_width());
                let label = NameLabel::new(&marked).kind(self.kind).color(color).width(width);
                let response = ui.add(label.rows(MOST_LINES));
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
                response
            }
        }
    }
}

/// The text that is drawn for a sentence.
pub(super) fn from_the_left(text: &str) -> Cow<'_, str> {
    match text.chars().any(is_rtl) {
        true => Cow::Owned(format!("{FROM_THE_LEFT}{text}")),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::order::pieces;
    use super::*;

    #[test]
    fn names_in_a_sentence_have_their_words_in_order() {
        let drawn = |text: &str| {
            let pieces: String = pieces(&from_the_left(text))
                .into_iter()
                .map(|piece| piece.text)
                .collect();
            pieces.replace(FROM_THE_LEFT, "")
        };
        assert_eq!(drawn("With محمد بن عبد:"), "With عبد بن محمد:");
        assert_eq!(drawn("محمد بن is held"), "بن محمد is held", "not from the right");
        assert_eq!(from_the_left("With Anna:"), "With Anna:");
    }
}
