//! Texts of a drawing: its lines as texts in frames, with fields in the place of placeholders.

use kurbo::{Affine, BezPath, ParamCurve, Point, Rect, Shape as _, Vec2};
use resvg::usvg::{self, TextAnchor};

use crate::model::{Align, Case, Direction, Fit, FitPolicy, Span, TextContent, TextPath, TextStyle, VAlign};
use crate::units::{Color, Pt};

use super::super::builder::{Builder, difference, fraction, rounded};
use super::super::faces::{self, Faces, Heights};
use super::super::placeholder::Placeholder;
use super::super::pptx::split_name;
use super::super::svg_paint::bez_path;
use super::curve::{self, Circle, Course};
use super::forms::turned;
use super::paint::rgba;

/// The least height of a line, in em.
const LINE: f64 = 1.4;

/// Where and how a text element is set.
pub(super) struct Setting<'f> {
    /// Whether it reads from the right.
    pub from_right: bool,
    pub to_page: Affine,
    pub page: Rect,
    pub faces: &'f Faces,
}

/// A text in its frame.
pub(super) struct Line {
    pub content: TextContent,
    /// Points of the page, before it is turned.
    pub frame: Rect,
    /// Degrees.
    pub rotation: f64,
    pub words: String,
    pub lost: Vec<&'static str>,
}

/// A line as it is in the drawing, in its coordinates.
struct Row {
    at: Point,
    /// Which side of the line stands there: at the start the left one, in whatever direction the text reads.
    anchor: TextAnchor,
    pieces: Vec<(String, TextStyle)>,
    /// The largest size.
    size: f64,
    width: f64,
    /// What it follows in place of a line.
    course: Option<Course>,
}

/// The texts of a text element. Lines that stand below each other are one text.
pub(super) fn lines(text: &usvg::Text, setting: &Setting<'_>, builder: &mut Builder) -> Vec<Line> {
    let (from_right, to_page) = (setting.from_right, setting.to_page);
    let mut lost = Vec::new();
    let rows = rows(text, from_right, &mut lost);
    let (scale, rotation) = match turned(to_page) {
        Some(turn) if !turn.mirrored && (turn.scale[0] / turn.scale[1] - 1.0).abs() < 0.02 => {
            (turn.scale[0], turn.rotation)
        }
        _ => {
            lost.push("Its letters are neither slanted, stretched nor mirrored any more");
            let [a, b, ..] = to_page.as_coeffs();
            (to_page.determinant().abs().sqrt().max(1e-6), b.atan2(a).to_degrees())
        }
    };
    if !text.rotate().iter().all(|angle| *angle == 0.0) || moves_letters(text) {
        lost.push("Its letters stand in line, not moved or turned one by one");
    }
    if text.writing_mode() == usvg::WritingMode::TopToBottom {
        lost.push("Its letters run from left to right");
    }
    let mut out: Vec<Line> = Vec::new();
    for block in blocks(rows) {
        let frame = Frame {
            to_page,
            scale,
            rotation,
            page: setting.page,
            from_right,
            faces: setting.faces,
        };
        out.push(block_line(block, &frame, std::mem::take(&mut lost), builder));
    }
    out
}

/// How far letters are moved in all that stand from one place in the text to another.
fn moved(text: &usvg::Text, from: usize, to: usize) -> Vec2 {
    let sum = |by: &[f32]| {
        by.get(from..to.min(by.len()))
            .unwrap_or_default()
            .iter()
            .map(|by| f64::from(*by))
            .sum()
    };
    Vec2::new(sum(text.dx()), sum(text.dy()))
}

/// Whether letters are moved that do not begin a line.
fn moves_letters(text: &usvg::Text) -> bool {
    let mut index = 0;
    text.chunks().iter().any(|chunk| {
        let from = index + 1;
        index += chunk.text().chars().count();
        moved(text, from, index) != Vec2::ZERO
    })
}

