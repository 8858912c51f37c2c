//! What commands do while jobs are at work, in whatever order their answers come.

use super::super::super::command::create::{Command, Comparing, Reading};
use super::super::super::command::{Command as AnyCommand, JobCommand, workspace};
use super::super::super::jobs::Answer as AnyAnswer;
use super::super::super::jobs::create::Answer;
use super::super::super::route::{CreateStep, Route};
use super::super::super::state::create::compare::{Decision, LineIs};
use super::super::super::state::create::rows::Filter;
use super::super::super::state::create::{Dates, Lock, Making, Way};
use super::super::testing::{Bench, says};
use super::again::{another_run, begun, resume};
use crate::issue;
use crate::model::{CredentialId, Date};

pub(super) const LIST: &str = "Name,E-mail\nAnna Lee,anna@example.org\nBen  Okafor,ben@example.org\n";

pub(super) fn bench(name: &str) -> Bench {
    Bench::titled(&format!("handlers-{name}"), "T")
}

/// Makes the open list, up to the moment in which the job is at work.
pub(super) fn generate(bench: &mut Bench) -> AnyCommand {
    bench.send(Command::Step(CreateStep::Generate));
    bench.send(Command::Generate(false));
    let Making::Running(job) = bench.state.create.making else {
        panic!("nothing is made");
    };
    bench.send(AnyCommand::Job(job, JobCommand::Pause));
    AnyCommand::Job(job, JobCommand::Resume)
}

/// Makes a list, and opens a later version of it, which is compared.
fn compare(bench: &mut Bench, later: &str) {
    let group = bench.state.workspace.snapshot().expect("open").groups[0].group.clone();
    let first = bench.list("first.csv", LIST);
    bench.open(&first);
    let resume = generate(bench);
    bench.send(resume);
    bench.until("it to be made", |state| says(state, "2 credentials wait for review"));
    bench.go(&group, CreateStep::Recipients);
    let later = bench.list("later.csv", later);
    bench.open(&later);
    bench.send(Command::Step(CreateStep::Compare));
    assert!(bench.import().compare.is_on());
}

/// The dates that were typed are those of one list: another one begins without, and the same one read again keeps them.
#[test]
fn the_dates_of_a_list_are_not_those_of_the_next() {
    let mut bench = bench("dates-of-list");
    let (first, second) = (bench.list("a.csv", LIST), bench.list("b.csv", "Name\nCleo Fox\n"));
    bench.open(&first);
    let date = Date::new(2026, 12, 24);
    bench.send(Command::IssueDate("24.12.2026".to_owned(), date));
    bench.open(&first);
    assert_eq!(bench.state.create.dates.issue_date, date, "the same list");
    bench.open(&second);
    assert_eq!(bench.state.create.dates, Dates::default());
    let of_rows = bench.import().table.options().issue_date;
    assert_eq!(of_rows, None, "its rows are checked without");
}

#[test]
fn a_job_that_ends_takes_away_only_what_it_has_made() {
    let mut bench = bench("ends");
    let (first, second) = (bench.list("a.csv", LIST), bench.list("b.csv", "Name\nCleo Fox\n"));
    bench.open(&first);
    let resume = generate(&mut bench);
    bench.open(&second);
    bench.send(Command::Step(CreateStep::Generate));
    // One at a time, and none is given up for another.
    bench.send(Command::Generate(false));
    assert!(bench.says("Credentials are being made already"));
    assert!(matches!(bench.state.create.making, Making::No));
    bench.send(resume);
    bench.until("the first list to be made", |state| {
        says(state, "2 credentials wait for review")
    });
    assert_eq!(bench.import().source.name, "b.csv");
    assert_eq!(bench.import().lock, Lock::Open);
    let here = matches!(bench.state.route.now(), Route::Create { .. });
    assert!(here, "nobody is taken away from another list");
    // And what is open is taken away when it is made itself.
    let resume = generate(&mut bench);
    bench.send(resume);
    bench.until("the second list to be made", |state| {
        says(state, "1 credential waits for review")
    });
    assert!(bench.state.create.import.is_none());
}

