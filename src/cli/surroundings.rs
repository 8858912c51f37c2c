//! The clock, the account, the environment and randomness: everything that the library takes as a parameter.

use std::path::{Path, PathBuf};

use crate::diag::{Problem, Result};
use crate::issue::Clock;
use crate::model::{CredentialId, Date, Moment};
use crate::store::{Seed, Stamp};

/// The surroundings of a real run.
#[derive(Debug)]
pub(super) struct System {
    who: String,
    seed: Seed,
}

impl System {
    pub(super) fn new(who: Option<&str>) -> Result<System> {
        let who = match who.map(str::trim) {
            Some(who) if !who.is_empty() => who.to_owned(),
            _ => whoami::username().unwrap_or_else(|_| "unknown account".to_owned()),
        };
        Ok(System {
            who,
            seed: Seed(random()?),
        })
    }

    /// Fresh randomness of this run, for the salts of the journal.
    pub(super) fn seed(&self) -> Seed {
        self.seed
    }
}

#[expect(clippy::disallowed_methods, reason = "this is where randomness enters the program")]
fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        Problem::unexpected("no-randomness", format!("The system gives no random numbers: {error}"))
    })?;
    Ok(bytes)
}

impl Clock for System {
    #[expect(clippy::disallowed_methods, reason = "this is where the clock enters the program")]
    fn now(&self) -> Moment {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Moment(since.map_or(0, |since| since.as_millis() as i64))
    }

    fn today(&self) -> Date {
        // The issuer's day, by the time zone of the system.
        let today = jiff::Zoned::now().date();
        Date::new(i32::from(today.year()), today.month() as u32, today.day() as u32).unwrap_or(Date::EPOCH)
    }

    fn ahead(&self, at: Moment) -> i64 {
        // A moment that is no time of the calendar has no time zone.
        jiff::Timestamp::from_millisecond(at.0)
            .map_or(0, |at| i64::from(jiff::tz::TimeZone::system().to_offset(at).seconds()))
    }

    fn new_id(&self) -> Result<CredentialId> {
        random().map(CredentialId)
    }

    fn stamp(&self) -> Stamp {
        Stamp::new(self.now(), self.who.clone())
    }
}

/// A variable of the environment that is not empty.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where the environment enters the program"
)]
fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

/// The program's folder in the user's data directory.
pub(super) fn data_folder() -> Result<PathBuf> {
    let data = if cfg!(target_os = "windows") {
        variable("APPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        variable("XDG_DATA_HOME").or_else(|| variable("HOME").map(|home| home.join(".local/share")))
    };
    let data = data.ok_or_else(|| {
        Problem::error("no-data-directory", "Your data directory is not known")
            .hint("Name a workspace with --workspace DIR")
    })?;
    Ok(data.join("accolade"))
}

/// Where this person keeps documents: the folder that the system has for them, or the home where there is none.
pub(super) fn documents() -> Option<PathBuf> {
    let home = if cfg!(target_os = "windows") {
        "USERPROFILE"
    } else {
        "HOME"
    };
    let home = variable(home)?;
    let folders = config_folder().map(|config| std::fs::read_to_string(config.join("user-dirs.dirs")));
    // Only some desktops write it.
    let named = folders.and_then(|text| documents_named(&text.ok()?, &home));
    let folders = [named, Some(home.join("Documents"))];
    let there = folders.into_iter().flatten().find(|folder| folder.is_dir());
    Some(there.unwrap_or(home))
}

/// What the file of the folders of a desktop says of documents, such as `XDG_DOCUMENTS_DIR="$HOME/Dokumente"`.
fn documents_named(folders: &str, home: &Path) -> Option<PathBuf> {
    let said = |line: &str| line.trim().strip_prefix("XDG_DOCUMENTS_DIR=").map(str::to_owned);
    let said = folders.lines().filter_map(said).next_back()?;
    let said = said.trim().trim_matches('"').replace("\\", "");
    match said.strip_prefix("$HOME") {
        Some(within) => Some(home.join(within.trim_matches('/'))),
        None => Some(PathBuf::from(said)).filter(|path| path.is_absolute()),
    }
}

/// Where the workspace is by default.
pub(super) fn default_workspace() -> Result<PathBuf> {
    Ok(data_folder()?.join("workspace"))
}

/// Where systems keep their fonts: those of all users, and those of this one. Some may not be there.
pub(super) fn font_folders() -> Vec<PathBuf> {
    let home = |folder: &str| variable("HOME").map(|home| home.join(folder));
    let folders = if cfg!(target_os = "windows") {
        vec![
            variable("WINDIR").map(|windows| windows.join("Fonts")),
            variable("LOCALAPPDATA").map(|data| data.join("Microsoft").join("Windows").join("Fonts")),
        ]
    } else if cfg!(target_os = "macos") {
        vec![
            Some("/System/Library/Fonts".into()),
            Some("/Library/Fonts".into()),
            home("Library/Fonts"),
        ]
    } else {
        vec![
            Some("/usr/share/fonts".into()),
            Some("/usr/local/share/fonts".into()),
            variable("XDG_DATA_HOME")
                .map(|data| data.join("fonts"))
                .or_else(|| home(".local/share/fonts")),
            home(".fonts"),
        ]
    };
    folders.into_iter().flatten().collect()
}

/// The folder for temporary files.
pub(super) fn temporary() -> PathBuf {
    std::env::temp_dir()
}

/// The file of choices that outlive a run; `None` where the system has no place for it.
pub(super) fn settings_file() -> Option<PathBuf> {
    Some(config_folder()?.join("accolade").join("settings.json"))
}

/// Where programs keep their settings.
fn config_folder() -> Option<PathBuf> {
    if cfg!(target_os = "windows") {
        variable("APPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        variable("XDG_CONFIG_HOME").or_else(|| variable("HOME").map(|home| home.join(".config")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_for_documents_is_the_one_that_the_desktop_names() {
        let named = |line: &str| {
            let text = format!("# made by xdg-user-dirs\nXDG_DESKTOP_DIR=\"$HOME/Tisch\"\n{line}\n");
            documents_named(&text, Path::new("/h/ann"))
        };
        let found = |path: &str| Some(PathBuf::from(path));
        assert_eq!(
            named("XDG_DOCUMENTS_DIR=\"$HOME/Meine Dokumente\""),
            found("/h/ann/Meine Dokumente")
        );
        assert_eq!(
            named("XDG_DOCUMENTS_DIR=\"$HOME/\""),
            found("/h/ann"),
            "where there is none of its own"
        );
        assert_eq!(named("#XDG_DOCUMENTS_DIR=\"$HOME/Old\""), None);
        assert_eq!(named("XDG_DOCUMENTS_DIR=\"Documents\""), None, "that could be anywhere");
        assert_eq!(named(""), None);
        #[cfg(unix)]
        assert_eq!(named("XDG_DOCUMENTS_DIR=\"/data/o\\$k\""), found("/data/o$k"));
    }
}
