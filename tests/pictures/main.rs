//! Reference pictures of every kind of element and every property of it.
//!
//! Each sheet is a page of cells, built from the model, composed with the bundled fonts and painted by our renderer. It is
//! compared with a PNG in `tests/fixtures/pictures`; `tests/README.md` says how they are renewed. What the sheets must
//! have in them is in `coverage.rs`, which stops compiling when the model gets something new.
//!
//! The same pages stay in `target/pictures` as designs, for `scripts/agree`, which compares their PDFs with their pictures.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod compare;
mod coverage;
mod sheet;
mod sheets;

use std::collections::BTreeSet;

use sheet::Sheet;

/// The sheets, with one test for each, so that they run side by side.
macro_rules! sheets {
    ($($name:ident)*) => {
        fn all() -> Vec<Sheet> {
            vec![$(sheets::$name::sheet()),*]
        }

        $(#[test]
        fn $name() {
            compare::check(&sheets::$name::sheet());
        })*
    };
}

sheets!(
    forms lines fills ornaments guilloches shadows effects type_style scripts paragraphs curves fitting fields images groups masks codes
);

#[test]
fn every_property_is_in_a_picture() {
    let mut seen = coverage::Seen::default();
    for sheet in all() {
        seen.design(&sheet.design());
    }
    assert_eq!(seen.missing(), Vec::<&str>::new());
}

#[test]
fn every_picture_has_a_sheet_and_is_small() {
    let known: BTreeSet<String> = all().iter().map(|sheet| format!("{}.png", sheet.name)).collect();
    let mut total = 0;
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(compare::folder()).expect("the pictures") {
        let entry = entry.expect("reads");
        let size = entry.metadata().expect("reads").len();
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(size < 100_000, "{name} has {size} bytes");
        total += size;
        found.insert(name);
    }
    assert_eq!(found, known);
    assert!(total < 1_000_000, "{total} bytes");
}
