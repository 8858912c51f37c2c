//! A new design while its size is chosen.

use crate::model::{Design, DesignKind, Page};
use crate::studio::measure::Unit;
use crate::units::Pt;

/// The sizes that are offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Preset {
    #[default]
    A4,
    A5,
    Letter,
    Legal,
    /// 16:9, as for screens.
    Wide,
    /// For badges.
    Square,
    /// Width and height are typed.
    Free,
}

impl Preset {
    pub const ALL: [Preset; 7] = [
        Preset::A4,
        Preset::A5,
        Preset::Letter,
        Preset::Legal,
        Preset::Wide,
        Preset::Square,
        Preset::Free,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Preset::A4 => "A4",
            Preset::A5 => "A5",
            Preset::Letter => "Letter",
            Preset::Legal => "Legal",
            Preset::Wide => "16:9",
            Preset::Square => "Square badge",
            Preset::Free => "Own size",
        }
    }

    /// The longer and the shorter side, in points; `None` for the free one.
    pub fn sides(self) -> Option<[f64; 2]> {
        let mm = |long, short| Some([Pt::mm(long).0, Pt::mm(short).0]);
        match self {
            Preset::A4 => mm(297.0, 210.0),
            Preset::A5 => mm(210.0, 148.0),
            Preset::Letter => Some([11.0 * 72.0, 8.5 * 72.0]),
            Preset::Legal => Some([14.0 * 72.0, 8.5 * 72.0]),
            Preset::Wide => Some([960.0, 540.0]),
            Preset::Square => mm(90.0, 90.0),
            Preset::Free => None,
        }
    }

    /// Such as “297 × 210 mm”.
    pub fn note(self) -> String {
        let unit = match self {
            Preset::Letter | Preset::Legal => Unit::Inch,
            Preset::Wide => Unit::Px,
            _ => Unit::Mm,
        };
        let number = |points| unit.format(points);
        match self.sides() {
            Some([long, short]) => format!("{} × {} {}", number(long), number(short), unit.symbol()),
            None => "Any width and height".to_owned(),
        }
    }

    fn is_badge(self) -> bool {
        self == Preset::Square
    }
}

/// What a person said of a new design.
#[derive(Clone, Debug, PartialEq)]
pub struct NewDesign {
    pub name: String,
    pub preset: Preset,
    pub is_portrait: bool,
    pub kind: DesignKind,
    /// Of the free size, as typed.
    pub width: String,
    pub height: String,
}

impl Default for NewDesign {
    fn default() -> NewDesign {
        NewDesign {
            name: "Untitled design".to_owned(),
            preset: Preset::default(),
            is_portrait: false,
            kind: DesignKind::Certificate,
            width: "200 mm".to_owned(),
            height: "150 mm".to_owned(),
        }
    }
}

/// The smallest and the largest side, in points: 10 mm to 2 m.
const SIDES: std::ops::RangeInclusive<f64> = 28.0..=5700.0;

impl NewDesign {
    pub fn with_preset(self, preset: Preset) -> NewDesign {
        let kind = if preset.is_badge() {
            DesignKind::Badge
        } else if self.preset.is_badge() {
            DesignKind::Certificate
        } else {
            self.kind
        };
        NewDesign { preset, kind, ..self }
    }

    /// Width and height in points, or what is wrong with what was typed.
    pub fn size(&self) -> Result<[f64; 2], String> {
        if let Some([long, short]) = self.preset.sides() {
            return Ok(if self.is_portrait { [short, long] } else { [long, short] });
        }
        let side = |text: &str, what: &str| {
            let points = crate::studio::measure::length(text, Unit::Mm, None).map_err(|problem| problem.message)?;
            if SIDES.contains(&points) {
                Ok(points)
            } else {
                Err(format!("The {what} is between 10 mm and 2 m"))
            }
        };
        Ok([side(&self.width, "width")?, side(&self.height, "height")?])
    }

    /// The design with one empty page.
    pub fn design(&self, language: &str) -> Result<Design, String> {
        let [width, height] = self.size()?;
        Ok(Design {
            name: self.name.trim().to_owned(),
            kind: self.kind,
            description: String::new(),
            language: language.to_owned(),
            swatches: Default::default(),
            sample: Default::default(),
            template: false,
            pages: vec![Page {
                width: Pt(width),
                height: Pt(height),
                bleed: Pt::ZERO,
                background: Default::default(),
                aids: Default::default(),
                elements: Vec::new(),
            }],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_lie_or_stand() {
        let mut new = NewDesign::default();
        let sizes = |new: &NewDesign| new.size().expect("a size").map(|side| Pt(side).to_mm().round());
        assert_eq!(sizes(&new), [297.0, 210.0]);
        new.is_portrait = true;
        assert_eq!(sizes(&new), [210.0, 297.0]);
        let new = new.with_preset(Preset::Square);
        assert_eq!((sizes(&new), new.kind), ([90.0, 90.0], DesignKind::Badge));
        assert_eq!(new.with_preset(Preset::Letter).kind, DesignKind::Certificate);
        assert_eq!(Preset::Letter.note(), "11 × 8.5 in");
        assert_eq!(Preset::Wide.note(), "1280 × 720 px");
    }

    #[test]
    fn a_size_of_ones_own_is_read_and_kept_within_reason() {
        let typed = |width: &str| NewDesign {
            preset: Preset::Free,
            width: width.to_owned(),
            ..NewDesign::default()
        };
        assert!(typed("8.5 in").size().is_ok());
        for wrong in ["", "wide", "1 mm", "9 m", "3000 mm"] {
            assert!(typed(wrong).size().is_err(), "{wrong}");
        }
    }
}
