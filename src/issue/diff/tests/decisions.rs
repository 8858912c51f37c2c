//! What a person decides of the rows that a comparison asks about.

use super::*;

#[test]
fn what_is_likely_is_taken_on_request_and_decided_new_is_made() {
    let likely = DiffOptions {
        take_likely: true,
        ..DiffOptions::default()
    };
    let world = World::new("likely", NewGroup::default());
    assert_eq!(words(&world.compare(SECOND, &likely))[1], "edit");
    for policy in [DuplicatePolicy::Ask, DuplicatePolicy::Skip] {
        let world = World::new(
            &format!("decided-{policy:?}"),
            NewGroup {
                duplicates: policy,
                ..NewGroup::default()
            },
        );
        let new = DiffOptions {
            decisions: BTreeMap::from([(4, Decision::New)]),
            ..DiffOptions::default()
        };
        // Row 4 is exactly somebody who is there, and is made again because somebody says so.
        let done = world.update(SECOND, &new, None);
        assert_eq!(done.generated.expect("new ones").created, 2, "{policy:?}");
        assert_eq!(world.names().iter().filter(|name| *name == "Ann Lee").count(), 2);
    }
}

#[test]
fn wrong_decisions_are_refused() {
    let world = World::new("refused", NewGroup::default());
    let decide = |row, decision| DiffOptions {
        decisions: BTreeMap::from([(row, decision)]),
        ..DiffOptions::default()
    };
    assert_eq!(diff_error(&world, &decide(99, Decision::New)), "no-such-row");
}

#[test]
fn single_rows_are_left_and_single_rows_keep_their_digits() {
    let world = World::new("leave", NewGroup::default());
    let list = |number: &str| {
        format!("Name,E-mail,Grade\nAda Fox,ada@example.org,{number}\nEli Ray,eli@example.org,{number}\n")
    };
    world.update(&list("00123"), &DiffOptions::default(), None);
    let keep = DiffOptions {
        keep_digits_in: BTreeSet::from([2]),
        ..DiffOptions::default()
    };
    let text = format!("{}New Person,new@example.org,A\n", list("123"));
    let diff = world.compare(&text, &keep);
    assert_eq!(words(&diff), ["unchanged", "edit", "new"]);
    let source = Source {
        name: "rows.csv",
        bytes: text.as_bytes(),
        folder: Path::new("."),
    };
    let options = UpdateOptions {
        leave: BTreeSet::from([2, 3, 4]),
        ..UpdateOptions::default()
    };
    let before = world.all();
    let done = update(&world.desk, &world.group, source, &diff, &options, &Progress::new()).expect("updated");
    assert_eq!((done.left, done.edited, done.unchanged), (2, 0, 1));
    assert_eq!(done.generated, None);
    assert_eq!(world.all(), before, "nothing was carried out");
}
