//! Numbers as the spreadsheet shows them, and day numbers as dates.
//!
//! A number format is a small language (ECMA-376 part 1, 18.8.31). Those parts of it that change what a person reads
//! are done: leading zeros, fixed decimals, percent, and literal text. What else it says (colours, thousands, widths)
//! does not matter here, and a format with conditions, exponents or fractions shows the plain number.

use crate::model::Date;

use super::super::sheet::{Cell, clock};

/// The plain number: no exponent, no more than the 15 digits that a spreadsheet keeps.
pub(super) fn general(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{}", value as i64);
    }
    if !value.is_finite() {
        return value.to_string();
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    format!("{rounded}")
}

/// A number format with something to show that the plain number lacks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pattern {
    positive: Section,
    /// Written without a sign of its own.
    negative: Option<Section>,
    zero: Option<Section>,
}

#[derive(Clone, Debug, PartialEq)]
struct Section {
    whole: Vec<Piece>,
    fraction: Vec<Piece>,
    percent: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece {
    /// A place for a digit; filled with a zero when the number has none there.
    Zero,
    /// A place for a digit.
    Digit,
    Literal(char),
}

impl Pattern {
    /// `None` for formats that show the plain number, and for those that are not understood.
    pub(super) fn parse(code: &str) -> Option<Pattern> {
        if code.eq_ignore_ascii_case("general") || code == "@" || code.len() > 255 {
            return None;
        }
        let sections = split_sections(code);
        let mut sections = sections.iter().map(|section| Section::parse(section));
        let pattern = Pattern {
            positive: sections.next()??,
            negative: sections.next().flatten(),
            zero: sections.next().flatten(),
        };
        Some(pattern)
    }

    pub(super) fn show(&self, value: f64) -> Option<String> {
        if !value.is_finite() || value.abs() >= 1e15 {
            return None;
        }
        let (section, sign) = match (&self.negative, &self.zero) {
            (_, Some(zero)) if value == 0.0 => (zero, ""),
            (Some(negative), _) if value < 0.0 => (negative, ""),
            _ if value < 0.0 => (&self.positive, "-"),
            _ => (&self.positive, ""),
        };
        let shown = section.show(value.abs());
        // A small negative number that is rounded to zero has no sign.
        let sign = if shown.bytes().any(|b| matches!(b, b'1'..=b'9')) {
            sign
        } else {
            ""
        };
        Some(format!("{sign}{}", shown.trim()))
    }
}

/// The parts between `;` outside quotation marks, brackets and escapes.
fn split_sections(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut quoted, mut escaped, mut bracket) = (false, false, false);
    for c in code.chars() {
        let splits = c == ';' && !quoted && !escaped && !bracket;
        if !escaped && !bracket && c == '"' {
            quoted = !quoted;
        }
        if !escaped && !quoted {
            bracket = (bracket || c == '[') && c != ']';
        }
        escaped = !escaped && !quoted && matches!(c, '\\' | '_' | '*');
        if splits {
            sections.push(String::new());
        } else if let Some(last) = sections.last_mut() {
            last.push(c);
        }
    }
    sections
}

impl Section {
    fn parse(code: &str) -> Option<Section> {
        let mut section = Section {
            whole: Vec::new(),
            fraction: Vec::new(),
            percent: false,
        };
        let mut in_fraction = false;
        let mut digits = 0;
        let mut after_comma = false;
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            let pieces = if in_fraction {
                &mut section.fraction
            } else {
                &mut section.whole
            };
            match c {
                '0' => pieces.push(Piece::Zero),
                '#' | '?' => pieces.push(Piece::Digit),
                // Between digits it groups them; after the last one it divides by a thousand, see below.
                ',' => {}
                '.' if !in_fraction => in_fraction = true,
                '%' => {
                    section.percent = true;
                    pieces.push(Piece::Literal('%'));
                }
                '"' => pieces.extend(chars.by_ref().take_while(|c| *c != '"').map(Piece::Literal)),
                '\\' => pieces.push(Piece::Literal(chars.next()?)),
                '_' | '*' => {
                    chars.next();
                }
                '[' => {
                    let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    match inside.strip_prefix('$') {
                        Some(symbol) => {
                            let symbol = symbol.split('-').next().unwrap_or_default();
                            pieces.extend(symbol.chars().map(Piece::Literal));
                        }
                        // A condition chooses between sections in a way that is not done here.
                        None if inside.starts_with(['<', '>', '=']) => return None,
                        None => {}
                    }
                }
                ' ' | '-' | '+' | '(' | ')' | ':' | '$' | '€' | '£' | '¥' => pieces.push(Piece::Literal(c)),
                _ => return None,
            }
            let is_digit = matches!(c, '0' | '#' | '?');
            digits += usize::from(is_digit);
            after_comma = if is_digit {
                false
            } else {
                after_comma || (c == ',' && digits > 0)
            };
        }
        let divides = after_comma;
        (digits > 0 && !divides).then_some(section)
    }

    fn show(&self, value: f64) -> String {
        let value = if self.percent { value * 100.0 } else { value };
        let is_digit = |piece: &&Piece| !matches!(piece, Piece::Literal(_));
        let decimals = self.fraction.iter().filter(is_digit).count();
        // A spreadsheet rounds the decimal number that a person sees, not its binary neighbour: 2.675 gives 2.68.
        let nudged = if value.fract() == 0.0 || value > 1e9 {
            value
        } else {
            value * (1.0 + 1e-14)
        };
        let digits = format!("{nudged:.decimals$}");
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let mut shown = show_whole(&self.whole, whole.trim_start_matches('0'));
        shown.push_str(&show_fraction(&self.fraction, fraction));
        shown
    }
}

