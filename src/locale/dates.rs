//! Dates in words: by a pattern or in one of the usual lengths, in the calendar and digits of the language.
//!
//! The calendar is the one that the CLDR prefers for the language's region: Persian for `fa`, the Buddhist era for
//! `th`, Gregorian for nearly all others. A tag may choose another (`fa-u-ca-gregory`, `ar-SA-u-ca-islamic-umalqura`,
//! `ja-u-ca-japanese`), and other digits (`ar-u-nu-latn`). Calendars with leap months (Hebrew, Chinese) are refused.

use std::sync::Arc;

use crate::model::{Date, DatePattern};

use super::cache::Cache;
use super::calendar::Tables;
use super::fold::fold;
use super::number::digits_to_ascii;
use super::parse::{DateOrder, parse_date_text};
use super::pattern::{self, Piece};

static FORMATTERS: Cache<(String, DatePattern), DateFormatter> = Cache::new();

/// Writes dates in one form and language. Cheap to share between threads, and fast: a batch writes every date with it.
#[derive(Clone, Debug)]
pub struct DateFormatter(Form);

#[derive(Clone, Debug)]
enum Form {
    Iso,
    Pieces { tables: Arc<Tables>, pieces: Vec<Piece> },
}

impl DateFormatter {
    /// The error says what is wrong with the pattern or the language. A language for which the CLDR has no names of
    /// months is refused where the form needs them, since they would come out as “M11”.
    pub fn new(form: &DatePattern, language: &str) -> Result<DateFormatter, String> {
        if *form == DatePattern::Iso {
            return Ok(DateFormatter(Form::Iso));
        }
        let tables = Tables::of(language)?;
        let [full, long, medium, short] = &tables.lengths;
        let pattern = match form {
            DatePattern::Full => full,
            DatePattern::Long => long,
            DatePattern::Medium => medium,
            DatePattern::Short => short,
            DatePattern::Pattern(pattern) => pattern,
            DatePattern::Iso => return Ok(DateFormatter(Form::Iso)),
        };
        let pieces = pattern::parse(pattern)?;
        let needs_names = pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Month(..) | Piece::Weekday(..)));
        let is_length = !matches!(form, DatePattern::Pattern(_));
        if !tables.named && (needs_names || is_length) {
            return Err(format!("There are no names of months in the language “{language}”"));
        }
        Ok(DateFormatter(Form::Pieces { tables, pieces }))
    }

    /// The date in words.
    pub fn format(&self, date: Date) -> String {
        let (tables, pieces) = match &self.0 {
            Form::Iso => return date.to_string(),
            Form::Pieces { tables, pieces } => (tables, pieces),
        };
        let day = tables.day(date);
        let mut out = String::with_capacity(48);
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Era(width) => out.push_str(tables.era(&day, *width)),
                Piece::Year(least) => push_number(&mut out, day.year, *least, &tables.digits),
                Piece::ShortYear => push_number(&mut out, day.year.rem_euclid(100), 2, &tables.digits),
                Piece::ExtendedYear(least) => push_number(&mut out, day.extended_year, *least, &tables.digits),
                Piece::MonthNumber(least) => push_number(&mut out, day.month as i32, *least, &tables.digits),
                Piece::Month(context, width) => out.push_str(tables.month(day.month, *context, *width)),
                Piece::Day(least) => push_number(&mut out, day.day as i32, *least, &tables.digits),
                Piece::DayOfYear(least) => push_number(&mut out, day.day_of_year as i32, *least, &tables.digits),
                Piece::Weekday(context, width) => out.push_str(tables.weekday(date, *context, *width)),
            }
        }
        out
    }

    /// What stands first in such a date; `None` where that is the year.
    fn order(&self) -> Option<DateOrder> {
        let Form::Pieces { pieces, .. } = &self.0 else {
            return None;
        };
        let first = pieces.iter().find_map(|piece| match piece {
            Piece::Day(_) => Some(Some(DateOrder::DayFirst)),
            Piece::MonthNumber(_) | Piece::Month(..) => Some(Some(DateOrder::MonthFirst)),
            Piece::Year(_) | Piece::ShortYear | Piece::ExtendedYear(_) => Some(None),
            _ => None,
        });
        first.flatten()
    }

    /// The day that is written so, but for what stands between its parts and zeros before them.
    fn read(&self, text: &str) -> Option<Date> {
        let Form::Pieces { tables, .. } = &self.0 else {
            return text.trim().parse().ok();
        };
        let plain = plain(text);
        let numbers = || plain.split(' ').filter_map(|part| part.parse::<i32>().ok());
        let days = || numbers().filter_map(|number| u32::try_from(number).ok());
        numbers().filter(|year| *year > 99).find_map(|year| {
            days().filter(|day| *day < 32).find_map(|day| {
                let mut dates = (1..=MOST_MONTHS).filter_map(|month| day_of(tables, (year, month, day)));
                dates.find(|date| self::plain(&self.format(*date)) == plain)
            })
        })
    }
}

