//! The fonts that are installed on this computer: only listed, never used from where they are.
//!
//! What is issued must be drawn the same everywhere, so that a font of the system is first copied into the workspace.
//! To list some thousand files quickly, only the tables that name a face are read of each.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use skrifa::attribute::Style;
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

use crate::diag::{Place, Problem, Problems, Result};
use crate::progress::Progress;

use super::book::{Embedding, embedding};
use super::index::name;
use super::source::is_font_name;

/// A family that is installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemFamily {
    pub name: String,
    /// The strictest of what its makers permit.
    pub embedding: Embedding,
    /// One or more files for every style.
    pub files: Vec<SystemFile>,
}

/// A file with a face of a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemFile {
    pub path: PathBuf,
    /// CSS weight, 1 to 1000; that of the default of a variable face.
    pub weight: u16,
    pub italic: bool,
    /// Whether it has every weight between some bounds.
    pub is_variable: bool,
    /// Narrower or wider than usual.
    pub is_stretched: bool,
}

/// A table has at most so many bytes; names have some kilobytes.
const TABLE: u32 = 1 << 20;
/// A face has at most so many tables; some dozens are usual.
const TABLES: u16 = 256;
/// A collection has at most so many faces.
const FACES: u32 = 256;
/// Folders within folders are looked through so deep.
const DEPTH: u32 = 8;

/// Lists the families in the font files of some folders, by name. Folders that are not there and files that cannot be
/// read are left out: nobody has asked for a certain one.
///
/// # Errors
/// The work was stopped.
pub fn system_families(folders: &[PathBuf], progress: &Progress) -> Result<Vec<SystemFamily>> {
    let mut paths = Vec::new();
    for folder in folders {
        find(folder, 0, &mut paths);
    }
    paths.sort();
    paths.dedup();
    progress.start("Looking for fonts on this computer", paths.len() as u64);
    let mut families: BTreeMap<String, SystemFamily> = BTreeMap::new();
    for path in paths {
        progress.check()?;
        for (family, permitted, file) in faces(&path).unwrap_or_default() {
            let key = family.to_lowercase();
            let known = families.entry(key).or_insert_with(|| SystemFamily {
                name: family,
                embedding: permitted,
                files: Vec::new(),
            });
            if permitted as u8 > known.embedding as u8 {
                known.embedding = permitted;
            }
            // The faces of a collection are one file.
            if !known.files.iter().any(|other| other.path == file.path) {
                known.files.push(file);
            }
        }
        progress.advance(1);
    }
    // Names that begin with a dot are the system's own.
    Ok(families
        .into_values()
        .filter(|family| !family.name.starts_with('.'))
        .collect())
}

impl SystemFamily {
    /// Whether its makers forbid that documents carry it.
    pub fn is_forbidden(&self) -> bool {
        self.embedding == Embedding::Forbidden
    }

    /// The files that give a design the usual styles: regular, bold, and their italics. At least one.
    pub fn usual_files(&self) -> Vec<&Path> {
        let plain: Vec<&SystemFile> = self.files.iter().filter(|file| !file.is_stretched).collect();
        let all = if plain.is_empty() {
            self.files.iter().collect()
        } else {
            plain
        };
        let mut chosen: Vec<&Path> = Vec::new();
        for (weight, italic) in [(400, false), (700, false), (400, true), (700, true)] {
            let distance = |file: &&&SystemFile| match file.is_variable {
                true => 0,
                false => file.weight.abs_diff(weight),
            };
            let of_slope = all.iter().filter(|file| file.italic == italic);
            let best = of_slope.min_by_key(distance).filter(|file| distance(file) <= 150);
            if let Some(best) = best
                && !chosen.contains(&best.path.as_path())
            {
                chosen.push(&best.path);
            }
        }
        if chosen.is_empty() {
            chosen.extend(self.files.first().map(|file| file.path.as_path()));
        }
        chosen
    }

