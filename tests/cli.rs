//! The program from outside: the whole way, its exit codes, and what it says.

#![expect(clippy::expect_used, reason = "a test or a measurement stops where it fails")]

#[path = "cli/designs.rs"]
mod designs;
#[path = "cli/looking.rs"]
mod looking;
#[path = "cli/many.rs"]
mod many;
#[path = "cli/sheets.rs"]
mod sheets;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A workspace in a temporary folder that goes away with it.
struct World {
    folder: PathBuf,
}

impl Drop for World {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

impl World {
    fn new(name: &str) -> World {
        let folder = std::env::temp_dir().join(format!("accolade-cli-{name}-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&folder));
        std::fs::create_dir_all(&folder).expect("a folder");
        let world = World { folder };
        world.done(&["init", "w", "--issuer", "Northfield", "--url", "https://n.example"]);
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_accolade"));
        command
            .current_dir(&self.folder)
            .args(["--workspace", "w", "--who", "Registrar"])
            .args(arguments);
        command.output().expect("the program runs")
    }

    /// Runs a command that must be done, and returns what it wrote.
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let (out, err) = texts(&output);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}\n{out}\n{err}");
        out
    }

    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let mut all = vec!["--json"];
        all.extend(arguments);
        serde_json::from_str(&self.done(&all)).expect("JSON")
    }

    /// Runs a command that must be refused with a hint, and returns what it said.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let (out, err) = texts(&output);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}\n{out}\n{err}");
        assert!(
            err.contains("error: ") && err.contains("hint: "),
            "{arguments:?}\n{err}"
        );
        err
    }
}

fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (text(&output.stdout), text(&output.stderr))
}

fn page(folder: &Path, id: &str) -> String {
    std::fs::read_to_string(folder.join("w/published").join(id).join("index.html")).expect("a page")
}

