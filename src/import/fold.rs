//! Texts made comparable. Nothing that is shown or stored goes through here.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text in normalisation form C.
pub(super) fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// The text without differences of case, of normalisation and of white space, for finding the same value twice.
pub(super) fn key(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            for c in word.nfc().flat_map(char::to_lowercase) {
                match c {
                    'ς' => folded.push('σ'),
                    'ß' => folded.push_str("ss"),
                    _ => folded.push(c),
                }
            }
        }
    }
    folded
}

/// A heading without case, accents, spaces and punctuation: `E-Mail-Adresse`, `e_mail adresse` and `EMAILADRESSE` are
/// the same.
pub(super) fn heading(text: &str) -> String {
    if text.is_ascii() {
        return text
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
    }
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() && !is_combining_mark(*c))
        .filter_map(alike)
        .collect()
}

/// Letters that keyboards and programs use for each other; the Arabic tatweel only stretches a word.
fn alike(c: char) -> Option<char> {
    Some(match c {
        'ـ' => return None,
        'ك' => 'ک',
        'ي' | 'ى' => 'ی',
        'ς' => 'σ',
        'ı' => 'i',
        'ł' => 'l',
        'đ' => 'd',
        'ø' => 'o',
        _ => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_has_the_same_key() {
        assert_eq!(key("  Nguyễn  Thị Ánh"), key("NGUYỄN THỊ ÁNH "));
        assert_eq!(key("김철수"), key("김철수"));
        assert_eq!(key("ΓΙΩΡΓΟΣ"), key("Γιωργος"));
        assert_eq!(key("Strauß"), key("STRAUSS"));
        assert_ne!(key("Müller"), key("Muller"));
    }

    #[test]
    fn headings_forgive_spelling() {
        assert_eq!(heading("E-Mail-Adresse"), "emailadresse");
        assert_eq!(heading("Prénom :"), "prenom");
        assert_eq!(heading("ISSUE_DATE"), heading("Issue date"));
        assert_eq!(heading("الأسم"), heading("الاسم"));
        assert_eq!(heading("İSİM"), "isim");
        assert_eq!(heading("Ｎａｍｅ"), "name");
    }
}
