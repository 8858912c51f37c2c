//! Tests of the engine as a whole, with the bundled fonts.

mod carets;
mod curves;
mod faces;
mod fitting;
mod placing;

use crate::fonts::tests_support::book;
use crate::model::{Align, Case, Direction, Fit, FitPolicy, TextStyle, VAlign};
use crate::scene::Glyph;
use crate::units::{Color, Pt, Size};

use super::{Engine, Laid, Request, StyledSpan};

fn engine() -> Engine {
    Engine::new(book())
}

fn style(family: &str, size: f64) -> TextStyle {
    TextStyle {
        family: family.to_owned(),
        size: Pt(size),
        weight: 400,
        italic: false,
        color: Color::BLACK,
        letter_spacing: 0.0,
        case: Case::AsIs,
        underline: false,
    }
}

fn span(text: &str, family: &str, size: f64, language: &str) -> StyledSpan {
    StyledSpan {
        text: text.to_owned(),
        style: style(family, size),
        language: language.to_owned(),
        align: None,
    }
}

/// A text of one span in 20 points, in a large frame.
fn request(text: &str, family: &str, language: &str) -> Request {
    Request {
        spans: vec![span(text, family, 20.0, language)],
        align: Align::Start,
        valign: VAlign::Top,
        line_height: 1.25,
        paragraph_gap: 0.0,
        direction: Direction::Auto,
        fit: Fit {
            policy: FitPolicy::Clip,
            min_size: None,
            max_size: None,
        },
        frame: Size::new(2000.0, 400.0),
        path: None,
    }
}

fn lay(text: &str, family: &str, language: &str) -> Laid {
    engine().lay_out(&request(text, family, language))
}

fn glyphs(laid: &Laid) -> impl Iterator<Item = &Glyph> {
    laid.runs.iter().flat_map(|run| &run.glyphs)
}

fn ids(laid: &Laid) -> Vec<u32> {
    glyphs(laid).map(|glyph| glyph.id).collect()
}

fn families(laid: &Laid) -> Vec<&str> {
    let mut families: Vec<&str> = laid.runs.iter().map(|run| run.face.family.as_str()).collect();
    families.dedup();
    families
}

/// The heights of the baselines (of glyphs that are not moved off them).
fn baselines(laid: &Laid) -> Vec<f32> {
    let mut heights: Vec<f32> = Vec::new();
    for run in &laid.runs {
        // Marks are moved up and down, letters are not: the most frequent height is the line's.
        let mut counts: Vec<(f32, usize)> = Vec::new();
        for glyph in &run.glyphs {
            match counts.iter_mut().find(|(y, _)| *y == glyph.y) {
                Some((_, count)) => *count += 1,
                None => counts.push((glyph.y, 1)),
            }
        }
        let (y, _) = counts
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .expect("a run has glyphs");
        if !heights.contains(&y) {
            heights.push(y);
        }
    }
    heights
}

/// The ink-free extent of the glyphs from left to right.
fn sides(laid: &Laid) -> (f32, f32) {
    let left = glyphs(laid).map(|glyph| glyph.x).fold(f32::INFINITY, f32::min);
    let right = glyphs(laid)
        .map(|glyph| glyph.x + glyph.advance)
        .fold(f32::NEG_INFINITY, f32::max);
    (left, right)
}

/// The undamaged names of `tests/data/names.tsv`, with their languages.
fn names() -> Vec<(String, String)> {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/names.tsv");
    let table = std::fs::read_to_string(file).expect("the table of names");
    let mut names = Vec::new();
    for line in table.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        if !columns[3].starts_with("damaged") {
            names.push((columns[0].to_owned(), columns[1].to_owned()));
        }
    }
    assert!(names.len() > 50, "the table was read");
    names
}
