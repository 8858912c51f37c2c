//! Names that were written in one encoding with a byte for each letter and read in another, which leaves no trace but
//! letters that do not belong together: `Zdenìk Dvoøák`, `MŸller`, `Mu–oz`, `Èâàí`.
//!
//! A name is suspected when it has signs that no name has, letters of no single language in one word, or accented letters
//! alone. What it may have been is every reading in which each word has the letters of one language. None is believed
//! without asking.

use std::sync::LazyLock;

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS};
use unicode_script::{Script, UnicodeScript};

use crate::locale::is_letter;

use super::super::read::is_of_one_language;
use super::lost::is_between;
use super::recode::{Page, decode, encode, oddness, pages};

/// Why a name may have been read wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Suspicion {
    /// A sign that no name has.
    Sign,
    /// A word whose letters are of no single language, or that has a capital inside.
    Mixed,
    /// No plain letter is in it.
    Foreign,
}

/// In which encodings names are read by mistake.
static READ: LazyLock<Vec<Page>> = LazyLock::new(|| pages(&["windows-1252", "macintosh"]));
/// In which they were written: of other languages with Latin letters, and of other alphabets.
static LATIN: LazyLock<Vec<Page>> = LazyLock::new(|| {
    pages(&[
        "windows-1250",
        "windows-1254",
        "windows-1257",
        "windows-1252",
        "macintosh",
        "x-mac-ce",
        "IBM850",
        "IBM852",
    ])
});
static FOREIGN: LazyLock<Vec<Page>> =
    LazyLock::new(|| pages(&["windows-1251", "windows-1253", "windows-1255", "windows-1256", "KOI8-R"]));
const EAST_ASIAN: [&Encoding; 4] = [GBK, SHIFT_JIS, BIG5, EUC_KR];

/// More readings are not offered.
const MOST: usize = 4;

/// Whether a name that has no odd signs may have been read wrongly.
pub(super) fn suspicion(text: &str) -> Option<Suspicion> {
    let accented = |c: char| matches!(c, '\u{c0}'..='\u{ff}');
    let mut letters = text.chars().filter(|c| is_letter(*c));
    if text.chars().filter(|c| accented(*c)).count() >= 4 && letters.all(accented) {
        return Some(Suspicion::Foreign);
    }
    let mut words = text.split(|c: char| !is_letter(c));
    words.any(is_mixed).then_some(Suspicion::Mixed)
}

/// After these a name goes on with a capital.
const PREFIXES: [&str; 16] = [
    "Al", "Bar", "Ben", "Da", "De", "Del", "Di", "Du", "El", "Fitz", "La", "Le", "Mac", "Mc", "Van", "Von",
];

/// Whether a word has Latin letters that no language has together, or a capital with an accent after a small letter.
fn is_mixed(word: &str) -> bool {
    let mut first = None;
    let [mut several, mut sudden] = [false; 2];
    let mut last = ' ';
    for (at, c) in word.char_indices() {
        match c {
            _ if c.is_ascii() => {}
            '\u{c0}'..='\u{17f}' | 'ƒ' => {
                several |= first.is_some_and(|first| first != c);
                first = first.or(Some(c));
                sudden |=
                    c.is_uppercase() && last.is_lowercase() && !PREFIXES.contains(&word.get(..at).unwrap_or_default());
            }
            _ => return false,
        }
        last = c;
    }
    // Most words have one such letter or none. These two are together in Faroese only.
    (several || sudden) && !is_of_one_language(word) && !(word.contains(['ð', 'Ð']) && word.contains(['ø', 'Ø']))
}

/// Signs that stand between words or beside them, but within none.
pub(super) fn is_sign_in_a_word(c: char) -> bool {
    matches!(
        c,
        '„' | '“'
            | '”'
            | '‚'
            | '‹'
            | '›'
            | '—'
            | '–'
            | '…'
            | '†'
            | '‡'
            | '•'
            | '‰'
            | '™'
            | '≥'
            | '≤'
            | '√'
            | '∞'
            | '◊'
            | 'ƒ'
    )
}

