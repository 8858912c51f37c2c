//! Rows that say what they said when a credential was made of them.

use super::*;
use crate::issue::{delete, edit, generate};

impl World {
    fn edit(&self, at: usize, edits: &[&str]) {
        let edits: Vec<String> = edits.iter().map(|edit| (*edit).to_owned()).collect();
        let edits = parse_edits(&edits).expect("edits");
        edit(&self.desk, &self.all()[at].id, &edits).expect("edited");
    }

    /// Makes credentials from a sheet whose cells a person has corrected in the table of rows.
    fn generate_corrected(&self, sheet: &str, corrected: &str) {
        std::fs::write(&self.sheet, corrected).expect("the sheet");
        let none = ReadOptions::default();
        let opened = open_sheet(&self.desk, &self.group, &self.sheet, &none, &[], &Progress::new());
        let opened = opened.expect("opened").value;
        let checks = CheckOptions {
            fields: self.group.fields.clone(),
            ..CheckOptions::default()
        };
        let checked = crate::import::check(&opened.sheet, &opened.mapping, &checks);
        let source = Source {
            name: "rows.csv",
            bytes: sheet.as_bytes(),
            folder: Path::new("."),
        };
        let options = GenerateOptions::default();
        generate(&self.desk, &self.group, source, &checked, &options, &Progress::new()).expect("generated");
    }
}

fn gone(diff: &Diff) -> usize {
    diff.gone.len()
}

#[test]
fn who_was_repaired_in_review_is_nobody_new() {
    let world = World::new("again-review", NewGroup::default());
    world.edit(1, &["recipient.name=John Smithson", "recipient.email=j.s@example.org"]);
    world.edit(2, &["recipient.name=Anna Leigh"]);
    let before = world.all();
    let diff = world.compare(FIRST, &DiffOptions::default());
    assert_eq!(words(&diff), ["unchanged"; 4], "{diff:?}");
    assert_eq!(gone(&diff), 0);
    let RowIs::Unchanged(of) = &diff.rows[1].is else {
        panic!("{diff:?}")
    };
    assert_eq!(of.name, "John Smithson");
    assert!(diff.rows[1].row.problems.iter().any(|one| one.code == "same-row"));
    world.update(FIRST, &DiffOptions::default(), None);
    assert_eq!(world.all(), before, "what a person wrote stays");
    // In another place and with the columns in another order it says the same.
    let moved = "E-mail,Grade,Name\nnew@example.org,A,New Person\njohn@example.org,B,Jonh Smith\n\
                 zoe@example.org,A,Zoë Müller\ngone@example.org,C,Gone Girl\nann@example.org,C,Ann Lee\n";
    let diff = world.compare(moved, &DiffOptions::default());
    assert_eq!(
        words(&diff),
        ["new", "unchanged", "unchanged", "unchanged", "unchanged"]
    );
    // What says anything else is found as before.
    let diff = world.compare(&FIRST.replace(",B\n", ",B+\n"), &DiffOptions::default());
    assert_eq!((words(&diff)[1], gone(&diff)), ("new", 1));
}

#[test]
fn what_was_corrected_in_the_table_of_rows_is_no_error_again() {
    let world = World::new("again-table", NewGroup::default());
    for one in world.all() {
        delete(&world.desk, &one.id).expect("deleted");
    }
    let sheet = "Name,E-mail,Grade\nAda Fox,ada@example.org,A\nEli Ray,eli@example.org,B\n\
                 zoe@example.org,Zoë Müller,A\n,noname@example.org,C\n";
    let corrected = sheet
        .replace("zoe@example.org,Zoë Müller", "Zoë Müller,zoe@example.org")
        .replace("\n,noname", "\nNoa Name,noname");
    world.generate_corrected(sheet, &corrected);
    let before = world.all();
    let diff = world.compare(sheet, &DiffOptions::default());
    assert_eq!(words(&diff), ["unchanged"; 4], "{diff:?}");
    assert_eq!(gone(&diff), 0);
    world.update(sheet, &DiffOptions::default(), None);
    assert_eq!(world.all(), before);
    // The corrected rows say something else than the sheet did, and are found as before.
    let diff = world.compare(&corrected, &DiffOptions::default());
    assert_eq!(words(&diff), ["unchanged"; 4], "{diff:?}");
    assert!(
        diff.rows
            .iter()
            .all(|row| row.row.problems.iter().all(|one| one.code != "same-row"))
    );
}

#[test]
fn rows_that_are_alike_are_left_to_a_person() {
    let world = World::new("again-alike", NewGroup::default());
    let sheet = format!("{FIRST}Max Roe,max@example.org,A\nMax Roe,max@example.org,A\n");
    world.update(&sheet, &DiffOptions::default(), None);
    let max = world.all().len() - 1;
    assert_eq!(world.all()[max].reviewed().recipient.name, "Max Roe");
    world.edit(max, &["recipient.name=Maximilian Roe", "recipient.email=m@example.org"]);
    let diff = world.compare(&sheet, &DiffOptions::default());
    let same_row = |row: &RowDiff| row.row.problems.iter().any(|one| one.code == "same-row");
    assert!(!diff.rows.iter().any(same_row), "{diff:?}");
}

#[test]
fn what_a_later_sheet_wrote_is_no_persons_word() {
    let world = World::new("again-later", NewGroup::default());
    let id = world.all()[1].id;
    let same = DiffOptions {
        decisions: BTreeMap::from([(3, Decision::Same(id))]),
        ..DiffOptions::default()
    };
    let second = FIRST.replace("Jonh Smith,john@example.org", "John Smythe,smythe@example.org");
    assert_eq!(world.update(&second, &same, None).edited, 1);
    let diff = world.compare(FIRST, &DiffOptions::default());
    assert_eq!(
        words(&diff),
        ["unchanged", "edit", "unchanged", "unchanged"],
        "{diff:?}"
    );
    assert_eq!(gone(&diff), 0);
    // What a person says of a row goes before.
    let new = DiffOptions {
        decisions: BTreeMap::from([(3, Decision::New)]),
        ..DiffOptions::default()
    };
    assert_eq!(words(&world.compare(FIRST, &new))[1], "new");
}

#[test]
fn who_was_repaired_and_revoked_is_asked_about() {
    let world = World::new("again-revoked", NewGroup::default());
    world.edit(1, &["recipient.name=John Smithson", "recipient.email=j.s@example.org"]);
    let id = world.publish(1);
    revoke(&world.desk, &id, "fraud").expect("revoked");
    let diff = world.compare(FIRST, &DiffOptions::default());
    assert!(matches!(&diff.rows[1].is, RowIs::Uncertain(of) if of.len() == 1 && of[0].0.id == id));
    assert_eq!(diff.rows[1].of_revoked().expect("a word").code, "revoked-before");
}

#[test]
fn an_earlier_sheet_that_cannot_be_read_is_said() {
    let world = World::new("again-unreadable", NewGroup::default());
    world.edit(1, &["recipient.name=John Smithson", "recipient.email=j.s@example.org"]);
    let sheet = world.desk.store.batches().expect("batches")[0].sheet.expect("a sheet");
    std::fs::remove_file(world.desk.store.blob_path(sheet)).expect("removed");
    let diff = world.compare(FIRST, &DiffOptions::default());
    assert_eq!((words(&diff)[1], gone(&diff)), ("new", 1));
    assert_eq!(diff.notes.0[0].code, "earlier-sheet");
}
