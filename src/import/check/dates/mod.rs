//! Dates as people write them, with the order of day and month found over the whole column.

mod era;
mod few;
mod half;
mod order;
mod reading;
mod roc;
mod thai;
mod year;

use crate::diag::Problem;
use crate::locale::{self, DateOrder};
use crate::model::Date;

use super::super::read::day_of_serial;
use super::super::sheet::Cell;
use super::finding::Flaw;
use reading::{Reading, read};

pub(in crate::import::check) use few::told as told_by_few;
pub(in crate::import) use half::SWAPPED as DATES_SWAPPED;
pub(in crate::import::check) use half::question as half_converted;
pub(in crate::import) use order::{ColumnOrder, Evidence, sign};
pub(in crate::import) use roc::ROC as DATES_ROC;
pub(in crate::import::check) use roc::question as roc_years;
pub(in crate::import) use year::YEAR_FIRST as DATES_YEAR_FIRST;
use year::Years;
pub(in crate::import::check) use year::question as short_years;

/// A date, and what is wrong with it or remarkable.
type Found = (Option<Date>, Option<Flaw>);

/// The date in a cell.
pub(super) fn from_cell(cell: &Cell, order: ColumnOrder) -> Found {
    match cell {
        Cell::Date(date) | Cell::DateTime(date, _) => match half::exchanged(*date).filter(|_| order.half_converted) {
            Some(other) => (None, Some(half::doubt(*date, other))),
            None => (Some(*date), unlikely(*date)),
        },
        Cell::Number { value, text } => from_number(*value, text, order.is_1904),
        _ => from_text(cell.text().trim(), order),
    }
}

