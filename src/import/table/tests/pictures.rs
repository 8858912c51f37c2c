//! The pictures that rows name.

use std::sync::Arc;

use super::*;
use crate::import::PictureFolder;

fn table_in(folder: &std::path::Path, rows: &[&[&str]]) -> Table {
    let plain = table_with(&["Name", "E-mail", "Photo"], rows, &["photo:image"]);
    let options = CheckOptions {
        pictures: Some(Arc::new(PictureFolder::new(folder))),
        ..plain.options.clone()
    };
    Table::new(plain.sheet, plain.mapping, options)
}

#[test]
fn a_row_waits_for_the_picture_that_it_names_until_that_is_there() {
    let folder = std::env::temp_dir().join(format!("accolade-table-pictures-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("Faces")).expect("makes");
    let png = b"\x89PNG\r\n\x1a\n and more";
    std::fs::write(folder.join("Faces/ann.png"), png).expect("writes");
    let rows: [&[&str]; 5] = [
        &["Ann Lee", "ann@example.org", "Faces\\ann.png"],
        &["Ben Poe", "ben@example.org", "Faces/ben.png"],
        &["Cem Öz", "cem@example.org", "Faces/ANN.jpg"],
        &["Dan Ray", "dan@example.org", ""],
        &["Eva Kim", "eva@example.org", "Faces/ann"],
    ];
    let mut table = table_in(&folder, &rows);
    let finding = table.findings(4).next().expect("a finding");
    assert!(table.apply(4, finding.fix_of("image-missing").expect("a fix")));
    let said = |table: &Table| (0..4).map(|row| codes(table, row)).collect::<Vec<_>>();
    let (none, missing) = (Vec::<&str>::new, || vec!["image-missing"]);
    assert_eq!(said(&table), [none(), missing(), missing(), none()]);

    let finding = table.findings(2).next().expect("a finding");
    let labels: Vec<&str> = finding.fixes.iter().map(|fix| fix.label.as_str()).collect();
    assert_eq!(labels, ["Write it as Faces/ann.png", "Leave it without a picture"]);
    assert!(table.apply(2, finding.fix_of("image-missing").expect("a fix")));
    assert_eq!(said(&table), [none(), missing(), none(), none()]);
    let finding = table.findings(1).next().expect("a finding");
    assert!(table.apply(1, finding.fix_of("image-none").expect("a fix")));
    assert_eq!(said(&table), [none(), none(), none(), none()]);
    assert!(table.undo().is_some());

    assert!(!table.has_new_pictures());
    std::fs::write(folder.join("Faces/ben.png"), png).expect("writes");
    assert!(table.has_new_pictures());
    assert_eq!(codes(&table, 1), missing(), "it is not looked for whenever the row is");
    table.look_for_pictures();
    assert_eq!(said(&table), [none(), none(), none(), none()]);
    agrees_with_a_new_one(&table);
}

#[test]
fn a_person_names_a_picture_by_its_full_path_and_a_list_does_not() {
    let folder = std::env::temp_dir().join(format!("accolade-table-paths-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("list")).expect("makes");
    let path = folder.join("ann.png");
    std::fs::write(&path, b"\x89PNG\r\n\x1a\n and more").expect("writes");
    let path = path.to_str().expect("a path");
    let mut table = table_in(&folder.join("list"), &[&["Ann Lee", "", path], &["Ben Poe", "", ""]]);
    assert_eq!(codes(&table, 0), ["image-path"]);
    assert!(table.edit(1, 2, path));
    assert_eq!(codes(&table, 1), Vec::<&str>::new());
    // What was corrected is there when the list is opened once more.
    let mut again = table_in(&folder.join("list"), &[&["Ann Lee", "", ""], &["Ben Poe", "", ""]]);
    assert!(again.replay(&table.changes()).is_empty());
    assert_eq!(codes(&again, 1), Vec::<&str>::new());
    assert!(table.edit(1, 2, &format!("{path}.png")));
    assert_eq!(codes(&table, 1), ["image-missing"]);
}
