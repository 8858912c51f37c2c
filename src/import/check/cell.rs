//! From a cell to the text or value of a field, with what is wrong with the cell itself.

use std::borrow::Cow;

use crate::diag::Problem;
use crate::locale;
use crate::model::{Date, Value};

use super::super::sheet::Cell;
use super::{Column, CustomField, Found, damage, dates, email, kinds, name};

/// Longer texts fit no certificate; they come from a shifted or damaged table.
const MAX_TEXT: usize = 10_000;

/// The error values of spreadsheet programs, as text files and OpenDocument have them.
const ERRORS: [&str; 20] = [
    "#REF!",
    "#N/A",
    "#NAME?",
    "#VALUE!",
    "#DIV/0!",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BUSY!",
    "#GETTING_DATA",
    "#ERROR!",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#PYTHON!",
    "#DATA!",
    "#BEZUG!",
    "#NV",
];

fn is_error(text: &str) -> bool {
    if text.starts_with('#') {
        return ERRORS.contains(&text);
    }
    text.strip_prefix("Err:")
        .is_some_and(|digits| digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()))
}

impl<'a> Found<'a> {
    /// The cell of a column, unless it is blank or holds no value; what is wrong is reported.
    fn value(&mut self, column: &Column<'_>) -> Option<&'a Cell> {
        let cell = self.row.cell(column.index);
        let problem = match cell {
            Cell::Error(text) => error_value(text),
            Cell::Text(text) if is_error(text.trim()) => error_value(text.trim()),
            Cell::Formula => Problem::error("formula-without-value", "The formula has no stored value")
                .hint("Open the file in a spreadsheet program and save it there, so that it calculates"),
            Cell::BadDate(serial) => Problem::error(
                "date-out-of-range",
                format!("The day number {serial} is no date between 1900-03-01 and 9999-12-31"),
            )
            .hint("Correct the date, or format the cell as a number or text"),
            Cell::Number { value, .. } if !value.is_finite() => {
                Problem::error("number-out-of-range", "The number is too large").hint("Correct the number")
            }
            _ if cell.is_blank() => return None,
            _ => return Some(cell),
        };
        self.at(problem, column);
        None
    }

    /// The trimmed text of a column's cell, checked for damage; `None` when it is blank or holds no value.
    fn text(&mut self, column: &Column<'_>, kind: damage::Kind) -> Option<Cow<'a, str>> {
        let cell = self.value(column)?;
        if let Cell::Number { value, text } = cell
            && value.abs() >= 1e15
        {
            let message =
                format!("The number has more digits than a spreadsheet keeps; the last ones are lost: {text}");
            self.at(
                Problem::warning("digits-lost", message).hint("Format the column as text and enter the number again"),
                column,
            );
        }
        let text = trimmed(cell.text());
        if text.len() > MAX_TEXT {
            let message = format!("The text is {} characters long", text.chars().count());
            self.at(
                Problem::error("too-long", message).hint("Shorten it; check that the columns are not shifted"),
                column,
            );
            return None;
        }
        for problem in damage::find(&text, kind) {
            self.at(problem, column);
        }
        Some(text)
    }

    pub(super) fn name(&mut self, column: &Column<'_>, required: bool) -> Option<String> {
        let before = self.problems.0.len();
        let Some(text) = self.text(column, damage::Kind::Name) else {
            // An error value is reported already.
            if required && self.problems.0.len() == before {
                self.required(column);
            }
            return None;
        };
        if required && !text.chars().any(char::is_alphanumeric) {
            self.required(column);
            return None;
        }
        if let Some(problem) = name::look(&text, self.row.cell(column.index)) {
            self.at(problem, column);
        }
        Some(text.into_owned())
    }

    pub(super) fn email(&mut self, column: &Column<'_>, required: bool) -> Option<String> {
        let before = self.problems.0.len();
        let Some(text) = self.text(column, damage::Kind::Code) else {
            if required && self.problems.0.len() == before {
                self.required(column);
            }
            return None;
        };
        match email::check(&text) {
            Ok(()) => Some(text.into_owned()),
            Err(problem) => {
                self.at(problem, column);
                None
            }
        }
    }

    pub(super) fn language(&mut self, column: &Column<'_>) -> Option<String> {
        let text = self.text(column, damage::Kind::Code)?;
        let language = locale::canonical_language(&text);
        if language.is_none() {
            let problem = Problem::warning("language-unknown", format!("The language is not known: {text}"))
                .hint("Write its code, such as de, pt-BR or zh-Hant");
            self.at(problem, column);
        }
        language
    }

    /// The date in a column's cell.
    pub(super) fn date(&mut self, column: &Column<'_>, order: dates::ColumnOrder) -> Option<Date> {
        let cell = self.value(column)?;
        let (date, problem) = dates::from_cell(cell, order);
        if let Some(problem) = problem {
            self.at(problem, column);
        }
        date
    }

    /// The value of a custom field: of its column, or else its default.
    pub(super) fn custom(&mut self, field: &CustomField<'_>) -> Option<Value> {
        let definition = field.definition;
        let before = self.problems.0.len();
        let value = field
            .column
            .as_ref()
            .and_then(|column| self.custom_value(column, field));
        let untouched = self.problems.0.iter().skip(before).all(|problem| !problem.is_error());
        if value.is_some() || !untouched {
            return value;
        }
        if let Some(default) = &definition.default {
            match kinds::parse(&definition.kind, default) {
                (Some(value), None) => return Some(value),
                (_, problem) => {
                    let problem =
                        problem.unwrap_or_else(|| Problem::error("default", "The default of the field is empty"));
                    let place = crate::diag::Place::field(definition.name().as_str());
                    self.push(problem.hint("Correct the default value in the group's field"), place);
                    return None;
                }
            }
        }
        if let Some(column) = field.column.as_ref().filter(|_| definition.required) {
            self.required(column);
        }
        None
    }

    fn custom_value(&mut self, column: &Column<'_>, field: &CustomField<'_>) -> Option<Value> {
        let kind = &field.definition.kind;
        if *kind == crate::model::FieldKind::Date {
            return self.date(column, field.order).map(Value::Date);
        }
        if *kind == crate::model::FieldKind::Number
            && let Cell::Number { value, text } = self.value(column)?
        {
            return Some(Value::Number(kinds::digits_of(*value, text)));
        }
        let text = self.text(column, kinds::damage_kind(kind))?;
        let (value, problem) = kinds::parse(kind, &text);
        if let Some(problem) = problem {
            self.at(problem, column);
        }
        value
    }
}

fn error_value(text: &str) -> Problem {
    Problem::error(
        "error-value",
        format!("The cell has an error in place of a value: {text}"),
    )
    .hint("Correct the formula in the sheet, or write the value in its place")
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}
