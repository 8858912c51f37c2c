//! Headings made comparable. They forgive more than the comparison of names in `locale`, which keeps accents apart.

use unicode_normalization::UnicodeNormalization;

use crate::locale::{is_letter_or_digit, is_mark};

/// A heading without case, accents, spaces and punctuation: `E-Mail-Adresse`, `e_mail adresse` and `EMAILADRESSE` are
/// the same.
pub(super) fn heading(text: &str) -> String {
    match text.is_ascii() {
        true => of_ascii(text).collect(),
        false => of_any(text).collect(),
    }
}

/// The first letters of [`heading`], without the work for the others; NUL where there are fewer.
pub(super) fn beginning<const N: usize>(text: &str) -> [char; N] {
    let mut letters = ['\0'; N];
    let fill = |(slot, letter): (&mut char, char)| *slot = letter;
    match text.is_ascii() {
        true => letters.iter_mut().zip(of_ascii(text)).for_each(fill),
        false => letters.iter_mut().zip(of_any(text)).for_each(fill),
    }
    letters
}

fn of_ascii(text: &str) -> impl Iterator<Item = char> {
    let letters = text.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase())
}

fn of_any(text: &str) -> impl Iterator<Item = char> {
    text.nfkd()
        .filter(|c| !is_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| is_letter_or_digit(*c) && !is_mark(*c))
        .filter_map(alike)
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
