//! What a drawing's file says and usvg does not pass on: which texts read from right to left, and what layers and
//! elements are called.
//!
//! To usvg every line begins at the left. Where a drawing is drawn as it is, the anchors of texts that read from the
//! right are therefore written the other way round, and their lines begin with a mark that embeds them from right to left
//! ([`anchored`]).
//!
//! The way back from a node to what the file says of it is its id; an element of which there is something to say and
//! that has none is given one before usvg reads the drawing.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use resvg::usvg;
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};

/// What ids begin with that elements are given here. They are no names.
const GIVEN: &str = "accolade";

/// The namespace in which Inkscape keeps the names of layers and objects.
const INKSCAPE: &str = "http://www.inkscape.org/namespaces/inkscape";

/// What programs call what nobody named, with a number behind it or not.
const GENERIC: &[&str] = &[
    "",
    GIVEN,
    "artboard",
    "circle",
    "clip path group",
    "ellipse",
    "flowroot",
    "frame",
    "g",
    "group",
    "image",
    "layer",
    "line",
    "mask group",
    "path",
    "polygon",
    "polyline",
    "rect",
    "rectangle",
    "star",
    "subtract",
    "svg",
    "svgid",
    "text",
    "textpath",
    "tspan",
    "union",
    "use",
    "vector",
    "xmlid",
];

/// What the file says of an element.
#[derive(Clone, Debug, Default, PartialEq)]
struct Said {
    /// Whether the lines of a text begin at the right.
    from_right: bool,
    /// What it is called, in words.
    name: Option<String>,
}

/// What a drawing's file says, by the ids of elements.
#[derive(Debug, Default)]
pub(super) struct Source {
    said: BTreeMap<String, Said>,
}

impl Source {
    /// Reads a file, and gives it back as it is to be drawn. One that is no drawing is given back as it is: whoever draws
    /// it says what is wrong with it.
    pub fn read(file: &[u8]) -> (Source, Cow<'_, [u8]>) {
        let text = std::str::from_utf8(file).unwrap_or_default();
        match Document::parse_with_options(text, options()) {
            Ok(document) => {
                let (source, text) = of_document(&document);
                (
                    source,
                    text.map_or(Cow::Borrowed(file), |text| text.into_bytes().into()),
                )
            }
            Err(_) => (Source::default(), file.into()),
        }
    }

    /// Whether the lines of the text of an id begin at the right.
    pub fn reads_from_right(&self, id: &str) -> bool {
        self.said.get(id).is_some_and(|said| said.from_right)
    }

    /// What the element of an id is called; `None` when nobody named it.
    pub fn name(&self, id: &str) -> Option<String> {
        let said = self.said.get(id).and_then(|said| said.name.clone());
        said.or_else(|| of_id(id))
    }

    /// What a node is called: by itself, or as all that is in it. What has an effect is in a group that nobody named.
    pub fn name_of(&self, node: &usvg::Node) -> Option<String> {
        self.name(node.id()).or_else(|| match node {
            usvg::Node::Group(group) => match group.children() {
                [only] => self.name_of(only),
                _ => None,
            },
            usvg::Node::Path(_) | usvg::Node::Image(_) | usvg::Node::Text(_) => None,
        })
    }
}

/// What a document says, and its text with ids where they were missing; no text when none were.
fn of_document(document: &Document<'_>) -> (Source, Option<String>) {
    let rules = rules(document);
    let mut source = Source::default();
    let (text, mut written, mut done) = (document.input_text(), String::new(), 0);
    for node in document.root_element().descendants().filter(Node::is_element) {
        let said = Said {
            from_right: node.tag_name().name() == "text" && from_right(node, &rules),
            name: name(node),
        };
        if said == Said::default() {
            continue;
        }
        if let Some(id) = node.attribute("id").filter(|id| !id.is_empty()) {
            source.said.entry(id.to_owned()).or_insert(said);
        } else if node.attribute("id").is_none()
            // An empty id is not replaced: the attribute would be there twice.
            && let Some((before, at)) = name_end(text, node, done)
        {
            let id = format!("{GIVEN}-{}", source.said.len());
            written.push_str(before);
            written.push_str(&format!(" id=\"{id}\""));
            done = at;
            source.said.insert(id, said);
        }
    }
    let changed = (done > 0).then(|| written + text.get(done..).unwrap_or_default());
    (source, changed)
}

