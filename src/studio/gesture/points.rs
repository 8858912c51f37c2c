//! Pressing and dragging the points of a path, their handles, and the lines between them.

use std::collections::BTreeSet;

use crate::diag::Problem;
use crate::units::{Point, Rect, Vec2};

use super::super::editor::{Editor, Proposal};
use super::super::handles::REACH;
use super::super::path::{Contour, HandleSide, Node, OnLine, PointId, nearest};
use super::super::pointer::Pointer;
use super::super::points::{node_mut, nodes};
use super::super::snap::Marks;
use super::pen::pulled_to;
use super::{Action, Gesture, Outcome};

/// How near to a line counts as on it, in pixels.
const NEAR: f64 = 5.0;

/// What of a path is held.
#[derive(Clone, Debug)]
pub(super) struct PointGesture {
    name: String,
    /// As the path was, in points of the page.
    contours: Vec<Contour>,
    hold: Hold,
}

#[derive(Clone, Debug)]
enum Hold {
    /// Points; the one that was pressed stands here.
    Nodes {
        at: Point,
        click: PointClick,
    },
    Handle(PointId, HandleSide),
    /// The handles of a point are pulled out of it.
    Pull(PointId),
    /// A point is put on a line.
    Split(OnLine),
    /// A rectangle selects, besides what was selected. A click ends the editing where there is nothing to give up.
    Marquee {
        besides: BTreeSet<PointId>,
        leaves: bool,
    },
}

/// What a press that moved nothing does.
#[derive(Clone, Copy, Debug)]
enum PointClick {
    Nothing,
    Only(PointId),
    Remove(PointId),
    /// Makes a corner of a smooth point, and the other way round.
    Toggle(PointId),
}

impl Editor {
    /// What a press begins while points are edited; `None` when none are.
    pub(super) fn press_points(&mut self, pointer: &Pointer, clicks: u8) -> Option<Action> {
        let points = self.points()?;
        let edit = self.modes.points.as_mut()?;
        let added = edit.added.take();
        let reach = pointer.px(REACH);
        let node = nodes(&points.contours)
            .map(|(id, node)| (id, node.at, node.at.distance(pointer.at)))
            .filter(|(_, _, distance)| *distance <= reach)
            .min_by(|a, b| a.2.total_cmp(&b.2));
        let handle = points
            .handles
            .iter()
            .map(|handle| (handle, handle.at.distance(pointer.at)))
            .filter(|(_, distance)| *distance <= reach && node.is_none_or(|(_, _, best)| *distance < best))
            .min_by(|a, b| a.1.total_cmp(&b.1));
        let hold = if let Some((handle, _)) = handle {
            Hold::Handle(handle.of, handle.side)
        } else if let Some((id, at, _)) = node {
            press_node(&mut edit.selected, pointer, id, at, clicks >= 2 && added != Some(id))
        } else if let Some(line) = nearest(&points.contours, pointer.at).filter(|on| on.distance <= pointer.px(NEAR)) {
            Hold::Split(line)
        } else {
            let leaves = clicks >= 2 || edit.selected.is_empty();
            if !pointer.modifiers.shift {
                edit.selected.clear();
            }
            Hold::Marquee {
                besides: edit.selected.clone(),
                leaves,
            }
        };
        Some(Action::Points(Box::new(PointGesture {
            name: edit.name.clone(),
            contours: points.contours,
            hold,
        })))
    }

    pub(super) fn follow_points(&mut self, gesture: &Gesture, held: &PointGesture) -> Option<Proposal> {
        let mut contours = held.contours.clone();
        let (doing, count, marks) = match &held.hold {
            Hold::Nodes { at, .. } => {
                let selected = self.modes.points.as_ref()?.selected.clone();
                let (way, marks) = node_way(gesture, *at);
                for id in &selected {
                    if let Some(node) = node_mut(&mut contours, *id) {
                        *node = node.moved(way);
                    }
                }
                ("Move", selected.len(), marks)
            }
            Hold::Handle(id, side) => {
                let node = node_mut(&mut contours, *id)?;
                *node = node.with_handle(*side, pulled_to(gesture, node.at), gesture.last.modifiers.alt);
                ("Bend", 1, Marks::default())
            }
            Hold::Pull(id) => {
                let node = node_mut(&mut contours, *id)?;
                *node = node.pulled(pulled_to(gesture, node.at));
                ("Bend", 1, Marks::default())
            }
            Hold::Split(line) => {
                let id = split(&mut contours, line)?;
                let node = node_mut(&mut contours, id)?;
                let (way, marks) = node_way(gesture, node.at);
                *node = node.moved(way);
                self.modes.points.as_mut()?.selected = BTreeSet::from([id]);
                ("Add", 1, marks)
            }
            Hold::Marquee { besides, .. } => {
                let area = Rect::from_points(gesture.start.at, gesture.last.at);
                let touched = nodes(&contours).filter(|(_, node)| is_in(area, node)).map(|(id, _)| id);
                self.modes.points.as_mut()?.selected = besides.iter().copied().chain(touched).collect();
                return None;
            }
        };
        let step = self.points_phrase(doing, count);
        self.path_proposal(step, &held.name, &contours, marks)
    }

