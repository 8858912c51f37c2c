//! A design as a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Place, Problem, Problems, Result, Warned};
use crate::files;
use crate::model::Design;
use crate::progress::Progress;

use super::{DESIGN_JSON, DesignFile, FONTS, MAX_BYTES, MAX_ENTRIES, at_asset, from_json, sniff, to_json};

/// Reads a whole file of at most so many bytes.
pub(super) fn read_file(path: &Path, most: u64) -> Result<Vec<u8>> {
    let failed = |error| Problem::io("read the file", path, &error);
    let file = fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > most {
        return Err(too_large().at(Place::file(path)).into());
    }
    Ok(bytes)
}

pub(super) fn too_large() -> Problem {
    Problem::error(
        "design-too-large",
        format!("The design's files are larger than {} MB", MAX_BYTES / 1_000_000),
    )
    .hint("Make its pictures smaller")
}

/// Where the files of a design are taken from.
pub(super) trait Files {
    /// The bytes of a file, `None` when there is none of that path.
    fn take(&mut self, path: &str) -> Result<Option<Vec<u8>>>;
    /// The paths of all files.
    fn paths(&self) -> BTreeSet<String>;
}

/// Why files are no design. Documents of office programs are folders of files, too.
fn no_design(paths: &BTreeSet<String>) -> Problem {
    if paths.contains("word/document.xml") {
        return Problem::error("design-missing", "It is a Word document, which is no design")
            .hint("Save it as PDF, or make it in Canva or PowerPoint and save it as PPTX");
    }
    Problem::error("design-missing", "There is no design.json in it")
        .hint("Choose a folder or file that was made as a design")
}

/// Puts a design together from its files, wherever they are.
pub(super) fn assemble(files: &mut dyn Files, progress: &Progress) -> Result<Warned<DesignFile>> {
    let bytes = match files.take(DESIGN_JSON)? {
        Some(bytes) => bytes,
        None => return Err(no_design(&files.paths()).into()),
    };
    let text = String::from_utf8(bytes).map_err(|_| {
        Problem::error("design-json", "It is not UTF-8")
            .hint("Save it as UTF-8")
            .at(at_asset(DESIGN_JSON))
    })?;
    let Warned {
        value: design,
        mut problems,
    } = from_json(&text)?;
    let mut assets = BTreeMap::new();
    let mut missing = Problems::default();
    for name in design.assets() {
        progress.check()?;
        match files.take(name)? {
            Some(bytes) if sniff(&bytes).is_some_and(super::Kind::is_drawn) => {
                assets.insert(name.to_owned(), Arc::from(bytes));
            }
            Some(_) => missing.push(
                Problem::error("design-asset", "This is not a PNG, JPEG, WebP, SVG or PDF file").at(at_asset(name)),
            ),
            None => missing.extend(places_of(&design, name).into_iter().map(|place| {
                Problem::error("design-asset", format!("There is no file “{name}” in the design"))
                    .hint("Put it into the design's folder, or correct the path")
                    .at(place)
            })),
        }
    }
    let mut fonts = BTreeMap::new();
    let paths = files.paths();
    let is_font = |path: &str| path.starts_with(FONTS) && super::is_font_name(path);
    for path in paths.iter().filter(|path| is_font(path)) {
        progress.check()?;
        if let (Some(bytes), Some(name)) = (files.take(path)?, path.strip_prefix(FONTS)) {
            fonts.insert(name.to_owned(), Arc::from(bytes));
        }
    }
    let unused = paths
        .iter()
        .filter(|path| is_picture_name(path) && !assets.contains_key(*path))
        .count();
    if unused > 0 && missing.is_empty() {
        problems.push(Problem::note(
            "design-unused",
            format!("{unused} pictures in it are not used and were left out"),
        ));
    }
    problems.extend(missing);
    problems.into_result(DesignFile { design, assets, fonts })
}

fn is_picture_name(path: &str) -> bool {
    let end = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(end.as_str(), "png" | "jpg" | "jpeg" | "webp" | "svg" | "pdf")
}

/// Where a design uses a file.
fn places_of(design: &Design, name: &str) -> Vec<Place> {
    use crate::model::{ElementContent, ImageSource};
    let pages = (1..).zip(&design.pages);
    let backgrounds = pages.filter(|(_, page)| page.background.image.as_deref() == Some(name));
    let mut places: Vec<Place> = backgrounds
        .map(|(page, _)| Place {
            page: Some(page),
            ..Place::default()
        })
        .collect();
    places.extend(
        design
            .elements()
            .into_iter()
            .filter_map(|(page, element)| match &element.content {
                ElementContent::Image(image) if image.source == ImageSource::Asset(name.to_owned()) => {
                    Some(Place::element(page, &element.name))
                }
                _ => None,
            }),
    );
    places
}

/// A folder on disk. Links may point within it only.
struct Folder {
    root: PathBuf,
    /// How many bytes may still be read.
    left: u64,
    paths: BTreeSet<String>,
}

