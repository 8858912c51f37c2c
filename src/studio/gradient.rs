//! Gradients as they are edited on the page: the line along which the colours change, and its stops.

use crate::diag::Problem;
use crate::model::{
    ColorStop, Design, Edit, ElementContent, Gradient, Page, PageProperty, Paint, Property, StrokeStyle,
};
use crate::units::{Affine, Color, Point, Rect, Size, Vec2};

use super::editor::Editor;
use super::history::Place;
use super::place::Space;
use super::pointer::Pointer;

/// What two stops are apart at least.
const LEAST: f64 = 0.001;

/// Which gradient is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GradientOf {
    /// The fill of a shape.
    Fill(String),
    /// The line of a shape.
    Line(String),
    /// What lies behind a picture.
    Ground(String),
    /// The page's background.
    Page,
}

/// The gradient that is edited, and its stop that is selected.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GradientEdit {
    pub of: GradientOf,
    pub stop: Option<usize>,
}

/// What of a gradient is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GradientGrip {
    /// Where a linear gradient begins, or the middle of a radial one.
    From,
    /// Where it ends.
    To,
    Stop(usize),
}

/// A gradient on the page, in its points.
#[derive(Clone, Debug, PartialEq)]
pub struct GradientLine {
    pub from: Point,
    /// Where it ends; of a radial one a point on its circle.
    pub to: Point,
    /// Whether it is a circle around `from`.
    pub is_radial: bool,
    /// Along the line from 0 to 1.
    pub stops: Vec<ColorStop>,
    /// The stop that is selected.
    pub chosen: Option<usize>,
}

/// How far beside the line its stops stand, in pixels, so that those at its ends leave the ends free.
const BESIDE: f64 = 16.0;

impl GradientLine {
    /// The point at a part of the line.
    pub fn at(&self, part: f64) -> Point {
        self.from.lerp(self.to, part)
    }

    /// Where a stop at a part of the line stands: beside it.
    pub fn stop_place(&self, part: f64, pointer: &Pointer) -> Point {
        let way = self.to - self.from;
        let across = Vec2::new(way.y, -way.x);
        let across = if across.hypot() > 0.0 {
            across / across.hypot()
        } else {
            Vec2::ZERO
        };
        self.at(part) + across * pointer.px(BESIDE)
    }

    /// The part of the line that is nearest to a point, 0 to 1, and how far from it the point is.
    pub fn nearest(&self, to: Point) -> (f64, f64) {
        let (way, along) = (self.to - self.from, to - self.from);
        let length = way.hypot2();
        let part = if length > 0.0 {
            (way.dot(along) / length).clamp(0.0, 1.0)
        } else {
            0.0
        };
        (part, self.at(part).distance(to))
    }
}

impl GradientOf {
    /// The element that has it; `None` for the page.
    pub fn element(&self) -> Option<&str> {
        match self {
            GradientOf::Fill(name) | GradientOf::Line(name) | GradientOf::Ground(name) => Some(name),
            GradientOf::Page => None,
        }
    }
}

impl GradientEdit {
    /// Whether it can still be edited where the designer is.
    pub fn follow(&mut self, design: &Design, place: &Place) -> bool {
        let is_here = match (self.of.element(), place.selection.as_slice()) {
            (Some(name), [only]) => name == only,
            (None, []) => true,
            _ => false,
        };
        let Some(gradient) = gradient_of(design, place.page, &self.of).filter(|_| is_here) else {
            return false;
        };
        let count = stops(gradient).len();
        self.stop = self.stop.filter(|stop| *stop < count);
        true
    }
}

/// The stops of a gradient.
pub fn stops(gradient: &Gradient) -> &[ColorStop] {
    match gradient {
        Gradient::Linear { stops, .. } | Gradient::Radial { stops, .. } => stops,
    }
}

/// The gradient with other stops.
pub fn with_stops(gradient: &Gradient, changed: Vec<ColorStop>) -> Gradient {
    let mut gradient = gradient.clone();
    match &mut gradient {
        Gradient::Linear { stops, .. } | Gradient::Radial { stops, .. } => *stops = changed,
    }
    gradient
}

/// The colour between the stops, at 0 to 1.
pub fn color_at(stops: &[ColorStop], at: f64) -> Color {
    let after = stops.iter().position(|stop| stop.at >= at).unwrap_or(stops.len());
    let (before, after) = (stops.get(after.saturating_sub(1)), stops.get(after));
    match (before, after) {
        (Some(a), Some(b)) if b.at > a.at => {
            let part = ((at - a.at) / (b.at - a.at)).clamp(0.0, 1.0);
            let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
            Color {
                r: mix(a.color.r, b.color.r),
                g: mix(a.color.g, b.color.g),
                b: mix(a.color.b, b.color.b),
                a: mix(a.color.a, b.color.a),
            }
        }
        (Some(only), _) | (None, Some(only)) => only.color,
        (None, None) => Color::BLACK,
    }
}

