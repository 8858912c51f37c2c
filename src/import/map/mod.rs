//! Which column holds which field.

mod headings;

use std::collections::BTreeMap;
use std::fmt;

use crate::diag::{Place, Problem, Problems, Result, Warned};
use crate::locale::nfc;
use crate::model::FieldDef;

use super::check::plausible_email;
use super::fold;
use super::sheet::{Cell, Sheet};
use headings::Known;

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
    Family,
}

impl fmt::Display for Field {
    /// The name that [`map`] takes in its overrides.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Field::Name(NamePart::Full) => "name",
            Field::Name(NamePart::Given) => "given_name",
            Field::Name(NamePart::Middle) => "middle_name",
            Field::Name(NamePart::Family) => "family_name",
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
    fn parse(text: &str, fields: &[FieldDef]) -> Option<Field> {
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
            "familyname" | "lastname" | "surname" => Field::Name(NamePart::Family),
            "email" => Field::Email,
            "language" => Field::Language,
            "issuedate" => Field::IssueDate,
            "expirydate" => Field::ExpiryDate,
            _ => return None,
        })
    }
}

fn custom(key: &str, folded: &str, fields: &[FieldDef]) -> Option<Field> {
    let exact = fields.iter().find(|field| field.key == key);
    let close = || {
        fields
            .iter()
            .find(|field| !folded.is_empty() && fold::heading(&field.key) == folded)
    };
    exact.or_else(close).map(|field| Field::Custom(field.key.clone()))
}

/// The field of each column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// In the order of [`Sheet::columns`]; `None` for a column that is not used.
    pub fields: Vec<Option<Field>>,
    /// Whether the family name comes first when a name is joined from its parts and nothing about the row tells.
    pub family_first: bool,
}

impl Mapping {
    /// The place of the column that holds a field.
    pub fn column(&self, field: &Field) -> Option<usize> {
        self.fields.iter().position(|mapped| mapped.as_ref() == Some(field))
    }

    /// The mapping as pairs of heading and field name (empty for an unused column), to be remembered for the next sheet.
    pub fn to_pairs(&self, sheet: &Sheet) -> Vec<(String, String)> {
        let columns = sheet.columns.iter().zip(&self.fields);
        columns
            .map(|(column, field)| {
                let field = field.as_ref().map_or_else(String::new, Field::to_string);
                (column.name().to_owned(), field)
            })
            .collect()
    }
}

/// Whether a text is a heading that is recognised in some language.
pub(super) fn is_heading(title: &str) -> bool {
    variants(title).any(|variant| headings::known(&fold::heading(variant)).is_some())
}

/// The longest heading whose meaning is looked for, in bytes; three times that many Latin letters as Indic ones.
const MAX_TITLE: usize = 120;

/// A heading may be in two languages, or have an explanation: `Name / 姓名`, `Name (as on the certificate)`.
fn variants(title: &str) -> impl Iterator<Item = &str> {
    // A heading is short; what is longer is a sentence or a path, and its parts mean nothing.
    let title = if title.len() <= MAX_TITLE { title } else { "" };
    let bare = title.split(['(', '（', '[']).next().unwrap_or(title);
    let parts = bare.split(['/', '|', '／']).filter(|_| bare.matches('/').count() <= 2);
    let inside = title.split(['(', '（', ')', '）']).nth(1);
    [title, bare]
        .into_iter()
        .chain(parts)
        .chain(inside)
        .filter(|text| !text.trim().is_empty())
}

/// How sure the field of a column is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sure {
    Recognised,
    Remembered,
    Told,
}

/// Decides which column holds which field.
///
/// `overrides` are pairs of a column (its heading, or its letter) and a field name; an empty field name or `-` leaves
/// the column out. `remembered` are pairs of an earlier [`Mapping::to_pairs`]; those that do not fit this sheet are
/// passed over. The rest is recognised by its heading: a custom field by its key, the others in many languages.
///
/// # Errors
/// An override names a column or a field that does not exist; two columns hold the same field; or no column holds the
/// name or a required field.
pub fn map(
    sheet: &Sheet,
    fields: &[FieldDef],
    overrides: &[(String, String)],
    remembered: &[(String, String)],
) -> Result<Warned<Mapping>> {
    let mut problems = Problems::default();
    let mut decided: Vec<Option<(Option<Field>, Sure)>> = vec![None; sheet.columns.len()];
    for (column, field) in overrides {
        match told(sheet, fields, column, field) {
            Ok((index, field)) => match decided.get_mut(index) {
                Some(Some((earlier, _))) if *earlier != field => problems.push(twice(column)),
                Some(slot) => *slot = Some((field, Sure::Told)),
                None => {}
            },
            Err(problem) => problems.push(problem),
        }
    }
    for (column, field) in remembered {
        if let Ok((index, field)) = told(sheet, fields, column, field)
            && let Some(slot @ None) = decided.get_mut(index)
        {
            *slot = Some((field, Sure::Remembered));
        }
    }
    let known = recognise(sheet, fields, &mut decided);
    let family_first = known.contains(&Some(Known::FamilyFirst)) || known.contains(&Some(Known::Patronymic));
    let mut mapping = settle(sheet, &decided, &mut problems);
    mapping.family_first = family_first;
    find_emails(sheet, &decided, &mut mapping, &mut problems);
    missing(sheet, fields, &mapping, &mut problems);
    describe(sheet, &decided, &mapping, &mut problems);
    problems.into_result(mapping)
}

