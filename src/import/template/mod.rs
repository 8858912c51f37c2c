//! A spreadsheet to be filled in: a column for every field of a group, and a returned one known again.
//!
//! What makes lists lose data is prevented where they are typed: every column is text, so that 00123 and 1E5 stay what
//! they are, dates are checked and lists offered ([`mod@write`]). A hidden sheet says which group it is for and which column
//! holds which field ([`recognise()`]); saved as CSV, which has no second sheet, it is mapped by its headings. The example
//! of a column stands in its note and on the sheet of instructions, never in a row, so that it cannot become a recipient.

mod columns;
mod recognise;
#[cfg(test)]
mod tests;
mod write;

use crate::diag::Result;
use crate::model::{Date, Group};

pub use recognise::{Identity, recognise};

/// The hidden sheet that says what the workbook is.
const HIDDEN_SHEET: &str = "_accolade";
/// The sheet that says how it is filled in.
const INSTRUCTIONS: &str = "Instructions";
/// What stands in its first cell.
const MARK: &str = "accolade template";
/// Counts up when the hidden sheet is laid out otherwise.
const VERSION: u32 = 1;

/// How a template is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateOptions {
    /// The day that the file says it was made on.
    pub made: Date,
    /// Given and family names in columns of their own instead of one for the full name.
    pub split_name: bool,
}

/// The bytes of an .xlsx for the recipients of a group.
///
/// # Errors
/// A field has more values than a spreadsheet has rows, or a text that is too long for one.
pub fn template(group: &Group, options: &TemplateOptions) -> Result<Vec<u8>> {
    write::workbook(group, &columns::of(group, options.split_name), options.made)
}
