//! Real values in the design: the rows of a batch, and how all of them fit at once.
//!
//! A [`Survey`] sets every text of a design with the values of every row and keeps what it found, element by element.
//! Rows that give an element the same values are set once, and an element that only moved is not set again; so a survey
//! of ten thousand rows is made once and then follows the designer's changes. It answers which rows are the longest,
//! the widest, from right to left or incomplete, where the texts of all rows lie, and which rows do not fit.

mod find;
mod survey;

use std::sync::Arc;

use crate::model::{FieldName, Fields, Value};

pub use find::{Kind, MOST_TOLD, Partial, Report, RowFit};
pub use survey::Survey;

/// The rows of a batch, which a job and the window share.
#[derive(Clone, Debug, Default)]
pub struct Rows(Arc<[Row]>);

/// The values of one recipient.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What the data bar says, such as the recipient's name.
    pub label: String,
    /// Where it stands in its spreadsheet, as that numbers its lines; `None` when it comes from none.
    pub line: Option<u32>,
    pub fields: Fields,
}

impl Rows {
    pub fn new(rows: Vec<Row>) -> Rows {
        Rows(Arc::from(rows))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn get(&self, index: usize) -> Option<&Row> {
        self.0.get(index)
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Row> {
        self.0.iter()
    }

    /// The first of these fields that holds a picture in some row.
    pub fn picture_field(&self, fields: &[FieldName]) -> Option<FieldName> {
        let holds = |field: &&FieldName| {
            self.iter()
                .any(|row| matches!(row.fields.get(field), Some(Value::Image(_))))
        };
        fields.iter().find(holds).cloned()
    }

    /// Whether these are the very same rows.
    fn is_same(&self, other: &Rows) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

#[cfg(test)]
mod tests;
