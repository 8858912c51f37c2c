//! Lengths as a designer types and reads them: in a unit, with arithmetic.
//!
//! `12mm + 3`, `(210mm - 2*15)/3`, `50%`, `1 in`, `12,5`. A number without a unit is in the unit that is chosen, and
//! `%` is of what the field knows as its whole (the page's width, the former value).

use serde::{Deserialize, Serialize};

use crate::diag::Problem;
use crate::units::PT_PER_MM;

/// A unit of length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    #[default]
    Mm,
    Cm,
    Inch,
    Pt,
    /// 1/96 inch.
    Px,
}

impl Unit {
    pub const ALL: [Unit; 5] = [Unit::Mm, Unit::Cm, Unit::Inch, Unit::Pt, Unit::Px];

    /// Points in one.
    pub fn points(self) -> f64 {
        match self {
            Unit::Mm => PT_PER_MM,
            Unit::Cm => 10.0 * PT_PER_MM,
            Unit::Inch => 72.0,
            Unit::Pt => 1.0,
            Unit::Px => 0.75,
        }
    }

    /// How far an arrow key moves what is selected, in points: a tenth of a millimetre, a hundredth of an inch, a point, a
    /// pixel. With Shift it is ten times as far.
    pub fn nudge(self) -> f64 {
        match self {
            Unit::Mm | Unit::Cm => PT_PER_MM / 10.0,
            Unit::Inch => 0.72,
            Unit::Pt => 1.0,
            Unit::Px => 0.75,
        }
    }

    /// How it is written after a number.
    pub fn symbol(self) -> &'static str {
        match self {
            Unit::Mm => "mm",
            Unit::Cm => "cm",
            Unit::Inch => "in",
            Unit::Pt => "pt",
            Unit::Px => "px",
        }
    }

    /// A length in points as a number in this unit, without the unit and without zeros at its end.
    pub fn format(self, points: f64) -> String {
        let decimals = match self {
            Unit::Mm | Unit::Pt => 2,
            Unit::Cm | Unit::Inch => 3,
            Unit::Px => 1,
        };
        number(points / self.points(), decimals)
    }

    fn read(text: &str) -> Option<Unit> {
        match text {
            "\"" | "″" => Some(Unit::Inch),
            _ => Unit::ALL
                .into_iter()
                .find(|unit| text.eq_ignore_ascii_case(unit.symbol())),
        }
    }
}

/// A number with at most so many decimals.
pub fn number(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Reads a length; the result is in points. `whole` is what 100 % are, in points.
///
/// # Errors
/// `bad-length` with what is not understood.
pub fn length(text: &str, unit: Unit, whole: Option<f64>) -> Result<f64, Problem> {
    let value = Reader::read(text, unit.points(), whole)?;
    let points = if value.is_length {
        value.number
    } else {
        value.number * unit.points()
    };
    finite(points, text)
}

/// Reads a number with arithmetic, as for an angle (`°` may follow) or a percentage (of `whole`).
///
/// # Errors
/// `bad-length` with what is not understood.
pub fn scalar(text: &str, whole: Option<f64>) -> Result<f64, Problem> {
    let value = Reader::read(&text.replace('°', ""), 1.0, whole)?;
    let is_percentage = text.contains('%');
    if value.is_length && !is_percentage {
        return Err(wrong(text, "a number without a unit is wanted"));
    }
    finite(value.number, text)
}

fn finite(value: f64, text: &str) -> Result<f64, Problem> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(wrong(text, "it divides by 0"))
    }
}

fn wrong(text: &str, why: &str) -> Problem {
    let said = match text.trim() {
        "" => "Nothing was typed".to_owned(),
        text => format!("“{text}” is not understood: {why}"),
    };
    Problem::error("bad-length", said).hint("Write a number with or without a unit, such as “12 mm + 3” or “50 %”")
}

/// How deep brackets may lie in each other.
const DEEPEST: usize = 32;

#[derive(Clone, Copy)]
struct Quantity {
    number: f64,
    /// In points; otherwise a bare number.
    is_length: bool,
    /// Points in the unit that stands right behind the number.
    unit: Option<f64>,
}

