//! Years of two digits that may stand first: 26-03-05 is the fifth of March 2026, or the 26th of March 2005. Who writes so
//! writes whole columns so, and is asked once where no date of the column tells.

use std::borrow::Cow;

use super::super::super::sheet::Sheet;
use super::super::finding::{Finding, Fix, Flaw, Repair};
use super::super::plan::Column;
use super::order::{ColumnOrder, Evidence};
use super::reading::Reading;
use super::{date_of, from_text, reading_of};
use crate::diag::{Place, Problem};
use crate::locale::DateOrder;
use crate::model::Date;

/// The kind of the fix of a row, and of the answer for its column.
pub(in crate::import) const YEAR_FIRST: &str = "date-year-first";

/// Where years of two digits stand in the dates of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) enum Years {
    #[default]
    Last,
    First,
    Open,
}

/// What a date tells of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum YearSign {
    /// It is a day only with the year first.
    First,
    Either,
    Last,
}

/// What a date tells of the place of its year, when it leaves anything open.
pub(super) fn sign(reading: Reading) -> Option<YearSign> {
    let Reading::Open {
        first,
        second,
        year,
        year_first,
        ..
    } = reading
    else {
        return None;
    };
    let may_be_last = date_of(year, second, first).or_else(|| date_of(year, first, second));
    Some(match (year_first, may_be_last) {
        (None, _) => YearSign::Last,
        (Some(_), None) => YearSign::First,
        (Some(_), Some(_)) => YearSign::Either,
    })
}

/// What is said of a date before it is known where its year stands.
pub(super) fn doubt(text: &str, date: Date) -> Flaw {
    let message = format!("The year has two digits and may stand first or last: {text}");
    let flaw = Flaw::from(Problem::error("date-ambiguous", message));
    flaw.offer_as(
        YEAR_FIRST,
        format!("Write it as {date}, if the year is first"),
        date.to_string(),
    )
}

/// The question where the years of a column stand.
pub(in crate::import::check) fn question(
    evidence: &Evidence,
    sheet: &Sheet,
    column: &Column,
    wanted: Option<DateOrder>,
) -> Option<Finding> {
    let first = evidence
        .first_of_years()
        .filter(|_| evidence.years(wanted) == Years::Open)?;
    let row = sheet.rows.get(first as usize)?;
    let text = row.cell(column.index).text().trim().to_owned();
    let Some(Reading::Open {
        year_first: Some(date), ..
    }) = reading_of(&text)
    else {
        return None;
    };
    let fix = |kind, date: Date, what: &str, repair| Fix {
        kind: Cow::Borrowed(kind),
        label: format!("Read {text} as {date}, with the {what} first"),
        repair,
    };
    let orders = [(DateOrder::DayFirst, "day"), (DateOrder::MonthFirst, "month")];
    let others = orders.into_iter().filter(|(order, _)| evidence.permits(*order));
    let others = others.filter_map(|(order, what)| {
        let date = from_text(&text, ColumnOrder::of(Some(order))).0?;
        Some(fix("date-order", date, what, Repair::DateOrder(order)))
    });
    let place = Place {
        row: Some(row.number),
        field: Some(column.field.clone()),
        ..Place::default().column(column.title.as_str())
    };
    let message = format!("The years of the column have two digits and may stand first or last, as in {text}");
    Some(Finding {
        problem: Problem::warning("dates-ambiguous", message)
            .hint("Say what is first, format the column as dates, or write them as year-month-day, such as 2026-11-26")
            .at(place),
        column: Some(column.index),
        fixes: std::iter::once(fix(YEAR_FIRST, date, "year", Repair::YearFirst))
            .chain(others)
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::super::sheet::Cell;
    use super::super::order::sign;
    use super::*;

    fn evidence(texts: &[&str]) -> Evidence {
        let mut evidence = Evidence::default();
        for (row, text) in (0..).zip(texts) {
            evidence.add(row, sign(&Cell::Text((*text).into())));
        }
        evidence
    }

    #[test]
    fn a_column_tells_whether_its_years_are_first_or_is_asked() {
        for (texts, years) in [
            (&["26-03-05", "26-03-17", "26-12-31"][..], Years::Open),
            (&["26/03/05"], Years::Open),
            (&["26-03-05", "2026-03-05"], Years::Open),
            // No day, no month and no year of its other readings.
            (&["26-03-05", "69-12-31"], Years::First),
            (&["26-03-05", "26-13-05"], Years::Last),
            (&["26-03-05", "17-03-99"], Years::Last),
            (&["26-03-05", "26-02-30"], Years::Last),
            (&["26-03-05", "05-03-2026"], Years::Last),
            (&["3/5/26"], Years::Last),
            (&["26.03.05"], Years::Last),
        ] {
            assert_eq!(evidence(texts).years(None), years, "{texts:?}");
        }
        let open = evidence(&["26-03-05", "26-03-17"]);
        assert_eq!(open.years(Some(DateOrder::DayFirst)), Years::Last, "answered");
        assert!(open.depends_on_choice());
        assert_eq!(open.rows().collect::<std::collections::BTreeSet<_>>().len(), 2);
        let mut changed = evidence(&["26-03-05", "17-03-99"]);
        changed.remove(1, sign(&Cell::Text("17-03-99".into())));
        assert_eq!(changed.years(None), Years::Open);
    }

    #[test]
    fn dates_are_read_as_their_column_is() {
        let of = |text: &str, evidence: &Evidence, wanted| {
            let (date, flaw) = from_text(text, evidence.order(wanted, false));
            let flaw = flaw.map(|flaw| format!("{} {}", flaw.problem.code, flaw.texts().join(" ")));
            (date.map(|date| date.to_string()), flaw.unwrap_or_default())
        };
        let open = evidence(&["26-03-05", "26-03-17"]);
        let said = "date-ambiguous 2026-03-05 2005-03-26".to_owned();
        assert_eq!(of("26-03-05", &open, None), (None, said));
        let said = "date-ambiguous 2010-11-12 2012-11-10 2012-10-11".to_owned();
        assert_eq!(of("10-11-12", &open, None), (None, said));
        let day_first = of("26-03-17", &open, Some(DateOrder::MonthFirst));
        assert_eq!(day_first.0.as_deref(), Some("2017-03-26"));
        let first = evidence(&["26-03-05", "69-12-31"]);
        let read = (Some("2026-03-05".to_owned()), "short-year 2026-03-05".to_owned());
        assert_eq!(of("26-03-05", &first, None), read);
    }
}