/// The place of the column and the field of an override.
fn told(
    sheet: &Sheet,
    fields: &[FieldDef],
    column: &str,
    field: &str,
) -> std::result::Result<(usize, Option<Field>), Problem> {
    let Some(index) = find_column(sheet, column) else {
        let names: Vec<String> = sheet
            .columns
            .iter()
            .map(|column| format!("“{}”", column.name()))
            .collect();
        return Err(
            Problem::error("no-such-column", format!("The sheet has no column “{column}”"))
                .hint(format!("Name one of its columns: {}", names.join(", "))),
        );
    };
    if matches!(field.trim(), "" | "-") {
        return Ok((index, None));
    }
    match Field::parse(field, fields) {
        Some(field) => Ok((index, Some(field))),
        None => {
            let mut names = "name, given_name, family_name, email, language, issue_date, expiry_date".to_owned();
            for field in fields {
                names.push_str(", ");
                names.push_str(&field.key);
            }
            Err(Problem::error("no-such-field", format!("There is no field “{field}”"))
                .hint(format!("Name one of the fields: {names}")))
        }
    }
}

fn find_column(sheet: &Sheet, wanted: &str) -> Option<usize> {
    let columns = || sheet.columns.iter();
    let folded = fold::heading(wanted);
    columns()
        .position(|column| nfc(&column.title) == nfc(wanted.trim()))
        .or_else(|| columns().position(|column| !folded.is_empty() && fold::heading(&column.title) == folded))
        .or_else(|| columns().position(|column| column.letter.eq_ignore_ascii_case(wanted.trim())))
}

fn twice(column: &str) -> Problem {
    Problem::error("column-twice", format!("The column “{column}” is mapped to two fields"))
        .hint("Map each column once")
}

/// Fills in what the headings tell, and gives what was recognised in each.
fn recognise(sheet: &Sheet, fields: &[FieldDef], decided: &mut [Option<(Option<Field>, Sure)>]) -> Vec<Option<Known>> {
    let mut known = vec![None; sheet.columns.len()];
    for ((column, slot), known) in sheet.columns.iter().zip(decided.iter_mut()).zip(&mut known) {
        if slot.is_some() {
            continue;
        }
        for variant in variants(&column.title) {
            let folded = fold::heading(variant);
            let own = folded.strip_prefix("recipient").unwrap_or(&folded);
            if let Some(field) = custom(variant.trim(), own, fields).or_else(|| custom(variant.trim(), &folded, fields))
            {
                *slot = Some((Some(field), Sure::Recognised));
                break;
            }
            *known = headings::known(&folded);
            if known.is_some() {
                break;
            }
        }
    }
    let told = |part| {
        decided
            .iter()
            .flatten()
            .any(|(field, _)| *field == Some(Field::Name(part)))
    };
    let given = known.contains(&Some(Known::Given)) || told(NamePart::Given);
    let family = known.iter().flatten().any(|known| known.is_family()) || told(NamePart::Family);
    let full = known.contains(&Some(Known::FullName)) || told(NamePart::Full);
    for (known, slot) in known.iter().zip(decided.iter_mut()) {
        let Some(known) = known else { continue };
        let part = match known {
            // “Name” beside “Vorname” is the family name, and “Nombre” beside “Apellidos” the given one.
            Known::Name if given && !family && !full => Some(NamePart::Family),
            Known::Name if family && !given && !full => Some(NamePart::Given),
            Known::Name | Known::FullName => Some(NamePart::Full),
            Known::Given => Some(NamePart::Given),
            Known::Middle | Known::Patronymic => Some(NamePart::Middle),
            Known::Family | Known::FamilyFirst => Some(NamePart::Family),
            _ => None,
        };
        let field = match (part, known) {
            (Some(part), _) => Field::Name(part),
            (None, Known::Email) => Field::Email,
            (None, Known::Language) => Field::Language,
            (None, Known::IssueDate) => Field::IssueDate,
            (None, _) => Field::ExpiryDate,
        };
        *slot = Some((Some(field), Sure::Recognised));
    }
    known
}

