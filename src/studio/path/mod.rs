//! Paths as a designer edits them: points with the handles that bend the lines beside them.
//!
//! A design keeps a path as SVG path data. Here it is taken apart into [`Contour`]s and put together again; what was not
//! touched stays where it was. Quadratic curves become cubic ones, which are the same curves.

mod forms;

use kurbo::{CubicBez, Line, ParamCurve, ParamCurveNearest, PathEl, PathSeg};

use crate::units::{Affine, BezPath, Point, Vec2};

use super::place::tidy;

pub(super) use forms::form_path;

/// How far two handles may be from a straight line to count as one, as the sine of the angle between them: the file
/// keeps thousandths of a point, which short handles feel.
const STRAIGHT: f64 = 0.01;
/// The accuracy with which the nearest place on a curve is looked for, in points.
const ACCURACY: f64 = 1e-3;
/// How long the handles of a point are that becomes smooth, as a part of the way to its neighbours.
const PULL: f64 = 1.0 / 3.0;

/// One of the two handles of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HandleSide {
    /// It bends the line that comes to the point.
    Before,
    /// It bends the line that goes on from it.
    After,
}

/// A point of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    pub at: Point,
    /// Where the handles stand; `None` where the line is not bent at this end.
    pub before: Option<Point>,
    pub after: Option<Point>,
}

/// A line through points, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contour {
    pub nodes: Vec<Node>,
    /// Whether the last point is joined with the first.
    pub closed: bool,
}

/// A point among all of a path: first by its contour, then by its place in it, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PointId {
    pub contour: usize,
    pub node: usize,
}

/// A place on a line of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct OnLine {
    /// The point where the line begins.
    pub from: PointId,
    /// How far along it, 0 to 1.
    pub part: f64,
    pub distance: f64,
}

impl Node {
    pub fn corner(at: Point) -> Node {
        Node {
            at,
            before: None,
            after: None,
        }
    }

    pub fn handle(&self, side: HandleSide) -> Option<Point> {
        match side {
            HandleSide::Before => self.before,
            HandleSide::After => self.after,
        }
    }

    fn set(&mut self, side: HandleSide, to: Option<Point>) {
        match side {
            HandleSide::Before => self.before = to,
            HandleSide::After => self.after = to,
        }
    }

    /// Whether the line goes on through the point without a corner.
    pub fn is_smooth(&self) -> bool {
        let (Some(before), Some(after)) = (self.before, self.after) else {
            return false;
        };
        let (back, on) = (before - self.at, after - self.at);
        back.dot(on) < 0.0 && back.cross(on).abs() <= STRAIGHT * back.hypot() * on.hypot()
    }

    /// Whether both handles are equally long, too.
    fn is_symmetric(&self) -> bool {
        let length = |handle: Option<Point>| handle.map_or(0.0, |handle| (handle - self.at).hypot());
        let (back, on) = (length(self.before), length(self.after));
        self.is_smooth() && (back - on).abs() <= STRAIGHT * back.max(on)
    }

    pub(super) fn moved(&self, by: Vec2) -> Node {
        Node {
            at: self.at + by,
            before: self.before.map(|handle| handle + by),
            after: self.after.map(|handle| handle + by),
        }
    }

    /// The point with a handle elsewhere. The other one stays opposite when it was, unless they are to be `free`.
    pub(super) fn with_handle(&self, side: HandleSide, to: Point, free: bool) -> Node {
        let mut node = *self;
        let (other, is_smooth) = (opposite(side), self.is_smooth());
        node.set(side, (to != self.at).then_some(to));
        if free || !is_smooth {
            return node;
        }
        let way = self.at - to;
        let length = match (self.is_symmetric(), self.handle(other)) {
            (false, Some(handle)) => (handle - self.at).hypot(),
            _ => way.hypot(),
        };
        if way.hypot() > 0.0 {
            node.set(other, Some(self.at + way / way.hypot() * length));
        }
        node
    }

    /// The point with both handles pulled out to here and to the opposite side.
    pub(super) fn pulled(&self, to: Point) -> Node {
        Node {
            at: self.at,
            before: Some(self.at - (to - self.at)),
            after: Some(to),
        }
    }

