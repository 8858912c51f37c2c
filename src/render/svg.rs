//! A page of a scene as an SVG drawing, for other programs.
//!
//! Texts are written as outlines, so that the drawing looks the same wherever it is opened, with what they say as their
//! label. Letters with colours of their own (emoji) and pages of PDF files become pictures. Nothing outside the file is
//! referred to. Source: SVG 1.1, second edition.

use std::fmt::Write as _;

use kurbo::BezPath;

use super::blur::{Softened, softened};
use super::outline::outlines;
use super::raster::{Painter, PngWriter, Raster};
use super::shadow::{hard, soft};
use super::{EMBOLDEN_MITER_LIMIT, Shade, check, run_transform, shade, visible_stroke};
use crate::diag::{Problem, Problems, Result, Warned};
use crate::images::{Picture, base64};
use crate::model::FillRule;
use crate::scene::{self, Blurred, Constant, GlyphRun, Group, Item, ItemKind, Page, Paint, PdfPageItem, Scene};
use crate::units::{Affine, Cap, Color, Join, Rect, Stroke};

/// Pixels in a point of what becomes a picture: 300 dpi.
const PX_PER_PT: f32 = 300.0 / 72.0;

/// The pages of a scene as SVG files, without their bleed. The same scene gives the same files.
///
/// # Errors
/// What [`check`] finds. What is a picture in the drawing is a note.
pub fn pages(scene: &Scene) -> Result<Warned<Vec<String>>> {
    let mut problems = Problems::default();
    let mut files = Vec::new();
    for page in &scene.pages {
        let (file, found) = self::page(page, &scene.title, &scene.language)?;
        problems.extend(found);
        files.push(file);
    }
    problems.into_result(files)
}

fn page(page: &Page, title: &str, language: &str) -> Result<(String, Problems)> {
    check::page(page)?;
    let mut writer = Writer::default();
    let (width, height) = (number(page.width), number(page.height));
    writer.out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}pt\" \
         height=\"{height}pt\" viewBox=\"0 0 {width} {height}\" xml:lang=\"{}\">\n<title>{}</title>\n",
        escaped(language),
        escaped(title)
    );
    writer.items(&page.items)?;
    for link in &page.links {
        let area = link.area.abs();
        let [x, y, w, h] = [area.x0, area.y0, area.width(), area.height()].map(number);
        let url = escaped(&link.url);
        writer.line(&format!(
            "<a xlink:href=\"{url}\"><rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill-opacity=\"0\"/></a>"
        ));
    }
    writer.out.push_str("</svg>\n");
    Ok((writer.out, writer.problems))
}

#[derive(Default)]
struct Writer {
    out: String,
    problems: Problems,
    /// How many things have a name.
    names: usize,
    has_pdf: bool,
}

impl Writer {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn name(&mut self) -> String {
        self.names += 1;
        format!("n{}", self.names)
    }

    fn items(&mut self, items: &[Item]) -> Result<()> {
        for item in items {
            match &item.kind {
                ItemKind::Fill { path, rule, paint } => {
                    if let Some(ink) = self.ink("fill", paint) {
                        let rule = rule_attribute("fill-rule", *rule);
                        self.line(&format!("<path d=\"{}\"{ink}{rule}/>", data(path)));
                    }
                }
                ItemKind::Stroke { path, stroke, paint } => {
                    if let Some(ink) = self.ink("stroke", paint) {
                        let pen = pen(&visible_stroke(stroke));
                        self.line(&format!("<path d=\"{}\" fill=\"none\"{ink}{pen}/>", data(path)));
                    }
                }
                ItemKind::Glyphs(run) => self.glyphs(run)?,
                ItemKind::Image(image) => self.image(&image.picture, image.transform, &image.alt),
                ItemKind::PdfPage(page) => self.pdf_page(page),
                ItemKind::Group(group) => self.group(group)?,
                ItemKind::Shadow(shadow) => self.shadow(shadow)?,
                ItemKind::Blurred(blurred) => self.blurred(blurred)?,
            }
        }
        Ok(())
    }

    fn group(&mut self, group: &Group) -> Result<()> {
        let mut attributes = transform_attribute(group.transform);
        if group.opacity < 1.0 {
            let _ = write!(attributes, " opacity=\"{}\"", number(f64::from(group.opacity)));
        }
        if !group.blend.is_normal() {
            let _ = write!(attributes, " style=\"mix-blend-mode:{}\"", group.blend.css());
        }
        if let Some((path, rule)) = &group.clip {
            let name = self.name();
            let rule = rule_attribute("clip-rule", *rule);
            self.line(&format!(
                "<clipPath id=\"{name}\"><path d=\"{}\"{rule}/></clipPath>",
                data(path)
            ));
            let _ = write!(attributes, " clip-path=\"url(#{name})\"");
        }
        self.line(&format!("<g{attributes}>"));
        self.items(&group.items)?;
        self.line("</g>");
        Ok(())
    }

