//! The shapes of a slide, one by one, and groups of them.

use kurbo::{Affine, BezPath};

use crate::diag::Result;
use crate::model::{Element, ElementContent, FillRule, Form, GroupContent, Paint, ShapeContent};
use crate::units::{Color, Rect};

use super::super::builder::{self, Builder, MAX_ELEMENTS, element, fraction, rounded};
use super::color::{self, Palette};
use super::fonts::Fonts;
use super::guides;
use super::package::{Package, Relations};
use super::paint::{EMU, Fill, Inks};
use super::picture::{self, Pictures, Slot};
use super::preset::{Preset, preset, text_area};
use super::runs::Cascade;
use super::text::{Body, Laid, Texts, address, is_blank};
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

/// From the coordinates of a group's children to points in the group's frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Space {
    /// EMU.
    origin: [f64; 2],
    /// How much larger they are shown.
    scale: [f64; 2],
    flip: [bool; 2],
    /// Points.
    size: [f64; 2],
}

/// Where a shape stands, in points of its group.
#[derive(Clone, Copy, Debug)]
struct Place {
    frame: Rect,
    /// Degrees.
    rotation: f64,
    flip: [bool; 2],
}

/// A shape with all that it inherits.
struct Shape<'a> {
    node: &'a Node,
    /// Its own properties, then those of its placeholders.
    properties: Vec<&'a Node>,
    holder: Option<Holder>,
    inherited: Vec<&'a Node>,
    name: String,
    lost: Vec<&'static str>,
}

impl Space {
    /// The coordinates of a page of a size in points.
    pub fn page(size: [f64; 2]) -> Space {
        Space {
            origin: [0.0; 2],
            scale: [1.0; 2],
            flip: [false; 2],
            size,
        }
    }

    fn place(&self, transform: &Node) -> Option<Place> {
        let (off, ext) = (transform.get("off")?, transform.get("ext")?);
        let (x, y) = (off.number("x")?, off.number("y")?);
        let (w, h) = (ext.number("cx")?.max(0.0), ext.number("cy")?.max(0.0));
        let mut rotation = transform.number("rot").unwrap_or(0.0) / 60_000.0 % 360.0;
        let mut flip = [
            transform.flag("flipH") == Some(true),
            transform.flag("flipV") == Some(true),
        ];
        let points = |emu: f64, at: usize| emu * self.scale[at] / EMU;
        let mut center = [
            points(x + w / 2.0 - self.origin[0], 0),
            points(y + h / 2.0 - self.origin[1], 1),
        ];
        // What lies on its side is stretched the other way.
        let is_on_side = (45.0..135.0).contains(&rotation.rem_euclid(180.0));
        let (across, down) = if is_on_side { (1, 0) } else { (0, 1) };
        let (width, height) = (w * self.scale[across] / EMU, h * self.scale[down] / EMU);
        for axis in 0..2 {
            if self.flip[axis] {
                center[axis] = self.size[axis] - center[axis];
                flip[axis] = !flip[axis];
                rotation = -rotation;
            }
        }
        let frame = Rect::from_center_size((center[0], center[1]), (width.min(90_000.0), height.min(90_000.0)));
        let is_near = [frame.x0, frame.y0, frame.x1, frame.y1]
            .iter()
            .all(|side| side.abs() < 90_000.0);
        is_near.then_some(Place { frame, rotation, flip })
    }

    /// The coordinates of a group's children.
    fn within(&self, transform: &Node, place: &Place) -> Space {
        let value = |name: &str, attribute: &str| transform.child(name).number(attribute);
        let size = [place.frame.width(), place.frame.height()];
        let scale = |child: Option<f64>, size: f64, outer: f64| match child {
            Some(child) if child > 0.0 => size * EMU / child,
            _ => outer,
        };
        let offset = |at: &str| value("chOff", at).or_else(|| value("off", at)).unwrap_or(0.0);
        Space {
            origin: [offset("x"), offset("y")],
            scale: [
                scale(value("chExt", "cx"), size[0], self.scale[0]),
                scale(value("chExt", "cy"), size[1], self.scale[1]),
            ],
            flip: place.flip,
            size,
        }
    }
}

impl<'a> Shape<'a> {
    fn new(node: &'a Node, tree: &Tree<'a>) -> Shape<'a> {
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

    fn transform(&self) -> Option<&'a Node> {
        self.properties.iter().find_map(|node| node.get("xfrm"))
    }
}