#[test]
fn what_is_being_made_cannot_be_changed_and_says_so() {
    let mut bench = bench("locked");
    let path = bench.list("a.csv", LIST);
    bench.open(&path);
    let resume = generate(&mut bench);
    bench.send(Command::Select(0, 0));
    bench.send(Command::StartTyping(Some("Somebody Else".to_owned())));
    assert!(bench.says("Credentials are being made of these rows"));
    assert_eq!(bench.state.create.rows.typing, None);
    bench.state.toasts = Default::default();
    bench.send(Command::LeaveOut { row: 1, yes: true });
    assert!(bench.says("Credentials are being made of these rows"));
    bench.state.toasts = Default::default();
    bench.send(Comparing::Reason("A misspelt name".to_owned()));
    assert!(bench.says("Credentials are being made of these rows"));
    bench.send(resume);
    bench.until("both to be made", |state| says(state, "2 credentials wait for review"));
}

#[test]
fn the_newest_way_to_read_a_list_is_the_one_that_counts() {
    let mut bench = bench("newest");
    let path = bench.list("a.csv", LIST);
    bench.open(&path);
    for encoding in ["windows-1250", "windows-1251"] {
        bench.send(Command::Read(Reading::Encoding(Some(encoding.to_owned()))));
    }
    // A newer choice is added to the one that is not carried out yet.
    bench.send(Command::Read(Reading::HeaderRow(Some(1))));
    bench.until("the list to be read", |state| state.create.reading.is_none());
    let import = bench.import();
    let told = (import.told.encoding.as_deref(), import.told.header_row);
    assert_eq!((told, import.lock), ((Some("windows-1251"), Some(1)), Lock::Open));
}

#[test]
fn what_was_corrected_follows_its_people_however_a_changed_list_is_read_again() {
    let mut bench = bench("follows");
    let encoding = || Command::Read(Reading::Encoding(Some("windows-1250".to_owned())));
    let path = bench.list("a.csv", LIST);
    bench.open(&path);
    for (row, commands) in [
        (1, vec![Command::ReadChanged, encoding()]),
        (2, vec![encoding(), Command::ReadChanged]),
        // Another program has changed it, which nobody has seen yet.
        (3, vec![encoding()]),
    ] {
        bench.send(Command::Select(row, 0));
        bench.send(Command::StartTyping(Some(format!("Ben Okafor {row}"))));
        bench.send(Command::CommitCell { down: 0, right: 0 });
        // Others come before him, one more each time.
        let others: String = (0..row).map(|at| format!("Eve {at},eve{at}@example.org\n")).collect();
        bench.list("a.csv", &LIST.replace("Anna", &format!("{others}Anna")));
        for command in commands {
            bench.send(command);
        }
        bench.until("the list to be read", |state| state.create.reading.is_none());
        let import = bench.import();
        let names: Vec<_> = (0..import.table.len()).map(|at| import.table.cell(at, 0)).collect();
        let names: Vec<String> = names.iter().map(|name| name.text().into_owned()).collect();
        assert_eq!(names.last(), Some(&format!("Ben Okafor {row}")), "{names:?}");
        assert_eq!(
            names.iter().filter(|name| name.starts_with("Ben")).count(),
            1,
            "{names:?}"
        );
        assert_eq!(import.told.encoding.as_deref(), Some("windows-1250"));
    }
}

#[test]
fn who_is_there_is_looked_for_again_when_a_list_could_not_be_read_again() {
    let mut bench = bench("there");
    let made = bench.list("made.csv", "Name,E-mail\nCleo Fox,cleo@example.org\n");
    bench.open(&made);
    let resume = generate(&mut bench);
    bench.send(resume);
    bench.until("one to be made", |state| state.create.import.is_none());
    let group = bench.state.workspace.snapshot().expect("open").groups[0].group.clone();
    bench.go(&group, CreateStep::Recipients);
    let path = bench.list("a.csv", LIST);
    bench.open(&path);
    bench.send(Command::Select(0, 0));
    for (column, text) in [(0, "Cleo Fox"), (1, "cleo@example.org")] {
        bench.send(Command::Select(0, column));
        bench.send(Command::StartTyping(Some(text.to_owned())));
        bench.send(Command::CommitCell { down: 0, right: 0 });
    }
    // What is found while the list is read again is not taken.
    std::fs::remove_file(&path).expect("the list");
    std::fs::create_dir(&path).expect("a folder in its place");
    bench.send(Command::Read(Reading::Encoding(Some("windows-1250".to_owned()))));
    let is_there = |answer: &AnyAnswer| matches!(answer, AnyAnswer::Create(Answer::There(_)));
    let is_failed = |answer: &AnyAnswer| matches!(answer, AnyAnswer::Create(Answer::OpenFailed(_)));
    let mut came = bench.answers(|came| {
        let has = |is: &dyn Fn(&AnyAnswer) -> bool| came.iter().any(|(_, answer)| is(answer));
        has(&is_there) && has(&is_failed)
    });
    came.sort_by_key(|(_, answer)| !is_there(answer));
    for answer in came {
        bench.take(answer);
    }
    // It is a later version of the list with them.
    bench.until("who is there", |state| {
        let import = state.create.import.as_ref();
        import.is_some_and(|import| import.compare.is_on())
    });
}

