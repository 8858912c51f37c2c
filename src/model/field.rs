//! Fields: the values that differ from one credential to the next.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{BlobId, Date};

/// The fields that every credential has. A group adds its own, which are named `recipient.<key>`.
pub const BUILT_IN_FIELDS: [&str; 18] = [
    "recipient.name",
    "recipient.email",
    "recipient.language",
    "credential.id",
    "credential.number",
    "credential.url",
    "credential.issue_date",
    "credential.expiry_date",
    "group.title",
    "group.description",
    "group.code",
    "group.skills",
    "group.criteria",
    "group.url",
    "issuer.name",
    "issuer.url",
    "issuer.email",
    "issuer.logo",
];

/// The full name of a field, such as `recipient.name`: a namespace, a dot, and a key of letters, digits and `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FieldName(String);

impl FieldName {
    /// The field of a recipient with this key.
    pub fn recipient(key: &str) -> FieldName {
        FieldName(format!("recipient.{key}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the dot.
    pub fn key(&self) -> &str {
        self.0.split_once('.').map_or(self.0.as_str(), |(_, key)| key)
    }

    pub fn is_built_in(&self) -> bool {
        BUILT_IN_FIELDS.contains(&self.0.as_str())
    }

    /// The key of a custom field: `recipient.` followed by a key that is not built in.
    pub fn custom_key(&self) -> Option<&str> {
        if self.is_built_in() {
            None
        } else {
            self.0.strip_prefix("recipient.")
        }
    }

    /// Whether a text may be the key of a custom field: a letter, then letters, digits and `_`, at most 64 characters.
    pub fn is_key(text: &str) -> bool {
        let mut chars = text.chars();
        chars.next().is_some_and(char::is_alphabetic)
            && chars.all(|c| c.is_alphanumeric() || c == '_' || unicode_mark(c))
            && text.chars().count() <= MAX_KEY
    }

    /// A heading or what somebody typed, as a key: “Student number” becomes `student_number`. What may be a key stays
    /// as it is. None where nothing of it can stand in a key.
    pub fn key_for(title: &str) -> Option<String> {
        let title = title.trim();
        if FieldName::is_key(title) {
            return Some(title.to_owned());
        }
        let mut key = String::new();
        for c in title.to_lowercase().chars() {
            if c.is_alphanumeric() || unicode_mark(c) {
                key.push(c);
            } else if !key.is_empty() && !key.ends_with('_') {
                key.push('_');
            }
        }
        if !key.chars().next()?.is_alphabetic() {
            key.insert_str(0, "field_");
        }
        let short: String = key.chars().take(MAX_KEY).collect();
        Some(short.trim_end_matches('_').to_owned())
    }
}

/// Characters of a key, at most.
const MAX_KEY: usize = 64;

/// Combining marks are parts of letters in many scripts (Devanagari vowel signs, Hebrew points), so they may be in a key.
fn unicode_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

impl FromStr for FieldName {
    type Err = String;

    fn from_str(text: &str) -> Result<FieldName, String> {
        match text.split_once('.') {
            Some(("recipient", key)) if FieldName::is_key(key) => Ok(FieldName(text.to_owned())),
            _ if BUILT_IN_FIELDS.contains(&text) => Ok(FieldName(text.to_owned())),
            None if FieldName::is_key(text) => Ok(FieldName::recipient(text)),
            _ => Err(format!("“{text}” is not the name of a field")),
        }
    }
}

impl TryFrom<String> for FieldName {
    type Error = String;
    fn try_from(text: String) -> Result<FieldName, String> {
        text.parse()
    }
}

impl From<FieldName> for String {
    fn from(name: FieldName) -> String {
        name.0
    }
}

impl Borrow<str> for FieldName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    Text(String),
    /// A decimal number, kept as its digits: `-?[0-9]+(\.[0-9]+)?`.
    Number(String),
    Date(Date),
    List(Vec<String>),
    Image(BlobId),
}

impl Value {
    /// Whether there is nothing to show: an empty or blank text, a list without entries.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Text(text) | Value::Number(text) => text.trim().is_empty(),
            Value::List(items) => items.iter().all(|i| i.trim().is_empty()),
            Value::Date(_) | Value::Image(_) => false,
        }
    }

