//! Backups: a whole workspace in one file, in frames like the journal's.
//!
//! ```text
//! "ACCOLADE BACKUP\n" | frame …
//! ```
//!
//! Every part of a file is a frame with one record: the length of the path u32, the path with `/`, the offset u64, 1 for
//! the last part of the file, and the bytes. The last frame has the number of files. Every frame has a checksum and is
//! chained to the one before it, so that a cut, an exchange and a flipped bit are all noticed. The database is not in
//! a backup: it is made from the journal.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

use crate::diag::{Place, Problem, Problems, Result, Warned};
use crate::progress::Progress;

use super::codec;
use super::journal::frame::{self, FrameKind, NewFrame};
use super::records::{kind, v1::Hash};
use super::{Seed, Stamp, Store};
use crate::files::{self, AtomicFile, Doing};

const MAGIC: &[u8; 16] = b"ACCOLADE BACKUP\n";
/// A part of a file has at most so many bytes.
const PART: usize = 1 << 20;
/// No frame of a backup is longer.
const MAX_FRAME: u64 = 4 << 20;

impl Store {
    /// Writes the whole workspace into one file, which replaces what had its name. Nobody can change the workspace
    /// meanwhile.
    pub fn backup(&self, file: &Path, progress: &Progress) -> Result<()> {
        let writer = self.writer();
        if self.is_inside(file) {
            return Err(Problem::error(
                "backup-inside",
                "A backup inside of the workspace would be lost with it",
            )
            .hint("Choose a place outside of the workspace, on another disk if there is one")
            .at(Place::file(file))
            .into());
        }
        let listed = self.listed(writer.inner.journal.position())?;
        progress.start_bytes("Backing up", listed.iter().map(|entry| entry.len).sum());
        let atomic = AtomicFile::create(file).doing("write the backup", file)?;
        let mut archive = Archive {
            out: BufWriter::with_capacity(PART, atomic),
            target: file,
            seed: writer.inner.journal.seed(),
            seq: 0,
            link: [0; 32],
        };
        archive.raw(MAGIC)?;
        for entry in &listed {
            archive.file(entry, progress)?;
        }
        archive.frame(FrameKind::ArchiveEnd, &(listed.len() as u64).to_le_bytes())?;
        let atomic = archive.out.into_inner().map_err(io::IntoInnerError::into_error);
        atomic.and_then(AtomicFile::commit).doing("write the backup", file)
    }

