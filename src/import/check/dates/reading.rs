//! The parts of a date in a text: numbers, the names of months, and the signs and words around them.

use super::date_of;
use crate::locale;
use crate::model::Date;

/// A date before its order is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Known {
        year: u32,
        month: u32,
        day: u32,
        short_year: bool,
    },
    /// Two numbers, either of which may be the day.
    Open {
        first: u32,
        second: u32,
        year: u32,
        short_year: bool,
        /// The day with a year of two digits in the place of the first number, where there is one.
        year_first: Option<Date>,
    },
}

/// A piece of a date: digits or a word.
enum Token {
    Number { value: u32, digits: usize },
    Word(String),
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut joined = false;
    for c in text.chars() {
        match (c.to_digit(10), tokens.last_mut()) {
            (Some(digit), Some(Token::Number { value, digits })) if joined => {
                *value = value.checked_mul(10)?.checked_add(digit)?;
                *digits += 1;
            }
            (Some(digit), _) => tokens.push(Token::Number {
                value: digit,
                digits: 1,
            }),
            (None, last) if locale::is_letter(c) || locale::is_mark(c) => match last {
                // The signs for year, month and day stand by themselves.
                Some(Token::Word(word)) if joined && !is_unit(word) => word.push(c),
                _ => tokens.push(Token::Word(c.to_string())),
            },
            _ => {
                joined = false;
                continue;
            }
        }
        joined = true;
        if tokens.len() > 8 {
            return None;
        }
    }
    Some(tokens)
}

fn is_unit(word: &str) -> bool {
    matches!(word, "年" | "月" | "日" | "년" | "월" | "일")
}

/// The month that a word names, when languages agree about it.
fn month_of(word: &str) -> Option<u32> {
    match locale::parse_month_name(word)[..] {
        [month] => Some(month),
        _ => None,
    }
}

/// Words around the parts of a date that say nothing.
const FILLERS: [&str; 19] = [
    "de", "del", "of", "the", "st", "nd", "rd", "th", "er", "le", "el", "den", "di", "г", "года", "року", "р", "roku",
    "an",
];

/// The parts of the date in a text; `None` for what is none, or is read by its language only.
pub(super) fn read(text: &str) -> Option<Reading> {
    if text.len() > 60 {
        return None;
    }
    if let Some(numbers) = three_numbers(text) {
        return of_numbers(None, &numbers, text);
    }
    let text = locale::digits_to_ascii(without_time(text));
    let mut numbers: Vec<(u32, usize)> = Vec::new();
    let mut month = None;
    for token in tokens(&text)? {
        match token {
            Token::Number { value, digits } => numbers.push((value, digits)),
            Token::Word(word) if is_unit(&word) => {}
            Token::Word(word) => match month_of(&word) {
                Some(number) if month.is_none() => month = Some(number),
                _ if FILLERS.contains(&word.to_lowercase().as_str()) => {}
                _ => return None,
            },
        }
    }
    of_numbers(month, &numbers, &text)
}

/// The numbers of `2026-11-26`, `26.11.2026` and the like, as most dates are written, with how many digits they have.
fn three_numbers(text: &str) -> Option<[(u32, usize); 3]> {
    let mut found = [(0, 0); 3];
    let mut parts = text.split(['-', '.', '/']);
    for slot in &mut found {
        let part = parts.next().filter(|part| (1..=4).contains(&part.len()))?;
        let is_number = part.bytes().all(|b| b.is_ascii_digit());
        *slot = (part.parse().ok().filter(|_| is_number)?, part.len());
    }
    parts.next().is_none().then_some(found)
}

/// What the numbers of a date are, and the month where it has a name; the signs between them tell, too.
fn of_numbers(month: Option<u32>, numbers: &[(u32, usize)], text: &str) -> Option<Reading> {
    match (month, numbers) {
        (Some(month), [(day, 1 | 2), (year, 4)] | [(year, 4), (day, 1 | 2)]) => Some(Reading::Known {
            year: *year,
            month,
            day: *day,
            short_year: false,
        }),
        // As Excel shows dates where nobody asks for more: `5-Mar-26`.
        (Some(month), [(day, 1 | 2), (year, 2)]) => Some(Reading::Known {
            year: full_year(*year),
            month,
            day: *day,
            short_year: true,
        }),
        (None, [(year, 4), (month, 1 | 2), (day, 1 | 2)]) => Some(Reading::Known {
            year: *year,
            month: *month,
            day: *day,
            short_year: false,
        }),
        (None, [(first, width @ (1 | 2)), (second, 1 | 2), (last, digits @ (2 | 4))]) => {
            let short_year = *digits == 2;
            let year = if short_year { full_year(*last) } else { *last };
            // Points between the numbers are written where the day comes first.
            if text.contains('.') && !text.contains(['/', '-']) {
                return Some(Reading::Known {
                    year,
                    month: *second,
                    day: *first,
                    short_year,
                });
            }
            Some(Reading::Open {
                first: *first,
                second: *second,
                year,
                short_year,
                year_first: date_of(full_year(*first), *second, *last).filter(|_| short_year && *width == 2),
            })
        }
        _ => None,
    }
}

/// The year that two digits stand for.
fn full_year(digits: u32) -> u32 {
    if digits < 70 { digits + 2000 } else { digits + 1900 }
}

/// The text without a time of day after the date: `2026-11-26T10:00:00Z`, `26.11.2026 10:00`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let before = text.get(..colon).unwrap_or(text);
    let start = before.rfind(['T', ' ', '\u{a0}', ',']);
    start.and_then(|start| text.get(..start)).unwrap_or(text).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_reads_the_same_as_the_long_one() {
        for text in [
            "2026-11-26",
            "26.11.2026",
            "1/2/03",
            "26-11.2026",
            "2026/1/2",
            "1.2.3",
            "123/4/5",
        ] {
            assert!(three_numbers(text).is_some(), "{text}");
            // A mark that means nothing leads the other way.
            assert_eq!(read(text), read(&format!("{text} ")), "{text}");
        }
        for text in [
            "",
            "2026-11",
            "1.2.3.4",
            "-1-2-3",
            "20261-1-1",
            "26 11 2026",
            "+1/2/3",
            "٢٦/١١/٢٠٢٦",
        ] {
            assert_eq!(three_numbers(text), None, "{text}");
        }
    }
}