    /// The value without any language: dates as ISO 8601, lists joined with `, `.
    pub fn to_plain(&self) -> String {
        match self {
            Value::Text(text) | Value::Number(text) => text.clone(),
            Value::Date(date) => date.to_string(),
            Value::List(items) => items.join(", "),
            Value::Image(blob) => blob.to_string(),
        }
    }
}

/// The values that one rendering takes, and the languages it speaks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields {
    values: BTreeMap<FieldName, Value>,
    /// The language of the group (BCP 47), in which dates and fixed words are written.
    pub language: String,
    /// The recipient's language where it is known; decides the shapes of Han letters and the case rules of the name.
    pub recipient_language: Option<String>,
}

impl Fields {
    pub fn new(language: &str) -> Fields {
        Fields {
            language: language.to_owned(),
            ..Fields::default()
        }
    }

    pub fn set(&mut self, name: FieldName, value: Value) {
        self.values.insert(name, value);
    }

    /// The value of a field. One of recipients is found whatever its case is: the `Photo` of a group is what a design
    /// shows as `recipient.photo`, unless the group has both.
    pub fn get(&self, name: &FieldName) -> Option<&Value> {
        self.values.get(name).or_else(|| self.in_another_case(name))
    }

    fn in_another_case(&self, name: &FieldName) -> Option<&Value> {
        let wanted = name.custom_key()?.to_lowercase();
        let is_wanted = |other: &FieldName| other.custom_key().is_some_and(|key| key.to_lowercase() == wanted);
        let mut fields = self.values.iter();
        fields.find(|(other, _)| is_wanted(other)).map(|(_, value)| value)
    }

    pub fn by_name(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&FieldName, &Value)> {
        self.values.iter()
    }

    /// The language in which the recipient is spoken to: the own one, or that of the group where it is not known.
    pub fn spoken(&self) -> &str {
        self.recipient_language.as_deref().unwrap_or(&self.language)
    }

    /// The language in which a field's value is written: the recipient's for what is about the recipient.
    pub fn language_of(&self, name: &FieldName) -> &str {
        match &self.recipient_language {
            Some(language) if name.as_str().starts_with("recipient.") => language,
            _ => &self.language,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_recipients_is_found_in_any_case() {
        let mut fields = Fields::default();
        let field = FieldName::recipient;
        fields.set(field("Größe"), Value::Text("XL".to_owned()));
        let text = |fields: &Fields, key: &str| fields.get(&field(key)).map(Value::to_plain);
        assert_eq!(text(&fields, "größe").as_deref(), Some("XL"));
        assert_eq!(text(&fields, "grösse"), None);
        fields.set(field("größe"), Value::Text("S".to_owned()));
        assert_eq!(
            text(&fields, "größe").as_deref(),
            Some("S"),
            "the one that is called so"
        );
        assert_eq!(text(&fields, "Größe").as_deref(), Some("XL"));
    }

    #[test]
    fn names_are_full_or_a_custom_key() {
        let name = |text: &str| text.parse::<FieldName>().map(|n| n.to_string());
        assert_eq!(name("recipient.name").as_deref(), Ok("recipient.name"));
        assert_eq!(name("grade").as_deref(), Ok("recipient.grade"));
        assert_eq!(name("Durée").as_deref(), Ok("recipient.Durée"));
        assert_eq!(name("पाठ्यक्रम").as_deref(), Ok("recipient.पाठ्यक्रम"));
        for wrong in ["", "issuer.phone", "a b", "recipient.", "1st", "recipient.a.b"] {
            assert!(name(wrong).is_err(), "{wrong}");
        }
        assert_eq!("grade".parse::<FieldName>().expect("name").custom_key(), Some("grade"));
        assert_eq!("recipient.email".parse::<FieldName>().expect("name").custom_key(), None);
    }
}
