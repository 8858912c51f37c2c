//! Texts that say something else to who speaks another language.

use super::condition::is_within;
use super::{Fields, Span, TextContent};

/// The languages in which a text speaks (BCP 47).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice<'a> {
    /// Of the words that stand in the design.
    pub words: &'a str,
    /// Of the dates and numbers among them.
    pub values: &'a str,
}

/// The language of who speaks none that is known.
const UNDETERMINED: &str = "und";

impl TextContent {
    /// The language in [`TextContent::by_language`] that suits these values best: the recipient's language or one that
    /// it is a kind of (`ar` for `ar-EG`, the narrowest first), else a kind of it (`pt-BR` for `pt`). `None` for the
    /// words that stand for all others.
    pub fn chosen(&self, fields: &Fields) -> Option<&str> {
        let spoken = fields.spoken();
        let tags = || self.by_language.keys().map(String::as_str);
        let around = tags().filter(|tag| is_within(spoken, tag)).max_by_key(|tag| tag.len());
        around.or_else(|| tags().find(|tag| is_within(tag, spoken)))
    }

    /// A language whose speakers read these words: of one of its languages, `None` for those of all others. `language` is
    /// that of the design, which has no other words as a rule.
    pub fn speaker(&self, words: Option<&str>, language: &str) -> String {
        let others = || {
            let mut fields = Fields::new(language);
            match self.chosen(&fields) {
                None => std::mem::take(&mut fields.language),
                Some(_) => UNDETERMINED.to_owned(),
            }
        };
        words.map_or_else(others, str::to_owned)
    }

    /// What it says in one of its languages; `None` is what it says to all others.
    pub fn said(&self, language: Option<&str>) -> &[Span] {
        language
            .and_then(|language| self.by_language.get(language))
            .unwrap_or(&self.spans)
    }

    /// The text as it is in one of its languages, without the others.
    pub fn in_language(&self, language: Option<&str>) -> TextContent {
        TextContent {
            spans: self.said(language).to_vec(),
            by_language: std::collections::BTreeMap::new(),
            style: self.style.clone(),
            path: self.path.clone(),
            ..*self
        }
    }

    /// Takes over a text that was made by [`TextContent::in_language`] and changed, and leaves the other languages.
    pub fn set_in_language(&mut self, language: Option<&str>, said: TextContent) {
        let mut whole = said;
        whole.by_language = std::mem::take(&mut self.by_language);
        if let Some(own) = language.and_then(|language| whole.by_language.get_mut(language)) {
            std::mem::swap(own, &mut whole.spans);
            whole.spans = std::mem::take(&mut self.spans);
        }
        *self = whole;
    }

    /// In which languages it speaks for these values. Dates and numbers follow the recipient, unless the text has words
    /// for some languages and none for that one: then they go with the words. `language` is that of the design.
    pub fn voice<'a>(&'a self, fields: &'a Fields, language: &'a str) -> Voice<'a> {
        let spoken = fields.spoken();
        match self.chosen(fields) {
            Some(own) if is_within(spoken, own) => Voice {
                words: spoken,
                values: spoken,
            },
            Some(own) => Voice {
                words: own,
                values: own,
            },
            None if self.by_language.is_empty() => Voice {
                words: language,
                values: spoken,
            },
            None => Voice {
                words: language,
                values: language,
            },
        }
    }

    /// The spans of all languages.
    pub fn all_spans(&self) -> impl Iterator<Item = &Span> {
        self.spans.iter().chain(self.by_language.values().flatten())
    }

    /// The spans of all languages, to be changed.
    pub fn all_spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        self.spans.iter_mut().chain(self.by_language.values_mut().flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TextStyle;
    use crate::units::{Color, Pt};

    fn text(languages: &[&str]) -> TextContent {
        let mut text = TextContent::new("all", TextStyle::new("Inter", Pt(12.0), Color::BLACK));
        for language in languages {
            let span = Span {
                text: (*language).to_owned(),
                ..Span::default()
            };
            text.by_language.insert((*language).to_owned(), vec![span]);
        }
        text
    }

    fn spoken(recipient: Option<&str>, group: &str) -> Fields {
        let mut fields = Fields::new(group);
        fields.recipient_language = recipient.map(str::to_owned);
        fields
    }

    #[test]
    fn words_and_dates_are_in_the_language_that_suits_best() {
        let text = text(&["ar", "de", "de-AT", "pt-BR"]);
        for (recipient, group, said, words, values) in [
            (Some("ar-EG"), "en", "ar", "ar-EG", "ar-EG"),
            (Some("de-AT"), "en", "de-AT", "de-AT", "de-AT"),
            (Some("DE-ch"), "en", "de", "DE-ch", "DE-ch"),
            (Some("pt"), "en", "pt-BR", "pt-BR", "pt-BR"),
            (None, "de", "de", "de", "de"),
            (Some("fr"), "de", "all", "en", "en"),
            (Some("en"), "de", "all", "en", "en"),
            (None, "en", "all", "en", "en"),
        ] {
            let fields = spoken(recipient, group);
            let found = text.said(text.chosen(&fields));
            assert_eq!(found[0].text, said, "{recipient:?} {group}");
            assert_eq!(
                text.voice(&fields, "en"),
                Voice { words, values },
                "{recipient:?} {group}"
            );
        }
    }

    #[test]
    fn all_words_have_who_reads_them() {
        let text = text(&["ar", "de", "de-AT", "en"]);
        for language in ["fr", "de", "en-GB", "ar"] {
            for words in [None, Some("ar"), Some("de"), Some("de-AT"), Some("en")] {
                let speaker = text.speaker(words, language);
                assert_eq!(
                    text.chosen(&spoken(Some(&speaker), "de")),
                    words,
                    "{language}: {speaker}"
                );
            }
        }
    }

    #[test]
    fn dates_of_a_text_without_other_languages_follow_the_recipient() {
        let (text, fields) = (text(&[]), spoken(Some("fr"), "de"));
        let voice = text.voice(&fields, "en");
        assert_eq!((voice.words, voice.values), ("en", "fr"));
    }

    #[test]
    fn one_language_is_changed_and_the_others_stay() {
        let before = text(&["ar", "de"]);
        for language in [None, Some("de")] {
            let mut after = before.clone();
            let mut said = after.in_language(language);
            assert!(said.by_language.is_empty());
            said.spans[0].text.push('!');
            said.line_height = 2.0;
            after.set_in_language(language, said);
            assert_eq!(after.said(language)[0].text, format!("{}!", language.unwrap_or("all")));
            assert_eq!(after.line_height, 2.0);
            for other in [None, Some("ar"), Some("de")]
                .into_iter()
                .filter(|other| *other != language)
            {
                assert_eq!(after.said(other), before.said(other));
            }
        }
    }
}
