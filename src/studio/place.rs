//! Where elements stand on the page, whatever groups they are in.
//!
//! Groups turn and reflect what is in them but never stretch it, so an element stands on the page by its middle, its
//! size, a turn and a reflection, and such a standing can be said in the coordinates of any group. Turns and reflections
//! are added up, not read from matrices, so that what is not turned stays at exactly 0°.

use crate::model::{Design, Element, Flip, Frame};
use crate::units::{Affine, Point, Pt, Rect, Vec2};

/// Lengths that gestures make are whole thousandths of a point, turns whole thousandths of a degree: what the design
/// file keeps of them.
pub(super) fn tidy(value: f64) -> f64 {
    let rounded = (value * 1000.0).round() / 1000.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// A length as the design file keeps it.
pub(super) fn tidy_pt(value: f64) -> Pt {
    Pt(tidy(value))
}

/// A turn in degrees, above -180 and up to 180.
pub fn normal_angle(degrees: f64) -> f64 {
    let turn = degrees.rem_euclid(360.0);
    if turn > 180.0 { turn - 360.0 } else { turn }
}

/// The coordinates in which the elements of a page or a group have their frames.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Space {
    /// To the page's.
    pub affine: Affine,
    angle: f64,
    flip: Flip,
}

impl Space {
    pub const PAGE: Space = Space {
        affine: Affine::IDENTITY,
        angle: 0.0,
        flip: Flip::None,
    };

    /// That of the element of this name: of the group that it is in, or the page.
    pub fn around(design: &Design, name: &str) -> Option<Space> {
        let located = design.locate(name)?;
        Some(Space::within(design, &located.groups))
    }

    /// That of the children of a group, or of the page.
    pub fn of(design: &Design, group: Option<&str>) -> Option<Space> {
        match group {
            None => Some(Space::PAGE),
            Some(name) => Some(Space::around(design, name)?.inside(design.element(name)?)),
        }
    }

    fn within(design: &Design, groups: &[String]) -> Space {
        groups
            .iter()
            .filter_map(|name| design.element(name))
            .fold(Space::PAGE, |space, group| space.inside(group))
    }

    /// The coordinates inside an element of this space: origin at the top left of its frame.
    pub fn inside(&self, element: &Element) -> Space {
        let stand = Stand::of(element, self);
        let half = Vec2::new(element.width.0, element.height.0) / 2.0;
        Space {
            affine: stand.affine() * stand.flip.affine() * Affine::translate(-half),
            angle: stand.angle,
            flip: stand.flip,
        }
    }

    /// A distance on the page, as one of this space.
    pub fn vector(&self, on_page: Vec2) -> Vec2 {
        let [a, b, c, d, _, _] = self.affine.as_coeffs();
        let back = Affine::new([a, b, c, d, 0.0, 0.0]).inverse();
        (back * on_page.to_point()).to_vec2()
    }
}

/// How an element stands on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stand {
    pub center: Point,
    pub width: f64,
    pub height: f64,
    /// Degrees clockwise.
    pub angle: f64,
    pub flip: Flip,
}

impl Stand {
    /// How an element stands whose frame is in this space.
    pub fn of(element: &Element, space: &Space) -> Stand {
        Stand::framed(&Frame::of(element), space)
    }

    /// How an element stands that has this frame in a space.
    pub(super) fn framed(frame: &Frame, space: &Space) -> Stand {
        let middle = Point::new(frame.x.0 + frame.width.0 / 2.0, frame.y.0 + frame.height.0 / 2.0);
        let turn = if space.flip.mirrors() {
            -frame.rotation
        } else {
            frame.rotation
        };
        Stand {
            center: space.affine * middle,
            width: frame.width.0,
            height: frame.height.0,
            angle: space.angle + turn,
            flip: space.flip.and(frame.flip),
        }
    }

    /// How the element of this name stands.
    pub fn find(design: &Design, name: &str) -> Option<Stand> {
        Some(Stand::of(design.element(name)?, &Space::around(design, name)?))
    }

    /// A level rectangle.
    pub fn level(rect: Rect) -> Stand {
        Stand {
            center: rect.center(),
            width: rect.width(),
            height: rect.height(),
            angle: 0.0,
            flip: Flip::None,
        }
    }

    /// The frame in a space with which an element stands like this.
    pub fn frame(&self, space: &Space) -> Frame {
        let center = space.affine.inverse() * self.center;
        let turn = self.angle - space.angle;
        Frame {
            x: tidy_pt(center.x - self.width / 2.0),
            y: tidy_pt(center.y - self.height / 2.0),
            width: tidy_pt(self.width),
            height: tidy_pt(self.height),
            rotation: tidy(normal_angle(if space.flip.mirrors() { -turn } else { turn })),
            flip: space.flip.and(self.flip),
        }
    }

    /// From coordinates around the middle of the frame, along its sides, to the page. The reflection is not in it:
    /// a frame looks the same reflected.
    pub fn affine(&self) -> Affine {
        Affine::translate(self.center.to_vec2()) * Affine::rotate(self.angle.to_radians())
    }

    /// The point at fractions of half the frame: (-1, -1) is the top left corner, (0, 0) the middle.
    pub fn at(&self, x: f64, y: f64) -> Point {
        self.affine() * Point::new(x * self.width / 2.0, y * self.height / 2.0)
    }

    /// The corners of the frame, clockwise from its top left.
    pub fn corners(&self) -> [Point; 4] {
        [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(x, y)| self.at(x, y))
    }

    /// The level rectangle around the turned frame.
    pub fn bounds(&self) -> Rect {
        let [a, b, c, d] = self.corners();
        Rect::from_points(a, c).union_pt(b).union_pt(d)
    }

    /// Whether the sides are level and upright, however often it was turned by a quarter.
    pub fn is_upright(&self) -> bool {
        self.angle.rem_euclid(90.0) == 0.0
    }
}

/// The level rectangle around several elements; `None` when none is there.
pub fn bounds_of<'a>(design: &Design, names: impl IntoIterator<Item = &'a str>) -> Option<Rect> {
    names
        .into_iter()
        .filter_map(|name| Stand::find(design, name))
        .map(|stand| stand.bounds())
        .reduce(|all, one| all.union(one))
}