    /// Reads the files that [`SystemFamily::usual_files`] names, with the names under which they are imported.
    ///
    /// # Errors
    /// `font-forbidden` when its makers forbid that documents carry it; a file cannot be read.
    pub fn read(&self) -> Result<Vec<(String, Arc<[u8]>)>> {
        if self.is_forbidden() {
            let message = format!("The licence of {} forbids that documents carry it", self.name);
            let problem = Problem::error("font-forbidden", message);
            return Err(problem
                .hint("Choose another font, or ask its maker for another licence")
                .into());
        }
        let files = self.usual_files();
        if files.is_empty() {
            let problem = Problem::unexpected("font-gone", format!("{} has no file", self.name));
            return Err(problem.at(Place::default()).into());
        }
        files
            .into_iter()
            .map(read)
            .collect::<std::result::Result<_, Problems>>()
    }

    /// The same for its regular style alone, or what comes nearest.
    ///
    /// # Errors
    /// It has no file, or that cannot be read.
    pub fn read_regular(&self) -> Result<(String, Arc<[u8]>)> {
        let files = self.usual_files();
        let gone = || Problem::unexpected("font-gone", format!("{} has no file", self.name));
        read(files.first().ok_or_else(gone)?)
    }
}

fn read(path: &Path) -> Result<(String, Arc<[u8]>)> {
    let bytes = std::fs::read(path).map_err(|error| Problem::io("read the font", path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name, bytes.into()))
}

fn find(folder: &Path, depth: u32, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            // A link that leads back up must end somewhere.
            if depth < DEPTH {
                find(&path, depth + 1, paths);
            }
        } else if is_font_name(&path) {
            paths.push(path);
        }
    }
}

/// The faces of a file with their families and what is permitted.
fn faces(path: &Path) -> io::Result<Vec<(String, Embedding, SystemFile)>> {
    let mut file = File::open(path)?;
    let mut found = Vec::new();
    for at in offsets(&mut file)? {
        let small = naming_tables(&mut file, at)?;
        found.extend(face(&small, path));
    }
    Ok(found)
}

/// Where the table directories of the faces begin.
fn offsets(file: &mut File) -> io::Result<Vec<u64>> {
    let head: [u8; 12] = array(file, 0)?;
    let [a, b, c, d, .., w, x, y, z] = head;
    if [a, b, c, d] != *b"ttcf" {
        return Ok(vec![0]);
    }
    let count = u32::from_be_bytes([w, x, y, z]).min(FACES);
    let offset = |number: u32| array::<4>(file, 12 + 4 * u64::from(number)).map(u32::from_be_bytes);
    (0..count).map(offset).map(|at| at.map(u64::from)).collect()
}

/// A font that has only the tables of a face that say what it is called and what is permitted.
fn naming_tables(file: &mut File, at: u64) -> io::Result<Vec<u8>> {
    let head: [u8; 12] = array(file, at)?;
    let [_, _, _, _, high, low, ..] = head;
    let count = u16::from_be_bytes([high, low]).min(TABLES);
    let mut tables = Vec::new();
    for number in 0..count {
        let record: [u8; 16] = array(file, at + 12 + 16 * u64::from(number))?;
        let [a, b, c, d, _, _, _, _, e, f, g, h, i, j, k, l] = record;
        let tag = [a, b, c, d];
        let (offset, len) = (u32::from_be_bytes([e, f, g, h]), u32::from_be_bytes([i, j, k, l]));
        if [*b"OS/2", *b"fvar", *b"head", *b"name", *b"post"].contains(&tag) && len <= TABLE {
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(u64::from(offset)))?;
            file.take(u64::from(len)).read_to_end(&mut bytes)?;
            tables.push((tag, bytes));
        }
    }
    Ok(font_of(&tables))
}

