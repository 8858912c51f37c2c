//! Texts of slides: their paragraphs and runs as one text of ours, set so that it stands where it stood.

use crate::model::{
    Align, Direction, ElementContent, FieldName, Fit, FitPolicy, Image, ImageSource, Qr, QrLevel, Span, SpanStyle,
    TextContent, TextPath, TextStyle, VAlign,
};
use crate::units::{Color, Pt, Rect};

use super::super::builder::{Builder, difference, rounded};
use super::fonts::Fonts;
use super::package::{Package, Relations};
use super::paint::EMU;
use super::runs::{Cascade, Paragraph, RunStyle, gap, line_height};
use super::xml::Node;

/// The space around a text when nothing is said, in EMU: 0.1 and 0.05 inch.
const INSETS: [(&str, f64); 4] = [
    ("lIns", 91_440.0),
    ("tIns", 45_720.0),
    ("rIns", 91_440.0),
    ("bIns", 45_720.0),
];

/// The most letters of a text.
const MAX_TEXT: usize = 100_000;

/// A text in the frame of its shape.
pub(super) struct Laid {
    pub content: ElementContent,
    /// Points, relative to the shape's frame.
    pub frame: Rect,
    /// Degrees by which the text is turned within the shape.
    pub turned: f64,
    pub link: Option<String>,
    /// Its words, for a name.
    pub words: String,
}

/// What reads texts.
pub(super) struct Texts<'r, 'p> {
    pub fonts: &'r mut Fonts,
    pub package: &'r mut Package<'p>,
    pub builder: &'r mut Builder,
    pub relations: &'r Relations,
}

/// A stretch of text as it was read.
struct Piece {
    text: String,
    run: RunStyle,
}

/// The properties of a body, its own before those of its placeholder.
#[derive(Clone)]
pub(super) struct Body<'a>(pub Vec<&'a Node>);

impl<'a> Body<'a> {
    fn text(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find_map(|node| node.attribute(name))
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.0.iter().find_map(|node| node.number(name))
    }

    /// What is done with a text that is too large.
    fn autofit(&self) -> Option<&'a Node> {
        let is_fit = |node: &&&'a Node| matches!(node.name.as_str(), "normAutofit" | "spAutoFit" | "noAutofit");
        let mut fits = self.0.iter().flat_map(|node| &node.children);
        fits.find(|node| is_fit(&node)).filter(|_| true)
    }

    /// How much smaller PowerPoint made the letters.
    pub fn scale(&self) -> f64 {
        let fit = self.autofit().filter(|fit| fit.name == "normAutofit");
        fit.and_then(|fit| fit.fraction("fontScale"))
            .unwrap_or(1.0)
            .clamp(0.1, 1.0)
    }

    fn reduction(&self) -> f64 {
        let fit = self.autofit().filter(|fit| fit.name == "normAutofit");
        fit.and_then(|fit| fit.fraction("lnSpcReduction"))
            .unwrap_or(0.0)
            .clamp(0.0, 0.9)
    }
}

/// What the paragraphs came to.
struct Read {
    pieces: Vec<Piece>,
    align: Align,
    direction: Direction,
    /// A multiple of the size.
    line_height: f64,
    first: RunStyle,
    indent: f64,
    paragraphs: usize,
    fields: Vec<FieldName>,
    link: Option<String>,
}

