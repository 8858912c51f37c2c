//! The pictures that a list names: whether each lies where it says, and can be read.
//!
//! Rows are checked again whenever they are looked at, so each path is looked up once and remembered until
//! [`PictureFolder::forget`]. The first bytes tell whether a file is a picture. Whether the rest of it can be read takes
//! long to find out: somebody else does it for those that are [unread](PictureFolder::unread), and what came of it is known
//! from then on, as long as the file stays what it is.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crate::diag::Problem;
use crate::locale::compare_key;

use super::finding::Flaw;

/// Where the paths of pictures begin: the folder of the sheet.
#[derive(Debug)]
pub struct PictureFolder {
    folder: PathBuf,
    /// Whether the pictures are those of a form, which can be named by full paths, too.
    is_form: bool,
    /// The full paths that a person named: the list itself names none beyond its folder.
    chosen: Mutex<HashSet<Box<str>>>,
    seen: Mutex<HashMap<Box<str>, Sight>>,
    read: Mutex<HashMap<Box<str>, Whole>>,
}

/// What was found wrong with a whole file, as it was then.
type Whole = (Stamp, Option<Box<Problem>>);

/// What tells without reading it whether a file is another one: its length in bytes, and when it was written last.
type Stamp = (u64, Option<SystemTime>);

/// A picture by its first bytes, of which it is not known whether the rest can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// As the rows name it, below the folder.
    pub path: String,
    stamp: Stamp,
}

impl PartialEq for PictureFolder {
    fn eq(&self, other: &PictureFolder) -> bool {
        self.folder == other.folder && self.is_form == other.is_form
    }
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sight {
    Picture(Stamp),
    /// No file; one that is called nearly so is beside it.
    Nothing(Option<String>),
    /// A file that is no picture or a damaged one, with what to say of it.
    Other(Stamp, Box<Problem>),
}

/// So many bytes at the beginning of a file tell what it is.
const SIGNATURE: usize = 64;

/// Of so many pictures that were not there or could not be read it is looked whether they are others by now.
const ASKED: usize = 1_000;

impl PictureFolder {
    pub fn new(folder: impl Into<PathBuf>) -> PictureFolder {
        PictureFolder {
            folder: folder.into(),
            is_form: false,
            chosen: Mutex::default(),
            seen: Mutex::default(),
            read: Mutex::default(),
        }
    }

    /// The folder of the pictures that were chosen in a form.
    pub fn of_form(folder: impl Into<PathBuf>) -> PictureFolder {
        PictureFolder {
            is_form: true,
            ..PictureFolder::new(folder)
        }
    }

    /// Takes what a person wrote, who may name a picture anywhere by its full path.
    pub(in crate::import) fn choose(&self, text: &str) {
        if !self.is_form && Path::new(text).is_absolute() {
            lock(&self.chosen).insert(text.into());
        }
    }

    /// Whether a picture is named by a full path that may be anywhere.
    pub(super) fn is_full(&self, path: &str) -> bool {
        Path::new(path).is_absolute() && (self.is_form || lock(&self.chosen).contains(path))
    }

