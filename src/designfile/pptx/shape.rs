//! The shapes of a slide, one by one, and groups of them.

use crate::diag::Result;
use crate::model::{Element, ElementContent, GroupContent, Paint};
use crate::units::{Color, Rect};

use super::super::builder::{Builder, MAX_ELEMENTS, element, fraction, rounded};
use super::color::{self, Palette};
use super::fonts::Fonts;
use super::looks::{identity, is_generic, reference, say_effects, shape_link};
use super::outline::{Drawn, drawn, painted};
use super::package::{Package, Relations};
use super::paint::{Fill, Inks};
use super::picture::Pictures;
use super::place::{Place, Space, turn, turned};
use super::preset::text_area;
use super::runs::Cascade;
use super::text::{Body, Laid, Texts, is_blank};
use super::theme::{Holder, Sources};
use super::xml::Node;

/// How many groups may lie in each other.
const MAX_GROUPS: usize = 14;

/// What all slides share.
pub(super) struct Reader<'r, 'p> {
    pub package: &'r mut Package<'p>,
    pub builder: &'r mut Builder,
    pub fonts: &'r mut Fonts,
    pub pictures: &'r mut Pictures,
    /// Says now and then that the work goes on.
    pub beat: &'r mut dyn FnMut() -> Result<()>,
}

/// A slide, its layout or its master, whose shapes are read.
pub(super) struct Tree<'a> {
    pub relations: &'a Relations,
    pub sources: &'a Sources,
    pub palette: &'a Palette,
    /// The trees of which its placeholders inherit, the nearest first: of the layout and the master.
    pub above: Vec<&'a Node>,
    /// The presentation's styles for texts that have none.
    pub default_text: &'a Node,
    /// Whether placeholders are drawn: those of a layout only say where a slide has them.
    pub holders: bool,
}

/// A shape with all that it inherits.
pub(super) struct Shape<'a> {
    pub node: &'a Node,
    /// Its own properties, then those of its placeholders.
    pub properties: Vec<&'a Node>,
    pub holder: Option<Holder>,
    inherited: Vec<&'a Node>,
    pub name: String,
    /// What of it could not be kept.
    pub lost: Vec<&'static str>,
}

impl<'a> Shape<'a> {
    pub fn new(node: &'a Node, tree: &Tree<'a>) -> Shape<'a> {
        let holder = Holder::of(node);
        let mut inherited = Vec::new();
        if let Some(holder) = &holder {
            let mut holder = holder.clone();
            for (at, above) in tree.above.iter().enumerate() {
                if let Some(found) = holder.find(above, at == 0 && tree.above.len() > 1) {
                    inherited.push(found);
                    // The layout's placeholder says which of the master's it is.
                    holder = Holder::of(found).unwrap_or(holder);
                }
            }
        }
        let mut properties: Vec<&Node> = node.get("spPr").into_iter().collect();
        properties.extend(inherited.iter().filter_map(|shape| shape.get("spPr")));
        Shape {
            node,
            properties,
            holder,
            inherited,
            name: String::new(),
            lost: Vec::new(),
        }
    }

    /// Where in a frame of a size its text has its place.
    fn text_area(&self, size: [f64; 2]) -> Rect {
        let form = self
            .properties
            .iter()
            .find_map(|node| node.get("custGeom").or_else(|| node.get("prstGeom")));
        match form.and_then(|node| Some((node, node.attribute("prst")?))) {
            Some((node, name)) => text_area(name, node, size),
            None => Rect::new(0.0, 0.0, size[0], size[1]),
        }
    }

    pub fn transform(&self) -> Option<&'a Node> {
        self.properties.iter().find_map(|node| node.get("xfrm"))
    }
}

impl Reader<'_, '_> {
    /// The elements of a tree of shapes.
    ///
    /// # Errors
    /// When nobody waits for the answer any more.
    pub fn tree(&mut self, nodes: &Node, tree: &Tree<'_>, space: &Space) -> Result<Vec<Element>> {
        self.children(nodes, tree, space, None, 0)
    }

