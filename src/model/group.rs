//! Issuers, credential groups and batches.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::diag::Problems;

use super::{BatchId, BlobId, Date, DesignId, FieldName, GroupId, Moment, Period};

/// Who issues: one for a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issuer {
    pub name: String,
    /// The base of the addresses of credentials: `{url}/c/{id}`.
    pub url: Option<String>,
    pub email: Option<String>,
    pub logo: Option<BlobId>,
}

/// One course or programme, with what its credentials share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub id: GroupId,
    /// Counts from 1; a credential keeps the one that it was generated with.
    pub revision: u32,
    pub title: String,
    pub description: String,
    pub code: String,
    pub skills: Vec<String>,
    pub criteria: String,
    pub url: String,
    /// BCP 47.
    pub language: String,
    /// At least one of the two.
    pub certificate: Option<DesignId>,
    pub badge: Option<DesignId>,
    pub fields: Vec<FieldDef>,
    pub validity: Option<Period>,
    pub duplicates: DuplicatePolicy,
    pub settings: GroupSettings,
}

/// Settings of a group that recipients never see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupSettings {
    /// The readable number: `{code}`, `{year}` and `{n}` or `{n:5}` (padded with zeros).
    pub number_pattern: String,
    /// The name of published files; fields as in a design.
    pub file_name: String,
}

impl Default for GroupSettings {
    fn default() -> GroupSettings {
        GroupSettings {
            number_pattern: "{code}-{year}-{n:5}".to_owned(),
            file_name: "{{recipient.name}}".to_owned(),
        }
    }
}

/// A custom field of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDef {
    /// The key in `recipient.<key>`.
    pub key: String,
    pub kind: FieldKind,
    pub required: bool,
    pub default: Option<String>,
}

impl FieldDef {
    pub fn name(&self) -> FieldName {
        FieldName::recipient(&self.key)
    }

    /// What people read: its key with spaces where the key has lines.
    pub fn title(&self) -> String {
        title_of(&self.key)
    }
}

/// A key of a field as people read it, `passed_on` as “passed on”. What would be another key when it is typed so stays
/// as it is.
pub fn title_of(key: &str) -> String {
    match key.starts_with('_') || key.ends_with('_') {
        true => key.to_owned(),
        false => key.replace('_', " "),
    }
}

/// Whether no group may have fields of both keys, of which a design could show either: they are the same, or differ in
/// case only. Two of a group as it was `before` are kept as they are.
pub fn is_repeated(key: &str, other: &str, before: &[FieldDef]) -> bool {
    let was_there = |key: &str| before.iter().any(|field| field.key == key);
    key == other || (key.to_lowercase() == other.to_lowercase() && !(was_there(key) && was_there(other)))
}

impl FromStr for FieldDef {
    type Err = String;

    /// Reads `NAME:KIND[:required][:default=VALUE]`; the kind may be left out for a text. A name of several words
    /// becomes a key as in [`FieldName::key_for`].
    fn from_str(text: &str) -> Result<FieldDef, String> {
        // A default may have colons of its own, as a link has.
        let (text, default, required) = match text.split_once(":default=") {
            None => (text, None, false),
            Some((text, value)) => match value.strip_suffix(":required") {
                Some(value) => (text, Some(value.to_owned()), true),
                None => (text, Some(value.to_owned()), false),
            },
        };
        let mut parts = text.split(':');
        let title = parts.next().unwrap_or_default().trim();
        let title = title.strip_prefix("recipient.").unwrap_or(title);
        let Some(key) = FieldName::key_for(title) else {
            return Err(format!(
                "“{title}” cannot be the name of a field: it has no letter and no digit"
            ));
        };
        if FieldName::recipient(&key).is_built_in() {
            return Err(format!("“{key}” is a field that every credential has"));
        }
        let mut field = FieldDef {
            key,
            kind: FieldKind::Text,
            required,
            default,
        };
        for (index, part) in parts.enumerate() {
            match part.split_once('=') {
                None if part == "required" => field.required = true,
                _ if index == 0 => field.kind = part.parse()?,
                _ => {
                    return Err(format!(
                        "“{part}” is not understood (NAME:KIND[:required][:default=VALUE])"
                    ));
                }
            }
        }
        Ok(field)
    }
}

