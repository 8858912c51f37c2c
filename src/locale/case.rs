//! Upper, lower and title case by the rules of a language.

use std::borrow::Cow;

use icu::casemap::options::{LeadingAdjustment, TitlecaseOptions, TrailingCase};
use icu::casemap::{CaseMapper, TitlecaseMapper};
use icu::locale::{LanguageIdentifier, langid};
use unicode_segmentation::UnicodeSegmentation;

use crate::model::Case;

use super::letters::is_letter;

/// Particles of names that stay small where they are written small: they are part of how a name is spelled.
const PARTICLES: &[&str] = &[
    "a", "al", "af", "av", "bin", "bint", "d", "da", "das", "de", "degli", "dei", "del", "della", "den", "der", "des",
    "di", "do", "dos", "du", "e", "el", "ibn", "i", "la", "las", "le", "les", "lo", "los", "of", "och", "the", "ten",
    "ter", "und", "van", "vom", "von", "y", "zu", "zum", "zur",
];

/// The text in upper, lower or title case by the rules of the language (BCP 47).
///
/// Greek and Armenian letters follow their own rules in a text of any language, as no other language has rules for
/// them. Title case changes words that are all small or all capitals, so that McAllister and O’Brien stay as they are.
pub fn case(text: &str, case: Case, language: &str) -> String {
    let language = rules_for(text, language);
    match case {
        Case::AsIs => text.to_owned(),
        Case::Upper => CaseMapper::new().uppercase_to_string(text, &language).into_owned(),
        Case::Lower => CaseMapper::new().lowercase_to_string(text, &language).into_owned(),
        Case::Title => title(text, &language),
    }
}

fn rules_for(text: &str, language: &str) -> LanguageIdentifier {
    let wanted = super::language::locale(language).id;
    if matches!(wanted.language.as_str(), "tr" | "az" | "lt" | "nl" | "el" | "hy") {
        return wanted;
    }
    let has = |from: char, to: char| text.chars().any(|c| (from..=to).contains(&c));
    if has('\u{370}', '\u{3FF}') || has('\u{1F00}', '\u{1FFF}') {
        langid!("el")
    } else if has('\u{530}', '\u{58F}') {
        langid!("hy")
    } else {
        wanted
    }
}

fn title(text: &str, language: &LanguageIdentifier) -> String {
    let has_capitals = text.chars().any(char::is_uppercase);
    let mut out = String::with_capacity(text.len());
    let mut first = true;
    for piece in text.split_word_bounds() {
        if !piece.chars().any(char::is_alphabetic) {
            out.push_str(piece);
            continue;
        }
        let particle = has_capitals && !first && PARTICLES.contains(&piece);
        let numeral = !first && matches!(piece, "II" | "III" | "IV" | "VII" | "VIII");
        if is_mixed(piece) || particle || numeral {
            out.push_str(piece);
        } else {
            out.push_str(&title_word(piece, language));
        }
        first = false;
    }
    out
}

/// Whether a word has small letters and a capital that is not its first letter, as in McAllister or iPhone.
fn is_mixed(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| is_letter(*c));
    letters.next();
    let inner_capital = letters.any(char::is_uppercase);
    inner_capital && word.chars().any(char::is_lowercase)
}

/// A word with its first letter large and the rest small; so is what follows an initial with an apostrophe (O’Brien).
fn title_word<'a>(word: &'a str, language: &LanguageIdentifier) -> Cow<'a, str> {
    let mut options = TitlecaseOptions::default();
    options.trailing_case = Some(TrailingCase::Lower);
    options.leading_adjustment = Some(LeadingAdjustment::Auto);
    let segment = |piece: &'a str| TitlecaseMapper::new().titlecase_segment_to_string(piece, language, options);
    if let Some((at, mark)) = word.char_indices().find(|(_, c)| matches!(c, '\'' | '’')) {
        let (initial, rest) = (&word[..at], &word[at + mark.len_utf8()..]);
        if initial.chars().count() == 1 && rest.chars().count() >= 3 {
            return Cow::Owned(format!("{}{mark}{}", segment(initial), segment(rest)));
        }
    }
    segment(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_follows_the_language() {
        for (text, wanted, language, result) in [
            ("İpek Işık", Case::Upper, "tr", "İPEK IŞIK"),
            ("İpek Işık", Case::Lower, "tr", "ipek ışık"),
            ("istanbul", Case::Upper, "az", "İSTANBUL"),
            ("istanbul", Case::Upper, "en", "ISTANBUL"),
            ("istanbul", Case::Title, "tr", "İstanbul"),
            ("Ελένη Παπαδοπούλου", Case::Upper, "el", "ΕΛΕΝΗ ΠΑΠΑΔΟΠΟΥΛΟΥ"),
            ("Ελένη Παπαδοπούλου", Case::Upper, "en", "ΕΛΕΝΗ ΠΑΠΑΔΟΠΟΥΛΟΥ"),
            ("ΟΔΥΣΣΕΥΣ", Case::Lower, "el", "οδυσσευς"),
            ("ijsland", Case::Title, "nl", "IJsland"),
            ("ijsland", Case::Title, "en", "Ijsland"),
            ("Weiß", Case::Upper, "de", "WEISS"),
            ("և", Case::Upper, "hy", "ԵՎ"),
            ("ǆemal", Case::Title, "hr", "ǅemal"),
            ("ИВАН ЩЕРБАКОВ", Case::Title, "ru", "Иван Щербаков"),
            ("अनन्या शर्मा", Case::Upper, "hi", "अनन्या शर्मा"),
            ("王小明", Case::Title, "zh", "王小明"),
            ("ნინო ბერიძე", Case::Title, "ka", "ნინო ბერიძე"),
            ("As It Is", Case::AsIs, "en", "As It Is"),
        ] {
            assert_eq!(case(text, wanted, language), result, "{text} {language}");
        }
    }

    #[test]
    fn title_case_does_not_damage_names() {
        for (text, result) in [
            ("O’Brien-Smith, Jr.", "O’Brien-Smith, Jr."),
            ("O’BRIEN-SMITH, JR.", "O’Brien-Smith, Jr."),
            ("o'brien", "O'Brien"),
            ("D'Angelo McAllister III", "D'Angelo McAllister III"),
            ("D'ANGELO SMITH III", "D'Angelo Smith III"),
            ("Iñigo de la Peña y Ó Conchúir", "Iñigo de la Peña y Ó Conchúir"),
            ("MARÍA JOSÉ NÚÑEZ", "María José Núñez"),
            ("maría josé", "María José"),
            ("zoë müller-lüdenscheidt", "Zoë Müller-Lüdenscheidt"),
            ("don't stop", "Don't Stop"),
            ("I'VE", "I've"),
            ("", ""),
            ("  x  ", "  X  "),
            ("de la cruz", "De La Cruz"),
        ] {
            assert_eq!(case(text, Case::Title, "en"), result, "{text}");
        }
    }
}
