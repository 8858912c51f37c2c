//! Carets of a text that was laid out: where they stand, what lies under a point, how they move.
//!
//! [`Engine::carets`](super::Engine::carets) lays a text out and gives its [`Carets`]. A caret stands between *units*,
//! never within one: grapheme clusters (a Devanagari syllable, a letter with its marks, an emoji of several), and what
//! the caller names as one besides, such as the value of a field. Where one glyph stands for several units, as a
//! ligature does, its width is shared out among them.
//!
//! A place between two letters belongs to both. They are neighbours in what is seen, but where the direction changes not
//! in what is written, and at the end of a wrapped line it is the other way about. So a [`TextPosition`] says besides its
//! byte to which of its two letters it holds, and arrows follow what is seen: right is right in Arabic, too.
//!
//! Everything is in points in the frame, origin at its top left corner, with the size that the fit policy came to.
//!
//! ```
//! # use accolade::{fonts::{FolderFonts, FontBook}, model::*, text::{*, caret::*}, units::*};
//! # let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
//! # let engine = Engine::new(std::sync::Arc::new(FontBook::new(&FolderFonts(folder)).unwrap()));
//! # let style = TextStyle { family: "Inter".into(), size: Pt(20.0), weight: 400, italic: false, color: Color::BLACK,
//! #     letter_spacing: 0.0, case: Case::AsIs, underline: false };
//! # let span = StyledSpan { text: "Anna محمد".into(), style, language: "en".into(), align: None };
//! # let request = Request { spans: vec![span], align: Align::Start, valign: VAlign::Top, line_height: 1.25, paragraph_gap: 0.0,
//! #     direction: Direction::Auto, fit: Fit::default(), frame: Size::new(300.0, 100.0), path: None };
//! let (_, carets) = engine.carets(&request, Units::graphemes("Anna محمد"));
//! let end = carets.line_end(TextPosition::START);
//! // The text ends where its last word does, which is read from right to left: at that word's left.
//! assert_eq!(end.byte, "Anna محمد".len());
//! let left = carets.caret(end).bottom.x;
//! // One step to the right is one letter back.
//! let next = carets.step(end, Toward::Right);
//! assert_eq!(next.byte, "Anna محم".len());
//! assert!(carets.caret(next).bottom.x > left);
//! // A point hits the place that is nearest.
//! assert_eq!(carets.hit(carets.caret(next).middle()).byte, next.byte);
//! ```

mod build;
mod hit;
mod motion;
mod trace;
mod units;
mod words;

use std::ops::Range;

use crate::units::{Affine, Point, Rect};

pub(super) use trace::Trace;
pub use units::{Units, grapheme_bounds};
pub use words::word_pieces;

/// To which of its two neighbours a place in a text holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Affinity {
    /// To what is written before it: at the end of a wrapped line, at the far side of that letter.
    Upstream,
    /// To what is written behind it: at the start of the next line, at the near side of that letter.
    #[default]
    Downstream,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TextPosition {
    /// Of the text of all spans.
    pub byte: usize,
    pub affinity: Affinity,
}

impl TextPosition {
    /// The start of every text.
    pub const START: TextPosition = TextPosition::before(0);

    /// The place before what begins at a byte.
    pub const fn before(byte: usize) -> TextPosition {
        TextPosition {
            byte,
            affinity: Affinity::Downstream,
        }
    }

    /// The place behind what ends at a byte.
    pub const fn behind(byte: usize) -> TextPosition {
        TextPosition {
            byte,
            affinity: Affinity::Upstream,
        }
    }
}

/// A line to be drawn where letters will be written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Caret {
    /// In the frame. It leans with italic letters, and is turned with those on a curve.
    pub top: Point,
    pub bottom: Point,
    /// Of which line, counted from 0.
    pub line: usize,
    /// Whether the letter that it holds to reads from right to left.
    pub rtl: bool,
}

impl Caret {
    pub fn middle(&self) -> Point {
        self.top.midpoint(self.bottom)
    }
}

/// A stretch of selected text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub rect: Rect,
    /// From the rectangle's coordinates to the frame's; the identity but along a curve.
    pub transform: Affine,
}

impl Area {
    /// Its corners in the frame, clockwise from the top left.
    pub fn corners(&self) -> [Point; 4] {
        let Rect { x0, y0, x1, y1 } = self.rect;
        [(x0, y0), (x1, y0), (x1, y1), (x0, y1)].map(|corner| self.transform * Point::from(corner))
    }
}

/// The way of an arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Toward {
    Left,
    Right,
}

/// All carets of a text.
#[derive(Clone, Debug)]
pub struct Carets {
    text: String,
    units: Units,
    /// At least one.
    lines: Vec<Line>,
    words: Vec<words::Word>,
    rtl: bool,
    on_path: bool,
}

