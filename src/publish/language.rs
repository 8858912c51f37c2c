//! What the pages need to know of languages.

use crate::locale;
use crate::model::{Date, DatePattern};

/// A date as a language writes it in a sentence; in a language without names of months as ISO 8601, which everybody
/// reads alike.
pub(super) fn long_date(date: Date, language: &str) -> String {
    locale::format_date(date, &DatePattern::Long, language).unwrap_or_else(|_| date.to_string())
}

/// A language as `lang` wants it; `und` (undetermined) for what is no language.
pub(super) fn tag(language: &str) -> String {
    locale::canonical_language(language).unwrap_or_else(|| "und".to_owned())
}

/// Whether a language is written from right to left.
pub(super) fn is_right_to_left(language: &str) -> bool {
    locale::is_rtl(language)
}