/// Numbers such as 20261126 are dates; other numbers may be day numbers that lost their format.
fn from_number(value: f64, text: &str, is_1904: bool) -> Found {
    if let (8, Some(date)) = (text.len(), compact(text)) {
        return (Some(date), unlikely(date));
    }
    if let Some(roc::Roc::Day(date)) = roc::read(text) {
        return (None, Some(roc::doubt(text, date)));
    }
    let problem = Problem::error("number-as-date", format!("This is a number, not a date: {text}"));
    let flaw = Flaw::from(problem);
    // From 1927 to 2173: numbers of fewer or more digits are something else.
    if !(10_000.0..100_000.0).contains(&value) {
        return (
            None,
            Some(flaw.hint("Write the date as year-month-day, such as 2026-11-26")),
        );
    }
    // Spreadsheets of old Macintoshes count from 1904.
    const DAYS_TO_1904: f64 = 1462.0;
    let flaw = match (day_of_serial(value), day_of_serial(value + DAYS_TO_1904)) {
        (Some(day), Some(other)) => {
            let usual = |flaw: Flaw, label| flaw.offer(label, day.to_string());
            let old = |flaw: Flaw, label| flaw.offer_as("number-as-date-1904", label, other.to_string());
            if is_1904 {
                let flaw = old(flaw, format!("Write it as {other}: the workbook counts days from 1904"));
                usual(
                    flaw,
                    format!("Write it as {day}, if it was counted from 1900 elsewhere"),
                )
            } else {
                let flaw = usual(flaw, format!("Write it as {day}, if it is the number of a day"));
                old(
                    flaw,
                    format!("Write it as {other}, if its spreadsheet counts days from 1904"),
                )
            }
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
            (5, Ok(serial)) => return from_number(f64::from(serial), text, order.is_1904),
            _ => {}
        }
    }
    if let Some(in_era) = era::read(text) {
        return match in_era {
            era::InEra::Day(date) => (Some(date), unlikely(date)),
            era::InEra::Impossible => {
                let message = format!("There is no such day in the calendar: {text}");
                let problem = Problem::error("impossible-date", message);
                (
                    None,
                    Some(problem.hint("Correct the year, the month or the day").into()),
                )
            }
        };
    }
    if let Some(roc::Roc::Day(date)) = roc::read(text) {
        return (None, Some(roc::doubt(text, date)));
    }
    if let Some(found) = thai::read(text) {
        return found;
    }
    let (year, month, day, is_short) = match reading_of(text) {
        None => return in_words(text, order),
        Some(Reading::Known {
            year,
            month,
            day,
            short_year,
        }) => (year, month, day, short_year),
        Some(Reading::Open {
            year_first: Some(date), ..
        }) if order.years == Years::First => return short_year(text, date),
        Some(Reading::Open {
            first,
            second,
            year,
            year_first: Some(date),
            ..
        }) if order.years == Years::Open => {
            let flaw = year::doubt(text, date);
            return (None, Some(either_order(flaw, first, second, year)));
        }
        Some(Reading::Open {
            first,
            second,
            year,
            short_year,
            ..
        }) => {
            let order = match order.of_texts {
                Some(order) => order,
                None if first == second || first > 12 => DateOrder::DayFirst,
                None if second > 12 => DateOrder::MonthFirst,
                None if is_buddhist(year) => DateOrder::DayFirst,
                None => return (None, Some(ambiguous(text, first, second, year))),
            };
            match order {
                DateOrder::DayFirst => (year, second, first, short_year),
                DateOrder::MonthFirst => (year, first, second, short_year),
            }
        }
    };
    match date_of(year, month, day) {
        Some(date) if is_short => short_year(text, date),
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

/// A date whose year has two digits.
fn short_year(text: &str, date: Date) -> Found {
    let message = format!("The year has two digits and is taken for {}: {text}", date.year());
    let flaw = Flaw::from(Problem::warning("short-year", message));
    (Some(date), Some(flaw.write(date.to_string())))
}

/// The parts of a date; `None` where only its words tell. Years in Thai letters are of the Buddhist calendar.
fn reading_of(text: &str) -> Option<Reading> {
    read(text).filter(|_| !text.contains(|c| matches!(c, '\u{e00}'..='\u{e7f}')))
}

/// Dates in words that languages or calendars read differently: `12 listopad 2026` is in October or in November.
fn in_words(text: &str, order: ColumnOrder) -> Found {
    match locale::parse_date_text(text, order.of_texts)[..] {
        [date] => (Some(date), unlikely(date)),
        [] => {
            let problem = Problem::error("not-a-date", format!("This is not a date: {text}"));
            (
                None,
                Some(problem.hint("Write it as year-month-day, such as 2026-11-26").into()),
            )
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
    either_order(
        Flaw::from(Problem::error("date-ambiguous", message)),
        first,
        second,
        year,
    )
}

/// Offers the date with the day first and with the month first, where there are such days.
fn either_order(mut flaw: Flaw, first: u32, second: u32, year: u32) -> Flaw {
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

/// Whether a year is of the Buddhist calendar; where that is used, the day comes first.
fn is_buddhist(year: u32) -> bool {
    (2400..2700).contains(&year)
}

/// What is said of an issue date in a year in which hardly anything was issued that anybody issues now, nor will be.
pub(super) fn unlikely_issue(date: Date) -> Option<Problem> {
    let year = date.year();
    // What is no year at all is said already.
    let is_told = unlikely(date).is_some();
    let is_usual = (1950..=2050).contains(&year);
    (!is_told && !is_usual).then(|| {
        let message = format!("The year {year} is unlikely for an issue date: {date}");
        Problem::warning("unlikely-date", message).hint("Is this the year that is meant?")
    })
}

/// Years of other calendars and slips of the finger.
fn unlikely(date: Date) -> Option<Flaw> {
    let year = date.year();
    // Nearly every date; nothing is written for it.
    if (1901..2200).contains(&year) {
        return None;
    }
    let flaw = Flaw::from(Problem::warning(
        "unlikely-date",
        format!("The year {year} is unlikely"),
    ));
    Some(match year {
        1900 if (date.month(), date.day()) == (1, 1) => {
            let message = format!("The date {date} often stands where there is none");
            let problem = Problem::warning("unlikely-date", message);
            Flaw::from(problem.hint("Empty the cell, or go on if the day is meant"))
        }
        1900..2200 => return None,
        2400..2700 => match Date::new(year - 543, date.month(), date.day()) {
            Some(common) => {
                let label = format!("Write it as {common}, if the year is of the Buddhist calendar");
                flaw.offer(label, common.to_string())
            }
            None => flaw.hint("Write the year of the common era"),
        },
        1300..1500 => {
            let persian = locale::from_persian(year, date.month(), date.day());
            let flaw = match persian.filter(|common| (1950..2100).contains(&common.year())) {
                Some(common) => {
                    let label = format!("Write it as {common}, if the year is of the Persian calendar");
                    flaw.offer_as("date-persian", label, common.to_string())
                }
                None => flaw,
            };
            flaw.hint("Write the year of the common era, if this one is of the Persian or the Islamic calendar")
        }
        _ => flaw.hint("Correct the year"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, order: Option<DateOrder>) -> Result<String, String> {
        match from_text(text, ColumnOrder::of(order)) {
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
            "２０２６年１１月２６日",
            "２０２６．１１．２６",
            "2026년 11월 26일",
            "26 tháng 11 năm 2026",
            "ngày 26 tháng 11 năm 2026",
            "令和8年11月26日",
            "R8.11.26",
        ] {
            assert_eq!(of(text, None).as_deref(), Ok("2026-11-26"), "{text}");
        }
    }

    #[test]
    fn months_by_name_may_have_a_year_of_two_digits() {
        for text in [
            "5-Mar-26",
            "05-MAR-26",
            "5.Mär.26",
            "05-mrt-26",
            "5-févr-26",
            "05-ene-26",
            "05.янв.26",
            "Mar 5, 26",
        ] {
            let found = of(text, None).expect(text);
            assert!(
                found.starts_with("2026-0") && found.ends_with("-05 short-year"),
                "{text} {found}"
            );
        }
        assert_eq!(of("31-Dec-26", None).as_deref(), Ok("2026-12-31 short-year"));
        assert_eq!(of("31-Dec-87", None).as_deref(), Ok("1987-12-31 short-year"));
        assert_eq!(of("31-Feb-26", None), Err("impossible-date".to_owned()));
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
        // Where the language or the calendar has one order only.
        assert_eq!(of("12 tháng 3 năm 2026", None).as_deref(), Ok("2026-03-12"));
        assert_eq!(of("ngày 4 tháng 5 năm 2026", None).as_deref(), Ok("2026-05-04"));
        assert_eq!(of("12/3/2567", None).as_deref(), Ok("2567-03-12 unlikely-date"));
        let mut evidence = Evidence::default();
        evidence.add(0, sign(&Cell::Text("12/3/2567".into())));
        assert_eq!(evidence.rows().count(), 0, "no order changes it");
        assert_eq!(
            of("26/11/2026", Some(DateOrder::MonthFirst)),
            Err("impossible-date".to_owned())
        );
    }

    #[test]
    fn impossible_and_odd_dates_are_named() {
        assert_eq!(of("2026-02-30", None), Err("impossible-date".to_owned()));
        assert_eq!(of("31.04.2026", None), Err("impossible-date".to_owned()));
        assert_eq!(of("令和6年2月30日", None), Err("impossible-date".to_owned()));
        assert_eq!(of("01.01.1900", None).as_deref(), Ok("1900-01-01 unlikely-date"));
        let issue = |text: &str| unlikely_issue(text.parse().expect(text)).is_some();
        assert_eq!(
            ["1900-05-01", "2062-03-12", "2026-03-12", "1998-01-01", "2567-01-01"].map(issue),
            [true, true, false, false, false]
        );
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
            let flaw = from_text(text, ColumnOrder::of(order)).1.expect(text);
            flaw.texts().join(" ")
        };
        assert_eq!(texts("12 listopad 2026", None), "2026-10-12 2026-11-12");
        assert_eq!(texts("03/04/2026", None), "2026-04-03 2026-03-04");
        assert_eq!(texts("26/11/2026", Some(DateOrder::MonthFirst)), "2026-11-26");
        assert_eq!(texts("2026-02-30", None), "");
        assert_eq!(texts("26.11.26", None), "2026-11-26");
        assert_eq!(texts("2569-11-26", None), "2026-11-26");
        assert_eq!(texts("1404/12/13", None), "2026-03-04");
        assert_eq!(texts("۱۴۰۴/۱۲/۱۳", None), "2026-03-04");
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
            (&["Fri, 03/04/2026", "26/04/2026"], None, day),
            (&["Fri, 03/04/2026", "Sun, 04/26/2026"], None, month),
            (&["Fri, 03/04/2026", "Sat, 04/25/2026"], None, month),
            (&["Fri, 03/04/2026", "2026-04-26"], None, None),
        ] {
            assert_eq!(evidence(texts).order(wanted, false).of_texts, order, "{texts:?}");
        }
        let words = evidence(&["Fri, 03/04/2026", "Sun, 04/26/2026", "R6.3.12", "12 listopad 2026"]);
        assert_eq!(words.rows().collect::<Vec<_>>(), [1, 0], "all that the order changes");
        assert!(evidence(&["Fri, 03/04/2026"]).depends_on_choice(), "a question");
        let mut changed = evidence(&["03/04/2026", "26/04/2026"]);
        changed.remove(1, sign(&Cell::Text("26/04/2026".into())));
        assert_eq!(changed.order(None, false).of_texts, None);
        assert_eq!(changed.rows().collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn a_column_of_both_orders_does_not_tell_whatever_stands_between_the_numbers() {
        let dotted = ["12.03.2026", "26.03.2026", "26.04.2026", "01.05.2026"];
        for (texts, order) in [
            (&["03/04/2026", "04/13/2026"][..], None),
            (&["03/04/2026", "13/04/2026"], Some(DateOrder::DayFirst)),
            (&["03-04-2026", "04/13/2026"], None),
            (&["03/04/2026"], None),
        ] {
            let mut evidence = Evidence::default();
            for (row, text) in (0..).zip(dotted.iter().chain(texts)) {
                evidence.add(row, sign(&Cell::Text((*text).into())));
            }
            assert_eq!(evidence.order(None, false).of_texts, order, "{texts:?}");
        }
    }

    #[test]
    fn numbers_are_dates_only_when_they_look_like_one() {
        for (date, flaw) in [
            from_number(45_992.0, "45992", false),
            from_text("45992", ColumnOrder::default()),
        ] {
            assert_eq!(date, None);
            assert_eq!(flaw.expect("a flaw").texts(), ["2025-12-01", "2029-12-02"]);
        }
        let of_old_workbook = from_number(44_562.0, "44562", true).1.expect("a flaw");
        assert_eq!(of_old_workbook.texts(), ["2026-01-02", "2022-01-01"]);
        assert_eq!(
            from_number(20_261_126.0, "20261126", false)
                .0
                .map(|date| date.to_string())
                .as_deref(),
            Some("2026-11-26")
        );
    }
}
