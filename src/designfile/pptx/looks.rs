//! What shapes have besides their form: a name, a link, effects, and formats of the theme.

use super::color;
use super::package::Relations;
use super::paint::{Fill, Inks};
use super::shape::Tree;
use super::text::address;
use super::xml::Node;

/// The properties that name a shape: `cNvPr`.
pub(super) fn identity(node: &Node) -> &Node {
    static NONE: std::sync::LazyLock<Node> = std::sync::LazyLock::new(Node::default);
    let properties = node.children.iter().find(|child| child.name.starts_with("nv"));
    properties.map_or(&NONE, |properties| properties.child("cNvPr"))
}

/// Whether a name says nothing but what kind of thing it is, as programs give them.
pub(super) fn is_generic(name: &str) -> bool {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | ';' | ':' | '-' | 'p' | 'g'));
    matches!(
        stem.trim().to_lowercase().as_str(),
        "" | "textbox"
            | "text box"
            | "text"
            | "freeform"
            | "autoshape"
            | "shape"
            | "rectangle"
            | "title"
            | "subtitle"
            | "group"
            | "picture"
            | "google shape"
            | "text placeholder"
            | "content placeholder"
            | "object"
    )
}

/// The address that a click on a shape opens.
pub(super) fn shape_link(node: &Node, relations: &Relations) -> Option<String> {
    address(relations, identity(node).get("hlinkClick")?.attribute("r:id")?)
}

pub(super) fn say_effects(properties: &[&Node], lost: &mut Vec<&'static str>) {
    let effects = properties
        .iter()
        .find_map(|node| node.get("effectLst").or_else(|| node.get("effectDag")));
    for effect in effects.map(|list| list.children.as_slice()).unwrap_or_default() {
        lost.push(match effect.name.as_str() {
            "outerShdw" | "innerShdw" | "prstShdw" => "Its shadow was left out",
            "glow" => "Its glow was left out",
            "softEdge" => "Its soft edge was left out",
            "reflection" => "Its reflection was left out",
            "blur" => "Its blur was left out",
            _ => "An effect of it was left out",
        });
    }
    if properties.iter().any(|node| {
        node.child("sp3d")
            .children
            .iter()
            .any(|child| child.name.starts_with("bevel"))
    }) {
        lost.push("Its bevel was left out");
    }
}

/// What a theme's format says where a shape refers to one.
pub(super) fn reference<'a>(
    node: &Node,
    list: &str,
    tree: &Tree<'a>,
    inks: Inks<'a>,
    lost: &mut Vec<&'static str>,
) -> Option<Fill<'a>> {
    let index = node.number("idx")? as usize;
    let inks = Inks {
        style: color::of(node, tree.palette, None),
        ..inks
    };
    let format = if index > 1_000 {
        tree.sources.format("bgFillStyleLst", index - 1_000)?
    } else {
        tree.sources.format(list, index)?
    };
    let holder = Node::around(vec![format.clone()]);
    match inks.fill(&holder, lost)? {
        Fill::Paint(paint) => Some(Fill::Paint(paint)),
        Fill::None => Some(Fill::None),
        Fill::Picture(_) | Fill::Group => {
            lost.push("The picture of its theme was left out");
            None
        }
    }
}
