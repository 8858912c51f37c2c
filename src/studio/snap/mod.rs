//! Drawing what is moved to edges, middles, guides, the grid, equal gaps and equal sizes.
//!
//! A [`Snapper`] is made once when a gesture begins, from all that stays where it is. It moves a rectangle, its edges or
//! a point by less than the tolerance, and says by [`Marks`] what is to be drawn: lines through what is level now, and
//! the distances that became equal. Each axis is for itself.

mod gaps;

use crate::model::Design;
use crate::units::{Point, Rect, Vec2};

use super::place::{Space, Stand};
use super::settings::Snap;

pub(super) use gaps::neighbours;

/// From how far something is drawn to a line, in pixels.
pub(super) const TOLERANCE: f64 = 6.0;
/// What counts as the same place, in points.
const SAME: f64 = 1e-3;

/// What is drawn while a gesture snaps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    pub lines: Vec<Line>,
    pub distances: Vec<Distance>,
}

impl Marks {
    pub const NONE: Marks = Marks {
        lines: Vec::new(),
        distances: Vec::new(),
    };
}

/// A line through what stands level, in points of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    pub from: Point,
    pub to: Point,
    pub kind: LineKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LineKind {
    Guide,
    /// The page's edges and middle.
    Page,
    Margin,
    Element,
    Grid,
}

/// A distance that is shown with its length, in points of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distance {
    pub from: Point,
    pub to: Point,
    pub kind: DistanceKind,
}

impl Distance {
    /// Points.
    pub fn length(&self) -> f64 {
        self.from.distance(self.to)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DistanceKind {
    /// One of several gaps that are equal.
    Gap,
    /// One of several sides that are equal.
    Size,
    /// To a neighbour, as it is.
    Neighbour,
}

/// Across or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Axis {
    X,
    Y,
}

impl Axis {
    pub fn of(self, point: Point) -> f64 {
        match self {
            Axis::X => point.x,
            Axis::Y => point.y,
        }
    }

    /// Where a rectangle begins and ends on this axis.
    pub fn span(self, rect: Rect) -> (f64, f64) {
        match self {
            Axis::X => (rect.x0, rect.x1),
            Axis::Y => (rect.y0, rect.y1),
        }
    }

    pub fn other(self) -> Axis {
        match self {
            Axis::X => Axis::Y,
            Axis::Y => Axis::X,
        }
    }

    /// The point with this coordinate on the axis and that on the other.
    pub fn point(self, along: f64, across: f64) -> Point {
        match self {
            Axis::X => Point::new(along, across),
            Axis::Y => Point::new(across, along),
        }
    }

    pub(super) fn vector(self, along: f64) -> Vec2 {
        self.point(along, 0.0).to_vec2()
    }
}

/// How much further elements count than they are, as a part of the way from which things are drawn to them.
const ELEMENTS_BEHIND: f64 = 0.15;

/// A place on an axis to which things are drawn.
#[derive(Clone, Copy, Debug)]
struct Target {
    at: f64,
    /// How far it reaches on the other axis.
    from: f64,
    to: f64,
    kind: LineKind,
}

/// Which edges of a rectangle move: -1 its first, 1 its last, 0 neither.
pub(super) type Moving = (i8, i8);

/// All that stays where it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Snapper {
    x: Vec<Target>,
    y: Vec<Target>,
    grid: Option<[f64; 2]>,
    /// The frames of the other elements, as level rectangles.
    others: Vec<Rect>,
    spacing: bool,
}

impl Snapper {
    /// Everything on a page but the elements named. Of the elements those of the group in which is worked, or of the
    /// page.
    pub(super) fn new(design: &Design, page: usize, group: Option<&str>, moved: &[String], snap: Snap) -> Snapper {
        let Some(content) = design.pages.get(page) else {
            return Snapper::default();
        };
        let area = Rect::new(0.0, 0.0, content.width.0, content.height.0);
        let mut snapper = Snapper {
            spacing: snap.spacing,
            others: standing(design, page, group, moved),
            ..Snapper::default()
        };
        if snap.page {
            snapper.add_rect(area, LineKind::Page);
            if let Some([top, right, bottom, left]) = content.aids.margins.map(|sides| sides.map(|side| side.0)) {
                let inner = Rect::new(area.x0 + left, area.y0 + top, area.x1 - right, area.y1 - bottom);
                snapper.add_rect(inner, LineKind::Margin);
            }
            let (safe, bleed) = (content.aids.safe.0, content.bleed.0);
            if safe > 0.0 {
                snapper.add_edges(area.inflate(-safe, -safe), LineKind::Margin);
            }
            if bleed > 0.0 {
                snapper.add_edges(area.inflate(bleed, bleed), LineKind::Page);
            }
        }
        if snap.guides {
            let target = |at: f64, (from, to): (f64, f64)| Target {
                at,
                from,
                to,
                kind: LineKind::Guide,
            };
            let (across, down) = ((area.x0, area.x1), (area.y0, area.y1));
            snapper
                .x
                .extend(content.aids.vertical.iter().map(|at| target(at.0, down)));
            snapper
                .y
                .extend(content.aids.horizontal.iter().map(|at| target(at.0, across)));
        }
        if snap.elements {
            for other in snapper.others.clone() {
                snapper.add_rect(other, LineKind::Element);
            }
        }
        if snap.grid {
            snapper.grid = Some(content.aids.grid_or_usual().step.map(|step| step.0));
        }
        snapper
    }

