//! What is wrong with each row, and the recipient that it makes.
//!
//! Only columns that hold a field are looked at, and those that say how things stand with somebody. A row with an error makes no credential; warnings and notes do not
//! stop it. Names are kept exactly as they are written, but for white space around them.

mod aside;
mod blank;
mod case;
mod cell;
mod damage;
mod dates;
mod duplicates;
mod email;
mod escapes;
mod finding;
mod hidden;
mod kinds;
mod lost;
mod misread;
mod mixed;
mod name;
mod near;
mod noticed;
mod pictures;
mod placeholder;
mod plan;
mod recode;
mod single;
mod spreadsheet;
mod status;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::{Problem, Problems};
use crate::model::{Date, FieldDef, Recipient};

use super::map::{Field, Mapping};
use super::sheet::{Row, Sheet};

pub(super) use dates::{DATES_ROC, DATES_SWAPPED, DATES_YEAR_FIRST, Evidence, sign};
pub(super) use duplicates::{Duplicates, LikelyKey, SameKey};
pub(super) use escapes::html_once as html_text;
pub(super) use name::{name_order, without_number};
pub(super) use plan::{Plan, RowCheck};
pub(super) use status::warned as warned_of;

pub use crate::locale::DateOrder;
pub use email::plausible as plausible_email;
pub use finding::{FIX_KINDS, Finding, Fix, Offer, Repair};
pub use pictures::{PictureFolder, Unread};
pub use single::{check_email, check_recipient, offers, parse_value};

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
    /// The columns, by their places, whose real dates are right although it looks as if a program had exchanged day and
    /// month in them. Default: none, it is asked.
    pub kept_dates: BTreeSet<usize>,
    /// The order of columns, by their places, that was chosen although few of their dates tell another one.
    pub column_orders: BTreeMap<usize, DateOrder>,
    /// Whether a row without an e-mail is an error. Default: no.
    pub email_required: bool,
    /// Where the pictures lie that an image field names. Default: none, they are not looked for.
    pub pictures: Option<Arc<PictureFolder>>,
}

/// The rows of a sheet with what was found in them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    pub rows: Vec<CheckedRow>,
    /// What the sheet has columns for.
    pub fields: BTreeSet<Field>,
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
    let (mut plan, _, questions) = plan_for(sheet, mapping, options);
    plan.look_for_numbers(sheet.rows.len(), |row, column| match sheet.rows.get(row) {
        Some(row) => row.cell(column).text(),
        None => Cow::Borrowed(""),
    });
    let mut duplicates = Duplicates::default();
    let mut rows: Vec<CheckedRow> = Vec::with_capacity(sheet.rows.len());
    for (row, at) in sheet.rows.iter().zip(0..) {
        let checked = plan.check(row);
        if let Some(key) = LikelyKey::of(&checked.recipient) {
            let recipient = |row: u32| rows.get(row as usize).map_or(&checked.recipient, |row| &row.recipient);
            duplicates.add(key, at, |row| SameKey::of(recipient(row)));
        }
        rows.push(checked.into_row(sheet, row));
    }
    let number = |row: u32| sheet.rows.get(row as usize).map_or(0, |row| row.number);
    for (row, at) in rows.iter_mut().zip(0..) {
        let twin = LikelyKey::of(&row.recipient).and_then(|key| duplicates.finding(key, at, number));
        row.problems.extend(twin.map(|finding| finding.problem));
    }
    Checked {
        rows,
        fields: mapping.fields.iter().flatten().cloned().collect(),
        problems: questions.into_iter().map(|finding| finding.problem).collect(),
    }
}

/// The plan for a sheet with the orders of its dates, what its columns tell of them, and what they leave open.
pub(super) fn plan_for(
    sheet: &Sheet,
    mapping: &Mapping,
    options: &CheckOptions,
) -> (Plan, Vec<(usize, Evidence)>, Vec<Finding>) {
    let mut plan = Plan::new(sheet, mapping, options);
    let mut evidence = Vec::new();
    for column in plan.date_columns() {
        let mut found = Evidence::default();
        for (row, at) in sheet.rows.iter().zip(0..) {
            found.add(at, sign(row.cell(column)));
        }
        plan.set_order(column, &found);
        evidence.push((column, found));
    }
    let questions = evidence
        .iter()
        .filter_map(|(column, evidence)| plan.question(sheet, *column, evidence))
        .collect();
    (plan, evidence, questions)
}

impl RowCheck {
    /// The checked row, without the fixes.
    pub(super) fn into_row(self, sheet: &Sheet, row: &Row) -> CheckedRow {
        CheckedRow {
            row: row.number,
            cells: (0..sheet.columns.len())
                .map(|column| row.cell(column).text().into_owned())
                .collect(),
            recipient: self.recipient,
            issue_date: self.issue_date,
            expiry_date: self.expiry_date,
            problems: self.findings.into_iter().map(|finding| finding.problem).collect(),
        }
    }
}

impl CheckedRow {
    /// Whether an error keeps the row from making a credential.
    pub fn waits(&self) -> bool {
        self.problems.iter().any(Problem::is_error)
    }
}

#[cfg(test)]
mod tests;
