//! What new elements look like before the designer changes them.

use crate::model::{
    Align, Design, Element, ElementContent, FieldName, Fit, FitPolicy, Form, Image, ImageSource, LineEnd, Ornament,
    Paint, Qr, QrLevel, Shadow, ShapeContent, StrokeStyle, TextContent, TextStyle, VAlign,
};
use crate::units::{Color, Pt, Rect, Size};

use super::beneath::is_near;
use super::ornaments;
use super::pointer::Tool;

/// The ink of new texts, lines and codes.
pub(super) const INK: Color = Color::rgb(0x1F, 0x2A, 0x37);
/// The fill of new shapes.
pub(super) const FILL: Color = Color::rgb(0xD5, 0xDB, 0xE5);
/// What an element has when it gets a shadow.
pub const SHADOW: Shadow = Shadow {
    x: Pt(2.0),
    y: Pt(2.0),
    color: Color {
        r: 0,
        g: 0,
        b: 0,
        a: 96,
    },
    blur: Pt(4.0),
};
/// Of the words that stand in a new text until others do.
pub(super) const NEW_TEXT: &str = "Text";

/// Whether a text says only what a new one does.
pub fn is_unwritten(content: &TextContent) -> bool {
    matches!(content.spans.as_slice(), [only] if only.text == NEW_TEXT)
}

/// What is new: how it is called and what it is.
pub(super) struct New {
    pub name: &'static str,
    pub content: ElementContent,
    /// Of a click, in points.
    pub size: Size,
}

impl New {
    /// A text on one line, as wide as what it says.
    pub fn grow_sideways(&mut self) {
        if let ElementContent::Text(text) = &mut self.content {
            text.fit.policy = FitPolicy::AutoWidth;
            // Whoever has the fonts knows it exactly.
            self.size = Size::new(text.style.size.0 * 2.0, (text.style.size.0 * text.line_height).ceil());
        }
    }

    /// Gives a filled shape that lies on its own colour another one: the accent of the design, or else ink.
    pub fn differ_from(&mut self, beneath: Color, design: &Design) {
        let ElementContent::Shape(ShapeContent {
            fill: Some(Paint::Solid(fill)),
            ..
        }) = &mut self.content
        else {
            return;
        };
        let others = [*fill, ornaments::accent(design), FILL, INK];
        let seen = others.into_iter().find(|color| !is_near(*color, beneath));
        *fill = seen.unwrap_or(*fill);
    }

    /// Pictures and codes that were pulled out of shape are hardly ever meant, nor are seals and rosettes.
    pub fn keeps_ratio(&self) -> bool {
        match &self.content {
            ElementContent::Image(_) | ElementContent::Qr(_) => true,
            ElementContent::Shape(shape) => matches!(
                shape.form,
                Form::Ornament(Ornament::Seal { .. } | Ornament::Rosette { .. })
            ),
            ElementContent::Text(_) | ElementContent::Group(_) | ElementContent::Chips(_) => false,
        }
    }
}

/// What a tool makes, texts in this style; `None` for the one that makes nothing.
pub(super) fn new_element(tool: &Tool, design: &Design, style: TextStyle) -> Option<New> {
    let shape = |name, form| New {
        name,
        content: filled(form),
        size: Size::new(120.0, 120.0),
    };
    let line = |name, end| New {
        name,
        content: stroked(end),
        size: Size::new(160.0, 0.0),
    };
    Some(match tool {
        Tool::Select | Tool::Pen | Tool::Eyedropper => return None,
        Tool::Text => text("Text", NEW_TEXT.to_owned(), style),
        Tool::Field(field) => field_text(field, style),
        Tool::Rectangle => shape("Rectangle", Form::Rectangle { radii: [Pt::ZERO; 4] }),
        Tool::Ellipse => shape("Ellipse", Form::Ellipse {}),
        Tool::Polygon { sides } => shape(
            "Polygon",
            Form::Polygon {
                sides: *sides,
                inner: None,
            },
        ),
        Tool::Star { points, inner } => shape(
            "Star",
            Form::Polygon {
                sides: *points,
                inner: Some(*inner),
            },
        ),
        Tool::Line => line("Line", LineEnd::Plain),
        Tool::Arrow => line("Arrow", LineEnd::Arrow),
        Tool::Image { source, size } => New {
            name: "Image",
            content: ElementContent::Image(image(source.clone())),
            size: fitting(*size, 200.0),
        },
        Tool::Ornament(kind) => ornaments::new(*kind, design),
        Tool::Qr => New {
            name: "QR code",
            content: ElementContent::Qr(qr()),
            size: Size::new(80.0, 80.0),
        },
    })
}

