//! Reading dates that people wrote in words, in many languages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::model::Date;

use super::calendar::{self, Tables};
use super::letters::{self, is_mark};
use super::{fold, language, number};

/// What stands first in a date of figures only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
}

/// Words that stand in dates beside days, months and years: articles, endings of ordinals, “day”, “month”, “year”.
const FILLERS: &str = "of the on st nd rd th de del d er o a den der le el die i m da gada g г года год р року го \
    ngay thang nam 年 月 日 号 號 년 월 일 วันที่ ที่ เดือน ปี พศ คศ წელი ዓም سنه م ه ش";

/// The months and weekdays of all named languages, folded.
#[derive(Debug, Default)]
struct Names {
    gregorian: BTreeMap<String, BTreeSet<u32>>,
    persian: BTreeMap<String, u32>,
    /// Weekdays and fillers.
    others: BTreeSet<String>,
}

fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = Names::default();
        names.others.extend(FILLERS.split_whitespace().map(fold));
        for tag in language::named_tags() {
            let Ok(tables) = Tables::of(&format!("{tag}-u-ca-gregory")) else {
                continue;
            };
            for (month, name) in tables.all_months() {
                let Some(key) = key(name) else { continue };
                if tag == "he" {
                    // Hebrew writes “in March” as one word.
                    names.gregorian.entry(format!("ב{key}")).or_default().insert(month);
                }
                names.gregorian.entry(key).or_default().insert(month);
            }
            // A single Latin letter is more likely something else.
            let weekdays = tables.all_weekdays().filter_map(key);
            names
                .others
                .extend(weekdays.filter(|day| day.chars().count() > 1 || !day.is_ascii()));
        }
        if let Ok(tables) = Tables::of("fa-u-ca-persian") {
            names.persian.extend(
                tables
                    .all_months()
                    .filter_map(|(month, name)| Some((key(name)?, month))),
            );
        }
        names
    })
}

/// The form in which a name is looked up, without the points of abbreviations; `None` for names that are no single word
/// of letters (“tháng 3”, “3月”).
fn key(name: &str) -> Option<String> {
    let word = fold(name).replace('.', "");
    (!word.is_empty() && word.chars().all(is_letter)).then_some(word)
}

fn is_letter(c: char) -> bool {
    letters::is_letter(c) || is_mark(c)
}

/// The months (1 to 12, Gregorian) that a word may mean in any of the common languages, in full or abbreviated:
/// usually one, several where languages disagree (`listopad`), none when it names no month.
pub fn parse_month_name(word: &str) -> Vec<u32> {
    let found = key(word.trim()).and_then(|key| names().gregorian.get(&key));
    found.map_or_else(Vec::new, |months| months.iter().copied().collect())
}

/// The days that a text may mean: one when it is clear, several when it is ambiguous, none when it is no date.
///
/// Reads ISO 8601, figures with any separators (`12.3.2026`, `2026/03/12`), and dates in words of the common languages
/// with the year in full (`12 mars 2026`, `March 12th, 2026`, `2026年3月12日`). Years of the Buddhist era are known by
/// Thai letters, months of the Persian calendar by their names. Without `order`, 3/4/2026 is two dates.
pub fn parse_date_text(text: &str, order: Option<DateOrder>) -> Vec<Date> {
    let Some(parts) = Parts::read(text) else {
        return Vec::new();
    };
    let mut found: Vec<Date> = parts.dates(order);
    found.sort_unstable();
    found.dedup();
    found
}

/// The days that a date in Thai letters or digits with a year of two digits may mean, by the Buddhist calendar (`4 มี.ค. 69`
/// is of 2569) and by the common one: both where either is likely, none where there is no such day. `None` for other texts.
///
/// A word that names the calendar decides; else the Buddhist year does when it is after 1999 of the common era, since
/// nothing is issued or born in the second half of this century.
pub fn parse_short_thai_date(text: &str) -> Option<(Option<Date>, Option<Date>)> {
    let parts = Parts::read(text).filter(|parts| parts.thai && parts.persian_month.is_none())?;
    let ((day, month), year) = match parts.numbers[..] {
        [(day, 1 | 2), (year, 2)] => {
            let months = parts.months.last()?;
            ((day, *months.first()?), year)
        }
        [(day, 1 | 2), (month, 1 | 2), (year, 2)] if parts.months.is_empty() => {
            ((day, u32::try_from(month).ok()?), year)
        }
        _ => return None,
    };
    let date = |year: i32| Date::new(year, month, u32::try_from(day).ok()?);
    let (buddhist, common) = (date(1957 + year), date(2000 + year));
    let plain: String = text.chars().filter(|c| *c != '.').collect();
    Some(match (plain.contains("พศ"), plain.contains("คศ")) {
        (true, _) => (buddhist, None),
        (_, true) => (None, common),
        _ if year >= 43 => (buddhist, None),
        _ => (buddhist, common),
    })
}

