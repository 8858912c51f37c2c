//! The pictures that rows name: chosen with the system's dialog or dropped, and all of them read while the rows are worked
//! on, as a damaged one is found before credentials are made.

use std::path::Path;

use super::super::super::jobs::create::Answer;
use super::super::super::jobs::dialogs::{Ask, is_picture};
use super::super::super::jobs::{Job, Slot};
use super::super::super::route::{CreateStep, Route};
use super::super::super::settings::counted;
use super::super::super::state::create::{Import, Rowset};
use super::super::Work;
use super::{group_of, make, rows};
use crate::import::Table;
use crate::issue;

/// Reads the pictures that were not read yet, in the place of those that are being read; then the rows say what is wrong
/// with them. Where the rows cannot be changed now, that is done when they can.
pub(super) fn read(work: &mut Work<'_>) {
    let is_free = |import: &&Import| import.refused().is_none();
    let import = work.state.create.import.as_ref().filter(is_free);
    let Some(folder) = import.and_then(|import| import.table.options().pictures.clone()) else {
        return;
    };
    let damaged = folder.damaged();
    if damaged > 0 {
        say(work, damaged);
        rows::alter(work, Table::look_for_pictures);
        make::entered_if_shown(work);
        return;
    }
    if folder.unread().is_empty() {
        return;
    }
    let job = Job::shown("Reading the pictures").slot(Slot::RowPictures);
    work.jobs.start(job, move |progress| {
        issue::read_pictures(&folder, progress)?;
        Ok(Answer::PicturesRead.into())
    });
}

/// Asks for the picture that a cell names.
pub(super) fn browse(work: &mut Work<'_>, row: usize, column: usize) {
    let Some(import) = work.state.create.import.as_ref() else {
        return;
    };
    let rows = import.rowset();
    let ask = Ask::picture(Some(import.source.folder().to_owned()));
    let dialogs = work.surroundings.dialogs.clone();
    let job = Job::quiet()
        .slot(Slot::Dialog)
        .on_failure(|problems| Answer::DialogFailed(problems).into());
    work.jobs.start(job, move |_| {
        Ok(Answer::CellPictureChosen(rows, (row, column), dialogs.ask(&ask)?).into())
    });
}

pub(super) fn chosen(work: &mut Work<'_>, rows: &Rowset, cell: (usize, usize), path: &Path) {
    // Other rows may be open by now.
    let import = work.state.create.import.as_ref();
    if import.is_some_and(|import| import.rowset() == *rows) {
        put(work, cell, path);
    }
}

/// Writes which picture it is into a cell.
fn put(work: &mut Work<'_>, (row, column): (usize, usize), path: &Path) {
    let create = &mut work.state.create;
    let Some(import) = create.import.as_ref() else { return };
    let text = import.source.name_of(path);
    if create.rows.cursor == Some((row, column)) {
        create.rows.typing = None;
    }
    rows::edit(work, row, column, text);
}

/// A picture was dropped on the rows: it is that of the row that is chosen. Whether these rows have pictures.
pub(super) fn dropped(work: &mut Work<'_>, path: &Path) -> bool {
    let step = match work.state.route.now() {
        Route::Create { step, .. } => *step,
        _ => return false,
    };
    let import = work.state.create.import_for(group_of(work));
    let is_here = step == CreateStep::Check && is_picture(path);
    let Some(import) = import.filter(|import| is_here && import.has_pictures()) else {
        return false;
    };
    let cursor = work
        .state
        .create
        .rows
        .cursor
        .filter(|(row, _)| !import.table.is_left_out(*row));
    let Some((cell, of_cell)) = cursor.and_then(|cursor| Some((cursor, cell_for(import, cursor)?))) else {
        let whom = if import.is_form() { "person" } else { "row" };
        let text = format!("Choose the {whom} that the picture belongs to, and drop it once more.");
        work.state.toasts.wrong(text);
        return true;
    };
    if let Some(reason) = import.refused() {
        work.state.toasts.wrong(reason);
        return true;
    }
    let text = format!("The picture is that of {}", import.row_name(cell.0).to_lowercase());
    put(work, of_cell, path);
    work.state.toasts.done(text);
    true
}

/// The cell of a picture in the row of another one: that one itself, else the first without a picture, else the first.
fn cell_for(import: &Import, (row, column): (usize, usize)) -> Option<(usize, usize)> {
    let pictures = || (0..import.columns.len()).filter(|column| import.is_picture(*column));
    let is_empty = |column: &usize| import.table.cell(row, *column).text().is_empty();
    let found = pictures()
        .find(|of| *of == column)
        .or_else(|| pictures().find(is_empty));
    Some((row, found.or_else(|| pictures().next())?))
}

/// Beyond the check nobody sees the rows, which were ready before.
fn say(work: &mut Work<'_>, damaged: usize) {
    let is_beyond = |route: &Route| {
        let Route::Create { step, .. } = route else {
            return false;
        };
        matches!(step, CreateStep::Generate | CreateStep::Compare)
    };
    if is_beyond(work.state.route.now()) {
        let pictures = counted(damaged as u64, "picture that rows name", "pictures that rows name");
        work.state
            .toasts
            .wrong(format!("{pictures} cannot be read. Look through the rows once more"));
    }
}
