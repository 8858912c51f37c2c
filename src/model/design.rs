//! Designs: pages of elements, as a designer lays them out.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::units::{Color, Pt, Rect};

use super::{
    Aids, Align, Blend, Condition, FieldName, Flip, Mask, Paint, Shadow, ShapeContent, StrokeStyle, Template,
    TextContent, TextStyle, Token,
};

/// Whether a value is what a file means by leaving it out.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A certificate or badge, ready to be filled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Design {
    pub name: String,
    pub kind: DesignKind,
    #[serde(default, skip_serializing_if = "is_default")]
    pub description: String,
    /// The language of the fixed words (BCP 47).
    #[serde(default = "english")]
    pub language: String,
    /// Colours that the designer keeps at hand, by name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub swatches: BTreeMap<String, Color>,
    /// Values that are shown while no recipient is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sample: BTreeMap<FieldName, String>,
    /// Whether it is locked as a template: only what [`Element::open`] names is changed then, until it is unlocked.
    #[serde(default, skip_serializing_if = "is_default")]
    pub template: bool,
    /// At least one: the front, then the back.
    pub pages: Vec<Page>,
}

fn english() -> String {
    "en".to_owned()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DesignKind {
    Certificate,
    Badge,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub width: Pt,
    pub height: Pt,
    /// How far the picture goes beyond the page's edges for cutting; it is not part of the published page.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bleed: Pt,
    #[serde(default, skip_serializing_if = "is_default")]
    pub background: Background,
    #[serde(default, skip_serializing_if = "is_default")]
    pub aids: Aids,
    /// From the back to the front.
    #[serde(default)]
    pub elements: Vec<Element>,
}

/// What lies under all elements, over the page and its bleed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Background {
    /// White when not given for a certificate, nothing for a badge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paint: Option<Paint>,
    /// A PNG, JPEG, WebP, SVG or PDF of the design's folder, stretched over page and bleed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
}

/// Something on a page. The frame is where it stands before it is turned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// Unique in the design, so that a problem can name it.
    pub name: String,
    pub x: Pt,
    pub y: Pt,
    pub width: Pt,
    pub height: Pt,
    /// Degrees clockwise around the middle of the frame.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rotation: f64,
    #[serde(default, skip_serializing_if = "is_default")]
    pub flip: Flip,
    /// 0 to 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub opacity: f64,
    /// How it mixes with what lies under it; of a group, as a whole.
    #[serde(default, skip_serializing_if = "is_default")]
    pub blend: Blend,
    /// How soft all of it is, counted as [`Shadow::blur`]. Sharp when 0.
    #[serde(default, skip_serializing_if = "is_default")]
    pub blur: Pt,
    #[serde(default, skip_serializing_if = "is_default")]
    pub locked: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    pub hidden: bool,
    /// Whether resizing keeps the ratio of width and height.
    #[serde(default, skip_serializing_if = "is_default")]
    pub keep_ratio: bool,
    /// When it is shown; always when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show: Option<Condition>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shadow: Option<Shadow>,
    /// What whoever issues with the design may change of it; nothing when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<Freedom>,
    /// An address that a click on the element opens in the PDF; may hold fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    pub content: ElementContent,
}

fn one() -> f64 {
    1.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_one(value: &f64) -> bool {
    *value == one()
}

/// What may be changed of an element by whoever issues with a design that another one made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Freedom {
    /// What a text or a code says.
    Text,
    /// Which picture is shown, and which part of it.
    Picture,
    /// Colours, type, lines and all else of its look.
    Look,
    /// Where it stands, and its size.
    Place,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElementContent {
    Text(TextContent),
    Image(Image),
    Shape(ShapeContent),
    Qr(Qr),
    Chips(Chips),
    Group(GroupContent),
}

/// A picture in a frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    pub source: ImageSource,
    #[serde(default, skip_serializing_if = "is_default")]
    pub fit: ImageFit,
    /// Which point of the picture stays in sight when it is cropped, as fractions of its width and height.
    #[serde(default = "middle", skip_serializing_if = "is_middle")]
    pub focus: [f64; 2],
    /// How much larger than to fill the frame the picture is where it is cropped, 1 to 1000.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub zoom: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mask: Option<Mask>,
    /// Paint behind the picture, over the frame or its mask; with the picture it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<Paint>,
    /// Space between the frame's edges and the picture.
    #[serde(default, skip_serializing_if = "is_default")]
    pub padding: Pt,
    /// What the picture shows, for people who cannot see it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub alt: String,
}

