//! Files of published credentials: written under a temporary name, then renamed, so that what has its name is whole.
//!
//! Whole is not yet durable. A power cut may still take the contents of a renamed file away until it was flushed, which
//! is costly; therefore flushing is done for many credentials at once ([`Durability`]), before the store acknowledges
//! them. What was written but not acknowledged is compared byte by byte when it is written again, never trusted.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::diag::{Problem, Problems, Result};
use crate::model::{BlobId, CredentialId};

use super::index::{self, FileRecord};
use super::view::FileKind;

/// The page of a credential, and of a superseded revision, within its folder.
pub const PAGE: &str = "index.html";

/// What rendering has made of one revision of a credential.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    pub certificate_pdf: Option<Vec<u8>>,
    /// One for each page that is published as a picture.
    pub certificate_png: Vec<Vec<u8>>,
    pub badge_png: Vec<Vec<u8>>,
}

impl Rendered {
    /// The kinds of the files that there are, in the order in which they are offered.
    pub fn kinds(&self) -> Vec<FileKind> {
        self.files().map(|(kind, _)| kind).collect()
    }

    /// The files as an index names them.
    pub fn records(&self, stem: &str) -> Vec<FileRecord> {
        self.files()
            .map(|(kind, bytes)| FileRecord::of(&kind.file_name(stem), bytes))
            .collect()
    }

    fn files(&self) -> impl Iterator<Item = (FileKind, &[u8])> {
        let pdf = self
            .certificate_pdf
            .iter()
            .map(|bytes| (FileKind::CertificatePdf, bytes.as_slice()));
        let certificate = self.certificate_png.iter().zip(1u16..);
        let badge = self.badge_png.iter().zip(1u16..);
        pdf.chain(certificate.map(|(bytes, page)| (FileKind::CertificatePng(page), bytes.as_slice())))
            .chain(badge.map(|(bytes, page)| (FileKind::BadgePng(page), bytes.as_slice())))
    }
}

/// So many threads wait for the disk at once.
const FLUSHERS: usize = 8;

/// What became of something that was to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Written,
    /// It was there already, byte by byte.
    Unchanged,
}

/// Collects what was written, to flush it to the disk together.
#[derive(Debug, Default)]
pub struct Durability {
    files: Mutex<BTreeSet<PathBuf>>,
    folders: Mutex<BTreeSet<PathBuf>>,
}

impl Durability {
    pub fn new() -> Durability {
        Durability::default()
    }

    fn note_file(&self, path: PathBuf) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
    }

    pub(super) fn note_folder(&self, path: &Path) {
        self.folders
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned());
    }

    /// Flushes all that was written since the last time, files before the folders that name them. After an error
    /// nothing may be acknowledged; what is not flushed stays noted. Several threads flush at once, because a disk
    /// joins their requests.
    pub fn flush(&self) -> Result<()> {
        flush_all(&self.files, sync_file)?;
        flush_all(&self.folders, sync_folder)
    }
}

fn flush_all(noted: &Mutex<BTreeSet<PathBuf>>, sync: fn(&Path) -> io::Result<()>) -> Result<()> {
    let paths = std::mem::take(&mut *noted.lock().unwrap_or_else(PoisonError::into_inner));
    let listed: Vec<&PathBuf> = paths.iter().collect();
    let of_share = &|share: &[&PathBuf]| share.iter().filter_map(|path| flushed(path, sync)).collect::<Vec<_>>();
    // Not the threads of rayon: those that draw would have to end first.
    let problems: Problems = std::thread::scope(|scope| {
        let shares = listed.chunks(listed.len().div_ceil(FLUSHERS).max(1));
        let running: Vec<_> = shares.map(|share| scope.spawn(move || of_share(share))).collect();
        let found = running
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| vec![died()]));
        found.flatten().collect()
    });
    if problems.is_empty() {
        return Ok(());
    }
    noted.lock().unwrap_or_else(PoisonError::into_inner).extend(paths);
    Err(problems)
}

