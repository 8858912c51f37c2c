//! Pictures of one credential: chosen, typed as a path, or dropped on its page.

use std::path::PathBuf;

use crate::model::{BlobId, CredentialId, FieldName};

use super::super::super::jobs::dialogs::{Ask, AskKind};
use super::super::super::jobs::review::{self, Answer};
use super::super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::super::super::route::Route;
use super::super::super::state::review::EditKind;
use super::super::Work;

/// How the names of pictures end that fields take.
const ENDINGS: [&str; 4] = ["png", "jpg", "jpeg", "webp"];

/// Asks for the file of a picture.
pub(super) fn browse(work: &mut Work<'_>, field: FieldName) {
    let Some(id) = work.state.review.one.id else { return };
    let ask = Ask {
        title: "Choose a picture".to_owned(),
        kind: AskKind::File {
            what: "Pictures".to_owned(),
            endings: ENDINGS.map(str::to_owned).to_vec(),
        },
        folder: None,
    };
    let dialogs = work.surroundings.dialogs.clone();
    let job = Job::quiet()
        .slot(Slot::Dialog)
        .on_failure(|problems| AnyAnswer::Review(Answer::Failed(problems)));
    work.jobs.start(job, move |_| {
        let path = dialogs.ask(&ask)?;
        Ok(AnyAnswer::Review(Answer::PictureChosen(id, field, path)))
    });
}

pub(super) fn chosen(work: &mut Work<'_>, id: CredentialId, field: FieldName, path: Option<PathBuf>) {
    // Another one may be looked at by now.
    if let Some(path) = path.filter(|_| work.state.review.one.id == Some(id)) {
        take(work, field, path);
    }
}

/// Reads a picture from its file; it is in its field when the workspace has it.
pub(super) fn take(work: &mut Work<'_>, field: FieldName, path: PathBuf) {
    let (Some(desk), Some(id)) = (work.desk.clone(), work.state.review.one.id) else {
        return;
    };
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Review(Answer::Failed(problems)));
    work.jobs
        .start(job, move |_| review::keep_picture(&desk, id, field, &path));
}

pub(super) fn kept(work: &mut Work<'_>, id: CredentialId, field: &FieldName, blob: BlobId) {
    if work.state.review.one.id == Some(id) {
        work.state.review.one.path = None;
        super::edit(work, field, blob.to_string());
    }
}

/// A file was dropped on the page of a credential that has pictures. Whether it was one, which is then put into the first
/// of these fields that is empty, or into the only one there is.
pub(in super::super::super) fn dropped(work: &mut Work<'_>, paths: &[PathBuf]) -> bool {
    let is_picture = |path: &PathBuf| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
    };
    let ([path], Route::ReviewOne { .. }) = (paths, work.state.route.now()) else {
        return false;
    };
    let fields = &work.state.review.one.fields;
    let fields: Vec<_> = fields.iter().filter(|field| field.kind == EditKind::Picture).collect();
    if !is_picture(path) || fields.is_empty() || work.state.only_reading().is_some() {
        return false;
    }
    let field = match fields.as_slice() {
        [only] => Some(only),
        several => several.iter().find(|field| field.text.is_empty()),
    };
    match field.map(|field| field.name.clone()) {
        Some(field) => take(work, field, path.clone()),
        None => {
            let text = "This credential has all its pictures. Choose the file at the one that it replaces.";
            work.state.toasts.wrong(text);
        }
    }
    true
}
