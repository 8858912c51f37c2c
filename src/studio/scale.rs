//! Stretching elements with what is in them.
//!
//! A single element gets another frame, and its text keeps its size. Several elements, and what is in a group, are
//! enlarged as a picture of them would be: places, sizes, texts and lines, the latter two by the smaller of both
//! factors, so that what is only made wider keeps its letters.

use crate::model::{
    Aids, Chips, Design, Edit, Element, ElementContent, Form, Frame, Image, Page, PageProperty, Property, ShapeContent,
    StrokeStyle, TextContent, TextPath, TextStyle,
};
use crate::units::{Affine, BezPath, Point, Pt, Rect};

use super::place::{Space, Stand, tidy, tidy_pt};

/// How much longer things become, across and down.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Factors {
    x: f64,
    y: f64,
}

impl Factors {
    fn between(from: &Stand, to: &Stand) -> Factors {
        let ratio = |before: f64, after: f64| if before > 0.0 { after / before } else { 1.0 };
        Factors {
            x: ratio(from.width, to.width),
            y: ratio(from.height, to.height),
        }
    }

    /// What letters and lines are enlarged by.
    fn least(self) -> f64 {
        self.x.min(self.y)
    }

    /// Along the sides of a frame that is turned by degrees. One that is not turned by quarters cannot become the
    /// parallelogram that a picture would; its sides get the right lengths.
    fn turned(self, degrees: f64) -> Factors {
        let (sin, cos) = degrees.to_radians().sin_cos();
        Factors {
            x: (self.x * cos).hypot(self.y * sin),
            y: (self.x * sin).hypot(self.y * cos),
        }
    }
}

/// Stretches elements that stand in one frame so that they stand in another, which is turned like it.
pub(super) fn stretch(design: &Design, names: &[String], from: &Stand, to: &Stand) -> Vec<Edit> {
    let factors = Factors::between(from, to);
    let (inside, outside) = (from.affine().inverse(), to.affine());
    let is_alone = names.len() == 1;
    let mut edits = Vec::new();
    for name in names {
        let (Some(element), Some(space)) = (design.element(name), Space::around(design, name)) else {
            continue;
        };
        let stand = Stand::of(element, &space);
        let middle = inside * stand.center;
        let own = factors.turned(stand.angle - from.angle);
        let target = if is_alone {
            *to
        } else {
            Stand {
                center: outside * Point::new(middle.x * factors.x, middle.y * factors.y),
                width: stand.width * own.x,
                height: stand.height * own.y,
                ..stand
            }
        };
        let target = Stand {
            angle: stand.angle,
            flip: stand.flip,
            ..target
        };
        edits.push(Edit::set(name, Property::Frame(target.frame(&space))));
        let content = content(element, own, !is_alone);
        if content != element.content {
            edits.push(Edit::set(name, Property::Content(Box::new(content))));
        }
    }
    edits
}

/// Gives a page another size, with its elements, guides and margins where they are in it. Things become larger by one
/// factor both ways, so that nothing is distorted; what fills the page or reaches from edge to edge does so again.
pub(super) fn stretch_page(design: &Design, index: usize, width: Pt, height: Pt) -> Vec<Edit> {
    let Some(page) = design.pages.get(index) else {
        return Vec::new();
    };
    let size = Edit::SetPage {
        index,
        property: PageProperty::Size { width, height },
    };
    let area = |width: Pt, height: Pt| Stand::level(Rect::new(0.0, 0.0, width.0, height.0));
    let factors = Factors::between(&area(page.width, page.height), &area(width, height));
    let aids = Edit::SetPage {
        index,
        property: PageProperty::Aids(stretched_aids(&page.aids, factors)),
    };
    let elements = page.elements.iter().flat_map(|element| {
        let stand = Stand::of(element, &Space::PAGE);
        let target = on_page(element, &stand, page, [width.0, height.0]);
        let own = Factors::between(&stand, &target);
        let content = Box::new(content(element, own, true));
        [
            Edit::set(&element.name, Property::Frame(target.frame(&Space::PAGE))),
            Edit::set(&element.name, Property::Content(content)),
        ]
    });
    [size, aids].into_iter().chain(elements).collect()
}

/// By how much two distances may differ and still be the same, in points.
const SAME: f64 = 0.5;
/// What takes this part of a page both ways fills it.
const FILLS: f64 = 0.8;

