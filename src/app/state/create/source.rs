//! Where the open rows come from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::BlobId;

use super::Import;
use super::disk::Disk;

/// Where recipients come from.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name of the file, or what stands for it.
    pub name: String,
    /// The file; none when a form was filled in.
    pub path: Option<PathBuf>,
    pub bytes: Arc<Vec<u8>>,
    /// Where the pictures of a form lie.
    pub pictures: PathBuf,
    /// How the file stands on the disk since it was read.
    pub disk: Disk,
}

impl Source {
    /// Where the paths of pictures begin that rows name.
    pub fn folder(&self) -> &Path {
        match &self.path {
            Some(path) => path.parent().unwrap_or(Path::new(".")),
            None => &self.pictures,
        }
    }

    /// How a row names a picture: from the folder on, where it lies there.
    pub fn name_of(&self, picture: &Path) -> String {
        let within = picture.strip_prefix(self.folder()).ok();
        let parts = within.map(|path| path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>());
        parts.map_or_else(|| picture.to_string_lossy().into_owned(), |parts| parts.join("/"))
    }
}

/// Which rows are open, for what is asked about one of them and answered later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rowset {
    file: BlobId,
    sheet: String,
    form: Option<u64>,
}

impl Import {
    pub fn rowset(&self) -> Rowset {
        let sheet = self.table.sheet();
        Rowset {
            file: sheet.hash,
            sheet: sheet.name.clone(),
            form: self.form,
        }
    }
}
