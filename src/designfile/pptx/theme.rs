//! What a slide's look comes from: its theme, its master and its layout.

use super::color::Palette;
use super::package::{Package, Part};
use super::xml::Node;
use crate::diag::Result;

/// A layout with its master and theme. A part that is missing is empty.
#[derive(Default)]
pub(super) struct Sources {
    pub layout: Part,
    pub master: Part,
    pub theme: Node,
}

impl Sources {
    pub fn read(package: &mut Package<'_>, slide: &Part) -> Result<Sources> {
        let mut sources = Sources::default();
        if let Some(path) = slide.first("slideLayout") {
            sources.layout = package.part(path)?;
        }
        if let Some(path) = sources.layout.first("slideMaster") {
            sources.master = package.part(path)?;
        }
        if let Some(path) = sources.master.first("theme") {
            sources.theme = package.part(path)?.root;
        }
        Ok(sources)
    }

    /// The colours of a part of this family.
    pub fn palette(&self, part: &Node) -> Palette {
        let mut palette = Palette::read(&self.theme, self.master.root.child("clrMap"));
        if let Some(map) = part.child("clrMapOvr").get("overrideClrMapping") {
            palette.remap(map);
        }
        palette
    }

    /// A typeface, where `+mj-lt` and the like stand for those of the theme.
    pub fn typeface(&self, name: &str) -> Option<String> {
        let fonts = self.theme.child("themeElements").child("fontScheme");
        let (group, script) = match name.strip_prefix('+')?.split_once('-')? {
            ("mj", script) => (fonts.child("majorFont"), script),
            ("mn", script) => (fonts.child("minorFont"), script),
            _ => return None,
        };
        let script = match script {
            "ea" => "ea",
            "cs" => "cs",
            _ => "latin",
        };
        let found = group
            .child(script)
            .attribute("typeface")
            .filter(|name| !name.is_empty());
        found
            .or_else(|| group.child("latin").attribute("typeface"))
            .map(str::to_owned)
    }

    /// A format of the theme: the fills, lines or backgrounds, counted from 1.
    pub fn format(&self, list: &str, index: usize) -> Option<&Node> {
        let lists = self.theme.child("themeElements").child("fmtScheme");
        lists.child(list).children.get(index.checked_sub(1)?)
    }
}

/// The placeholder that a shape is or stands for: its type and number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Holder {
    kind: String,
    index: Option<String>,
}

impl Holder {
    /// The placeholder of a shape, if it is one.
    pub fn of(shape: &Node) -> Option<Holder> {
        let properties = shape.children.iter().find(|child| child.name.starts_with("nv"))?;
        let holder = properties.child("nvPr").get("ph")?;
        Some(Holder {
            kind: holder.attribute("type").unwrap_or("obj").to_owned(),
            index: holder.attribute("idx").map(str::to_owned),
        })
    }

    /// Whether it is one of those that a slide shows only when it has its own: date, footer, number.
    pub fn is_margin(&self) -> bool {
        matches!(self.kind.as_str(), "dt" | "ftr" | "sldNum" | "hdr")
    }

    /// The list of the master's text styles that it takes.
    pub fn style(&self) -> &'static str {
        match self.kind.as_str() {
            "title" | "ctrTitle" => "titleStyle",
            "dt" | "ftr" | "sldNum" | "hdr" => "otherStyle",
            _ => "bodyStyle",
        }
    }

    /// The shape in a tree that this one inherits from.
    pub fn find<'a>(&self, tree: &'a Node, by_index: bool) -> Option<&'a Node> {
        let mut shapes = tree
            .children
            .iter()
            .filter_map(|shape| Some((Holder::of(shape)?, shape)));
        if by_index && self.index.is_some() {
            let same = shapes.find(|(holder, _)| holder.index == self.index);
            return same.map(|(_, shape)| shape);
        }
        let wanted = broad(&self.kind);
        shapes
            .find(|(holder, _)| broad(&holder.kind) == wanted)
            .map(|(_, shape)| shape)
    }
}

/// The type of a master's placeholder that stands for a layout's one.
fn broad(kind: &str) -> &str {
    match kind {
        "ctrTitle" => "title",
        "subTitle" | "obj" | "tbl" | "chart" | "dgm" | "media" | "clipArt" | "pic" => "body",
        kind => kind,
    }
}
