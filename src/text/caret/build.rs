//! From what the engine took down to lines of cells.

use std::ops::Range;

use crate::text::Request;
use crate::units::Affine;

use super::trace::{Trace, TracedAtom, TracedLine};
use super::{Carets, Cell, Line, Piece, Units, words};

impl Carets {
    /// `breaks` are the bytes before which a line may end.
    pub(in crate::text) fn new(
        text: String,
        units: Units,
        trace: Trace,
        breaks: &[usize],
        request: &Request,
    ) -> Carets {
        let units = units.within(&text);
        let mut lines: Vec<Line> = trace
            .lines
            .into_iter()
            .map(|line| make_line(line, trace.rtl, &units))
            .collect();
        if lines.is_empty() {
            // The text could not be set: a caret in its first style still says where it would begin.
            let size = request.spans.first().map_or(12.0, |span| span.style.size.0);
            lines.push(Line {
                bytes: 0..text.len(),
                hard_end: true,
                start: Affine::translate((0.0, 0.9 * size)),
                ascent: 0.9 * size,
                descent: 0.25 * size,
                pieces: Vec::new(),
                cells: Vec::new(),
            });
        }
        Carets {
            words: words::words(&text, &units, breaks),
            text,
            units,
            lines,
            rtl: trace.rtl,
            on_path: request.path.is_some(),
        }
    }
}

fn make_line(line: TracedLine, rtl: bool, units: &Units) -> Line {
    let mut atoms = line.atoms;
    if rtl {
        atoms.splice(0..0, line.hanging.into_iter().rev());
    } else {
        atoms.extend(line.hanging);
    }
    let pieces: Vec<Piece> = atoms.iter().flat_map(|atom| split(atom, units)).collect();
    Line {
        bytes: line.bytes,
        hard_end: line.hard_end,
        start: line.start,
        ascent: line.ascent,
        descent: line.descent,
        cells: cells(&pieces, rtl, units),
        pieces,
    }
}

/// The parts of an atom that belong to different units, from left to right, all of one width.
fn split(atom: &TracedAtom, units: &Units) -> Vec<Piece> {
    let inside = units.inside(&atom.bytes);
    let bounds = || [atom.bytes.start].into_iter().chain(inside.iter().copied());
    let ends = bounds().skip(1).chain([atom.bytes.end]);
    let mut parts: Vec<Range<usize>> = bounds().zip(ends).map(|(start, end)| start..end).collect();
    if atom.level % 2 == 1 {
        parts.reverse();
    }
    let width = (atom.to - atom.from) / parts.len() as f64;
    let place = |index: usize, bytes: Range<usize>| Piece {
        bytes,
        level: atom.level,
        transform: atom.transform,
        from: atom.from + width * index as f64,
        to: atom.from + width * (index + 1) as f64,
        ascent: atom.ascent,
        descent: atom.descent,
        lean: atom.lean,
    };
    parts
        .into_iter()
        .enumerate()
        .map(|(index, bytes)| place(index, bytes))
        .collect()
}

/// Neighbouring pieces of one unit are one cell.
fn cells(pieces: &[Piece], rtl: bool, units: &Units) -> Vec<Cell> {
    let mut cells: Vec<(usize, Cell)> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let unit = units.stop_before(piece.bytes.start);
        match cells.last_mut() {
            Some((of, cell)) if *of == unit => {
                cell.bytes.start = cell.bytes.start.min(piece.bytes.start);
                cell.bytes.end = cell.bytes.end.max(piece.bytes.end);
                cell.pieces.end = index + 1;
            }
            _ => cells.push((
                unit,
                Cell {
                    bytes: piece.bytes.clone(),
                    rtl: false,
                    pieces: index..index + 1,
                },
            )),
        }
    }
    let finished = cells.into_iter().map(|(unit, cell)| Cell {
        rtl: level(&cell, pieces, rtl, units.is_whole(unit)) % 2 == 1,
        ..cell
    });
    finished.collect()
}

/// The level of a cell. A whole has that of the text around it, so that its start is beside what is written before it:
/// in “by {name} on” the caret behind an Arabic name is at its right, where “on” follows.
fn level(cell: &Cell, pieces: &[Piece], rtl: bool, whole: bool) -> u8 {
    let own = pieces.get(cell.pieces.clone()).unwrap_or_default().iter();
    let own = own.map(|piece| piece.level).min().unwrap_or(0);
    if !whole {
        return own;
    }
    let base = u8::from(rtl);
    let beside = |found: Option<&Piece>| found.map_or(base, |piece| piece.level);
    let before = beside(pieces.iter().find(|piece| piece.bytes.end == cell.bytes.start));
    let behind = beside(pieces.iter().find(|piece| piece.bytes.start == cell.bytes.end));
    own.min(before.max(behind))
}
