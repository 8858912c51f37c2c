//! From lines to glyphs at their places in the frame.

use std::cell::RefCell;
use std::sync::Arc;

use crate::fonts::FontBook;
use crate::model::{Align, FitPolicy, VAlign};
use crate::scene::{Glyph, GlyphRun};
use crate::units::{Affine, Color, Rect, Size};

use super::caret::Trace;
use super::fit::{Search, widest};
use super::lines::{Line, visual_order};
use super::shape::{Atom, Run, Shaped};
use super::style::Style;
use super::unicode::is_han_like;
use super::{Laid, Request};

/// How far text may reach out of its frame before it counts as clipped, in points.
pub(super) const TOLERANCE: f64 = 0.5;

/// The slope of letters that stand in for an italic, in degrees; usual for obliques (CSS Fonts 4 takes 14, type
/// designers 9 to 12).
pub(super) const SLANT: f32 = 12.0;

/// The stroke that stands in for a bold is this part of the size: it widens stems by about what separates regular from
/// bold in text faces.
const EMBOLDEN: f32 = 1.0 / 30.0;

/// A shaped text on its way to its place.
pub(super) struct Job<'a> {
    pub book: &'a FontBook,
    pub request: &'a Request,
    pub frame: Size,
    pub text: &'a str,
    pub styles: &'a [Style<'a>],
    pub shaped: &'a Shaped,
    /// Takes down where everything comes to stand, for who wants carets.
    pub trace: Option<&'a RefCell<Trace>>,
}

/// What the runs of a text share.
pub(super) struct Shared {
    pub text: Arc<str>,
    /// One for each style.
    languages: Vec<Arc<str>>,
}

impl Job<'_> {
    /// The bar under a run from one place of its line to another, when it is underlined.
    pub fn underline(&self, run: &Run, (from, to): (f64, f64), baseline: f64, scale: f64) -> Option<(Rect, Color)> {
        let style = self.styles.get(usize::from(run.style))?;
        let size = f64::from(style.size) * scale;
        let middle = baseline + style.metrics.underline_offset * size;
        let half = style.metrics.underline_thickness * size / 2.0;
        let bar = Rect::new(from, middle - half, to, middle + half);
        style.wanted.underline.then_some((bar, style.wanted.color))
    }

    pub fn shared(&self) -> Shared {
        let mut languages: Vec<Arc<str>> = Vec::with_capacity(self.styles.len());
        for style in self.styles {
            let same = languages
                .iter()
                .find(|language| ***language == *style.language)
                .cloned();
            languages.push(same.unwrap_or_else(|| Arc::from(style.language)));
        }
        Shared {
            text: Arc::from(self.text),
            languages,
        }
    }

    pub fn search(&self) -> Search<'_> {
        let line_height = self.request.line_height;
        Search {
            shaped: self.shaped,
            styles: self.styles,
            line_height: if line_height.is_finite() {
                line_height.clamp(0.1, 20.0)
            } else {
                1.25
            },
            paragraph_gap: if self.request.paragraph_gap.is_finite() {
                self.request.paragraph_gap.clamp(0.0, 10_000.0)
            } else {
                0.0
            },
            frame: self.frame,
        }
    }

    /// A run without glyphs; `None` when its face cannot be had, which was reported when it was chosen.
    pub fn glyph_run(&self, run: &Run, scale: f64, shared: &Shared, capacity: usize) -> Option<GlyphRun> {
        let style = self.styles.get(usize::from(run.style))?;
        let (face, _) = self.book.load(run.face).ok()?;
        let coords = self
            .shaped
            .coords
            .get(run.coords.start as usize..run.coords.end as usize)
            .unwrap_or_default();
        let size = (f64::from(style.size) * scale) as f32;
        Some(GlyphRun {
            face: self.book.instance(run.face, face, coords, style.wanted.weight),
            size,
            color: style.wanted.color,
            text: Arc::clone(&shared.text),
            language: shared
                .languages
                .get(usize::from(run.style))
                .map_or_else(|| Arc::from(""), Arc::clone),
            rtl: run.level % 2 == 1,
            transform: Affine::IDENTITY,
            slant: if run.slant { SLANT } else { 0.0 },
            embolden: if run.embolden { size * EMBOLDEN } else { 0.0 },
            glyphs: Vec::with_capacity(capacity),
        })
    }

    /// Adds an atom's glyphs to a run, the atom's left end standing at (x, y).
    pub fn push_glyphs(&self, atom: &Atom, (x, y): (f64, f64), scale: f64, run: &mut GlyphRun) {
        let glyphs = self
            .shaped
            .glyphs
            .get(atom.glyphs.start as usize..atom.glyphs.end as usize)
            .unwrap_or_default();
        run.glyphs.extend(glyphs.iter().map(|glyph| Glyph {
            id: glyph.id,
            x: (x + f64::from(glyph.x) * scale) as f32,
            y: (y + f64::from(glyph.y) * scale) as f32,
            advance: (f64::from(glyph.advance) * scale) as f32,
            text: glyph.bytes.clone(),
        }));
    }

    pub fn atoms(&self, range: &std::ops::Range<u32>) -> &[Atom] {
        self.shaped
            .atoms
            .get(range.start as usize..range.end as usize)
            .unwrap_or_default()
    }

    /// How a line stands: as its paragraph does, else as the text.
    fn align(&self, line: &Line) -> Align {
        let style = self.styles.get(usize::from(line.style));
        style.and_then(|style| style.align).unwrap_or(self.request.align)
    }

    /// Where a line of some width starts in some room.
    pub fn start(&self, align: Align, width: f64, room: f64) -> f64 {
        let free = room - width;
        match (align, self.shaped.rtl) {
            (Align::Left, _) | (Align::Start | Align::Justify, false) | (Align::End, true) => 0.0,
            (Align::Right, _) | (Align::End, false) | (Align::Start | Align::Justify, true) => free,
            (Align::Center, _) => free / 2.0,
        }
    }
}

