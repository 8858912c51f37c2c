//! Sheets that come again to what persons and other sheets have written since, by a replacement and by an update.

use std::path::Path;

use super::super::testing::TestDesk;
use super::super::tests::publish_bare;
use super::super::{
    Diff, DiffOptions, GenerateOptions, Incoming, NewGroup, RowIs, Source, UpdateOptions, accept, correct, delete,
    diff, edit, open_sheet, parse_edits, remember_columns, update,
};
use crate::import::{CheckOptions, ReadOptions};
use crate::model::{Content, Credential, DuplicatePolicy, Group, Value};
use crate::progress::Progress;
use crate::store::Query;

/// How a sheet comes again.
#[derive(Clone, Copy, Debug)]
enum Way {
    Replace,
    Update,
}

const WAYS: [Way; 2] = [Way::Replace, Way::Update];

struct World {
    desk: TestDesk,
    group: Group,
}

impl World {
    /// With one credential, which is made of the sheet.
    fn new(name: &str, way: Way, sheet: &str) -> World {
        let desk = TestDesk::new(&format!("earlier-{name}-{way:?}"));
        let group = desk.group(NewGroup {
            title: "T".to_owned(),
            duplicates: DuplicatePolicy::Replace,
            ..NewGroup::default()
        });
        let world = World { desk, group };
        world.again(Way::Replace, sheet);
        world
    }

    fn one(&self) -> Credential {
        let mut all = self.desk.store.query(&Query::default(), None, 10).expect("query").items;
        assert_eq!(all.len(), 1);
        all.swap_remove(0)
    }

    fn content(&self) -> Content {
        self.one().reviewed().clone()
    }

    fn grade(&self) -> String {
        let grade = self.content().recipient.custom.get("grade").map(Value::to_plain);
        grade.unwrap_or_default()
    }

    fn by_hand(&self, text: &str) {
        let edits = parse_edits(&[text.to_owned()]).expect("edits");
        edit(&self.desk, &self.one().id, &edits).expect("edited");
    }

    fn compare(&self, sheet: &str) -> Diff {
        let file = self.desk.store.dir().join("rows.csv");
        std::fs::write(&file, sheet).expect("the sheet");
        let (desk, group, progress) = (&self.desk, &self.group, Progress::new());
        let opened = open_sheet(desk, group, &file, &ReadOptions::default(), &[], &progress)
            .expect("opened")
            .value;
        let checks = CheckOptions {
            fields: group.fields.clone(),
            ..CheckOptions::default()
        };
        let rows = crate::import::check(&opened.sheet, &opened.mapping, &checks).rows;
        let options = DiffOptions {
            take_likely: true,
            ..DiffOptions::default()
        };
        let incoming = Incoming {
            file: &file,
            sheet: &opened.sheet,
            mapping: &opened.mapping,
        };
        diff(desk, group, incoming, rows, &options, &progress).expect("compared")
    }

    fn update(&self, sheet: &str, name: &str) {
        let source = Source {
            name,
            bytes: sheet.as_bytes(),
            folder: Path::new("."),
        };
        let options = UpdateOptions {
            reason: Some("again".to_owned()),
            ..UpdateOptions::default()
        };
        let compared = self.compare(sheet);
        update(&self.desk, &self.group, source, &compared, &options, &Progress::new()).expect("updated");
    }

    fn again(&self, way: Way, sheet: &str) {
        let options = GenerateOptions {
            again: true,
            ..GenerateOptions::default()
        };
        match way {
            Way::Update => self.update(sheet, "rows.csv"),
            Way::Replace => drop(self.desk.generate(&self.group, sheet, &options).expect("generated")),
        }
    }
}

fn sheet(grade: &str, language: &str) -> String {
    format!("Name,E-mail,Grade,Language\nZoë Bell,zoe@example.org,{grade},{language}\n")
}

