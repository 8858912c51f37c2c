//! Fields in texts are filled: formats, case, prefixes, fallbacks.

use crate::diag::{Place, Problem};
use crate::locale;
use crate::model::{
    Case, Date, DatePattern, Design, Element, FieldName, Fields, NumberForm, Piece, Template, Token, Value, Voice,
};
use crate::text::isolate::isolated;

use super::Composer;

/// A stretch of filled text in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    pub text: String,
    /// BCP 47.
    pub language: String,
}

/// What a field of a text says, in the case of the text around it unless it has one of its own; `None` when it is empty
/// and has no fallback. Dates and numbers are in the language `values` (BCP 47), see [`Voice::values`]. `from_right` tells
/// how the words around it are read, its own prefix among them, see [`words_of`].
///
/// # Errors
///
/// What is wrong with the pattern of a date.
pub fn field_text(
    token: &Token,
    fields: &Fields,
    case: Case,
    values: &str,
    from_right: Option<bool>,
) -> Result<Option<Filled>, String> {
    let value = fields.get(&token.field).filter(|value| !value.is_empty());
    let language = language_of(token, value, fields, values);
    let case = if token.case == Case::AsIs { case } else { token.case };
    let text = match value {
        Some(value) => {
            let form = token.date.as_ref().unwrap_or(&DatePattern::Long);
            let value = isolated(written(value, token, form, language)?, from_right);
            format!("{}{value}{}", token.prefix, token.suffix)
        }
        None => match &token.fallback {
            Some(fallback) => fallback.clone(),
            None => return Ok(None),
        },
    };
    Ok(Some(Filled {
        text: locale::case(&text, case, language),
        language: language.to_owned(),
    }))
}

impl Composer<'_> {
    /// The text of a template without its languages, for a link or a code; `None` when a field is not filled.
    pub(super) fn plain(&mut self, element: &Element, template: &str) -> Option<String> {
        let before = self.problems.0.len();
        let (design, fields) = (self.design, self.fields);
        let voice = Voice {
            words: &design.language,
            values: fields.spoken(),
        };
        let text: String = self
            .fill(element, template, Case::AsIs, voice, None)
            .into_iter()
            .map(|filled| filled.text)
            .collect();
        (self.problems.0.len() == before).then_some(text)
    }

    /// Fills a template. An empty field without a fallback is a problem, and nothing stands in its place.
    pub(super) fn fill(
        &mut self,
        element: &Element,
        template: &str,
        case: Case,
        voice: Voice<'_>,
        from_right: Option<bool>,
    ) -> Vec<Filled> {
        let mut filled = Vec::new();
        for piece in Template::parse_lossy(template).pieces {
            match piece {
                Piece::Text(text) => filled.push(Filled {
                    text: locale::case(&text, case, voice.words),
                    language: voice.words.to_owned(),
                }),
                Piece::Token(token) => filled.extend(self.token(element, &token, case, voice.values, from_right)),
            }
        }
        filled
    }

    fn token(
        &mut self,
        element: &Element,
        token: &Token,
        case: Case,
        values: &str,
        from_right: Option<bool>,
    ) -> Option<Filled> {
        match field_text(token, self.fields, case, values, from_right) {
            Ok(Some(filled)) => Some(filled),
            Ok(None) => {
                self.problem(element, unfilled(&token.field));
                None
            }
            Err(message) => {
                let problem = Problem::error("bad-date-pattern", message)
                    .hint("Correct the pattern of the date or its language in the design");
                self.problem(element, problem.at(Place::field(token.field.as_str())));
                None
            }
        }
    }
}

/// What a template says itself, without the values of its fields.
pub(super) fn words_of(template: &str) -> String {
    if !Template::may_have_tokens(template) {
        return template.to_owned();
    }
    let pieces = Template::parse_lossy(template).pieces.into_iter();
    let words = pieces.map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::Token(token) => token.words(),
    });
    words.collect()
}

