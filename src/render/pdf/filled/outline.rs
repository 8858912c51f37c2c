//! The outline of a glyph as a path of a page.

use pdf_writer::Content;
use skrifa::outline::OutlinePen;

/// Draws onto a page; curves of one control point get two, as a PDF knows only those.
pub(super) struct Outline<'a> {
    content: &'a mut Content,
    last: (f32, f32),
    is_empty: bool,
}

impl<'a> Outline<'a> {
    pub(super) fn onto(content: &'a mut Content) -> Outline<'a> {
        Outline {
            content,
            last: (0.0, 0.0),
            is_empty: true,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.is_empty
    }
}

impl OutlinePen for Outline<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.content.move_to(x, y);
        self.last = (x, y);
        self.is_empty = false;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.content.line_to(x, y);
        self.last = (x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let toward = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
        let (x0, y0) = self.last;
        self.curve_to(toward(x0, cx), toward(y0, cy), toward(x, cx), toward(y, cy), x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let fine = |value: f32| (value * 10.0).round() / 10.0;
        self.content.cubic_to(fine(cx0), fine(cy0), fine(cx1), fine(cy1), x, y);
        self.last = (x, y);
    }

    fn close(&mut self) {
        self.content.close_path();
    }
}