    /// What a press does that moved nothing.
    pub(super) fn click_points(&mut self, held: PointGesture) -> Result<Outcome, Problem> {
        let PointGesture {
            name,
            mut contours,
            hold,
        } = held;
        match hold {
            Hold::Nodes { click, .. } => return self.click_node(&name, contours, click),
            Hold::Split(line) => {
                let Some(id) = split(&mut contours, &line) else {
                    return Ok(Outcome::Nothing);
                };
                if let Some(edit) = &mut self.modes.points {
                    edit.selected = BTreeSet::from([id]);
                    edit.added = Some(id);
                }
                return self.change_points("Add", &name, &contours);
            }
            Hold::Marquee { leaves: true, .. } => {
                self.leave_points();
                return Ok(Outcome::Selected);
            }
            Hold::Handle(..) | Hold::Pull(_) | Hold::Marquee { .. } => {}
        }
        Ok(Outcome::Nothing)
    }

    fn click_node(&mut self, name: &str, mut contours: Vec<Contour>, click: PointClick) -> Result<Outcome, Problem> {
        let Some(edit) = &mut self.modes.points else {
            return Ok(Outcome::Nothing);
        };
        match click {
            PointClick::Nothing => {}
            PointClick::Only(id) => edit.selected = BTreeSet::from([id]),
            PointClick::Remove(id) => drop(edit.selected.remove(&id)),
            PointClick::Toggle(id) => {
                if let Some(contour) = contours.get_mut(id.contour) {
                    contour.toggle(id.node);
                }
                return self.change_points("Change", name, &contours);
            }
        }
        Ok(Outcome::Selected)
    }

    fn change_points(&mut self, doing: &str, name: &str, contours: &[Contour]) -> Result<Outcome, Problem> {
        let step = self.points_phrase(doing, 1);
        let Some(proposal) = self.path_proposal(step, name, contours, Marks::default()) else {
            return Ok(Outcome::Nothing);
        };
        self.commit_selecting(proposal.name, proposal.edit, None)?;
        Ok(Outcome::Changed)
    }
}

impl PointGesture {
    /// Whether a rectangle selects.
    pub(super) fn is_marquee(&self) -> bool {
        matches!(self.hold, Hold::Marquee { .. })
    }

    /// Whether a handle is dragged.
    pub(super) fn is_handle(&self) -> bool {
        matches!(self.hold, Hold::Handle(..) | Hold::Pull(_))
    }
}

/// A press on a point selects it at once, so that a drag moves it with those that are selected.
fn press_node(selected: &mut BTreeSet<PointId>, pointer: &Pointer, id: PointId, at: Point, toggles: bool) -> Hold {
    if pointer.modifiers.alt {
        *selected = BTreeSet::from([id]);
        return Hold::Pull(id);
    }
    let click = if toggles {
        PointClick::Toggle(id)
    } else if pointer.modifiers.shift {
        match selected.insert(id) {
            true => PointClick::Nothing,
            false => PointClick::Remove(id),
        }
    } else if selected.contains(&id) {
        PointClick::Only(id)
    } else {
        *selected = BTreeSet::from([id]);
        PointClick::Nothing
    };
    Hold::Nodes { at, click }
}

fn split(contours: &mut [Contour], line: &OnLine) -> Option<PointId> {
    let contour = contours.get_mut(line.from.contour)?;
    let node = contour.split(line.from.node, line.part)?;
    Some(PointId { node, ..line.from })
}

fn is_in(area: Rect, node: &Node) -> bool {
    let at = node.at;
    (area.x0..=area.x1).contains(&at.x) && (area.y0..=area.y1).contains(&at.y)
}

/// How far points are moved of which one stands at a place: along one axis with Shift, and drawn to what is near.
fn node_way(gesture: &Gesture, from: Point) -> (Vec2, Marks) {
    let mut way = gesture.way();
    if gesture.last.modifiers.shift {
        if way.x.abs() >= way.y.abs() {
            way.y = 0.0;
        } else {
            way.x = 0.0;
        }
        return (way, Marks::default());
    }
    match gesture.tolerance() {
        Some(tolerance) => {
            let (further, marks) = gesture.snapper.point(from + way, tolerance);
            (way + further, marks)
        }
        None => (way, Marks::default()),
    }
}
