//! From a cell to the text or value of a field, with what is wrong with the cell itself.

use std::borrow::Cow;

use crate::diag::{Place, Problem, Severity};
use crate::locale;
use crate::model::{Date, FieldKind, Value};

use super::super::sheet::Cell;
use super::finding::Flaw;
use super::plan::{Column, CustomField, Found};
use super::{damage, dates, email, kinds, name, spreadsheet};

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
    fn value(&mut self, column: &Column) -> Option<&'a Cell> {
        let cell = self.row.cell(column.index);
        let problem = match cell {
            Cell::Error(text) => error_value(text),
            Cell::Text(text) if is_error(trim(text)) => error_value(trim(text)),
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
    fn text(&mut self, column: &Column, kind: damage::Kind) -> Option<Cow<'a, str>> {
        let cell = self.value(column)?;
        let whole = cell.text();
        let text = trimmed(whole.clone());
        if text.len() > MAX_TEXT {
            let message = format!("The text is {} characters long", text.chars().count());
            self.at(
                Problem::error("too-long", message).hint("Shorten it; check that the columns are not shifted"),
                column,
            );
            return None;
        }
        for flaw in damage::find(&whole, kind) {
            self.at(flaw, column);
        }
        if let Some(flaw) = spreadsheet::look(cell, &text) {
            self.at(flaw, column);
        }
        Some(text)
    }

    /// A name, or a part of one: the text, and whether it is good enough to be looked at for its case.
    pub(super) fn name(&mut self, column: &Column, required: bool) -> Option<(String, bool)> {
        let before = self.findings.len();
        let Some(text) = self.text(column, damage::Kind::Name) else {
            // An error value is reported already.
            if required && self.findings.len() == before {
                self.required(column);
            }
            return None;
        };
        if text == "0" {
            let problem = Problem::error(
                "zero-as-name",
                "The cell shows 0, as a formula does that was not calculated or whose source is empty",
            );
            self.at(
                problem.hint("Write the name, or open the file in a spreadsheet program and save it there"),
                column,
            );
            return None;
        }
        if required && !text.chars().any(locale::is_letter_or_digit) {
            self.required(column);
            return None;
        }
        // A text that is damaged is mended first.
        if self.findings.len() == before
            && let Some(flaw) = name::look(&text)
        {
            self.at(flaw, column);
        }
        Some((text.into_owned(), self.findings.len() == before))
    }

    pub(super) fn email(&mut self, column: &Column, required: bool) -> Option<String> {
        let before = self.findings.len();
        let Some(text) = self.text(column, damage::Kind::Code) else {
            if required && self.findings.len() == before {
                self.required(column);
            }
            return None;
        };
        let Some(flaw) = email::check(&text) else {
            return Some(text.into_owned());
        };
        let good = !flaw.problem.is_error();
        // A hidden character is the reason, and its fix is enough.
        if good || self.findings.len() == before {
            self.at(flaw, column);
        } else if let Some(finding) = self.findings.get_mut(before) {
            finding.problem.severity = Severity::Error;
        }
        good.then(|| text.into_owned())
    }

    pub(super) fn language(&mut self, column: &Column) -> Option<String> {
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
    pub(super) fn date(&mut self, column: &Column, order: dates::ColumnOrder) -> Option<Date> {
        let cell = self.value(column)?;
        let (date, flaw) = dates::from_cell(cell, order);
        if let Some(flaw) = flaw {
            self.at(flaw, column);
        }
        date
    }

    /// The value of a custom field: of its column, or else its default.
    pub(super) fn custom(&mut self, field: &CustomField) -> Option<Value> {
        let definition = &field.definition;
        let before = self.findings.len();
        let value = field
            .column
            .as_ref()
            .and_then(|column| self.custom_value(column, field));
        let mut new = self.findings.iter().skip(before);
        let untouched = new.all(|finding| !finding.problem.is_error());
        if value.is_some() || !untouched {
            return value;
        }
        if let Some(default) = &definition.default {
            match kinds::parse(&definition.kind, default) {
                (Some(value), None) => return Some(value),
                (_, flaw) => {
                    let empty = || Problem::error("default", "The default of the field is empty");
                    let problem = flaw.map_or_else(empty, |flaw| flaw.problem);
                    let place = Place::field(definition.name().as_str());
                    self.whole(problem.hint("Correct the default value in the group's field"), place);
                    return None;
                }
            }
        }
        if let Some(column) = field.column.as_ref().filter(|_| definition.required) {
            self.required(column);
        }
        None
    }

    fn custom_value(&mut self, column: &Column, field: &CustomField) -> Option<Value> {
        let kind = &field.definition.kind;
        if *kind == FieldKind::Date {
            return self.date(column, field.order).map(Value::Date);
        }
        if *kind == FieldKind::Number
            && let Cell::Number { value, text } = self.value(column)?
        {
            return Some(Value::Number(kinds::digits_of(*value, text)));
        }
        let text = self.text(column, kinds::damage_kind(kind))?;
        let (value, flaw) = match kind {
            FieldKind::Number => kinds::number(&text, field.points_may_group),
            FieldKind::Image => picture(&text, field),
            kind => kinds::parse(kind, &text),
        };
        if let Some(flaw) = flaw {
            self.at(flaw, column);
        }
        value
    }
}

/// The path of a picture, which has to be where it says.
fn picture(text: &str, field: &CustomField) -> (Option<Value>, Option<Flaw>) {
    let (value, flaw) = kinds::parse(&FieldKind::Image, text);
    let Some(folder) = &field.pictures else {
        return (value, flaw);
    };
    let (value, flaw) = match folder.is_full(text) {
        true => (Some(Value::Text(text.to_owned())), None),
        false => (value, flaw),
    };
    let flaw = match (&value, flaw) {
        (Some(Value::Text(path)), _) => folder.flaw(path),
        // A name without an ending is that of a picture beside the sheet as often as not.
        (_, Some(flaw)) => match folder.near(text).filter(|_| flaw.problem.code == "image-kind") {
            Some(near) => Some(flaw.offer_as("image-missing", format!("Write it as {near}"), near)),
            None => Some(flaw),
        },
        (_, none) => none,
    };
    match flaw {
        Some(flaw) if field.definition.required => (None, Some(flaw)),
        Some(flaw) => (
            None,
            Some(flaw.offer_as("image-none", "Leave it without a picture", "")),
        ),
        None => (value, None),
    }
}

/// What a cell shows that could not be read from its file.
const UNREADABLE: &str = "#UNREADABLE!";

fn error_value(text: &str) -> Problem {
    if text == UNREADABLE {
        return Problem::error(
            "unreadable-cell",
            "The cell cannot be read; the workbook is damaged here",
        )
        .hint("Write the value, or get the workbook from its source again");
    }
    Problem::error(
        "error-value",
        format!("The cell has an error in place of a value: {text}"),
    )
    .hint("Correct the formula in the sheet, or write the value in its place")
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(trim(text)),
        Cow::Owned(text) => Cow::Owned(trim(&text).to_owned()),
    }
}

/// As [`str::trim`], which looks at letters where bytes tell nearly always.
fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}