/// Where a stop can be: between its neighbours.
pub fn limits(stops: &[ColorStop], at: usize) -> (f64, f64) {
    let before = at.checked_sub(1).and_then(|at| stops.get(at));
    let least = before.map_or(0.0, |stop| stop.at + LEAST);
    let most = stops.get(at + 1).map_or(1.0, |stop| stop.at - LEAST);
    (least.min(most), most.max(least))
}

/// The stops with one more, in the colour that is there; and which it is.
pub fn with_stop(stops: &[ColorStop], at: f64) -> (Vec<ColorStop>, usize) {
    let color = color_at(stops, at);
    let place = stops.iter().position(|stop| stop.at > at).unwrap_or(stops.len());
    let mut stops = stops.to_vec();
    stops.insert(place, ColorStop { at, color });
    (stops, place)
}

/// Where a line of fractions of a frame points as it is seen: degrees clockwise from upwards, 0 to 360.
pub fn direction(from: [f64; 2], to: [f64; 2], frame: Size) -> f64 {
    let (x, y) = ((to[0] - from[0]) * frame.width, (to[1] - from[1]) * frame.height);
    (y.atan2(x).to_degrees() + 90.0).rem_euclid(360.0)
}

/// The line in this direction through the middle of a frame, as fractions of it. It is so long that the corners have
/// the colours of its ends.
pub fn directed(degrees: f64, frame: Size) -> ([f64; 2], [f64; 2]) {
    let (sin, cos) = (degrees - 90.0).to_radians().sin_cos();
    let (width, height) = (frame.width.max(1e-6), frame.height.max(1e-6));
    let half = (width * cos.abs() + height * sin.abs()) / 2.0;
    let (x, y) = (cos * half / width, sin * half / height);
    ([part(0.5 - x), part(0.5 - y)], [part(0.5 + x), part(0.5 + y)])
}

fn paint_ref<'a>(design: &'a Design, page: usize, of: &GradientOf) -> Option<&'a Paint> {
    let Some(name) = of.element() else {
        return design.pages.get(page)?.background.paint.as_ref();
    };
    match (&design.element(name)?.content, of) {
        (ElementContent::Shape(shape), GradientOf::Fill(_)) => shape.fill.as_ref(),
        (ElementContent::Shape(shape), GradientOf::Line(_)) => shape.stroke.as_ref().map(|stroke| &stroke.paint),
        (ElementContent::Image(image), GradientOf::Ground(_)) => image.background.as_ref(),
        _ => None,
    }
}

fn gradient_of<'a>(design: &'a Design, page: usize, of: &GradientOf) -> Option<&'a Gradient> {
    match paint_ref(design, page, of)? {
        Paint::Gradient(gradient) => Some(gradient),
        Paint::Solid(_) => None,
    }
}

/// The area over which a page's background is painted: the page and its bleed.
fn sheet(page: &Page) -> Rect {
    Rect::new(0.0, 0.0, page.width.0, page.height.0).inflate(page.bleed.0, page.bleed.0)
}

/// The area over which a gradient is spread: its size, and from its top left corner to the page.
fn area_of(design: &Design, page: usize, of: &GradientOf) -> Option<(Size, Affine)> {
    match of.element() {
        Some(name) => {
            let element = design.element(name)?;
            let space = Space::around(design, name)?;
            let size = Size::new(element.width.0, element.height.0);
            Some((size, space.inside(element).affine))
        }
        None => {
            let sheet = sheet(design.pages.get(page)?);
            Some((sheet.size(), Affine::translate(sheet.origin().to_vec2())))
        }
    }
}

/// Fractions as the file keeps them.
fn part(value: f64) -> f64 {
    let rounded = (value * 1e4).round() / 1e4;
    if rounded == 0.0 { 0.0 } else { rounded }
}

impl Editor {
    /// The size of what a gradient in a panel is spread over: the page when nothing is selected, else the first of what is.
    pub fn gradient_frame(&self) -> Size {
        let selected = self.selected();
        let own = selected
            .first()
            .map(|element| Size::new(element.width.0, element.height.0));
        let page = || self.shown().pages.get(self.place.page).map(|page| sheet(page).size());
        own.or_else(page).unwrap_or(Size::new(1.0, 1.0))
    }

