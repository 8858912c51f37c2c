//! Commands of making credentials: group, recipients, check, generate.

use std::path::PathBuf;

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::issue::{Decision, Undo};
use crate::model::{Date, GroupId};

use super::super::route::{CreateStep, Route};
use super::super::state::create::compare::Kind;
use super::super::state::create::draft::{Draft, DraftId};
use super::super::state::create::rows::Filter;
use super::super::state::create::{DateOrder, Import, Pick, Way};
use super::super::widgets::icons;
use super::{Listed, ctrl, in_workspace};

/// What is done there.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Begins anew, or shows what was begun.
    Begin,
    SearchGroups(String),
    ChooseGroup(GroupId),
    Step(CreateStep),
    /// Goes to the step before this one, or from the first to where it was begun.
    StepBack,
    ChooseWay(Way),
    TypePath(String),
    /// Asks for a spreadsheet with the system's dialog.
    Browse,
    /// Opens the file of the path field.
    OpenPath,
    /// A file was dropped on the window, or named when the program was started.
    Dropped(PathBuf),
    CancelReading,
    /// Asks where the template of the group is written.
    SaveTemplate,
    /// Looks whether the file still is what was read.
    LookAtFile,
    /// Reads the file that was changed, with the corrections where they fit.
    ReadChanged,
    /// Goes on with what was read of it.
    KeepRead,
    /// Reads the file again in another way.
    Read(Reading),
    /// Reads another sheet of the workbook in which none was found that is a list, by its place.
    ReadSheet(usize),
    /// Adds a field for a column that no field takes to the group.
    AddField(usize),
    /// What a column holds, by its place among what columns may hold; nothing leaves it out.
    Map {
        column: usize,
        choice: Option<usize>,
    },
    FamilyFirst(bool),
    /// Shows a column in the step of the columns, with what is asked about it.
    SeekColumn(usize),
    /// What stands first in dates whose column does not tell.
    DatesFirst(DateOrder),
    /// What stands first in the dates of a column, whatever few of them tell.
    ColumnDatesFirst(usize, DateOrder),
    /// The cell at a row and a column of the sheet.
    Select(usize, usize),
    /// Chooses no cell any more, or, where none is chosen, shows all rows.
    ClearRows,
    /// Begins to type into the chosen cell; with a text instead of what is there.
    StartTyping(Option<String>),
    TypeCell(String),
    /// Writes what was typed and goes on from there by rows and columns.
    CommitCell {
        down: isize,
        right: isize,
    },
    LeaveCell,
    /// Asks for the picture that a cell names.
    BrowsePicture {
        row: usize,
        column: usize,
    },
    /// A fix of a row, by its places among the findings and their fixes.
    ApplyFix {
        row: usize,
        finding: usize,
        fix: usize,
    },
    /// All fixes of a kind: of one kind of problems, and in one column, where these are named.
    FixAll {
        kind: String,
        code: Option<String>,
        column: Option<usize>,
    },
    /// An answer to what whole columns leave open.
    Answer {
        question: usize,
        fix: usize,
    },
    /// What is done with a row whose recipient has a credential already, by the kind of the fix.
    Decide {
        row: usize,
        kind: &'static str,
    },
    /// Accepts the warnings of a kind in a row, or in all rows; or takes that back.
    Accept {
        row: Option<usize>,
        code: String,
        yes: bool,
    },
    LeaveOut {
        row: usize,
        yes: bool,
    },
    Undo,
    Redo,
    /// Takes back the last change of the rows, whatever is shown.
    UndoRows,
    Filter(Filter),
    NextProblem,
    IssueDate(String, Option<Date>),
    ExpiryDate(String, Option<Date>),
    Show(Pick),
    /// The badge, or the certificate.
    ShowBadge(bool),
    Compare(Comparing),
    /// With `true` also when the same was made before.
    Generate(bool),
    StopGenerating,
    /// The widths of the columns of the rows, in points.
    SizeColumns(Vec<f32>),
    /// What a row of the form has of a field, by its name.
    FormCell {
        row: usize,
        field: String,
        text: String,
    },
    /// A block for the form, from a row and a field on.
    /// Takes back what was done last to the form, or does it again.
    FormStep {
        back: bool,
    },
    PasteForm {
        row: usize,
        field: String,
        text: String,
    },
    RemoveFormRow(usize),
    /// Asks for the picture of a person in the form.
    BrowseFormPicture {
        row: usize,
        field: String,
    },
    /// Checks what was typed into the form.
    UseForm,
    /// Shows what was typed into the form and not checked yet.
    GoOnWithForm,
    /// Goes on with what was put aside.
    Resume(DraftId),
    /// Gives up what was begun.
    Discard,
    /// Gives up what is typed into the form, beside a list that stays.
    DiscardForm,
    /// Gives up what was put aside.
    DiscardAside(DraftId),
    /// Takes back that this was given up, and goes on with it.
    Restore(Box<Draft>),
    /// Takes back that this was given up, which was put aside.
    PutBack(Box<Draft>),
}

