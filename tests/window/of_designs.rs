//! What a design says of every credential is said once, and marks none of them.

use accolade::designfile::{self, DesignFile};
use accolade::issue::{self, Desk, GenerateOptions, NewGroup, Source};
use egui_kittest::kittest::{NodeT, Queryable};

use super::create::{open_for, sheet};
use super::look::appear;
use super::world::{Window, World};

/// A design whose title never fits, and whose name fits most people.
fn design(kind: &str, name: &str, title: &str) -> DesignFile {
    let element = |name: &str, y: u32, text: &str| {
        format!(
            r##"{{"name": "{name}", "x": 20, "y": {y}, "width": 240, "height": 60, "content": {{"text": {{
            "style": {{"family": "Inter", "size": 24, "color": "#202020"}},
            "fit": {{"policy": "shrink_to_width", "min_size": 6}}, "spans": [{{"text": "{text}"}}]}}}}}}"##
        )
    };
    let json = format!(
        r##"{{"format": "accolade-design", "version": 1, "name": "{name}", "kind": "{kind}",
        "pages": [{{"width": "100mm", "height": "100mm", "elements": [{}, {}]}}]}}"##,
        element("Text 1", 40, title),
        element("Recipient", 140, "{{recipient.name}}")
    );
    DesignFile {
        design: designfile::from_json(&json).expect("a design").value,
        assets: Default::default(),
        fonts: Default::default(),
    }
}

fn weaving(desk: &Desk) -> accolade::model::Group {
    let title = "Awarded for {{group.title}} in every kind";
    issue::add_design(desk, design("certificate", "Cloth", title)).expect("a certificate");
    issue::add_design(desk, design("badge", "Thread", "Weaving")).expect("a badge");
    let group = NewGroup {
        title: "Weaving".to_owned(),
        certificate: Some("Cloth".to_owned()),
        badge: Some("Thread".to_owned()),
        ..NewGroup::default()
    };
    issue::create_group(desk, group).expect("a group").value
}

/// A list of people with so many long names among them.
fn people(all: usize, long: usize) -> String {
    let name = |at: usize| match at < long {
        true => format!("Person {} of a Long Hyphenated-Name\n", letters(at)),
        false => format!("Anna {}\n", letters(at)),
    };
    let names: String = (0..all).map(name).collect();
    format!("Name\n{names}")
}

fn letters(at: usize) -> String {
    let letter = |at: usize| char::from(b'a' + (at % 26) as u8);
    format!("{}{}a", letter(at / 26).to_uppercase(), letter(at))
}

const SAID: &str = "The same on all of the design Cloth · “Awarded for Title in every kind”: Shrunk to ";

/// What a node says; labels have it as their value.
fn text(node: egui_kittest::kittest::AccessKitNode<'_>) -> Option<String> {
    node.label().or_else(|| node.value())
}

fn said_once(window: &Window) {
    let said = window.0.query_all_by_label_contains("The same on all of the design");
    let said: Vec<String> = said.filter_map(|node| text(node.accesskit_node())).collect();
    assert!(matches!(said.as_slice(), [only] if only.starts_with(SAID)), "{said:?}");
}

#[test]
fn a_note_on_every_credential_is_said_once_above_the_sheet() {
    let world = World::new("of-designs");
    let mut window = world.sample_with(|desk| {
        let group = weaving(desk);
        let csv = people(12, 1);
        let path = desk.store.dir().join("weaving.csv");
        std::fs::write(&path, &csv).expect("the list");
        let progress = accolade::progress::Progress::new();
        let read = accolade::import::read(&path, &Default::default(), &desk.launcher, &progress);
        let read = read.expect("read").value;
        let mapping = accolade::import::map(&read, &group.fields, &[], &[])
            .expect("mapped")
            .value;
        let rows = accolade::import::check(&read, &mapping, &Default::default());
        let source = Source {
            name: "weaving.csv",
            bytes: csv.as_bytes(),
            folder: desk.store.dir(),
        };
        issue::generate(desk, &group, source, &rows, &GenerateOptions::default(), &progress).expect("made");
    });
    window.until("36 pending review");
    window.click("Review");
    window.until("Select all");
    window.click("Group or batch");
    window.until("Weaving  12");
    window.click("Weaving  12");
    window.until("Open the design Cloth");
    said_once(&window);
    window.click("Show as a list");
    window.until("Person Aaa of a Long Hyphenated-Name");
    window.settle();
    let notes = |window: &Window| window.0.query_all_by_label("Note").count();
    assert_eq!(notes(&window), 1, "of the one whose name is long");
    for name in ["light", "dark"] {
        appear(&mut window, &format!("Appearance: {name}"));
        window.until("Open the design Cloth");
        window.settle();
        window.shot(&format!("x-of-designs-list-{name}"));
    }
    window.click("Show as a contact sheet");
    window.settle();
    window.shot("x-of-designs-sheet");
    window.click("Person Aaa of a Long Hyphenated-Name");
    window.until("Element “Recipient”");
    assert!(!window.0.query_all_by_label_contains("Awarded for").any(|_| true));
    window.settle();
    window.shot("x-of-designs-one");
    window.click("Review");
    window.until("Open the design Cloth");
    window.click("Open the design Cloth");
    window.until("Edit in the studio");
}

#[test]
fn the_last_step_says_one_true_sentence_and_leads_to_all_rows() {
    let world = World::new("of-designs-step");
    let mut window = world.sample_with(|desk| drop(weaving(desk)));
    open_for(&mut window, "Weaving", &sheet(&world, &people(60, 50)));
    window.click("Check 60 rows");
    window.until("All 60 rows are ready.");
    window.click("Go on");
    window.until("Every row fits the design; 50 rows have a note.");
    said_once(&window);
    let rows = window.0.query_all_by_label_contains("Row ");
    let rows: Vec<u32> = rows
        .filter_map(|node| text(node.accesskit_node())?.strip_prefix("Row ")?.parse().ok())
        .collect();
    // In order within what is said of them: so much, and a little more.
    let falls = rows.windows(2).filter(|two| two[0] > two[1]).count();
    assert!(falls <= 1 && rows.len() > 10, "{rows:?}");
    window.until("and 10 more");
    for name in ["light", "dark"] {
        appear(&mut window, &format!("Appearance: {name}"));
        window.until("and 10 more");
        window.settle();
        window.shot(&format!("x-of-designs-step-{name}"));
    }
    window.turn([400.0, 600.0].into(), -2_000.0);
    window.settle();
    window.shot("x-of-designs-more");
    window.click("and 10 more");
    window.until("On the design");
    window.settle();
    window.shot("x-of-designs-check");
    assert!(window.has("Name, row 2: Person Aaa of a Long Hyphenated-Name"));
}

#[test]
fn in_a_low_window_the_picture_keeps_a_height() {
    for (name, size) in [("low", [1024.0, 512.0]), ("narrow", [720.0, 512.0])] {
        let world = World::new(&format!("of-designs-{name}"));
        world.change_sample(|desk| drop(weaving(desk)));
        let mut window = world.sample_of(size);
        open_for(&mut window, "Weaving", &sheet(&world, &people(6, 1)));
        window.click("Check 6 rows");
        window.until("All 6 rows are ready.");
        window.click("Go on");
        window.until("Generate 6 credentials");
        window.until_starting("Credential of");
        window.settle();
        window.shot(&format!("x-generate-{name}"));
        let picture = window
            .0
            .query_all_by_label_contains("Credential of")
            .next()
            .expect("a picture");
        assert!(picture.rect().height() > 250.0, "{name}: {:?}", picture.rect());
    }
}
