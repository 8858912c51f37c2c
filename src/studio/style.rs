//! Copying how something looks onto something else.

use crate::model::{
    Align, Blend, Chips, Edit, Element, ElementContent, Form, Image, Mask, Paint, Property, Qr, Shadow, ShapeContent,
    StrokeStyle, TextContent, TextStyle, VAlign,
};
use crate::units::{Color, Pt};

use super::editor::Editor;

/// How an element looks, as far as another can look like it: a shape gives fill and line, a text its type, and so on.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    opacity: f64,
    blend: Blend,
    blur: Pt,
    shadow: Option<Shadow>,
    look: Look,
}

#[derive(Clone, Debug, PartialEq)]
enum Look {
    Shape {
        fill: Option<Paint>,
        stroke: Option<StrokeStyle>,
        radii: Option<[Pt; 4]>,
    },
    Text(Type),
    Image {
        mask: Option<Mask>,
        background: Option<Paint>,
        padding: Pt,
    },
    Qr {
        color: Color,
        background: Option<Color>,
    },
    Chips(Box<Chips>),
    Group,
}

impl Look {
    /// Whether it was copied from something of this kind.
    fn is_of(&self, content: &ElementContent) -> bool {
        matches!(
            (self, content),
            (Look::Shape { .. }, ElementContent::Shape(_))
                | (Look::Text(_), ElementContent::Text(_))
                | (Look::Image { .. }, ElementContent::Image(_))
                | (Look::Qr { .. }, ElementContent::Qr(_))
                | (Look::Chips(_), ElementContent::Chips(_))
                | (Look::Group, ElementContent::Group(_))
        )
    }
}

/// How a text is set.
#[derive(Clone, Debug, PartialEq)]
struct Type {
    style: TextStyle,
    align: Align,
    valign: VAlign,
    line_height: f64,
}

impl Style {
    pub fn of(element: &Element) -> Style {
        let look = match &element.content {
            ElementContent::Shape(shape) => Look::Shape {
                fill: shape.fill.clone(),
                stroke: shape.stroke.clone(),
                radii: match shape.form {
                    Form::Rectangle { radii } => Some(radii),
                    _ => None,
                },
            },
            ElementContent::Text(text) => Look::Text(Type {
                // Where the first words look otherwise than the rest, it is they that one sees.
                style: match text.spans.first() {
                    Some(span) => text.style.with(&span.style),
                    None => text.style.clone(),
                },
                align: text.align,
                valign: text.valign,
                line_height: text.line_height,
            }),
            ElementContent::Image(image) => Look::Image {
                mask: image.mask.clone(),
                background: image.background.clone(),
                padding: image.padding,
            },
            ElementContent::Qr(qr) => Look::Qr {
                color: qr.color,
                background: qr.background,
            },
            ElementContent::Chips(chips) => Look::Chips(Box::new(chips.clone())),
            ElementContent::Group(_) => Look::Group,
        };
        Style {
            opacity: element.opacity,
            blend: element.blend,
            blur: element.blur,
            shadow: element.shadow,
            look,
        }
    }

    /// What makes an element look like this.
    fn edits(&self, element: &Element) -> Vec<Edit> {
        let properties = [
            Property::Content(Box::new(self.applied(element))),
            Property::Opacity(self.opacity),
            Property::Blend(self.blend),
            Property::Blur(self.blur),
            Property::Shadow(self.shadow),
        ];
        let is_new = |property: &Property| match property {
            Property::Content(content) => **content != element.content,
            Property::Opacity(opacity) => *opacity != element.opacity,
            Property::Blend(blend) => *blend != element.blend,
            Property::Blur(blur) => *blur != element.blur,
            Property::Shadow(shadow) => *shadow != element.shadow,
            _ => true,
        };
        let new = properties.into_iter().filter(is_new);
        new.map(|property| Edit::set(&element.name, property)).collect()
    }