#[test]
fn the_whole_way_from_a_sheet_to_a_corrected_and_a_revoked_credential() {
    let world = World::new("way");
    world.done(&[
        "group",
        "create",
        "First aid",
        "--certificate",
        "Quiet",
        "--badge",
        "Hex",
        "--code",
        "FA",
        "--valid",
        "2y",
    ]);
    let sheet =
        "Name;E-mail\nZoë Müller-Lüdenscheidt;zoe@example.org\nمحمد بن عبد الله;m@example.org\n;nobody@example.org\n";
    std::fs::write(world.path("people.csv"), sheet).expect("the sheet");

    assert!(
        world
            .refused(&["generate", "First aid", "people.csv"])
            .contains("row 4")
    );
    assert_eq!(world.json(&["list"]), serde_json::json!([]), "nothing was generated");
    let made = world.json(&[
        "generate",
        "First aid",
        "people.csv",
        "--skip-bad",
        "--issue-date",
        "2026-03-01",
    ]);
    assert_eq!(
        (made["created"].as_u64(), made["waiting"][0]["row"].as_u64()),
        (Some(2), Some(4))
    );
    let again = world.json(&[
        "generate",
        "First aid",
        "people.csv",
        "--skip-bad",
        "--issue-date",
        "2026-03-01",
    ]);
    assert_eq!(again["was_finished"], true);

    let done = world.json(&["publish", "--all", "--out", "copy"]);
    assert_eq!(
        (done["published"].as_u64(), done["held"].as_array().map(Vec::len)),
        (Some(2), Some(0))
    );
    assert!(world.path("copy/Zoë Müller-Lüdenscheidt – FA-2026-00001.pdf").is_file());
    assert!(world.path("copy/files.sha256").is_file());
    let list = world.json(&["list", "--search", "muller"]);
    let id = list[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(list.as_array().map(Vec::len), Some(1));
    assert_eq!(list[0]["expiry_date"], "2028-03-01");
    assert!(page(&world.folder, &id).contains("Zoë Müller-Lüdenscheidt"));

    world.refused(&["edit", &id, "recipient.name=Zoe"]);
    world.done(&["correct", &id, "recipient.name=Zoë Müller", "--reason", "married"]);
    assert!(
        page(&world.folder, &id).contains("Lüdenscheidt"),
        "the published revision stays"
    );
    let published = world.json(&["list", "--state", "published", "--search", "muller"]);
    assert_eq!(
        published[0]["name"], "Zoë Müller-Lüdenscheidt",
        "the name that is valid is listed"
    );
    let waiting = world.json(&["list", "--state", "under-review", "--search", "muller"]);
    assert_eq!(
        waiting[0]["correction"]["name"], "Zoë Müller",
        "a correction waits for a review as well"
    );
    world.done(&["publish", "--id", &id]);
    assert!(!page(&world.folder, &id).contains("Lüdenscheidt"));
    let old = std::fs::read_to_string(world.path(&format!("w/published/{id}/1/index.html"))).expect("the old page");
    assert!(
        old.contains("Lüdenscheidt"),
        "the superseded revision is kept and says so"
    );
    assert!(
        world.path("copy/Zoë Müller – FA-2026-00001.pdf").is_file(),
        "the copy follows"
    );
    assert!(!world.path("copy/Zoë Müller-Lüdenscheidt – FA-2026-00001.pdf").exists());

    std::fs::rename(world.path("copy"), world.path("away")).expect("renamed");
    let output = world.run(&["suspend", &id, "--reason", "to be\u{1b}[2J looked at"]);
    let (out, err) = texts(&output);
    assert_eq!(output.status.code(), Some(0), "{err}");
    let copy = std::path::absolute(world.path("copy"))
        .expect("a path")
        .display()
        .to_string();
    assert!(
        out.contains("Suspended FA-2026-00001") && !out.contains("in the copy"),
        "{out}"
    );
    assert!(
        err.contains("This copy could not be updated") && err.contains(&copy),
        "{err}"
    );
    std::fs::rename(world.path("away"), world.path("copy")).expect("renamed");
    let out = world.done(&["reinstate", &id]);
    assert!(out.contains(&format!("and in the copy {copy}")), "{out}");
    for command in [["log", &id], ["--json", "log"]] {
        let log = world.done(&command);
        assert!(log.contains("looked at") && !log.contains('\u{1b}'), "{log}");
    }
    let revoked = world.json(&["revoke", &id, "--reason", "issued by mistake"]);
    assert_eq!(revoked["copies"], serde_json::json!([copy]));
    assert!(page(&world.folder, &id).contains("evoked"));
    assert!(
        !page(&world.folder, &id).contains("mistake"),
        "the reason is nobody's business"
    );
    let log = world.done(&["log", &id]);
    for word in [
        "generate",
        "publish",
        "correct",
        "revoke",
        "Registrar",
        "married",
        "issued by mistake",
    ] {
        assert!(log.contains(word), "{word} in\n{log}");
    }
    assert!(log.contains("(FA-2026-00001, "), "who it is about in\n{log}");
    let log = world.done(&["log"]);
    assert!(
        log.contains("group “First aid”") && log.contains("design “"),
        "titles in\n{log}"
    );
    world.done(&["doctor"]);
    world.done(&["backup", "all.backup"]);
    assert!(
        world
            .refused(&["backup", "all.backup"])
            .contains("There is a file of this name already")
    );
    world.done(&["restore", "all.backup", "again"]);
    let output = Command::new(env!("CARGO_BIN_EXE_accolade"))
        .current_dir(&world.folder)
        .args(["--workspace", "again", "list"])
        .output();
    assert_eq!(texts(&output.expect("runs")).0, world.done(&["list"]));
}

#[test]
fn wrong_input_is_refused_with_one_clear_message() {
    let world = World::new("wrong");
    world.done(&["group", "create", "T", "--certificate", "Quiet"]);
    std::fs::write(world.path("garbage.xlsx"), [0u8, 159, 146, 150, 7, 8, 9]).expect("a file");
    std::fs::write(world.path("empty.csv"), "").expect("a file");
    std::fs::write(world.path("good.csv"), "Name\nAnn\n").expect("a file");
    for (arguments, says) in [
        (vec!["generate", "T", "missing.xlsx"], "does not exist"),
        (vec!["generate", "T", "w"], "folder"),
        (vec!["generate", "T", "empty.csv"], "empty"),
        (vec!["generate", "T", "garbage.xlsx"], "garbage.xlsx"),
        (
            vec!["generate", "T", "good.csv", "--issue-date", "2026-02-30"],
            "2026-02-30",
        ),
        (
            vec!["generate", "T", "good.csv", "--map", "Name=shoe size"],
            "shoe size",
        ),
        (vec!["generate", "U", "good.csv"], "“U”"),
        (vec!["group", "create", "T", "--certificate", "Quiet"], "already"),
        (vec!["group", "create", "X"], "design"),
        (vec!["group", "create", "X", "--certificate", "Hex"], "badge"),
        (
            vec!["group", "create", "X", "--certificate", "Quiet", "--field", "name:text"],
            "name",
        ),
        (vec!["design", "import", "garbage.xlsx"], "garbage.xlsx"),
        (vec!["design", "render", "Quiet", "out.gif"], ".png"),
        (
            vec!["design", "render", "Quiet", "out.png", "--data", "recipient.shoe=44"],
            "recipient.shoe",
        ),
        (vec!["show", "zzzzzzzz"], "zzzzzzzz"),
        (vec!["publish"], "--all"),
        (vec!["restore", "good.csv", "r"], "backup"),
        (vec!["init", "w", "--issuer", "Me"], "workspace"),
    ] {
        let said = world.refused(&arguments);
        assert!(said.contains(says), "{arguments:?} should say “{says}”:\n{said}");
        assert!(said.matches("error: ").count() <= 2, "{said}");
    }
    world.done(&["doctor"]);
    assert_eq!(world.json(&["list"]), serde_json::json!([]));
}

#[test]
fn a_sheet_is_checked_mended_and_reported() {
    let world = World::new("check");
    let sheet = "Name;E-mail;Grade;Issue date\n\
        JosÃ© GarcÃ\u{ad}a;jose@gmial.com;1;2026-03-01\n\
        ANNA KOWALSKA;anna@example.org;Gld;2026-03-01\n\
        ;nobody@example.org;Gold;2026-03-01\n\
        =SUM(1);ben@example.org;Silver;31.02.2026\n";
    std::fs::write(world.path("people.csv"), sheet).expect("the sheet");
    let said = world.run(&["check", "people.csv"]);
    let (out, err) = texts(&said);
    assert_eq!(said.status.code(), Some(1), "{out}\n{err}");
    assert!(out.contains("people.csv: 4 rows, 2 good, 2 waiting"), "{out}");
    assert!(out.contains("error: required in “Name”, 1 row: 4"), "{out}");
    assert!(out.contains("--fix wrong-encoding mends 1 row"), "{out}");
    assert!(err.contains("2 rows wait"), "{err}");

    world.done(&[
        "group",
        "create",
        "T",
        "--certificate",
        "Quiet",
        "--field",
        "grade:choice(Gold|Silver)",
    ]);
    let found = world.run(&[
        "--json",
        "check",
        "people.csv",
        "--group",
        "T",
        "--fix",
        "wrong-encoding",
    ]);
    let found: serde_json::Value = serde_json::from_slice(&found.stdout).expect("JSON");
    assert_eq!((found["rows"].as_u64(), found["mended"].as_u64()), (Some(4), Some(1)));
    let problems = found["problems"].as_array().expect("problems");
    let of = |code: &str| problems.iter().find(|problem| problem["code"] == code).expect(code);
    assert_eq!(of("not-a-choice")["rows"], serde_json::json!([2, 3]));
    assert_eq!(of("not-a-choice")["fixable"], 1);
    assert_eq!(of("email-slip")["column"], "E-mail");
    assert!(problems.iter().all(|problem| problem["code"] != "wrong-encoding"));

    let refused = world.refused(&["generate", "T", "people.csv", "--fix", "all", "--report", "rows.xlsx"]);
    assert!(refused.contains("Wrote 4 rows that wait to rows.xlsx"), "{refused}");
    for over in [vec!["rows.xlsx"], vec!["people.csv"], vec!["people.csv", "--overwrite"]] {
        let command = [vec!["check", "people.csv", "--group", "T", "--report"], over].concat();
        let before = std::fs::read(world.path("people.csv")).expect("the sheet");
        assert!(world.refused(&command).contains("There is a file of this name already"));
        assert_eq!(std::fs::read(world.path("people.csv")).expect("the sheet"), before);
    }
    let made = world.json(&[
        "generate",
        "T",
        "people.csv",
        "--fix",
        "all",
        "--fix",
        "all-caps",
        "--fix",
        "not-a-choice",
        "--skip-bad",
        "--report",
        "rows.csv",
    ]);
    assert_eq!(made["created"], 1);
    let names = world.json(&["list"]);
    assert_eq!(names[0]["name"], "Anna Kowalska", "{names}");
    for (report, rows) in [("rows.xlsx", 4), ("rows.csv", 3)] {
        let again = world.run(&["--json", "check", report, "--group", "T"]);
        let again: serde_json::Value = serde_json::from_slice(&again.stdout).expect("JSON");
        assert_eq!(
            (again["rows"].as_u64(), again["waiting"].as_u64()),
            (Some(rows), Some(rows)),
            "{again}"
        );
        assert_eq!(again["columns"].as_array().map(Vec::len), Some(5), "{again}");
        assert_eq!(again["columns"][4]["field"], serde_json::Value::Null);
    }
}

#[test]
fn a_corrected_sheet_brings_what_was_made_up_to_date() {
    let world = World::new("update");
    world.done(&["group", "create", "T", "--certificate", "Quiet", "--code", "T"]);
    let sheet = "Name,E-mail\nZoë Müller,zoe@example.org\nJonh Smith,john@example.org\nGone Girl,gone@example.org\n";
    std::fs::write(world.path("people.csv"), sheet).expect("the sheet");
    world.done(&["generate", "T", "people.csv"]);
    let list = world.json(&["list"]);
    let ids: Vec<&str> = list
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["id"].as_str().expect("an id"))
        .collect();
    world.done(&["publish", "--id", ids[0]]);
    let published = world.json(&["list"]);

    let corrected =
        "E-mail,Name\nzoe@example.org,Zoe Müller\njohn@example.org,John Smith\nnew@example.org,New Person\n";
    std::fs::write(world.path("people.csv"), corrected).expect("the sheet");
    let shown = world.json(&["update", "T", "people.csv"]);
    assert_eq!(
        (
            shown["new"].as_u64(),
            shown["changed"].as_u64(),
            shown["uncertain"].as_u64()
        ),
        (Some(1), Some(1), Some(1))
    );
    assert_eq!(shown["gone"][0]["name"], "Gone Girl");
    assert_eq!(shown["rows"][0]["changes"][0]["after"], "Zoe Müller");
    assert_eq!(world.json(&["list"]), published, "looking changes nothing");
    let said = world.done(&["update", "T", "people.csv"]);
    assert!(
        said.contains("1 new, 1 changed, 0 unchanged, 1 gone, 1 uncertain"),
        "{said}"
    );

    let done = world.json(&["update", "T", "people.csv", "--apply"]);
    assert_eq!(
        (done["done"]["offered"].as_u64(), done["done"]["created"].as_u64()),
        (Some(1), Some(1))
    );
    let same = format!("3={}", ids[1]);
    let done = world.json(&[
        "update",
        "T",
        "people.csv",
        "--apply",
        "--same",
        &same,
        "--reason",
        "typing errors",
    ]);
    assert_eq!(
        (done["done"]["corrected"].as_u64(), done["done"]["edited"].as_u64()),
        (Some(1), Some(1))
    );
    let again = world.json(&["update", "T", "people.csv", "--apply"]);
    assert_eq!(
        (again["diff"]["unchanged"].as_u64(), again["done"]["created"].as_u64()),
        (Some(3), Some(0))
    );
    assert_eq!(
        world.json(&["list"]).as_array().map(Vec::len),
        Some(4),
        "nobody is doubled"
    );
    assert!(world.done(&["log", ids[0]]).contains("typing errors"));

    world.refused(&["update", "T", "people.csv", "--same", "three=x"]);
    world.refused(&["update", "T", "people.csv", "--new", "99"]);
    world.refused(&["update", "T", "people.csv", "--id-field", "shoe"]);
}

