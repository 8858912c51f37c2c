//! Dates of Taiwan's calendar without the name of its era: 115/03/04 is the fourth of March 2026. What writes so writes
//! whole columns so, and is asked once whether it does.

use std::borrow::Cow;

use super::super::super::sheet::{Cell, Sheet};
use super::super::finding::{Finding, Fix, Flaw, Repair};
use super::super::plan::Column;
use super::order::Evidence;
use crate::diag::{Place, Problem};
use crate::locale;
use crate::model::Date;

/// The kind of the fix of a row, and of the answer for its column.
pub(in crate::import) const ROC: &str = "date-roc";

/// The years between which issuing and birth are likely in that calendar, 2011 to 2041: three digits are nothing else.
const YEARS: std::ops::RangeInclusive<i32> = 100..=130;

/// What a cell is whose year may be one of Taiwan's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Roc {
    Day(Date),
    /// A year of three digits that is another one, or no day of the calendar.
    Other,
}

/// What a text is; `None` for what does not begin with a year of three digits.
pub(super) fn read(text: &str) -> Option<Roc> {
    // Most dates are written otherwise.
    let may_be = match text.as_bytes() {
        [a, b, c, next, ..] if a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_digit() => {
            !next.is_ascii_digit() || text.len() == 7
        }
        [first, ..] => !first.is_ascii(),
        [] => false,
    };
    if text.len() > 40 || !may_be {
        return None;
    }
    let plain = locale::digits_to_ascii(text);
    let [year, month, day] = parts(&plain)?;
    let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year));
    let date = year.and_then(|year| Date::new(year + 1911, month, day));
    Some(date.map_or(Roc::Other, Roc::Day))
}

/// Year, month and day of `115/3/4`, `115年3月4日` and `1150304`.
fn parts(text: &str) -> Option<[u32; 3]> {
    if text.len() == 7 && text.bytes().all(|b| b.is_ascii_digit()) {
        let part = |range: std::ops::Range<usize>| text.get(range)?.parse().ok();
        return Some([part(0..3)?, part(3..5)?, part(5..7)?]);
    }
    let (year, rest) = text.split_once(['/', '-', '.', '年', '／', '．'])?;
    let (month, day) = rest.split_once(['/', '-', '.', '月', '／', '．'])?;
    let day = day.trim().strip_suffix('日').unwrap_or(day);
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        let text = text.trim();
        let is_number = digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| is_number)
    };
    Some([number(year, 3..=3)?, number(month, 1..=2)?, number(day, 1..=2)?])
}

/// The same for a cell, which may hold seven digits as a number.
pub(super) fn of_cell(cell: &Cell) -> Option<Roc> {
    match cell {
        Cell::Text(text) => read(text.trim()),
        Cell::Number { text, .. } if text.len() == 7 => read(text).filter(|roc| *roc != Roc::Other),
        _ => None,
    }
}

/// What is said of a date before it is known whether its year is one of Taiwan's.
pub(super) fn doubt(text: &str, date: Date) -> Flaw {
    let message = format!("The year has three digits, as in the calendar of Taiwan: {text}");
    let label = format!("Write it as {date}, if the year is of the calendar of Taiwan");
    Flaw::from(Problem::error("roc-year", message)).offer_as(ROC, label, date.to_string())
}

/// The question whether the years of a column are Taiwan's, where all that could be are.
pub(in crate::import::check) fn question(evidence: &Evidence, sheet: &Sheet, column: &Column) -> Option<Finding> {
    let (first, count) = evidence.roc()?;
    let row = sheet.rows.get(first as usize)?;
    let text = row.cell(column.index).text().trim().to_owned();
    let Roc::Day(date) = read(&text)? else { return None };
    let rows = match count {
        1 => "A date".to_owned(),
        _ => format!("{count} dates"),
    };
    let message = format!("{rows} of the column have years of three digits, as in the calendar of Taiwan: {text}");
    let place = Place {
        row: Some(row.number),
        field: Some(column.field.clone()),
        ..Place::default().column(column.title.as_str())
    };
    Some(Finding {
        problem: Problem::warning("roc-years", message)
            .hint("Say whether they are, or write the years of the common era")
            .at(place),
        column: Some(column.index),
        fixes: vec![Fix {
            kind: Cow::Borrowed(ROC),
            label: format!("Read {text} as {date}, and the others so"),
            repair: Repair::Roc,
        }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_three_digits_are_of_taiwan_within_thirty_years() {
        for text in [
            "115/03/04",
            "115/3/4",
            "115-03-04",
            "115.3.4",
            "115年3月4日",
            "1150304",
            "１１５／０３／０４",
        ] {
            assert_eq!(read(text), "2026-03-04".parse().ok().map(Roc::Day), "{text}");
        }
        for text in ["099/03/04", "131/1/1", "115/13/04", "115/02/30", "200/1/1", "1159999"] {
            assert_eq!(read(text), Some(Roc::Other), "{text}");
        }
        for text in [
            "2026/03/04",
            "26/03/04",
            "115/03",
            "115",
            "115/03/04/1",
            "115/03/2026",
            "R115/3/4",
            "115/3/4 x",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        let number = |text: &str| {
            of_cell(&Cell::Number {
                value: text.parse().expect("a number"),
                text: text.into(),
            })
        };
        assert_eq!(number("1150304"), "2026-03-04".parse().ok().map(Roc::Day));
        assert_eq!(number("1159999"), None, "a number like any other");
    }
}