#[test]
fn what_was_mended_for_all_is_taken_back_wherever_that_is_offered() {
    let mut bench = bench("undo");
    compare(
        &mut bench,
        &(LIST.replace("Anna Lee", "Anna  Leigh") + "Cem Li,cem@example.org\n"),
    );
    let name = |bench: &Bench| bench.import().table.cell(0, 0).text().into_owned();
    let table = &bench.import().table;
    let finding = table
        .findings(0)
        .find(|finding| finding.problem.code == "doubled-spaces");
    let kind = finding
        .expect("two spaces")
        .only_fix()
        .expect("one fix")
        .kind
        .to_string();
    bench.send(Command::FixAll {
        kind,
        code: None,
        column: None,
    });
    assert_eq!(name(&bench), "Anna Leigh");
    bench.send(Comparing::Leave { row: None, yes: true });
    let toast = bench
        .state
        .toasts
        .list()
        .iter()
        .find(|toast| toast.text == "2 cells changed");
    let toast = toast.expect("it is said").id;
    bench.send(AnyCommand::ActOnToast(toast));
    assert_eq!(name(&bench), "Anna  Leigh");
    let looked = |state: &super::super::State| {
        let import = state.create.import.as_ref();
        import.is_some_and(|import| !import.looking.is_busy())
    };
    bench.until("the comparison", looked);
    assert_eq!(
        bench.import().compare.undo_name(),
        Some("leave as it is"),
        "that is another step"
    );
}

#[test]
fn only_what_was_seen_of_a_comparison_is_carried_out() {
    let mut bench = bench("seen");
    compare(
        &mut bench,
        &(LIST.to_owned() + "Cem Li,cem@example.org\nDora Poe,dora@example.org\n"),
    );
    assert_eq!(bench.import().compare.chosen.new, 2);
    // Elsewhere somebody makes one of them a credential.
    let group = bench.import().group.clone();
    let of_cem = "Name,E-mail\nCem Li,cem@example.org\n";
    let made = bench.workspace.generate(&group, of_cem, &Default::default());
    assert_eq!(made.expect("made").created, 1);
    bench.send(Comparing::Apply);
    bench.until("the refusal", |state| state.create.failed.is_some());
    let failed = bench.state.create.failed.clone().unwrap_or_default().problems;
    assert!(failed.to_string().contains("has become something else"), "{failed}");
    bench.until("the new comparison", |state| {
        let import = state.create.import.as_ref();
        import.is_some_and(|import| !import.looking.is_busy() && import.compare.chosen.new == 1)
    });
    bench.send(Comparing::Apply);
    bench.until("it to be carried out", |state| {
        says(state, "1 credential new; it waits for review")
    });
}

