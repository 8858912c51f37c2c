//! How an element's colours mix with what lies under it.

use serde::{Deserialize, Serialize};

/// The ways of mixing that PDF, SVG and design programs have in common. Source: ISO 32000-1, 11.3.5; W3C, Compositing
/// and Blending Level 1, which defines the same ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Blend {
    /// It covers what lies under it.
    #[default]
    Normal,
    Darken,
    Multiply,
    ColorBurn,
    Lighten,
    Screen,
    ColorDodge,
    Overlay,
    SoftLight,
    HardLight,
    Difference,
    Exclusion,
    Hue,
    Saturation,
    Color,
    Luminosity,
}

impl Blend {
    /// All of them in the order in which design programs list them: what darkens, what lightens, contrast, difference,
    /// parts of a colour.
    pub const ALL: [Blend; 16] = [
        Blend::Normal,
        Blend::Darken,
        Blend::Multiply,
        Blend::ColorBurn,
        Blend::Lighten,
        Blend::Screen,
        Blend::ColorDodge,
        Blend::Overlay,
        Blend::SoftLight,
        Blend::HardLight,
        Blend::Difference,
        Blend::Exclusion,
        Blend::Hue,
        Blend::Saturation,
        Blend::Color,
        Blend::Luminosity,
    ];

    /// As design programs call it.
    pub const fn name(self) -> &'static str {
        match self {
            Blend::Normal => "Normal",
            Blend::Darken => "Darken",
            Blend::Multiply => "Multiply",
            Blend::ColorBurn => "Colour burn",
            Blend::Lighten => "Lighten",
            Blend::Screen => "Screen",
            Blend::ColorDodge => "Colour dodge",
            Blend::Overlay => "Overlay",
            Blend::SoftLight => "Soft light",
            Blend::HardLight => "Hard light",
            Blend::Difference => "Difference",
            Blend::Exclusion => "Exclusion",
            Blend::Hue => "Hue",
            Blend::Saturation => "Saturation",
            Blend::Color => "Colour",
            Blend::Luminosity => "Luminosity",
        }
    }

    /// Its keyword in CSS and SVG.
    pub const fn css(self) -> &'static str {
        match self {
            Blend::Normal => "normal",
            Blend::Darken => "darken",
            Blend::Multiply => "multiply",
            Blend::ColorBurn => "color-burn",
            Blend::Lighten => "lighten",
            Blend::Screen => "screen",
            Blend::ColorDodge => "color-dodge",
            Blend::Overlay => "overlay",
            Blend::SoftLight => "soft-light",
            Blend::HardLight => "hard-light",
            Blend::Difference => "difference",
            Blend::Exclusion => "exclusion",
            Blend::Hue => "hue",
            Blend::Saturation => "saturation",
            Blend::Color => "color",
            Blend::Luminosity => "luminosity",
        }
    }

    pub fn is_normal(self) -> bool {
        self == Blend::Normal
    }
}
