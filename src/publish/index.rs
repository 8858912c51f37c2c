//! Indexes of files by SHA-256, in the form that `sha256sum -c files.sha256` checks on any system.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::diag::{Place, Problem, Problems, Result};
use crate::model::{BlobId, CredentialId};

use super::files::revision_folder;

/// The name of an index within its folder.
pub const NAME: &str = "files.sha256";

/// A file and the digest of its contents.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileRecord {
    pub name: String,
    pub sha256: BlobId,
}

impl FileRecord {
    pub fn of(name: &str, bytes: &[u8]) -> FileRecord {
        FileRecord {
            name: name.to_owned(),
            sha256: digest(bytes),
        }
    }
}

pub(super) fn digest(bytes: &[u8]) -> BlobId {
    BlobId(Sha256::digest(bytes).into())
}

/// An index as text: digest, two spaces, name. Our names hold neither backslashes nor line breaks, which this form
/// would have to escape.
pub fn to_text(records: &[FileRecord]) -> String {
    records
        .iter()
        .map(|record| format!("{}  {}\n", record.sha256, record.name))
        .collect()
}

/// Reads an index; the error is the first line that is none.
pub fn parse(text: &str) -> std::result::Result<Vec<FileRecord>, String> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let (hash, name) = line.split_once(' ').ok_or(line)?;
            // The second space is a star where the file was read in binary mode.
            let name = name.strip_prefix([' ', '*']).ok_or(line)?;
            let sha256 = hash.parse().map_err(|_| line)?;
            Ok(FileRecord {
                name: name.to_owned(),
                sha256,
            })
        })
        .collect::<std::result::Result<Vec<_>, &str>>()
        .map_err(str::to_owned)
}

/// The index of a folder; empty when there is none.
pub fn read(folder: &Path) -> Result<Vec<FileRecord>> {
    let path = folder.join(NAME);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Problem::io("read the index of the files", &path, &error).into()),
    };
    let damaged = || {
        Problem::error("index-damaged", "The index of the files is damaged or not one of ours")
            .hint("Move it away and run it again")
            .at(Place::file(&path))
    };
    let text = String::from_utf8(bytes).map_err(|_| damaged())?;
    parse(&text).map_err(|_| damaged().into())
}

/// Whether the files of a published revision are all there and as they were published.
pub fn check_revision(published: &Path, id: CredentialId, revision: u32) -> Problems {
    let folder = revision_folder(published, id, revision);
    let mut problems = check_folder(&folder);
    for problem in &mut problems.0 {
        problem.place.credential = Some(id.to_string());
    }
    problems
}

/// Whether all files that the index of a folder names are there and unchanged.
pub fn check_folder(folder: &Path) -> Problems {
    if !folder.join(NAME).is_file() {
        let path = folder.join(NAME);
        return Problem::error("file-missing", "The index of the files is missing")
            .hint("Restore it from a backup")
            .at(Place::file(&path))
            .into();
    }
    let records = match read(folder) {
        Ok(records) => records,
        Err(problems) => return problems,
    };
    records.iter().filter_map(|record| check_file(folder, record)).collect()
}

fn check_file(folder: &Path, record: &FileRecord) -> Option<Problem> {
    let path = folder.join(&record.name);
    let problem = match digest_file(&path) {
        Ok(found) if found == record.sha256 => return None,
        Ok(_) => Problem::error("file-changed", "The file is not as it was published"),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Problem::error("file-missing", "The file is missing"),
        Err(error) => return Some(Problem::io("check the file", &path, &error)),
    };
    Some(problem.hint("Restore it from a backup").at(Place::file(&path)))
}

fn digest_file(path: &Path) -> io::Result<BlobId> {
    let mut file = fs::File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(BlobId(hasher.finalize().into())),
            count => hasher.update(buffer.get(..count).unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_read_as_it_is_written() {
        let records = vec![
            FileRecord::of("Zoë – 1.pdf", b"pdf"),
            FileRecord::of("  two  spaces", b""),
        ];
        let text = to_text(&records);
        assert!(text.ends_with("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855    two  spaces\n"));
        assert_eq!(parse(&text), Ok(records.clone()));
        assert_eq!(parse(&text.replace("  Zoë", " *Zoë")), Ok(records));
        for wrong in ["abc  x", "e3b0c442 x", "no"] {
            assert_eq!(parse(wrong), Err(wrong.to_owned()));
        }
    }
}
