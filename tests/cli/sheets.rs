//! What a person is asked about a sheet, and what is never decided for them.

use super::{World, texts};

fn group(world: &World) {
    world.done(&["group", "create", "T", "--certificate", "Quiet"]);
}

fn count(world: &World) -> usize {
    world.json(&["list"]).as_array().map_or(0, Vec::len)
}

#[test]
fn how_letters_are_read_is_asked_before_columns_are_missed() {
    let world = World::new("unsure-columns");
    group(&world);
    std::fs::write(world.path("people.csv"), b"Kurs;E-Mail\nJi\xf8\xed;j@example.org\n").expect("the sheet");
    for command in [vec!["check", "people.csv"], vec!["check", "people.csv", "--group", "T"]] {
        let said = world.refused(&command);
        let place = |text: &str| said.find(text).unwrap_or_else(|| panic!("{text}: {said}"));
        assert!(
            place("can be read in several ways") < place("No column holds"),
            "{said}"
        );
    }
}

#[test]
fn letters_that_can_be_read_in_several_ways_are_put_to_a_person() {
    let world = World::new("unsure");
    group(&world);
    // Two people in the code page of Windows for Czech.
    let write = |name: &str, text: &str| {
        let (bytes, _, _) = encoding_rs::WINDOWS_1250.encode(text);
        std::fs::write(world.path(name), bytes).expect("the sheet");
    };
    write(
        "people.csv",
        "Name;E-mail\nJiří Dvořák;j@example.org\nEva Nová;e@example.org\n",
    );
    for command in [vec!["check", "people.csv"], vec!["check", "people.csv", "--group", "T"]] {
        let output = world.run(&command);
        let (out, err) = texts(&output);
        assert_eq!(output.status.code(), Some(1), "{command:?}\n{out}\n{err}");
        assert!(
            err.contains("--encoding windows-1250 if this is right: Jiří Dvořák"),
            "{err}"
        );
        assert!(
            out.contains("  --encoding windows-1250\n      row 1: Name | E-mail\n      row 2: Jiří Dvořák"),
            "{out}"
        );
        assert!(out.contains("--encoding windows-1252"), "{out}");
    }
    let output = world.run(&["--json", "check", "people.csv"]);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        (output.status.code(), &told["encoding_sure"]),
        (Some(1), &serde_json::json!(false))
    );
    let readings = told["encodings"].as_array().expect("readings");
    let of = |name: &str| readings.iter().find(|reading| reading["encoding"] == name).expect(name);
    assert_eq!(of("windows-1250")["rows"][1]["cells"][0], "Jiří Dvořák");

    for command in [
        vec!["generate", "T", "people.csv"],
        vec!["update", "T", "people.csv", "--apply"],
    ] {
        assert!(
            world.refused(&command).contains("can be read in several ways"),
            "{command:?}"
        );
        assert!(
            world
                .refused(&[command, vec!["--fix", "all"]].concat())
                .contains("several ways")
        );
    }
    assert_eq!(count(&world), 0, "nothing is made of what is open");
    world.done(&["generate", "T", "people.csv", "--encoding", "windows-1250"]);
    assert_eq!(world.json(&["list"])[0]["name"], "Jiří Dvořák");

    // What was chosen counts for the next sheet like it.
    write("more.csv", "Name;E-mail\nJiří Malý;m@example.org\n");
    world.done(&["check", "more.csv", "--group", "T"]);
    world.done(&["generate", "T", "more.csv"]);
    assert_eq!(count(&world), 3);
}

#[test]
fn what_is_said_in_json_is_one_document() {
    let world = World::new("said");
    group(&world);
    std::fs::write(world.path("people.csv"), "Name,Shoe\nAnna Lee,40\n,41\n").expect("the sheet");
    for command in [
        &["--json", "check", "people.csv"][..],
        &["--json", "generate", "T", "people.csv"],
    ] {
        let output = world.run(command);
        let said: serde_json::Value = serde_json::from_slice(&output.stderr).expect("one document");
        let codes: Vec<&str> = said["problems"]
            .as_array()
            .expect("problems")
            .iter()
            .filter_map(|problem| problem["code"].as_str())
            .collect();
        assert!(
            codes.contains(&"rows-wait") && codes.len() > 1,
            "{command:?}: {codes:?}"
        );
    }
}

