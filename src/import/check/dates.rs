//! Dates as people write them, with the order of day and month found over the whole column.

use crate::diag::{Place, Problem, Problems};
use crate::locale::{self, DateOrder};
use crate::model::Date;

use super::super::sheet::{Cell, Sheet};

/// What is known about the order in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ColumnOrder(Option<DateOrder>);

/// A date before its order is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
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
    },
}

/// Finds the order in a column from those of its texts that allow only one, and reports a column that does not tell.
pub(super) fn order_of(
    sheet: &Sheet,
    column: usize,
    title: &str,
    wanted: Option<DateOrder>,
    problems: &mut Problems,
) -> ColumnOrder {
    if wanted.is_some() {
        return ColumnOrder(wanted);
    }
    let (mut day_first, mut month_first) = (0, 0);
    let mut open: Option<(u32, &str)> = None;
    for row in &sheet.rows {
        let Cell::Text(text) = row.cell(column) else { continue };
        let Some(Reading::Open { first, second, .. }) = read(text.trim()) else {
            continue;
        };
        match (first > 12, second > 12) {
            (true, false) => day_first += 1,
            (false, true) => month_first += 1,
            (false, false) if first != second => open = open.or(Some((row.number, text.trim()))),
            _ => {}
        }
    }
    match (day_first, month_first, open) {
        (_, 0, _) if day_first > 0 => ColumnOrder(Some(DateOrder::DayFirst)),
        (0, _, _) if month_first > 0 => ColumnOrder(Some(DateOrder::MonthFirst)),
        (_, _, Some((row, text))) => {
            let why = if day_first > 0 {
                "is written in two orders"
            } else {
                "does not tell whether the day or the month is first"
            };
            let place = Place {
                row: Some(row),
                ..Place::default().column(title)
            };
            problems.push(
                Problem::warning("dates-ambiguous", format!("The column {why}, as in {text}"))
                    .hint("Format the column as dates, or write them as 2026-11-26")
                    .at(place),
            );
            ColumnOrder(None)
        }
        _ => ColumnOrder(None),
    }
}

/// The date in a cell, and what is wrong with it or remarkable.
pub(super) fn from_cell(cell: &Cell, order: ColumnOrder) -> (Option<Date>, Option<Problem>) {
    match cell {
        Cell::Date(date) | Cell::DateTime(date, _) => (Some(*date), unlikely(*date)),
        Cell::Number { value, text } => from_number(*value, text),
        _ => from_text(cell.text().trim(), order),
    }
}

/// Numbers such as 20261126 are dates; other numbers may be day numbers that lost their format.
fn from_number(value: f64, text: &str) -> (Option<Date>, Option<Problem>) {
    if let (8, Some(date)) = (text.len(), compact(text)) {
        return (Some(date), unlikely(date));
    }
    let problem = Problem::error("number-as-date", format!("This is a number, not a date: {text}"));
    let day = super::super::read::day_of_serial(value).filter(|_| (10_000.0..100_000.0).contains(&value));
    let problem = match day {
        Some(day) => problem.hint(format!("Format the column as dates, if this is {day}")),
        None => problem.hint("Write the date as 2026-11-26"),
    };
    (None, Some(problem))
}

fn compact(text: &str) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let date = Date::new(i32::try_from(part(0..4)?).ok()?, part(4..6)?, part(6..8)?)?;
    (1900..2200).contains(&date.year()).then_some(date)
}

/// The date in a text.
pub(super) fn from_text(text: &str, order: ColumnOrder) -> (Option<Date>, Option<Problem>) {
    if text.len() == 8
        && text.bytes().all(|b| b.is_ascii_digit())
        && let Some(date) = compact(text)
    {
        return (Some(date), unlikely(date));
    }
    let (year, month, day, short_year) = match read(text) {
        None => {
            let problem = Problem::error("not-a-date", format!("This is not a date: {text}"));
            return (None, Some(problem.hint("Write it as 2026-11-26")));
        }
        Some(Reading::Known {
            year,
            month,
            day,
            short_year,
        }) => (year, month, day, short_year),
        Some(Reading::Open {
            first,
            second,
            year,
            short_year,
        }) => {
            let order = match order.0 {
                Some(order) => order,
                None if first == second || first > 12 => DateOrder::DayFirst,
                None if second > 12 => DateOrder::MonthFirst,
                None => {
                    let message = format!("The date can be read in two ways, day or month first: {text}");
                    return (
                        None,
                        Some(Problem::error("date-ambiguous", message).hint("Write it as 2026-11-26")),
                    );
                }
            };
            match order {
                DateOrder::DayFirst => (year, second, first, short_year),
                DateOrder::MonthFirst => (year, first, second, short_year),
            }
        }
    };
    let date = i32::try_from(year).ok().and_then(|year| Date::new(year, month, day));
    match date {
        Some(date) if short_year => {
            let problem = Problem::warning(
                "short-year",
                format!("The year has two digits and is taken for {year}: {text}"),
            );
            (Some(date), Some(problem.hint("Write the year in full")))
        }
        Some(date) => (Some(date), unlikely(date)),
        None => {
            let problem = Problem::error(
                "impossible-date",
                format!("There is no such day in the calendar: {text}"),
            );
            (None, Some(problem.hint("Correct the day, the month or the year")))
        }
    }
}