/// Flushes one; what was wrong with it.
fn flushed(path: &Path, sync: fn(&Path) -> io::Result<()>) -> Option<Problem> {
    match sync(path) {
        Ok(()) => None,
        // It was replaced or removed again in the meantime, by work that notes what it does itself.
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => Some(Problem::io("keep what was written", path, &error)),
    }
}

fn died() -> Problem {
    Problem::unexpected("flush", "What was written could not be kept: its thread ended")
}

pub(super) fn sync_file(path: &Path) -> io::Result<()> {
    // Windows flushes only what was opened for writing.
    OpenOptions::new().write(true).open(path)?.sync_all()
}

/// Flushes the names in a folder. Windows has no such call; NTFS keeps them in its own journal.
#[cfg(not(windows))]
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(windows)]
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    // An error is still told apart from a folder that is there.
    fs::metadata(path).map(drop)
}

/// The folder of a credential within `published`.
pub fn credential_folder(published: &Path, id: CredentialId) -> PathBuf {
    published.join(id.to_string())
}

/// The folder of one revision within `published`.
pub fn revision_folder(published: &Path, id: CredentialId, revision: u32) -> PathBuf {
    credential_folder(published, id).join(revision.to_string())
}

/// Writes the files of one revision and their index. The folder appears under its name with all its files or not at
/// all. When it is there with the same contents nothing is done; when it differs it is what an interrupted run has
/// left, and is replaced. The caller sees to it that a revision that was acknowledged is never written again.
pub fn write_revision(
    published: &Path,
    id: CredentialId,
    revision: u32,
    stem: &str,
    rendered: &Rendered,
    durability: &Durability,
) -> Result<(Vec<FileRecord>, Outcome)> {
    let files: Vec<(String, &[u8])> = rendered
        .files()
        .map(|(kind, bytes)| (kind.file_name(stem), bytes))
        .collect();
    let records: Vec<FileRecord> = files.iter().map(|(name, bytes)| FileRecord::of(name, bytes)).collect();
    let index = index::to_text(&records);
    let folder = revision_folder(published, id, revision);
    let wanted = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), *bytes))
        .chain([(index::NAME, index.as_bytes())]);
    let wanted: Vec<(&str, &[u8])> = wanted.collect();
    if holds(&folder, &wanted) {
        note_revision(published, id, &folder, &wanted, durability);
        return Ok((records, Outcome::Unchanged));
    }
    let temporary = temporary_revision(published, id, revision);
    let made = fill(&temporary, &wanted).and_then(|()| replace_folder(&temporary, &folder));
    if let Err(problems) = made {
        // Half a folder helps nobody, least of all on a full disk. If it cannot be removed, the next run does it.
        drop(fs::remove_dir_all(&temporary));
        return Err(problems);
    }
    note_revision(published, id, &folder, &wanted, durability);
    Ok((records, Outcome::Written))
}

/// A revision that is being written has a name that no page leads to, the same for every attempt.
fn temporary_revision(published: &Path, id: CredentialId, revision: u32) -> PathBuf {
    credential_folder(published, id).join(format!(".{revision}.tmp"))
}

fn fill(folder: &Path, files: &[(&str, &[u8])]) -> Result<()> {
    remove_tree(folder)?;
    fs::create_dir_all(folder).map_err(|e| Problem::io("make a folder for the certificate", folder, &e))?;
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(|e| Problem::io("write the certificate", &path, &e))?;
    }
    Ok(())
}

fn replace_folder(from: &Path, to: &Path) -> Result<()> {
    remove_tree(to)?;
    fs::rename(from, to).map_err(|e| Problem::io("name the folder of the certificate", to, &e).into())
}

/// Removes a folder with all that is in it; it need not be there.
fn remove_tree(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Problem::io("remove what an interrupted run has left", folder, &error).into())
        }
        _ => Ok(()),
    }
}

