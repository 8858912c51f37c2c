//! Pictures of one credential: chosen, typed as a path, or dropped on its page; under review, or in the dialog that
//! corrects what is published.

use std::path::PathBuf;

use crate::model::{BlobId, CredentialId, FieldName};

use super::super::super::command::review::PictureAct;
use super::super::super::jobs::dialogs::{Ask, is_picture};
use super::super::super::jobs::review::{self, Answer};
use super::super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::super::super::route::Route;
use super::super::super::state::credential::Question;
use super::super::super::state::review::{EditField, EditKind, TypedPath};
use super::super::Work;

pub(super) fn act(work: &mut Work<'_>, field: FieldName, act: PictureAct) {
    match act {
        PictureAct::TakeOut => put(work, &field, String::new()),
        PictureAct::Type(path) => set_path(work, Some((field, path))),
        PictureAct::Browse => browse(work, field),
        PictureAct::Take(path) => take(work, field, path),
    }
}

/// The credential of which pictures can be changed where one is, and its fields.
fn subject<'a>(work: &'a Work<'_>) -> Option<(CredentialId, &'a [EditField])> {
    match (work.state.route.now(), &work.state.credential.asked) {
        (Route::Credential(id), Some(question)) => Some((*id, &question.fields)),
        (Route::ReviewOne { .. }, _) => Some((work.state.review.one.id?, &work.state.review.one.fields)),
        _ => None,
    }
}

fn is_subject(work: &Work<'_>, id: CredentialId) -> bool {
    subject(work).is_some_and(|(subject, _)| subject == id)
}

/// The dialog of a correction, where that is open.
fn correction<'a>(work: &'a mut Work<'_>) -> Option<&'a mut Question> {
    let is_there = matches!(work.state.route.now(), Route::Credential(_));
    work.state.credential.asked.as_mut().filter(|_| is_there)
}

fn set_path(work: &mut Work<'_>, path: TypedPath) {
    match correction(work) {
        Some(question) => question.path = path,
        None => work.state.review.one.path = path,
    }
}

/// Puts a picture into its field by its name in the workspace, or takes it out.
fn put(work: &mut Work<'_>, field: &FieldName, text: String) {
    set_path(work, None);
    let Some(question) = correction(work) else {
        super::edit(work, field, text);
        return;
    };
    let fields = question.fields.iter_mut();
    fields
        .filter(|edited| edited.name == *field)
        .for_each(|edited| edited.text.clone_from(&text));
}

/// Asks for the file of a picture.
fn browse(work: &mut Work<'_>, field: FieldName) {
    let Some((id, _)) = subject(work) else { return };
    let ask = Ask::picture(None);
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
    if let Some(path) = path.filter(|_| is_subject(work, id)) {
        take(work, field, path);
    }
}

/// Reads a picture from its file; it is in its field when the workspace has it.
fn take(work: &mut Work<'_>, field: FieldName, path: PathBuf) {
    let (Some(desk), Some((id, _))) = (work.desk.clone(), subject(work)) else {
        return;
    };
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Review(Answer::Failed(problems)));
    work.jobs
        .start(job, move |_| review::keep_picture(&desk, id, field, &path));
}

pub(super) fn kept(work: &mut Work<'_>, id: CredentialId, field: &FieldName, blob: BlobId) {
    if is_subject(work, id) {
        put(work, field, blob.to_string());
    }
}

/// A file was dropped on the page of a credential that has pictures. Whether it was one, which is then put into the first
/// of these fields that is empty, or into the only one there is.
pub(in super::super::super) fn dropped(work: &mut Work<'_>, paths: &[PathBuf]) -> bool {
    let ([path], Some((_, fields))) = (paths, subject(work)) else {
        return false;
    };
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
