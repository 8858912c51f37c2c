//! What lies under a point, and the areas of a selection.

use std::ops::Range;

use crate::units::{Affine, Point, Rect};

use super::{Affinity, Area, Carets, Cell, Line, Piece, TextPosition};

/// The width of a line end within a selection, as a part of the line's height.
const LINE_END: f64 = 0.2;

impl Carets {
    /// The place that is nearest to a point of the frame.
    pub fn hit(&self, point: Point) -> TextPosition {
        if self.on_path {
            self.hit_on_path(point)
        } else {
            self.hit_in_line(self.line_at(point.y), point.x)
        }
    }

    /// The unit under a point: what a caret cannot stand in. `None` beside the letters.
    pub fn unit_at(&self, point: Point) -> Option<Range<usize>> {
        let lines: Vec<&Line> = if self.on_path {
            self.lines.iter().collect()
        } else {
            self.lines.get(self.line_at(point.y)).into_iter().collect()
        };
        let pieces = lines.into_iter().flat_map(|line| &line.pieces);
        let mut hit = pieces.filter(|piece| piece.distance(point) <= 0.0);
        let byte = hit.next()?.bytes.start;
        Some(self.units.stop_before(byte)..self.units.stop_behind(byte + 1))
    }

    /// The line whose band is nearest to a height; where bands overlap, the one whose middle is.
    fn line_at(&self, y: f64) -> usize {
        let distance = |line: &Line| {
            let base = line.start.translation().y;
            let (top, bottom) = (base - line.ascent, base + line.descent);
            let beyond = (top - y).max(y - bottom).max(0.0);
            (beyond, (y - f64::midpoint(top, bottom)).abs())
        };
        let compare = |a: &(f64, f64), b: &(f64, f64)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1));
        let lines = self.lines.iter().map(distance).enumerate();
        lines.min_by(|a, b| compare(&a.1, &b.1)).map_or(0, |(index, _)| index)
    }

    /// The place of a line (which is not on a path) nearest to a distance from the frame's left.
    pub(super) fn hit_in_line(&self, index: usize, x: f64) -> TextPosition {
        let Some(line) = self.lines.get(index) else {
            return TextPosition::START;
        };
        let sides = |cell: &Cell| {
            let pieces = line.pieces.get(cell.pieces.clone()).unwrap_or_default();
            let from = pieces.first().map_or(0.0, |piece| piece.from);
            (from, pieces.last().map_or(from, |piece| piece.to))
        };
        let under = line.cells.iter().find(|cell| x < sides(cell).1);
        match under.or(line.cells.last()) {
            None => self.allowed(TextPosition::before(line.bytes.start)),
            Some(cell) => {
                let (from, to) = sides(cell);
                self.allowed(cell.side(x >= f64::midpoint(from, to)))
            }
        }
    }

    fn hit_on_path(&self, point: Point) -> TextPosition {
        let mut best: Option<(f64, f64, TextPosition)> = None;
        for line in &self.lines {
            for cell in &line.cells {
                let pieces = line.pieces.get(cell.pieces.clone()).unwrap_or_default();
                let beyond = pieces
                    .iter()
                    .map(|piece| piece.distance(point))
                    .fold(f64::INFINITY, f64::min);
                for right in [false, true] {
                    let (top, bottom) = line.side(cell, right);
                    let far = top.midpoint(bottom).distance(point);
                    if best.is_none_or(|(least, nearest, _)| (beyond, far) < (least, nearest)) {
                        best = Some((beyond, far, cell.side(right)));
                    }
                }
            }
        }
        best.map_or(TextPosition::START, |(_, _, position)| self.allowed(position))
    }

    /// A place that is allowed. Of a whole that goes over several lines, its last part stands for its end and the others
    /// for its start.
    fn allowed(&self, position: TextPosition) -> TextPosition {
        let TextPosition { byte, affinity } = position;
        if self.units.is_stop(byte) {
            return position;
        }
        let end = self.units.stop_behind(byte);
        let mut parts = self.lines.iter().flat_map(|line| &line.cells);
        if affinity == Affinity::Downstream && parts.any(|part| part.bytes == (byte..end)) {
            TextPosition::behind(end)
        } else {
            TextPosition::before(self.units.stop_before(byte))
        }
    }

    /// The areas of a selection, line by line from left to right; where directions meet, a line has several. The end of
    /// a line that is selected with it shows as a small area.
    pub fn areas(&self, selection: Range<usize>) -> Vec<Area> {
        let mut areas = Vec::new();
        for line in &self.lines {
            let first = areas.len();
            for piece in &line.pieces {
                if piece.bytes.start < selection.end && selection.start < piece.bytes.end {
                    self.add_area(line, piece, first, &mut areas);
                }
            }
            let ends = line.hard_end && selection.start <= line.bytes.end && line.bytes.end < selection.end;
            if ends && !self.on_path {
                self.add_line_end(line, first, &mut areas);
            }
        }
        areas
    }

    fn add_area(&self, line: &Line, piece: &Piece, first: usize, areas: &mut Vec<Area>) {
        let rect = Rect::new(piece.from, -line.ascent, piece.to, line.descent);
        if self.on_path {
            let transform = piece.transform;
            areas.push(Area { rect, transform });
            return;
        }
        let rect = rect + piece.transform.translation();
        match areas.get_mut(first..).and_then(<[Area]>::last_mut) {
            Some(last) if (last.rect.x1 - rect.x0).abs() < 1e-6 => last.rect.x1 = rect.x1,
            _ => areas.push(Area {
                rect,
                transform: Affine::IDENTITY,
            }),
        }
    }

    /// The end of a line, at its right, or at its left in a text that reads from right to left.
    fn add_line_end(&self, line: &Line, first: usize, areas: &mut Vec<Area>) {
        let width = (line.ascent + line.descent) * LINE_END;
        let base = line.start.translation();
        let side = if self.rtl {
            line.pieces.first().map_or(base.x, |piece| piece.from) - width
        } else {
            line.pieces.last().map_or(base.x, |piece| piece.to)
        };
        let rect = Rect::new(side, base.y - line.ascent, side + width, base.y + line.descent);
        let beside = areas.get_mut(first..).unwrap_or_default().iter_mut();
        let mut beside =
            beside.filter(|area| (area.rect.x1 - rect.x0).abs() < 1e-6 || (area.rect.x0 - rect.x1).abs() < 1e-6);
        match beside.next() {
            Some(area) => area.rect = area.rect.union(rect),
            None => areas.push(Area {
                rect,
                transform: Affine::IDENTITY,
            }),
        }
    }
}

impl Piece {
    /// How far a point lies outside, in points; 0 within.
    fn distance(&self, point: Point) -> f64 {
        let local = self.transform.inverse() * point;
        let across = (self.from - local.x).max(local.x - self.to).max(0.0);
        let down = (-self.ascent - local.y).max(local.y - self.descent).max(0.0);
        across.hypot(down)
    }
}
