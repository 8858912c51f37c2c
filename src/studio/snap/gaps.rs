//! Equal gaps between neighbours, and the distances to them.

use crate::units::Rect;

use super::{Axis, Distance, DistanceKind, SAME};

/// By how much a rectangle is to be moved so that it stands as far from its neighbour as others from each other, or in
/// the middle between two.
pub(super) fn nearest(others: &[Rect], rect: Rect, axis: Axis, tolerance: f64) -> Option<f64> {
    let row = row(others, rect, axis);
    let (first, last) = axis.span(rect);
    let mut best: Option<f64> = None;
    let mut offer = |way: f64| {
        if way.abs() <= tolerance && best.is_none_or(|best| way.abs() < best.abs()) {
            best = Some(way);
        }
    };
    for pair in row.windows(2) {
        let [a, b] = pair else { continue };
        let ((a_first, a_last), (b_first, b_last)) = (axis.span(*a), axis.span(*b));
        let gap = b_first - a_last;
        if gap < 0.0 {
            continue;
        }
        offer(b_last + gap - first);
        offer(a_first - gap - last);
        if gap >= last - first {
            offer(f64::midpoint(a_last, b_first) - f64::midpoint(first, last));
        }
    }
    best
}

/// The gaps beside a rectangle that are equal to each other or to gaps further on.
pub(super) fn equal(others: &[Rect], rect: Rect, axis: Axis) -> Vec<Distance> {
    let mut row = row(others, rect, axis);
    row.push(rect);
    sort(&mut row, axis);
    let gaps: Vec<(f64, Distance, bool)> = row
        .windows(2)
        .filter_map(|pair| {
            let [a, b] = pair else { return None };
            let length = axis.span(*b).0 - axis.span(*a).1;
            let own = *a == rect || *b == rect;
            (length > SAME).then(|| (length, between(*a, *b, axis, DistanceKind::Gap), own))
        })
        .collect();
    let is_equal = |length: f64, at: usize| {
        gaps.iter()
            .enumerate()
            .any(|(other, (there, ..))| other != at && (there - length).abs() < SAME)
    };
    let own = gaps.iter().enumerate().filter(|(_, gap)| gap.2);
    let lengths: Vec<f64> = own
        .filter(|(at, gap)| is_equal(gap.0, *at))
        .map(|(_, gap)| gap.0)
        .collect();
    gaps.iter()
        .filter(|(length, ..)| lengths.iter().any(|equal| (equal - length).abs() < SAME))
        .map(|(_, distance, _)| *distance)
        .collect()
}

/// The distances from a rectangle to its nearest neighbours on the four sides; to the page's edge where there is none.
pub(in crate::studio) fn neighbours(others: &[Rect], page: Rect, rect: Rect) -> Vec<Distance> {
    let mut found = Vec::new();
    for axis in [Axis::X, Axis::Y] {
        let row = row(others, rect, axis);
        let (first, last) = axis.span(rect);
        let (page_first, page_last) = axis.span(page);
        let before = row.iter().filter(|other| axis.span(**other).1 <= first + SAME);
        let before = before
            .max_by(|a, b| axis.span(**a).1.total_cmp(&axis.span(**b).1))
            .copied();
        let after = row.iter().filter(|other| axis.span(**other).0 >= last - SAME);
        let after = after
            .min_by(|a, b| axis.span(**a).0.total_cmp(&axis.span(**b).0))
            .copied();
        if let Some(before) = before.or_else(|| edge(page, axis, page_first).filter(|_| first > page_first)) {
            found.push(between(before, rect, axis, DistanceKind::Neighbour));
        }
        if let Some(after) = after.or_else(|| edge(page, axis, page_last).filter(|_| last < page_last)) {
            found.push(between(rect, after, axis, DistanceKind::Neighbour));
        }
    }
    found.retain(|distance| distance.length() > SAME);
    found
}

/// An edge of the page as a rectangle without extent on the axis.
fn edge(page: Rect, axis: Axis, at: f64) -> Option<Rect> {
    let (from, to) = axis.other().span(page);
    Some(Rect::from_points(axis.point(at, from), axis.point(at, to)))
}

/// The others that stand beside a rectangle, in order.
fn row(others: &[Rect], rect: Rect, axis: Axis) -> Vec<Rect> {
    let (from, to) = axis.other().span(rect);
    let mut row: Vec<Rect> = others
        .iter()
        .filter(|other| {
            let (first, last) = axis.other().span(**other);
            first < to && last > from
        })
        .copied()
        .collect();
    sort(&mut row, axis);
    row
}

fn sort(row: &mut [Rect], axis: Axis) {
    row.sort_by(|a, b| axis.span(*a).0.total_cmp(&axis.span(*b).0));
}

/// The distance from one rectangle to the next, drawn where both are.
fn between(a: Rect, b: Rect, axis: Axis, kind: DistanceKind) -> Distance {
    let ((a_from, a_to), (b_from, b_to)) = (axis.other().span(a), axis.other().span(b));
    let across = f64::midpoint(a_from.max(b_from), a_to.min(b_to));
    Distance {
        from: axis.point(axis.span(a).1, across),
        to: axis.point(axis.span(b).0, across),
        kind,
    }
}
