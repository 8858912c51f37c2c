//! Tests of the whole store.

mod backup;
mod damage;
mod kept;
mod kill;
mod reading;
mod recovery;
mod rules;

use crate::model::*;
use crate::progress::Progress;

use super::testing::*;
use super::*;

fn publish(store: &Store, id: CredentialId) -> Credential {
    let credential = store.credential(&id).expect("read").expect("there");
    store.apply(&step(&credential, Step::Publish, None)).expect("publish");
    store.credential(&id).expect("read").expect("there")
}

#[test]
fn what_is_put_is_there_after_opening_again() {
    let (dir, store) = fresh("roundtrip");
    let writer = store.writer();
    assert_eq!(writer.next_design_id(), Ok(DesignId(1)));
    assert_eq!(writer.next_group_id(), Ok(GroupId(1)));
    assert_eq!(writer.next_number(GroupId(1)), Ok(1));
    drop(writer);
    let one = credential(1, 1, "Zoë Müller");
    store
        .apply(&Change::new(
            &stamp(1),
            vec![
                Event::DesignPut(design(1, 1, "Klassik")),
                Event::GroupPut(group(1, "Rust für alle")),
                Event::BatchPut(batch(1, 1)),
                Event::CredentialPut(CredentialPut::generated(one.clone())),
                Event::Remembered {
                    key: "map/1".to_owned(),
                    value: "Name=recipient.name".to_owned(),
                },
            ],
        ))
        .expect("apply");
    let check = |store: &Store| {
        assert_eq!(store.issuer(), Ok(issuer()));
        let found = store.design_by_name("klassik").expect("read").expect("there");
        let wanted = StoredDesign {
            used: true,
            ..design(1, 1, "Klassik")
        };
        assert_eq!(found, wanted);
        assert_eq!(store.designs().expect("designs").len(), 1);
        assert_eq!(
            store.group_by_title("RUST FUR ALLE"),
            Ok(Some(group(1, "Rust für alle")))
        );
        assert_eq!(store.batch_by_key(BlobId([1; 32])), Ok(Some(batch(1, 1))));
        assert_eq!(store.credential(&one.id), Ok(Some(one.clone())));
        assert_eq!(
            store.credential_by_prefix(&one.id.to_string()[..8]),
            Ok(Some(one.clone()))
        );
        assert_eq!(store.credentials_by_number(&one.number), Ok(vec![one.clone()]));
        assert_eq!(store.remembered("map/1"), Ok(Some("Name=recipient.name".to_owned())));
        assert_eq!(
            store.same_recipient(GroupId(1), Some("P1@example.org"), "ZOE\u{308} müller"),
            Ok(vec![one.id])
        );
        assert_eq!(store.writer().next_design_id(), Ok(DesignId(2)));
        assert_eq!(store.writer().next_number(GroupId(1)), Ok(2));
    };
    check(&store);
    drop(store);
    let opened = open(&dir);
    assert!(opened.problems.is_empty(), "{}", opened.problems);
    check(&opened.value);
    drop(opened);
    std::fs::remove_dir_all(dir.path().join("ws/db")).expect("remove the database");
    let opened = open(&dir);
    assert!(opened.problems.is_empty(), "{}", opened.problems);
    check(&opened.value);
}