    /// A rectangle whose middle is that of another one.
    fn add_edges(&mut self, rect: Rect, kind: LineKind) {
        for axis in [Axis::X, Axis::Y] {
            let (first, last) = axis.span(rect);
            let (from, to) = axis.other().span(rect);
            let targets = [first, last].map(|at| Target { at, from, to, kind });
            self.targets_mut(axis).extend(targets);
        }
    }

    fn add_rect(&mut self, rect: Rect, kind: LineKind) {
        for axis in [Axis::X, Axis::Y] {
            let (first, last) = axis.span(rect);
            let (from, to) = axis.other().span(rect);
            let targets = [first, f64::midpoint(first, last), last].map(|at| Target { at, from, to, kind });
            self.targets_mut(axis).extend(targets);
        }
    }

    fn targets(&self, axis: Axis) -> &[Target] {
        match axis {
            Axis::X => &self.x,
            Axis::Y => &self.y,
        }
    }

    fn targets_mut(&mut self, axis: Axis) -> &mut Vec<Target> {
        match axis {
            Axis::X => &mut self.x,
            Axis::Y => &mut self.y,
        }
    }

    /// By how much a rectangle that is moved is to be moved further. `axes` says along which it may.
    pub(super) fn moved(&self, rect: Rect, axes: (bool, bool), tolerance: f64) -> (Vec2, Marks) {
        let mut shift = Vec2::ZERO;
        let mut gaps = Vec::new();
        for (axis, allowed) in [(Axis::X, axes.0), (Axis::Y, axes.1)] {
            if !allowed {
                continue;
            }
            let (first, last) = axis.span(rect);
            let lines = self.nearest(axis, &[first, f64::midpoint(first, last), last], tolerance);
            let spaced = if self.spacing {
                gaps::nearest(&self.others, rect, axis, tolerance)
            } else {
                None
            };
            // Of two that are equally near a line is taken: it stays one when the neighbours change.
            let by = match (lines, spaced) {
                (Some(line), Some(gap)) if gap.abs() + SAME < line.abs() => gap,
                (Some(line), _) => line,
                (None, Some(gap)) => gap,
                (None, None) => continue,
            };
            shift += axis.vector(by);
            gaps.push(axis);
        }
        let rect = rect + shift;
        let mut marks = Marks {
            lines: self.lines(rect, &edges(rect)),
            distances: Vec::new(),
        };
        if self.spacing {
            for axis in gaps {
                marks.distances.extend(gaps::equal(&self.others, rect, axis));
            }
        }
        (shift, marks)
    }

    /// By how much the moving edges of a rectangle that is resized are to be moved further.
    pub(super) fn resized(&self, rect: Rect, moving: Moving, tolerance: f64) -> (Vec2, Marks) {
        let mut shift = Vec2::ZERO;
        let mut sized = Vec::new();
        for (axis, side) in [(Axis::X, moving.0), (Axis::Y, moving.1)] {
            if side == 0 {
                continue;
            }
            let (first, last) = axis.span(rect);
            let edge = if side < 0 { first } else { last };
            let line = self.nearest(axis, &[edge], tolerance);
            let size = if self.spacing {
                self.equal_size(axis, last - first, tolerance)
                    .map(|by| by * f64::from(side))
            } else {
                None
            };
            let by = match (line, size) {
                (Some(line), Some(size)) if size.abs() + SAME < line.abs() => size,
                (Some(line), _) => line,
                (None, Some(size)) => size,
                (None, None) => continue,
            };
            shift += axis.vector(by);
            sized.push(axis);
        }
        let rect = stretched(rect, moving, shift);
        let lines = edges(rect)
            .into_iter()
            .filter(|(axis, at)| {
                let side = if *axis == Axis::X { moving.0 } else { moving.1 };
                let (first, last) = axis.span(rect);
                side != 0 && *at == if side < 0 { first } else { last }
            })
            .collect::<Vec<_>>();
        let mut marks = Marks {
            lines: self.lines(rect, &lines),
            distances: Vec::new(),
        };
        if self.spacing {
            for axis in sized {
                marks.distances.extend(self.same_sizes(axis, rect));
            }
        }
        (shift, marks)
    }

