//! Damaging any single file: all is recovered from the others, or it is said what is not.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::Digest;

use crate::diag::Problems;

use super::*;

/// A workspace with something of everything, its journal in several segments.
pub(super) fn rich(name: &str) -> TempDir {
    let (dir, store) = fresh(name);
    store.writer().inner.journal.set_segment_size(3000);
    let asset = store.put_blob(b"a seal").expect("blob");
    let sheet = store.put_blob(b"a sheet").expect("blob");
    let mut first = design(1, 1, "Klassik");
    first.assets.insert("images/seal.png".to_owned(), asset);
    let mut with_sheet = batch(1, 1);
    with_sheet.sheet = Some(sheet);
    store
        .apply(&Change::new(
            &stamp(1),
            vec![
                Event::DesignPut(first),
                Event::GroupPut(group(1, "Rust")),
                Event::BatchPut(with_sheet),
                Event::Remembered {
                    key: "columns".to_owned(),
                    value: "A=name".to_owned(),
                },
                Event::KeptPut(kept(Shelf::Component, 1, "Seal", sheet)),
            ],
        ))
        .expect("apply");
    for first in [0, 10, 20] {
        let people = (first..first + 10).map(|n| credential(n, 1, &format!("Person {n}")));
        store.apply(&generated(people)).expect("generate");
    }
    for n in 0..3 {
        publish_with_file(&store, credential(n, 1, "").id);
    }
    let one = credential(7, 1, "").id;
    store
        .apply(&Change::new(&stamp(50), vec![Event::CredentialDeleted { id: one }]))
        .expect("delete");
    dir
}

fn publish_with_file(store: &Store, id: CredentialId) {
    let credential = store.credential(&id).expect("read").expect("there");
    let folder = store.published_dir().join(id.to_string()).join("1");
    fs::create_dir_all(&folder).expect("folder");
    let bytes = format!("PDF of {id}");
    fs::write(folder.join("a.pdf"), &bytes).expect("file");
    let mut change = step(&credential, Step::Publish, None);
    for event in &mut change.events {
        if let Event::CredentialPut(put) = event {
            put.files = Some(vec![PublishedFile {
                name: "a.pdf".to_owned(),
                len: bytes.len() as u64,
                sha: BlobId(sha2::Sha256::digest(bytes.as_bytes()).into()),
            }]);
        }
    }
    store.apply(&change).expect("publish");
}

/// All that can be asked of a store, as text.
pub(super) fn dump(store: &Store) -> Result<String> {
    let mut all = format!("{:?}\n{:?}\n", store.issuer()?, store.designs()?);
    all += &format!("{:?}\n{:?}\n", store.groups()?, store.batches()?);
    all += &format!("{:?}\n", store.remembered("columns")?);
    for shelf in Shelf::ALL {
        all += &format!("{:?}\n", store.kept(shelf)?);
    }
    let page = store.query(&Query::default(), None, 10_000)?;
    for credential in page.items {
        all += &format!("{credential:?}\n");
        assert_eq!(store.credential(&credential.id)?.as_ref(), Some(&credential));
        for n in 1..=credential.revision {
            all += &format!("{:?}\n", store.published_revision(&credential.id, n)?);
        }
    }
    for state in State::ALL {
        let query = Query {
            state: Some(state),
            text: Some("person".to_owned()),
            ..Query::default()
        };
        all += &format!("{state}: {}\n", store.count(&query)?);
    }
    Ok(all)
}

fn files_below(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("list") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            files_below(&path, into);
        } else {
            into.push(path);
        }
    }
}

pub(super) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folder");
    for entry in fs::read_dir(from).expect("list") {
        let path = entry.expect("entry").path();
        let target = to.join(path.file_name().expect("name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copy");
        }
    }
}

/// Opens as often as a person who follows the hints: damage that is met on the way is repaired by the next opening.
fn open_and_dump(dir: &Path, what: &str) -> (Store, Problems, String) {
    let mut problems = Problems::default();
    for _ in 0..3 {
        let opened = Store::open(dir, SEED, &stamp(100), &Progress::new());
        let opened = opened.unwrap_or_else(|problems| panic!("{what}: {problems}"));
        problems.extend(opened.problems);
        match dump(&opened.value) {
            Ok(dump) => return (opened.value, problems, dump),
            Err(found) => {
                assert!(found.iter().all(|p| p.code == "damaged-database"), "{what}: {found}");
                problems.extend(found);
            }
        }
    }
    panic!("{what}: not repaired by opening again: {problems}");
}

