//! What the engine takes down while it sets a text: where lines, letters and hanging spaces come to stand.

use std::ops::Range;

use skrifa::FontRef;
use skrifa::raw::TableProvider;

use crate::units::Affine;

use super::super::lines::Line;
use super::super::place::{Job, SLANT};
use super::super::shape::{Atom, Run};

/// The places of a text that was set.
#[derive(Debug, Default)]
pub(in crate::text) struct Trace {
    pub lines: Vec<TracedLine>,
    /// Whether the text as a whole reads from right to left.
    pub rtl: bool,
}

#[derive(Debug)]
pub(in crate::text) struct TracedLine {
    pub bytes: Range<usize>,
    /// Whether the text itself ends it.
    pub hard_end: bool,
    /// From the start of its baseline to the frame.
    pub start: Affine,
    /// Points, from the baseline.
    pub ascent: f64,
    pub descent: f64,
    /// From left to right.
    pub atoms: Vec<TracedAtom>,
    /// The white space behind them, in the order of the text.
    pub hanging: Vec<TracedAtom>,
}

#[derive(Clone, Debug)]
pub(in crate::text) struct TracedAtom {
    pub bytes: Range<usize>,
    /// Bidi embedding level; odd ones read from right to left.
    pub level: u8,
    /// From the coordinates of `from` and `to`, with the baseline at 0, to the frame.
    pub transform: Affine,
    /// The left and the right end, letter spacing included.
    pub from: f64,
    pub to: f64,
    /// Of its style, points from the baseline.
    pub ascent: f64,
    pub descent: f64,
    /// How far the letters lean to the right, per point of height.
    pub lean: f64,
}

impl Job<'_> {
    pub(in crate::text) fn trace_line(&self, line: &Line, start: Affine, scale: f64) {
        let Some(trace) = self.trace else { return };
        let mut trace = trace.borrow_mut();
        trace.rtl = self.shaped.rtl;
        trace.lines.push(TracedLine {
            bytes: line.bytes.start as usize..line.bytes.end as usize,
            hard_end: line.is_last,
            start,
            ascent: line.ascent * scale,
            descent: line.descent * scale,
            atoms: Vec::new(),
            hanging: Vec::new(),
        });
    }

    /// An atom of the last line, at its place.
    pub(in crate::text) fn trace_atom(&self, run: &Run, atom: &Atom, transform: Affine, sides: (f64, f64), scale: f64) {
        let Some(trace) = self.trace else { return };
        let atom = self.traced(run, atom, transform, sides, scale);
        if let Some(line) = trace.borrow_mut().lines.last_mut() {
            line.atoms.extend(atom);
        }
    }

    /// The white space that vanishes at the end of the last line, whose sides are given: a caret can stand in it. `gap` is
    /// the letter spacing behind the last letter, which is none of the line's width. `place` gives the coordinates for a stretch of the line.
    pub(in crate::text) fn trace_hanging(
        &self,
        line: &Line,
        (left, right): (f64, f64),
        mut gap: f64,
        scale: f64,
        place: impl Fn(f64, f64) -> (Affine, f64, f64),
    ) {
        let Some(trace) = self.trace else { return };
        let mut pen = if self.shaped.rtl { left } else { right };
        let mut hanging = Vec::new();
        for atom in self.atoms(&(line.atoms.end..line.until)) {
            let Some(run) = self.shaped.runs.get(atom.run as usize) else {
                continue;
            };
            let wide = f64::from(atom.advance + atom.spacing) * scale + std::mem::take(&mut gap);
            let (from, to) = if self.shaped.rtl {
                (pen - wide, pen)
            } else {
                (pen, pen + wide)
            };
            pen = if self.shaped.rtl { from } else { to };
            let (transform, from, to) = place(from, to);
            hanging.extend(
                self.traced(run, atom, transform, (from, to), scale)
                    .map(|atom| TracedAtom {
                        // White space at the end of a line has the direction of the text (UAX #9, rule L1).
                        level: u8::from(self.shaped.rtl),
                        ..atom
                    }),
            );
        }
        if let Some(line) = trace.borrow_mut().lines.last_mut() {
            line.hanging = hanging;
        }
    }

    fn traced(
        &self,
        run: &Run,
        atom: &Atom,
        transform: Affine,
        (from, to): (f64, f64),
        scale: f64,
    ) -> Option<TracedAtom> {
        let style = self.styles.get(usize::from(run.style))?;
        Some(TracedAtom {
            bytes: atom.bytes.start as usize..atom.bytes.end as usize,
            level: run.level,
            transform,
            from,
            to,
            ascent: style.ascent() * scale,
            descent: style.descent() * scale,
            lean: self.lean(run),
        })
    }

    /// How far the letters of a run lean to the right: by the italic angle of their face, or as they are slanted.
    fn lean(&self, run: &Run) -> f64 {
        if run.slant {
            return f64::from(SLANT).to_radians().tan();
        }
        let Ok((face, _)) = self.book.load(run.face) else {
            return 0.0;
        };
        if !face.italic {
            return 0.0;
        }
        let font = FontRef::from_index(face.data.data.as_ref(), face.data.index);
        let angle = font
            .and_then(|font| font.post())
            .map_or(0.0, |post| post.italic_angle().to_f64());
        // Counter-clockwise in degrees; beyond 45 a font says something else with it.
        (-angle).clamp(-45.0, 45.0).to_radians().tan()
    }
}