#[test]
fn what_a_wrong_column_gave_is_no_persons_word() {
    let pairs = |name: &str, alias: &str| {
        let pair = |column: &str, field: &str| (column.to_owned(), field.to_owned());
        [
            pair("Name", name),
            pair("Alias", alias),
            pair("E-mail", "recipient.email"),
        ]
    };
    let world = World::new("column", Way::Update, "Name,E-mail\nAnybody,any@example.org\n");
    let sheet = "Name,Alias,E-mail\nZoë Bell,Zed,zoe@example.org\n";
    // The names of the wrong column, which nobody has touched since.
    let wrong = pairs("", "recipient.name");
    remember_columns(&world.desk, &world.group, &wrong).expect("remembered");
    delete(&world.desk, &world.one().id).expect("deleted");
    world.update(sheet, "rows.csv");
    assert_eq!(world.content().recipient.name, "Zed");
    let right = pairs("recipient.name", "");
    remember_columns(&world.desk, &world.group, &right).expect("remembered");
    let compared = world.compare(sheet);
    assert!(matches!(compared.rows[0].is, RowIs::Changed { .. }), "{compared:?}");
}

#[test]
fn what_a_person_wrote_stays_over_several_sheets() {
    for way in WAYS {
        let world = World::new("several", way, &sheet("A", "en"));
        world.by_hand("recipient.grade=HUMAN");
        world.again(way, &sheet("A", "de"));
        world.again(way, &sheet("A", "fr"));
        let content = world.content();
        assert_eq!(content.recipient.language.as_deref(), Some("fr"), "{way:?}");
        assert_eq!(world.grade(), "HUMAN", "{way:?}");
        assert!(content.problems.iter().any(|one| one.code == "kept-value"), "{way:?}");
        world.again(way, &sheet("X", "fr"));
        assert_eq!(world.grade(), "X", "{way:?}: the sheet says something else now");
    }
}

#[test]
fn what_a_person_wrote_over_a_later_sheet_stays_where_that_comes_again() {
    for way in WAYS {
        let world = World::new("later", way, &sheet("A", "en"));
        world.again(way, &sheet("B", "en"));
        world.by_hand("recipient.grade=HUMAN");
        world.by_hand("recipient.grade=HUMANE");
        world.again(way, &sheet("B", "de"));
        assert_eq!(world.grade(), "HUMANE", "{way:?}");
        world.again(way, &sheet("A", "de"));
        assert_eq!(world.grade(), "A", "{way:?}: not what the person wrote over");
    }
}

#[test]
fn dates_that_a_person_wrote_stay() {
    for way in WAYS {
        let dated = |issue: &str, expiry: &str, language: &str| {
            format!(
                "Name,E-mail,Issue date,Expiry date,Language\nZoë Bell,zoe@example.org,{issue},{expiry},{language}\n"
            )
        };
        let world = World::new("dates", way, &dated("2026-03-01", "2028-03-01", "en"));
        let dates = || {
            let content = world.content();
            [Some(content.issue_date), content.expiry_date].map(|date| date.map(|date| date.to_string()))
        };
        world.by_hand("credential.issue_date=2026-03-05");
        world.by_hand("credential.expiry_date=2029-01-01");
        world.again(way, &dated("2026-03-01", "2028-03-01", "de"));
        let kept = ["2026-03-05", "2029-01-01"].map(|date| Some(date.to_owned()));
        assert_eq!(dates(), kept, "{way:?}");
        assert_eq!(world.content().recipient.language.as_deref(), Some("de"), "{way:?}");
        world.again(way, &dated("2026-04-01", "2028-03-01", "de"));
        let [issue, expiry] = dates();
        assert_eq!(
            (issue.as_deref(), expiry.as_deref()),
            (Some("2026-04-01"), Some("2029-01-01")),
            "{way:?}"
        );
    }
}

