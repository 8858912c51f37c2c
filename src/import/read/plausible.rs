//! How plausible a text is as names and words of people, to compare readings of the same bytes in several encodings.

use unicode_script::{Script, UnicodeScript};

/// The letters beyond `a` to `z` of languages that are written with one alphabet, in lower case. A list is mostly in
/// one language; a wrong reading takes letters from several.
const ALPHABETS: [&str; 27] = [
    "äöüßé",
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
];

/// Punctuation that people write beside letters, and the signs of ordinal numbers.
const USUAL: &str = "’‘“”„«»‹›–—…·•ªº°№\u{a0}\u{2060}\u{200c}\u{200d}、。・「」『』（）：；，！？－～\u{3000}״׳־،؛؟ـʼ´";

/// How much speaks against a text, in thousandths of its characters beyond ASCII: 0 is a text without fault.
pub(super) fn doubt(text: &str) -> u32 {
    let (mut special, mut odd) = (0u32, 0u32);
    let mut letters: Vec<char> = Vec::new();
    let mut before: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii() {
            special += 1;
            let after = chars.peek().copied();
            odd += u32::from(is_odd(before, c, after));
            if c.is_alphabetic() && !c.to_lowercase().eq(c.to_uppercase()) {
                letters.extend(c.to_lowercase().next());
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
    let faults = odd
        .saturating_mul(2)
        .saturating_add(u32::try_from(foreign).unwrap_or(u32::MAX));
    faults.saturating_mul(1000) / special.max(1)
}

/// Whether a character beyond ASCII stands where none like it would.
fn is_odd(before: Option<char>, c: char, after: Option<char>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    if c.is_control() || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}') {
        return true;
    }
    if !c.is_alphanumeric() {
        let is_mark = c.script() == Script::Inherited || is_combining(c);
        return !is_mark && !USUAL.contains(c) && (is_letter(before) || is_letter(after));
    }
    let differs =
        |other: Option<char>| other.is_some_and(|other| other.is_alphabetic() && alphabet_of(c) != alphabet_of(other));
    if differs(before) || differs(after) {
        return true;
    }
    let Some(before) = before.filter(|before| before.is_alphabetic()) else {
        return false;
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
        ] {
            assert!(doubt(text) <= 200, "{text}: {}", doubt(text));
        }
        assert_eq!(doubt("plain"), 0);
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