    /// The gradient of what is selected that can be edited on the page, or of the page when nothing is.
    pub fn gradient_here(&self) -> Option<GradientOf> {
        let wishes = match self.place.selection.as_slice() {
            [] => vec![GradientOf::Page],
            [only] if self.design.element(only).is_some_and(|element| !element.locked) => vec![
                GradientOf::Fill(only.clone()),
                GradientOf::Line(only.clone()),
                GradientOf::Ground(only.clone()),
            ],
            _ => return None,
        };
        let mut wishes = wishes.into_iter();
        wishes.find(|of| gradient_of(&self.design, self.place.page, of).is_some())
    }

    pub(super) fn has_gradient(&self, of: &GradientOf) -> bool {
        gradient_of(&self.design, self.place.page, of).is_some()
    }

    /// Edits a gradient on the page from now on, or ends that when it is edited already. Whether it is edited.
    pub fn edit_gradient(&mut self, of: GradientOf) -> bool {
        self.cancel();
        let was = self.modes.gradient.as_ref().is_some_and(|edit| edit.of == of);
        self.end_modes();
        if was {
            return false;
        }
        self.modes.gradient = Some(GradientEdit { of, stop: None });
        self.follow_modes();
        self.modes.gradient.is_some()
    }

    /// Which gradient is edited on the page.
    pub fn edited_gradient(&self) -> Option<&GradientOf> {
        Some(&self.modes.gradient.as_ref()?.of)
    }

    /// The gradient that is edited, as it is shown.
    pub fn gradient(&self) -> Option<GradientLine> {
        self.gradient_in(self.shown())
    }

    fn gradient_in(&self, design: &Design) -> Option<GradientLine> {
        let edit = self.modes.gradient.as_ref()?;
        let page = self.place.page;
        let gradient = gradient_of(design, page, &edit.of)?;
        let (size, to_page) = area_of(design, page, &edit.of)?;
        let point = |[x, y]: [f64; 2]| Point::new(x * size.width, y * size.height);
        let (from, to, is_radial) = match gradient {
            Gradient::Linear { from, to, .. } => (point(*from), point(*to), false),
            Gradient::Radial { center, radius, .. } => {
                let reach = radius * size.width.hypot(size.height) / 2.0;
                let middle = point(*center);
                (middle, middle + Vec2::new(reach, 0.0), true)
            }
        };
        Some(GradientLine {
            from: to_page * from,
            to: to_page * to,
            is_radial,
            stops: stops(gradient).to_vec(),
            chosen: edit.stop,
        })
    }

    /// The gradient that is edited, without what a gesture shows.
    pub(super) fn gradient_now(&self) -> Option<&Gradient> {
        gradient_of(&self.design, self.place.page, &self.modes.gradient.as_ref()?.of)
    }

    /// The gradient that is edited with what was held elsewhere on the page.
    pub(super) fn dragged_gradient(&self, grip: GradientGrip, to: Point) -> Option<Gradient> {
        let edit = self.modes.gradient.as_ref()?;
        let (size, to_page) = area_of(&self.design, self.place.page, &edit.of)?;
        let gradient = gradient_of(&self.design, self.place.page, &edit.of)?;
        let inside = to_page.inverse() * to;
        let place = [
            part(inside.x / size.width.max(1e-6)),
            part(inside.y / size.height.max(1e-6)),
        ];
        let mut changed = gradient.clone();
        match (&mut changed, grip) {
            (Gradient::Linear { from, .. }, GradientGrip::From) => *from = place,
            (Gradient::Linear { to, .. }, GradientGrip::To) => *to = place,
            (Gradient::Radial { center, .. }, GradientGrip::From) => *center = place,
            (Gradient::Radial { center, radius, .. }, GradientGrip::To) => {
                let middle = Point::new(center[0] * size.width, center[1] * size.height);
                let whole = size.width.hypot(size.height) / 2.0;
                *radius = part(inside.distance(middle) / whole.max(1e-6)).clamp(0.001, 100.0);
            }
            (Gradient::Linear { stops, .. } | Gradient::Radial { stops, .. }, GradientGrip::Stop(index)) => {
                let (least, most) = limits(stops, index);
                let along = self.gradient_in(&self.design)?.nearest(to).0;
                stops.get_mut(index)?.at = part(along).clamp(least, most);
            }
        }
        Some(changed)
    }

