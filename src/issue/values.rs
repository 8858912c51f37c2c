//! Changes that a person makes to one credential, field by field.

use std::path::Path;

use crate::diag::{Place, Problem, Problems, Result};
use crate::import;
use crate::locale;
use crate::model::{BlobId, Content, Date, FieldDef, FieldKind, FieldName, Group, Value};

use super::desk::Desk;
use super::named;

/// One field and its new text; an empty text clears it. The text of a picture is the digest by which the workspace has it,
/// see [`keep_picture`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub field: FieldName,
    pub text: String,
}

/// Reads `FIELD=VALUE` arguments.
pub fn parse_edits(arguments: &[String]) -> Result<Vec<Edit>> {
    let mut problems = Problems::default();
    let mut edits = Vec::new();
    for argument in arguments {
        let Some((field, text)) = argument.split_once('=') else {
            let problem = Problem::error("bad-argument", format!("“{argument}” is not of the form FIELD=VALUE"));
            problems.push(problem.hint("Write for example recipient.name=\"Zoë Müller\""));
            continue;
        };
        match field.trim().parse() {
            Ok(field) => edits.push(Edit {
                field,
                text: text.to_owned(),
            }),
            Err(message) => problems.push(unknown_field(&message)),
        }
    }
    if problems.is_empty() { Ok(edits) } else { Err(problems) }
}

fn unknown_field(message: &str) -> Problem {
    Problem::error("unknown-field", message)
        .hint("Use recipient.name, recipient.email, recipient.language, a field of the group, credential.issue_date or credential.expiry_date")
}

/// Takes the picture of a file into the workspace.
///
/// # Errors
/// It cannot be read, or is none.
pub fn keep_picture(desk: &Desk, path: &Path) -> Result<BlobId> {
    let (_, bytes) = named::read(path).map_err(|problems| -> Problems {
        let at_file = |problem: Problem| problem.at(Place::file(path));
        problems.into_iter().map(at_file).collect()
    })?;
    desk.store.put_blob(&bytes)
}

/// The same changes, with the pictures that they name by their files taken into the workspace.
pub(super) fn with_pictures(desk: &Desk, edits: &[Edit], group: &Group) -> Result<Vec<Edit>> {
    let kept = |edit: &Edit| {
        let text = edit.text.trim();
        let is_file = own_field(group, &edit.field).is_some_and(|field| field.kind == FieldKind::Image)
            && !text.is_empty()
            && text.parse::<BlobId>().is_err();
        let text = match is_file {
            true => keep_picture(desk, Path::new(text))?.to_string(),
            false => edit.text.clone(),
        };
        let field = edit.field.clone();
        Ok(Edit { field, text })
    };
    edits.iter().map(kept).collect()
}

fn own_field<'g>(group: &'g Group, name: &FieldName) -> Option<&'g FieldDef> {
    let key = name.custom_key()?;
    group.fields.iter().find(|field| field.key == key)
}

/// Applies changes to a content; nothing is changed when one of them is wrong.
pub(super) fn apply(content: &mut Content, edits: &[Edit], group: &Group) -> Result<()> {
    let mut changed = content.clone();
    let mut problems = Problems::default();
    for edit in edits {
        if let Err(problem) = apply_one(&mut changed, edit, group) {
            problems.push(Problem {
                place: Place::field(edit.field.as_str()),
                ..problem
            });
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    *content = changed;
    Ok(())
}

fn apply_one(content: &mut Content, edit: &Edit, group: &Group) -> std::result::Result<(), Problem> {
    let text = edit.text.trim();
    let optional = || (!text.is_empty()).then(|| text.to_owned());
    match edit.field.as_str() {
        "recipient.name" if text.is_empty() => {
            return Err(Problem::error("empty-name", "The name cannot be empty").hint("Give the recipient's name"));
        }
        "recipient.name" if text.chars().any(char::is_control) => {
            let problem = Problem::error("control-character", "The name has a character that cannot be shown");
            return Err(problem.hint("Write the name without it"));
        }
        "recipient.name" => content.recipient.name = text.to_owned(),
        "recipient.email" => {
            import::check_email(text)?;
            content.recipient.email = optional();
        }
        "recipient.language" => content.recipient.language = language(text)?,
        "credential.issue_date" => content.issue_date = date(text)?,
        "credential.expiry_date" => content.expiry_date = if text.is_empty() { None } else { Some(date(text)?) },
        _ => {
            let Some(field) = own_field(group, &edit.field) else {
                let names: Vec<&str> = group.fields.iter().map(|field| field.key.as_str()).collect();
                let message = format!("{} is no field that can be changed in this group", edit.field);
                let problem = unknown_field(&message);
                return Err(if names.is_empty() {
                    problem
                } else {
                    problem.hint(format!("The group's own fields are {}", names.join(", ")))
                });
            };
            let value = match field.kind {
                FieldKind::Image if !text.is_empty() => Some(Value::Image(picture(text)?)),
                _ => import::parse_value(field, text)?,
            };
            match value {
                Some(value) => content.recipient.custom.insert(field.key.clone(), value),
                None => content.recipient.custom.remove(&field.key),
            };
        }
    }
    Ok(())
}

/// A picture that the workspace has.
fn picture(text: &str) -> std::result::Result<BlobId, Problem> {
    text.parse().map_err(|_| {
        Problem::error(
            "picture-missing",
            format!("This is no picture of the workspace: {text}"),
        )
        .hint("Choose the file of a picture")
    })
}

/// A language tag; an empty text is none.
pub(super) fn language(text: &str) -> std::result::Result<Option<String>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    locale::canonical_language(text).map(Some).ok_or_else(|| {
        Problem::error("bad-language", format!("“{text}” is not a language"))
            .hint("Write a tag such as en, de, zh-Hant or pt-BR")
    })
}

fn date(text: &str) -> std::result::Result<Date, Problem> {
    text.parse()
        .map_err(|message: String| Problem::error("bad-date", message).hint("Write the date as 2026-11-26"))
}