fn filled(form: Form) -> ElementContent {
    ElementContent::Shape(ShapeContent {
        form,
        fill: Some(Paint::Solid(FILL)),
        stroke: None,
    })
}

/// What the pen draws: an area when it is closed, a line when not.
pub(super) fn drawn_path(form: Form, is_closed: bool) -> ElementContent {
    ElementContent::Shape(ShapeContent {
        form,
        fill: is_closed.then_some(Paint::Solid(FILL)),
        stroke: (!is_closed).then(|| StrokeStyle::new(INK, Pt(1.5))),
    })
}

fn stroked(end: LineEnd) -> ElementContent {
    ElementContent::Shape(ShapeContent {
        form: Form::Line {},
        fill: None,
        stroke: Some(StrokeStyle {
            end,
            ..StrokeStyle::new(INK, Pt(1.5))
        }),
    })
}

fn text(name: &'static str, words: String, style: TextStyle) -> New {
    let height = (style.size.0 * 1.5).ceil();
    let content = TextContent {
        fit: Fit {
            policy: FitPolicy::Grow,
            ..Fit::default()
        },
        ..TextContent::new(words, style)
    };
    New {
        name,
        content: ElementContent::Text(content),
        size: Size::new(220.0, height),
    }
}

/// A new text that says this, at the page's corner.
pub(super) fn text_element(words: &str, style: TextStyle) -> Option<Element> {
    let new = text("Text", words.to_owned(), style);
    let lines = words.lines().count().max(1) as f64;
    let size = Size::new(new.size.width, new.size.height * lines);
    let frame = Rect::from_origin_size((0.0, 0.0), size);
    (!words.is_empty()).then(|| Element::new(new.name, frame, new.content))
}

/// The size of a field that says little.
pub(super) fn field_size(content: &TextContent) -> Size {
    Size::new(260.0, (content.style.size.0 * 1.6).ceil())
}

/// Names differ in length: a field is one line that shrinks in its frame.
fn field_text(field: &FieldName, style: TextStyle) -> New {
    let content = TextContent {
        align: Align::Center,
        valign: VAlign::Middle,
        fit: Fit {
            policy: FitPolicy::ShrinkToWidth,
            ..Fit::default()
        },
        ..TextContent::new(format!("{{{{{field}}}}}"), style)
    };
    New {
        name: "Field",
        size: field_size(&content),
        content: ElementContent::Text(content),
    }
}

/// The style of the first text of the design, so that a new one suits it, until one was used.
pub(super) fn usual_style(design: &Design) -> TextStyle {
    let texts = design.elements().into_iter();
    let first = texts.filter_map(|(_, element)| match &element.content {
        ElementContent::Text(text) => Some(&text.style),
        _ => None,
    });
    first.take(1).next().map_or_else(
        || TextStyle::new("Inter", Pt(18.0), INK),
        |style| TextStyle {
            letter_spacing: 0.0,
            ..TextStyle::new(style.family.clone(), Pt(18.0), style.color)
        },
    )
}

fn image(source: ImageSource) -> Image {
    Image::of(source)
}

fn qr() -> Qr {
    Qr {
        content: "{{credential.url}}".to_owned(),
        level: QrLevel::Medium,
        color: INK,
        background: Some(Color::WHITE),
        quiet_zone: 4,
    }
}

/// A picture's size with this as its longer side, points.
fn fitting(size: Option<Size>, longest: f64) -> Size {
    match size {
        Some(size) if size.width > 0.0 && size.height > 0.0 => size * (longest / size.width.max(size.height)),
        _ => Size::new(longest, longest),
    }
}
