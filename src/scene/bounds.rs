//! How far items reach.

use super::{GlyphRun, Item, ItemKind};
use crate::units::{Affine, Rect, Shape};

/// The rectangle within which items paint, in the coordinates after `transform`; `None` when they paint nothing.
///
/// It may be larger than what is painted, never smaller: letters are taken to reach over their places by twice their
/// size, and pointed corners as far as their limit lets them.
pub fn bounds(items: &[Item], transform: Affine) -> Option<Rect> {
    items
        .iter()
        .filter_map(|item| of_item(item, transform))
        .reduce(|all, one| all.union(one))
}

fn of_item(item: &Item, transform: Affine) -> Option<Rect> {
    let (transform, own) = match &item.kind {
        ItemKind::Fill { path, .. } => (transform, path.bounding_box()),
        ItemKind::Stroke { path, stroke, .. } => {
            let reach = stroke.width / 2.0 * stroke.miter_limit.max(2.0);
            (transform, path.bounding_box().inflate(reach, reach))
        }
        ItemKind::Glyphs(run) => (transform * run.transform, of_run(run)?),
        ItemKind::Image(image) => {
            let size = (f64::from(image.picture.width), f64::from(image.picture.height));
            (transform * image.transform, Rect::from_origin_size((0.0, 0.0), size))
        }
        ItemKind::PdfPage(page) => (transform, page.area.abs()),
        ItemKind::Group(group) => {
            let inside = transform * group.transform;
            let items = bounds(&group.items, inside)?;
            let clip = group
                .clip
                .as_ref()
                .map(|(path, _)| inside.transform_rect_bbox(path.bounding_box()));
            let seen = clip.map_or(items, |clip| items.intersect(clip));
            return (seen.width() > 0.0 && seen.height() > 0.0).then_some(seen);
        }
        ItemKind::Shadow(shadow) => {
            let inside = transform * shadow.transform;
            let reach = 1.5 * shadow.blur.max(0.0) + 1.0;
            let items = bounds(&shadow.items, Affine::IDENTITY)?;
            (inside, items.inflate(reach, reach))
        }
        ItemKind::Blurred(blurred) => {
            let reach = 1.5 * blurred.blur.max(0.0) + 1.0;
            let items = bounds(&blurred.items, Affine::IDENTITY)?;
            (transform, items.inflate(reach, reach))
        }
    };
    Some(transform.transform_rect_bbox(own))
}

fn of_run(run: &GlyphRun) -> Option<Rect> {
    let reach = 2.0 * f64::from(run.size) + f64::from(run.embolden);
    run.glyphs
        .iter()
        .map(|glyph| {
            let (x, y) = (f64::from(glyph.x), f64::from(glyph.y));
            Rect::new(x - reach, y - reach, x + f64::from(glyph.advance) + reach, y + reach)
        })
        .reduce(|all, one| all.union(one))
}
