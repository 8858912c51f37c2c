//! The pictures that a list names: whether each lies where it says, and can be read.
//!
//! Rows are checked again whenever they are looked at, so each path is looked up once and remembered until
//! [`PictureFolder::forget`].

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::diag::Problem;
use crate::locale::compare_key;

use super::finding::Flaw;

/// Where the paths of pictures begin: the folder of the sheet.
#[derive(Debug)]
pub struct PictureFolder {
    folder: PathBuf,
    seen: Mutex<HashMap<Box<str>, Sight>>,
}

impl PartialEq for PictureFolder {
    fn eq(&self, other: &PictureFolder) -> bool {
        self.folder == other.folder
    }
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sight {
    Picture,
    /// No file; one that is called nearly so is beside it.
    Nothing(Option<String>),
    /// A file that is no picture, with what to say of it.
    Other(Box<Problem>),
}

/// So many bytes at the beginning of a file tell what it is.
const SIGNATURE: usize = 64;

/// Of so many pictures that were not there it is looked whether they are by now.
const ASKED: usize = 1_000;

impl PictureFolder {
    pub fn new(folder: impl Into<PathBuf>) -> PictureFolder {
        PictureFolder {
            folder: folder.into(),
            seen: Mutex::default(),
        }
    }

    /// Whether a picture that was not there when it was looked for is there now.
    pub fn has_news(&self) -> bool {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let mut missing = seen
            .iter()
            .filter(|(_, sight)| matches!(sight, Sight::Nothing(_)))
            .take(ASKED);
        missing.any(|(path, _)| self.folder.join(&**path).is_file())
    }

    /// Has every picture looked for again.
    pub fn forget(&self) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// What is wrong with the picture at a path below the folder.
    pub(super) fn flaw(&self, path: &str) -> Option<Flaw> {
        let flaw = match self.sight(path) {
            Sight::Picture => return None,
            Sight::Other(problem) => Flaw::from(*problem),
            Sight::Nothing(near) => {
                let message = format!("There is no picture {path} beside the sheet");
                let flaw = Flaw::from(Problem::error("image-missing", message));
                let flaw = flaw.hint("Put it there, or write how it is called");
                match near {
                    Some(near) => flaw.write(near),
                    None => flaw,
                }
            }
        };
        Some(flaw)
    }

    /// The path of the one picture whose name differs in case or ending only.
    pub(super) fn near(&self, path: &str) -> Option<String> {
        near(&self.folder.join(path), path)
    }

    fn sight(&self, path: &str) -> Sight {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sight) = seen.get(path) {
            return sight.clone();
        }
        let sight = look(&self.folder, path);
        seen.insert(path.into(), sight.clone());
        sight
    }
}

fn look(folder: &Path, path: &str) -> Sight {
    let whole = folder.join(path);
    if !whole.is_file() {
        return Sight::Nothing(near(&whole, path));
    }
    let mut start = Vec::with_capacity(SIGNATURE);
    let read = File::open(&whole).and_then(|file| file.take(SIGNATURE as u64).read_to_end(&mut start));
    match read {
        Err(error) => Sight::Other(Box::new(Problem::io("read the picture", &whole, &error))),
        Ok(_) if is_readable(&start) => Sight::Picture,
        Ok(_) => {
            let message = format!("The file {path} is no picture that can be read");
            let problem = Problem::error("image-format", message).hint("Save it as PNG, JPEG or WebP");
            Sight::Other(Box::new(problem))
        }
    }
}

/// Whether a file is a PNG, JPEG or WebP, by its first bytes (the signatures of their specifications).
fn is_readable(start: &[u8]) -> bool {
    let is_webp = start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WEBP");
    is_webp || start.starts_with(b"\x89PNG\r\n\x1a\n") || start.starts_with(b"\xff\xd8\xff")
}

/// The path of the one picture in the same folder whose name differs in case or in its ending only.
fn near(whole: &Path, path: &str) -> Option<String> {
    let (folder, name) = path
        .rsplit_once('/')
        .map_or(("", path), |(folder, name)| (folder, name));
    let wanted = compare_key(stem(name));
    let entries = std::fs::read_dir(whole.parent()?).ok()?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut alike = names.filter(|other| is_picture(other) && compare_key(stem(other)) == wanted);
    let first = alike.next().filter(|_| !wanted.is_empty())?;
    let only = alike.next().is_none();
    only.then(|| {
        if folder.is_empty() {
            first.clone()
        } else {
            format!("{folder}/{first}")
        }
    })
}

/// The name without the ending of a picture; in “A. Meier” there is none.
fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if is_picture(name) => stem,
        _ => name,
    }
}

fn is_picture(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ["png", "jpg", "jpeg", "webp"].contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let place = std::env::temp_dir().join(format!("accolade-{name}-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&place));
        std::fs::create_dir_all(&place).expect("makes");
        place
    }

    fn code(folder: &PictureFolder, path: &str) -> Option<String> {
        folder.flaw(path).map(|flaw| flaw.problem.code.to_string())
    }

    #[test]
    fn a_picture_that_is_not_there_or_is_none_is_said() {
        let place = scratch("picture-folder");
        std::fs::create_dir_all(place.join("photos")).expect("makes");
        std::fs::write(place.join("photos/Ána.PNG"), b"\x89PNG\r\n\x1a\n and more").expect("writes");
        std::fs::write(place.join("words.png"), b"these are words").expect("writes");
        let folder = PictureFolder::new(&place);
        assert_eq!(code(&folder, "photos/Ána.PNG"), None);
        assert_eq!(code(&folder, "words.png").as_deref(), Some("image-format"));
        assert_eq!(code(&folder, "photos/nobody.png").as_deref(), Some("image-missing"));
        assert_eq!(code(&folder, "photos").as_deref(), Some("image-missing"));
        for near in ["photos/Ána", "photos/Ána.jpg", "photos/ÁNA.jpeg"] {
            let flaw = folder.flaw(near).expect("is not there");
            assert_eq!(flaw.texts(), ["photos/Ána.PNG"], "{near}");
        }
    }

    #[test]
    fn a_picture_that_was_put_there_is_found_when_it_is_looked_for_again() {
        let place = scratch("picture-folder-news");
        let folder = PictureFolder::new(&place);
        assert_eq!(code(&folder, "late.jpg").as_deref(), Some("image-missing"));
        assert!(!folder.has_news());
        std::fs::write(place.join("late.jpg"), b"\xff\xd8\xff\xe0....").expect("writes");
        assert!(folder.has_news());
        assert!(code(&folder, "late.jpg").is_some(), "each is looked for once");
        folder.forget();
        assert_eq!(code(&folder, "late.jpg"), None);
    }
}
