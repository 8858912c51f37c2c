//! What is said of a text with words in several languages: which of them are shown.

use super::super::super::state::studio::Open;
use super::super::super::state::studio::typing::text_of;
use crate::locale::language_name;
use crate::model::{Element, TextContent};

/// A text that says something else in some languages, with which of its words are seen.
pub(super) struct Words<'a> {
    text: &'a TextContent,
    /// The language of those that are seen; `None` for those of all others.
    pub language: Option<&'a str>,
    /// Whether they have the caret.
    pub are_edited: bool,
}

impl<'a> Words<'a> {
    /// `None` when an element has no words by language.
    pub fn of(open: &'a Open, element: &'a Element) -> Option<Words<'a>> {
        let text = text_of(element).filter(|text| !text.by_language.is_empty())?;
        let typing = open.typing.as_ref().filter(|typing| typing.name == element.name);
        let language = match typing {
            Some(typing) => typing.language.as_deref(),
            None => text.chosen(&open.values.fields),
        };
        Some(Words {
            text,
            language,
            are_edited: typing.is_some(),
        })
    }

    /// What the attached row has to do with the words that are seen; `None` without rows.
    pub fn by_row(&self, open: &Open) -> Option<String> {
        let row = open.data.rows.get(open.data.at)?;
        let spoken = match &row.fields.recipient_language {
            Some(language) => format!("Row in {}", named(language)),
            None => "Row without a language".to_owned(),
        };
        let words = match self.language {
            Some(language) => format!("words in {}", named(language)),
            None => "words of all others".to_owned(),
        };
        Some(
            match (self.text.chosen(&row.fields) == self.language, self.are_edited) {
                (true, _) => format!("{spoken}: {words}"),
                (false, true) => format!("{spoken}: the {words} stay while they are edited"),
                (false, false) => format!("{spoken}: the {words} stay until the next row"),
            },
        )
    }
}

/// What the words of a text in one of its languages are called; `None` stands for those of all others.
pub(super) fn words_called(language: Option<&str>) -> String {
    language.map_or_else(|| "All others".to_owned(), named)
}

/// What a language is called, with its tag where the name does not say all of it.
fn named(language: &str) -> String {
    language_name(language).unwrap_or_else(|| language.to_owned())
}
