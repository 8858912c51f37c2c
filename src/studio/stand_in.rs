//! What stands in the fields while a design is worked on and nothing is issued yet; and which elements show nothing.

use super::names::label_of;
use crate::compose::{self, NO_PICTURE};
use crate::diag::{Place, Problem, Problems};
use crate::model::{
    Date, Design, Element, ElementContent, FieldName, Fields, ImageSource, Issuer, Piece, Template, Token, Value,
};

/// A name that is neither short nor plain, so that a design holds more than the easiest one. It is that of the samples of
/// the ready designs, as all that follows: a picture of a design shows one recipient of one course, wherever it is shown.
pub const SAMPLE_NAME: &str = "Amara Okonkwo-Lindqvist";
const CODE: &str = "DP-26";
const DESCRIPTION: &str = "A six-week course on the handling of personal data, from the first request of consent to the \
                           answer to a breach, closed with an examination.";
const SKILLS: [&str; 4] = [
    "Risk assessment",
    "Data mapping",
    "Incident response",
    "Privacy by design",
];
/// Which of the course's recipients the sample is.
const NUMBER: usize = 42;
/// Where the pages of credentials stand when the issuer does not say.
const BASE: &str = "https://example.org";
const ID: &str = "7h4kz0m9q2w8r5t1x6c3v0b9na";

/// Fills what a credential has when it is issued, and a row of recipients does not say: its number and address, the day,
/// its group, the issuer. What has a value keeps it. `number` counts the rows, from 1.
pub fn stand_in(fields: &mut Fields, issuer: &Issuer, today: Date, number: usize) {
    let base = issuer.url.as_deref().map(|url| url.trim().trim_end_matches('/'));
    let base = base.filter(|base| !base.is_empty()).unwrap_or(BASE);
    put(fields, "credential.id", ID);
    put(fields, "credential.url", &format!("{base}/c/{ID}"));
    put(fields, "group.title", "Data Protection Practitioner");
    put(fields, "group.description", DESCRIPTION);
    put(fields, "group.code", CODE);
    put(
        fields,
        "group.criteria",
        "All modules attended and the final exam passed.",
    );
    put(fields, "group.url", &format!("{base}/courses/dp-26"));
    put(fields, "issuer.name", &issuer.name);
    put(fields, "issuer.url", issuer.url.as_deref().unwrap_or(BASE));
    put(
        fields,
        "issuer.email",
        issuer.email.as_deref().unwrap_or("info@example.org"),
    );
    set(fields, "credential.issue_date", Value::Date(today));
    set(fields, "group.skills", Value::List(SKILLS.map(str::to_owned).to_vec()));
    let code = fields.by_name("group.code").map(Value::to_plain).unwrap_or_default();
    let number = format!("{code}-{}-{number:05}", issued(fields, today).year());
    put(fields, "credential.number", &number);
    if let Some(logo) = issuer.logo {
        set(fields, "issuer.logo", Value::Image(logo));
    }
}

/// The day of issue.
fn issued(fields: &Fields, today: Date) -> Date {
    match fields.by_name("credential.issue_date") {
        Some(Value::Date(date)) => *date,
        _ => today,
    }
}

/// The same with a recipient, for the design's own sample.
fn stand_in_sample(fields: &mut Fields, issuer: &Issuer, today: Date) {
    stand_in(fields, issuer, today, NUMBER);
    let language = fields.language.clone();
    put(fields, "recipient.name", SAMPLE_NAME);
    put(fields, "recipient.email", "amara@example.org");
    put(fields, "recipient.language", &language);
    // Two years, which every day of a calendar has but one.
    let from = issued(fields, today);
    if let Some(date) = Date::new(from.year() + 2, from.month(), from.day().min(28)) {
        set(fields, "credential.expiry_date", Value::Date(date));
    }
}