impl Texts<'_, '_> {
    /// The text of a body in a shape of a size in points; `None` when there is none.
    pub fn read<'a>(
        &mut self,
        text: &'a Node,
        body: &Body<'a>,
        cascade: &Cascade<'a>,
        [width, height]: [f64; 2],
        lost: &mut Vec<&'static str>,
    ) -> Option<Laid> {
        if is_blank(text) {
            return None;
        }
        let read = self.paragraphs(text, body, cascade, lost)?;
        let words: String = read.pieces.iter().map(|piece| piece.text.as_str()).collect();
        let inset = INSETS.map(|(name, usual)| (body.number(name).unwrap_or(usual) / EMU).clamp(-2_000.0, 2_000.0));
        let turned = match body.text("vert") {
            Some("vert" | "eaVert" | "wordArtVert") => 90.0,
            Some("vert270") => -90.0,
            _ => 0.0,
        };
        let mut frame = Rect::new(
            inset[0],
            inset[1],
            (width - inset[2]).max(inset[0] + 1.0),
            (height - inset[3]).max(inset[1] + 1.0),
        );
        if turned != 0.0 {
            frame = Rect::from_center_size(frame.center(), (frame.height(), frame.width()));
        }
        frame.x0 = (frame.x0 + read.indent).min(frame.x1 - 1.0);
        if let Some(content) = special(&read, &words) {
            let square = Rect::new(0.0, 0.0, width, height);
            return Some(Laid {
                content,
                frame: square,
                turned: 0.0,
                link: None,
                words,
            });
        }
        let valign = match body.text("anchor") {
            Some("ctr") => VAlign::Middle,
            Some("b") => VAlign::Bottom,
            _ => VAlign::Top,
        };
        let fit = Fit {
            policy: policy(&read, body, &words, &frame),
            ..Fit::default()
        };
        if body.text("wrap") == Some("none") {
            frame = widened(&frame, read.align);
        }
        let path = body
            .0
            .iter()
            .find_map(|node| node.get("prstTxWarp"))
            .and_then(|warp| curve(warp, [width, height], lost));
        if path.is_some() {
            frame = Rect::new(0.0, 0.0, width, height);
        } else {
            frame = frame + kurbo::Vec2::new(0.0, shift(&read, valign));
        }
        if body.number("numCol").is_some_and(|columns| columns > 1.0) {
            lost.push("Its columns became one");
        }
        let style = main_style(&read.pieces);
        let content = TextContent {
            spans: spans(&read.pieces, &style, read.align),
            style,
            align: read.align,
            valign,
            line_height: read.line_height,
            paragraph_gap: Pt(0.0),
            direction: read.direction,
            fit,
            path,
            by_language: std::collections::BTreeMap::new(),
        };
        Some(Laid {
            content: ElementContent::Text(content),
            frame,
            turned,
            link: read.link,
            words,
        })
    }

    fn paragraphs<'a>(
        &mut self,
        text: &'a Node,
        body: &Body<'a>,
        cascade: &Cascade<'a>,
        lost: &mut Vec<&'static str>,
    ) -> Option<Read> {
        let mut read: Option<Read> = None;
        let mut weights: Vec<(Align, f64, usize)> = Vec::new();
        let (mut number, mut after, mut length) = (0, 0.0, 0);
        for node in text.all("p") {
            let paragraph = cascade.paragraph(node.get("pPr"));
            let mut pieces = self.runs(node, &paragraph, cascade, lost);
            let base = read.as_ref().map_or_else(|| indent(&paragraph), |read| read.indent);
            let has_text = pieces.iter().any(|piece| !piece.text.trim().is_empty());
            if has_text && let Some(bullet) = paragraph.bullet(number + 1) {
                number += 1;
                if let Some(first) = pieces.first_mut() {
                    first.text.insert_str(0, &deeper(&paragraph, base, &first.run, &bullet));
                }
            }
            let before = read.as_ref().and_then(|read| read.pieces.last());
            let first = match (pieces.first(), node.get("endParaRPr"), before) {
                (Some(piece), _, _) => piece.run.clone(),
                (None, None, Some(before)) => before.run.clone(),
                (None, end, _) => cascade.run(&paragraph, end, self.fonts, self.package, &mut Vec::new()),
            };
            let height = line_height(paragraph.spacing("lnSpc"), &first, body.reduction());
            let letters: usize = pieces.iter().map(|piece| piece.text.chars().count()).sum();
            length += letters;
            if length > MAX_TEXT {
                lost.push("Its text is very long; what is beyond 100,000 letters was left out");
                break;
            }
            let align = align(&paragraph);
            pieces.iter_mut().for_each(|piece| piece.run.align = align);
            weights.push((align, height, letters));
            let before = gap(paragraph.spacing("spcBef"), first.style.size);
            let state = read.get_or_insert_with(|| Read {
                pieces: Vec::new(),
                align,
                direction: if paragraph.text("rtl") == Some("1") {
                    Direction::Rtl
                } else {
                    Direction::Auto
                },
                line_height: height,
                first: first.clone(),
                indent: indent(&paragraph),
                paragraphs: 0,
                fields: Vec::new(),
                link: None,
            });
            if state.paragraphs > 0 {
                state.break_line(after + before, &first);
            }
            let fields = self.with_fields(&mut pieces);
            state.fields.extend(fields);
            state.link = state.link.take().or_else(|| self.link(node));
            state.pieces.extend(pieces);
            state.paragraphs += 1;
            after = gap(paragraph.spacing("spcAft"), first.style.size);
        }
        let mut read = read?;
        read.trim();
        if read.pieces.is_empty() {
            return None;
        }
        read.agree(&weights, lost);
        Some(read)
    }

    fn runs<'a>(
        &mut self,
        node: &'a Node,
        paragraph: &Paragraph<'a>,
        cascade: &Cascade<'a>,
        lost: &mut Vec<&'static str>,
    ) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for child in &node.children {
            let text = match child.name.as_str() {
                "r" | "fld" => child
                    .child("t")
                    .text
                    .replace(['\u{b}', '\r'], "\n")
                    .replace('\t', "    "),
                "br" => "\n".to_owned(),
                _ => continue,
            };
            if text.is_empty() {
                continue;
            }
            let run = cascade.run(paragraph, child.get("rPr"), self.fonts, self.package, lost);
            pieces.push(Piece { text, run });
        }
        pieces
    }

    /// Puts fields in the place of placeholders, also of those that several runs make together.
    fn with_fields(&mut self, pieces: &mut Vec<Piece>) -> Vec<FieldName> {
        let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let found = self.builder.placeholders(&whole);
        let mut out: Vec<Piece> = Vec::new();
        let mut start = 0;
        for piece in pieces.drain(..) {
            let end = start + piece.text.len();
            let mut at = start;
            for one in found
                .iter()
                .filter(|one| one.range.start < end && one.range.end > start)
            {
                push(
                    &mut out,
                    whole.get(at..one.range.start.max(at)).unwrap_or_default(),
                    &piece.run,
                    true,
                );
                // The run in which it begins gives it its style.
                if one.range.start >= start {
                    push(&mut out, &one.token, &piece.run, false);
                }
                at = one.range.end.min(end);
            }
            push(&mut out, whole.get(at..end).unwrap_or_default(), &piece.run, true);
            start = end;
        }
        *pieces = out;
        found.into_iter().map(|one| one.field).collect()
    }

    /// The address of the first run that is a link.
    fn link(&self, node: &Node) -> Option<String> {
        let id = node
            .children
            .iter()
            .find_map(|run| run.child("rPr").get("hlinkClick")?.attribute("r:id"))?;
        address(self.relations, id)
    }
}