impl Image {
    /// A picture that is shown whole, without anything around it.
    pub fn of(source: ImageSource) -> Image {
        Image {
            source,
            fit: ImageFit::Contain,
            focus: middle(),
            zoom: one(),
            mask: None,
            background: None,
            padding: Pt::ZERO,
            alt: String::new(),
        }
    }

    /// The same picture, shown from its middle and no larger than its frame asks for.
    pub fn uncropped(&self) -> Image {
        Image {
            focus: middle(),
            zoom: one(),
            ..self.clone()
        }
    }
}

fn middle() -> [f64; 2] {
    [0.5, 0.5]
}

fn is_middle(value: &[f64; 2]) -> bool {
    *value == middle()
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageSource {
    /// A path within the design's folder, such as `images/seal.png`.
    Asset(String),
    /// A field that holds a picture; the element is left out when the field is empty.
    Field(FieldName),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageFit {
    /// The whole picture, as large as fits.
    #[default]
    Contain,
    /// The frame is filled, what is beyond is cropped.
    Cover,
    Stretch,
}

/// A QR code, drawn as vectors in the square that fits the frame's middle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Qr {
    /// What it says; may hold fields.
    #[serde(default = "credential_url")]
    pub content: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub level: QrLevel,
    #[serde(default = "black", skip_serializing_if = "is_black")]
    pub color: Color,
    /// Paint behind the code and its quiet zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<Color>,
    /// Modules kept free around the code within the frame; scanners want 4 unless the surroundings are plain.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quiet_zone: u8,
}

fn credential_url() -> String {
    "{{credential.url}}".to_owned()
}

fn black() -> Color {
    Color::BLACK
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_black(color: &Color) -> bool {
    *color == Color::BLACK
}

/// How much of a code may be lost: about 7, 15, 25, 30 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QrLevel {
    Low,
    #[default]
    Medium,
    Quartile,
    High,
}

/// The entries of a list field, each in a rounded box, in as many rows as fit the frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chips {
    pub field: FieldName,
    pub style: TextStyle,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<Paint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stroke: Option<StrokeStyle>,
    pub radius: Pt,
    /// Space between a chip's edge and its text: horizontal, vertical.
    pub padding: [Pt; 2],
    /// Space between chips.
    pub gap: Pt,
    #[serde(default, skip_serializing_if = "is_default")]
    pub align: Align,
}

/// Elements that move together. Their positions are relative to the group's frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupContent {
    pub children: Vec<Element>,
    /// What of the children is seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clip: Option<Mask>,
    /// Whether the backmost child, a shape that is not painted then, cuts the others to its outline.
    #[serde(default, skip_serializing_if = "is_default")]
    pub masked: bool,
}

impl GroupContent {
    /// Elements that are seen whole.
    pub fn new(children: Vec<Element>) -> GroupContent {
        GroupContent {
            children,
            clip: None,
            masked: false,
        }
    }

    /// The child that cuts the others; `None` where none does, or the one that should has no outline.
    pub fn mask(&self) -> Option<&Element> {
        self.children.first().filter(|first| self.masked && first.can_mask())
    }
}

impl Design {
    /// Every element, groups before their children, page by page.
    pub fn elements(&self) -> Vec<(u32, &Element)> {
        let mut found = Vec::new();
        for (index, page) in self.pages.iter().enumerate() {
            let mut pending: Vec<&Element> = page.elements.iter().rev().collect();
            while let Some(element) = pending.pop() {
                found.push((index as u32 + 1, element));
                if let ElementContent::Group(group) = &element.content {
                    pending.extend(group.children.iter().rev());
                }
            }
        }
        found
    }

    /// The fields that the visible elements show.
    pub fn fields(&self) -> BTreeSet<FieldName> {
        let mut fields = BTreeSet::new();
        for (_, element) in self.elements().into_iter().filter(|(_, e)| !e.hidden) {
            for text in element
                .templates()
                .into_iter()
                .filter(|text| Template::may_have_tokens(text))
            {
                fields.extend(
                    Template::parse_lossy(text)
                        .tokens()
                        .map(|token: &Token| token.field.clone()),
                );
            }
            fields.extend(element.show.iter().filter_map(Condition::field).cloned());
            match &element.content {
                ElementContent::Image(Image {
                    source: ImageSource::Field(field),
                    ..
                }) => {
                    fields.insert(field.clone());
                }
                ElementContent::Chips(chips) => {
                    fields.insert(chips.field.clone());
                }
                _ => {}
            }
        }
        fields
    }

