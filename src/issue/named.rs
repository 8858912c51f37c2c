//! The pictures that the rows of a sheet name by their files, which lie beside the sheet.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::diag::{Place, Problem, Problems, Result};
use crate::images::Picture;
use crate::import::{PictureFolder, Unread};
use crate::model::{BlobId, FieldKind, FieldName, Group, Recipient, Value};
use crate::progress::Progress;
use crate::store::Store;
use crate::worker::give_way;

/// Reads a picture that a row names, whose path begins at the folder of the sheet; the bytes are those of its file.
///
/// # Errors
/// It cannot be read, or is none; its name is said.
pub fn read_named(folder: &Path, name: &str) -> Result<(Picture, Vec<u8>)> {
    read(&folder.join(name)).map_err(|problems| called(problems, name))
}

/// Reads a picture from its file; the bytes are those of the file.
pub(super) fn read(path: &Path) -> Result<(Picture, Vec<u8>)> {
    let bytes = file(path)?;
    Ok((Picture::decode(&bytes)?, bytes))
}

/// By so many threads at most: a decoded picture may take a quarter of a gigabyte.
const READERS: usize = 4;

/// Reads all of the pictures that rows name, as far as it is not known yet whether that can be done. What is wrong with
/// them is found in the rows when they are [looked for again](crate::import::Table::look_for_pictures). A few milliseconds
/// for each million of pixels, so this belongs on a thread; others go first.
///
/// # Errors
/// The work was cancelled; what was read until then stays known.
pub fn read_pictures(folder: &PictureFolder, progress: &Progress) -> Result<()> {
    let unread = folder.unread();
    if unread.is_empty() {
        return Ok(());
    }
    progress.start("Reading the pictures", unread.len() as u64);
    let read = |picture: &Unread| {
        progress.check()?;
        let wrong = read_named(folder.folder(), &picture.path).err();
        folder.note_read(picture, wrong.and_then(|problems| problems.into_iter().next()));
        progress.advance(1);
        Ok(())
    };
    readers()?.install(|| unread.par_iter().try_for_each(read))
}

/// Of which of these files a picture can be read.
///
/// # Errors
/// The work was cancelled.
pub fn readable(paths: &[PathBuf], progress: &Progress) -> Result<Vec<bool>> {
    let is_readable = |path: &PathBuf| {
        progress.check()?;
        Ok(read(path).is_ok())
    };
    readers()?.install(|| paths.par_iter().map(is_readable).collect())
}

/// Threads of their own: whoever shares threads with them would wait until all are read.
fn readers() -> Result<rayon::ThreadPool> {
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get().min(READERS));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .start_handler(|_| give_way())
        .build();
    pool.map_err(|error| Problem::unexpected("threads", format!("Threads could not be started: {error}")).into())
}

/// By what a picture that a row names would be stored. Only one that the workspace has not yet is decoded.
pub(super) fn digest(store: &Store, folder: &Path, name: &str) -> Result<BlobId> {
    let look = || {
        let bytes = file(&folder.join(name))?;
        let id = BlobId(Sha256::digest(&bytes).into());
        match store.blob_path(id).is_file() {
            true => Ok(id),
            false => Ok(Picture::decode(&bytes)?.id),
        }
    };
    look().map_err(|problems| called(problems, name))
}

fn file(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| Problem::io("read the picture", path, &error).into())
}

/// What is wrong with a picture, with its name.
fn called(problems: Problems, name: &str) -> Problems {
    let with_name = |problem: Problem| Problem {
        message: format!("{} ({name})", problem.message),
        ..problem
    };
    problems.into_iter().map(with_name).collect()
}

/// The keys of a group's pictures that a recipient names by files, with the names.
pub(super) fn names<'r>(group: &'r Group, recipient: &'r Recipient) -> impl Iterator<Item = (&'r str, &'r str)> {
    let pictures = group.fields.iter().filter(|field| field.kind == FieldKind::Image);
    pictures.filter_map(|field| match recipient.custom.get(&field.key) {
        Some(Value::Text(name)) => Some((field.key.as_str(), name.as_str())),
        _ => None,
    })
}

/// Puts the pictures that a recipient names into its fields, and gives them; `keep` gets each with the bytes of its file.
/// What is wrong with the others is said of their fields.
pub(super) fn put(
    group: &Group,
    folder: &Path,
    recipient: &mut Recipient,
    mut keep: impl FnMut(Picture, &[u8]) -> Result<()>,
) -> Result<Problems> {
    let mut problems = Problems::default();
    let named: Vec<(String, String)> = names(group, recipient)
        .map(|(key, name)| (key.to_owned(), name.to_owned()))
        .collect();
    for (key, name) in named {
        match read_named(folder, &name) {
            Ok((picture, bytes)) => {
                recipient.custom.insert(key, Value::Image(picture.id));
                keep(picture, &bytes)?;
            }
            Err(wrong) => {
                let place = Place {
                    field: Some(FieldName::recipient(&key).to_string()),
                    ..Place::default()
                };
                problems.extend(wrong.into_iter().map(|problem| problem.at(place.clone())));
            }
        }
    }
    Ok(problems)
}
