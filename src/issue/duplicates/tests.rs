//! Who is told to be there already, and what is made of it.

use std::collections::BTreeMap;

use super::*;
use crate::import::CheckedRow;
use crate::issue::testing::TestDesk;
use crate::issue::tests::publish_bare;
use crate::issue::{GenerateOptions, NewGroup, revoke, suspend};
use crate::model::{DuplicatePolicy, Group};
use crate::store::Query;

const FIRST: &str = "Name,E-mail\nZoë Müller,zoe@example.org\nJosé Núñez,\nAnn Lee,office@example.org\n\
                     Ben Lee,office@example.org\nCleo,cleo@example.org\n";
const SECOND: &str = "Name,E-mail\nZOE\u{308} MÜLLER,Zoe@example.org\nJose  Nunez,jose@example.org\n\
                      Dan Lee,office@example.org\nCleopatra,cleo@example.org\nZoe Muller,other@example.org\nNew,\n";

fn desk(name: &str, duplicates: DuplicatePolicy) -> (TestDesk, Group) {
    let desk = TestDesk::new(&format!("duplicates-{name}"));
    let group = desk.group(NewGroup {
        title: "T".to_owned(),
        duplicates,
        ..NewGroup::default()
    });
    desk.generate(&group, FIRST, &GenerateOptions::default())
        .expect("generate");
    (desk, group)
}

fn rows(csv: &str) -> Vec<CheckedRow> {
    let lines = (1..).zip(csv.lines()).skip(1);
    lines
        .map(|(row, line)| {
            let (name, email) = line.split_once(',').expect("two cells");
            CheckedRow {
                row,
                cells: Vec::new(),
                recipient: Recipient {
                    name: name.to_owned(),
                    email: Some(email.to_owned()).filter(|email| !email.is_empty()),
                    ..Recipient::default()
                },
                issue_date: None,
                expiry_date: None,
                problems: Default::default(),
            }
        })
        .collect()
}

#[test]
fn who_is_there_already_is_told_before_anything_is_made() {
    let (desk, group) = desk("told", DuplicatePolicy::Skip);
    let decisions = BTreeMap::from([(3, DuplicatePolicy::Replace)]);
    let found = find_duplicates(&desk, &group, rows(SECOND), &decisions).expect("found");
    let said: Vec<_> = found
        .iter()
        .map(|one| (one.row, one.others[0].0, one.treatment))
        .collect();
    assert_eq!(
        said,
        [
            (2, Alike::Same, Treatment::Skip),
            (3, Alike::Name, Treatment::Edit),
            (5, Alike::Email, Treatment::Warn),
            (6, Alike::NameOnly, Treatment::Warn),
        ],
        "an address that several have says nothing"
    );
    assert_eq!(found[0].problem.code, "duplicate-in-workspace");
}

#[test]
fn likely_duplicates_are_warned_of_and_decisions_for_rows_are_followed() {
    let (desk, group) = desk("warned", DuplicatePolicy::Ask);
    let options = GenerateOptions {
        duplicates: BTreeMap::from([(3, DuplicatePolicy::Replace), (5, DuplicatePolicy::Skip)]),
        ..GenerateOptions::default()
    };
    let made = desk.generate(&group, SECOND, &options).expect("generate");
    assert_eq!((made.created, made.replaced, made.skipped), (4, 1, 1));
    let all = desk.store.query(&Query::default(), None, 100).expect("query").items;
    let recipient = &all[1].content.recipient;
    let now = (&*recipient.name, recipient.email.as_deref());
    assert_eq!(
        now,
        ("José Núñez", Some("jose@example.org")),
        "row 3 took the place of who is likely the same, but for a name that is written worse"
    );
    let codes = |name: &str| -> Vec<String> {
        let found = all
            .iter()
            .rev()
            .find(|one| one.content.recipient.name == name)
            .expect(name);
        found
            .content
            .problems
            .iter()
            .map(|problem| problem.code.to_string())
            .collect()
    };
    assert!(
        codes("Zoe Muller").contains(&"name-of-another".to_owned()),
        "{:?}",
        codes("Zoe Muller")
    );
    assert!(codes("ZOE\u{308} MÜLLER").contains(&"duplicate-in-workspace".to_owned()));
    assert!(codes("New").is_empty() && codes("Dan Lee").is_empty());
}

/// Those who come again, each with what is said of their new credential.
fn said(desk: &TestDesk, group: &Group, csv: &str) -> Vec<Vec<String>> {
    let before = desk.store.count(&Query::default()).expect("count") as usize;
    desk.generate(group, csv, &GenerateOptions::default())
        .expect("generate");
    let all = desk.store.query(&Query::default(), None, 100).expect("query").items;
    let new = all.iter().skip(before);
    new.map(|one| one.content.problems.iter().map(|one| one.code.to_string()).collect())
        .collect()
}

