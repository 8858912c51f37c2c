//! Which column holds which field, and why.
//!
//! What a person says stands above all; then what was decided for an earlier sheet, then what a template of ours says of
//! itself, then the headings, in many languages ([`headings`]), and last what is in the cells ([`content`]). Every
//! decision has its [`Reason`], is said, and can be changed.

mod affixed;
mod content;
mod custom;
mod decide;
mod field;
mod fingerprint;
mod headings;
mod others;
mod propose;
mod say;

use std::fmt;

use crate::diag::{Result, Warned};
use crate::model::FieldDef;

use super::fold;
use super::sheet::Sheet;

use headings::Known;

pub use field::{Field, NamePart};
pub use fingerprint::fingerprint;
pub use propose::{Proposal, propose_fields};

/// The field of each column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// In the order of [`Sheet::columns`]; `None` for a column that is not used.
    pub fields: Vec<Option<Field>>,
    /// Why each column holds its field, or none; in the same order.
    pub reasons: Vec<Reason>,
    /// Whether the family name comes first when a name is joined from its parts and nothing about the row tells.
    pub family_first: bool,
    /// Whether the middle name stands between the family name and the given one, where the family name comes first.
    pub middle_between: bool,
}

/// Why a column holds its field, or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Nothing tells what it holds.
    #[default]
    Unknown,
    /// What is in its cells.
    Content,
    /// Its heading.
    Heading,
    /// The template that the sheet was made from.
    Template,
    /// The same was decided for an earlier sheet.
    Remembered,
    /// A person said so.
    Told,
}

impl Reason {
    /// The word for a file or another program.
    pub fn word(self) -> &'static str {
        match self {
            Reason::Unknown => "unknown",
            Reason::Content => "content",
            Reason::Heading => "heading",
            Reason::Template => "template",
            Reason::Remembered => "remembered",
            Reason::Told => "told",
        }
    }
}

impl fmt::Display for Reason {
    /// Completes “is used so …”.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::Unknown => "because nothing tells what it holds",
            Reason::Content => "because of what is in it",
            Reason::Heading => "because of its heading",
            Reason::Template => "as in the template",
            Reason::Remembered => "as for an earlier sheet",
            Reason::Told => "as you said",
        })
    }
}

impl Mapping {
    /// The place of the column that holds a field.
    pub fn column(&self, field: &Field) -> Option<usize> {
        self.fields.iter().position(|mapped| mapped.as_ref() == Some(field))
    }

    /// Why a column holds its field, or none.
    pub fn reason(&self, column: usize) -> Reason {
        self.reasons.get(column).copied().unwrap_or_default()
    }

    /// The mapping as pairs of column and field name (empty for an unused column), to be remembered for the next sheet.
    /// A column is named by its heading, or by its letter where several have the same.
    pub fn to_pairs(&self, sheet: &Sheet) -> Vec<(String, String)> {
        let columns = sheet.columns.iter().zip(&self.fields);
        columns
            .map(|(column, field)| {
                let field = field.as_ref().map_or_else(String::new, Field::to_string);
                let alike = sheet.columns.iter().filter(|other| {
                    other.title == column.title || fold::heading(&other.title) == fold::heading(&column.title)
                });
                let name = if alike.count() > 1 {
                    &column.letter
                } else {
                    column.name()
                };
                (name.to_owned(), field)
            })
            .collect()
    }
}

/// What is known about the columns before they are looked at. Pairs are of a column (its heading, or its letter) and a
/// field name; an empty field name or `-` leaves the column out.
#[derive(Clone, Copy, Debug, Default)]
pub struct MapOptions<'a> {
    /// The group's custom fields.
    pub fields: &'a [FieldDef],
    /// What a person says now.
    pub told: &'a [(String, String)],
    /// What was decided for an earlier sheet ([`Mapping::to_pairs`]); pairs that do not fit this one are passed over.
    pub remembered: &'a [(String, String)],
    /// What the template says that the sheet was made from; pairs that do not fit are passed over.
    pub template: &'a [(String, String)],
}

/// Whether a text is a heading that is recognised in some language.
pub(super) fn is_heading(title: &str) -> bool {
    variants(title).any(|variant| headings::known(&fold::heading(variant)).is_some())
}

/// Whether a text is a heading of e-mail addresses in some language.
pub(super) fn is_email(title: &str) -> bool {
    variants(title).any(|variant| headings::known(&fold::heading(variant)) == Some(Known::Email))
}

/// Whether a heading says that its column holds things, such as courses or companies.
pub(super) fn is_other(title: &str) -> bool {
    others::is_other(title)
}

/// What stands beside a label, where a list lies on its side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Name,
    Given,
    Family,
    Email,
    Date,
}

/// What a text is the label of.
pub(super) fn label(text: &str) -> Option<Label> {
    Some(match decide::known_as(text)? {
        Known::Name | Known::FullName => Label::Name,
        Known::Given => Label::Given,
        Known::Family | Known::FamilyFirst => Label::Family,
        Known::Email => Label::Email,
        Known::IssueDate | Known::ExpiryDate => Label::Date,
        _ => return None,
    })
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
        .flat_map(|text| [Some(text), without_item(text)])
        .flatten()
        .filter(|text| !text.trim().is_empty())
}

/// A heading without the number or the sign of its question before it, as forms write them: `1. Name`, `Q2 E-mail`,
/// `* Name`.
pub(super) fn without_item(title: &str) -> Option<&str> {
    let title = title.trim();
    let numbered = title
        .strip_prefix(['Q', 'q'])
        .filter(|rest| rest.starts_with(char::is_numeric));
    let numbered = numbered.unwrap_or(title);
    let is_sign = |c: char| c.is_numeric() || c.is_whitespace() || ".)(:-–#•▪●◦‣*．）、：".contains(c);
    let bare = numbered.trim_start_matches(is_sign);
    let before = numbered.get(..numbered.len() - bare.len())?;
    // “2nd surname” has no number before it, and the number in “2026 Date” is a year.
    let is_year = |number: &str| number.chars().count() > 3;
    let is_item = !before.ends_with(char::is_numeric) && !before.split(|c: char| !c.is_numeric()).any(is_year);
    (is_item && !before.is_empty() && !bare.is_empty()).then_some(bare)
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
    let options = MapOptions {
        fields,
        told: overrides,
        remembered,
        template: &[],
    };
    let Warned { value, problems } = map_columns(sheet, &options);
    problems.into_result(value)
}

/// The place of a column by its heading or its letter.
///
/// # Errors
/// There is no such column; the problem names those that there are.
pub fn find_column(sheet: &Sheet, column: &str) -> Result<usize> {
    Ok(decide::find_column(sheet, column).ok_or_else(|| say::no_such_column(sheet, column))?)
}

/// Decides which column holds which field, as far as it goes: with errors among the problems where [`map()`] fails, so
/// that what was decided can be shown and completed.
pub fn map_columns(sheet: &Sheet, options: &MapOptions<'_>) -> Warned<Mapping> {
    decide::decide(sheet, options)
}

#[cfg(test)]
mod tests;
