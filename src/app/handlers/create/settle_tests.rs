//! What was made of a form is made once, and who waits is made in the same batch.

use std::collections::BTreeSet;

use super::super::super::command::create::Command;
use super::super::super::command::home::Command as OfHome;
use super::super::super::jobs::Job;
use super::super::super::jobs::create::Answer;
use super::super::super::route::{CreateStep, Scope};
use super::super::super::state::create::{Create, Making, Way};
use super::super::testing::{Bench, says};
use super::again::{kept, resume};
use super::settle;
use super::tests::{bench, generate};
use crate::model::{BatchId, Date};
use crate::store::Query;

fn write(bench: &mut Bench, row: usize, field: &str, text: &str) {
    let (field, text) = (field.to_owned(), text.to_owned());
    bench.send(Command::FormCell { row, field, text });
}

/// Writes a form in which the second of three people has an address that is none.
fn fill_in(bench: &mut Bench) {
    bench.send(Command::ChooseWay(Way::Form));
    for (row, name) in ["Anna Lee", "Ben Okafor", "Cleo Fox"].into_iter().enumerate() {
        write(bench, row, "name", name);
    }
    write(bench, 1, "email", "ben at example.org");
}

fn check(bench: &mut Bench) {
    bench.send(Command::UseForm);
    bench.until("the rows", |state| {
        let create = &state.create;
        create
            .import
            .as_ref()
            .is_some_and(|import| import.is_all_of(&create.form))
    });
}

/// Makes what is checked, and gives the batch that is the only one.
fn make(bench: &mut Bench, said: &'static str) -> BatchId {
    let resume = generate(bench);
    bench.send(resume);
    bench.until("it to be made", move |state| {
        state.create.import.is_none() && says(state, said)
    });
    bench.until("the draft", |state| !state.create.saving.busy);
    bench.look();
    let batches = &bench.state.workspace.snapshot().expect("open").batches;
    assert_eq!(batches.len(), 1, "{batches:?}");
    batches[0].id
}

/// Everybody who has a credential, with their rows.
fn made(bench: &Bench) -> Vec<(Option<u32>, String)> {
    let page = bench.workspace.store.query(&Query::default(), None, 100).expect("read");
    let mut made: Vec<_> = (page.items.into_iter())
        .map(|one| (one.row, one.content.recipient.name))
        .collect();
    made.sort();
    made
}

fn names(bench: &Bench) -> Vec<String> {
    let form = &bench.state.create.form;
    form.filled_rows().map(|at| form.cell(at, "name").to_owned()).collect()
}

const ALL: [(u32, &str); 4] = [(2, "Anna Lee"), (3, "Ben Okafor Jr"), (4, "Cleo Fox"), (5, "Dov Ash")];

fn is_made(bench: &Bench, all: &[(u32, &str)]) {
    let all: Vec<_> = all.iter().map(|(row, name)| (Some(*row), (*name).to_owned())).collect();
    assert_eq!(made(bench), all);
}

