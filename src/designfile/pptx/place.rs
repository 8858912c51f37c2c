//! Where shapes stand: from the coordinates of a slide and its groups to frames in points that are turned.

use kurbo::Affine;

use crate::model::Element;
use crate::units::Rect;

use super::super::builder::{fraction, rounded};
use super::paint::EMU;
use super::xml::Node;

/// From the coordinates of a group's children to points in the group's frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Space {
    /// EMU.
    origin: [f64; 2],
    /// How much larger they are shown.
    scale: [f64; 2],
    flip: [bool; 2],
    /// Points.
    size: [f64; 2],
}

/// Where a shape stands, in points of its group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub frame: Rect,
    /// Degrees.
    pub rotation: f64,
    pub flip: [bool; 2],
}

impl Space {
    /// The coordinates of a page of a size in points.
    pub fn page(size: [f64; 2]) -> Space {
        Space {
            origin: [0.0; 2],
            scale: [1.0; 2],
            flip: [false; 2],
            size,
        }
    }

    pub fn place(&self, transform: &Node) -> Option<Place> {
        let (off, ext) = (transform.get("off")?, transform.get("ext")?);
        let (x, y) = (off.number("x")?, off.number("y")?);
        let (w, h) = (ext.number("cx")?.max(0.0), ext.number("cy")?.max(0.0));
        let mut rotation = transform.number("rot").unwrap_or(0.0) / 60_000.0 % 360.0;
        let mut flip = [
            transform.flag("flipH") == Some(true),
            transform.flag("flipV") == Some(true),
        ];
        let points = |emu: f64, at: usize| emu * self.scale[at] / EMU;
        let mut center = [
            points(x + w / 2.0 - self.origin[0], 0),
            points(y + h / 2.0 - self.origin[1], 1),
        ];
        // What lies on its side is stretched the other way.
        let is_on_side = (45.0..135.0).contains(&rotation.rem_euclid(180.0));
        let (across, down) = if is_on_side { (1, 0) } else { (0, 1) };
        let (width, height) = (w * self.scale[across] / EMU, h * self.scale[down] / EMU);
        for axis in 0..2 {
            if self.flip[axis] {
                center[axis] = self.size[axis] - center[axis];
                flip[axis] = !flip[axis];
                rotation = -rotation;
            }
        }
        let frame = Rect::from_center_size((center[0], center[1]), (width.min(90_000.0), height.min(90_000.0)));
        let is_near = [frame.x0, frame.y0, frame.x1, frame.y1]
            .iter()
            .all(|side| side.abs() < 90_000.0);
        is_near.then_some(Place { frame, rotation, flip })
    }

    /// The coordinates of a group's children.
    pub fn within(&self, transform: &Node, place: &Place) -> Space {
        let value = |name: &str, attribute: &str| transform.child(name).number(attribute);
        let size = [place.frame.width(), place.frame.height()];
        let scale = |child: Option<f64>, size: f64, outer: f64| match child {
            Some(child) if child > 0.0 => size * EMU / child,
            _ => outer,
        };
        let offset = |at: &str| value("chOff", at).or_else(|| value("off", at)).unwrap_or(0.0);
        Space {
            origin: [offset("x"), offset("y")],
            scale: [
                scale(value("chExt", "cx"), size[0], self.scale[0]),
                scale(value("chExt", "cy"), size[1], self.scale[1]),
            ],
            flip: place.flip,
            size,
        }
    }
}

/// Turns an element around the middle of its shape, which need not be its own: a text has space around it.
pub(super) fn turn(one: &mut Element, place: &Place, rotation: f64) {
    if rotation.rem_euclid(360.0) < 0.01 {
        return;
    }
    let frame = Rect::from_origin_size((one.x.0, one.y.0), (one.width.0, one.height.0));
    let around = Affine::rotate_about(rotation.to_radians(), place.frame.center());
    let moved = around * frame.center() - frame.center();
    (one.x, one.y) = (rounded(one.x.0 + moved.x), rounded(one.y.0 + moved.y));
    one.rotation = turned(one.rotation + rotation);
}

/// Degrees between -180 and 180.
pub(super) fn turned(degrees: f64) -> f64 {
    let within = degrees.rem_euclid(360.0);
    fraction(if within > 180.0 { within - 360.0 } else { within })
}
