//! The format of a field in a text, changed part by part.

use std::time::Duration;

use crate::model::{Case, DatePattern, FieldName, NumberForm, TextContent, Token};

use super::TextEditor;

/// A change of a chip.
#[derive(Clone, Debug, PartialEq)]
pub enum ChipChange {
    /// Which field it shows.
    Field(FieldName),
    Date(Option<DatePattern>),
    Number(Option<NumberForm>),
    /// BCP 47, in place of the recipient's and the design's.
    Language(Option<String>),
    Case(Case),
    /// Before the value, when it is not empty.
    Prefix(String),
    Suffix(String),
    /// In place of an empty value.
    Fallback(Option<String>),
    /// Between the entries of a list.
    Join(Option<String>),
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChipPart {
    Field,
    Date,
    Number,
    Language,
    Case,
    Prefix,
    Suffix,
    Fallback,
    Join,
}

impl ChipChange {
    pub fn part(&self) -> ChipPart {
        match self {
            ChipChange::Field(_) => ChipPart::Field,
            ChipChange::Date(_) => ChipPart::Date,
            ChipChange::Number(_) => ChipPart::Number,
            ChipChange::Language(_) => ChipPart::Language,
            ChipChange::Case(_) => ChipPart::Case,
            ChipChange::Prefix(_) => ChipPart::Prefix,
            ChipChange::Suffix(_) => ChipPart::Suffix,
            ChipChange::Fallback(_) => ChipPart::Fallback,
            ChipChange::Join(_) => ChipPart::Join,
        }
    }

    /// What makes the one token the other, part by part.
    pub fn between(before: &Token, after: &Token) -> Vec<ChipChange> {
        fn part<T: PartialEq + Clone>(before: &T, after: &T, make: fn(T) -> ChipChange) -> Option<ChipChange> {
            (before != after).then(|| make(after.clone()))
        }
        let parts = [
            part(&before.field, &after.field, ChipChange::Field),
            part(&before.date, &after.date, ChipChange::Date),
            part(&before.number, &after.number, ChipChange::Number),
            part(&before.language, &after.language, ChipChange::Language),
            part(&before.case, &after.case, ChipChange::Case),
            part(&before.prefix, &after.prefix, ChipChange::Prefix),
            part(&before.suffix, &after.suffix, ChipChange::Suffix),
            part(&before.fallback, &after.fallback, ChipChange::Fallback),
            part(&before.join, &after.join, ChipChange::Join),
        ];
        parts.into_iter().flatten().collect()
    }

    pub(super) fn apply(self, token: &mut Token) {
        match self {
            ChipChange::Field(field) => token.field = field,
            ChipChange::Date(date) => token.date = date,
            ChipChange::Number(number) => token.number = number,
            ChipChange::Language(language) => token.language = language,
            ChipChange::Case(case) => token.case = case,
            ChipChange::Prefix(prefix) => token.prefix = prefix,
            ChipChange::Suffix(suffix) => token.suffix = suffix,
            ChipChange::Fallback(fallback) => token.fallback = fallback,
            ChipChange::Join(join) => token.join = join,
        }
    }
}

/// The fields of a text in the order in which they stand.
pub fn chips_of(content: &TextContent) -> Vec<Token> {
    TextEditor::new(content).chips().to_vec()
}

/// A text with changes of one of its fields, by its index; without such a field it stays what it is.
pub fn with_chip(content: &TextContent, index: usize, changes: &[ChipChange]) -> TextContent {
    let mut editor = TextEditor::new(content);
    for change in changes {
        editor.change_chip(index, change.clone(), Duration::ZERO);
    }
    editor.content()
}
