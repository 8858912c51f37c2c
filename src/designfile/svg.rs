//! SVG drawings as steps that a scene can draw. Runs in a child process only.
//!
//! Paths, groups, opacity, clips, gradients and embedded pictures stay what they are. What a scene has no word for
//! (filters, masks, patterns, spread or focal gradients) becomes a picture at 300 dpi in its place; a drawing with
//! blend modes becomes one as a whole. Nothing outside the file is read: neither other files nor fonts of the machine.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Group, ImageKind, Node, Tree, fontdb};

use crate::diag::{Problem, Result};
use crate::units::{Affine, PT_PER_MM, Rect};

use super::faces;
use super::svg_paint::{self, NotDrawn};
use super::svg_source::{self, Source};
use super::wire::{Answer, MAX_DEPTH, Outline, Step};

/// Points in a CSS pixel, the unit of SVG.
pub(super) const PT_PER_PX: f64 = 0.75;

/// Pixels of a picture in a unit of the drawing, at 300 dpi.
const SCALE: f64 = 300.0 / 96.0;

/// The longest side and the most pixels of such a picture.
const MAX_SIDE: f64 = 8_000.0;
const MAX_PIXELS: f64 = 36_000_000.0;

/// The largest side of a drawing: 5 m.
const MAX_SIZE: f64 = 5_000.0 * PT_PER_MM;

/// Reads an SVG file with the fonts for its texts.
pub(super) fn read(svg: &[u8], fonts: &[&[u8]]) -> Result<Answer> {
    let (source, svg) = Source::read(svg);
    let Parsed {
        tree,
        size: [width, height],
        outside,
        families,
        replaced,
        lent,
    } = parse(&svg_source::anchored(&svg), fonts, None)?;
    let mut writer = Writer {
        answer: Answer::default(),
        source,
        pictured: BTreeMap::new(),
    };
    if let Some(node) = blending(tree.root()) {
        writer.pictured(node, "The drawing mixes colours with what lies under them");
        writer.whole(&tree)?;
    } else {
        writer.begin(Affine::scale(PT_PER_PX), 1.0, None);
        writer.group(tree.root(), Affine::IDENTITY, 1.0, 0)?;
        writer.answer.steps.push(Step::End);
    }
    let notes = writer.pictured.iter().map(|(why, names)| picture_note(why, names));
    let mut answer = writer.answer;
    answer.problems.extend(notes);
    (answer.width, answer.height) = (width, height);
    answer.problems.extend(outside_problems(&outside));
    answer.problems.extend(family_problems(&families));
    answer.problems.extend(replaced_problems(&replaced));
    answer.problems.extend(lent_problems(&lent));
    answer.problems.extend(letters_without_font(tree.root()));
    if answer.problems.is_empty() && tree.root().children().is_empty() {
        answer.problems.push(
            Problem::warning("svg-empty", "The drawing shows nothing").hint("Check it in the program that made it"),
        );
    }
    Ok(answer)
}

/// A drawing with what it asked for and did not get.
pub(super) struct Parsed {
    pub tree: Tree,
    /// Points.
    pub size: [f64; 2],
    /// Pictures that are not in it.
    pub outside: BTreeSet<String>,
    /// Families that are not among the fonts.
    pub families: BTreeSet<String>,
    /// Those of them for which another one stands in, with that.
    replaced: BTreeSet<String>,
    /// Families that lack letters of their texts, with those that have them.
    lent: BTreeSet<String>,
}

/// Reads a drawing. Texts in other fonts than the given ones are lost, unless there is one that stands in for all.
pub(super) fn parse(svg: &[u8], fonts: &[&[u8]], stand_in: Option<&[u8]>) -> Result<Parsed> {
    let text = std::str::from_utf8(svg)
        .map_err(|_| Problem::error("svg-damaged", "The drawing is not UTF-8").hint("Save it as UTF-8"))?;
    let outside: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let families: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let replaced: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let lent: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let tree = {
        let noted = Noted {
            outside: &outside,
            families: &families,
            replaced: &replaced,
            lent: &lent,
        };
        let options = options(fonts, stand_in, noted);
        Tree::from_str(text, &options).map_err(|error| {
            Problem::error("svg-damaged", format!("The drawing cannot be read: {error}"))
                .hint("Export it again from the program that made it, as plain SVG")
        })?
    };
    let (width, height) = (
        f64::from(tree.size().width()) * PT_PER_PX,
        f64::from(tree.size().height()) * PT_PER_PX,
    );
    if width > MAX_SIZE || height > MAX_SIZE {
        return Err(Problem::error(
            "svg-too-large",
            format!("The drawing is {width:.0} × {height:.0} points large"),
        )
        .hint("Make it at most 5 m wide and high")
        .into());
    }
    Ok(Parsed {
        tree,
        size: [width, height],
        outside: taken(outside),
        families: taken(families),
        replaced: taken(replaced),
        lent: taken(lent),
    })
}

