//! A small reader of XML, one piece after the other, for formats whose own readers are too strict or too generous.
//!
//! It knows elements, attributes, texts, CDATA and the five entities, and gives names without their prefix. Entities of
//! a document's own are refused, so that none can grow; nothing is kept but the piece at hand.

use std::io::{self, BufRead};

/// No tag and no text between two tags may be longer, in bytes.
const MAX_PIECE: usize = 16 << 20;

/// No element may be nested deeper; a table needs a dozen levels.
const MAX_DEPTH: usize = 10_000;

/// What is wrong with a document, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum XmlError {
    /// It ends in the middle, or its bytes cannot be unpacked.
    Cut,
    /// It is not XML, or not UTF-8.
    Malformed,
    /// An entity that only the document itself could explain.
    Entity(String),
    TooLarge,
}

impl XmlError {
    /// Completes “The workbook is damaged or unusual: …”.
    pub(super) fn why(&self) -> String {
        match self {
            XmlError::Cut => "a part of it breaks off".to_owned(),
            XmlError::Malformed => "a part of it is not well-formed XML".to_owned(),
            XmlError::Entity(name) => format!("it uses an abbreviation that is not allowed, &{name};"),
            XmlError::TooLarge => "a piece of it is out of all proportion".to_owned(),
        }
    }
}

/// A piece of a document.
#[derive(Debug)]
pub(super) enum Event<'a> {
    /// An element begins; an empty one is followed by its end all the same.
    Start(Tag<'a>),
    End(&'a str),
    /// A text, with its white space.
    Text(&'a str),
    Eof,
}

/// The beginning of an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'a> {
    /// Without its prefix.
    pub(super) name: &'a str,
    attributes: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute by its name without prefix. What LibreOffice adds for itself (`calcext:`) has names
    /// that are in use already, so it is found with its prefix only.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            let (full, value, after) = next_attribute(rest)?;
            let local = match full.split_once(':') {
                Some(("calcext" | "xmlns", _)) => full,
                Some((_, local)) => local,
                None => full,
            };
            if local == name {
                let mut text = String::new();
                unescape(value, &mut text).ok()?;
                return Some(text);
            }
            rest = after;
        }
    }

    /// The whole number in an attribute.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.attribute(name)?.trim().parse().ok()
    }
}

/// The name and the raw value of the first attribute, and what is behind it.
fn next_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_once('=')?;
    let rest = rest.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, after) = rest.get(1..)?.split_once(quote)?;
    Some((name.trim(), value, after))
}

/// Reads a document.
pub(super) struct Xml<R> {
    from: R,
    piece: Vec<u8>,
    text: String,
    depth: usize,
    /// The element in `piece` had no content, so that its end is due.
    end_is_due: bool,
    /// A tag has begun: its `<` was read.
    in_tag: bool,
    begun: bool,
}

impl<R: BufRead> Xml<R> {
    pub(super) fn new(from: R) -> Xml<R> {
        Xml {
            from,
            piece: Vec::new(),
            text: String::new(),
            depth: 0,
            end_is_due: false,
            in_tag: false,
            begun: false,
        }
    }

