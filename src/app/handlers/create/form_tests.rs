//! Forms beside lists and other groups: what is put aside for something else is there again.

use super::super::super::command::create::Command;
use super::super::super::jobs::create::{drafts, form_pictures};
use super::super::super::route::CreateStep;
use super::super::super::state::State;
use super::super::super::state::create::Way;
use super::super::testing::Bench;
use super::again::{another_run, begun, kept, resume};
use super::tests::{LIST, bench, fill_in, generate, undo};
use crate::issue::NewGroup;
use crate::model::{BlobId, Group, Value};
use crate::publish::demo;
use crate::store::Query;

#[test]
fn a_form_and_the_list_that_was_put_aside_for_it_are_both_there_again() {
    let mut bench = bench("displaced");
    let group = bench.state.workspace.snapshot().expect("open").groups[0].group.id;
    let path = bench.list("a.csv", LIST);
    bench.open(&path);
    bench.send(Command::Select(1, 0));
    bench.send(Command::StartTyping(Some("Ben Okafor Jr".to_owned())));
    bench.send(Command::CommitCell { down: 0, right: 0 });
    // A form is begun beside the list, both are put aside, and more is typed into another one.
    bench.send(Command::ChooseWay(Way::Form));
    fill_in(&mut bench, 0, "Cleo Fox");
    bench.send(Command::Step(CreateStep::Group));
    bench.send(Command::ChooseGroup(group));
    bench.send(Command::ChooseWay(Way::Form));
    assert!(bench.state.create.form.is_blank(), "the other one is put aside");
    for (row, name) in ["Dov Ash", "Eve Orr"].into_iter().enumerate() {
        fill_in(&mut bench, row, name);
    }
    let (of_two, of_list, of_one) = (
        "2 recipients of the form",
        "2 recipients of a.csv",
        "1 recipient of the form",
    );
    assert_eq!(begun(&bench), [of_two, of_list, of_one]);
    let kept = kept(&mut bench);
    let rows: Vec<_> = kept.iter().map(|draft| (draft.path.is_some(), draft.rows)).collect();
    assert_eq!(
        rows,
        [(false, 2), (true, 2), (false, 1)],
        "all are kept for another run"
    );

    // In this run and in the next one each is gone on with, and the others wait.
    for _ in 0..2 {
        resume(&mut bench, of_list);
        assert_eq!(bench.import().table.cell(1, 0).text(), "Ben Okafor Jr");
        resume(&mut bench, of_one);
        assert_eq!(bench.state.create.form.cell(0, "name"), "Cleo Fox");
        assert!(bench.state.create.import.is_none());
        resume(&mut bench, of_two);
        let form = &bench.state.create.form;
        assert_eq!([form.cell(0, "name"), form.cell(1, "name")], ["Dov Ash", "Eve Orr"]);
        assert_eq!(begun(&bench), [of_two, of_one, of_list]);
        another_run(&mut bench);
        assert_eq!(begun(&bench), [of_two, of_one, of_list]);
    }
}

/// Makes another group: the first, and that.
fn another_group(bench: &mut Bench) -> (Group, Group) {
    let first = bench.state.workspace.snapshot().expect("open").groups[0].group.clone();
    let second = bench.workspace.group(NewGroup {
        title: "Other".to_owned(),
        ..NewGroup::default()
    });
    bench.look();
    (first, second)
}

#[test]
fn a_form_of_a_group_is_never_that_of_another() {
    let mut bench = bench("form-of-group");
    let (first, second) = another_group(&mut bench);
    bench.send(Command::ChooseWay(Way::Form));
    fill_in(&mut bench, 0, "Anna Lee");
    // However one comes to the other group, nothing of it is there, and it is not changed from there.
    bench.go(&second, CreateStep::Recipients);
    assert_eq!(bench.state.create.form_for(Some(second.id)), None);
    fill_in(&mut bench, 0, "Somebody Else");
    bench.send(Command::UseForm);
    assert_eq!(bench.state.create.form.cell(0, "name"), "Anna Lee");
    bench.send(Command::ChooseWay(Way::Form));
    let form = bench.state.create.form_for(Some(second.id)).expect("its own");
    assert!(form.is_blank());
    assert_eq!(begun(&bench), ["1 recipient of the form"]);

    // Each goes on in its group.
    resume(&mut bench, "1 recipient of the form");
    let form = bench.state.create.form_for(Some(first.id)).expect("the first");
    assert_eq!(form.cell(0, "name"), "Anna Lee");
    bench.send(Command::ChooseGroup(second.id));
    bench.send(Command::ChooseGroup(first.id));
    assert!(bench.state.create.form.is_blank() && bench.state.create.begun().count() == 1);
}

