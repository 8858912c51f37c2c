//! What the journal needs of a disk, so that tests can take the power away from a simulated one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::files;

/// Numbered files that grow at their end.
pub(in crate::store) trait Disk: Send + Sync {
    /// The segments with their lengths, in order.
    fn list(&self) -> io::Result<Vec<(u32, u64)>>;
    /// At most `len` bytes from `offset`; fewer where the file ends.
    fn read(&self, segment: u32, offset: u64, len: u64) -> io::Result<Vec<u8>>;
    /// Makes an empty segment with these first bytes; it and its name are durable afterwards.
    fn create(&self, segment: u32, head: &[u8]) -> io::Result<()>;
    /// Writes at an offset, which is the end but for the repair of a head.
    fn write(&self, segment: u32, offset: u64, bytes: &[u8]) -> io::Result<()>;
    /// Makes what was written durable.
    fn sync(&self, segment: u32) -> io::Result<()>;
    fn truncate(&self, segment: u32, len: u64) -> io::Result<()>;
    /// Where the segments are, for messages.
    fn place(&self) -> PathBuf;
}

/// The folder `journal/`.
#[derive(Debug)]
pub(in crate::store) struct Folder {
    path: PathBuf,
    /// The segment that is written to.
    current: Mutex<Option<(u32, File)>>,
}

impl Folder {
    pub(in crate::store) fn new(path: &Path) -> Folder {
        Folder {
            path: path.to_owned(),
            current: Mutex::new(None),
        }
    }

    fn file(&self, segment: u32) -> PathBuf {
        self.path.join(format!("{segment:06}.log"))
    }

    /// Runs `work` with a segment open for writing, which stays open for the next time.
    fn writing<T>(&self, segment: u32, work: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *current {
            Some((open, file)) if *open == segment => work(file),
            slot => {
                let file = OpenOptions::new().read(true).write(true).open(self.file(segment))?;
                let (_, file) = slot.insert((segment, file));
                work(file)
            }
        }
    }
}

impl Disk for Folder {
    fn list(&self) -> io::Result<Vec<(u32, u64)>> {
        let entries = match fs::read_dir(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other?,
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let number = name.to_str().and_then(|name| name.strip_suffix(".log"));
            if let Some(number) = number.and_then(|number| number.parse().ok()) {
                found.push((number, entry.metadata()?.len()));
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    fn read(&self, segment: u32, offset: u64, len: u64) -> io::Result<Vec<u8>> {
        let mut file = File::open(self.file(segment))?;
        file.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::new();
        file.take(len).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn create(&self, segment: u32, head: &[u8]) -> io::Result<()> {
        if !self.path.is_dir() {
            fs::create_dir_all(&self.path)?;
            if let Some(parent) = self.path.parent() {
                files::sync_folder(parent)?;
            }
        }
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(self.file(segment))?;
        file.write_all(head)?;
        file.sync_all()?;
        files::sync_folder(&self.path)?;
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Some((segment, file));
        Ok(())
    }

    fn write(&self, segment: u32, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.writing(segment, |file| {
            file.seek(SeekFrom::Start(offset))?;
            file.write_all(bytes)
        })
    }

    fn sync(&self, segment: u32) -> io::Result<()> {
        self.writing(segment, |file| file.sync_data())
    }

    fn truncate(&self, segment: u32, len: u64) -> io::Result<()> {
        self.writing(segment, |file| {
            file.set_len(len)?;
            file.sync_all()
        })
    }

    fn place(&self) -> PathBuf {
        self.path.clone()
    }
}
