//! Reading all of the pictures that rows name, while the rows are worked on: a damaged one is found before credentials are
//! made.

use super::super::super::jobs::create::Answer;
use super::super::super::jobs::{Job, Slot};
use super::super::super::route::{CreateStep, Route};
use super::super::super::settings::counted;
use super::super::super::state::create::Import;
use super::super::Work;
use super::{make, rows};
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