#[test]
fn a_form_stands_beside_a_list_of_another_group_and_goes_on_in_its_own() {
    let mut bench = bench("form-beside");
    let (first, second) = another_group(&mut bench);
    bench.send(Command::ChooseWay(Way::Form));
    fill_in(&mut bench, 0, "Cleo Fox");
    bench.go(&second, CreateStep::Recipients);
    let path = bench.list("a.csv", LIST);
    bench.open(&path);
    another_run(&mut bench);
    resume(&mut bench, "1 recipient of the form");
    resume(&mut bench, "2 recipients of a.csv");
    assert_eq!(bench.import().group.id, second.id);
    let form = bench.state.create.form_for(Some(first.id)).expect("the form");
    assert_eq!(form.cell(0, "name"), "Cleo Fox");
}

#[test]
fn what_is_put_aside_stays_when_something_else_cannot_be_gone_on_with() {
    let mut bench = bench("put-aside");
    let group = bench.state.workspace.snapshot().expect("open").groups[0].group.clone();
    let (first, second) = (bench.list("a.csv", LIST), bench.list("b.csv", "Name\nCleo Fox\n"));
    bench.open(&first);
    bench.send(Command::ChooseGroup(group.id));
    bench.open(&second);
    let both = ["1 recipient of b.csv", "2 recipients of a.csv"];
    assert_eq!(begun(&bench), both);
    let folder = bench.file("config/unfinished");
    let copy = drafts::copy_of(&folder, &kept(&mut bench)[1]).expect("of a list");
    // The list is gone, and so is its copy.
    std::fs::remove_file(&first).expect("the list");
    std::fs::remove_file(&copy).expect("the copy");
    resume(&mut bench, both[1]);
    assert!(bench.state.create.failed.is_some());
    assert_eq!(bench.import().source.name, "b.csv");
    assert_eq!(begun(&bench), both);
    // And the other one can be tried again.
    bench.list("a.csv", LIST);
    resume(&mut bench, both[1]);
    assert_eq!(bench.import().source.name, "a.csv");
    assert_eq!(begun(&bench), [both[1], both[0]]);
    assert!(bench.says("What was begun with b.csv is put aside"));
}

#[test]
fn a_block_that_was_pasted_is_taken_back_whole() {
    let mut bench = bench("pasted");
    bench.send(Command::ChooseWay(Way::Form));
    fill_in(&mut bench, 0, "Anna Lee");
    let text = "Ben Okafor\tben@example.org\nCleo Fox\tcleo@example.org\n".to_owned();
    let field = "name".to_owned();
    bench.send(Command::PasteForm { row: 1, field, text });
    let filled = |bench: &Bench| bench.state.create.form.filled();
    assert_eq!(filled(&bench), 3);
    for (back, left) in [(true, 1), (false, 3), (true, 1), (true, 0)] {
        bench.send(Command::FormStep { back });
        assert_eq!(filled(&bench), left, "{back}");
    }
}

#[test]
fn a_form_and_a_list_are_given_up_each_by_itself_and_come_back() {
    let mut bench = bench("each");
    bench.send(Command::ChooseWay(Way::Form));
    fill_in(&mut bench, 0, "Cleo Fox");
    let path = bench.list("a.csv", LIST);
    bench.open(&path);
    let both = ["2 recipients of a.csv", "1 recipient of the form"];
    assert_eq!(begun(&bench), both);

    bench.send(Command::DiscardForm);
    assert_eq!(begun(&bench), both[..1]);
    undo(&mut bench, "What was begun with the form is discarded");
    assert_eq!(begun(&bench), [both[1], both[0]]);
    resume(&mut bench, both[0]);
    assert_eq!(begun(&bench), both);

    bench.send(Command::Discard);
    assert_eq!(begun(&bench), both[1..]);
    undo(&mut bench, "What was begun with a.csv is discarded");
    bench.until("the list", |state| state.create.import.is_some());
    assert_eq!(begun(&bench), both);
    assert_eq!(bench.state.create.form.cell(0, "name"), "Cleo Fox");

    // What is put aside is given up by itself, too, and comes back to where it was.
    bench.send(Command::ChooseGroup(bench.import().group.id));
    let aside = bench.state.create.aside.iter().next().expect("the list").id();
    bench.send(Command::DiscardAside(aside));
    assert_eq!(begun(&bench), both[1..]);
    assert_eq!(kept(&mut bench).len(), 1);
    undo(&mut bench, "What was begun with a.csv is discarded");
    assert_eq!(begun(&bench), both);
    assert!(bench.state.create.import.is_none());
    resume(&mut bench, both[0]);
    assert_eq!(bench.import().table.len(), 2);
}