/// Where an element of a page stands when that gets another size.
fn on_page(element: &Element, stand: &Stand, page: &Page, to: [f64; 2]) -> Stand {
    let bounds = stand.bounds();
    let axes = [
        Along::new(bounds.x0, bounds.x1, page.width.0, to[0]),
        Along::new(bounds.y0, bounds.y1, page.height.0, to[1]),
    ];
    let least = shared([axes[0].factor(), axes[1].factor()]);
    let fills = axes.iter().all(Along::reaches) || (is_frame(element) && axes.iter().all(Along::is_most));
    let [x, y] = axes.map(|axis| match stand.is_upright() && (fills || axis.reaches()) {
        true => axis.filled(least),
        false => axis.moved(least),
    });
    let (width, height) = match (stand.is_upright(), stand.angle.rem_euclid(180.0) == 0.0) {
        (true, true) => (x.1 - x.0, y.1 - y.0),
        (true, false) => (y.1 - y.0, x.1 - x.0),
        (false, _) => (stand.width * least, stand.height * least),
    };
    Stand {
        center: Point::new((x.0 + x.1) / 2.0, (y.0 + y.1) / 2.0),
        width,
        height,
        ..*stand
    }
}

/// By how much things become larger that keep their shape: by the smaller factor, so that they still fit. Where one side
/// alone changes, by the mean of both, so that one side after the other comes to the same as both at once.
fn shared([x, y]: [f64; 2]) -> f64 {
    let stays = |factor: f64| (factor - 1.0).abs() < 1e-9;
    match stays(x) || stays(y) {
        true => (x * y).sqrt(),
        false => x.min(y),
    }
}

/// Whether an element can frame a page: what is round, even or a picture keeps its ratio, unless it covers the page.
fn is_frame(element: &Element) -> bool {
    let is_even = (element.width.0 - element.height.0).abs() < SAME;
    let can = match &element.content {
        ElementContent::Shape(shape) => !matches!(shape.form, Form::Ellipse {} | Form::Polygon { .. }),
        ElementContent::Group(_) => true,
        ElementContent::Text(_) | ElementContent::Image(_) | ElementContent::Qr(_) | ElementContent::Chips(_) => false,
    };
    can && !is_even && !element.keep_ratio
}

/// What an element takes along one side of its page, and how long that becomes.
#[derive(Clone, Copy, Debug)]
struct Along {
    from: f64,
    length: f64,
    /// From its end to that of the page.
    after: f64,
    page: f64,
    to: f64,
}

impl Along {
    fn new(from: f64, until: f64, page: f64, to: f64) -> Along {
        Along {
            from,
            length: until - from,
            after: page - until,
            page,
            to,
        }
    }

    fn factor(&self) -> f64 {
        if self.page > 0.0 { self.to / self.page } else { 1.0 }
    }

    /// From edge to edge.
    fn reaches(&self) -> bool {
        self.from <= SAME && self.after <= SAME
    }

    fn is_most(&self) -> bool {
        self.length >= FILLS * self.page
    }

    /// With the margins that it had, as large as all of it becomes.
    fn filled(&self, least: f64) -> (f64, f64) {
        (self.from * least, self.to - self.after * least)
    }

    /// As far from the nearer edge as it was in proportion to the page; in the middle when it was there.
    fn moved(&self, least: f64) -> (f64, f64) {
        let length = self.length * least;
        let from = if (self.from - self.after).abs() < SAME {
            (self.to - length) / 2.0
        } else if self.from < self.after {
            self.from * self.factor()
        } else {
            self.to - self.after * self.factor() - length
        };
        (from, from + length)
    }
}

fn stretched_aids(aids: &Aids, factors: Factors) -> Aids {
    let mut aids = aids.clone();
    aids.vertical.iter_mut().for_each(|x| scale(x, factors.x));
    aids.horizontal.iter_mut().for_each(|y| scale(y, factors.y));
    for margin in aids.margins.iter_mut().flatten() {
        scale(margin, factors.least());
    }
    aids
}