#[test]
fn who_was_revoked_is_made_again_with_a_word_whatever_the_policy() {
    use DuplicatePolicy::{Allow, Ask, Replace, Skip};
    for policy in [Ask, Skip, Replace, Allow] {
        let (desk, group) = desk(&format!("revoked-{policy:?}"), policy);
        let all = desk.store.query(&Query::default(), None, 100).expect("query").items;
        for one in [0, 1, 2, 4] {
            publish_bare(&desk, &all[one].id).expect("published");
            revoke(&desk, &all[one].id, "took part under another name").expect("revoked");
        }
        let again = "Name,E-mail\nZoë Müller,zoe@example.org\nJose Nunez,\nZoe Miller,ZOE@example.org\n\
                     Cleo,other@example.org\nEva Lee,office@example.org\n";
        let found = find_duplicates(&desk, &group, rows(again), &BTreeMap::new()).expect("found");
        let told: Vec<_> = found.iter().map(|one| (one.row, &*one.problem.code)).collect();
        let revoked = |row| (row, "revoked-before");
        // Of the two at the office one was revoked; this may be either.
        let expected = [revoked(2), revoked(3), revoked(4), (5, "name-of-revoked"), revoked(6)];
        assert_eq!(told, expected, "{policy:?}");
        assert!(found.iter().all(|one| one.treatment == Treatment::Warn), "{policy:?}");
        assert_eq!(
            found[0].problem.message,
            format!(
                "Zoë Müller had {}, which was revoked: took part under another name",
                all[0].number
            )
        );
        let codes = said(&desk, &group, again);
        let codes: Vec<_> = codes.iter().map(|codes| codes.join(" ")).collect();
        assert_eq!(codes.len(), 5, "{policy:?}: everybody is made");
        for (row, code) in expected {
            assert!(codes[row as usize - 2].contains(code), "{policy:?} {row}: {codes:?}");
        }
        // Who has a new one since is told of that one.
        let third = find_duplicates(&desk, &group, rows(again), &BTreeMap::new()).expect("found");
        assert_eq!(third[0].problem.code, "duplicate-in-workspace", "{policy:?}");
    }
}

/// An office with more people than are told for one recipient, and one who was revoked.
#[test]
fn an_office_says_nothing_of_its_people_and_hides_nobody() {
    for policy in [DuplicatePolicy::Allow, DuplicatePolicy::Ask] {
        let (desk, group) = desk(&format!("office-{policy:?}"), policy);
        let all = desk.store.query(&Query::default(), None, 100).expect("query").items;
        publish_bare(&desk, &all[4].id).expect("published");
        revoke(&desk, &all[4].id, "fraud").expect("revoked");
        let cleo = "Cleo,cleo@example.org\n";
        let many: String = (0..12).map(|_| cleo).collect();
        desk.generate(
            &group,
            &format!("Name,E-mail\n{many}Dan,office@example.org\n"),
            &GenerateOptions::default(),
        )
        .expect("generated");
        let all = desk.store.query(&Query::default(), None, 100).expect("query").items;
        let ann = all
            .iter()
            .find(|one| one.content.recipient.name == "Ann Lee")
            .expect("Ann");
        publish_bare(&desk, &ann.id).expect("published");
        revoke(&desk, &ann.id, "moved").expect("revoked");
        let said = said(
            &desk,
            &group,
            "Name,E-mail\nEva,office@example.org\nCleo,cleo@example.org\n",
        );
        assert_eq!(said[0], [""; 0], "{policy:?}: of several at the office one was revoked");
        let expected = match policy {
            // Others are made without a word, but not after a revocation.
            DuplicatePolicy::Allow => "revoked-before",
            _ => "duplicate-in-workspace",
        };
        assert_eq!(said[1], [expected], "{policy:?}");
    }
}

#[test]
fn who_is_suspended_is_told_even_where_others_are_made_without_a_word() {
    let (desk, group) = desk("suspended", DuplicatePolicy::Allow);
    let all = desk.store.query(&Query::default(), None, 100).expect("query").items;
    publish_bare(&desk, &all[0].id).expect("published");
    suspend(&desk, &all[0].id, "unpaid").expect("suspended");
    let again = "Name,E-mail\nZoë Müller,zoe@example.org\nCleo,cleo@example.org\n";
    let found = find_duplicates(&desk, &group, rows(again), &BTreeMap::new()).expect("found");
    let treated: Vec<_> = found.iter().map(|one| one.treatment).collect();
    assert_eq!(treated, [Treatment::Warn, Treatment::Make]);
    assert_eq!(
        said(&desk, &group, again),
        [vec!["duplicate-in-workspace".to_owned()], Vec::new()]
    );
}

#[test]
fn who_was_revoked_can_be_skipped_and_never_replaced() {
    let (desk, group) = desk("decided", DuplicatePolicy::Ask);
    let all = desk.store.query(&Query::default(), None, 100).expect("query").items;
    publish_bare(&desk, &all[0].id).expect("published");
    revoke(&desk, &all[0].id, "fraud").expect("revoked");
    for (decision, counts, treatment) in [
        (DuplicatePolicy::Skip, (0, 0, 1), Treatment::Skip),
        (DuplicatePolicy::Replace, (1, 0, 0), Treatment::Warn),
    ] {
        let again = "Name,E-mail\nZoë Müller,zoe@example.org\n";
        let decisions = BTreeMap::from([(2, decision)]);
        let found = find_duplicates(&desk, &group, rows(again), &decisions).expect("found");
        assert_eq!(found[0].treatment, treatment);
        let options = GenerateOptions {
            duplicates: decisions,
            ..GenerateOptions::default()
        };
        let made = desk.generate(&group, again, &options).expect("generate");
        assert_eq!((made.created, made.replaced, made.skipped), counts, "{decision:?}");
    }
    let last = desk
        .store
        .query(&Query::default(), None, 100)
        .expect("query")
        .items
        .pop();
    let problems = last.expect("the new one").content.problems;
    assert!(problems.iter().any(|one| one.code == REVOKED[0]), "{problems:?}");
}

