//! What helps the designer on a page and is never published: guides, a grid, margins.

use serde::{Deserialize, Serialize};

use crate::units::{PT_PER_MM, Pt};

use super::design::is_default;

/// The aids of a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Aids {
    /// Upright guides, by their distance from the page's left edge.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vertical: Vec<Pt>,
    /// Level guides, by their distance from the page's top edge.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub horizontal: Vec<Pt>,
    /// Whether the guides cannot be dragged.
    #[serde(skip_serializing_if = "is_default")]
    pub locked: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grid: Option<Grid>,
    /// Distances from the page's edges within which elements should stay: top, right, bottom, left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margins: Option<[Pt; 4]>,
    /// How far from the page's edges cutting may go wrong; nothing that matters should lie there.
    #[serde(skip_serializing_if = "is_default")]
    pub safe: Pt,
}

impl Aids {
    /// The grid of the page, or the usual one where none was set.
    pub fn grid_or_usual(&self) -> Grid {
        self.grid.unwrap_or(Grid::USUAL)
    }
}

/// A grid over the page, from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// Distance of lines: across, down.
    pub step: [Pt; 2],
    /// Every how many lines one is drawn stronger; 0 for none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub major: u32,
}

impl Grid {
    /// Lines at 10 mm, every fifth stronger.
    pub const USUAL: Grid = Grid {
        step: [Pt(10.0 * PT_PER_MM); 2],
        major: 5,
    };
}