    /// By how much a point is to be moved further.
    pub(super) fn point(&self, point: Point, tolerance: f64) -> (Vec2, Marks) {
        let rect = Rect::from_points(point, point);
        let mut shift = Vec2::ZERO;
        for axis in [Axis::X, Axis::Y] {
            if let Some(by) = self.nearest(axis, &[axis.of(point)], tolerance) {
                shift += axis.vector(by);
            }
        }
        let rect = rect + shift;
        let lines = [(Axis::X, rect.x0), (Axis::Y, rect.y0)];
        let marks = Marks {
            lines: self.lines(rect, &lines),
            distances: Vec::new(),
        };
        (shift, marks)
    }

    /// The smallest way from one of the places to a target. What is meant to be aligned to, the page with its margins and
    /// guides, counts as a little nearer than the elements that happen to stand around. The grid gives way to everything
    /// else.
    fn nearest(&self, axis: Axis, places: &[f64], tolerance: f64) -> Option<f64> {
        let ways = self
            .targets(axis)
            .iter()
            .flat_map(|target| places.iter().map(move |place| (target.at - place, target.kind)));
        let shortest = |a: f64, b: f64| if b.abs() < a.abs() { b } else { a };
        let felt = |(way, kind): (f64, LineKind)| match kind {
            LineKind::Element => way.abs() + tolerance * ELEMENTS_BEHIND,
            LineKind::Page | LineKind::Margin | LineKind::Guide | LineKind::Grid => way.abs(),
        };
        let to_line = ways
            .filter(|(way, _)| way.abs() <= tolerance)
            .reduce(|a, b| if felt(b) < felt(a) { b } else { a });
        to_line.map(|(way, _)| way).or_else(|| {
            let step = self.grid?[usize::from(axis == Axis::Y)];
            let (first, last) = (places.first()?, places.last()?);
            let way = |place: &f64| (place / step).round() * step - place;
            (step > 0.0)
                .then(|| {
                    [way(first), way(last)]
                        .into_iter()
                        .filter(|way| way.abs() <= tolerance)
                        .reduce(shortest)
                })
                .flatten()
        })
    }

    fn equal_size(&self, axis: Axis, size: f64, tolerance: f64) -> Option<f64> {
        self.others
            .iter()
            .map(|other| {
                let (first, last) = axis.span(*other);
                last - first - size
            })
            .filter(|way| way.abs() <= tolerance)
            .reduce(|a, b| if b.abs() < a.abs() { b } else { a })
    }

    /// The sides of the rectangle and of those that are as long.
    fn same_sizes(&self, axis: Axis, rect: Rect) -> Vec<Distance> {
        let (first, last) = axis.span(rect);
        let side = |rect: &Rect| {
            let (from, to) = axis.span(*rect);
            let (_, across) = axis.other().span(*rect);
            Distance {
                from: axis.point(from, across),
                to: axis.point(to, across),
                kind: DistanceKind::Size,
            }
        };
        let same: Vec<Distance> = self
            .others
            .iter()
            .filter(|other| {
                let (from, to) = axis.span(**other);
                to - from > SAME && ((to - from) - (last - first)).abs() < SAME
            })
            .map(side)
            .collect();
        if same.is_empty() {
            return same;
        }
        [side(&rect)].into_iter().chain(same).collect()
    }

    /// The lines through these places of a rectangle on which something else stands, too.
    fn lines(&self, rect: Rect, places: &[(Axis, f64)]) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for (axis, at) in places {
            let (mut from, mut to) = axis.other().span(rect);
            let met: Vec<&Target> = self
                .targets(*axis)
                .iter()
                .filter(|target| (target.at - at).abs() < SAME)
                .collect();
            let Some(kind) = met.iter().map(|target| target.kind).min() else {
                continue;
            };
            for target in &met {
                from = from.min(target.from);
                to = to.max(target.to);
            }
            let line = Line {
                from: axis.point(*at, from),
                to: axis.point(*at, to),
                kind,
            };
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }
}

/// The first, middle and last places of a rectangle on both axes.
fn edges(rect: Rect) -> Vec<(Axis, f64)> {
    [Axis::X, Axis::Y]
        .into_iter()
        .flat_map(|axis| {
            let (first, last) = axis.span(rect);
            [first, f64::midpoint(first, last), last].map(|at| (axis, at))
        })
        .collect()
}

/// A rectangle with its moving edges moved.
pub(super) fn stretched(rect: Rect, moving: Moving, by: Vec2) -> Rect {
    let mut rect = rect;
    match moving.0 {
        -1 => rect.x0 += by.x,
        1 => rect.x1 += by.x,
        _ => {}
    }
    match moving.1 {
        -1 => rect.y0 += by.y,
        1 => rect.y1 += by.y,
        _ => {}
    }
    rect
}

/// The level rectangles around the other elements that are seen, of the group in which is worked, or of the page.
pub(super) fn standing(design: &Design, page: usize, group: Option<&str>, moved: &[String]) -> Vec<Rect> {
    let (Some(list), Some(space)) = (design.list(page, group), Space::of(design, group)) else {
        return Vec::new();
    };
    list.iter()
        .filter(|element| !element.hidden && !moved.contains(&element.name))
        .map(|element| Stand::of(element, &space).bounds())
        .collect()
}
