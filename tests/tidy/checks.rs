//! What is checked of a file; each check gives the faults it finds.

use super::code::*;
use super::tables::*;

/// `lib.rs` names the modules in the order of the table.
pub fn reading_order(lib: &str) -> Vec<String> {
    let found: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let expected: Vec<&str> = LAYERS.iter().map(|(module, _)| *module).collect();
    if found == expected {
        return Vec::new();
    }
    vec![format!(
        "src/lib.rs: the modules are {found:?}, the table has {expected:?}"
    )]
}

/// Every dependency has its place in the table.
pub fn undeclared_crates(manifest: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut within = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            within = line == "[dependencies]" || line.ends_with(".dependencies]");
        } else if let (true, Some((name, _))) = (within, line.split_once('=')) {
            let name = name.trim().replace('-', "_");
            if !CRATES.iter().any(|(known, _)| *known == name) {
                faults.push(format!("Cargo.toml: {name} has no place in the table of crates"));
            }
        }
    }
    faults
}

/// A file imports only what the table allows its module.
pub fn imports(file: &str, code: &str) -> Vec<String> {
    let Some(module) = module_of(file) else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    for (line, other) in uses_of_crate(file, code) {
        if other == "*" {
            faults.push(format!(
                "{file}:{line}: a glob import of the whole crate hides what is imported"
            ));
        } else if other != module && is_module(&other) && !allowed(LAYERS, module, &other) {
            faults.push(format!("{file}:{line}: {module} must not import {other}"));
        }
    }
    faults
}

/// A file of the window imports only what its part may, a screen no other screen, and only the theme names a colour.
pub fn window(file: &str, code: &str) -> Vec<String> {
    let Some(within) = file.strip_prefix("src/app/") else {
        return Vec::new();
    };
    let part = within.split(['/', '.']).next().unwrap_or_default();
    let mut faults = Vec::new();
    if part == "mod" {
        return faults;
    }
    for (line, other) in window_uses(within, code) {
        let known = WINDOW.iter().any(|(name, _)| *name == other);
        let may = WINDOW
            .iter()
            .any(|(name, others)| *name == part && others.split(' ').any(|o| o == other));
        if known && other != part && !may {
            faults.push(format!("{file}:{line}: {part} must not import {other}"));
        }
    }
    if ["screens", "frame", "widgets"].contains(&part) {
        for (line, other) in uses_of_crate(file, code) {
            if NOT_DRAWN.contains(&other.as_str()) {
                faults.push(format!(
                    "{file}:{line}: what draws must not import {other}; send a command"
                ));
            }
        }
        for raw in [
            "Color32::from_",
            "Color32::WHITE",
            "Color32::BLACK",
            "Store",
            "std::fs",
            "thread::",
        ] {
            // A picture is drawn with white, which leaves its colours as they are.
            if within != "widgets/picture.rs" && code.contains(raw) {
                faults.push(format!("{file}: {raw} has no place in what draws"));
            }
        }
    }
    if part == "handlers" {
        for raw in [".is_dir()", ".is_file()"] {
            if code.contains(raw) {
                faults.push(format!(
                    "{file}: {raw} asks the disk, for which the window does not wait; ask in a job"
                ));
            }
        }
    }
    if let Some(screen) = within.strip_prefix("screens/").filter(|rest| *rest != "mod.rs") {
        let own = screen.split(['/', '.']).next().unwrap_or_default();
        for line in code.lines().filter(|line| line.contains("screens::")) {
            if !line.contains(&format!("screens::{own}")) {
                faults.push(format!("{file}: a screen must not name another: {}", line.trim()));
            }
        }
        let up = "super::".repeat(screen.trim_end_matches("/mod.rs").matches('/').count() + 1);
        for (at, _) in code.match_indices(&up) {
            let name = first_names(&code[at + up.len()..])
                .into_iter()
                .next()
                .unwrap_or_default();
            let before = code[..at].ends_with("super::");
            if !before && !["super", own, "View", ""].contains(&name.as_str()) {
                faults.push(format!(
                    "{file}:{}: a screen must not name another: {name}",
                    line_of(code, at)
                ));
            }
        }
    }
    faults
}

