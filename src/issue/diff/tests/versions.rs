//! Against which list a sheet is compared, and what it has lost on its way.

use super::*;

fn gone(diff: &Diff) -> Vec<&str> {
    diff.gone.iter().map(|one| one.name.as_str()).collect()
}

#[test]
fn who_is_gone_is_measured_against_the_list_that_the_sheet_is_a_version_of() {
    let world = World::new("two-batches", NewGroup::default());
    let options = GenerateOptions::default();
    world.desk.generate(&world.group, FEBRUARY, &options).expect("February");
    // The first list again, without one of its people: whatever the newest batch is and the files are called.
    let corrected = FIRST.replace("Gone Girl,gone@example.org,C\n", "");
    let diff = world.compare(&corrected, &DiffOptions::default());
    assert_eq!(gone(&diff), ["Gone Girl"]);
    assert_eq!(diff.batches, [BatchId(1)]);
    // The second one, too; Ann Lee is in both of them, and so the first one has some of its people here.
    let diff = world.compare(
        &FEBRUARY.replace("Pit Feb,pit@example.org,C\n", ""),
        &DiffOptions::default(),
    );
    assert_eq!(
        (gone(&diff), &diff.batches[..]),
        (vec!["Pit Feb"], &[BatchId(2)][..]),
        "{diff:?}"
    );
    // Both in one sheet.
    let both = corrected
        + FEBRUARY
            .trim_start_matches("Name,E-mail,Grade\n")
            .trim_end_matches("Ann Lee,ann@example.org,C\n");
    let diff = world.compare(&both, &DiffOptions::default());
    assert_eq!((gone(&diff), diff.batches.len()), (vec!["Gone Girl"], 2), "{diff:?}");
    // New people only.
    let diff = world.compare("Name,E-mail\nNora New,nora@example.org\n", &DiffOptions::default());
    assert_eq!((words(&diff), gone(&diff)), (vec!["new"], vec![]));
}

#[test]
fn a_list_is_remembered_over_several_updates() {
    let world = World::new("updated-twice", NewGroup::default());
    world
        .desk
        .generate(&world.group, FEBRUARY, &GenerateOptions::default())
        .expect("February");
    let second = FIRST.replace("Gone Girl,gone@example.org,C\n", "Nora New,nora@example.org,A\n");
    for _ in 0..2 {
        assert_eq!(gone(&world.compare(&second, &DiffOptions::default())), ["Gone Girl"]);
        world.update(&second, &DiffOptions::default(), None);
    }
    // The third version lacks somebody of the first one and somebody whom the second one brought.
    let third = second
        .replace("Nora New,nora@example.org,A\n", "")
        .replace("Jonh Smith,john@example.org,B\n", "");
    let diff = world.compare(&third, &DiffOptions::default());
    assert_eq!(
        (gone(&diff), diff.batches.len()),
        (vec!["Jonh Smith", "Gone Girl", "Nora New"], 2),
        "{diff:?}"
    );
    let fourth = third + "Omar Late,omar@example.org,B\nOlga Late,olga@example.org,B\n";
    world.update(&fourth, &DiffOptions::default(), None);
    let last = "Name,E-mail,Grade\nZoë Müller,zoe@example.org,A\nAnn Lee,ann@example.org,C\nOmar Late,omar@example.org,B\nNora New,nora@example.org,A\n";
    let diff = world.compare(last, &DiffOptions::default());
    assert_eq!(gone(&diff), ["Jonh Smith", "Gone Girl", "Olga Late"], "{diff:?}");
}

#[test]
fn from_a_part_of_a_list_nobody_is_gone() {
    let world = World::new("part", NewGroup::default());
    let diff = world.compare(
        "Name,E-mail,Grade\nAnn Lee,ann@example.org,A+\n",
        &DiffOptions::default(),
    );
    assert_eq!((words(&diff), gone(&diff)), (vec!["edit"], vec![]));
    let part = Part {
        batches: vec![BatchId(1)],
        seen: 1,
        people: 4,
    };
    assert_eq!(diff.parts, [part]);
}

#[test]
fn digits_that_a_spreadsheet_program_has_lost_are_said_and_can_be_kept() {
    let world = World::new("digits", NewGroup::default());
    let list = |number: &str, other: &str| {
        format!("Name,E-mail,Grade\nAda Fox,ada@example.org,{number}\nEli Ray,eli@example.org,{other}\n")
    };
    world.update(&list("00123", "7"), &DiffOptions::default(), None);
    let diff = world.compare(&list("123", "8"), &DiffOptions::default());
    assert_eq!(words(&diff), ["edit", "edit"]);
    let said: Vec<Vec<&str>> = diff
        .rows
        .iter()
        .map(|row| row.row.problems.iter().map(|problem| problem.code.as_ref()).collect())
        .collect();
    assert_eq!(said, [vec!["digits-lost"], vec![]]);
    let RowIs::Changed { changes, .. } = &diff.rows[0].is else {
        panic!("changed")
    };
    assert_eq!(changes[0].lost, Some(Loss::Beginning));
    let keep = DiffOptions {
        keep_digits: true,
        ..DiffOptions::default()
    };
    assert_eq!(words(&world.compare(&list("123", "8"), &keep)), ["unchanged", "edit"]);
    // What is changed all the same is a warning that somebody has to accept.
    world.update(&list("123", "8"), &DiffOptions::default(), None);
    let ada = world
        .all()
        .into_iter()
        .find(|one| one.reviewed().recipient.name == "Ada Fox");
    let ada = ada.expect("there");
    assert!(
        ada.reviewed()
            .problems
            .iter()
            .any(|problem| problem.code == "digits-lost")
    );
}
