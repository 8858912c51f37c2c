//! Crashes and other accidents that are not damage to a file.

use std::fs;

use super::damage::{copy, dump, rich};
use super::*;

#[test]
fn a_store_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Store>();
}

#[test]
fn a_database_that_is_behind_is_brought_forward() {
    let (dir, store) = fresh("behind");
    let ws = dir.path().join("ws");
    store.apply(&generated([credential(1, 1, "Zoë")])).expect("generate");
    drop(store);
    let old = dir.path().join("old");
    copy(&ws.join("db"), &old);
    let store = open(&dir).value;
    store.apply(&generated([credential(2, 1, "Ann")])).expect("generate");
    publish(&store, credential(1, 1, "").id);
    let wanted = dump(&store).expect("dump");
    drop(store);
    // As after a crash: the mark of an orderly closing is gone.
    fs::remove_dir_all(ws.join("db")).expect("remove");
    copy(&old, &ws.join("db"));
    fs::remove_file(ws.join("db/closed")).expect("the mark");
    let opened = open(&dir);
    assert!(opened.problems.is_empty(), "{}", opened.problems);
    assert_eq!(dump(&opened.value), Ok(wanted));
}

#[test]
fn a_database_of_another_workspace_is_not_used() {
    let (dir, store) = fresh("foreign");
    store.apply(&generated([credential(1, 1, "Zoë")])).expect("generate");
    let wanted = dump(&store).expect("dump");
    drop(store);
    let other = TempDir::new("foreign-other");
    let stranger = Store::create(other.path(), &issuer(), Seed([9; 32]), &stamp(0)).expect("create");
    stranger.apply(&generated([credential(5, 1, "Eve")])).expect("generate");
    drop(stranger);
    let db = dir.path().join("ws/db");
    fs::remove_dir_all(&db).expect("remove");
    copy(&other.path().join("db"), &db);
    let opened = open(&dir);
    assert_eq!(opened.problems.0.len(), 1, "{}", opened.problems);
    assert_eq!(opened.problems.0[0].code, "database-made-anew");
    assert_eq!(dump(&opened.value), Ok(wanted));
    assert!(
        dir.path().join("ws/db.damaged-1").is_dir(),
        "it is set aside, not deleted"
    );
}

#[test]
fn a_half_frame_at_the_end_is_cut_off_without_a_word() {
    let (dir, store) = fresh("torn");
    store.apply(&generated([credential(1, 1, "Zoë")])).expect("generate");
    let wanted = dump(&store).expect("dump");
    drop(store);
    let segment = dir.path().join("ws/journal/000001.log");
    let whole = fs::read(&segment).expect("read");
    for extra in [&b"AJF1"[..], &[0; 700], &whole[44..100]] {
        fs::write(&segment, [&whole, extra].concat()).expect("write");
        let opened = open(&dir);
        assert!(opened.problems.is_empty(), "{}", opened.problems);
        assert_eq!(dump(&opened.value).as_ref(), Ok(&wanted));
        drop(opened);
        assert_eq!(fs::read(&segment).expect("read"), whole);
    }
}

#[test]
fn a_segment_that_was_being_made_is_begun_again() {
    for head in [&b""[..], b"ACCOLADE JOU"] {
        let (dir, store) = fresh("headless");
        drop(store);
        let second = dir.path().join("ws/journal/000002.log");
        fs::write(&second, head).expect("write");
        let opened = open(&dir);
        assert!(opened.problems.is_empty(), "{}", opened.problems);
        let n = head.len() as u64;
        opened
            .value
            .apply(&generated([credential(n, 1, "Zoë")]))
            .expect("generate");
        drop(opened);
        let opened = open(&dir);
        assert!(opened.problems.is_empty(), "{}", opened.problems);
        let found = opened.value.verify(&stamp(3), &Progress::new()).expect("verify");
        assert!(found.is_empty(), "{found}");
        drop(opened);
        fs::remove_dir_all(dir.path().join("ws/db")).expect("remove");
        assert_eq!(open(&dir).value.count(&Query::default()).map(|n| n > 0), Ok(true));
    }
}

