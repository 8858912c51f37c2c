//! What is wrong with each row, and the recipient that it makes.
//!
//! Only columns that hold a field are looked at. A row with an error makes no credential; warnings and notes do not
//! stop it. Names are kept exactly as they are written, but for white space around them.

mod cell;
mod damage;
mod dates;
mod duplicates;
mod email;
mod kinds;
mod name;
mod single;

use crate::diag::{Place, Problem, Problems};
use crate::model::{Date, FieldDef, Recipient};

use super::map::{Field, Mapping, NamePart};
use super::sheet::{Row, Sheet};

pub use crate::locale::DateOrder;
pub use email::plausible as plausible_email;
pub use single::{check_email, check_recipient, parse_value};

/// What rows are checked against.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckOptions {
    /// The group's custom fields.
    pub fields: Vec<FieldDef>,
    /// The issue date of rows without one of their own; only compared with expiry dates here.
    pub issue_date: Option<Date>,
    /// The expiry date of rows without one of their own; only compared with issue dates here.
    pub expiry_date: Option<Date>,
    /// The order of day, month and year in texts such as 03/04/2026 where the column itself does not tell.
    pub date_order: Option<DateOrder>,
    /// Whether a row without an e-mail is an error. Default: no.
    pub email_required: bool,
}

/// The rows of a sheet with what was found in them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    pub rows: Vec<CheckedRow>,
    /// What concerns the whole sheet or a whole column.
    pub problems: Problems,
}

/// A row, the recipient it makes, and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedRow {
    /// As the spreadsheet numbers it, from 1.
    pub row: u32,
    /// The cells as they are shown, in the order of the sheet's columns.
    pub cells: Vec<String>,
    /// What the row says; values with errors are left out. An image field holds its path as a text.
    pub recipient: Recipient,
    /// Of its own, where a column holds it.
    pub issue_date: Option<Date>,
    /// Of its own, where a column holds it.
    pub expiry_date: Option<Date>,
    /// Each has the row, the column and the field in its place.
    pub problems: Problems,
}

/// Checks every row of a sheet.
pub fn check(sheet: &Sheet, mapping: &Mapping, options: &CheckOptions) -> Checked {
    let mut problems = Problems::default();
    let columns = Columns::new(sheet, mapping, options, &mut problems);
    let mut rows: Vec<CheckedRow> = sheet
        .rows
        .iter()
        .map(|row| columns.check(sheet, mapping, options, row))
        .collect();
    duplicates::find(&mut rows);
    Checked { rows, problems }
}

/// Where each field is, found once for all rows.
struct Columns<'a> {
    name: Option<Column<'a>>,
    given: Option<Column<'a>>,
    middle: Option<Column<'a>>,
    family: Option<Column<'a>>,
    email: Option<Column<'a>>,
    language: Option<Column<'a>>,
    issue_date: Option<DateColumn<'a>>,
    expiry_date: Option<DateColumn<'a>>,
    custom: Vec<CustomField<'a>>,
}

/// A column that holds a field.
struct Column<'a> {
    index: usize,
    title: &'a str,
    field: String,
}

struct DateColumn<'a> {
    column: Column<'a>,
    order: dates::ColumnOrder,
}

struct CustomField<'a> {
    definition: &'a FieldDef,
    column: Option<Column<'a>>,
    order: dates::ColumnOrder,
}

