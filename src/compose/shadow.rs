//! Shadows: what an element paints, once more, in one colour and a little aside.

use std::sync::Arc;

use crate::images::Picture;
use crate::model::{FillRule, Shadow};
use crate::scene::{self, Group, ImageItem, Item, ItemKind, Origin, Paint};
use crate::units::{Affine, Color, Rect, Shape, Vec2};

/// The shadow of items, as one item; `None` when nothing of it would be seen.
pub(super) fn of(items: &[Item], shadow: &Shadow, origin: Origin) -> Option<Item> {
    if shadow.color.a == 0 || items.is_empty() {
        return None;
    }
    // Opaque within, so that parts which lie over each other do not show.
    let color = Color { a: 255, ..shadow.color };
    Some(Item {
        origin,
        kind: ItemKind::Shadow(scene::Shadow {
            transform: Affine::translate(Vec2::new(shadow.x.0, shadow.y.0)),
            color: shadow.color,
            blur: shadow.blur.0.max(0.0),
            items: items.iter().filter_map(|item| in_color(item, color)).collect(),
        }),
    })
}

/// `None` for the shadow of what lies within, which is one with that of the whole.
fn in_color(item: &Item, color: Color) -> Option<Item> {
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
        ItemKind::Image(image) => match silhouette(&image.picture, color) {
            Some(picture) => ItemKind::Image(ImageItem {
                picture: Arc::new(picture),
                transform: image.transform,
                alt: String::new(),
            }),
            None => {
                let size = (f64::from(image.picture.width), f64::from(image.picture.height));
                filled(Rect::from_origin_size((0.0, 0.0), size), image.transform, paint)
            }
        },
        ItemKind::PdfPage(page) => filled(page.area, Affine::IDENTITY, paint),
        ItemKind::Group(group) => ItemKind::Group(Group {
            transform: group.transform,
            opacity: group.opacity,
            clip: group.clip.clone(),
            items: group.items.iter().filter_map(|item| in_color(item, color)).collect(),
            ..Group::default()
        }),
        ItemKind::Blurred(blurred) => ItemKind::Blurred(scene::Blurred {
            blur: blurred.blur,
            items: blurred.items.iter().filter_map(|item| in_color(item, color)).collect(),
        }),
        ItemKind::Shadow(_) => return None,
    };
    Some(Item {
        origin: item.origin,
        kind,
    })
}

/// A picture with clear parts in one colour; `None` for one that is its whole rectangle.
fn silhouette(picture: &Picture, color: Color) -> Option<Picture> {
    if picture.opaque {
        return None;
    }
    let alphas = picture.pixels.as_chunks::<4>().0.iter().map(|pixel| pixel[3]);
    let pixels = alphas.flat_map(|alpha| [color.r, color.g, color.b, alpha]).collect();
    Picture::from_rgba(picture.width, picture.height, pixels).ok()
}

fn filled(area: Rect, transform: Affine, paint: Paint) -> ItemKind {
    let mut path = area.to_path(0.1);
    path.apply_affine(transform);
    ItemKind::Fill {
        path: Arc::new(path),
        rule: FillRule::NonZero,
        paint,
    }
}
