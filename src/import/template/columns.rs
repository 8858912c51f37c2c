//! The columns of a template with what is said about them.

use crate::model::{FieldDef, FieldKind, Group};

use super::super::map::{Field, NamePart};

/// How the cells of a column are entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Text,
    Date,
    /// One of these.
    Choice(Vec<String>),
}

/// A column of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) field: Field,
    pub(super) heading: String,
    pub(super) required: bool,
    pub(super) entry: Entry,
    /// What to write, as a sentence without a period.
    pub(super) what: String,
    pub(super) example: String,
}

/// The columns for a group: the recipient, the group's own fields, the dates, the language.
pub(super) fn of(group: &Group, split_name: bool) -> Vec<Column> {
    let mut columns = Vec::new();
    if split_name {
        columns.push(Column {
            required: true,
            ..text(
                Field::Name(NamePart::Given),
                "Given name",
                "The given names as they should be printed",
                "Zoë",
            )
        });
        columns.push(text(
            Field::Name(NamePart::Family),
            "Family name",
            "The family name as it should be printed",
            "Müller-Lüdenscheidt",
        ));
    } else {
        columns.push(Column {
            required: true,
            ..text(
                Field::Name(NamePart::Full),
                "Full name",
                "The whole name exactly as it should be printed, in any script",
                "Zoë Müller-Lüdenscheidt",
            )
        });
    }
    columns.push(text(
        Field::Email,
        "E-mail",
        "One address; with it the same person is known again in a later sheet",
        "zoe@example.org",
    ));
    columns.extend(group.fields.iter().map(custom));
    let days = "A day; leave it empty to decide it for all when the credentials are made";
    columns.push(date(Field::IssueDate, "Issue date", days));
    let days = match group.validity {
        Some(_) => "A day; leave it empty to take the group's period of validity",
        None => "A day; leave it empty if it does not expire",
    };
    columns.push(date(Field::ExpiryDate, "Expiry date", days));
    columns.push(text(
        Field::Language,
        "Language",
        "The code of the recipient's language; it decides the shapes of some letters. Leave it empty if in doubt",
        "de, pt-BR or zh-Hant",
    ));
    columns
}

fn text(field: Field, heading: &str, what: &str, example: &str) -> Column {
    Column {
        field,
        heading: heading.to_owned(),
        required: false,
        entry: Entry::Text,
        what: what.to_owned(),
        example: example.to_owned(),
    }
}

fn date(field: Field, heading: &str, what: &str) -> Column {
    Column {
        entry: Entry::Date,
        ..text(field, heading, what, "2026-11-26")
    }
}

fn custom(definition: &FieldDef) -> Column {
    let (entry, what, example) = match &definition.kind {
        FieldKind::Text => (Entry::Text, "A text", "any text".to_owned()),
        FieldKind::Number => (Entry::Text, "A number", "3.5".to_owned()),
        FieldKind::Date => (Entry::Date, "A day", "2026-11-26".to_owned()),
        FieldKind::List => (
            Entry::Text,
            "Several values with ; between them",
            "law; ethics".to_owned(),
        ),
        FieldKind::Link => (Entry::Text, "A web address", "https://example.org/zoe".to_owned()),
        FieldKind::Image => (
            Entry::Text,
            "The name of a picture that is sent along with this file",
            "zoe.png".to_owned(),
        ),
        FieldKind::Choice(values) => (
            Entry::Choice(values.clone()),
            "One of the values that the cell offers",
            values.first().cloned().unwrap_or_default(),
        ),
    };
    let what = match &definition.default {
        Some(default) => format!("{what}; where it is empty, “{default}” is taken"),
        None => what.to_owned(),
    };
    Column {
        field: Field::Custom(definition.key.clone()),
        heading: definition.key.clone(),
        required: definition.required && definition.default.is_none(),
        entry,
        what,
        example,
    }
}
