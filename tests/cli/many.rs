//! Steps of very many credentials at once.

use super::World;

/// How many records the journal has.
fn frames(world: &World) -> usize {
    let files = std::fs::read_dir(world.path("w/journal")).expect("the journal");
    let of_file = |file: std::fs::DirEntry| {
        let bytes = std::fs::read(file.path()).expect("a part of it");
        bytes.windows(4).filter(|word| *word == b"AJF1").count()
    };
    files.map(|file| of_file(file.expect("a file"))).sum()
}

#[test]
fn many_are_judged_and_suspended_in_groups_and_each_is_logged_in_order() {
    const MANY: usize = 600;
    const SOME: usize = 260;
    let world = World::new("many");
    world.done(&["group", "create", "First aid", "--badge", "Hex", "--code", "FA"]);
    let letters = || 'a'..='z';
    let names = letters().flat_map(|x| letters().map(move |y| format!("Anna Be{x}{y}")));
    let names: Vec<String> = names.take(MANY).collect();
    std::fs::write(world.path("people.csv"), format!("Name\n{}\n", names.join("\n"))).expect("the sheet");
    world.done(&["generate", "First aid", "people.csv"]);
    let list = world.json(&["list", "--sort", "made"]);
    let numbers: Vec<String> = list
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["number"].as_str().expect("a number").to_owned())
        .collect();
    assert_eq!(numbers.len(), MANY);
    let with = |words: &[&str]| -> Vec<String> {
        let all = words.iter().map(|word| (*word).to_owned());
        all.chain(numbers.iter().cloned()).collect()
    };
    let take = |words: &[&str]| -> String {
        let words = with(words);
        world.done(&words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let said_of = |done: &str| -> String {
        let all = numbers.iter().zip(&names);
        all.map(|(number, name)| format!("{done} {number} {name}\n")).collect()
    };
    let before = frames(&world);
    assert_eq!(take(&["hold", "--reason", "unpaid"]), said_of("Held"));
    assert_eq!(take(&["release"]), said_of("Released"));
    assert_eq!(frames(&world) - before, 6, "256, 256 and 88 together, twice");
    // It takes long to draw those that are published.
    let few = &numbers[..SOME];
    let few = |words: &[&str]| -> String {
        let all: Vec<&str> = words.iter().copied().chain(few.iter().map(String::as_str)).collect();
        world.done(&all)
    };
    let each: Vec<&str> = numbers[..SOME].iter().flat_map(|number| ["--id", number]).collect();
    world.done(&[&["publish", "--accept-warnings", "--files", "none"], &each[..]].concat());
    let before = frames(&world);
    let suspended: String = said_of("Suspended")
        .lines()
        .take(SOME)
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(few(&["suspend", "--reason", "under inquiry"]), suspended);
    assert_eq!(frames(&world) - before, 2);
    let log = world.json(&["log"]);
    let steps = |what: &str| {
        let entries = log.as_array().expect("a log").iter();
        entries.filter(|entry| entry.to_string().contains(what)).count()
    };
    assert_eq!(steps("under inquiry"), SOME);
    assert_eq!(steps("unpaid"), MANY);
    // Who is suspended already is named in the order of the others, and keeps none from the step.
    let one = numbers[1].as_str();
    world.done(&["reinstate", one]);
    let said = world.refused(&["suspend", "--reason", "again", &numbers[0], one, &numbers[2]]);
    let at = |number: &str| said.find(number).expect("it is said");
    assert!(at(&numbers[0]) < at(&numbers[2]), "{said}");
    assert!(!said.contains(one), "{said}");
}