    fn map(&self, affine: Affine) -> Node {
        Node {
            at: affine * self.at,
            before: self.before.map(|handle| affine * handle),
            after: self.after.map(|handle| affine * handle),
        }
    }

    fn tidied(&self) -> Node {
        let tidied = |at: Point| Point::new(tidy(at.x), tidy(at.y));
        let at = tidied(self.at);
        let handle = |handle: Option<Point>| handle.map(tidied).filter(|handle| *handle != at);
        Node {
            at,
            before: handle(self.before),
            after: handle(self.after),
        }
    }
}

fn opposite(side: HandleSide) -> HandleSide {
    match side {
        HandleSide::Before => HandleSide::After,
        HandleSide::After => HandleSide::Before,
    }
}

impl Contour {
    /// The same line from its other end.
    pub(super) fn reversed(mut self) -> Contour {
        self.nodes.reverse();
        for node in &mut self.nodes {
            std::mem::swap(&mut node.before, &mut node.after);
        }
        self
    }

    /// How many lines there are between its points.
    pub(super) fn lines(&self) -> usize {
        match self.closed {
            true if self.nodes.len() > 1 => self.nodes.len(),
            _ => self.nodes.len().saturating_sub(1),
        }
    }

    /// The line that begins at a point; `None` after the last point of an open path.
    pub(super) fn line(&self, from: usize) -> Option<PathSeg> {
        if from >= self.lines() {
            return None;
        }
        let (a, b) = (self.nodes.get(from)?, self.nodes.get((from + 1) % self.nodes.len())?);
        Some(match (a.after, b.before) {
            (None, None) => PathSeg::Line(Line::new(a.at, b.at)),
            (after, before) => PathSeg::Cubic(CubicBez::new(a.at, after.unwrap_or(a.at), before.unwrap_or(b.at), b.at)),
        })
    }

    /// The index of the point before or behind another, when there is one.
    fn neighbour(&self, of: usize, by: i64) -> Option<usize> {
        let count = self.nodes.len() as i64;
        let at = of as i64 + by;
        match self.closed {
            true if count > 1 => Some(at.rem_euclid(count) as usize),
            _ => (0..count).contains(&at).then_some(at as usize),
        }
    }

    /// Puts a point on the line that begins at `from`; the curve stays what it was. The index of the point.
    pub(super) fn split(&mut self, from: usize, part: f64) -> Option<usize> {
        let line = self.line(from)?;
        let next = (from + 1) % self.nodes.len();
        let node = match line {
            PathSeg::Cubic(curve) => {
                let (first, second) = (curve.subsegment(0.0..part), curve.subsegment(part..1.0));
                let bent = |handle: Point, at: Point| (handle != at).then_some(handle);
                let start = self.nodes.get_mut(from)?;
                start.after = bent(first.p1, start.at);
                let end = self.nodes.get_mut(next)?;
                end.before = bent(second.p2, end.at);
                Node {
                    at: first.p3,
                    before: bent(first.p2, first.p3),
                    after: bent(second.p1, first.p3),
                }
            }
            other => Node::corner(other.eval(part)),
        };
        self.nodes.insert(from + 1, node);
        Some(from + 1)
    }

    /// Makes a corner of a smooth point, and a smooth point of a corner.
    pub(super) fn toggle(&mut self, index: usize) {
        let at_of = |index: Option<usize>| index.and_then(|index| self.nodes.get(index)).map(|node| node.at);
        let (before, after) = (at_of(self.neighbour(index, -1)), at_of(self.neighbour(index, 1)));
        let Some(node) = self.nodes.get_mut(index) else { return };
        if node.before.is_some() || node.after.is_some() {
            *node = Node::corner(node.at);
            return;
        }
        let at = node.at;
        let from = before.unwrap_or(at);
        let to = after.unwrap_or(at);
        let way = to - from;
        if way.hypot() <= 0.0 {
            return;
        }
        let along = way / way.hypot();
        node.before = before.map(|before| at - along * (before - at).hypot() * PULL);
        node.after = after.map(|after| at + along * (after - at).hypot() * PULL);
    }

    pub(super) fn map(&self, affine: Affine) -> Contour {
        Contour {
            nodes: self.nodes.iter().map(|node| node.map(affine)).collect(),
            closed: self.closed,
        }
    }

