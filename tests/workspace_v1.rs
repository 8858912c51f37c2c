//! A workspace of the first format opens, with all that was in it.
#![expect(clippy::expect_used, reason = "a test stops where it fails")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A copy of the fixture that goes away with the test.
struct Copy(PathBuf);

impl Drop for Copy {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the fixture") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

#[test]
fn everything_that_was_written_is_read() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/workspace-v1");
    let workspace = Copy(std::env::temp_dir().join(format!("accolade-v1-{}", std::process::id())));
    copy(&fixture, &workspace.0);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_accolade"));
        let output = command
            .arg("--workspace")
            .arg(&workspace.0)
            .arg("--json")
            .args(arguments)
            .output();
        let output = output.expect("the program runs");
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        serde_json::from_slice::<serde_json::Value>(&output.stdout).expect("JSON")
    };
    let list = run(&["list"]);
    let found: Vec<(&str, &str, &str)> = list
        .as_array()
        .expect("a list")
        .iter()
        .map(|c| {
            let text = |key: &str| c[key].as_str().expect("a text");
            (text("number"), text("state"), text("name"))
        })
        .collect();
    assert_eq!(
        found,
        [
            ("FA-2026-00001", "published", "Zoë Müller"),
            ("FA-2026-00002", "published", "Nguyễn Thị Ánh"),
            ("FA-2026-00003", "revoked", "محمد بن عبد الله"),
            ("FA-2026-00004", "held", "Łukasz Żółć"),
        ]
    );
    let first = run(&["show", "FA-2026-00001"]);
    assert_eq!(first["name"], "Zoë Müller");
    assert_eq!(first["correction"]["name"], "Zoë Miller");
    assert_eq!(first["correction"]["reason"], "misspelt");
    assert_eq!(first["fields"]["grade"], "A");
    assert_eq!(first["expiry_date"], "2028-03-01");
    let log = run(&["log", "FA-2026-00003"]);
    let words: Vec<&str> = log
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|entry| entry["what"].as_str())
        .collect();
    assert_eq!(words, ["generate", "publish", "revoke"]);
    assert_eq!(log[2]["why"], "issued by mistake");
    assert_eq!(run(&["design", "list"]).as_array().map(Vec::len), Some(9));
    assert_eq!(run(&["group", "show", "First aid"])["valid"], "2y");
}
