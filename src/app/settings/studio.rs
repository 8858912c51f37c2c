//! What of the studio is as it was left, whichever design is opened.

use serde::{Deserialize, Serialize};

use crate::studio::Snap;
use crate::studio::measure::Unit;

/// How a designer works, which is no part of a design.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Studio {
    /// In which lengths are shown and read.
    pub unit: Unit,
    pub snap: Snap,
    pub shows: Shows,
}

/// What lies over the page and around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shows {
    pub rulers: bool,
    pub guides: bool,
    pub grid: bool,
    pub margins: bool,
    /// The bleed and the area that cutting may not reach.
    pub bleed: bool,
}

impl Default for Shows {
    fn default() -> Shows {
        Shows {
            rulers: true,
            guides: true,
            grid: false,
            margins: true,
            bleed: true,
        }
    }
}