/// What a text has of a date.
#[derive(Debug, Default)]
struct Parts {
    /// In the order of the text: the value and the number of figures.
    numbers: Vec<(i32, usize)>,
    months: Vec<BTreeSet<u32>>,
    /// Whether one of these is certainly a month.
    has_month: bool,
    persian_month: Option<u32>,
    /// Whether it is written in Thai letters or digits.
    thai: bool,
    /// Whether it has the Vietnamese word for “month”, before which the day stands, or is Thai.
    day_first: bool,
}

impl Parts {
    /// `None` when there is something in the text that is no part of a date.
    fn read(text: &str) -> Option<Parts> {
        let folded = fold(&number::digits_to_ascii(text));
        if folded.chars().count() > 80 {
            return None;
        }
        // Its digits are ours by now.
        let thai = text.chars().any(|c| ('\u{E00}'..='\u{E7F}').contains(&c));
        let mut parts = Parts {
            thai,
            // Where Thai is written, nobody writes the month first.
            day_first: thai,
            ..Parts::default()
        };
        let (mut rest, mut after_number) = (folded.as_str(), false);
        while let Some(first) = rest.chars().next() {
            let same = |c: char| match first {
                '0'..='9' => c.is_ascii_digit(),
                _ => is_letter(first) && (is_letter(c) || c == '.'),
            };
            let end = rest.find(|c| !same(c)).unwrap_or(rest.len()).max(first.len_utf8());
            // Chinese, Japanese and Korean put no space between the sign for “day” and a weekday.
            let is_unit = after_number && "年月日号號년월일".contains(first);
            let (token, after) = rest.split_at(if is_unit { first.len_utf8() } else { end });
            parts.take(token)?;
            after_number = first.is_ascii_digit();
            rest = after;
        }
        Some(parts)
    }

    fn take(&mut self, token: &str) -> Option<()> {
        let first = token.chars().next()?;
        if first.is_ascii_digit() {
            self.numbers
                .push((token.parse().ok().filter(|value| *value < 10_000)?, token.len()));
            return Some(());
        }
        if !is_letter(first) {
            return matches!(first, ' ' | '.' | ',' | '/' | '-' | '\'' | '،' | '。' | '(' | ')').then_some(());
        }
        let (word, known) = (token.replace('.', ""), names());
        self.day_first |= word == "thang";
        if let Some(month) = known.persian.get(&word) {
            self.persian_month = Some(*month);
        } else if let Some(months) = known.gregorian.get(&word) {
            // “Sat” and “mar.” are weekdays in some languages and months in others.
            self.has_month |= !known.others.contains(&word);
            self.months.push(months.clone());
        } else if !known.others.contains(&word) {
            return None;
        }
        Some(())
    }

    fn dates(&self, order: Option<DateOrder>) -> Vec<Date> {
        match (&self.numbers[..], self.persian_month) {
            ([a, b], Some(month)) => {
                let found = day_and_year(*a, *b).and_then(|(day, year)| calendar::from_persian(year, month, day));
                found.into_iter().collect()
            }
            ([a, b], None) => self.with_month_name(*a, *b),
            ([a, b, c], None) if !self.has_month => self.of_figures(*a, *b, *c, order),
            _ => Vec::new(),
        }
    }

    fn with_month_name(&self, a: (i32, usize), b: (i32, usize)) -> Vec<Date> {
        let Some((day, year)) = day_and_year(a, b) else {
            return Vec::new();
        };
        // “mar. 12 mai”: what abbreviates a weekday in one language is March in another; the weekday stands first.
        let Some(months) = self.months.last() else {
            return Vec::new();
        };
        months
            .iter()
            .filter_map(|month| Date::new(self.common_year(year), *month, day))
            .collect()
    }

