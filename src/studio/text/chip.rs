//! The format of a field in a text, changed part by part.

use crate::model::{Case, DatePattern, FieldName, Token};

/// A change of a chip.
#[derive(Clone, Debug, PartialEq)]
pub enum ChipChange {
    /// Which field it shows.
    Field(FieldName),
    Date(Option<DatePattern>),
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
            ChipChange::Language(_) => ChipPart::Language,
            ChipChange::Case(_) => ChipPart::Case,
            ChipChange::Prefix(_) => ChipPart::Prefix,
            ChipChange::Suffix(_) => ChipPart::Suffix,
            ChipChange::Fallback(_) => ChipPart::Fallback,
            ChipChange::Join(_) => ChipPart::Join,
        }
    }

    pub(super) fn apply(self, token: &mut Token) {
        match self {
            ChipChange::Field(field) => token.field = field,
            ChipChange::Date(date) => token.date = date,
            ChipChange::Language(language) => token.language = language,
            ChipChange::Case(case) => token.case = case,
            ChipChange::Prefix(prefix) => token.prefix = prefix,
            ChipChange::Suffix(suffix) => token.suffix = suffix,
            ChipChange::Fallback(fallback) => token.fallback = fallback,
            ChipChange::Join(join) => token.join = join,
        }
    }
}
