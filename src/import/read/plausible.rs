//! How plausible a text is as names and words of people, to compare readings of the same bytes in several encodings.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS};
use unicode_script::{Script, UnicodeScript};

use crate::locale::{is_letter, is_letter_or_digit};

use super::codec::Codec;

/// The letters beyond `a` to `z` of languages that are written with one alphabet, in lower case. A list is mostly in
/// one language; a wrong reading takes letters from several.
pub(in super::super) const ALPHABETS: [&str; 33] = [
    "äöüßéèëïçñáó",
    "àâæçéèêëîïôœùûüÿ",
    "áéíñóúü",
    "ãáàâçéêíóôõúü",
    "àèéìíîòóùú",
    "äåöé",
    "æøåéò",
    "áðéíóúýþæö",
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "ăâîșțşţ",
    "čćđšž",
    "āčēģīķļņšūž",
    "ąčęėįšųūž",
    "äõöüšž",
    "çğıöşüâîû",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ\u{300}\u{301}\u{303}\u{309}\u{323}",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяʼ",
    "абвгдежзийклмнопрстуфхцчшщъьюя",
    "абвгдђежзијклљмнњопрстћуфхцчџшѓѕќ",
    "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ",
    "áéíóúàèòçïü",
    "ċġħżàèìòù",
    "âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿ",
    "áčđŋšŧž",
    "çəğıöşü",
    "çêîşû",
    "äçňöşüýž",
    "ćčěłńóŕřśšźž",
];

/// Punctuation that people write beside letters, and the signs of ordinal numbers.
const USUAL: &str = "’‘“”„«»‹›–—…·•ªº°№\u{a0}\u{2060}\u{200c}\u{200d}、。・「」『』（）：；，！？－～\u{3000}״׳־،؛؟ـʼ´";

/// What speaks against a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Doubt {
    pub(super) faults: u32,
    /// Of so many characters beyond ASCII.
    pub(super) of: u32,
}

impl Doubt {
    /// The faults in thousandths of the characters beyond ASCII: 0 is a text without fault.
    pub(super) fn rate(self) -> u32 {
        self.faults.saturating_mul(1000) / self.of.max(1)
    }
}

/// How much speaks against a text that was read in an encoding.
pub(super) fn doubt(text: &str, codec: Codec) -> Doubt {
    let (mut special, mut odd) = (0u32, 0u32);
    let mut letters: Vec<char> = Vec::new();
    let mut before: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii() {
            special += 1;
            let after = chars.peek().copied();
            odd += u32::from(is_odd(before, c, after) || is_rare(c, codec));
            if is_letter(c) && !c.to_lowercase().eq(c.to_uppercase()) {
                // The small letter of İ is a plain one with a mark.
                letters.extend(c.to_lowercase().next().filter(|c| !c.is_ascii()));
            }
        } else if c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\0') {
            special += 1;
            odd += 1;
        }
        before = Some(c);
    }
    let foreign = ALPHABETS
        .iter()
        .map(|alphabet| letters.iter().filter(|letter| !alphabet.contains(**letter)).count())
        .min()
        .unwrap_or(0);
    Doubt {
        faults: odd
            .saturating_mul(2)
            .saturating_add(u32::try_from(foreign).unwrap_or(u32::MAX)),
        of: special,
    }
}

/// Whether a word has letters only, such as one language has together, and capitals where a name has them.
pub(super) fn is_of_one_language(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii() || is_letter(c)) && doubt(word, Codec::of_page(1252)).faults == 0
}

/// Whether a character is one of those that an encoding of East Asia has beside the ones in use: it has sorted them by
/// that, and bytes that mean something else fall among the rare ones as often.
fn is_rare(c: char, codec: Codec) -> bool {
    match codec {
        Codec::Web(web) => is_rare_in(c, web),
        _ => false,
    }
}

/// The same of an encoding of the web.
pub(super) fn is_rare_in(c: char, web: &'static Encoding) -> bool {
    let common: std::ops::RangeInclusive<u8> = match web {
        _ if web == GBK => 0xb0..=0xd7,
        _ if web == BIG5 => 0xa4..=0xc6,
        _ if web == EUC_KR => 0xb0..=0xc8,
        _ if web == EUC_JP => 0xb0..=0xcf,
        _ if web == SHIFT_JIS => 0x88..=0x98,
        _ => return false,
    };
    match u32::from(c) {
        // Kana of half width are for old terminals.
        0xff61..=0xff9f => true,
        0x3400..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff => {
            let mut letter = [0; 4];
            let (bytes, _, _) = web.encode(c.encode_utf8(&mut letter));
            !bytes.first().is_some_and(|lead| common.contains(lead))
        }
        _ => false,
    }
}

