//! A workspace that is only looked at: all is seen, nothing is written.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diag::{Problem, Warned};

use super::damage::{dump, rich};
use super::*;

/// Looks at the workspace of a test.
fn look(dir: &TempDir) -> Warned<Store> {
    let scratch = dir.path().join("scratch");
    fs::create_dir_all(&scratch).expect("a folder");
    let why = read_beside(&Problem::error("workspace-locked", "It is open"));
    let ws = dir.path().join("ws");
    Store::open_to_read(&ws, &scratch, why, SEED, &stamp(9), &Progress::new()).expect("can be read")
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).expect("a file"));
        }
    }
    found
}

#[test]
fn what_another_process_has_is_seen_as_it_was() {
    let dir = rich("reading-beside");
    let store = open(&dir).value;
    let wanted = dump(&store).expect("dump");
    let looked = look(&dir);
    assert!(looked.problems.is_empty(), "{}", looked.problems);
    let read = looked.value;
    assert_eq!(dump(&read), Ok(wanted.clone()));
    assert_eq!(
        read.log(None).expect("log").count(),
        store.log(None).expect("log").count()
    );
    store
        .apply(&generated([credential(90, 1, "Later")]))
        .expect("who has it goes on");
    assert_eq!(dump(&read), Ok(wanted), "the one who looks sees what was");
    assert_ne!(dump(&store), dump(&read));
}

#[test]
fn nothing_is_written_by_looking() {
    let dir = rich("reading-untouched");
    let wanted = dump(&open(&dir).value).expect("dump");
    let ws = dir.path().join("ws");
    let before = files(&ws);
    let read = look(&dir).value;
    assert_eq!(dump(&read), Ok(wanted));
    let refused = |result: Result<()>| {
        assert_eq!(result.expect_err("refused").0[0].code, "only-reading");
    };
    refused(read.apply(&generated([credential(90, 1, "Later")])).map(drop));
    refused(read.put_blob(b"new").map(drop));
    refused(read.put_design_draft(&design(1, 1, "Klassik")));
    refused(read.remove_design_draft(DesignId(1)));
    refused(read.verify(&stamp(10), &Progress::new()).map(drop));
    let there = read.blob(blobs::sha256(b"a seal"));
    assert_eq!(there, Ok(b"a seal".to_vec()));
    drop(read);
    assert_eq!(files(&ws), before);
    let left = fs::read_dir(dir.path().join("scratch")).expect("the folder").count();
    assert_eq!(left, 0, "what was copied is gone");
}

#[test]
fn what_a_crash_left_is_repaired_in_a_copy_only() {
    let dir = rich("reading-torn");
    let wanted = dump(&open(&dir).value).expect("dump");
    let ws = dir.path().join("ws");
    let last = files(&ws.join("journal")).into_keys().next_back().expect("a segment");
    let mut bytes = fs::read(&last).expect("read");
    let half = bytes[bytes.len() - 40..bytes.len() - 20].to_vec();
    bytes.extend(half);
    fs::write(&last, &bytes).expect("a torn frame");
    fs::remove_file(ws.join("db/closed")).expect("the mark");
    let before = files(&ws);
    let looked = look(&dir);
    assert!(looked.problems.is_empty(), "{}", looked.problems);
    assert_eq!(dump(&looked.value), Ok(wanted));
    drop(looked);
    assert_eq!(files(&ws), before);
}

#[test]
fn a_folder_that_a_kill_left_is_swept() {
    let dir = rich("reading-swept");
    let left = dir.path().join("scratch/accolade-reading-0-0");
    fs::create_dir_all(&left).expect("a folder");
    fs::write(left.join("held"), b"").expect("a file");
    let used = look(&dir);
    assert!(!left.exists());
    let second = look(&dir);
    assert!(
        dump(&used.value).is_ok() && dump(&second.value).is_ok(),
        "what is used stays"
    );
}

#[test]
fn a_copy_of_what_can_only_be_read_is_a_workspace_to_work_in() {
    let dir = rich("reading-copied");
    let wanted = dump(&open(&dir).value).expect("dump");
    let read = look(&dir).value;
    let target = dir.path().join("copy");
    assert!(
        read.copy_to(dir.path(), &Progress::new()).is_err(),
        "only into an empty folder"
    );
    read.copy_to(&target, &Progress::new()).expect("copies");
    let opened = Store::open(&target, SEED, &stamp(11), &Progress::new()).expect("opens");
    assert!(opened.problems.is_empty(), "{}", opened.problems);
    assert_eq!(dump(&opened.value), Ok(wanted));
    let copy = opened.value;
    copy.apply(&generated([credential(90, 1, "Later")]))
        .expect("can be changed");
    let found = copy.verify(&stamp(12), &Progress::new()).expect("verifies");
    assert!(found.is_empty(), "{found}");
    let stopped = Progress::new();
    stopped.cancel();
    let second = dir.path().join("second");
    assert!(read.copy_to(&second, &stopped).is_err());
    assert!(!second.exists(), "nothing of it is left");
}
