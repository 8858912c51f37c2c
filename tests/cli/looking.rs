//! Looking at a workspace: in which order, while somebody else has it, and what the doctor says of copies.

use super::World;

fn published(name: &str) -> World {
    let world = World::new(name);
    world.done(&["group", "create", "First aid", "--certificate", "Quiet", "--code", "FA"]);
    std::fs::write(world.path("people.csv"), "Name\nAda Lee\nBo Chan\n").expect("the sheet");
    world.done(&["generate", "First aid", "people.csv"]);
    world.done(&["publish", "--all", "--out", "copy"]);
    world
}

#[test]
fn the_doctor_looks_into_copies() {
    let world = published("copies");
    world.done(&["doctor"]);
    let [ada, bo] = ["Ada Lee", "Bo Chan"].map(|name| {
        let files = std::fs::read_dir(world.path("copy")).expect("the copy");
        let names = files.map(|file| file.expect("a file").path());
        let mut pdfs = names.filter(|path| path.extension().is_some_and(|ending| ending == "pdf"));
        pdfs.find(|path| path.to_string_lossy().contains(name)).expect("a PDF")
    });
    std::fs::remove_file(&ada).expect("removes");
    std::fs::write(&bo, b"something else").expect("writes");
    let output = world.run(&["doctor"]);
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{err}");
    for said in [
        "A file of this copy is missing",
        "not as it was written",
        "accolade publish --all --out",
    ] {
        assert!(err.contains(said), "{said} in\n{err}");
    }
    // What the hint says helps.
    std::fs::remove_file(&bo).expect("moved away");
    world.done(&["publish", "--all", "--out", "copy"]);
    world.done(&["doctor"]);
    std::fs::rename(world.path("copy"), world.path("away")).expect("renames");
    let output = world.run(&["doctor"]);
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(err.contains("This folder with copies is not there"), "{err}");
}

#[test]
fn the_doctor_names_what_it_has_mended() {
    let world = World::new("mended");
    std::fs::write(world.path("seal.png"), include_bytes!("../../assets/demo/logo.png")).expect("a picture");
    world.done(&["design", "import", "seal.png", "--name", "Seal"]);
    world.done(&["group", "create", "First aid", "--certificate", "Seal", "--code", "FA"]);
    std::fs::write(world.path("people.csv"), "Name\nAda Lee\n").expect("the sheet");
    world.done(&["generate", "First aid", "people.csv"]);
    world.done(&["publish", "--all"]);
    let list = world.json(&["list", "--search", "ada"]);
    let folder = world.path("w/published").join(list[0]["id"].as_str().expect("an id"));
    let mended = || {
        let files = std::fs::read_dir(folder.join("1")).expect("the files");
        for file in files.map(|file| file.expect("a file").path()) {
            if file.extension().is_some_and(|ending| ending == "pdf") {
                std::fs::remove_file(file).expect("removes");
            }
        }
        std::fs::remove_file(folder.join("index.html")).expect("removes");
        let output = world.run(&["doctor"]);
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        let line = err.lines().find(|line| line.contains("was mended")).map(str::to_owned);
        line.expect(&err)
    };
    let both = mended();
    assert_eq!(both.matches(".pdf").count(), 2, "the place and the name: {both}");
    // Without its picture the certificate cannot be drawn again.
    std::fs::remove_dir_all(world.path("w/blobs")).expect("removes");
    let page = mended();
    assert!(
        page.contains("index.html") && page.ends_with("was mended: its page"),
        "{page}"
    );
}

#[test]
fn what_another_process_has_can_be_listed_and_not_changed() {
    let world = published("locked");
    let list = world.done(&["list"]);
    let log = world.done(&["log"]);
    let lock = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(world.path("w/lock"));
    let lock = lock.expect("the lock");
    lock.lock().expect("takes it");
    assert_eq!(world.done(&["list"]), list);
    assert_eq!(world.done(&["log"]), log);
    let id = list.split_whitespace().next().expect("an id");
    assert!(world.done(&["show", id]).contains("Ada Lee"));
    assert!(world.done(&["group", "list"]).contains("First aid"));
    let said = world.refused(&["suspend", id, "--reason", "to try"]);
    assert!(said.contains("open in another window"), "{said}");
    drop(lock);
    world.done(&["suspend", id, "--reason", "to try"]);
}

#[test]
fn corrections_are_listed_where_they_were_made() {
    let world = published("corrected");
    std::fs::write(world.path("more.csv"), "Name\nCleo Fox\n").expect("the sheet");
    world.done(&["generate", "First aid", "more.csv"]);
    let ada = world.json(&["list", "--search", "ada"])[0]["id"].clone();
    let cleo = world.json(&["list", "--search", "cleo"])[0]["id"].clone();
    let (ada, cleo) = (ada.as_str().expect("an id"), cleo.as_str().expect("an id"));
    world.done(&["correct", ada, "recipient.name=Ada Li", "--reason", "misspelt"]);
    let names = |arguments: &[&str]| -> Vec<String> {
        let list = world.json(arguments);
        let name = |one: &serde_json::Value| one["name"].as_str().expect("a name").to_owned();
        list.as_array().expect("a list").iter().map(name).collect()
    };
    assert_eq!(names(&["list", "--state", "under-review"]), ["Ada Lee", "Cleo Fox"]);
    assert_eq!(names(&["list", "--state", "under-review", "--limit", "1"]), ["Ada Lee"]);
    world.done(&["hold", ada, cleo, "--reason", "not signed"]);
    assert_eq!(names(&["list", "--state", "held"]), ["Ada Lee", "Cleo Fox"]);
    assert!(names(&["list", "--state", "under-review"]).is_empty());
}

#[test]
fn what_is_under_review_is_listed_with_problems_first() {
    let world = World::new("sorted");
    world.done(&["group", "create", "First aid", "--certificate", "Quiet", "--code", "FA"]);
    // No font has the hieroglyph.
    std::fs::write(world.path("people.csv"), "Name\nAda Lee\nWolfe 𓂀\nBo Chan\n").expect("the sheet");
    let generated = world.run(&["generate", "First aid", "people.csv"]);
    assert_eq!(generated.status.code(), Some(1), "one is held");
    let first = |arguments: &[&str]| world.json(arguments)[0]["name"].as_str().map(str::to_owned);
    assert_eq!(first(&["list"]).as_deref(), Some("Ada Lee"));
    let urgent = first(&["list", "--state", "under-review"]).expect("one");
    assert!(urgent.starts_with("Wolfe"), "{urgent}");
    assert_eq!(first(&["list", "--sort", "problems", "--limit", "1"]), Some(urgent));
    let made = first(&["list", "--state", "under-review", "--sort", "made"]);
    assert_eq!(made.as_deref(), Some("Ada Lee"));
    let all = world.json(&["list", "--state", "under-review"]);
    assert_eq!(all.as_array().map(Vec::len), Some(3));
}
