//! SVG drawings as designs with editable elements. Runs in a child process only.
//!
//! The drawing is resolved by usvg, as for a background: styles, units, `use`, nested drawings. Its paths become shapes
//! again (a rectangle, an ellipse, a line where they are one), texts become texts with fields in the place of
//! placeholders (on a circle where they follow one), embedded pictures become pictures, groups stay groups. Mixing,
//! blurs and shadows stay what they are. What a design has no word for (other filters, masks, patterns) becomes a picture
//! at 300 dpi in its place, and is said.

mod curve;
mod effects;
mod forms;
mod paint;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use kurbo::{Affine, BezPath, Shape as _};
use resvg::usvg::{self, Group, ImageKind, Node};

use crate::diag::{Problem, Result};
use crate::model::{
    Aids, Background, Design, DesignKind, Element, ElementContent, FillRule, Form, GroupContent, Image, ImageFit,
    ImageSource, Page, Paint, ShapeContent,
};
use crate::units::{PT_PER_MM, Pt, Rect};

use super::builder::{Builder, MAX_ELEMENTS, element, fraction, mirrored, path_form, rounded};
use super::faces::Faces;
use super::svg::{self, PT_PER_PX, affine};
use super::svg_paint::{self, bez_path};
use super::svg_source::Source;
use super::wire::Imported;
use effects::Effects;
use forms::Placed;

/// A small font whose box for missing letters measures texts: which fonts the design will have is not known here.
const MEASURE: &[u8] = include_bytes!("../../../fonts/noto/NotoSansArmenian-Regular.ttf");

/// How many groups may lie in each other.
const MAX_GROUPS: usize = 14;

/// The least side of a page, in points.
const LEAST: f64 = 5.0 * PT_PER_MM;

/// Reads a drawing as a design of a name, for texts in the fonts that there are. `beat` is called now and then while the work goes on.
///
/// # Errors
/// As for a drawing that is a background; `svg-too-many` when it has more parts than a design may have elements.
pub(super) fn read(file: &[u8], name: &str, faces: &Faces, beat: &mut dyn FnMut() -> Result<()>) -> Result<Imported> {
    let (source, file) = Source::read(file);
    let parsed = svg::parse(&file, &[], Some(MEASURE))?;
    let [width, height] = parsed.size;
    if width < LEAST || height < LEAST {
        return Err(Problem::error(
            "svg-size",
            format!("The drawing is {width:.1} × {height:.1} points large"),
        )
        .hint("Make it at least 5 mm wide and high")
        .into());
    }
    let mut walker = Walker {
        builder: Builder::of_one_page(),
        source,
        faces,
        beat,
        page: Rect::new(0.0, 0.0, width, height),
        left: MAX_ELEMENTS,
        unnamed: BTreeSet::new(),
    };
    let mut elements = walker.children(parsed.tree.root(), 0)?;
    let background = background(&mut elements, width, height);
    let mut builder = walker.builder;
    for name in &parsed.outside {
        builder.problems.push(
            Problem::warning(
                "import-left-out",
                format!("A picture that is not in the drawing was left out: “{name}”"),
            )
            .hint("Embed the picture in the drawing, or add it to the design"),
        );
    }
    builder.report_fields();
    let design = Design {
        name: name.to_owned(),
        kind: if (width / height - 1.0).abs() < 0.05 {
            DesignKind::Badge
        } else {
            DesignKind::Certificate
        },
        description: String::new(),
        language: "en".to_owned(),
        swatches: BTreeMap::new(),
        sample: builder.sample(),
        template: false,
        pages: vec![Page {
            width: rounded(width),
            height: rounded(height),
            bleed: Pt::ZERO,
            background,
            aids: Aids::default(),
            elements,
        }],
    };
    builder.problems.extend(missing_fonts(&design, faces));
    Ok(Imported {
        design,
        assets: builder.assets,
        fonts: BTreeMap::new(),
        problems: builder.problems,
    })
}

/// Says which fonts of the texts are not there.
fn missing_fonts(design: &Design, faces: &Faces) -> Option<Problem> {
    let families = design.families();
    let missing: Vec<&str> = families.into_iter().filter(|family| !faces.has(family)).collect();
    let message = format!(
        "Texts are set in fonts that are not here, and others stand in for them: {}",
        missing.join(", ")
    );
    (!missing.is_empty())
        .then(|| Problem::note("import-font", message).hint("Add the fonts to the design's fonts, or choose others"))
}

