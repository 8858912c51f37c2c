//! Groups: what is in them, cut to a form or to the outline of their mask.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diag::Problem;
use crate::model::{Element, ElementContent, FillRule, GroupContent};
use crate::scene::{Glyph, GlyphRun, Group, Item, ItemKind, Origin, is_inside};
use crate::units::{Affine, BezPath, Point, Rect, Shape, Vec2};

use super::shape::outline;
use super::{Composed, Composer, count, edges, varies};

/// The outline to which something is cut.
type Cut = (BezPath, FillRule);

impl Composer<'_> {
    pub(super) fn group(&mut self, content: &GroupContent, frame: Rect, index: u32) {
        let offset = frame.origin().to_vec2();
        let mask = content.mask().filter(|mask| self.is_shown(mask));
        let before = std::mem::take(&mut self.out);
        let mut next = index + 1;
        for child in &content.children {
            if mask.is_none_or(|mask| !std::ptr::eq(mask, child)) {
                self.element(child, next, offset);
            }
            next += count(child);
        }
        let mut made = std::mem::replace(&mut self.out, before);
        if let Some(mask) = mask {
            let (path, rule) = mask_outline(mask, offset);
            self.watch_mask(content, index, &made.items, &(path.clone(), rule));
            cut(&mut made, (path, rule), index);
            // It is not painted, but where it leads, it leads.
            let own = edges::frame(mask, offset);
            let area = edges::turn(mask, own).transform_rect_bbox(own);
            made.links.extend(self.link(mask, Origin(Some(index + 1)), area));
        }
        if let Some(clip) = &content.clip {
            cut(&mut made, outline(clip, frame), index);
        }
        self.out.items.append(&mut made.items);
        self.out.links.append(&mut made.links);
        self.out.codes.append(&mut made.codes);
    }

    /// Reports texts with values of which the mask takes something away: of a fixed one it is seen on the canvas.
    fn watch_mask(&mut self, content: &GroupContent, index: u32, items: &[Item], mask: &Cut) {
        let mut harmed = BTreeSet::new();
        find_harmed(items, Affine::IDENTITY, mask, &mut harmed);
        if harmed.is_empty() {
            return;
        }
        let mut next = index + 1;
        let mut pending: Vec<&Element> = content.children.iter().rev().collect();
        while let Some(element) = pending.pop() {
            if harmed.contains(&next) && is_filled_in(element) {
                let problem = Problem::warning("masked-text", "The mask of the group cuts off some of the text");
                let hint = "Make the mask larger, move the text, or take it out of the group";
                self.problem(element, problem.hint(hint));
            }
            next += 1;
            pending.extend(element.children().iter().rev());
        }
    }
}

fn is_filled_in(element: &Element) -> bool {
    let has_letters = matches!(element.content, ElementContent::Text(_) | ElementContent::Chips(_));
    has_letters && varies(element)
}

/// The outline of a mask as it stands in its group, whose coordinates begin at `offset`.
pub fn mask_outline(mask: &Element, offset: Vec2) -> (BezPath, FillRule) {
    let frame = edges::frame(mask, offset);
    let turn = edges::turn(mask, frame);
    match &mask.content {
        ElementContent::Shape(shape) => {
            let (path, rule) = outline(&shape.form, frame);
            (turn * path, rule)
        }
        // Nothing else is a mask.
        _ => (BezPath::new(), FillRule::NonZero),
    }
}

/// Cuts what was made. A link is a rectangle, and keeps what of it may be seen.
fn cut(made: &mut Composed, (path, rule): Cut, index: u32) {
    let bounds = path.bounding_box();
    made.links.retain_mut(|link| {
        link.area = link.area.intersect(bounds);
        link.area.area() > 0.0
    });
    if made.items.is_empty() {
        return;
    }
    let group = Group {
        clip: Some((Arc::new(path), rule)),
        items: std::mem::take(&mut made.items),
        ..Group::default()
    };
    made.items = vec![Item {
        origin: Origin(Some(index)),
        kind: ItemKind::Group(group),
    }];
}

/// The elements of which a letter is not wholly within a mask.
fn find_harmed(items: &[Item], turn: Affine, mask: &Cut, harmed: &mut BTreeSet<u32>) {
    for item in items {
        match &item.kind {
            ItemKind::Glyphs(run) if !is_whole(run, turn, mask) => harmed.extend(item.origin.0),
            ItemKind::Group(group) => find_harmed(&group.items, turn * group.transform, mask, harmed),
            ItemKind::Blurred(blurred) => find_harmed(&blurred.items, turn, mask, harmed),
            _ => {}
        }
    }
}

/// Whether the middles of the four sides of every letter are within a mask: a corner of its box, where there is seldom
/// something of it, may be outside.
fn is_whole(run: &GlyphRun, turn: Affine, (path, rule): &Cut) -> bool {
    let (size, turn) = (f64::from(run.size), turn * run.transform);
    run.glyphs.iter().all(|Glyph { x, y, advance, .. }| {
        let (x, y, width) = (f64::from(*x), f64::from(*y), f64::from(*advance));
        let sides = [(0.0, 0.35), (1.0, 0.35), (0.5, 0.7), (0.5, 0.0)];
        let point = |(across, up): (f64, f64)| turn * Point::new(x + across * width, y - up * size);
        width <= 0.0 || sides.map(point).iter().all(|at| is_inside(path, *rule, *at))
    })
}
