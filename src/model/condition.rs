//! When an element is shown.

use serde::{Deserialize, Serialize};

use super::{FieldName, Fields, Value};

/// What must hold for an element to be shown; without a condition it always is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// The field has no value, or an empty one.
    Empty(FieldName),
    /// The field has a value.
    Filled(FieldName),
    /// The field says exactly this; dates are written as `2026-11-26`.
    Equals { field: FieldName, text: String },
    /// The field is a number that is greater than this.
    Greater { field: FieldName, than: f64 },
    /// The recipient's language, or where it is not known that of the group, is one of these (BCP 47); `ar` stands for
    /// `ar-EG` too.
    Language(Vec<String>),
}

impl Condition {
    /// The field that it asks.
    pub fn field(&self) -> Option<&FieldName> {
        match self {
            Condition::Empty(field)
            | Condition::Filled(field)
            | Condition::Equals { field, .. }
            | Condition::Greater { field, .. } => Some(field),
            Condition::Language(_) => None,
        }
    }

    /// Whether it holds for these values.
    pub fn holds(&self, fields: &Fields) -> bool {
        let value = |field: &FieldName| fields.get(field).filter(|value| !value.is_empty());
        match self {
            Condition::Empty(field) => value(field).is_none(),
            Condition::Filled(field) => value(field).is_some(),
            Condition::Equals { field, text } => {
                value(field).map(Value::to_plain).unwrap_or_default().trim() == text.trim()
            }
            Condition::Greater { field, than } => {
                let number = value(field).and_then(|value| value.to_plain().trim().parse::<f64>().ok());
                number.is_some_and(|number| number > *than)
            }
            Condition::Language(tags) => tags.iter().any(|tag| is_within(fields.spoken(), tag)),
        }
    }
}

/// Whether a language is another one or a kind of it.
pub(super) fn is_within(spoken: &str, tag: &str) -> bool {
    let head = spoken.get(..tag.len()).unwrap_or(spoken);
    head.eq_ignore_ascii_case(tag)
        && spoken
            .get(tag.len()..)
            .is_none_or(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_hold_by_value_and_language() {
        let mut fields = Fields::new("en");
        fields.set("grade".parse().expect("field"), Value::Number("92.5".to_owned()));
        fields.set("honours".parse().expect("field"), Value::Text(" ".to_owned()));
        fields.recipient_language = Some("ar-EG".to_owned());
        let holds = |json: &str| serde_json::from_str::<Condition>(json).expect(json).holds(&fields);
        for (json, expected) in [
            (r#"{"filled":"recipient.grade"}"#, true),
            (r#"{"empty":"recipient.grade"}"#, false),
            (r#"{"empty":"recipient.honours"}"#, true),
            (r#"{"filled":"recipient.nothing"}"#, false),
            (r#"{"equals":{"field":"recipient.grade","text":"92.5"}}"#, true),
            (r#"{"equals":{"field":"recipient.grade","text":"92"}}"#, false),
            (r#"{"equals":{"field":"recipient.nothing","text":""}}"#, true),
            (r#"{"greater":{"field":"recipient.grade","than":90}}"#, true),
            (r#"{"greater":{"field":"recipient.grade","than":92.5}}"#, false),
            (r#"{"greater":{"field":"recipient.honours","than":0}}"#, false),
            (r#"{"language":["de","ar"]}"#, true),
            (r#"{"language":["a"]}"#, false),
            (r#"{"language":["ar-EG"]}"#, true),
            (r#"{"language":["ar-SA"]}"#, false),
        ] {
            assert_eq!(holds(json), expected, "{json}");
        }
    }
}
