//! Folding letter by letter, for texts in which no letter changes with those beside it; the result is that of
//! [`fold`](fn@super::fold), several times as fast.
//!
//! What each letter becomes is looked up in tables of [`BLOCK`] letters, which are made by folding them one by one when
//! the first letter of a block is met.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, compose, is_combining_mark};

/// What a letter becomes.
#[derive(Clone, Copy, Debug)]
enum Folded {
    /// One letter or two; the second is NUL where there is one.
    Letters(char, char),
    /// It stays: a sign that belongs to the letter before it.
    Sign,
    /// It leaves no trace.
    Nothing,
    /// That depends on its neighbours, or is longer.
    Unknown,
}

const BLOCK: usize = 128;

/// Up to U+1FFF: the alphabets, the scripts of India and South East Asia, Latin letters with several marks.
static LOW: [OnceLock<[Folded; BLOCK]>; 64] = [const { OnceLock::new() }; 64];
/// U+3000 to U+30FF: kana.
static KANA: [OnceLock<[Folded; BLOCK]>; 2] = [const { OnceLock::new() }; 2];

/// The folded text, or nothing when it cannot be folded letter by letter; `whole` folds any text.
pub(super) fn fold(text: &str, whole: fn(&str) -> String) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    // The letter that signs belong to, and the class of the last sign.
    let (mut base, mut class) = ('\0', 0);
    for c in text.chars() {
        if c.is_whitespace() {
            space = !out.is_empty();
            (base, class) = ('\0', 0);
            continue;
        }
        let folded = of(c, whole);
        if std::mem::take(&mut space) {
            match folded {
                Folded::Nothing => space = true,
                _ => out.push(' '),
            }
        }
        match folded {
            Folded::Letters(one, other) => {
                out.push(one);
                base = one;
                if other != '\0' {
                    out.push(other);
                    base = other;
                }
                class = 0;
            }
            Folded::Sign => {
                let own = canonical_combining_class(c);
                if (own != 0 && class > own) || compose(base, c).is_some() {
                    return None;
                }
                out.push(c);
                class = own;
                if own == 0 {
                    base = c;
                }
            }
            Folded::Nothing => {}
            Folded::Unknown => return None,
        }
    }
    Some(out)
}

fn of(c: char, whole: fn(&str) -> String) -> Folded {
    let code = c as usize;
    let (blocks, at): (&[OnceLock<_>], usize) = match code {
        0..0x80 => {
            let c = if c == '`' { '\'' } else { c.to_ascii_lowercase() };
            return Folded::Letters(c, '\0');
        }
        0x80..0x1100 | 0x1200..0x2000 => (&LOW, code),
        0x3000..0x3100 => (&KANA, code - 0x3000),
        // Chinese letters, and Korean ones without loose parts behind them, which are not among the known ones.
        0x4e00..0xa000 | 0xac00..0xd7a4 => return Folded::Letters(c, '\0'),
        _ => return Folded::Unknown,
    };
    let begin = code - at % BLOCK;
    let block = blocks.get(at / BLOCK);
    let table = block.map(|block| {
        block.get_or_init(|| std::array::from_fn(|place| alone(char::from_u32((begin + place) as u32), whole)))
    });
    table
        .and_then(|table| table.get(at % BLOCK))
        .copied()
        .unwrap_or(Folded::Unknown)
}

/// What a letter becomes that stands alone, when it becomes the same everywhere.
fn alone(c: Option<char>, whole: fn(&str) -> String) -> Folded {
    let Some(c) = c else { return Folded::Unknown };
    let text = c.to_string();
    // A mark that stands alone is one on a space.
    if text.nfkd().any(char::is_whitespace) {
        return Folded::Unknown;
    }
    let folded = whole(&text);
    if folded.is_empty() {
        return Folded::Nothing;
    }
    if is_combining_mark(c) {
        return if folded == text { Folded::Sign } else { Folded::Unknown };
    }
    let begins_with_sign = text.nfkd().next().is_none_or(|c| canonical_combining_class(c) != 0);
    if begins_with_sign || folded.chars().any(|c| is_combining_mark(c) || c.is_whitespace()) {
        return Folded::Unknown;
    }
    let mut letters = folded.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some(one), other, None) => Folded::Letters(one, other.unwrap_or('\0')),
        _ => Folded::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold_whole;
    use super::*;

    /// Letters, signs and spaces of many kinds.
    const NEIGHBOURS: &str = "aÉßİ\u{301}\u{327}\u{323} \u{a0}\u{ad}`щЙёάςשׂأـ\u{64b}क\u{93c}\u{94d}ि়কে\u{9be}ெ\u{bbe}ிน้ำุ่가\u{1161}\u{11a8}か\u{3099}ガー王\u{200d}２ﬁ";

    #[test]
    fn letters_become_the_same_as_in_the_whole_text() {
        let (mut quick, mut all) = (0, 0);
        for c in (0..0xd7ff).filter_map(char::from_u32) {
            if matches!(c, '\u{3100}'..='\u{d7a3}') && u32::from(c) % 97 != 0 {
                continue;
            }
            for other in NEIGHBOURS.chars() {
                for text in [format!("{other}{c}"), format!("a{c}{other}")] {
                    all += 1;
                    if let Some(folded) = fold(&text, fold_whole) {
                        quick += 1;
                        assert_eq!(folded, fold_whole(&text), "{text:?} {}", text.escape_unicode());
                    }
                }
            }
        }
        assert!(quick * 2 > all, "{quick} of {all}");
    }

    #[test]
    fn names_are_folded_letter_by_letter() {
        for name in [
            "Zoë Müller-Lüdenscheidt",
            "Nguyễn Thị Ánh",
            "Иван Щербаков",
            "Ελένη Παπαδοπούλου",
            "محمد بن عبد الله",
            "שרה לוי",
            "अनन्या शर्मा",
            "สมชาย ใจดี",
            "王小明",
            "김철수",
            "たかはし はなこ",
            "İpek  Işık",
            "e\u{301}ric",
        ] {
            assert_eq!(fold(name, fold_whole).as_deref(), Some(&*fold_whole(name)), "{name}");
        }
    }
}