#[test]
fn a_life_is_logged_and_superseded_contents_are_kept() {
    let (_dir, store) = fresh("life");
    let one = credential(1, 1, "Jon");
    store.apply(&generated([one.clone()])).expect("generate");
    let published = publish(&store, one.id);
    let mut drafted = published.clone();
    drafted.draft = Some(Draft {
        content: published.content.clone(),
        held: None,
        reason: "misspelt".to_owned(),
    });
    drafted.draft.as_mut().expect("draft").content.recipient.name = "John".to_owned();
    let put = Event::CredentialPut(CredentialPut::step(drafted.clone(), Step::Correct));
    store
        .apply(&Change::new(&stamp(30), vec![put]).because("misspelt"))
        .expect("correct");
    assert_eq!(
        store.same_recipient(GroupId(1), Some("p1@example.org"), "john"),
        Ok(vec![one.id])
    );
    let mut corrected = drafted.clone();
    corrected.content = drafted.draft.clone().expect("draft").content;
    corrected.draft = None;
    corrected.revision = 2;
    let files = vec![PublishedFile {
        name: "a.pdf".to_owned(),
        len: 3,
        sha: BlobId([3; 32]),
    }];
    let put = CredentialPut {
        files: Some(files.clone()),
        ..CredentialPut::step(corrected.clone(), Step::Publish)
    };
    store
        .apply(&Change::new(&stamp(40), vec![Event::CredentialPut(put)]))
        .expect("publish");
    assert_eq!(store.credential(&one.id), Ok(Some(corrected)));
    let name = |n| {
        store
            .revision(&one.id, n)
            .expect("read")
            .map(|content| content.recipient.name)
    };
    assert_eq!(name(1).as_deref(), Some("Jon"));
    assert_eq!(name(2).as_deref(), Some("John"));
    assert_eq!(name(3), None);
    assert_eq!(store.published_files(&one.id, 2), Ok(files));
    let log: Vec<LogEntry> = store
        .log(Some(one.id))
        .expect("log")
        .map(|e| e.expect("entry"))
        .collect();
    let words: Vec<&str> = log.iter().map(|e| e.what).collect();
    assert_eq!(words, ["generate", "publish", "correct", "publish"]);
    assert_eq!(log[2].why.as_deref(), Some("misspelt"));
    assert_eq!(log[3].revision, Some(2));
    assert_eq!(log[0].who, "Tester");
    let all: Vec<&str> = store.log(None).expect("log").map(|e| e.expect("entry").what).collect();
    assert_eq!(all, ["issuer", "generate", "publish", "correct", "publish"]);
    let last = store.log(None).expect("log").next_back().expect("one").expect("entry");
    assert_eq!(last.what, "publish");
}

