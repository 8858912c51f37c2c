//! The house rules that a compiler does not check, as a test.
//!
//! Which module may import which, and which module keeps which crate to itself, are the two tables at the top;
//! `ARCHITECTURE.md` says why. The rest: every file begins with a module doc and stays short, nothing is silenced with
//! `allow`, only the command line prints, no test is ignored, no document names a file that is not there, and no path
//! of somebody's machine is written down.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test or a measurement stops where it fails"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules in their reading order, each with those it may import. `*` stands for all that are above it.
const LAYERS: &[(&str, &str)] = &[
    ("units", ""),
    ("diag", ""),
    ("progress", "diag"),
    ("model", "units diag"),
    // `model`: a date and the pattern it is written by are the model's.
    ("locale", "diag model"),
    ("worker", "diag progress"),
    // `model`: a picture is named by the same hash as every blob.
    ("images", "units diag model"),
    ("fonts", "diag"),
    // `model`: fill rules are the same in a design and in a scene.
    ("scene", "units fonts images model"),
    // `scene`: what text laying gives is glyph runs of the display list. `model`: styles and fit policies.
    ("text", "units diag locale fonts model scene"),
    ("store", "diag progress locale model"),
    ("import", "diag progress locale worker model"),
    // `scene`: the pictures and drawings of a design are prepared once, as scene items. `locale`: languages are checked.
    (
        "designfile",
        "units diag progress model locale worker images fonts scene",
    ),
    ("compose", "units diag model locale images fonts scene text"),
    // `model`: the date of a document is a moment of the model.
    ("render", "units diag model images fonts scene"),
    // `designfile`: a stored revision of a design is its file. Not `render`: what is issued does not depend on a format.
    (
        "issue",
        "units diag progress model locale worker images fonts scene text store import designfile compose",
    ),
    ("publish", "*"),
    ("app", "*"),
    ("cli", "*"),
];

/// The parts of the window, each with those of them that it may import. Screens know neither each other nor what works:
/// they read the state and send commands.
const WINDOW: &[(&str, &str)] = &[
    ("settings", ""),
    // `preview`: pictures are drawn where they are shown. `settings`: the appearance that was chosen.
    ("theme", "settings"),
    ("preview", ""),
    ("widgets", "theme preview"),
    ("route", ""),
    // `surroundings` names the dialogs, whose trait stands with the jobs that ask.
    ("fonts", ""),
    ("surroundings", "fonts jobs"),
    ("jobs", "command state surroundings fonts"),
    ("command", "route state jobs settings widgets"),
    ("state", "route jobs settings command"),
    (
        "handlers",
        "command fonts jobs preview route settings state surroundings theme",
    ),
    ("screens", "command preview route settings state theme widgets"),
    ("frame", "command jobs preview route screens state theme widgets"),
    ("run", "settings surroundings theme"),
];

/// Modules of the library that screens, frame and widgets must not name: what opens, writes, computes or waits.
const NOT_DRAWN: &[&str] = &[
    "issue",
    "publish",
    "import",
    "designfile",
    "compose",
    "render",
    "worker",
    "fonts",
];

/// The crates that stay within modules: their types must not be seen elsewhere. `*` stands for everywhere.
const CRATES: &[(&str, &str)] = &[
    // The vocabulary that parley, vello_cpu and krilla share, and what is as good as the standard library.
    ("kurbo", "*"),
    ("peniko", "*"),
    ("serde", "*"),
    ("serde_json", "*"),
    ("thiserror", "*"),
    ("unicode_normalization", "model locale fonts text store import publish"),
    ("unicode_segmentation", "locale text import publish"),
    ("unicode_script", "fonts text import"),
    ("unicode_bidi", "text publish app"),
    (
        "sha2",
        "images store designfile import compose render issue publish cli",
    ),
    ("rayon", "issue publish cli"),
    // One job each.
    ("parley", "text"),
    ("parley_engine", "text"),
    ("parlance", "text"),
    ("fontique", "fonts text"),
    ("skrifa", "fonts text render"),
    ("zstd", "fonts"),
    ("vello_cpu", "render"),
    ("krilla", "render"),
    ("pdf_writer", "render"),
    ("simd_adler32", "render"),
    ("subsetter", "render"),
    ("xmp_writer", "render"),
    ("comemo", "render"),
    ("png", "render"),
    ("flate2", "render"),
    ("image", "images"),
    ("moxcms", "images"),
    ("usvg", "designfile"),
    ("resvg", "designfile"),
    ("serde_path_to_error", "designfile"),
    ("hayro", "designfile"),
    ("zip", "designfile import"),
    ("qrcodegen", "compose"),
    ("calamine", "import"),
    ("csv", "import"),
    ("encoding_rs", "import"),
    ("chardetng", "import"),
    ("rust_xlsxwriter", "import"),
    ("sled", "store"),
    ("bincode", "store"),
    ("crc32fast", "images worker store import render"),
    ("fs4", "store"),
    ("memchr", "store render"),
    ("libc", "worker store"),
    ("icu", "locale"),
    ("writeable", "locale"),
    ("jiff", "locale cli"),
    ("minijinja", "publish"),
    ("clap", "cli"),
    ("indicatif", "cli"),
    ("eframe", "app"),
    ("egui", "app"),
    ("egui_extras", "app"),
    ("egui_notify", "app"),
    ("egui_material_icons", "app"),
    ("rfd", "app"),
    ("getrandom", "cli"),
    // `store`: a lock says on which machine it is held.
    ("whoami", "store cli"),
];

const MAX_LINES: usize = 800;

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

// --- The checks -----------------------------------------------------------------------------------------------------