/// The design's own sample, for the issuer whose workspace it is. What neither says is what a credential of today would
/// have.
pub fn sample(design: &Design, issuer: &Issuer, today: Date) -> Fields {
    let mut fields = Fields::new(&design.language);
    let own = compose::sample_fields(design);
    for (field, value) in own.iter() {
        let is_said = design.sample.contains_key(field.as_str());
        if is_said && !is_known(field, issuer) {
            fields.set(field.clone(), value.clone());
        } else if !is_said && !field.is_built_in() {
            // Of a field of somebody's own nothing is known but what it is called.
            fields.set(field.clone(), Value::Text(label_of(field)));
        }
    }
    stand_in_sample(&mut fields, issuer, today);
    fields
}

/// Whether the issuer says what stands in a field: on a credential it is never the one that a design was made with.
fn is_known(field: &FieldName, issuer: &Issuer) -> bool {
    match field.as_str() {
        "issuer.name" => !issuer.name.is_empty(),
        "issuer.url" => issuer.url.is_some(),
        "issuer.email" => issuer.email.is_some(),
        "issuer.logo" => issuer.logo.is_some(),
        _ => false,
    }
}

/// A sample for a recipient with another name, who speaks a language (BCP 47).
pub fn sample_with_name(mut fields: Fields, name: &str, language: &str) -> Fields {
    fields.set(FieldName::recipient("name"), Value::Text(name.to_owned()));
    fields.recipient_language = Some(language.to_owned());
    fields
}

fn put(fields: &mut Fields, name: &str, text: &str) {
    set(fields, name, Value::Text(text.to_owned()));
}

fn set(fields: &mut Fields, name: &str, value: Value) {
    let Ok(name) = name.parse::<FieldName>() else { return };
    if fields.get(&name).is_none_or(Value::is_empty) {
        fields.set(name, value);
    }
}

/// The field for which an element is there that shows nothing, because the field is empty; `None` when something of the
/// element is seen, or when it is not to be seen.
pub fn ghost(element: &Element, fields: &Fields) -> Option<FieldName> {
    let is_shown = element.show.as_ref().is_none_or(|condition| condition.holds(fields));
    if element.hidden || !is_shown {
        return None;
    }
    let is_empty = |field: &FieldName| fields.get(field).is_none_or(Value::is_empty);
    match &element.content {
        ElementContent::Text(text) => {
            let said = text.said(text.chosen(fields));
            only_empty(said.iter().map(|span| span.text.as_str()), fields)
        }
        ElementContent::Image(image) => match &image.source {
            ImageSource::Field(field) => is_empty(field).then(|| field.clone()),
            ImageSource::Asset(_) => None,
        },
        // A code with a part of its address would lead nowhere, and is not drawn.
        ElementContent::Qr(qr) => {
            let tokens = tokens(&qr.content);
            let empty = |token: &&Token| token.fallback.is_none() && is_empty(&token.field);
            tokens.iter().find(empty).map(|token| token.field.clone())
        }
        ElementContent::Shape(_) | ElementContent::Group(_) | ElementContent::Chips(_) => None,
    }
}

/// Notes for the pictures of a page (from 1) whose fields hold none: in a sample, or in the row that is shown.
pub fn without_picture(design: &Design, page: u32, fields: &Fields, is_sample: bool) -> Problems {
    let empty = design.elements().into_iter().filter(|(at, _)| *at == page);
    let note = |element: &Element| {
        let field = matches!(element.content, ElementContent::Image(_)).then(|| ghost(element, fields))??;
        let place = Place::element(page, &element.name);
        // It is no row's and no sample's.
        if field.as_str() == "issuer.logo" {
            let note = Problem::note(
                NO_PICTURE,
                "The issuer has no logo in this workspace: its frame stays empty",
            );
            return Some(note.hint("Choose a logo in Settings, Issuer").at(place));
        }
        let message = match is_sample {
            true => format!("There is no sample picture for “{}”", label_of(&field)),
            false => format!("The row that is shown has no picture for “{}”", label_of(&field)),
        };
        let note = Problem::note(NO_PICTURE, message).at(place);
        Some(match is_sample && !field.is_built_in() {
            true => note.hint("Attach recipients in the bar under the page to see their pictures"),
            false => note,
        })
    };
    Problems(empty.filter_map(|(_, element)| note(element)).collect())
}