    fn of_figures(&self, a: (i32, usize), b: (i32, usize), c: (i32, usize), order: Option<DateOrder>) -> Vec<Date> {
        let date = |year: (i32, usize), month: (i32, usize), day: (i32, usize)| {
            let small = month.1 <= 2 && day.1 <= 2;
            let numbers = (u32::try_from(month.0).ok()?, u32::try_from(day.0).ok()?);
            small
                .then(|| Date::new(self.common_year(year.0), numbers.0, numbers.1))
                .flatten()
        };
        let found: Vec<Option<Date>> = if a.1 == 4 {
            vec![date(a, b, c)]
        } else if c.1 == 4 {
            let own = self.day_first.then_some(DateOrder::DayFirst);
            match own.or(order) {
                Some(DateOrder::DayFirst) => vec![date(c, b, a)],
                Some(DateOrder::MonthFirst) => vec![date(c, a, b)],
                None => vec![date(c, b, a), date(c, a, b)],
            }
        } else {
            Vec::new()
        };
        found.into_iter().flatten().collect()
    }

    /// The year of the common era; Thai dates count from 543 years earlier.
    fn common_year(&self, year: i32) -> i32 {
        if self.thai && (2400..2700).contains(&year) {
            year - 543
        } else {
            year
        }
    }
}

/// Which of two numbers is the day and which the year: the year has four figures.
fn day_and_year(a: (i32, usize), b: (i32, usize)) -> Option<(u32, i32)> {
    match (a.1, b.1) {
        (1 | 2, 4) => Some((u32::try_from(a.0).ok()?, b.0)),
        (4, 1 | 2) => Some((u32::try_from(b.0).ok()?, a.0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: Option<DateOrder>) -> Vec<String> {
        parse_date_text(text, order).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn dates_in_words_are_read_in_many_languages() {
        for text in [
            "2026-03-12",
            "2026/3/12",
            "12 mars 2026",
            "12. März 2026",
            "Donnerstag, 12. März 2026",
            "March 12, 2026",
            "12th of March 2026",
            "Mar 12 2026",
            "12 de marzo de 2026",
            "12 martie 2026",
            "12 marca 2026",
            "12 Mart 2026",
            "12 марта 2026 г.",
            "12 березня 2026 р.",
            "12 Μαρτίου 2026",
            "12 مارس 2026",
            "١٢ مارس ٢٠٢٦",
            "12 במרץ 2026",
            "12 मार्च 2026",
            "১২ মার্চ ২০২৬",
            "12 มีนาคม 2569",
            "12 มี.ค. 2569",
            "วันที่ 12 มีนาคม พ.ศ. 2569",
            "๑๒/๓/๒๕๖๙",
            "2026年3月12日",
            "2026年3月12日木曜日",
            "2026년 3월 12일",
            "12 tháng 3, 2026",
            "ngày 12 tháng 3 năm 2026",
            "2026 m. kovo 12 d.",
            "۲۱ اسفند ۱۴۰۴",
            "१२ मार्च, २०२६",
            "jeudi 12 mars 2026",
            "mar. 12 mars 2026",
        ] {
            assert_eq!(read(text, Some(DateOrder::DayFirst)), ["2026-03-12"], "{text}");
        }
        assert_eq!(read("1er février 2026", None), ["2026-02-01"]);
        assert_eq!(read("mar. 12 mai 2026", None), ["2026-05-12"]);
    }

    #[test]
    fn figures_follow_the_order_or_are_ambiguous() {
        assert_eq!(read("3/4/2026", Some(DateOrder::DayFirst)), ["2026-04-03"]);
        assert_eq!(read("3/4/2026", Some(DateOrder::MonthFirst)), ["2026-03-04"]);
        assert_eq!(read("3/4/2026", None), ["2026-03-04", "2026-04-03"]);
        assert_eq!(read("13/4/2026", None), ["2026-04-13"]);
        assert_eq!(read("4.4.2026", None), ["2026-04-04"]);
        assert_eq!(read("12 tháng 3 năm 2026", Some(DateOrder::MonthFirst)), ["2026-03-12"]);
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "March",
            "2026",
            "12 March",
            "30 February 2026",
            "2026-02-30",
            "12/3/26",
            "room 12 March 2026",
            "1 2 3 4",
            "99999999999999999999 March 2026",
            "x",
            "12 March 2026 B",
            "12 Foo 2026",
        ] {
            assert_eq!(read(text, None), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn month_names_are_known_in_all_languages() {
        assert_eq!(parse_month_name("März"), [3]);
        assert_eq!(parse_month_name("déc."), [12]);
        assert_eq!(parse_month_name("DECEMBER"), [12]);
        assert_eq!(parse_month_name("listopad"), [10, 11]);
        assert_eq!(parse_month_name("Smarch"), Vec::<u32>::new());
    }
}
