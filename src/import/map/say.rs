//! What is said about the mapping: what is wrong with it, and what was decided.

use crate::diag::{Place, Problem, Problems};
use crate::model::FieldDef;

use super::super::check::{self, name_order};
use super::super::sheet::Sheet;
use super::content;
use super::decide::Decision;
use super::field::{Field, NamePart};
use super::{Mapping, Reason};

pub(super) fn twice(column: &str) -> Problem {
    Problem::error("column-twice", format!("The column “{column}” is mapped to two fields"))
        .hint("Map each column once")
}

/// That another column has e-mails, too.
pub(super) fn other_emails(sheet: &Sheet, taken: usize, other: usize) -> Option<Problem> {
    let (taken, other) = (sheet.columns.get(taken)?, sheet.columns.get(other)?);
    let message = format!(
        "The e-mails are taken from “{}”; “{}” has some, too",
        taken.name(),
        other.name()
    );
    let hint = format!("Take the other ones with --map \"{}=email\"", other.letter);
    Some(Problem::note("other-emails", message).hint(hint))
}

pub(super) fn no_such_column(sheet: &Sheet, column: &str) -> Problem {
    Problem::error("no-such-column", format!("The sheet has no column “{column}”"))
        .hint(format!("Name one of its columns: {}", names(sheet)))
}

pub(super) fn no_such_field(field: &str, fields: &[FieldDef]) -> Problem {
    let mut names = "name, given_name, family_name, email, language, issue_date, expiry_date".to_owned();
    for field in fields {
        names.push_str(", ");
        names.push_str(&field.key);
    }
    Problem::error("no-such-field", format!("There is no field “{field}”"))
        .hint(format!("Name one of the fields: {names}"))
}

/// The columns of a sheet as a person reads them.
fn names(sheet: &Sheet) -> String {
    let names: Vec<String> = sheet
        .columns
        .iter()
        .map(|column| format!("“{}”", column.name()))
        .collect();
    names.join(", ")
}

pub(super) fn two_columns(sheet: &Sheet, field: &Field, columns: &[usize]) -> Problem {
    let columns: Vec<_> = columns.iter().filter_map(|index| sheet.columns.get(*index)).collect();
    let names: Vec<String> = columns
        .iter()
        .map(|column| format!("“{}” ({})", column.name(), column.letter))
        .collect();
    let letter = columns.first().map_or("A", |column| column.letter.as_str());
    Problem::error(
        "two-columns",
        format!("Several columns could hold the field {field}: {}", names.join(", ")),
    )
    .hint(format!("Choose one with --map \"{letter}={field}\""))
    .at(Place::field(&field.full_name()))
}

pub(super) fn missing(
    sheet: &Sheet,
    fields: &[FieldDef],
    decided: &[Decision],
    mapping: &Mapping,
    problems: &mut Problems,
) {
    let names = names(sheet);
    let mut report = |what: &str, field: &Field, other: &str| {
        let message = format!("No column holds {what}; the columns are {names}");
        problems.push(
            Problem::error("no-column", message)
                .hint(format!("Name the column with --map \"Column={field}\"{other}"))
                .at(Place::field(&field.full_name())),
        );
    };
    let has_name = |part| mapping.column(&Field::Name(part)).is_some();
    if !has_name(NamePart::Full) && !has_name(NamePart::Given) && !has_name(NamePart::Family) {
        let joined = match content::like_parts(sheet, decided, mapping)[..] {
            [_, _, ..] => ", or two that are joined with --map \"Column=given_name\" and --map \"Column=family_name\"",
            _ => "",
        };
        report("the recipients' names", &Field::Name(NamePart::Full), joined);
    }
    for definition in fields.iter().filter(|field| field.required && field.default.is_none()) {
        let field = Field::Custom(definition.key.clone());
        if mapping.column(&field).is_none() {
            report(&format!("the required field {}", definition.key), &field, "");
        }
    }
}

