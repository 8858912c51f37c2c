//! The first start: the choice, and the form for a workspace of one's own.

use std::path::{Path, PathBuf};

use crate::diag::{Problem, Problems};

use super::path::typed_path;

#[derive(Clone, Debug, Default)]
pub struct Start {
    /// Whether the form is shown instead of the choice.
    pub form: bool,
    pub draft: Draft,
    /// The form that restores a backup, while it is shown instead of the choice.
    pub restore: Option<Restoring>,
    /// Why the last attempt did not work.
    pub failed: Option<Problems>,
    /// The workspace that another window has, which can be looked at all the same.
    pub taken: Option<PathBuf>,
    /// The folder for a copy of the open workspace, while it is typed.
    pub copy: Option<String>,
    pub copy_failed: Option<Problems>,
}

/// The fields of the form that a file or a folder is typed into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathOf {
    Logo,
    Folder,
}

impl Start {
    /// What was wrong with the file or folder of a field when the workspace was to be made.
    pub fn wrong(&self, field: PathOf) -> Option<&Problem> {
        if !self.form {
            return None;
        }
        let problem = self.failed.as_ref()?.iter().next()?;
        let of = match problem.place.file.as_deref() {
            Some(file) if file == self.draft.logo.trim() => PathOf::Logo,
            Some(_) => PathOf::Folder,
            None => return None,
        };
        (of == field).then_some(problem)
    }
}

/// What was typed into the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    pub name: String,
    /// On which the addresses of credentials are built; empty for none.
    pub url: String,
    /// The path of a picture; empty for none.
    pub logo: String,
    pub folder: String,
    /// Whether the folder was chosen by hand; until then it follows the name.
    pub folder_chosen: bool,
}

/// What was typed into the form that restores a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restoring {
    pub file: String,
    pub folder: String,
    /// Whether the folder was chosen by hand; until then it is called like the backup.
    pub folder_chosen: bool,
}

impl Restoring {
    /// What is still to be chosen.
    pub fn refused(&self) -> Option<&'static str> {
        match (self.file.trim().is_empty(), self.folder.trim().is_empty()) {
            (true, _) => Some("Choose a backup first"),
            (false, true) => Some("Choose a folder first"),
            (false, false) => None,
        }
    }

    /// With the folder that goes with the backup, among the documents, unless one was chosen.
    pub fn following(mut self, before: &Restoring, documents: &Path) -> Restoring {
        if self.folder != before.folder {
            self.folder_chosen = true;
        } else if !self.folder_chosen {
            let file = typed_path(&self.file);
            let folder = file
                .file_stem()
                .map(|name| documents.join(folder_name(&name.to_string_lossy())));
            self.folder = folder
                .map(|folder| folder.to_string_lossy().into_owned())
                .unwrap_or_default();
        }
        self
    }
}

/// What is wrong with the web address of an issuer as typed.
pub fn wrong_address(url: &str) -> Option<&'static str> {
    let wrong = "This is no web address. Write it like https://credentials.example.org";
    crate::issue::checked_address(url).is_err().then_some(wrong)
}

/// The web address with the beginning that was not typed; what is none stays as it is.
pub fn completed_address(url: &str) -> String {
    match crate::issue::checked_address(url) {
        Ok(Some(whole)) => whole,
        Ok(None) | Err(_) => url.to_owned(),
    }
}

/// A folder name of a name: letters and digits of any script, the rest as hyphens.
pub fn folder_name(name: &str) -> String {
    let mut folder = String::new();
    for c in name.trim().chars() {
        if c.is_alphanumeric() {
            folder.extend(c.to_lowercase());
        } else if !folder.ends_with('-') && !folder.is_empty() {
            folder.push('-');
        }
    }
    let folder = folder.trim_end_matches('-');
    if folder.is_empty() {
        "workspace".to_owned()
    } else {
        folder.chars().take(60).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn addresses_are_completed_or_said_to_be_none() {
        assert_eq!(completed_address("cert.uni.example"), "https://cert.uni.example");
        assert_eq!(completed_address("uni"), "uni");
        assert_eq!(wrong_address("cert.uni.example"), None);
        assert_eq!(wrong_address(""), None);
        assert!(wrong_address("uni").is_some_and(|wrong| wrong.contains("https://")));
    }

    #[test]
    fn folders_are_named_after_the_issuer() {
        assert_eq!(folder_name(" Northfield Institute, Inc. "), "northfield-institute-inc");
        assert_eq!(folder_name("../../x"), "x");
        assert_eq!(folder_name("جامعة"), "جامعة");
        assert_eq!(folder_name("…"), "workspace");
    }

    #[test]
    fn a_backup_is_restored_into_a_folder_of_its_name_unless_another_is_chosen() {
        let documents = Path::new("/documents");
        let before = Restoring::default();
        let typed = Restoring {
            file: "/disk/northfield-2026-05-31.backup ".to_owned(),
            ..before.clone()
        };
        let followed = typed.following(&before, documents);
        assert_eq!(Path::new(&followed.folder), documents.join("northfield-2026-05-31"));
        let chosen = Restoring {
            folder: "/own".to_owned(),
            ..followed.clone()
        };
        let chosen = chosen.following(&followed, documents);
        let other = Restoring {
            file: "/disk/other.backup".to_owned(),
            ..chosen.clone()
        };
        assert_eq!(other.following(&chosen, documents).folder, "/own");
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_at_its_field() {
        let said = |path: &str| {
            let error = io::Error::from(io::ErrorKind::NotFound);
            let start = Start {
                form: true,
                draft: Draft {
                    logo: " /pictures/logo.png".to_owned(),
                    folder: "/pictures/own".to_owned(),
                    ..Draft::default()
                },
                failed: Some(Problem::io("read it", Path::new(path), &error).into()),
                ..Start::default()
            };
            [PathOf::Logo, PathOf::Folder].map(|field| start.wrong(field).is_some())
        };
        assert_eq!(said("/pictures/logo.png"), [true, false]);
        assert_eq!(said("/pictures/own/workspace.json"), [false, true]);
    }
}
