//! The columns of a sheet as they are shown, and what they may hold.

use crate::import::{self, Field, NamePart, Table};
use crate::model::FieldDef;

use super::super::super::state::create::{ColumnView, FieldChoice};

/// How many values of a column are shown.
const SAMPLES: usize = 3;
/// How many rows are looked at for the width of a column.
const LOOKED_AT: usize = 200;

/// What columns may hold, in the order of the menu: the fields of the group are what a sheet is most about.
pub(super) fn field_choices(fields: &[FieldDef]) -> Vec<FieldChoice> {
    let built_in = |field: Field, label: &str| FieldChoice {
        field,
        label: label.to_owned(),
        required: false,
    };
    let own = fields.iter().map(|field| FieldChoice {
        field: Field::Custom(field.key.clone()),
        label: field.title(),
        required: field.required && field.default.is_none(),
    });
    let mut choices: Vec<FieldChoice> = own.collect();
    choices.extend([
        built_in(Field::Name(NamePart::Full), "Name"),
        built_in(Field::Email, "E-mail"),
        built_in(Field::Name(NamePart::Given), "Given name"),
        built_in(Field::Name(NamePart::Middle), "Middle name"),
        built_in(Field::Name(NamePart::Prefix), "Family name prefix"),
        built_in(Field::Name(NamePart::Family), "Family name"),
        built_in(Field::Name(NamePart::SecondFamily), "Second family name"),
        built_in(Field::Name(NamePart::Suffix), "Name suffix"),
        built_in(Field::IssueDate, "Issue date"),
        built_in(Field::ExpiryDate, "Expiry date"),
        built_in(Field::Language, "Language"),
    ]);
    choices
}

/// What is shown of the columns.
pub(super) fn column_views(table: &Table, fields: &[FieldDef]) -> Vec<ColumnView> {
    let sheet = table.sheet();
    let proposals = import::propose_fields(sheet, table.mapping(), fields);
    let proposal = |at: usize| proposals.iter().find(|proposal| proposal.column == at);
    sheet
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let texts = || sheet.rows.iter().map(|row| row.cell(at).text());
            let widest = texts().take(LOOKED_AT).map(|text| width_of(&text));
            let widest = widest.fold(width_of(&column.title), f32::max);
            ColumnView {
                proposal: proposal(at).map(|proposal| proposal.field.clone()),
                name: column.name().to_owned(),
                samples: texts()
                    .filter(|text| !text.trim().is_empty())
                    .take(SAMPLES)
                    .map(std::borrow::Cow::into_owned)
                    .collect(),
                width: (widest + 28.0).clamp(96.0, 280.0),
            }
        })
        .collect()
}

/// About how wide a text is in the letters of the window, in points; rather a little more.
fn width_of(text: &str) -> f32 {
    let wide = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | '\'' | ' ' => 4.5,
        'm' | 'w' | 'M' | 'W' | '@' => 13.0,
        '0'..='9' | 'A'..='Z' => 9.4,
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'.. => 14.5,
        _ => 8.2,
    };
    text.chars().map(wide).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_the_group_are_offered_first() {
        let fields = ["level:text", "completed:date"].map(|field| field.parse().expect("a field"));
        let choices = field_choices(&fields);
        let labels: Vec<&str> = choices.iter().map(|choice| choice.label.as_str()).collect();
        assert_eq!(labels[..4], ["level", "completed", "Name", "E-mail"]);
    }
}
