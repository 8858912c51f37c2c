//! The handles around what is selected.

use crate::model::{Design, ElementContent, Form};
use crate::units::{Point, Vec2};

use super::place::{Stand, bounds_of};
use super::pointer::Pointer;

/// How far from a handle's middle a press still takes it, in pixels.
pub(super) const REACH: f64 = 7.0;
/// How far above the frame the handle for turning stands, in pixels.
pub const KNOB: f64 = 24.0;

/// A handle in the middle of a side has room beside the corners when the side is so long, in pixels.
const ROOM: f64 = 20.0;
/// How far outside of the frame the middle of a shorter side is taken hold of, in pixels.
const OUTSIDE: f64 = 8.0;

/// One of the eight places at which a frame is resized: -1, 0 or 1 across (left, middle, right) and down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Grip {
    pub x: i8,
    pub y: i8,
}

impl Grip {
    /// All eight, corners first: where they are close together a corner is taken.
    pub const ALL: [Grip; 8] = [
        Grip { x: 1, y: 1 },
        Grip { x: -1, y: -1 },
        Grip { x: 1, y: -1 },
        Grip { x: -1, y: 1 },
        Grip { x: 1, y: 0 },
        Grip { x: 0, y: 1 },
        Grip { x: -1, y: 0 },
        Grip { x: 0, y: -1 },
    ];

    pub fn is_corner(self) -> bool {
        self.x != 0 && self.y != 0
    }

    /// Where it stands on a frame.
    pub fn point(self, stand: &Stand) -> Point {
        stand.at(f64::from(self.x), f64::from(self.y))
    }
}

/// An end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    Start,
    Finish,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Handle {
    Resize(Grip),
    Rotate,
    End(End),
}

/// What is drawn around the selection, and where a press takes hold of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outline {
    /// The frame of one element, turned as it is, or a level one around several.
    Box(Stand),
    /// A line has two ends and no frame.
    Line(Point, Point),
}

impl Outline {
    /// `None` when nothing is selected.
    pub fn of(design: &Design, names: &[String]) -> Option<Outline> {
        let [name] = names else {
            let bounds = bounds_of(design, names.iter().map(String::as_str))?;
            return Some(Outline::Box(Stand::level(bounds)));
        };
        let stand = Stand::find(design, name)?;
        match &design.element(name)?.content {
            ElementContent::Shape(shape) if matches!(shape.form, Form::Line {}) => {
                let (start, finish) = ends(&stand);
                Some(Outline::Line(start, finish))
            }
            _ => Some(Outline::Box(stand)),
        }
    }

    /// The handles with their places, those first that a press prefers.
    pub fn handles(&self, pointer: &Pointer) -> Vec<(Handle, Point)> {
        match self {
            Outline::Line(start, finish) => {
                vec![(Handle::End(End::Finish), *finish), (Handle::End(End::Start), *start)]
            }
            Outline::Box(stand) => {
                let mut handles: Vec<(Handle, Point)> = Grip::ALL
                    .into_iter()
                    .filter_map(|grip| Some((Handle::Resize(grip), place_of(grip, stand, pointer)?)))
                    .collect();
                handles.push((Handle::Rotate, self.knob(pointer)));
                handles
            }
        }
    }

    /// Where the handle for turning stands: above the middle of the upper side.
    pub fn knob(&self, pointer: &Pointer) -> Point {
        match self {
            Outline::Line(start, _) => *start,
            Outline::Box(stand) => {
                let up = Vec2::new(0.0, -(stand.height / 2.0 + pointer.px(KNOB)));
                stand.affine() * up.to_point()
            }
        }
    }

    /// The handle under the pointer.
    pub fn handle_at(&self, pointer: &Pointer) -> Option<Handle> {
        let reach = pointer.px(REACH);
        let mut found: Option<(Handle, f64)> = None;
        for (handle, at) in self.handles(pointer) {
            let distance = at.distance(pointer.at);
            if distance <= reach && found.is_none_or(|(_, best)| distance < best - 1e-9) {
                found = Some((handle, distance));
            }
        }
        found.map(|(handle, _)| handle)
    }
}

/// Where a handle of a frame is taken hold of. The middle of a side that is too short for it, as those of a line of text
/// are, is just outside of the frame; one that is small both ways has its corners only.
fn place_of(grip: Grip, stand: &Stand, pointer: &Pointer) -> Option<Point> {
    if grip.is_corner() {
        return Some(grip.point(stand));
    }
    let (side, other) = match grip.x {
        0 => (stand.width, stand.height),
        _ => (stand.height, stand.width),
    };
    if side.max(other) < pointer.px(4.0 * REACH) {
        return None;
    }
    let out = if side < pointer.px(ROOM) {
        pointer.px(OUTSIDE)
    } else {
        0.0
    };
    let along = |grip: i8, length: f64| f64::from(grip) * (length / 2.0 + out);
    Some(stand.affine() * Point::new(along(grip.x, stand.width), along(grip.y, stand.height)))
}

/// The ends of a line that stands like this: from the top left to the bottom right corner, unless it is reflected.
pub fn ends(stand: &Stand) -> (Point, Point) {
    let sign = |reflected: bool| if reflected { 1.0 } else { -1.0 };
    let (x, y) = (sign(stand.flip.is_horizontal()), sign(stand.flip.is_vertical()));
    (stand.at(x, y), stand.at(-x, -y))
}