/// One column for each field: what was told beats what was remembered, and that beats what was recognised.
fn settle(sheet: &Sheet, decided: &[Option<(Option<Field>, Sure)>], problems: &mut Problems) -> Mapping {
    let mut best: BTreeMap<&Field, (Sure, Vec<usize>)> = BTreeMap::new();
    for (index, decision) in decided.iter().enumerate() {
        let Some((Some(field), sure)) = decision else { continue };
        let entry = best.entry(field).or_insert((*sure, Vec::new()));
        if *sure > entry.0 {
            *entry = (*sure, Vec::new());
        }
        if *sure == entry.0 {
            entry.1.push(index);
        }
    }
    let mut mapping = Mapping {
        fields: vec![None; sheet.columns.len()],
        family_first: false,
    };
    let has_full = best.contains_key(&Field::Name(NamePart::Full));
    for (field, (sure, columns)) in best {
        // A full name needs no parts, unless somebody says so.
        if has_full && matches!(field, Field::Name(part) if *part != NamePart::Full) && sure == Sure::Recognised {
            continue;
        }
        if let [_, _, ..] = columns[..] {
            problems.push(two_columns(sheet, field, &columns));
        }
        if let Some(slot) = columns.first().and_then(|first| mapping.fields.get_mut(*first)) {
            *slot = Some(field.clone());
        }
    }
    mapping
}

fn two_columns(sheet: &Sheet, field: &Field, columns: &[usize]) -> Problem {
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

/// A column of e-mails needs no heading.
fn find_emails(
    sheet: &Sheet,
    decided: &[Option<(Option<Field>, Sure)>],
    mapping: &mut Mapping,
    problems: &mut Problems,
) {
    if mapping.column(&Field::Email).is_some() {
        return;
    }
    let looks_like_emails = |index: usize| {
        let cells = sheet
            .rows
            .iter()
            .map(|row| row.cell(index))
            .filter(|cell| !cell.is_blank());
        let (mut all, mut good) = (0usize, 0usize);
        for cell in cells.take(200) {
            all += 1;
            good += usize::from(matches!(cell, Cell::Text(text) if plausible_email(text.trim())));
        }
        good > 0 && good * 5 >= all * 4
    };
    let undecided = (0..sheet.columns.len()).filter(|index| matches!(decided.get(*index), Some(None)));
    let found: Vec<usize> = undecided.filter(|index| looks_like_emails(*index)).collect();
    if let [only] = found[..]
        && let (Some(slot), Some(column)) = (mapping.fields.get_mut(only), sheet.columns.get(only))
    {
        *slot = Some(Field::Email);
        let message = "The column is taken for the e-mails because of what is in it";
        problems.push(
            Problem::note("email-by-content", message)
                .hint(format!(
                    "Leave it out with --map \"{}=-\" if they are others",
                    column.letter
                ))
                .at(Place::default().column(column.name())),
        );
    }
}

fn missing(sheet: &Sheet, fields: &[FieldDef], mapping: &Mapping, problems: &mut Problems) {
    let names: Vec<String> = sheet
        .columns
        .iter()
        .map(|column| format!("“{}”", column.name()))
        .collect();
    let mut report = |what: &str, field: &Field| {
        let message = format!("No column holds {what}; the columns are {}", names.join(", "));
        problems.push(
            Problem::error("no-column", message)
                .hint(format!("Name the column with --map \"Column={field}\""))
                .at(Place::field(&field.full_name())),
        );
    };
    let has_name = |part| mapping.column(&Field::Name(part)).is_some();
    if !has_name(NamePart::Full) && !has_name(NamePart::Given) && !has_name(NamePart::Family) {
        report("the recipients' names", &Field::Name(NamePart::Full));
    }
    for definition in fields.iter().filter(|field| field.required && field.default.is_none()) {
        let field = Field::Custom(definition.key.clone());
        if mapping.column(&field).is_none() {
            report(&format!("the required field {}", definition.key), &field);
        }
    }
}

/// Says what was joined and what is not used.
fn describe(sheet: &Sheet, decided: &[Option<(Option<Field>, Sure)>], mapping: &Mapping, problems: &mut Problems) {
    let column = |part| {
        let index = mapping.column(&Field::Name(part))?;
        sheet.columns.get(index).map(|column| format!("“{}”", column.name()))
    };
    let order = if mapping.family_first {
        [NamePart::Family, NamePart::Given, NamePart::Middle]
    } else {
        [NamePart::Given, NamePart::Middle, NamePart::Family]
    };
    let parts: Vec<String> = order.into_iter().filter_map(column).collect();
    if parts.len() > 1 && mapping.column(&Field::Name(NamePart::Full)).is_none() {
        let message = format!("The name is joined from the columns {}", parts.join(", "));
        problems.push(
            Problem::note("name-joined", message)
                .hint("Put the full names into one column if their order should be another")
                .at(Place::field("recipient.name")),
        );
    }
    for ((column, field), decision) in sheet.columns.iter().zip(&mapping.fields).zip(decided) {
        let left_out = matches!(decision, Some((None, _)));
        if field.is_none() && !left_out {
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

#[cfg(test)]
mod tests;