/// What is done to the bytes of a file; `None` removes it.
type Damage = Option<Box<dyn Fn(&mut Vec<u8>)>>;

/// The damages of one file: cut off in the middle, emptied, removed, and single bits at scattered places.
fn damages(len: usize) -> Vec<(String, Damage)> {
    let mut all: Vec<(String, Damage)> = vec![("removed".to_owned(), None)];
    all.push(("emptied".to_owned(), Some(Box::new(Vec::clear))));
    all.push((
        "cut".to_owned(),
        Some(Box::new(|bytes| bytes.truncate(bytes.len() / 2))),
    ));
    all.push((
        "cut at the end".to_owned(),
        Some(Box::new(|bytes| bytes.truncate(bytes.len().saturating_sub(9)))),
    ));
    for n in 0..5usize {
        let bit = (n * 7919 + 3) * 31 % (len * 8).max(1);
        all.push((
            format!("bit {bit} flipped"),
            Some(Box::new(move |bytes| {
                if let Some(byte) = bytes.get_mut(bit / 8) {
                    *byte ^= 1 << (bit % 8);
                }
            })),
        ));
    }
    all
}

/// Damages every file whose path begins with `prefix` in turn and calls `check` with what was found.
fn damage_each(name: &str, prefix: &str, check: impl Fn(&str, &Problems, &Problems, bool)) {
    let dir = rich(name);
    let base = dir.path().join("ws");
    let wanted = {
        let (store, problems, dump) = open_and_dump(&base, "undamaged");
        assert!(problems.is_empty(), "{problems}");
        let found = store.verify(&stamp(101), &Progress::new()).expect("verify");
        assert!(found.is_empty(), "{found}");
        dump
    };
    let mut files = Vec::new();
    files_below(&base, &mut files);
    let mut tried = 0;
    for file in files {
        let relative = file.strip_prefix(&base).expect("inside").to_owned();
        if !relative.to_string_lossy().starts_with(prefix) {
            continue;
        }
        for (damage, change) in damages(fs::metadata(&file).expect("size").len() as usize) {
            let what = format!("{} {damage}", relative.display());
            let damaged = dir.path().join("damaged");
            let _ = fs::remove_dir_all(&damaged);
            copy(&base, &damaged);
            let target = damaged.join(&relative);
            let before = fs::read(&target).expect("read");
            match change {
                None => fs::remove_file(&target).expect("remove"),
                Some(change) => {
                    let mut bytes = before.clone();
                    change(&mut bytes);
                    fs::write(&target, bytes).expect("write");
                }
            }
            let is_changed = fs::read(&target).ok().as_ref() != Some(&before);
            let (store, opened, dump) = open_and_dump(&damaged, &what);
            assert!(dump == wanted, "{what}: the state is another one\n{opened}");
            let verified = store.verify(&stamp(101), &Progress::new());
            let verified = verified.unwrap_or_else(|problems| panic!("{what}: {problems}"));
            check(&what, &opened, &verified, is_changed);
            drop(store);
            // What was repaired stays so.
            let (store, opened, dump) = open_and_dump(&damaged, &what);
            assert!(dump == wanted, "{what}: the state is another one the second time");
            let opened: Vec<_> = opened.iter().filter(|p| p.code != "database-made-anew").collect();
            assert!(opened.is_empty(), "{what}: still {opened:?}");
            drop(store);
            tried += 1;
        }
    }
    assert!(tried > 0, "no file below {prefix}");
}

#[test]
fn damage_to_the_database_is_repaired_from_the_journal() {
    damage_each("damage-db", "db/", |what, _, verified, _| {
        // What is met only by the doctor is told by it, and made anew by the next opening.
        assert!(
            verified.iter().all(|p| p.code == "damaged-database"),
            "{what}: {verified}"
        );
    });
}

