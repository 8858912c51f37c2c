//! Paint, strokes and the forms of shapes.

use serde::{Deserialize, Serialize};

use crate::units::{Color, Pt};

use super::Ornament;
use super::design::is_default;

/// What fills a form: a colour written as text, or a gradient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Paint {
    Solid(Color),
    Gradient(Gradient),
}

impl Paint {
    /// Whether nothing of it is seen.
    pub fn is_clear(&self) -> bool {
        match self {
            Paint::Solid(color) => color.a == 0,
            Paint::Gradient(Gradient::Linear { stops, .. } | Gradient::Radial { stops, .. }) => {
                stops.iter().all(|stop| stop.color.a == 0) && !stops.is_empty()
            }
        }
    }
}

impl From<Color> for Paint {
    fn from(color: Color) -> Paint {
        Paint::Solid(color)
    }
}

/// A gradient over the frame of its element: points are fractions of the frame's width and height.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Gradient {
    Linear {
        from: [f64; 2],
        to: [f64; 2],
        stops: Vec<ColorStop>,
    },
    /// The radius is a fraction of half the frame's diagonal.
    Radial {
        center: [f64; 2],
        radius: f64,
        stops: Vec<ColorStop>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColorStop {
    /// 0 to 1.
    pub at: f64,
    pub color: Color,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FillRule {
    #[default]
    NonZero,
    EvenOdd,
}

/// A line along a form's outline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrokeStyle {
    pub paint: Paint,
    pub width: Pt,
    /// Lengths of dashes and gaps in turn; empty for an unbroken line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dashes: Vec<Pt>,
    /// `butt`, `round` or `square` ends.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cap: LineCap,
    /// `miter`, `round` or `bevel` corners.
    #[serde(default, skip_serializing_if = "is_default")]
    pub join: LineJoin,
    /// On which side of the outline it lies. A form that is not closed has it in the middle.
    #[serde(default, skip_serializing_if = "is_default")]
    pub align: StrokeAlign,
    /// What a line or an open path begins with.
    #[serde(default, skip_serializing_if = "is_default")]
    pub start: LineEnd,
    /// What a line or an open path ends with.
    #[serde(default, skip_serializing_if = "is_default")]
    pub end: LineEnd,
}

impl StrokeStyle {
    /// An unbroken line.
    pub fn new(paint: impl Into<Paint>, width: Pt) -> StrokeStyle {
        StrokeStyle {
            paint: paint.into(),
            width,
            dashes: Vec::new(),
            cap: LineCap::default(),
            join: LineJoin::default(),
            align: StrokeAlign::default(),
            start: LineEnd::default(),
            end: LineEnd::default(),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StrokeAlign {
    #[default]
    Center,
    Inside,
    Outside,
}

/// The end of a line; five times as large as the line is wide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineEnd {
    #[default]
    Plain,
    /// A filled triangle whose tip is the end.
    Arrow,
    /// Two strokes that meet at the end.
    OpenArrow,
    /// A disc around the end.
    Dot,
    /// A stroke across the end.
    Bar,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineCap {
    #[default]
    Butt,
    Round,
    Square,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineJoin {
    #[default]
    Miter,
    Round,
    Bevel,
}

/// The outline of a shape within its frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Form {
    /// The frame itself, with corner radii (top left, top right, bottom right, bottom left).
    Rectangle {
        #[serde(default, skip_serializing_if = "is_default")]
        radii: [Pt; 4],
    },
    /// The ellipse that fills the frame.
    Ellipse {},
    /// From the frame's top left to its bottom right corner; a width or height of 0 makes it level or upright.
    Line {},
    /// A regular polygon in the ellipse of the frame, first corner at the top; with `inner` (0 to 1) a star.
    Polygon {
        sides: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inner: Option<f64>,
    },
    /// An SVG path in the coordinates of `view` (width, height), which is stretched over the frame;
    /// without `view`, in points from the frame's top left corner.
    Path {
        d: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        view: Option<[f64; 2]>,
        #[serde(default, skip_serializing_if = "is_default")]
        rule: FillRule,
    },
    /// An ornament that fills the frame.
    Ornament(Ornament),
}

impl Form {
    /// Whether there is an inside of it; of lines, and of ornaments that are made of lines, there is none.
    pub fn has_area(&self) -> bool {
        !matches!(
            self,
            Form::Line {} | Form::Ornament(Ornament::Guilloche { .. } | Ornament::Rosette { .. })
        )
    }
}

/// What an element paints, once more in one colour, a little aside and below it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shadow {
    /// How far aside, on the page, whatever the element's turn.
    pub x: Pt,
    pub y: Pt,
    pub color: Color,
    /// How soft its edges are, as design programs count: half of it reaches outwards. Hard when 0.
    #[serde(default, skip_serializing_if = "is_default")]
    pub blur: Pt,
}

/// A form with its paint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShapeContent {
    pub form: Form,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<Paint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stroke: Option<StrokeStyle>,
}

/// What a picture or a group is cut to: a form that fills its frame.
pub type Mask = Form;
