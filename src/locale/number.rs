//! Numbers and lists in the manner of a language.

use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::decimal::options::DecimalFormatterOptions;
use icu::list::ListFormatter;
use icu::list::options::ListFormatterOptions;

use super::language;

/// The digit zero of the scripts that have their own; the other nine follow it (Unicode, general category Nd).
const ZEROS: &[u32] = &[
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
    0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0,
    0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
];

/// A decimal number (`-?[0-9]+(\.[0-9]+)?`) with the digits, grouping and decimal mark of the language. All digits
/// behind the mark are kept. A text that is no such number, and any number in an unknown language, stays as it is.
pub fn format_number(digits: &str, language: &str) -> String {
    let Ok(number) = digits.trim().parse::<Decimal>() else {
        return digits.to_owned();
    };
    match formatter(language) {
        Some(formatter) => formatter.format_to_string(&number),
        None => digits.to_owned(),
    }
}

/// Made anew each time: it is a look-up in data that are compiled in, and cannot be shared between threads.
fn formatter(language: &str) -> Option<DecimalFormatter> {
    let locale = language::try_locale(language)?;
    DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default()).ok()
}

/// The digits 0 to 9 as the language writes them.
pub(super) fn digits(language: &str) -> [char; 10] {
    let mut found = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    if let Some(formatter) = formatter(language) {
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
            assert_eq!(format_number(digits, language), text, "{digits} {language}");
        }
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
