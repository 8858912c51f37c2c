//! The life of credentials at a desk.

use crate::model::{Credential, CredentialId, State, Step};
use crate::store::Query;

use super::testing::TestDesk;
use super::*;

const SHEET: &str = "Name,E-mail,Grade\nZoë Müller,zoe@example.org,A\nNguyễn Thị Ánh,anh@example.org,B\n";

fn all(desk: &Desk) -> Vec<Credential> {
    desk.store.query(&Query::default(), None, 100).expect("query").items
}

fn first(desk: &Desk) -> CredentialId {
    all(desk)[0].id
}

fn edits(text: &str) -> Vec<Edit> {
    parse_edits(&[text.to_owned()]).expect("edit")
}

/// Publishing as the store sees it, without files.
pub(super) fn publish_bare(desk: &Desk, id: &CredentialId) -> crate::diag::Result<()> {
    let mut credential = desk.store.credential(id)?.expect("there");
    allow(&credential, Step::Publish)?;
    credential.revision += 1;
    credential.state = State::Published;
    if let Some(draft) = credential.draft.take() {
        credential.content = draft.content;
    }
    let put = crate::store::CredentialPut {
        files: Some(Vec::new()),
        ..crate::store::CredentialPut::step(credential, Step::Publish)
    };
    desk.store
        .apply(&crate::store::Change::new(
            &desk.clock.stamp(),
            vec![crate::store::Event::CredentialPut(put)],
        ))
        .map(|_| ())
}

fn take(desk: &Desk, id: &CredentialId, step: Step) -> crate::diag::Result<()> {
    match step {
        Step::Edit => edit(desk, id, &edits("recipient.name=Ann")).map(|_| ()),
        Step::Accept => accept(desk, id).map(|_| ()),
        Step::Regenerate => regenerate(desk, id).map(|_| ()),
        Step::Hold => hold(desk, id, "why").map(|_| ()),
        Step::Release => release(desk, id).map(|_| ()),
        Step::Publish => publish_bare(desk, id),
        Step::Delete => delete(desk, id),
        Step::Suspend => suspend(desk, id, "why").map(|_| ()),
        Step::Reinstate => reinstate(desk, id).map(|_| ()),
        Step::Revoke => revoke(desk, id, "why").map(|_| ()),
        Step::Correct => correct(desk, id, &edits("recipient.name=Ann"), "why").map(|_| ()),
    }
}

/// The steps that bring a fresh credential into a state.
fn way_to(state: State) -> &'static [Step] {
    match state {
        State::UnderReview => &[],
        State::Held => &[Step::Hold],
        State::Published => &[Step::Publish],
        State::Suspended => &[Step::Publish, Step::Suspend],
        State::Revoked => &[Step::Publish, Step::Revoke],
    }
}

#[test]
fn every_step_in_every_state_does_what_the_table_says_and_is_logged() {
    let desk = TestDesk::new("table");
    let group = desk.group(NewGroup {
        title: "T".to_owned(),
        ..NewGroup::default()
    });
    for state in State::ALL {
        for step in Step::ALL {
            let options = GenerateOptions {
                again: true,
                ..GenerateOptions::default()
            };
            desk.generate(&group, "Name\nAnna Bond\n", &options).expect("generate");
            let id = all(&desk).last().expect("one").id;
            for step in way_to(state) {
                take(&desk, &id, *step).expect("the way there");
            }
            let before = desk.store.credential(&id).expect("read").expect("there");
            assert_eq!(before.state, state);
            let logged = desk.store.log(Some(id)).expect("log").count();
            let outcome = take(&desk, &id, step);
            let after = desk.store.credential(&id).expect("read");
            match state.after(step) {
                None => {
                    let problems = outcome.expect_err("refused");
                    assert!(problems.iter().all(|p| !p.hints.is_empty()), "{step} while {state}");
                    assert_eq!(after.as_ref(), Some(&before), "{step} while {state} changes nothing");
                    assert_eq!(desk.store.log(Some(id)).expect("log").count(), logged);
                }
                Some(expected) => {
                    outcome.unwrap_or_else(|problems| panic!("{step} while {state}: {problems}"));
                    assert_eq!(
                        after.as_ref().map(|c| c.state),
                        (step != Step::Delete).then_some(expected),
                        "{step} while {state}"
                    );
                    assert_eq!(after.is_some_and(|c| c.draft.is_some()), step == Step::Correct);
                    let entry = desk
                        .store
                        .log(Some(id))
                        .expect("log")
                        .next_back()
                        .expect("an entry")
                        .expect("readable");
                    assert_eq!((entry.what, entry.who.as_str()), (step.word(), "Tester"));
                    assert_eq!(entry.why.as_deref(), step.wants_reason().then_some("why"));
                }
            }
        }
    }
}

