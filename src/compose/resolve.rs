//! Fields in texts are filled: formats, case, prefixes, fallbacks.

use crate::diag::{Place, Problem};
use crate::locale;
use crate::model::{Case, DatePattern, Design, Element, FieldName, Fields, Piece, Template, Token, Value};

use super::Composer;

/// A stretch of filled text in one language.
pub(super) struct Filled {
    pub text: String,
    pub language: String,
}

impl Composer<'_> {
    /// The text of a template without its languages, for a link or a code; `None` when a field is not filled.
    pub(super) fn plain(&mut self, element: &Element, template: &str) -> Option<String> {
        let before = self.problems.0.len();
        let text: String = self.fill(element, template, Case::AsIs).into_iter().map(|filled| filled.text).collect();
        (self.problems.0.len() == before).then_some(text)
    }

    /// Fills a template. An empty field without a fallback is a problem, and nothing stands in its place.
    pub(super) fn fill(&mut self, element: &Element, template: &str, case: Case) -> Vec<Filled> {
        let mut filled = Vec::new();
        for piece in Template::parse_lossy(template).pieces {
            match piece {
                Piece::Text(text) => {
                    let language = self.design.language.clone();
                    filled.push(Filled { text: locale::case(&text, case, &language), language });
                }
                Piece::Token(token) => filled.extend(self.token(element, &token, case)),
            }
        }
        filled
    }

    fn token(&mut self, element: &Element, token: &Token, case: Case) -> Option<Filled> {
        let language = match &token.language {
            Some(language) => language.clone(),
            None => self.fields.language_of(&token.field).to_owned(),
        };
        let case = if token.case == Case::AsIs { case } else { token.case };
        let Some(value) = self.value(&token.field) else {
            let Some(fallback) = &token.fallback else {
                self.problem(element, unfilled(&token.field));
                return None;
            };
            return Some(Filled { text: locale::case(fallback, case, &language), language });
        };
        let text = self.written(value, token, &language);
        let text = format!("{}{text}{}", token.prefix, token.suffix);
        Some(Filled { text: locale::case(&text, case, &language), language })
    }

    fn written(&self, value: &Value, token: &Token, language: &str) -> String {
        match value {
            Value::Text(text) => text.clone(),
            Value::Number(digits) => locale::format_number(digits, language),
            Value::Date(date) => locale::format_date(*date, token.date.as_ref().unwrap_or(&DatePattern::Long), language),
            Value::List(items) => items.join(token.join.as_deref().unwrap_or(", ")),
            Value::Image(_) => String::new(),
        }
    }
}

fn unfilled(field: &FieldName) -> Problem {
    let (message, hint) = match field.as_str() {
        "credential.url" => (
            "The address of the credential is not known".to_owned(),
            "Set the issuer's web address, on which the addresses of credentials are built",
        ),
        _ => (
            format!("The field {field} is empty"),
            "Fill it in, or give it a fallback in the design: {{field | fallback \"…\"}}",
        ),
    };
    Problem::error("unfilled-field", message).hint(hint).at(Place::field(field.as_str()))
}

/// The design's sample values as fields, for a picture of the design alone. A field without one shows its own name.
pub fn sample_fields(design: &Design) -> Fields {
    let mut fields = Fields::new(&design.language);
    for field in design.fields() {
        let name = field.as_str();
        let text = design.sample.get(name).cloned();
        let value = match name {
            "issuer.logo" => continue,
            "credential.issue_date" | "credential.expiry_date" => match text.as_deref().map(str::parse) {
                Some(Ok(date)) => Value::Date(date),
                Some(Err(_)) => Value::Text(text.unwrap_or_default()),
                None => continue,
            },
            "group.skills" => match text {
                Some(text) => Value::List(text.split(';').map(|item| item.trim().to_owned()).collect()),
                None => Value::List(vec![field.key().to_owned()]),
            },
            "credential.url" => Value::Text(text.unwrap_or_else(|| "https://example.org/c/sample".to_owned())),
            _ => Value::Text(text.unwrap_or_else(|| field.key().to_owned())),
        };
        fields.set(field, value);
    }
    fields
}
