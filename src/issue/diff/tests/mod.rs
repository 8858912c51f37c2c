//! Sheets that come again.

mod again;
mod crowds;
mod decisions;
mod revoked;
mod undo;
mod versions;

use std::path::{Path, PathBuf};

use super::*;
use crate::import::{CheckOptions, Mapping, ReadOptions};
use crate::issue::testing::TestDesk;
use crate::issue::{GenerateOptions, NewGroup, Source, accept, correct, hold, open_sheet, parse_edits, revoke};
use crate::model::{Date, DuplicatePolicy, Recipient, Step};
use crate::progress::Progress;

const FIRST: &str = "Name,E-mail,Grade\nZoë Müller,zoe@example.org,A\nJonh Smith,john@example.org,B\n\
                     Ann Lee,ann@example.org,C\nGone Girl,gone@example.org,C\n";

struct World {
    desk: TestDesk,
    group: Group,
    sheet: PathBuf,
}

impl World {
    fn new(name: &str, new: NewGroup) -> World {
        let desk = TestDesk::new(&format!("diff-{name}"));
        let group = desk.group(NewGroup {
            title: "T".to_owned(),
            ..new
        });
        let sheet = desk.store.dir().join("rows.csv");
        let world = World { desk, group, sheet };
        world
            .desk
            .generate(&world.group, FIRST, &GenerateOptions::default())
            .expect("generate");
        world
    }

    fn compare(&self, csv: &str, options: &DiffOptions) -> Diff {
        std::fs::write(&self.sheet, csv).expect("the sheet");
        let opened = open_sheet(
            &self.desk,
            &self.group,
            &self.sheet,
            &ReadOptions::default(),
            &[],
            &Progress::new(),
        )
        .expect("opened")
        .value;
        let checks = CheckOptions {
            fields: self.group.fields.clone(),
            ..CheckOptions::default()
        };
        let checked = crate::import::check(&opened.sheet, &opened.mapping, &checks);
        diff(
            &self.desk,
            &self.group,
            Incoming {
                file: &self.sheet,
                sheet: &opened.sheet,
                mapping: &opened.mapping,
            },
            checked.rows,
            options,
            &Progress::new(),
        )
        .expect("compared")
    }

    fn update(&self, csv: &str, options: &DiffOptions, reason: Option<&str>) -> Updated {
        let diff = self.compare(csv, options);
        let options = UpdateOptions {
            reason: reason.map(str::to_owned),
            ..UpdateOptions::default()
        };
        let source = Source {
            name: "rows.csv",
            bytes: csv.as_bytes(),
            folder: Path::new("."),
        };
        update(&self.desk, &self.group, source, &diff, &options, &Progress::new()).expect("updated")
    }

    fn all(&self) -> Vec<Credential> {
        self.desk
            .store
            .query(&Query::default(), None, 100)
            .expect("query")
            .items
    }

    fn names(&self) -> Vec<String> {
        self.all()
            .iter()
            .map(|one| one.reviewed().recipient.name.clone())
            .collect()
    }

    /// Publishes as the store sees it, without files.
    fn publish(&self, at: usize) -> CredentialId {
        let mut credential = self.all().swap_remove(at);
        credential.revision += 1;
        credential.state = State::Published;
        let put = crate::store::CredentialPut {
            files: Some(Vec::new()),
            ..crate::store::CredentialPut::step(credential.clone(), Step::Publish)
        };
        let change = crate::store::Change::new(&self.desk.clock.stamp(), vec![crate::store::Event::CredentialPut(put)]);
        self.desk.store.apply(&change).expect("published");
        credential.id
    }
}

fn words(diff: &Diff) -> Vec<&'static str> {
    diff.rows
        .iter()
        .map(|row| match &row.is {
            RowIs::New => "new",
            RowIs::Unchanged(_) => "unchanged",
            RowIs::Changed { how: How::Edit, .. } => "edit",
            RowIs::Changed { how: How::Correct, .. } => "correct",
            RowIs::Changed { how: How::Blocked, .. } => "blocked",
            RowIs::Uncertain(_) => "uncertain",
            RowIs::Waiting(None) => "waiting",
            RowIs::Waiting(Some(_)) => "waiting for",
        })
        .collect()
}

