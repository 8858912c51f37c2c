//! Pictures and files that lie on the system's clipboard, where the toolkit gives none of them.
//!
//! The toolkit reads texts, and pictures as pixels. What it does not: pictures of many megabytes, which arrive in pieces
//! slower than it waits, drawings that are to stay vectors, and files. Those are read here, by a job.

#[cfg(target_os = "linux")]
mod x11;

use std::path::PathBuf;

use crate::diag::Result;
use crate::progress::Progress;

use super::super::state::path::path_of;

/// What was copied elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Copied {
    /// A picture or a drawing as a file, under a name with the ending of its kind.
    File(&'static str, Vec<u8>),
    /// Files that were copied in a file manager.
    Paths(Vec<PathBuf>),
}

/// Whoever can read it. Called on a thread.
pub trait Clipboard: Send + Sync {
    /// What can be put on a page, a drawing rather than a picture; `None` when there is nothing of that kind, or the
    /// system's clipboard is not one that is read here.
    ///
    /// # Errors
    /// `clipboard-silent` when the other program stops giving it or takes too long, `clipboard-size` when it is too much,
    /// `clipboard-lost` when the connection breaks; the work was cancelled.
    fn read(&self, progress: &Progress) -> Result<Option<Copied>>;
}

/// The clipboard of the desktop.
#[derive(Debug)]
pub struct SystemClipboard;

impl Clipboard for SystemClipboard {
    #[cfg(target_os = "linux")]
    fn read(&self, progress: &Progress) -> Result<Option<Copied>> {
        x11::read(progress)
    }

    #[cfg(not(target_os = "linux"))]
    fn read(&self, _: &Progress) -> Result<Option<Copied>> {
        Ok(None)
    }
}

/// The files that a text names, one a line, as file managers copy them: `file:` addresses or absolute paths. `None`
/// when it says anything else.
pub fn paths_of(text: &str) -> Option<Vec<PathBuf>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    // What begins with `#` is a comment; the others begin with what shall be done with the files.
    let named = lines.filter(|line| !line.starts_with('#') && !matches!(*line, "copy" | "cut"));
    let paths: Option<Vec<PathBuf>> = named.map(path_of).collect();
    paths.filter(|paths| !paths.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn lists_of_files_are_told_from_texts() {
        let one = |path: &str| Some(vec![PathBuf::from(path)]);
        assert_eq!(paths_of("file:///srv/a/My%20seal.svg\r\n"), one("/srv/a/My seal.svg"));
        assert_eq!(paths_of("file://here/a.png"), one("/a.png"));
        assert_eq!(paths_of("# files\ncopy\nfile:///%C3%A4.png"), one("/ä.png"));
        assert_eq!(paths_of("/srv/a.png\n/srv/b.png").map(|paths| paths.len()), Some(2));
        for text in [
            "",
            "copy",
            "Certificate",
            "/srv/a.png\nand so on",
            "file:///%zz",
            "https://a/b.png",
        ] {
            assert_eq!(paths_of(text), None, "{text}");
        }
    }
}