/// The text from a place to the end of the name in an element's tag, and where that is. `None` for one that stands
/// before the place or not as a tag, as what a DTD declares.
fn name_end<'t>(text: &'t str, node: Node<'_, '_>, from: usize) -> Option<(&'t str, usize)> {
    let start = node.range().start;
    let is_after = start >= from.max(node.document().root_element().range().start);
    let tag = text.get(start..).filter(|_| is_after)?.strip_prefix('<')?;
    let length = tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'))?;
    let at = start + 1 + length;
    Some((text.get(from..at)?, at))
}

/// What an element is called in words: in Inkscape, by a title that it has, or in Illustrator. What defines a paint or the
/// like is no part of the design.
fn name(node: Node<'_, '_>) -> Option<String> {
    let tag = node.tag_name().name();
    let is_part = matches!(
        tag,
        "g" | "use" | "text" | "path" | "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon" | "image"
    );
    let title = || {
        let title = node.children().find(|child| child.tag_name().name() == "title")?;
        title.text().and_then(readable)
    };
    let said = || node.attribute((INKSCAPE, "label")).and_then(readable);
    let name = said().or_else(title);
    name.or_else(|| node.attribute("data-name").and_then(readable))
        .filter(|_| is_part)
}

/// A name as it was typed, unless it is only a kind of object, as `path1234`. A number apart, as in “Layer 1”, is a name.
fn readable(name: &str) -> Option<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    (name.contains(' ') || !is_generic(&name)).then_some(name)
}

fn is_generic(name: &str) -> bool {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | ' '));
    let stem = stem.trim_matches(['<', '>']).to_lowercase();
    GENERIC.contains(&stem.as_str())
}

/// The name that an id is. Ids have no spaces: Illustrator writes other letters as `_x0020_`, and spaces as `_`.
fn of_id(id: &str) -> Option<String> {
    let mut words = String::new();
    let mut rest = id;
    while let Some((before, after)) = rest.split_once('_') {
        words.push_str(before);
        let code = after.strip_prefix('x').and_then(|code| code.split_once('_'));
        let letter = code
            .filter(|(code, _)| matches!(code.len(), 2..=5))
            .and_then(|(code, after)| Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, after)));
        (words, rest) = match letter {
            Some((letter, after)) => (words + &letter.to_string(), after),
            None => (words + " ", after),
        };
    }
    words.push_str(rest);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!is_generic(&words)).then_some(words)
}

/// Whether an element reads from right to left: by itself, or as the nearest around it that says so. A text that says that
/// it reads as its words do (`plaintext`) reads as the first of them.
fn from_right(node: Node<'_, '_>, rules: &[Rule<'_>]) -> bool {
    if BY_WORDS.said(node, rules).is_some() {
        let words: String = node
            .descendants()
            .filter(Node::is_text)
            .filter_map(|node| node.text())
            .collect();
        return unicode_bidi::get_base_direction_full(words.as_str()) == unicode_bidi::Direction::Rtl;
    }
    let said = node.ancestors().find_map(|around| DIRECTION.said(around, rules));
    said == Some("rtl")
}

/// A property of texts and the values that it may have.
struct Property {
    name: &'static str,
    values: &'static [&'static str],
}

const DIRECTION: Property = Property {
    name: "direction",
    values: &["rtl", "ltr"],
};

const BY_WORDS: Property = Property {
    name: "unicode-bidi",
    values: &["plaintext"],
};

const ANCHOR: Property = Property {
    name: "text-anchor",
    values: &["start", "middle", "end"],
};

impl Property {
    /// What an element says: in its style, by a style sheet, or as an attribute, in this order.
    fn said<'a>(&self, node: Node<'a, '_>, rules: &[Rule<'a>]) -> Option<&'a str> {
        let own = node.attribute("style").and_then(|style| value(style, self.name));
        let by_sheet = || {
            let mut fitting = rules.iter().rev().filter(|rule| matches(rule.selector, node));
            fitting.find_map(|rule| value(rule.declarations, self.name))
        };
        let said = own.or_else(by_sheet).or_else(|| node.attribute(self.name));
        said.map(str::trim).filter(|said| self.values.contains(said))
    }
}