fn taken(names: Mutex<BTreeSet<String>>) -> BTreeSet<String> {
    names.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn note(names: &Mutex<BTreeSet<String>>, name: &str) {
    let short: String = name.chars().take(80).collect();
    let mut names = names.lock().unwrap_or_else(PoisonError::into_inner);
    if names.len() < 20 {
        names.insert(short);
    }
}

/// What a drawing asked for while it was read.
#[derive(Clone, Copy)]
struct Noted<'a> {
    outside: &'a Mutex<BTreeSet<String>>,
    families: &'a Mutex<BTreeSet<String>>,
    replaced: &'a Mutex<BTreeSet<String>>,
    lent: &'a Mutex<BTreeSet<String>>,
}

/// Options under which a drawing sees nothing but itself and the given fonts; what it asks for is noted.
fn options<'a>(fonts: &[&[u8]], stand_in: Option<&[u8]>, noted: Noted<'a>) -> usvg::Options<'a> {
    let mut options = usvg::Options {
        resources_dir: None,
        ..usvg::Options::default()
    };
    options.image_href_resolver.resolve_string = Box::new(move |href, _| {
        note(noted.outside, href);
        None
    });
    for font in fonts {
        options.fontdb_mut().load_font_data(font.to_vec());
    }
    if let Some(font) = stand_in {
        options.fontdb_mut().load_font_data(font.to_vec());
    }
    let last = stand_in.and_then(|_| options.fontdb.faces().last().map(|face| face.id));
    options.font_resolver.select_font = Box::new(move |font, known| {
        let wanted: Vec<String> = font.families().iter().map(ToString::to_string).collect();
        let plain: Vec<&str> = wanted.iter().map(|name| name.trim_matches(['"', '\''])).collect();
        if let Some(found) = nearest(font, &plain, known) {
            return Some(found);
        }
        let names_a_font = font
            .families()
            .iter()
            .any(|one| matches!(one, usvg::FontFamily::Named(_)));
        match nearest(font, &stand_ins(font), known) {
            // The kinds of families that CSS knows are ours.
            Some(found) if !names_a_font => return Some(found),
            Some(found) => {
                note(
                    noted.replaced,
                    &format!("{} → {}", plain.join(", "), name_of(found, known)),
                );
                return Some(found);
            }
            None => note(noted.families, &plain.join(", ")),
        }
        last
    });
    let any = usvg::FontResolver::default_fallback_selector();
    options.font_resolver.select_fallback = Box::new(move |letter, used, known| {
        let found = any(letter, used, known)?;
        let found = nearest_of_family(found, *used.first()?, known)
            .filter(|face| !used.contains(face))
            .unwrap_or(found);
        note(
            noted.lent,
            &format!("{} → {}", name_of(*used.first()?, known), name_of(found, known)),
        );
        Some(found)
    });
    options
}

/// The face of another's family that is nearest to a third one's style.
fn nearest_of_family(face: fontdb::ID, like: fontdb::ID, known: &fontdb::Database) -> Option<fontdb::ID> {
    let (family, like) = (name_of(face, known), known.face(like)?);
    known.query(&fontdb::Query {
        families: &[fontdb::Family::Name(family)],
        weight: like.weight,
        stretch: like.stretch,
        style: like.style,
    })
}

/// The family of a face.
fn name_of(face: fontdb::ID, known: &fontdb::Database) -> &str {
    let family = known.face(face).and_then(|face| face.families.first());
    family.map_or("another font", |(name, _)| name.as_str())
}

/// The face of the first of some families that is there.
fn nearest(font: &usvg::Font, families: &[&str], known: &fontdb::Database) -> Option<fontdb::ID> {
    let names: Vec<fontdb::Family<'_>> = families.iter().map(|name| fontdb::Family::Name(name)).collect();
    known.query(&fontdb::Query {
        families: &names,
        weight: fontdb::Weight(font.weight()),
        stretch: fontdb::Stretch::Normal,
        style: match font.style() {
            usvg::FontStyle::Normal => fontdb::Style::Normal,
            usvg::FontStyle::Italic => fontdb::Style::Italic,
            usvg::FontStyle::Oblique => fontdb::Style::Oblique,
        },
    })
}