/// Sets the text in its frame.
pub(super) fn in_frame(job: &Job<'_>, lines: &mut Vec<Line>, laid: &mut Laid) {
    let search = job.search();
    let fit = &job.request.fit;
    let fitted = search.run(fit, lines);
    let scale = fitted.scale;
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return;
    };
    let between = search.between_baselines(lines) * scale;
    let needed = search.height(lines) * scale;
    let (ascent, descent, caps) = (first.ascent * scale, last.descent * scale, first.cap_height * scale);
    laid.size_scale = scale;
    laid.below_minimum = fitted.below_minimum;
    let is_too_wide = widest(lines) * scale > job.frame.width + TOLERANCE;
    match fit.policy {
        FitPolicy::Grow => {
            laid.clipped = is_too_wide;
            laid.height = job.frame.height.max(ascent + between + descent);
        }
        // The frame is where the text is held, not how far it goes.
        FitPolicy::AutoWidth => {}
        _ => laid.clipped = is_too_wide || needed > job.frame.height + TOLERANCE,
    }
    let mut baseline = match job.request.valign {
        // A frame that is high enough for the letters only has no room for the ascent above them.
        VAlign::Top => ascent.min((laid.height - descent - between).max(caps)),
        VAlign::Middle => (laid.height + caps - between) / 2.0,
        VAlign::Bottom => laid.height - descent - between,
    };
    let shared = job.shared();
    let mut extent: Option<Rect> = None;
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            baseline += search.step(line) * scale;
        }
        let area = set_line(job, line, baseline, scale, &shared, laid);
        extent = Some(extent.map_or(area, |extent| extent.union(area)));
    }
    laid.extent = extent.unwrap_or_default();
}

