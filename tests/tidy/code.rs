//! Reading sources and documents, as far as the checks need it.

use super::tables::LAYERS;

/// The top module that a source file belongs to; `None` for `lib.rs` and `main.rs`, which may name all.
pub fn module_of(file: &str) -> Option<&str> {
    let first = file.strip_prefix("src/")?.split('/').next()?;
    let module = first.strip_suffix(".rs").unwrap_or(first);
    (module != "lib" && module != "main").then_some(module)
}

pub fn is_module(name: &str) -> bool {
    LAYERS.iter().any(|(module, _)| *module == name)
}

/// Whether `module` may use `other` by a table.
pub fn allowed(table: &[(&str, &str)], module: &str, other: &str) -> bool {
    let position = |name: &str| table.iter().position(|(known, _)| *known == name);
    match table.iter().find(|(known, _)| *known == module) {
        Some((_, "*")) => position(other) < position(module),
        Some((_, others)) => others.split(' ').any(|o| o == other),
        None => false,
    }
}

/// The names that follow `crate::` – one, or those of a group – and those that as many `super::` reach, with lines.
pub fn uses_of_crate(file: &str, code: &str) -> Vec<(usize, String)> {
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
pub fn first_names(path: &str) -> Vec<String> {
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
pub fn without_comments_and_strings(text: &str) -> String {
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
pub fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let begin = text.len() - body.len();
    Some(body.find(&end).map_or(text.len(), |at| begin + at + end.len()))
}

/// The length of the text in quotation marks at the front.
pub fn string(text: &str) -> usize {
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
pub fn character(text: &str) -> usize {
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
pub fn links(text: &str) -> Vec<String> {
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
pub fn paths_in_code_spans(text: &str) -> Vec<String> {
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

pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

pub fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}
