//! Dates as people write them, with the order of day and month found over the whole column.

use std::borrow::Cow;

use crate::diag::{Place, Problem};
use crate::locale::{self, DateOrder};
use crate::model::Date;

use super::super::pieces::RowSet;
use super::super::read::day_of_serial;
use super::super::sheet::{Cell, Sheet};
use super::finding::{Finding, Fix, Flaw, Repair};
use super::plan::Column;

/// What is known about the order in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct ColumnOrder(Option<DateOrder>);

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

/// What the text in a cell tells of the order in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Sign {
    DayFirst,
    MonthFirst,
    /// It can be read in both orders, as different days.
    Either,
}

/// What a cell tells of the order; `None` for most cells, which an order does not change.
pub(in crate::import) fn sign(cell: &Cell) -> Option<Sign> {
    let Cell::Text(text) = cell else { return None };
    let Reading::Open { first, second, .. } = read(text.trim())? else {
        return None;
    };
    match (first > 12, second > 12) {
        (true, false) => Some(Sign::DayFirst),
        (false, true) => Some(Sign::MonthFirst),
        (false, false) if first != second => Some(Sign::Either),
        _ => None,
    }
}

/// The rows of a column that tell something of the order of its dates, by their places in the sheet.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Evidence {
    day_first: RowSet,
    month_first: RowSet,
    either: RowSet,
}

impl Evidence {
    pub(in crate::import) fn add(&mut self, row: u32, sign: Option<Sign>) {
        if let Some(sign) = sign {
            self.of(sign).insert(row);
        }
    }

    pub(in crate::import) fn remove(&mut self, row: u32, sign: Option<Sign>) {
        if let Some(sign) = sign {
            self.of(sign).remove(row);
        }
    }

    fn of(&mut self, sign: Sign) -> &mut RowSet {
        match sign {
            Sign::DayFirst => &mut self.day_first,
            Sign::MonthFirst => &mut self.month_first,
            Sign::Either => &mut self.either,
        }
    }

    /// The order: as the column itself tells, else as it is wanted.
    pub(in crate::import) fn order(&self, wanted: Option<DateOrder>) -> ColumnOrder {
        ColumnOrder(match (self.day_first.is_empty(), self.month_first.is_empty()) {
            (false, true) => Some(DateOrder::DayFirst),
            (true, false) => Some(DateOrder::MonthFirst),
            _ => wanted,
        })
    }

    /// Whether there are dates whose order the column itself does not settle.
    pub(in crate::import) fn depends_on_choice(&self) -> bool {
        !self.either.is_empty() && self.order(None).0.is_none()
    }

    /// The rows whose dates an order may change.
    pub(in crate::import) fn rows(&self) -> impl Iterator<Item = u32> {
        let all = [&self.day_first, &self.month_first, &self.either];
        all.into_iter().flat_map(RowSet::iter)
    }

    /// The question that a column leaves open.
    pub(super) fn question(&self, sheet: &Sheet, column: &Column, wanted: Option<DateOrder>) -> Option<Finding> {
        let first = self.either.first()?;
        if self.order(wanted).0.is_some() {
            return None;
        }
        let row = sheet.rows.get(first as usize)?;
        let text = row.cell(column.index).text().trim().to_owned();
        let why = if self.day_first.is_empty() {
            "does not tell whether the day or the month is first"
        } else {
            "is written in two orders"
        };
        let fix = |order, what: &str| Fix {
            kind: Cow::Borrowed("date-order"),
            label: match from_text(&text, ColumnOrder(Some(order))).0 {
                Some(date) => format!("Read {text} as {date}, with {what} first"),
                None => format!("Read {text} with {what} first"),
            },
            repair: Repair::DateOrder(order),
        };
        let place = Place {
            row: Some(row.number),
            field: Some(column.field.clone()),
            ..Place::default().column(column.title.as_str())
        };
        let problem = Problem::warning("dates-ambiguous", format!("The column {why}, as in {text}"))
            .hint("Say what is first, format the column as dates, or write them as 2026-11-26")
            .at(place);
        Some(Finding {
            problem,
            column: Some(column.index),
            fixes: vec![
                fix(DateOrder::DayFirst, "the day"),
                fix(DateOrder::MonthFirst, "the month"),
            ],
        })
    }
}

