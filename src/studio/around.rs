//! Frames of groups, which are around what is in them: around the mask of a masked group, around all that is in any other.
//!
//! Whatever is done to what is in a group, its frame follows, and so do those of the groups around it; what is in them
//! stays where it stands. A group that gets another size itself takes what is in it along, and a frame that was wider
//! than that from the beginning stays so until something in it changes. A clip is laid by the frame, which stays then.

use std::collections::BTreeMap;

use crate::model::{Design, Edit, Element, ElementContent, Frame, Property};
use crate::units::Rect;

use super::place::{Space, Stand, tidy_pt};

/// What two frames may differ by that count as the same, in points.
const SAME: f64 = 0.01;

/// Frames that elements get, by their names.
type Frames = BTreeMap<String, Frame>;

/// What a change of a design leaves to be done, so that its groups have the frames that they should have.
pub(super) fn upkeep(before: &Design, edit: &Edit, after: &Design) -> Vec<Edit> {
    let groups = before.elements().into_iter().map(|(_, element)| element);
    let known: BTreeMap<&str, &Element> = groups
        .filter(|element| matches!(element.content, ElementContent::Group(_)))
        .map(|group| (edit.renamed(&group.name), group))
        .collect();
    let touched = edit.touched().unwrap_or_default();
    let mut frames = Frames::new();
    // From the inside to the outside, as the frame of a group depends on those of the groups in it.
    for (_, group) in after.elements().into_iter().rev() {
        let ElementContent::Group(content) = &group.content else {
            continue;
        };
        let was = known.get(group.name.as_str()).copied();
        let around = around(group, was, edit, &touched, &frames).filter(|_| content.clip.is_none());
        if let Some(around) = around {
            fit(after, group, around, &mut frames);
        }
    }
    let set = |(name, frame)| Edit::set(name, Property::Frame(frame));
    frames.into_iter().map(set).collect()
}

/// What the frame of a group is to be around, in the group's coordinates; `None` where it stays as it is.
fn around(group: &Element, was: Option<&Element>, edit: &Edit, touched: &[&str], frames: &Frames) -> Option<Rect> {
    let children = group.children();
    let mask_of = |group: &Element| group.mask().map(|mask| edit.renamed(&mask.name).to_owned());
    let mask_before = was.and_then(mask_of);
    // The mask is the one of before, wherever it was put.
    let mask = match &mask_before {
        Some(name) => children.iter().find(|child| is_masked(group) && child.name == *name),
        None => group.mask(),
    };
    if let Some(mask) = mask {
        let concerns = mask_before.is_none() || touched.contains(&mask.name.as_str());
        return bounds(std::slice::from_ref(mask), frames).filter(|_| concerns);
    }
    if mask_before.is_some() {
        // All of it is seen from now on.
        return bounds(children, frames);
    }
    let was = was.filter(|was| was.width == group.width && was.height == group.height)?;
    let now = bounds(children, frames);
    now.filter(|_| now != bounds(was.children(), &Frames::new()))
}

fn is_masked(group: &Element) -> bool {
    matches!(&group.content, ElementContent::Group(content) if content.masked)
}

/// What elements take in the coordinates in which their frames are.
fn bounds(elements: &[Element], frames: &Frames) -> Option<Rect> {
    let each = elements
        .iter()
        .map(|element| Stand::framed(&frame_of(element, frames), &Space::PAGE).bounds());
    each.reduce(|all, one| all.union(one))
}

fn frame_of(element: &Element, frames: &Frames) -> Frame {
    frames.get(&element.name).copied().unwrap_or_else(|| Frame::of(element))
}

/// Gives a group a frame around a part of its own coordinates; what is in it stays where it stands.
fn fit(design: &Design, group: &Element, around: Rect, frames: &mut Frames) {
    let corners = |rect: Rect| [rect.x0, rect.y0, rect.x1, rect.y1];
    let own = Rect::new(0.0, 0.0, group.width.0, group.height.0);
    let mut pairs = corners(around).into_iter().zip(corners(own));
    let Some(space) = Space::around(design, &group.name) else {
        return;
    };
    if pairs.all(|(a, b)| (a - b).abs() < SAME) {
        return;
    }
    // In lengths that the file keeps: what is in the group is moved by one of them, and not rounded again each time.
    let [x0, y0, x1, y1] = corners(around).map(|at| tidy_pt(at).0);
    let around = Rect::new(x0, y0, x1, y1);
    let stand = Stand {
        center: space.inside(group).affine * around.center(),
        width: around.width(),
        height: around.height(),
        ..Stand::of(group, &space)
    };
    let frame = Frame {
        rotation: group.rotation,
        flip: group.flip,
        ..stand.frame(&space)
    };
    frames.insert(group.name.clone(), frame);
    for child in group.children() {
        let known = frame_of(child, frames);
        let frame = Frame {
            x: tidy_pt(known.x.0 - x0),
            y: tidy_pt(known.y.0 - y0),
            ..known
        };
        frames.insert(child.name.clone(), frame);
    }
}
