//! What the screens of the settings show and what is chosen there.

use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::Problems;
use crate::fonts::SystemFamily;
pub use crate::issue::IssuerEdit;
use crate::locale;
use crate::model::{BlobId, Issuer};

use super::path::Agreed;
use super::start::Restoring;

/// The title of the job that backs up, by which its page finds it.
pub const BACKING_UP: &str = "Backing up";
/// The title of the job that restores.
pub const RESTORING: &str = "Restoring a backup";
/// The title of the job that checks.
pub const CHECKING: &str = "Checking the workspace";

#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What was typed of the issuer; `None` while it is as in the workspace.
    pub issuer: Option<IssuerEdit>,
    pub issuer_failed: Option<Problems>,
    /// The name in which steps are logged as it was before it was typed over.
    pub who_before: Option<String>,
    pub fonts: Fonts,
    pub system: SystemFonts,
    pub add_font: Option<AddFont>,
    pub font_failed: Option<Problems>,
    pub backup: Backup,
    pub restore: Restore,
    pub check: Check,
    /// The command whose keys are waited for.
    pub recording: Option<&'static str>,
    /// The command whose keys were refused, and why.
    pub refused: Option<(&'static str, String)>,
    pub keys_filter: String,
    pub licences_filter: String,
    /// The licence whose text is shown.
    pub licence: Option<usize>,
}

/// A font file while it is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddFont {
    /// The family that is missing; none when any font will do.
    pub family: Option<String>,
    pub path: String,
}

#[derive(Clone, Debug, Default)]
pub struct Backup {
    pub path: String,
    pub agreed: Agreed,
    pub failed: Option<Problems>,
    /// The last one that was written.
    pub done: Option<PathBuf>,
}

#[derive(Clone, Debug, Default)]
pub struct Restore {
    pub form: Restoring,
    pub failed: Option<Problems>,
    /// The folder of the last one, and what was wrong with it.
    pub done: Option<(PathBuf, Problems)>,
}

/// The check of the workspace.
#[derive(Clone, Debug, Default)]
pub enum Check {
    #[default]
    Never,
    Running,
    /// What was found; nothing when all is in order.
    Done(Problems),
    Failed(Problems),
}

#[derive(Clone, Debug, Default)]
pub enum Fonts {
    #[default]
    Unread,
    Reading,
    Read(FontList),
    Failed(Problems),
}

/// The fonts of this computer, which can be imported.
#[derive(Clone, Debug, Default)]
pub struct SystemFonts {
    /// What was found, by name; it is looked for once.
    pub found: Option<Arc<Vec<SystemFamily>>>,
    /// The families that the workspace has already.
    pub own: Vec<String>,
    pub reading: bool,
    /// Whether the workspace's families may have changed since.
    pub stale: bool,
    pub failed: Option<Problems>,
    /// The words that are looked for.
    pub words: String,
    /// Whether all are listed, however many there are.
    pub all: bool,
    /// The family that is being imported.
    pub importing: Option<String>,
}

impl SystemFonts {
    /// Whether they must be looked for before they are shown.
    pub fn is_wanted(&self) -> bool {
        !self.reading && self.failed.is_none() && (self.found.is_none() || self.stale)
    }

    /// Whether the workspace has a family.
    pub fn is_own(&self, family: &str) -> bool {
        self.own.iter().any(|own| own.eq_ignore_ascii_case(family))
    }

    /// The families of the workspace whose names have all words.
    pub fn own_matching<'a>(&'a self, words: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let words = locale::query_words(words);
        self.own.iter().map(String::as_str).filter(move |family| {
            let name = locale::searched(family);
            words.iter().all(|word| name.contains(word.as_str()))
        })
    }

    /// The families whose names have all words.
    pub fn matching<'a>(&'a self, words: &str) -> impl Iterator<Item = &'a SystemFamily> + use<'a> {
        let words = locale::query_words(words);
        let found = self.found.as_deref().map(Vec::as_slice).unwrap_or_default();
        found.iter().filter(move |family| {
            let name = locale::searched(&family.name);
            words.iter().all(|word| name.contains(word.as_str()))
        })
    }
}

impl FontList {
    /// The families whose names have all words, those of the workspace first, each with its file where it has one there.
    pub fn matching(&self, words: &str) -> Vec<(&str, Option<BlobId>)> {
        let words = locale::query_words(words);
        let own = self.own.iter().flat_map(|font| {
            let families = font.families.iter().map(String::as_str);
            families.map(|family| (family, Some(font.blob)))
        });
        let bundled = self.bundled.iter().map(|family| (family.name.as_str(), None));
        let mut found: Vec<(&str, Option<BlobId>)> = Vec::new();
        for (family, blob) in own.chain(bundled) {
            let name = locale::searched(family);
            let is_there = found.iter().any(|(known, _)| known.eq_ignore_ascii_case(family));
            if !is_there && words.iter().all(|word| name.contains(word.as_str())) {
                found.push((family, blob));
            }
        }
        found
    }

    /// The file in which the workspace has a family; `Some(None)` when the program has it, `None` when nobody does.
    pub fn file_of(&self, family: &str) -> Option<Option<BlobId>> {
        let mut found = self.matching("").into_iter();
        found
            .find(|(known, _)| known.eq_ignore_ascii_case(family))
            .map(|(_, blob)| blob)
    }
}

/// The fonts of the program and of the designs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FontList {
    pub bundled: Vec<Family>,
    /// Those of the workspace.
    pub own: Vec<Own>,
    pub imported: Vec<Imported>,
    pub missing: Vec<Missing>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    pub name: String,
    pub styles: usize,
    /// Whether it has an italic.
    pub italic: bool,
}

/// A font file of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    pub file: String,
    pub blob: BlobId,
    pub families: Vec<String>,
    /// Whether its licence forbids that documents embed it.
    pub forbidden: bool,
}

/// A font file that designs bring along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    pub file: String,
    /// The names of the designs.
    pub designs: Vec<String>,
}

/// A family that nobody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub family: String,
    /// The names of the designs that name it.
    pub designs: Vec<String>,
}

/// What is wrong with the e-mail address of an issuer as typed.
pub fn wrong_email(email: &str) -> Option<&'static str> {
    let email = email.trim();
    let wrong = !email.is_empty() && crate::import::check_email(email).is_err();
    wrong.then_some("This is no e-mail address. Write it like office@example.org")
}

/// An issuer as it is typed.
pub fn edit_of(issuer: &Issuer) -> IssuerEdit {
    IssuerEdit {
        name: issuer.name.clone(),
        url: issuer.url.clone().unwrap_or_default(),
        email: issuer.email.clone().unwrap_or_default(),
        ..IssuerEdit::default()
    }
}
