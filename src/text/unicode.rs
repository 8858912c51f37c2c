//! What the engine must know of characters: which are never seen, which scripts hang together.

use unicode_script::{Script, UnicodeScript};

/// Whether a character is invisible and needs no glyph (Default_Ignorable_Code_Point, Unicode 16).
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character ends a line whatever follows (UAX #14, classes BK, CR, LF and NL).
pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The script of a character, `None` for what belongs to many (spaces, digits, marks).
pub(super) fn script(c: char) -> Option<Script> {
    // Most texts are Latin; the table need not be searched for their letters.
    if c.is_ascii() {
        return c.is_ascii_alphabetic().then_some(Script::Latin);
    }
    match c.script() {
        Script::Common | Script::Inherited | Script::Unknown => None,
        script => Some(script),
    }
}

/// Whether letters of the script may be moved apart. They may not where they join (Arabic), hang from a common line
/// (Devanagari) or build clusters that the eye reads as one (the other Indic scripts).
pub(super) fn takes_letter_spacing(script: Script) -> bool {
    !matches!(
        script,
        Script::Arabic
            | Script::Syriac
            | Script::Mongolian
            | Script::Nko
            | Script::Mandaic
            | Script::Phags_Pa
            | Script::Adlam
            | Script::Hanifi_Rohingya
            | Script::Manichaean
            | Script::Psalter_Pahlavi
            | Script::Sogdian
            | Script::Chorasmian
            | Script::Old_Uyghur
            | Script::Devanagari
            | Script::Bengali
            | Script::Gurmukhi
            | Script::Gujarati
            | Script::Oriya
            | Script::Tamil
            | Script::Telugu
            | Script::Kannada
            | Script::Malayalam
            | Script::Sinhala
            | Script::Khmer
            | Script::Myanmar
            | Script::Tibetan
            | Script::Modi
            | Script::Sharada
            | Script::Tirhuta
    )
}

/// Whether letters may be slanted in place of an italic. Only scripts that have italics look right so.
pub(super) fn takes_slant(script: Script) -> bool {
    matches!(
        script,
        Script::Latin | Script::Cyrillic | Script::Greek | Script::Armenian | Script::Georgian
    )
}

/// Whether the script is one of those that East Asian fonts have together.
pub(super) fn is_east_asian(script: Option<Script>) -> bool {
    matches!(
        script,
        Some(Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo | Script::Hangul)
    )
}

/// Whether lines of the script are justified between letters, since they have no spaces.
pub(super) fn is_han_like(c: char) -> bool {
    matches!(
        script(c),
        Some(Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo)
    )
}

/// Whether a character is a picture or sign rather than a letter, digit or punctuation mark.
pub(super) fn is_symbol(c: char) -> bool {
    matches!(c as u32, 0x20A0..=0x20CF | 0x2100..=0x2BFF | 0x3200..=0x33FF | 0x1F000..=0x1FBFF)
        || matches!(c, '©' | '®' | '™' | '°' | '±' | '×' | '÷' | '¬' | '¦')
}

/// Letters by which a family shows that it is made for a script. Fonts for Latin often have some Greek letters as
/// mathematical signs, or a handful of Arabic ones; other scripts come whole or not at all and need no list.
pub(super) fn core_letters(script: Script) -> &'static str {
    match script {
        Script::Latin => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        Script::Greek => "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω",
        Script::Cyrillic => "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЬЭЮЯабвгдежзиклмнопрстуфхцчшщыьэюя",
        Script::Arabic => "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
        Script::Hebrew => "אבגדהוזחטיכלמנסעפצקרשת",
        Script::Han => {
            "一丁七上不世中主之事二五亞京人今何作來信個光先全公共其出分前力加動北十千南原又口可名向和四國土在地大天太夫女好子字學安家寺小山川工左市平年幸広度式弘心志成我手才文新方日明春是時書月有木本村東林樹正民水江河"
        }
        Script::Hangul => "가나다라마바사아자차카타파하김이박최정강조윤장임",
        Script::Hiragana => "あいうえおかきくけこさしすせそ",
        Script::Katakana => "アイウエオカキクケコサシスセソ",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_joined_scripts_stay_together() {
        for c in ['م', 'ह', 'অ', 'த', 'မ'] {
            assert!(!takes_letter_spacing(script(c).expect("a letter")), "{c}");
        }
        for c in ['a', 'Ж', 'Ω', 'ש', '王', 'ก', '김'] {
            assert!(takes_letter_spacing(script(c).expect("a letter")), "{c}");
        }
        assert_eq!(script('7'), None);
        assert_eq!(script('\u{301}'), None);
    }
}
