//! Work of making credentials on threads: reading sheets, checking rows, drawing samples, generating.

mod columns;
pub mod compare;
pub mod disk;
pub mod drafts;
pub mod form_pictures;
pub mod make;
pub mod open;
pub mod recipe;
pub mod sample;
pub mod template;

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::diag::Problems;
use crate::import::{Change, Table};
use crate::issue::{Generated, Undone, Updated};
use crate::model::{BlobId, Group};

use super::super::state::create::Rowset;
use super::super::state::create::compare::Compared;
use super::super::state::create::draft::Draft;
use super::super::state::create::duplicates::There;
use super::super::state::create::failed::Failed;

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    /// A sheet was read and its rows were checked.
    Opened(Box<open::Opened>),
    OpenFailed(Failed),
    /// How the file with this path stands.
    FileLooked(PathBuf, disk::Looked),
    /// Whether a picture that people of a form name is another one than it was.
    PicturesLooked(bool),
    /// The group got a field; the change maps its column to it.
    FieldAdded(Box<Group>, Change),
    FieldFailed(Problems),
    /// What the dialog for the picture of a person in the form said, by the number of the person.
    PictureChosen(u32, String, Option<PathBuf>),
    /// The same for a cell of the rows, by its row and column.
    CellPictureChosen(Rowset, (usize, usize), Option<PathBuf>),
    /// What the dialog for a spreadsheet said.
    Chosen(Option<PathBuf>),
    DialogFailed(Problems),
    /// The template was written there, or nowhere.
    TemplateWritten(Option<PathBuf>),
    TemplateFailed(Problems),
    /// The table was changed.
    Altered(Box<Table>),
    AlterFailed(Problems),
    /// The pictures that rows name were read.
    PicturesRead,
    There(Box<Found>),
    ThereFailed(Problems),
    Sample(Box<sample::Drawn>),
    SampleFailed(Problems),
    Fit(sample::Fits),
    FitFailed(Problems),
    Made(Box<Generated>),
    MakeFailed(Problems),
    /// A comparison was carried out.
    Applied(Box<Updated>),
    /// It was taken back.
    TakenBack(Undone),
    TakeBackFailed(Problems),
    /// The rows that were made of the form whose batch has this name.
    MadeOf(BlobId, BTreeSet<u32>),
    NotSettled(Problems),
    /// What was left, and why pictures that nothing needs could not be told from others.
    DraftsFound(Vec<Draft>, Option<Problems>),
    DraftKept(Option<Problems>),
}

/// Who is in the group already.
#[derive(Debug)]
pub struct Found {
    /// Of the table whose rows were looked for.
    pub revision: u64,
    pub there: There,
    /// What the sheet changes, where it is compared with what is there.
    pub compared: Option<Compared>,
    /// The same table with what is to be said of them, where it is something else than before.
    pub remarked: Option<Table>,
}

impl From<Answer> for super::Answer {
    fn from(answer: Answer) -> super::Answer {
        super::Answer::Create(answer)
    }
}