const SECOND: &str = "Grade,Name,E-mail\nA+,Zoe Muller,Zoe@Example.org\nB,John Smith,john@example.org\n\
                      C,Ann Lee,ann@example.org\nA,New Person,new@example.org\n";

#[test]
fn a_corrected_sheet_says_what_is_new_changed_gone_and_unchanged() {
    let world = World::new("says", NewGroup::default());
    let same = world.compare(FIRST, &DiffOptions::default());
    assert!(same.is_empty(), "{same:?}");
    let diff = world.compare(SECOND, &DiffOptions::default());
    assert_eq!(words(&diff), ["edit", "uncertain", "unchanged", "new"]);
    let RowIs::Changed { changes, .. } = &diff.rows[0].is else {
        panic!("{diff:?}")
    };
    let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(
        fields,
        ["recipient.name", "recipient.grade"],
        "the e-mail differs in case only"
    );
    assert_eq!(changes[1].before.as_deref(), Some("A"));
    let RowIs::Uncertain(candidates) = &diff.rows[1].is else {
        panic!("{diff:?}")
    };
    assert_eq!(
        (candidates[0].0.name.as_str(), candidates[0].1),
        ("Jonh Smith", Why::Email)
    );
    assert_eq!(
        diff.gone.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
        ["Gone Girl"]
    );
    assert_eq!(diff.counts(), [1, 1, 1, 1, 0]);
}

#[test]
fn an_update_changes_what_is_under_review_and_doubles_nobody() {
    let world = World::new("update", NewGroup::default());
    let zoe = world.all()[0].id;
    accept(&world.desk, &zoe).expect("accepted");
    let before = world.all()[2].clone();
    let done = world.update(SECOND, &DiffOptions::default(), None);
    assert_eq!(
        (done.edited, done.corrected, done.unchanged, done.uncertain),
        (1, 0, 1, 1)
    );
    assert_eq!(done.generated.expect("one is new").created, 1);
    assert_eq!(
        world.names(),
        ["Zoe Muller", "Jonh Smith", "Ann Lee", "Gone Girl", "New Person"]
    );
    let all = world.all();
    assert!(!all[0].content.accepted, "an update withdraws the acceptance");
    assert_eq!(all[0].content.recipient.email.as_deref(), Some("zoe@example.org"));
    assert_eq!(all[2], before, "what is unchanged is left alone");

    // The same again changes nothing, and a decision settles the rest.
    let again = world.update(SECOND, &DiffOptions::default(), None);
    assert_eq!((again.edited, again.unchanged, again.uncertain), (0, 3, 1));
    assert_eq!(again.generated, None);
    let decided = DiffOptions {
        decisions: BTreeMap::from([(3, Decision::Same(all[1].id))]),
        ..DiffOptions::default()
    };
    assert_eq!(world.update(SECOND, &decided, None).edited, 1);
    assert_eq!(world.names()[1], "John Smith");
    let last = world.compare(SECOND, &DiffOptions::default());
    assert_eq!(words(&last), ["unchanged"; 4]);
    assert_eq!(last.gone.len(), 1, "who is gone stays until somebody acts");
}

#[test]
fn published_credentials_are_corrected_with_a_reason_only() {
    let world = World::new("published", NewGroup::default());
    let id = world.publish(0);
    assert_eq!(words(&world.compare(SECOND, &DiffOptions::default()))[0], "correct");
    let done = world.update(SECOND, &DiffOptions::default(), None);
    assert_eq!((done.offered, done.corrected), (1, 0));
    let done = world.update(SECOND, &DiffOptions::default(), Some("the list was wrong"));
    assert_eq!((done.offered, done.corrected), (0, 1));
    let credential = world.desk.store.credential(&id).expect("read").expect("there");
    assert_eq!(
        credential.content.recipient.name, "Zoë Müller",
        "what is published stays"
    );
    assert_eq!(credential.reviewed().recipient.name, "Zoe Muller");
    assert_eq!(
        credential.draft.as_ref().map(|draft| draft.reason.as_str()),
        Some("the list was wrong")
    );
    let entry = world
        .desk
        .store
        .log(Some(id))
        .expect("log")
        .next_back()
        .expect("an entry")
        .expect("readable");
    assert_eq!(
        (entry.what, entry.why.as_deref()),
        ("correct", Some("the list was wrong"))
    );
    assert_eq!(
        words(&world.compare(SECOND, &DiffOptions::default()))[0],
        "unchanged",
        "the draft says it already"
    );
    // A correction that is under review is changed in place.
    let done = world.update(&SECOND.replace("A+", "A++"), &DiffOptions::default(), None);
    assert_eq!((done.edited, done.offered), (1, 0));
}

