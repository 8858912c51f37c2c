//! Nothing that a person typed is lost, whatever is opened, chosen or made afterwards.

use super::super::super::command::Command as AnyCommand;
use super::super::super::command::create::{Command, Reading};
use super::super::super::command::settings::Command as OfSettings;
use super::super::super::route::{CreateStep, Route, Scope};
use super::super::super::settings::{DateForm, Dates};
use super::super::super::state::create::Way;
use super::super::super::state::create::draft::Draft;
use super::super::testing::Bench;
use super::super::testing::says;
use super::again::{another_run, begun, kept, resume};
use super::tests::{LIST, bench, fill_in, generate, undo};
use crate::import::DateOrder;
use crate::issue::{self, NewGroup};

fn correct(bench: &mut Bench, row: usize, text: &str) {
    bench.send(Command::Select(row, 0));
    bench.send(Command::StartTyping(Some(text.to_owned())));
    bench.send(Command::CommitCell { down: 0, right: 0 });
}

fn read(bench: &mut Bench, reading: Reading) {
    bench.send(Command::Read(reading));
    bench.until("the list", |state| state.create.reading.is_none());
}

/// The cells of a column, from the top.
fn column(bench: &Bench, column: usize) -> Vec<String> {
    let table = &bench.import().table;
    let cells = (0..table.len()).map(|row| table.cell(row, column).text().into_owned());
    cells.collect()
}

#[test]
fn corrections_stay_with_their_rows_below_other_headings() {
    let mut bench = bench("headings");
    let path = bench.list("a.csv", LIST);
    bench.open(&path);
    correct(&mut bench, 0, "Anna Leigh");
    correct(&mut bench, 1, "Ben Okafor");
    bench.send(Command::LeaveOut { row: 1, yes: true });
    // Its first person is taken for the headings.
    read(&mut bench, Reading::HeaderRow(Some(2)));
    assert_eq!(column(&bench, 0), ["Ben Okafor"]);
    assert!(bench.import().table.is_left_out(0));
    let said = "What was corrected in a row was not made again";
    let lost = bench
        .state
        .toasts
        .list()
        .iter()
        .find(|toast| toast.text.starts_with(said));
    let text = lost.expect("the first row is said").text.clone();
    assert!(text.contains("row 2 (Anna Leigh)"), "{text}");
    undo(&mut bench, &text);
    bench.until("the former reading", |state| {
        let import = state.create.import.as_ref();
        state.create.reading.is_none() && import.is_some_and(|import| import.table.len() == 2)
    });
    assert_eq!(column(&bench, 0), ["Anna Leigh", "Ben Okafor"]);
    assert!(bench.import().table.is_left_out(1));
    // Where all of it fits, nothing is said.
    bench.state.toasts = Default::default();
    read(&mut bench, Reading::HeaderRow(Some(1)));
    assert_eq!(column(&bench, 0), ["Anna Leigh", "Ben Okafor"]);
    read(&mut bench, Reading::Anew);
    assert_eq!(column(&bench, 0), ["Anna Leigh", "Ben Okafor"]);
    assert!(bench.state.toasts.list().is_empty(), "{:?}", bench.state.toasts.list());
}

#[test]
fn what_was_read_can_be_read_in_another_way_though_its_file_is_gone() {
    let mut bench = bench("gone");
    let path = bench.list("a.csv", LIST);
    bench.open(&path);
    correct(&mut bench, 0, "Anna Leigh");
    std::fs::remove_file(&path).expect("removed");
    read(&mut bench, Reading::Encoding(Some("windows-1252".to_owned())));
    assert!(bench.state.create.failed.is_none());
    assert_eq!(column(&bench, 0), ["Anna Leigh", "Ben  Okafor"]);
    assert_eq!(bench.import().source.path.as_ref(), Some(&path));
}

/// A workbook with two lists.
fn workbook() -> String {
    let cell = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
    let row = |cells: &[&str]| format!("<Row>{}</Row>", cells.iter().map(|text| cell(text)).collect::<String>());
    let sheet = |name: &str, rows: &[&[&str]]| {
        let rows: String = rows.iter().map(|cells| row(cells)).collect();
        format!("<Worksheet ss:Name=\"{name}\"><Table>{rows}</Table></Worksheet>")
    };
    let (monday, friday) = (
        sheet("Monday", &[&["Name", "E-mail"], &["Anna Lee", "anna@example.org"]]),
        sheet("Friday", &[&["Name", "E-mail"], &["Cleo Fox", "cleo@example.org"]]),
    );
    let space = "urn:schemas-microsoft-com:office:spreadsheet";
    format!(
        "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
         <Workbook xmlns=\"{space}\" xmlns:ss=\"{space}\">{monday}{friday}</Workbook>"
    )
}