    /// With the numbers that the file keeps.
    pub(super) fn tidied(&self) -> Contour {
        Contour {
            nodes: self.nodes.iter().map(Node::tidied).collect(),
            closed: self.closed,
        }
    }
}

/// Takes a path apart. Single points that no line leaves are left out.
pub(super) fn contours(path: &BezPath) -> Vec<Contour> {
    let mut found: Vec<Contour> = Vec::new();
    let mut start = Point::ZERO;
    for element in path.elements() {
        if let PathEl::MoveTo(at) = element {
            start = *at;
            found.push(begun(start));
            continue;
        }
        // What follows a closed contour begins where that began.
        if found.last().is_none_or(|last| last.closed) {
            found.push(begun(start));
        }
        if let Some(contour) = found.last_mut() {
            extend(contour, *element);
        }
    }
    found.retain(|contour| contour.nodes.len() > 1);
    found
}

fn begun(at: Point) -> Contour {
    Contour {
        nodes: vec![Node::corner(at)],
        closed: false,
    }
}

fn extend(contour: &mut Contour, element: PathEl) {
    let Some(last) = contour.nodes.last_mut() else { return };
    let from = last.at;
    let mut curve = |first: Point, second: Point, to: Point| {
        last.after = (first != from).then_some(first);
        Node {
            before: (second != to).then_some(second),
            ..Node::corner(to)
        }
    };
    let next = match element {
        PathEl::LineTo(to) => Node::corner(to),
        PathEl::CurveTo(first, second, to) => curve(first, second, to),
        PathEl::QuadTo(handle, to) => {
            let part = 2.0 / 3.0;
            curve(from.lerp(handle, part), to.lerp(handle, part), to)
        }
        PathEl::ClosePath => return close(contour),
        PathEl::MoveTo(_) => return,
    };
    contour.nodes.push(next);
}

/// Joins the last point with the first; where they are the same place they become one.
fn close(contour: &mut Contour) {
    contour.closed = true;
    let (Some(first), Some(last)) = (contour.nodes.first().copied(), contour.nodes.last().copied()) else {
        return;
    };
    if contour.nodes.len() > 2 && first.at.distance(last.at) < 1e-6 {
        contour.nodes.pop();
        if let Some(first) = contour.nodes.first_mut() {
            first.before = last.before;
        }
    }
}

/// Puts a path together.
pub(super) fn path(contours: &[Contour]) -> BezPath {
    let mut path = BezPath::new();
    for contour in contours {
        let Some(first) = contour.nodes.first() else { continue };
        path.move_to(first.at);
        for line in 0..contour.lines() {
            match contour.line(line) {
                // The last line of a closed path is drawn by closing it.
                Some(PathSeg::Line(_)) if contour.closed && line + 1 == contour.lines() => {}
                Some(PathSeg::Line(line)) => path.line_to(line.p1),
                Some(PathSeg::Cubic(curve)) => path.curve_to(curve.p1, curve.p2, curve.p3),
                Some(PathSeg::Quad(curve)) => path.quad_to(curve.p1, curve.p2),
                None => {}
            }
        }
        if contour.closed {
            path.close_path();
        }
    }
    path
}

/// The place on the lines that is nearest to a point.
pub(super) fn nearest(contours: &[Contour], to: Point) -> Option<OnLine> {
    let mut best: Option<OnLine> = None;
    for (at, contour) in contours.iter().enumerate() {
        for index in 0..contour.lines() {
            let Some(line) = contour.line(index) else { continue };
            let found = line.nearest(to, ACCURACY);
            let distance = found.distance_sq.sqrt();
            if best.is_none_or(|best| distance < best.distance) {
                best = Some(OnLine {
                    from: PointId {
                        contour: at,
                        node: index,
                    },
                    part: found.t,
                    distance,
                });
            }
        }
    }
    best
}