/// Fills the places from the right; the leftmost one takes all digits that are left.
fn show_whole(pieces: &[Piece], digits: &str) -> String {
    let mut places = pieces
        .iter()
        .filter(|piece| !matches!(piece, Piece::Literal(_)))
        .count();
    let mut digits: Vec<char> = digits.chars().collect();
    let mut reversed = Vec::new();
    if places == 0 {
        reversed.extend(digits.drain(..).rev());
    }
    for piece in pieces.iter().rev() {
        match piece {
            Piece::Literal(c) => reversed.push(*c),
            Piece::Zero | Piece::Digit => {
                places -= 1;
                match digits.pop() {
                    Some(digit) => reversed.push(digit),
                    None if *piece == Piece::Zero => reversed.push('0'),
                    None => {}
                }
                if places == 0 {
                    reversed.extend(digits.drain(..).rev());
                }
            }
        }
    }
    reversed.iter().rev().collect()
}

/// Optional places at the end show no zeros, and no point stands alone.
fn show_fraction(pieces: &[Piece], digits: &str) -> String {
    let needed = pieces
        .iter()
        .filter(|piece| !matches!(piece, Piece::Literal(_)))
        .enumerate()
        .filter(|(_, piece)| **piece == Piece::Zero)
        .map(|(index, _)| index + 1)
        .last()
        .unwrap_or(0);
    let kept = digits.trim_end_matches('0').len().max(needed).min(digits.len());
    let mut digits = digits.chars().take(kept).peekable();
    let mut shown = String::new();
    if digits.peek().is_some() {
        shown.push('.');
    }
    for piece in pieces {
        match piece {
            Piece::Literal(c) => shown.push(*c),
            Piece::Zero | Piece::Digit => shown.extend(digits.next()),
        }
    }
    shown
}

/// Day 0 of the two date systems, as days from 1970-01-01.
const DAY_0_OF_1900: i64 = -25_569;
const DAY_0_OF_1904: i64 = -24_107;

/// The first day number on which all programs agree: Lotus 1-2-3 took 1900 for a leap year, and Excel followed.
const FIRST_SAFE_DAY: f64 = 61.0;

/// The meaning of a day number with a date or time format.
pub(super) fn date(serial: f64, is_1904: bool) -> Cell {
    if (0.0..1.0).contains(&serial) {
        let seconds = (serial * 86_400.0).round() as u32;
        return Cell::Text(clock(seconds.min(86_399)).into());
    }
    let first = if is_1904 { 0.0 } else { FIRST_SAFE_DAY };
    if !(first..3_000_000.0).contains(&serial) {
        return Cell::BadDate(serial);
    }
    let seconds = (serial.fract() * 86_400.0).round() as i64;
    let day = serial.trunc() as i64 + seconds / 86_400;
    let epoch = if is_1904 { DAY_0_OF_1904 } else { DAY_0_OF_1900 };
    match (Date::from_days(day + epoch), seconds % 86_400) {
        (Some(date), 0) => Cell::Date(date),
        (Some(date), seconds) => Cell::DateTime(date, seconds as u32),
        (None, _) => Cell::BadDate(serial),
    }
}

/// A length of time in days, as hours, minutes and seconds.
pub(super) fn duration(days: f64) -> Cell {
    let seconds = (days.abs() * 86_400.0).round();
    if !seconds.is_finite() || seconds > 1e9 {
        return Cell::BadDate(days);
    }
    let sign = if days < 0.0 && seconds > 0.0 { "-" } else { "" };
    Cell::Text(format!("{sign}{}", clock(seconds as u32)).into())
}

