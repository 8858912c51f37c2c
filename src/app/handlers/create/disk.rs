//! A sheet that another program changes or removes while its rows are worked on.

use std::path::Path;

use super::super::super::jobs::create::Answer;
use super::super::super::jobs::create::disk::{self, Looked};
use super::super::super::jobs::create::open::{Earlier, Order};
use super::super::super::jobs::{Job, Slot};
use super::super::super::route::Route;
use super::super::super::state::create::disk::Standing;
use super::super::super::state::create::{Lock, Source};
use super::super::Work;
use super::{rows, source};
use crate::import::Table;

/// Looks whether the file still is what was read, while it is worked on; for people of a form, whether their pictures are.
pub(in super::super) fn look(work: &mut Work<'_>) {
    let create = &work.state.create;
    let shown = matches!(work.state.route.now(), Route::Create { .. });
    let Some(import) = create.import.as_ref().filter(|_| shown && create.reading.is_none()) else {
        return;
    };
    let Some(path) = import.source.path.clone() else {
        return look_for_pictures(work);
    };
    let (bytes, before) = (import.source.bytes.clone(), import.source.disk.stamp);
    let pictures = import.table.options().pictures.clone();
    work.jobs.start(Job::quiet().slot(Slot::SheetFile), move |progress| {
        let (stamp, standing) = disk::look(&path, &bytes, before, progress)?;
        let new_pictures = pictures.is_some_and(|folder| folder.has_news());
        let looked = Looked {
            stamp,
            standing,
            new_pictures,
        };
        Ok(Answer::FileLooked(path, looked).into())
    });
}

/// Looks whether a picture that was missed or could not be read is another one by now.
fn look_for_pictures(work: &mut Work<'_>) {
    let import = work.state.create.import.as_ref();
    let Some(folder) = import.and_then(|import| import.table.options().pictures.clone()) else {
        return;
    };
    work.jobs.start(Job::quiet().slot(Slot::SheetFile), move |_| {
        Ok(Answer::PicturesLooked(folder.has_news()).into())
    });
}

pub(super) fn pictures_looked(work: &mut Work<'_>, has_news: bool) {
    let import = work.state.create.import.as_ref();
    if has_news && import.is_some_and(|import| import.refused().is_none()) {
        rows::alter(work, Table::look_for_pictures);
    }
}

fn source_of<'a>(work: &'a mut Work<'_>) -> Option<&'a mut Source> {
    work.state.create.import.as_mut().map(|import| &mut import.source)
}

pub(super) fn looked(work: &mut Work<'_>, path: &Path, looked: Looked) {
    let Some(source) = source_of(work).filter(|source| source.path.as_deref() == Some(path)) else {
        return;
    };
    source.disk.take(looked.stamp, looked.standing);
    pictures_looked(work, looked.new_pictures);
}

/// Reads it again; what was corrected goes with its rows, wherever they are now.
pub(super) fn read_again(work: &mut Work<'_>) {
    let path = source_of(work).and_then(|source| source.path.clone());
    let Some(path) = path.filter(|_| source::lock(work, Lock::Reading)) else {
        return;
    };
    let import = work.state.create.import.as_ref();
    let order = import.and_then(|import| {
        let told = source::told(&work.state.create, import).clone();
        Some(Order {
            earlier: Earlier::Version {
                before: import.table.clone(),
                more: Vec::new(),
            },
            wishes: import.compare.wishes.clone(),
            ..source::order(work, told, Vec::new())?
        })
    });
    source::start(work, path, order);
}

/// Goes on with what was read, until the file changes once more.
pub(super) fn keep(work: &mut Work<'_>) {
    if let Some(source) = source_of(work) {
        source.disk.standing = Standing::Same;
    }
}
