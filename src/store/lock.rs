//! One process at a time: an exclusive lock of the operating system on the file `lock`.
//!
//! The system releases the lock when the process ends, however it ends, so that a killed process never leaves a
//! workspace locked. The file says who has it, for the message to others.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::diag::{Place, Problem, Result};

use crate::files::Doing;

/// The held lock; dropping it releases it.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of the workspace in `dir`, or says who has it.
    pub(super) fn take(dir: &Path) -> Result<Lock> {
        let path = dir.join("lock");
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .doing("open the workspace", &path)?;
        match patiently(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(taken(&mut file, dir).into()),
            Err(TryLockError::Error(error)) => return Err(Problem::io("lock the workspace", &path, &error).into()),
        }
        // Who has it is a courtesy: a full disk must not keep anyone from opening the workspace.
        let _ = describe(&mut file);
        Ok(Lock { _file: file })
    }
}

/// Whether a process has the workspace in `dir` open, at this moment.
pub fn is_open(dir: &Path) -> bool {
    // Where there is no lock to be read, nobody has taken it; opening the workspace says what is wrong.
    let file = OpenOptions::new().read(true).write(true).open(dir.join("lock"));
    file.is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Tries for a quarter of a second: while this process starts a child, the child has for a moment what was open, also a
/// lock that was just given up.
fn patiently(file: &File) -> std::result::Result<(), TryLockError> {
    for _ in 0..25 {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(std::time::Duration::from_millis(10)),
            other => return other,
        }
    }
    file.try_lock()
}

fn describe(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    let host = whoami::hostname().unwrap_or_default();
    writeln!(file, "process {} on {host}", std::process::id())
}

fn taken(file: &mut File, dir: &Path) -> Problem {
    // On Windows the lock keeps others from reading, too; then it stays unsaid who has it.
    let mut who = String::new();
    let said = file.take(200).read_to_string(&mut who).is_ok() && !who.trim().is_empty();
    let by = if said {
        format!(" ({})", who.trim())
    } else {
        String::new()
    };
    Problem::error(
        "workspace-locked",
        format!("This workspace is open in another window{by}"),
    )
    .hint("Close it, or pass another workspace with `--workspace`")
    .at(Place::file(dir))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::TempDir;

    #[test]
    fn the_second_one_is_told_who_has_it() {
        let dir = TempDir::new("lock");
        let lock = Lock::take(dir.path()).expect("lock");
        let problems = Lock::take(dir.path()).expect_err("locked");
        let problem = &problems.0[0];
        assert_eq!(problem.code, "workspace-locked");
        assert!(problem.hints[0].contains("--workspace"));
        if cfg!(unix) {
            assert!(
                problem.message.contains(&std::process::id().to_string()),
                "{}",
                problem.message
            );
        }
        assert!(is_open(dir.path()));
        drop(lock);
        assert!(!is_open(dir.path()));
        assert!(!is_open(&dir.path().join("elsewhere")));
        Lock::take(dir.path()).expect("free again");
    }
}