/// The paint of the page, when the drawing begins with a plain rectangle over all of it.
fn background(elements: &mut Vec<Element>, width: f64, height: f64) -> Background {
    let covers = |one: &Element| {
        let is_plain = one.rotation == 0.0 && one.opacity >= 1.0 && one.x.0 < 0.1 && one.y.0 < 0.1;
        is_plain && one.x.0 + one.width.0 > width - 0.1 && one.y.0 + one.height.0 > height - 0.1
    };
    let mut out = Background::default();
    if let Some(one) = elements.first()
        && covers(one)
        && let ElementContent::Shape(ShapeContent {
            form: Form::Rectangle { radii },
            fill: Some(Paint::Solid(color)),
            stroke: None,
        }) = &one.content
        && color.a == 255
        && radii.iter().all(|radius| radius.0 == 0.0)
    {
        out.paint = Some(Paint::Solid(*color));
        elements.remove(0);
    }
    out
}

struct Walker<'b> {
    builder: Builder,
    source: Source,
    faces: &'b Faces,
    beat: &'b mut dyn FnMut() -> Result<()>,
    page: Rect,
    left: usize,
    /// The names that are not from the drawing.
    unnamed: BTreeSet<String>,
}

/// The transform of a node, from its coordinates to points of the page.
fn to_page(node: &Node) -> Affine {
    Affine::scale(PT_PER_PX) * affine(node.abs_transform())
}

/// The frame of an element on the page, as it stands when it is turned.
fn bounds(one: &Element) -> Rect {
    let frame = Rect::from_origin_size((one.x.0, one.y.0), (one.width.0, one.height.0));
    Affine::rotate_about(one.rotation.to_radians(), frame.center()).transform_rect_bbox(frame)
}

fn moved(one: &mut Element, x: f64, y: f64) {
    (one.x, one.y) = (rounded(one.x.0 + x), rounded(one.y.0 + y));
}

