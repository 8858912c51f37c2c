//! What can be wrong, and how it is said: problems with a severity, a place and hints.
//!
//! There is one type for everything that a person must be told, from an unreadable file to a letter that a font lacks.
//! A function that cannot go on returns [`Result`]; one that made something but noticed flaws returns [`Warned`].
//! Messages are in sentence case without a final period; a hint starts with a verb and can be acted upon. Private data
//! (names, e-mails) come last in a message.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// For information.
    Note,
    /// Must be fixed or accepted before publication.
    Warning,
    /// Cannot be accepted; holds publication.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// Where a problem is. Every part is optional; an empty place means “the whole”.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// A file, as the user named it.
    pub file: Option<String>,
    /// A sheet of a workbook.
    pub sheet: Option<String>,
    /// A row as the spreadsheet program numbers it, from 1.
    pub row: Option<u32>,
    /// A column by its heading, or its letter where it has none.
    pub column: Option<String>,
    /// A field, such as `recipient.name`.
    pub field: Option<String>,
    /// A page of a design, from 1.
    pub page: Option<u32>,
    /// An element of a design, by name.
    pub element: Option<String>,
    /// A credential, by id.
    pub credential: Option<String>,
}

impl Place {
    pub fn file(path: &Path) -> Place {
        Place {
            file: Some(path.display().to_string()),
            ..Place::default()
        }
    }

    pub fn row(row: u32) -> Place {
        Place {
            row: Some(row),
            ..Place::default()
        }
    }

    pub fn element(page: u32, name: &str) -> Place {
        Place {
            page: Some(page),
            element: Some(name.to_owned()),
            ..Place::default()
        }
    }

    pub fn field(field: &str) -> Place {
        Place {
            field: Some(field.to_owned()),
            ..Place::default()
        }
    }

    pub fn column(mut self, column: impl Into<String>) -> Place {
        self.column = Some(column.into());
        self
    }

    pub fn is_empty(&self) -> bool {
        *self == Place::default()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.file.clone());
        parts.extend(self.sheet.as_ref().map(|s| format!("sheet “{s}”")));
        parts.extend(self.row.map(|r| format!("row {r}")));
        parts.extend(self.column.as_ref().map(|c| format!("column “{c}”")));
        parts.extend(self.page.filter(|p| *p > 1).map(|p| format!("page {p}")));
        parts.extend(self.element.as_ref().map(|e| format!("element “{e}”")));
        parts.extend(self.field.as_ref().map(|n| format!("field {n}")));
        parts.extend(self.credential.as_ref().map(|c| format!("credential {c}")));
        f.write_str(&parts.join(", "))
    }
}

/// One thing that a person should know: what happened, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub severity: Severity,
    /// A stable kebab-case name of the kind of problem, for grouping and filters, such as `missing-glyph`.
    pub code: Cow<'static, str>,
    /// Sentence case, no final period.
    pub message: String,
    /// Each starts with a verb.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<String>,
    #[serde(default, skip_serializing_if = "Place::is_empty")]
    pub place: Place,
    /// Whether this is a fault of the program or the machine rather than of the input.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unexpected: bool,
}

impl Problem {
    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Problem {
        Problem {
            severity,
            code: Cow::Borrowed(code),
            message: message.into(),
            hints: Vec::new(),
            place: Place::default(),
            unexpected: false,
        }
    }

    pub fn error(code: &'static str, message: impl Into<String>) -> Problem {
        Problem::new(Severity::Error, code, message)
    }

    pub fn warning(code: &'static str, message: impl Into<String>) -> Problem {
        Problem::new(Severity::Warning, code, message)
    }

    pub fn note(code: &'static str, message: impl Into<String>) -> Problem {
        Problem::new(Severity::Note, code, message)
    }

    /// An error that no input should be able to cause.
    pub fn unexpected(code: &'static str, message: impl Into<String>) -> Problem {
        Problem {
            unexpected: true,
            ..Problem::error(code, message)
        }
    }

    /// A failed file operation; `doing` completes “Cannot …”, for example `read the design`.
    pub fn io(doing: &str, path: &Path, error: &io::Error) -> Problem {
        let (code, why, hint) = match error.kind() {
            io::ErrorKind::NotFound => ("not-found", "it does not exist".to_owned(), "Check the path"),
            io::ErrorKind::PermissionDenied => (
                "no-permission",
                "permission is denied".to_owned(),
                "Choose a place where you may read and write",
            ),
            io::ErrorKind::ReadOnlyFilesystem => (
                "read-only",
                "its disk is read-only".to_owned(),
                "Copy it to a disk that can be written, or choose another place",
            ),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => (
                "disk-full",
                "the disk is full".to_owned(),
                "Free some space and run it again; what was finished is kept",
            ),
            io::ErrorKind::IsADirectory => ("is-a-folder", "it is a folder".to_owned(), "Name a file"),
            io::ErrorKind::NotADirectory => (
                "not-a-folder",
                "a part of the path is not a folder".to_owned(),
                "Check the path",
            ),
            io::ErrorKind::AlreadyExists => ("exists", "it exists already".to_owned(), "Choose another name"),
            _ => ("io", error.to_string(), "Check that the disk is in order and try again"),
        };
        Problem::error(code, format!("Cannot {doing}: {why}"))
            .hint(hint)
            .at(Place::file(path))
    }

    /// Work that the user stopped.
    pub fn cancelled() -> Problem {
        Problem::error("cancelled", "Stopped before the end; what was finished is kept")
            .hint("Run it again to go on where it stopped")
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Problem {
        self.hints.push(hint.into());
        self
    }

    pub fn at(mut self, place: Place) -> Problem {
        self.place = place;
        self
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.message)
    }
}

/// Several problems at once. As the error of a [`Result`] it holds at least one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    pub fn extend(&mut self, other: impl IntoIterator<Item = Problem>) {
        self.0.extend(other);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }

    pub fn has_errors(&self) -> bool {
        self.0.iter().any(Problem::is_error)
    }

    /// The worst severity, `None` when there is no problem.
    pub fn worst(&self) -> Option<Severity> {
        self.0.iter().map(|p| p.severity).max()
    }

    /// `Err` when there is an error among them, else the value with the rest.
    pub fn into_result<T>(self, value: T) -> Result<Warned<T>> {
        if self.has_errors() {
            Err(self)
        } else {
            Ok(Warned { value, problems: self })
        }
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Problems {
        Problems(vec![problem])
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Problem> for Problems {
    fn from_iter<I: IntoIterator<Item = Problem>>(iter: I) -> Problems {
        Problems(iter.into_iter().collect())
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// The outcome of work that may be impossible.
pub type Result<T> = std::result::Result<T, Problems>;

/// Something that was made, with what was noticed while making it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Warned<T> {
    pub value: T,
    pub problems: Problems,
}

impl<T> Warned<T> {
    pub fn clean(value: T) -> Warned<T> {
        Warned {
            value,
            problems: Problems::default(),
        }
    }

    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Warned<U> {
        Warned {
            value: f(self.value),
            problems: self.problems,
        }
    }
}