/// How far a paragraph's first line begins from the frame, in points.
fn indent(paragraph: &Paragraph<'_>) -> f64 {
    (paragraph.length("marL") + paragraph.length("indent")).max(0.0)
}

/// The sign of a list with the spaces that stand for a deeper indent: a text of ours has one for all its paragraphs.
fn deeper(paragraph: &Paragraph<'_>, base: f64, run: &RunStyle, bullet: &str) -> String {
    let beyond = (indent(paragraph) - base).max(0.0);
    let spaces = (beyond / (0.25 * run.style.size.0)).round().min(200.0) as usize;
    "\u{a0}".repeat(spaces) + bullet
}

/// Whether a text has no letters.
pub(super) fn is_blank(text: &Node) -> bool {
    let runs = text.all("p").flat_map(|paragraph| &paragraph.children);
    runs.filter(|run| matches!(run.name.as_str(), "r" | "fld"))
        .all(|run| run.child("t").text.trim().is_empty())
}

/// The address outside that a part refers to.
pub(super) fn address(relations: &Relations, id: &str) -> Option<String> {
    let relation = relations.get(id).filter(|relation| relation.external)?;
    let is_web = ["http://", "https://", "mailto:"]
        .iter()
        .any(|start| relation.target.starts_with(start));
    // A brace in an address would be read as a field.
    (is_web && !relation.target.contains("{{")).then(|| relation.target.clone())
}

