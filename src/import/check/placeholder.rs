//! Texts that stand for a name where there is none: `N/A`, `test`, `xxx`.
//!
//! Only what nobody is called, or next to nobody: Na, Nan and Tester are names. A whole field is compared, never a part.

use std::sync::LazyLock;

use super::super::fold;

/// Without case, accents, spaces and punctuation, see [`fold::heading`]. Those with fewer than three letters are only
/// meant with the punctuation of [`SHORT`].
const WORDS: [&str; 69] = [
    "anonymous",
    "anonym",
    "asdf",
    "asdfasdf",
    "asdfg",
    "blank",
    "deleted",
    "desconocido",
    "dummy",
    "empty",
    "firstlast",
    "firstname",
    "firstnamelastname",
    "foobar",
    "fullname",
    "guest",
    "inconnu",
    "inforequested",
    "keinname",
    "lastname",
    "leer",
    "lorem",
    "loremipsum",
    "maxmustermann",
    "erikamustermann",
    "noname",
    "none",
    "notapplicable",
    "notavailable",
    "notknown",
    "null",
    "onbekend",
    "pending",
    "placeholder",
    "prueba",
    "qwerty",
    "qwertz",
    "sample",
    "samplename",
    "sconosciuto",
    "sinnombre",
    "somebody",
    "studenttest",
    "someone",
    "tbd",
    "tba",
    "test",
    "testing",
    "testname",
    "testperson",
    "teststudent",
    "testtest",
    "testuser",
    "tobedetermined",
    "undefined",
    "unbekannt",
    "unknown",
    "vornamenachname",
    "vornamename",
    "yourname",
    "тест",
    "неизвестно",
    "нетданных",
    "テスト",
    "なし",
    "测试",
    "測試",
    "테스트",
    "اختبار",
];

/// Short ones, as they are written, in lower case.
const SHORT: [&str; 9] = ["n/a", "n.a.", "n.a", "n.n.", "n.n", "n. n.", "k.a.", "s.n.", "н/д"];

/// How many letters tell nearly every name from all words.
const BEGINNING: usize = 3;

/// The first letters of all words, in order.
static BEGINNINGS: LazyLock<Vec<[char; BEGINNING]>> = LazyLock::new(|| {
    let mut all: Vec<[char; BEGINNING]> = FOLDED.iter().map(|word| fold::beginning(word)).collect();
    all.sort_unstable();
    all
});

/// [`WORDS`] as texts are compared with them, in order.
static FOLDED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut words: Vec<String> = WORDS.iter().map(|word| fold::heading(word)).collect();
    words.sort_unstable();
    words
});

pub(super) fn is_one(text: &str) -> bool {
    let short = text.len() <= 12 && text.contains(['.', '/']) && SHORT.contains(&text.to_lowercase().as_str());
    short || is_repeated(text) || is_numbered(text) || is_word(text) || is_device(text)
}

/// Whether the whole text is one of the words. Nearly every name begins otherwise, and no more of it is folded.
fn is_word(text: &str) -> bool {
    BEGINNINGS.binary_search(&fold::beginning(text)).is_ok() && FOLDED.binary_search(&fold::heading(text)).is_ok()
}

/// Devices as they call themselves in meetings, each a whole word that nobody is called.
const DEVICES: [&str; 5] = ["iphone", "ipad", "ipod", "macbook", "android"];

/// One more, which is a family name, too (Turkish İmaç).
const IMAC: &str = "imac";

/// What joins a device to its holder, as it is written between names: `imac von Ben`. With a capital it is a name.
const OF: [&str; 6] = ["von", "van", "de", "di", "of", "pro"];

/// Whether a device stands for its holder: `iPhone`, `Ben's iPad`, `iPhone von Ben`.
fn is_device(text: &str) -> bool {
    // No other letters can spell them, and nearly every name lacks these.
    if !text
        .bytes()
        .any(|byte| matches!(byte, b'p' | b'P' | b'm' | b'M' | b'd' | b'D'))
    {
        return false;
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| DEVICES.iter().any(|device| word.eq_ignore_ascii_case(device))) || is_imac(text)
}

/// Whether a text is that of the device: as it writes itself, alone, or with the words that go with one.
fn is_imac(text: &str) -> bool {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let Some(at) = words.iter().position(|word| word.eq_ignore_ascii_case(IMAC)) else {
        return false;
    };
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let goes_on = |word: &&str| OF.contains(word) || is_number(word);
    let of_somebody = at > 0 && words[at - 1].eq_ignore_ascii_case("s");
    words[at] == "iMac" || words.len() == 1 || of_somebody || (at == 0 && words.get(1).is_some_and(goes_on))
}

/// One Latin letter again and again: `xxx`, `AAAA`.
fn is_repeated(text: &str) -> bool {
    let mut letters = text.bytes().filter(|byte| !matches!(byte, b' ' | b'.' | b'-'));
    let Some(first) = letters.next().filter(u8::is_ascii_alphabetic) else {
        return false;
    };
    let mut count = 1;
    letters.all(|byte| {
        count += 1;
        byte.eq_ignore_ascii_case(&first)
    }) && count >= 3
}

/// A word that programs and people number when they try something out: `test 1`, `Student 3`.
fn is_numbered(text: &str) -> bool {
    if !text.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let word = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '_' | '#' | '-'));
    matches!(
        fold::heading(word).as_str(),
        "test" | "student" | "person" | "user" | "name" | "testuser" | "teilnehmer" | "participant"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_known_and_names_are_not_taken_for_them() {
        for text in [
            "N/A",
            "n.a.",
            "test",
            "TEST",
            "Test Test",
            "xxx",
            "X X X",
            "AAAA",
            "Test 1",
            "student3",
            "Vorname Nachname",
            "Max Mustermann",
            "unknown",
            "Тест",
            "テスト",
            "테스트",
            "اختبار",
            "T\u{e9}st",
            "N.N.",
            "Student, Test",
            "Info Requested",
            "iPhone",
            "Ben's iPad",
            "iPhone von Ben",
            "iMac",
            "IMAC",
            "iMac von Anna",
            "imac de ana",
            "Imac 2",
            "Ben’s Imac",
            "Annas iMac",
            "Bens-iMac",
        ] {
            assert!(is_one(text), "{text}");
        }
        for text in [
            "Na Li",
            "Na",
            "Nan",
            "Tester",
            "Anna Test",
            "Ann Null",
            "X",
            "Xx",
            "Bo",
            "Ooo Li",
            "Aa",
            "Lee 2",
            "John Smith 3",
            "Nguyen N.",
            "Noname Jones",
            "Tess",
            "王",
            "なつ",
            "Test-Lüdenscheidt",
            "Ipadou Diallo",
            "Andro Id",
            "Ada Imac",
            "ADA IMAC",
            "ada imac",
            "Imac, Ada",
            "Imac Ada",
            "Imac Di",
            "Ada Imac-Yılmaz",
            "Imacher",
        ] {
            assert!(!is_one(text), "{text}");
        }
        let mut words = WORDS.to_vec();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), WORDS.len(), "each once");
    }
}