/// How many months a year has at most in any calendar.
const MOST_MONTHS: u32 = 13;

/// The years in which days of a calendar are looked for: nothing is issued in others, and a year of another calendar than
/// that of the language is not taken for one of it.
const YEARS: (i32, i32) = (1800, 2299);

/// The day that has this year, month and day in the calendar of a language; days follow each other in every calendar.
fn day_of(tables: &Tables, sought: (i32, u32, u32)) -> Option<Date> {
    let as_counted = |days: i64| {
        let day = tables.day(Date::from_days(days)?);
        Some((day.year, day.month, day.day))
    };
    let mut low = Date::new(YEARS.0, 1, 1)?.days_from_epoch();
    let mut high = Date::new(YEARS.1, 12, 31)?.days_from_epoch();
    while low < high {
        let middle = low + (high - low) / 2;
        if as_counted(middle)? < sought {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Date::from_days(low).filter(|_| as_counted(low) == Some(sought))
}

/// The words and numbers of a date, with a space between them.
fn plain(text: &str) -> String {
    let folded = fold(&digits_to_ascii(text));
    let parts = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    let bare = parts.map(|part| part.strip_prefix('0').filter(|rest| !rest.is_empty()).unwrap_or(part));
    bare.collect::<Vec<_>>().join(" ")
}

/// Writes a number in at least so many of the given digits.
fn push_number(out: &mut String, value: i32, least: usize, digits: &[char; 10]) {
    if value < 0 {
        out.push('-');
    }
    let mut rest = value.unsigned_abs();
    let mut backwards = ['0'; 10];
    let mut count = 0;
    for slot in &mut backwards {
        if rest == 0 && count >= least.max(1) {
            break;
        }
        *slot = digits[(rest % 10) as usize];
        rest /= 10;
        count += 1;
    }
    out.extend(backwards.iter().take(count).rev());
}

/// A date in words, with the formatter remembered for the next one. See [`DateFormatter::new`] for errors.
pub fn format_date(date: Date, form: &DatePattern, language: &str) -> Result<String, String> {
    let key = (language.to_owned(), form.clone());
    let formatter = FORMATTERS.get_or_make(&key, || DateFormatter::new(form, language))?;
    Ok(formatter.format(date))
}

/// The days that a text may mean to somebody who writes dates so: what is written in this form is read in it, and figures in
/// its order; whatever else is a date is one, too.
pub fn read_date(text: &str, form: &DatePattern, language: &str) -> Vec<Date> {
    let all = parse_date_text(text, None);
    let key = (language.to_owned(), form.clone());
    // A language that the library does not have has no order.
    let Ok(formatter) = FORMATTERS.get_or_make(&key, || DateFormatter::new(form, language)) else {
        return all;
    };
    match formatter.read(text) {
        Some(date) => vec![date],
        None if all.len() > 1 => parse_date_text(text, formatter.order()),
        None => all,
    }
}

/// What stands first in a date of this form; `None` where that is the year.
pub fn date_order(form: &DatePattern, language: &str) -> Option<DateOrder> {
    let key = (language.to_owned(), form.clone());
    let formatter = FORMATTERS.get_or_make(&key, || DateFormatter::new(form, language));
    formatter.ok()?.order()
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