    /// The next piece.
    pub(super) fn next(&mut self) -> Result<Event<'_>, XmlError> {
        if self.end_is_due {
            self.end_is_due = false;
            self.depth -= 1;
            let name = element_name(std::str::from_utf8(&self.piece).map_err(|_| XmlError::Malformed)?);
            return Ok(Event::End(name));
        }
        loop {
            if !self.in_tag {
                self.piece.clear();
                let found = self.read_to(b"<")?;
                self.in_tag = found;
                let end = self.piece.len() - usize::from(found);
                self.piece.truncate(end);
                if !self.begun && self.piece.starts_with(b"\xef\xbb\xbf") {
                    self.piece.drain(..3);
                }
                self.begun = true;
                if !self.piece.is_empty() && (found || self.depth > 0) {
                    let raw = std::str::from_utf8(&self.piece).map_err(|_| XmlError::Malformed)?;
                    self.text.clear();
                    unescape(raw, &mut self.text)?;
                    // Text outside the document is white space at best.
                    if self.depth > 0 {
                        return Ok(Event::Text(&self.text));
                    }
                    if !self.text.trim().is_empty() {
                        return Err(XmlError::Malformed);
                    }
                }
                if !found {
                    return if self.depth > 0 {
                        Err(XmlError::Cut)
                    } else {
                        Ok(Event::Eof)
                    };
                }
            }
            self.in_tag = false;
            self.piece.clear();
            if !self.read_to(b">")? {
                return Err(XmlError::Cut);
            }
            if self.piece.starts_with(b"!") || self.piece.starts_with(b"?") {
                if self.pass_over()? {
                    return Ok(Event::Text(&self.text));
                }
                continue;
            }
            // A quoted value may hold a “>”.
            while open_quote(&self.piece) {
                if !self.read_to(b">")? {
                    return Err(XmlError::Cut);
                }
            }
            self.piece.pop();
            return self.tag();
        }
    }

    /// Passes over the element that has just begun, with all that is in it.
    pub(super) fn skip(&mut self) -> Result<(), XmlError> {
        let outside = self.depth - 1;
        while self.depth > outside {
            if matches!(self.next()?, Event::Eof) {
                return Err(XmlError::Cut);
            }
        }
        Ok(())
    }

    fn tag(&mut self) -> Result<Event<'_>, XmlError> {
        let is_end = self.piece.first() == Some(&b'/');
        let is_empty = !is_end && self.piece.last() == Some(&b'/');
        if is_empty {
            self.piece.pop();
        }
        if is_end {
            self.depth = self.depth.checked_sub(1).ok_or(XmlError::Malformed)?;
        } else {
            self.depth += 1;
            self.end_is_due = is_empty;
        }
        if self.depth > MAX_DEPTH {
            return Err(XmlError::TooLarge);
        }
        let piece = std::str::from_utf8(&self.piece).map_err(|_| XmlError::Malformed)?;
        let piece = if is_end {
            piece.get(1..).unwrap_or_default()
        } else {
            piece
        };
        let name = element_name(piece);
        if name.is_empty() {
            return Err(XmlError::Malformed);
        }
        if is_end {
            return Ok(Event::End(name));
        }
        let length = piece.find(char::is_whitespace).unwrap_or(piece.len());
        Ok(Event::Start(Tag {
            name,
            attributes: piece.get(length..).unwrap_or_default(),
        }))
    }

    /// Passes over a comment, an instruction or a document type; `true` when it was CDATA, which is now the text.
    fn pass_over(&mut self) -> Result<bool, XmlError> {
        let end: &[u8] = if self.piece.starts_with(b"!--") {
            b"-->"
        } else if self.piece.starts_with(b"![CDATA[") {
            b"]]>"
        } else if self.piece.starts_with(b"?") {
            b"?>"
        } else {
            // The declarations of a document type are in brackets and have a “>” each.
            while !declarations_closed(&self.piece) {
                if !self.read_to(b">")? {
                    return Err(XmlError::Cut);
                }
            }
            return Ok(false);
        };
        while !self.piece.ends_with(end) || self.piece.len() < end.len() + 2 {
            if !self.read_to(b">")? {
                return Err(XmlError::Cut);
            }
        }
        let Some(inside) = self
            .piece
            .strip_prefix(b"![CDATA[")
            .and_then(|rest| rest.strip_suffix(b"]]>"))
        else {
            return Ok(false);
        };
        self.text.clear();
        self.text
            .push_str(std::str::from_utf8(inside).map_err(|_| XmlError::Malformed)?);
        Ok(self.depth > 0)
    }

    /// Reads to a byte and with it; `false` when the document ends before.
    fn read_to(&mut self, stop: &[u8; 1]) -> Result<bool, XmlError> {
        let room = MAX_PIECE.saturating_sub(self.piece.len()) as u64;
        let mut limited = io::Read::take(&mut self.from, room);
        let read = limited
            .read_until(stop[0], &mut self.piece)
            .map_err(|_| XmlError::Cut)?;
        if self.piece.len() >= MAX_PIECE {
            return Err(XmlError::TooLarge);
        }
        Ok(read > 0 && self.piece.last() == Some(&stop[0]))
    }
}

