//! What is kept for all designs, and names of their revisions.

use std::fs;

use super::*;

fn put(store: &Store, event: Event) -> Result<Revision> {
    store.apply(&Change::new(&stamp(1), vec![event]))
}

#[test]
fn it_is_there_until_it_is_removed_and_numbers_go_on() {
    let (dir, store) = fresh("kept");
    let blob = store.put_blob(b"a seal").expect("a blob");
    let seal = kept(Shelf::Logo, 1, "Seal", blob);
    put(&store, Event::KeptPut(seal.clone())).expect("keeps");
    put(&store, Event::KeptPut(kept(Shelf::Color, 1, "Ink", blob))).expect("keeps");
    assert_eq!(store.writer().next_kept(Shelf::Logo).map(|id| id.number), Ok(2));
    assert_eq!(store.writer().next_kept(Shelf::Font).map(|id| id.number), Ok(1));
    drop(store);
    let opened = open(&dir);
    assert!(opened.problems.is_empty(), "{}", opened.problems);
    let store = opened.value;
    assert_eq!(store.kept(Shelf::Logo), Ok(vec![seal.clone()]));
    assert_eq!(store.kept_one(seal.id), Ok(Some(seal.clone())));
    let said: Vec<_> = store
        .log(None)
        .expect("log")
        .map(|entry| entry.expect("reads").what)
        .collect();
    assert_eq!(said, ["issuer", "keep", "keep"]);
    let found = store.verify(&stamp(3), &Progress::new()).expect("verifies");
    assert!(found.is_empty(), "{found}");
    put(&store, Event::KeptRemoved(seal.id)).expect("removes");
    assert_eq!(store.kept(Shelf::Logo), Ok(Vec::new()));
    fs::remove_file(store.blob_path(blob)).expect("removes");
    let found = store.verify(&stamp(3), &Progress::new()).expect("verifies");
    assert!(found.to_string().contains("Ink"), "{found}");
}

#[test]
fn a_version_freezes_its_revision_and_is_of_one_that_there_is() {
    let (_dir, store) = fresh("kept-version");
    let blob = store.put_blob(b"x").expect("a blob");
    let version = kept(Shelf::Version, 1, "First", blob);
    assert!(put(&store, Event::KeptPut(version.clone())).is_err());
    put(&store, Event::DesignPut(design(1, 1, "One"))).expect("puts");
    put(&store, Event::KeptPut(version.clone())).expect("names");
    let stored = store.design(DesignId(1), 1).expect("reads").expect("there");
    assert!(stored.used);
    assert_eq!(store.is_design_issued(DesignId(1), 1), Ok(false));
    let refused = put(&store, Event::DesignPut(design(1, 1, "Two"))).expect_err("frozen");
    assert_eq!(refused.0[0].code, "design-frozen");
    put(&store, Event::DesignPut(design(1, 2, "Two"))).expect("another revision");
    put(&store, Event::KeptRemoved(version.id)).expect("forgets the name");
    put(&store, Event::DesignPut(design(1, 1, "Three"))).expect("free again");
}

#[test]
fn older_programs_are_told_before_there_is_anything_that_they_do_not_know() {
    let (dir, store) = fresh("kept-format");
    let ws = dir.path().join("ws");
    let info = |ws: &Path| match workspace::read(ws).expect("reads") {
        workspace::Found::Good(info) => (info.format, info.min_reader),
        other => panic!("{other:?}"),
    };
    let before = info(&ws);
    assert_eq!(before, (1, 1), "a program of the first format opens it");
    let blob = store.put_blob(b"x").expect("a blob");
    put(&store, Event::KeptPut(kept(Shelf::Logo, 1, "Seal", blob))).expect("keeps");
    assert_eq!(info(&ws), (2, 2));
    put(&store, Event::KeptPut(kept(Shelf::Logo, 2, "Seal", blob))).expect("keeps");
    drop(store);
    // The journal says it, too: the file may be lost.
    fs::remove_file(ws.join("workspace.json")).expect("removes");
    fs::remove_dir_all(ws.join("db")).expect("removes");
    let opened = open(&dir);
    assert_eq!(
        opened.problems.iter().map(|problem| &*problem.code).collect::<Vec<_>>(),
        ["repaired-workspace-file"]
    );
    assert_eq!(info(&ws), (2, 2));
    assert_eq!(opened.value.kept(Shelf::Logo).map(|found| found.len()), Ok(2));
    let found = opened.value.verify(&stamp(3), &Progress::new()).expect("verifies");
    assert!(found.is_empty(), "{found}");
    assert_eq!(fs::read_dir(ws.join("journal")).expect("lists").count(), 2);
}

#[test]
fn what_is_worked_on_is_in_a_backup() {
    let (dir, store) = fresh("kept-drafts");
    let blob = store.put_blob(b"a picture").expect("a blob");
    let mut draft = design(4, 2, "Half done");
    draft.assets.insert("images/seal.png".to_owned(), blob);
    store.put_design_draft(&draft).expect("keeps");
    let file = dir.path().join("ws.backup");
    store.backup(&file, &Progress::new()).expect("backs up");
    let target = dir.path().join("restored");
    let restored = Store::restore(&file, &target, SEED, &stamp(200), &Progress::new()).expect("restores");
    assert!(restored.problems.is_empty(), "{}", restored.problems);
    let copy = Store::open(&target, SEED, &stamp(201), &Progress::new())
        .expect("opens")
        .value;
    assert_eq!(copy.design_draft(draft.id), Ok(Some(draft)));
    assert_eq!(copy.blob(blob).as_deref(), Ok(&b"a picture"[..]));
}