    /// The same folder with nothing looked for yet; what was read whole is known.
    pub fn again(&self) -> PictureFolder {
        PictureFolder {
            folder: self.folder.clone(),
            is_form: self.is_form,
            chosen: Mutex::new(lock(&self.chosen).clone()),
            seen: Mutex::default(),
            read: Mutex::new(lock(&self.read).clone()),
        }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether a picture that was not there when it was looked for is there now, or one that could not be read is another.
    pub fn has_news(&self) -> bool {
        let seen = lock(&self.seen);
        let wrong = seen.iter().filter(|seen| !matches!(seen.1, Sight::Picture(_)));
        let mut wrong = wrong.take(ASKED);
        wrong.any(|(path, sight)| match (stamp_of(&self.folder.join(&**path)), sight) {
            (Some(now), Sight::Other(then, _)) => now != *then,
            (now, _) => now.is_some(),
        })
    }

    /// Has every picture looked for again.
    pub fn forget(&self) {
        lock(&self.seen).clear();
    }

    /// The pictures that were looked for of which it is not known whether they can be read, in alphabetical order.
    pub fn unread(&self) -> Vec<Unread> {
        let mut unread = self.let_through(|read, stamp| read.is_none_or(|(known, _)| *known != stamp));
        unread.sort_by(|a, b| a.path.cmp(&b.path));
        unread
    }

    /// Notes what is wrong with a picture, all of which was read. Rows are told when it is looked for again.
    pub fn note_read(&self, picture: &Unread, problem: Option<Problem>) {
        let found = (picture.stamp, problem.map(Box::new));
        lock(&self.read).insert(picture.path.as_str().into(), found);
    }

    /// How many pictures cannot be read that rows were let through with.
    pub fn damaged(&self) -> usize {
        let is_damaged = |read: Option<&Whole>, stamp| matches!(read, Some((known, Some(_))) if *known == stamp);
        self.let_through(is_damaged).len()
    }

    /// Pictures by their first bytes, chosen by what was found when they were read.
    fn let_through(&self, is_it: impl Fn(Option<&Whole>, Stamp) -> bool) -> Vec<Unread> {
        let (seen, read) = (lock(&self.seen), lock(&self.read));
        let chosen = seen.iter().filter_map(|(path, sight)| match sight {
            Sight::Picture(stamp) if is_it(read.get(path), *stamp) => Some(Unread {
                path: path.to_string(),
                stamp: *stamp,
            }),
            _ => None,
        });
        chosen.collect()
    }

    /// What is wrong with the picture at a path below the folder.
    pub(super) fn flaw(&self, path: &str) -> Option<Flaw> {
        let flaw = match self.sight(path) {
            Sight::Picture(_) => return None,
            Sight::Other(_, problem) => Flaw::from(*problem),
            Sight::Nothing(near) => {
                let (beside, hint) = match (self.is_form, self.is_full(path)) {
                    (true, _) => ("", "Choose it in the form, or write its full path"),
                    (false, true) => ("", "Put it there, or choose it where it is"),
                    (false, false) => (" beside the sheet", "Put it there, or write how it is called"),
                };
                let message = format!("There is no picture {path}{beside}");
                let flaw = Flaw::from(Problem::error("image-missing", message)).hint(hint);
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
        let mut seen = lock(&self.seen);
        if let Some(sight) = seen.get(path) {
            return sight.clone();
        }
        let sight = self.look(path);
        seen.insert(path.into(), sight.clone());
        sight
    }

    fn look(&self, path: &str) -> Sight {
        let whole = self.folder.join(path);
        let Some(stamp) = stamp_of(&whole) else {
            return Sight::Nothing(near(&whole, path));
        };
        let known = lock(&self.read).get(path).filter(|(known, _)| *known == stamp).cloned();
        let problem = match known {
            Some((_, problem)) => problem,
            None => wrong_start(&whole, path).map(Box::new),
        };
        match problem {
            Some(problem) => Sight::Other(stamp, problem),
            None => Sight::Picture(stamp),
        }
    }
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing is ever half done behind the locks.
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// None where there is no such file.
fn stamp_of(path: &Path) -> Option<Stamp> {
    let file = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    Some((file.len(), file.modified().ok()))
}

/// What is wrong with the first bytes of a file.
fn wrong_start(whole: &Path, path: &str) -> Option<Problem> {
    let mut start = Vec::with_capacity(SIGNATURE);
    let read = File::open(whole).and_then(|file| file.take(SIGNATURE as u64).read_to_end(&mut start));
    match read {
        Err(error) => Some(Problem::io("read the picture", whole, &error)),
        Ok(_) if is_readable(&start) => None,
        Ok(_) => {
            let message = format!("The file {path} is no picture that can be read");
            Some(Problem::error("image-format", message).hint("Save it as PNG, JPEG or WebP"))
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

    #[test]
    fn what_reading_a_whole_picture_told_is_known_until_its_file_is_another() {
        let place = scratch("picture-folder-read");
        for name in ["good.png", "half.png"] {
            std::fs::write(place.join(name), b"\x89PNG\r\n\x1a\n and more").expect("writes");
        }
        let folder = PictureFolder::new(&place);
        let paths = |folder: &PictureFolder| -> Vec<String> {
            let unread = folder.unread().into_iter();
            unread.map(|picture| picture.path).collect()
        };
        assert_eq!(paths(&folder), [""; 0], "nobody names one");
        for name in ["half.png", "good.png", "nobody.png"] {
            drop(folder.flaw(name));
        }
        assert_eq!(paths(&folder), ["good.png", "half.png"]);
        for picture in folder.unread() {
            let damage = Problem::error("picture-damaged", "The picture is damaged");
            folder.note_read(&picture, (picture.path == "half.png").then_some(damage));
        }
        assert_eq!((paths(&folder).len(), folder.damaged()), (0, 1));
        assert_eq!(code(&folder, "half.png"), None, "each is looked for once");
        folder.forget();
        assert_eq!(code(&folder, "half.png").as_deref(), Some("picture-damaged"));
        assert_eq!(code(&folder, "good.png"), None);
        assert_eq!((paths(&folder).len(), folder.damaged()), (0, 0));
        let again = folder.again();
        assert_eq!(code(&again, "half.png").as_deref(), Some("picture-damaged"));

        assert!(!folder.has_news());
        std::fs::write(place.join("half.png"), b"\x89PNG\r\n\x1a\n and all of it").expect("writes");
        assert!(folder.has_news());
        folder.forget();
        assert_eq!(code(&folder, "half.png"), None);
        assert_eq!(paths(&folder), ["half.png"], "it is another one");
    }
}
