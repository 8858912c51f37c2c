//! Texts of a design: styled spans with fields in them, set in a frame or along a curve.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::units::{Color, Pt};

use super::design::is_default;

/// A text element. Line breaks in a span (`\n`) are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextContent {
    /// At least one; they follow each other without a space.
    pub spans: Vec<Span>,
    pub style: TextStyle,
    #[serde(default, skip_serializing_if = "is_default")]
    pub align: Align,
    #[serde(default, skip_serializing_if = "is_default")]
    pub valign: VAlign,
    /// Distance of baselines as a multiple of the size.
    #[serde(default = "default_line_height", skip_serializing_if = "is_default_line_height")]
    pub line_height: f64,
    /// Space between two paragraphs besides the line height. It shrinks and grows with the letters.
    #[serde(default, skip_serializing_if = "is_default")]
    pub paragraph_gap: Pt,
    #[serde(default, skip_serializing_if = "is_default")]
    pub direction: Direction,
    #[serde(default, skip_serializing_if = "is_default")]
    pub fit: Fit,
    /// Sets the text along a curve instead of in lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<TextPath>,
    /// What it says instead to who speaks a language (BCP 47), at least one span each; see [`TextContent::chosen`].
    #[serde(default, skip_serializing_if = "is_default")]
    pub by_language: BTreeMap<String, Vec<Span>>,
}

fn default_line_height() -> f64 {
    1.25
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_default_line_height(value: &f64) -> bool {
    *value == default_line_height()
}

/// A stretch of text in one style. Fields are written `{{recipient.name}}`; see [`super::Template`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    pub text: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub style: SpanStyle,
}

/// How a text looks where its spans do not say otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextStyle {
    pub family: String,
    pub size: Pt,
    /// 100 to 900, 400 is regular, 700 bold.
    #[serde(default = "regular", skip_serializing_if = "is_regular")]
    pub weight: u16,
    #[serde(default, skip_serializing_if = "is_default")]
    pub italic: bool,
    pub color: Color,
    /// Space added after every letter, in em.
    #[serde(default, skip_serializing_if = "is_default")]
    pub letter_spacing: f64,
    #[serde(default, skip_serializing_if = "is_default")]
    pub case: Case,
    #[serde(default, skip_serializing_if = "is_default")]
    pub underline: bool,
}

fn regular() -> u16 {
    400
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_regular(weight: &u16) -> bool {
    *weight == regular()
}

/// What a span changes of the text's style.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SpanStyle {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Pt>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub italic: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter_spacing: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<Case>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub underline: Option<bool>,
    /// How the lines of the paragraph stand that begins in this span; as the text's when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub align: Option<Align>,
}

impl TextContent {
    /// A text in one style, as it is before anything else is said about it.
    pub fn new(text: impl Into<String>, style: TextStyle) -> TextContent {
        TextContent {
            spans: vec![Span {
                text: text.into(),
                ..Span::default()
            }],
            style,
            align: Align::default(),
            valign: VAlign::default(),
            line_height: default_line_height(),
            paragraph_gap: Pt(0.0),
            direction: Direction::default(),
            fit: Fit::default(),
            path: None,
            by_language: BTreeMap::new(),
        }
    }
}

impl TextStyle {
    /// A regular face.
    pub fn new(family: impl Into<String>, size: Pt, color: Color) -> TextStyle {
        TextStyle {
            family: family.into(),
            size,
            weight: regular(),
            italic: false,
            color,
            letter_spacing: 0.0,
            case: Case::default(),
            underline: false,
        }
    }

    /// This style with what a span changes.
    pub fn with(&self, span: &SpanStyle) -> TextStyle {
        TextStyle {
            family: span.family.clone().unwrap_or_else(|| self.family.clone()),
            size: span.size.unwrap_or(self.size),
            weight: span.weight.unwrap_or(self.weight),
            italic: span.italic.unwrap_or(self.italic),
            color: span.color.unwrap_or(self.color),
            letter_spacing: span.letter_spacing.unwrap_or(self.letter_spacing),
            case: span.case.unwrap_or(self.case),
            underline: span.underline.unwrap_or(self.underline),
        }
    }
}

/// `start` and `end` follow the direction of the text, `left` and `right` do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    #[default]
    Start,
    Center,
    End,
    Left,
    Right,
    Justify,
}

/// Where the lines stand in a frame that is taller than they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VAlign {
    #[default]
    Top,
    Middle,
    Bottom,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// By the first strong letter of the text.
    #[default]
    Auto,
    Ltr,
    Rtl,
}

/// A change of letters by the rules of the text's language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    #[default]
    AsIs,
    Upper,
    Lower,
    Title,
}

/// What happens to a text that is larger than its frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fit {
    pub policy: FitPolicy,
    /// The smallest size allowed, measured on the first span; half its size when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_size: Option<Pt>,
    /// A size up to which a short text grows to fill the width, measured on the first span; none when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_size: Option<Pt>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FitPolicy {
    /// Lines are broken at the frame's width; what is beyond the frame is cut off and reported.
    Clip,
    /// No line is broken but where the text says so; the size shrinks until the widest fits.
    ShrinkToWidth,
    /// Lines are broken at the frame's width and the size shrinks until all fits.
    #[default]
    ShrinkToBox,
    /// Tries one line in full size, then more lines as far as the frame is tall, then shrinks.
    WrapThenShrink,
    /// Lines are broken at the frame's width; the frame grows downwards.
    Grow,
    /// No line is broken but where the text says so, and nothing shrinks: the frame grows away from the edge or the
    /// middle that the text is aligned to. Leaving the page is reported.
    AutoWidth,
}

/// A curve that a text follows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TextPath {
    /// A circle around the middle of the frame.
    Arc {
        radius: Pt,
        /// Where the middle of the text stands: degrees clockwise from the top.
        #[serde(default)]
        angle: f64,
        /// Letters stand inside, with their feet outwards, so that a text at the bottom reads from left to right.
        #[serde(default, skip_serializing_if = "is_default")]
        inward: bool,
    },
    /// An SVG path in points from the frame's top left corner.
    Path { d: String },
}