/// The codes of what is wrong with each row of the open form.
fn wrong(bench: &Bench) -> Vec<Vec<String>> {
    let table = &bench.import().table;
    let codes = |row: usize| {
        let found = table.findings(row);
        found.map(|finding| finding.problem.code.to_string()).collect()
    };
    (0..table.len()).map(codes).collect()
}

/// A group whose people have a photo, and a form for it.
fn photos(name: &str) -> Bench {
    let group = NewGroup {
        title: "T".to_owned(),
        fields: vec!["photo:image".parse().expect("a field")],
        ..NewGroup::default()
    };
    let mut bench = Bench::new(name, group);
    bench.send(Command::ChooseWay(Way::Form));
    bench
}

#[test]
fn a_bad_picture_of_a_form_is_found_where_it_is_put_right() {
    let mut bench = photos("form-pictures-mended");
    let half = bench.file("half.png");
    // As of a card that was pulled out.
    std::fs::write(&half, &demo::LOGO[..demo::LOGO.len() / 2]).expect("half of a picture");
    let other = bench.list("other.png", "no picture at all");
    let gone = bench.file("gone.png");
    for (row, path) in [&half, &other, &gone].into_iter().enumerate() {
        fill_in(&mut bench, row, ["Anna Lee", "Ben Okafor", "Cleo Fox"][row]);
        let (field, text) = ("recipient.photo".to_owned(), path.display().to_string());
        bench.send(Command::FormCell { row, field, text });
    }
    bench.send(Command::UseForm);
    let count = |state: &State| state.create.import.as_ref().map(|import| import.table.counts().waiting);
    bench.until("what is wrong", |state| count(state) == Some(3));
    for path in [&half, &other, &gone] {
        std::fs::write(path, demo::LOGO).expect("the picture");
    }
    bench.send(Command::LookAtFile);
    bench.until("the pictures", |state| count(state) == Some(0));
    // Whoever checks them once more has them copied as they are now.
    bench.send(Command::UseForm);
    bench.until("the copies", |state| {
        state.create.form.cell(2, "recipient.photo") == "gone.png"
    });
    assert_eq!(bench.state.create.form.cell(0, "recipient.photo"), "half.png");
}

#[test]
fn a_picture_is_named_by_its_full_path_or_dropped_and_stays_what_it_was() {
    let mut bench = photos("form-pictures");
    for (row, name) in ["Anna Lee", "Ben Okafor", "Cleo Fox", "Dov Ash"]
        .into_iter()
        .enumerate()
    {
        fill_in(&mut bench, row, name);
    }
    let picture = bench.file("anna.png");
    std::fs::write(&picture, demo::LOGO).expect("the picture");
    let damaged = bench.list("ben.png", "no picture at all");
    let gone = bench.file("nobody.png");
    for (row, path) in [&picture, &damaged, &gone].into_iter().enumerate() {
        let (field, text) = ("recipient.photo".to_owned(), path.display().to_string());
        bench.send(Command::FormCell { row, field, text });
    }
    bench.send(Command::Dropped(picture.clone()));
    assert!(bench.says("The picture is that of person 4"));
    bench.send(Command::UseForm);
    bench.until("the rows", |state| state.create.import.is_some());
    let all = [vec![], vec!["image-format"], vec!["image-missing"], vec![]];
    assert_eq!(
        wrong(&bench),
        all.map(|codes: Vec<&str>| codes.into_iter().map(str::to_owned).collect::<Vec<_>>())
    );
    let said: Vec<String> = (0..4)
        .flat_map(|row| bench.import().table.findings(row))
        .flat_map(|finding| {
            let hints = finding.problem.hints.iter().map(ToString::to_string);
            hints.chain([finding.problem.message.to_string()]).collect::<Vec<_>>()
        })
        .collect();
    assert!(said.iter().all(|text| !text.contains("sheet")), "{said:?}");
    assert_eq!(bench.state.create.form.cell(0, "recipient.photo"), "anna.png");
    assert_eq!(
        tidied(&mut bench),
        ["anna.png"],
        "the form names it; what is none is not copied"
    );

    // What was chosen is there although the file is gone.
    std::fs::remove_file(&picture).expect("removed");
    let resume = generate(&mut bench);
    bench.send(resume);
    bench.until("it to be made", |state| state.create.import.is_none());
    let page = bench.workspace.store.query(&Query::default(), None, 10).expect("read");
    let pictures = page.items.iter().map(|one| one.content.recipient.custom.get("photo"));
    let pictures: Vec<_> = pictures.collect();
    assert!(
        matches!(pictures.as_slice(), [Some(Value::Image(_)), Some(Value::Image(_))]),
        "{pictures:?}"
    );
    // Where somebody waits in the batch they are needed until all are made, or their form is given up.
    assert_eq!(tidied(&mut bench), ["anna.png"]);
}

