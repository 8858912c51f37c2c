//! Lines: where they end, how wide they are, in which order their runs stand.

use std::ops::Range;

use super::shape::{Atom, Run, Shaped};
use super::style::Style;

/// A line at full size.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Without the white space at its end.
    pub atoms: Range<u32>,
    /// Where the white space at its end is over.
    pub until: u32,
    /// Of the text, with that white space, without what ends a line.
    pub bytes: Range<u32>,
    pub width: f64,
    /// Whether the text itself ends the line.
    pub is_last: bool,
    /// Whether it is the first one of its paragraph.
    pub is_first: bool,
    /// The style at the start of its paragraph.
    pub style: u16,
    /// The largest size in it.
    pub size: f64,
    /// The largest measures of the wanted families in it, from the baseline.
    pub ascent: f64,
    pub descent: f64,
    pub cap_height: f64,
}

/// Breaks the text into lines no wider than `limit` (as far as words allow); without a limit only where it says so.
///
/// A word that is wider than the limit is not torn: that would be a change of what is written, and nobody would be told.
pub(super) fn break_lines(shaped: &Shaped, styles: &[Style<'_>], limit: Option<f64>, lines: &mut Vec<Line>) {
    lines.clear();
    // Sums of single-precision advances differ by some millionths from the sum that a frame was made from.
    let limit = limit.map_or(f64::INFINITY, |limit| limit * (1.0 + 1e-6) + 1e-4);
    for paragraph in &shaped.paragraphs {
        let all = paragraph.atoms.clone();
        let atoms = shaped
            .atoms
            .get(all.start as usize..all.end as usize)
            .unwrap_or_default();
        let mut start = 0;
        loop {
            let (end, next, width) = one_line(atoms, start, limit);
            let from = atoms.get(start).map_or(paragraph.start, |atom| atom.bytes.start);
            let last = next.checked_sub(1).and_then(|last| atoms.get(last));
            let mut line = Line {
                atoms: all.start + start as u32..all.start + end as u32,
                until: all.start + next as u32,
                bytes: from..last.map_or(from, |atom| atom.bytes.end),
                width,
                is_last: next >= atoms.len(),
                is_first: start == 0,
                style: paragraph.style,
                size: 0.0,
                ascent: 0.0,
                descent: 0.0,
                cap_height: 0.0,
            };
            measure(&mut line, shaped, styles, paragraph.style);
            lines.push(line);
            start = next;
            if start >= atoms.len() {
                break;
            }
        }
    }
}

/// The line that starts at an atom: its end without white space, the start of the next, and its width.
fn one_line(atoms: &[Atom], start: usize, limit: f64) -> (usize, usize, f64) {
    let mut pen = 0.0;
    let mut seen = (start, 0.0);
    let mut fallback: Option<(usize, usize, f64)> = None;
    for (index, atom) in atoms.iter().enumerate().skip(start) {
        if index > start && atom.break_before {
            fallback = Some((seen.0, index, seen.1));
        }
        pen += f64::from(atom.advance);
        if !atom.space {
            if pen > limit
                && let Some(broken) = fallback
            {
                return broken;
            }
            // The spacing behind the last letter of a line is not part of its width.
            seen = (index + 1, pen);
        }
        pen += f64::from(atom.spacing);
    }
    (seen.0, atoms.len(), seen.1)
}

/// Finds the height of a line from the styles in it.
fn measure(line: &mut Line, shaped: &Shaped, styles: &[Style<'_>], first: u16) {
    let mut add = |style: u16| {
        if let Some(style) = styles.get(usize::from(style)) {
            line.size = line.size.max(f64::from(style.size));
            line.ascent = line.ascent.max(style.ascent());
            line.descent = line.descent.max(style.descent());
            line.cap_height = line.cap_height.max(style.cap_height());
        }
    };
    if styles.len() == 1 || line.atoms.is_empty() {
        return add(first);
    }
    let run_of = |atom: u32| shaped.atoms.get(atom as usize).map_or(0, |atom| atom.run);
    for run in run_of(line.atoms.start)..=run_of(line.atoms.end - 1) {
        if let Some(run) = shaped.runs.get(run as usize) {
            add(run.style);
        }
    }
}

/// The runs of a line from left to right, each with its atoms in logical order (UAX #9, rule L2).
pub(super) fn visual_order(atoms: &Range<u32>, shaped: &Shaped) -> Vec<(u32, Range<u32>)> {
    let mut pieces: Vec<(u32, Range<u32>)> = Vec::new();
    for index in atoms.clone() {
        let Some(atom) = shaped.atoms.get(index as usize) else {
            continue;
        };
        match pieces.last_mut() {
            Some((run, range)) if *run == atom.run => range.end = index + 1,
            _ => pieces.push((atom.run, index..index + 1)),
        }
    }
    let level = |piece: &(u32, Range<u32>)| shaped.runs.get(piece.0 as usize).map_or(0, |run: &Run| run.level);
    let highest = pieces.iter().map(level).max().unwrap_or(0);
    for floor in (1..=highest).rev() {
        let mut start = 0;
        while start < pieces.len() {
            let rest = pieces.get_mut(start..).unwrap_or_default();
            let low = rest.iter().take_while(|piece| level(piece) < floor).count();
            let rest = rest.get_mut(low..).unwrap_or_default();
            let high = rest.iter().take_while(|piece| level(piece) >= floor).count();
            rest.get_mut(..high).unwrap_or_default().reverse();
            start += low + high;
        }
    }
    pieces
}