/// What an element has of its own when its frame is stretched. `whole` says whether its letters and lines are, too.
fn content(element: &Element, factors: Factors, whole: bool) -> ElementContent {
    let mut content = element.content.clone();
    let by = factors.least();
    let size = [element.width.0, element.height.0];
    match &mut content {
        ElementContent::Text(text) => {
            stretch_path(text, factors);
            if whole {
                scale_text(text, by);
            }
        }
        ElementContent::Shape(shape) => {
            stretch_form(&mut shape.form, size);
            stretch_straight(&mut shape.form, factors);
            if whole {
                scale_shape(shape, by);
            }
        }
        ElementContent::Image(image) => {
            if let Some(mask) = &mut image.mask {
                stretch_form(mask, size);
            }
            if whole {
                scale_image(image, by);
            }
        }
        ElementContent::Chips(chips) if whole => scale_chips(chips, by),
        ElementContent::Group(group) => {
            if let Some(clip) = &mut group.clip {
                stretch_form(clip, size);
                scale_form(clip, by);
            }
            for child in &mut group.children {
                stretch_child(child, factors);
            }
        }
        ElementContent::Qr(_) | ElementContent::Chips(_) => {}
    }
    content
}

/// A child moves away from the top left corner of its group.
fn stretch_child(child: &mut Element, factors: Factors) {
    let stand = Stand::of(child, &Space::PAGE);
    let own = factors.turned(stand.angle);
    child.content = content(child, own, true);
    let stretched = Stand {
        center: Point::new(stand.center.x * factors.x, stand.center.y * factors.y),
        width: stand.width * own.x,
        height: stand.height * own.y,
        ..stand
    };
    let frame: Frame = stretched.frame(&Space::PAGE);
    (child.x, child.y, child.width, child.height) = (frame.x, frame.y, frame.width, frame.height);
}

/// A path in points is put into a view as large as its frame was, which the frame stretches from now on.
fn stretch_form(form: &mut Form, [width, height]: [f64; 2]) {
    if let Form::Path { view, .. } = form
        && view.is_none()
        && width > 0.0
        && height > 0.0
    {
        *view = Some([width, height]);
    }
}

/// A path without an area has no view that could be stretched: its data is.
fn stretch_straight(form: &mut Form, factors: Factors) {
    if let Form::Path { d, view: None, .. } = form
        && let Ok(mut path) = BezPath::from_svg(d)
    {
        path.apply_affine(Affine::scale_non_uniform(factors.x, factors.y));
        *d = path.to_svg();
    }
}

/// The curve of a text goes with its frame.
fn stretch_path(text: &mut TextContent, factors: Factors) {
    match &mut text.path {
        Some(TextPath::Arc { radius, .. }) => *radius = tidy_pt(radius.0 * factors.least()),
        Some(TextPath::Path { d }) => {
            if let Ok(mut path) = BezPath::from_svg(d) {
                path.apply_affine(Affine::scale_non_uniform(factors.x, factors.y));
                *d = path.to_svg();
            }
        }
        None => {}
    }
}

fn scale(length: &mut Pt, by: f64) {
    *length = tidy_pt(length.0 * by);
}

fn scale_style(style: &mut TextStyle, by: f64) {
    scale(&mut style.size, by);
}

fn scale_text(text: &mut TextContent, by: f64) {
    scale_style(&mut text.style, by);
    scale(&mut text.paragraph_gap, by);
    for size in text.all_spans_mut().filter_map(|span| span.style.size.as_mut()) {
        scale(size, by);
    }
    for size in [&mut text.fit.min_size, &mut text.fit.max_size].into_iter().flatten() {
        scale(size, by);
    }
}

fn scale_form(form: &mut Form, by: f64) {
    if let Form::Rectangle { radii } = form {
        radii.iter_mut().for_each(|radius| scale(radius, by));
    }
}

fn scale_stroke(stroke: &mut StrokeStyle, by: f64) {
    scale(&mut stroke.width, by);
    stroke.dashes.iter_mut().for_each(|dash| scale(dash, by));
}

fn scale_shape(shape: &mut ShapeContent, by: f64) {
    scale_form(&mut shape.form, by);
    if let Some(stroke) = &mut shape.stroke {
        scale_stroke(stroke, by);
    }
}

fn scale_image(image: &mut Image, by: f64) {
    scale(&mut image.padding, by);
    if let Some(mask) = &mut image.mask {
        scale_form(mask, by);
    }
}

fn scale_chips(chips: &mut Chips, by: f64) {
    scale_style(&mut chips.style, by);
    if let Some(stroke) = &mut chips.stroke {
        scale_stroke(stroke, by);
    }
    for length in [&mut chips.radius, &mut chips.gap] {
        scale(length, by);
    }
    chips.padding = chips.padding.map(|length| Pt(tidy(length.0 * by)));
}