#[test]
fn a_correction_goes_through_review_while_the_published_revision_stays() {
    let desk = TestDesk::new("correction");
    let group = desk.group(NewGroup {
        title: "T".to_owned(),
        ..NewGroup::default()
    });
    desk.generate(&group, SHEET, &GenerateOptions::default())
        .expect("generate");
    let id = first(&desk);
    publish_bare(&desk, &id).expect("publish");
    correct(&desk, &id, &edits("recipient.name=Zoë Miller"), "misspelt").expect("correct");
    let credential = desk.store.credential(&id).expect("read").expect("there");
    assert_eq!(
        credential.content.recipient.name, "Zoë Müller",
        "what is published stays"
    );
    assert_eq!(credential.reviewed().recipient.name, "Zoë Miller");
    assert!(credential.is_pending());

    hold(&desk, &id, "ask her").expect("hold the draft");
    assert!(publish_bare(&desk, &id).is_err(), "a held draft is not published");
    release(&desk, &id).expect("release");
    suspend(&desk, &id, "complaint").expect("suspend");
    assert!(
        publish_bare(&desk, &id).is_err(),
        "no correction of a suspended credential is published"
    );
    reinstate(&desk, &id).expect("reinstate");
    publish_bare(&desk, &id).expect("publish the correction");

    let credential = desk.store.credential(&id).expect("read").expect("there");
    assert_eq!(
        (credential.revision, credential.content.recipient.name.as_str()),
        (2, "Zoë Miller")
    );
    let old = desk.store.revision(&id, 1).expect("read").expect("kept");
    assert_eq!(old.recipient.name, "Zoë Müller", "the superseded revision is kept");

    correct(&desk, &id, &edits("recipient.name=Zoë"), "again").expect("correct");
    delete(&desk, &id).expect("delete the draft");
    let credential = desk.store.credential(&id).expect("read").expect("the credential stays");
    assert!(credential.draft.is_none());
    correct(&desk, &id, &edits("recipient.name=Zoë"), "again").expect("correct");
    revoke(&desk, &id, "fraud").expect("revoke");
    assert!(
        desk.store
            .credential(&id)
            .expect("read")
            .expect("there")
            .draft
            .is_none(),
        "revoking ends the draft"
    );
}

#[test]
fn a_batch_is_generated_once_and_goes_on_where_it_stopped() {
    let desk = TestDesk::new("once");
    let group = desk.group(NewGroup {
        title: "T".to_owned(),
        ..NewGroup::default()
    });
    let made = desk
        .generate(&group, SHEET, &GenerateOptions::default())
        .expect("generate");
    assert_eq!((made.created, made.was_finished), (2, false));
    let again = desk
        .generate(&group, SHEET, &GenerateOptions::default())
        .expect("generate");
    assert_eq!((again.created, again.was_finished, again.batch), (0, true, made.batch));
    assert_eq!(all(&desk).len(), 2);

    // As if it had been killed after the first row: the batch is open and one credential is not there.
    let batch = desk.store.batch(made.batch).expect("read").expect("there");
    delete(&desk, &all(&desk)[1].id).expect("delete");
    let open = crate::model::Batch {
        state: crate::model::BatchState::Open,
        ..batch
    };
    let change = crate::store::Change::new(&desk.clock.stamp(), vec![crate::store::Event::BatchPut(open)]);
    desk.store.apply(&change).expect("apply");
    let resumed = desk
        .generate(&group, SHEET, &GenerateOptions::default())
        .expect("resume");
    assert_eq!((resumed.created, resumed.resumed), (1, 1));
    let names: Vec<String> = all(&desk).into_iter().map(|c| c.content.recipient.name).collect();
    assert_eq!(names, ["Zoë Müller", "Nguyễn Thị Ánh"]);
}

