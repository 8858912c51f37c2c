//! The forms of a text in which it is compared and searched.
//!
//! [`compare_key`] decides whether two texts are the same name: it forgives case and spaces, never a letter.
//! [`fold`] is for searching, where `muller` should find Müller and `علي` should find على: it drops what people leave
//! out when they type. Both are the same for all languages, since the language of a name is seldom known.

use icu::casemap::CaseMapper;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::fold_letters;
use super::letters::{is_letter_or_digit, is_mark};

/// The text in Unicode's composed form (NFC), which looks the same.
pub fn nfc(text: &str) -> String {
    if text.is_ascii() {
        text.to_owned()
    } else {
        text.nfc().collect()
    }
}

/// The text without spaces at its ends and with single spaces within; line breaks and tabs are spaces.
pub fn normalise_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A key that is equal for two spellings of the same name: composed, without case, with single spaces, without what
/// cannot be seen. Accents count. Joiners (U+200C, U+200D) count, as they change what is read.
pub fn compare_key(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).nfc().collect();
    let folded = CaseMapper::new().fold_string(&seen);
    normalise_spaces(&nfc(&folded))
}

/// Zero-width and direction characters that leave no trace on paper.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The text as it is searched: without case and width, without the marks of Latin, Greek, Cyrillic, Hebrew and Arabic
/// letters, with variants of a letter made one, digits as 0 to 9, single spaces.
///
/// Vowel signs of Indic and other Brahmic scripts and the voicing marks of kana are letters to their readers and stay.
pub fn fold(text: &str) -> String {
    fold_letters::fold(text, fold_whole).unwrap_or_else(|| fold_whole(text))
}

/// The same for any text: letters may change with those beside them.
pub(super) fn fold_whole(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_invisible(*c) && !is_dropped(*c)) {
        match spelled_out(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(super::number::ascii_digit(c).unwrap_or_else(|| unified(c))),
        }
    }
    let folded = CaseMapper::new().fold_string(&plain);
    // Case folding may bring back letters in upper case forms of their own (ẞ, İ), so they are spelled out once more.
    let mut out = String::with_capacity(folded.len());
    for c in folded.nfkd().filter(|c| !is_dropped(*c)) {
        match spelled_out(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    normalise_spaces(&nfc(&out))
}

/// Marks that people leave out when they search, joiners and the Arabic stretcher.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}'
        | '\u{6E7}' | '\u{6E8}' | '\u{6EA}'..='\u{6ED}' | '\u{8D3}'..='\u{8E1}' | '\u{8E3}'..='\u{8FF}'
        | '\u{640}' | '\u{200C}' | '\u{200D}')
}

/// Letters that Unicode does not take apart, in the letters that people type for them.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        'ł' | 'Ł' => "l",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' | 'ɗ' | 'Ɗ' => "d",
        'ħ' | 'Ħ' => "h",
        'ŧ' | 'Ŧ' => "t",
        'ı' => "i",
        'ŋ' | 'Ŋ' => "n",
        'ɓ' | 'Ɓ' => "b",
        'ƙ' | 'Ƙ' => "k",
        'ƴ' | 'Ƴ' => "y",
        'ə' | 'Ə' | 'ɛ' | 'Ɛ' => "e",
        'ɔ' | 'Ɔ' => "o",
        'ʻ' | 'ʼ' | 'ʽ' | 'ʹ' | '‘' | '’' | '‛' | '`' | '´' | '′' | '＇' => "'",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '־' => "-",
        '“' | '”' | '„' | '«' | '»' => "\"",
        _ => return None,
    })
}

/// Variants of one letter: Persian and Urdu kaf, yeh and heh with the Arabic ones, alef of all kinds, teh marbuta and
/// heh, katakana and hiragana.
fn unified(c: char) -> char {
    match c {
        'ٱ' | 'ٲ' | 'ٳ' => 'ا',
        'ى' | 'ی' | 'ې' | 'ۍ' | 'ے' | 'ێ' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ة' | 'ۀ' | 'ہ' | 'ۂ' | 'ۃ' | 'ھ' | 'ە' => 'ه',
        'ﺍ' => 'ا',
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        other => other,
    }
}

