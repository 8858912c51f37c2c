//! Date patterns in the letters of the Unicode CLDR (UTS 35, part 4, “Date Format Patterns”), as far as days have them.

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Era(Width),
    /// The year of the era, in at least so many digits.
    Year(usize),
    /// The last two digits of the year.
    ShortYear,
    /// The year that goes on through eras.
    ExtendedYear(usize),
    MonthNumber(usize),
    Month(Context, Width),
    Day(usize),
    DayOfYear(usize),
    Weekday(Context, Width),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    Wide,
    Abbreviated,
    Narrow,
    /// Of weekdays only.
    Short,
}

/// Whether a name stands in a date or by itself; many languages inflect the former.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    Format,
    StandAlone,
}

/// Reads a pattern; the error says what is wrong with it.
pub(super) fn parse(pattern: &str) -> Result<Vec<Piece>, String> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\'' {
            push_text(&mut pieces, &quoted(&mut chars, pattern)?);
        } else if c.is_ascii_alphabetic() {
            let mut count = 1;
            while chars.next_if_eq(&c).is_some() {
                count += 1;
            }
            pieces.push(field(c, count, pattern)?);
        } else {
            push_text(&mut pieces, c.encode_utf8(&mut [0; 4]));
        }
    }
    if pieces.iter().all(|piece| matches!(piece, Piece::Text(_))) {
        return Err(format!("The date pattern “{pattern}” shows nothing of a date"));
    }
    Ok(pieces)
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(before)) => before.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

/// The rest of a quoted text; two quotes stand for one, within and without.
fn quoted(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, pattern: &str) -> Result<String, String> {
    if chars.next_if_eq(&'\'').is_some() {
        return Ok("'".to_owned());
    }
    let mut text = String::new();
    while let Some(c) = chars.next() {
        if c != '\'' {
            text.push(c);
        } else if chars.next_if_eq(&'\'').is_some() {
            text.push('\'');
        } else {
            return Ok(text);
        }
    }
    Err(format!(
        "The date pattern “{pattern}” has a single quote without its second"
    ))
}

fn field(letter: char, count: usize, pattern: &str) -> Result<Piece, String> {
    use Context::{Format, StandAlone};
    let name = match count {
        3 => Some(Width::Abbreviated),
        4 => Some(Width::Wide),
        5 => Some(Width::Narrow),
        6 => Some(Width::Short),
        _ => None,
    };
    let of_three = name.filter(|width| *width != Width::Short);
    let piece = match (letter, count) {
        ('G', 1 | 2) => Some(Piece::Era(Width::Abbreviated)),
        ('G', _) => of_three.map(Piece::Era),
        ('y', 2) => Some(Piece::ShortYear),
        ('y', 1..=9) => Some(Piece::Year(count)),
        ('u', 1..=9) => Some(Piece::ExtendedYear(count)),
        ('M' | 'L', 1 | 2) => Some(Piece::MonthNumber(count)),
        ('M', _) => of_three.map(|width| Piece::Month(Format, width)),
        ('L', _) => of_three.map(|width| Piece::Month(StandAlone, width)),
        ('d', 1 | 2) => Some(Piece::Day(count)),
        ('D', 1..=3) => Some(Piece::DayOfYear(count)),
        ('E', 1 | 2) => Some(Piece::Weekday(Format, Width::Abbreviated)),
        ('E' | 'e', 3..) => name.map(|width| Piece::Weekday(Format, width)),
        ('c', 3..) => name.map(|width| Piece::Weekday(StandAlone, width)),
        _ => None,
    };
    piece.ok_or_else(|| {
        let letters = String::from(letter).repeat(count);
        format!(
            "“{letters}” in the date pattern “{pattern}” is no part of a date (d, M, MMM, MMMM, LLLL, y, EEEE, G; \
             other words stand in single quotes)"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_quotes_and_other_signs_are_told_apart() {
        let pieces = parse("EEEE, d 'de' MMMM 'o''clock' yyyy年''").expect("pattern");
        assert_eq!(
            pieces,
            [
                Piece::Weekday(Context::Format, Width::Wide),
                Piece::Text(", ".to_owned()),
                Piece::Day(1),
                Piece::Text(" de ".to_owned()),
                Piece::Month(Context::Format, Width::Wide),
                Piece::Text(" o'clock ".to_owned()),
                Piece::Year(4),
                Piece::Text("年'".to_owned()),
            ]
        );
    }

    #[test]
    fn mistakes_are_named() {
        for (pattern, named) in [
            ("d of MMMM", "“o”"),
            ("d 'of MMMM", "single quote"),
            ("HH:mm", "“HH”"),
            ("ddd", "“ddd”"),
            ("QQQQ", "“QQQQ”"),
            ("MMMMMM", "“MMMMMM”"),
            ("yyyyyyyyyy", "“yyyyyyyyyy”"),
            ("", "nothing of a date"),
            ("'d'", "nothing of a date"),
        ] {
            let error = parse(pattern).expect_err(pattern);
            assert!(error.contains(named), "{error}");
        }
    }
}