#[test]
fn what_changes_the_meaning_is_mended_by_name_only() {
    let world = World::new("fixes");
    group(&world);
    let sheet = "Name,E-mail,Issue date,Expiry date\n\
                 Anna  Lee,anna@gmial.com,2026-05-01,2026-03-01\n\
                 \"Doe, John\",john@example.org,2026-05-01,2027-05-01\n\
                 MARIE CURIE,marie@example.org,2026-05-01,2027-05-01\n";
    std::fs::write(world.path("people.csv"), sheet).expect("the sheet");
    let checked = |more: &[&str]| -> serde_json::Value {
        let command = [&["--json", "check", "people.csv"][..], more].concat();
        serde_json::from_slice(&world.run(&command).stdout).expect("JSON")
    };
    let codes = |value: &serde_json::Value| -> Vec<String> {
        let problems = value["problems"].as_array().expect("problems").iter();
        problems
            .filter_map(|problem| problem["code"].as_str().map(str::to_owned))
            .collect()
    };
    let all = checked(&["--fix", "all"]);
    assert_eq!(all["mended"], 1, "only the doubled space is a matter of form: {all}");
    assert_eq!(
        codes(&all),
        ["expiry-before-issue", "email-slip", "family-name-first", "all-caps"]
    );
    let safe = |code: &str| {
        all["problems"]
            .as_array()
            .and_then(|all| all.iter().find(|p| p["code"] == code))
            .map(|p| p["fixes"][0]["safe"].clone())
    };
    assert_eq!(safe("expiry-before-issue"), Some(false.into()));
    let named = checked(&[
        "--fix",
        "all",
        "--fix",
        "family-name-first",
        "--fix",
        "expiry-before-issue",
    ]);
    assert_eq!(
        (&named["mended"], codes(&named)),
        (&2.into(), vec!["email-slip".to_owned(), "all-caps".to_owned()])
    );

    let refused = world.refused(&["check", "people.csv", "--fix", "everything"]);
    assert!(
        refused.contains("no kind of fix “everything”") && refused.contains("doubled-spaces"),
        "{refused}"
    );
    assert!(refused.contains("decision: all-caps"), "{refused}");
    for report in ["rows.pdf", "rows", "rows.xls"] {
        let refused = world.refused(&["check", "people.csv", "--report", report]);
        assert!(
            refused.contains(".xlsx or .csv") && !world.path(report).exists(),
            "{refused}"
        );
    }
}

#[test]
fn what_is_mended_can_be_narrowed_to_a_column() {
    let world = World::new("narrowed");
    let sheet = "<table><tr><th>Name</th><th>Town</th></tr><tr><td>JosÃ© Ruiz</td><td>MÃ¡laga</td></tr></table>";
    std::fs::write(world.path("people.xls"), sheet).expect("the sheet");
    group(&world);
    world.done(&["group", "add-fields", "T", "--from", "people.xls", "--apply"]);
    let columns = |more: &[&str]| -> Vec<String> {
        let output = world.run(&[&["--json", "check", "people.xls", "--group", "T"][..], more].concat());
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let problems = told["problems"].as_array().expect("problems").iter();
        let wrong = problems.filter(|problem| problem["code"] == "wrong-encoding");
        wrong
            .filter_map(|problem| problem["column"].as_str().map(str::to_owned))
            .collect()
    };
    assert_eq!(columns(&[]), ["Name", "Town"]);
    for name in ["town", "B"] {
        for kind in ["wrong-encoding", "all"] {
            assert_eq!(
                columns(&["--fix", &format!("{kind}:{name}")]),
                ["Name"],
                "{kind} {name}"
            );
        }
    }
    assert_eq!(
        columns(&["--fix", "wrong-encoding"]),
        [""; 0],
        "without a column in all"
    );
    let refused = |fix: &str| world.refused(&["check", "people.xls", "--fix", fix]);
    let unknown = refused("wrong-encoding:City");
    assert!(
        unknown.contains("no column “City”") && unknown.contains("“Town”"),
        "{unknown}"
    );
    assert!(refused("everything:Town").contains("no kind of fix “everything”"));
    assert!(refused("digits-lost:Town").contains("not narrowed to a column"));
    assert!(refused("none:Town").contains("not narrowed to a column"));
}

#[test]
fn what_was_left_out_stays_out_of_the_corrected_list_and_can_be_taken_in() {
    let world = World::new("left-out");
    group(&world);
    let list = "Name,E-mail\nAnna Lee,a@example.org\nAnna Lee,a@example.org\nBen Ito,b@example.org\n\
                Cleo Fox,c@example.org\nDora Kim,d@example.org\n";
    std::fs::write(world.path("people.csv"), list).expect("the sheet");
    world.done(&["generate", "T", "people.csv", "--fix", "duplicate-in-sheet"]);
    assert_eq!(count(&world), 4);
    // It comes again with a correction and one more.
    let later = list.replace("Cleo Fox", "Cleo Foxe") + "Eva Sun,e@example.org\nFay Orr,f@example.org\n";
    std::fs::write(world.path("later.csv"), later).expect("the sheet");
    let (out, err) = texts(&world.run(&["check", "later.csv", "--group", "T"]));
    let note = "Row 3 is left out, as the same row was of an earlier version of the list";
    assert!(err.contains(note) && err.contains("--take-in"), "{out}\n{err}");
    assert!(!out.contains("duplicate-in-sheet") && !out.contains("Mended"), "{out}");
    let (out, err) = texts(&world.run(&["check", "later.csv", "--group", "T", "--take-in"]));
    assert!(
        out.contains("duplicate-in-sheet") && !err.contains(note),
        "{out}\n{err}"
    );
    let update = |more: &[&str]| world.done(&[&["update", "T", "later.csv", "--apply", "--likely"][..], more].concat());
    update(&["--leave", "8"]);
    assert_eq!(count(&world), 5, "Eva is new, and Fay is not brought");
    update(&[]);
    assert_eq!(count(&world), 5, "nor the next time");
    update(&["--take-in"]);
    assert!(count(&world) > 5, "until somebody says so");
}