fn push(out: &mut Vec<Piece>, text: &str, run: &RunStyle, literal: bool) {
    if text.is_empty() {
        return;
    }
    let text = if literal {
        text.replace("{{", "{{{{")
    } else {
        text.to_owned()
    };
    match out.last_mut() {
        Some(last) if last.run == *run => last.text.push_str(&text),
        _ => out.push(Piece { text, run: run.clone() }),
    }
}

impl Read {
    /// Begins a paragraph, `gap` points below the one before: an empty line is as high as that.
    fn break_line(&mut self, gap: f64, next: &RunStyle) {
        let before = self
            .pieces
            .last()
            .map_or_else(|| next.clone(), |piece| piece.run.clone());
        push(&mut self.pieces, "\n", &before, true);
        let size = gap / self.line_height.max(0.1);
        if size >= 0.5 {
            let mut run = before;
            run.style.size = rounded(size);
            push(&mut self.pieces, "\n", &run, true);
        }
    }

    /// Takes away what is empty at the end.
    fn trim(&mut self) {
        while let Some(last) = self.pieces.last_mut() {
            let kept = last.text.trim_end().len();
            last.text.truncate(kept);
            if !last.text.is_empty() {
                break;
            }
            self.pieces.pop();
        }
    }

    /// Takes the alignment and the distance of lines that most letters have.
    fn agree(&mut self, weights: &[(Align, f64, usize)], lost: &mut Vec<&'static str>) {
        let written: Vec<&(Align, f64, usize)> = weights.iter().filter(|(_, _, letters)| *letters > 0).collect();
        let Some((align, height, _)) = written.iter().max_by_key(|(_, _, letters)| *letters) else {
            return;
        };
        (self.align, self.line_height) = (*align, *height);
        if written
            .iter()
            .any(|(_, other, _)| (other - height).abs() > 0.1 * height)
        {
            lost.push("Its lines have one distance; split the text where they had not");
        }
    }
}

fn align(paragraph: &Paragraph<'_>) -> Align {
    let rtl = paragraph.text("rtl") == Some("1");
    match paragraph.text("algn") {
        Some("ctr") => Align::Center,
        Some("r") if rtl => Align::Right,
        Some("r") => Align::End,
        Some("just" | "justLow" | "dist" | "thaiDist") => Align::Justify,
        Some("l") if rtl => Align::Left,
        _ => Align::Start,
    }
}

/// A text that is only a placeholder for a code or the issuer's logo.
fn special(read: &Read, words: &str) -> Option<ElementContent> {
    let [field] = &read.fields[..] else { return None };
    if words.trim() != format!("{{{{{field}}}}}") {
        return None;
    }
    match field.as_str() {
        "recipient.qr" | "recipient.qr_code" | "recipient.qrcode" => Some(ElementContent::Qr(Qr {
            content: "{{credential.url}}".to_owned(),
            level: QrLevel::default(),
            color: read.first.style.color,
            background: None,
            quiet_zone: 0,
        })),
        "issuer.logo" => Some(ElementContent::Image(Image::of(ImageSource::Field(field.clone())))),
        _ => None,
    }
}