#[test]
fn rows_with_errors_stop_the_sheet_or_wait() {
    let desk = TestDesk::new("bad");
    let group = desk.group(NewGroup {
        title: "T".to_owned(),
        ..NewGroup::default()
    });
    let sheet = "Name,E-mail\nAnn,ann@example.org\n,nobody@example.org\n";
    let problems = desk
        .generate(&group, sheet, &GenerateOptions::default())
        .expect_err("an empty name");
    assert_eq!(problems.iter().map(|p| p.place.row).collect::<Vec<_>>(), [Some(3)]);
    assert!(all(&desk).is_empty(), "nothing was generated");
    assert!(desk.store.batches().expect("read").is_empty());
    let options = GenerateOptions {
        skip_bad: true,
        ..GenerateOptions::default()
    };
    let all_wait = "Name,E-mail\n,nobody@example.org\n";
    let some = GenerateOptions {
        needs_some: true,
        ..options.clone()
    };
    let problems = desk.generate(&group, all_wait, &some).expect_err("nothing to make");
    assert_eq!(problems.iter().map(|p| p.place.row).collect::<Vec<_>>(), [Some(2)]);
    assert!(
        desk.store.batches().expect("read").is_empty(),
        "none without a credential"
    );
    let made = desk.generate(&group, sheet, &some).expect("generate");
    assert_eq!((made.created, made.waiting.len()), (1, 1));
    assert_eq!(
        desk.store.batch(made.batch).expect("read").expect("there").waiting[0].row,
        3
    );
}

#[test]
fn what_cannot_be_written_or_fitted_is_a_problem_of_the_credential() {
    let desk = TestDesk::new("fit");
    let group = desk.group(NewGroup {
        title: "T".to_owned(),
        ..NewGroup::default()
    });
    let long = "Wolfeschlegelsteinhausenbergerdorff ".repeat(6);
    let sheet = format!("Name\n{long}\nA\u{12000}B\nمحمد بن عبد الله\n");
    desk.generate(&group, &sheet, &GenerateOptions::default())
        .expect("generate");
    let codes: Vec<Vec<String>> = all(&desk)
        .iter()
        .map(|c| c.content.problems.iter().map(|p| p.code.to_string()).collect())
        .collect();
    assert!(codes[0].contains(&"text-too-small".to_owned()), "{codes:?}");
    assert!(codes[1].contains(&"missing-glyph".to_owned()), "{codes:?}");
    assert!(codes[2].contains(&"script-fallback".to_owned()), "{codes:?}");
    assert!(accept(&desk, &all(&desk)[1].id).is_err(), "an error cannot be accepted");
    edit(&desk, &all(&desk)[1].id, &edits("recipient.name=AB")).expect("edit");
    assert!(all(&desk)[1].content.problems.is_empty(), "checked again after an edit");
}

