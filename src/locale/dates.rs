//! Dates in words: by a pattern or in one of the usual lengths, in the calendar and digits of the language.
//!
//! The calendar is the one that the CLDR prefers for the language's region: Persian for `fa`, the Buddhist era for
//! `th`, Gregorian for nearly all others. A tag may choose another (`fa-u-ca-gregory`, `ar-SA-u-ca-islamic-umalqura`,
//! `ja-u-ca-japanese`), and other digits (`ar-u-nu-latn`). Calendars with leap months (Hebrew, Chinese) are refused.

use std::sync::Arc;

use crate::model::{Date, DatePattern};

use super::cache::Cache;
use super::calendar::Tables;
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

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
