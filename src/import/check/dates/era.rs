//! Dates that count years from the beginning of an era: those of Japan (令和6年3月12日, R6.3.12) and of Taiwan (民國113年).

use unicode_normalization::UnicodeNormalization;

use crate::locale;
use crate::model::Date;

/// The names of eras, the year before their first one, and their last year; letters are written right before the year.
const ERAS: [(&str, i32, i32); 13] = [
    ("令和", 2018, 99),
    ("平成", 1988, 31),
    ("昭和", 1925, 64),
    ("大正", 1911, 15),
    ("明治", 1867, 45),
    ("R", 2018, 99),
    ("H", 1988, 31),
    ("S", 1925, 64),
    ("T", 1911, 15),
    ("M", 1867, 45),
    ("中華民國", 1911, 199),
    ("民國", 1911, 199),
    ("民国", 1911, 199),
];

/// What is said of a date in an era.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InEra {
    Day(Date),
    /// There is no such day, or the era had no such year.
    Impossible,
}

/// The date in a text that begins with an era; `None` for any other text.
pub(super) fn read(text: &str) -> Option<InEra> {
    // Most texts begin with a digit, and no era does.
    if text.len() > 60 || text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let plain: String = locale::digits_to_ascii(text).nfkc().collect::<String>().to_uppercase();
    let (rest, before, last) = ERAS
        .iter()
        .find_map(|(name, before, last)| Some((plain.strip_prefix(name)?, *before, *last)))?;
    let rest = rest.trim_start_matches([' ', '.']).replacen('元', "1", 1);
    let mut numbers = Vec::new();
    let mut digits = String::new();
    for c in rest.chars().chain([' ']) {
        match c {
            '0'..='9' => digits.push(c),
            // What follows the day is its weekday.
            _ if numbers.len() == 3 && digits.is_empty() => break,
            '年' | '月' | '日' | '.' | '/' | '-' | ' ' | '(' | ')' => {
                if !digits.is_empty() {
                    numbers.push(
                        std::mem::take(&mut digits)
                            .parse::<u32>()
                            .ok()
                            .filter(|number| *number < 1000)?,
                    );
                }
            }
            _ => return None,
        }
    }
    let [year, month, day] = numbers[..] else { return None };
    let year = i32::try_from(year).ok()?;
    let date = Date::new(before + year, month, day).filter(|_| (1..=last).contains(&year));
    Some(date.map_or(InEra::Impossible, InEra::Day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eras_are_read_and_nothing_else() {
        for (text, wanted) in [
            ("令和6年3月12日", "2024-03-12"),
            ("令和　６年３月１２日", "2024-03-12"),
            ("令和元年5月1日", "2019-05-01"),
            ("㋿6年3月12日", "2024-03-12"),
            ("R6.3.12", "2024-03-12"),
            ("r6/3/12", "2024-03-12"),
            ("Ｒ６．３．１２", "2024-03-12"),
            ("平成31年4月30日(火)", "2019-04-30"),
            ("H3.1.2", "1991-01-02"),
            ("昭和64年1月7日", "1989-01-07"),
            ("S60-12-31", "1985-12-31"),
            ("民國113年3月12日", "2024-03-12"),
            ("中華民國 113 年 3 月 12 日", "2024-03-12"),
        ] {
            assert_eq!(read(text), wanted.parse().ok().map(InEra::Day), "{text}");
        }
        for text in ["令和6年2月30日", "昭和65年1月1日", "H0.1.1"] {
            assert_eq!(read(text), Some(InEra::Impossible), "{text}");
        }
        for text in [
            "",
            "2024-03-12",
            "R6",
            "March 12, 2024",
            "Sunday, March 1, 2026",
            "S 5",
            "令和",
            "T1.2.3.4",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