/// The pictures that are left of all forms after another run has opened the workspace, where nothing needs some others.
fn tidied(bench: &mut Bench) -> Vec<String> {
    let kept = kept(bench);
    let folder = bench.workspace.store.dir().join("drafts/pictures");
    let forms: Vec<_> = std::fs::read_dir(&folder).expect("pictures").flatten().collect();
    let [form] = &forms[..] else {
        panic!("there is one form");
    };
    let batches = bench.workspace.store.batches().expect("read");
    if batches.is_empty() {
        std::fs::write(form.path().join("earlier.png"), demo::LOGO).expect("chosen before");
    }
    let given_up = folder.join("of a form that was given up");
    std::fs::create_dir(&given_up).expect("a folder");
    std::fs::write(given_up.join("anna.png"), demo::LOGO).expect("a picture");
    form_pictures::tidy(&bench.workspace, &kept).expect("tidied");
    assert!(!given_up.exists());
    let left = std::fs::read_dir(form.path()).expect("they are needed").flatten();
    let mut left: Vec<String> = left
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    left
}

#[test]
fn the_pictures_of_a_form_are_gone_when_another_run_finds_that_nothing_needs_them() {
    let group = NewGroup {
        title: "T".to_owned(),
        fields: vec!["photo:image".parse().expect("a field")],
        ..NewGroup::default()
    };
    let mut bench = Bench::new("form-tidied", group);
    let picture = bench.file("anna.png");
    std::fs::write(&picture, demo::LOGO).expect("the picture");
    bench.send(Command::ChooseWay(Way::Form));
    fill_in(&mut bench, 0, "Anna Lee");
    bench.send(Command::Dropped(picture));
    bench.send(Command::UseForm);
    bench.until("the rows", |state| state.create.import.is_some());
    let folder = bench.workspace.store.dir().join("drafts/pictures");
    another_run(&mut bench);
    let key = bench.state.create.aside.iter().find_map(|draft| draft.form_key);
    let of_form = folder.join(key.expect("a name").to_string());
    assert!(of_form.join("anna.png").exists());
    // What was discarded can be brought back in this run; the next one finds that it was not.
    resume(&mut bench, "1 recipient of the form");
    bench.send(Command::Discard);
    assert!(kept(&mut bench).is_empty());
    assert!(std::fs::read_dir(&folder).expect("pictures").next().is_some());
    super::draft::look(&mut bench.work());
    bench.until("it to be tidied", |_| {
        std::fs::read_dir(&folder).is_ok_and(|mut all| all.next().is_none())
    });
}

#[test]
fn a_form_that_is_made_once_more_has_its_pictures_under_the_new_name() {
    let bench = bench("form-follows");
    let [former, key] = [BlobId([1; 32]), BlobId([2; 32])];
    let folder = bench.workspace.store.dir().join("drafts/pictures");
    let of = |key: BlobId| folder.join(key.to_string()).join("anna.png");
    std::fs::create_dir_all(of(former).parent().expect("a folder")).expect("made");
    std::fs::write(of(former), demo::LOGO).expect("a picture");
    form_pictures::follow(&bench.workspace, Some(former), key).expect("copied");
    form_pictures::follow(&bench.workspace, Some(key), key).expect("nothing to do");
    for key in [former, key] {
        assert_eq!(std::fs::read(of(key)).expect("it is there"), demo::LOGO);
    }
}

#[test]
fn what_is_typed_last_is_written_when_the_program_ends() {
    let mut bench = bench("form-end");
    bench.send(Command::ChooseWay(Way::Form));
    fill_in(&mut bench, 0, "Anna");
    fill_in(&mut bench, 0, "Anna Lee");
    bench.close(None);
    let kept = drafts::load(&bench.file("config/unfinished"), bench.workspace.store.dir());
    let names: Vec<_> = kept.iter().map(|draft| draft.first_name()).collect();
    assert_eq!(names, [Some("Anna Lee")]);
}
