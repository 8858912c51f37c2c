//! The decision for each column, the surest reason first.

use std::collections::BTreeMap;

use crate::diag::{Problem, Problems, Warned};
use crate::locale::nfc;
use crate::model::FieldDef;

use super::super::fold;
use super::super::sheet::Sheet;
use super::field::{Field, NamePart, custom};
use super::headings::{self, Known};
use super::{MapOptions, Mapping, Reason, content, say, variants, without_item};

/// What is decided about a column: its field, or that it is left out, and why. `None` while nothing is.
pub(super) type Decision = Option<(Option<Field>, Reason)>;

pub(super) fn decide(sheet: &Sheet, options: &MapOptions<'_>) -> Warned<Mapping> {
    let mut problems = Problems::default();
    let mut decided: Vec<Decision> = vec![None; sheet.columns.len()];
    for (column, field) in options.told {
        match resolve(sheet, options.fields, column, field) {
            Ok((index, field)) => match decided.get_mut(index) {
                Some(Some((earlier, _))) if *earlier != field => problems.push(say::twice(column)),
                Some(slot) => *slot = Some((field, Reason::Told)),
                None => {}
            },
            Err(problem) => problems.push(problem),
        }
    }
    for (pairs, reason) in [
        (options.remembered, Reason::Remembered),
        (options.template, Reason::Template),
    ] {
        for (column, field) in pairs {
            if let Ok((index, field)) = resolve(sheet, options.fields, column, field)
                && let Some(slot @ None) = decided.get_mut(index)
            {
                *slot = Some((field, reason));
            }
        }
    }
    forget_whole_names(sheet, &mut decided);
    let known = recognise(sheet, options.fields, &mut decided);
    let mut mapping = settle(sheet, &decided, &mut problems);
    mapping.family_first = known.contains(&Some(Known::FamilyFirst)) || known.contains(&Some(Known::Patronymic));
    mapping.middle_between = known.contains(&Some(Known::Between));
    content::emails(sheet, &decided, &mut mapping, &mut problems);
    content::names(sheet, &decided, &mut mapping, &mut problems);
    say::half(sheet, &decided, &mapping, &mut problems);
    say::missing(sheet, options.fields, &mapping, &mut problems);
    say::describe(sheet, &decided, &mapping, &mut problems);
    Warned {
        value: mapping,
        problems,
    }
}

/// The place of the column and the field that a pair names.
fn resolve(sheet: &Sheet, fields: &[FieldDef], column: &str, field: &str) -> Result<(usize, Option<Field>), Problem> {
    let index = find_column(sheet, column).ok_or_else(|| say::no_such_column(sheet, column))?;
    if matches!(field.trim(), "" | "-") {
        return Ok((index, None));
    }
    match Field::parse(field, fields) {
        Some(field) => Ok((index, Some(field))),
        None => Err(say::no_such_field(field, fields)),
    }
}

pub(super) fn find_column(sheet: &Sheet, wanted: &str) -> Option<usize> {
    let columns = || sheet.columns.iter();
    let folded = fold::heading(wanted);
    columns()
        .position(|column| nfc(&column.title) == nfc(wanted.trim()))
        .or_else(|| columns().position(|column| !folded.is_empty() && fold::heading(&column.title) == folded))
        .or_else(|| columns().position(|column| column.letter.eq_ignore_ascii_case(wanted.trim())))
}

