//! What the designer chose about the work, which is not part of the design.

use serde::{Deserialize, Serialize};

use super::measure::Unit;

/// Choices of the designer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// In which lengths are shown and read.
    pub unit: Unit,
    pub snap: Snap,
    /// Whether a tool stays taken after it drew something. Default: not.
    pub keep_tool: bool,
    /// Whether only what the designer left open can be changed, whatever the design says. Default: not.
    pub is_issuer: bool,
    /// Whether a design that is locked as a template can be changed all the same. Default: not.
    pub unlocked: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            unit: Unit::Mm,
            snap: Snap::default(),
            keep_tool: false,
            is_issuer: false,
            unlocked: false,
        }
    }
}

/// To what moved edges are drawn, each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Snap {
    /// The page's edges and middle, its margins, its safe area and its bleed.
    pub page: bool,
    /// Edges and middles of other elements.
    pub elements: bool,
    /// Equal gaps between neighbours, and equal sizes.
    pub spacing: bool,
    pub guides: bool,
    pub grid: bool,
}

impl Default for Snap {
    /// All but the grid.
    fn default() -> Snap {
        Snap {
            page: true,
            elements: true,
            spacing: true,
            guides: true,
            grid: false,
        }
    }
}

impl Snap {
    pub const OFF: Snap = Snap {
        page: false,
        elements: false,
        spacing: false,
        guides: false,
        grid: false,
    };
}
