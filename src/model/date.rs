//! Calendar days, spans of them, and moments.
//!
//! A date on a certificate is a day, without a time zone. What languages make of it is in `locale`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day of the proleptic Gregorian calendar, years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

impl Date {
    pub const EPOCH: Date = Date {
        year: 1970,
        month: 1,
        day: 1,
    };

    /// `None` when there is no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        Some(Date {
            year: year as i16,
            month: month as u8,
            day: day as u8,
        })
    }

    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    /// 1 to 12.
    pub fn month(self) -> u32 {
        u32::from(self.month)
    }

    /// 1 to 31.
    pub fn day(self) -> u32 {
        u32::from(self.day)
    }

    /// Days since 1970-01-01 (Howard Hinnant, “chrono-compatible low-level date algorithms”, days_from_civil).
    pub fn days_from_epoch(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day that is so many days after 1970-01-01 (civil_from_days of the same source).
    pub fn from_days(days: i64) -> Option<Date> {
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Date::new(i32::try_from(year).ok()?, month as u32, day as u32)
    }

    /// The day after a span; a day that a month lacks becomes its last one (31 January + 1 month = 28 February).
    pub fn plus(self, period: Period) -> Option<Date> {
        let count = i64::from(period.count);
        let months = match period.unit {
            PeriodUnit::Days => return Date::from_days(self.days_from_epoch() + count),
            PeriodUnit::Months => count,
            PeriodUnit::Years => count * 12,
        };
        let total = i64::from(self.year) * 12 + i64::from(self.month) - 1 + months;
        let year = i32::try_from(total.div_euclid(12)).ok()?;
        let month = total.rem_euclid(12) as u32 + 1;
        Date::new(year, month, self.day().min(days_in_month(year, month)))
    }
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    /// ISO 8601: `2026-11-26`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Date, String> {
        let wrong = || format!("“{text}” is not a date of the form 2026-11-26");
        let parts: Vec<&str> = text.trim().split('-').collect();
        let [y, m, d] = parts[..] else { return Err(wrong()) };
        if y.len() != 4
            || m.len() != 2
            || d.len() != 2
            || ![y, m, d].iter().all(|p| p.bytes().all(|b| b.is_ascii_digit()))
        {
            return Err(wrong());
        }
        let number = |part: &str| part.parse::<u32>().map_err(|_| wrong());
        Date::new(number(y)? as i32, number(m)?, number(d)?)
            .ok_or_else(|| format!("There is no day {text} in the calendar"))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A length of time in whole days, months or years, written `90d`, `6m`, `2y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    pub count: u32,
    pub unit: PeriodUnit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodUnit {
    Days,
    Months,
    Years,
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Period, String> {
        let wrong = || format!("“{text}” is not a validity such as 90d, 6m or 2y");
        let trimmed = text.trim();
        let unit = match trimmed.chars().last() {
            Some('d') => PeriodUnit::Days,
            Some('m') => PeriodUnit::Months,
            Some('y') => PeriodUnit::Years,
            _ => return Err(wrong()),
        };
        let count: u32 = trimmed[..trimmed.len() - 1].trim().parse().map_err(|_| wrong())?;
        if count == 0 || count > 100_000 {
            return Err(wrong());
        }
        Ok(Period { count, unit })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            PeriodUnit::Days => 'd',
            PeriodUnit::Months => 'm',
            PeriodUnit::Years => 'y',
        };
        write!(f, "{}{unit}", self.count)
    }
}

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment(pub i64);

impl Moment {
    /// The day in UTC, and the seconds since its midnight.
    pub fn to_utc(self) -> (Option<Date>, u32) {
        let seconds = self.0.div_euclid(1000);
        (
            Date::from_days(seconds.div_euclid(86_400)),
            seconds.rem_euclid(86_400) as u32,
        )
    }

    /// The moment as a clock shows it that is so many seconds ahead of UTC.
    pub fn local(self, ahead: i64) -> LocalTime {
        let (day, seconds) = Moment(self.0.saturating_add(ahead.saturating_mul(1000))).to_utc();
        LocalTime {
            day,
            hour: (seconds / 3600) as u8,
            minute: (seconds / 60 % 60) as u8,
        }
    }
}

/// A moment to the minute, as a clock of some place shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// Nothing beyond the year 9999.
    pub day: Option<Date>,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl fmt::Display for Moment {
    /// ISO 8601 in UTC to the second: `2026-11-26T10:00:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, second) = self.to_utc();
        match date {
            Some(date) => write!(
                f,
                "{date}T{:02}:{:02}:{:02}Z",
                second / 3600,
                second / 60 % 60,
                second % 60
            ),
            None => write!(f, "@{}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_by_the_clock_of_a_place() {
        let at = Moment(1_780_000_000_000);
        let told = |ahead| {
            let local = at.local(ahead);
            let day = local.day.expect("a day of the calendar");
            format!("{day} {:02}:{:02}", local.hour, local.minute)
        };
        assert_eq!(told(0), "2026-05-28 20:26");
        assert_eq!(told(5 * 3600 + 1800), "2026-05-29 01:56");
        assert_eq!(told(-4 * 3600), "2026-05-28 16:26");
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert!("2026-02-30".parse::<Date>().is_err());
        assert!("2024-02-29".parse::<Date>().is_ok());
        assert!("1900-02-29".parse::<Date>().is_err());
        assert!("26-1-1".parse::<Date>().is_err());
        assert!("+026-01-01".parse::<Date>().is_err());
    }

    #[test]
    fn every_day_of_ten_thousand_years_round_trips() {
        let first = Date::new(1, 1, 1).expect("day").days_from_epoch();
        let last = Date::new(9999, 12, 31).expect("day").days_from_epoch();
        for days in first..=last {
            let date = Date::from_days(days).expect("in range");
            assert_eq!(date.days_from_epoch(), days);
        }
        assert_eq!(Date::from_days(0).expect("epoch").to_string(), "1970-01-01");
        assert_eq!(Date::from_days(last + 1), None);
    }

    #[test]
    fn a_span_ends_within_the_month() {
        let day = |text: &str| text.parse::<Date>().expect(text);
        let span = |text: &str| text.parse::<Period>().expect(text);
        assert_eq!(day("2026-01-31").plus(span("1m")), Some(day("2026-02-28")));
        assert_eq!(day("2024-02-29").plus(span("1y")), Some(day("2025-02-28")));
        assert_eq!(day("2026-12-31").plus(span("1d")), Some(day("2027-01-01")));
        assert_eq!(day("9999-12-31").plus(span("1d")), None);
        assert!("0y".parse::<Period>().is_err());
        assert!("y".parse::<Period>().is_err());
        assert!("2 лет".parse::<Period>().is_err());
    }

    #[test]
    fn moments_are_written_in_utc() {
        assert_eq!(Moment(1_795_687_200_123).to_string(), "2026-11-26T10:00:00Z");
        assert_eq!(Moment(-1).to_string(), "1969-12-31T23:59:59Z");
    }
}