/// Fills in what the headings tell, and gives what was recognised in each.
fn recognise(sheet: &Sheet, fields: &[FieldDef], decided: &mut [Decision]) -> Vec<Option<Known>> {
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
                *slot = Some((Some(field), Reason::Heading));
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
    tell_second_names(sheet, &mut known, told);
    let given = known.contains(&Some(Known::Given)) || told(NamePart::Given);
    let family = known.iter().flatten().any(|known| known.is_family()) || told(NamePart::Family);
    let full = known.contains(&Some(Known::FullName)) || told(NamePart::Full) || is_whole(sheet, &known);
    for (known, slot) in known.iter().zip(decided.iter_mut()) {
        let Some(known) = known else { continue };
        let part = match known {
            // “Name” beside “Vorname” is the family name, and “Nombre” beside “Apellidos” the given one.
            Known::Name if given && !family && !full => Some(NamePart::Family),
            Known::Name if family && !given && !full => Some(NamePart::Given),
            Known::Name | Known::FullName => Some(NamePart::Full),
            Known::Given => Some(NamePart::Given),
            Known::Middle | Known::Patronymic | Known::Between => Some(NamePart::Middle),
            Known::Prefix => Some(NamePart::Prefix),
            Known::SecondFamily => Some(NamePart::SecondFamily),
            Known::Suffix => Some(NamePart::Suffix),
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
        *slot = Some((Some(field), Reason::Heading));
    }
    known
}

/// The number before a heading.
fn item(title: &str) -> Option<u32> {
    let digits = crate::locale::digits_to_ascii(title.trim());
    digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// “2. Vorname” is the second one of a person where another column has the first, or where no other heading is numbered;
/// otherwise it is the second question of a form.
fn tell_second_names(sheet: &Sheet, known: &mut [Option<Known>], told: impl Fn(NamePart) -> bool) {
    let is_numbered = |title: &str| title.starts_with(char::is_numeric) && without_item(title).is_some();
    for at in 0..known.len() {
        let (first, second) = match known.get(at) {
            Some(Some(Known::Given)) => (NamePart::Given, Known::Middle),
            Some(Some(Known::Family | Known::FamilyFirst)) => (NamePart::Family, Known::SecondFamily),
            _ => continue,
        };
        let others = || (0..known.len()).filter(|other| *other != at);
        let has_first = told(first) || others().any(|other| known.get(other) == known.get(at));
        let titles = others().filter_map(|other| sheet.columns.get(other));
        let mut numbered = titles.filter(|column| is_numbered(&column.title));
        let title = sheet.columns.get(at).map_or("", |column| column.title.as_str());
        if is_numbered(title)
            && item(title) == Some(2)
            && (has_first || numbered.next().is_none())
            && let Some(slot) = known.get_mut(at)
        {
            *slot = Some(second);
        }
    }
}

/// Whether the column “Name” has the whole names, with their parts once more in columns of their own.
fn is_whole(sheet: &Sheet, known: &[Option<Known>]) -> bool {
    let places = |wanted: fn(Known) -> bool| {
        let all = known.iter().enumerate();
        all.filter(move |(_, known)| known.is_some_and(wanted))
            .map(|(at, _)| at)
    };
    let mut parts = places(|known| known == Known::Given || known.is_family());
    parts.any(|part| places(|known| known == Known::Name).any(|whole| content::holds(sheet, whole, part)))
}

/// What a column “Name” was in an earlier sheet says nothing when a part of the name has a column now that was not there.
fn forget_whole_names(sheet: &Sheet, decided: &mut [Decision]) {
    let known: Vec<Option<Known>> = sheet.columns.iter().map(|column| known_as(&column.title)).collect();
    let mut new = decided.iter().zip(&known);
    let is_part = |known: Known| known == Known::Given || known.is_family();
    if !new.any(|(decision, known)| decision.is_none() && known.is_some_and(is_part)) {
        return;
    }
    for (decision, known) in decided.iter_mut().zip(known) {
        let whole = Some((Some(Field::Name(NamePart::Full)), Reason::Remembered));
        if *decision == whole && known == Some(Known::Name) {
            *decision = None;
        }
    }
}

fn known_as(title: &str) -> Option<Known> {
    variants(title).find_map(|variant| headings::known(&fold::heading(variant)))
}

/// One column for each field: the surest reason wins, and two columns with the same one are a problem.
fn settle(sheet: &Sheet, decided: &[Decision], problems: &mut Problems) -> Mapping {
    let mut best: BTreeMap<&Field, (Reason, Vec<usize>)> = BTreeMap::new();
    let mut mapping = Mapping {
        fields: vec![None; sheet.columns.len()],
        reasons: vec![Reason::Unknown; sheet.columns.len()],
        family_first: false,
        middle_between: false,
    };
    for ((index, decision), slot) in decided.iter().enumerate().zip(&mut mapping.reasons) {
        let Some((field, reason)) = decision else { continue };
        *slot = *reason;
        let Some(field) = field else { continue };
        let entry = best.entry(field).or_insert((*reason, Vec::new()));
        if *reason > entry.0 {
            *entry = (*reason, Vec::new());
        }
        if *reason == entry.0 {
            entry.1.push(index);
        }
    }
    let has_full = best.contains_key(&Field::Name(NamePart::Full));
    for (field, (reason, columns)) in best {
        // A full name needs no parts, unless somebody says so.
        if has_full && matches!(field, Field::Name(part) if *part != NamePart::Full) && reason == Reason::Heading {
            continue;
        }
        if let [_, _, ..] = columns[..] {
            problems.push(say::two_columns(sheet, field, &columns));
        }
        if let Some(slot) = columns.first().and_then(|first| mapping.fields.get_mut(*first)) {
            *slot = Some(field.clone());
        }
    }
    mapping
}