/// Whether a folder holds these files with these contents. What else is in it does not matter: the page of a
/// superseded revision is.
fn holds(folder: &Path, files: &[(&str, &[u8])]) -> bool {
    folder.is_dir() && files.iter().all(|(name, bytes)| same(&folder.join(name), bytes))
}

/// Whether a file has exactly this content.
pub(super) fn same(path: &Path, bytes: &[u8]) -> bool {
    let length = fs::metadata(path).map(|meta| meta.len());
    length.is_ok_and(|length| length == bytes.len() as u64) && fs::read(path).is_ok_and(|found| found == bytes)
}

fn note_revision(published: &Path, id: CredentialId, folder: &Path, files: &[(&str, &[u8])], durability: &Durability) {
    for (name, _) in files {
        durability.note_file(folder.join(name));
    }
    durability.note_folder(folder);
    durability.note_folder(&credential_folder(published, id));
    durability.note_folder(published);
}

/// Writes the page of a credential: what its address serves.
pub fn write_current_page(published: &Path, id: CredentialId, html: &str, durability: &Durability) -> Result<Outcome> {
    let folder = credential_folder(published, id);
    make_folder(&folder)?;
    durability.note_folder(published);
    write_file(&folder.join(PAGE), html.as_bytes(), durability)
}

/// Writes the page of a superseded revision, which leads to the current one.
pub fn write_superseded_page(
    published: &Path,
    id: CredentialId,
    revision: u32,
    html: &str,
    durability: &Durability,
) -> Result<Outcome> {
    write_file(
        &revision_folder(published, id, revision).join(PAGE),
        html.as_bytes(),
        durability,
    )
}

/// The page of a credential as it stands, to take its pictures from; `None` when there is none.
pub fn read_current_page(published: &Path, id: CredentialId) -> Option<String> {
    fs::read_to_string(credential_folder(published, id).join(PAGE)).ok()
}

pub(super) fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|e| Problem::io("make a folder", folder, &e).into())
}

/// Writes one file, replacing what has its name at once or not at all.
pub fn write_file(path: &Path, bytes: &[u8], durability: &Durability) -> Result<Outcome> {
    let outcome = if same(path, bytes) {
        Outcome::Unchanged
    } else {
        let temporary = temporary_file(path);
        if let Err(problems) = write_and_rename(&temporary, path, bytes) {
            // As above: the sweep of the next run removes what cannot be removed now.
            drop(fs::remove_file(&temporary));
            return Err(problems);
        }
        Outcome::Written
    };
    durability.note_file(path.to_owned());
    if let Some(folder) = path.parent() {
        durability.note_folder(folder);
    }
    Ok(outcome)
}

/// Writes one file of an output that can be made again, replacing what has its name at once or not at all. It is whole
/// when it has its name, but not flushed to the disk.
pub fn write_quickly(path: &Path, bytes: &[u8]) -> Result<()> {
    let temporary = temporary_file(path);
    let written = fs::write(&temporary, bytes).map_err(|e| Problem::io("write the file", path, &e));
    let named = written.and_then(|()| fs::rename(&temporary, path).map_err(|e| Problem::io("name the file", path, &e)));
    if let Err(problem) = named {
        // It is the folder or the disk that fails; what cannot be removed has a name that says what it is.
        drop(fs::remove_file(&temporary));
        return Err(problem.into());
    }
    Ok(())
}

fn write_and_rename(temporary: &Path, path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || {
        let mut file = File::create(temporary)?;
        file.write_all(bytes)?;
        // What is there now is somebody's page: it must not be replaced by one that a power cut can still empty.
        if path.exists() { file.sync_all() } else { Ok(()) }
    };
    write().map_err(|e| Problem::io("write the file", path, &e))?;
    fs::rename(temporary, path).map_err(|e| Problem::io("name the file", path, &e).into())
}

const TEMPORARY_PREFIX: &str = ".accolade-";
const TEMPORARY_SUFFIX: &str = ".tmp";

