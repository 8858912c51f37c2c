//! Presentations (PPTX, ECMA-376) as designs with editable elements. Runs in a child process only.
//!
//! Canva, PowerPoint, Google Slides and Impress all write this format, and it is the only export of Canva in which
//! texts stay texts with their fonts. A slide becomes a page: its shapes, pictures, texts and groups become elements
//! with what they inherit from layout, master and theme, placeholders become fields. What has no counterpart is drawn
//! in a simpler way or left out, and said at the element.

mod color;
mod fonts;
mod framed;
mod guides;
mod looks;
mod outline;
mod package;
mod paint;
mod picture;
mod place;
mod preset;
mod runs;
mod shape;
mod text;
mod theme;
mod xml;

pub(super) use fonts::split_name;

use std::collections::BTreeMap;

use crate::diag::{Problem, Result};
use crate::locale;
use crate::model::{Aids, Background, Design, DesignKind, Element, ElementContent, Image, ImageSource, Page};
use crate::units::{PT_PER_MM, Rect};

use super::builder::{Builder, element, rounded};
use super::check::MAX_PAGES;
use super::wire::Imported;
use color::Palette;
use fonts::Fonts;
use package::{Package, Part};
use paint::{EMU, Fill, Inks};
use picture::{Pictures, Slot};
use place::Space;
use shape::{Reader, Tree};
use theme::Sources;
use xml::Node;

/// The sides that a page may have, in points: 5 mm to 5 m.
const SIDES: std::ops::RangeInclusive<f64> = 5.0 * PT_PER_MM..=5_000.0 * PT_PER_MM;

/// Reads a presentation as a design of a name. `beat` is called now and then while the work goes on.
///
/// # Errors
/// `pptx-damaged` and `pptx-too-large` for what cannot be read, `pptx-size` for a page of an impossible size,
/// `pptx-empty` when there is no slide.
pub(super) fn read(file: &[u8], name: &str, beat: &mut dyn FnMut() -> Result<()>) -> Result<Imported> {
    let mut package = Package::open(file)?;
    let main = package.main()?;
    let presentation = package.part(&main)?;
    let size = page_size(&presentation.root)?;
    let mut builder = Builder::default();
    let mut fonts = Fonts::list(&presentation.root, &presentation.relations);
    let mut pictures = Pictures::default();
    let slides = slides(&mut package, &presentation, &mut builder)?;
    let mut pages = Vec::new();
    for slide in &slides {
        builder.page = pages.len() as u32 + 1;
        let mut reader = Reader {
            package: &mut package,
            builder: &mut builder,
            fonts: &mut fonts,
            pictures: &mut pictures,
            beat,
        };
        pages.push(page(
            &mut reader,
            slide,
            presentation.root.child("defaultTextStyle"),
            size,
        )?);
    }
    builder.report_fields();
    let (files, problems) = fonts.problems();
    builder.problems.extend(problems);
    let is_square = (size[0] / size[1] - 1.0).abs() < 0.05;
    let design = Design {
        name: name.to_owned(),
        kind: if is_square {
            DesignKind::Badge
        } else {
            DesignKind::Certificate
        },
        description: String::new(),
        language: language(&slides),
        swatches: BTreeMap::new(),
        sample: builder.sample(),
        template: false,
        pages,
    };
    Ok(Imported {
        design,
        assets: builder.assets,
        fonts: files,
        problems: builder.problems,
    })
}

fn page_size(presentation: &Node) -> Result<[f64; 2]> {
    let side = |name: &str| presentation.child("sldSz").number(name).map_or(0.0, |emu| emu / EMU);
    let size = [side("cx"), side("cy")];
    if size.iter().all(|side| SIDES.contains(side)) {
        return Ok(size);
    }
    Err(Problem::error(
        "pptx-size",
        format!("The slides are {:.0} × {:.0} points large", size[0], size[1]),
    )
    .hint("Make them at least 5 mm and at most 5 m wide and high")
    .into())
}

/// The slides that are shown, in their order.
fn slides(package: &mut Package<'_>, presentation: &Part, builder: &mut Builder) -> Result<Vec<Part>> {
    let mut slides = Vec::new();
    let (mut hidden, mut beyond) = (0, 0);
    for entry in presentation.root.child("sldIdLst").all("sldId") {
        let Some(relation) = entry.attribute("r:id").and_then(|id| presentation.relations.get(id)) else {
            continue;
        };
        if slides.len() == MAX_PAGES {
            beyond += 1;
            continue;
        }
        let slide = package.part(&relation.target)?;
        if slide.root.flag("show") == Some(false) {
            hidden += 1;
        } else {
            slides.push(slide);
        }
    }
    if hidden > 0 {
        builder.problems.push(Problem::note(
            "pptx-slides",
            format!("{hidden} hidden slides were left out"),
        ));
    }
    if beyond > 0 {
        builder.problems.push(
            Problem::warning(
                "pptx-slides",
                format!("{beyond} slides beyond the first {MAX_PAGES} were left out"),
            )
            .hint("Import them as a presentation of their own"),
        );
    }
    if slides.is_empty() {
        return Err(Problem::error("pptx-empty", "The presentation has no slide to show")
            .hint("Export it again with its pages")
            .into());
    }
    Ok(slides)
}