    /// The fields that must have a value: those of texts, codes and links without a fallback that are always shown.
    pub fn required_fields(&self) -> BTreeSet<FieldName> {
        let mut pending: Vec<&Element> = self.pages.iter().flat_map(|page| &page.elements).collect();
        let mut shown = Vec::new();
        while let Some(element) = pending.pop() {
            if element.show.is_none() && !element.hidden {
                shown.push(element);
                pending.extend(element.children());
            }
        }
        let templates = shown
            .into_iter()
            .flat_map(Element::templates)
            .map(Template::parse_lossy);
        let required = |template: Template| -> Vec<FieldName> {
            template
                .tokens()
                .filter(|token| token.fallback.is_none())
                .map(|token| token.field.clone())
                .collect()
        };
        templates.flat_map(required).collect()
    }

    /// The fields whose pictures are shown, of which no text can be a sample.
    pub fn picture_fields(&self) -> BTreeSet<&FieldName> {
        let elements = self.elements().into_iter();
        elements
            .filter_map(|(_, element)| match &element.content {
                ElementContent::Image(Image {
                    source: ImageSource::Field(field),
                    ..
                }) => Some(field),
                _ => None,
            })
            .collect()
    }

    /// The files of the design's folder that it uses.
    pub fn assets(&self) -> BTreeSet<&str> {
        let backgrounds = self.pages.iter().filter_map(|page| page.background.image.as_deref());
        let images = self
            .elements()
            .into_iter()
            .filter_map(|(_, element)| match &element.content {
                ElementContent::Image(Image {
                    source: ImageSource::Asset(path),
                    ..
                }) => Some(path.as_str()),
                _ => None,
            });
        backgrounds.chain(images).collect()
    }

    /// The font families that its texts name.
    pub fn families(&self) -> BTreeSet<&str> {
        let mut families = BTreeSet::new();
        for (_, element) in self.elements() {
            match &element.content {
                ElementContent::Text(text) => {
                    families.insert(text.style.family.as_str());
                    families.extend(text.all_spans().filter_map(|span| span.style.family.as_deref()));
                }
                ElementContent::Chips(chips) => {
                    families.insert(chips.style.family.as_str());
                }
                _ => {}
            }
        }
        families
    }
}

impl Element {
    /// An element in a frame, as it is before anything else is said about it.
    pub fn new(name: impl Into<String>, frame: Rect, content: ElementContent) -> Element {
        Element {
            name: name.into(),
            x: Pt(frame.x0),
            y: Pt(frame.y0),
            width: Pt(frame.width()),
            height: Pt(frame.height()),
            rotation: 0.0,
            flip: Flip::None,
            opacity: one(),
            blend: Blend::Normal,
            blur: Pt::ZERO,
            locked: false,
            hidden: false,
            keep_ratio: false,
            show: None,
            shadow: None,
            open: Vec::new(),
            link: None,
            content,
        }
    }

    /// The child that cuts the others of a masked group.
    pub fn mask(&self) -> Option<&Element> {
        match &self.content {
            ElementContent::Group(group) => group.mask(),
            _ => None,
        }
    }

    /// Whether its outline can cut others: it is a shape, and no line.
    pub fn can_mask(&self) -> bool {
        matches!(&self.content, ElementContent::Shape(shape) if shape.form.has_area())
    }

    /// The field that is seen of it, the first one where there are several; of a group that of what is in it. A link is
    /// not seen.
    pub fn first_field(&self) -> Option<FieldName> {
        let of_text = |text: &str| {
            let template = Template::parse_lossy(text);
            template.tokens().next().map(|token| token.field.clone())
        };
        match &self.content {
            ElementContent::Image(Image {
                source: ImageSource::Field(field),
                ..
            }) => Some(field.clone()),
            ElementContent::Chips(chips) => Some(chips.field.clone()),
            ElementContent::Group(group) => group.children.iter().find_map(Element::first_field),
            ElementContent::Text(text) => text.all_spans().find_map(|span| of_text(&span.text)),
            ElementContent::Qr(qr) => of_text(&qr.content),
            ElementContent::Image(_) | ElementContent::Shape(_) => None,
        }
    }

    /// Every text of the element that may hold fields.
    pub fn templates(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = self.link.as_deref().into_iter().collect();
        match &self.content {
            ElementContent::Text(text) => texts.extend(text.all_spans().map(|span| span.text.as_str())),
            ElementContent::Qr(qr) => texts.push(&qr.content),
            _ => {}
        }
        texts
    }
}