/// Sets one line; answers the area around it.
fn set_line(job: &Job<'_>, line: &Line, baseline: f64, scale: f64, shared: &Shared, laid: &mut Laid) -> Rect {
    let mut align = job.align(line);
    let mut width = line.width * scale;
    let mut stretch = Stretch::None;
    if align == Align::Justify {
        align = Align::Start;
        if !line.is_last {
            stretch = Stretch::of(job, line, job.frame.width - width);
            width += stretch.total(job, line);
        }
    }
    let left = job.start(align, width, job.frame.width);
    let level = Affine::translate((0.0, baseline));
    job.trace_line(line, Affine::translate((left, baseline)), scale);
    let mut pen = left;
    for (run, atoms) in visual_order(&line.atoms, job.shaped) {
        let Some(run) = job.shaped.runs.get(run as usize) else {
            continue;
        };
        let from = pen;
        let atoms = job.atoms(&atoms);
        let glyphs = atoms.iter().map(|atom| atom.glyphs.len()).sum();
        let Some(mut glyph_run) = job.glyph_run(run, scale, shared, glyphs) else {
            continue;
        };
        let mut put = |atom: &Atom| {
            let is_last = atom.bytes.end == job.atoms(&line.atoms).last().map_or(0, |last| last.bytes.end);
            let behind = if is_last {
                0.0
            } else {
                f64::from(atom.spacing) * scale + stretch.behind(job, atom)
            };
            let before = pen;
            if glyph_run.rtl {
                pen += behind;
            }
            job.push_glyphs(atom, (pen, baseline), scale, &mut glyph_run);
            pen += f64::from(atom.advance) * scale;
            if run.level % 2 == 0 {
                pen += behind;
            }
            job.trace_atom(run, atom, level, (before, pen), scale);
        };
        if run.level % 2 == 1 {
            atoms.iter().rev().for_each(&mut put);
        } else {
            atoms.iter().for_each(&mut put);
        }
        underline(job, run, (from, pen), baseline, scale, laid);
        if !glyph_run.glyphs.is_empty() {
            laid.runs.push(glyph_run);
        }
    }
    let gap = job
        .atoms(&line.atoms)
        .last()
        .map_or(0.0, |last| f64::from(last.spacing) * scale);
    job.trace_hanging(line, (left, left + width), gap, scale, |from, to| (level, from, to));
    Rect::new(
        left,
        baseline - line.ascent * scale,
        left + width,
        baseline + line.descent * scale,
    )
}

/// Adds the bar under a run that is underlined.
fn underline(job: &Job<'_>, run: &Run, along: (f64, f64), baseline: f64, scale: f64, laid: &mut Laid) {
    let Some((bar, bar_color)) = job.underline(run, along, baseline, scale) else {
        return;
    };
    match laid.underlines.last_mut() {
        // One bar under a word whose letters come from several faces.
        Some((last, color))
            if *color == bar_color && (last.x1 - bar.x0).abs() < 1e-6 && (last.y0, last.y1) == (bar.y0, bar.y1) =>
        {
            last.x1 = bar.x1;
        }
        _ => laid.underlines.push((bar, bar_color)),
    }
}

/// What fills a justified line.
#[derive(Clone, Copy)]
enum Stretch {
    None,
    /// Points added to every space.
    Spaces(f64),
    /// Points added behind every Han letter and kana, in a line without spaces.
    Letters(f64),
}

impl Stretch {
    fn of(job: &Job<'_>, line: &Line, free: f64) -> Stretch {
        if free <= 0.0 {
            return Stretch::None;
        }
        let atoms = job.atoms(&line.atoms);
        let inner = atoms.split_last().map_or(&[][..], |(_, inner)| inner);
        let spaces = inner.iter().filter(|atom| atom.stretches).count();
        if spaces > 0 {
            return Stretch::Spaces(free / spaces as f64);
        }
        match inner.iter().filter(|atom| is_han_atom(job, atom)).count() {
            0 => Stretch::None,
            letters => Stretch::Letters(free / letters as f64),
        }
    }

    fn behind(self, job: &Job<'_>, atom: &Atom) -> f64 {
        match self {
            Stretch::Spaces(points) if atom.stretches => points,
            Stretch::Letters(points) if is_han_atom(job, atom) => points,
            _ => 0.0,
        }
    }

    fn total(self, job: &Job<'_>, line: &Line) -> f64 {
        let atoms = job.atoms(&line.atoms);
        let inner = atoms.split_last().map_or(&[][..], |(_, inner)| inner);
        inner.iter().map(|atom| self.behind(job, atom)).sum()
    }
}

fn is_han_atom(job: &Job<'_>, atom: &Atom) -> bool {
    let text = job.text.get(atom.bytes.start as usize..atom.bytes.end as usize);
    text.and_then(|text| text.chars().next()).is_some_and(is_han_like)
}