/// Another way to read the file; nothing lets the file tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    Sheet(Option<String>),
    Encoding(Option<String>),
    HeaderRow(Option<u32>),
    /// By the file alone, without what was chosen for earlier sheets.
    Anew,
}

/// What is done with a sheet that is compared with what is there.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparing {
    /// Compares it, or makes new credentials of its rows instead.
    Want(bool),
    Filter(Option<Kind>),
    /// Looks at the line at a place.
    Look(usize),
    /// Leaves a row as it is, or takes it in again; all that are shown without one.
    Leave {
        row: Option<u32>,
        yes: bool,
    },
    /// Whom a row is about; nothing asks again.
    Decide {
        row: u32,
        decision: Option<Decision>,
    },
    /// Keeps the digits that are lost in a row, or in all rows.
    KeepDigits(Option<u32>),
    /// The custom field by which people are known.
    KnownBy(String),
    Reason(String),
    Apply,
    /// Takes back what was carried out.
    TakeBack(Box<Undo>),
}

impl From<Comparing> for super::Command {
    fn from(command: Comparing) -> super::Command {
        Command::Compare(command).into()
    }
}

impl From<Command> for super::Command {
    fn from(command: Command) -> super::Command {
        super::Command::Create(command)
    }
}

/// The same, while the rows can be changed.
fn changing(state: &super::State) -> Result<(), &'static str> {
    checking(state)?;
    let refused = state.create.import.as_ref().and_then(Import::refused);
    refused.map_or(Ok(()), Err)
}

fn checking(state: &super::State) -> Result<(), &'static str> {
    match state.route.now() {
        Route::Create {
            step: CreateStep::Check | CreateStep::Compare,
            ..
        } if state.create.import.is_some() => Ok(()),
        _ => Err("Open the rows of a spreadsheet first"),
    }
}

fn in_rows(state: &super::State) -> Result<(), &'static str> {
    match state.route.now() {
        Route::Create {
            step: CreateStep::Compare,
            ..
        } => Err("Go back to the rows first"),
        _ => checking(state),
    }
}

/// The commands that act on the rows.
pub const OF_ROWS: [&str; 3] = ["create-undo", "create-redo", "create-next-problem"];

pub const LISTED: &[Listed] = &[
    Listed {
        id: "create",
        label: "Create credentials",
        icon: icons::ADD,
        shortcut: ctrl(Key::N),
        command: || Command::Begin.into(),
        enabled: in_workspace,
    },
    // Their keys act on the table of rows alone, while it is shown and no cell is typed.
    Listed {
        id: "create-undo",
        label: "Undo the last correction of a row",
        icon: icons::UNDO,
        shortcut: ctrl(Key::Z),
        command: || Command::Undo.into(),
        enabled: changing,
    },
    Listed {
        id: "create-redo",
        label: "Redo the last correction of a row",
        icon: icons::REDO,
        shortcut: ctrl(Key::Y),
        command: || Command::Redo.into(),
        enabled: changing,
    },
    Listed {
        id: "create-next-problem",
        label: "Go to the next problem of the rows",
        icon: icons::WARNING,
        shortcut: Some(KeyboardShortcut::new(Modifiers::NONE, Key::F8)),
        command: || Command::NextProblem.into(),
        enabled: in_rows,
    },
];