/// Years of other calendars and slips of the finger.
fn unlikely(date: Date) -> Option<Problem> {
    let hint = match date.year() {
        1900..2200 => return None,
        2400..2700 => "Write the year of the common era, if this one is of the Buddhist calendar",
        1300..1500 => "Write the year of the common era, if this one is of the Persian or the Islamic calendar",
        _ => "Correct the year",
    };
    Some(Problem::warning("unlikely-date", format!("The year {} is unlikely", date.year())).hint(hint))
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
            (None, last) if c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) => match last {
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

fn read(text: &str) -> Option<Reading> {
    if text.len() > 60 {
        return None;
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
    match (month, &numbers[..]) {
        (Some(month), [(day, 1 | 2), (year, 4)] | [(year, 4), (day, 1 | 2)]) => Some(Reading::Known {
            year: *year,
            month,
            day: *day,
            short_year: false,
        }),
        (None, [(year, 4), (month, 1 | 2), (day, 1 | 2)]) => Some(Reading::Known {
            year: *year,
            month: *month,
            day: *day,
            short_year: false,
        }),
        (None, [(first, 1 | 2), (second, 1 | 2), (year, digits @ (2 | 4))]) => {
            let short_year = *digits == 2;
            let year = match (short_year, *year) {
                (true, year @ 0..70) => year + 2000,
                (true, year) => year + 1900,
                (false, year) => year,
            };
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
            })
        }
        _ => None,
    }
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

    fn of(text: &str, order: Option<DateOrder>) -> Result<String, String> {
        match from_text(text, ColumnOrder(order)) {
            (Some(date), None) => Ok(date.to_string()),
            (Some(date), Some(problem)) => Ok(format!("{date} {}", problem.code)),
            (None, problem) => Err(problem.map_or_else(String::new, |problem| problem.code.into_owned())),
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "2026-11-26",
            "2026/11/26",
            "2026.11.26",
            "26.11.2026",
            "26. 11. 2026",
            "26/11/2026",
            "11/26/2026",
            "20261126",
            "2026-11-26T00:00:00Z",
            "26.11.2026 10:30",
            "2026年11月26日",
            "2026년 11월 26일",
            "26 November 2026",
            "November 26, 2026",
            "Nov 26th, 2026",
            "26. November 2026",
            "26 novembre 2026",
            "26 de noviembre de 2026",
            "26 ноября 2026 г.",
            "26 листопада 2026 року",
            "٢٦/١١/٢٠٢٦",
            "26 Kasım 2026",
            "2026. november 26.",
            "26-Nov-2026",
        ] {
            assert_eq!(of(text, None).as_deref(), Ok("2026-11-26"), "{text}");
        }
    }

    #[test]
    fn the_order_is_not_guessed() {
        assert_eq!(of("03/04/2026", None), Err("date-ambiguous".to_owned()));
        assert_eq!(of("03/04/2026", Some(DateOrder::DayFirst)).as_deref(), Ok("2026-04-03"));
        assert_eq!(
            of("03/04/2026", Some(DateOrder::MonthFirst)).as_deref(),
            Ok("2026-03-04")
        );
        assert_eq!(of("04/04/2026", None).as_deref(), Ok("2026-04-04"));
        assert_eq!(
            of("26/11/2026", Some(DateOrder::MonthFirst)),
            Err("impossible-date".to_owned())
        );
    }

    #[test]
    fn impossible_and_odd_dates_are_named() {
        assert_eq!(of("2026-02-30", None), Err("impossible-date".to_owned()));
        assert_eq!(of("31.04.2026", None), Err("impossible-date".to_owned()));
        assert_eq!(of("26.11.26", None).as_deref(), Ok("2026-11-26 short-year"));
        assert_eq!(of("2569-11-26", None).as_deref(), Ok("2569-11-26 unlikely-date"));
        for wrong in [
            "soon",
            "2026",
            "11/2026",
            "26 Foo 2026",
            "1.2.3.4",
            "99999999999999999999",
            "tomorrow 26 2026",
        ] {
            assert_eq!(of(wrong, None), Err("not-a-date".to_owned()), "{wrong}");
        }
    }

    #[test]
    fn numbers_are_dates_only_when_they_look_like_one() {
        let (date, problem) = from_number(45_992.0, "45992");
        assert_eq!(date, None);
        assert!(problem.expect("problem").hints[0].contains("2025-12-01"));
        assert_eq!(
            from_number(20_261_126.0, "20261126")
                .0
                .map(|date| date.to_string())
                .as_deref(),
            Some("2026-11-26")
        );
    }
}