#[test]
fn an_identifying_field_goes_before_names_and_addresses() {
    let desk = TestDesk::new("diff-id");
    let group = desk.group(NewGroup {
        title: "T".to_owned(),
        ..NewGroup::default()
    });
    // The test group has one field, which is taken as the identifying one by name.
    let sheet = desk.store.dir().join("rows.csv");
    let world = World { desk, group, sheet };
    let first = "Name,E-mail,grade\nAnn Lee,ann@example.org,001\nAnn Lee,lee@example.org,002\nBen,b@example.org,003\n";
    world
        .desk
        .generate(&world.group, first, &GenerateOptions::default())
        .expect("generate");
    let options = DiffOptions {
        id_field: Some("grade".to_owned()),
        ..DiffOptions::default()
    };
    let second =
        "Name,E-mail,grade\nAnn Smith,smith@example.org,002\nBen,b@example.org,004\nAnn Lee,ann@example.org,001\n";
    let diff = world.compare(second, &options);
    assert_eq!(words(&diff), ["edit", "uncertain", "unchanged"], "{diff:?}");
    let RowIs::Changed { of, .. } = &diff.rows[0].is else {
        panic!("{diff:?}")
    };
    assert_eq!(of.id, world.all()[1].id);
    let unknown = DiffOptions {
        id_field: Some("shoe".to_owned()),
        ..DiffOptions::default()
    };
    let empty = diff_error(&world, &unknown);
    assert_eq!(empty, "unknown-field");
}

/// What a comparison without rows comes to.
fn compare_nothing(world: &World, options: &DiffOptions, progress: &Progress) -> Result<Diff> {
    let none = ReadOptions::default();
    let opened = open_sheet(&world.desk, &world.group, &world.sheet, &none, &[], &Progress::new());
    let sheet = opened.expect("opened").value.sheet;
    let incoming = Incoming {
        file: &world.sheet,
        sheet: &sheet,
        mapping: &Mapping::default(),
    };
    diff(&world.desk, &world.group, incoming, Vec::new(), options, progress)
}

fn diff_error(world: &World, options: &DiffOptions) -> String {
    let problems = compare_nothing(world, options, &Progress::new());
    problems.expect_err("refused").0[0].code.to_string()
}

#[test]
fn names_that_several_have_are_asked_unless_they_say_the_same() {
    let world = World::new(
        "several",
        NewGroup {
            duplicates: DuplicatePolicy::Allow,
            ..NewGroup::default()
        },
    );
    let twice = "Name,E-mail,Grade\nAnn Lee,ann@example.org,X\nAnn Lee,ann@example.org,C\nAnn Lee,ann@example.org,Z\n";
    // One of the three says what is there; the others would double her.
    assert_eq!(
        words(&world.compare(twice, &DiffOptions::default())),
        ["uncertain", "unchanged", "uncertain"]
    );
    let done = world.update(twice, &DiffOptions::default(), None);
    assert_eq!((done.uncertain, done.generated), (2, None));
    assert_eq!(world.all().len(), 4);
}

#[test]
fn rows_with_errors_wait_and_their_people_are_not_gone() {
    let world = World::new("errors", NewGroup::default());
    let sheet =
        "Name,E-mail,Grade,Issue date\nZoë Müller,zoe@example.org,A,2026-02-31\nJonh Smith,john@example.org,B,\n";
    let diff = world.compare(sheet, &DiffOptions::default());
    assert_eq!(words(&diff), ["waiting for", "unchanged"]);
    assert_eq!(diff.gone.len(), 2);
    let source = Source {
        name: "rows.csv",
        bytes: sheet.as_bytes(),
        folder: Path::new("."),
    };
    let refused = update(
        &world.desk,
        &world.group,
        source,
        &diff,
        &UpdateOptions::default(),
        &Progress::new(),
    );
    assert_eq!(refused.expect_err("a row waits").0[0].place.row, Some(2));
}

