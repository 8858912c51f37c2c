//! The checks of rows for one value or recipient that a person types.

use crate::diag::{Place, Problem, Problems};
use crate::model::{FieldDef, Recipient, Value};

use super::{damage, email, kinds, name};

/// The value of a custom field from what was typed; `None` when that is blank.
///
/// # Errors
/// The text is not of the field's kind, or blank where the field is required.
pub fn parse_value(field: &FieldDef, text: &str) -> Result<Option<Value>, Problem> {
    let text = text.trim();
    if !text.is_empty() {
        return match kinds::parse(&field.kind, text) {
            (_, Some(flaw)) if flaw.problem.is_error() => Err(flaw.problem),
            (value, _) => Ok(value),
        };
    }
    if field.required {
        let problem = Problem::error("required", format!("The {} is empty", field.key));
        return Err(problem.hint("Give it a value; the group requires it"));
    }
    Ok(None)
}

/// Whether a text is an e-mail address or nothing.
///
/// # Errors
/// It is neither.
pub fn check_email(text: &str) -> Result<(), Problem> {
    let text = text.trim();
    match email::check(text) {
        Some(flaw) if flaw.problem.is_error() && !text.is_empty() => Err(flaw.problem),
        _ => Ok(()),
    }
}

/// What is wrong with a recipient, wherever the values come from: what is missing, damaged text, slips in names.
pub fn check_recipient(recipient: &Recipient, fields: &[FieldDef]) -> Problems {
    let mut problems = Problems::default();
    let mut found = |problem: Problem, field: &str| problems.push(problem.at(Place::field(field)));
    for flaw in damage::find(&recipient.name, damage::Kind::Name)
        .into_iter()
        .chain(name::look(&recipient.name))
    {
        found(flaw.problem, "recipient.name");
    }
    if !recipient.name.chars().any(char::is_alphanumeric) {
        found(
            Problem::error("required", "The name is empty").hint("Give the recipient's name"),
            "recipient.name",
        );
    }
    if let Some(Err(problem)) = recipient.email.as_deref().map(check_email) {
        found(problem, "recipient.email");
    }
    for field in fields {
        let name = field.name();
        match recipient.custom.get(&field.key) {
            None if field.required => {
                let problem = Problem::error("required", format!("The {} is empty", field.key));
                found(problem.hint("Give it a value; the group requires it"), name.as_str());
            }
            Some(Value::Text(text)) => {
                for flaw in damage::find(text, kinds::damage_kind(&field.kind)) {
                    found(flaw.problem, name.as_str());
                }
            }
            _ => {}
        }
    }
    problems
}
