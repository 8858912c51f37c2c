//! Where font files come from: a folder, or memory.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use peniko::Blob;

use crate::diag::{Place, Problem, Problems, Result};

use super::coverage::Coverage;
use super::index::{self, FaceInfo};

/// Something that lists font files. Listing is cheap; the bytes of a file are read when a text first needs them.
pub trait FontSource {
    /// The files in a fixed order.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or is not a font: a source is ours, so that it is whole or wrong.
    fn files(&self) -> Result<Vec<Arc<FontFile>>>;
}

/// A font file whose bytes are fetched once, when they are first needed.
pub struct FontFile {
    name: String,
    faces: Vec<(FaceInfo, Coverage)>,
    bytes: Bytes,
    loaded: OnceLock<std::result::Result<Blob<u8>, Problem>>,
}

/// Where the bytes of a file are.
pub(super) enum Bytes {
    Path(PathBuf),
    /// A zstd frame and the size of what is in it.
    Packed(&'static [u8], usize),
    Memory(Arc<[u8]>),
}

impl FontFile {
    pub(super) fn new(name: String, faces: Vec<FaceInfo>, bytes: Bytes) -> FontFile {
        let faces = faces.into_iter().map(|mut info| {
            let coverage = Coverage::from_ranges(&info.ranges);
            info.ranges = Vec::new();
            (info, coverage)
        });
        FontFile {
            name,
            faces: faces.collect(),
            bytes,
            loaded: OnceLock::new(),
        }
    }

    /// The path within its folder, or the name under which it was imported.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The families of its faces.
    pub fn families(&self) -> impl Iterator<Item = &str> {
        self.faces.iter().map(|(info, _)| info.family.as_str())
    }

    /// Whether the bytes have been fetched.
    pub fn is_loaded(&self) -> bool {
        self.loaded.get().is_some()
    }

    pub(super) fn faces(&self) -> &[(FaceInfo, Coverage)] {
        &self.faces
    }

    /// The file itself; fetches it the first time.
    ///
    /// # Errors
    ///
    /// When the file has vanished or the archive is damaged; the answer is then the same every time.
    pub fn bytes(&self) -> std::result::Result<&Blob<u8>, &Problem> {
        self.loaded.get_or_init(|| self.fetch()).as_ref()
    }

    fn fetch(&self) -> std::result::Result<Blob<u8>, Problem> {
        match &self.bytes {
            Bytes::Path(path) => std::fs::read(path)
                .map(Blob::from)
                .map_err(|error| Problem::io("read a font", path, &error)),
            Bytes::Packed(frame, size) => zstd::bulk::decompress(frame, *size)
                .ok()
                .filter(|bytes| bytes.len() == *size)
                .map(Blob::from)
                .ok_or_else(|| {
                    Problem::unexpected("font-damaged", format!("The bundled font {} is damaged", self.name))
                        .hint("Install the program again")
                }),
            Bytes::Memory(bytes) => Ok(Blob::new(Arc::new(Arc::clone(bytes)))),
        }
    }
}

impl fmt::Debug for FontFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FontFile")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// All fonts (`.ttf`, `.otf`, `.ttc`, `.otc`) of a folder and the folders in it.
#[derive(Clone, Debug)]
pub struct FolderFonts(pub PathBuf);

impl FontSource for FolderFonts {
    fn files(&self) -> Result<Vec<Arc<FontFile>>> {
        let mut paths = Vec::new();
        find_fonts(&self.0, 0, &mut paths).map_err(Problems::from)?;
        paths.sort();
        let mut problems = Problems::default();
        let mut files = Vec::new();
        for path in paths {
            match read_file(&self.0, &path) {
                Ok(file) => files.push(Arc::new(file)),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() { Ok(files) } else { Err(problems) }
    }
}

fn find_fonts(folder: &Path, depth: u32, paths: &mut Vec<PathBuf>) -> std::result::Result<(), Problem> {
    let problem = |error: std::io::Error| Problem::io("read the folder of fonts", folder, &error);
    for entry in std::fs::read_dir(folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        if path.is_dir() {
            // Deep enough for any folder of fonts; a link that leads back up must end somewhere.
            if depth < 8 {
                find_fonts(&path, depth + 1, paths)?;
            }
        } else if is_font_name(&path) {
            paths.push(path);
        }
    }
    Ok(())
}

pub(super) fn is_font_name(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    ["ttf", "otf", "ttc", "otc"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

fn read_file(folder: &Path, path: &Path) -> std::result::Result<FontFile, Problem> {
    let bytes = std::fs::read(path).map_err(|error| Problem::io("read a font", path, &error))?;
    let faces = index::read_faces(&bytes, is_hidden).map_err(|why| {
        Problem::error("font-unreadable", format!("Cannot use the font: {why}"))
            .hint("Remove the file or replace it by a whole one")
            .at(Place::file(path))
    })?;
    let name = path
        .strip_prefix(folder)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/");
    Ok(FontFile::new(name, faces, Bytes::Path(path.to_owned())))
}

/// Families that come along in a bundled file and are not offered: the monospaced faces of Noto Sans CJK.
pub(super) fn is_hidden(family: &str) -> bool {
    family.starts_with("Noto Sans Mono CJK")
}