/// A drawing's file in which the anchors of texts that read from the right name the side of the line that stands there,
/// and their lines are embedded from right to left. What is no drawing is given back as it is.
pub(super) fn anchored(file: &[u8]) -> Cow<'_, [u8]> {
    let text = std::str::from_utf8(file).unwrap_or_default();
    let Ok(document) = Document::parse_with_options(text, options()) else {
        return file.into();
    };
    let rules = rules(&document);
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    let is_text = |node: &Node<'_, '_>| node.tag_name().name() == "text";
    let texts = document.root_element().descendants().filter(is_text);
    for node in texts.filter(|text| from_right(*text, &rules)) {
        let around = || node.ancestors().find_map(|around| ANCHOR.said(around, &rules));
        changes.extend(turned(text, node, around().unwrap_or("start")));
        let inner = node.descendants().skip(1).filter(Node::is_element);
        changes.extend(inner.filter_map(|inner| turned(text, inner, ANCHOR.said(inner, &rules)?)));
        changes.extend(embedded(text, node));
    }
    if changes.is_empty() {
        return file.into();
    }
    changes.sort_by_key(|(at, _)| at.start);
    let (mut out, mut done) = (String::new(), 0);
    for (at, new) in changes {
        // An entity may bring the same element twice.
        let Some(before) = text.get(done..at.start) else {
            continue;
        };
        out.push_str(before);
        out.push_str(&new);
        done = at.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out.into_bytes().into()
}

/// The place and the text of a style with which an element has its anchor at the other side; none where it has it in the
/// middle.
fn turned(text: &str, node: Node<'_, '_>, anchor: &str) -> Option<(Range<usize>, String)> {
    let turned = match anchor {
        "start" => "end",
        "end" => "start",
        _ => return None,
    };
    let declaration = format!("{}:{turned}", ANCHOR.name);
    match node.attribute_node("style") {
        Some(style) => {
            let place = style.range_value();
            let old = text.get(place.clone())?;
            Some((place, format!("{old};{declaration}")))
        }
        None => {
            let (_, at) = name_end(text, node, 0)?;
            Some((at..at, format!(" style=\"{declaration}\"")))
        }
    }
}

/// RIGHT-TO-LEFT EMBEDDING: from here to the end of its line a text reads from the right, whatever is in it.
pub(super) const EMBEDDING: &str = "\u{202B}";

/// The beginnings of the lines of a text, each with the mark. Lines begin where an element says where they stand; a text
/// whose letters are placed one by one has no lines, and the mark would take the place of the first.
fn embedded<'t>(text: &'t str, node: Node<'_, 't>) -> Vec<(Range<usize>, String)> {
    let inner = || node.descendants().filter(Node::is_element);
    let places_letters = |node: Node<'_, '_>| {
        let placing = ["x", "y", "dx", "dy", "rotate"];
        let mut lists = placing.iter().filter_map(|name| node.attribute(*name));
        lists.any(|list| {
            list.split([' ', '\t', '\n', '\r', ','])
                .filter(|number| !number.is_empty())
                .count()
                > 1
        })
    };
    if inner().any(places_letters) {
        return Vec::new();
    }
    let begins = |inner: &Node<'_, '_>| {
        let is_whole = *inner == node || inner.tag_name().name() == "textPath";
        is_whole || inner.has_attribute("x") || inner.has_attribute("y")
    };
    let mut starts: Vec<usize> = inner()
        .filter(begins)
        .filter_map(|line| line_start(text, line))
        .collect();
    starts.dedup();
    starts.into_iter().map(|at| (at..at, EMBEDDING.to_owned())).collect()
}