    /// A shadow says nothing: its letters are outlines without a label.
    fn shadow(&mut self, shadow: &scene::Shadow) -> Result<()> {
        match soft(shadow)? {
            Some(soft) => {
                self.image(&soft.picture, soft.place, "");
                Ok(())
            }
            None => self.group(&hard(shadow)),
        }
    }

    fn blurred(&mut self, blurred: &Blurred) -> Result<()> {
        match softened(blurred)? {
            Softened::Picture(soft) => {
                self.image(&soft.picture, soft.place, "");
                Ok(())
            }
            Softened::Sharp => self.items(&blurred.items),
        }
    }

    /// The attributes of a paint; `None` when it leaves nothing to be seen.
    fn ink(&mut self, what: &str, paint: &Paint) -> Option<String> {
        Some(match shade(paint)? {
            Shade::Solid(color) => solid(what, color),
            Shade::Linear { from, to, stops } => {
                let ends = [("x1", from.x), ("y1", from.y), ("x2", to.x), ("y2", to.y)];
                self.gradient("linearGradient", what, &ends, &stops)
            }
            Shade::Radial { center, radius, stops } => {
                let ends = [("cx", center.x), ("cy", center.y), ("r", radius)];
                self.gradient("radialGradient", what, &ends, &stops)
            }
        })
    }

    fn gradient(&mut self, kind: &str, what: &str, ends: &[(&str, f64)], stops: &[(f32, Color)]) -> String {
        let name = self.name();
        let mut text = format!("<{kind} id=\"{name}\" gradientUnits=\"userSpaceOnUse\"");
        for (key, value) in ends {
            let _ = write!(text, " {key}=\"{}\"", number(*value));
        }
        text.push('>');
        for (at, color) in stops {
            let _ = write!(
                text,
                "<stop offset=\"{}\"{}/>",
                number(f64::from(*at)),
                solid("stop", *color)
            );
        }
        self.line(&format!("{text}</{kind}>"));
        format!(" {what}=\"url(#{name})\"")
    }

    fn glyphs(&mut self, run: &GlyphRun) -> Result<()> {
        if run.color.a == 0 || run.glyphs.is_empty() {
            return Ok(());
        }
        let (path, is_whole) = outlines(run);
        let label = escaped(&words(run));
        if !is_whole {
            return self.colored(run, &label);
        }
        if path.elements().is_empty() {
            return Ok(());
        }
        let mut attributes = transform_attribute(run_transform(run)) + &solid("fill", run.color);
        if run.embolden > 0.0 {
            let stroke = Stroke::new(run.embolden.into())
                .with_join(Join::Miter)
                .with_miter_limit(EMBOLDEN_MITER_LIMIT);
            attributes += &(solid("stroke", run.color) + &pen(&stroke));
        }
        self.line(&format!(
            "<path aria-label=\"{label}\"{attributes} d=\"{}\"/>",
            data(&path)
        ));
        Ok(())
    }

    /// A run of letters with colours of their own, as the picture that our own painter makes of it.
    fn colored(&mut self, run: &GlyphRun, label: &str) -> Result<()> {
        let size = f64::from(run.size);
        let boxes = run.glyphs.iter().map(|glyph| {
            let (x, y, advance) = (f64::from(glyph.x), f64::from(glyph.y), f64::from(glyph.advance));
            Rect::new(x - size / 2.0, y - 1.5 * size, x + advance + size / 2.0, y + 0.7 * size)
        });
        let Some(area) = boxes.reduce(|a, b| a.union(b)) else {
            return Ok(());
        };
        let level = GlyphRun {
            transform: Affine::translate(-area.origin().to_vec2()),
            ..run.clone()
        };
        let page = Page {
            width: area.width(),
            height: area.height(),
            bleed: 0.0,
            constant: Constant::default(),
            items: vec![Item {
                origin: scene::Origin(None),
                kind: ItemKind::Glyphs(level),
            }],
            links: Vec::new(),
            codes: Vec::new(),
        };
        let raster = Painter::new().paint(&page, PX_PER_PT)?;
        let placed = run.transform
            * Affine::translate(area.origin().to_vec2())
            * Affine::scale_non_uniform(
                area.width() / f64::from(raster.width),
                area.height() / f64::from(raster.height),
            );
        let png = PngWriter::new().encode(&raster, PX_PER_PT);
        self.embedded("image/png", &png, [raster.width, raster.height], placed, label);
        Ok(())
    }

    fn image(&mut self, picture: &Picture, transform: Affine, alt: &str) {
        let size = [picture.width, picture.height];
        if let Some(jpeg) = &picture.jpeg {
            return self.embedded("image/jpeg", jpeg, size, transform, &escaped(alt));
        }
        let mut raster = Raster::default();
        (raster.width, raster.height, raster.opaque) = (picture.width, picture.height, picture.opaque);
        raster.pixels = picture.pixels.to_vec();
        let png = PngWriter::new().encode(&raster, PX_PER_PT);
        self.embedded("image/png", &png, size, transform, &escaped(alt));
    }