/// The families that stand in for those that a text asks for: of the kind that it names last, or any.
fn stand_ins(font: &usvg::Font) -> Vec<&'static str> {
    let kind = |family: &usvg::FontFamily| match family {
        usvg::FontFamily::Serif => Some(faces::SERIF),
        usvg::FontFamily::Cursive | usvg::FontFamily::Fantasy => Some(faces::CURSIVE),
        usvg::FontFamily::SansSerif | usvg::FontFamily::Monospace | usvg::FontFamily::Named(_) => None,
    };
    let kinds = font.families().iter().filter_map(kind);
    kinds.chain([faces::SANS]).collect()
}

fn outside_problems(names: &BTreeSet<String>) -> Vec<Problem> {
    let problem = |name: &String| {
        Problem::error(
            "svg-outside",
            format!("The drawing shows a picture that is not in it: “{name}”"),
        )
        .hint("Embed the picture in the drawing")
    };
    names.iter().map(problem).collect()
}

fn family_problems(names: &BTreeSet<String>) -> Vec<Problem> {
    let problem = |name: &String| {
        Problem::error(
            "svg-text",
            format!("The drawing has text in a font that the design does not bring: “{name}”"),
        )
        .hint("Convert the drawing's texts to paths, or put the font into the design's folder “fonts”")
    };
    names.iter().map(problem).collect()
}

fn replaced_problems(names: &BTreeSet<String>) -> Vec<Problem> {
    let problem = |name: &String| {
        let (wanted, used) = name.split_once(" → ").unwrap_or((name, "another font"));
        Problem::warning(
            "svg-font-replaced",
            format!("The drawing's text in “{wanted}” is drawn in {used}, as that font is not here"),
        )
        .hint("Convert the drawing's texts to paths, or put the font into the design's folder “fonts”")
    };
    names.iter().map(problem).collect()
}

fn lent_problems(names: &BTreeSet<String>) -> Vec<Problem> {
    let problem = |name: &String| {
        let (lacks, has) = name.split_once(" → ")?;
        let message = format!("Lines with letters that {lacks} has not are drawn in {has}");
        Some(Problem::note("svg-letters-lent", message))
    };
    names.iter().filter_map(problem).collect()
}