#[test]
fn making_the_database_anew_goes_on_where_it_was_stopped() {
    let dir = rich("stopped");
    let ws = dir.path().join("ws");
    let wanted = dump(&open(&dir).value).expect("dump");
    // The checkpoint makes a beginning that is not the first change.
    let first = ws.join("journal/000001.log");
    let bytes = fs::read(&first).expect("read");
    fs::write(&first, &bytes[..bytes.len() / 2]).expect("cut");
    let opened = open(&dir);
    assert_eq!(opened.problems.0[0].code, "journal-repaired", "{}", opened.problems);
    opened
        .value
        .apply(&generated([credential(77, 1, "Person Last")]))
        .expect("generate");
    let with_last = dump(&opened.value).expect("dump");
    assert_ne!(with_last, wanted);
    drop(opened);
    fs::remove_dir_all(ws.join("db")).expect("remove");
    let progress = Progress::new();
    progress.cancel();
    let problems = Store::open(&ws, SEED, &stamp(1), &progress).expect_err("cancelled");
    assert_eq!(problems.0[0].code, "cancelled");
    let opened = open(&dir);
    assert_eq!(dump(&opened.value), Ok(with_last));
    let found = opened.value.verify(&stamp(3), &Progress::new()).expect("verify");
    assert!(found.iter().all(|p| p.code == "lost-history"), "{found}");
}

#[test]
fn creation_refuses_what_is_not_its_own_and_forgets_what_it_did_not_finish() {
    let dir = TempDir::new("create");
    let create = |path: &Path| Store::create(path, &issuer(), SEED, &stamp(0)).map(|_| ());
    let other = dir.path().join("other");
    fs::create_dir(&other).expect("folder");
    fs::write(other.join("thesis.txt"), "x").expect("file");
    assert_eq!(create(&other).expect_err("not empty").0[0].code, "folder-not-empty");
    assert_eq!(fs::read_dir(&other).expect("list").count(), 1);
    let ws = dir.path().join("ws");
    create(&ws).expect("create");
    assert_eq!(create(&ws).expect_err("exists").0[0].code, "workspace-exists");
    // As when the power went before the last step.
    fs::remove_file(ws.join("workspace.json")).expect("remove");
    create(&ws).expect("a second try");
    let opened = open(&dir);
    assert_eq!(opened.value.issuer(), Ok(issuer()));
    // With a change in it, it is a workspace that has lost a file.
    opened
        .value
        .apply(&generated([credential(1, 1, "Zoë")]))
        .expect("generate");
    drop(opened);
    fs::remove_file(ws.join("workspace.json")).expect("remove");
    assert_eq!(create(&ws).expect_err("not empty").0[0].code, "folder-not-empty");
    assert_eq!(open(&dir).problems.0[0].code, "repaired-workspace-file");
}

#[test]
fn a_folder_without_a_workspace_is_said_to_be_one() {
    let dir = TempDir::new("none");
    for path in [dir.path().to_owned(), dir.path().join("nowhere")] {
        let problems = Store::open(&path, SEED, &stamp(1), &Progress::new()).expect_err("none");
        assert_eq!(problems.0[0].code, "no-workspace");
        assert!(problems.0[0].hints[0].contains("accolade init"));
    }
    assert_eq!(fs::read_dir(dir.path()).expect("list").count(), 0, "nothing is written");
}

#[test]
fn an_erased_event_leaves_the_chain_whole_and_is_said_in_the_log() {
    let (dir, store) = fresh("erased");
    let one = credential(1, 1, "Zoë Secret");
    store
        .apply(&generated([one.clone(), credential(2, 1, "Ann")]))
        .expect("generate");
    let mut edited = one.clone();
    edited.content.recipient.name = "Erased".to_owned();
    let put = Event::CredentialPut(CredentialPut::step(edited, Step::Edit));
    store.apply(&Change::new(&stamp(2), vec![put])).expect("edit");
    let place = store.entry_of(one.id).expect("read").expect("there").log[0];
    drop(store);
    let segment = dir.path().join("ws/journal/000001.log");
    let mut bytes = fs::read(&segment).expect("read");
    let start = place.1 as usize;
    let len = journal::frame::whole(&bytes[start..]).expect("frame");
    journal::frame::erase(&mut bytes[start..start + len], place.2 as usize);
    fs::write(&segment, &bytes).expect("write");
    let secret = |bytes: &[u8]| bytes.windows(6).any(|w| w == b"Secret");
    assert!(!secret(&bytes));
    let opened = open(&dir);
    assert!(opened.problems.is_empty(), "{}", opened.problems);
    let found = opened.value.verify(&stamp(3), &Progress::new()).expect("verify");
    assert!(found.is_empty(), "{found}");
    let log: Vec<LogEntry> = opened
        .value
        .log(Some(one.id))
        .expect("log")
        .map(|e| e.expect("entry"))
        .collect();
    assert_eq!(
        log.iter().map(|e| (e.what, e.erased)).collect::<Vec<_>>(),
        [("erased", true), ("edit", false)]
    );
}
