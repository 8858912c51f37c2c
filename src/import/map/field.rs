//! What a column may hold.

use std::fmt;

use crate::model::FieldDef;

use super::super::fold;

/// What a column may hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Name(NamePart),
    Email,
    Language,
    IssueDate,
    ExpiryDate,
    /// A custom field of the group, by key.
    Custom(String),
}

/// A recipient's name may be spread over columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamePart {
    Full,
    Given,
    /// A second given name or a patronymic.
    Middle,
    /// What stands before a family name and is sorted apart: “van der”, “von”.
    Prefix,
    Family,
    /// The second of two family names, as in Spanish.
    SecondFamily,
    /// What follows the name: “Jr.”, “III”.
    Suffix,
}

impl NamePart {
    /// All but the full name.
    pub const PARTS: [NamePart; 6] = [
        NamePart::Given,
        NamePart::Middle,
        NamePart::Prefix,
        NamePart::Family,
        NamePart::SecondFamily,
        NamePart::Suffix,
    ];
}

impl fmt::Display for Field {
    /// The name that [`map`](super::map()) takes in its overrides.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Field::Name(NamePart::Full) => "name",
            Field::Name(NamePart::Given) => "given_name",
            Field::Name(NamePart::Middle) => "middle_name",
            Field::Name(NamePart::Prefix) => "name_prefix",
            Field::Name(NamePart::Family) => "family_name",
            Field::Name(NamePart::SecondFamily) => "second_family_name",
            Field::Name(NamePart::Suffix) => "name_suffix",
            Field::Email => "email",
            Field::Language => "language",
            Field::IssueDate => "issue_date",
            Field::ExpiryDate => "expiry_date",
            Field::Custom(key) => key,
        })
    }
}

impl Field {
    /// The name of the field in problems and designs.
    pub fn full_name(&self) -> String {
        match self {
            Field::Name(_) => "recipient.name".to_owned(),
            Field::Email => "recipient.email".to_owned(),
            Field::Language => "recipient.language".to_owned(),
            Field::IssueDate => "credential.issue_date".to_owned(),
            Field::ExpiryDate => "credential.expiry_date".to_owned(),
            Field::Custom(key) => format!("recipient.{key}"),
        }
    }

    /// Reads a field name as a person writes it: in any case, with or without `recipient.`; a custom field first.
    pub(super) fn parse(text: &str, fields: &[FieldDef]) -> Option<Field> {
        let trimmed = text.trim();
        let key = trimmed.strip_prefix("recipient.").unwrap_or(trimmed);
        let key = key.strip_prefix("credential.").unwrap_or(key);
        let folded = fold::heading(key);
        if let Some(field) = custom(key, &folded, fields) {
            return Some(field);
        }
        Some(match folded.as_str() {
            "name" | "fullname" => Field::Name(NamePart::Full),
            "givenname" | "firstname" => Field::Name(NamePart::Given),
            "middlename" => Field::Name(NamePart::Middle),
            "nameprefix" => Field::Name(NamePart::Prefix),
            "secondfamilyname" => Field::Name(NamePart::SecondFamily),
            "namesuffix" => Field::Name(NamePart::Suffix),
            "familyname" | "lastname" | "surname" => Field::Name(NamePart::Family),
            "email" => Field::Email,
            "language" => Field::Language,
            "issuedate" => Field::IssueDate,
            "expirydate" => Field::ExpiryDate,
            _ => return None,
        })
    }
}

/// The custom field of a key, exact before folded.
pub(super) fn custom(key: &str, folded: &str, fields: &[FieldDef]) -> Option<Field> {
    let exact = fields.iter().find(|field| field.key == key);
    let close = || {
        fields
            .iter()
            .find(|field| !folded.is_empty() && fold::heading(&field.key) == folded)
    };
    exact.or_else(close).map(|field| Field::Custom(field.key.clone()))
}