#[test]
fn damage_to_the_journal_costs_history_at_most_and_is_said() {
    damage_each("damage-journal", "journal/", |what, opened, verified, is_changed| {
        let said = opened.iter().chain(verified.iter()).any(|problem| {
            matches!(
                &*problem.code,
                "journal-repaired" | "repaired-journal" | "lost-history" | "lost-changes"
            )
        });
        assert_eq!(said, is_changed, "{what}: {opened} {verified}");
        assert!(!verified.has_errors(), "{what}: {verified}");
    });
}

#[test]
fn damage_to_the_small_files_is_repaired() {
    for prefix in ["workspace.json", "lock"] {
        damage_each("damage-small", prefix, |what, opened, verified, _| {
            let known = |p: &crate::diag::Problem| p.code == "repaired-workspace-file";
            assert!(opened.iter().all(known), "{what}: {opened}");
            assert!(verified.is_empty(), "{what}: {verified}");
        });
    }
}

#[test]
fn damage_to_blobs_and_published_files_is_found_by_the_doctor() {
    for (prefix, codes) in [
        ("blobs/", ["damaged-blob", "missing-blob"]),
        ("published/", ["published-file", "published-file"]),
    ] {
        damage_each("damage-files", prefix, |what, opened, verified, is_changed| {
            assert!(opened.is_empty(), "{what}: {opened}");
            let said = verified.iter().any(|p| codes.contains(&&*p.code));
            assert_eq!(said, is_changed, "{what}: {verified}");
        });
    }
}

#[test]
fn what_neither_has_is_reported_and_the_rest_is_kept() {
    let dir = rich("damage-both");
    let ws = dir.path().join("ws");
    fs::remove_dir_all(ws.join("db")).expect("remove");
    let mut segments = Vec::new();
    files_below(&ws.join("journal"), &mut segments);
    segments.sort();
    assert!(segments.len() > 3);
    fs::remove_file(&segments[2]).expect("remove");
    let opened = Store::open(&ws, SEED, &stamp(100), &Progress::new()).expect("open");
    let lost = opened.problems.iter().find(|p| p.code == "lost-changes").expect("said");
    assert!(lost.is_error() && !lost.hints.is_empty());
    let left = opened.value.count(&Query::default()).expect("count");
    assert!(left > 0 && left < 29, "{left}");
    drop(opened);
    let opened = Store::open(&ws, SEED, &stamp(100), &Progress::new()).expect("open");
    assert!(opened.problems.is_empty(), "{}", opened.problems);
}

#[test]
fn nothing_left_is_a_clear_problem_and_nothing_is_written() {
    let dir = rich("damage-all");
    let ws = dir.path().join("ws");
    fs::remove_dir_all(ws.join("db")).expect("remove");
    fs::remove_dir_all(ws.join("journal")).expect("remove");
    let problems = Store::open(&ws, SEED, &stamp(100), &Progress::new()).expect_err("nothing is left");
    assert_eq!(problems.0[0].code, "empty-journal");
    assert!(!problems.0[0].hints.is_empty());
    assert!(!ws.join("journal").exists());
}

#[test]
fn a_newer_workspace_is_refused_before_anything_is_written() {
    let dir = rich("newer");
    let ws = dir.path().join("ws");
    let newer = workspace::Info {
        format: 9,
        min_reader: 9,
        id: [1; 16],
    };
    newer.write(&ws).expect("write");
    let mut before = Vec::new();
    files_below(&ws, &mut before);
    let times = |files: &[PathBuf]| -> Vec<_> {
        files
            .iter()
            .map(|f| fs::metadata(f).expect("file").modified().expect("time"))
            .collect()
    };
    let written = times(&before);
    let problems = Store::open(&ws, SEED, &stamp(100), &Progress::new()).expect_err("newer");
    assert_eq!(problems.0[0].code, "newer-workspace");
    let mut after = Vec::new();
    files_below(&ws, &mut after);
    before.sort();
    after.sort();
    assert_eq!(before.len(), after.len());
    assert_eq!(written.len(), times(&after).len());
    let mut sorted = (times(&before), times(&after));
    sorted.0.sort();
    sorted.1.sort();
    assert_eq!(sorted.0, sorted.1);
}