/// The name of an element, which begins the piece, without its prefix.
fn element_name(piece: &str) -> &str {
    let name = piece.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or_default()
}

fn open_quote(piece: &[u8]) -> bool {
    let mut open = None;
    for byte in piece {
        match (open, byte) {
            (None, b'"' | b'\'') => open = Some(*byte),
            (Some(quote), byte) if quote == *byte => open = None,
            _ => {}
        }
    }
    open.is_some()
}

fn declarations_closed(piece: &[u8]) -> bool {
    let count = |wanted: u8| piece.iter().filter(|byte| **byte == wanted).count();
    count(b'[') <= count(b']')
}

/// Adds a raw text with its entities resolved.
fn unescape(raw: &str, out: &mut String) -> Result<(), XmlError> {
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, behind) = after.split_once(';').ok_or(XmlError::Malformed)?;
        match name {
            "amp" => out.push('&'),
            "lt" => out.push('<'),
            "gt" => out.push('>'),
            "quot" => out.push('"'),
            "apos" => out.push('\''),
            _ => out.push(character(name).ok_or_else(|| XmlError::Entity(name.chars().take(20).collect()))?),
        }
        rest = behind;
    }
    out.push_str(rest);
    Ok(())
}

/// The character of a numeric reference: `#233` or `#xe9`.
fn character(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code).filter(|c| *c != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(document: &str) -> Result<String, XmlError> {
        let mut xml = Xml::new(document.as_bytes());
        let mut told = String::new();
        loop {
            match xml.next()? {
                Event::Start(tag) => {
                    told += &format!("<{}", tag.name);
                    if let Some(value) = tag.attribute("a") {
                        told += &format!(" a={value}");
                    }
                    told += ">";
                }
                Event::End(name) => told += &format!("</{name}>"),
                Event::Text(text) => told += text,
                Event::Eof => return Ok(told),
            }
        }
    }

    #[test]
    fn pieces_come_in_order() {
        for (document, wanted) in [
            ("<?xml version='1.0'?>\n<x:t a='1'>z</x:t>\n", "<t a=1>z</t>"),
            (
                "\u{feff}<t><p b='&gt;' x:a=\"a &lt; '>'\"/></t>",
                "<t><p a=a < '>'></p></t>",
            ),
            ("<t>a<!-- > -- no --->b<![CDATA[<&>]]>c</t>", "<t>ab<&>c</t>"),
            ("<!DOCTYPE t [<!ENTITY x 'y'>]><t>&#233;&#xE9;&amp;</t>", "<t>éé&</t>"),
            ("<t calcext:a='1' xmlns:a='2' office:a = '3'></t >", "<t a=3></t>"),
        ] {
            assert_eq!(told(document).as_deref(), Ok(wanted), "{document}");
        }
    }

    #[test]
    fn bad_documents_are_errors() {
        for (document, wanted) in [
            ("<t>&x;</t>", XmlError::Entity("x".to_owned())),
            ("<t>&#0;</t>", XmlError::Entity("#0".to_owned())),
            ("<t><p>", XmlError::Cut),
            ("<t a='", XmlError::Cut),
            ("<t></t></t>", XmlError::Malformed),
            ("no document <t/>", XmlError::Malformed),
            ("<t>a & b</t>", XmlError::Malformed),
        ] {
            assert_eq!(told(document), Err(wanted), "{document}");
        }
        assert_eq!(told(&"<t>".repeat(MAX_DEPTH + 1)), Err(XmlError::TooLarge));
        let mut xml = Xml::new(&b"<t>\xff</t>"[..]);
        assert!(matches!(xml.next(), Ok(Event::Start(_))));
        assert!(matches!(xml.next(), Err(XmlError::Malformed)));
    }
}