/// The temporary name of a file: short whatever the name, and the same for every attempt, so that a later one takes the
/// place of what an earlier has left.
fn temporary_file(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default();
    let digest = Sha256::digest(name.as_encoded_bytes());
    let mut short = BlobId(digest.into()).to_string();
    short.truncate(16);
    path.with_file_name(format!("{TEMPORARY_PREFIX}{short}{TEMPORARY_SUFFIX}"))
}

fn is_temporary(name: &str) -> bool {
    name.strip_prefix(TEMPORARY_PREFIX)
        .and_then(|rest| rest.strip_suffix(TEMPORARY_SUFFIX))
        .is_some_and(|middle| middle.len() == 16 && middle.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Removes the temporary files that an interrupted run has left in a folder. Returns how many there were.
pub fn sweep(folder: &Path) -> Result<usize> {
    let doing = "look for what an interrupted run has left";
    let mut swept = 0;
    for entry in fs::read_dir(folder).map_err(|e| Problem::io(doing, folder, &e))? {
        let entry = entry.map_err(|e| Problem::io(doing, folder, &e))?;
        let path = entry.path();
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && entry.file_name().to_str().is_some_and(is_temporary) {
            fs::remove_file(&path).map_err(|e| Problem::io("remove a temporary file", &path, &e))?;
            swept += 1;
        }
    }
    Ok(swept)
}

/// Removes what an interrupted run has left of one credential: temporary files, revisions that were not finished, and
/// revisions beyond the one that the store has acknowledged (0: none; then the whole folder goes).
pub fn sweep_credential(published: &Path, id: CredentialId, acknowledged: u32) -> Result<()> {
    let folder = credential_folder(published, id);
    if acknowledged == 0 {
        return remove_tree(&folder);
    }
    if !folder.is_dir() {
        return Ok(());
    }
    sweep(&folder)?;
    let doing = "look for what an interrupted run has left";
    for entry in fs::read_dir(&folder).map_err(|e| Problem::io(doing, &folder, &e))? {
        let entry = entry.map_err(|e| Problem::io(doing, &folder, &e))?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let unfinished = name
            .strip_prefix('.')
            .and_then(|rest| rest.strip_suffix(TEMPORARY_SUFFIX));
        let leftover = match unfinished {
            Some(revision) => revision.parse::<u32>().is_ok(),
            None => name.parse::<u32>().is_ok_and(|revision| revision > acknowledged),
        };
        if leftover && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove_tree(&entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Scratch, id};
    use super::*;

    fn rendered() -> Rendered {
        Rendered {
            certificate_pdf: Some(b"pdf".to_vec()),
            certificate_png: vec![b"front".to_vec(), b"back".to_vec()],
            badge_png: vec![b"badge".to_vec()],
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("folder");
        let mut names: Vec<String> = entries
            .map(|e| e.expect("entry").file_name().into_string().expect("name"))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_revision_is_written_once_and_checked() {
        let scratch = Scratch::new("revision");
        let durability = Durability::new();
        let write = || write_revision(scratch.path(), id(1), 1, "Zoë", &rendered(), &durability).expect("written");
        let (records, outcome) = write();
        assert_eq!((records.len(), outcome), (4, Outcome::Written));
        durability.flush().expect("flush");
        assert_eq!(write().1, Outcome::Unchanged);
        let folder = revision_folder(scratch.path(), id(1), 1);
        let expected = ["Zoë badge.png", "Zoë p2.png", "Zoë.pdf", "Zoë.png", "files.sha256"];
        assert_eq!(names(&folder), expected);
        assert!(index::check_revision(scratch.path(), id(1), 1).is_empty());
        fs::write(folder.join("Zoë.pdf"), "PDF").expect("damage");
        fs::remove_file(folder.join("Zoë.png")).expect("damage");
        let codes: Vec<String> = index::check_revision(scratch.path(), id(1), 1)
            .iter()
            .map(|p| p.code.to_string())
            .collect();
        assert_eq!(codes, ["file-changed", "file-missing"]);
        assert!(index::check_revision(scratch.path(), id(2), 1).has_errors());
    }

    #[test]
    fn what_an_interrupted_run_left_is_replaced() {
        let scratch = Scratch::new("revision-kill");
        let durability = Durability::new();
        let folder = revision_folder(scratch.path(), id(1), 1);
        let half = temporary_revision(scratch.path(), id(1), 1);
        let write = || {
            write_revision(scratch.path(), id(1), 1, "Zoë", &rendered(), &durability)
                .expect("written")
                .1
        };
        // Killed while the files were written.
        fs::create_dir_all(&half).expect("half");
        fs::write(half.join("Zoë.pdf"), "p").expect("half");
        fs::write(half.join("Other.pdf"), "p").expect("half");
        assert_eq!(write(), Outcome::Written);
        assert_eq!(names(&folder).len(), 5);
        // Power cut after the name was there and before the contents were.
        fs::write(folder.join("Zoë.pdf"), "").expect("torn");
        assert_eq!(write(), Outcome::Written);
        assert_eq!(fs::read(folder.join("Zoë.pdf")).expect("pdf"), b"pdf");
        // Left by an attempt under another name.
        fs::remove_dir_all(&folder).expect("remove");
        write_revision(scratch.path(), id(1), 1, "Zoe", &rendered(), &durability).expect("written");
        assert_eq!(write(), Outcome::Written);
        assert!(!names(&folder).contains(&"Zoe.pdf".to_owned()));
        assert_eq!(names(&credential_folder(scratch.path(), id(1))), ["1"]);
        durability.flush().expect("flush");
    }

    #[test]
    fn pages_are_replaced_as_a_whole() {
        let scratch = Scratch::new("page");
        let durability = Durability::new();
        let page = |html: &str| write_current_page(scratch.path(), id(1), html, &durability).expect("page");
        assert_eq!(read_current_page(scratch.path(), id(1)), None);
        assert_eq!(page("one"), Outcome::Written);
        assert_eq!(page("one"), Outcome::Unchanged);
        assert_eq!(page("two"), Outcome::Written);
        assert_eq!(read_current_page(scratch.path(), id(1)).as_deref(), Some("two"));
        assert_eq!(names(&credential_folder(scratch.path(), id(1))), ["index.html"]);
        durability.flush().expect("flush");
    }

    #[test]
    fn only_our_temporary_files_are_swept() {
        let scratch = Scratch::new("temporaries");
        let temporary = temporary_file(&scratch.path().join("a name.pdf"));
        fs::write(&temporary, "half").expect("file");
        for name in [
            ".accolade-notes.tmp",
            ".accolade-0123456789abcdef",
            "0123456789abcdef.tmp",
        ] {
            fs::write(scratch.path().join(name), "mine").expect("file");
        }
        fs::create_dir(scratch.path().join(".accolade-0123456789abcdef.tmp")).expect("folder");
        assert_eq!(sweep(scratch.path()).expect("sweep"), 1);
        assert!(!temporary.exists());
        assert_eq!(names(scratch.path()).len(), 4);
    }

    #[test]
    fn a_failed_write_is_a_problem_and_leaves_nothing() {
        let scratch = Scratch::new("failed");
        let durability = Durability::new();
        // A file where a folder has to be.
        fs::write(credential_folder(scratch.path(), id(1)), "in the way").expect("file");
        let problems = write_revision(scratch.path(), id(1), 1, "Zoë", &rendered(), &durability).expect_err("stops");
        assert_eq!(problems.0.len(), 1);
        assert!(!problems.0[0].hints.is_empty());
        let target = scratch.path().join("taken");
        fs::create_dir_all(target.join("by a folder")).expect("folder");
        assert!(write_file(&target, b"bytes", &durability).is_err());
        assert_eq!(names(scratch.path()).len(), 2, "no temporary file is left");
    }
}
