//! The decision for each column, the surest reason first.

use std::collections::BTreeMap;

use crate::diag::{Problem, Problems, Warned};
use crate::locale::nfc;
use crate::model::FieldDef;

use super::super::fold;
use super::super::sheet::Sheet;
use super::custom as fields_of_group;
use super::field::{Field, NamePart, custom};
use super::headings::{self, Known};
use super::{MapOptions, Mapping, Reason, affixed, content, others, say, variants, without_item};

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
    fields_of_group::find(sheet, options.fields, &decided, &mut mapping, &mut problems);
    let differing = say::differing(sheet, &decided, &mapping, &mut problems);
    say::half(sheet, &decided, &mapping, &mut problems);
    say::missing(sheet, options.fields, &decided, &mapping, &mut problems);
    say::describe(sheet, &decided, &mapping, &mut problems);
    // The window asks which column is meant where none is taken.
    if let Some(field) = differing.and_then(|whole| mapping.fields.get_mut(whole)) {
        *field = None;
    }
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
        // “Course (name)” is about a course, whatever stands in brackets.
        if known.is_some_and(Known::is_name) && !column.title.contains('/') && others::is_other(&column.title) {
            *known = None;
        }
    }
    let told = |part| {
        decided
            .iter()
            .flatten()
            .any(|(field, _)| *field == Some(Field::Name(part)))
    };
    pass_over_empty(sheet, &mut known);
    let is_told = decided
        .iter()
        .flatten()
        .any(|(field, _)| matches!(field, Some(Field::Name(_))));
    if !is_told {
        affixed::find(sheet, decided, &mut known);
    }
    pass_over_empty(sheet, &mut known);
    tell_second_names(sheet, &mut known, told);
    read_initials(&mut known, told);
    let given = known.contains(&Some(Known::Given)) || told(NamePart::Given);
    let family = known.iter().flatten().any(|known| known.is_family()) || told(NamePart::Family);
    let full = known.contains(&Some(Known::FullName)) || told(NamePart::Full) || is_whole(sheet, &known);
    for (known, slot) in known.iter().zip(decided.iter_mut()) {
        let Some(known) = known else { continue };
        let part = match known {
            // “Name” beside “Vorname” is the family name, and “Nombre” beside “Apellidos” the given one.
            Known::Name if given && !family && !full => Some(NamePart::Family),
            Known::Name if family && !given && !full => Some(NamePart::Given),
            // Beside both it is one more family name, or of somebody else: which of them counts is asked.
            Known::Name if given && family && !full => Some(NamePart::Family),
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

/// Initials are the given names where nothing else has them, and a heading of their own without meaning elsewhere.
fn read_initials(known: &mut [Option<Known>], told: impl Fn(NamePart) -> bool) {
    let family = known.iter().flatten().any(|known| known.is_family()) || told(NamePart::Family);
    let has_given = |known: &Known| *known == Known::Given || known.is_whole();
    let given = known.iter().flatten().any(has_given) || told(NamePart::Given) || told(NamePart::Full);
    for slot in known.iter_mut().filter(|slot| **slot == Some(Known::Initials)) {
        *slot = (family && !given).then_some(Known::Given);
    }
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

/// The columns in which something that passes was recognised.
fn places(known: &[Option<Known>], passes: fn(Known) -> bool) -> impl Iterator<Item = usize> {
    let all = known.iter().enumerate();
    all.filter(move |(_, known)| known.is_some_and(passes))
        .map(|(at, _)| at)
}

/// Forgets what the heading tells of a column with nothing of that in it, where another one has it: the “Name” of a form
/// that was filled in without signing in, or of a shop, where it is the number of the order.
fn pass_over_empty(sheet: &Sheet, known: &mut [Option<Known>]) {
    let is_part = |known: Known| known == Known::Given || known.is_family();
    let named = |passes: fn(Known) -> bool| places(known, passes).any(|at| content::has_names(sheet, at));
    let whole = named(Known::is_whole);
    let other = whole || (named(|known| known == Known::Given) && named(Known::is_family));
    let addressed = places(known, |known| known == Known::Email).any(|at| content::has_emails(sheet, at));
    for (at, slot) in known.iter_mut().enumerate() {
        let Some(known) = *slot else { continue };
        let is_useless = match known {
            Known::Email => addressed && !content::has_emails(sheet, at),
            _ if known.is_whole() => other && !content::has_names(sheet, at),
            _ if is_part(known) => whole && content::sample(sheet, at).next().is_none(),
            _ => false,
        };
        if is_useless {
            *slot = None;
        }
    }
}

/// Whether the column “Name” has the whole names, with their parts once more in columns of their own: the given ones,
/// where there are some, as a family name may hold another one.
fn is_whole(sheet: &Sheet, known: &[Option<Known>]) -> bool {
    let mut parts: Vec<usize> = places(known, |known| known == Known::Given).collect();
    if parts.is_empty() {
        parts.extend(places(known, Known::is_family));
    }
    let mut wholes = places(known, |known| known == Known::Name);
    wholes.any(|whole| parts.iter().any(|part| content::holds(sheet, whole, *part)))
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

pub(super) fn known_as(title: &str) -> Option<Known> {
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