/// The paths without some of their points. What no line is left of is gone.
pub(super) fn without(contours: &[Contour], points: &std::collections::BTreeSet<PointId>) -> Vec<Contour> {
    let left = contours.iter().enumerate().map(|(at, contour)| {
        let nodes = contour.nodes.iter().enumerate();
        let stays = |node: usize| !points.contains(&PointId { contour: at, node });
        Contour {
            nodes: nodes.filter(|(node, _)| stays(*node)).map(|(_, node)| *node).collect(),
            closed: contour.closed,
        }
    });
    left.filter(|contour| contour.nodes.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(d: &str) -> Vec<Contour> {
        contours(&BezPath::from_svg(d).expect("a path"))
    }

    #[test]
    fn paths_come_apart_and_together() {
        for (d, points, closed) in [
            ("M0,0 L10,0 L10,10", vec![3], vec![false]),
            ("M0,0 L10,0 L10,10 Z", vec![3], vec![true]),
            // The last point is the first one again.
            ("M0,0 C5,-5 10,-5 10,0 C10,5 0,5 0,0 Z", vec![2], vec![true]),
            ("M0,0 L1,0 Z L5,5", vec![2, 2], vec![true, false]),
            ("M0,0 M1,1 L2,2", vec![2], vec![false]),
        ] {
            let contours = read(d);
            let counts: Vec<usize> = contours.iter().map(|contour| contour.nodes.len()).collect();
            let are_closed: Vec<bool> = contours.iter().map(|contour| contour.closed).collect();
            assert_eq!((counts, are_closed), (points, closed), "{d}");
            assert_eq!(super::contours(&path(&contours)), contours, "{d}");
        }
    }

    #[test]
    fn a_quadratic_curve_stays_the_same_curve() {
        let quad = BezPath::from_svg("M0,0 Q10,20 20,0").expect("a path");
        let cubic = path(&contours(&quad));
        let at = |path: &BezPath, t: f64| path.segments().next().expect("one").eval(t);
        for step in 0..=10 {
            let t = f64::from(step) / 10.0;
            assert!(at(&quad, t).distance(at(&cubic, t)) < 1e-9, "{t}");
        }
    }

    #[test]
    fn a_line_is_split_without_changing_it() {
        for d in ["M0,0 C0,30 40,30 40,0", "M0,0 L40,0", "M0,0 C10,30 40,0 40,0 L0,0 Z"] {
            let before = read(d);
            let whole = before[0].line(0).expect("a line");
            let mut after = before.clone();
            assert_eq!(after[0].split(0, 0.3), Some(1));
            assert_eq!(after[0].nodes.len(), before[0].nodes.len() + 1);
            for step in 0..=10 {
                let t = f64::from(step) / 10.0;
                let place = if t <= 0.3 {
                    after[0].line(0).expect("a line").eval(t / 0.3)
                } else {
                    after[0].line(1).expect("a line").eval((t - 0.3) / 0.7)
                };
                assert!(place.distance(whole.eval(t)) < 1e-9, "{d} at {t}");
            }
        }
    }

    #[test]
    fn handles_stay_opposite_unless_they_are_free() {
        let node = Node {
            at: Point::new(10.0, 10.0),
            before: Some(Point::new(0.0, 10.0)),
            after: Some(Point::new(20.0, 10.0)),
        };
        let down = Point::new(10.0, 30.0);
        let turned = node.with_handle(HandleSide::After, down, false);
        assert_eq!(turned.before, Some(Point::new(10.0, -10.0)), "as long as the other");
        assert_eq!(node.with_handle(HandleSide::After, down, true).before, node.before);
        // Of different lengths they keep their own.
        let uneven = Node {
            before: Some(Point::new(5.0, 10.0)),
            ..node
        };
        assert!(uneven.is_smooth());
        let turned = uneven.with_handle(HandleSide::After, down, false);
        assert_eq!(turned.before, Some(Point::new(10.0, 5.0)));
        let corner = Node {
            before: Some(Point::new(10.0, 0.0)),
            ..node
        };
        assert_eq!(corner.with_handle(HandleSide::After, down, false).before, corner.before);
    }

    #[test]
    fn corners_become_smooth_and_back() {
        let mut contour = read("M0,0 L30,0 L30,30").remove(0);
        contour.toggle(1);
        assert!(contour.nodes[1].is_smooth());
        contour.toggle(1);
        assert_eq!(contour.nodes[1], Node::corner(Point::new(30.0, 0.0)));
        contour.toggle(0);
        assert_eq!(
            contour.nodes[0].before, None,
            "nothing comes to the first point of an open path"
        );
        assert_eq!(contour.nodes[0].after, Some(Point::new(10.0, 0.0)));
    }
}