#[test]
fn queries_page_filter_count_and_search() {
    let (_dir, store) = fresh("query");
    let names = ["Zoë Müller", "王小明", "Łukasz Żółć", "Zoe Anders"];
    let many: Vec<Credential> = (0..100)
        .map(|n| credential(n, 1 + n % 2, &format!("{} {n}", names[n as usize % 4])))
        .collect();
    store.apply(&generated(many.clone())).expect("generate");
    for id in [many[3].id, many[50].id, many[51].id] {
        publish(&store, id);
    }
    let count = |query: &Query| store.count(query).expect("count");
    assert_eq!(count(&Query::default()), 100);
    let in_group = Query {
        group: Some(GroupId(2)),
        ..Query::default()
    };
    assert_eq!(count(&in_group), 50);
    let published = Query {
        state: Some(State::Published),
        ..in_group.clone()
    };
    assert_eq!(count(&published), 2);
    let pending = Query {
        pending: true,
        ..Query::default()
    };
    assert_eq!(count(&pending), 97);
    let batch = Query {
        batch: Some(BatchId(1)),
        state: Some(State::Published),
        group: Some(GroupId(1)),
        ..Query::default()
    };
    assert_eq!(count(&batch), 1);
    let text = |text: &str| Query {
        text: Some(text.to_owned()),
        ..Query::default()
    };
    assert_eq!(count(&text("ZOE")), 50);
    assert_eq!(count(&text("zoe muller")), 25);
    assert_eq!(count(&text("小明")), 25);
    assert_eq!(count(&text("p37@example")), 1);
    assert_eq!(count(&text("<P36@example.org>, zoe")), 1);
    assert_eq!(
        count(&text("7@example.org")),
        0,
        "an address is found from its beginning on"
    );
    assert_eq!(count(&text("@example.org")), 100);
    assert_eq!(count(&text(&many[9].number)), 1);
    assert_eq!(count(&text(&many[9].id.to_string()[..7])), 1);
    assert_eq!(count(&text("nobody")), 0);
    let before = |day: &str| Query {
        expires_before: day.parse().ok(),
        ..Query::default()
    };
    assert_eq!(count(&before("2028-11-26")), 0);
    assert_eq!(count(&before("2028-11-27")), 100);
    let issued = |from: Option<&str>, until: Option<&str>| Query {
        issued_from: from.and_then(|day| day.parse().ok()),
        issued_until: until.and_then(|day| day.parse().ok()),
        ..Query::default()
    };
    let day = many[0].content.issue_date.to_string();
    assert_eq!(count(&issued(Some(&day), Some(&day))), 100);
    assert_eq!(count(&issued(Some(&day), None)), 100);
    assert_eq!(count(&issued(None, Some("2001-01-01"))), 0);
    assert_eq!(count(&issued(Some("2099-01-01"), None)), 0);
    let both = Query {
        state: Some(State::Published),
        ..issued(Some(&day), None)
    };
    assert_eq!(count(&both), 3);
    let held = Query {
        held_correction: true,
        ..Query::default()
    };
    assert_eq!(count(&held), 0);
    let mut corrected = store.credential(&many[3].id).expect("reads").expect("there");
    corrected.draft = Some(Draft {
        content: corrected.content.clone(),
        held: None,
        reason: "typo".to_owned(),
    });
    let put = |credential: &Credential, step| {
        let put = Event::CredentialPut(CredentialPut::step(credential.clone(), step));
        store.apply(&Change::new(&stamp(4), vec![put])).expect("a step");
    };
    put(&corrected, Step::Correct);
    assert_eq!((count(&held), count(&pending)), (0, 98));
    if let Some(draft) = &mut corrected.draft {
        draft.held = Some("not signed".to_owned());
    }
    put(&corrected, Step::Hold);
    assert_eq!((count(&held), count(&pending)), (1, 97));
    let mut kept = store.credential(&many[1].id).expect("reads").expect("there");
    (kept.state, kept.reason) = (State::Held, Some("not signed".to_owned()));
    put(&kept, Step::Hold);
    for group in [None, Some(GroupId(2)), Some(GroupId(1))] {
        let all_held = Query {
            state: Some(State::Held),
            held_correction: true,
            group,
            ..Query::default()
        };
        let found = store.query(&all_held, None, 9).expect("page").items;
        let wanted = [&many[1], &many[3]]
            .into_iter()
            .filter(|held| group.is_none_or(|group| held.group == group));
        let wanted: Vec<CredentialId> = wanted.map(|held| held.id).collect();
        assert_eq!(
            found.iter().map(|held| held.id).collect::<Vec<_>>(),
            wanted,
            "{group:?}, in the order of making"
        );
    }
    for newest_first in [false, true] {
        let query = Query {
            newest_first,
            ..in_group.clone()
        };
        let mut found = Vec::new();
        let mut after = None;
        loop {
            let page = store.query(&query, after, 7).expect("page");
            assert!(page.items.len() <= 7);
            found.extend(page.items.into_iter().map(|c| c.id));
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        let mut wanted: Vec<CredentialId> = many.iter().filter(|c| c.group == GroupId(2)).map(|c| c.id).collect();
        if newest_first {
            wanted.reverse();
        }
        assert_eq!(found, wanted);
    }
}

#[test]
fn changes_after_the_first_search_are_found() {
    let (_dir, store) = fresh("search-later");
    let text = |text: &str| Query {
        text: Some(text.to_owned()),
        ..Query::default()
    };
    assert_eq!(store.count(&text("anna")), Ok(0));
    let one = credential(1, 1, "Anna");
    store.apply(&generated([one.clone()])).expect("generate");
    assert_eq!(store.count(&text("anna")), Ok(1));
    let mut edited = one.clone();
    edited.content.recipient.name = "Berta".to_owned();
    let put = Event::CredentialPut(CredentialPut::step(edited, Step::Edit));
    store.apply(&Change::new(&stamp(2), vec![put])).expect("edit");
    assert_eq!(store.count(&text("anna")), Ok(0));
    assert_eq!(store.count(&text("berta")), Ok(1));
    store
        .apply(&Change::new(&stamp(3), vec![Event::CredentialDeleted { id: one.id }]))
        .expect("delete");
    assert_eq!(store.count(&text("berta")), Ok(0));
    assert_eq!(store.count(&Query::default()), Ok(0));
    assert_eq!(store.credential(&one.id), Ok(None));
    let words: Vec<&str> = store
        .log(Some(one.id))
        .expect("log")
        .map(|e| e.expect("entry").what)
        .collect();
    assert_eq!(words, ["generate", "edit", "delete"]);
    assert_eq!(
        store.writer().next_number(GroupId(1)),
        Ok(2),
        "a number is not given again"
    );
}

#[test]
fn a_second_opener_is_refused_and_a_closed_workspace_is_free() {
    let (dir, store) = fresh("second");
    let path = dir.path().join("ws");
    let problems = Store::open(&path, SEED, &stamp(1), &Progress::new()).expect_err("locked");
    assert_eq!(problems.0[0].code, "workspace-locked");
    drop(store);
    assert!(open(&dir).problems.is_empty());
}