    fn children(
        &mut self,
        nodes: &Node,
        tree: &Tree<'_>,
        space: &Space,
        fill: Option<&Paint>,
        depth: usize,
    ) -> Result<Vec<Element>> {
        let mut elements = Vec::new();
        for node in &nodes.children {
            (self.beat)()?;
            if self.builder.elements >= MAX_ELEMENTS {
                let name = identity(node).attribute("name").unwrap_or("Shape").to_owned();
                let message = format!(
                    "The design would have more than {MAX_ELEMENTS} elements; this one and what follows was left out"
                );
                self.builder
                    .left_out(&name, message, "Simplify the design in the program that made it");
                break;
            }
            elements.extend(self.one(node, tree, space, fill, depth)?);
        }
        Ok(elements)
    }

    fn one(
        &mut self,
        node: &Node,
        tree: &Tree<'_>,
        space: &Space,
        fill: Option<&Paint>,
        depth: usize,
    ) -> Result<Vec<Element>> {
        match node.name.as_str() {
            "sp" | "cxnSp" => Ok(self.shape(node, tree, space, fill)),
            "pic" => Ok(self.picture(node, tree, space)),
            "grpSp" => self.group(node, tree, space, fill, depth),
            // What a program need not understand comes with something simpler beside it.
            "AlternateContent" => match node.get("Fallback").filter(|node| !node.children.is_empty()) {
                Some(simple) => self.children(simple, tree, space, fill, depth),
                None => self.children(node.child("Choice"), tree, space, fill, depth),
            },
            "graphicFrame" => Ok(self.frame(node, tree, space)),
            "contentPart" => {
                self.builder.left_out(
                    "Ink",
                    "A drawing by hand was left out",
                    "Export it as a picture and add it to the design",
                );
                Ok(Vec::new())
            }
            _ => Ok(Vec::new()),
        }
    }

    /// The name of an element: what the designer called it, or its first words where a program did.
    pub(super) fn name(&mut self, node: &Node, words: &str) -> String {
        let given = identity(node).attribute("name").unwrap_or_default();
        let words = words.replace("{{", "").replace("}}", "");
        let words: String = words
            .split_whitespace()
            .take(5)
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(40)
            .collect();
        if is_generic(given) && !words.is_empty() {
            self.builder.name(&words)
        } else if given.is_empty() {
            self.builder.name("Shape")
        } else {
            self.builder.name(given)
        }
    }

    fn shape(&mut self, node: &Node, tree: &Tree<'_>, space: &Space, group_fill: Option<&Paint>) -> Vec<Element> {
        let mut shape = Shape::new(node, tree);
        if shape
            .holder
            .as_ref()
            .is_some_and(|holder| !tree.holders || (holder.is_margin() && is_blank(node.child("txBody"))))
        {
            return Vec::new();
        }
        let Some(place) = shape.transform().and_then(|transform| space.place(transform)) else {
            if !is_blank(node.child("txBody")) {
                let name = self.name(node, "");
                self.builder.left_out(
                    &name,
                    "It has no place on the slide and was left out",
                    "Set its position in the program that made it",
                );
            }
            return Vec::new();
        };
        let text = self.text(&mut shape, tree, &place);
        shape.name = self.name(node, text.as_ref().map_or("", |text| text.words.as_str()));
        let body = self.body(&mut shape, tree, &place, group_fill);
        for why in std::mem::take(&mut shape.lost) {
            self.builder.note(&shape.name, "import-changed", why);
        }
        self.assembled(&shape, tree, &place, body, text)
    }