/// Lays tables out as a font file (OpenType 1.9, “Table Directory”); they come in the order of their tags, as in every
/// font file.
fn font_of(tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut font = vec![0, 1, 0, 0];
    font.extend((tables.len() as u16).to_be_bytes());
    // What helps a binary search is not used by anyone who reads this.
    font.extend([0; 6]);
    let mut at = 12 + 16 * tables.len();
    for (tag, bytes) in tables {
        font.extend(tag);
        font.extend([0; 4]);
        font.extend((at as u32).to_be_bytes());
        font.extend((bytes.len() as u32).to_be_bytes());
        at += bytes.len();
    }
    for (_, bytes) in tables {
        font.extend(bytes);
    }
    font
}

fn face(font: &[u8], path: &Path) -> Option<(String, Embedding, SystemFile)> {
    let font = FontRef::new(font).ok()?;
    let family = name(&font, StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(&font, StringId::FAMILY_NAME))?;
    let attributes = font.attributes();
    let permitted = font.os2().map_or(0, |os2| os2.fs_type());
    let stretch = attributes.stretch.ratio();
    let file = SystemFile {
        path: path.to_owned(),
        weight: (attributes.weight.value() as u16).clamp(1, 1000),
        italic: attributes.style != Style::Normal,
        is_variable: font.axes().iter().any(|axis| axis.tag() == skrifa::Tag::new(b"wght")),
        is_stretched: !(0.99..=1.01).contains(&stretch),
    };
    Some((family, embedding(permitted), file))
}

fn array<const N: usize>(file: &mut File, at: u64) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::tests_support::{bytes_of, folder};

    #[test]
    fn families_are_listed_as_the_book_has_them() {
        let found = system_families(&[folder(), PathBuf::from("/no/such/folder")], &Progress::new()).expect("lists");
        let names: Vec<&str> = found.iter().map(|family| family.name.as_str()).collect();
        let book = crate::fonts::tests_support::book();
        for family in book.families() {
            assert!(names.contains(&family), "{family} is missing from {names:?}");
        }
        let inter = found.iter().find(|family| family.name == "Inter").expect("Inter");
        assert_eq!(inter.embedding, Embedding::Allowed);
        let usual: Vec<String> = inter
            .usual_files()
            .iter()
            .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
            .collect();
        assert_eq!(usual, ["Inter-Regular.ttf", "Inter-Bold.ttf", "Inter-Italic.ttf"]);
        let read = inter.read().expect("reads");
        assert_eq!(read[0].1.as_ref(), bytes_of("inter/Inter-Regular.ttf"));
    }

    #[test]
    fn a_forbidden_font_is_refused_and_what_is_no_font_is_left_out() {
        let dir = std::env::temp_dir().join(format!("accolade-system-fonts-{}", std::process::id()));
        std::fs::create_dir_all(&dir).expect("a folder");
        let mut bytes = bytes_of("cinzel/Cinzel-Regular.ttf");
        let os2 = FontRef::new(&bytes)
            .expect("a font")
            .table_data(skrifa::Tag::new(b"OS/2"));
        let at = os2.expect("has OS/2").as_bytes().as_ptr() as usize - bytes.as_ptr() as usize + 8;
        bytes[at..at + 2].copy_from_slice(&2u16.to_be_bytes());
        std::fs::write(dir.join("cinzel.ttf"), &bytes).expect("writes");
        std::fs::write(dir.join("cut.ttf"), &bytes[..100]).expect("writes");
        std::fs::write(dir.join("no.otf"), b"not a font at all").expect("writes");
        std::fs::write(dir.join("empty.ttc"), b"").expect("writes");
        let found = system_families(std::slice::from_ref(&dir), &Progress::new()).expect("lists");
        let names: Vec<&str> = found.iter().map(|family| family.name.as_str()).collect();
        assert_eq!(names, ["Cinzel"]);
        assert_eq!(found[0].embedding, Embedding::Forbidden);
        let refused = found[0].read().expect_err("refused");
        assert_eq!(refused.0[0].code, "font-forbidden");
        let stopped = Progress::new();
        stopped.cancel();
        assert!(system_families(std::slice::from_ref(&dir), &stopped).is_err());
        drop(std::fs::remove_dir_all(dir));
    }
}