/// Reads a sum from its front.
struct Reader<'a> {
    all: &'a str,
    rest: &'a str,
    /// Points in the unit of bare numbers.
    unit: f64,
    whole: Option<f64>,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn read(text: &'a str, unit: f64, whole: Option<f64>) -> Result<Quantity, Problem> {
        let mut reader = Reader {
            all: text,
            rest: text.trim_start(),
            unit,
            whole,
            depth: 0,
        };
        let value = reader.sum()?;
        if reader.rest.is_empty() {
            Ok(value)
        } else {
            Err(reader.wrong(&format!("“{}” is left over", reader.rest.trim_end())))
        }
    }

    fn wrong(&self, why: &str) -> Problem {
        wrong(self.all, why)
    }

    /// Takes one of these characters.
    fn take(&mut self, options: &[char]) -> Option<char> {
        let next = self.rest.chars().next().filter(|c| options.contains(c))?;
        self.rest = self.rest[next.len_utf8()..].trim_start();
        Some(next)
    }

    fn sum(&mut self) -> Result<Quantity, Problem> {
        let mut total = self.product()?;
        while let Some(sign) = self.take(&['+', '-', '−']) {
            let next = self.product()?;
            let sign = if sign == '+' { 1.0 } else { -1.0 };
            total = self.add(total, next, sign);
        }
        Ok(total)
    }

    /// A bare number beside a length is in the chosen unit.
    fn add(&self, a: Quantity, b: Quantity, sign: f64) -> Quantity {
        let is_length = a.is_length || b.is_length;
        let as_points = |value: Quantity| {
            if is_length && !value.is_length {
                value.number * self.unit
            } else {
                value.number
            }
        };
        Quantity {
            number: as_points(a) + sign * as_points(b),
            is_length,
            unit: None,
        }
    }

    fn product(&mut self) -> Result<Quantity, Problem> {
        let mut total = self.factor()?;
        while let Some(sign) = self.take(&['*', '/', '×', '÷']) {
            let next = self.factor()?;
            let divides = matches!(sign, '/' | '÷');
            // The unit behind a fraction is that of the whole: “1/2in” is half an inch.
            if divides
                && !total.is_length
                && let Some(unit) = next.unit
            {
                total = Quantity {
                    number: total.number / next.number * unit * unit,
                    is_length: true,
                    unit: None,
                };
                continue;
            }
            let is_length = match (total.is_length, next.is_length, divides) {
                (true, true, true) | (false, false, _) => false,
                (true, false, _) | (false, true, false) => true,
                (true, true, false) | (false, true, true) => {
                    return Err(self.wrong("lengths cannot be multiplied with each other"));
                }
            };
            let number = if divides {
                total.number / next.number
            } else {
                total.number * next.number
            };
            total = Quantity {
                number,
                is_length,
                unit: None,
            };
        }
        Ok(total)
    }

    fn factor(&mut self) -> Result<Quantity, Problem> {
        if let Some(sign) = self.take(&['-', '−', '+']) {
            let value = self.deeper(Reader::factor)?;
            let factor = if sign == '+' { 1.0 } else { -1.0 };
            return Ok(Quantity {
                number: factor * value.number,
                ..value
            });
        }
        if self.take(&['(']).is_some() {
            let value = self.deeper(Reader::sum)?;
            return match self.take(&[')']) {
                Some(_) => Ok(Quantity { unit: None, ..value }),
                None => Err(self.wrong("a bracket is not closed")),
            };
        }
        self.number()
    }

    fn deeper(&mut self, read: fn(&mut Self) -> Result<Quantity, Problem>) -> Result<Quantity, Problem> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong("it has too many brackets"));
        }
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn number(&mut self) -> Result<Quantity, Problem> {
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
            .unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        let number: f64 = digits
            .replace(',', ".")
            .parse()
            .map_err(|_| self.wrong("a number is missing"))?;
        self.rest = rest.trim_start();
        if self.take(&['%']).is_some() {
            let whole = self
                .whole
                .ok_or_else(|| self.wrong("there is nothing to take a percentage of"))?;
            return Ok(Quantity {
                number: number / 100.0 * whole,
                is_length: true,
                unit: None,
            });
        }
        let end = self
            .rest
            .find(|c: char| !c.is_alphabetic() && c != '"' && c != '″')
            .unwrap_or(self.rest.len());
        let (unit, rest) = self.rest.split_at(end);
        if unit.is_empty() {
            return Ok(Quantity {
                number,
                is_length: false,
                unit: None,
            });
        }
        let unit = Unit::read(unit).ok_or_else(|| self.wrong(&format!("“{unit}” is not a unit of length")))?;
        self.rest = rest.trim_start();
        Ok(Quantity {
            number: number * unit.points(),
            is_length: true,
            unit: Some(unit.points()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_sums_in_any_unit() {
        let mm = PT_PER_MM;
        for (text, points) in [
            ("12mm + 3", 15.0 * mm),
            ("12", 12.0 * mm),
            ("12,5 mm", 12.5 * mm),
            ("1in", 72.0),
            ("1″ - 12pt", 60.0),
            ("96px", 72.0),
            ("2 * (10mm + 5) / 4", 7.5 * mm),
            ("-3pt", -3.0),
            ("50%", 100.0),
            ("50% + 1cm", 100.0 + 10.0 * mm),
            ("100mm / 2mm", 50.0 * mm),
            ("3 × 4pt", 12.0),
            ("10 − 4", 6.0 * mm),
            ("1/2in", 36.0),
            ("1in + 3 / 4 in", 126.0),
            ("2 * 1/2\"", 72.0),
            ("3/2mm", 1.5 * mm),
        ] {
            let read = length(text, Unit::Mm, Some(200.0)).expect(text);
            assert!((read - points).abs() < 1e-9, "{text}: {read}");
        }
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for text in [
            "",
            "mm",
            "12 parsec",
            "2mm * 3mm",
            "3 / (2mm)",
            "1 / 0in",
            "(1",
            "1 2",
            "1/0",
            "1..2",
            "--",
            "50 %%",
        ] {
            assert!(length(text, Unit::Mm, Some(200.0)).is_err(), "{text}");
        }
        assert!(length("50%", Unit::Mm, None).is_err());
        assert!(length(&"(".repeat(10_000), Unit::Mm, None).is_err());
        assert!(length(&"-".repeat(10_000), Unit::Mm, None).is_err());
    }

    #[test]
    fn angles_and_parts_are_numbers() {
        assert_eq!(scalar("45° + 90", None).expect("angle"), 135.0);
        assert_eq!(scalar("50 %", Some(1.0)).expect("part"), 0.5);
        assert!(scalar("45mm", None).is_err());
    }

    #[test]
    fn numbers_are_written_without_zeros_at_the_end() {
        assert_eq!(Unit::Mm.format(297.0 * PT_PER_MM), "297");
        assert_eq!(Unit::Inch.format(36.0), "0.5");
        assert_eq!(Unit::Pt.format(-0.0001), "0");
        for unit in Unit::ALL {
            let text = format!("{} {}", unit.format(144.0), unit.symbol());
            assert!(
                (length(&text, Unit::Pt, None).expect("read") - 144.0).abs() < 0.05,
                "{text}"
            );
        }
    }
}
