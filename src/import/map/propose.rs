//! Custom fields for columns that no field takes, on request.

use crate::model::{FieldDef, FieldKind, FieldName};

use super::super::check::parse_value;
use super::super::sheet::{Cell, Sheet};
use super::content::sample;
use super::{Field, Mapping};

/// A column that no field takes, and the custom field that it could become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The place in [`Sheet::columns`].
    pub column: usize,
    /// With a key made from the heading and a kind that all cells looked at are of. Never required.
    pub field: FieldDef,
}

/// Proposes a custom field for every column that is not used and has something in it.
pub fn propose_fields(sheet: &Sheet, mapping: &Mapping, fields: &[FieldDef]) -> Vec<Proposal> {
    let mut taken: Vec<String> = fields.iter().map(|field| field.key.clone()).collect();
    let mut proposals = Vec::new();
    for (index, column) in sheet.columns.iter().enumerate() {
        if !matches!(mapping.fields.get(index), Some(None)) || sample(sheet, index).next().is_none() {
            continue;
        }
        let title = if column.title.is_empty() {
            format!("column {}", column.letter)
        } else {
            column.title.clone()
        };
        let key = free_key(&key_of(&title), fields, &taken);
        taken.push(key.clone());
        proposals.push(Proposal {
            column: index,
            field: FieldDef {
                key,
                kind: kind_of(sheet, index),
                required: false,
                default: None,
            },
        });
    }
    proposals
}

/// A heading as a key: lower case, with `_` between its words.
fn key_of(title: &str) -> String {
    let key = FieldName::key_for(&title.to_lowercase()).unwrap_or_else(|| "field".to_owned());
    let short: String = key.chars().take(MAX_KEY).collect();
    short.trim_end_matches('_').to_owned()
}

/// Leaves room for a number that tells equal keys apart.
const MAX_KEY: usize = 60;

/// A key that is neither used nor means a field that every credential has.
fn free_key(key: &str, fields: &[FieldDef], taken: &[String]) -> String {
    let free =
        |key: &String| !taken.contains(key) && matches!(Field::parse(key, fields), None | Some(Field::Custom(_)));
    let numbered = (2..).map(|count| format!("{key}_{count}"));
    std::iter::once(key.to_owned())
        .chain(numbered)
        .take(taken.len() + 3)
        .find(free)
        .unwrap_or_else(|| format!("{key}_{}", taken.len() + 3))
}

/// The narrowest kind that suits all cells looked at; a text where digits could mean something, as in 007.
fn kind_of(sheet: &Sheet, column: usize) -> FieldKind {
    let all = |passes: &dyn Fn(&Cell) -> bool| sample(sheet, column).all(passes);
    if all(&|cell| match cell {
        Cell::Date(_) | Cell::DateTime(..) => true,
        Cell::Text(text) => is_of(FieldKind::Date, text),
        _ => false,
    }) {
        return FieldKind::Date;
    }
    if all(&|cell| match cell {
        Cell::Number { text, .. } => is_plain_number(text),
        Cell::Text(text) => is_plain_number(text.trim()) && is_of(FieldKind::Number, text),
        _ => false,
    }) {
        return FieldKind::Number;
    }
    let texts = |passes: &dyn Fn(&str) -> bool| all(&|cell| matches!(cell, Cell::Text(text) if passes(text.trim())));
    if texts(&|text| text.contains("://") && is_of(FieldKind::Link, text)) {
        return FieldKind::Link;
    }
    if texts(&|text| {
        let ending = text.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        text.contains('.') && matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "webp")
    }) {
        return FieldKind::Image;
    }
    FieldKind::Text
}

fn is_of(kind: FieldKind, text: &str) -> bool {
    let field = FieldDef {
        key: "x".to_owned(),
        kind,
        required: false,
        default: None,
    };
    matches!(parse_value(&field, text), Ok(Some(_)))
}

/// Digits that are a quantity: no zeros in front, not as long as an account or a telephone number.
fn is_plain_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let leading = text.trim_start_matches('-');
    let zero = leading.starts_with('0') && leading.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    digits > 0 && digits <= 9 && !zero && !text.starts_with('+')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_of_headings() {
        for (title, key) in [
            ("Date of birth", "date_of_birth"),
            ("Kurs-Nr.", "kurs_nr"),
            ("पाठ्यक्रम", "पाठ्यक्रम"),
            ("講座", "講座"),
            ("2. Note", "field_2_note"),
            ("%", "field"),
        ] {
            let found = key_of(title);
            assert_eq!(found, key.trim_end_matches('_'), "{title}");
            assert!(FieldName::is_key(&found), "{found}");
        }
        assert!(FieldName::is_key(&key_of(&"x y ".repeat(60))));
    }

    #[test]
    fn zeros_in_front_are_no_quantity() {
        assert!(is_plain_number("0.5") && is_plain_number("-12") && is_plain_number("0"));
        for text in ["007", "+49", "1234567890", ""] {
            assert!(!is_plain_number(text), "{text}");
        }
    }
}