#[test]
fn what_was_left_as_it_is_stays_so_in_a_later_version_while_it_says_the_same() {
    let mut bench = bench("left-again");
    let people = "Cem Li,cem@example.org\nDora Poe,dora@example.org\nEve Orr,eve@example.org\n";
    let later = LIST.to_owned() + people;
    compare(&mut bench, &later);
    bench.send(Comparing::Leave {
        row: Some(4),
        yes: true,
    });
    bench.send(Comparing::Leave {
        row: Some(5),
        yes: true,
    });
    bench.send(Comparing::Apply);
    bench.until("it to be carried out", |state| {
        says(state, "1 credential new; it waits for review")
    });

    // Another list comes first, one of the two says something else, and somebody stands above.
    let group = bench.state.workspace.snapshot().expect("open").groups[0].group.clone();
    bench.go(&group, CreateStep::Recipients);
    let people = people.replace("Dora Poe,", "Dora Poë,");
    let last = bench.list(
        "last.csv",
        &format!("Name,E-mail\nFay Ash,fay@example.org\n{}{people}", &LIST[12..]),
    );
    bench.open(&last);
    let leave = |bench: &Bench| {
        bench
            .import()
            .compare
            .wishes
            .picked
            .leave
            .iter()
            .copied()
            .collect::<Vec<u32>>()
    };
    assert_eq!(leave(&bench), [5], "Cem Li");
    let said = "Row 5 is left as it is, as the same row was of an earlier version of the list";
    assert!(
        bench.import().notes.iter().any(|note| note.message == said),
        "{:?}",
        bench.import().notes
    );
    bench.send(Command::Step(CreateStep::Compare));
    bench.send(Command::Undo);
    assert_eq!(leave(&bench), [0_u32; 0]);
    bench.send(Command::Redo);
    assert_eq!(leave(&bench), [5]);
    // What was chosen now counts when it is read again.
    bench.send(Comparing::Leave {
        row: Some(5),
        yes: false,
    });
    bench.send(Command::ReadChanged);
    bench.until("the list", |state| state.create.reading.is_none());
    assert_eq!(leave(&bench), [0_u32; 0]);
}

#[test]
fn what_was_touched_since_a_comparison_was_carried_out_is_named_when_it_is_taken_back() {
    let mut bench = bench("taken-back");
    let later = LIST.replace("Anna Lee", "Anna  Leigh") + "Cem Li,cem@example.org\nDora Poe,dora@example.org\n";
    compare(&mut bench, &later);
    let LineIs::Uncertain(candidates) = &bench.import().compare.found.as_ref().expect("compared").lines[0].is else {
        panic!("another name with the same address");
    };
    let decision = Some(Decision::Same(candidates[0].0.id));
    bench.send(Comparing::Decide { row: 2, decision });
    bench.until("the comparison", |state| {
        let import = state.create.import.as_ref();
        import.is_some_and(|import| !import.looking.is_busy() && import.compare.chosen.changed == 1)
    });
    bench.send(Comparing::Apply);
    let text = "1 credential changed, 2 credentials new; they wait for review";
    bench.until("it to be carried out", |state| says(state, text));
    let all = bench
        .workspace
        .store
        .query(&Default::default(), None, 10)
        .expect("reads")
        .items;
    let of = |name: &str| {
        all.iter()
            .find(|one| one.content.recipient.name == name)
            .expect(name)
            .id
    };
    issue::hold(&bench.workspace, &of("Cem Li"), "to be asked").expect("held");
    undo(&mut bench, text);
    let left = "Not taken back, as something was done since: Cem Li (C-";
    bench.until("it to be taken back", |state| {
        let toasts = state.toasts.list();
        says(state, "Taken back: 1 credential as before, 1 credential deleted")
            && toasts.iter().any(|toast| toast.text.starts_with(left))
    });
}