/// `lib.rs` names the modules in the order of the table.
fn reading_order(lib: &str) -> Vec<String> {
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
fn undeclared_crates(manifest: &str) -> Vec<String> {
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
fn imports(file: &str, code: &str) -> Vec<String> {
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
fn window(file: &str, code: &str) -> Vec<String> {
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
fn window_uses(within: &str, code: &str) -> Vec<(usize, String)> {
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
fn crates(file: &str, code: &str, local: &[String]) -> Vec<String> {
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
fn shape(file: &str, text: &str) -> Vec<String> {
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
fn habits(file: &str, code: &str) -> Vec<String> {
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

fn machine_paths(file: &str, text: &str) -> Vec<String> {
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

// --- Reading --------------------------------------------------------------------------------------------------------

/// The top module that a source file belongs to; `None` for `lib.rs` and `main.rs`, which may name all.
fn module_of(file: &str) -> Option<&str> {
    let first = file.strip_prefix("src/")?.split('/').next()?;
    let module = first.strip_suffix(".rs").unwrap_or(first);
    (module != "lib" && module != "main").then_some(module)
}

fn is_module(name: &str) -> bool {
    LAYERS.iter().any(|(module, _)| *module == name)
}

/// Whether `module` may use `other` by a table.
fn allowed(table: &[(&str, &str)], module: &str, other: &str) -> bool {
    let position = |name: &str| table.iter().position(|(known, _)| *known == name);
    match table.iter().find(|(known, _)| *known == module) {
        Some((_, "*")) => position(other) < position(module),
        Some((_, others)) => others.split(' ').any(|o| o == other),
        None => false,
    }
}

/// The names that follow `crate::` – one, or those of a group – and those that as many `super::` reach, with lines.
fn uses_of_crate(file: &str, code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let line = line_of(code, at);
        found.extend(first_names(&code[at + 7..]).into_iter().map(|name| (line, name)));
    }
    // `src/a.rs` and `src/a/mod.rs` are one step below the crate, `src/a/b.rs` two.
    let depth = file.trim_end_matches("/mod.rs").matches('/').count();
    let chain = "super::".repeat(depth);
    for (at, _) in code.match_indices(&chain) {
        let line = line_of(code, at);
        // `use super::*` of a test module means its own file.
        let names = first_names(&code[at + chain.len()..])
            .into_iter()
            .filter(|name| name != "*");
        found.extend(names.map(|name| (line, name)));
    }
    found
}

/// The first name of a path, or the first names of a group of paths in braces.
fn first_names(path: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        let text = text.trim_start();
        match text.strip_prefix('*') {
            Some(_) => "*".to_owned(),
            None => text.chars().take_while(|c| is_word(*c)).collect(),
        }
    };
    let Some(group) = path.strip_prefix('{') else {
        return vec![word(path)];
    };
    let mut names = vec![word(group)];
    let mut depth = 1;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(word(&group[at + 1..])),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

/// The same text with comments and the insides of texts blanked, line by line the same.
fn without_comments_and_strings(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = raw_string(rest) {
            length
        } else if c == '"' {
            string(rest)
        } else if c == '\'' {
            character(rest)
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        code.extend(rest[..skipped].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[skipped..];
    }
    code
}

/// The length of the raw text at the front, if there is one: `r"…"`, `r#"…"#`.
fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let begin = text.len() - body.len();
    Some(body.find(&end).map_or(text.len(), |at| begin + at + end.len()))
}

/// The length of the text in quotation marks at the front.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the character literal at the front; 1 for the mark of a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((at, escaped))) => {
            let after = at + escaped.len_utf8();
            text[after..].find('\'').map_or(1, |end| after + end + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

/// Where the relative links of a Markdown text lead to.
fn links(text: &str) -> Vec<String> {
    let mut targets = Vec::new();
    for (at, _) in text.match_indices("](") {
        let target = text[at + 2..].split([')', '#', ' ']).next().unwrap_or_default();
        if !target.is_empty() && !target.contains(':') {
            targets.push(target.to_owned());
        }
    }
    targets
}

/// The files of this project that a Markdown text names in code spans.
fn paths_in_code_spans(text: &str) -> Vec<String> {
    const FOLDERS: [&str; 8] = [
        "src/",
        "tests/",
        "scripts/",
        "docs/",
        "assets/",
        "fonts/",
        "benches/",
        "./scripts/",
    ];
    let mut paths = Vec::new();
    for line in text.lines() {
        for span in line.split('`').skip(1).step_by(2) {
            let path = span
                .split(' ')
                .next()
                .unwrap_or_default()
                .trim_end_matches(['/', ':', ',']);
            let plain = path.chars().all(|c| is_word(c) || "./-".contains(c));
            if plain && FOLDERS.iter().any(|folder| path.starts_with(folder)) {
                paths.push(path.to_owned());
            }
        }
    }
    paths
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn relative(path: &Path) -> String {
    let name = path.strip_prefix(root()).unwrap_or(path);
    name.display().to_string().replace('\\', "/")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names of the modules beside a file.
fn neighbours(path: &Path) -> Vec<String> {
    let folder = path.parent().unwrap_or(root());
    let inner = path.with_extension("");
    [folder, &inner]
        .into_iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_string_lossy().into_owned()))
        .collect()
}

/// All files of a kind below a folder, sorted, without what is built or hidden.
fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a directory entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let made = name == "target" || name == "accolade-demo" || name == "Cargo.lock";
            if name.starts_with('.') && name != ".ci" || made {
                continue;
            }
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().unwrap_or_default() == extension {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn report(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

// --- The checks can fail --------------------------------------------------------------------------------------------

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
