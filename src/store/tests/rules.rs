//! What no change may do.

use super::*;

fn refused(store: &Store, event: Event, code: &str) {
    let before = store.last_revision();
    let problems = store.apply(&Change::new(&stamp(9), vec![event])).expect_err(code);
    assert_eq!(problems.0[0].code, code, "{problems}");
    assert_eq!(store.last_revision(), before, "nothing is in the journal");
}

#[test]
fn what_is_used_is_frozen() {
    let (_dir, store) = fresh("frozen");
    let put = |event| store.apply(&Change::new(&stamp(1), vec![event]));
    put(Event::DesignPut(design(1, 1, "One"))).expect("put");
    put(Event::DesignPut(design(1, 1, "Two"))).expect("not used yet");
    put(Event::GroupPut(group(1, "Rust"))).expect("put");
    store.apply(&generated([credential(1, 1, "Zoë")])).expect("generate");
    assert!(store.design(DesignId(1), 1).expect("read").expect("there").used);
    assert_eq!(store.is_group_used(GroupId(1), 1), Ok(true));
    refused(&store, Event::DesignPut(design(1, 1, "Three")), "design-frozen");
    put(Event::DesignPut(design(1, 1, "Two"))).expect("the same again changes nothing");
    put(Event::DesignPut(design(1, 2, "Three"))).expect("a new revision");
    assert_eq!(
        store.latest_design(DesignId(1)).expect("read").expect("there").revision,
        2
    );
    refused(&store, Event::GroupPut(group(1, "Go")), "group-frozen");
    let mut settings = group(1, "Rust");
    settings.settings.file_name = "{{credential.number}}".to_owned();
    put(Event::GroupPut(settings)).expect("nobody sees the settings");
    let mut second = group(1, "Go");
    second.revision = 2;
    put(Event::GroupPut(second.clone())).expect("a new revision");
    assert_eq!(store.groups(), Ok(vec![second]));
}

#[test]
fn what_is_published_never_changes() {
    let (_dir, store) = fresh("published");
    let one = credential(1, 1, "Zoë");
    store.apply(&generated([one.clone()])).expect("generate");
    let event = |c: &Credential, step| Event::CredentialPut(CredentialPut::step(c.clone(), step));
    refused(&store, event(&credential(2, 1, "New"), Step::Edit), "forbidden-change");
    refused(
        &store,
        Event::CredentialPut(CredentialPut::generated(one.clone())),
        "forbidden-change",
    );
    let mut same_number = credential(2, 1, "New");
    same_number.number.clone_from(&one.number);
    refused(
        &store,
        Event::CredentialPut(CredentialPut::generated(same_number.clone())),
        "number-taken",
    );
    let mut twice = credential(3, 1, "New");
    twice.number = "X".to_owned();
    let mut again = credential(4, 1, "New");
    again.number = "X".to_owned();
    assert!(store.apply(&generated([twice, again])).is_err(), "within one change");
    let published = publish(&store, one.id);
    let mut changed = published.clone();
    changed.content.recipient.name = "Zoe".to_owned();
    refused(&store, event(&changed, Step::Suspend), "forbidden-change");
    let mut moved = published.clone();
    moved.number = "Y".to_owned();
    refused(&store, event(&moved, Step::Suspend), "forbidden-change");
    let mut skipped = changed.clone();
    skipped.revision = 3;
    refused(&store, event(&skipped, Step::Publish), "forbidden-change");
    refused(&store, Event::CredentialDeleted { id: one.id }, "forbidden-change");
    store
        .apply(&step(&published, Step::Revoke, Some("fraud")))
        .expect("revoke");
    refused(&store, event(&published, Step::Reinstate), "forbidden-change");
    assert_eq!(
        store.credential(&one.id).expect("read").expect("there").content,
        published.content
    );
}

#[test]
fn names_of_published_files_stay_in_their_folder() {
    let (_dir, store) = fresh("names");
    let one = credential(1, 1, "Zoë");
    store.apply(&generated([one.clone()])).expect("generate");
    publish(&store, one.id);
    let files = |name: &str| Event::FilesPut {
        id: one.id,
        revision: 1,
        files: vec![PublishedFile {
            name: name.to_owned(),
            len: 0,
            sha: BlobId([0; 32]),
        }],
    };
    for name in ["../x", "/etc/x", "a\\b", "", "a//b", "c:x", "a/./b"] {
        refused(&store, files(name), "forbidden-change");
    }
    store
        .apply(&Change::new(&stamp(3), vec![files("pages/a b.pdf")]))
        .expect("a plain name");
    assert_eq!(
        store.published_files(&one.id, 1).expect("read")[0].name,
        "pages/a b.pdf"
    );
    refused(
        &store,
        Event::FilesPut {
            id: one.id,
            revision: 2,
            files: Vec::new(),
        },
        "forbidden-change",
    );
}

#[test]
fn a_refused_change_leaves_nothing_of_itself() {
    let (_dir, store) = fresh("refused");
    let good = Event::CredentialPut(CredentialPut::generated(credential(1, 1, "Zoë")));
    let bad = Event::CredentialDeleted {
        id: credential(9, 1, "").id,
    };
    assert!(store.apply(&Change::new(&stamp(1), vec![good, bad])).is_err());
    assert_eq!(store.count(&Query::default()), Ok(0));
    assert_eq!(store.writer().next_number(GroupId(1)), Ok(1));
    store.apply(&generated([credential(1, 1, "Zoë")])).expect("it goes on");
}

#[test]
fn an_empty_change_is_none() {
    let (_dir, store) = fresh("empty");
    let before = store.last_revision();
    assert_eq!(store.apply(&Change::new(&stamp(1), Vec::new())), Ok(before));
}
