//! Drawing something new by a drag or a click.

use crate::model::{Edit, Element, ElementContent, Form, Spot};
use crate::units::{Point, Rect, Size, Vec2};

use super::super::beneath::color_at;
use super::super::copies::Copies;
use super::super::defaults::{New, new_element};
use super::super::editor::{Editor, Proposal};
use super::super::place::{Space, Stand};
use super::super::pointer::{OrnamentKind, Tool};
use super::super::snap::Marks;
use super::Gesture;
use super::rotate::{line_between, line_end};

/// How far a border stands from the edge of the page, as a part of its shorter side.
const BORDER_INSET: f64 = 0.05;
/// How far what is put by keys stands from what was put before, to the right and down, in points.
const STEP: f64 = 12.0;

impl Editor {
    pub(super) fn follow_drawing(&mut self, gesture: &Gesture, tool: &Tool) -> Option<Proposal> {
        let new = self.new_of(tool)?;
        let (start, mut marks) = snapped(gesture, gesture.start.at);
        let stand = if is_line(&new) {
            let (end, found) = line_end(gesture, start);
            marks = found;
            line_between(start, end)
        } else {
            let (end, found) = snapped(gesture, gesture.last.at);
            marks.lines.retain(|line| found.lines.contains(line));
            marks = found;
            Stand::level(drawn_rect(gesture, start, end, ratio(&new, tool)))
        };
        self.add_new(new, &stand, marks)
    }

    /// A click makes something in its usual size, in the middle of the pointer; a text begins there, and is as wide as
    /// what will be typed.
    pub(super) fn click_drawing(&mut self, gesture: &Gesture, tool: &Tool) -> Option<Proposal> {
        let mut new = self.new_of(tool)?;
        if *tool == Tool::Text {
            new.grow_sideways();
        }
        let at = gesture.start.at;
        let stand = match (&mut new.content, tool) {
            (ElementContent::Text(text), Tool::Field(_)) => Stand::level(self.field_frame(text, at)),
            (ElementContent::Text(_), Tool::Text) => Stand::level(Rect::from_origin_size(
                Point::new(at.x, at.y - new.size.height / 2.0),
                new.size,
            )),
            (_, Tool::Ornament(OrnamentKind::Border)) if self.entered().is_none() => Stand::level(self.around_page()),
            _ => Stand::level(Rect::from_center_size(at, new.size)),
        };
        self.add_new(new, &stand, Marks::default())
    }

    /// A point near `at`, in points of the page, in which no element has its middle or begins, so that what is put one
    /// after the other by keys does not lie over each other.
    pub fn clear_of_others(&self, at: Point) -> Point {
        let (design, page) = (&self.design, self.page() as u32 + 1);
        let page_area = self.page_area().area();
        let elements = design.elements().into_iter().filter(|(on, _)| *on == page);
        let places = elements.filter_map(|(_, element)| {
            let stand = Stand::of(element, &Space::around(design, &element.name)?);
            let [start, _, _, end] = stand.corners();
            // What is under all else is in nobody's way.
            let is_ground = stand.width * stand.height > page_area / 2.0;
            (!is_ground).then(|| [stand.center, start.midpoint(end)])
        });
        let taken: Vec<Point> = places.flatten().collect();
        let steps = (0..=taken.len()).map(|step| at + Vec2::new(STEP, STEP) * step as f64);
        let is_clear = |at: &Point| taken.iter().all(|other| other.distance(*at) > STEP / 2.0);
        steps.into_iter().find(is_clear).unwrap_or(at)
    }

    /// What a tool makes.
    fn new_of(&self, tool: &Tool) -> Option<New> {
        new_element(tool, &self.design, self.new_text_style())
    }

    /// Where a border goes around the page: on its margins, or so far from its edge as looks right.
    fn around_page(&self) -> Rect {
        let page = self.page_area();
        let inset = page.width().min(page.height()) * BORDER_INSET;
        page.inset(-inset)
    }

    /// Puts something new at the front of the group in which is worked, or of the page.
    fn add_new(&self, mut new: New, stand: &Stand, marks: Marks) -> Option<Proposal> {
        if let Some(beneath) = color_at(&self.design, self.page(), stand.center) {
            new.differ_from(beneath, &self.design);
        }
        let parent = self.entered();
        let space = Space::of(&self.design, parent)?;
        let frame = stand.frame(&space);
        let name = Copies::new(&self.design).name(new.name);
        let keep_ratio = new.keeps_ratio();
        let element = Element {
            x: frame.x,
            y: frame.y,
            width: frame.width,
            height: frame.height,
            rotation: frame.rotation,
            flip: frame.flip,
            keep_ratio,
            ..Element::new(name.clone(), Rect::ZERO, new.content)
        };
        let at = Spot {
            page: self.page(),
            parent: parent.map(str::to_owned),
            index: self.design.list(self.page(), parent)?.len(),
        };
        let edit = Edit::Insert {
            at,
            element: Box::new(element),
        };
        self.proposal(format!("Add “{name}”"), edit, Some(vec![name]), marks)
    }
}

fn is_line(new: &New) -> bool {
    matches!(&new.content, ElementContent::Shape(shape) if matches!(shape.form, Form::Line {}))
}

/// The ratio of width to height that is kept without Shift; a picture has its own, a code is square.
fn ratio(new: &New, tool: &Tool) -> Option<Size> {
    match tool {
        Tool::Image { size: Some(_), .. } => Some(new.size),
        Tool::Qr | Tool::Ornament(OrnamentKind::Seal | OrnamentKind::Rosette) => Some(Size::new(1.0, 1.0)),
        _ => None,
    }
}

fn snapped(gesture: &Gesture, at: Point) -> (Point, Marks) {
    match gesture.tolerance() {
        Some(tolerance) => {
            let (by, marks) = gesture.snapper.point(at, tolerance);
            (at + by, marks)
        }
        None => (at, Marks::default()),
    }
}

/// The rectangle of a drag: with Shift a square (or the ratio given up that was kept), with Alt from its middle.
fn drawn_rect(gesture: &Gesture, start: Point, end: Point, kept: Option<Size>) -> Rect {
    let modifiers = gesture.last.modifiers;
    let ratio = match (kept, modifiers.shift) {
        (Some(size), false) => Some(size),
        (None, true) => Some(Size::new(1.0, 1.0)),
        (Some(_), true) | (None, false) => None,
    };
    let mut way = end - start;
    if let Some(size) = ratio {
        let factor = (way.x.abs() / size.width).max(way.y.abs() / size.height);
        way.x = factor * size.width * if way.x < 0.0 { -1.0 } else { 1.0 };
        way.y = factor * size.height * if way.y < 0.0 { -1.0 } else { 1.0 };
    }
    if modifiers.alt {
        Rect::from_points(start - way, start + way)
    } else {
        Rect::from_points(start, start + way)
    }
}
