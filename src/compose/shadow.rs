//! Shadows: what an element paints, once more, in one colour and a little aside.
//!
//! They have no soft edge. A blur has no counterpart among the operators of PDF, so that a file would need a picture in
//! its place, and the two outputs would part; this way both draw the same paths and letters.

use crate::model::{FillRule, Shadow};
use crate::scene::{Group, Item, ItemKind, Origin, Paint};
use crate::units::{Affine, Color, Rect, Shape, Vec2};

/// The shadow of items, as one item; `None` when nothing of it would be seen. Of a picture it is the rectangle.
pub(super) fn of(items: &[Item], shadow: &Shadow, origin: Origin) -> Option<Item> {
    if shadow.color.a == 0 || items.is_empty() {
        return None;
    }
    // Opaque within, so that parts which lie over each other do not show.
    let color = Color { a: 255, ..shadow.color };
    let group = Group {
        transform: Affine::translate(Vec2::new(shadow.x.0, shadow.y.0)),
        opacity: f32::from(shadow.color.a) / 255.0,
        clip: None,
        items: items.iter().map(|item| in_color(item, color)).collect(),
    };
    Some(Item {
        origin,
        kind: ItemKind::Group(group),
    })
}

fn in_color(item: &Item, color: Color) -> Item {
    let paint = Paint::Solid(color);
    let kind = match &item.kind {
        ItemKind::Fill { path, rule, .. } => ItemKind::Fill {
            path: path.clone(),
            rule: *rule,
            paint,
        },
        ItemKind::Stroke { path, stroke, .. } => ItemKind::Stroke {
            path: path.clone(),
            stroke: stroke.clone(),
            paint,
        },
        ItemKind::Glyphs(run) => {
            let mut run = run.clone();
            run.color = color;
            ItemKind::Glyphs(run)
        }
        ItemKind::Image(image) => {
            let size = (f64::from(image.picture.width), f64::from(image.picture.height));
            filled(Rect::from_origin_size((0.0, 0.0), size), image.transform, paint)
        }
        ItemKind::PdfPage(page) => filled(page.area, Affine::IDENTITY, paint),
        ItemKind::Group(group) => ItemKind::Group(Group {
            transform: group.transform,
            opacity: group.opacity,
            clip: group.clip.clone(),
            items: group.items.iter().map(|item| in_color(item, color)).collect(),
        }),
    };
    Item {
        origin: item.origin,
        kind,
    }
}

fn filled(area: Rect, transform: Affine, paint: Paint) -> ItemKind {
    let mut path = area.to_path(0.1);
    path.apply_affine(transform);
    ItemKind::Fill {
        path: std::sync::Arc::new(path),
        rule: FillRule::NonZero,
        paint,
    }
}