impl<'a> Columns<'a> {
    fn new(sheet: &'a Sheet, mapping: &Mapping, options: &'a CheckOptions, problems: &mut Problems) -> Columns<'a> {
        let column = |field: &Field| {
            let index = mapping.column(field)?;
            Some(Column {
                index,
                title: sheet.columns.get(index)?.name(),
                field: field.full_name(),
            })
        };
        let mut date = |column: Option<Column<'a>>| {
            column.map(|column| DateColumn {
                order: dates::order_of(sheet, column.index, column.title, options.date_order, problems),
                column,
            })
        };
        let issue_date = date(column(&Field::IssueDate));
        let expiry_date = date(column(&Field::ExpiryDate));
        let custom = options
            .fields
            .iter()
            .map(|definition| {
                let column = column(&Field::Custom(definition.key.clone()));
                let is_date = definition.kind == crate::model::FieldKind::Date;
                let order = column
                    .as_ref()
                    .filter(|_| is_date)
                    .map_or_else(Default::default, |column| {
                        dates::order_of(sheet, column.index, column.title, options.date_order, problems)
                    });
                CustomField {
                    definition,
                    column,
                    order,
                }
            })
            .collect();
        Columns {
            name: column(&Field::Name(NamePart::Full)),
            given: column(&Field::Name(NamePart::Given)),
            middle: column(&Field::Name(NamePart::Middle)),
            family: column(&Field::Name(NamePart::Family)),
            email: column(&Field::Email),
            language: column(&Field::Language),
            issue_date,
            expiry_date,
            custom,
        }
    }

    fn check(&self, sheet: &Sheet, mapping: &Mapping, options: &CheckOptions, row: &Row) -> CheckedRow {
        let mut found = Found::new(row);
        let language = self.language.as_ref().and_then(|column| found.language(column));
        let name = self.name(mapping, language.as_deref(), &mut found);
        let email = self.email(options, &mut found);
        let issue_date = self
            .issue_date
            .as_ref()
            .and_then(|date| found.date(&date.column, date.order));
        let expiry_date = self
            .expiry_date
            .as_ref()
            .and_then(|date| found.date(&date.column, date.order));
        self.compare_dates(options, issue_date, expiry_date, &mut found);
        let mut recipient = Recipient {
            name,
            email,
            language,
            ..Recipient::default()
        };
        for field in &self.custom {
            if let Some(value) = found.custom(field) {
                recipient.custom.insert(field.definition.key.clone(), value);
            }
        }
        CheckedRow {
            row: row.number,
            cells: (0..sheet.columns.len())
                .map(|column| row.cell(column).text().into_owned())
                .collect(),
            recipient,
            issue_date,
            expiry_date,
            problems: found.problems,
        }
    }

    fn name(&self, mapping: &Mapping, language: Option<&str>, found: &mut Found<'_>) -> String {
        if let Some(column) = &self.name {
            return found.name(column, true).unwrap_or_default();
        }
        let mut part = |column: &Option<Column<'_>>| column.as_ref().and_then(|column| found.name(column, false));
        let parts = name::Parts {
            given: part(&self.given),
            middle: part(&self.middle),
            family: part(&self.family),
        };
        let name = parts.join(language, mapping.family_first);
        if name.is_empty() && !found.problems.has_errors() {
            let columns = [&self.family, &self.given];
            if let Some(column) = columns.into_iter().flatten().next() {
                found.required(column);
            }
        }
        name
    }

    fn email(&self, options: &CheckOptions, found: &mut Found<'_>) -> Option<String> {
        match &self.email {
            Some(column) => found.email(column, options.email_required),
            None => {
                if options.email_required {
                    let place = Place::field("recipient.email");
                    found.push(
                        Problem::error("required", "The e-mail is empty").hint("Add a column of e-mails"),
                        place,
                    );
                }
                None
            }
        }
    }

    fn compare_dates(&self, options: &CheckOptions, issue: Option<Date>, expiry: Option<Date>, found: &mut Found<'_>) {
        // A cell whose date could not be read is reported already, and the default must not stand in for it.
        if found.problems.has_errors() {
            return;
        }
        let own = issue.is_some() || expiry.is_some();
        let (Some(issue), Some(expiry)) = (issue.or(options.issue_date), expiry.or(options.expiry_date)) else {
            return;
        };
        if own && expiry < issue {
            let column = self.expiry_date.as_ref().or(self.issue_date.as_ref());
            let message = format!("The expiry date {expiry} is before the issue date {issue}");
            let problem = Problem::error("expiry-before-issue", message).hint("Correct one of the two dates");
            match column {
                Some(date) => found.at(problem, &date.column),
                None => found.push(problem, Place::field("credential.expiry_date")),
            }
        }
    }
}

/// A row while it is checked.
struct Found<'a> {
    row: &'a Row,
    problems: Problems,
}

impl<'a> Found<'a> {
    fn new(row: &'a Row) -> Found<'a> {
        Found {
            row,
            problems: Problems::default(),
        }
    }

    fn push(&mut self, mut problem: Problem, place: Place) {
        problem.place = Place {
            row: Some(self.row.number),
            ..place
        };
        self.problems.push(problem);
    }

    fn at(&mut self, problem: Problem, column: &Column<'_>) {
        let place = Place::field(&column.field).column(column.title);
        self.push(problem, place);
    }

    fn required(&mut self, column: &Column<'_>) {
        let problem = Problem::error("required", format!("The {} is empty", what(&column.field)))
            .hint("Fill it in the sheet, or leave the row out");
        self.at(problem, column);
    }
}

/// What a field is called in a message.
fn what(field: &str) -> &str {
    match field {
        "recipient.name" => "name",
        "recipient.email" => "e-mail",
        "recipient.language" => "language",
        "credential.issue_date" => "issue date",
        "credential.expiry_date" => "expiry date",
        _ => field.split_once('.').map_or(field, |(_, key)| key),
    }
}

#[cfg(test)]
mod tests;
