//! Lengths, colours and the geometry that every layer shares.
//!
//! One unit is used everywhere inside the program: the typographic point (1/72 inch), with the origin at the top left
//! corner of the page and `y` growing downwards. Millimetres and inches exist at the edges only: a design file may say
//! `"12mm"` or `"0.5in"` where it may say `34.02`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use kurbo::{Affine, BezPath, Cap, Join, Point, Rect, Shape, Size, Stroke, Vec2};

/// Points in one millimetre.
pub const PT_PER_MM: f64 = 72.0 / 25.4;

/// A length in points (1/72 inch).
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Pt(pub f64);

impl Pt {
    pub const ZERO: Pt = Pt(0.0);

    /// A length given in millimetres.
    pub fn mm(mm: f64) -> Pt {
        Pt(mm * PT_PER_MM)
    }

    /// The length in millimetres.
    pub fn to_mm(self) -> f64 {
        self.0 / PT_PER_MM
    }
}

impl FromStr for Pt {
    type Err = String;

    /// Reads `"12mm"`, `"1.2 cm"`, `"0.5in"`, `"10pt"` or a bare number of points.
    fn from_str(text: &str) -> Result<Pt, String> {
        let trimmed = text.trim();
        let split = trimmed.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(trimmed.len());
        let (number, unit) = trimmed.split_at(split);
        let per_unit = match unit.trim() {
            "" | "pt" => 1.0,
            "mm" => PT_PER_MM,
            "cm" => 10.0 * PT_PER_MM,
            "in" => 72.0,
            other => return Err(format!("“{other}” is not a unit of length (pt, mm, cm, in)")),
        };
        let value: f64 = number.trim().parse().map_err(|_| format!("“{text}” is not a length"))?;
        if !value.is_finite() {
            return Err(format!("“{text}” is not a length"));
        }
        Ok(Pt(value * per_unit))
    }
}

impl Serialize for Pt {
    /// Writes points, rounded to a thousandth so that files stay readable and comparable.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rounded = (self.0 * 1000.0).round() / 1000.0;
        if rounded.fract() == 0.0 && rounded.abs() < 1e9 {
            serializer.serialize_i64(rounded as i64)
        } else {
            serializer.serialize_f64(rounded)
        }
    }
}

impl<'de> Deserialize<'de> for Pt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pt, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Pt;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a length: a number of points, or a text such as \"12mm\"")
            }
            fn visit_f64<E: de::Error>(self, v: f64) -> Result<Pt, E> {
                Ok(Pt(v))
            }
            fn visit_i64<E: de::Error>(self, v: i64) -> Result<Pt, E> {
                Ok(Pt(v as f64))
            }
            fn visit_u64<E: de::Error>(self, v: u64) -> Result<Pt, E> {
                Ok(Pt(v as f64))
            }
            fn visit_str<E: de::Error>(self, v: &str) -> Result<Pt, E> {
                v.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// An sRGB colour with straight alpha, written `#RRGGBB` or `#RRGGBBAA`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    pub r: u8,
    pub g: u8,
    pub b: u8,
    pub a: u8,
}

impl Color {
    pub const BLACK: Color = Color::rgb(0, 0, 0);
    pub const WHITE: Color = Color::rgb(255, 255, 255);

    pub const fn rgb(r: u8, g: u8, b: u8) -> Color {
        Color { r, g, b, a: 255 }
    }

    /// The relative luminance of the colour, 0 to 1, alpha ignored (WCAG 2.2, “relative luminance”).
    pub fn luminance(self) -> f64 {
        let channel = |value: u8| {
            let c = f64::from(value) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(self.r) + 0.7152 * channel(self.g) + 0.0722 * channel(self.b)
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.r, self.g, self.b)?;
        if self.a != 255 {
            write!(f, "{:02X}", self.a)?;
        }
        Ok(())
    }
}

impl FromStr for Color {
    type Err = String;

    fn from_str(text: &str) -> Result<Color, String> {
        let wrong = || format!("“{text}” is not a colour (#RRGGBB or #RRGGBBAA)");
        let hex = text.strip_prefix('#').ok_or_else(wrong)?;
        if !matches!(hex.len(), 6 | 8) || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).map_err(|_| wrong());
        let a = if hex.len() == 8 { byte(6)? } else { 255 };
        Ok(Color {
            r: byte(0)?,
            g: byte(2)?,
            b: byte(4)?,
            a,
        })
    }
}

impl Serialize for Color {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Color, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_in_every_unit_and_written_in_points() {
        for (text, points) in [
            ("72", 72.0),
            ("1in", 72.0),
            ("25.4mm", 72.0),
            ("2.54 cm", 72.0),
            ("-3pt", -3.0),
        ] {
            let length: Pt = text.parse().expect(text);
            assert!((length.0 - points).abs() < 1e-9, "{text}");
        }
        assert!("12 px".parse::<Pt>().is_err());
        assert!("infmm".parse::<Pt>().is_err());
        assert_eq!(serde_json::to_string(&Pt::mm(297.0)).expect("json"), "841.89");
        assert_eq!(serde_json::from_str::<Pt>("\"10mm\"").expect("json"), Pt::mm(10.0));
    }

    #[test]
    fn colours_round_trip() {
        for text in ["#1F4D3A", "#1F4D3A80"] {
            assert_eq!(text.parse::<Color>().expect(text).to_string(), text);
        }
        for text in ["1F4D3A", "#1F4", "#GG0000", "#ÄÄÄ"] {
            assert!(text.parse::<Color>().is_err(), "{text}");
        }
    }
}
