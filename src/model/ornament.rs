//! Ornaments that are drawn from a few numbers.

use serde::{Deserialize, Serialize};

use crate::units::Pt;

/// An ornament that fills a frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Ornament {
    /// A disc with teeth or scallops around it.
    Seal {
        /// 3 to 360.
        teeth: u32,
        /// How deep the teeth are, as a part of the radius: 0 to 0.9.
        depth: f64,
        /// Scallops instead of points.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        round: bool,
        /// Where a fine ring is left open, as a part of the radius: 0 (none) to 0.95.
        #[serde(default, skip_serializing_if = "super::design::is_default")]
        ring: f64,
    },
    /// A level band whose ends are folded back and cut to a swallow's tail.
    Ribbon {
        /// How long each end is, as a part of the width: 0 to 0.45.
        end: f64,
        /// How far the ends hang below the band, as a part of the height: 0 to 0.8.
        drop: f64,
        /// How deep the ends are cut, as a part of their length: 0 to 1.
        notch: f64,
        /// How dark the folds are, 0 (as the band) to 1 (black); the ends are less dark than they.
        #[serde(default, skip_serializing_if = "super::design::is_default")]
        shade: f64,
    },
    /// A line within the frame, as thick as it says, with its corners shaped; filled, not stroked.
    Border {
        thickness: Pt,
        /// How large the corners are.
        size: Pt,
        corner: Corner,
        /// The distance to a second, equal line inside; 0 for none.
        #[serde(default, skip_serializing_if = "super::design::is_default")]
        gap: Pt,
    },
    /// Waves that cross each other along a level band, as on banknotes; stroked.
    Guilloche {
        /// Waves in the width: 1 to 200.
        waves: u32,
        /// Lines: 1 to 60.
        lines: u32,
    },
    /// A flower of crossing curves around the middle, as on banknotes; stroked.
    Rosette {
        /// 2 to 120.
        petals: u32,
        /// Lines: 1 to 60.
        lines: u32,
        /// How large the hole in the middle is, as a part of the radius: 0 to 0.95.
        hole: f64,
    },
}

/// The corners of a border.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Corner {
    #[default]
    Square,
    Round,
    /// Cut off.
    Bevel,
    /// Hollowed by a quarter of a circle.
    Scoop,
    /// A square taken out.
    Notch,
}