/// Whether a character beyond ASCII stands where none like it would.
fn is_odd(before: Option<char>, c: char, after: Option<char>) -> bool {
    if c.is_control() || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | 'ⁿ') {
        return true;
    }
    if !is_letter_or_digit(c) {
        let is_mark = c.script() == Script::Inherited || is_combining(c);
        if is_mark {
            // It stands on a letter, or on another mark.
            return c != '\u{200d}'
                && c != '\u{200c}'
                && before.is_none_or(|before| before.is_ascii() && !is_letter(before));
        }
        return !USUAL.contains(c) && (before.is_some_and(is_letter) || after.is_some_and(is_letter));
    }
    let differs =
        |other: Option<char>| other.is_some_and(|other| is_letter(other) && alphabet_of(c) != alphabet_of(other));
    if differs(before) || differs(after) {
        return true;
    }
    let Some(before) = before.filter(|before| is_letter(*before)) else {
        // Names begin with a capital where there are capitals.
        return c.is_lowercase()
            && before.is_none_or(|before| !matches!(before, '\'' | '’' | '-' | '.' | '@' | '/' | '?'));
    };
    let after_is_upper = after.is_some_and(char::is_uppercase);
    let after_is_lower = after.is_some_and(char::is_lowercase);
    (c.is_uppercase() && (before.is_lowercase() || (before.is_uppercase() && after_is_lower)))
        || (c.is_lowercase() && before.is_uppercase() && after_is_upper)
}

/// Vowel signs and tones of scripts that write them as characters of their own.
fn is_combining(c: char) -> bool {
    !matches!(
        c.script(),
        Script::Common | Script::Latin | Script::Greek | Script::Cyrillic | Script::Unknown
    )
}

/// Scripts that are mixed within words count as one.
fn alphabet_of(c: char) -> Script {
    match c.script() {
        Script::Hiragana | Script::Katakana | Script::Bopomofo | Script::Common | Script::Hangul => Script::Han,
        script => script,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubt(text: &str) -> u32 {
        super::doubt(text, Codec::of_page(1252)).rate()
    }

    #[test]
    fn rare_characters_are_known_by_their_place() {
        let rate = |text, label| super::doubt(text, Codec::of_label(label).expect(label)).rate();
        assert_eq!(
            (
                rate("王小明", "GBK"),
                rate("諸葛靜儀", "Big5"),
                rate("김철수", "EUC-KR")
            ),
            (0, 0, 0)
        );
        // Cyrillic letters, read as Chinese ones.
        let (wrong, _, _) = GBK.decode(&[0xe8, 0xe2, 0xe0, 0xed, 0xe5, 0xf0]);
        assert!(rate(&wrong, "GBK") > 1000, "{wrong}");
        assert!(rate("ﾀﾅｶ", "Shift_JIS") > 1000);
    }

    #[test]
    fn good_names_are_without_doubt() {
        for text in [
            "Zoë Müller-Lüdenscheidt",
            "François d’Élan",
            "Łukasz Żółć",
            "Иван Щербаков",
            "Ευφροσύνη Ξανθοπούλου",
            "עברית",
            "กิตติศักดิ์ น้ำทิพย์",
            "たかはし はなこ 山田",
            "GÜNTHER ÖZ",
            "İBRAHİM ŞÜKRÜ ÇAĞLAR",
        ] {
            assert!(doubt(text) <= 200, "{text}: {}", doubt(text));
        }
        assert_eq!(doubt("plain"), 0);
    }

    #[test]
    fn a_word_has_the_letters_of_one_language() {
        for word in [
            "HAVLÍČEK",
            "Íñigo",
            "Băşescu",
            "ЇЖАК",
            "ШЋЕКИЋ",
            "Кузнецова",
            "Smith",
            "Λόγος",
        ] {
            assert!(is_of_one_language(word), "{word}");
        }
        for word in ["Dvoøák", "Güneþ", "GarcÃa", "Ãšrsula", "Ã–zlem", "Бrahim"] {
            assert!(!is_of_one_language(word), "{word}");
        }
    }

    #[test]
    fn wrong_readings_are_doubtful() {
        for text in [
            "MŸller",
            "M\u{81}ller",
            "Ð˜Ð²Ð°Ð½",
            "¿ukasz ¯ó³æ",
            "Zo‘ J‚r“me",
            "Бrahim",
        ] {
            assert!(doubt(text) >= 400, "{text}: {}", doubt(text));
        }
    }
}
