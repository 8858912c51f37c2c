//! Number formats by their code or their number: whether a number is a day, a length of time, or how it is shown.

use crate::diag::Result;

use super::super::sheet::Cell;
use super::number::{self, Pattern};
use super::wire::RowWriter;

/// What a number format makes of a number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Format {
    /// The plain number.
    #[default]
    General,
    Shown(Pattern),
    Date,
    Duration,
}

impl Format {
    /// By its code, such as `00000` or `dd.mm.yyyy`.
    pub(super) fn parse(code: &str) -> Format {
        match meaning(code) {
            Some(format) => format,
            None => Pattern::parse(code).map_or(Format::General, Format::Shown),
        }
    }

    /// By its number among those that every workbook has (ECMA-376 part 1, 18.8.30). Those of East Asian locales are
    /// dates and times.
    pub(super) fn builtin(id: u16) -> Format {
        match id {
            1 => Format::parse("0"),
            2 => Format::parse("0.00"),
            3 => Format::parse("#,##0"),
            4 | 39 | 40 => Format::parse("#,##0.00"),
            9 => Format::parse("0%"),
            10 => Format::parse("0.00%"),
            37 | 38 => Format::parse("#,##0"),
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Format::Date,
            46 => Format::Duration,
            _ => Format::General,
        }
    }

    /// The cell that a number is.
    pub(super) fn cell(&self, value: f64, is_1904: bool) -> Cell {
        let shown = match self {
            Format::General => None,
            Format::Shown(pattern) => pattern.show(value),
            Format::Date => return number::date(value, is_1904),
            Format::Duration => return number::duration(value),
        };
        Cell::Number {
            value,
            text: shown.unwrap_or_else(|| number::general(value)).into(),
        }
    }

    /// Sends a number as what it means. `row` and `column` count from 0.
    pub(super) fn send(
        &self,
        rows: &mut RowWriter<'_, '_>,
        (row, column): (u32, u32),
        value: f64,
        is_1904: bool,
    ) -> Result<()> {
        match self {
            Format::General => rows.number(row, column, value, None),
            Format::Shown(pattern) => rows.number(row, column, value, pattern.show(value).as_deref()),
            Format::Date => rows.cell(row, column, &number::date(value, is_1904)),
            Format::Duration => rows.cell(row, column, &number::duration(value)),
        }
    }
}

/// Whether the first section of a code shows a day or a time: it has a letter for one outside quotation marks, escapes
/// and brackets; a letter for hours, minutes or seconds in brackets is a length of time.
fn meaning(code: &str) -> Option<Format> {
    // It has letters of its own that mean a day elsewhere.
    if code.to_ascii_lowercase().contains("general") {
        return None;
    }
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let inside = inside.to_ascii_lowercase();
                let is_time = ["h", "m", "s"]
                    .iter()
                    .any(|unit| !inside.is_empty() && inside.replace(unit, "").is_empty());
                if is_time {
                    return Some(Format::Duration);
                }
            }
            ';' => return None,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return Some(Format::Date),
            // Years of Japanese and Chinese reigns, and the months and days that are written after digits.
            'e' | 'g' | 'r' if !code.contains(['0', '#']) => return Some(Format::Date),
            '年' | '月' | '日' if !code.contains(['0', '#']) => return Some(Format::Date),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_known_by_their_letters() {
        for code in [
            "yyyy-mm-dd",
            "[$-419]d mmmm yyyy",
            "dd/mm/yy;@",
            "h:mm AM/PM",
            "[Red]m/d/yy",
            "\"on \"d.m.",
        ] {
            assert_eq!(Format::parse(code), Format::Date, "{code}");
        }
        for code in ["[h]:mm:ss", "[mm]:ss", "[ss]"] {
            assert_eq!(Format::parse(code), Format::Duration, "{code}");
        }
        for code in ["General", "@", "0.00E+00", "[Red]General", "General\\ \"days\""] {
            assert_eq!(Format::parse(code), Format::General, "{code}");
        }
        for code in ["00000", "#,##0.00", "0\" days\"", "[Red]0.0", "\\d0"] {
            assert!(matches!(Format::parse(code), Format::Shown(_)), "{code}");
        }
        assert_eq!(Format::builtin(14), Format::Date);
        assert_eq!(Format::builtin(46), Format::Duration);
        assert_eq!(Format::builtin(49), Format::General);
    }
}