#[test]
fn what_was_chosen_of_a_comparison_follows_its_people_and_is_kept() {
    let mut bench = bench("wishes");
    let later = LIST.replace("Anna Lee", "Anna Leigh") + "Cem Li,cem@example.org\nDora Poe,dora@example.org\n";
    compare(&mut bench, &later);
    let lines = &bench.import().compare.found.as_ref().expect("compared").lines;
    let LineIs::Uncertain(candidates) = &lines[0].is else {
        panic!("the same address, another name");
    };
    let decision = Decision::Same(candidates[0].0.id);
    bench.send(Comparing::Decide {
        row: 2,
        decision: Some(decision),
    });
    bench.send(Comparing::Leave {
        row: Some(4),
        yes: true,
    });
    bench.send(Comparing::Reason("The list was wrong".to_owned()));
    let wishes = |bench: &Bench| {
        let wishes = &bench.import().compare.wishes;
        let leave: Vec<u32> = wishes.picked.leave.iter().copied().collect();
        (wishes.picked.decisions.clone(), leave, wishes.reason.clone())
    };
    let read = |bench: &mut Bench, command: Command| {
        bench.send(command);
        bench.until("the list", |state| state.create.reading.is_none());
    };
    let reason = || "The list was wrong".to_owned();
    read(
        &mut bench,
        Command::Read(Reading::Encoding(Some("windows-1252".to_owned()))),
    );
    assert_eq!(wishes(&bench), ([(2, decision)].into(), vec![4], reason()));

    // Others come before them, and one is not there any more.
    let people = later.strip_prefix("Name,E-mail\n").expect("headings");
    bench.list("later.csv", &format!("Name,E-mail\nEve Orr,eve@example.org\n{people}"));
    read(&mut bench, Command::ReadChanged);
    assert_eq!(wishes(&bench), ([(3, decision)].into(), vec![5], reason()));
    assert!(!bench.says("What was chosen"));
    bench.list("later.csv", &later.replace("Cem Li,cem@example.org\n", ""));
    read(&mut bench, Command::ReadChanged);
    let kept = ([(2, decision)].into(), vec![], reason());
    assert_eq!(wishes(&bench), kept);
    assert!(bench.says("What was chosen for a row of the comparison is not kept"));

    // In another run it is as it was left, and who was deleted since is asked about again.
    for is_deleted in [false, true] {
        bench.until("the draft", |state| !state.create.saving.busy);
        if is_deleted {
            issue::delete(&bench.workspace, &candidate_of(decision)).expect("deleted");
        }
        another_run(&mut bench);
        let words = begun(&bench).remove(0);
        resume(&mut bench, &words);
        assert_eq!(wishes(&bench), kept);
        let counts = bench.import().compare.counts;
        assert_eq!(counts[0], usize::from(!is_deleted), "{counts:?}");
    }
}

/// Takes back what a message offers to take back.
pub(super) fn undo(bench: &mut Bench, text: &str) {
    let toast = bench.state.toasts.list().iter().find(|toast| toast.text == text);
    let id = toast
        .unwrap_or_else(|| panic!("“{text}” is not said, {:?}", bench.state.toasts.list()))
        .id;
    bench.send(AnyCommand::ActOnToast(id));
}

/// Types a person into the form.
pub(super) fn fill_in(bench: &mut Bench, row: usize, name: &str) {
    let text = name.to_owned();
    let field = "name".to_owned();
    bench.send(Command::FormCell { row, field, text });
}

/// What tells the picture of the sample from others, and for whom it is.
fn sampled(bench: &mut Bench, list: &str, text: &str) -> (u64, String) {
    let path = bench.list(list, text);
    bench.open(&path);
    bench.send(Command::Step(CreateStep::Generate));
    bench.until("the sample", |state| state.create.sample.shown.is_some());
    let sample = &bench.state.create.sample;
    let shown = sample.shown.as_ref().expect("a sample");
    (sample.version, shown.credential.content.recipient.name.clone())
}

#[test]
fn the_sample_of_a_list_has_never_the_picture_of_one_before_it() {
    let mut bench = bench("sample");
    let group = bench.state.workspace.snapshot().expect("open").groups[0].group.clone();
    let (first, name) = sampled(&mut bench, "a.csv", LIST);
    assert_eq!(name, "Anna Lee");
    bench.send(Command::Discard);
    bench.go(&group, CreateStep::Recipients);
    let (second, name) = sampled(&mut bench, "b.csv", "Name\nCleo Fox\n");
    assert_eq!(name, "Cleo Fox");
    assert_ne!(first, second, "it would be shown as it was drawn for the other list");
    // The same after credentials were made of it.
    bench.send(Command::Generate(false));
    bench.until("it to be made", |state| says(state, "1 credential waits for review"));
    bench.go(&group, CreateStep::Recipients);
    let (third, name) = sampled(&mut bench, "c.csv", "Name\nDov Ash\n");
    assert_eq!(name, "Dov Ash");
    assert!(![first, second].contains(&third));
}

fn candidate_of(decision: Decision) -> CredentialId {
    match decision {
        Decision::Same(id) => id,
        Decision::New => panic!("it is somebody's"),
    }
}

/// Mends the problem of a code in a row by its first fix.
fn mend(bench: &mut Bench, row: usize, code: &str) {
    let finding = bench
        .import()
        .table
        .findings(row)
        .position(|finding| finding.problem.code == code);
    let finding = finding.unwrap_or_else(|| panic!("row {row} has no {code}"));
    bench.send(Command::ApplyFix { row, finding, fix: 0 });
}

