//! Dates in Thai whose year has two digits: `4 มี.ค. 69` is of 2569 of the Buddhist calendar, 2026.

use crate::diag::Problem;
use crate::locale;

use super::super::finding::Flaw;
use super::Found;

/// The date in a text in Thai with a short year; `None` for any other text.
pub(super) fn read(text: &str) -> Option<Found> {
    if !text.contains(|c| matches!(c, '\u{e00}'..='\u{e7f}')) {
        return None;
    }
    let (buddhist, common) = locale::parse_short_thai_date(text)?;
    Some(match (buddhist, common) {
        (Some(date), None) => {
            let message = format!("The year has two digits and is taken for {}: {text}", date.year() + 543);
            let flaw = Flaw::from(Problem::warning("short-year", message));
            (Some(date), Some(flaw.write(date.to_string())))
        }
        (None, Some(date)) => {
            let message = format!("The year has two digits and is taken for {}: {text}", date.year());
            let flaw = Flaw::from(Problem::warning("short-year", message));
            (Some(date), Some(flaw.write(date.to_string())))
        }
        (Some(one), Some(other)) => {
            let message = format!("The year has two digits and can be of either calendar: {text}");
            let flaw = Flaw::from(Problem::error("date-ambiguous", message));
            (None, Some(flaw.write(other.to_string()).write(one.to_string())))
        }
        (None, None) => {
            let message = format!("There is no such day in the calendar: {text}");
            let problem = Problem::error("impossible-date", message);
            (
                None,
                Some(problem.hint("Correct the day, the month or the year").into()),
            )
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    fn of(text: &str) -> (Option<String>, Option<String>) {
        let (date, flaw): (Option<Date>, _) = read(text).unwrap_or_default();
        (
            date.map(|date| date.to_string()),
            flaw.map(|flaw| format!("{} {}", flaw.problem.code, flaw.texts().join(" "))),
        )
    }

    #[test]
    fn short_years_are_of_the_buddhist_calendar_where_that_is_likely() {
        for text in [
            "4 มี.ค. 69",
            "4 มีนาคม 69",
            "๔ มี.ค. ๖๙",
            "4 มี.ค. พ.ศ. 69",
            "วันที่ 4 มี.ค. 69",
            "๔/๓/๖๙",
            "4 มี.ค. ค.ศ. 26",
        ] {
            let (date, flaw) = of(text);
            assert_eq!(date.as_deref(), Some("2026-03-04"), "{text}");
            assert_eq!(flaw.as_deref(), Some("short-year 2026-03-04"), "{text}");
        }
        assert_eq!(
            of("4 มี.ค. 26"),
            (None, Some("date-ambiguous 2026-03-04 1983-03-04".to_owned()))
        );
        assert_eq!(of("30 ก.พ. 69"), (None, Some("impossible-date ".to_owned())));
        for text in [
            "4 มี.ค. 2569",
            "4 Mar 69",
            "มี.ค. 69",
            "สมชาย 4 มี.ค. 69",
            "2026-03-04",
            "",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