/// Where the first word in an element stands in the file. Space before it is not drawn.
fn line_start(text: &str, node: Node<'_, '_>) -> Option<usize> {
    let words = node.descendants().filter(Node::is_text);
    let mut places = words.map(|words| words.range());
    places.find_map(|place| {
        let written = text.get(place.clone())?;
        let word = written.trim_start();
        (!word.is_empty()).then(|| place.start + written.len() - word.len())
    })
}

fn options<'a>() -> ParsingOptions<'a> {
    ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    }
}

/// The last value of a property among declarations.
fn value<'a>(declarations: &'a str, property: &str) -> Option<&'a str> {
    let mut pairs = declarations.split(';').rev().filter_map(|one| one.split_once(':'));
    let (_, value) = pairs.find(|(name, _)| name.trim() == property)?;
    Some(value.trim().trim_end_matches("!important").trim())
}

/// A selector of a style sheet and what it declares.
struct Rule<'a> {
    selector: &'a str,
    declarations: &'a str,
}

fn rules<'a>(document: &'a Document<'_>) -> Vec<Rule<'a>> {
    let sheets = document
        .descendants()
        .filter(|node| node.has_tag_name("style") || node.tag_name().name() == "style");
    sheets
        .filter_map(|sheet| sheet.text())
        .flat_map(|text| text.split('}'))
        .filter_map(|rule| rule.rsplit_once('{'))
        .flat_map(|(selectors, declarations)| {
            // What stands before a comment's end is no selector.
            let selectors = selectors.rsplit("*/").next().unwrap_or_default();
            selectors.split(',').map(move |selector| Rule {
                selector: selector.trim(),
                declarations,
            })
        })
        .collect()
}