    /// The form and the text of a shape as elements beside each other, or in a group when they are turned together.
    fn assembled(
        &mut self,
        shape: &Shape<'_>,
        tree: &Tree<'_>,
        place: &Place,
        body: Option<Element>,
        text: Option<Laid>,
    ) -> Vec<Element> {
        let mut out = Vec::new();
        let link = shape_link(shape.node, tree.relations);
        let hidden = identity(shape.node).flag("hidden") == Some(true);
        let text = text.map(|laid| {
            let name = if body.is_some() {
                self.builder.name(&format!("{} text", shape.name))
            } else {
                shape.name.clone()
            };
            let mut one = element(name, laid.frame + place.frame.origin().to_vec2(), laid.content);
            one.rotation = fraction(laid.turned);
            one.link = laid.link;
            one
        });
        // Letters are not mirrored with their shape; one that stands on its head does.
        let rotation = place.rotation + if place.flip[1] && body.is_none() { 180.0 } else { 0.0 };
        let level = rotation.rem_euclid(360.0) < 0.01;
        match (body, text) {
            (Some(mut body), Some(mut text)) if !level => {
                for one in [&mut body, &mut text] {
                    one.x = rounded(one.x.0 - place.frame.x0);
                    one.y = rounded(one.y.0 - place.frame.y0);
                }
                let name = self.builder.name(&format!("{} group", shape.name));
                let content = ElementContent::Group(GroupContent::new(vec![body, text]));
                let mut group = element(name, place.frame, content);
                group.rotation = turned(rotation);
                out.push(group);
            }
            (body, text) => {
                for mut one in body.into_iter().chain(text) {
                    turn(&mut one, place, rotation);
                    out.push(one);
                }
            }
        }
        self.builder.elements += out.len() + 1;
        for one in &mut out {
            one.hidden = hidden;
            one.link = one.link.take().or_else(|| link.clone());
        }
        out
    }

    fn text(&mut self, shape: &mut Shape<'_>, tree: &Tree<'_>, place: &Place) -> Option<Laid> {
        let text = shape.node.get("txBody")?;
        let mut lost = std::mem::take(&mut shape.lost);
        let (node, inherited, holder) = (shape.node, shape.inherited.clone(), shape.holder.clone());
        let mut lists: Vec<&Node> = text.get("lstStyle").into_iter().collect();
        let own = lists.len();
        let mut bodies: Vec<&Node> = text.get("bodyPr").into_iter().collect();
        for shape in &inherited {
            lists.extend(shape.child("txBody").get("lstStyle"));
            bodies.extend(shape.child("txBody").get("bodyPr"));
        }
        let styles = tree.sources.master.root.child("txStyles");
        match &holder {
            Some(holder) => lists.extend(styles.get(holder.style())),
            None => lists.push(tree.default_text),
        }
        let size = [place.frame.width(), place.frame.height()];
        let inks = Inks {
            palette: tree.palette,
            style: None,
            size,
        };
        let body = Body(bodies);
        let cascade = Cascade {
            lists,
            own,
            style_color: color::of(node.child("style").child("fontRef"), tree.palette, None),
            sources: tree.sources,
            inks,
            scale: body.scale(),
        };
        let mut texts = Texts {
            fonts: self.fonts,
            package: self.package,
            builder: self.builder,
            relations: tree.relations,
        };
        let area = shape.text_area(size);
        let laid = texts.read(text, &body, &cascade, [area.width(), area.height()], &mut lost);
        shape.lost = lost;
        laid.map(|laid| Laid {
            frame: laid.frame + area.origin().to_vec2(),
            ..laid
        })
    }

    /// The form of a shape with its fill and line, not turned yet; `None` when nothing of it is seen.
    fn body(
        &mut self,
        shape: &mut Shape<'_>,
        tree: &Tree<'_>,
        place: &Place,
        group_fill: Option<&Paint>,
    ) -> Option<Element> {
        let size = [place.frame.width(), place.frame.height()];
        let inks = Inks {
            palette: tree.palette,
            style: None,
            size,
        };
        let style = shape.node.child("style");
        let mut lost = std::mem::take(&mut shape.lost);
        say_effects(&shape.properties, &mut lost);
        let own = shape.properties.iter().find_map(|node| inks.fill(node, &mut lost));
        let fill = own.or_else(|| reference(style.child("fillRef"), "fillStyleLst", tree, inks, &mut lost));
        let line_reference = style.child("lnRef");
        let line_ink = Inks {
            style: color::of(line_reference, tree.palette, None),
            ..inks
        };
        let under = line_reference
            .number("idx")
            .and_then(|index| tree.sources.format("lnStyleLst", index as usize));
        let own_line = shape.properties.iter().find_map(|node| node.get("ln"));
        let stroke = line_ink.stroke(own_line, under, &mut lost);
        let drawn = drawn(&shape.properties, size, &mut lost);
        let is_line = matches!(drawn, Drawn::Line(_)) || shape.node.name == "cxnSp";
        let content = match fill {
            Some(Fill::Picture(picture)) => {
                shape.lost = lost;
                return self.filled_with_picture(shape, tree, place, picture, drawn, stroke);
            }
            Some(Fill::Paint(paint)) if !is_line && !is_clear(&paint) => {
                painted(self.builder, drawn, Some(paint), stroke, size, place.flip)
            }
            Some(Fill::Group) if !is_line => {
                painted(self.builder, drawn, group_fill.cloned(), stroke, size, place.flip)
            }
            _ => painted(self.builder, drawn, None, stroke, size, place.flip),
        };
        shape.lost = lost;
        Some(element(shape.name.clone(), place.frame, content?))
    }

