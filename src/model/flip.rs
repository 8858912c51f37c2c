//! Reflection of an element.

use serde::{Deserialize, Serialize};

use crate::units::Affine;

/// How an element is reflected within its frame, before it is turned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flip {
    #[default]
    None,
    /// Left and right change places.
    Horizontal,
    /// Top and bottom change places.
    Vertical,
    Both,
}

impl Flip {
    pub const fn new(horizontal: bool, vertical: bool) -> Flip {
        match (horizontal, vertical) {
            (false, false) => Flip::None,
            (true, false) => Flip::Horizontal,
            (false, true) => Flip::Vertical,
            (true, true) => Flip::Both,
        }
    }

    pub const fn is_horizontal(self) -> bool {
        matches!(self, Flip::Horizontal | Flip::Both)
    }

    pub const fn is_vertical(self) -> bool {
        matches!(self, Flip::Vertical | Flip::Both)
    }

    /// Whether what is reflected turns the other way: one reflection does, two are a half turn.
    pub const fn mirrors(self) -> bool {
        self.is_horizontal() != self.is_vertical()
    }

    /// Both reflections, one after the other.
    pub const fn and(self, other: Flip) -> Flip {
        Flip::new(
            self.is_horizontal() != other.is_horizontal(),
            self.is_vertical() != other.is_vertical(),
        )
    }

    /// The reflection around the origin.
    pub fn affine(self) -> Affine {
        let sign = |reflected: bool| if reflected { -1.0 } else { 1.0 };
        Affine::scale_non_uniform(sign(self.is_horizontal()), sign(self.is_vertical()))
    }
}
