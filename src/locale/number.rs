//! Numbers and lists in the manner of a language.

use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu::list::ListFormatter;
use icu::list::options::ListFormatterOptions;

use crate::model::{NumberForm, NumberKind};

use super::language;

/// The digit zero of the scripts that have their own; the other nine follow it (Unicode, general category Nd).
const ZEROS: &[u32] = &[
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
    0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0,
    0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
];

/// A decimal number (`-?[0-9]+(\.[0-9]+)?`) with the digits, grouping and decimal mark of the language. All digits
/// behind the mark are kept unless the form says how many; halves are rounded away from zero. A text that is no such
/// number, and any number in an unknown language, stays as it is.
pub fn format_number(digits: &str, form: NumberForm, language: &str) -> String {
    let rounded = form.decimals.and_then(|decimals| round(digits.trim(), decimals));
    let Ok(number) = rounded.as_deref().unwrap_or(digits.trim()).parse::<Decimal>() else {
        return digits.to_owned();
    };
    let Some(formatter) = formatter(language, form.ungrouped) else {
        return digits.to_owned();
    };
    let text = formatter.format_to_string(&number);
    match form.kind {
        NumberKind::Plain => text,
        NumberKind::Percent => percent(&text, language),
        NumberKind::Ordinal => ordinal(&text, digits.trim(), language),
    }
}

/// Whether a text is a number that [`format_number`] writes in the manner of a language.
pub fn is_number(text: &str) -> bool {
    text.trim().parse::<Decimal>().is_ok()
}

/// A decimal number with so many digits behind the mark; `None` for what is no such number.
fn round(digits: &str, decimals: u8) -> Option<String> {
    let (sign, bare) = match digits.strip_prefix('-') {
        Some(bare) => ("-", bare),
        None => ("", digits),
    };
    let (whole, part) = bare.split_once('.').unwrap_or((bare, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let decimals = usize::from(decimals);
    let mut kept: Vec<u8> = whole
        .bytes()
        .chain(part.bytes().chain(std::iter::repeat(b'0')).take(decimals))
        .collect();
    if part.as_bytes().get(decimals).is_some_and(|next| *next >= b'5') {
        let nines = kept.iter().rev().take_while(|digit| **digit == b'9').count();
        let split = kept.len() - nines;
        kept.iter_mut().skip(split).for_each(|digit| *digit = b'0');
        match split.checked_sub(1).and_then(|at| kept.get_mut(at)) {
            Some(digit) => *digit += 1,
            None => kept.insert(0, b'1'),
        }
    }
    if decimals > 0 {
        kept.insert(kept.len() - decimals, b'.');
    }
    // Of what is rounded to nothing the sign says nothing.
    let sign = if kept.iter().all(|digit| matches!(digit, b'0' | b'.')) {
        ""
    } else {
        sign
    };
    Some(sign.to_owned() + &String::from_utf8(kept).ok()?)
}

/// Languages that write a space before the percent sign (CLDR, `percentFormat`).
const SPACED_PERCENT: [&str; 26] = [
    "be", "bs", "ca", "cs", "da", "de", "dsb", "es", "fi", "fo", "gl", "hr", "hsb", "hy", "lt", "lv", "nb", "nn", "no",
    "ro", "ru", "sk", "sl", "sr", "sv", "fr",
];

/// A number that is written already with the percent sign of the language.
fn percent(text: &str, language: &str) -> String {
    let is_arabic = |c: char| matches!(c, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}');
    let sign = if text.chars().any(is_arabic) { '٪' } else { '%' };
    match primary(language) {
        "tr" => format!("{sign}{text}"),
        "eu" => format!("{sign}\u{A0}{text}"),
        "fr" => format!("{text}\u{202F}{sign}"),
        own if SPACED_PERCENT.contains(&own) => format!("{text}\u{A0}{sign}"),
        _ => format!("{text}{sign}"),
    }
}

/// Languages that put a full stop behind the number of an ordinal.
const POINTED_ORDINAL: [&str; 24] = [
    "az", "bs", "cs", "da", "de", "dsb", "et", "eu", "fi", "fo", "hr", "hsb", "hu", "is", "lb", "lv", "nb", "nn", "no",
    "pl", "sk", "sl", "sr", "tr",
];

/// A whole number that is written already (`text`, of `digits`) as an ordinal, as far as the language has a short form
/// that does not depend on what is counted: the masculine one where there are two. A number in another language, or one
/// with a part, stays as it is.
fn ordinal(text: &str, digits: &str, language: &str) -> String {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.to_owned();
    }
    let last = |count: usize| digits.get(digits.len().saturating_sub(count)..).unwrap_or(digits);
    let is_teen = last(2).len() == 2 && last(2).starts_with('1');
    let own = primary(language);
    match own {
        "en" => {
            let ending = match last(1) {
                _ if is_teen => "th",
                "1" => "st",
                "2" => "nd",
                "3" => "rd",
                _ => "th",
            };
            format!("{text}{ending}")
        }
        "fr" => format!("{text}{}", if digits == "1" { "er" } else { "e" }),
        "nl" => format!("{text}e"),
        "sv" => format!(
            "{text}:{}",
            if matches!(last(1), "1" | "2") && !is_teen {
                "a"
            } else {
                "e"
            }
        ),
        "es" | "pt" | "gl" => format!("{text}.º"),
        "it" => format!("{text}º"),
        "zh" | "ja" => format!("第{text}"),
        "ko" => format!("제{text}"),
        "id" | "ms" => format!("ke-{text}"),
        "vi" => format!("thứ {text}"),
        own if POINTED_ORDINAL.contains(&own) => format!("{text}."),
        _ => text.to_owned(),
    }
}

/// The language without script and region.
fn primary(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or(language)
}

/// The digits of a whole number in groups of three with thin spaces between them, which every language understands.
pub fn thin_thousands(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{2009}');
        }
        text.push(digit);
    }
    text
}

