//! Texts that were written in one encoding and read in another before they came into the sheet.
//!
//! Text in UTF-8 leaves a trace: it is turned back into the bytes that it would have been read from, and when those are
//! valid UTF-8 and say something shorter, that is what was written.

use std::sync::LazyLock;

use encoding_rs::{BIG5, EUC_KR, EncoderResult, Encoding, GBK, SHIFT_JIS};

use unicode_script::{Script, UnicodeScript};

use crate::locale::is_letter;

use super::super::read::{is_of_one_language, upper_half};
use super::blank;
use super::lost::{self, Lost};

/// An encoding with a byte for each letter, by the letters of its upper half.
pub(super) type Page = [char; 128];

/// The labels of the encodings that text in UTF-8 is read in by mistake, by the letters which that gives.
const LATIN: [&str; 10] = [
    "windows-1252",
    "latin-1",
    "windows-1250",
    "iso-8859-2",
    "windows-1254",
    "windows-1257",
    "macintosh",
    "IBM850",
    "IBM437",
    "IBM852",
];
const CYRILLIC: [&str; 2] = ["windows-1251", "IBM866"];
const DOS: [&str; 4] = ["IBM866", "IBM850", "IBM437", "IBM852"];
const EAST_ASIAN: [&Encoding; 4] = [GBK, SHIFT_JIS, BIG5, EUC_KR];

static LATIN_PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| pages(&LATIN));
static CYRILLIC_PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| pages(&CYRILLIC));
static DOS_PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| pages(&DOS));

pub(super) fn pages(labels: &[&str]) -> Vec<Page> {
    labels
        .iter()
        .filter_map(|label| match *label {
            // What the web calls so is Windows-1252; this one has its 32 control characters.
            "latin-1" => Some(std::array::from_fn(|at| char::from(128 + at as u8))),
            label => upper_half(label),
        })
        .collect()
}

/// The byte of a letter beyond ASCII in an encoding.
pub(super) fn byte(c: char, page: &Page) -> Option<u8> {
    page.iter().position(|known| *known == c).map(|at| 128 + at as u8)
}

/// The bytes of a text in an encoding.
pub(super) fn encode(text: &str, page: &Page) -> Option<Vec<u8>> {
    let of = |c: char| match c.is_ascii() {
        true => Some(c as u8),
        false => byte(c, page),
    };
    text.chars().map(of).collect()
}

pub(super) fn decode(bytes: &[u8], page: &Page) -> String {
    let letter = |byte: &u8| match byte {
        0..=127 => char::from(*byte),
        _ => page.get(usize::from(*byte) - 128).copied().unwrap_or('\u{fffd}'),
    };
    bytes.iter().map(letter).collect()
}