    /// Copies the whole workspace into a folder that is new or empty; the copy is a workspace of its own. Nobody can
    /// change this one meanwhile. When this fails nothing of the copy is left.
    ///
    /// # Errors
    /// The folder is not empty or cannot be written, a file cannot be read, or the work was stopped.
    pub fn copy_to(&self, dir: &Path, progress: &Progress) -> Result<()> {
        let writer = self.writer();
        let is_new = !dir.exists();
        if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) || dir.is_file() {
            return Err(
                Problem::error("folder-not-empty", "The folder of a copy must be new or empty")
                    .hint("Choose a new or an empty folder")
                    .at(Place::file(dir))
                    .into(),
            );
        }
        if self.is_inside(dir) {
            return Err(
                Problem::error("backup-inside", "A copy cannot be inside of the workspace")
                    .hint("Choose a folder outside of it")
                    .at(Place::file(dir))
                    .into(),
            );
        }
        let mut listed = self.listed(writer.inner.journal.position())?;
        list(&self.dir.join("drafts"), "drafts", &mut listed)?;
        progress.start_bytes("Copying the workspace", listed.iter().map(|entry| entry.len).sum());
        let copied = copy_listed(&listed, dir, progress);
        if copied.is_err() {
            // The first problem is the one to tell. Only what was made here is removed: the folder was empty.
            let _ = match is_new {
                true => fs::remove_dir_all(dir),
                false => NAMES
                    .iter()
                    .try_for_each(|name| match fs::remove_dir_all(dir.join(name)) {
                        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                        other => other,
                    }),
            };
        }
        copied
    }

    fn is_inside(&self, file: &Path) -> bool {
        let real = |path: &Path| path.canonicalize().ok();
        match (real(files::folder_of(file)), real(&self.dir)) {
            (Some(folder), Some(dir)) => folder.starts_with(dir),
            _ => false,
        }
    }

    /// The files of the workspace that a backup has, the journal up to its last change.
    fn listed(&self, position: &super::records::v1::Position) -> Result<Vec<Listed>> {
        let mut listed = Vec::new();
        // Drafts are replaced without the right to write. What they were when the backup began has all its files.
        let drafts = self.listed_drafts()?;
        list(&self.dir.join("workspace.json"), "workspace.json", &mut listed)?;
        list(&self.dir.join("journal"), "journal", &mut listed)?;
        let current = format!("journal/{:06}.log", position.segment);
        for entry in listed.iter_mut().filter(|entry| entry.name == current) {
            entry.len = entry.len.min(position.end);
        }
        list(&self.dir.join("blobs"), "blobs", &mut listed)?;
        list(&self.published_dir(), "published", &mut listed)?;
        listed.extend(drafts);
        Ok(listed)
    }

    /// The designs that are worked on, read at once: a file that goes meanwhile is not missed.
    fn listed_drafts(&self) -> Result<Vec<Listed>> {
        let mut drafts = Vec::new();
        list(&self.dir.join("drafts"), "drafts", &mut drafts)?;
        let mut read = Vec::with_capacity(drafts.len());
        for entry in drafts {
            if let Some(bytes) = files::read_if_there(&entry.path).doing("read the workspace", &entry.path)? {
                read.push(Listed {
                    len: bytes.len() as u64,
                    bytes: Some(bytes),
                    ..entry
                });
            }
        }
        Ok(read)
    }

    /// Makes a workspace in `dir` from a backup, opens and checks it. The problems say what was wrong with the
    /// workspace when it was backed up; a backup that is damaged itself is an error, and leaves nothing behind.
    pub fn restore(file: &Path, dir: &Path, seed: Seed, stamp: &Stamp, progress: &Progress) -> Result<Warned<()>> {
        if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) || dir.is_file() {
            return Err(
                Problem::error("folder-not-empty", "A backup is restored into a new folder only")
                    .hint("Choose a new or an empty folder")
                    .at(Place::file(dir))
                    .into(),
            );
        }
        let parent = files::folder_of(dir);
        let name = dir.file_name().unwrap_or_default().to_string_lossy();
        let made = parent.join(format!(".{name}.restoring"));
        remove_tree(&made)?;
        let restored = restore_into(file, &made, seed, stamp, progress).and_then(|problems| {
            if dir.is_dir() {
                fs::remove_dir(dir).doing("restore the backup", dir)?;
            }
            fs::rename(&made, dir)
                .and_then(|()| files::sync_folder(parent))
                .doing("restore the backup", dir)?;
            Ok(Warned { value: (), problems })
        });
        if restored.is_err() {
            // The first problem is the one to tell; the next try removes what is left.
            let _ = remove_tree(&made);
        }
        restored
    }
}

/// The folders of a workspace that a copy has.
const NAMES: [&str; 4] = ["journal", "blobs", "published", "drafts"];

/// Copies files to their places below a folder. The one that makes it a workspace comes last.
fn copy_listed(listed: &[Listed], dir: &Path, progress: &Progress) -> Result<()> {
    let doing = "copy the workspace";
    for name in NAMES {
        fs::create_dir_all(dir.join(name)).doing(doing, dir)?;
    }
    let is_mark = |entry: &&Listed| entry.name == "workspace.json";
    let ordered = listed.iter().filter(|entry| !is_mark(entry));
    for entry in ordered.chain(listed.iter().filter(is_mark)) {
        progress.check()?;
        let target = dir.join(&entry.name);
        let copy = || -> io::Result<()> {
            fs::create_dir_all(files::folder_of(&target))?;
            // Not `fs::copy`, which would copy that the file is read-only.
            let mut from = File::open(&entry.path)?.take(entry.len);
            io::copy(&mut from, &mut File::create(&target)?).map(drop)
        };
        copy().doing(doing, &entry.path)?;
        progress.advance(entry.len);
    }
    files::sync_tree(dir).doing(doing, dir)
}

fn restore_into(file: &Path, made: &Path, seed: Seed, stamp: &Stamp, progress: &Progress) -> Result<Problems> {
    fs::create_dir_all(made).doing("restore the backup", made)?;
    for name in ["journal", "blobs", "published"] {
        fs::create_dir(made.join(name)).doing("restore the backup", made)?;
    }
    unpack(file, made, progress)?;
    files::sync_tree(made).doing("restore the backup", made)?;
    let Warned {
        value: store,
        mut problems,
    } = Store::open(made, seed, stamp, progress)?;
    problems.extend(store.verify(stamp, progress)?);
    Ok(problems)
}

fn remove_tree(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other.doing("restore the backup", path),
    }
}