/// The words under which a text is found, folded. A word of Han, kana or Hangul letters stands whole and in its single
/// letters, since it has no spaces; a word with an apostrophe stands without it and in its parts.
pub fn words(text: &str) -> Vec<String> {
    collect_words(text, true)
}

/// The words that a search looks for: all of them must be (the beginnings of) [`words`] of what is found.
pub fn query_words(text: &str) -> Vec<String> {
    collect_words(text, false)
}

/// A text in which each of the [`query_words`] is looked for as a part: as [`fold`] has it, without apostrophes.
pub fn searched(text: &str) -> String {
    fold(text).replace('\'', "")
}

fn collect_words(text: &str, index: bool) -> Vec<String> {
    let folded = fold(text);
    let mut found: Vec<String> = Vec::new();
    let mut add = |word: &str| {
        if !word.is_empty() && !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    };
    for token in folded.split(|c: char| !is_word_letter(c) && c != '\'') {
        if token.chars().any(is_unspaced) {
            if index {
                add(&token.replace('\'', ""));
            }
            unspaced_pieces(token, &mut add);
            continue;
        }
        add(&token.replace('\'', ""));
        if token.contains('\'') && index {
            token
                .split('\'')
                .filter(|part| part.chars().count() > 1)
                .for_each(&mut add);
        }
    }
    found
}

/// Single letters of what is written without spaces, and the runs of other letters between them.
fn unspaced_pieces(token: &str, add: &mut impl FnMut(&str)) {
    let mut run = String::new();
    for letter in token.graphemes(true) {
        if letter.chars().any(is_unspaced) {
            add(&std::mem::take(&mut run));
            add(letter);
        } else if letter != "'" {
            run.push_str(letter);
        }
    }
    add(&run);
}

fn is_word_letter(c: char) -> bool {
    is_letter_or_digit(c) || is_mark(c)
}

