//! Headings made comparable. They forgive more than the comparison of names in `locale`, which keeps accents apart.

use unicode_normalization::UnicodeNormalization;

use crate::locale::{is_letter_or_digit, is_mark};

/// A heading without case, accents, spaces and punctuation: `E-Mail-Adresse`, `e_mail adresse` and `EMAILADRESSE` are
/// the same.
pub(super) fn heading(text: &str) -> String {
    beginning(text, usize::MAX)
}

/// The first letters of [`heading`], without the work for the others.
pub(super) fn beginning(text: &str, most: usize) -> String {
    if text.is_ascii() {
        return text
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .take(most)
            .collect();
    }
    text.nfkd()
        .filter(|c| !is_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| is_letter_or_digit(*c) && !is_mark(*c))
        .filter_map(alike)
        .take(most)
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
    fn headings_forgive_spelling() {
        assert_eq!(heading("E-Mail-Adresse"), "emailadresse");
        assert_eq!(heading("Prénom :"), "prenom");
        assert_eq!(heading("ISSUE_DATE"), heading("Issue date"));
        assert_eq!(heading("الأسم"), heading("الاسم"));
        assert_eq!(heading("İSİM"), "isim");
        assert_eq!(heading("Ｎａｍｅ"), "name");
    }
}
