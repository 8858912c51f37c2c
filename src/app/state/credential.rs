//! What the page of a published credential shows.

use crate::diag::Problems;
use crate::model::{CredentialId, LocalTime, Step};

use super::review::{EditField, EditKind, Opened, TypedPath};

#[derive(Clone, Debug, Default)]
pub struct Credential {
    pub id: Option<CredentialId>,
    /// Whether the workspace was changed since it was read.
    pub stale: bool,
    pub busy: bool,
    pub failed: Option<Problems>,
    pub shown: Option<Shown>,
    pub as_page: bool,
    pub badge: bool,
    pub asked: Option<Question>,
    /// A correction whose dialog was closed with something typed in it: it goes on when that is opened again.
    pub aside: Option<(CredentialId, Question)>,
    pub taking: Taking,
}

/// How far the step is that the open dialog asks about.
#[derive(Clone, Debug, Default)]
pub enum Taking {
    #[default]
    NotYet,
    UnderWay,
    /// It was not possible, and can be tried again with what was typed.
    Refused(Problems),
}

/// A credential with its files and its history.
#[derive(Clone, Debug)]
pub struct Shown {
    pub opened: Box<Opened>,
    /// Where its page and its revisions are.
    pub folder: std::path::PathBuf,
    pub page: Option<std::path::PathBuf>,
    pub files: Vec<File>,
    /// What was published before and is kept, the newest first: the number of the revision and its files.
    pub earlier: Vec<(u32, Vec<File>)>,
    /// The last event first.
    pub history: Vec<Happened>,
    /// Where a correction of it stands.
    pub correction: Option<Correction>,
    /// The picture's version: another one for every revision.
    pub version: u64,
}

/// A published file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub name: String,
    /// In bytes.
    pub len: u64,
    pub path: std::path::PathBuf,
    /// Whether it is where it should be.
    pub there: bool,
}

/// An event of its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// The day and the minute, by the time where the issuer is.
    pub at: LocalTime,
    pub what: String,
    pub who: String,
    pub why: Option<String>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub reason: String,
    pub held: Option<String>,
}

/// A dialog that asks for a reason, and for the new values of a correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub step: Step,
    pub reason: String,
    pub fields: Vec<EditField>,
    pub path: TypedPath,
}

impl Question {
    /// Whether a correction is typed in it.
    fn is_typed(&self) -> bool {
        let is_typed = !self.reason.trim().is_empty() || self.fields.iter().any(EditField::is_changed);
        self.step == Step::Correct && is_typed
    }

    /// Whether it takes somebody's name away.
    pub fn is_nameless(&self) -> bool {
        let mut names = self
            .fields
            .iter()
            .filter(|field| field.name.as_str() == "recipient.name");
        names.any(|field| field.text.trim().is_empty())
    }

    /// Whether it is about the same values as another one.
    fn is_of(&self, other: &Question) -> bool {
        let stored = |question: &Question| -> Vec<_> {
            let fields = question.fields.iter();
            fields.map(|field| (field.name.clone(), field.stored.clone())).collect()
        };
        self.step == other.step && stored(self) == stored(other)
    }
}

impl Credential {
    /// Opens a dialog, takes what was typed in it, or closes it. Its pictures come from files by commands of their own:
    /// one that came while something was typed stays.
    pub fn ask(&mut self, question: Option<Question>) {
        // What is typed by now would not be in the step, and its answer is for this dialog.
        if matches!(self.taking, Taking::UnderWay) {
            return;
        }
        self.taking = Taking::NotYet;
        let before = std::mem::replace(&mut self.asked, question);
        let (before, now) = match (before, &mut self.asked) {
            (Some(before), Some(now)) => (before, now),
            (None, Some(now)) => {
                if let Some((_, aside)) = self
                    .aside
                    .take_if(|(of, aside)| Some(*of) == self.id && aside.is_of(now))
                {
                    *now = aside;
                }
                return;
            }
            (Some(before), None) => {
                if let Some(id) = self.id.filter(|_| before.is_typed()) {
                    self.aside = Some((id, before));
                }
                return;
            }
            (None, None) => return,
        };
        if before.step != now.step {
            return;
        }
        now.path = before.path;
        for field in &mut now.fields {
            let same = before.fields.iter().find(|other| other.name == field.name);
            if let Some(same) = same.filter(|_| field.kind == EditKind::Picture) {
                field.text.clone_from(&same.text);
            }
        }
    }
}