/// The side of a line that an anchor names: a text that reads from the right starts there.
fn side(anchor: TextAnchor, from_right: bool) -> TextAnchor {
    match anchor {
        TextAnchor::Start if from_right => TextAnchor::End,
        TextAnchor::End if from_right => TextAnchor::Start,
        anchor => anchor,
    }
}

fn rows(text: &usvg::Text, from_right: bool, lost: &mut Vec<&'static str>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    // Where a chunk begins that does not say where: after the one before, the first in the origin.
    let mut pen = Point::ZERO;
    let mut index = 0;
    for chunk in text.chunks() {
        let count = chunk.text().chars().count();
        let first = moved(text, index, index + 1);
        let rest = moved(text, index + 1, index + count);
        index += count;
        let mut at = Point::new(
            chunk.x().map_or(pen.x, f64::from) + first.x,
            chunk.y().map_or(pen.y, f64::from) + first.y,
        );
        pen = at + rest;
        let pieces: Vec<(String, TextStyle)> = chunk
            .spans()
            .iter()
            .filter(|span| span.is_visible())
            .filter_map(|span| {
                Some((
                    chunk.text().get(span.start()..span.end())?.to_owned(),
                    style(span, lost),
                ))
            })
            .collect();
        if pieces.iter().all(|(text, _)| text.trim().is_empty()) {
            continue;
        }
        let size = pieces.iter().map(|(_, style)| style.size.0).fold(0.5, f64::max);
        let letters: usize = pieces.iter().map(|(text, _)| text.chars().count()).sum();
        let spacing = pieces.first().map_or(0.0, |(_, style)| style.letter_spacing);
        let width = letters as f64 * size * (0.55 + spacing);
        let anchor = side(chunk.anchor(), from_right);
        let mut course = None;
        if let usvg::TextFlow::Path(flow) = chunk.text_flow() {
            let path = bez_path(flow.path());
            at = path.segments().next().map_or(at, |segment| segment.start());
            course = curve::course(&path, anchor, f64::from(flow.start_offset()), width);
            if course.is_none() {
                lost.push("It stands on a line, for the path that it is to follow has no length");
            }
        }
        let onwards = if from_right { -1.0 } else { 1.0 };
        pen.x += match chunk.anchor() {
            TextAnchor::Start => onwards * width,
            TextAnchor::Middle => onwards * width / 2.0,
            TextAnchor::End => 0.0,
        };
        let by = |last: &Row| onwards * (at.x - last.at.x);
        match rows.last_mut() {
            // Programs place the words of a line one by one.
            Some(last)
                if course.is_none()
                    && last.course.is_none()
                    && (last.at.y - at.y).abs() < 0.02 * size
                    && last.anchor == side(TextAnchor::Start, from_right)
                    && by(last) > 0.0 =>
            {
                last.width = by(last) + width;
                last.pieces.extend(pieces);
            }
            _ => rows.push(Row {
                at,
                anchor,
                pieces,
                size,
                width,
                course,
            }),
        }
    }
    rows
}

/// Rows that stand below each other at one distance, with one anchor, as blocks.
fn blocks(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut blocks: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        let joins = blocks.last().is_some_and(|block| {
            let Some(last) = block.last() else { return false };
            let by = row.at.y - last.at.y;
            let before = block
                .len()
                .checked_sub(2)
                .and_then(|at| Some(last.at.y - block.get(at)?.at.y));
            let is_even = before.is_none_or(|before| (before - by).abs() < 0.02 * row.size);
            let is_near = by > 0.8 * row.size && by < 2.2 * row.size;
            (row.at.x - last.at.x).abs() < 0.02 * row.size
                && row.anchor == last.anchor
                && row.size == last.size
                && row.course.is_none()
                && last.course.is_none()
                && is_even
                && is_near
        });
        match blocks.last_mut().filter(|_| joins) {
            Some(block) => block.push(row),
            None => blocks.push(vec![row]),
        }
    }
    blocks
}

struct Frame<'f> {
    to_page: Affine,
    scale: f64,
    rotation: f64,
    page: Rect,
    from_right: bool,
    faces: &'f Faces,
}

