//! The pictures of a form's people: copied into the workspace, where they stay what they were when they were chosen.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diag::{Problem, Result};
use crate::files::write_with_folder;
use crate::issue::{self, Desk};
use crate::model::{Batch, BatchState, BlobId, FieldKind, Group};
use crate::progress::Progress;

use super::super::super::state::create::draft::Draft;
use super::super::super::state::create::form::{Form, field_of};
use super::super::super::state::path::typed_path;
use super::super::dialogs::is_picture;

/// Where the pictures of a form lie, which its rows name by their files.
pub fn folder(desk: &Desk, form: &Form) -> PathBuf {
    pictures(desk).join(name_of(form.key()))
}

/// Where the pictures of all forms lie.
fn pictures(desk: &Desk) -> PathBuf {
    desk.store.dir().join("drafts/pictures")
}

/// How the folder is called for a form that makes the batch with this name.
fn name_of(key: Option<BlobId>) -> String {
    key.map_or_else(|| "form".to_owned(), |key| key.to_string())
}

/// Has the pictures of a form under the name that it gets for another batch, too: who waits in that is gone on with from
/// there.
///
/// # Errors
/// A picture cannot be copied.
pub fn follow(desk: &Desk, former: Option<BlobId>, key: BlobId) -> Result<()> {
    let [from, to] = [former, Some(key)].map(|key| pictures(desk).join(name_of(key)));
    if from == to {
        return Ok(());
    }
    for picture in entries(&from) {
        copy(&picture, &to)?;
    }
    Ok(())
}

/// Removes the pictures that neither a form that is not finished names nor somebody in a batch still needs. This is for the
/// opening of a workspace, before a form is gone on with: later on, what was given up can be brought back with its pictures.
///
/// # Errors
/// It cannot be read what batches need.
pub fn tidy(desk: &Desk, drafts: &[Draft]) -> Result<()> {
    let batches = desk.store.batches()?;
    let goes_on = |batch: &&Batch| batch.state == BatchState::Open || !batch.waiting.is_empty();
    let of_batches: HashSet<String> = (batches.iter().filter(goes_on))
        .map(|batch| name_of(Some(batch.key)))
        .collect();
    for folder in entries(&pictures(desk)) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if of_batches.contains(&name) {
            continue;
        }
        let of_folder = drafts.iter().filter(|draft| name_of(draft.form_key) == name);
        let rows = of_folder.flat_map(|draft| &draft.form);
        let named: HashSet<&str> = rows.flat_map(|row| row.iter()).map(|cell| cell.trim()).collect();
        let is_named = |picture: &Path| {
            picture
                .file_name()
                .is_some_and(|name| named.contains(&*name.to_string_lossy()))
        };
        for picture in entries(&folder).filter(|picture| !is_named(picture)) {
            // Where it stays, it is only in nobody's way.
            drop(fs::remove_file(picture));
        }
        // That of a form that names pictures is not empty, and stays.
        drop(fs::remove_dir(folder));
    }
    Ok(())
}

/// What is in a folder; nothing where there is none.
fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path())
}

/// Copies the pictures that are named by their full paths, and names the copies in their places. What is not there, or
/// cannot be read, stays as it is, and is said where the rows are checked: whoever puts it right on the disk need not choose
/// it anew.
///
/// # Errors
/// A picture that is there cannot be copied; the work was cancelled.
pub fn take(desk: &Desk, form: &Form, group: &Group, progress: &Progress) -> Result<Form> {
    let folder = folder(desk, form);
    let mut taken = form.clone();
    let (cells, paths): (Vec<_>, Vec<_>) = named(form, group).unzip();
    if paths.is_empty() {
        return Ok(taken);
    }
    let are_readable = issue::readable(&paths, progress)?;
    for (((row, field), path), is_readable) in cells.into_iter().zip(&paths).zip(are_readable) {
        progress.check()?;
        if is_readable {
            taken.set(row, &field, copy(path, &folder)?);
        }
    }
    Ok(taken)
}

/// The cells that name a picture by its full path, with that.
fn named<'a>(form: &'a Form, group: &'a Group) -> impl Iterator<Item = ((usize, String), PathBuf)> {
    let pictures = group.fields.iter().filter(|field| field.kind == FieldKind::Image);
    pictures.map(field_of).flat_map(move |field| {
        let of_row = move |row| Some(((row, field.clone()), full_path(form.cell(row, &field))?));
        form.filled_rows().filter_map(of_row)
    })
}

/// The full path of a picture that is there: as it was typed, or copied from another program.
fn full_path(text: &str) -> Option<PathBuf> {
    let path = typed_path(text);
    (path.is_absolute() && is_picture(&path) && path.is_file()).then_some(path)
}

/// Copies a picture under its own name, with a number where another one has it.
fn copy(path: &Path, folder: &Path) -> Result<String> {
    let failed = |error: std::io::Error| Problem::io("copy the picture", path, &error);
    let bytes = fs::read(path).map_err(failed)?;
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (part(path.file_stem()), part(path.extension()));
    let names = (1..).map(|at: u32| match at {
        1 => format!("{stem}.{ending}"),
        at => format!("{stem} {at}.{ending}"),
    });
    for name in names {
        let copy = folder.join(&name);
        match fs::read(&copy) {
            Ok(there) if there == bytes => return Ok(name),
            Ok(_) => {}
            Err(_) => {
                write_with_folder(&copy, &bytes).map_err(failed)?;
                return Ok(name);
            }
        }
    }
    Err(Problem::unexpected("picture-names", "There is no name for the picture").into())
}