/// A date, and what is wrong with it or remarkable.
type Found = (Option<Date>, Option<Flaw>);

/// The date in a cell.
pub(super) fn from_cell(cell: &Cell, order: ColumnOrder) -> Found {
    match cell {
        Cell::Date(date) | Cell::DateTime(date, _) => (Some(*date), unlikely(*date)),
        Cell::Number { value, text } => from_number(*value, text),
        _ => from_text(cell.text().trim(), order),
    }
}

/// Numbers such as 20261126 are dates; other numbers may be day numbers that lost their format.
fn from_number(value: f64, text: &str) -> Found {
    if let (8, Some(date)) = (text.len(), compact(text)) {
        return (Some(date), unlikely(date));
    }
    let problem = Problem::error("number-as-date", format!("This is a number, not a date: {text}"));
    let flaw = Flaw::from(problem);
    // From 1927 to 2173: numbers of fewer or more digits are something else.
    if !(10_000.0..100_000.0).contains(&value) {
        return (None, Some(flaw.hint("Write the date as 2026-11-26")));
    }
    // Spreadsheets of old Macintoshes count from 1904.
    const DAYS_TO_1904: f64 = 1462.0;
    let flaw = match (day_of_serial(value), day_of_serial(value + DAYS_TO_1904)) {
        (Some(day), Some(other)) => {
            let usual = format!("Write it as {day}, if it is the number of a day");
            let old = format!("Write it as {other}, if its spreadsheet counts days from 1904");
            flaw.offer(usual, day.to_string())
                .offer_as("number-as-date-1904", old, other.to_string())
        }
        _ => flaw,
    };
    (None, Some(flaw))
}

fn compact(text: &str) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let date = Date::new(i32::try_from(part(0..4)?).ok()?, part(4..6)?, part(6..8)?)?;
    (1900..2200).contains(&date.year()).then_some(date)
}

/// The date in a text.
pub(super) fn from_text(text: &str, order: ColumnOrder) -> Found {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        match (text.len(), text.parse::<u32>()) {
            (8, _) => {
                if let Some(date) = compact(text) {
                    return (Some(date), unlikely(date));
                }
            }
            (5, Ok(serial)) => return from_number(f64::from(serial), text),
            _ => {}
        }
    }
    // Years in Thai letters are of the Buddhist calendar.
    let reading = read(text).filter(|_| !text.contains(|c| matches!(c, '\u{e00}'..='\u{e7f}')));
    let (year, month, day, short_year) = match reading {
        None => return in_words(text, order),
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
                None => return (None, Some(ambiguous(text, first, second, year))),
            };
            match order {
                DateOrder::DayFirst => (year, second, first, short_year),
                DateOrder::MonthFirst => (year, first, second, short_year),
            }
        }
    };
    match date_of(year, month, day) {
        Some(date) if short_year => {
            let problem = Problem::warning(
                "short-year",
                format!("The year has two digits and is taken for {year}: {text}"),
            );
            (Some(date), Some(Flaw::from(problem).write(date.to_string())))
        }
        Some(date) => (Some(date), unlikely(date)),
        None => {
            let message = format!("There is no such day in the calendar: {text}");
            let flaw = Flaw::from(Problem::error("impossible-date", message));
            // The other order of a column may be the right one here.
            (
                None,
                Some(match date_of(year, day, month) {
                    Some(date) => flaw.write(date.to_string()),
                    None => flaw.hint("Correct the day, the month or the year"),
                }),
            )
        }
    }
}

/// Dates in words that languages or calendars read differently: `12 listopad 2026` is in October or in November.
fn in_words(text: &str, order: ColumnOrder) -> Found {
    match locale::parse_date_text(text, order.0)[..] {
        [date] => (Some(date), unlikely(date)),
        [] => {
            let problem = Problem::error("not-a-date", format!("This is not a date: {text}"));
            (None, Some(problem.hint("Write it as 2026-11-26").into()))
        }
        ref several => {
            let message = format!("The date can be read in several ways: {text}");
            let flaw = Flaw::from(Problem::error("date-ambiguous", message));
            let write = |flaw: Flaw, date: &Date| flaw.write(date.to_string());
            (None, Some(several.iter().take(3).fold(flaw, write)))
        }
    }
}

fn date_of(year: u32, month: u32, day: u32) -> Option<Date> {
    i32::try_from(year).ok().and_then(|year| Date::new(year, month, day))
}

