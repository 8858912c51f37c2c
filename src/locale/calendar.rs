//! The names and patterns of one language in one calendar, taken from the CLDR's data once.

use std::sync::Arc;

use icu::calendar::cal::hijri::{TabularAlgorithm, TabularAlgorithmEpoch, TabularAlgorithmLeapYears, UmmAlQura};
use icu::calendar::cal::{Buddhist, Coptic, Ethiopian, Gregorian, Hijri, Indian, Japanese, Persian, Roc};
use icu::calendar::preferences::CalendarPreferences;
use icu::calendar::{AnyCalendar, AnyCalendarKind, Iso, Ref};
use icu::datetime::fieldsets::enums::DateFieldSet;
use icu::datetime::fieldsets::{YMD, YMDE};
use icu::datetime::options::YearStyle;
use icu::datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use icu::datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter};
use writeable::TryWriteable;

use crate::model::Date;

use super::cache::Cache;
use super::pattern::{Context, Width};
use super::{language, number};

type IcuDate = icu::calendar::Date<Iso>;

static TABLES: Cache<String, Tables> = Cache::new();

/// What a language needs to write dates.
#[derive(Debug)]
pub(super) struct Tables {
    kind: AnyCalendarKind,
    calendar: AnyCalendar,
    pub(super) digits: [char; 10],
    /// By context and width: the months of the calendar's year (12 or 13).
    months: [[Vec<String>; 3]; 2],
    /// By context and width: Monday to Sunday.
    weekdays: [[Vec<String>; 4]; 2],
    /// By the era's code: its names by width.
    eras: Vec<(String, [String; 3])>,
    /// The patterns of full, long, medium and short.
    pub(super) lengths: [String; 4],
    /// Whether the CLDR has names in this language.
    pub(super) named: bool,
}

/// A day as a calendar counts it.
#[derive(Debug)]
pub(super) struct Day {
    era: Option<icu::calendar::types::EraYear>,
    /// The year of its era.
    pub(super) year: i32,
    pub(super) extended_year: i32,
    /// From 1.
    pub(super) month: u32,
    pub(super) day: u32,
    pub(super) day_of_year: u32,
}

impl Tables {
    /// The tables of a language; the error says why there are none.
    pub(super) fn of(tag: &str) -> Result<Arc<Tables>, String> {
        TABLES.get_or_make(tag, || load(tag))
    }

    pub(super) fn month(&self, month: u32, context: Context, width: Width) -> &str {
        let names = &self.months[context as usize][(width as usize).min(2)];
        (month as usize)
            .checked_sub(1)
            .and_then(|at| names.get(at))
            .map_or("", String::as_str)
    }

    pub(super) fn weekday(&self, date: Date, context: Context, width: Width) -> &str {
        // The first day of 1970 was a Thursday, and the names begin with Monday.
        let at = (date.days_from_epoch() + 3).rem_euclid(7) as usize;
        self.weekdays[context as usize][width as usize]
            .get(at)
            .map_or("", String::as_str)
    }

    pub(super) fn era(&self, day: &Day, width: Width) -> &str {
        // Only the Gregorian calendar is counted without its era, which is always the common one.
        let code = day.era.as_ref().map_or("ce", |era| era.era.as_str());
        let names = self.eras.iter().find(|(known, _)| known == code);
        names.map_or("", |(_, names)| &names[(width as usize).min(2)])
    }

    /// The day in the calendar of the language.
    pub(super) fn day(&self, date: Date) -> Day {
        if self.kind == AnyCalendarKind::Gregorian {
            let first = Date::new(date.year(), 1, 1).map_or(0, Date::days_from_epoch);
            return Day {
                era: None,
                year: date.year(),
                extended_year: date.year(),
                month: date.month(),
                day: date.day(),
                day_of_year: (date.days_from_epoch() - first + 1) as u32,
            };
        }
        let converted = to_icu(date).to_calendar(Ref(&self.calendar));
        let year = converted.year();
        Day {
            era: year.era(),
            year: year.era_year_or_related_iso(),
            extended_year: year.extended_year(),
            month: u32::from(converted.month().ordinal),
            day: u32::from(converted.day_of_month().0),
            day_of_year: u32::from(converted.day_of_year().0),
        }
    }

    /// The names of the twelve months in their two contexts, wide and abbreviated.
    pub(super) fn all_months(&self) -> impl Iterator<Item = (u32, &str)> {
        let lists = self.months.iter().flat_map(|widths| widths.iter().take(2));
        lists.flat_map(|names| (1..).zip(names.iter().map(String::as_str)))
    }

