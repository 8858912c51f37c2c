//! Taking back what a corrected sheet did.

use super::*;
use crate::issue::{Undone, edit, undo_update};

fn back(world: &World, undo: Undo) -> Undone {
    undo_update(&world.desk, undo, &Progress::new()).expect("taken back")
}

fn names(left: &[Known]) -> Vec<&str> {
    left.iter().map(|one| one.name.as_str()).collect()
}

const THIRD: &str = "Name,E-mail,Grade\nZoë Müller,zoe@example.org,A+\nJonh Smith,john@example.org,D\n\
                     Ann Lee,ann@example.org,C\nNew Person,new@example.org,A\n";

#[test]
fn what_was_carried_out_is_taken_back_and_is_there_to_be_done_again() {
    let world = World::new("undo", NewGroup::default());
    let published = world.publish(0);
    let john = world.all()[1].id;
    accept(&world.desk, &john).expect("accepted");
    let before = world.all();
    let none = DiffOptions::default();
    let waits = format!("{THIRD}Bad Date,bad@example.org,A\n").replace("Grade", "Grade,Issue date");
    let waits = waits.replace("bad@example.org,A", "bad@example.org,A,2026-02-31");
    let compared = world.compare(&waits, &none);

    let options = UpdateOptions {
        reason: Some("the list was wrong".to_owned()),
        generate: GenerateOptions {
            skip_bad: true,
            ..GenerateOptions::default()
        },
        ..UpdateOptions::default()
    };
    let source = Source {
        name: "rows.csv",
        bytes: waits.as_bytes(),
        folder: Path::new("."),
    };
    let done = update(&world.desk, &world.group, source, &compared, &options, &Progress::new()).expect("updated");
    let batch = done.generated.as_ref().expect("one is new").batch;
    assert_eq!((done.edited, done.corrected), (1, 1));
    let undone = back(&world, done.undo);
    assert_eq!((undone.restored, undone.withdrawn, undone.deleted), (1, 1, 1));
    assert_eq!((undone.left, undone.rest), (Vec::new(), None));
    assert_eq!(world.all(), before, "to the last acceptance");
    let batch = world.desk.store.batch(batch).expect("read").expect("the batch");
    assert_eq!(batch.waiting, [], "the row with an error waits for nothing");

    // The log tells both, and the sheet that comes again is not held for what a person wrote over.
    let words = world.desk.store.log(Some(published)).expect("log");
    let words: Vec<&str> = words.map(|entry| entry.expect("readable").what).collect();
    assert_eq!(words, ["generate", "publish", "correct", "delete"]);
    let again = world.compare(&waits, &none);
    assert_eq!((again.rows, again.gone), (compared.rows, compared.gone));
}

#[test]
fn what_was_touched_since_is_named_and_left() {
    let world = World::new("undo-left", NewGroup::default());
    world.publish(0);
    let none = DiffOptions::default();
    let two = format!("{THIRD}Other Person,other@example.org,B\n")
        .replace("Ann Lee,ann@example.org,C", "Ann Lee,ann@example.org,E");
    let done = world.update(&two, &none, Some("the list was wrong"));
    let all = world.all();
    let grade = |text: &str| parse_edits(&[format!("recipient.grade={text}")]).expect("edits");
    // The correction is changed, one that was changed is published, one that is new is held.
    edit(&world.desk, &all[0].id, &grade("B")).expect("edited");
    world.publish(1);
    hold(&world.desk, &all[4].id, "to be asked").expect("held");
    // What says the same again after two steps was touched, too: whoever did that has decided it.
    edit(&world.desk, &all[2].id, &grade("F")).expect("edited");
    edit(&world.desk, &all[2].id, &grade("E")).expect("edited");
    let touched = world.all();
    let undone = back(&world, done.undo);
    assert_eq!(
        names(&undone.left),
        ["Jonh Smith", "Ann Lee", "Zoë Müller", "New Person"]
    );
    assert_eq!((undone.restored, undone.withdrawn, undone.deleted), (0, 0, 1));
    assert_eq!(world.all(), touched[..5], "the other new one alone is deleted");
}

#[test]
fn a_correction_that_was_under_review_says_what_it_said_and_what_was_stopped_goes_on() {
    let world = World::new("undo-draft", NewGroup::default());
    world.publish(0);
    let none = DiffOptions::default();
    let first = world.update(THIRD, &none, Some("the list was wrong"));
    assert!(!first.undo.is_empty());
    let before = world.all();
    let done = world.update(&THIRD.replace("A+", "A++"), &none, Some("once more"));
    assert_eq!((done.edited, done.corrected), (1, 0));
    let stopped = Progress::new();
    stopped.cancel();
    let undone = undo_update(&world.desk, done.undo.clone(), &stopped).expect("stopped");
    assert_eq!(undone.rest, Some(done.undo), "nothing was come to");
    let undone = back(&world, undone.rest.unwrap_or_default());
    assert_eq!((undone.restored, undone.withdrawn), (1, 0));
    assert_eq!(world.all(), before);
    // What was undone is a step of its own, after which the earlier one is not the last.
    let undone = back(&world, first.undo);
    assert_eq!(names(&undone.left), ["Zoë Müller"]);
}
