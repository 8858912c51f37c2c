//! Backups are restored as they were, or not at all.

use std::fs;

use super::damage::{dump, rich};
use super::*;

#[test]
fn a_backup_has_everything() {
    let dir = rich("backup");
    let file = dir.path().join("ws.backup");
    let store = open(&dir).value;
    store.backup(&file, &Progress::new()).expect("backup");
    let wanted = dump(&store).expect("dump");
    let log = |store: &Store| {
        store
            .log(None)
            .expect("log")
            .map(|e| e.expect("entry"))
            .collect::<Vec<_>>()
    };
    let target = dir.path().join("restored");
    let restored = Store::restore(&file, &target, SEED, &stamp(200), &Progress::new()).expect("restore");
    assert!(restored.problems.is_empty(), "{}", restored.problems);
    let copy = Store::open(&target, SEED, &stamp(201), &Progress::new()).expect("open");
    assert!(copy.problems.is_empty(), "{}", copy.problems);
    assert_eq!(dump(&copy.value), Ok(wanted));
    assert_eq!(log(&copy.value), log(&store));
    let left: Vec<_> = fs::read_dir(dir.path())
        .expect("list")
        .map(|e| e.expect("entry").file_name())
        .collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let dir = rich("backup-damaged");
    let file = dir.path().join("ws.backup");
    let store = open(&dir).value;
    store.backup(&file, &Progress::new()).expect("backup");
    drop(store);
    let bytes = fs::read(&file).expect("read");
    let target = dir.path().join("restored");
    let refuse = |bytes: &[u8], what: &str| {
        fs::write(&file, bytes).expect("write");
        let problems = Store::restore(&file, &target, SEED, &stamp(200), &Progress::new()).expect_err(what);
        assert!(
            matches!(&*problems.0[0].code, "damaged-backup" | "no-backup"),
            "{what}: {problems}"
        );
        let left = fs::read_dir(dir.path()).expect("list").count();
        assert_eq!(left, 2, "{what}: nothing is left behind");
    };
    for n in 0..40 {
        let at = n * 104_729 % bytes.len();
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (n % 8);
        refuse(&flipped, &format!("byte {at} changed"));
        refuse(&bytes[..at], &format!("cut to {at}"));
    }
    refuse(&[&bytes[..], b"x"].concat(), "something added");
    fs::write(&file, &bytes).expect("write");
    Store::restore(&file, &target, SEED, &stamp(200), &Progress::new()).expect("the whole one");
}

#[test]
fn a_backup_is_restored_only_where_nothing_is() {
    let dir = rich("backup-where");
    let file = dir.path().join("ws.backup");
    let store = open(&dir).value;
    let inside = store.backup(&store.published_dir().join("x.backup"), &Progress::new());
    assert_eq!(inside.expect_err("inside").0[0].code, "backup-inside");
    store.backup(&file, &Progress::new()).expect("backup");
    store.backup(&file, &Progress::new()).expect("over an older one");
    let restore = |path: &std::path::Path| Store::restore(&file, path, SEED, &stamp(200), &Progress::new());
    let problems = restore(&dir.path().join("ws")).expect_err("not empty");
    assert_eq!(problems.0[0].code, "folder-not-empty");
    let empty = dir.path().join("empty");
    fs::create_dir(&empty).expect("folder");
    restore(&empty).expect("an empty folder will do");
    let missing = Store::restore(
        &dir.path().join("no"),
        &dir.path().join("x"),
        SEED,
        &stamp(200),
        &Progress::new(),
    );
    assert_eq!(missing.expect_err("missing").0[0].code, "not-found");
}

#[test]
fn a_cancelled_backup_leaves_no_file() {
    let dir = rich("backup-cancel");
    let store = open(&dir).value;
    let progress = Progress::new();
    progress.cancel();
    let file = dir.path().join("ws.backup");
    assert_eq!(
        store.backup(&file, &progress).expect_err("cancelled").0[0].code,
        "cancelled"
    );
    assert_eq!(fs::read_dir(dir.path()).expect("list").count(), 1);
}