fn page(reader: &mut Reader<'_, '_>, slide: &Part, default_text: &Node, size: [f64; 2]) -> Result<Page> {
    let sources = Sources::read(reader.package, slide)?;
    let (layout, master) = (&sources.layout, &sources.master);
    let shape_tree = |part: &'_ Part| -> Node { part.root.child("cSld").child("spTree").clone() };
    let trees = [shape_tree(master), shape_tree(layout), shape_tree(slide)];
    let [master_tree, layout_tree, slide_tree] = &trees;
    let shows = |part: &Part| part.root.flag("showMasterSp") != Some(false);
    let parts: [(&Part, &Node, Vec<&Node>, bool); 3] = [
        (master, master_tree, Vec::new(), shows(slide) && shows(layout)),
        (layout, layout_tree, vec![master_tree], shows(slide)),
        (slide, slide_tree, vec![layout_tree, master_tree], true),
    ];
    let mut elements = Vec::new();
    let background = background(reader, &[slide, layout, master], &sources, size, &mut elements);
    for (at, (part, nodes, above, is_shown)) in parts.into_iter().enumerate() {
        if !is_shown {
            continue;
        }
        let palette = sources.palette(&part.root);
        let tree = Tree {
            relations: &part.relations,
            sources: &sources,
            palette: &palette,
            above,
            default_text,
            holders: at == 2,
        };
        elements.extend(reader.tree(nodes, &tree, &Space::page(size))?);
    }
    Ok(Page {
        width: rounded(size[0]),
        height: rounded(size[1]),
        bleed: crate::units::Pt::ZERO,
        background,
        aids: Aids::default(),
        elements,
    })
}

/// The background: the slide's, else the layout's, else the master's. A cropped picture becomes an element.
fn background(
    reader: &mut Reader<'_, '_>,
    parts: &[&Part; 3],
    sources: &Sources,
    size: [f64; 2],
    elements: &mut Vec<Element>,
) -> Background {
    let mut lost = Vec::new();
    let mut out = Background::default();
    for part in parts {
        let node = part.root.child("cSld").child("bg");
        let palette: Palette = sources.palette(&part.root);
        let inks = Inks {
            palette: &palette,
            style: None,
            size,
        };
        let found = match (node.get("bgPr"), node.get("bgRef")) {
            (Some(own), _) => inks.fill(own, &mut lost),
            (None, Some(reference)) => match themed(reference, sources, inks, &mut lost) {
                Some(paint) => Some(Fill::Paint(paint)),
                None => continue,
            },
            (None, None) => continue,
        };
        match found {
            Some(Fill::Paint(paint)) => out.paint = Some(paint),
            Some(Fill::Picture(fill)) => {
                if let Some((one, is_whole)) = background_picture(reader, part, fill, size, &mut lost) {
                    match whole_asset(&one).filter(|_| is_whole) {
                        Some(path) => out.image = Some(path),
                        None => elements.push(one),
                    }
                }
            }
            _ => {}
        }
        break;
    }
    for why in lost {
        reader.builder.note("Background", "import-changed", why);
    }
    out
}

fn themed(
    reference: &Node,
    sources: &Sources,
    inks: Inks<'_>,
    lost: &mut Vec<&'static str>,
) -> Option<crate::model::Paint> {
    let color = color::of(reference, inks.palette, None);
    let index = reference.number("idx").unwrap_or(0.0) as usize;
    let format = index
        .checked_sub(1_000)
        .and_then(|index| sources.format("bgFillStyleLst", index));
    let holder = Node::around(format.cloned().into_iter().collect());
    match (Inks { style: color, ..inks }).fill(&holder, lost) {
        Some(Fill::Paint(paint)) => Some(paint),
        Some(Fill::Picture(_)) => {
            lost.push("The picture of the theme was left out");
            color.map(Into::into)
        }
        _ => color.map(Into::into),
    }
}

fn background_picture(
    reader: &mut Reader<'_, '_>,
    part: &Part,
    fill: &Node,
    size: [f64; 2],
    lost: &mut Vec<&'static str>,
) -> Option<(Element, bool)> {
    let name = reader.builder.name("Background");
    let slot = Slot {
        name: &name,
        size,
        flip: [false; 2],
        mask: None,
        alt: String::new(),
    };
    let mut pictures = picture::Reader {
        pictures: reader.pictures,
        package: reader.package,
        builder: reader.builder,
        relations: &part.relations,
    };
    match pictures.place(fill, &slot, lost) {
        Ok(placed) => {
            let area = placed.area.unwrap_or(Rect::new(0.0, 0.0, 1.0, 1.0));
            let frame = Rect::new(
                area.x0 * size[0],
                area.y0 * size[1],
                area.x1 * size[0],
                area.y1 * size[1],
            );
            let mut one = element(name, frame, placed.content);
            one.opacity = placed.opacity;
            one.locked = true;
            Some((one, placed.is_whole))
        }
        Err(why) => {
            let hint = "Save the picture as PNG or JPEG and add it to the design";
            reader
                .builder
                .left_out(&name, format!("The background was left out: {why}"), hint);
            None
        }
    }
}

/// The file of a picture that is just the whole page.
fn whole_asset(one: &Element) -> Option<String> {
    match &one.content {
        ElementContent::Image(Image {
            source: ImageSource::Asset(path),
            ..
        }) if one.opacity >= 1.0 => Some(path.clone()),
        _ => None,
    }
}

/// The language that most runs are marked with.
fn language(slides: &[Part]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut pending: Vec<&Node> = slides.iter().map(|slide| &slide.root).collect();
    while let Some(node) = pending.pop() {
        if node.name == "r"
            && let Some(tag) = node.child("rPr").attribute("lang")
        {
            *counts.entry(tag.to_owned()).or_default() += node.child("t").text.chars().count();
        }
        pending.extend(&node.children);
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.and_then(|(tag, _)| locale::canonical_language(&tag))
        .unwrap_or_else(|| "en".to_owned())
}