/// The language in which a field is written: its own, that of the text for what is written by the rules of a language,
/// else that of the value.
fn language_of<'a>(token: &'a Token, value: Option<&Value>, fields: &'a Fields, values: &'a str) -> &'a str {
    let by_rules = match value {
        Some(Value::Date(_) | Value::Number(_)) => true,
        Some(Value::Text(text)) => date_in(text, token).is_some() || number_in(text, token).is_some(),
        Some(Value::List(_) | Value::Image(_)) | None => false,
    };
    let otherwise = if by_rules {
        values
    } else {
        fields.language_of(&token.field)
    };
    token.language.as_deref().unwrap_or(otherwise)
}

/// The date that a text is, when the field is to be written as a date.
fn date_in(text: &str, token: &Token) -> Option<Date> {
    token.date.as_ref().and_then(|_| text.trim().parse().ok())
}

/// How the number is to be written that a text is, when the field is to be written as a number.
fn number_in(text: &str, token: &Token) -> Option<NumberForm> {
    token.number.filter(|_| locale::is_number(text))
}

fn written(value: &Value, token: &Token, form: &DatePattern, language: &str) -> Result<String, String> {
    Ok(match value {
        Value::Text(text) => match (date_in(text, token), number_in(text, token)) {
            (Some(date), _) => locale::format_date(date, form, language)?,
            (None, Some(number)) => locale::format_number(text, number, language),
            (None, None) => text.clone(),
        },
        Value::Number(digits) => locale::format_number(digits, token.number.unwrap_or_default(), language),
        Value::Date(date) => locale::format_date(*date, form, language)?,
        Value::List(items) => items.join(token.join.as_deref().unwrap_or(", ")),
        Value::Image(_) => String::new(),
    })
}

/// That a field has no value, and what helps.
pub fn unfilled(field: &FieldName) -> Problem {
    let (message, hint) = match field.as_str() {
        "credential.url" => (
            "The address of the credential is not known".to_owned(),
            "Set the issuer's web address, on which the addresses of credentials are built",
        ),
        _ => (
            format!("The field {field} is empty"),
            "Fill it in, or let the design say what stands there when it is empty (`fallback \"…\"`), or that it may be empty",
        ),
    };
    Problem::error("unfilled-field", message)
        .hint(hint)
        .at(Place::field(field.as_str()))
}

/// A template filled without a design, as for the name of a file: empty fields leave nothing, dates are in ISO 8601
/// unless the field says otherwise.
pub fn plain_text(template: &str, fields: &Fields) -> String {
    let mut text = String::new();
    for piece in Template::parse_lossy(template).pieces {
        match piece {
            Piece::Text(literal) => text.push_str(&literal),
            Piece::Token(token) => {
                let value = fields.get(&token.field).filter(|value| !value.is_empty());
                let language = language_of(&token, value, fields, fields.spoken());
                match value {
                    None => text.push_str(token.fallback.as_deref().unwrap_or_default()),
                    Some(value) => {
                        let form = token.date.as_ref().unwrap_or(&DatePattern::Iso);
                        // A date whose pattern is wrong is written in ISO 8601, which every name of a file can hold.
                        let value = written(value, &token, form, language).unwrap_or_else(|_| value.to_plain());
                        let value = format!("{}{value}{}", token.prefix, token.suffix);
                        text.push_str(&locale::case(&value, token.case, language));
                    }
                }
            }
        }
    }
    text
}

/// The design's sample values as fields, for a picture of the design alone. A field without one shows its own name; one
/// of pictures has none.
pub fn sample_fields(design: &Design) -> Fields {
    let mut fields = Fields::new(&design.language);
    let pictures = design.picture_fields();
    for field in design.fields() {
        if pictures.contains(&field) {
            continue;
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::isolate::read_from_right;

    #[test]
    fn a_value_is_isolated_from_its_own_prefix() {
        let mut fields = Fields::default();
        let field: FieldName = "recipient.name".parse().expect("a name");
        fields.set(field.clone(), Value::Text("محمد 12".to_owned()));
        let token = Token {
            prefix: " for ".to_owned(),
            suffix: "!".to_owned(),
            ..Token::plain(field)
        };
        let from_right = read_from_right([token.words().as_str()]);
        let filled = field_text(&token, &fields, Case::AsIs, "en", from_right);
        let text = filled.expect("no date").expect("a value").text;
        assert_eq!(text, " for \u{2068}محمد 12\u{2069}!");
        assert_eq!(words_of("{{recipient.name | prefix \" for \"}} x"), " for  x");
    }
}