fn tokens(template: &str) -> Vec<Token> {
    if !Template::may_have_tokens(template) {
        return Vec::new();
    }
    let pieces = Template::parse_lossy(template).pieces.into_iter();
    pieces
        .filter_map(|piece| match piece {
            Piece::Token(token) => Some(token),
            Piece::Text(_) => None,
        })
        .collect()
}

/// The first field of a text in which all fields are empty, and nothing stands beside them.
fn only_empty<'a>(spans: impl Iterator<Item = &'a str>, fields: &Fields) -> Option<FieldName> {
    let mut first = None;
    for span in spans {
        if !Template::may_have_tokens(span) {
            if !span.trim().is_empty() {
                return None;
            }
            continue;
        }
        for piece in Template::parse_lossy(span).pieces {
            match piece {
                Piece::Text(text) if text.trim().is_empty() => {}
                Piece::Text(_) => return None,
                Piece::Token(token) => {
                    let is_empty = fields.get(&token.field).is_none_or(Value::is_empty);
                    if !is_empty || token.fallback.is_some() {
                        return None;
                    }
                    first = first.or(Some(token.field));
                }
            }
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{TextContent, TextStyle};
    use crate::units::{Color, Pt, Rect};

    fn today() -> Date {
        Date::new(2026, 2, 28).expect("a day")
    }

    fn text(says: &str) -> Element {
        let content = TextContent::new(says, TextStyle::new("Inter", Pt(12.0), Color::BLACK));
        Element::new("T", Rect::new(0.0, 0.0, 100.0, 20.0), ElementContent::Text(content))
    }

    #[test]
    fn what_a_batch_will_give_has_a_value_and_what_a_row_says_stays() {
        let mut fields = Fields::new("en");
        let code: FieldName = "group.code".parse().expect("field");
        fields.set(code.clone(), Value::Text("X".to_owned()));
        let issuer = Issuer::default();
        stand_in(&mut fields, &issuer, today(), 7);
        assert_eq!(fields.get(&code), Some(&Value::Text("X".to_owned())));
        assert_eq!(fields.by_name("credential.issue_date"), Some(&Value::Date(today())));
        let number = Value::Text("X-2026-00007".to_owned());
        assert_eq!(fields.by_name("credential.number"), Some(&number));
        assert!(fields.by_name("credential.url").is_some());
        assert_eq!(
            fields.by_name("recipient.name"),
            None,
            "a recipient is not invented for a row"
        );
        stand_in_sample(&mut fields, &issuer, today());
        for name in crate::model::BUILT_IN_FIELDS {
            let has_value = fields.by_name(name).is_some_and(|value| !value.is_empty());
            // Nobody has set up an issuer.
            let is_unknown = ["issuer.logo", "issuer.name"].contains(&name);
            assert_eq!(has_value, !is_unknown, "{name}");
        }
    }

    #[test]
    fn the_samples_of_the_ready_designs_say_what_stands_in_where_they_say_nothing() {
        let mut fields = Fields::new("en");
        let day = Date::new(2026, 5, 14).expect("a day");
        stand_in_sample(&mut fields, &Issuer::default(), day);
        let designs = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/designs");
        let mut compared = 0;
        for folder in std::fs::read_dir(designs).expect("the designs") {
            let path = folder.expect("a design").path().join("design.json");
            let Ok(text) = std::fs::read_to_string(&path) else {
                continue;
            };
            let design: serde_json::Value = serde_json::from_str(&text).expect("a design");
            for (name, said) in design["sample"].as_object().expect("a sample") {
                // Who issues is known by the workspace, and its address with it.
                if !["issuer.name", "credential.url"].contains(&name.as_str()) {
                    let stands = fields.by_name(name).map(Value::to_plain).unwrap_or_default();
                    let said = said.as_str().expect("a text").replace("; ", ", ");
                    assert_eq!(stands.replace("; ", ", "), said, "{name} of {}", path.display());
                    compared += 1;
                }
            }
        }
        assert!(compared > 30, "{compared}");
    }

    #[test]
    fn a_sample_has_the_issuer_of_the_workspace_where_there_is_one() {
        let value = |text: &str| Value::Text(text.to_owned());
        let page = crate::model::Page {
            width: Pt(100.0),
            height: Pt(100.0),
            bleed: Pt(0.0),
            background: Default::default(),
            aids: Default::default(),
            elements: vec![text("{{issuer.name}}: {{group.title}} {{recipient.final_grade}}")],
        };
        let said = [("issuer.name", "Northfield Institute"), ("group.title", "Course")];
        let field = |name: &str| name.parse::<FieldName>().expect("field");
        let design = Design {
            name: "D".to_owned(),
            kind: crate::model::DesignKind::Certificate,
            description: String::new(),
            language: "en".to_owned(),
            swatches: Default::default(),
            sample: said.map(|(name, said)| (field(name), said.to_owned())).into(),
            template: false,
            pages: vec![page],
        };
        let nobody = sample(&design, &Issuer::default(), today());
        assert_eq!(nobody.by_name("recipient.final_grade"), Some(&value("Final grade")));
        assert_eq!(nobody.by_name("issuer.name"), Some(&value("Northfield Institute")));
        let issuer = Issuer {
            name: "Harbour School".to_owned(),
            logo: Some(crate::model::BlobId([7; 32])),
            ..Issuer::default()
        };
        let ours = sample(&design, &issuer, today());
        assert_eq!(ours.by_name("issuer.name"), Some(&value("Harbour School")));
        assert_eq!(ours.by_name("issuer.logo"), issuer.logo.map(Value::Image).as_ref());
        assert_eq!(
            ours.by_name("group.title"),
            Some(&value("Course")),
            "all else is the design's own"
        );
    }

    #[test]
    fn a_picture_that_no_sample_has_is_noted() {
        let page = |source: &str| {
            let page = format!(
                r#"{{"width":400,"height":300,"elements":[{{"name":"Image","x":0,"y":0,"width":80,"height":80,
                "content":{{"image":{{"source":{{"field":"{source}"}}}}}}}}]}}"#
            );
            let text = format!(r#"{{"name":"D","kind":"certificate","pages":[{page}]}}"#);
            serde_json::from_str::<Design>(&text).expect("a design")
        };
        let photo = page("recipient.photo");
        let mut fields = Fields::new("en");
        let found = without_picture(&photo, 1, &fields, true);
        let said: Vec<_> = found
            .iter()
            .map(|problem| (problem.severity, problem.message.as_str()))
            .collect();
        let note = crate::diag::Severity::Note;
        assert_eq!(said, [(note, "There is no sample picture for “Photo”")]);
        assert!(without_picture(&photo, 2, &fields, true).is_empty(), "another page");
        let logo = page("issuer.logo");
        for is_sample in [true, false] {
            let found = without_picture(&logo, 1, &fields, is_sample).0;
            let said = "The issuer has no logo in this workspace: its frame stays empty";
            assert_eq!(found[0].message, said);
            assert_eq!(found[0].hints, ["Choose a logo in Settings, Issuer"]);
        }
        fields.set(
            FieldName::recipient("photo"),
            Value::Image(crate::model::BlobId([1; 32])),
        );
        assert!(without_picture(&photo, 1, &fields, true).is_empty());
    }

    #[test]
    fn an_element_without_any_value_is_a_ghost() {
        let fields = Fields::new("en");
        let field = |name: &str| Some(name.parse::<FieldName>().expect("field"));
        assert_eq!(ghost(&text("{{recipient.grade}}"), &fields), field("recipient.grade"));
        assert_eq!(
            ghost(&text(" {{recipient.a}} {{recipient.b}}"), &fields),
            field("recipient.a")
        );
        assert_eq!(ghost(&text("Grade: {{recipient.grade}}"), &fields), None);
        assert_eq!(ghost(&text("{{recipient.grade | fallback \"none\"}}"), &fields), None);
        assert_eq!(ghost(&text("Diploma"), &fields), None);
        let hidden = Element {
            hidden: true,
            ..text("{{recipient.grade}}")
        };
        assert_eq!(ghost(&hidden, &fields), None);
        let mut known = Fields::new("en");
        known.set("recipient.grade".parse().expect("field"), Value::Text("A".to_owned()));
        assert_eq!(ghost(&text("{{recipient.grade}}"), &known), None);
    }
}
