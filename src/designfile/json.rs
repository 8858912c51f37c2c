//! `design.json`: its versions, and a form that people can read and compare.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diag::{Place, Problem, Problems, Result, Warned};
use crate::model::{Design, DesignKind, FieldName, Page};
use crate::units::Color;

use super::{DESIGN_JSON, check};

/// What a `design.json` says that it is.
const FORMAT: &str = "accolade-design";

/// The version that is written, and the newest that is read.
const VERSION: u64 = 1;

/// The longest line in which a small object is written.
const LINE: usize = 110;

/// The largest `design.json` that is read, in bytes.
const MAX_JSON: usize = 20_000_000;

/// What is read before anything else, whatever the version.
#[derive(Deserialize)]
struct Header {
    #[serde(default)]
    format: Value,
    #[serde(default)]
    version: Value,
}

/// Version 1: the design's own fields after the two of the header.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Version1<'a> {
    format: Cow<'a, str>,
    version: u64,
    name: Cow<'a, str>,
    kind: DesignKind,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    description: Cow<'a, str>,
    #[serde(default = "english")]
    language: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "is_empty")]
    swatches: Cow<'a, BTreeMap<String, Color>>,
    #[serde(default, skip_serializing_if = "is_empty")]
    sample: Cow<'a, BTreeMap<FieldName, String>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    template: bool,
    pages: Cow<'a, [Page]>,
}

fn english() -> Cow<'static, str> {
    Cow::Borrowed("en")
}

fn is_empty<K, V>(map: &BTreeMap<K, V>) -> bool {
    map.is_empty()
}

/// The text of a design's `design.json`: the same design gives the same text, in lines that a comparison of two
/// versions shows one by one, with a line feed at its end.
pub fn to_json(design: &Design) -> String {
    let file = Version1 {
        format: Cow::Borrowed(FORMAT),
        version: VERSION,
        name: Cow::Borrowed(&design.name),
        kind: design.kind,
        description: Cow::Borrowed(&design.description),
        language: Cow::Borrowed(&design.language),
        swatches: Cow::Borrowed(&design.swatches),
        sample: Cow::Borrowed(&design.sample),
        template: design.template,
        pages: Cow::Borrowed(&design.pages),
    };
    // The model has text keys only, and numbers that JSON has no word for become null.
    let value = serde_json::to_value(&file).unwrap_or(Value::Null);
    let mut out = String::new();
    write_value(&mut out, &value, 0, 0);
    out.push('\n');
    out
}

/// Writes a value at an indentation (in levels of two spaces), `before` characters into its line.
fn write_value(out: &mut String, value: &Value, level: usize, before: usize) {
    if height(value) <= 3 {
        let flat = flat(value);
        if 2 * level + before + flat.chars().count() <= LINE {
            out.push_str(&flat);
            return;
        }
    }
    let inner = level + 1;
    match value {
        Value::Array(items) => write_lines(out, ['[', ']'], level, items.iter().map(|item| (None, item)), inner),
        Value::Object(map) => {
            let entries = map.iter().map(|(key, item)| (Some(quote(key)), item));
            write_lines(out, ['{', '}'], level, entries, inner);
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn write_lines<'a>(
    out: &mut String,
    brackets: [char; 2],
    level: usize,
    entries: impl Iterator<Item = (Option<String>, &'a Value)>,
    inner: usize,
) {
    out.push(brackets[0]);
    for (index, (key, item)) in entries.enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(inner));
        let key = key.map_or_else(String::new, |key| key + ": ");
        out.push_str(&key);
        write_value(out, item, inner, key.chars().count());
    }
    out.push('\n');
    out.push_str(&"  ".repeat(level));
    out.push(brackets[1]);
}

/// How many containers lie in each other at most.
fn height(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(height).max().unwrap_or(0),
        Value::Object(map) => 1 + map.values().map(height).max().unwrap_or(0),
        _ => 0,
    }
}