/// What a name may have been before it was read wrongly: the readings that look like names.
pub(super) fn readings(text: &str, suspicion: Suspicion) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |reading: String| {
        if reading != text && !found.contains(&reading) {
            found.push(reading);
        }
    };
    let is_foreign = suspicion == Suspicion::Foreign || !text.chars().any(|c| c.is_ascii_alphabetic());
    for bytes in READ.iter().filter_map(|page| encode(text, page)) {
        let latin = LATIN.iter().filter(|_| suspicion != Suspicion::Foreign);
        let foreign = FOREIGN.iter().filter(|_| is_foreign);
        for reading in latin.chain(foreign).map(|page| decode(&bytes, page)) {
            if is_name(&reading) {
                add(reading);
            }
        }
        for encoding in EAST_ASIAN.iter().filter(|_| is_foreign) {
            let (reading, _, wrong) = encoding.decode(&bytes);
            if !wrong && is_east_asian(&reading, encoding) {
                add(reading.into_owned());
            }
        }
    }
    found.truncate(MOST);
    found
}

/// Whether each word of a text has the letters of one language, and a capital at most where it begins.
fn is_name(text: &str) -> bool {
    let is_part = |c: char| is_letter(c) || c.is_ascii() || c == '’';
    let mut last = ' ';
    let sudden = text.chars().any(|c| {
        let before = std::mem::replace(&mut last, c);
        c.is_uppercase() && before.is_lowercase() && !(c.is_ascii() && before.is_ascii())
    });
    let mut words = text.split(|c: char| is_between(c) || c == '’');
    !sudden && text.chars().all(is_part) && oddness(text) == 0 && words.all(is_of_one_language)
}

/// Whether a text is a name in letters that an encoding of East Asia has among the usual ones.
fn is_east_asian(text: &str, encoding: &'static Encoding) -> bool {
    let scripts = [Script::Han, Script::Hiragana, Script::Katakana, Script::Hangul];
    let mut letters = text.chars().filter(|c| *c != ' ');
    letters.all(|c| scripts.contains(&c.script()) && !super::super::read::is_rare(c, encoding))
        && text.chars().filter(|c| *c != ' ').count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_pages_are_read_in_all_ways_that_look_like_names() {
        for (text, suspected, name) in [
            ("Èâàí Ïåòðîâ", Suspicion::Foreign, "Иван Петров"),
            ("éÇÏÒØ ðÅÔÒÏ×", Suspicion::Sign, "Игорь Петров"),
            ("£ukasz ¯ó³æ", Suspicion::Sign, "Łukasz Żółć"),
            ("Mi¹ko", Suspicion::Sign, "Miąko"),
            ("Zdenìk Dvoøák", Suspicion::Mixed, "Zdeněk Dvořák"),
            ("Uður Güneþ", Suspicion::Mixed, "Uğur Güneş"),
            ("Mihai Pãtraºcu", Suspicion::Sign, "Mihai Pătraşcu"),
            ("K„the B„cker", Suspicion::Sign, "Käthe Bäcker"),
            ("Jo„o ConceiÁ„o", Suspicion::Sign, "João Conceição"),
            ("Mu–oz", Suspicion::Sign, "Muñoz"),
            ("ZoŽ MŸller", Suspicion::Mixed, "Zoé Müller"),
            ("GaÎlle NuÒez-RÈaux", Suspicion::Mixed, "Gaëlle Nuñez-Réaux"),
            ("»ÆÀö»ª", Suspicion::Sign, "黄丽华"),
        ] {
            if suspected != Suspicion::Sign {
                assert_eq!(suspicion(text), Some(suspected), "{text}");
            }
            let found = readings(text, suspected);
            assert!(found.contains(&name.to_owned()), "{text}: {found:?}");
        }
    }

    #[test]
    fn good_names_are_not_suspected() {
        for name in [
            "Zoë Åström",
            "Bjørn Sánchez",
            "Renée Sørensen-Núñez",
            "Jürgen Łukasiewicz",
            "Hørður Bjørgsson",
            "Siân Ŵyn",
            "MacÉwan",
            "Nguyễn Thị Ánh",
            "Þórður Ægir",
            "Gülşən Əliyeva",
            "D’Ávila Çelik",
        ] {
            let found = suspicion(name).map(|suspicion| readings(name, suspicion));
            assert_eq!(found.unwrap_or_default(), [""; 0], "{name}");
        }
    }
}