impl Walker<'_> {
    /// The name of an element of an id, or another one where nobody named it.
    fn name(&mut self, id: &str, otherwise: &str) -> String {
        if let Some(name) = self.source.name(id) {
            return self.builder.name(&name);
        }
        let name = self.builder.name(otherwise);
        self.unnamed.insert(name.clone());
        name
    }

    /// Gives the name of a group to all that is in it, unless that has one.
    fn named_as_its_group(&mut self, only: &mut Element, id: &str) {
        if self.source.name(id).is_none() || !self.unnamed.remove(&only.name) {
            return;
        }
        let name = self.name(id, "");
        self.builder.rename(&only.name, &name);
        only.name = name;
    }

    fn count(&mut self) -> Result<()> {
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            Problem::error(
                "svg-too-many",
                format!("The drawing has more than {MAX_ELEMENTS} parts"),
            )
            .hint("Import it as a background, or join its parts in the program that made it")
        })?;
        (self.beat)()
    }

    /// The children of a group, in points of the page.
    fn children(&mut self, group: &Group, depth: usize) -> Result<Vec<Element>> {
        let mut elements = Vec::new();
        for node in group.children() {
            self.count()?;
            match node {
                Node::Group(inner) => elements.extend(self.group(node, inner, depth)?),
                Node::Path(path) => elements.extend(self.path(node, path)?),
                Node::Text(text) => elements.extend(self.text(node, text)),
                Node::Image(image) => elements.extend(self.image(node, image)?),
            }
        }
        Ok(elements)
    }

    fn group(&mut self, node: &Node, group: &Group, depth: usize) -> Result<Vec<Element>> {
        let effects = Effects::of(group);
        let flat = if effects.is_none() {
            Some("It has a filter that is more than a shadow or a blur")
        } else if !group.filters().is_empty() && group.clip_path().is_some() {
            // A drawing cuts what is blurred, an element blurs what is cut.
            Some("It has a filter and is cut")
        } else if group.mask().is_some() {
            Some("It has a mask")
        } else if depth >= MAX_GROUPS {
            Some("It lies in too many groups")
        } else {
            None
        };
        if let Some(why) = flat {
            return self.flattened(node, why);
        }
        let clips = match group.clip_path().map(svg_paint::clips).transpose() {
            Ok(clips) => clips.unwrap_or_default(),
            Err(svg_paint::NotDrawn(_)) => return self.flattened(node, "Its clip has overlapping forms"),
        };
        let mut elements = self.children(group, depth + 1)?;
        for clip in clips {
            let outline = BezPath::from_svg(&clip.d).unwrap_or_default();
            let rule = if clip.even_odd {
                FillRule::EvenOdd
            } else {
                FillRule::NonZero
            };
            elements = self.clipped(elements, &(to_page(node) * outline), rule, group.id());
        }
        let opacity = fraction(f64::from(group.opacity().get()).clamp(0.0, 1.0));
        let effects = effects.unwrap_or_default();
        match &mut elements[..] {
            [] => Ok(elements),
            [only] if effects.fit(only) => {
                only.opacity = fraction(only.opacity * opacity);
                effects.apply(only);
                self.named_as_its_group(only, group.id());
                Ok(elements)
            }
            _ if opacity >= 1.0 && depth == 0 && group.id().is_empty() && effects.are_none() => Ok(elements),
            _ => {
                let mut whole = self.grouped(elements, None, opacity, group.id());
                effects.apply(&mut whole);
                Ok(vec![whole])
            }
        }
    }

    /// Elements of the page as one group with a frame around them, or the frame of its clip.
    fn grouped(&mut self, mut children: Vec<Element>, clip: Option<(Rect, Form)>, opacity: f64, id: &str) -> Element {
        let around = children
            .iter()
            .map(bounds)
            .reduce(|a, b| a.union(b))
            .unwrap_or_default();
        let (frame, clip) = clip.map_or((around, None), |(frame, form)| (frame, Some(form)));
        for child in &mut children {
            moved(child, -frame.x0, -frame.y0);
        }
        let name = self.name(id, "Group");
        let mut group = element(
            name,
            frame,
            ElementContent::Group(GroupContent {
                clip,
                ..GroupContent::new(children)
            }),
        );
        group.opacity = opacity;
        group
    }

    /// Elements within a clip; one that cuts nothing off is left out.
    fn clipped(&mut self, elements: Vec<Element>, outline: &BezPath, rule: FillRule, id: &str) -> Vec<Element> {
        let Some(around) = elements.iter().map(bounds).reduce(|a, b| a.union(b)) else {
            return elements;
        };
        let form = forms::recognised(outline);
        let cuts = |area: Rect| {
            let near = area.inflate(0.5, 0.5);
            near.intersect(around) != around && near.intersect(self.page) != self.page
        };
        if matches!(&form, Some((Form::Rectangle { radii }, _)) if radii.iter().all(|radius| radius.0 <= 0.0))
            && !cuts(outline.bounding_box())
        {
            return elements;
        }
        let frame = outline.bounding_box();
        let form = form.map(|(form, _)| form).or_else(|| path_form(outline, frame, rule));
        match form {
            Some(form) => vec![self.grouped(elements, Some((frame, form)), 1.0, id)],
            // An empty clip shows nothing.
            None => Vec::new(),
        }
    }

    fn path(&mut self, node: &Node, path: &usvg::Path) -> Result<Vec<Element>> {
        if !path.is_visible() {
            return Ok(Vec::new());
        }
        let placed = forms::placed(&bez_path(path.data()), to_page(node), path.fill().map(usvg::Fill::rule));
        let Some(Placed {
            form,
            frame,
            rotation,
            to_frame,
            kind,
        }) = placed
        else {
            return Ok(Vec::new());
        };
        let mut lost = Vec::new();
        let ink = paint::Inks {
            to_frame,
            size: [frame.width(), frame.height()],
        };
        let fill = path
            .fill()
            .map(|fill| ink.paint(fill.paint(), fill.opacity().get(), &mut lost));
        let stroke = path.stroke().map(|stroke| ink.stroke(stroke, to_page(node), &mut lost));
        let (Ok(fill), Ok(stroke)) = (fill.transpose(), stroke.transpose()) else {
            return self.flattened(node, "It is filled with a pattern");
        };
        if fill.is_none() && stroke.is_none() {
            return Ok(Vec::new());
        }
        let name = self.name(path.id(), kind);
        for why in lost {
            self.builder.note(&name, "import-changed", why);
        }
        let mut one = element(name, frame, ElementContent::Shape(ShapeContent { form, fill, stroke }));
        one.rotation = fraction(rotation);
        Ok(vec![one])
    }

    fn text(&mut self, node: &Node, text: &usvg::Text) -> Vec<Element> {
        let from_right = self.source.reads_from_right(text.id());
        let setting = text::Setting {
            from_right,
            to_page: to_page(node),
            page: self.page,
            faces: self.faces,
        };
        let lines = text::lines(text, &setting, &mut self.builder);
        lines
            .into_iter()
            .map(|line| {
                let words: String = line
                    .words
                    .split_whitespace()
                    .take(5)
                    .collect::<Vec<_>>()
                    .join(" ")
                    .chars()
                    .take(40)
                    .collect();
                let name = self.name(text.id(), if words.is_empty() { "Text" } else { &words });
                for why in line.lost {
                    self.builder.note(&name, "import-changed", why);
                }
                let mut one = element(name, line.frame, ElementContent::Text(line.content));
                one.rotation = fraction(line.rotation);
                one
            })
            .collect()
    }

    fn image(&mut self, node: &Node, image: &usvg::Image) -> Result<Vec<Element>> {
        if !image.is_visible() {
            return Ok(Vec::new());
        }
        let size = [f64::from(image.size().width()), f64::from(image.size().height())];
        let Some(turn) = forms::turned(to_page(node)) else {
            return self.flattened(node, "It is a slanted picture");
        };
        let (bytes, kind, end): (Vec<u8>, &str, &str) = match image.kind() {
            ImageKind::PNG(file) => (file.to_vec(), "image/png", "png"),
            ImageKind::JPEG(file) => (file.to_vec(), "image/jpeg", "jpg"),
            ImageKind::WEBP(file) => (file.to_vec(), "image/webp", "webp"),
            ImageKind::SVG(tree) if !tree.has_text_nodes() => (
                tree.to_string(&usvg::WriteOptions::default()).into_bytes(),
                "image/svg+xml",
                "svg",
            ),
            ImageKind::SVG(_) | ImageKind::GIF(_) => {
                return self.flattened(node, "It is a picture of another kind");
            }
        };
        if end != "svg" && crate::images::Picture::decode(&bytes).is_err() {
            let name = self.name(image.id(), "Picture");
            self.builder.left_out(
                &name,
                "It is damaged or too large and was left out",
                "Add the picture to the design",
            );
            return Ok(Vec::new());
        }
        let wanted = format!("picture.{end}");
        let asset = if turn.mirrored {
            let svg = mirrored(&bytes, kind, size, [false, true]);
            self.builder.asset("picture-turned.svg", svg.as_bytes())
        } else {
            self.builder.asset(&wanted, &bytes)
        };
        let name = self.name(image.id(), "Picture");
        let content = ElementContent::Image(picture(asset));
        let frame = turn.frame(to_page(node), Rect::new(0.0, 0.0, size[0], size[1]));
        let mut one = element(name, frame, content);
        one.rotation = fraction(turn.rotation);
        Ok(vec![one])
    }

    /// A node as a picture in its place.
    fn flattened(&mut self, node: &Node, why: &str) -> Result<Vec<Element>> {
        let parent = match node {
            // A group is drawn with its own transform.
            Node::Group(group) => affine(group.abs_transform()) * affine(group.transform()).inverse(),
            node => affine(node.abs_transform()),
        };
        let Some((pixmap, square)) = svg::pictured(node, parent, 1.0)? else {
            return Ok(Vec::new());
        };
        let png = pixmap.encode_png().map_err(|error| {
            Problem::unexpected("svg-picture", format!("Cannot keep a part of the drawing: {error}"))
        })?;
        let name = match self.source.name_of(node) {
            Some(name) => self.builder.name(&name),
            None => self.name("", "Picture"),
        };
        let message = format!("{why}; it is a picture at 300 dpi now");
        self.builder.note(&name, "import-flattened", message);
        if has_text(node) {
            self.builder.left_out(
                &name,
                "Its texts are lost in the picture, as their fonts are not in the drawing",
                "Convert the texts to paths, or take the effect away, in the program that made it",
            );
        }
        let asset = self.builder.asset("flattened.png", &png);
        let frame = (Affine::scale(PT_PER_PX) * square).transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
        Ok(vec![element(name, frame, ElementContent::Image(picture(asset)))])
    }
}

fn picture(asset: String) -> Image {
    Image {
        fit: ImageFit::Stretch,
        ..Image::of(ImageSource::Asset(asset))
    }
}

fn has_text(node: &Node) -> bool {
    match node {
        Node::Text(_) => true,
        Node::Group(group) => group.children().iter().any(has_text),
        Node::Path(_) | Node::Image(_) => false,
    }
}