/// Which encodings a text may have been read in by mistake, by its letters.
enum Suspects {
    None,
    Pages(&'static [Page]),
    EastAsian,
}

fn suspects(text: &str) -> Suspects {
    let [
        mut cyrillic,
        mut greek,
        mut latin,
        mut boxes,
        mut east_asian,
        mut other,
        mut alone,
    ] = [false; 7];
    let mut run = 0;
    for c in text.chars() {
        if c.is_ascii() {
            alone |= run == 1;
            run = 0;
            continue;
        }
        run += 1;
        match u32::from(c) {
            0xc0..=0xff => latin = true,
            0x80..=0x24f | 0x2c6..=0x2dd | 0x3a9 | 0x3c0 | 0x2010..=0x2044 | 0x20ac | 0x2122 | 0x2126 => {}
            0x2200..=0x22ff | 0x25ca | 0xf8ff | 0xfb01 | 0xfb02 => {}
            0x400..=0x4ff | 0x2116 => cyrillic = true,
            0x207f | 0x20a7 | 0x2310..=0x2321 | 0x2500..=0x25a0 => boxes = true,
            0x3000..=0x9fff | 0xac00..=0xd7a3 | 0xe000..=0xf7ff | 0xf900..=0xfaff | 0xff00..=0xffef => {
                east_asian = true;
            }
            // Old code pages have some between their boxes and Latin letters.
            0x393..=0x3c6 => greek = true,
            _ => other = true,
        }
    }
    alone |= run == 1;
    other |= greek && !boxes && !latin;
    match (east_asian, cyrillic, boxes || greek) {
        (true, ..) => Suspects::EastAsian,
        // A letter of UTF-8 beyond ASCII has two bytes or more, and so none of them stands alone.
        _ if other || alone => Suspects::None,
        (_, true, false) => Suspects::Pages(&CYRILLIC_PAGES),
        (_, _, true) => Suspects::Pages(&DOS_PAGES),
        _ => Suspects::Pages(&LATIN_PAGES),
    }
}

/// A text that was read wrongly more than once is repaired as often, up to this limit.
const MAX_ROUNDS: usize = 3;

/// What a text in UTF-8 said before it was read in another encoding, the most plausible reading; several when they are
/// equally plausible, nothing when it was not so. A text that lost letters by it cannot be repaired.
pub(super) fn repaired(text: &str) -> Result<Vec<String>, Lost> {
    let mut found = repaired_once(text)?;
    for _ in 1..MAX_ROUNDS {
        let [only] = &found[..] else { break };
        let better = repaired_once(only)?;
        if better.is_empty() {
            break;
        }
        found = better;
    }
    Ok(found)
}

fn repaired_once(text: &str) -> Result<Vec<String>, Lost> {
    if text.is_ascii() {
        return Ok(Vec::new());
    }
    let whole = candidates(text);
    if !whole.is_empty() {
        return Ok(whole);
    }
    match lost::find(text).filter(|_| !is_good(text)) {
        Some(lost) => Err(lost),
        None if text.contains(lost::is_between) => Ok(by_words(text).into_iter().collect()),
        None => Ok(whole),
    }
}

/// Whether each word has the letters of one language and no signs: two letters in a row may be one of UTF-8 by chance,
/// as “ÍČ” in Havlíček is in capitals, and such a word is right.
fn is_good(text: &str) -> bool {
    let mut words = text.split(lost::is_between).filter(|word| !word.is_ascii());
    words.all(is_of_one_language)
}

/// The words that were read wrongly repaired, beside others that were not. Only with letters of Latin and Cyrillic:
/// Chinese words are so short that they could be anything.
fn by_words(text: &str) -> Option<String> {
    let mut some = false;
    let text: String = text
        .split_inclusive(lost::is_between)
        .map(|word| {
            let found = match suspects(word) {
                Suspects::Pages(pages) if !word.is_ascii() => of_pages(word, pages),
                _ => Vec::new(),
            };
            match &found[..] {
                [only] => {
                    some = true;
                    only.clone()
                }
                _ => word.to_owned(),
            }
        })
        .collect();
    (some && oddness(&text) == 0).then_some(text)
}

fn candidates(text: &str) -> Vec<String> {
    match suspects(text) {
        Suspects::None => Vec::new(),
        Suspects::Pages(pages) => of_pages(text, pages),
        Suspects::EastAsian => of_east_asian(text),
    }
}

fn of_pages(text: &str, pages: &[Page]) -> Vec<String> {
    let length = text.chars().count();
    let mut beyond = text.chars().filter(|c| !c.is_ascii());
    let (Some(first), Some(second)) = (beyond.next(), beyond.next()) else {
        return Vec::new();
    };
    let all_letters = text.chars().all(|c| c.is_ascii() || is_letter(c));
    let mut found: Vec<(usize, String)> = Vec::new();
    for page in pages {
        // Most names fall at their first letters.
        if !matches!(
            (byte(first, page), byte(second, page)),
            (Some(0xc2..=0xf4), Some(0x80..=0xbf))
        ) {
            continue;
        }
        let Some(repaired) = encode(text, page).and_then(|bytes| String::from_utf8(bytes).ok()) else {
            continue;
        };
        // A good word of letters may be two of another alphabet by chance, as “Ďábel” is.
        let by_chance = || all_letters && (oddness(&repaired) > 0 || is_good(text));
        if !is_garbage(&repaired)
            && !by_chance()
            && repaired.chars().count() < length
            && found.iter().all(|(_, other)| *other != repaired)
        {
            found.push((oddness(&repaired), repaired));
        }
    }
    let found = most_plausible(found);
    match &found[..] {
        [faithful] => blank::readings(text, faithful).unwrap_or(found),
        _ => found,
    }
}

/// Whether there is something in a text that nobody writes: what is assigned to nothing, or a mark of one script on a
/// letter of another.
fn is_garbage(text: &str) -> bool {
    let mut last = Script::Common;
    text.chars().any(|c| {
        let script = c.script();
        let is_mark = unicode_normalization::char::is_combining_mark(c) && script != Script::Inherited;
        let stray = is_mark && script != last;
        if script != Script::Inherited {
            last = script;
        }
        stray || c.is_control() || c == '\u{fffd}' || script == Script::Unknown
    }) || is_rare(text)
}

/// Whether several letters are in a text, and all that are beyond ASCII are such as hardly any language has.
fn is_rare(text: &str) -> bool {
    let letters = || text.chars().filter(|c| !c.is_ascii() && is_letter(*c));
    letters().count() >= 2 && letters().all(|c| matches!(u32::from(c), 0x180..=0x2af) && is_unusual(c))
}

fn most_plausible(found: Vec<(usize, String)>) -> Vec<String> {
    let least = found.iter().map(|(odd, _)| *odd).min();
    let best = found.into_iter().filter(|(odd, _)| Some(*odd) == least);
    best.map(|(_, text)| text).collect()
}

/// Chinese, Japanese and Korean letters that are two bytes of UTF-8 each, or one and a half.
fn of_east_asian(text: &str) -> Vec<String> {
    let length = text.chars().count();
    let mixed = mixes_alphabets(text);
    let mut found: Vec<(usize, String)> = Vec::new();
    let Some(first) = text.chars().find(|c| !c.is_ascii()) else {
        return Vec::new();
    };
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    for encoding in EAST_ASIAN {
        // Of these two only a long word is believed, see below, and it has a letter for each of ours at most.
        if !mixed && beyond < LONG_WORD && !matches!(encoding.name(), "GBK" | "Shift_JIS") {
            continue;
        }
        // Most names fall at their first letter, and to encode a Chinese one is slow.
        if !begins_utf8(first, encoding) {
            continue;
        }
        let (bytes, _, unmappable) = encoding.encode(text);
        if unmappable || bytes.is_ascii() {
            continue;
        }
        let Ok(repaired) = std::str::from_utf8(&bytes) else {
            continue;
        };
        if repaired.chars().any(|c| c.is_control() || c == '\u{fffd}') {
            continue;
        }
        let shorter = repaired.chars().count() < length && matches!(encoding.name(), "GBK" | "Shift_JIS");
        let plain = !repaired.chars().any(is_east_asian) && (mixed || is_long_word(repaired));
        if (shorter || plain) && found.iter().all(|(_, other)| other != repaired) {
            found.push((oddness(repaired), repaired.to_owned()));
        }
    }
    most_plausible(found)
}

/// Whether the bytes of a letter in an encoding could be the beginning of a letter in UTF-8.
fn begins_utf8(letter: char, encoding: &'static Encoding) -> bool {
    let mut buffer = [0; 4];
    let mut bytes = [0; 16];
    let mut encoder = encoding.new_encoder();
    let letter = letter.encode_utf8(&mut buffer);
    let (result, _, length) = encoder.encode_from_utf8_without_replacement(letter, &mut bytes, true);
    let mut bytes = bytes.iter().take(length);
    let lead = bytes.next().is_some_and(|byte| matches!(byte, 0xc2..=0xf4));
    result == EncoderResult::InputEmpty && lead && bytes.next().is_none_or(|byte| matches!(byte, 0x80..=0xbf))
}

fn is_east_asian(c: char) -> bool {
    matches!(u32::from(c), 0x3000..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xff00..=0xffef)
}

/// Whether a Chinese or Korean letter stands within a word of Latin ones, as in “Jos茅”.
fn mixes_alphabets(text: &str) -> bool {
    let mut last = ' ';
    text.chars().any(|c| {
        let before = std::mem::replace(&mut last, c);
        (before.is_ascii_alphabetic() && is_east_asian(c)) || (is_east_asian(before) && c.is_ascii_alphabetic())
    })
}

/// So many letters are not there by chance.
const LONG_WORD: usize = 5;

/// Whether a text has letters of one alphabet only, two bytes of UTF-8 each, and so many that they are not there by chance.
fn is_long_word(text: &str) -> bool {
    let block = |c: char| match u32::from(c) {
        0x370..=0x3ff => Some(1),
        0x400..=0x52f => Some(2),
        0x590..=0x5ff => Some(3),
        0x600..=0x6ff => Some(4),
        _ => None,
    };
    let mut blocks = text.chars().filter(|c| is_letter(*c)).map(block);
    let Some(Some(first)) = blocks.next() else { return false };
    let count = text.chars().filter(|c| is_letter(*c)).count();
    blocks.all(|block| block == Some(first)) && count >= LONG_WORD
}

/// How many characters of a text stand where none like them stands in a name.
pub(super) fn oddness(text: &str) -> usize {
    let mut odd = 0;
    let mut last = ' ';
    for c in text.chars() {
        let unusual = is_unusual(c);
        // Capitals stand at the beginning of words, or all letters are capitals.
        let sudden = c.is_uppercase() && !c.is_ascii() && last.is_lowercase();
        odd += usize::from(unusual || sudden || is_mixed(last, c));
        last = c;
    }
    odd
}

/// Whether a character is in hardly any name.
fn is_unusual(c: char) -> bool {
    match u32::from(c) {
        0..=0x7f => false,
        0x80..=0xb6 | 0xb8..=0xbf | 0xd7 | 0xf7 => true,
        0xb7 | 0xc0..=0x17f | 0x1a0 | 0x1a1 | 0x1af | 0x1b0 | 0x1cd..=0x1dc | 0x1e6 | 0x1e7 | 0x218..=0x21b => false,
        0x180..=0x2ba | 0x2bd..=0x36f => true,
        0x2100..=0x2bff | 0xe000..=0xf8ff | 0xfb00..=0xfb06 => true,
        _ => false,
    }
}

/// Whether two letters in a row are of two alphabets, of which a word has one.
fn is_mixed(a: char, b: char) -> bool {
    let foreign = |c: char| is_letter(c) && matches!(u32::from(c), 0x370..=0x1dff | 0x2c00..);
    (a.is_ascii_alphabetic() && foreign(b)) || (foreign(a) && b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 12] = [
        "José García",
        "Łukasz Żółć",
        "Иван Петров",
        "Ελένη Παπαδοπούλου",
        "王小明",
        "अनन्या",
        "Nguyễn Thị Ánh",
        "Zoë",
        "Jürgen Weiß",
        "O’Brien",
        "Çağrı Şahin",
        "Þórður",
    ];

    #[test]
    fn text_in_utf_8_is_seen_in_every_encoding_that_it_was_read_in() {
        let mut count = 0;
        for label in LATIN.iter().chain(&CYRILLIC).chain(&DOS) {
            let page = pages(&[label])[0];
            for name in NAMES {
                let wrong = decode(name.as_bytes(), &page);
                // What no letter stands for is lost.
                if wrong.contains('\u{fffd}') {
                    continue;
                }
                let found = repaired(&wrong).expect("all letters are there");
                assert!(
                    found.iter().any(|found| found == name),
                    "{label} {name} {wrong:?} {found:?}"
                );
                assert!(found.len() < 3, "{label} {name} {found:?}");
                count += usize::from(found.len() == 1);
            }
        }
        assert!(count > 120, "{count}");
        let repaired = |text: &str| repaired(text).expect("all letters are there");
        assert_eq!(repaired("JosÃƒÂ©"), ["José"], "read wrongly twice");
        assert_eq!(repaired("Renée & JosÃ©"), ["Renée & José"], "only a part of it");
        assert_eq!(
            repaired("Zoë Müller-GarcÃ\u{ad}a"),
            ["Zoë Müller-García"],
            "half of a name of two"
        );
        for (wrong, name) in [("Jos茅 Garc铆a", "José García"), ("J眉rgen Wei脽", "Jürgen Weiß")] {
            assert_eq!(repaired(wrong), [name]);
        }
    }
}
