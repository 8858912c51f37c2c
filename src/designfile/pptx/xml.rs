//! XML as an owned tree, read within limits. Names are local names: the parts of a presentation use few enough
//! namespaces that none of them clash.

use resvg::usvg::roxmltree;

use crate::diag::{Problem, Result};

/// How deep elements may lie in each other. Groups in groups are what makes slides deep.
const MAX_DEPTH: usize = 120;

/// The most nodes of a part.
const MAX_NODES: u32 = 400_000;

/// An element.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    pub text: String,
}

/// The element that stands for one that is not there.
static NOTHING: Node = Node {
    name: String::new(),
    attributes: Vec::new(),
    children: Vec::new(),
    text: String::new(),
};

impl Node {
    /// Reads a part.
    pub fn parse(part: &str, bytes: &[u8]) -> Result<Node> {
        let damaged = |why: String| {
            Problem::error(
                "pptx-damaged",
                format!("A part of the presentation is damaged: {part}, {why}"),
            )
            .hint("Export it again from the program that made it")
        };
        let text = std::str::from_utf8(bytes).map_err(|_| damaged("it is not UTF-8".to_owned()))?;
        let options = roxmltree::ParsingOptions {
            allow_dtd: false,
            nodes_limit: MAX_NODES,
            ..roxmltree::ParsingOptions::default()
        };
        let text = text.trim_start_matches('\u{FEFF}');
        let document =
            roxmltree::Document::parse_with_options(text, options).map_err(|error| damaged(error.to_string()))?;
        owned(document.root_element(), 0).ok_or_else(|| damaged("it is too deep".to_owned()).into())
    }

    /// An element with these children and nothing else.
    pub fn around(children: Vec<Node>) -> Node {
        Node {
            children,
            ..Node::default()
        }
    }

    /// The first child of a name.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The first child of a name, or an empty element.
    pub fn child(&self, name: &str) -> &Node {
        self.get(name).unwrap_or(&NOTHING)
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element of a name below this one, whatever lies between.
    pub fn find(&self, name: &str) -> Option<&Node> {
        self.children.iter().find_map(|child| {
            if child.name == name {
                Some(child)
            } else {
                child.find(name)
            }
        })
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A number, in whatever unit the attribute has. Numbers beyond all sense are left out.
    pub fn number(&self, name: &str) -> Option<f64> {
        let value: f64 = self.attribute(name)?.trim().parse().ok()?;
        (value.abs() < 1e12).then_some(value)
    }

    /// A fraction, written in thousandths of a percent or with a percent sign.
    pub fn fraction(&self, name: &str) -> Option<f64> {
        match self.attribute(name)?.trim().strip_suffix('%') {
            Some(percent) => percent.parse::<f64>().ok().filter(|p| p.abs() < 1e6).map(|p| p / 100.0),
            None => self.number(name).map(|value| value / 100_000.0),
        }
    }

    pub fn flag(&self, name: &str) -> Option<bool> {
        self.attribute(name).map(|value| matches!(value, "1" | "true" | "on"))
    }
}

fn owned(node: roxmltree::Node<'_, '_>, depth: usize) -> Option<Node> {
    if depth > MAX_DEPTH {
        return None;
    }
    let mut children = Vec::new();
    let mut text = String::new();
    for child in node.children() {
        if child.is_element() {
            children.push(owned(child, depth + 1)?);
        } else if let Some(piece) = child.text().filter(|_| child.is_text()) {
            text.push_str(piece);
        }
    }
    // `r:id` and `id` may stand side by side: an attribute of relationships keeps its prefix.
    let attributes = node.attributes().map(|attribute| {
        let is_relation = attribute
            .namespace()
            .is_some_and(|space| space.ends_with("/relationships"));
        let prefix = if is_relation { "r:" } else { "" };
        (format!("{prefix}{}", attribute.name()), attribute.value().to_owned())
    });
    Some(Node {
        name: node.tag_name().name().to_owned(),
        attributes: attributes.collect(),
        children,
        text,
    })
}