#[test]
fn what_was_corrected_in_a_sheet_is_there_when_that_sheet_is_read_again() {
    let mut bench = bench("sheets");
    let path = bench.list("a.xml", &workbook());
    bench.open(&path);
    read(&mut bench, Reading::Sheet(Some("Monday".to_owned())));
    correct(&mut bench, 0, "Anna Leigh");
    read(&mut bench, Reading::Sheet(Some("Friday".to_owned())));
    assert_eq!(column(&bench, 0), ["Cleo Fox"]);
    assert!(bench.says("What was corrected in “Monday” stays with that sheet"));
    correct(&mut bench, 0, "Cleo Foxe");
    // In another run, too.
    another_run(&mut bench);
    resume(&mut bench, "1 recipient of a.xml");
    assert_eq!(column(&bench, 0), ["Cleo Foxe"]);
    // By going back to it, or by Undo.
    read(&mut bench, Reading::Sheet(Some("Monday".to_owned())));
    assert_eq!(column(&bench, 0), ["Anna Leigh"]);
    undo(&mut bench, "What was corrected in “Friday” stays with that sheet");
    bench.until("the former reading", |state| {
        let import = state.create.import.as_ref();
        import.is_some_and(|import| import.table.sheet().name == "Friday")
    });
    assert_eq!(column(&bench, 0), ["Cleo Foxe"]);
    // What was taken back in a sheet does not come again.
    read(&mut bench, Reading::Sheet(Some("Monday".to_owned())));
    correct(&mut bench, 0, "Anna Lee");
    read(&mut bench, Reading::Sheet(Some("Friday".to_owned())));
    read(&mut bench, Reading::Sheet(Some("Monday".to_owned())));
    assert_eq!(column(&bench, 0), ["Anna Lee"]);
}

#[test]
fn a_corrected_list_can_be_had_again_after_another_was_opened() {
    let mut bench = bench("another");
    let (first, second) = (bench.list("a.csv", LIST), bench.list("b.csv", "Name\nCleo Fox\n"));
    bench.open(&second);
    bench.open(&first);
    assert!(
        bench.state.toasts.list().is_empty(),
        "nothing is lost with a list as it is in its file"
    );
    correct(&mut bench, 0, "Anna Leigh");
    // One correction is still being typed, and the file is another one by then.
    bench.send(Command::Select(1, 0));
    bench.send(Command::StartTyping(Some("Ben Okafor".to_owned())));
    bench.open(&second);
    bench.list("a.csv", "Name\nSomebody Else\n");
    assert_eq!(begun(&bench), ["1 recipient of b.csv", "2 recipients of a.csv"]);
    undo(&mut bench, "What was begun with a.csv is put aside");
    bench.until("the first list", |state| {
        let import = state.create.import.as_ref();
        import.is_some_and(|import| import.source.name == "a.csv")
    });
    assert_eq!(column(&bench, 0), ["Anna Leigh", "Ben Okafor"]);
    // Two lists after each other can both be had again.
    bench.open(&second);
    correct(&mut bench, 0, "Cleo Foxe");
    let third = bench.list("c.csv", "Name\nDov Ash\n");
    bench.open(&third);
    let all = ["1 recipient of c.csv", "1 recipient of b.csv", "2 recipients of a.csv"];
    assert_eq!(begun(&bench), all);
    // One that is chosen once more is as it was left.
    bench.open(&second);
    bench.until("the list", |state| state.create.resuming.is_none());
    assert!(bench.says("b.csv is as it was left"));
    assert_eq!(column(&bench, 0), ["Cleo Foxe"]);
    assert_eq!(begun(&bench), [all[1], all[0], all[2]]);
}