/// What is said of the credentials under review, by their rows.
fn said_now(desk: &TestDesk) -> Vec<(u32, Vec<String>)> {
    let all = desk.store.query(&Query::default(), None, 100).expect("query").items;
    let twins = Twins::new(&desk.store);
    let waiting = all.into_iter().filter(|one| one.batch != crate::model::BatchId(1));
    let said = waiting.map(|mut one| {
        twins.look(&mut one).expect("read");
        let said = one.content.problems.iter().map(|problem| problem.message.clone());
        (one.row.expect("a row"), said.collect())
    });
    said.collect()
}

#[test]
fn what_is_said_of_a_duplicate_follows_the_other_one() {
    let (desk, group) = desk("since", DuplicatePolicy::Ask);
    let first = desk.store.query(&Query::default(), None, 100).expect("query").items;
    let again = "Name,E-mail\nZoë Müller,zoe@example.org\nJose Nunez,\nCleopatra,cleo@example.org\nNew,\n";
    desk.generate(&group, again, &GenerateOptions::default())
        .expect("generate");
    let of = |number: &str, state: &str| {
        [
            format!("The recipient has credential {number} of this group already ({state})"),
            format!("A recipient with nearly the same name has credential {number} of this group ({state})"),
            format!("The e-mail belongs to credential {number} of this group ({state}), with another name"),
        ]
    };
    let [zoe, jose, cleo] = [0, 1, 4].map(|at: usize| &first[at]);
    let under_review = [
        (2, vec![of(&zoe.number, "under review")[0].clone()]),
        (3, vec![of(&jose.number, "under review")[1].clone()]),
        (4, vec![of(&cleo.number, "under review")[2].clone()]),
        (5, vec![]),
    ];
    assert_eq!(said_now(&desk), under_review);
    publish_bare(&desk, &zoe.id).expect("published");
    publish_bare(&desk, &cleo.id).expect("published");
    suspend(&desk, &cleo.id, "unpaid").expect("suspended");
    crate::issue::delete(&desk, &jose.id).expect("deleted");
    let now = [
        (2, vec![of(&zoe.number, "published")[0].clone()]),
        (3, vec![]),
        (4, vec![of(&cleo.number, "suspended")[2].clone()]),
        (5, vec![]),
    ];
    assert_eq!(said_now(&desk), now);
    // Whose credential was revoked is told as that.
    revoke(&desk, &zoe.id, "fraud").expect("revoked");
    assert_eq!(
        said_now(&desk)[0].1,
        [format!("Zoë Müller had {}, which was revoked: fraud", zoe.number)]
    );
}

#[test]
fn a_row_that_was_doubled_is_not_when_the_other_one_is_gone() {
    let desk = TestDesk::new("duplicates-rows");
    let group = desk.group(NewGroup {
        title: "T".to_owned(),
        ..NewGroup::default()
    });
    let sheet = "Name,E-mail\nAnn Lee,ann@example.org\nAnn Lee,ann@example.org\nAnn Lee,ann@example.org\n";
    desk.generate(&group, sheet, &GenerateOptions::default())
        .expect("generate");
    let all = desk.store.query(&Query::default(), None, 100).expect("query").items;
    let twins = |at: usize| {
        let mut one = desk.store.credential(&all[at].id).expect("read").expect("there");
        Twins::new(&desk.store).look(&mut one).expect("read");
        let said = one.content.problems.iter().map(|problem| problem.message.clone());
        said.collect::<Vec<String>>()
    };
    let before = twins(2);
    assert!(!before.is_empty(), "the rows are alike");
    crate::issue::delete(&desk, &all[0].id).expect("deleted");
    crate::issue::delete(&desk, &all[1].id).expect("deleted");
    assert_eq!(twins(2), [""; 0]);
}

#[test]
fn loose_names_forgive_accents_spaces_and_punctuation() {
    for (a, b) in [
        ("Zoë Müller-Lüdenscheidt", "ZOE MULLER LUDENSCHEIDT"),
        ("O’Brien", "Obrien"),
        ("Mary Ann", "Maryann"),
        ("王 小明", "王小明"),
        ("J. R. Smith", "JR Smith"),
    ] {
        assert_eq!(loose_name(a), loose_name(b), "{a}");
    }
    for (a, b) in [("Ann", "Anna"), ("शर्मा", "शर्मी"), ("がぎ", "かき")] {
        assert_ne!(loose_name(a), loose_name(b), "{a}");
    }
}
