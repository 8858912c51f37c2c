//! Spreadsheets in: read, map, check.
//!
//! ```text
//! file ─ read ─► Sheet ─ map ─► Mapping ─ check ─► rows, each with its recipient and its Problems
//! ```
//!
//! - [`read()`] finds out by content what a file is. Text is decoded and split here, workbooks are read in a child
//!   process ([`TASKS`]). What a cell means (a date, a number as it is shown, an error) is settled here.
//! - [`map()`] recognises the columns by their headings, in many languages, and says what it decided.
//! - [`check()`] makes a recipient of each row and finds what a row and its neighbours alone can tell.
//! - [`template()`] writes a spreadsheet to be filled in, and [`recognise()`] knows it again when it comes back.
//! - [`Table`] is the sheet while a person corrects it: with fixes, undo, and checks of only what a change touches.
//!
//! Nothing here knows a workspace, a design or a clock. What needs them (duplicates of earlier batches, text that does
//! not fit, letters that a font lacks) is found in `issue`.

mod check;
mod fold;
mod map;
mod pieces;
mod read;
mod report;
mod sheet;
mod table;
mod template;
#[cfg(test)]
pub(crate) mod testing;

pub use check::{
    CheckOptions, Checked, CheckedRow, DateOrder, FIX_KINDS, Finding, Fix, Offer, PictureFolder, Repair, Unread, check,
    check_email, check_recipient, offers, parse_value, plausible_email,
};
pub use map::{
    Field, MapOptions, Mapping, NamePart, Proposal, Reason, find_column, fingerprint, map, map_columns, propose_fields,
};
pub use pieces::Pieces;
pub use read::{MAX_FILE, ReadOptions, TASKS, encodings, read, sheets};
pub use report::{ReportRow, Written, is_report_heading, report_is_text, write_report, write_sheet};
pub use sheet::{
    Cell, Column, Encoding, Noticed, OtherSheet, Reading, Row, RowCount, Sheet, column_letters, sheet_label,
};
pub use table::{Change, Counts, Group, Mend, Table};
pub use template::{Identity, TemplateOptions, recognise, template};