    fn embedded(&mut self, kind: &str, bytes: &[u8], [width, height]: [u32; 2], transform: Affine, label: &str) {
        let label = if label.is_empty() {
            String::new()
        } else {
            format!(" aria-label=\"{label}\"")
        };
        let transform = transform_attribute(transform);
        self.line(&format!(
            "<image{label} width=\"{width}\" height=\"{height}\"{transform} preserveAspectRatio=\"none\" \
             xlink:href=\"data:{kind};base64,{}\"/>",
            base64::encode(bytes)
        ));
    }

    fn pdf_page(&mut self, item: &PdfPageItem) {
        if !std::mem::replace(&mut self.has_pdf, true) {
            self.problems.push(
                Problem::note("background-as-picture", "The PDF in the design is written as a picture")
                    .hint("Write a plain PDF to keep its lines and text"),
            );
        }
        let (picture, area) = (&item.page.picture, item.area.abs());
        let scale = Affine::scale_non_uniform(
            area.width() / f64::from(picture.width),
            area.height() / f64::from(picture.height),
        );
        self.image(picture, Affine::translate(area.origin().to_vec2()) * scale, "");
    }
}

/// The letters that a run stands for.
fn words(run: &GlyphRun) -> String {
    let from = run.glyphs.iter().map(|glyph| glyph.text.start).min().unwrap_or(0);
    let to = run.glyphs.iter().map(|glyph| glyph.text.end).max().unwrap_or(0);
    run.text.get(from as usize..to as usize).unwrap_or_default().to_owned()
}

/// A number to a thousandth, as short as it can be written.
fn number(value: f64) -> String {
    let rounded = (value * 1e3).round() / 1e3;
    if rounded == 0.0 {
        "0".to_owned()
    } else {
        rounded.to_string()
    }
}

fn data(path: &BezPath) -> String {
    let mut out = String::new();
    let mut step = |letter: char, points: &[kurbo::Point]| {
        out.push(letter);
        for (index, point) in points.iter().enumerate() {
            let space = if index > 0 { " " } else { "" };
            let _ = write!(out, "{space}{} {}", number(point.x), number(point.y));
        }
    };
    for element in path.elements() {
        match *element {
            kurbo::PathEl::MoveTo(a) => step('M', &[a]),
            kurbo::PathEl::LineTo(a) => step('L', &[a]),
            kurbo::PathEl::QuadTo(a, b) => step('Q', &[a, b]),
            kurbo::PathEl::CurveTo(a, b, c) => step('C', &[a, b, c]),
            kurbo::PathEl::ClosePath => step('Z', &[]),
        }
    }
    out
}

fn solid(what: &str, color: Color) -> String {
    let opaque = Color { a: 255, ..color };
    let key = if what == "stop" { "stop-color" } else { what };
    let mut out = format!(" {key}=\"{opaque}\"");
    if color.a < 255 {
        let _ = write!(out, " {what}-opacity=\"{}\"", number(f64::from(color.a) / 255.0));
    }
    out
}

fn rule_attribute(key: &str, rule: FillRule) -> String {
    match rule {
        FillRule::NonZero => String::new(),
        FillRule::EvenOdd => format!(" {key}=\"evenodd\""),
    }
}

fn pen(stroke: &Stroke) -> String {
    let mut out = format!(" stroke-width=\"{}\"", number(stroke.width));
    match stroke.start_cap {
        Cap::Butt => {}
        Cap::Round => out.push_str(" stroke-linecap=\"round\""),
        Cap::Square => out.push_str(" stroke-linecap=\"square\""),
    }
    match stroke.join {
        Join::Miter => {
            let _ = write!(out, " stroke-miterlimit=\"{}\"", number(stroke.miter_limit));
        }
        Join::Round => out.push_str(" stroke-linejoin=\"round\""),
        Join::Bevel => out.push_str(" stroke-linejoin=\"bevel\""),
    }
    if !stroke.dash_pattern.is_empty() {
        let dashes: Vec<String> = stroke.dash_pattern.iter().map(|dash| number(*dash)).collect();
        let _ = write!(out, " stroke-dasharray=\"{}\"", dashes.join(" "));
        if stroke.dash_offset != 0.0 {
            let _ = write!(out, " stroke-dashoffset=\"{}\"", number(stroke.dash_offset));
        }
    }
    out
}

fn transform_attribute(transform: Affine) -> String {
    if transform == Affine::IDENTITY {
        return String::new();
    }
    let parts: Vec<String> = transform
        .as_coeffs()
        .iter()
        // Six places: a scale from pixels to points is small.
        .map(|value| ((value * 1e6).round() / 1e6).to_string())
        .collect();
    format!(" transform=\"matrix({})\"", parts.join(" "))
}

/// A text for an attribute or the content of an element. Characters that XML forbids are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
#[path = "svg_tests.rs"]
mod tests;
