//! A web page in pieces: texts and tags, as far as tables need them.

use super::html::MAX_COLUMNS;

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// A tag: whether it ends its element, its name in lower case, and its attributes as they are written.
    Tag(bool, String, &'a str),
}

/// Splits a page into pieces; what is neither text nor a tag is passed over.
pub(super) struct Pieces<'a> {
    pub(super) rest: &'a str,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        while !self.rest.is_empty() {
            let text = self.rest;
            let Some(inside) = text.strip_prefix('<') else {
                let end = text.find('<').unwrap_or(text.len());
                return Some(Piece::Text(self.take(end)));
            };
            if inside.starts_with("!--") {
                let end = inside.find("-->").map_or(text.len(), |at| at + 4);
                self.take(end);
                continue;
            }
            // “<” before anything but a letter is a text.
            let name = inside.strip_prefix('/').unwrap_or(inside);
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let is_declaration = inside.starts_with(['!', '?', '/']);
                let end = match is_declaration {
                    true => text.find('>').map_or(text.len(), |at| at + 1),
                    false => 1 + inside.find('<').unwrap_or(inside.len()),
                };
                let piece = self.take(end);
                if is_declaration {
                    continue;
                }
                return Some(Piece::Text(piece));
            }
            let end = end_of_tag(text);
            let tag = self.take(end);
            let tag = tag.trim_start_matches('<').trim_end_matches('>');
            let (ends, tag) = match tag.strip_prefix('/') {
                Some(tag) => (true, tag),
                None => (false, tag),
            };
            let length = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
            let (name, attributes) = tag.split_at(length);
            let name = name.to_ascii_lowercase();
            if !ends && matches!(name.as_str(), "script" | "style" | "title" | "xml") {
                self.pass_over(&name);
                continue;
            }
            return Some(Piece::Tag(ends, name, attributes));
        }
        None
    }
}

impl<'a> Pieces<'a> {
    fn take(&mut self, end: usize) -> &'a str {
        let (piece, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        piece
    }

    /// Passes over an element whose content is no text of the page.
    fn pass_over(&mut self, name: &str) {
        let mut from = 0;
        while let Some(at) = self.rest.get(from..).and_then(|rest| rest.find("</")) {
            let start = from + at + 2;
            let found = self.rest.get(start..start + name.len());
            if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                self.take(start + name.len());
                let end = self.rest.find('>').map_or(self.rest.len(), |at| at + 1);
                self.take(end);
                return;
            }
            from = start;
        }
        self.rest = "";
    }
}

/// Where a tag ends: behind the first “>” that is not in a quoted value. A quotation that is never closed is none.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    text.find('>').map_or(text.len(), |at| at + 1)
}

/// How many columns or rows a cell spans by an attribute, from 1.
pub(super) fn span(attributes: &str, name: &str) -> u32 {
    let lower = attributes.to_ascii_lowercase();
    let value = lower.match_indices(name).find_map(|(at, _)| {
        let before = lower.get(..at)?.chars().next_back();
        let rest = lower.get(at + name.len()..)?.trim_start().strip_prefix('=')?;
        let digits = rest.trim_start().trim_start_matches(['"', '\'']);
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        before.is_some_and(char::is_whitespace).then(|| digits.get(..end))?
    });
    let count = value.and_then(|digits| digits.parse().ok()).unwrap_or(1);
    count.clamp(1, MAX_COLUMNS)
}

/// Whether an element is not shown, by its style or by the attribute for that.
pub(super) fn is_hidden(attributes: &str) -> bool {
    if attributes.is_empty() {
        return false;
    }
    let lower = attributes.to_ascii_lowercase();
    let mut rest = lower.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, next) = value_of(after.trim_start());
        let is_so = match name {
            "hidden" => true,
            "style" => hides(value),
            _ => false,
        };
        if is_so {
            return true;
        }
        // A sign that begins nothing is passed over.
        rest = if next.len() == rest.len() {
            next.get(1..).unwrap_or("")
        } else {
            next
        };
        rest = rest.trim_start();
    }
    false
}

/// The value behind the name of an attribute, if it has one, and what follows.
fn value_of(after: &str) -> (&str, &str) {
    let Some(value) = after.strip_prefix('=') else {
        return ("", after);
    };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(inside) = value.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = value.find(char::is_whitespace).unwrap_or(value.len());
    value.split_at(end)
}

/// Whether a style hides what has it.
fn hides(style: &str) -> bool {
    style.split(';').any(|rule| {
        let Some((property, value)) = rule.split_once(':') else {
            return false;
        };
        let value = value.trim_start().split([' ', '!']).next().unwrap_or_default();
        matches!(
            (property.trim(), value.trim()),
            ("display", "none") | ("visibility", "collapse" | "hidden")
        )
    })
}