fn flat(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(flat).collect::<Vec<_>>().join(", ")),
        Value::Object(map) if map.is_empty() => "{}".to_owned(),
        Value::Object(map) => {
            let entries: Vec<String> = map
                .iter()
                .map(|(key, item)| format!("{}: {}", quote(key), flat(item)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
        scalar => scalar.to_string(),
    }
}

fn quote(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// Reads a `design.json` and checks all that it says; only whether its files exist is left to the reader of the folder.
///
/// # Errors
/// `design-json` when it is not JSON, `design-format` when it is not a design, `design-newer` when it is of a later
/// version, `design-value` for an unknown key or a wrong value, and what [`super::check()`] finds.
pub fn from_json(text: &str) -> Result<Warned<Design>> {
    if text.len() > MAX_JSON {
        return Err(json_problem("design-json", "It is larger than 20 MB".to_owned()).into());
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let header: Header = serde_json::from_str(text).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        json_problem(
            "design-json",
            format!("It is not valid JSON: {} ({place})", plain(&error.to_string())),
        )
        .hint("Look for a missing comma, quotation mark or bracket there")
    })?;
    check_header(&header)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let file: Version1<'_> =
        serde_path_to_error::deserialize(&mut deserializer).map_err(|error| value_problem(text, &error))?;
    let design = Design {
        name: file.name.into_owned(),
        kind: file.kind,
        description: file.description.into_owned(),
        language: file.language.into_owned(),
        swatches: file.swatches.into_owned(),
        sample: file.sample.into_owned(),
        template: file.template,
        pages: file.pages.into_owned(),
    };
    check(&design).into_result(design)
}

fn check_header(header: &Header) -> Result<()> {
    if header.format.as_str() != Some(FORMAT) {
        return Err(
            json_problem("design-format", format!("It does not say “\"format\": \"{FORMAT}\"”"))
                .hint("Check that it is the design.json of an Accolade design")
                .into(),
        );
    }
    match header.version.as_u64() {
        Some(1..=VERSION) => Ok(()),
        Some(newer) if newer > VERSION => Err(json_problem(
            "design-newer",
            format!("It is of version {newer}; this program reads up to version {VERSION}"),
        )
        .hint("Update Accolade, or have the design exported for this version")
        .into()),
        _ => Err(json_problem(
            "design-format",
            format!("Its version is not a number from 1 to {VERSION}"),
        )
        .into()),
    }
}

fn json_problem(code: &'static str, message: String) -> Problem {
    Problem::error(code, message).at(Place {
        file: Some(DESIGN_JSON.to_owned()),
        ..Place::default()
    })
}

/// A value of the wrong kind, at its path and, where it is in one, its element.
fn value_problem(text: &str, error: &serde_path_to_error::Error<serde_json::Error>) -> Problems {
    let mut said = plain(&error.inner().to_string());
    if said.contains("untagged enum Paint") {
        "neither a colour (\"#RRGGBB\") nor a gradient".clone_into(&mut said);
    }
    let line = error.inner().line();
    let path = error.path().to_string();
    let mut problem = json_problem("design-value", format!("At {path} (line {line}): {said}"));
    if said.starts_with("unknown") {
        problem = problem.hint("Check the spelling; docs/design-file.md lists what there is");
    }
    if let Some((page, name)) = serde_json::from_str(text)
        .ok()
        .and_then(|value| element_at(&value, error.path()))
    {
        problem.place.page = Some(page);
        problem.place.element = Some(name);
    }
    problem.into()
}

/// The innermost element on a path, by page and name.
fn element_at(root: &Value, path: &serde_path_to_error::Path) -> Option<(u32, String)> {
    use serde_path_to_error::Segment;
    let (mut here, mut page, mut found) = (root, None, None);
    for segment in path {
        let next = match segment {
            Segment::Seq { index } => {
                page = page.or(Some(*index as u32 + 1));
                here.get(*index)
            }
            Segment::Map { key } => here.get(key),
            Segment::Enum { variant } => here.get(variant),
            Segment::Unknown => None,
        };
        let Some(next) = next else { break };
        here = next;
        if let (Some(name), Some(page)) = (here.get("name").and_then(Value::as_str), page) {
            found = Some((page, name.to_owned()));
        }
    }
    found
}

/// A message of the JSON reader without its place, which is said apart.
fn plain(message: &str) -> String {
    let end = message.rfind(" at line ").unwrap_or(message.len());
    message[..end].replace('`', "“").to_owned()
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