/// The properties that name a shape: `cNvPr`.
fn identity(node: &Node) -> &Node {
    static NONE: std::sync::LazyLock<Node> = std::sync::LazyLock::new(Node::default);
    let properties = node.children.iter().find(|child| child.name.starts_with("nv"));
    properties.map_or(&NONE, |properties| properties.child("cNvPr"))
}

/// Whether a name says nothing but what kind of thing it is, as programs give them.
fn is_generic(name: &str) -> bool {
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
    fn name(&mut self, node: &Node, words: &str) -> String {
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
                let content = ElementContent::Group(GroupContent {
                    children: vec![body, text],
                    clip: None,
                });
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
        let drawn = self.form(shape, place, &mut lost);
        let is_line = matches!(drawn, Drawn::Line(_)) || shape.node.name == "cxnSp";
        let content = match fill {
            Some(Fill::Picture(picture)) => {
                shape.lost = lost;
                return self.filled_with_picture(shape, tree, place, picture, drawn, stroke);
            }
            Some(Fill::Paint(paint)) if !is_line && !is_clear(&paint) => {
                self.painted(drawn, Some(paint), stroke, size, place.flip)
            }
            Some(Fill::Group) if !is_line => self.painted(drawn, group_fill.cloned(), stroke, size, place.flip),
            _ => self.painted(drawn, None, stroke, size, place.flip),
        };
        shape.lost = lost;
        Some(element(shape.name.clone(), place.frame, content?))
    }

    fn form(&mut self, shape: &Shape<'_>, place: &Place, lost: &mut Vec<&'static str>) -> Drawn {
        let size = [place.frame.width(), place.frame.height()];
        let geometry = shape
            .properties
            .iter()
            .find_map(|node| node.get("custGeom").or_else(|| node.get("prstGeom")));
        match geometry {
            Some(node) if node.name == "custGeom" => {
                let outline = guides::outline(node, size);
                if is_frame(&outline.fill, size) && outline.fill.elements() == outline.stroke.elements() {
                    return Drawn::Preset(Preset::Rectangle([0.0; 4]));
                }
                Drawn::Custom(outline)
            }
            Some(node) => {
                let name = node.attribute("prst").unwrap_or("rect");
                match preset(name, node, size) {
                    Some(Preset::Line) => Drawn::Line(Preset::Line),
                    Some(Preset::Open(path)) => Drawn::Line(Preset::Open(path)),
                    Some(form) => Drawn::Preset(form),
                    None => {
                        lost.push("Its form is not known here and was drawn as a rectangle");
                        Drawn::Preset(Preset::Rectangle([0.0; 4]))
                    }
                }
            }
            None => Drawn::Preset(Preset::Rectangle([0.0; 4])),
        }
    }

    /// A form with its paint. A form that is filled and outlined in different parts is a group of both.
    fn painted(
        &mut self,
        drawn: Drawn,
        fill: Option<Paint>,
        stroke: Option<crate::model::StrokeStyle>,
        size: [f64; 2],
        flip: [bool; 2],
    ) -> Option<ElementContent> {
        if fill.is_none() && stroke.is_none() {
            return None;
        }
        let shape =
            |form: Form, fill: Option<Paint>, stroke| ElementContent::Shape(ShapeContent { form, fill, stroke });
        let (filled, outlined) = match drawn {
            Drawn::Preset(form) => return Some(shape(form_of(&form, size, flip)?, fill, stroke)),
            Drawn::Line(form) => return Some(shape(form_of(&form, size, flip)?, None, Some(stroke?))),
            Drawn::Custom(outline) => (outline.fill, outline.stroke),
        };
        let is_same = filled.elements() == outlined.elements();
        let (filled, outlined) = (path_form(&filled, size, flip), path_form(&outlined, size, flip));
        match (fill.zip(filled), stroke.zip(outlined)) {
            (Some((fill, form)), stroke) if is_same => Some(shape(form, Some(fill), stroke.map(|(stroke, _)| stroke))),
            (Some((fill, inner)), Some((stroke, outer))) => {
                let frame = Rect::new(0.0, 0.0, size[0], size[1]);
                let part = |builder: &mut Builder, name: &str, content| element(builder.name(name), frame, content);
                let children = vec![
                    part(self.builder, "Area", shape(inner, Some(fill), None)),
                    part(self.builder, "Line", shape(outer, None, Some(stroke))),
                ];
                Some(ElementContent::Group(GroupContent { children, clip: None }))
            }
            (Some((fill, form)), None) => Some(shape(form, Some(fill), None)),
            (None, Some((stroke, form))) => Some(shape(form, None, Some(stroke))),
            (None, None) => None,
        }
    }

    fn picture(&mut self, node: &Node, tree: &Tree<'_>, space: &Space) -> Vec<Element> {
        let mut shape = Shape::new(node, tree);
        if shape.holder.is_some() && !tree.holders {
            return Vec::new();
        }
        shape.name = self.name(node, "");
        let Some(place) = shape.transform().and_then(|transform| space.place(transform)) else {
            self.builder.left_out(
                &shape.name,
                "It has no place on the slide and was left out",
                "Set its position in the program that made it",
            );
            return Vec::new();
        };
        let properties = node.children.iter().find(|child| child.name == "nvPicPr");
        let kinds = properties.map(|properties| properties.child("nvPr"));
        if kinds.is_some_and(|kind| {
            ["videoFile", "audioFile", "wavAudioFile", "quickTimeFile"]
                .iter()
                .any(|name| kind.get(name).is_some())
        }) {
            self.builder
                .note(&shape.name, "import-flattened", "The film or sound became its picture");
        }
        let size = [place.frame.width(), place.frame.height()];
        let mut lost = Vec::new();
        say_effects(&shape.properties, &mut lost);
        let inks = Inks {
            palette: tree.palette,
            style: None,
            size,
        };
        let line = shape.properties.iter().find_map(|node| node.get("ln"));
        let stroke = line.and_then(|line| inks.stroke(Some(line), None, &mut lost));
        let drawn = self.form(&shape, &place, &mut lost);
        shape.lost = lost;
        let element = self.filled_with_picture(&mut shape, tree, &place, node.child("blipFill"), drawn, stroke);
        for why in std::mem::take(&mut shape.lost) {
            self.builder.note(&shape.name, "import-changed", why);
        }
        self.builder.elements += 2;
        element
            .into_iter()
            .map(|mut one| {
                turn(&mut one, &place, place.rotation);
                one.hidden = identity(node).flag("hidden") == Some(true);
                one.link = shape_link(node, tree.relations);
                one
            })
            .collect()
    }

    fn filled_with_picture(
        &mut self,
        shape: &mut Shape<'_>,
        tree: &Tree<'_>,
        place: &Place,
        fill: &Node,
        drawn: Drawn,
        stroke: Option<crate::model::StrokeStyle>,
    ) -> Option<Element> {
        let size = [place.frame.width(), place.frame.height()];
        let mask = match &drawn {
            Drawn::Preset(Preset::Rectangle(radii)) if radii.iter().all(|radius| *radius <= 0.0) => None,
            Drawn::Preset(form) | Drawn::Line(form) => form_of(form, size, place.flip),
            Drawn::Custom(outline) => path_form(&outline.fill, size, place.flip),
        };
        let slot = Slot {
            name: &shape.name,
            size,
            flip: place.flip,
            mask,
            alt: identity(shape.node)
                .attribute("descr")
                .unwrap_or_default()
                .chars()
                .take(1_000)
                .collect(),
        };
        let mut reader = picture::Reader {
            pictures: self.pictures,
            package: self.package,
            builder: self.builder,
            relations: tree.relations,
        };
        let placed = match reader.place(fill, slot, &mut shape.lost) {
            Ok(placed) => placed,
            Err(why) => {
                self.builder.left_out(
                    &shape.name,
                    format!("It was left out: {why}"),
                    "Save the picture as PNG or JPEG and add it to the design",
                );
                return None;
            }
        };
        let frame = match placed.area {
            Some(area) => Rect::new(
                place.frame.x0 + area.x0 * size[0],
                place.frame.y0 + area.y0 * size[1],
                place.frame.x0 + area.x1 * size[0],
                place.frame.y0 + area.y1 * size[1],
            ),
            None => place.frame,
        };
        let mut one = element(shape.name.clone(), frame, placed.content);
        if let ElementContent::Group(group) = &mut one.content {
            for child in &mut group.children {
                child.name = self.builder.name(&child.name);
            }
        }
        one.opacity = fraction(placed.opacity);
        let Some(line) = self.painted(drawn, None, stroke, size, place.flip) else {
            return Some(one);
        };
        // A picture has no line of its own: a shape with the line lies over it.
        (one.x, one.y) = (rounded(frame.x0 - place.frame.x0), rounded(frame.y0 - place.frame.y0));
        let edge = element(
            self.builder.name(&format!("{} line", shape.name)),
            Rect::new(0.0, 0.0, size[0], size[1]),
            line,
        );
        let name = self.builder.name(&format!("{} group", shape.name));
        Some(element(
            name,
            place.frame,
            ElementContent::Group(GroupContent {
                children: vec![one, edge],
                clip: None,
            }),
        ))
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
        let mut group = element(
            name,
            place.frame,
            ElementContent::Group(GroupContent { children, clip: None }),
        );
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

/// Turns an element around the middle of its shape, which need not be its own: a text has space around it.
fn turn(one: &mut Element, place: &Place, rotation: f64) {
    if rotation.rem_euclid(360.0) < 0.01 {
        return;
    }
    let frame = Rect::from_origin_size((one.x.0, one.y.0), (one.width.0, one.height.0));
    let around = Affine::rotate_about(rotation.to_radians(), place.frame.center());
    let moved = around * frame.center() - frame.center();
    (one.x, one.y) = (rounded(one.x.0 + moved.x), rounded(one.y.0 + moved.y));
    one.rotation = turned(one.rotation + rotation);
}

/// The outline of a shape before it is made a form of ours.
enum Drawn {
    Preset(Preset),
    /// Never filled.
    Line(Preset),
    Custom(guides::Outline),
}

fn turned(degrees: f64) -> f64 {
    let within = degrees.rem_euclid(360.0);
    fraction(if within > 180.0 { within - 360.0 } else { within })
}

fn is_clear(paint: &Paint) -> bool {
    matches!(paint, Paint::Solid(Color { a: 0, .. }))
}

/// The address that a click on a shape opens.
fn shape_link(node: &Node, relations: &Relations) -> Option<String> {
    address(relations, identity(node).get("hlinkClick")?.attribute("r:id")?)
}

fn say_effects(properties: &[&Node], lost: &mut Vec<&'static str>) {
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
fn reference<'a>(
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

/// A form of ours for a preset.
fn form_of(form: &Preset, size: [f64; 2], flip: [bool; 2]) -> Option<Form> {
    match form {
        Preset::Rectangle([a, b, c, d]) => {
            let (a, b, c, d) = if flip[0] { (b, a, d, c) } else { (a, b, c, d) };
            let radii = if flip[1] { [d, c, b, a] } else { [a, b, c, d] };
            Some(Form::Rectangle {
                radii: radii.map(|radius| rounded(*radius)),
            })
        }
        Preset::Ellipse => Some(Form::Ellipse {}),
        Preset::Line if flip[0] == flip[1] || size[0] <= 0.0 || size[1] <= 0.0 => Some(Form::Line {}),
        form => path_form(&form.path(size), size, flip),
    }
}

/// A path in a frame as a form that stretches with it.
fn path_form(path: &BezPath, [w, h]: [f64; 2], flip: [bool; 2]) -> Option<Form> {
    let across = if flip[0] {
        Affine::new([-1.0, 0.0, 0.0, 1.0, w, 0.0])
    } else {
        Affine::IDENTITY
    };
    let down = if flip[1] {
        Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, h])
    } else {
        Affine::IDENTITY
    };
    builder::path_form(
        &(across * down * path.clone()),
        Rect::new(0.0, 0.0, w, h),
        FillRule::EvenOdd,
    )
}

/// Whether a path is the outline of its frame, as Canva writes rectangles.
fn is_frame(path: &BezPath, [w, h]: [f64; 2]) -> bool {
    let mut corners = Vec::new();
    for step in path.elements() {
        match step {
            kurbo::PathEl::MoveTo(point) | kurbo::PathEl::LineTo(point) => corners.push(*point),
            kurbo::PathEl::ClosePath => {}
            kurbo::PathEl::QuadTo(..) | kurbo::PathEl::CurveTo(..) => return false,
        }
    }
    if corners.len() > 1
        && corners
            .first()
            .zip(corners.last())
            .is_some_and(|(a, b)| (*a - *b).hypot() < 0.01)
    {
        corners.pop();
    }
    let is_corner = |point: &kurbo::Point| {
        let near = |value: f64, side: f64| value.abs() < 0.05 || (value - side).abs() < 0.05;
        near(point.x, w) && near(point.y, h)
    };
    let area: f64 = kurbo::Shape::area(path).abs();
    corners.len() == 4 && corners.iter().all(is_corner) && (area - w * h).abs() < 0.01 * w * h + 0.01
}
