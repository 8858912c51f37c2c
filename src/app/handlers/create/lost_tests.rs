//! Nothing that a person typed is lost, whatever is opened, chosen or made afterwards.

use super::super::super::command::create::{Command, Reading};
use super::super::super::state::create::draft::Draft;
use super::super::testing::Bench;
use super::tests::{LIST, bench, undo};

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
    undo(&mut bench, "What was begun with a.csv gives way to b.csv");
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
    for text in [
        "What was begun with a.csv gives way to b.csv",
        "What was begun with b.csv gives way to c.csv",
    ] {
        assert!(bench.says(text), "{text}");
    }
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
    let kept = Draft::load(&bench.file("config/unfinished.json"), bench.workspace.store.dir());
    bench.state.create.draft = kept;
    bench.send(Command::Resume);
    bench.until("the list or why not", |state| {
        state.create.import.is_some() || state.create.failed.is_some()
    });
    assert!(bench.state.create.failed.is_none(), "{:?}", bench.state.create.failed);
    assert_eq!(column(&bench, 0)[0], "Anna Leigh");
}