pub(super) fn read(path: &Path, progress: &Progress) -> Result<Warned<DesignFile>> {
    let root = fs::canonicalize(path).map_err(|error| Problem::io("read the design", path, &error))?;
    let mut paths = BTreeSet::new();
    list(&root, "", 0, &mut paths).map_err(|problems| super::in_file(problems, path))?;
    let mut folder = Folder {
        root,
        left: MAX_BYTES,
        paths,
    };
    let read = assemble(&mut folder, progress).map_err(|problems| within(problems, path))?;
    Ok(Warned {
        value: read.value,
        problems: within(read.problems, path),
    })
}

/// Names files as the user would: the folder and the file in it.
fn within(problems: Problems, folder: &Path) -> Problems {
    let place = |mut problem: Problem| {
        let file = match problem.place.file.take() {
            Some(file) => folder.join(file),
            None => folder.to_owned(),
        };
        problem.place.file = Some(file.display().to_string());
        problem
    };
    problems.into_iter().map(place).collect()
}

/// Collects the files under a folder, without following links to folders.
fn list(folder: &Path, prefix: &str, depth: usize, paths: &mut BTreeSet<String>) -> Result<()> {
    let failed = |error| Problem::io("read the folder", folder, &error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        // A name that is not Unicode cannot be named in a design.
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            if depth < 8 && !name.starts_with('.') {
                list(&entry.path(), &format!("{path}/"), depth + 1, paths)?;
            }
            continue;
        }
        paths.insert(path);
        if paths.len() > MAX_ENTRIES {
            return Err(Problem::error(
                "design-too-many",
                format!("There are more than {MAX_ENTRIES} files in it"),
            )
            .hint("Choose the folder of one design")
            .into());
        }
    }
    Ok(())
}

impl Files for Folder {
    fn take(&mut self, path: &str) -> Result<Option<Vec<u8>>> {
        let file = self.root.join(path);
        let real = match fs::canonicalize(&file) {
            Ok(real) => real,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Problem::io("read the file", Path::new(path), &error).into()),
        };
        if !real.starts_with(&self.root) {
            return Err(Problem::error(
                "design-path",
                "This file is a link that leads out of the design's folder",
            )
            .hint("Put the file itself into the folder")
            .at(at_asset(path))
            .into());
        }
        if real.is_dir() {
            return Ok(None);
        }
        let bytes = read_file(&real, self.left)?;
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    fn paths(&self) -> BTreeSet<String> {
        self.paths.clone()
    }
}

/// Writes a design as a folder. An existing folder must be empty or a design; of a design, what the new one does not
/// use is removed, and files that are no part of it stay. The `design.json` comes last, so that a folder that was
/// interrupted is still the old design or no design yet.
///
/// # Errors
/// `exists` when something else is there; what the system says.
pub fn write_folder(file: &DesignFile, folder: &Path) -> Result<()> {
    let before = design_in(folder)?;
    fs::create_dir_all(folder).map_err(|error| Problem::io("make the folder", folder, &error))?;
    let files = contents(file);
    for (path, bytes) in files.iter().filter(|(path, _)| path.as_str() != DESIGN_JSON) {
        write_atomically(&folder.join(path), bytes)?;
    }
    write_atomically(&folder.join(DESIGN_JSON), to_json(&file.design).as_bytes())?;
    let Some(before) = before else { return Ok(()) };
    for name in before
        .assets()
        .into_iter()
        .filter(|name| super::path::fault(name).is_none() && !files.contains_key(*name))
    {
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Problem::io("remove the file", &folder.join(name), &error).into());
            }
            _ => {}
        }
    }
    Ok(())
}

/// The design that is in a folder already; an error when it is not empty and not a design.
fn design_in(folder: &Path) -> Result<Option<Design>> {
    let foreign = || {
        Problem::error("exists", "There is something else already; it was left as it is")
            .hint("Choose an empty folder, or the folder of a design")
            .at(Place::file(folder))
    };
    let mut entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Err(foreign().into()),
        Err(error) => return Err(Problem::io("write the design", folder, &error).into()),
    };
    if entries.next().is_none() {
        return Ok(None);
    }
    let text = read_file(&folder.join(DESIGN_JSON), MAX_BYTES).map_err(|_| foreign())?;
    match from_json(&String::from_utf8_lossy(&text)) {
        Ok(warned) => Ok(Some(warned.value)),
        Err(_) => Err(foreign().into()),
    }
}

/// All files of a design by path.
pub(super) fn contents(file: &DesignFile) -> BTreeMap<String, Arc<[u8]>> {
    let mut files: BTreeMap<String, Arc<[u8]>> = file.assets.clone();
    files.extend(
        file.fonts
            .iter()
            .map(|(name, bytes)| (format!("{FONTS}{name}"), Arc::clone(bytes))),
    );
    files.insert(DESIGN_JSON.to_owned(), Arc::from(to_json(&file.design).into_bytes()));
    files
}

/// Writes a file under a temporary name beside its place, then gives it its name.
pub(super) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |error: io::Error| Problem::io("write the file", path, &error);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    Ok(files::write_atomic(path, bytes).map_err(failed)?)
}