/// A file for a backup.
#[derive(Debug)]
struct Listed {
    path: PathBuf,
    /// Its path in the workspace, with `/`.
    name: String,
    len: u64,
    /// What is in it, where it may change meanwhile.
    bytes: Option<Vec<u8>>,
}

/// Lists a file, or the files below a folder in the order of their names.
fn list(path: &Path, name: &str, listed: &mut Vec<Listed>) -> Result<()> {
    let about = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other.doing("read the workspace", path)?,
    };
    if about.is_dir() {
        let entries: io::Result<Vec<fs::DirEntry>> = fs::read_dir(path).and_then(Iterator::collect);
        let mut entries = entries.doing("read the workspace", path)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let child = entry.file_name();
            let child = child.to_string_lossy();
            if !files::is_temporary(&child) {
                list(&entry.path(), &format!("{name}/{child}"), listed)?;
            }
        }
    } else if about.is_file() {
        listed.push(Listed {
            path: path.to_owned(),
            name: name.to_owned(),
            len: about.len(),
            bytes: None,
        });
    }
    Ok(())
}

/// A backup that is being written.
struct Archive<'a> {
    out: BufWriter<AtomicFile>,
    target: &'a Path,
    seed: &'a [u8; 32],
    seq: u64,
    link: Hash,
}

impl Archive<'_> {
    fn raw(&mut self, bytes: &[u8]) -> Result<()> {
        self.out.write_all(bytes).doing("write the backup", self.target)
    }

    fn frame(&mut self, what: FrameKind, payload: &[u8]) -> Result<()> {
        let record = match what {
            FrameKind::ArchiveEnd => codec::seal_bytes(kind::ARCHIVE_END, 1, payload),
            _ => codec::seal_bytes(kind::FILE_PART, 1, payload),
        };
        let frame = NewFrame {
            kind: what,
            seq: self.seq + 1,
            at: 0,
            previous: self.link,
            records: &[record],
            seed: self.seed,
        };
        let (bytes, link) = frame
            .encode()
            .ok_or_else(|| Problem::unexpected("backup", "A part of the backup is too long"))?;
        self.seq += 1;
        self.link = link;
        self.raw(&bytes)
    }

    fn file(&mut self, entry: &Listed, progress: &Progress) -> Result<()> {
        let source: Box<dyn Read + '_> = match &entry.bytes {
            Some(bytes) => Box::new(bytes.as_slice()),
            None => Box::new(File::open(&entry.path).doing("read the workspace", &entry.path)?),
        };
        let mut file = source.take(entry.len);
        let mut start = 0u64;
        loop {
            progress.check()?;
            let mut part = Vec::new();
            part.extend((entry.name.len() as u32).to_le_bytes());
            part.extend(entry.name.as_bytes());
            part.extend(start.to_le_bytes());
            let flag = part.len();
            part.push(0);
            let read = (&mut file)
                .take(PART as u64)
                .read_to_end(&mut part)
                .doing("read the workspace", &entry.path)? as u64;
            start += read;
            let is_last = start >= entry.len || read == 0;
            if let Some(flag) = part.get_mut(flag) {
                *flag = u8::from(is_last);
            }
            self.frame(FrameKind::ArchivePart, &part)?;
            progress.advance(read);
            if is_last {
                return Ok(());
            }
        }
    }
}

/// Reads a backup to its end and writes its files below `made`.
fn unpack(file: &Path, made: &Path, progress: &Progress) -> Result<()> {
    let mut source = File::open(file).doing("read the backup", file)?;
    let len = source.metadata().doing("read the backup", file)?.len();
    progress.start_bytes("Restoring", len);
    let mut magic = [0; MAGIC.len()];
    let read = source.read_exact(&mut magic);
    if read.is_err() || magic != *MAGIC {
        return Err(Problem::error("no-backup", "The file is not a backup of Accolade")
            .hint("Choose a file that `accolade backup` has made")
            .at(Place::file(file))
            .into());
    }
    let mut reader = ArchiveReader {
        source,
        file,
        seq: 0,
        link: [0; 32],
    };
    let mut files = 0;
    let mut current: Option<(PathBuf, File, u64)> = None;
    loop {
        progress.check()?;
        let (what, payload) = reader.next()?;
        progress.advance(payload.len() as u64);
        if what == FrameKind::ArchiveEnd {
            let wanted = payload.first_chunk::<8>().map(|count| u64::from_le_bytes(*count));
            let at_end = reader.is_at_end()?;
            return if wanted == Some(files) && current.is_none() && at_end {
                Ok(())
            } else {
                Err(damaged(file))
            };
        }
        let part = parse_part(&payload).ok_or_else(|| damaged(file))?;
        let path = inside(made, part.name).ok_or_else(|| damaged(file))?;
        let (open, mut target, start) = match current.take() {
            None => {
                let folder = files::folder_of(&path);
                fs::create_dir_all(folder).doing("restore the backup", folder)?;
                let target = File::create_new(&path).doing("restore the backup", &path)?;
                (path.clone(), target, 0)
            }
            Some(current) => current,
        };
        if open != path || start != part.start {
            return Err(damaged(file));
        }
        target.write_all(part.bytes).doing("restore the backup", &path)?;
        if part.is_last {
            files += 1;
        } else {
            current = Some((open, target, start + part.bytes.len() as u64));
        }
    }
}