#[test]
fn where_a_problem_is_mended_the_next_one_of_its_kind_takes_its_place() {
    let mut bench = bench("next");
    let list = "Name,E-mail\nAnn  Lee,ann@example.org\nBen Ode,ben(at)example.org\nCem  Aky,cem(at)example.org\n\
                Dov  Ash,dov@example.org\nEve  Fox,eve@example.org\n";
    let path = bench.list("a.csv", list);
    bench.open(&path);
    bench.send(Command::Step(CreateStep::Check));
    bench.send(Command::Select(0, 0));
    mend(&mut bench, 0, "doubled-spaces");
    assert_eq!(bench.state.create.rows.cursor, Some((2, 0)), "the next with that kind");
    mend(&mut bench, 2, "doubled-spaces");
    assert_eq!(
        bench.state.create.rows.cursor,
        Some((2, 0)),
        "that row has another problem"
    );
    mend(&mut bench, 2, "email-shape");
    assert_eq!(bench.state.create.rows.cursor, Some((1, 1)));
    // Where another row is chosen, nobody is led away from it.
    bench.send(Command::Select(0, 0));
    mend(&mut bench, 1, "email-shape");
    assert_eq!(bench.state.create.rows.cursor, Some((0, 0)));
    // Of the kind that is shown the last one leads back to all rows.
    bench.send(Command::Filter(Filter::Kind {
        code: "doubled-spaces".to_owned(),
        column: Some(0),
    }));
    assert_eq!(bench.state.create.rows.cursor, Some((3, 0)));
    let accept = Command::Accept {
        row: Some(3),
        code: "doubled-spaces".to_owned(),
        yes: true,
    };
    bench.send(accept);
    assert_eq!(bench.state.create.rows.cursor, Some((4, 0)));
    mend(&mut bench, 4, "doubled-spaces");
    let rows = &bench.state.create.rows;
    assert!(
        matches!(rows.filter, Filter::Kind { .. }),
        "the accepted one is still shown"
    );
}

#[test]
fn below_the_last_row_enter_leads_nowhere() {
    let mut bench = bench("enter-last");
    let path = bench.list("a.csv", LIST);
    bench.open(&path);
    bench.send(Command::Step(CreateStep::Check));
    for (row, next) in [(0, 1), (1, 1)] {
        bench.send(Command::Select(row, 0));
        bench.send(Command::StartTyping(Some("Cleo Fox".to_owned())));
        bench.send(Command::CommitCell { down: 1, right: 0 });
        assert_eq!(bench.state.create.rows.cursor, Some((next, 0)));
    }
}

#[test]
fn what_a_toast_offers_is_not_done_in_another_workspace() {
    let mut bench = bench("toasts");
    bench.state.toasts.with_undo("2 cells changed", Command::UndoRows);
    let other = bench.workspace.store.dir().join("another");
    bench.send(workspace::Command::Switch(other));
    assert!(bench.state.toasts.list().is_empty());
}

#[test]
fn what_is_not_finished_leads_to_the_step_where_one_was() {
    let mut bench = bench("last-step");
    let path = bench.list("rows.csv", "Name\nAnn Lee\n");
    bench.open(&path);
    for step in [CreateStep::Generate, CreateStep::Check] {
        bench.send(Command::Step(step));
        bench.send(AnyCommand::Go(Route::Home));
        let begun: Vec<_> = bench.state.create.begun().collect();
        let [only] = begun.as_slice() else {
            panic!("one list was begun: {begun:?}");
        };
        assert_eq!(only.go_on, Command::Step(step));
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said_where_it_was_chosen() {
    let mut bench = bench("wrong-file");
    let path = bench.list("right.csv", LIST);
    bench.open(&path);
    let missing = bench.file("missing.csv").display().to_string();
    bench.send(Command::ChooseWay(Way::Open));
    bench.send(Command::TypePath(missing.clone()));
    bench.send(Command::OpenPath);
    bench.until("why not", |state| state.create.failed.is_some());
    let create = &bench.state.create;
    assert_eq!((create.way, &create.path), (Way::Open, &missing));
    assert!(create.import.is_some(), "the list that was open is not lost");
}