impl Frame<'_> {
    /// How high the letters of texts are, in points.
    fn heights(&self, spans: &[(String, TextStyle)]) -> Heights {
        let mut highest = Heights {
            ascent: 0.0,
            descent: 0.0,
            caps: 0.0,
        };
        for (_, style) in spans {
            let (own, size) = (self.faces.heights(&style.family), style.size.0);
            highest = Heights {
                ascent: highest.ascent.max(own.ascent * size),
                descent: highest.descent.max(own.descent * size),
                caps: highest.caps.max(own.caps * size),
            };
        }
        highest
    }
}

fn block_line(block: Vec<Row>, place: &Frame<'_>, lost: Vec<&'static str>, builder: &mut Builder) -> Line {
    let (count, size) = (block.len(), block.first().map_or(1.0, |row| row.size));
    let width = block.iter().map(|row| row.width).fold(0.0, f64::max);
    let (at, anchor) = block
        .first()
        .map_or((Point::ZERO, TextAnchor::Start), |row| (row.at, row.anchor));
    let course = block.first().and_then(|row| row.course.clone());
    let last = block.last().map_or(at.y, |row| row.at.y);
    let step = if count > 1 {
        (last - at.y) / (count - 1) as f64 / size
    } else {
        1.25
    };
    let mut pieces: Vec<(String, TextStyle)> = Vec::new();
    for (index, row) in block.into_iter().enumerate() {
        if index > 0
            && let Some((text, _)) = pieces.last_mut()
        {
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        pieces.extend(row.pieces);
    }
    let whole: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
    let found = builder.placeholders(&whole);
    let spans = with_fields(&pieces, &found, place.scale);
    let style = spans
        .first()
        .map_or_else(|| usual(size * place.scale), |(_, style)| style.clone());
    // A name may be longer than what stands for it: the frame takes the room that there is on the page.
    let has_field = !found.is_empty();
    let (size, width, step_points) = (size * place.scale, width * place.scale, step * size * place.scale);
    let room = if has_field {
        width.max(place.page.width() * 0.5) * 1.4
    } else {
        width * 1.25
    };
    let start = place.to_page * at;
    let room = room.min(free(start, anchor, place)).max(width * 1.1).max(2.0 * size);
    let between = step_points * (count - 1) as f64;
    let letters = place.heights(&spans);
    let height = between + (letters.ascent + letters.descent).max(LINE * size);
    // The first baseline is half of the lines below the middle, and half of the capitals.
    let middle = between / 2.0 - letters.caps / 2.0;
    let (align, across) = match anchor {
        TextAnchor::Start => (Align::Left, room / 2.0),
        TextAnchor::Middle => (Align::Center, 0.0),
        TextAnchor::End => (Align::Right, -room / 2.0),
    };
    let turn = Affine::rotate(place.rotation.to_radians());
    let center = start + (turn * Point::new(across, middle)).to_vec2();
    let mut content = TextContent {
        spans: spans
            .iter()
            .map(|(text, own)| Span {
                text: text.clone(),
                style: difference(&style, own),
            })
            .collect(),
        style,
        align,
        valign: VAlign::Middle,
        line_height: fraction(step.clamp(0.1, 10.0)),
        paragraph_gap: Pt(0.0),
        direction: direction(&whole, has_field, place.from_right),
        fit: Fit {
            policy: FitPolicy::ShrinkToWidth,
            ..Fit::default()
        },
        path: None,
        by_language: std::collections::BTreeMap::new(),
    };
    let mut frame = Rect::from_center_size(center, (room, height));
    let mut rotation = if place.rotation.abs() < 0.01 {
        0.0
    } else {
        place.rotation
    };
    match course {
        Some(Course::Circle(circle)) => frame = set_on(&mut content, circle, size, place),
        Some(Course::Path(path)) => {
            frame = set_along(&mut content, place.to_page * path, size);
            rotation = 0.0;
        }
        None => {}
    }
    Line {
        content,
        frame,
        rotation,
        words: whole,
        lost,
    }
}

/// The direction of a text: as its words read where that is the same, so that it follows what fields bring.
fn direction(words: &str, has_field: bool, from_right: bool) -> Direction {
    let reads_from_right = unicode_bidi::get_base_direction_full(words) == unicode_bidi::Direction::Rtl;
    match (from_right, reads_from_right) {
        (true, _) => Direction::Rtl,
        // A drawing begins all texts at the left that do not say otherwise, those in Hebrew, too.
        (false, true) if !has_field => Direction::Ltr,
        _ => Direction::Auto,
    }
}

/// Sets a text on a circle; its frame has the letters in it, which are so large.
fn set_on(content: &mut TextContent, circle: Circle, size: f64, place: &Frame<'_>) -> Rect {
    let radius = circle.radius * place.scale;
    content.path = Some(TextPath::Arc {
        radius: Pt(fraction(radius)),
        angle: fraction(circle.angle),
        inward: circle.inward,
    });
    content.fit.policy = FitPolicy::ShrinkToBox;
    let side = 2.0 * (radius + size);
    Rect::from_center_size(place.to_page * circle.center, (side, side))
}

/// Sets a text along a path of the page; its frame has the path and the letters above and below it.
fn set_along(content: &mut TextContent, path: BezPath, size: f64) -> Rect {
    let frame = path.bounding_box().inflate(size, size);
    let d = (Affine::translate(-frame.origin().to_vec2()) * path).to_svg();
    content.path = Some(TextPath::Path { d });
    content.fit.policy = FitPolicy::ShrinkToBox;
    frame
}

/// How wide a level text may be before it reaches the edge of the page.
fn free(start: Point, anchor: TextAnchor, place: &Frame<'_>) -> f64 {
    if place.rotation.abs() > 1.0 {
        return f64::INFINITY;
    }
    let (left, right) = (start.x - place.page.x0, place.page.x1 - start.x);
    let room = match anchor {
        TextAnchor::Start => right,
        TextAnchor::Middle => 2.0 * left.min(right),
        TextAnchor::End => left,
    };
    room * 0.92
}

/// The pieces of a text with fields in the place of placeholders, in points.
fn with_fields(pieces: &[(String, TextStyle)], found: &[Placeholder], scale: f64) -> Vec<(String, TextStyle)> {
    let whole: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
    let mut out: Vec<(String, TextStyle)> = Vec::new();
    let mut push = |text: String, style: &TextStyle| {
        let style = TextStyle {
            size: rounded((style.size.0 * scale).clamp(0.5, 5_000.0)),
            ..style.clone()
        };
        match out.last_mut() {
            _ if text.is_empty() => {}
            Some((last, own)) if *own == style => last.push_str(&text),
            _ => out.push((text, style)),
        }
    };
    let literal = |from: usize, to: usize| whole.get(from..to).unwrap_or_default().replace("{{", "{{{{");
    let mut start = 0;
    for (text, style) in pieces {
        let end = start + text.len();
        let mut at = start;
        for one in found
            .iter()
            .filter(|one| one.range.start < end && one.range.end > start)
        {
            push(literal(at, one.range.start.max(at)), style);
            if one.range.start >= start {
                push(one.token.clone(), style);
            }
            at = one.range.end.min(end);
        }
        push(literal(at, end), style);
        start = end;
    }
    out
}

fn style(span: &usvg::TextSpan, lost: &mut Vec<&'static str>) -> TextStyle {
    let size = f64::from(span.font_size().get());
    let font = span.font();
    let color = match span.fill().map(|fill| (fill.paint(), fill.opacity().get())) {
        Some((usvg::Paint::Color(color), opacity)) => rgba(*color, opacity),
        Some((usvg::Paint::LinearGradient(gradient), _)) => {
            lost.push("The gradient of its letters became one colour");
            gradient
                .stops()
                .first()
                .map_or(Color::BLACK, |stop| rgba(stop.color(), stop.opacity().get()))
        }
        Some(_) => {
            lost.push("The gradient or pattern of its letters became black");
            Color::BLACK
        }
        None => match span.stroke().map(usvg::Stroke::paint) {
            Some(usvg::Paint::Color(color)) => {
                lost.push("Its outlined letters are filled");
                rgba(*color, 1.0)
            }
            _ => Color { a: 0, ..Color::BLACK },
        },
    };
    if span.fill().is_some() && span.stroke().is_some() {
        lost.push("The outline of its letters was left out");
    }
    if span.small_caps() {
        lost.push("Its small capitals became capitals");
    }
    if span.decoration().line_through().is_some() || span.decoration().overline().is_some() {
        lost.push("Its letters are not struck through or overlined any more");
    }
    let (family, own_weight, own_italic) = family(font);
    let weight = match font.weight() {
        400 => own_weight,
        said => said.clamp(1, 1000),
    };
    TextStyle {
        family,
        size: Pt(size),
        weight,
        italic: own_italic || font.style() != usvg::FontStyle::Normal,
        color,
        letter_spacing: fraction((f64::from(span.letter_spacing()) / size).clamp(-1.0, 10.0)),
        case: if span.small_caps() { Case::Upper } else { Case::AsIs },
        underline: span.decoration().underline().is_some(),
    }
}

/// The first family that a text asks for, with the weight and slope that its name says; the kinds of families that CSS
/// knows are ours.
fn family(font: &usvg::Font) -> (String, u16, bool) {
    let ours = |name: &str| (name.to_owned(), 400, false);
    match font.families().first() {
        Some(usvg::FontFamily::Named(name)) if !name.trim().is_empty() => {
            let name = name.trim().trim_matches(['"', '\'']);
            of_face(name).unwrap_or_else(|| ours(name))
        }
        Some(usvg::FontFamily::Serif) => ours(faces::SERIF),
        Some(usvg::FontFamily::Cursive | usvg::FontFamily::Fantasy) => ours(faces::CURSIVE),
        _ => ours(faces::SANS),
    }
}

/// What the PostScript name of a face says, by which Illustrator and others call families: “OpenSans-BoldItalic” is Open
/// Sans, bold and italic. `None` when it is no such name.
fn of_face(name: &str) -> Option<(String, u16, bool)> {
    let (family, style) = name.rsplit_once('-')?;
    let style = style.trim_end_matches("MT").trim_end_matches("PS");
    // “SemiBold” is one word of the list of styles, “BoldItalic” are two.
    let style = parted(style).replace("Semi ", "Semi").replace("Demi ", "Demi");
    let style = style.replace("Extra ", "Extra").replace("Ultra ", "Ultra");
    let (left, weight, italic) = split_name(&format!("- {style}"));
    let is_face = left == "-" && !style.is_empty() && !family.is_empty();
    is_face.then(|| (parted(family), weight, italic))
}

/// “EBGaramond” as “EB Garamond”.
fn parted(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len() + 2);
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let begins = letter.is_uppercase()
            && before.is_some_and(|before| {
                let after = letters.get(at + 1).is_some_and(|after| after.is_lowercase());
                before.is_lowercase() || (before.is_uppercase() && after)
            });
        if begins {
            out.push(' ');
        }
        out.push(*letter);
    }
    out
}

fn usual(size: f64) -> TextStyle {
    TextStyle::new("Inter", rounded(size.clamp(0.5, 5_000.0)), Color::BLACK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_faces_are_taken_apart() {
        let found = |name: &str| of_face(name).map(|(family, weight, italic)| format!("{family} {weight} {italic}"));
        for (name, expected) in [
            ("Inter-Bold", Some("Inter 700 false")),
            ("OpenSans-BoldItalic", Some("Open Sans 700 true")),
            ("EBGaramond-SemiBoldItalic", Some("EB Garamond 600 true")),
            ("Arial-BoldMT", Some("Arial 700 false")),
            ("NotoSansJP-Regular", Some("Noto Sans JP 400 false")),
            ("Great Vibes", None),
            ("Foo-Bar", None),
            ("-Bold", None),
            ("X-", None),
        ] {
            assert_eq!(found(name).as_deref(), expected, "{name}");
        }
    }
}
