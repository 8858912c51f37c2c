//! Pictures, fonts and spreadsheets, each in a file that is named by the SHA-256 of its content.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::diag::{Place, Problem, Result};
use crate::model::BlobId;

use crate::files::{self, Doing};

/// The SHA-256 of some bytes.
pub(super) fn sha256(bytes: &[u8]) -> BlobId {
    BlobId(Sha256::digest(bytes).into())
}

/// The folder `blobs/`, with a folder for every first byte of a name.
#[derive(Debug)]
pub(super) struct Blobs {
    folder: PathBuf,
}

impl Blobs {
    pub(super) fn new(workspace: &Path) -> Blobs {
        Blobs {
            folder: workspace.join("blobs"),
        }
    }

    pub(super) fn path(&self, id: BlobId) -> PathBuf {
        let name = id.to_string();
        self.folder.join(name.get(..2).unwrap_or_default()).join(&name)
    }

    /// Stores some bytes; when they are there already nothing is written, and a damaged copy is healed.
    pub(super) fn put(&self, bytes: &[u8]) -> Result<BlobId> {
        let id = sha256(bytes);
        let path = self.path(id);
        if files::read_if_there(&path).is_ok_and(|found| found.as_deref() == Some(bytes)) {
            return Ok(id);
        }
        let folder = path.parent().unwrap_or(&self.folder);
        if !folder.is_dir() {
            fs::create_dir_all(folder)
                .and_then(|()| files::sync_folder(&self.folder))
                .doing("store a file", folder)?;
        }
        files::write_atomic(&path, bytes).doing("store a file", &path)?;
        Ok(id)
    }

    /// Reads what was stored, and checks that it is what its name says.
    pub(super) fn get(&self, id: BlobId) -> Result<Vec<u8>> {
        let path = self.path(id);
        let found = files::read_if_there(&path).doing("read a stored file", &path)?;
        let Some(bytes) = found else {
            return Err(lost("A stored file is missing from the workspace", &path).into());
        };
        if sha256(&bytes) != id {
            return Err(lost("A stored file is damaged", &path).into());
        }
        Ok(bytes)
    }

    /// Every stored file by its path; `None` for a name that is no content address.
    pub(super) fn list(&self) -> Result<Vec<(PathBuf, Option<BlobId>)>> {
        let mut found = Vec::new();
        for path in entries(&self.folder)? {
            if !path.is_dir() {
                found.push((path, None));
                continue;
            }
            for file in entries(&path)? {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                found.push((file, name.parse().ok()));
            }
        }
        found.retain(|(path, _)| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            !files::is_temporary(&name) && !super::workspace::is_vacant(&name)
        });
        found.sort();
        Ok(found)
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let listed = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other,
    };
    listed
        .and_then(|list| list.map(|entry| entry.map(|e| e.path())).collect())
        .doing("list the stored files", folder)
}

fn lost(message: &str, path: &Path) -> Problem {
    Problem::unexpected("damaged-blob", message)
        .hint("Add the picture, font or sheet again, or restore a backup")
        .at(Place::file(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::TempDir;

    #[test]
    fn what_is_put_is_got_and_damage_is_noticed_and_healed() {
        let dir = TempDir::new("blobs");
        let blobs = Blobs::new(dir.path());
        let id = blobs.put(b"picture").expect("put");
        assert_eq!(
            id.to_string(),
            "2cea274d0bedc39ec4ab6ba9e59ec889e3ed6fb56a1cf088a64d9b383378dc97"
        );
        assert_eq!(blobs.put(b"picture").expect("again"), id);
        assert_eq!(blobs.get(id).expect("get"), b"picture");
        assert_eq!(blobs.list().expect("list"), vec![(blobs.path(id), Some(id))]);
        fs::write(blobs.path(id), b"pictura").expect("damage");
        assert_eq!(blobs.get(id).expect_err("damaged").0[0].code, "damaged-blob");
        blobs.put(b"picture").expect("heal");
        assert_eq!(blobs.get(id).expect("get"), b"picture");
        fs::remove_file(blobs.path(id)).expect("remove");
        assert!(blobs.get(id).expect_err("missing").0[0].message.contains("missing"));
    }
}