    /// An edit that gives what is edited another gradient.
    pub(super) fn gradient_edit(&self, gradient: Gradient) -> Option<Edit> {
        let of = &self.modes.gradient.as_ref()?.of;
        let paint = Paint::Gradient(gradient);
        let Some(name) = of.element() else {
            let mut background = self.design.pages.get(self.place.page)?.background.clone();
            background.paint = Some(paint);
            let property = PageProperty::Background(background);
            return Some(Edit::SetPage {
                index: self.place.page,
                property,
            });
        };
        let mut content = self.design.element(name)?.content.clone();
        match (&mut content, of) {
            (ElementContent::Shape(shape), GradientOf::Fill(_)) => shape.fill = Some(paint),
            (ElementContent::Shape(shape), GradientOf::Line(_)) => {
                let stroke = shape.stroke.as_mut()?;
                *stroke = StrokeStyle {
                    paint,
                    ..stroke.clone()
                };
            }
            (ElementContent::Image(image), GradientOf::Ground(_)) => image.background = Some(paint),
            _ => return None,
        }
        Some(Edit::set(name, Property::Content(Box::new(content))))
    }

    /// “Gradient of “Seal””.
    pub(super) fn gradient_phrase(&self) -> String {
        match self.modes.gradient.as_ref().and_then(|edit| edit.of.element()) {
            Some(name) => self.phrase("Gradient of", &[name.to_owned()]),
            None => "Gradient of the page".to_owned(),
        }
    }

    /// Selects a stop of the gradient that is edited.
    pub fn select_stop(&mut self, stop: Option<usize>) {
        if let Some(edit) = &mut self.modes.gradient {
            edit.stop = stop;
        }
        self.follow_modes();
    }

    /// Removes the stop that is selected; the last two stay. Whether one was selected.
    pub(super) fn delete_stop(&mut self) -> Result<bool, Problem> {
        let Some(edit) = self.modes.gradient.clone() else {
            return Ok(false);
        };
        let gradient = gradient_of(&self.design, self.place.page, &edit.of);
        let (Some(stop), Some(gradient)) = (edit.stop, gradient) else {
            return Ok(false);
        };
        let mut left = stops(gradient).to_vec();
        if left.len() < 3 || stop >= left.len() {
            return Err(Problem::error("gradient-stops", "A gradient has two stops at least"));
        }
        left.remove(stop);
        let changed = with_stops(gradient, left);
        if let Some(edit) = self.gradient_edit(changed) {
            self.commit(self.gradient_phrase(), edit)?;
        }
        self.select_stop(None);
        Ok(true)
    }

    /// Moves the stop that is selected along the line by hundredths. Whether one is selected.
    pub(super) fn nudge_stop(&mut self, by: f64) -> Result<bool, Problem> {
        let Some(edit) = self.modes.gradient.clone() else {
            return Ok(false);
        };
        let gradient = gradient_of(&self.design, self.place.page, &edit.of);
        let (Some(index), Some(gradient)) = (edit.stop, gradient) else {
            return Ok(false);
        };
        let mut moved = stops(gradient).to_vec();
        let (least, most) = limits(&moved, index);
        if let Some(stop) = moved.get_mut(index) {
            stop.at = part(stop.at + by / 100.0).clamp(least, most);
        }
        let changed = with_stops(gradient, moved);
        if let Some(edit) = self.gradient_edit(changed) {
            self.commit(self.gradient_phrase(), edit)?;
        }
        Ok(true)
    }

    /// Selects the stop after (`by` 1) or before (-1) the selected one.
    pub(super) fn select_next_stop(&mut self, by: i32) {
        let Some(line) = self.gradient() else { return };
        let count = line.stops.len().max(1) as i64;
        let next = match line.chosen {
            Some(at) => (at as i64 + i64::from(by)).rem_euclid(count),
            None if by < 0 => count - 1,
            None => 0,
        };
        self.select_stop(Some(next as usize));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_lie_between_their_stops() {
        let stop = |at, color| ColorStop { at, color };
        let stops = [stop(0.2, Color::BLACK), stop(0.8, Color::WHITE)];
        assert_eq!(color_at(&stops, 0.0), Color::BLACK);
        assert_eq!(color_at(&stops, 0.35), Color::rgb(64, 64, 64));
        assert_eq!(color_at(&stops, 1.0), Color::WHITE);
        assert_eq!(limits(&stops, 0), (0.0, 0.8 - LEAST));
        let (more, at) = with_stop(&stops, 0.35);
        assert_eq!((more.len(), at, more[1].color), (3, 1, Color::rgb(64, 64, 64)));
    }
}