    fn group(
        &mut self,
        node: &Node,
        tree: &Tree<'_>,
        space: &Space,
        fill: Option<&Paint>,
        depth: usize,
    ) -> Result<Vec<Element>> {
        let properties = node.child("grpSpPr");
        if depth >= MAX_GROUPS {
            let name = self.name(node, "");
            self.builder.left_out(
                &name,
                "It lies in too many groups and was left out",
                "Ungroup it in the program that made it",
            );
            return Ok(Vec::new());
        }
        let transform = properties.child("xfrm");
        let place = space
            .place(transform)
            .filter(|place| place.frame.width() > 0.0 || place.frame.height() > 0.0);
        let Some(place) = place else {
            // A group without a place is a list: its children have the coordinates around it.
            return self.children(node, tree, space, fill, depth + 1);
        };
        let mut lost = Vec::new();
        say_effects(&[properties], &mut lost);
        let inks = Inks {
            palette: tree.palette,
            style: None,
            size: [place.frame.width(), place.frame.height()],
        };
        let own = match inks.fill(properties, &mut lost) {
            Some(Fill::Paint(paint)) => Some(paint),
            Some(Fill::Group) | None => fill.cloned(),
            Some(Fill::None | Fill::Picture(_)) => None,
        };
        let within = space.within(transform, &place);
        let mut children = self.children(node, tree, &within, own.as_ref(), depth + 1)?;
        let is_level = place.rotation.rem_euclid(360.0) < 0.01;
        match (&mut children[..], is_level) {
            ([], _) => return Ok(Vec::new()),
            // A group of one is the one: programs put a form and its empty text into a group.
            ([only], true) => {
                (only.x, only.y) = (rounded(only.x.0 + place.frame.x0), rounded(only.y.0 + place.frame.y0));
                return Ok(children);
            }
            _ => {}
        }
        let name = self.name(node, "");
        for why in lost {
            self.builder.note(&name, "import-changed", why);
        }
        let mut group = element(name, place.frame, ElementContent::Group(GroupContent::new(children)));
        group.rotation = turned(place.rotation);
        group.hidden = identity(node).flag("hidden") == Some(true);
        self.builder.elements += 1;
        Ok(vec![group])
    }

    /// A chart, a table or the like: what has a picture of itself is shown by it.
    fn frame(&mut self, node: &Node, tree: &Tree<'_>, space: &Space) -> Vec<Element> {
        let data = node.child("graphic").child("graphicData");
        let kind = data
            .attribute("uri")
            .unwrap_or_default()
            .rsplit('/')
            .next()
            .unwrap_or_default();
        let what = match kind {
            "chart" | "chartex" => "chart",
            "table" => "table",
            "diagram" => "SmartArt graphic",
            "ole" => "embedded object",
            _ => "object",
        };
        if let Some(picture) = data.find("pic") {
            let elements = self.picture(picture, tree, space);
            if let Some(one) = elements.first() {
                let message = format!("The {what} became a picture");
                self.builder.note(&one.name.clone(), "import-flattened", message);
                return elements;
            }
        }
        let name = self.name(node, "");
        let hint = "Export it as a picture from the program that made it, and add that to the design";
        self.builder.left_out(&name, format!("The {what} was left out"), hint);
        Vec::new()
    }
}

fn is_clear(paint: &Paint) -> bool {
    matches!(paint, Paint::Solid(Color { a: 0, .. }))
}