/// Asks about a part of the names that has a column of its own, while another column is taken for the whole names by its
/// heading and has something else in it: the place of that one.
pub(super) fn differing(
    sheet: &Sheet,
    decided: &[Decision],
    mapping: &Mapping,
    problems: &mut Problems,
) -> Option<usize> {
    let full = mapping.column(&Field::Name(NamePart::Full));
    let place = full.filter(|full| mapping.reason(*full) == Reason::Heading)?;
    let held_by = |part| {
        let wanted = Some((Some(Field::Name(part)), Reason::Heading));
        decided.iter().position(|decision| *decision == wanted)
    };
    let part = held_by(NamePart::Given).or_else(|| held_by(NamePart::Family))?;
    if !content::differ(sheet, place, part) {
        return None;
    }
    let (whole, part) = (sheet.columns.get(place)?, sheet.columns.get(part)?);
    let message = format!("The names of “{}” and “{}” are not the same", whole.name(), part.name());
    problems.push(
        Problem::error("names-differ", message)
            .hint(format!(
                "Leave one of them out with --map \"{}=-\" or --map \"{}=-\"",
                whole.letter, part.letter
            ))
            .at(Place::field("recipient.name")),
    );
    Some(place)
}

/// Says that only one half of the names has a column. Where another column could have the other half, that is asked.
pub(super) fn half(sheet: &Sheet, decided: &[Decision], mapping: &Mapping, problems: &mut Problems) {
    let column = |part| mapping.column(&Field::Name(part));
    if column(NamePart::Full).is_some() {
        return;
    }
    let (found, what, other) = match (column(NamePart::Given), column(NamePart::Family)) {
        (Some(given), None) => (given, "first", NamePart::Family),
        (None, Some(family)) => (family, "family", NamePart::Given),
        _ => return,
    };
    // Whole names stand under such a heading, too.
    if content::are_whole(sheet, found) {
        return;
    }
    let name = sheet.columns.get(found).map_or("", |column| column.name());
    let message = format!("Only the {what} names have a column, “{name}”");
    let other = Field::Name(other);
    let problem = match content::like_parts(sheet, decided, mapping).first() {
        Some(candidate) => {
            let candidate = sheet.columns.get(*candidate);
            let letter = candidate.map_or("A", |column| column.letter.as_str());
            let name = candidate.map_or("", |column| column.name());
            Problem::error(
                "half-name",
                format!("{message}; “{name}” could hold the rest of the name"),
            )
            .hint(format!(
                "Use it with --map \"{letter}={other}\", or leave it out with --map \"{letter}=-\""
            ))
        }
        None => Problem::warning("half-name", message).hint(format!(
            "Name the column of the rest with --map \"Column={other}\", or go on if the names should be so short"
        )),
    };
    problems.push(problem.at(Place::field("recipient.name")));
}

/// Says what was joined and what is not used.
pub(super) fn describe(sheet: &Sheet, decided: &[Decision], mapping: &Mapping, problems: &mut Problems) {
    let column = |part| {
        let index = mapping.column(&Field::Name(part))?;
        sheet.columns.get(index).map(|column| format!("“{}”", column.name()))
    };
    let order = name_order(mapping.family_first, mapping.middle_between);
    let parts: Vec<String> = order.into_iter().filter_map(column).collect();
    if parts.len() > 1 && mapping.column(&Field::Name(NamePart::Full)).is_none() {
        let message = format!("The name is joined from the columns {}", parts.join(", "));
        problems.push(
            Problem::note("name-joined", message)
                .hint("Put the full names into one column if their order should be another")
                .at(Place::field("recipient.name")),
        );
    }
    let warned = check::warned_of(sheet, mapping);
    for (at, ((column, field), decision)) in sheet.columns.iter().zip(&mapping.fields).zip(decided).enumerate() {
        let left_out = matches!(decision, Some((None, _)));
        if field.is_none() && !left_out && !warned.contains(&at) {
            problems.push(
                Problem::note("unused-column", "The column is not used")
                    .hint(format!(
                        "Use it with --map \"{}=FIELD\", or add a field of its name to the group",
                        column.letter
                    ))
                    .at(Place::default().column(column.name())),
            );
        }
    }
}
