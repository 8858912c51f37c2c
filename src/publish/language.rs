//! What the pages need to know of languages.

use crate::model::Date;

/// A date as a language writes it in a sentence.
pub fn long_date(date: Date, _language: &str) -> String {
    date.to_string()
}

/// Whether a language (BCP 47) is written from right to left.
pub fn is_right_to_left(language: &str) -> bool {
    let language = language.to_ascii_lowercase().replace('_', "-");
    let mut parts = language.split('-');
    let primary = parts.next().unwrap_or_default();
    // A script in the tag decides, whatever the language is usually written in.
    if let Some(script) = parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())) {
        return matches!(
            script,
            "arab" | "hebr" | "thaa" | "syrc" | "nkoo" | "adlm" | "rohg" | "aran"
        );
    }
    matches!(
        primary,
        "ar" | "he"
            | "iw"
            | "fa"
            | "ur"
            | "ps"
            | "sd"
            | "ug"
            | "yi"
            | "dv"
            | "ckb"
            | "syr"
            | "nqo"
            | "ks"
            | "azb"
            | "prs"
            | "arz"
    )
}