#[test]
fn a_list_that_is_put_aside_at_once_is_kept_with_its_copy() {
    let mut bench = bench("aside");
    let group = bench.state.workspace.snapshot().expect("open").groups[0].group.id;
    let path = bench.list("a.csv", LIST);
    bench.until("an idle disk", |state| !state.create.saving.busy);
    // Something else is being written at the time.
    bench.state.create.saving.busy = true;
    bench.open(&path);
    correct(&mut bench, 0, "Anna Leigh");
    bench.send(Command::ChooseGroup(group));
    assert!(bench.state.create.import.is_none());
    bench.state.create.saving.busy = false;
    super::draft::keep(&mut bench.work());
    bench.until("the draft", |state| !state.create.saving.busy);
    // In another run the file is gone.
    std::fs::remove_file(&path).expect("the list");
    another_run(&mut bench);
    resume(&mut bench, "2 recipients of a.csv");
    assert!(bench.state.create.failed.is_none(), "{:?}", bench.state.create.failed);
    assert_eq!(column(&bench, 0)[0], "Anna Leigh");
}

/// What is kept on the disk, as another run finds it.
fn in_another_run(bench: &mut Bench, change: impl FnOnce(&mut serde_json::Value)) {
    let [draft] = &kept(bench)[..] else {
        panic!("one list was begun");
    };
    let file = bench.file("config/unfinished").join(format!("{}.json", draft.id()));
    let text = std::fs::read_to_string(&file).expect("a draft");
    let mut kept = serde_json::from_str(&text).expect("its parts");
    change(&mut kept);
    std::fs::write(&file, kept.to_string()).expect("written");
    another_run(bench);
    resume(bench, "2 recipients of a.csv");
}

#[test]
fn a_list_is_gone_on_with_at_the_step_where_one_was() {
    let mut bench = bench("step");
    let path = bench.list("a.csv", LIST);
    bench.open(&path);
    let route = |bench: &Bench| match bench.state.route.now() {
        Route::Create { step, .. } => *step,
        other => panic!("{other:?}"),
    };
    for step in [CreateStep::Check, CreateStep::Generate] {
        bench.send(Command::Step(step));
        // Among the groups nothing of it is shown.
        bench.send(Command::Begin);
        in_another_run(&mut bench, |_| ());
        assert_eq!(route(&bench), step);
    }
    let date = "2030-05-31".parse().expect("a date");
    bench.send(Command::IssueDate("2030-05-31".to_owned(), Some(date)));
    in_another_run(&mut bench, |_| ());
    assert_eq!(route(&bench), CreateStep::Generate);
    assert_eq!(bench.import().table.options().issue_date, Some(date));
    // As it was kept by versions that did not keep the step.
    in_another_run(&mut bench, |kept| {
        assert!(kept.as_object_mut().expect("parts").remove("step").is_some());
    });
    assert_eq!(route(&bench), CreateStep::Check);
    // Nobody is left for the last step.
    bench.send(Command::Step(CreateStep::Generate));
    for row in 0..2 {
        bench.send(Command::LeaveOut { row, yes: true });
    }
    in_another_run(&mut bench, |_| ());
    assert_eq!(route(&bench), CreateStep::Check);
    // The rows are others by now.
    for row in 0..2 {
        bench.send(Command::LeaveOut { row, yes: false });
    }
    correct(&mut bench, 0, "Anna Leigh");
    bench.send(Command::Step(CreateStep::Generate));
    in_another_run(&mut bench, |kept| {
        let changes = kept["changes"].to_string();
        assert!(changes.contains("\"row\":2"), "{changes}");
        kept["changes"] = changes.replace("\"row\":2", "\"row\":9").parse().expect("parts");
    });
    assert_eq!(route(&bench), CreateStep::Check, "{:?}", bench.state.toasts.list());
}

/// Types something into a field of the form.
fn fill(bench: &mut Bench, row: usize, field: &str, text: &str) {
    let (field, text) = (field.to_owned(), text.to_owned());
    bench.send(Command::FormCell { row, field, text });
}

fn use_form(bench: &mut Bench) {
    let before = bench.state.create.import.as_ref().map(|import| import.table.revision());
    bench.send(Command::UseForm);
    bench.until("the form", |state| {
        let import = state.create.import.as_ref();
        import.is_some_and(|import| import.is_all_of(&state.create.form)) || before.is_none() && import.is_some()
    });
}

/// Gives the only group these fields.
fn give_fields(bench: &mut Bench, fields: &[&str]) {
    let group = bench.state.workspace.snapshot().expect("open").groups[0].group.clone();
    let new = NewGroup {
        title: group.title.clone(),
        code: group.code.clone(),
        certificate: Some("Plain".to_owned()),
        fields: fields.iter().map(|field| field.parse().expect("a field")).collect(),
        ..NewGroup::default()
    };
    issue::edit_group(&bench.workspace, &group, new).expect("edited");
    bench.look();
}

