//! What the hand does: where the pointer is, which keys are held, which tool is taken.

use crate::model::{FieldName, ImageSource};
use crate::units::{Point, Size};

/// The keys that change what a gesture does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Modifiers {
    /// Keeps to an axis, a ratio, or steps of 15°; adds to the selection.
    pub shift: bool,
    /// Copies while moving; works from the middle; selects what lies underneath; shows distances.
    pub alt: bool,
    /// Reaches into groups; suspends snapping.
    pub ctrl: bool,
}

impl Modifiers {
    pub const NONE: Modifiers = Modifiers {
        shift: false,
        alt: false,
        ctrl: false,
    };
    pub const SHIFT: Modifiers = Modifiers {
        shift: true,
        ..Modifiers::NONE
    };
    pub const ALT: Modifiers = Modifiers {
        alt: true,
        ..Modifiers::NONE
    };
    pub const CTRL: Modifiers = Modifiers {
        ctrl: true,
        ..Modifiers::NONE
    };
}

/// Where the pointer is, and how.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointer {
    /// In points of the page.
    pub at: Point,
    pub modifiers: Modifiers,
    /// How many pixels of the screen a point of the page has; tolerances are in pixels.
    pub scale: f64,
}

impl Pointer {
    /// A pointer without keys at 100 %.
    pub fn at(x: f64, y: f64) -> Pointer {
        Pointer {
            at: Point::new(x, y),
            modifiers: Modifiers::NONE,
            scale: 1.0,
        }
    }

    pub fn with(self, modifiers: Modifiers) -> Pointer {
        Pointer { modifiers, ..self }
    }

    pub fn scaled(self, scale: f64) -> Pointer {
        Pointer { scale, ..self }
    }

    /// A length of the screen, in pixels, on the page, in points.
    pub fn px(&self, pixels: f64) -> f64 {
        if self.scale > 0.0 { pixels / self.scale } else { pixels }
    }
}

/// What a press on the page does.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Tool {
    /// Selects, moves, resizes and turns.
    #[default]
    Select,
    Text,
    Rectangle,
    Ellipse,
    Line,
    Arrow,
    Polygon {
        /// 3 to 360.
        sides: u32,
    },
    Star {
        /// 3 to 360.
        points: u32,
        /// How far the inner corners are from the middle, 0 to 1.
        inner: f64,
    },
    Image {
        source: ImageSource,
        /// Of the picture, in pixels or points, for its ratio; `None` when it is not known.
        size: Option<Size>,
    },
    Qr,
    Ornament(OrnamentKind),
    /// Draws a path point by point.
    Pen,
    /// Takes a colour from what is seen, which is for whoever has the pixels; a press does nothing here.
    Eyedropper,
    /// A text with this field.
    Field(FieldName),
}

/// What an ornament is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrnamentKind {
    Seal,
    Ribbon,
    /// Around the page, when the page is only clicked.
    Border,
    Guilloche,
    Rosette,
}

impl Tool {
    /// Whether a press begins something new.
    pub fn draws(&self) -> bool {
        *self != Tool::Select
    }

    /// Whether a click alone makes something.
    pub fn puts(&self) -> bool {
        !matches!(self, Tool::Select | Tool::Pen | Tool::Eyedropper)
    }
}
