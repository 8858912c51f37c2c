//! How much room a new field has on its page: what it says in the row that is shown fits in.

use crate::compose::measure;
use crate::model::{Element, ElementContent, FitPolicy, TextContent};
use crate::units::{Point, Pt, Rect, Size, Vec2};

use super::defaults::field_size;
use super::editor::Editor;

/// The part of the page's width that a field takes at most.
const MOST: f64 = 0.92;
/// As wide or tall as no text is, in points.
const ENDLESS: f64 = 14_000.0;
/// Sizes of letters that come of it are such as people choose.
const STEP: f64 = 0.5;

impl Editor {
    /// The frame of a new field around a point, within the page: as wide as what it says needs. Where the page is not
    /// wide enough, its letters become smaller.
    pub fn field_frame(&self, content: &mut TextContent, at: Point) -> Rect {
        let page = self.page_area();
        let most = page.width() * MOST;
        let says = self.says_in_full_size(content);
        if let Some(says) = says.filter(|says| says.width > most) {
            let size = content.style.size.0 * most / says.width;
            content.style.size = Pt((size / STEP).floor().max(1.0) * STEP);
        }
        let says = self.says_in_full_size(content).unwrap_or_default();
        let usual = field_size(content);
        let size = Size::new(usual.width.max(says.width).min(most), usual.height.max(says.height));
        within(Rect::from_center_size(at, size), page)
    }

    /// How large what a text says is on lines that nothing breaks; `None` where it says nothing, or there are no fonts.
    fn says_in_full_size(&self, content: &TextContent) -> Option<Size> {
        let (kit, fields) = (self.kit.as_ref()?, self.fields.as_ref()?);
        let mut content = content.clone();
        content.fit.policy = FitPolicy::Clip;
        let frame = Rect::new(0.0, 0.0, ENDLESS, ENDLESS);
        let element = Element::new("Field", frame, ElementContent::Text(content));
        let measured = measure(&self.design, kit, self.page() as u32 + 1, &element, None, fields);
        // A little more than the letters, so that rounding makes nothing smaller.
        let around = measured.extent.filter(|_| !measured.says.is_empty())?;
        Some(Size::new((around.width() + 1.0).ceil(), around.height().ceil()))
    }
}

/// A frame shifted as little as it must be to lie on the page, its beginning before its end.
fn within(frame: Rect, page: Rect) -> Rect {
    let by = |start: f64, end: f64, from: f64, to: f64| (to - end).min(0.0).max(from - start);
    let way = Vec2::new(
        by(frame.x0, frame.x1, page.x0, page.x1),
        by(frame.y0, frame.y1, page.y0, page.y1),
    );
    frame + way
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_shifted_onto_the_page_and_no_further() {
        let page = Rect::new(0.0, 0.0, 100.0, 80.0);
        for (frame, expected) in [
            ([10.0, 10.0, 50.0, 30.0], [10.0, 10.0, 50.0, 30.0]),
            ([-10.0, 70.0, 50.0, 90.0], [0.0, 60.0, 60.0, 80.0]),
            ([80.0, -5.0, 120.0, 5.0], [60.0, 0.0, 100.0, 10.0]),
            ([-10.0, 0.0, 150.0, 5.0], [0.0, 0.0, 160.0, 5.0]),
        ] {
            let [x0, y0, x1, y1] = frame;
            let moved = within(Rect::new(x0, y0, x1, y1), page);
            assert_eq!([moved.x0, moved.y0, moved.x1, moved.y1], expected, "{frame:?}");
        }
    }
}