/// Whether a selector of a name, classes and an id fits an element. Others, such as of an element in another, fit none.
fn matches(selector: &str, node: Node<'_, '_>) -> bool {
    let next = |text: &str| text.find(['.', '#']).unwrap_or(text.len());
    let (name, mut rest) = selector.split_at(next(selector));
    let mut fits = matches!(name, "" | "*") || name == node.tag_name().name();
    while let Some(kind) = rest.chars().next() {
        let (word, after) = rest.get(1..).map_or(("", ""), |rest| rest.split_at(next(rest)));
        let mut has = node
            .attribute(if kind == '#' { "id" } else { "class" })
            .unwrap_or_default()
            .split_whitespace();
        fits &= has.any(|one| one == word);
        rest = after;
    }
    fits && !selector.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_of_which_something_is_said_have_ids() {
        let read = |text: &str| {
            let (source, text) = Source::read(text.as_bytes());
            (source, String::from_utf8(text.into_owned()).expect("text"))
        };
        let plain = r#"<svg><text direction="ltr">a</text><g direction="rtl"/></svg>"#;
        assert_eq!(read(plain).1, plain);
        let (source, text) =
            read(r#"<svg direction="rtl"><text>a</text><text id="b" x="1"/><text direction="ltr"/></svg>"#);
        assert_eq!(
            text,
            r#"<svg direction="rtl"><text id="accolade-0">a</text><text id="b" x="1"/><text direction="ltr"/></svg>"#
        );
        assert!(source.reads_from_right("b") && source.reads_from_right("accolade-0") && !source.reads_from_right(""));
        let declared =
            r#"<!DOCTYPE svg [<!ENTITY t "<text direction='rtl'/>">]><svg>&t;<text id="" direction="rtl"/></svg>"#;
        assert_eq!(read(declared).1, declared);
        assert_eq!(read("<svg").1, "<svg");
    }

    #[test]
    fn a_direction_is_that_of_the_nearest_that_says_one() {
        let drawing = r#"<svg><style>/* a{} */ .r, text.other { fill: red; direction: rtl } #l{direction:ltr}</style>
            <g style="direction:rtl; fill:red"><text id="in"/><text id="l"/><text id="own" style="direction: ltr !important"/></g>
            <text id="class" class="st0 r"/><text id="tag" class="st0"/><text id="sheet" class="other" direction="ltr"/></svg>"#;
        let (source, _) = Source::read(drawing.as_bytes());
        let found = ["in", "l", "own", "class", "tag", "sheet"].map(|id| source.reads_from_right(id));
        assert_eq!(found, [true, false, false, true, false, true]);
    }

    #[test]
    fn anchors_of_texts_that_read_from_the_right_are_turned() {
        let turned = |text: &str| String::from_utf8(anchored(text.as_bytes()).into_owned()).expect("text");
        for (before, after) in [
            (
                r#"<svg><text direction="rtl" x="9">a</text></svg>"#,
                "<svg><text style=\"text-anchor:end\" direction=\"rtl\" x=\"9\">\u{202B}a</text></svg>",
            ),
            (
                r#"<svg direction="rtl"><text style="fill:red" text-anchor="end">a</text></svg>"#,
                "<svg direction=\"rtl\"><text style=\"fill:red;text-anchor:start\" text-anchor=\"end\">\u{202B}a</text></svg>",
            ),
            (
                r#"<svg><style>.e{text-anchor:end}</style><g direction="rtl" class="e"><text>a<tspan style="text-anchor:start">b</tspan></text></g></svg>"#,
                "<svg><style>.e{text-anchor:end}</style><g direction=\"rtl\" class=\"e\"><text style=\"text-anchor:start\">\u{202B}a<tspan style=\"text-anchor:start;text-anchor:end\">b</tspan></text></g></svg>",
            ),
        ] {
            assert_eq!(turned(before), after);
        }
        for same in [
            r#"<svg><text>a</text></svg>"#,
            r#"<svg><text direction="rtl" text-anchor="middle" x="1 2">ab</text></svg>"#,
            r#"<svg><text direction="rtl" text-anchor="middle"> </text></svg>"#,
            "<svg",
        ] {
            assert_eq!(turned(same), same);
        }
    }

    #[test]
    fn lines_of_texts_that_read_from_the_right_are_embedded() {
        let embedded = |text: &str| {
            let out = anchored(text.as_bytes()).into_owned();
            String::from_utf8(out).expect("text").replace(EMBEDDING, "|")
        };
        let lines = r#"<svg><text direction="rtl" text-anchor="middle"> <tspan x="1">a <tspan>b</tspan></tspan><tspan y="2">c</tspan><tspan>d</tspan></text></svg>"#;
        assert_eq!(
            embedded(lines),
            lines.replace(">a ", ">|a ").replace(">c<", ">|c<"),
            "each line once"
        );
        let by_words = r#"<svg><text style="unicode-bidi:plaintext" text-anchor="middle">שלום a</text><text style="unicode-bidi:plaintext">a שלום</text></svg>"#;
        assert_eq!(embedded(by_words), by_words.replace(">ש", ">|ש"));
    }

    #[test]
    fn names_are_what_somebody_typed() {
        let named = [
            ("Panel", Some("Panel")),
            ("Gold_seal", Some("Gold seal")),
            ("Siegel_x0020_gro_xDF_", Some("Siegel groß")),
            ("Frame of honour", Some("Frame of honour")),
            ("path1234", None),
            ("g12", None),
            ("rect-5", None),
            ("Layer_1", None),
            ("Group 12", None),
            ("_x3C_Path_x3E_", None),
            ("accolade-3", None),
            ("_xZZ_a", Some("xZZ a")),
            ("", None),
        ];
        for (id, name) in named {
            assert_eq!(of_id(id).as_deref(), name, "{id}");
        }
        let drawing = r#"<svg xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:other="http://o">
            <title>Whole</title><g id="layer1" inkscape:label="Ornaments"/><g id="layer2" inkscape:label="Layer 2"/>
            <path id="path1" inkscape:label="path1"><title>A  seal</title></path><rect id="r" other:label="No"/>
            <g id="Layer_3" data-name="Names"/><linearGradient id="lg1" inkscape:label="Gold"/></svg>"#;
        let (source, _) = Source::read(drawing.as_bytes());
        let found = ["layer1", "layer2", "path1", "r", "Layer_3"].map(|id| source.name(id));
        assert_eq!(
            found.each_ref().map(Option::as_deref),
            [
                Some("Ornaments"),
                Some("Layer 2"),
                Some("A seal"),
                Some("r"),
                Some("Names")
            ]
        );
        assert!(!source.said.contains_key("lg1"));
    }
}
