//! The checks of rows for one value or recipient that a person types.

use crate::diag::{Place, Problem, Problems};
use crate::model::{FieldDef, FieldName, Recipient, Value};

use super::super::sheet::Cell;
use super::finding::{Flaw, Offer};
use super::{case, damage, dates, email, kinds, name, spreadsheet};

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
        let problem = Problem::error("required", format!("“{}” is empty", field.title()));
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
    for flaw in of_name(&recipient.name, recipient.language.as_deref()) {
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
                let problem = Problem::error("required", format!("“{}” is empty", field.title()));
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

/// What may be written in place of a text that stands in a field, for each problem that the text alone tells.
///
/// What a hint of a problem says in words is here as data. `fields` are the custom ones of the group.
pub fn offers(field: &FieldName, text: &str, language: Option<&str>, fields: &[FieldDef]) -> Vec<Offer> {
    let text = text.trim();
    let flaws: Vec<Flaw> = match field.as_str() {
        "recipient.name" => of_name(text, language),
        "recipient.email" => damage::find(text, damage::Kind::Code)
            .into_iter()
            .chain(email::check(text))
            .collect(),
        "credential.issue_date" | "credential.expiry_date" => day(text).into_iter().collect(),
        _ => {
            let definition = fields.iter().find(|known| known.name() == *field);
            let Some(kind) = definition.map(|definition| &definition.kind) else {
                return Vec::new();
            };
            damage::find(text, kinds::damage_kind(kind))
                .into_iter()
                .chain(of_program(text))
                .chain(kinds::parse(kind, text).1)
                .collect()
        }
    };
    flaws.into_iter().flat_map(Flaw::offers).collect()
}

/// What is wrong with a whole name, as in a sheet: a text that is damaged is mended first.
fn of_name(text: &str, language: Option<&str>) -> Vec<Flaw> {
    let mut flaws = damage::find(text, damage::Kind::Name);
    flaws.extend(of_program(text));
    if flaws.is_empty() {
        flaws.extend(name::look(text));
    }
    if flaws.is_empty() {
        flaws.extend(name::turned(text, language).or_else(|| one_case(text, language)));
    }
    flaws
}

/// What a spreadsheet program left in a text.
fn of_program(text: &str) -> Option<Flaw> {
    spreadsheet::look(&Cell::Text(text.into()), text)
}

/// What is wrong with a text that is to be a date.
fn day(text: &str) -> Option<Flaw> {
    dates::from_text(text, dates::ColumnOrder::default()).1
}

/// What is said of a whole name in one case, with the ways in which it may be written.
fn one_case(text: &str, language: Option<&str>) -> Option<Flaw> {
    let uniform = case::uniform(text)?;
    let ways = case::ways(text, uniform, language, false);
    let flaw = Flaw::from(name::uniform_case(uniform));
    if ways.is_empty() {
        return Some(flaw.hint("Write it as the person does, or go on if this is right"));
    }
    Some(ways.into_iter().fold(flaw, Flaw::write))
}

#[cfg(test)]
mod tests {
    use crate::model::FieldKind;

    use super::*;

    /// The texts that are offered, each behind the code of its problem.
    fn offered(field: &str, text: &str) -> Vec<String> {
        let fields = ["date", "number", "text"].map(|kind| FieldDef {
            key: kind.to_owned(),
            kind: kind.parse::<FieldKind>().expect(kind),
            required: false,
            default: None,
        });
        let offers = offers(&field.parse().expect(field), text, None, &fields);
        offers.iter().map(|one| format!("{}: {}", one.code, one.text)).collect()
    }

    #[test]
    fn what_is_offered_is_the_text_and_not_the_words_about_it() {
        for (field, text, wanted) in [
            (
                "recipient.name",
                "Lee Ann, Bob Ray",
                &["family-name-first: Bob Ray Lee Ann"][..],
            ),
            ("recipient.name", "Doe, John", &["family-name-first: John Doe"]),
            ("recipient.name", "1. Anna Lee", &["list-number: Anna Lee"]),
            ("recipient.name", "Anna  Lee", &["doubled-spaces: Anna Lee"]),
            ("recipient.name", "An\u{ad}na Lee", &["zero-width: Anna Lee"]),
            ("recipient.name", "JosÃ© Ruiz", &["wrong-encoding: José Ruiz"]),
            (
                "recipient.name",
                "FLORA MACDONALD",
                &["all-caps: Flora Macdonald", "all-caps: Flora MacDonald"],
            ),
            // What was lost with the small letters cannot be known.
            ("recipient.name", "ΕΛΕΝΗ ΠΑΠΑΔΟΠΟΥΛΟΥ", &[]),
            ("recipient.name", "Anna Lee", &[]),
            ("recipient.email", "anna@gmial.com", &["email-slip: anna@gmail.com"]),
            (
                "recipient.email",
                "anna(at)example.org",
                &["email-shape: anna@example.org"],
            ),
            ("credential.issue_date", "2569-03-01", &["unlikely-date: 2026-03-01"]),
            ("credential.expiry_date", "2026-03-01", &[]),
            ("recipient.date", "1405-01-01", &["unlikely-date: 2026-03-21"]),
            (
                "recipient.number",
                "1,234",
                &["number-ambiguous: 1234", "number-ambiguous: 1.234"],
            ),
            ("recipient.text", "'=1", &["text-mark: =1"]),
            ("recipient.unknown", "'=1", &[]),
        ] {
            assert_eq!(offered(field, text), wanted, "{field} {text}");
        }
    }

    #[test]
    fn every_offer_is_a_hint_of_its_problem() {
        let recipient = |name: &str| Recipient {
            name: name.to_owned(),
            ..Recipient::default()
        };
        for name in [
            "1. Anna Lee",
            "Anna  Lee",
            "JosÃ© Ruiz",
            "Anna <anna@example.org>",
            "Doe, John",
            "ANNA LEE",
        ] {
            let offers = offers(&FieldName::recipient("name"), name, None, &[]);
            let problems = check_recipient(&recipient(name), &[]);
            assert!(!offers.is_empty(), "{name}");
            for offer in offers {
                let mut problems = problems.iter().filter(|problem| problem.code == offer.code);
                assert!(
                    problems.any(|problem| problem.hints.contains(&offer.label)),
                    "{offer:?}"
                );
            }
        }
    }
}
