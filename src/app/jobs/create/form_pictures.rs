//! The pictures of a form's people: copied into the workspace, where they stay what they were when they were chosen.

use std::path::{Path, PathBuf};

use crate::diag::{Problem, Result};
use crate::files::write_quickly;
use crate::issue::Desk;
use crate::model::{FieldKind, Group};
use crate::progress::Progress;

use super::super::super::state::create::form::{Form, field_of};

/// How the names of pictures end.
pub const ENDINGS: [&str; 4] = ["png", "jpg", "jpeg", "webp"];

/// Whether a file is a picture by its name.
pub fn is_picture(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// Where the pictures of a form lie, which its rows name by their files.
pub fn folder(desk: &Desk, form: &Form) -> PathBuf {
    let of_form = form.key().map_or_else(|| "form".to_owned(), |key| key.to_string());
    desk.store.dir().join("drafts/pictures").join(of_form)
}

/// Copies the pictures that are named by their full paths, and names the copies in their places. What is not there stays
/// as it is, and is said where the rows are checked.
///
/// # Errors
/// A picture that is there cannot be copied; the work was cancelled.
pub fn take(desk: &Desk, form: &Form, group: &Group, progress: &Progress) -> Result<Form> {
    let folder = folder(desk, form);
    let mut taken = form.clone();
    let pictures = group.fields.iter().filter(|field| field.kind == FieldKind::Image);
    for field in pictures.map(field_of) {
        for row in form.filled_rows() {
            let Some(path) = full_path(form.cell(row, &field)) else {
                continue;
            };
            progress.check()?;
            let name = copy(&path, &folder)?;
            taken.set(row, &field, name);
        }
    }
    Ok(taken)
}

/// The full path of a picture that is there: as it was typed, or copied from another program.
fn full_path(text: &str) -> Option<PathBuf> {
    let text = text.trim().trim_matches(['"', '\'']);
    let path = PathBuf::from(text.strip_prefix("file://").unwrap_or(text));
    (path.is_absolute() && is_picture(&path) && path.is_file()).then_some(path)
}

/// Copies a picture under its own name, with a number where another one has it.
fn copy(path: &Path, folder: &Path) -> Result<String> {
    let failed = |error: std::io::Error| Problem::io("copy the picture", path, &error);
    let bytes = std::fs::read(path).map_err(failed)?;
    std::fs::create_dir_all(folder).map_err(failed)?;
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (part(path.file_stem()), part(path.extension()));
    let names = (1..).map(|at: u32| match at {
        1 => format!("{stem}.{ending}"),
        at => format!("{stem} {at}.{ending}"),
    });
    for name in names {
        let copy = folder.join(&name);
        match std::fs::read(&copy) {
            Ok(there) if there == bytes => return Ok(name),
            Ok(_) => {}
            Err(_) => {
                write_quickly(&copy, &bytes).map_err(failed)?;
                return Ok(name);
            }
        }
    }
    Err(Problem::unexpected("picture-names", "There is no name for the picture").into())
}