    /// The names of the weekdays, without the narrow ones.
    pub(super) fn all_weekdays(&self) -> impl Iterator<Item = &str> {
        let lists = self
            .weekdays
            .iter()
            .flat_map(|widths| [&widths[0], &widths[1], &widths[3]]);
        lists.flatten().map(String::as_str)
    }
}

/// The day of the Persian calendar, where there is one.
pub fn from_persian(year: i32, month: u32, day: u32) -> Option<Date> {
    let persian =
        icu::calendar::Date::try_new_persian(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()?;
    let iso = persian.to_calendar(Iso);
    Date::new(
        iso.year().extended_year(),
        u32::from(iso.month().ordinal),
        u32::from(iso.day_of_month().0),
    )
}

/// The dates of a [`Date`] are those of ISO 8601, so that this cannot fail; the epoch keeps it total.
fn to_icu(date: Date) -> IcuDate {
    let (month, day) = (date.month() as u8, date.day() as u8);
    IcuDate::try_new_iso(date.year(), month, day)
        .unwrap_or_else(|_| IcuDate::from_rata_die(icu::calendar::types::RataDie::new(719_163), Iso))
}

type Write = dyn Fn(&str, &[Date]) -> Result<Vec<String>, String>;

/// Asks the CLDR's data in one calendar.
struct Source {
    /// What a pattern gives for some days.
    write: Box<Write>,
    /// The pattern of a set of fields on a day.
    pattern: Box<dyn Fn(DateFieldSet, Date) -> Result<String, String>>,
}

/// The calendar is a type parameter of ICU with data of its own behind it, hence a macro.
macro_rules! source {
    ($calendar:ty, $value:expr, $preferences:expr) => {{
        let preferences: DateTimeFormatterPreferences = $preferences;
        Source {
            write: Box::new(move |pattern, days| {
                let pattern = DateTimePattern::try_from_pattern_str(pattern).map_err(|e| e.to_string())?;
                let mut names = FixedCalendarDateTimeNames::<$calendar, DateFieldSet>::try_new(preferences)
                    .map_err(|e| e.to_string())?;
                let formatter = names.include_for_pattern(&pattern).map_err(|e| e.to_string())?;
                let text = |day: &Date| match formatter
                    .format(&to_icu(*day).to_calendar($value))
                    .try_write_to_string()
                {
                    Ok(text) => Ok(text.into_owned()),
                    Err((error, _)) => Err(error.to_string()),
                };
                days.iter().map(text).collect()
            }),
            pattern: Box::new(move |fields, day| {
                let formatter = FixedCalendarDateTimeFormatter::<$calendar, _>::try_new(preferences, fields)
                    .map_err(|e| e.to_string())?;
                Ok(formatter.format(&to_icu(day).to_calendar($value)).pattern().to_string())
            }),
        }
    }};
}

/// The source for a kind of calendar; `None` for those with leap months, whose names are not a simple list.
fn source(kind: AnyCalendarKind, preferences: DateTimeFormatterPreferences) -> Option<Source> {
    use TabularAlgorithmEpoch::{Friday, Thursday};
    let tabular = |epoch| Hijri(TabularAlgorithm::new(TabularAlgorithmLeapYears::TypeII, epoch));
    Some(match kind {
        AnyCalendarKind::Gregorian | AnyCalendarKind::Iso => source!(Gregorian, Gregorian, preferences),
        AnyCalendarKind::Buddhist => source!(Buddhist, Buddhist, preferences),
        AnyCalendarKind::Persian => source!(Persian, Persian, preferences),
        AnyCalendarKind::HijriUmmAlQura => source!(Hijri<UmmAlQura>, Hijri::new_umm_al_qura(), preferences),
        AnyCalendarKind::HijriTabularTypeIIFriday => source!(Hijri<TabularAlgorithm>, tabular(Friday), preferences),
        AnyCalendarKind::HijriTabularTypeIIThursday => source!(Hijri<TabularAlgorithm>, tabular(Thursday), preferences),
        AnyCalendarKind::Japanese => source!(Japanese, Japanese::new(), preferences),
        AnyCalendarKind::Roc => source!(Roc, Roc, preferences),
        AnyCalendarKind::Ethiopian => source!(Ethiopian, Ethiopian::new(), preferences),
        AnyCalendarKind::Coptic => source!(Coptic, Coptic, preferences),
        AnyCalendarKind::Indian => source!(Indian, Indian, preferences),
        _ => return None,
    })
}

/// Years in all eras of the calendars above.
const YEARS_OF_ERAS: [i32; 9] = [1, 500, 1800, 1870, 1875, 1915, 1930, 1990, 2024];

fn load(tag: &str) -> Result<Tables, String> {
    let locale = language::try_locale(tag).ok_or_else(|| format!("“{tag}” is not a language (BCP 47)"))?;
    let kind = AnyCalendarKind::try_new(CalendarPreferences::from(&locale)).map_err(|e| e.to_string())?;
    let source = source(kind, DateTimeFormatterPreferences::from(&locale))
        .ok_or_else(|| format!("Dates in the calendar of “{tag}” are not supported"))?;
    let mut tables = Tables {
        kind: if kind == AnyCalendarKind::Iso {
            AnyCalendarKind::Gregorian
        } else {
            kind
        },
        calendar: AnyCalendar::new(kind),
        digits: number::digits(tag),
        months: Default::default(),
        weekdays: Default::default(),
        eras: Vec::new(),
        lengths: Default::default(),
        named: true,
    };
    // 1 January 2024 was a Monday; every calendar's months begin somewhere in the thirteen months from it.
    let first = Date::new(2024, 1, 1).map_or(0, Date::days_from_epoch);
    let year: Vec<Date> = (first..first + 400).step_by(4).filter_map(Date::from_days).collect();
    let week: Vec<Date> = (first..first + 7).filter_map(Date::from_days).collect();
    for (context, letter) in ["M", "L"].iter().enumerate() {
        for (width, count) in [4, 3, 5].into_iter().enumerate() {
            let names = (source.write)(&letter.repeat(count), &year)?;
            tables.months[context][width] = by_month(&tables, &year, names);
        }
    }
    for (context, letter) in ["E", "c"].iter().enumerate() {
        for (width, count) in [4, 3, 5, 6].into_iter().enumerate() {
            tables.weekdays[context][width] = (source.write)(&letter.repeat(count), &week)?;
        }
    }
    tables.eras = eras(&source, &tables)?;
    tables.lengths = lengths(&source, week.first().copied())?;
    // The root of the CLDR, from which unknown languages inherit, calls the months M01 to M12.
    tables.named = tables.months[0][0].first().is_some_and(|name| name != "M01");
    Ok(tables)
}

/// The names of some days' months in the order of the months.
fn by_month(tables: &Tables, days: &[Date], names: Vec<String>) -> Vec<String> {
    let mut months: std::collections::BTreeMap<u32, String> = std::collections::BTreeMap::new();
    for (day, name) in days.iter().zip(names) {
        months.entry(tables.day(*day).month).or_insert(name);
    }
    months.into_values().collect()
}

fn eras(source: &Source, tables: &Tables) -> Result<Vec<(String, [String; 3])>, String> {
    let days: Vec<Date> = YEARS_OF_ERAS.iter().filter_map(|year| Date::new(*year, 9, 1)).collect();
    let wide = (source.write)("GGGG", &days)?;
    let abbreviated = (source.write)("G", &days)?;
    let narrow = (source.write)("GGGGG", &days)?;
    let mut eras: Vec<(String, [String; 3])> = Vec::new();
    for (((day, wide), abbreviated), narrow) in days.iter().zip(wide).zip(abbreviated).zip(narrow) {
        let code = tables
            .day(*day)
            .era
            .map_or_else(|| "ce".to_owned(), |era| era.era.to_string());
        if !eras.iter().any(|(known, _)| *known == code) {
            eras.push((code, [wide, abbreviated, narrow]));
        }
    }
    Ok(eras)
}

/// The patterns of the four lengths. Years are always in full: a certificate outlives its century's abbreviation.
fn lengths(source: &Source, day: Option<Date>) -> Result<[String; 4], String> {
    let day = day.ok_or("There is no calendar")?;
    let full = YMDE::long().with_year_style(YearStyle::Full);
    let of = |fields: YMD| (source.pattern)(DateFieldSet::YMD(fields.with_year_style(YearStyle::Full)), day);
    Ok([
        (source.pattern)(DateFieldSet::YMDE(full), day)?,
        of(YMD::long())?,
        of(YMD::medium())?,
        of(YMD::short())?,
    ])
}
