//! Dates of which a program has made real ones in the wrong order: a list with the day first, opened in a program that
//! reads the month first. It exchanges day and month in every date up to the 12th, and leaves the others as text.

use std::borrow::Cow;

use super::super::super::sheet::{Cell, Sheet};
use super::super::finding::{Finding, Fix, Flaw, Repair};
use super::super::plan::Column;
use super::order::Evidence;
use crate::diag::{Place, Problem};
use crate::locale::DateOrder;
use crate::model::Date;

/// The kinds of the two answers, for a row as for its column.
pub(in crate::import) const SWAPPED: &str = "date-swapped";
pub(in crate::import) const KEPT: &str = "date-kept";

/// The date with day and month exchanged, where that is another one.
pub(super) fn exchanged(date: Date) -> Option<Date> {
    Date::new(date.year(), date.day(), date.month()).filter(|other| *other != date)
}

/// What is said of a real date before it is known whether it is right.
pub(super) fn doubt(date: Date, other: Date) -> Flaw {
    let message = format!("The date is {date} in the sheet, but {other} where a program has exchanged day and month");
    Flaw::from(Problem::error("date-half-converted", message))
        .offer_as(SWAPPED, format!("Write it as {other}"), other.to_string())
        .keep_dates(KEPT, format!("Keep {date}, and the other dates of the column"))
}

/// The question whether the real dates of a column are right.
pub(in crate::import::check) fn question(evidence: &Evidence, sheet: &Sheet, column: &Column) -> Option<Finding> {
    let order = evidence.half_converted()?;
    let (text, real, count) = evidence.first_of_halves()?;
    let (text, real) = (sheet.rows.get(text as usize)?, sheet.rows.get(real as usize)?);
    let (Cell::Date(date) | Cell::DateTime(date, _)) = real.cell(column.index) else {
        return None;
    };
    let other = exchanged(*date)?;
    let (typed, read) = match order {
        DateOrder::DayFirst => ("day", "month"),
        DateOrder::MonthFirst => ("month", "day"),
    };
    let message = format!(
        "Dates of the column stayed texts with the {typed} first, as {}, and no real date is after the 12th: a program that \
         reads the {read} first makes {date} of what was {other}",
        text.cell(column.index).text().trim()
    );
    let dates = match count {
        1 => "in one date".to_owned(),
        _ => format!("in {count} dates"),
    };
    let fix = |kind, label: String, repair| Fix {
        kind: Cow::Borrowed(kind),
        label,
        repair,
    };
    let place = Place {
        row: Some(real.number),
        field: Some(column.field.clone()),
        ..Place::default().column(column.title.as_str())
    };
    Some(Finding {
        problem: Problem::warning("dates-half-converted", message)
            .hint("Say which is right, or open the list anew with the column as text")
            .at(place),
        column: Some(column.index),
        fixes: vec![
            fix(
                SWAPPED,
                format!("Exchange day and month {dates}: {date} becomes {other}"),
                Repair::SwapDates,
            ),
            fix(KEPT, format!("Keep the dates: {date} is right"), Repair::KeepDates),
        ],
    })
}
