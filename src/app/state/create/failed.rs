//! Why nothing came of a list, and what else in its file can be looked at.

use std::path::PathBuf;

use crate::diag::Problems;
use crate::import::OtherSheet;

/// What went wrong.
#[derive(Clone, Debug, Default)]
pub struct Failed {
    pub problems: Problems,
    /// The sheets of the workbook, where the one that was read is no list.
    pub sheets: Option<Sheets>,
}

/// Of which workbook another sheet can be read.
#[derive(Clone, Debug)]
pub struct Sheets {
    pub path: PathBuf,
    /// Which one was read, by its place among all.
    pub read: Option<usize>,
    pub all: Vec<OtherSheet>,
}

impl From<Problems> for Failed {
    fn from(problems: Problems) -> Failed {
        Failed { problems, sheets: None }
    }
}