#[test]
fn a_template_is_written_once_and_for_a_group() {
    let world = World::new("template");
    world.done(&[
        "group",
        "create",
        "T",
        "--certificate",
        "Quiet",
        "--field",
        "grade:choice(A|B)",
    ]);
    let made = world.json(&["template", "T", "people.xlsx"]);
    assert_eq!(made["file"], "people.xlsx");
    assert!(world.refused(&["template", "T", "people.xlsx"]).contains("already"));
    world.done(&["template", "T", "people.xlsx", "--split-name", "--force"]);
    assert!(world.refused(&["template", "T", "people.csv"]).contains(".xlsx"));
    assert!(world.refused(&["template", "U", "other.xlsx"]).contains("“U”"));
    assert!(
        world
            .refused(&["generate", "T", "people.xlsx"])
            .contains("nothing below the headings")
    );
}

#[test]
fn columns_of_a_sheet_become_fields_of_the_group_on_request() {
    let world = World::new("fields");
    world.done(&["group", "create", "T", "--certificate", "Quiet"]);
    std::fs::write(world.path("p.csv"), "Name,Born,Room\nAnn,2001-02-03,007\n").expect("the sheet");
    let arguments = ["group", "add-fields", "T", "--from", "p.csv"];
    assert_eq!(
        world.json(&arguments)["proposed"],
        serde_json::json!(["born:date", "room:text"])
    );
    assert_eq!(
        world.json(&["group", "show", "T"])["fields"],
        serde_json::json!([]),
        "only shown"
    );
    world.done(&[&arguments[..], &["--column", "born", "--apply"]].concat());
    world.refused(&[&arguments[..], &["--column", "Born", "--apply"]].concat());
    world.done(&["group", "add-fields", "T", "--field", "room:text"]);
    world.refused(&["group", "add-fields", "T", "--field", "room:text"]);
    world.refused(&arguments);
    world.done(&["generate", "T", "p.csv"]);
    let id = world.json(&["list"])[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(
        world.json(&["show", &id])["fields"],
        serde_json::json!({"born": "2001-02-03", "room": "007"})
    );
}

#[test]
fn what_was_chosen_for_a_sheet_is_used_for_the_next_and_who_is_there_is_named() {
    let world = World::new("remembered");
    world.done(&["group", "create", "T", "--certificate", "Quiet"]);
    // “Łukasz Żółć” in windows-1250, which one row alone does not tell from other code pages.
    std::fs::write(
        world.path("p.csv"),
        b"Wer;Mail\n\xa3ukasz \xaf\xf3\xb3\xe6;l@example.org\n",
    )
    .expect("the sheet");
    world.done(&[
        "generate",
        "T",
        "p.csv",
        "--encoding",
        "windows-1250",
        "--map",
        "Wer=name",
    ]);
    std::fs::write(
        world.path("q.csv"),
        b"Mail;Wer\nl@example.org;\xa3UKASZ \xaf\xd3\xa3\xc6\nz@example.org;\x8eelena\n",
    )
    .expect("the sheet");
    let found = world.json(&["check", "q.csv", "--group", "T"]);
    assert_eq!(found["columns"][1]["why"], "remembered");
    let duplicate = found["problems"].as_array().expect("problems").iter();
    let rows: Vec<_> = duplicate
        .filter(|one| one["code"] == "duplicate-in-workspace")
        .map(|one| one["rows"].clone())
        .collect();
    assert_eq!(rows, [serde_json::json!([2])], "{found}");
    world.done(&["generate", "T", "q.csv"]);
    let names: Vec<String> = world
        .json(&["list"])
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["name"].to_string())
        .collect();
    assert!(names.contains(&"\"Želena\"".to_owned()), "{names:?}");
}
