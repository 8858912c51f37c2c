//! The data that fill the fields: rows of recipients, the one that is shown, and how all of them fit.

use std::path::PathBuf;
use std::sync::Arc;

use crate::compose::Kit;
use crate::model::{Design, FieldName};
use crate::studio::rows::{Kind, Partial, Report, Rows, Survey};

/// Rows that are attached to the design while it is worked on.
#[derive(Clone, Debug, Default)]
pub struct Data {
    /// Whose they are: a group's title or a file's name; empty when nothing is attached.
    pub of: String,
    pub rows: Rows,
    /// The fields of which some row has a value.
    pub fields: Vec<FieldName>,
    pub pictures: RowPictures,
    /// The row that is shown, from 0.
    pub at: usize,
    /// Who speaks this language is shown what is read, whatever the row says: so it was chosen by hand, or words of it were
    /// edited when the row came. It holds until the next row.
    pub speaks: Option<String>,
    /// Whether rows are being read.
    pub reading: bool,
    /// How they fit, as it was found last.
    pub fit: Option<Arc<Fit>>,
    /// What is known of it while it is being found.
    pub partial: Option<Arc<Partial>>,
    /// Of what is being surveyed.
    pub surveying: Option<(Arc<Design>, Arc<Kit>)>,
    /// What was looked for before it was known how they fit: it is shown then.
    pub awaited: Option<Kind>,
    /// What was looked for last, and the place in what was found.
    pub found: Option<(Kind, usize)>,
    /// Whether the places of all texts are shown.
    pub heat: bool,
}

/// The pictures that the rows of a spreadsheet name, which are read when a row is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowPictures {
    /// That of the spreadsheet, from which the rows name them.
    pub folder: PathBuf,
    /// The fields in which they stand.
    pub fields: Vec<FieldName>,
}

/// How all rows fit a design.
#[derive(Debug)]
pub struct Fit {
    pub survey: Survey,
    pub report: Report,
    pub of: Arc<Design>,
    pub kit: Arc<Kit>,
}

impl Data {
    pub fn is_attached(&self) -> bool {
        !self.rows.is_empty()
    }

    /// How a row is called here and everywhere else: by its line in the spreadsheet, else by its place among the
    /// recipients.
    pub fn called(&self, at: usize) -> String {
        match self.rows.get(at).and_then(|row| row.line) {
            Some(line) => format!("Row {line}"),
            None => format!("Recipient {}", at + 1),
        }
    }
}
