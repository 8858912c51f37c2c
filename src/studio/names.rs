//! How elements and fields are called, and steps of the history.

use std::collections::BTreeMap;

use crate::model::{Design, Element, ElementContent, FieldName, ImageSource, Piece, Template};

use super::editor::Editor;

/// So many letters of a text stand for its name.
const LONGEST: usize = 60;

/// What an element is called wherever people read of it: its name, or what it shows when nobody gave it one.
pub fn called(element: &Element) -> String {
    let kind = element.name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let shown = match &element.content {
        ElementContent::Text(text) if matches!(kind, "Text" | "Field") => {
            let words: Vec<String> = text.spans.iter().map(|span| said_by(&span.text)).collect();
            words.concat()
        }
        ElementContent::Image(image) if kind == "Image" => match &image.source {
            ImageSource::Asset(path) => path.rsplit('/').next().unwrap_or(path).to_owned(),
            ImageSource::Field(field) => label_of(field),
        },
        _ => String::new(),
    };
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() {
        0 => element.name.clone(),
        1..=LONGEST => line,
        _ => line.chars().take(LONGEST - 1).chain(['…']).collect(),
    }
}

/// The name that somebody gave an element; `None` where it is called by what it shows.
pub fn given_name(element: &Element) -> Option<&str> {
    (called(element) == element.name).then_some(element.name.as_str())
}

/// What an element of this name is called; one that is not there is called by that.
pub fn called_in(design: &Design, name: &str) -> String {
    design.element(name).map_or_else(|| name.to_owned(), called)
}

/// What the elements of a design are called where they are only heard, by their names: those that are called alike say
/// their names, too, which no others have.
pub fn told(design: &Design) -> BTreeMap<String, String> {
    let elements = design.elements();
    let all: Vec<(&str, String)> = elements
        .into_iter()
        .map(|(_, element)| (element.name.as_str(), called(element)))
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, called) in &all {
        *counts.entry(called).or_default() += 1;
    }
    let is_alone = |name: &str, called: &str| called == name || counts.get(called) == Some(&1);
    all.iter()
        .map(|(name, called)| {
            let told = match is_alone(name, called) {
                true => called.clone(),
                false => format!("{called} ({name})"),
            };
            ((*name).to_owned(), told)
        })
        .collect()
}

/// The words of a text, with what its fields are called.
fn said_by(text: &str) -> String {
    if !Template::may_have_tokens(text) {
        return text.to_owned();
    }
    let piece = |piece| match piece {
        Piece::Text(text) => text,
        Piece::Token(token) => label_of(&token.field),
    };
    Template::parse_lossy(text).pieces.into_iter().map(piece).collect()
}

impl Editor {
    /// What a step is called that does something to elements of these names: “Move “Seal””, “Move 3 elements”.
    pub fn phrase(&self, doing: &str, names: &[String]) -> String {
        match names {
            [only] => format!("{doing} “{}”", called_in(self.design(), only)),
            _ => format!("{doing} {} elements", names.len()),
        }
    }
}

/// What a page is called, counted from 0: the first two are the sides of a sheet.
pub fn page_name(index: usize, count: usize) -> String {
    match (index, count) {
        (0, 1 | 2) => "Front".to_owned(),
        (1, 2) => "Back".to_owned(),
        _ => format!("Page {}", index + 1),
    }
}

/// What a field is called in people's words: `credential.issue_date` as “Issue date”.
pub fn label_of(field: &FieldName) -> String {
    let words = field_words(field);
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The same within a line: “issue date”.
pub fn field_words(field: &FieldName) -> String {
    match field.key() {
        "url" => "web address".to_owned(),
        "email" => "e-mail".to_owned(),
        "id" => "ID".to_owned(),
        key => key.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{GroupContent, Image, TextContent, TextStyle};
    use crate::units::{Color, Pt};

    #[test]
    fn elements_without_a_name_are_called_by_what_they_show() {
        let text = |words: &str| {
            let style = TextStyle::new("Inter", Pt(12.0), Color::BLACK);
            ElementContent::Text(TextContent::new(words.to_owned(), style))
        };
        let image = |source| ElementContent::Image(Image::of(source));
        let field = "recipient.photo".parse().expect("a field");
        for (name, content, expected) in [
            ("Text 2", text("This is\nto certify"), "This is to certify"),
            ("Field", text("For {{recipient.name}}!"), "For Name!"),
            ("Text", text("  "), "Text"),
            ("Motto", text("Sapere aude"), "Motto"),
            ("Text", text(&"a".repeat(60)), &"a".repeat(60)),
            ("Text", text(&"a".repeat(61)), &format!("{}…", "a".repeat(59))),
            (
                "Image 3",
                image(ImageSource::Asset("images/seal.svg".to_owned())),
                "seal.svg",
            ),
            ("Image", image(ImageSource::Field(field)), "Photo"),
        ] {
            let element = Element::new(name, crate::units::Rect::ZERO, content);
            assert_eq!(called(&element), expected);
        }
    }

    #[test]
    fn an_element_has_a_field_that_is_seen_first() {
        let text = |words: &str| {
            let style = TextStyle::new("Inter", Pt(12.0), Color::BLACK);
            ElementContent::Text(TextContent::new(words.to_owned(), style))
        };
        let element = |content| Element::new("E", crate::units::Rect::ZERO, content);
        let image = |source| ElementContent::Image(Image::of(source));
        let photo = || ImageSource::Field("recipient.photo".parse().expect("a field"));
        let group = GroupContent::new(vec![element(text("no field")), element(image(photo()))]);
        for (content, expected) in [
            (
                text("has taken {{recipient.course}} on {{credential.issue_date}}"),
                Some("recipient.course"),
            ),
            (text("no field"), None),
            (image(photo()), Some("recipient.photo")),
            (image(ImageSource::Asset("images/seal.svg".to_owned())), None),
            (ElementContent::Group(group), Some("recipient.photo")),
        ] {
            let mut element = element(content);
            element.link = Some("{{credential.url}}".to_owned());
            assert_eq!(element.first_field().as_ref().map(FieldName::as_str), expected);
        }
    }

    #[test]
    fn elements_are_told_apart_by_what_is_heard_of_them() {
        let element = |(name, words): (&str, &str)| {
            let style = TextStyle::new("Inter", Pt(12.0), Color::BLACK);
            let content = ElementContent::Text(TextContent::new(words.to_owned(), style));
            Element::new(name, crate::units::Rect::ZERO, content)
        };
        let mut design: Design =
            serde_json::from_str(r#"{"name":"T","kind":"certificate","pages":[{"width":600,"height":400}]}"#)
                .expect("a design");
        design.pages[0].elements = [
            ("Text 2", "is presented to"),
            ("Text", "Hello"),
            ("Text 3", "Hello"),
            ("Name", "anything"),
            ("Field", "{{recipient.name}}"),
            ("Rectangle", "its own name"),
        ]
        .map(element)
        .to_vec();
        let told = told(&design);
        for (name, expected) in [
            ("Text 2", "is presented to"),
            ("Text", "Hello (Text)"),
            ("Text 3", "Hello (Text 3)"),
            ("Name", "Name"),
            ("Field", "Name (Field)"),
            ("Rectangle", "Rectangle"),
        ] {
            assert_eq!(told[name], expected);
        }
        let different: std::collections::BTreeSet<&String> = told.values().collect();
        assert_eq!(different.len(), told.len());
    }
}
