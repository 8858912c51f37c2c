//! Placeholders for pictures in the designs of other programs.
//!
//! A picture that is called `{{photo}}`, or is described so, shows that field. A text that says nothing but `{{photo}}`
//! stands for a picture too: in the picture or the form in which it lies, else in its own frame.

use crate::diag::{Place, Problem, Problems};
use crate::model::{
    Design, Element, ElementContent, FieldName, Form, Image, ImageFit, ImageSource, ShapeContent, Template,
};
use crate::units::Rect;

use super::placeholder;

/// What the keys of fields are called that hold pictures, in the languages in which designs are mostly made.
const WORDS: [&str; 14] = [
    "photo",
    "foto",
    "picture",
    "image",
    "portrait",
    "headshot",
    "avatar",
    "selfie",
    "signature",
    "firma",
    "unterschrift",
    "logo",
    "stamp",
    "bild",
];

/// A frame is not a page: it covers at most this part of it.
const LARGEST_FRAME: f64 = 0.5;

/// Turns placeholders into fields that show pictures, and says so.
pub(super) fn place(design: &mut Design, problems: &mut Problems) {
    for (page, number) in design.pages.iter_mut().zip(1..) {
        let largest = page.width.0 * page.height.0 * LARGEST_FRAME;
        let mut found = Vec::new();
        list(&mut page.elements, largest, &mut found);
        for (name, field) in found {
            let message = format!("It shows the picture of the field {field}");
            let hint = "Choose in the design how the picture fills its frame";
            problems.push(
                Problem::note("import-picture-field", message)
                    .hint(hint)
                    .at(Place::element(number, &name)),
            );
        }
    }
}

fn list(elements: &mut Vec<Element>, largest: f64, found: &mut Vec<(String, FieldName)>) {
    for element in elements.iter_mut() {
        let name = element.name.clone();
        match &mut element.content {
            ElementContent::Group(group) => list(&mut group.children, largest, found),
            ElementContent::Image(image) => {
                let asked = placeholder_alone(&name).or_else(|| placeholder_alone(&image.alt));
                if let Some(field) = asked {
                    *image = of_field(&field, image.mask.take(), ImageFit::Cover);
                    found.push((name, field));
                }
            }
            _ => {}
        }
    }
    let mut at = 0;
    while let Some(element) = elements.get(at) {
        let Some(field) = picture_in(element) else {
            at += 1;
            continue;
        };
        let around = frame_around(elements.get(..at).unwrap_or_default(), element, largest);
        match around {
            Some(below) => {
                let text = elements.remove(at);
                let name = fill(elements, below, text, &field);
                found.push((name, field));
            }
            None => {
                if let Some(text) = elements.get_mut(at) {
                    text.content = ElementContent::Image(of_field(&field, None, ImageFit::Contain));
                    found.push((text.name.clone(), field));
                }
                at += 1;
            }
        }
    }
}

/// Puts the picture of a field where the text was: into the picture below it, or onto the form below it. The element
/// that shows it now.
fn fill(elements: &mut Vec<Element>, below: usize, text: Element, field: &FieldName) -> String {
    let Some(frame) = elements.get_mut(below) else {
        return text.name;
    };
    match &mut frame.content {
        ElementContent::Image(image) => {
            *image = of_field(field, image.mask.take(), ImageFit::Cover);
            frame.name.clone()
        }
        ElementContent::Shape(shape) => {
            let mask = Some(shape.form.clone())
                .filter(|form| !matches!(form, Form::Rectangle { radii } if radii.iter().all(|r| r.0 <= 0.0)));
            let mut picture = Element {
                content: ElementContent::Image(of_field(field, mask, ImageFit::Cover)),
                ..frame.clone()
            };
            picture.name.clone_from(&text.name);
            picture.shadow = None;
            elements.insert(below + 1, picture);
            text.name
        }
        _ => text.name,
    }
}

/// The nearest element below a text in whose frame it lies: a picture, or a form with an area.
fn frame_around(below: &[Element], text: &Element, largest: f64) -> Option<usize> {
    let middle = frame(text).center();
    below.iter().rposition(|element| {
        let area = frame(element);
        let holds = match &element.content {
            ElementContent::Image(_) => true,
            ElementContent::Shape(ShapeContent { form, .. }) => {
                matches!(
                    form,
                    Form::Rectangle { .. } | Form::Ellipse {} | Form::Polygon { .. } | Form::Path { .. }
                )
            }
            _ => false,
        };
        holds && area.contains(middle) && area.area() <= largest && area.area() > 0.0
    })
}

fn frame(element: &Element) -> Rect {
    Rect::from_origin_size((element.x.0, element.y.0), (element.width.0, element.height.0))
}

fn of_field(field: &FieldName, mask: Option<Form>, fit: ImageFit) -> Image {
    Image {
        fit,
        mask,
        ..Image::of(ImageSource::Field(field.clone()))
    }
}

