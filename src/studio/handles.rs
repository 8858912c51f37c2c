//! The handles around what is selected.

use crate::model::{Design, ElementContent, Form};
use crate::units::{Point, Vec2};

use super::place::{Stand, bounds_of};
use super::pointer::Pointer;

/// How far from a handle's middle a press still takes it, in pixels.
pub(super) const REACH: f64 = 7.0;
/// How far above the frame the handle for turning stands, in pixels.
pub const KNOB: f64 = 24.0;

/// A frame that is lower or narrower than this has handles at its corners only, in pixels: others would cover it.
const ROOM: f64 = 20.0;
/// How far outside of such a frame the middle of its short side is taken hold of, clear of the corners, in pixels.
const OUTSIDE: f64 = 8.0;
/// How far from there, and from the middle of its long side, a press takes it, in pixels: less, as nothing is seen there.
const UNSEEN_REACH: f64 = 5.0;
/// So far from its middle line a press takes a thin element itself, in pixels.
const GRASP: f64 = 4.0;

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

    /// The handles that are seen, with their places.
    pub fn handles(&self, pointer: &Pointer) -> Vec<(Handle, Point)> {
        let holds = self.holds(pointer).into_iter();
        holds
            .filter(|hold| hold.is_seen)
            .map(|hold| (hold.handle, hold.at))
            .collect()
    }

    /// Where a press takes hold of it, those first that it prefers.
    fn holds(&self, pointer: &Pointer) -> Vec<Hold> {
        let seen = |handle, at| Hold {
            handle,
            at,
            is_seen: true,
        };
        match self {
            Outline::Line(start, finish) => {
                vec![
                    seen(Handle::End(End::Finish), *finish),
                    seen(Handle::End(End::Start), *start),
                ]
            }
            Outline::Box(stand) => {
                let mut holds: Vec<Hold> = Grip::ALL
                    .into_iter()
                    .filter_map(|grip| hold_of(grip, stand, pointer))
                    .collect();
                holds.push(seen(Handle::Rotate, self.knob(pointer)));
                holds
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

    /// The handle under the pointer. A press inside of a small frame is for the element, which had no other place for it.
    pub fn handle_at(&self, pointer: &Pointer) -> Option<Handle> {
        if self.is_grasped(pointer) {
            return None;
        }
        let mut found: Option<(Handle, f64)> = None;
        for hold in self.holds(pointer) {
            let distance = hold.at.distance(pointer.at);
            let reach = pointer.px(if hold.is_seen { REACH } else { UNSEEN_REACH });
            if distance <= reach && found.is_none_or(|(_, best)| distance < best - 1e-9) {
                found = Some((hold.handle, distance));
            }
        }
        found.map(|(handle, _)| handle)
    }

    fn is_grasped(&self, pointer: &Pointer) -> bool {
        let Outline::Box(stand) = self else { return false };
        let inside = stand.affine().inverse() * pointer.at;
        let is_within = |at: f64, length: f64| at.abs() < (length / 2.0).max(pointer.px(GRASP));
        is_small(stand, pointer) && is_within(inside.x, stand.width) && is_within(inside.y, stand.height)
    }
}

/// Where an outline is taken hold of.
struct Hold {
    handle: Handle,
    at: Point,
    is_seen: bool,
}

fn is_small(stand: &Stand, pointer: &Pointer) -> bool {
    stand.width.min(stand.height) < pointer.px(ROOM)
}

/// Where a handle of a frame is taken hold of. The sides of a small one, such as a line of text, show no handles, but are
/// dragged just outside of their middle; one that is small both ways has its corners only.
fn hold_of(grip: Grip, stand: &Stand, pointer: &Pointer) -> Option<Hold> {
    let handle = Handle::Resize(grip);
    let is_seen = grip.is_corner() || !is_small(stand, pointer);
    if is_seen {
        let at = grip.point(stand);
        return Some(Hold { handle, at, is_seen });
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
    let at = stand.affine() * Point::new(along(grip.x, stand.width), along(grip.y, stand.height));
    Some(Hold { handle, at, is_seen })
}

/// The ends of a line that stands like this: from the top left to the bottom right corner, unless it is reflected.
pub fn ends(stand: &Stand) -> (Point, Point) {
    let sign = |reflected: bool| if reflected { 1.0 } else { -1.0 };
    let (x, y) = (sign(stand.flip.is_horizontal()), sign(stand.flip.is_vertical()));
    (stand.at(x, y), stand.at(-x, -y))
}