#[derive(Clone, Debug)]
struct Line {
    /// With the white space at its end, without what ends the line.
    bytes: Range<usize>,
    /// Whether the text itself ends it, in place of the frame.
    hard_end: bool,
    /// From the start of an empty line's baseline to the frame.
    start: Affine,
    ascent: f64,
    descent: f64,
    /// From left to right.
    pieces: Vec<Piece>,
    /// From left to right.
    cells: Vec<Cell>,
}

/// A unit, or what stands of one on a line.
#[derive(Clone, Debug)]
struct Cell {
    bytes: Range<usize>,
    rtl: bool,
    /// Of the line, without a gap.
    pieces: Range<usize>,
}

/// A stretch of letters of one direction at one place.
#[derive(Clone, Debug)]
struct Piece {
    bytes: Range<usize>,
    level: u8,
    transform: Affine,
    from: f64,
    to: f64,
    ascent: f64,
    descent: f64,
    lean: f64,
}

/// A place between the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spot {
    line: usize,
    /// How many cells are left of it.
    slot: usize,
    /// The cell that it holds to; none on an empty line.
    cell: Option<usize>,
}

impl Cell {
    /// The place at its right or left side.
    fn side(&self, right: bool) -> TextPosition {
        if right == self.rtl {
            TextPosition::before(self.bytes.start)
        } else {
            TextPosition::behind(self.bytes.end)
        }
    }
}

impl Carets {
    /// The text that was laid out, in which positions are bytes.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the text as a whole reads from right to left.
    pub fn rtl(&self) -> bool {
        self.rtl
    }

    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The caret at a place.
    pub fn caret(&self, position: TextPosition) -> Caret {
        let spot = self.spot(position);
        let Some(line) = self.lines.get(spot.line) else {
            return Caret {
                top: Point::ZERO,
                bottom: Point::ZERO,
                line: 0,
                rtl: self.rtl,
            };
        };
        let Some((cell, index)) = spot.cell.and_then(|index| Some((line.cells.get(index)?, index))) else {
            return Caret {
                top: line.start * Point::new(0.0, -line.ascent),
                bottom: line.start * Point::new(0.0, line.descent),
                line: spot.line,
                rtl: self.rtl,
            };
        };
        let (top, bottom) = line.side(cell, spot.slot > index);
        Caret {
            top,
            bottom,
            line: spot.line,
            rtl: cell.rtl,
        }
    }

    /// Where a place is among the cells. One that is none (within a unit, beyond the text) gets the nearest before it.
    fn spot(&self, position: TextPosition) -> Spot {
        let byte = self.units.stop_before(position.byte);
        let behind = || self.side_of(byte, true);
        let before = || self.side_of(byte, false);
        let found = match position.affinity {
            Affinity::Upstream => behind().or_else(before),
            Affinity::Downstream => before().or_else(behind),
        };
        found.unwrap_or_else(|| self.spot_without_letters(byte))
    }

    /// The side of the cell that ends (or begins) at a byte.
    fn side_of(&self, byte: usize, end: bool) -> Option<Spot> {
        for (index, line) in self.lines.iter().enumerate() {
            if byte < line.bytes.start || line.bytes.end < byte {
                continue;
            }
            let wanted = |cell: &Cell| byte == if end { cell.bytes.end } else { cell.bytes.start };
            if let Some(at) = line.cells.iter().position(wanted) {
                let right = line.cells.get(at).is_some_and(|cell| cell.rtl) != end;
                return Some(Spot {
                    line: index,
                    slot: at + usize::from(right),
                    cell: Some(at),
                });
            }
        }
        None
    }

    /// A place on an empty line, or beside letters that could not be set.
    fn spot_without_letters(&self, byte: usize) -> Spot {
        let line = self
            .lines
            .iter()
            .rposition(|line| line.bytes.start <= byte)
            .unwrap_or(0);
        let cells = self.lines.get(line).map_or(&[][..], |line| &line.cells);
        let before = cells.iter().enumerate().filter(|(_, cell)| cell.bytes.start <= byte);
        match before.max_by_key(|(_, cell)| cell.bytes.start) {
            Some((at, cell)) => Spot {
                line,
                slot: at + usize::from(!cell.rtl),
                cell: Some(at),
            },
            None => Spot {
                line,
                slot: 0,
                cell: None,
            },
        }
    }
}

impl Line {
    /// The top and the bottom of the right or left side of a cell.
    fn side(&self, cell: &Cell, right: bool) -> (Point, Point) {
        let pieces = self.pieces.get(cell.pieces.clone()).unwrap_or_default();
        let Some(piece) = (if right { pieces.last() } else { pieces.first() }) else {
            return (self.start * Point::ZERO, self.start * Point::ZERO);
        };
        let x = if right { piece.to } else { piece.from };
        let point = |up: f64| piece.transform * Point::new(x + piece.lean * up, -up);
        (point(piece.ascent), point(-piece.descent))
    }
}
