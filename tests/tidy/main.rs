//! The house rules that a compiler does not check, as a test.
//!
//! Which module may import which, and which module keeps which crate to itself, are the tables in `tables`;
//! `ARCHITECTURE.md` says why. The rest: every file begins with a module doc and stays short, nothing is silenced with
//! `allow`, only the command line prints, no test is ignored, no document names a file that is not there, and no path
//! of somebody's machine is written down.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test or a measurement stops where it fails"
)]

mod checks;
mod code;
mod files;
mod tables;

use std::collections::BTreeMap;
use std::fs;

use checks::*;
use code::*;
use files::*;
use tables::*;

#[test]
fn the_sources_keep_the_house_rules() {
    let manifest = read(&root().join("Cargo.toml"));
    let mut faults = undeclared_crates(&manifest);
    faults.extend(reading_order(&read(&root().join("src/lib.rs"))));
    let sources = files_below(&root().join("src"), "rs");
    assert!(sources.len() > LAYERS.len(), "the sources were not found");
    for path in &sources {
        let (name, text) = (relative(path), read(path));
        let code = without_comments_and_strings(&text);
        faults.extend(imports(&name, &code));
        faults.extend(crates(&name, &code, &neighbours(path)));
        faults.extend(window(&name, &code));
        faults.extend(shape(&name, &text));
        faults.extend(habits(&name, &code));
    }
    for path in files_below(&root().join("tests"), "rs") {
        let (name, text) = (relative(&path), read(&path));
        faults.extend(shape(&name, &text));
        faults.extend(habits(&name, &without_comments_and_strings(&text)));
    }
    report(&faults);
}

#[test]
fn documents_name_only_what_is_there() {
    let mut faults = Vec::new();
    let documents = files_below(root(), "md");
    assert!(
        documents.iter().any(|path| path.ends_with("README.md")),
        "the README was not found"
    );
    for path in documents {
        let text = read(&path);
        for target in links(&text) {
            if !path.parent().unwrap_or(root()).join(&target).exists() {
                faults.push(format!("{}: the link to {target} leads nowhere", relative(&path)));
            }
        }
        for target in paths_in_code_spans(&text) {
            if !root().join(&target).exists() {
                faults.push(format!("{}: there is no {target}", relative(&path)));
            }
        }
    }
    report(&faults);
}

#[test]
fn no_path_of_a_machine_is_written_down() {
    let mut faults = Vec::new();
    for extension in ["rs", "md", "toml", "py", "sh", "json", "java", ""] {
        for path in files_below(root(), extension) {
            // Fonts and pictures are not text.
            if let Ok(text) = fs::read_to_string(&path) {
                faults.extend(machine_paths(&relative(&path), &text));
            }
        }
    }
    report(&faults);
}

#[test]
fn a_forbidden_import_is_found_however_it_is_written() {
    for code in [
        "use crate::render::pdf;",
        "use crate::{diag::Problem, render::{pdf, raster}};",
        "use crate::{\n    render,\n    diag,\n};",
        "fn f() { crate::render::draw() }",
        "use super::super::render;",
        "use crate::*;",
    ] {
        assert_eq!(imports("src/issue/check.rs", code).len(), 1, "{code}");
    }
    assert_eq!(imports("src/issue/mod.rs", "use super::render;").len(), 1);
    assert!(imports("src/issue/mod.rs", "use super::diag;").is_empty());
    assert!(
        imports(
            "src/issue/check.rs",
            "use super::render_row; use crate::issue::x; use crate::text::Engine;"
        )
        .is_empty()
    );
    assert!(imports("src/publish/files.rs", "use crate::render::pdf;").is_empty());
    assert_eq!(imports("src/publish/files.rs", "use crate::cli;").len(), 1);
    let commented =
        without_comments_and_strings("// use crate::render;\nlet a = \"crate::render\"; /* crate::render */");
    assert!(imports("src/issue/check.rs", &commented).is_empty());
}

#[test]
fn a_crate_that_leaves_its_module_is_found() {
    let found = |code: &str| crates("src/issue/check.rs", code, &["csv".to_owned()]).len();
    assert_eq!(found("use sled::Db;"), 1);
    assert_eq!(found("fn f(db: &sled::Db) {}"), 1);
    assert_eq!(found("let x = csv::read();"), 0, "a module of that name is beside it");
    assert_eq!(found("use crate::images; let x = self.image::<u8>();"), 0);
    assert_eq!(found("use kurbo::Rect; use rayon::prelude::*;"), 0);
    assert_eq!(
        undeclared_crates("[dependencies]\nsled = \"1\"\nleft-pad = \"1\"\n[dev-dependencies]\nx = \"1\"").len(),
        1
    );
}

#[test]
fn a_file_without_doc_or_too_long_is_found() {
    assert_eq!(shape("src/a.rs", "use std::fs;").len(), 1);
    assert_eq!(
        shape("src/a.rs", &format!("//! Doc.\n{}", "\n".repeat(MAX_LINES))).len(),
        1
    );
    assert!(shape("src/a.rs", "//! Doc.\n").is_empty());
}

#[test]
fn a_bad_habit_is_found() {
    assert_eq!(habits("src/store/a.rs", "#[allow(dead_code)]").len(), 1);
    assert_eq!(habits("tests/a.rs", "#[ignore = \"slow\"]").len(), 1);
    assert_eq!(habits("src/store/a.rs", "eprintln!(\"x\");").len(), 1);
    assert!(habits("src/cli/a.rs", "println!(\"x\");").is_empty());
    assert_eq!(window("src/app/handlers/a.rs", "folder.is_dir()").len(), 1);
    assert!(window("src/app/jobs/a.rs", "folder.is_dir()").is_empty());
}

#[test]
fn the_reading_order_is_the_table() {
    let modules: Vec<String> = LAYERS.iter().map(|(module, _)| format!("pub mod {module};")).collect();
    assert!(reading_order(&modules.join("\n")).is_empty());
    let mut swapped = modules;
    swapped.swap(0, 1);
    assert_eq!(reading_order(&swapped.join("\n")).len(), 1);
}

#[test]
fn the_tables_hold_together() {
    let position: BTreeMap<&str, usize> = LAYERS.iter().enumerate().map(|(i, (module, _))| (*module, i)).collect();
    for (module, others) in LAYERS {
        for other in others.split(' ').filter(|o| !o.is_empty() && *o != "*") {
            assert!(
                position[other] < position[module],
                "{module} imports {other}, which comes later"
            );
        }
    }
    for (name, homes) in CRATES {
        assert!(
            *homes == "*" || homes.split(' ').all(is_module),
            "{name} has a home that is no module"
        );
    }
}

#[test]
fn texts_and_lifetimes_are_told_from_code() {
    let code =
        without_comments_and_strings("fn f<'a>(x: &'a str) { g('\"', '\\'', \"a \\\" // b\", r#\"\"c\"#); } // end");
    assert_eq!(code.split_whitespace().collect::<String>(), "fnf<a>(x:&astr){g(,,,);}");
}

#[test]
fn a_dead_link_and_a_machine_path_are_found() {
    assert_eq!(links("[a](b.md) [c](d.md#e) [f](#g) [h](https://i)"), ["b.md", "d.md"]);
    assert_eq!(
        paths_in_code_spans("`scripts/test`, `src/x.rs`, `src/*/y`, `cargo test`"),
        ["scripts/test", "src/x.rs"]
    );
    let path = format!("cp a /wo{}main", "rk/");
    assert_eq!(machine_paths("a.md", &path).len(), 1);
    assert!(machine_paths("a.md", &format!("docs/wo{}main", "rk/")).is_empty());
}