#[test]
fn who_waits_in_a_form_is_made_in_its_batch_and_nobody_twice() {
    let mut bench = bench("settle");
    fill_in(&mut bench);
    check(&mut bench);
    let day = Date::new(2026, 12, 24);
    bench.send(Command::IssueDate("2026-12-24".to_owned(), day));
    let batch = make(&mut bench, "2 credentials wait for review");
    let waits = bench.state.waits(Scope::All);
    assert_eq!(waits.iter().map(|wait| wait.rows).collect::<Vec<_>>(), [1]);

    bench.send(OfHome::GoOnWith(batch));
    bench.until("the rows", |state| state.create.import.is_some());
    assert_eq!(names(&bench), ["Ben Okafor"]);
    assert_eq!(bench.import().row_name(0), "Person 2", "as the batch has it");
    assert!(bench.import().table.waits(0), "his problem is there");
    assert_eq!(
        bench.state.create.dates.issue_date, day,
        "he gets the date of the others"
    );
    assert_eq!(
        bench.state.waits(Scope::All).len(),
        1,
        "what is open again is named once"
    );
    // He is mended with another name, and somebody is added.
    bench.send(Command::Step(CreateStep::Recipients));
    write(&mut bench, 0, "name", "Ben Okafor Jr");
    write(&mut bench, 0, "email", "ben@example.org");
    write(&mut bench, 1, "name", "Dov Ash");
    check(&mut bench);
    assert_eq!(bench.import().row_name(1), "Person 4");
    assert_eq!(make(&mut bench, "2 credentials wait for review"), batch);
    is_made(&bench, &ALL);
    assert_eq!(bench.state.waits(Scope::All), []);
    let card = &bench.state.workspace.snapshot().expect("open").batches[0];
    assert_eq!((card.made, card.waiting), (4, 0));
    // Its sheet has all of them in their rows.
    let sheet = std::fs::read_to_string(bench.workspace.store.blob_path(card.sheet.expect("a sheet"))).expect("read");
    let lines: Vec<&str> = sheet
        .lines()
        .map(|line| line.split(',').next().unwrap_or_default())
        .collect();
    let names = [
        "\"Name\"",
        "\"Anna Lee\"",
        "\"Ben Okafor Jr\"",
        "\"Cleo Fox\"",
        "\"Dov Ash\"",
    ];
    assert_eq!(lines, names);
}

#[test]
fn what_was_kept_before_the_end_of_the_program_has_nobody_who_was_made() {
    let mut bench = bench("settle-killed");
    fill_in(&mut bench);
    check(&mut bench);
    let found = kept(&mut bench);
    let batch = make(&mut bench, "2 credentials wait for review");

    // Another run finds it as it was before.
    bench.state.create = Create::default();
    let found = Answer::DraftsFound(found, None);
    bench.jobs.start(Job::quiet(), move |_| Ok(found.into()));
    bench.until("the rest", |state| {
        state.create.aside.iter().any(|draft| draft.rows == 1)
    });
    let rows: Vec<usize> = kept(&mut bench).iter().map(|draft| draft.rows).collect();
    assert_eq!(rows, [1], "it is kept so");
    resume(&mut bench, "1 recipient of the form");
    assert_eq!(names(&bench), ["Ben Okafor"]);
    assert_eq!(bench.state.waits(Scope::All).len(), 1);
    write(&mut bench, 0, "name", "Ben Okafor Jr");
    write(&mut bench, 0, "email", "");
    check(&mut bench);
    assert_eq!(make(&mut bench, "1 credential waits for review"), batch);
    is_made(&bench, &ALL[..3]);
    assert_eq!(bench.state.waits(Scope::All), []);
}

#[test]
fn who_was_made_before_a_stop_is_neither_corrected_in_vain_nor_takes_the_place_of_another() {
    let mut bench = bench("settle-stopped");
    fill_in(&mut bench);
    check(&mut bench);
    let form = &mut bench.state.create.form;
    form.fix_numbers();
    let key = form.key().expect("a name");
    bench.state.create.making = Making::Stopped;
    settle::settle(&mut bench.work(), key, &BTreeSet::from([2]));
    assert_eq!(names(&bench), ["Ben Okafor", "Cleo Fox"]);
    assert!(bench.import().table.is_left_out(0), "there is nothing to correct in it");
    // Who leaves the form takes the number along.
    bench.send(Command::Step(CreateStep::Recipients));
    bench.send(Command::RemoveFormRow(0));
    check(&mut bench);
    assert_eq!(bench.import().row_name(0), "Person 3");
    // All are made somewhere else: nothing is open any more.
    settle::settle(&mut bench.work(), key, &BTreeSet::from([2, 4]));
    assert!(bench.state.create.import.is_none() && bench.state.create.form.is_blank());
}
