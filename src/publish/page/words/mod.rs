//! The words of the recipient page, by language.
//!
//! Labels stand before or above what they name, so that no sentence has to be built around a name or a date, which
//! would want declension in half of these languages. A language that is not here gets English, and the page says so
//! (`lang="en"` on each such word) so that a screen reader pronounces it.

mod latin;
mod other;

use serde::Serialize;

use latin::{DUTCH, ENGLISH, FRENCH, GERMAN, ITALIAN, POLISH, PORTUGUESE, SPANISH, TURKISH};
use other::{ARABIC, CHINESE, CHINESE_TRADITIONAL, JAPANESE, KOREAN, PERSIAN, RUSSIAN};

/// The words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// BCP 47.
    pub language: &'static str,
    pub certificate: &'static str,
    pub badge: &'static str,
    pub awarded_to: &'static str,
    pub issued_by: &'static str,
    pub issued_on: &'static str,
    pub valid_until: &'static str,
    pub no_expiry: &'static str,
    pub number: &'static str,
    pub credential_id: &'static str,
    pub corrected_on: &'static str,
    pub address: &'static str,
    pub skills: &'static str,
    pub criteria: &'static str,
    pub more: &'static str,
    pub files: &'static str,
    pub status: &'static str,
    pub draft: &'static str,
    pub valid: &'static str,
    pub expired: &'static str,
    pub suspended: &'static str,
    pub revoked: &'static str,
    pub superseded: &'static str,
    pub draft_text: &'static str,
    /// Instead of it where an earlier revision is published.
    pub correction_text: &'static str,
    pub expired_text: &'static str,
    pub suspended_text: &'static str,
    pub revoked_text: &'static str,
    pub superseded_text: &'static str,
    pub open_current: &'static str,
}

impl Words {
    /// The words for a language (BCP 47, any case), in English when there are none.
    pub fn of(language: &str) -> &'static Words {
        let language = language.to_ascii_lowercase().replace('_', "-");
        let mut parts = language.split('-');
        let primary = parts.next().unwrap_or_default();
        // Chinese is written in two ways; where the tag does not say which, the region does.
        if primary == "zh" && parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) {
            return &CHINESE_TRADITIONAL;
        }
        ALL.iter()
            .copied()
            .find(|words| subtag(words.language) == primary)
            .unwrap_or(&ENGLISH)
    }

    /// Whether these are words of the language itself.
    pub fn are_of(&self, language: &str) -> bool {
        subtag(self.language).eq_ignore_ascii_case(subtag(language))
    }
}

/// The language without script and region.
fn subtag(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or_default()
}

/// Every language there is; of two with the same name the first is taken unless [`Words::of`] knows better.
pub const ALL: [&Words; 16] = [
    &ENGLISH,
    &ARABIC,
    &GERMAN,
    &SPANISH,
    &PERSIAN,
    &FRENCH,
    &ITALIAN,
    &JAPANESE,
    &KOREAN,
    &DUTCH,
    &POLISH,
    &PORTUGUESE,
    &RUSSIAN,
    &TURKISH,
    &CHINESE,
    &CHINESE_TRADITIONAL,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_any_tag_of_their_language() {
        for (tag, language) in [
            ("de", "de"),
            ("de-AT", "de"),
            ("DE_ch", "de"),
            ("pt-BR", "pt"),
            ("zh", "zh-Hans"),
            ("zh-CN", "zh-Hans"),
            ("zh-Hant", "zh-Hant"),
            ("zh-TW", "zh-Hant"),
            ("xx", "en"),
            ("", "en"),
        ] {
            assert_eq!(Words::of(tag).language, language, "{tag}");
        }
        assert!(Words::of("de-AT").are_of("de-AT"));
        assert!(!Words::of("hi").are_of("hi"));
    }

    #[test]
    fn every_language_has_every_word_and_only_sentences_end_with_a_stop() {
        for words in ALL {
            let json = serde_json::to_value(words).expect("json");
            for (key, word) in json.as_object().expect("object") {
                let word = word.as_str().expect("text");
                assert_eq!(word.trim(), word, "{} {key}", words.language);
                assert!(!word.is_empty(), "{} {key}", words.language);
                let stop = word.ends_with(['.', '。']);
                assert_eq!(stop, key.ends_with("_text"), "{} {key}: {word}", words.language);
            }
        }
    }
}