/// How a text is fitted, so that it looks as it did and a long name stays in its frame.
fn policy(read: &Read, body: &Body<'_>, words: &str, frame: &Rect) -> FitPolicy {
    let line = read.line_height * read.first.style.size.0;
    let shrinks = body.autofit().is_some_and(|fit| fit.name == "normAutofit");
    let is_one_line = read.paragraphs == 1 && !words.contains('\n') && frame.height() < 1.9 * line;
    // A text that is much wider than its frame was broken into lines, whatever the frame's height says.
    let wide = words.chars().count() as f64 * 0.45 * read.first.style.size.0 > 1.3 * frame.width();
    if body.text("wrap") == Some("none") || (is_one_line && (!wide || !read.fields.is_empty())) {
        FitPolicy::ShrinkToWidth
    } else if shrinks || (!read.fields.is_empty() && frame.height() > 0.9 * line) {
        FitPolicy::ShrinkToBox
    } else {
        FitPolicy::Grow
    }
}

/// A frame that leaves room on the sides to which the text may grow: letters of another font are wider.
fn widened(frame: &Rect, align: Align) -> Rect {
    let room = frame.width() * 0.1;
    match align {
        Align::Center | Align::Justify => Rect::new(frame.x0 - room, frame.y0, frame.x1 + room, frame.y1),
        Align::End | Align::Right => Rect::new(frame.x0 - 2.0 * room, frame.y0, frame.x1, frame.y1),
        Align::Start | Align::Left => Rect::new(frame.x0, frame.y0, frame.x1 + 2.0 * room, frame.y1),
    }
}

/// How far a text must be moved down for its lines to stand where a slide has them: there, what a line has beyond its
/// letters is above them; here, a first line stands at the top, and lines in the middle are centred by their capitals.
fn shift(read: &Read, valign: VAlign) -> f64 {
    let metrics = read.first.metrics;
    let part = match valign {
        VAlign::Top => read.line_height - metrics.descent - metrics.ascent,
        VAlign::Middle => read.line_height / 2.0 - metrics.descent - metrics.caps / 2.0,
        VAlign::Bottom => 0.0,
    };
    part * read.first.style.size.0
}

/// A text along a circle, where a slide bends it around one.
fn curve(warp: &Node, [width, height]: [f64; 2], lost: &mut Vec<&'static str>) -> Option<TextPath> {
    let (angle, inward) = match warp.attribute("prst")? {
        "textNoShape" | "textPlain" => return None,
        "textArchUp" | "textArchUpPour" | "textCircle" | "textCirclePour" => (0.0, false),
        "textArchDown" | "textArchDownPour" => (180.0, true),
        _ => {
            lost.push("The bend of its text was left out");
            return None;
        }
    };
    if (width - height).abs() > 0.02 * width.max(height) {
        lost.push("The text follows a circle instead of an ellipse");
    }
    Some(TextPath::Arc {
        radius: rounded((width.min(height) / 2.0).max(1.0)),
        angle,
        inward,
    })
}

/// The style that most letters have.
fn main_style(pieces: &[Piece]) -> TextStyle {
    let mut counts: Vec<(&TextStyle, usize)> = Vec::new();
    for piece in pieces {
        let letters = piece.text.trim().chars().count();
        match counts.iter_mut().find(|(style, _)| **style == piece.run.style) {
            Some((_, count)) => *count += letters,
            None => counts.push((&piece.run.style, letters)),
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map_or_else(usual_style, |(style, _)| style.clone())
}

fn usual_style() -> TextStyle {
    TextStyle::new("Inter", Pt(18.0), Color::BLACK)
}

fn spans(pieces: &[Piece], style: &TextStyle, align: Align) -> Vec<Span> {
    pieces
        .iter()
        .map(|piece| Span {
            text: piece.text.clone(),
            style: SpanStyle {
                align: Some(piece.run.align).filter(|own| *own != align),
                ..difference(style, &piece.run.style)
            },
        })
        .collect()
}