#[test]
fn rows_that_could_not_be_published_are_no_good_rows() {
    let world = World::new("held");
    group(&world);
    std::fs::write(
        world.path("people.csv"),
        "Name,E-mail\nAnna Lee,a@example.org\n\u{13000} Lee,b@example.org\n",
    )
    .expect("the sheet");
    let output = world.run(&["check", "people.csv", "--group", "T"]);
    let (out, err) = texts(&output);
    assert_eq!(output.status.code(), Some(1), "{out}\n{err}");
    assert!(
        out.contains("2 rows, 1 good, 0 waiting, 1 with errors that hold publication"),
        "{out}"
    );
    assert!(
        err.contains("1 row makes a credential that cannot be published"),
        "{err}"
    );
    let told: serde_json::Value =
        serde_json::from_slice(&world.run(&["--json", "check", "people.csv", "--group", "T"]).stdout).expect("JSON");
    assert_eq!(
        (&told["good"], &told["held"], &told["waiting"]),
        (&1.into(), &1.into(), &0.into())
    );
}

#[test]
fn the_order_of_dates_is_chosen_once_and_can_be_changed() {
    let world = World::new("dates");
    group(&world);
    let write = |name: &str, row: &str| {
        std::fs::write(world.path(name), format!("Name,E-mail,Issue date\n{row}\n")).expect("the sheet");
    };
    write("a.csv", "Anna Lee,a@example.org,03/04/2026");
    assert!(world.refused(&["generate", "T", "a.csv"]).contains("two ways"));
    world.done(&["generate", "T", "a.csv", "--date-order", "day"]);
    write("b.csv", "Ben Lee,b@example.org,05/06/2026");
    let out = world.done(&["check", "b.csv", "--group", "T"]);
    assert!(
        out.contains("the day first, as was chosen") && out.contains("--date-order month"),
        "{out}"
    );
    world.done(&["generate", "T", "b.csv"]);
    write("c.csv", "Cleo Lee,c@example.org,07/08/2026");
    world.done(&["generate", "T", "c.csv", "--date-order", "month"]);
    write("d.csv", "Dora Lee,d@example.org,09/10/2026");
    world.done(&["generate", "T", "d.csv"]);
    let days: Vec<String> = ["Anna", "Ben", "Cleo", "Dora"]
        .map(|name| {
            let list = world.json(&["list"]);
            let one = list
                .as_array()
                .expect("a list")
                .iter()
                .find(|one| one["name"].as_str().is_some_and(|n| n.starts_with(name)))
                .expect(name);
            one["issue_date"].as_str().expect("a date").to_owned()
        })
        .to_vec();
    assert_eq!(days, ["2026-04-03", "2026-06-05", "2026-07-08", "2026-09-10"]);
}

#[test]
fn what_cannot_be_published_is_counted_when_it_is_checked_and_when_it_is_made() {
    let world = World::new("held");
    group(&world);
    // No font has the letters of the second one.
    let sheet = "Name;E-mail\nAnna Lee;a@example.org\n\u{13000}\u{13001};b@example.org\n";
    std::fs::write(world.path("people.csv"), sheet).expect("the sheet");
    let output = world.run(&["--json", "check", "people.csv", "--group", "T"]);
    let checked: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((output.status.code(), checked["held"].as_u64()), (Some(1), Some(1)));

    let output = world.run(&["generate", "T", "people.csv"]);
    let (out, err) = texts(&output);
    assert_eq!(output.status.code(), Some(1), "{out}\n{err}");
    assert!(out.contains("Generated 2 credentials"), "{out}");
    assert!(out.contains("1 of them has errors that hold publication"), "{out}");
    assert!(
        err.contains("1 credential was made that cannot be published yet"),
        "{err}"
    );
    assert_eq!(count(&world), 2, "all are made");

    let output = world.run(&["--json", "generate", "T", "people.csv", "--again"]);
    let made: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(output.status.code(), Some(1), "{made}");
    assert_eq!((made["created"].as_u64(), made["held"].as_u64()), (Some(2), Some(1)));
}