/// Made anew each time: it is a look-up in data that are compiled in, and cannot be shared between threads.
fn formatter(language: &str, ungrouped: bool) -> Option<DecimalFormatter> {
    let locale = language::try_locale(language)?;
    let mut options = DecimalFormatterOptions::default();
    options.grouping_strategy = ungrouped.then_some(GroupingStrategy::Never);
    DecimalFormatter::try_new(locale.into(), options).ok()
}

/// The digits 0 to 9 as the language writes them.
pub(super) fn digits(language: &str) -> [char; 10] {
    let mut found = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    if let Some(formatter) = formatter(language, false) {
        for (value, digit) in (0u8..).zip(found.iter_mut()) {
            let text = formatter.format_to_string(&Decimal::from(value));
            *digit = text.chars().find(|c| ascii_digit(*c).is_some()).unwrap_or(*digit);
        }
    }
    found
}

/// The digit 0 to 9 that a digit of any common script stands for.
pub(super) fn ascii_digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    let code = u32::from(c);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

/// The text with the digits of all scripts as 0 to 9.
pub fn digits_to_ascii(text: &str) -> String {
    text.chars().map(|c| ascii_digit(c).unwrap_or(c)).collect()
}

/// The entries as a list within a sentence: “a, b and c” in the language's manner.
pub fn join_list(items: &[String], language: &str) -> String {
    let options = ListFormatterOptions::default();
    match ListFormatter::try_new_and(language::locale(language).into(), options) {
        Ok(formatter) => formatter.format_to_string(items.iter()),
        // The data of all languages are compiled in; a comma is understood everywhere.
        Err(_) => items.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_does() {
        for (digits, language, text) in [
            ("1234567.50", "en", "1,234,567.50"),
            ("1234567.50", "de", "1.234.567,50"),
            ("1234567.5", "fr", "1\u{202F}234\u{202F}567,5"),
            ("1234567", "hi", "12,34,567"),
            ("12345", "bn", "১২,৩৪৫"),
            ("12345", "mr", "१२,३४५"),
            ("95.5", "fa", "۹۵٫۵"),
            ("95", "my", "၉၅"),
            ("12345", "ar-EG", "١٢٬٣٤٥"),
            ("95", "ar-EG-u-nu-latn", "95"),
            ("-5", "en", "-5"),
            ("0", "en", "0"),
            ("not a number", "en", "not a number"),
            ("7", "no tag at all", "7"),
        ] {
            assert_eq!(
                format_number(digits, NumberForm::default(), language),
                text,
                "{digits} {language}"
            );
        }
    }

    #[test]
    fn numbers_are_rounded_and_their_thousands_left_together() {
        let written = |digits: &str, decimals: u8, ungrouped: bool, language: &str| {
            let form = NumberForm {
                decimals: Some(decimals),
                ungrouped,
                ..NumberForm::default()
            };
            format_number(digits, form, language)
        };
        for (digits, decimals, ungrouped, language, text) in [
            ("1234.5", 0, false, "en", "1,235"),
            ("1234.5", 2, false, "de", "1.234,50"),
            ("1234.4", 0, true, "en", "1234"),
            ("99.995", 2, false, "en", "100.00"),
            ("0.5", 0, false, "en", "1"),
            ("-0.04", 1, false, "en", "0.0"),
            ("-2.5", 0, false, "en", "-3"),
            ("9", 0, false, "fa", "۹"),
            ("twelve", 1, false, "en", "twelve"),
            ("1234567", 0, true, "hi", "1234567"),
        ] {
            assert_eq!(
                written(digits, decimals, ungrouped, language),
                text,
                "{digits} {language}"
            );
        }
    }

    #[test]
    fn percent_and_ordinals_are_as_the_language_has_them() {
        let of = |kind: NumberKind, digits: &str, language: &str| {
            let form = NumberForm {
                kind,
                ..NumberForm::default()
            };
            format_number(digits, form, language)
        };
        for (digits, language, text) in [
            ("95", "en", "95%"),
            ("95.5", "de", "95,5\u{A0}%"),
            ("95", "fr", "95\u{202F}%"),
            ("95", "tr", "%95"),
            ("95", "fa", "۹۵٪"),
            ("95", "ar-EG", "٩٥٪"),
            ("95", "ja", "95%"),
        ] {
            assert_eq!(of(NumberKind::Percent, digits, language), text, "{language}");
        }
        for (digits, language, text) in [
            ("1", "en", "1st"),
            ("2", "en-GB", "2nd"),
            ("13", "en", "13th"),
            ("1023", "en", "1,023rd"),
            ("111", "en", "111th"),
            ("3", "de-AT", "3."),
            ("1", "fr", "1er"),
            ("12", "sv", "12:e"),
            ("22", "sv", "22:a"),
            ("3", "es", "3.º"),
            ("3", "ja", "第3"),
            ("3", "he", "3"),
            ("3.5", "en", "3.5"),
        ] {
            assert_eq!(of(NumberKind::Ordinal, digits, language), text, "{digits} {language}");
        }
    }

    #[test]
    fn thousands_are_told_apart_by_thin_spaces() {
        let texts = ["0", "999", "1000", "1234567"].map(thin_thousands);
        assert_eq!(texts, ["0", "999", "1\u{2009}000", "1\u{2009}234\u{2009}567"]);
    }

    #[test]
    fn digits_of_all_scripts_are_read() {
        assert_eq!(digits_to_ascii("١٢/۰۳/२०২৬ ๑๒ ၉ ９"), "12/03/2026 12 9 9");
    }

    #[test]
    fn lists_end_as_the_language_does() {
        let items = ["A", "B", "C"].map(str::to_owned);
        assert_eq!(join_list(&items, "en"), "A, B, and C");
        assert_eq!(join_list(&items, "de"), "A, B und C");
        assert_eq!(join_list(&items, "ja"), "A、B、C");
        assert_eq!(join_list(&items[..1], "en"), "A");
        assert_eq!(join_list(&[], "en"), "");
    }
}
