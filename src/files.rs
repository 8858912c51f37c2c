//! Files that are there whole or not at all, and the few things in which systems differ about them.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::diag::{Problem, Result};

/// Makes the entries of a folder durable: what was created, renamed or removed in it.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some network and FUSE file systems cannot sync a folder; there is nothing more that could be done.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        other => other,
    }
}

/// Windows has no way to sync a folder; NTFS keeps its entries in a journal of its own.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Writes a file under a temporary name, makes it durable, and gives it its name.
pub(crate) fn write_atomic(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(bytes)?;
    file.commit()
}

/// The same of a file that can be made again: whole when it has its name, but a power cut may take it.
pub(crate) fn write_quickly(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(bytes)?;
    file.put()
}

/// The same with its folder, where that is missing.
pub(crate) fn write_with_folder(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    write_quickly(path, bytes)
}

/// A file that is written under a temporary name until it is whole; dropped before that, it leaves nothing.
#[derive(Debug)]
pub(crate) struct AtomicFile {
    file: File,
    temporary: PathBuf,
    path: PathBuf,
    is_done: bool,
}

impl AtomicFile {
    pub(crate) fn create(path: &Path) -> io::Result<AtomicFile> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = path.with_file_name(temporary_name(&name));
        Ok(AtomicFile {
            file: File::create(&temporary)?,
            temporary,
            path: path.to_owned(),
            is_done: false,
        })
    }

    /// Makes the file durable under its name.
    pub(crate) fn commit(self) -> io::Result<()> {
        self.file.sync_all()?;
        let path = self.path.clone();
        self.put()?;
        sync_folder(folder_of(&path))
    }

    /// Gives the file its name, in place of what has it.
    fn put(mut self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.path)?;
        self.is_done = true;
        Ok(())
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for AtomicFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if !self.is_done {
            // The error that led here is the one to tell.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// The path itself while nothing is there, else the first with 2, with 3 and so on behind its name that is free: for what
/// nobody was asked whether it may be replaced.
pub(crate) fn free(path: &Path) -> PathBuf {
    let part = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
    let stem = part(path.file_stem()).unwrap_or_default();
    // Words that hyphens join stay one.
    let joint = if stem.contains('-') && !stem.contains(' ') {
        '-'
    } else {
        ' '
    };
    let ending = part(path.extension())
        .map(|ending| format!(".{ending}"))
        .unwrap_or_default();
    let (mut free, mut number) = (path.to_owned(), 1);
    while free.symlink_metadata().is_ok() {
        number += 1;
        free = path.with_file_name(format!("{stem}{joint}{number}{ending}"));
    }
    free
}

/// The folder that a path is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A temporary name that nobody else uses, as short as a name must be.
fn temporary_name(name: &str) -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let begin: String = name.chars().take(40).collect();
    format!(
        ".{begin}.{}.{}.tmp",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    )
}

/// Whether a name is one that [`write_atomic`] gives to unfinished files.
pub(crate) fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(".tmp")
}

/// Reads a whole file; `None` when there is none.
pub(crate) fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes every file below a folder durable, and the folder itself.
pub(crate) fn sync_tree(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_tree(&entry.path())?;
        } else {
            open_to_sync(&entry.path())?.sync_all()?;
        }
    }
    sync_folder(folder)
}

/// Syncing wants a handle that may write on Windows, and any handle elsewhere.
fn open_to_sync(path: &Path) -> io::Result<File> {
    if cfg!(windows) {
        fs::OpenOptions::new().write(true).open(path)
    } else {
        File::open(path)
    }
}

/// Adds what was being done, and to which file, to an error of the system.
pub(crate) trait Doing<T> {
    /// `doing` completes “Cannot …”.
    fn doing(self, doing: &str, path: &Path) -> Result<T>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: &str, path: &Path) -> Result<T> {
        self.map_err(|error| Problem::io(doing, path, &error).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let dir = std::env::temp_dir().join(format!("accolade-files-{}", std::process::id()));
        fs::create_dir_all(&dir).expect("a folder");
        let count = || fs::read_dir(&dir).expect("list").count();
        // A name may have 255 bytes; the temporary one must not have more.
        for name in [
            "a.json".to_owned(),
            format!("{}.json", "n".repeat(250)),
            format!("{}.json", "名".repeat(83)),
        ] {
            let path = dir.join(name);
            write_atomic(&path, b"one").expect("write");
            write_quickly(&path, b"two").expect("write");
            assert_eq!(fs::read(&path).expect("read"), b"two");
            assert_eq!(count(), 1);
            fs::remove_file(&path).expect("remove");
        }
        assert!(write_atomic(&dir.join("no/such/folder"), b"x").is_err());
        drop(AtomicFile::create(&dir.join("given up")).expect("create"));
        assert_eq!(count(), 0);
        sync_tree(&dir).expect("sync");
        fs::remove_dir_all(&dir).expect("remove");
    }
}