/// What a custom field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    Text,
    Number,
    Date,
    /// One of these.
    Choice(Vec<String>),
    /// Several values, separated by `;` or a line break in a sheet.
    List,
    Link,
    /// The path of a picture file, relative to the sheet.
    Image,
}

impl FromStr for FieldKind {
    type Err = String;

    /// Reads `text`, `number`, `date`, `list`, `link`, `image` or `choice(a|b|c)`.
    fn from_str(text: &str) -> Result<FieldKind, String> {
        match text.trim() {
            "text" => Ok(FieldKind::Text),
            "number" => Ok(FieldKind::Number),
            "date" => Ok(FieldKind::Date),
            "list" => Ok(FieldKind::List),
            "link" => Ok(FieldKind::Link),
            "image" => Ok(FieldKind::Image),
            other => {
                let values = other.strip_prefix("choice(").and_then(|rest| rest.strip_suffix(')'));
                let values: Vec<String> = values
                    .unwrap_or_default()
                    .split('|')
                    .map(|v| v.trim().to_owned())
                    .filter(|v| !v.is_empty())
                    .collect();
                if values.is_empty() {
                    return Err(format!(
                        "“{other}” is not a kind of field (text, number, date, list, link, image, choice(a|b|c))"
                    ));
                }
                Ok(FieldKind::Choice(values))
            }
        }
    }
}

impl fmt::Display for FieldKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FieldKind::Text => "text",
            FieldKind::Number => "number",
            FieldKind::Date => "date",
            FieldKind::List => "list",
            FieldKind::Link => "link",
            FieldKind::Image => "image",
            FieldKind::Choice(values) => return write!(f, "choice({})", values.join("|")),
        })
    }
}

/// What happens to a recipient who has a credential of the group already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DuplicatePolicy {
    /// The row waits as a warning.
    #[default]
    Ask,
    Skip,
    Replace,
    Allow,
}

/// One import, or one filled form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub id: BatchId,
    pub group: GroupId,
    pub created: Moment,
    /// The name of the sheet's file.
    pub source: String,
    /// The sheet as it was read.
    pub sheet: Option<BlobId>,
    /// SHA-256 over group, sheet and options: the same key is the same batch.
    pub key: BlobId,
    pub issue_date: Date,
    pub expiry_date: Option<Date>,
    pub state: BatchState,
    /// Rows of the sheet that have recipients in them.
    pub rows: u32,
    /// Rows with an error; they have no credential.
    pub waiting: Vec<WaitingRow>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchState {
    /// Not all rows were generated yet.
    Open,
    Finished,
}

/// A row that has no credential, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingRow {
    pub row: u32,
    /// The cells as read, in the order of the columns.
    pub cells: Vec<String>,
    pub problems: Problems,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_declared_in_one_word() {
        let field: FieldDef = "grade:number:required".parse().expect("field");
        assert_eq!((field.kind, field.required), (FieldKind::Number, true));
        let field: FieldDef = "level:choice(Gold|Silver):default=Silver".parse().expect("field");
        assert_eq!(
            field.kind,
            FieldKind::Choice(vec!["Gold".to_owned(), "Silver".to_owned()])
        );
        assert_eq!(field.default.as_deref(), Some("Silver"));
        assert!("course".parse::<FieldDef>().is_ok());
        let field: FieldDef = "web:link:default=https://example.org/a:required"
            .parse()
            .expect("a link");
        assert_eq!(field.default.as_deref(), Some("https://example.org/a"));
        assert!(field.required);
        let field: FieldDef = "Student number:text".parse().expect("a name of two words");
        assert_eq!(field.key, "student_number");
        for wrong in [
            "name:text",
            "?!:text",
            "grade:colour",
            "grade:number:often",
            ":text",
            "x:choice()",
        ] {
            assert!(wrong.parse::<FieldDef>().is_err(), "{wrong}");
        }
    }
}