#[test]
fn what_is_typed_into_a_form_stays_in_its_fields_whatever_fields_the_group_gets() {
    let mut bench = bench("form-fields");
    give_fields(&mut bench, &["grade", "team", "town"]);
    bench.send(Command::ChooseWay(Way::Form));
    fill_in(&mut bench, 0, "Anna Lee");
    for (field, text) in [
        ("recipient.grade", "A"),
        ("recipient.team", "Red"),
        ("recipient.town", "Bonn"),
    ] {
        fill(&mut bench, 0, field, text);
    }
    give_fields(&mut bench, &["town", "team"]);
    use_form(&mut bench);
    let cells: Vec<String> = (0..4).map(|at| column(&bench, at).concat()).collect();
    assert_eq!(cells, ["Anna Lee", "", "Bonn", "Red"]);
    // A correction comes back into its field, and what was typed into the lost one is there when that is there again.
    correct(&mut bench, 0, "Anna Leigh");
    give_fields(&mut bench, &["grade", "town", "team"]);
    let kept = super::draft::form_at_hand(&bench.work()).expect("begun");
    let text = serde_json::to_string(&kept).expect("text");
    let kept: Draft = serde_json::from_str(&text).expect("a draft");
    for form in [bench.state.create.form.clone(), kept.form(None)] {
        let said =
            ["name", "recipient.grade", "recipient.team", "recipient.town"].map(|field| form.cell(0, field).to_owned());
        assert_eq!(said, ["Anna Leigh", "A", "Red", "Bonn"]);
    }
    // Of a draft of an earlier release it is known by the order of the fields.
    let mut earlier: serde_json::Value = serde_json::from_str(&text).expect("text");
    earlier
        .as_object_mut()
        .expect("an object")
        .remove("form_fields")
        .expect("named");
    earlier["form"] = serde_json::json!([["Anna Lee", "", "B"]]);
    let earlier: Draft = serde_json::from_value(earlier).expect("a draft");
    let group = bench.state.workspace.snapshot().expect("open").groups[0].group.clone();
    assert_eq!(earlier.form(Some(&group)).cell(0, "recipient.grade"), "B");
}

fn write_dates_as(bench: &mut Bench, language: &str) {
    let form = DateForm::Short;
    let language = language.to_owned();
    bench.send(OfSettings::SetDates(Dates { form, language }));
}

#[test]
fn dates_of_a_form_mean_what_they_did_when_dates_are_written_otherwise() {
    let mut bench = bench("form-dates");
    give_fields(&mut bench, &["passed:date"]);
    write_dates_as(&mut bench, "en-US");
    bench.send(Command::ChooseWay(Way::Form));
    fill_in(&mut bench, 0, "Anna Lee");
    fill(&mut bench, 0, "recipient.passed", "3/4/2026");
    fill(&mut bench, 1, "name", "Ben Okafor");
    let kept = kept(&mut bench);
    let passed = |bench: &Bench| bench.state.create.form.cell(0, "recipient.passed").to_owned();
    write_dates_as(&mut bench, "en-GB");
    assert_eq!(passed(&bench), "2026-03-04");
    // So does what is taken back.
    bench.send(AnyCommand::TakeBack);
    assert_eq!(passed(&bench), "2026-03-04");
    // And what was put aside before.
    let group = bench.state.create.form.group();
    assert_eq!(kept.first().and_then(|draft| draft.form_group), group);
    bench.state.create = Default::default();
    bench.state.create.aside.put(kept[0].clone());
    let words = begun(&bench).concat();
    resume(&mut bench, &words);
    assert_eq!(passed(&bench), "2026-03-04");
    // What is typed from now on is read as the window writes it now, though the form was checked before.
    use_form(&mut bench);
    bench.send(Command::ChooseWay(Way::Form));
    fill(&mut bench, 0, "recipient.passed", "5/6/2026");
    use_form(&mut bench);
    let rows = &bench.import().table;
    let read: Vec<_> = (0..rows.sheet().columns.len())
        .map(|at| column(&bench, at).concat())
        .collect();
    assert!(read.iter().any(|text| text == "5/6/2026"), "{read:?}");
    assert_eq!(rows.options().date_order, Some(DateOrder::DayFirst));
}