fn ambiguous(text: &str, first: u32, second: u32, year: u32) -> Flaw {
    let message = format!("The date can be read in two ways, day or month first: {text}");
    let mut flaw = Flaw::from(Problem::error("date-ambiguous", message));
    let ways = [
        (second, first, "date-day-first", "the day"),
        (first, second, "date-month-first", "the month"),
    ];
    for (month, day, kind, what) in ways {
        if let Some(date) = date_of(year, month, day) {
            let label = format!("Write it as {date}, if {what} is first");
            flaw = flaw.offer_as(kind, label, date.to_string());
        }
    }
    flaw
}

/// Years of other calendars and slips of the finger.
fn unlikely(date: Date) -> Option<Flaw> {
    let year = date.year();
    let flaw = Flaw::from(Problem::warning(
        "unlikely-date",
        format!("The year {year} is unlikely"),
    ));
    Some(match year {
        1900..2200 => return None,
        2400..2700 => match Date::new(year - 543, date.month(), date.day()) {
            Some(common) => {
                let label = format!("Write it as {common}, if the year is of the Buddhist calendar");
                flaw.offer(label, common.to_string())
            }
            None => flaw.hint("Write the year of the common era"),
        },
        1300..1500 => {
            flaw.hint("Write the year of the common era, if this one is of the Persian or the Islamic calendar")
        }
        _ => flaw.hint("Correct the year"),
    })
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
            (Some(date), Some(flaw)) => Ok(format!("{date} {}", flaw.problem.code)),
            (None, flaw) => Err(flaw.map_or_else(String::new, |flaw| flaw.problem.code.into_owned())),
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
            "26 พฤศจิกายน 2569",
            "5 آذر 1405",
        ] {
            assert_eq!(of(text, None).as_deref(), Ok("2026-11-26"), "{text}");
        }
    }

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
    fn what_a_date_may_be_is_offered() {
        let texts = |text: &str, order| {
            let flaw = from_text(text, ColumnOrder(order)).1.expect(text);
            flaw.texts().join(" ")
        };
        assert_eq!(texts("12 listopad 2026", None), "2026-10-12 2026-11-12");
        assert_eq!(texts("03/04/2026", None), "2026-04-03 2026-03-04");
        assert_eq!(texts("26/11/2026", Some(DateOrder::MonthFirst)), "2026-11-26");
        assert_eq!(texts("2026-02-30", None), "");
        assert_eq!(texts("26.11.26", None), "2026-11-26");
        assert_eq!(texts("2569-11-26", None), "2026-11-26");
    }

    #[test]
    fn a_column_tells_its_order() {
        let evidence = |texts: &[&str]| {
            let mut evidence = Evidence::default();
            for (row, text) in (0..).zip(texts) {
                evidence.add(row, sign(&Cell::Text((*text).into())));
            }
            evidence
        };
        let (day, month) = (Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst));
        for (texts, wanted, order) in [
            (&["03/04/2026", "26/04/2026"][..], None, day),
            (&["03/04/2026", "26/04/2026"], month, day),
            (&["03/04/2026", "04/26/2026"], None, month),
            (&["03/04/2026", "04/26/2026", "26/04/2026"], None, None),
            (&["03/04/2026", "04/26/2026", "26/04/2026"], month, month),
            (&["03/04/2026"], None, None),
            (&["03/04/2026"], day, day),
            (&["2026-11-26", "26.11.2026"], None, None),
        ] {
            assert_eq!(evidence(texts).order(wanted).0, order, "{texts:?}");
        }
        let mut changed = evidence(&["03/04/2026", "26/04/2026"]);
        changed.remove(1, Some(Sign::DayFirst));
        assert_eq!(changed.order(None).0, None);
        assert_eq!(changed.rows().collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn numbers_are_dates_only_when_they_look_like_one() {
        for (date, flaw) in [from_number(45_992.0, "45992"), from_text("45992", ColumnOrder(None))] {
            assert_eq!(date, None);
            assert_eq!(flaw.expect("a flaw").texts(), ["2025-12-01", "2029-12-02"]);
        }
        assert_eq!(
            from_number(20_261_126.0, "20261126")
                .0
                .map(|date| date.to_string())
                .as_deref(),
            Some("2026-11-26")
        );
    }
}