#[test]
fn a_sheet_that_comes_again_does_not_bring_its_damage_back() {
    let desk = TestDesk::new("damage-again");
    let group = desk.group(NewGroup {
        title: "T".to_owned(),
        duplicates: crate::model::DuplicatePolicy::Replace,
        ..NewGroup::default()
    });
    let first = "Name,E-mail,Grade\n\"MÃ¼ller, JÃ¶rg\",jm@example.org,A\nMARÍA JOSÉ NÚÑEZ,mj@example.org,A\n\
                 Jean Dupont,jd@example.org,A\nAnn Lee,al@example.org,A\nZoë Bell,zb@example.org,A\n";
    // On another day: a date that no sheet says is no change.
    let earlier = GenerateOptions {
        issue_date: "2025-03-01".parse().ok(),
        ..GenerateOptions::default()
    };
    desk.generate(&group, first, &earlier).expect("first");
    let ids: Vec<_> = all(&desk).iter().map(|one| one.id).collect();
    edit(&desk, &ids[0], &edits("recipient.name=Müller, Jörg")).expect("repaired");
    edit(&desk, &ids[1], &edits("recipient.name=Maria Jose Nunez")).expect("corrected");
    edit(&desk, &ids[3], &edits("recipient.email=ann@example.org")).expect("corrected");
    // Two rows as before, one written worse, one with a new grade, one with a new name.
    let second = "Name,E-mail,Grade\n\"MÃ¼ller, JÃ¶rg\",jm@example.org,A\nMARÍA JOSÉ NÚÑEZ,mj@example.org,A\n\
                  Jean   Dupont,jd@example.org,A\nAnn Lee,al@example.org,B\nZoë Bell-Ruiz,zb@example.org,A\n";
    let replace = |rows: std::ops::RangeInclusive<u32>| GenerateOptions {
        duplicates: rows.map(|row| (row, crate::model::DuplicatePolicy::Replace)).collect(),
        ..GenerateOptions::default()
    };
    let made = desk.generate(&group, second, &replace(2..=6)).expect("second");
    assert_eq!((made.replaced, made.skipped, made.created), (2, 3, 0));
    let said: Vec<_> = all(&desk)
        .iter()
        .map(|one| {
            let recipient = &one.content.recipient;
            let grade = recipient.custom.get("grade").map(crate::model::Value::to_plain);
            (
                recipient.name.clone(),
                recipient.email.clone().unwrap_or_default(),
                grade.unwrap_or_default(),
            )
        })
        .collect();
    let of = |name: &str, email: &str, grade: &str| (name.to_owned(), email.to_owned(), grade.to_owned());
    assert_eq!(
        said,
        [
            of("Müller, Jörg", "jm@example.org", "A"),
            of("Maria Jose Nunez", "mj@example.org", "A"),
            of("Jean Dupont", "jd@example.org", "A"),
            of("Ann Lee", "ann@example.org", "B"),
            of("Zoë Bell-Ruiz", "zb@example.org", "A"),
        ]
    );
    let notes = |at: usize| {
        all(&desk)[at]
            .content
            .problems
            .iter()
            .filter(|one| one.code == "kept-value")
            .count()
    };
    assert_eq!((notes(3), notes(4)), (1, 0), "what is kept is said");
    assert!(
        all(&desk)
            .iter()
            .all(|one| Some(one.content.issue_date) == earlier.issue_date)
    );
    // What a sheet wrote last is the sheet's to change back.
    let third = first.replace("Lee,al@example.org,A", "Lee,al@example.org,C");
    desk.generate(&group, &third, &replace(6..=6)).expect("third");
    assert_eq!(all(&desk)[4].content.recipient.name, "Zoë Bell");
}

#[test]
fn duplicates_are_treated_as_the_group_says() {
    use crate::model::DuplicatePolicy::{Allow, Ask, Replace, Skip};
    for (policy, count, warned) in [(Ask, 2, true), (Skip, 1, false), (Replace, 1, false), (Allow, 2, false)] {
        let desk = TestDesk::new(&format!("duplicates-{policy:?}"));
        let group = desk.group(NewGroup {
            title: "T".to_owned(),
            duplicates: policy,
            ..NewGroup::default()
        });
        desk.generate(
            &group,
            "Name,E-mail,Grade\nZoë Müller,zoe@example.org,A\n",
            &GenerateOptions::default(),
        )
        .expect("first");
        // The same person, decomposed and in other case.
        desk.generate(
            &group,
            "Name,E-mail,Grade\nZOE\u{308} Mu\u{308}ller,Zoe@Example.org,B\n",
            &GenerateOptions::default(),
        )
        .expect("second");
        let found = all(&desk);
        assert_eq!(found.len(), count, "{policy:?}");
        let last = found.last().expect("one");
        let is_warned = last.content.problems.iter().any(|p| p.code == "duplicate-in-workspace");
        assert_eq!(is_warned, warned, "{policy:?}");
        let grade = last
            .content
            .recipient
            .custom
            .get("grade")
            .map(crate::model::Value::to_plain);
        assert_eq!(
            grade.as_deref(),
            Some(if policy == Skip { "A" } else { "B" }),
            "{policy:?}"
        );
    }
}