/// A date or time in ISO 8601, as OpenDocument and a few programs write it; anything else stays a text.
pub(super) fn iso(text: &str) -> Cell {
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let Ok(date) = day.parse::<Date>() else {
        return Cell::Text(text.into());
    };
    match seconds_of(time) {
        Some(0) => Cell::Date(date),
        Some(seconds) => Cell::DateTime(date, seconds),
        None => Cell::Text(text.into()),
    }
}

/// Seconds since midnight of `hh:mm:ss`, with any fraction cut; an empty text is midnight.
fn seconds_of(time: &str) -> Option<u32> {
    if time.is_empty() {
        return Some(0);
    }
    let time = time.trim_end_matches('Z');
    let whole = time.split('.').next().unwrap_or_default();
    let mut parts = whole.split(':').map(|part| part.parse::<u32>().ok());
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = parts.next().unwrap_or(Some(0))?;
    (hours < 24 && minutes < 60 && seconds < 60 && parts.next().is_none())
        .then_some(hours * 3600 + minutes * 60 + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, value: f64) -> Option<String> {
        Pattern::parse(code)?.show(value)
    }

    #[test]
    fn plain_numbers_have_no_exponent_and_no_noise() {
        for (value, text) in [
            (1.0, "1"),
            (-3.0, "-3"),
            (79_210_001_122.0, "79210001122"),
            (1e15, "1000000000000000"),
            (1.5e20, "150000000000000000000"),
            (0.1 + 0.2, "0.3"),
            (2.5, "2.5"),
            (1e-7, "0.0000001"),
        ] {
            assert_eq!(general(value), text);
        }
    }

    #[test]
    fn formats_show_what_a_person_sees() {
        for (code, value, text) in [
            ("00000", 123.0, "00123"),
            ("0", 2.5, "3"),
            ("0.00", 2.675, "2.68"),
            ("0.00", 3.5, "3.50"),
            ("#,##0.00", 1234.5, "1234.50"),
            ("0%", 0.95, "95%"),
            ("0.0%", 0.955, "95.5%"),
            ("000-00-0000", 12_345_678.0, "012-34-5678"),
            ("\"AB-\"0000", 42.0, "AB-0042"),
            ("0\" pts\"", 12.0, "12 pts"),
            ("0.##", 5.0, "5"),
            ("0.0#", 5.25, "5.25"),
            ("0;(0)", -5.0, "(5)"),
            ("0", -5.0, "-5"),
            ("0", -0.2, "0"),
            ("0;-0;\"none\"0", 0.0, "none0"),
            ("_(* #,##0.00_);_(* (#,##0.00)", 7.0, "7.00"),
            ("#,##0.00 [$€-407]", 12.5, "12.50 €"),
        ] {
            assert_eq!(shown(code, value).as_deref(), Some(text), "{code}");
        }
        for code in ["General", "@", "0.00E+00", "# ?/?", "#,##0,", "[>100]0;00", "yyyy", ""] {
            assert_eq!(shown(code, 5.0), None, "{code}");
        }
    }

    #[test]
    fn day_numbers_are_days() {
        let day = |text: &str| Cell::Date(text.parse().expect(text));
        assert_eq!(date(45_992.0, false), day("2025-12-01"));
        assert_eq!(date(61.0, false), day("1900-03-01"));
        assert_eq!(date(60.0, false), Cell::BadDate(60.0));
        assert_eq!(date(-1.0, false), Cell::BadDate(-1.0));
        assert_eq!(date(2_958_465.0, false), day("9999-12-31"));
        assert_eq!(date(2_958_466.0, false), Cell::BadDate(2_958_466.0));
        assert_eq!(date(f64::NAN, false).text(), "NaN");
        assert_eq!(date(44_530.0, true), day("2025-12-01"));
        assert_eq!(date(45_992.5, false).text(), "2025-12-01 12:00");
        assert_eq!(date(45_992.999_999_99, false), day("2025-12-02"));
        assert_eq!(date(0.604_166_666_7, false).text(), "14:30");
        assert_eq!(duration(1.5).text(), "36:00");
    }

    #[test]
    fn iso_texts_are_dates_when_they_are() {
        assert_eq!(iso("2025-12-01"), Cell::Date("2025-12-01".parse().expect("day")));
        assert_eq!(
            iso("2025-12-01T00:00:00.000Z"),
            Cell::Date("2025-12-01".parse().expect("day"))
        );
        assert_eq!(iso("2025-12-01T08:30:00").text(), "2025-12-01 08:30");
        assert_eq!(iso("garbage"), Cell::Text("garbage".into()));
        assert_eq!(iso("2025-02-30"), Cell::Text("2025-02-30".into()));
    }
}