#[test]
fn columns_that_the_sheet_lacks_are_left_alone_and_dates_follow() {
    let validity = Some("2y".parse().expect("a period"));
    let world = World::new(
        "columns",
        NewGroup {
            validity,
            ..NewGroup::default()
        },
    );
    let names = "Name,E-mail\nZoë Müller,zoe@example.org\n";
    assert_eq!(
        words(&world.compare(names, &DiffOptions::default())),
        ["unchanged"],
        "no grade is not an empty one"
    );
    let dated = "Name,E-mail,Issue date\nZoë Müller,zoe@example.org,2026-03-01\n";
    world.update(dated, &DiffOptions::default(), None);
    let content = world.all()[0].content.clone();
    assert_eq!(content.issue_date.to_string(), "2026-03-01");
    assert_eq!(
        content.expiry_date.map(|date| date.to_string()).as_deref(),
        Some("2028-03-01")
    );
    assert_eq!(content.recipient.custom.len(), 1, "the grade is still there");
}

#[test]
fn a_correction_by_hand_stays_until_the_sheet_says_something_else() {
    let world = World::new("by-hand", NewGroup::default());
    let id = world.publish(0);
    let edits = parse_edits(&["recipient.grade=B".to_owned()]).expect("edits");
    correct(&world.desk, &id, &edits, "by hand").expect("corrected");
    let diff = world.compare(FIRST, &DiffOptions::default());
    assert!(matches!(diff.rows[0].is, RowIs::Unchanged(_)), "{diff:?}");
    assert!(
        diff.rows[0]
            .row
            .problems
            .iter()
            .any(|problem| problem.code == "kept-value")
    );
    let other = FIRST.replacen(",A\n", ",C\n", 1);
    let diff = world.compare(&other, &DiffOptions::default());
    let RowIs::Changed { changes, how, .. } = &diff.rows[0].is else {
        panic!("{diff:?}")
    };
    let change = (changes[0].before.as_deref(), changes[0].after.as_deref(), *how);
    assert_eq!(change, (Some("B"), Some("C"), How::Edit));
}

const FEBRUARY: &str = "Name,E-mail,Grade\nPaul Feb,paul@example.org,A\nPia Feb,pia@example.org,B\n\
                        Pit Feb,pit@example.org,C\nAnn Lee,ann@example.org,C\n";

#[test]
fn a_comparison_that_is_cancelled_changes_nothing() {
    let world = World::new("cancelled", NewGroup::default());
    let progress = Progress::new();
    progress.cancel();
    let stopped = compare_nothing(&world, &DiffOptions::default(), &progress);
    assert_eq!(stopped.expect_err("stopped").0[0].code, "cancelled");
}

#[test]
fn a_row_whose_picture_is_damaged_waits_with_its_name_and_makes_no_batch() {
    let photo = NewGroup {
        fields: vec!["Photo:image".parse().expect("a field")],
        ..NewGroup::default()
    };
    let world = World::new("photo", photo);
    let png = crate::images::tests_support::png(8, 8);
    std::fs::write(world.desk.store.dir().join("half.png"), &png[..png.len() / 2]).expect("written");
    let sheet = format!(
        "{}New Person,new@example.org,A,half.png\n",
        FIRST.replace('\n', ",\n").replace("Grade,", "Grade,Photo")
    );
    let diff = world.compare(&sheet, &DiffOptions::default());
    let last = diff.rows.last().expect("a row");
    assert_eq!(last.is, RowIs::Waiting(None));
    let wrong = last
        .row
        .problems
        .iter()
        .find(|problem| problem.is_error())
        .expect("an error");
    assert!(
        wrong.message.starts_with("The picture is damaged") && wrong.message.ends_with("(half.png)"),
        "{wrong:?}"
    );
    let options = UpdateOptions {
        generate: GenerateOptions {
            skip_bad: true,
            ..GenerateOptions::default()
        },
        ..UpdateOptions::default()
    };
    let source = Source {
        name: "rows.csv",
        bytes: sheet.as_bytes(),
        folder: world.desk.store.dir(),
    };
    let done = update(&world.desk, &world.group, source, &diff, &options, &Progress::new()).expect("updated");
    assert_eq!((done.waiting, done.generated), (1, None));
    assert_eq!(
        world.desk.store.batches().expect("read").len(),
        1,
        "none without a credential"
    );
}