#[test]
fn wrong_edits_name_the_field_and_change_nothing() {
    let desk = TestDesk::new("edits");
    let group = desk.group(NewGroup {
        title: "T".to_owned(),
        ..NewGroup::default()
    });
    desk.generate(&group, SHEET, &GenerateOptions::default())
        .expect("generate");
    let id = first(&desk);
    let before = desk.store.credential(&id).expect("read");
    for wrong in [
        "recipient.name=",
        "credential.issue_date=2026-02-30",
        "recipient.email=nobody",
        "recipient.shoe=44",
        "issuer.name=Me",
    ] {
        let problems = edit(&desk, &id, &edits(wrong)).expect_err(wrong);
        assert!(
            problems.iter().all(|p| !p.hints.is_empty() && p.place.field.is_some()),
            "{wrong}: {problems:?}"
        );
        assert_eq!(desk.store.credential(&id).expect("read"), before, "{wrong}");
    }
    edit(&desk, &id, &edits("credential.expiry_date=2026-01-01")).expect("edit");
    let codes: Vec<_> = all(&desk)[0]
        .content
        .problems
        .iter()
        .map(|p| p.code.to_string())
        .collect();
    assert_eq!(codes, ["expiry-before-issue"]);
}

#[test]
fn a_picture_is_replaced_by_a_file_and_taken_out() {
    let desk = TestDesk::new("edit-picture");
    desk.design_with_photo();
    let new = NewGroup {
        title: "Course".to_owned(),
        certificate: Some("With a photo".to_owned()),
        fields: ["grade:text", "Photo:image"]
            .map(|field| field.parse().expect("a field"))
            .to_vec(),
        ..NewGroup::default()
    };
    let group = create_group(&desk, new).expect("a group").value;
    desk.generate(&group, "Name\nAnn Lee\n", &GenerateOptions::default())
        .expect("made");
    let id = first(&desk);
    let path = desk.store.dir().join("ann.png");
    let photo = |text: &str| edits(&format!("recipient.Photo={text}"));
    let of = |credential: &Credential| credential.content.recipient.custom.get("Photo").cloned();

    let before = desk.store.credential(&id).expect("read");
    for wrong in ["nowhere.png", path.to_str().expect("a path")] {
        std::fs::write(&path, "no picture").expect("written");
        edit(&desk, &id, &photo(wrong)).expect_err(wrong);
        assert_eq!(desk.store.credential(&id).expect("read"), before, "{wrong}");
    }
    std::fs::write(&path, crate::images::tests_support::png(2, 2)).expect("written");
    let edited = edit(&desk, &id, &photo(path.to_str().expect("a path"))).expect("edited");
    let Some(crate::model::Value::Image(blob)) = of(&edited) else {
        panic!("it is a picture: {edited:?}");
    };
    assert!(edited.content.problems.is_empty(), "{:?}", edited.content.problems);

    let edited = edit(&desk, &id, &photo("")).expect("taken out");
    assert_eq!(of(&edited), None);
    assert_eq!(edited.content.problems.0[0].code, "no-picture");
    // As Undo has it.
    let edited = edit(&desk, &id, &photo(&blob.to_string())).expect("put back");
    assert_eq!(of(&edited), Some(crate::model::Value::Image(blob)));
}