/// Han, kana and Hangul.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3041..=0x30FF | 0x3105..=0x312F | 0x31F0..=0x31FF | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searching_forgives_marks_case_and_variants() {
        for (text, folded) in [
            ("Zoë Müller-Lüdenscheidt", "zoe muller-ludenscheidt"),
            ("Łukasz Żółć", "lukasz zolc"),
            ("Nguyễn Thị Ánh", "nguyen thi anh"),
            ("Ștefan Țăranu", "stefan taranu"),
            ("İpek Işık", "ipek isik"),
            ("IŞIK", "isik"),
            ("Þórður Guðmundsson", "thordur gudmundsson"),
            ("Māris Bērziņš", "maris berzins"),
            ("Ọlúwaṣẹ́gun Adébáyọ̀", "oluwasegun adebayo"),
            ("STRAẞE Straße", "strasse strasse"),
            ("Søren Ærø", "soren aero"),
            ("Əliyev", "eliyev"),
            ("O’Brien", "o'brien"),
            ("Иван Щербаков", "иван щербаков"),
            ("Йосиф Ёлкин", "иосиф елкин"),
            ("Єлизавета Ґалаґан Ї", "єлизавета ґалаґан і"),
            ("Ελένη ΠΑΠΑΔΟΠΟΎΛΟΥΣ", "ελενη παπαδοπουλουσ"),
            ("שָׂרָה לֵוִי", "שרה לוי"),
            ("مُحَمَّد", "محمد"),
            ("أحمد إبراهيم آمنة", "احمد ابراهيم امنه"),
            ("علی‌رضا", "عليرضا"),
            ("على", "علي"),
            ("فاطمة", "فاطمه"),
            ("کریم", "كريم"),
            ("अनन्या शर्मा", "अनन्या शर्मा"),
            ("শ্রেয়া", "শ্রেয়া"),
            ("தமிழ்ச்செல்வி", "தமிழ்ச்செல்வி"),
            ("สมชาย ใจดี", "สมชาย ใจดี"),
            ("김철수", "김철수"),
            ("김철수", "김철수"),
            ("ガギ", "がぎ"),
            ("ｶﾞｷﾞ", "がぎ"),
            ("２０２６ ٢٠٢٦ २०२६", "2026 2026 2026"),
            ("ﬁn  A\u{200B}B\u{A0}C", "fin ab c"),
            ("", ""),
        ] {
            assert_eq!(fold(text), nfc(folded), "{text}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for c in (0..0x3_0000).filter_map(char::from_u32) {
            let once = fold(&format!("a{c}b"));
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn the_same_name_has_the_same_key() {
        let same = [
            ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
            ("김철수", "김철수"),
            ("  Tomás   Ruiz ", "TOMÁS\tRUIZ"),
            ("Anna\u{200B}Kowalska", "AnnaKowalska"),
            ("Weiß", "WEISS"),
        ];
        for (a, b) in same {
            assert_eq!(compare_key(a), compare_key(b), "{a}");
        }
        for (a, b) in [
            ("Müller", "Muller"),
            ("علی‌رضا", "علیرضا"),
            ("José", "Jose"),
            ("Łukasz", "Lukasz"),
        ] {
            assert_ne!(compare_key(a), compare_key(b), "{a}");
        }
    }

    /// Whether a search finds a name: every word of it begins a word of the name.
    fn finds(query: &str, name: &str) -> bool {
        let known = words(name);
        let wanted = query_words(query);
        !wanted.is_empty() && wanted.iter().all(|w| known.iter().any(|k| k.starts_with(w.as_str())))
    }

    #[test]
    fn every_word_that_is_typed_is_a_part_of_the_text_that_is_searched() {
        for (query, text) in [
            ("O'Brien", "O’Brien's letters"),
            ("obrien’s", "O’Brien's letters"),
            ("page's left", "Align to the page's left"),
            ("jean-luc", "Jean-Luc Müller"),
        ] {
            let text = searched(text);
            assert!(
                query_words(query).iter().all(|word| text.contains(word.as_str())),
                "{query}: {text}"
            );
        }
    }

    #[test]
    fn a_search_finds_what_people_type() {
        for (query, name) in [
            ("muller", "Zoë Müller-Lüdenscheidt"),
            ("ludensch zoe", "Zoë Müller-Lüdenscheidt"),
            ("obrien", "O’Brien-Smith, Jr."),
            ("O'Brien", "O’Brien-Smith, Jr."),
            ("brien", "O’Brien-Smith, Jr."),
            ("王", "王小明"),
            ("小明", "王小明"),
            ("王小明", "王小明"),
            ("明", "王小明"),
            ("吉野", "吉野家 太郎"),
            ("𠮷野家", "𠮷野家 太郎"),
            ("タカハシ", "たかはし はなこ"),
            ("철수", "김철수"),
            ("smith 李", "李 (Lee) محمد Smith (2024)"),
            ("अनन्या", "अनन्या शर्मा"),
            ("عليرضا", "علی‌رضا رضایی"),
            ("2024", "李 (Lee) محمد Smith (٢٠٢٤)"),
        ] {
            assert!(finds(query, name), "{query} in {name}: {:?}", words(name));
        }
        for (query, name) in [
            ("小王明x", "王小明"),
            ("مح", "شرمن"),
            ("üller", "Müller"),
            ("''", "O’Brien"),
        ] {
            assert!(!finds(query, name), "{query} in {name}");
        }
        assert_eq!(words("王小明"), ["王小明", "王", "小", "明"]);
        assert_eq!(words(" - , "), Vec::<String>::new());
    }

    #[test]
    fn spaces_become_single() {
        assert_eq!(normalise_spaces("  a \u{A0} b\r\n\tc "), "a b c");
        assert_eq!(nfc("e\u{301}"), "é");
    }
}