/// Letters that are drawn as the box of a font that lacks them.
fn letters_without_font(root: &Group) -> Option<Problem> {
    let mut lacking: BTreeSet<char> = BTreeSet::new();
    let mut pending: Vec<&Node> = root.children().iter().collect();
    while let Some(node) = pending.pop() {
        match node {
            Node::Group(group) => pending.extend(group.children()),
            Node::Text(text) => {
                let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                let without = glyphs.filter(|glyph| glyph.id.0 == 0);
                // What is no letter or sign is not drawn in any font.
                lacking.extend(without.flat_map(|glyph| glyph.text.chars().filter(|c| c.is_alphanumeric())));
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
    let some: String = lacking.iter().take(20).collect();
    (!lacking.is_empty()).then(|| {
        Problem::warning(
            "svg-letters",
            format!("No font of the drawing has the letters “{some}”"),
        )
        .hint("Import the drawing as elements, set the text in a font that has them, or convert its texts to paths")
    })
}

/// Says what became a picture, by the names that there are.
fn picture_note(why: &str, names: &BTreeSet<String>) -> Problem {
    const NAMED: usize = 3;
    let mut said: Vec<String> = names.iter().take(NAMED).map(|name| format!("“{name}”")).collect();
    if let Some(more) = names.len().checked_sub(NAMED).filter(|more| *more > 0) {
        said.push(format!("{more} more"));
    }
    let which = match said.is_empty() {
        true => String::new(),
        false => format!(" ({})", said.join(", ")),
    };
    Problem::note(
        "svg-picture",
        format!("{why}{which}; that part is a picture at 300 dpi"),
    )
}

/// What is mixed with what is under it in another way than covering it.
fn blending(root: &Group) -> Option<&Node> {
    let mut pending: Vec<&Node> = root.children().iter().collect();
    while let Some(node) = pending.pop() {
        match node {
            Node::Group(group) => {
                if group.blend_mode() != usvg::BlendMode::Normal {
                    return Some(node);
                }
                pending.extend(group.children());
            }
            Node::Image(image) => {
                if let ImageKind::SVG(tree) = image.kind() {
                    pending.extend(tree.root().children());
                }
            }
            Node::Path(_) | Node::Text(_) => {}
        }
    }
    None
}

/// The first words of a text, by which one finds it that has no name.
fn words_of(node: &Node) -> Option<String> {
    match node {
        Node::Text(text) => {
            let whole: String = text.chunks().iter().map(usvg::TextChunk::text).collect();
            let whole = whole.replace(svg_source::EMBEDDING, "");
            let words: Vec<&str> = whole.split_whitespace().take(4).collect();
            (!words.is_empty()).then(|| words.join(" "))
        }
        Node::Group(group) => match group.children() {
            [only] => words_of(only),
            _ => None,
        },
        Node::Path(_) | Node::Image(_) => None,
    }
}

/// Whether a node is drawn, or must become a picture and why.
type Drawn = std::result::Result<(), NotDrawn>;

struct Writer {
    answer: Answer,
    source: Source,
    /// Why parts became pictures, and what those are called that have a name.
    pictured: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Writer {
    fn pictured(&mut self, node: &Node, why: &'static str) {
        let names = self.pictured.entry(why).or_default();
        names.extend(self.source.name_of(node).or_else(|| words_of(node)));
    }

    fn begin(&mut self, transform: Affine, opacity: f32, clip: Option<Outline>) {
        self.answer.steps.push(Step::Begin {
            transform: transform.as_coeffs(),
            opacity,
            clip,
        });
    }

    /// The children of a group. `to_root` leads from the group's coordinates to the drawing's, `scale` is how much
    /// larger the drawing is shown.
    fn group(&mut self, group: &Group, to_root: Affine, scale: f64, depth: usize) -> Result<()> {
        for node in group.children() {
            let (steps, blobs) = (self.answer.steps.len(), self.answer.blobs.len());
            if let Err(NotDrawn(why)) = self.node(node, to_root, scale, depth)? {
                self.answer.steps.truncate(steps);
                self.answer.blobs.truncate(blobs);
                self.pictured(node, why);
                self.node_as_picture(node, to_root, scale)?;
            }
        }
        Ok(())
    }

    fn node(&mut self, node: &Node, to_root: Affine, scale: f64, depth: usize) -> Result<Drawn> {
        if depth >= MAX_DEPTH {
            return Ok(Err(NotDrawn("The drawing has too many groups in each other")));
        }
        match node {
            Node::Group(group) => self.inner_group(group, to_root, scale, depth),
            Node::Path(path) => Ok(svg_paint::path(path, &mut self.answer.steps)),
            Node::Text(text) => self.inner_group(text.flattened(), to_root, scale, depth),
            Node::Image(image) if !image.is_visible() => Ok(Ok(())),
            Node::Image(image) => {
                let size = (f64::from(image.size().width()), f64::from(image.size().height()));
                match image.kind() {
                    ImageKind::PNG(file) | ImageKind::JPEG(file) | ImageKind::WEBP(file) => {
                        self.answer.steps.push(Step::Picture {
                            blob: self.answer.blobs.len(),
                            pixels: None,
                            transform: Affine::scale_non_uniform(size.0, size.1).as_coeffs(),
                        });
                        self.answer.blobs.push(file.to_vec());
                        Ok(Ok(()))
                    }
                    ImageKind::SVG(tree) => {
                        let outline = svg_paint::rectangle(Rect::new(0.0, 0.0, size.0, size.1));
                        self.begin(Affine::IDENTITY, 1.0, Some(outline));
                        // The inner drawing is a tree of its own, whose coordinates begin anew.
                        self.group(tree.root(), Affine::IDENTITY, scale * mean_scale(to_root), depth + 1)?;
                        self.answer.steps.push(Step::End);
                        Ok(Ok(()))
                    }
                    ImageKind::GIF(_) => Ok(Err(NotDrawn("The drawing has a GIF picture"))),
                }
            }
        }
    }

    fn inner_group(&mut self, group: &Group, to_root: Affine, scale: f64, depth: usize) -> Result<Drawn> {
        if !group.filters().is_empty() {
            return Ok(Err(NotDrawn("The drawing has filters, such as shadows or blurs")));
        }
        if group.mask().is_some() {
            return Ok(Err(NotDrawn("The drawing has masks")));
        }
        let clips = match group.clip_path().map(svg_paint::clips).transpose() {
            Ok(clips) => clips.unwrap_or_default(),
            Err(not_drawn) => return Ok(Err(not_drawn)),
        };
        let transform = affine(group.transform());
        let mut clips = clips.into_iter();
        self.begin(transform, group.opacity().get(), clips.next());
        let extra = clips.len();
        for clip in clips {
            self.begin(Affine::IDENTITY, 1.0, Some(clip));
        }
        self.group(group, to_root * transform, scale, depth + 1 + extra)?;
        for _ in 0..=extra {
            self.answer.steps.push(Step::End);
        }
        Ok(Ok(()))
    }

    /// Draws a node as a picture in its place.
    fn node_as_picture(&mut self, node: &Node, to_root: Affine, scale: f64) -> Result<()> {
        if let Some((pixmap, square)) = pictured(node, to_root, scale)? {
            self.picture(pixmap, to_root.inverse() * square);
        }
        Ok(())
    }

    /// Draws the whole as one picture.
    fn whole(&mut self, tree: &Tree) -> Result<()> {
        let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
        let per_unit = pixels_per_unit(width, height, SCALE);
        let size = [(width * per_unit).ceil().max(1.0), (height * per_unit).ceil().max(1.0)];
        let mut pixmap = new_pixmap(size.map(|side| side as u32))?;
        let fill = Affine::scale_non_uniform(size[0] / width, size[1] / height);
        resvg::render(tree, skia(fill), &mut pixmap.as_mut());
        self.picture(pixmap, Affine::scale_non_uniform(width * PT_PER_PX, height * PT_PER_PX));
        Ok(())
    }

    fn picture(&mut self, pixmap: Pixmap, transform: Affine) {
        self.answer.steps.push(Step::Picture {
            blob: self.answer.blobs.len(),
            pixels: Some([pixmap.width(), pixmap.height()]),
            transform: transform.as_coeffs(),
        });
        self.answer.blobs.push(pixmap.take_demultiplied());
    }
}

/// A node as a picture, with the transform from a square of side 1 to the drawing; `None` when nothing of it is seen.
/// `to_root` leads from the node's coordinates to the drawing's.
pub(super) fn pictured(node: &Node, to_root: Affine, scale: f64) -> Result<Option<(Pixmap, Affine)>> {
    let Some(bounds) = node.abs_layer_bounding_box() else {
        return Ok(None);
    };
    let (left, top) = (f64::from(bounds.x()), f64::from(bounds.y()));
    let area = Rect::new(
        left,
        top,
        left + f64::from(bounds.width()),
        top + f64::from(bounds.height()),
    );
    // Smoothed edges go a little beyond the bounds.
    let per_unit = pixels_per_unit(area.width(), area.height(), SCALE * scale);
    let area = area.inflate(1.0 / per_unit, 1.0 / per_unit);
    if to_root.determinant().abs() < 1e-12 {
        return Ok(None);
    }
    // The renderer places a node's bounds at the origin; that is undone to place them with their margin.
    let placed = Affine::scale(per_unit) * Affine::translate((-area.x0, -area.y0)) * to_root;
    let transform = skia(placed * Affine::translate((left, top)));
    let size = [
        (area.width() * per_unit).ceil() as u32,
        (area.height() * per_unit).ceil() as u32,
    ];
    let mut pixmap = new_pixmap(size)?;
    // There is nothing to draw when a node has no size.
    let _ = resvg::render_node(node, transform, &mut pixmap.as_mut());
    let square = Affine::translate((area.x0, area.y0))
        * Affine::scale_non_uniform(f64::from(size[0]) / per_unit, f64::from(size[1]) / per_unit);
    Ok(Some((pixmap, square)))
}

fn new_pixmap([width, height]: [u32; 2]) -> Result<Pixmap> {
    Pixmap::new(width.max(1), height.max(1))
        .ok_or_else(|| Problem::error("svg-too-large", "A part of the drawing is too large for a picture").into())
}

/// As many pixels per unit as wanted, or as the limits allow.
fn pixels_per_unit(width: f64, height: f64, wanted: f64) -> f64 {
    let side = MAX_SIDE / width.max(height).max(1e-6);
    let area = (MAX_PIXELS / (width * height).max(1e-6)).sqrt();
    wanted.min(side).min(area)
}

/// How much larger something is drawn, on the average of both directions.
fn mean_scale(transform: Affine) -> f64 {
    transform.determinant().abs().sqrt()
}

pub(super) fn affine(t: Transform) -> Affine {
    Affine::new([t.sx, t.ky, t.kx, t.sy, t.tx, t.ty].map(f64::from))
}

fn skia(transform: Affine) -> Transform {
    let [a, b, c, d, e, f] = transform.as_coeffs().map(|value| value as f32);
    Transform::from_row(a, b, c, d, e, f)
}