    /// What an element has of its own when it looks like this.
    fn applied(&self, element: &Element) -> ElementContent {
        let mut content = element.content.clone();
        match (&mut content, &self.look) {
            (ElementContent::Shape(shape), look) => dress_shape(shape, look),
            (ElementContent::Text(text), look) => dress_text(text, look),
            (ElementContent::Image(image), look) => dress_image(image, look),
            (ElementContent::Qr(qr), look) => dress_qr(qr, look),
            (ElementContent::Chips(chips), look) => dress_chips(chips, look),
            (ElementContent::Group(_), _) => {}
        }
        content
    }
}

fn dress_shape(shape: &mut ShapeContent, look: &Look) {
    match look {
        Look::Shape { fill, stroke, radii } => {
            shape.fill.clone_from(fill);
            shape.stroke.clone_from(stroke);
            if let (Form::Rectangle { radii: own }, Some(radii)) = (&mut shape.form, radii) {
                *own = *radii;
            }
        }
        Look::Chips(chips) => {
            shape.fill.clone_from(&chips.fill);
            shape.stroke.clone_from(&chips.stroke);
        }
        Look::Text(_) | Look::Image { .. } | Look::Qr { .. } | Look::Group => {}
    }
}

fn dress_text(text: &mut TextContent, look: &Look) {
    let dress = |text: &mut TextContent, style: &TextStyle| {
        text.style = style.clone();
        for span in text.all_spans_mut() {
            span.style = crate::model::SpanStyle {
                align: span.style.align,
                ..crate::model::SpanStyle::default()
            };
        }
        // Bounds of the size that the new one leaves do not hold for it.
        text.fit.min_size = text.fit.min_size.filter(|least| *least <= style.size);
        text.fit.max_size = text.fit.max_size.filter(|most| *most >= style.size);
    };
    match look {
        Look::Text(own) => {
            dress(text, &own.style);
            (text.align, text.valign, text.line_height) = (own.align, own.valign, own.line_height);
        }
        Look::Chips(chips) => dress(text, &chips.style),
        Look::Shape { .. } | Look::Image { .. } | Look::Qr { .. } | Look::Group => {}
    }
}

fn dress_image(image: &mut Image, look: &Look) {
    if let Look::Image {
        mask,
        background,
        padding,
    } = look
    {
        image.mask.clone_from(mask);
        image.background.clone_from(background);
        image.padding = *padding;
    }
}

fn dress_qr(code: &mut Qr, look: &Look) {
    if let Look::Qr { color, background } = look {
        code.color = *color;
        code.background = *background;
    }
}

fn dress_chips(chips: &mut Chips, look: &Look) {
    match look {
        Look::Chips(other) => {
            *chips = Chips {
                field: chips.field.clone(),
                ..(**other).clone()
            };
        }
        Look::Shape { fill, stroke, .. } => {
            chips.fill.clone_from(fill);
            chips.stroke.clone_from(stroke);
        }
        Look::Text(own) => chips.style = own.style.clone(),
        Look::Image { .. } | Look::Qr { .. } | Look::Group => {}
    }
}

impl Editor {
    /// How the first selected element looks; `None` when nothing is selected.
    pub fn copy_style(&self) -> Option<Style> {
        self.selected().first().map(|element| Style::of(element))
    }

    /// What makes what is selected look like that, with the name of the step; of a group those of its elements that are
    /// of the same kind. `None` when nothing that is selected can.
    pub fn styled(&self, style: &Style) -> Option<(String, Edit)> {
        let names = self.movable();
        let mut takers = Vec::new();
        for element in names.iter().filter_map(|name| self.design.element(name)) {
            match &element.content {
                ElementContent::Group(group) if style.look != Look::Group => {
                    of_kind(&group.children, style, &mut takers);
                }
                _ => takers.push(element),
            }
        }
        let edits = takers.iter().flat_map(|element| style.edits(element)).collect();
        (!takers.is_empty()).then(|| (self.phrase("Paste style to", &names), Edit::many("Paste style", edits)))
    }
}

/// Those in a group that are of the kind from which a style was copied; what is locked stays as it is.
fn of_kind<'a>(children: &'a [Element], style: &Style, takers: &mut Vec<&'a Element>) {
    for child in children.iter().filter(|child| !child.locked) {
        match &child.content {
            ElementContent::Group(group) => of_kind(&group.children, style, takers),
            content if style.look.is_of(content) => takers.push(child),
            _ => {}
        }
    }
}