/// The field of a text that says nothing but one that holds a picture.
fn picture_in(element: &Element) -> Option<FieldName> {
    let ElementContent::Text(text) = &element.content else {
        return None;
    };
    let words: String = text.spans.iter().map(|span| span.text.as_str()).collect();
    let template = Template::parse(words.trim()).ok()?;
    let [crate::model::Piece::Token(token)] = template.pieces.as_slice() else {
        return None;
    };
    holds_picture(&token.field).then(|| token.field.clone())
}

/// The field of a name or description that is a placeholder and nothing else.
fn placeholder_alone(text: &str) -> Option<FieldName> {
    let text = text.trim();
    match placeholder::find(text).as_slice() {
        [only] if only.range == (0..text.len()) => Some(only.field.clone()),
        _ => None,
    }
}

fn holds_picture(field: &FieldName) -> bool {
    let key = field.key().to_lowercase();
    let mut words = key.split(|c: char| !c.is_alphabetic());
    !matches!(field.as_str(), "recipient.name" | "group.title") && words.any(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{TextContent, TextStyle};
    use crate::units::{Color, Pt};

    fn text(name: &str, says: &str, frame: Rect) -> Element {
        let content = TextContent::new(says, TextStyle::new("Inter", Pt(12.0), Color::BLACK));
        Element::new(name, frame, ElementContent::Text(content))
    }

    fn picture(name: &str, alt: &str, frame: Rect) -> Element {
        let image = Image {
            source: ImageSource::Asset("images/a.png".to_owned()),
            alt: alt.to_owned(),
            mask: Some(Form::Ellipse {}),
            ..of_field(&FieldName::recipient("x"), None, ImageFit::Stretch)
        };
        Element::new(name, frame, ElementContent::Image(image))
    }

    fn shape(name: &str, form: Form, frame: Rect) -> Element {
        let content = ShapeContent {
            form,
            fill: None,
            stroke: None,
        };
        Element::new(name, frame, ElementContent::Shape(content))
    }

    fn placed(elements: Vec<Element>) -> (Vec<Element>, usize) {
        let text = r#"{"name":"T","kind":"certificate","pages":[{"width":600,"height":400,"elements":[]}]}"#;
        let mut design: Design = serde_json::from_str(text).expect("a design");
        design.pages[0].elements = elements;
        let mut problems = Problems::default();
        place(&mut design, &mut problems);
        (design.pages.remove(0).elements, problems.0.len())
    }

    fn shown(element: &Element) -> Option<(&str, bool)> {
        match &element.content {
            ElementContent::Image(image) => match &image.source {
                ImageSource::Field(field) => Some((field.as_str(), image.mask.is_some())),
                ImageSource::Asset(_) => None,
            },
            _ => None,
        }
    }

    #[test]
    fn pictures_and_texts_that_are_placeholders_show_their_field() {
        let small = Rect::new(10.0, 10.0, 60.0, 60.0);
        let (named, notes) = placed(vec![
            picture("{{photo}}", "", small),
            picture("Seal", "<<signature>>", small),
        ]);
        assert_eq!(notes, 2);
        assert_eq!(
            named.iter().map(shown).collect::<Vec<_>>(),
            [Some(("recipient.photo", true)), Some(("recipient.signature", true))]
        );
        let inside = Rect::new(20.0, 30.0, 50.0, 40.0);
        let (one, _) = placed(vec![
            picture("Frame", "", small),
            text("Photo", "{{recipient.photo}}", inside),
        ]);
        assert_eq!((one.len(), shown(&one[0])), (1, Some(("recipient.photo", true))));
        let (two, _) = placed(vec![
            shape("Disc", Form::Ellipse {}, small),
            text("Photo", "{{recipient.photo}}", inside),
        ]);
        assert_eq!((two.len(), shown(&two[1])), (2, Some(("recipient.photo", true))));
        assert_eq!(frame(&two[1]), small);
        let page = Rect::new(0.0, 0.0, 600.0, 400.0);
        let (three, _) = placed(vec![
            shape("Paper", Form::Rectangle { radii: [Pt(0.0); 4] }, page),
            text("Photo", "{{issuer.logo}}", inside),
        ]);
        assert_eq!(shown(&three[1]), Some(("issuer.logo", false)));
        assert_eq!(frame(&three[1]), inside, "the page is no frame");
    }

    #[test]
    fn other_texts_and_pictures_stay() {
        let at = Rect::new(10.0, 10.0, 60.0, 60.0);
        let before = vec![
            picture("Seal", "", at),
            text("Name", "{{recipient.name}}", at),
            text("Sentence", "Photo of {{recipient.photo}}", at),
            text("Photos", "{{recipient.photography_course}}", at),
        ];
        let (after, notes) = placed(before.clone());
        assert_eq!((after, notes), (before, 0));
    }
}
