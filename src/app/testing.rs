//! What several tests of the window press and read.

use std::path::{Path, PathBuf};

use egui::{Event, Key, Modifiers};

/// A key that goes down.
pub(super) fn press(modifiers: Modifiers, key: Key) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}

/// What is written in a file or below a folder of `src`, by the paths there; without tests, which make up what they like.
pub(super) fn sources(part: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut found, mut left) = (Vec::new(), vec![root.join(part)]);
    while let Some(path) = left.pop() {
        let inner = path.strip_prefix(&root).expect("within");
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("the sources");
            left.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") && !inner.to_string_lossy().contains("test") {
            let text = std::fs::read_to_string(&path).expect("a source");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            found.push((inner.to_owned(), code.to_owned()));
        }
    }
    found
}