fn damaged(file: &Path) -> Problems {
    Problem::error("damaged-backup", "The backup is damaged; nothing was restored")
        .hint("Use another backup")
        .at(Place::file(file))
        .into()
}

struct Part<'a> {
    name: &'a str,
    start: u64,
    is_last: bool,
    bytes: &'a [u8],
}

fn parse_part(payload: &[u8]) -> Option<Part<'_>> {
    let (len, rest) = payload.split_first_chunk::<4>()?;
    let (name, rest) = rest.split_at_checked(u32::from_le_bytes(*len) as usize)?;
    let (start, rest) = rest.split_first_chunk::<8>()?;
    let (is_last, bytes) = rest.split_first()?;
    Some(Part {
        name: std::str::from_utf8(name).ok()?,
        start: u64::from_le_bytes(*start),
        is_last: *is_last == 1,
        bytes,
    })
}

/// Where a file of a backup goes; `None` for a path that is none of a workspace's.
fn inside(made: &Path, name: &str) -> Option<PathBuf> {
    let (top, below) = match name.split_once('/') {
        Some((top, below)) => (top, Some(below)),
        None => (name, None),
    };
    let known = match below {
        None => top == "workspace.json",
        Some(_) => matches!(top, "journal" | "blobs" | "drafts" | "published"),
    };
    let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0']);
    (known && name.split('/').all(plain)).then(|| name.split('/').fold(made.to_owned(), |path, part| path.join(part)))
}

/// A backup that is being read.
struct ArchiveReader<'a> {
    source: File,
    file: &'a Path,
    seq: u64,
    link: Hash,
}

impl ArchiveReader<'_> {
    /// The payload of the next frame, checked against its checksum, its digest and the chain.
    fn next(&mut self) -> Result<(FrameKind, Vec<u8>)> {
        let mut bytes = Vec::new();
        self.read(frame::FRAME_HEAD as u64, &mut bytes)?;
        let len = frame::announced(&bytes)
            .filter(|len| *len <= MAX_FRAME)
            .ok_or_else(|| damaged(self.file))?;
        self.read(len - frame::FRAME_HEAD as u64, &mut bytes)?;
        let whole = frame::whole(&bytes).and_then(|len| frame::parse(bytes.get(..len)?));
        let frame = whole.ok_or_else(|| damaged(self.file))?;
        let follows = frame.seq == self.seq + 1 && frame.previous == self.link;
        let [payload] = &frame.payloads[..] else {
            return Err(damaged(self.file));
        };
        let sealed = payload.record.map(codec::open);
        let Some(Ok(sealed)) = sealed.filter(|_| follows && payload.is_right()) else {
            return Err(damaged(self.file));
        };
        let wanted = match frame.kind {
            FrameKind::ArchivePart => kind::FILE_PART,
            FrameKind::ArchiveEnd => kind::ARCHIVE_END,
            _ => return Err(damaged(self.file)),
        };
        if sealed.kind != wanted {
            return Err(damaged(self.file));
        }
        (self.seq, self.link) = (frame.seq, frame.link);
        Ok((frame.kind, sealed.payload.to_vec()))
    }

    fn read(&mut self, len: u64, bytes: &mut Vec<u8>) -> Result<()> {
        let read = (&mut self.source)
            .take(len)
            .read_to_end(bytes)
            .doing("read the backup", self.file)?;
        if read as u64 == len {
            Ok(())
        } else {
            Err(damaged(self.file))
        }
    }

    fn is_at_end(&mut self) -> Result<bool> {
        let at = self.source.stream_position().doing("read the backup", self.file)?;
        let len = self.source.metadata().doing("read the backup", self.file)?.len();
        Ok(at == len)
    }
}