#[test]
fn columns_of_a_pasted_block_that_find_no_field_are_said() {
    let mut bench = bench("form-wide");
    bench.send(Command::ChooseWay(Way::Form));
    let (field, text) = (
        "email".to_owned(),
        "anna@example.org\tBonn\t\nben@example.org\t\tRed".to_owned(),
    );
    bench.send(Command::PasteForm { row: 0, field, text });
    let form = &bench.state.create.form;
    assert_eq!(
        (form.cell(0, "recipient.grade"), form.cell(1, "email")),
        ("Bonn", "ben@example.org")
    );
    assert!(
        bench.says("1 column of what was pasted has no field"),
        "{:?}",
        bench.state.toasts.list()
    );
}

#[test]
fn what_is_typed_into_a_form_after_it_was_checked_is_checked_too() {
    let mut bench = bench("form-after");
    let group = bench.state.workspace.snapshot().expect("open").groups[0].group.clone();
    bench.send(Command::ChooseWay(Way::Form));
    for (row, name) in ["Anna Lee", "Ben Okafor", "Cleo Fox"].into_iter().enumerate() {
        fill_in(&mut bench, row, name);
    }
    use_form(&mut bench);
    correct(&mut bench, 0, "Anna Leigh");
    bench.send(Command::LeaveOut { row: 2, yes: true });
    bench.send(Command::Step(CreateStep::Recipients));
    assert!(bench.state.create.is_ready(Some(group.id)));
    fill_in(&mut bench, 1, "Ben Okafor Jr");
    bench.send(Command::RemoveFormRow(0));
    let create = &bench.state.create;
    assert!(!create.is_ready(Some(group.id)), "the rows are not those of the form");
    assert_eq!(
        create.shown(Some(group.id), CreateStep::Generate),
        CreateStep::Recipients
    );
    let begun: Vec<String> = create.begun().map(|begun| begun.words()).collect();
    assert_eq!(begun, ["2 recipients of the form"]);
    use_form(&mut bench);
    assert_eq!(column(&bench, 0), ["Ben Okafor Jr", "Cleo Fox"]);
    assert!(
        bench.import().table.is_left_out(1),
        "what was decided of a person stays"
    );
    assert!(!bench.import().table.is_left_out(0));
}

#[test]
fn a_form_of_which_credentials_are_made_takes_nothing_more_and_says_so() {
    let mut bench = bench("form-making");
    bench.send(Command::ChooseWay(Way::Form));
    fill_in(&mut bench, 0, "Anna Lee");
    use_form(&mut bench);
    let resume = generate(&mut bench);
    bench.send(Command::Step(CreateStep::Recipients));
    fill_in(&mut bench, 1, "Ben Okafor");
    assert!(bench.says("Credentials are being made of these rows"));
    assert_eq!(bench.state.create.form.cell(1, "name"), "");
    bench.state.toasts = Default::default();
    bench.send(Command::RemoveFormRow(0));
    bench.send(Command::UseForm);
    assert!(bench.says("Credentials are being made of these rows"));
    assert_eq!(bench.state.create.form.cell(0, "name"), "Anna Lee");
    bench.send(resume);
    bench.until("it to be made", |state| says(state, "1 credential waits for review"));
    // And then a new one can be begun.
    bench.send(Command::ChooseWay(Way::Form));
    fill_in(&mut bench, 0, "Ben Okafor");
    assert_eq!(bench.state.create.form.filled(), 1);
}

#[test]
fn a_form_that_is_only_typed_is_among_what_waits_beside_a_list_too() {
    let mut bench = bench("form-waits");
    let group = bench.state.workspace.snapshot().expect("open").groups[0].group.clone();
    bench.send(Command::ChooseWay(Way::Form));
    fill_in(&mut bench, 0, "Anna Lee");
    let waits = |bench: &Bench| {
        let waits = bench.state.waits(Scope::Group(group.id)).into_iter();
        waits
            .map(|wait| (wait.rows, wait.source, wait.go_on))
            .collect::<Vec<_>>()
    };
    let of_form: (u64, Option<String>, AnyCommand) = (1, None, Command::GoOnWithForm.into());
    assert_eq!(waits(&bench), std::slice::from_ref(&of_form));
    // From anywhere it leads to the form.
    bench.send(AnyCommand::Go(Route::Home));
    bench.send(of_form.2.clone());
    assert_eq!(bench.state.create.way, Way::Form);
    let here = Route::Create {
        group: Some(group.id),
        step: CreateStep::Recipients,
    };
    assert_eq!(*bench.state.route.now(), here);
    let path = bench.list("a.csv", LIST);
    bench.open(&path);
    let of_list = (2, Some("a.csv".to_owned()), Command::Step(CreateStep::Check).into());
    assert_eq!(waits(&bench), [of_list, of_form]);
}