/// The parts of the window that a file names, by as many `super::` as lead out of its part, or by `crate::app::`.
pub fn window_uses(within: &str, code: &str) -> Vec<(usize, String)> {
    let depth = within.trim_end_matches("/mod.rs").matches('/').count() + 1;
    let chain = "super::".repeat(depth);
    let mut found = Vec::new();
    for start in [chain.as_str(), "crate::app::"] {
        for (at, _) in code.match_indices(start) {
            let names = first_names(&code[at + start.len()..]);
            found.extend(names.into_iter().map(|name| (line_of(code, at), name)));
        }
    }
    found
}

/// A file names only the crates that the table allows its module. `local` are the names of its neighbouring modules,
/// which hide a crate of the same name.
pub fn crates(file: &str, code: &str, local: &[String]) -> Vec<String> {
    let Some(module) = module_of(file) else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    for (at, _) in code.match_indices("::") {
        let before = &code[..at];
        let start = before.rfind(|c: char| !is_word(c)).map_or(0, |i| i + 1);
        let name = &before[start..];
        let root_of_path = !before[..start].ends_with("::") && !before[..start].ends_with('.');
        let Some((_, homes)) = CRATES.iter().find(|(known, _)| *known == name) else {
            continue;
        };
        let here = *homes == "*" || homes.split(' ').any(|home| home == module);
        if root_of_path && !here && !local.iter().any(|l| l == name) && !code.contains(&format!("mod {name}")) {
            faults.push(format!("{file}:{}: {name} stays in {homes}", line_of(code, start)));
        }
    }
    faults
}

/// A module doc first, and not too long.
pub fn shape(file: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !text.starts_with("//! ") {
        faults.push(format!("{file}: the module doc is missing"));
    }
    let lines = text.lines().count();
    if lines > MAX_LINES {
        faults.push(format!("{file}: {lines} lines, more than {MAX_LINES}"));
    }
    faults
}

/// Nothing is silenced for ever, nothing is skipped, and only the command line speaks.
pub fn habits(file: &str, code: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut forbid = |what: &str, why: &str| {
        for (at, _) in code.match_indices(what) {
            faults.push(format!("{file}:{}: {what} – {why}", line_of(code, at)));
        }
    };
    forbid("#[allow(", "use #[expect(…, reason = …)]");
    forbid("#![allow(", "use #![expect(…, reason = …)]");
    forbid("#[ignore", "a test that does not run proves nothing");
    let speaks = file.starts_with("src/cli/") || file == "src/main.rs" || file.starts_with("tests/");
    if !speaks {
        // `eprintln!` ends in `println!` too, so the shorter names find both.
        forbid("println!", "only the command line prints");
        forbid("print!(", "only the command line prints");
    }
    faults
}

pub fn machine_paths(file: &str, text: &str) -> Vec<String> {
    // In two pieces, so that this file does not find itself.
    let patterns = [
        ("/wo", "rk/"),
        ("/ho", "me/"),
        ("/Us", "ers/"),
        ("/ro", "ot/"),
        ("C:\\Us", "ers"),
    ];
    let mut faults = Vec::new();
    for (a, b) in patterns {
        let pattern = format!("{a}{b}");
        for (at, _) in text.match_indices(&pattern) {
            // A folder of ours may have such a name further down in its path.
            let preceded = text[..at]
                .chars()
                .next_back()
                .is_some_and(|c| is_word(c) || c == '.' || c == ']');
            if !preceded {
                faults.push(format!(
                    "{file}:{}: {pattern} is a path of a machine",
                    line_of(text, at)
                ));
            }
        }
    }
    faults
}
