//! How carets move: by what is seen, by lines, by words.

use super::{Affinity, Carets, TextPosition, Toward};

impl Carets {
    /// The next place to the left or right. At the edge of a line it goes on at the line before or behind, by the
    /// direction in which the text as a whole is read; at the edge of the text it stays.
    pub fn step(&self, position: TextPosition, toward: Toward) -> TextPosition {
        let right = toward == Toward::Right;
        let spot = self.spot(position);
        let (mut line, mut slot) = (spot.line, spot.slot);
        loop {
            let cells = self.lines.get(line).map_or(&[][..], |line| &line.cells);
            let crossed = if right { Some(slot) } else { slot.checked_sub(1) };
            let next = if let Some(cell) = crossed.and_then(|index| cells.get(index)) {
                slot = if right { slot + 1 } else { slot - 1 };
                self.settled(cell.side(right), line, right)
            } else {
                let Some(entered) = self.neighbour(line, right != self.rtl) else {
                    return position;
                };
                line = entered;
                let Some(entered) = self.lines.get(line) else {
                    return position;
                };
                slot = if right { 0 } else { entered.cells.len() };
                let edge = if right {
                    entered.cells.first()
                } else {
                    entered.cells.last()
                };
                let next = edge.map_or(TextPosition::before(entered.bytes.start), |cell| cell.side(!right));
                // The end of a wrapped line is the start of the next: one step takes both.
                if next.byte == position.byte {
                    continue;
                }
                next
            };
            if self.units.is_stop(next.byte) {
                return next;
            }
        }
    }

    /// The end of a wrapped line is shown at the start of the next, where what is written next will stand, when that is
    /// where the next step would lead.
    fn settled(&self, position: TextPosition, line: usize, right: bool) -> TextPosition {
        let wraps = |line: &&super::Line| !line.hard_end && line.bytes.end == position.byte;
        let at_end = position.affinity == Affinity::Upstream && right != self.rtl;
        let next = self
            .lines
            .get(line)
            .filter(wraps)
            .and_then(|_| self.lines.get(line + 1));
        let edge = next.and_then(|next| if right { next.cells.first() } else { next.cells.last() });
        match edge {
            Some(cell) if at_end && cell.side(!right) == TextPosition::before(position.byte) => {
                TextPosition::before(position.byte)
            }
            _ => position,
        }
    }

    fn neighbour(&self, line: usize, forward: bool) -> Option<usize> {
        let next = if forward { line + 1 } else { line.checked_sub(1)? };
        (next < self.lines.len()).then_some(next)
    }

    /// Where a caret that goes up and down wants to be, in points from the frame's left.
    pub fn goal(&self, position: TextPosition) -> f64 {
        self.caret(position).middle().x
    }

    /// The place on the line below or above that is nearest to `goal`; from the last or first line, the end or the start
    /// of the text.
    pub fn vertical(&self, position: TextPosition, down: bool, goal: f64) -> TextPosition {
        let line = self.spot(position).line;
        match self.neighbour(line, down) {
            Some(line) => self.hit_in_line(line, goal),
            None if down => TextPosition::behind(self.text.len()),
            None => TextPosition::START,
        }
    }

    /// The start of the line that a place is on.
    pub fn line_start(&self, position: TextPosition) -> TextPosition {
        let line = self.lines.get(self.spot(position).line);
        self.whole_start(line.map_or(0, |line| line.bytes.start))
    }

    /// The end of the line that a place is on.
    pub fn line_end(&self, position: TextPosition) -> TextPosition {
        let line = self.lines.get(self.spot(position).line);
        let end = line.map_or(0, |line| line.bytes.end);
        TextPosition::behind(self.units.stop_behind(end))
    }

    /// A line may begin within a whole.
    fn whole_start(&self, byte: usize) -> TextPosition {
        TextPosition::before(self.units.stop_before(byte))
    }

    /// The stretch between line ends of the text around a place, without the line end.
    pub fn paragraph(&self, byte: usize) -> std::ops::Range<usize> {
        let at = self
            .lines
            .iter()
            .rposition(|line| line.bytes.start <= byte)
            .unwrap_or(0);
        let before = self.lines.get(..at).unwrap_or_default();
        let first = before.iter().rposition(|line| line.hard_end).map_or(0, |last| last + 1);
        let behind = self.lines.get(at..).unwrap_or_default();
        let last = at + behind.iter().position(|line| line.hard_end).unwrap_or(0);
        let bytes = |line: usize| self.lines.get(line).map_or(0..0, |line| line.bytes.clone());
        self.units.stop_before(bytes(first).start)..self.units.stop_behind(bytes(last).end)
    }
}