#[test]
fn what_a_sheet_does_not_say_is_not_cleared() {
    for way in WAYS {
        let dated = "Name,E-mail,Grade,Issue date,Expiry date\nZoë Bell,zoe@example.org,A,2026-03-01,2028-03-01\n";
        let world = World::new("columns", way, dated);
        world.again(
            way,
            "Name,E-mail,Issue date,Language\nZoë Bell,zoe@example.org,2026-03-01,de\n",
        );
        let content = world.content();
        assert_eq!(content.recipient.language.as_deref(), Some("de"), "{way:?}");
        assert_eq!(
            content.expiry_date.map(|date| date.to_string()).as_deref(),
            Some("2028-03-01"),
            "{way:?}"
        );
        assert_eq!(world.grade(), "A", "{way:?}");
        // A column that says nothing says so.
        world.again(way, "Name,E-mail,Grade\nZoë Bell,zoe@example.org,\n");
        assert_eq!(world.grade(), "", "{way:?}");
    }
}

#[test]
fn what_is_wrong_with_a_value_that_stays_is_said_again() {
    for way in WAYS {
        let world = World::new("flaws", way, &sheet("Munich", "en"));
        world.by_hand("recipient.grade=MÃ¼nchen");
        accept(&world.desk, &world.one().id).expect("accepted");
        world.again(way, &sheet("Munich", "de"));
        let content = world.content();
        assert_eq!(
            (world.grade().as_str(), content.accepted),
            ("MÃ¼nchen", false),
            "{way:?}"
        );
        let wrong = |one: &&crate::diag::Problem| one.code == "wrong-encoding";
        let found = content.problems.iter().find(wrong).expect("the warning");
        assert_eq!(found.place.field.as_deref(), Some("recipient.grade"), "{way:?}");
    }
}

#[test]
fn what_a_sheet_wrote_last_is_no_persons_word_whatever_its_name() {
    let world = World::new("colon", Way::Update, &sheet("A", "en"));
    world.by_hand("recipient.grade=HUMAN");
    world.update(&sheet("B", "en"), "a: b.csv");
    assert_eq!(world.grade(), "B");
    world.update(&sheet("A", "en"), "a: b.csv");
    assert_eq!(world.grade(), "A");
}

#[test]
fn a_correction_that_was_deleted_again_is_no_persons_word() {
    let world = World::new("deleted", Way::Update, &sheet("A", "en"));
    world.update(&sheet("B", "en"), "rows.csv");
    let id = world.one().id;
    publish_bare(&world.desk, &id).expect("published");
    let edits = parse_edits(&["recipient.grade=C".to_owned()]).expect("edits");
    correct(&world.desk, &id, &edits, "by hand").expect("corrected");
    delete(&world.desk, &id).expect("deleted");
    world.update(&sheet("A", "en"), "rows.csv");
    assert_eq!(world.grade(), "A");
    // One that was published is.
    correct(&world.desk, &id, &edits, "by hand").expect_err("the sheet's is under review");
    delete(&world.desk, &id).expect("deleted");
    correct(&world.desk, &id, &edits, "by hand").expect("corrected");
    publish_bare(&world.desk, &id).expect("published");
    world.update(&sheet("B", "en"), "rows.csv");
    assert_eq!(world.grade(), "C");
}

#[test]
fn remarks_and_private_letters_do_not_get_into_a_name() {
    let named = |name: &str| format!("\u{feff}Name,E-mail\n{name},ben@example.org\n");
    let world = World::new("remark", Way::Update, &named("Ben Okafor"));
    let compared = world.compare(&named("Ben Okafor (Guest)"));
    let row = &compared.rows[0];
    assert!(matches!(row.is, RowIs::Unchanged(_)), "{row:?}");
    let problems = &row.row.problems;
    assert!(problems.iter().any(|one| one.code == "kept-value"), "{row:?}");
    // A letter that nobody else sees is an error, whose row changes nothing.
    let compared = world.compare(&named("Ben Okafor\u{f8ff}"));
    let row = &compared.rows[0];
    assert!(matches!(row.is, RowIs::Waiting(Some(_))), "{row:?}");
    world.update(&named("Ben Okafor-Ruiz"), "rows.csv");
    assert_eq!(world.content().recipient.name, "Ben Okafor-Ruiz");
}
